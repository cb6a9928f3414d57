"""The one file that says what is in force: documents, their versions, and the generation to read."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import UnknownDocument

if TYPE_CHECKING:
    from pathlib import Path


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class DocumentVersion(_Record):
    """One version of a document somebody has added; immutable.

    Attributes:
        document: The document's id.
        version: Counts up from 1, as text.
        title: As cited.
        filename: Of the file it was read from.
        fingerprint: Of the file and of everything said about it.
        ingested_at: UTC.
        kind: What kind of document it is, as whoever added it said.
        issuer: Who issued it.
        valid_from: First day it is in force; None is unknown.
        valid_until: Last day it is in force; None is unknown or no end.
        size: Bytes of the file.
        characters: Of its text.
        passages: Into how many it was cut.
        pages: How many it has; None where the format has none.
        unread: Pages that could not be read.
        recognised: Pages read from their picture.
    """

    document: str
    version: str
    title: str
    filename: str
    fingerprint: str
    ingested_at: datetime
    kind: str | None = None
    issuer: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    size: int
    characters: int
    passages: int
    pages: int | None = None
    unread: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()


class Document(_Record):
    """A document with its kept versions.

    Attributes:
        id: Stable over versions.
        title: As cited.
        removed: Whether it has been taken out; a rollback brings it back.
        trail: Versions in the order in which they became active; the last one is in force.
        versions: Those kept, oldest first.
        count: How many there have ever been.
    """

    id: str
    title: str
    removed: bool = False
    trail: tuple[str, ...]
    versions: tuple[DocumentVersion, ...]
    count: int

    @property
    def active(self) -> DocumentVersion | None:
        """The version in force."""
        return None if self.removed else self.version(self.trail[-1])

    def version(self, name: str) -> DocumentVersion | None:
        """Return a kept version."""
        return next((v for v in self.versions if v.version == name), None)


class Manifest(_Record):
    """What is in force.

    Attributes:
        id: Of this library, which sets its vectors apart on a shared server.
        package: Digest of the package's data and of the code that makes an index of it.
        generation: The one to read.
        history: Generations kept, newest first, the one to read among them.
        documents: By id.
    """

    id: str
    package: str
    generation: str
    history: tuple[str, ...] = ()
    documents: dict[str, Document] = Field(default_factory=dict)

    def document(self, document_id: str) -> Document:
        """Return a document.

        Raises:
            UnknownDocument: There is none of this id.
        """
        try:
            return self.documents[document_id]
        except KeyError:
            msg = f"no document {document_id!r}"
            raise UnknownDocument(msg, document=document_id) from None

    def active(self) -> list[DocumentVersion]:
        """List the versions in force, in a fixed order."""
        versions = (document.active for _, document in sorted(self.documents.items()))
        return [version for version in versions if version is not None]


def sync(path: Path) -> None:
    """Make sure that a file, or a folder's list of files, survives a power cut."""
    if path.is_dir() and os.name == "nt":  # folders can't be opened there
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(path: Path, text: str) -> None:
    """Swap a file's content in one step: any other process sees the old or the new."""
    new = path.with_name(f"{path.name}.new")  # one writer at a time; a temporary file would hide it from other users
    with new.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    sync(path.parent)


def settle(built: Path, target: Path) -> None:
    """Move a finished folder to its place, its files on disk before its name."""
    for file in built.rglob("*"):
        if file.is_file():
            sync(file)
    sync(built)
    built.rename(target)
    sync(target.parent)
