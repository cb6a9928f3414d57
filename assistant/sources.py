"""The passage behind a citation with what stands around it, for a channel to show beside an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from corpus.passages import Kind, Modality
from tools.knowledge.draft import typeset

if TYPE_CHECKING:
    from corpus.passages import Passage
    from tools.kit.ports import Library


class Shelf(Protocol):
    """Where the present generation of the library is to be had."""

    def current(self) -> Library:
        """Return one generation, the same for a whole look-up."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage next to or below another: how it is cited, and its text."""

    document: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A cited passage and its surroundings.

    Attributes:
        document: As cited.
        clause: As cited.
        title: Its heading, or its document's title.
        path: Headings above it, from the top.
        text: The passage as quoted.
        plain: What it means in one sentence of ours, if there is one.
        modality: How strongly it binds.
        version: The document's version.
        before: The unit before it in its document.
        after: The unit after it in its document.
        below: The units it consists of.
        links: Addresses of pages it was taken from.
    """

    document: str
    clause: str
    title: str
    path: tuple[str, ...]
    text: str
    plain: str | None
    modality: Literal["shall", "should"] | None
    version: str
    before: Neighbour | None
    after: Neighbour | None
    below: tuple[Neighbour, ...]
    links: tuple[str, ...]


class Sources:
    """Looks citations up.

    Args:
        shelf: Where the library is to be had.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def title(self, document: str, clause: str) -> str | None:
        """Return the heading of a cited passage, or None if it is not there."""
        found = self._shelf.current().find(document, clause)
        return found[0].title if found else None

    def excerpt(self, document: str, clause: str, quote: str = "") -> Excerpt | None:
        """Return a cited passage with its surroundings, or None if it is not there.

        Args:
            document: As cited.
            clause: As cited.
            quote: Words of the passage, which tell units of the same label apart.
        """
        library = self._shelf.current()
        found = [p for p in library.find(document, clause) if p.kind not in {Kind.FACT, Kind.ABSENT}]
        if not found:
            return None
        passage = next((p for p in found if quote in p.display), found[0])
        return Excerpt(
            document=passage.document,
            clause=passage.clause,
            title=passage.title,
            path=passage.path,
            text=typeset(passage.display),
            plain=passage.plain,
            modality=_binding(passage),
            version=passage.version,
            before=_neighbour(library, passage, passage.previous),
            after=_neighbour(library, passage, passage.next),
            below=tuple(_shown(p) for p in library.children(passage.id) if p.kind is not Kind.FACT),
            links=_links(library, passage),
        )


def _binding(passage: Passage) -> Literal["shall", "should"] | None:
    if passage.modality is None:
        return None
    return "shall" if passage.modality is Modality.SHALL else "should"


def _shown(passage: Passage) -> Neighbour:
    return Neighbour(passage.document, passage.clause, typeset(passage.display))


def _neighbour(library: Library, passage: Passage, name: str | None) -> Neighbour | None:
    found = library.get(name) if name else None
    return _shown(found) if found is not None and found.document == passage.document else None


def _links(library: Library, passage: Passage) -> tuple[str, ...]:
    catalogs = library.catalogs
    if passage.kind is Kind.POLICY:
        records = catalogs.policies[passage.document].sources
    elif passage.kind is Kind.SCENARIO:
        records = catalogs.scenarios[passage.document].evidence
    else:
        return ()
    return tuple(dict.fromkeys(r.url for r in records if r.url.startswith(("https://", "http://"))))
