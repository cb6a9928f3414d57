"""Puts two units side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.passages import Kind, Passage
from tools.knowledge import standard
from tools.knowledge.draft import Draft, heading, is_standard, label, shorten, unique
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from tools.kit.ports import Library


def compared(library: Library, passages: list[Passage], question: str) -> Draft:
    """Answer with two units side by side, each with its items.

    Args:
        library: What has been read.
        passages: The two units.
        question: The question, for the record.
    """
    first, second = passages
    lead = wording.COMPARED.format(first=_named(first), second=_named(second))
    notes, cited = [], []
    for passage in passages:
        items = [p for p in library.children(passage.id) if p.kind is Kind.ITEM]
        lines = [f"**{_named(passage)}**：{passage.plain or shorten(passage.display, 120)}"]
        lines += [wording.LINE.format(mark=f"{p.clause.rpartition(' ')[2]} ", text=p.plain or p.display) for p in items]
        if not items:
            lines.append("> " + passage.display.replace("\n", "\n> "))
        notes.append("\n".join(lines))
        cited += [passage, *items]
    suggestions = [standard.read(p, p.title) for p in passages if is_standard(p)]
    head = [first, second]
    return Draft(
        "comparison",
        lead,
        notes=notes,
        cited=unique([*head, *cited]),
        suggestions=suggestions,
        question=question,
    )


def _named(passage: Passage) -> str:
    name = heading(passage)
    return f"{label(passage)} {name}" if name != label(passage) and is_standard(passage) else label(passage)
