"""Puts units side by side, what differs in force first, and says where they overlap or are one and the same."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import Kind, Passage
from tools.kit import lexicon as kit
from tools.kit.references import find as find_references
from tools.knowledge import binding, lexicon, locating, standard
from tools.knowledge.draft import Draft, heading, is_standard, label, shorten, typeset, unique
from tools.wording import standard as wording

if TYPE_CHECKING:
    from tools.kit.ports import Library
    from tools.kit.tool import Suggestion

SHORT = 28
"""Characters of an item in a line of its own."""
WIDE = 80
"""Characters of what a whole clause is about."""
OVERLAPPING, ALIKE = 0.5, 0.6
"""From which share of the shorter text's pairs of characters two texts overlap, and two items say much the same."""
SURE = 0.5
"""From which share of its words a side of the question is taken to be the unit found for it."""
LISTED_WORDS = 3
"""How many characters a shared expression must have to be named."""


def compared(library: Library, passages: list[Passage], question: str) -> Draft:
    """Answer with units side by side.

    Args:
        library: What has been read.
        passages: The units, two or more; they may be the same.
        question: The normalised question.
    """
    units = unique(passages)
    names = _names(question, len(passages))
    if len(units) == 1:
        return _same(units[0], names, question)
    below = {p.id: [c for c in library.children(p.id) if c.kind is Kind.ITEM] for p in units}
    doubts = [
        wording.UNSURE.format(name=name, nearest=_named(passage))
        for name, passage in zip(names, passages, strict=False)
        if not _is_sure(name, passage)
    ]
    leaves = [p for p in units if p.kind is Kind.ITEM]
    differing = _differing(units) if len(leaves) == len(units) else ""
    lead = "".join([*doubts, differing, _overlap(units, below), wording.SIDE_BY_SIDE])
    return Draft(
        "comparison",
        lead,
        notes=[_side(library, passage, below[passage.id]) for passage in units],
        cited=unique([*units, *(item for passage in units for item in below[passage.id])]),
        suggestions=_suggestions(library, units),
        question=question,
    )


def alike(library: Library, passages: list[Passage], field: str) -> list[Passage]:
    """Take the same field of policies that are compared, where another was found for each.

    Args:
        library: What has been read.
        passages: What was found for the sides.
        field: The field that is asked for.
    """
    apart = len({passage.id.partition("#")[2] for passage in passages}) > 1
    if not apart or any(passage.kind is not Kind.POLICY for passage in passages):
        return passages
    return [library.get(f"{p.document}#{field}") or library.get(f"{p.document}#about") or p for p in passages]


def _names(question: str, number: int) -> list[str]:
    """Return what the sides are called in a question that puts two topics in words."""
    match = kit.TWO_SIDES.search(question)
    sides = [side.strip() for side in match.groups()] if match else []
    return sides if len(sides) == number else []


def _is_sure(name: str, passage: Passage) -> bool:
    """Tell whether a unit found for a name is really about it."""
    if find_references(name):
        return True
    text = " ".join([passage.title, passage.display, passage.plain or "", *passage.aliases, *passage.questions])
    share = binding.share(name, text)
    return share is None or share >= SURE


def _same(passage: Passage, names: list[str], question: str) -> Draft:
    form = wording.SAME_NAMES if names else wording.SAME
    first, second = names or ("", "")
    lead = form.format(name=_named(passage), first=first, second=second)
    suggestions = [standard.read(passage, passage.title)] if is_standard(passage) else []
    return Draft(
        "comparison",
        lead + (passage.plain or ""),
        quotes=[passage],
        suggestions=suggestions,
        question=question,
    )


def _named(passage: Passage) -> str:
    if not is_standard(passage) or passage.kind in {Kind.ITEM, Kind.ABBREVIATION, Kind.FRONT_MATTER}:
        return label(passage)
    name = locating.first_name(passage) if passage.kind is Kind.TERM else heading(passage)
    return name if name.startswith(label(passage)) else f"{label(passage)} {name}"


