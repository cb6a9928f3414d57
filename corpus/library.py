"""Everything that has been read: takes documents in, keeps their versions, and hands out one generation at a time."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import structlog

from corpus.blocks import LARGEST_FILE, clean
from corpus.errors import Damaged, ServiceFailed, UnknownVersion, UnusableTitle, limit
from corpus.lexical import normalise
from corpus.manifest import Document, DocumentVersion, Manifest
from corpus.passages import Kind
from corpus.reading import Leg, Reading, Services
from corpus.shelf import BROKEN_INDEX, READING, Shelf, code, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from corpus.generation import Generation
    from corpus.lexical import Lexicon
    from corpus.reading import Embedder, Reranker, Vectors

    Progress = Callable[[str, int, int], None]
    Stamp = tuple[int, int, int]

KEPT_GENERATIONS = 3
"""The one in force and those before it, which other processes may still be reading."""
KEPT_VERSIONS = 5
"""Of each document, besides the one in force."""
LONGEST_TITLE = 200

_log = structlog.get_logger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class Library:
    """Everything that has been read, under one folder that several processes share.

    Reading needs no lock: the manifest names an immutable generation. Writers exclude each other by a lock file.
    Methods that write block for as long as the work takes; from asynchronous code call them in a thread.

    Args:
        data: The package's data files.
        var: The folder of what grows at run time; ``corpus`` in it is this library's.
        embedder: Embeddings service, used together with ``vectors``.
        vectors: Store of the embeddings.
        reranker: Rerank service.
        clock: Seconds that only grow.
        now: The time, UTC.
    """

    def __init__(  # noqa: PLR0913 -- the parts it is made of
        self,
        data: Path,
        var: Path,
        *,
        embedder: Embedder | None = None,
        vectors: Vectors | None = None,
        reranker: Reranker | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._shelf, self._now = Shelf(data, var / "corpus"), now
        threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="vectors")
        self._services = Services(embedder, vectors, reranker, Leg("embeddings", clock), Leg("rerank", clock), threads)
        self._loading = threading.RLock()
        self._bound: tuple[Stamp | None, Reading | None] = (None, None)

    # --- reading ----------------------------------------------------------------------------------------------------

    @property
    def lexicon(self) -> Lexicon:
        """Words that questions are treated with."""
        return self._shelf.lexicon

    def current(self) -> Reading:
        """Return the generation in force, to be held for a whole turn.

        The first call of all builds the index (seconds); the first call of a process loads it; others look at one
        file's time.

        Raises:
            Busy: Another process has been building for too long.
        """
        seen, reading = self._bound
        if reading is not None and seen is not None and seen == self._shelf.stamp():
            return reading
        with self._loading:
            return self._renew()

    def documents(self) -> list[DocumentVersion]:
        """List the active version of each document people have added, by title."""
        manifest = self._shelf.manifest()
        return sorted(manifest.active(), key=lambda v: v.title) if manifest else []

    def show(self, document_id: str) -> Document:
        """Return a document with its versions.

        Raises:
            UnknownDocument: There is none of this id.
        """
        return self._started().document(document_id)

    def missing_vectors(self) -> int | None:
        """Count the passages without a vector; None where no embeddings are configured.

        Raises:
            ServiceFailed: The vector store does not answer.
        """
        reading = self.current()
        if self._services.vectors is None or self._services.embedder is None:
            return None
        return self._services.vectors.missing(_collection(self._started(), reading.version), reading.passages)

    async def aclose(self) -> None:
        """Let go of connections and threads."""
        for service in (self._services.embedder, self._services.reranker):
            if service is not None:
                await service.aclose()
        self._services.threads.shutdown(wait=False, cancel_futures=True)

    # --- writing ----------------------------------------------------------------------------------------------------

    def ingest(  # noqa: PLR0913 -- what one may say about a document
        self,
        path: Path,
        *,
        title: str | None = None,
        kind: str | None = None,
        issuer: str | None = None,
        valid_from: date | None = None,
        valid_until: date | None = None,
        progress: Progress | None = None,
    ) -> DocumentVersion:
        """Take a document in, as a new version if its title is known.

        Args:
            path: The file: PDF, DOCX, Markdown, text or HTML.
            title: As it shall be cited; without one, a file name seen before means that document, else the name is
                the title.
            kind: What kind of document it is.
            issuer: Who issued it.
            valid_from: First day it is in force.
            valid_until: Last day it is in force.
            progress: Called with a stage (``reading``, ``recognising``, ``indexing``, ``embedding``), what is done and
                what there is to do.

        Returns:
            The version now in force; the same file with the same particulars again is no new version.

        Raises:
            Unreadable: The file can't be taken in; what was in force stays so.
            UnusableTitle: The title is empty, or belongs to a document of the package.
            Busy: Another process has been writing for too long.
            OSError: There is no such file.
        """
        from corpus.loading import load  # noqa: PLC0415 -- the document libraries, for those who add documents only

        limit("bytes", path.stat().st_size, LARGEST_FILE)
        content = path.read_bytes()
        loaded = load(content, path.suffix, progress)
        reserved = {normalise(p.document) for p in self.current().passages if p.kind is not Kind.UPLOAD}
        with self._writing() as manifest:
            known = _same(manifest, title, path.name)
            name = known.title if known else _title(title or path.stem)
            if normalise(name) in reserved:
                msg = f"{name!r} is a document of the package"
                raise UnusableTitle(msg, title=name)
            document_id = known.id if known else "doc-" + digest(normalise(name))[:10]
            about = [name, kind, issuer, valid_from and valid_from.isoformat(), valid_until and valid_until.isoformat()]
            document = manifest.documents.get(document_id)
            number = (document.count if document else 0) + 1
            version = DocumentVersion(
                document=document_id,
                version=str(number),
                title=name,
                filename=path.name,
                fingerprint=digest(json.dumps(about), content, code(*READING)),
                ingested_at=self._now(),
                kind=kind,
                issuer=issuer,
                valid_from=valid_from,
                valid_until=valid_until,
                size=len(content),
                characters=loaded.characters,
                passages=0,
                pages=loaded.pages,
                unread=loaded.unread,
                recognised=loaded.recognised,
            )
            again = document and next((v for v in document.versions if v.fingerprint == version.fingerprint), None)
            if document and again and self._shelf.holds(again):
                self._publish(manifest, _activated(document, again.version), progress)
                return again
            version = self._shelf.store(version, content, loaded)
            document = document or Document(id=document_id, title=name, trail=(), versions=(), count=0)
            grown = document.model_copy(update={"versions": (*document.versions, version), "count": number})
            self._publish(manifest, _activated(grown, version.version), progress)
            _log.info("document taken in", document=document_id, version=version.version, passages=version.passages)
            return version

    def remove(self, document_id: str) -> None:
        """Take a document out; its versions stay, and ``rollback`` brings it back.

        Raises:
            UnknownDocument: There is none of this id.
            Busy: Another process has been writing for too long.
        """
        with self._writing() as manifest:
            document = manifest.document(document_id)
            self._publish(manifest, document.model_copy(update={"removed": True}), None)

    def rollback(self, document_id: str, version: str | None = None) -> DocumentVersion:
        """Put an earlier version in force.

        Args:
            document_id: Of the document.
            version: Which; without it the one in force before, or the last one of a removed document.

        Raises:
            UnknownDocument: There is none of this id.
            UnknownVersion: It has no such version, or none before.
            Busy: Another process has been writing for too long.
        """
        with self._writing() as manifest:
            document = manifest.document(document_id)
            trail = document.trail
            if version is not None:
                trail = (*trail, version)
            elif not document.removed:
                trail = trail[:-1]
            target = document.version(trail[-1]) if trail else None
            if target is None:
                msg = f"{document_id} has no version {version or 'before this one'}"
                names = [v.version for v in document.versions]
                raise UnknownVersion(msg, document=document_id, version=version, versions=names)
            self._publish(manifest, document.model_copy(update={"removed": False, "trail": trail}), None)
            return target

    def reindex(self, progress: Progress | None = None) -> None:
        """Build the index anew, and embed every passage that has no vector.

        Raises:
            ServiceFailed: The embeddings service or the vector store does not answer; the index is in force all the
                same, and another call goes on where this one stopped.
            Busy: Another process has been writing for too long.
        """
        with self._writing() as manifest:
            self._publish(manifest, None, progress, anew=True, strict=True)

    def prepare(self, progress: Progress | None = None) -> Reading:
        """Have everything ready: the index built where it is missing, and every passage embedded.

        Returns:
            The generation in force.

        Raises:
            ServiceFailed: The embeddings service or the vector store does not answer; search works without.
            Busy: Another process has been writing for too long.
        """
        reading = self.current()
        if self.missing_vectors():
            with self._writing() as manifest:
                self._embed(manifest, self.current(), progress)
        return reading

    # --- parts ------------------------------------------------------------------------------------------------------

    def _started(self) -> Manifest:
        self.current()
        manifest = self._shelf.manifest()
        if manifest is None:
            msg = "the manifest has gone"
            raise Damaged(msg, document=None, version=None)
        return manifest

    def _renew(self) -> Reading:
        """Load what the manifest names, building it first where there is nothing to load."""
        for _ in range(3):
            stamp, manifest = self._shelf.stamp(), self._shelf.manifest()
            reading = self._bound[1]
            # Only a process that starts brings its own package's data in: two releases must not take turns.
            if manifest is None or (reading is None and manifest.package != self._shelf.package):
                break
            try:
                return self._load(manifest, stamp)
            except FileNotFoundError:
                continue  # pruned between the manifest and the folder: look again
            except BROKEN_INDEX as error:
                _log.warning("the index can't be loaded", generation=manifest.generation, problem=repr(error))
                if reading is not None and manifest.package != self._shelf.package:
                    self._bound = stamp, reading  # another release writes what this one can't read
                    return reading
                break
        with self._shelf.locked():
            manifest = self._shelf.manifest()
            if manifest is None:
                manifest = Manifest(id=uuid.uuid4().hex[:8], package="", generation="")
            try:
                if manifest.generation and manifest.package == self._shelf.package:
                    return self._load(manifest, self._shelf.stamp())  # another process has built it meanwhile
            except BROKEN_INDEX:
                return self._publish(manifest, None, None, anew=True, embed=False)
            return self._publish(manifest, None, None, embed=False)

    def _load(self, manifest: Manifest, stamp: Stamp | None) -> Reading:
        reading = self._bound[1]
        if reading is None or reading.version != manifest.generation:
            reading = self._bind(manifest, self._shelf.load(manifest.generation))
        self._bound = stamp, reading
        return reading

    def _bind(self, manifest: Manifest, loaded: Generation) -> Reading:
        documents = {version.title: version for version in manifest.active()}
        return Reading(loaded, documents, _collection(manifest, loaded.id), self._services)

    @contextmanager
    def _writing(self) -> Iterator[Manifest]:
        self.current()
        with self._shelf.locked():
            manifest = self._shelf.manifest()
            if manifest is None:
                msg = "the manifest has gone"
                raise Damaged(msg, document=None, version=None)
            yield manifest

    def _publish(
        self,
        manifest: Manifest,
        changed: Document | None,
        progress: Progress | None,
        *,
        anew: bool = False,
        embed: bool = True,
        strict: bool = False,
    ) -> Reading:
        """Build the generation that follows from a change, then swap the manifest. The lock is held."""
        documents = {**manifest.documents, **({changed.id: changed} if changed else {})}
        following = manifest.model_copy(update={"documents": documents, "package": self._shelf.package})
        name = _generation_name(following)
        if anew:
            name = next(f"{name}.{n}" for n in count(1) if not self._shelf.has(f"{name}.{n}"))
        elif manifest.generation.partition(".")[0] == name:
            name = manifest.generation  # rebuilt before
        built = self._shelf.build(following, name, progress)
        history = (name, *(g for g in manifest.history if g != name))[:KEPT_GENERATIONS]
        following = following.model_copy(update={"generation": name, "history": history})
        reading = self._bind(following, built)
        failure: ServiceFailed | None = None
        if embed:
            try:
                self._embed(following, reading, progress)
            except ServiceFailed as error:
                _log.warning("passages stay without vectors: reindex later", problem=str(error))
                failure = error
        following = self._forget(following)
        self._shelf.swap(following)
        self._bound = self._shelf.stamp(), reading
        self._prune(following)
        if failure is not None and strict:
            raise failure
        return reading

    def _embed(self, manifest: Manifest, reading: Reading, progress: Progress | None) -> None:
        embedder, vectors = self._services.embedder, self._services.vectors
        if embedder is None or vectors is None:
            return

        async def embed(texts: Sequence[str]) -> list[list[float]]:
            try:
                return await embedder.embed(texts)
            finally:
                await embedder.aclose()

        # A loop of its own in a thread of its own: the caller may stand in one.
        with ThreadPoolExecutor(1, thread_name_prefix="embedding") as thread:
            vectors.fill(
                _collection(manifest, reading.version),
                reading.passages,
                lambda texts: thread.submit(asyncio.run, embed(texts)).result(),
                (lambda done, total: progress("embedding", done, total)) if progress else None,
            )
        self._services.dense.works()

    def _forget(self, manifest: Manifest) -> Manifest:
        """Leave out versions that are neither recent nor in force."""
        documents = {}
        for document in manifest.documents.values():
            kept = {v.version for v in document.versions[-KEPT_VERSIONS:]} | set(document.trail[-1:])
            trail = tuple(name for name in document.trail if name in kept)[-2 * KEPT_VERSIONS :]
            versions = tuple(v for v in document.versions if v.version in kept)
            documents[document.id] = document.model_copy(update={"versions": versions, "trail": trail})
        return manifest.model_copy(update={"documents": documents})

    def _prune(self, manifest: Manifest) -> None:
        self._shelf.prune(manifest)
        if self._services.vectors is not None:
            try:
                self._services.vectors.prune(manifest.id, [_collection(manifest, g) for g in manifest.history])
            except ServiceFailed as error:
                _log.warning("old vectors stay", problem=str(error))


def _generation_name(manifest: Manifest) -> str:
    active = [f"{v.document} {v.version} {v.fingerprint}" for v in manifest.active()]
    return digest(manifest.package, *active)[:16]


def _collection(manifest: Manifest, name: str) -> str:
    return f"{manifest.id}-{name}"


def _title(text: str) -> str:
    title = " ".join(clean(text).split())[:LONGEST_TITLE]
    if not title:
        msg = "a title needs letters"
        raise UnusableTitle(msg, title=text)
    return title


def _same(manifest: Manifest, title: str | None, filename: str) -> Document | None:
    """Find the document a file is a version of: by its title, else by the file name last seen."""
    wanted = normalise(_title(title)) if title is not None else None
    if wanted is not None:
        return next((d for d in manifest.documents.values() if normalise(d.title) == wanted), None)
    named = [d for d in manifest.documents.values() if any(v.filename == filename for v in d.versions)]
    return max(named, key=lambda d: max(v.ingested_at for v in d.versions), default=None)


def _activated(document: Document, version: str) -> Document:
    trail = document.trail if document.trail[-1:] == (version,) else (*document.trail, version)
    return document.model_copy(update={"removed": False, "trail": trail})
