"""An answer while it is being put together, and the text it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from corpus.passages import STANDARD, Kind, Passage
from tools.kit.tool import Citation, Focus, Suggestion, ToolResult
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT = 46
"""Characters of a related passage that are shown."""


class Excerpt(BaseModel):
    """A passage as a tool's result carries it."""

    model_config = ConfigDict(frozen=True)

    document: str
    clause: str
    title: str
    text: str


class Answer(ToolResult):
    """An answer from the sources.

    Attributes:
        topic: What kind of thing it is about, such as ``item``, ``policy`` or ``absent``.
        passages: What it rests on, the main one first.
        scenario: Id of the scenario it is about, if it is about one.
    """

    topic: str
    passages: tuple[Excerpt, ...] = ()
    scenario: str | None = None


def typeset(text: str) -> str:
    """Show typesetting residue of the source as the sign it stands for."""
    for printed, sign in wording.TYPESET.items():
        text = text.replace(printed, sign)
    return text


def shorten(text: str, limit: int = SHORT) -> str:
    """Cut a text to a few words, at a comma where there is one.

    Args:
        text: One or more sentences.
        limit: How many characters may stay.
    """
    line = text.replace("\n", " ")
    if len(line) <= limit:
        return line
    cut = max(line.rfind(mark, limit // 2, limit) for mark in wording.COMMA + wording.LIST_COMMA + wording.STOP)
    return line[: cut if cut > 0 else limit] + "……"


def heading(passage: Passage) -> str:
    """Return a unit's heading without its number."""
    number, _, words = passage.title.partition(" ")
    return (
        words if words and not number.isalpha() and number.strip("0123456789.") in {"", number[:1]} else passage.title
    )


def source_line(passage: Passage, doc_no: str | None = None) -> str:
    """Say where a passage stands: document, clause and version."""
    if passage.kind is Kind.POLICY:
        number = wording.DOC_NO.format(doc_no=doc_no) if doc_no else wording.BLANK_DOC_NO
        return wording.SOURCE_POLICY.format(
            title=passage.title, doc_no=number, field=passage.clause, version=passage.version
        )
    if passage.kind is Kind.SCENARIO:
        return wording.SOURCE_SCENARIO.format(
            document=passage.document, title=passage.title, field=passage.clause, version=passage.version
        )
    if passage.kind is Kind.UPLOAD:
        return wording.SOURCE_UPLOAD.format(document=passage.document, clause=passage.clause, version=passage.version)
    name = heading(passage)
    form = wording.SOURCE_PLAIN if name in {passage.clause, ""} else wording.SOURCE
    return form.format(document=passage.document, clause=passage.clause, heading=name, version=passage.version)


def label(passage: Passage) -> str:
    """Name a passage in a line of text."""
    if passage.kind in {Kind.POLICY, Kind.SCENARIO, Kind.UPLOAD}:
        return passage.title
    return passage.clause


@dataclass(slots=True)
class Draft:
    """What an answer consists of, in the order people read it.

    Attributes:
        topic: What kind of thing it is about.
        lead: The conclusion.
        quotes: Passages quoted in full below it.
        notes: Lines after the quotations.
        cited: More passages that the notes quote.
        source: Where it comes from; made from the first quoted passage by default.
        related: Passages worth a look, one line each.
        suggestions: What one might ask next.
        declined: Whether something asked for is not provided.
        question: The question it answers.
        offers: The suggestions are readings to choose from, by their number too.
    """

    topic: str
    lead: str
    quotes: list[Passage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cited: list[Passage] = field(default_factory=list)
    source: str | None = None
    related: list[Passage] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    declined: bool = False
    question: str = ""
    offers: bool = False

    def result(self) -> Answer:
        """Write the answer out."""
        main = [*self.quotes, *self.cited]
        parts = [self.lead]
        parts += ["\n".join(f"> {line}" for line in typeset(p.display).split("\n")) for p in self.quotes]
        parts += self.notes
        if self.source is None and main:
            parts.append(source_line(main[0]))
        elif self.source:
            parts.append(self.source)
        if self.related:
            lines = [
                wording.RELATED_LINE.format(
                    label=label(p) + wording.MODALITY[p.modality], text=shorten(typeset(p.plain or p.display))
                )
                for p in self.related
            ]
            parts.append("\n".join([wording.RELATED, *lines]))
        known = unique([*main, *self.related])
        policy = known[0].document if known and known[0].kind is Kind.POLICY else None
        clause = known[0].clause if known and is_standard(known[0]) else None
        return Answer(
            text="\n\n".join(part for part in parts if part),
            citations=tuple(Citation(document=p.document, clause=p.clause, quote=p.display) for p in known),
            suggestions=tuple(self.suggestions),
            declined=self.declined,
            focus=Focus(
                passages=tuple(p.id for p in known),
                question=self.question,
                tool="read_policy" if policy else "read_clause" if clause else None,
                arguments={"policy": policy} if policy else {"clause": clause} if clause else {},
                offered=tuple(self.suggestions) if self.offers else (),
            )
            if known
            else None,
            topic=self.topic,
            passages=tuple(Excerpt(document=p.document, clause=p.clause, title=p.title, text=p.display) for p in known),
        )


def unique(passages: Iterable[Passage]) -> list[Passage]:
    """Drop repeated passages, keeping the order."""
    return list({p.id: p for p in passages}.values())


def is_standard(passage: Passage) -> bool:
    """Tell whether a passage belongs to the standard's own text."""
    return passage.document == STANDARD and passage.kind is not Kind.FACT
