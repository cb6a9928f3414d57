"""The units a source is made of, and how they are cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

STANDARD = "T/ISC 0106—2026"
"""The document name every citation of the standard carries."""


class Kind(StrEnum):
    """What a passage is within its document."""

    CHAPTER = "chapter"
    CLAUSE = "clause"
    ITEM = "item"
    TERM = "term"
    ABBREVIATION = "abbreviation"
    FRONT_MATTER = "front_matter"
    APPENDIX = "appendix"
    CLASS = "class"
    SUBCLASS = "subclass"
    ENTRY = "entry"
    INDICATOR = "indicator"
    POLICY = "policy"
    SCENARIO = "scenario"
    FACT = "fact"
    ABSENT = "absent"
    UPLOAD = "upload"


class Modality(StrEnum):
    """How strongly a sentence of the standard binds, by the verbs of GB/T 1.1."""

    SHALL = "shall"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence comes from.

    Attributes:
        document: The standard's number, a policy's or scenario's id, or an uploaded document's title.
        clause: The label within the document, such as ``8.3.1 b)``, an indicator or a page.
        quote: A verbatim substring of the passage's ``display`` text.
    """

    document: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of a source.

    Attributes:
        id: Stable over rebuilds and unique over all documents, ``document#unit``.
        document: As cited.
        clause: The label as cited; two units may share one (the items of Appendix 1).
        kind: What it is within its document.
        title: Its own heading, or the heading of the clause it belongs to.
        path: Headings from the document's top down to its parent.
        display: The text as shown and quoted: line breaks inside sentences and list marks mended.
        raw: The text as the source has it.
        modality: Shall, should or nothing.
        parent: Id of the unit it belongs to.
        previous: Id of the unit before it in reading order.
        next: Id of the unit after it.
        plain: One plain-language sentence that says what it means, ours, not the source's.
        questions: Ways people ask for exactly this.
        aliases: Other names by which it is known.
        version: The document's version.
        page: Page in the uploaded document, 1-based.
    """

    id: str
    document: str
    clause: str
    kind: Kind
    title: str
    display: str
    raw: str = ""
    path: tuple[str, ...] = ()
    modality: Modality | None = None
    parent: str | None = None
    previous: str | None = None
    next: str | None = None
    plain: str | None = None
    questions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    version: str = ""
    page: int | None = None

    def cite(self, quote: str | None = None) -> Citation:
        """Cite this passage.

        Args:
            quote: The words relied on; the whole display text by default.

        Raises:
            ValueError: The quote does not stand in the passage.
        """
        words = self.display if quote is None else quote
        if words not in self.display:
            msg = f"not a quotation from {self.id}"
            raise ValueError(msg)
        return Citation(self.document, self.clause, words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    Attributes:
        passage: What was found.
        score: Comparable within one search only; higher is better.
        coverage: Which share of the query the passage speaks of, weighted by rarity, 0 to 1.
    """

    passage: Passage
    score: float
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class Unit:
    """One parsed unit of the standard with the lines of the source it covers.

    Attributes:
        passage: The unit as a passage.
        spans: Half-open character ranges of the source text, together covering the unit's text.
    """

    passage: Passage
    spans: tuple[tuple[int, int], ...] = field(default=())
