"""Puts together an answer whose lead and notes tell passages' lines instead of quoting them whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools.knowledge.draft import Answer, Draft, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.passages import Passage


@dataclass(slots=True)
class Told(Draft):
    """An answer that has told its passages' lines already, each cited with the lines shown.

    Attributes:
        blocks: Lines quoted below the lead, block by block.
        shown: The words shown of a passage, by its id.
    """

    blocks: list[list[str]] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)

    def tell(self, passage: Passage | None, lines: Iterable[str], *, block: bool = True) -> None:
        """Show lines of a passage and cite it.

        Args:
            passage: The passage they stand in.
            lines: The lines as the passage has them.
            block: Whether they are quoted below the lead; otherwise the lead or a note holds them.
        """
        told = [line for line in lines if line]
        if passage is None or not told:
            return
        self.shown[passage.id] = span(passage.display, [*self.shown.get(passage.id, "").split("\n"), *told])
        if passage not in self.quotes:
            self.quotes.append(passage)
        if block:
            self.blocks.append(told)

    def result(self) -> Answer:
        """Write the answer out."""
        quoted = ["\n".join(f"> {typeset(line)}" for line in block) for block in self.blocks]
        self.notes, self.blocks = [*quoted, *self.notes], []
        self.cited, self.quotes = [*self.quotes, *self.cited], []
        answer = Draft.result(self)
        known = answer.focus.passages if answer.focus else ()
        citations = tuple(
            citation.model_copy(update={"quote": self.shown.get(name, citation.quote)})
            for citation, name in zip(answer.citations, known, strict=True)
        )
        return answer.model_copy(update={"citations": citations})


def span(display: str, lines: Sequence[str]) -> str:
    """Return the part of a text that consists of the given pieces of it, or all of it if something lies between."""
    places = sorted((display.find(line), line) for line in lines if line)
    if any(start < 0 for start, _ in places):
        return display
    begin, end = places[0][0], places[0][0]
    for start, line in places:
        if display[end:start].strip():
            return display
        end = max(end, start + len(line))
    return display[begin:end]
