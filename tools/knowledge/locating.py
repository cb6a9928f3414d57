"""Finds the unit a message names, loosely or exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import STANDARD, Kind, Passage
from tools.kit.references import Reference, written
from tools.kit.references import find as find_references
from tools.knowledge.draft import is_standard

if TYPE_CHECKING:
    from tools.kit.ports import Library
    from tools.kit.tool import ToolContext

LIMIT = 20
"""How many passages are looked at for one question."""
KNOWN, WEAK = 0.1, 7.0
"""Below this coverage or this score the best passage has nothing to do with the question."""


WIDE = {Kind.CLAUSE, Kind.CHAPTER, Kind.SUBCLASS, Kind.CLASS, Kind.APPENDIX}


SPECIFIC = 4
"""How many characters beside the clause number make a question about one item of it."""


CERTAIN = 0.4
"""The coverage from which an item is taken instead of its clause."""


def resolve(library: Library, clause: str) -> Passage | None:
    """Find the unit a label or a loosely written clause number names."""
    exact = library.find(STANDARD, clause)
    if exact:
        return next((p for p in exact if p.kind is not Kind.ENTRY), exact[0])
    references = find_references(normalise(clause))
    return _referred(library, references[0]) if references else None


def _referred(library: Library, reference: Reference) -> Passage | None:
    found = [p for p in library.find(STANDARD, reference.label) if p.kind is not Kind.FACT]
    if not found:
        return None
    unit = next((p for p in found if p.kind is not Kind.ENTRY), found[0])
    if reference.group is not None:
        group = library.get(f"{STANDARD}#{written(reference)}")
        return group or (unit if (reference.group, reference.ordinal) == (1, None) else None)
    if reference.letter:
        return next(iter(library.find(STANDARD, f"{reference.label} {reference.letter})")), None)
    if reference.ordinal is not None:
        below = [p for p in library.children(unit.id) if p.kind in {Kind.ITEM, Kind.CLAUSE, Kind.SUBCLASS, Kind.TERM}]
        index = reference.ordinal - 1 if reference.ordinal > 0 else reference.ordinal
        return below[index] if -len(below) <= index < len(below) else None
    return unit


def abbreviation(library: Library, word: str) -> Passage | None:
    """Find the abbreviation that a word is, however it is written."""
    wanted = normalise(word)
    found = (p for p in library.passages if p.kind is Kind.ABBREVIATION)
    return next((p for p in found if normalise(p.clause.partition(" ")[2]) == wanted), None)


async def narrowed(context: ToolContext, passage: Passage, question: str) -> Passage:
    """Answer with the item a question about a clause singles out, else with the clause."""
    rest = question
    for reference in reversed(find_references(question)):
        rest = rest[: reference.span[0]] + " " + rest[reference.span[1] :]
    if len("".join(c for c in rest if c.isalnum())) < SPECIFIC:
        return passage
    below = (f"{passage.clause} ", f"{passage.clause}.")
    for hit in await context.library.search(rest, LIMIT):
        inside = is_standard(hit.passage) and hit.passage.clause.startswith(below)
        if inside and hit.coverage > CERTAIN:
            return hit.passage
        if passage.kind is not Kind.APPENDIX:
            break
    return passage


async def topic(library: Library, name: str) -> Passage | None:
    """Find what a side of a comparison names: a clause, a term by its name, or the nearest passage."""
    if library.find(STANDARD, name) or find_references(normalise(name)):
        return resolve(library, name)
    wanted = normalise(name).strip()
    for kind in (Kind.TERM, Kind.ABBREVIATION, Kind.INDICATOR, Kind.CLAUSE, Kind.SUBCLASS):
        for passage in library.passages:
            if passage.kind is kind and wanted in {normalise(n) for n in (first_name(passage), *passage.aliases)}:
                return passage
    for hit in await library.search(name, LIMIT):
        if hit.passage.kind not in {Kind.ABSENT, Kind.FACT} and hit.coverage >= KNOWN:
            return hit.passage
    return None


def first_name(passage: Passage) -> str:
    """Return a unit's name without its number and its English."""
    words = passage.title.split(" ")
    return words[1] if len(words) > 1 and words[0][:1].isdigit() else words[0]
