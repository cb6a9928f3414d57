"""Lists what a clause, a chapter or the whole standard demands, or what it only recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.passages import STANDARD, Kind, Modality, Passage
from tools.knowledge import binding, premises
from tools.knowledge.draft import Draft, heading, shorten, typeset, unique
from tools.wording import standard as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.kit.ports import Library

FULL, LISTED = 6, 30
"""Up to how many items are shown in a whole sentence, and up to how many with a few words each."""
WORDS = 28
"""Characters of an item among many."""


def listing(library: Library, passage: Passage | None, modality: Modality) -> Draft:
    """List the items of one kind of obligation, their number first.

    Args:
        library: What has been read.
        passage: The clause or chapter asked about; None for the whole standard.
        modality: What must be done, or what is recommended.
    """
    every = items(library, passage)
    name = passage.title if passage else wording.ENTIRE
    found = [p for p in every if p.modality is modality]
    partly = [p for p in every if p.modality is not modality and binding.part_of(p, modality)]
    heads = [passage] if passage else _groups(library, found)[:1]
    if not found and not partly:
        counted = binding.counted(every) if every else ""
        form = wording.NONE_LISTED[modality] if every else wording.NO_ITEMS
        return Draft("clause", form.format(name=name, counted=counted), cited=unique([*heads, *every[:LISTED]]))
    left_open = [p for p in every if p.modality is None]
    rest = [wording.LEFT_OPEN.format(count=len(left_open))] if left_open and passage else []
    also = wording.ALSO.format(marks=wording.LIST_COMMA.join(p.clause for p in partly)) if partly else ""
    lead = wording.LISTED[modality].format(name=name, count=len(found), also=also)
    shown = [p for p in every if p in found or p in partly]
    if len(shown) <= LISTED:
        return Draft(
            "clause",
            lead,
            notes=["\n".join(_line(p, modality, len(shown)) for p in shown), *rest],
            cited=unique([*heads, *shown]),
        )
    groups = _groups(library, found)
    lines = _by_chapter(library, groups, found) if passage is None else [_group_line(g, found) for g in groups]
    chapters = [] if passage else _chapters(library, groups)
    return Draft("clause", lead, notes=["\n".join(lines), *rest], cited=unique([*(chapters or heads), *groups]))


def items(library: Library, passage: Passage | None) -> list[Passage]:
    """Return the items below a unit, or those of the whole standard."""
    if passage is not None:
        return [p for p in premises.descendants(library, passage) if p.kind is Kind.ITEM]
    return [p for p in library.passages if p.document == STANDARD and p.kind is Kind.ITEM and p.clause[0].isdecimal()]


def _line(passage: Passage, modality: Modality, number: int) -> str:
    if binding.is_mixed(passage):
        text = wording.PART_ONLY.format(words=binding.part_of(passage, modality))
    else:
        text = typeset(passage.plain or passage.display)
        text = text if number <= FULL else shorten(text, WORDS)
    return wording.LINE.format(label=passage.clause, text=text)


def _groups(library: Library, items: Iterable[Passage]) -> list[Passage]:
    parents = (library.get(p.parent or "") for p in items)
    return unique(p for p in parents if p is not None)


def _chapters(library: Library, groups: Iterable[Passage]) -> list[Passage]:
    numbers = dict.fromkeys(group.clause.partition(".")[0] for group in groups)
    return [p for number in numbers for p in library.find(STANDARD, number)[:1]]


def _group_line(group: Passage, items: Sequence[Passage]) -> str:
    own = [binding.mark(p) for p in items if p.parent == group.id]
    return wording.GROUP_LINE.format(
        label=group.clause, title=heading(group), count=len(own), marks=wording.LIST_COMMA.join(own)
    )


def _by_chapter(library: Library, groups: Sequence[Passage], items: Sequence[Passage]) -> list[str]:
    lines = []
    for chapter in _chapters(library, groups):
        own = {g: sum(p.parent == g.id for p in items) for g in groups if g.clause.startswith(f"{chapter.clause}.")}
        clauses = wording.LIST_COMMA.join(
            wording.CLAUSE_COUNT.format(clause=group.clause, count=count) for group, count in own.items()
        )
        lines.append(
            wording.CHAPTER_LINE.format(
                number=chapter.clause, title=heading(chapter), count=sum(own.values()), clauses=clauses
            )
        )
    return lines
