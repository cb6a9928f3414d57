"""Answers about units of the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from corpus.passages import STANDARD, Kind, Modality, Passage
from tools.kit import lexicon
from tools.kit.tool import Suggestion
from tools.knowledge.draft import Draft, heading, typeset
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.kit.ports import Library

Aspect = Literal["content", "list", "count", "modality", "who", "why", "misprint", "formula"]


def aspect_of(question: str) -> Aspect:
    """Tell what a question wants to know of a unit.

    Args:
        question: Normalised text.
    """
    return cast("Aspect", next((n for n, p in lexicon.CLAUSE_ASPECTS if p.search(question)), "content"))


def answer(library: Library, passage: Passage, aspect: Aspect, question: str) -> Draft:
    """Answer about one unit.

    Args:
        library: What has been read.
        passage: The unit.
        aspect: What is asked of it.
        question: The question, for the record.
    """
    if aspect == "misprint":
        draft = _misprint(library, passage)
    elif passage.kind in {Kind.INDICATOR, Kind.ENTRY}:
        draft = _indicator(library, passage)
    elif passage.kind is Kind.ITEM:
        draft = _item(passage, aspect, question)
    elif passage.clause == lexicon.APPENDIX_1:
        draft = _scenario_map(library)
    elif library.children(passage.id) and passage.kind is not Kind.TERM:
        draft = _group(library, passage)
    else:
        draft = Draft(passage.kind, passage.plain or _first_line(passage), quotes=[passage])
    if draft.topic in {"item", "clause"}:
        draft.notes += [
            wording.ERRATUM.format(say=e.say) for e in library.catalogs.errata if e.clause == passage.clause
        ]
    if _silent(passage, aspect, question):
        target = passage.kind in {Kind.INDICATOR, Kind.ENTRY}
        draft.declined, draft.lead = True, (wording.NO_TARGET if target else wording.NO_QUANTITY) + draft.lead
    draft.question = question
    draft.suggestions += _next_questions(library, passage)
    return draft


def _silent(passage: Passage, aspect: Aspect, question: str) -> bool:
    """Tell whether a quantity is asked for that the unit does not set."""
    if aspect in {"misprint", "formula", "count"} or not lexicon.QUANTITY_ASKED.search(question):
        return False
    if passage.kind in {Kind.INDICATOR, Kind.ENTRY}:
        return bool(lexicon.EFFECT_ASKED.search(question)) and not lexicon.OWN_FIGURES.search(question)
    return passage.kind in {Kind.ITEM, Kind.CLAUSE} and not lexicon.DIGITS_HELD.search(passage.display)


def _first_line(passage: Passage) -> str:
    return passage.display.partition("\n")[0]


def read(passage: Passage, title: str) -> Suggestion:
    """Suggest reading a unit."""
    return Suggestion(title=title, tool="read_clause", arguments={"clause": passage.clause})


def _next_questions(library: Library, passage: Passage) -> list[Suggestion]:
    found: list[Suggestion] = []
    if passage.kind is Kind.ITEM and passage.parent and (parent := library.get(passage.parent)):
        found.append(read(parent, wording.SUGGEST_WHOLE.format(heading=heading(parent))))
    if passage.kind in {Kind.CLAUSE, Kind.SUBCLASS, Kind.CHAPTER, Kind.CLASS, Kind.APPENDIX}:
        below = [p for p in library.children(passage.id) if p.kind is not Kind.ITEM]
        found += [read(p, p.title) for p in below[:2] if p.clause != passage.clause]
    following = library.get(passage.next or "")
    if following and following.clause != passage.clause and following.kind is passage.kind:
        found.append(read(following, wording.SUGGEST_NEXT))
    return found[:3]


def _modality(passage: Passage) -> str:
    if passage.modality is Modality.SHALL:
        return wording.IS_REQUIRED
    return wording.IS_RECOMMENDED if passage.modality is Modality.SHOULD else wording.IS_OPEN


def _subject(text: str) -> str:
    named = [subject for subject in wording.SUBJECTS if subject in text]
    if len(named) > 1 and named[-1] == wording.SUBJECTS[-1]:
        named.pop()
    return wording.LIST_COMMA.join(named)


def _item(passage: Passage, aspect: Aspect, question: str) -> Draft:
    lead = passage.plain or ""
    if aspect == "modality":
        lead = f"{_modality(passage)}{lead}"
    elif aspect == "who":
        subject = _subject(passage.display)
        lead = f"{wording.DONE_BY.format(subject=subject) if subject else wording.NO_SUBJECT}{lead}"
    elif aspect == "why":
        lead = f"{wording.NO_REASON}{lead}"
    elif lexicon.PREMISE.search(question):
        lead = f"{wording.BY_TEXT}{lead}"
    return Draft("item", lead, quotes=[passage])


def _modality_count(items: Sequence[Passage]) -> str:
    shall = sum(p.modality is Modality.SHALL for p in items)
    should = sum(p.modality is Modality.SHOULD for p in items)
    rest = len(items) - shall - should
    words = wording.MIXED.format(shall=shall, should=should) if shall and should else ""
    if not words:
        words = wording.ALL_SHALL if shall == len(items) else wording.ALL_SHOULD if should == len(items) else ""
    if rest and not words:
        words = wording.MIXED.format(shall=shall, should=should)
    return words + (wording.NO_WORD.format(count=rest) if rest else "")


def _mark(passage: Passage) -> str:
    return passage.clause.rpartition(" ")[2]


def _group(library: Library, passage: Passage) -> Draft:
    children = [p for p in library.children(passage.id) if p.kind is not Kind.ENTRY]
    items = [p for p in children if p.kind is Kind.ITEM]
    if items:
        lines = [wording.LINE.format(mark=f"{_mark(p)} ", text=typeset(p.display)) for p in items]
        lead = wording.ITEMS_COUNT.format(heading=passage.title, count=len(items), modality=_modality_count(items))
        intro = [passage] if "\n" in passage.display else []
        return Draft("clause", lead, quotes=intro, notes=["\n".join(lines)], cited=[passage, *items])
    if passage.kind is Kind.SUBCLASS:
        return _subclass(library, passage)
    lines = [_child_line(library, p) for p in children]
    form = wording.CLASSES_COUNT if passage.clause == lexicon.APPENDIX_2 else wording.CLAUSES_COUNT
    lead = form.format(heading=passage.title, count=len(children))
    intro = [passage] if "\n" in passage.display else []
    return Draft(passage.kind, lead, quotes=intro, notes=["\n".join(lines)], cited=[passage, *children])


def _child_line(library: Library, passage: Passage) -> str:
    below = library.children(passage.id)
    items = sum(p.kind is Kind.ITEM for p in below)
    count = wording.CHILD_ITEMS.format(count=items) if items else ""
    if below and not items:
        names = _indicators_of(library, passage) or below
        count = wording.CHILD_INDICATORS.format(names=wording.LIST_COMMA.join(heading(p) for p in names))
    if passage.kind is Kind.TERM or passage.kind is Kind.ABBREVIATION:
        return wording.LINE.format(mark="", text=_first_line(passage))
    return wording.CHILD_LINE.format(label=passage.clause, title=heading(passage), count=count)


def _indicators_of(library: Library, passage: Passage) -> list[Passage]:
    below = list(library.children(passage.id))
    found = [p for p in below if p.kind is Kind.INDICATOR]
    return found + [i for p in below if p.kind is Kind.ENTRY for i in library.children(p.id)]


def _subclass(library: Library, passage: Passage) -> Draft:
    indicators = _indicators_of(library, passage)
    lines = [
        wording.CHILD_LINE.format(
            label=_mark(p), title=p.title, count=wording.CHILD_INDICATORS.format(names=typeset(_formula(library, p)))
        )
        for p in indicators
    ]
    lead = wording.INDICATORS_COUNT.format(heading=passage.title, count=len(indicators))
    return Draft("subclass", lead, quotes=[passage], notes=["\n".join(lines)], cited=indicators)


def _formula(library: Library, passage: Passage) -> str:
    record = library.catalogs.indicators.get(passage.clause.rpartition(" ")[2])
    if record is None or record.printed_formula is None:
        return wording.NO_FORMULA
    return record.printed_formula.partition("=")[2]


def _indicator(library: Library, passage: Passage) -> Draft:
    units = list(library.find(STANDARD, passage.clause))
    entry = next((p for p in units if p.kind is Kind.ENTRY), None)
    indicator = next((p for p in units if p.kind is Kind.INDICATOR), passage)
    record = library.catalogs.indicators[indicator.clause.rpartition(" ")[2]]
    if entry is None and indicator.parent:
        entry = library.get(indicator.parent)
    form = {
        "printed": wording.FORMULA_PRINTED,
        "corrected": wording.FORMULA_CORRECTED,
        "customary": wording.FORMULA_CUSTOMARY,
    }[record.reading]
    formula = typeset(record.formula.partition("=")[2] or record.formula)
    notes = [wording.RESULT.format(unit=record.result_unit, direction=wording.DIRECTION[record.direction])]
    notes += [wording.ERRATUM.format(say=e.say) for e in library.catalogs.errata_of(indicator.clause)]
    if record.guidance:
        notes.append(wording.GUIDANCE.format(guidance=record.guidance))
    quotes = [indicator] if passage.kind is Kind.INDICATOR or entry is None else [indicator, entry]
    return Draft(
        "indicator",
        form.format(name=record.name, formula=formula),
        quotes=quotes,
        notes=["\n".join(f"- {note}" for note in notes)],
        cited=[entry] if entry and entry not in quotes else [],
    )


def _scenario_map(library: Library) -> Draft:
    units = list(library.find(STANDARD, lexicon.APPENDIX_1))
    lines: list[str] = []
    for unit in units:
        mark = "- " if unit.kind is Kind.ITEM else ""
        text = unit.display.partition("\n")[2] if unit.kind is Kind.APPENDIX else unit.display
        lines.append(mark + text)
    return Draft("appendix", wording.APPENDIX_1_TEXT, notes=["\n".join(lines)], cited=units)


def _misprint(library: Library, passage: Passage) -> Draft:
    errata = library.catalogs.errata_of(passage.clause)
    if not errata and passage.parent and (parent := library.get(passage.parent)):
        errata = library.catalogs.errata_of(parent.clause)
    notes = ["\n".join(f"- **{e.clause}** {e.say}" for e in errata)] if errata else []
    lead = wording.ERRATUM.format(say=errata[0].say) if errata else wording.NO_ERRATUM
    return Draft("misprint", lead, quotes=[passage], notes=notes[: len(errata) > 1])
