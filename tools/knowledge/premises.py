"""Checks what a question takes for granted: a number, a heading, where a matter stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import STANDARD, Kind, Passage
from tools.kit import lexicon as kit
from tools.kit.references import find as find_references
from tools.kit.references import number, spell_out
from tools.knowledge import lexicon
from tools.knowledge.draft import heading, is_standard
from tools.wording import standard as wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.kit.ports import Library

HEADED = {Kind.CHAPTER, Kind.CLAUSE, Kind.TERM, Kind.APPENDIX, Kind.CLASS, Kind.SUBCLASS}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether what a question takes for granted holds.

    Attributes:
        holds: Whether it does.
        fact: What is right, as a sentence; empty where the answer below says it.
    """

    holds: bool
    fact: str = ""

    @property
    def opening(self) -> str:
        """How the answer begins."""
        if self.fact:
            return (wording.TRUE_FACT if self.holds else wording.FALSE_FACT).format(fact=self.fact)
        return wording.TRUE if self.holds else wording.FALSE


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text with what it counts.

    Attributes:
        value: The number.
        noun: What it counts; empty where the text leaves that open.
        words: The number and what it counts, as written.
    """

    value: int
    noun: str
    words: str


def is_asserted(question: str) -> bool:
    """Tell whether a normalised question takes something for granted and wants it confirmed."""
    return bool(kit.PREMISE.search(question)) and not lexicon.REQUEST.search(question)


def checked(library: Library, passage: Passage, question: str) -> Verdict | None:
    """Check what a question takes for granted against the unit it is answered with.

    Args:
        library: What has been read.
        passage: The unit; a fact about the whole standard will do too.
        question: The normalised question.

    Returns:
        The verdict; None where nothing is taken for granted, or nothing of it can be checked.
    """
    if not is_asserted(question):
        return None
    return _number(library, passage, question) or _topic(library, passage, question)


def _without_references(question: str) -> str:
    text = spell_out(question)
    for reference in reversed(find_references(text)):
        start, end = reference.span
        text = f"{text[:start]} {text[end:]}"
    return text


def figures(text: str) -> Iterator[Figure]:
    """Find the numbers of a text that count something; a bare "one" is an article, not a number."""
    for match in lexicon.NUMBER.finditer(text):
        digits, measure, noun = match["number"], match["measure"] or "", match["noun"]
        cut = lexicon.NUMBER_END.search(noun)
        noun = noun[: cut.start()] if cut else noun
        value = number(digits)
        if digits == lexicon.ONE and not lexicon.ONLY.search(text[max(0, match.start() - 3) : match.start()]):
            continue
        words = digits + measure + noun
        if noun and not measure and noun[0] in lexicon.SINGLE_NOUNS and noun[:2] not in lexicon.NOUN_AS:
            noun = noun[0]
        noun = lexicon.NOUN_AS.get(noun, noun)
        if noun or measure:
            yield Figure(value, noun or measure, words)


def _number(library: Library, passage: Passage, question: str) -> Verdict | None:
    known = _counts(library, passage)
    items = [p for p in library.children(passage.id) if p.kind is Kind.ITEM]
    written = [figure for unit in (passage, *items) for figure in figures(unit.display)]
    verdicts = []
    for claimed in figures(_without_references(question)):
        right = next((count for noun, count in known.items() if _same(noun, claimed.noun)), None)
        alike = [figure for figure in written if _same(figure.noun, claimed.noun)]
        if right is not None:
            verdicts.append(Verdict(claimed.value == right[0], right[1]))
        elif alike:
            shown = next((figure for figure in alike if figure.value == claimed.value), None)
            fact = wording.WRITTEN.format(words=(shown or alike[0]).words)
            verdicts.append(Verdict(shown is not None, fact))
    return verdicts[0] if len({verdict.holds for verdict in verdicts}) == 1 else None


def _same(noun: str, claimed: str) -> bool:
    if min(len(noun), len(claimed)) == 1:
        return noun == claimed
    return noun[:2] == claimed[:2]


def _counts(library: Library, passage: Passage) -> dict[str, tuple[int, str]]:
    """Return what can be counted in a unit, by the noun people use."""
    below = [p for p in library.children(passage.id) if p.kind is not Kind.ENTRY]
    items = [p for p in below if p.kind is Kind.ITEM]
    if passage.kind is Kind.FRONT_MATTER:
        return _named_lists(passage)
    if passage.kind not in HEADED or passage.kind is Kind.TERM:
        return {}
    if passage.clause == kit.APPENDIX_1:
        return {}
    if items:
        return dict.fromkeys(lexicon.ITEM_NOUNS, (len(items), ""))
    if passage.kind in {Kind.APPENDIX, Kind.CLASS, Kind.SUBCLASS}:
        return _indicator_counts(library, passage)
    total = sum(p.kind is Kind.ITEM for p in descendants(library, passage))
    if total:
        fact = wording.PARTED.format(clause=_name(passage), parts=len(below), items=total)
        return {
            **dict.fromkeys(lexicon.PART_NOUNS, (len(below), "")),
            **dict.fromkeys(lexicon.ITEM_NOUNS, (total, fact)),
        }
    for kind, noun in lexicon.COUNTED_KINDS.items():
        if number_of := sum(p.kind == kind for p in below):
            fact = wording.PLAIN_COUNT.format(clause=_name(passage), count=number_of, noun=noun)
            return dict.fromkeys((noun, *lexicon.ITEM_NOUNS), (number_of, fact))
    return {}


def _name(passage: Passage) -> str:
    return wording.CHAPTER.format(number=passage.clause) if passage.kind is Kind.CHAPTER else passage.clause


def _indicator_counts(library: Library, passage: Passage) -> dict[str, tuple[int, str]]:
    every = list(descendants(library, passage))
    number_of = {kind: sum(p.kind is kind for p in every) for kind in (Kind.CLASS, Kind.SUBCLASS, Kind.INDICATOR)}
    classes, subclasses, indicators = number_of.values()
    fact = ""
    if passage.kind is Kind.CLASS:
        fact = wording.CLASS_COUNTS.format(clause=passage.clause, subclasses=subclasses, indicators=indicators)
    nouns = {
        lexicon.INDICATORS: indicators,
        lexicon.SUBCLASSES: subclasses,
        **dict.fromkeys(lexicon.CLASSES, classes or subclasses),
    }
    return {noun: (count, fact) for noun, count in nouns.items() if count}


def _named_lists(passage: Passage) -> dict[str, tuple[int, str]]:
    known: dict[str, tuple[int, str]] = {}
    for pattern, nouns in ((lexicon.DRAFTERS, lexicon.PEOPLE), (lexicon.DRAFTING_UNITS, lexicon.FIRMS)):
        if match := pattern.search(passage.display):
            names = match.group(1).split(wording.LIST_COMMA)
            known |= dict.fromkeys(nouns, (len(names), ""))
    return known


def descendants(library: Library, passage: Passage) -> Iterator[Passage]:
    """Walk all units below one, in reading order."""
    for child in library.children(passage.id):
        yield child
        yield from descendants(library, child)


def _topic(library: Library, passage: Passage, question: str) -> Verdict | None:
    """Check which matter a named clause treats."""
    match = lexicon.TOPIC_CLAIM.search(_without_references(question))
    references = find_references(question)
    if match is None or not references or not is_standard(passage):
        return None
    claimed = "".join(c for c in match["topic"] if c.isalnum())
    if len(claimed) < lexicon.SHORTEST_TOPIC or lexicon.NEGATION.search(claimed):
        return None
    named = passage
    if passage.kind is not Kind.ITEM or (references[0].letter is None and references[0].ordinal is None):
        named = next((p for p in library.find(STANDARD, references[0].label) if p.kind in HEADED), passage)
    if claimed in normalise(heading(named)) or claimed in _compact(named.display):
        return Verdict(holds=True)
    other = _treating(library, named, claimed)
    if other is None:
        return None
    form = wording.ITEM_TREATS if named.kind is Kind.ITEM else wording.HEADED
    fact = form.format(
        clause=named.clause,
        title=heading(named).removeprefix(named.clause).strip(),
        claimed=claimed,
        other=other.clause,
    )
    return Verdict(holds=False, fact=fact)


def _treating(library: Library, named: Passage, claimed: str) -> Passage | None:
    """Find the unit that a claimed topic belongs to: another heading, or another item of the same clause."""
    if named.kind is Kind.ITEM and named.parent:
        for sibling in library.children(named.parent):
            if claimed in _compact(sibling.display):
                return sibling
    headed = [p for p in library.passages if p.kind in HEADED and is_standard(p)]
    below = set(descendants(library, named))
    exact = [p for p in headed if normalise(heading(p)) == claimed]
    near = [p for p in headed if claimed in normalise(heading(p)) or normalise(heading(p)) in claimed]
    found = [p for p in (*exact, *near) if p is not named]
    return None if any(p in below for p in found) else next(iter(found), None)


def _compact(text: str) -> str:
    return "".join(c for c in normalise(text) if c.isalnum())