def _differing(units: list[Passage]) -> str:
    """Say which sides bind and which only recommend, where they differ in that."""
    forces = [binding.is_mixed(p) or p.modality for p in units]
    if len(set(forces)) == 1:
        return ""
    sides = [
        (wording.BINDS_BOTH if binding.is_mixed(p) else wording.BINDS[p.modality]).format(name=_named(p)) for p in units
    ]
    return wording.DIFFER.format(sides=wording.PART_JOIN.join(sides))


def _pairs(text: str) -> set[str]:
    letters = "".join(c for c in normalise(text) if c.isalnum())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def _likeness(first: str, second: str) -> float:
    one, other = _pairs(first), _pairs(second)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _overlap(units: list[Passage], below: dict[str, list[Passage]]) -> str:
    """Say what the sides have in common, if that is much."""
    for first, second in combinations(units, 2):
        ours, theirs = below[first.id], below[second.id]
        if ours or theirs:
            alike = [
                wording.PAIR.format(first=a.clause, second=b.clause)
                for a, b in product(ours or [first], theirs or [second])
                if _likeness(a.display, b.display) >= ALIKE
            ]
            if alike:
                return wording.OVERLAP_ITEMS.format(pairs=wording.LIST_COMMA.join(alike))
        elif normalise(first.display) == normalise(second.display):
            return wording.SAME_WORDS
        elif _likeness(first.display, second.display) >= OVERLAPPING:
            shared = _shared(first.display, second.display)
            words = wording.LIST_COMMA.join(shared)
            return wording.OVERLAP_WORDS.format(words=words) if shared else wording.OVERLAP
    return ""


def _shared(first: str, second: str) -> list[str]:
    """Return the members of one text's enumeration that the other text has too."""
    ours, theirs = (lexicon.MEMBER.findall(text) for text in (first, second))
    common = (a if a in b else b for a, b in product(ours, theirs) if a in b or b in a)
    return [word for word in dict.fromkeys(common) if len(word) >= LISTED_WORDS]


def _side(library: Library, passage: Passage, items: list[Passage]) -> str:
    """Write one side: a leaf with its own words, a clause with a line an item."""
    said = typeset(passage.plain or shorten(passage.display, WIDE))
    if items:
        mark = wording.SIDE_COUNT.format(count=len(items), counted=_counted(items))
        lines = [
            wording.SIDE_LINE.format(mark=f"{binding.mark(p)} ", text=shorten(typeset(p.plain or p.display), SHORT))
            for p in items
        ]
    elif below := _headed(library, passage):
        mark = ""
        lines = [wording.SIDE_LINE.format(mark="", text=f"{p.clause} {heading(p)}") for p in below]
    else:
        mark = wording.MARK_BOTH if binding.is_mixed(passage) else wording.MARK[passage.modality]
        lines = [f"> {line}" for line in typeset(passage.display).split("\n")]
    return "\n".join([wording.SIDE.format(name=_named(passage), mark=mark, text=said), *lines])


def _counted(items: list[Passage]) -> str:
    number = {modality: sum(p.modality is modality for p in items) for modality in wording.FEW}
    return wording.LIST_COMMA.join(form.format(count=number[m]) for m, form in wording.FEW.items() if number[m])


def _headed(library: Library, passage: Passage) -> list[Passage]:
    return [p for p in library.children(passage.id) if p.kind in {Kind.CLAUSE, Kind.SUBCLASS, Kind.CLASS}]


def _suggestions(library: Library, units: list[Passage]) -> list[Suggestion]:
    """Suggest reading what stands around each side."""
    shown = []
    for passage in units:
        if is_standard(passage):
            parent = library.get(passage.parent or "") if passage.kind is Kind.ITEM else None
            shown.append(parent or passage)
    return [standard.read(p, p.title) for p in unique(shown)]
