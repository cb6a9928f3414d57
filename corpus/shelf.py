"""The folder of the corpus on disk: immutable versions and generations, the manifest, and the writers' lock."""

from __future__ import annotations

import hashlib
import shutil
import time
import uuid
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from filelock import FileLock, Timeout

from corpus import catalogs, generation, sources
from corpus.errors import Busy, Damaged
from corpus.generation import Generation
from corpus.manifest import Manifest, replace_file, settle
from corpus.splitting import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.blocks import Loaded
    from corpus.lexical import Lexicon
    from corpus.manifest import DocumentVersion
    from corpus.passages import Passage

    Progress = Callable[[str, int, int], None]

PATIENCE = 300.0
"""Seconds one waits for another process to finish writing."""
BROKEN_INDEX = (OSError, ValueError, LookupError, TypeError)
"""What loading a damaged generation raises."""

SHAPING = (
    "blocks", "catalogs", "generation", "lexical", "lexicon", "passages", "records", "retrieval", "sources",
    "splitting", "standard", "surveys",
)  # fmt: skip
"""Modules whose code decides what an index holds: a change to one makes the index anew."""
READING = ("blocks", "lexicon", "loading", "pdf", "splitting")
"""Modules whose code decides how a file is read."""
_log = structlog.get_logger(__name__)


class Shelf:
    """Everything under ``var/corpus``; only who holds the lock writes.

    Args:
        data: The package's data files.
        root: The folder.
    """

    def __init__(self, data: Path, root: Path) -> None:
        self._data, self._root = data, root
        self._file = root / "manifest.json"

    @cached_property
    def lexicon(self) -> Lexicon:
        """Words the index treats specially."""
        return catalogs.load_lexicon(self._data)

    @cached_property
    def package(self) -> str:
        """Digest of the package's data and of the code that makes an index of it."""
        files = sorted(path for path in self._data.rglob("*") if path.is_file())
        parts = [part for path in files for part in (path.relative_to(self._data).as_posix(), path.read_bytes())]
        return digest(str(generation.FORMAT), code(*SHAPING), *parts)

    def stamp(self) -> tuple[int, int, int] | None:
        """Return what changes whenever the manifest is swapped; None where there is none yet."""
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def manifest(self) -> Manifest | None:
        """Read what is in force; None where nothing is yet.

        Raises:
            Damaged: The file is there and says nothing.
        """
        try:
            return Manifest.model_validate_json(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            msg = f"{self._file} can't be read"
            raise Damaged(msg, document=None, version=None) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out.

        Raises:
            Busy: Another process has been writing for too long.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._root / "lock", timeout=PATIENCE):
                yield
        except Timeout as error:
            msg = f"another process has been writing for {PATIENCE:g} s"
            raise Busy(msg) from error

    def swap(self, manifest: Manifest) -> None:
        """Put a manifest in force, in one step."""
        replace_file(self._file, manifest.model_dump_json(indent=1))

    def has(self, name: str) -> bool:
        """Tell whether a generation of this name was ever built."""
        return self._generation(name).exists()

    def load(self, name: str) -> Generation:
        """Read a generation.

        Raises:
            OSError: It is not there.
            ValueError: It is damaged; ``LookupError`` and ``TypeError`` say the same.
        """
        return Generation.load(self._generation(name), self.lexicon)

    def build(self, manifest: Manifest, name: str, progress: Progress | None) -> Generation:
        """Index the package's passages and the active versions of all documents, unless that was done before.

        Raises:
            Damaged: A version's files are lost.
        """
        folder = self._generation(name)
        if folder.exists():
            try:
                return self.load(name)
            except BROKEN_INDEX as error:
                _log.warning("the index can't be loaded", generation=name, problem=repr(error))
                shutil.rmtree(folder)
        if progress:
            progress("indexing", 0, 1)
        started = time.perf_counter()
        records = catalogs.load(self._data)
        passages = sources.builtin(self._data, records)
        for version in manifest.active():
            passages += self._passages(version)
        building = self._root / f"building-{uuid.uuid4().hex[:8]}"
        try:
            built = Generation.build(building / name, passages, records, self.lexicon)
            folder.parent.mkdir(exist_ok=True)
            settle(building / name, folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        seconds = round(time.perf_counter() - started, 2)
        _log.info("index built", generation=name, passages=len(passages), seconds=seconds)
        if progress:
            progress("indexing", 1, 1)
        return built

    def store(self, version: DocumentVersion, content: bytes, loaded: Loaded) -> DocumentVersion:
        """Cut a document into passages and write them with the file itself.

        Returns:
            The version with its number of passages.
        """
        passages = split(loaded.blocks, document=version.document, title=version.title, version=version.version)
        version = version.model_copy(update={"passages": len(passages)})
        building = self._root / f"building-{uuid.uuid4().hex[:8]}"
        building.mkdir(parents=True)
        try:
            (building / f"original{Path(version.filename).suffix.lower()}").write_bytes(content)
            lines = "\n".join(generation.dump(passage) for passage in passages)
            (building / "passages.jsonl").write_text(lines, encoding="utf-8")
            (building / "meta.json").write_text(version.model_dump_json(indent=1), encoding="utf-8")
            folder = self._folder(version)
            folder.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder, ignore_errors=True)  # left by a writer that died before the manifest named it
            settle(building, folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return version

    def holds(self, version: DocumentVersion) -> bool:
        """Tell whether a version's passages are there."""
        return (self._folder(version) / "passages.jsonl").exists()

    def prune(self, manifest: Manifest) -> None:
        """Delete what the manifest no longer names, and what writers that died have left."""
        kept = {self._folder(v) for document in manifest.documents.values() for v in document.versions}
        stale = [folder for folder in (self._root / "documents").glob("*/*") if folder not in kept]
        stale += [f for f in (self._root / "generations").glob("*") if f.name not in manifest.history]
        stale += self._root.glob("building-*")
        for folder in stale:
            shutil.rmtree(folder, ignore_errors=True)  # an open file on Windows: next time

    def _folder(self, version: DocumentVersion) -> Path:
        return self._root / "documents" / version.document / version.version

    def _generation(self, name: str) -> Path:
        return self._root / "generations" / name

    def _passages(self, version: DocumentVersion) -> list[Passage]:
        try:
            text = (self._folder(version) / "passages.jsonl").read_text(encoding="utf-8")
        except OSError as error:
            msg = f"the files of {version.document} version {version.version} are lost"
            raise Damaged(msg, document=version.document, version=version.version) from error
        return [generation.parse(line) for line in text.split("\n") if line]


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of parts kept apart, in hexadecimal."""
    total = hashlib.sha256()
    for part in parts:
        value = part.encode() if isinstance(part, str) else part
        total.update(len(value).to_bytes(8, "big") + value)
    return total.hexdigest()


def code(*modules: str) -> str:
    """Return the digest of this package's modules."""
    files = [Path(__file__).with_name(f"{module}.py") for module in modules]
    return digest(*(file.read_bytes() for file in files if file.exists()))
