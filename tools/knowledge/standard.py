"""Answers about units of the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from corpus.passages import STANDARD, Kind, Modality, Passage
from tools.kit import lexicon
from tools.kit.tool import Suggestion
from tools.knowledge import binding, front_matter, obligations, premises
from tools.knowledge.draft import Draft, heading, typeset
from tools.wording import knowledge as wording
from tools.wording import standard as words

if TYPE_CHECKING:
    from tools.kit.ports import Library

Aspect = Literal["content", "list", "count", "modality", "shalls", "shoulds", "who", "why", "misprint", "formula"]

LISTS: dict[Aspect, Modality] = {"shalls": Modality.SHALL, "shoulds": Modality.SHOULD}
"""Which items an aspect picks out of a clause."""
REQUIRING = {Kind.CHAPTER, Kind.CLAUSE, Kind.ITEM}
"""What holds items that bind."""
UNASKED = {Kind.ITEM, Kind.ABBREVIATION}
"""What is shown in full already where its clause is."""
WHOLE = {
    Kind.ITEM: wording.SUGGEST_WHOLE,
    Kind.TERM: words.SUGGEST_TERMS,
    Kind.ABBREVIATION: words.SUGGEST_ABBREVIATIONS,
}
"""How to ask for everything a unit is one of."""
SEQUENTIAL = {Kind.ITEM, Kind.CLAUSE}
"""What has a next one worth reading."""


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
    asserted = premises.is_asserted(question)
    verdict = premises.checked(library, passage, question)
    about_force = aspect == "content" and asserted and binding.is_about_force(question)
    if about_force or (passage.kind is Kind.ITEM and aspect in LISTS):
        aspect = "modality"
    if aspect == "misprint":
        draft = _misprint(library, passage)
    elif aspect in LISTS and passage.kind in REQUIRING and passage.clause[0].isdecimal():
        draft = obligations.listing(library, passage, LISTS[aspect])
    elif passage.kind in {Kind.INDICATOR, Kind.ENTRY}:
        draft = _indicator(library, passage)
    elif passage.kind is Kind.ITEM:
        draft = _item(passage, aspect, question, asserted=asserted and verdict is None)
    elif passage.kind is Kind.FRONT_MATTER:
        draft = front_matter.answer(passage, question)
    elif passage.clause == lexicon.APPENDIX_1:
        draft = _scenario_map(library)
    elif library.children(passage.id) and passage.kind is not Kind.TERM:
        draft = _group(library, passage, aspect, question, asserted=asserted and verdict is None)
    else:
        draft = Draft(passage.kind, passage.plain or _first_line(passage), quotes=[passage])
    if verdict is not None:
        draft.lead = verdict.opening + draft.lead
    if draft.topic in {"item", "clause"}:
        draft.notes += [
            wording.ERRATUM.format(say=e.say)
            for e in library.catalogs.errata
            if e.clause == passage.clause and not (aspect == "modality" and binding.is_mixed(passage))
        ]
    if _silent(passage, aspect, question):
        target = passage.kind in {Kind.INDICATOR, Kind.ENTRY}
        draft.declined, draft.lead = True, (wording.NO_TARGET if target else wording.NO_QUANTITY) + draft.lead
    draft.question = question
    draft.suggestions += _next_questions(library, passage, aspect)
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


def _next_questions(library: Library, passage: Passage, aspect: Aspect) -> list[Suggestion]:
    found: list[Suggestion] = []
    if passage.kind is Kind.FRONT_MATTER:
        return front_matter.next_questions(passage)
    parent = library.get(passage.parent or "")
    if parent and passage.kind in WHOLE:
        found.append(read(parent, WHOLE[passage.kind].format(heading=heading(parent))))
    below = [p for p in library.children(passage.id) if p.kind is not Kind.ENTRY]
    if passage.kind not in {Kind.TERM, Kind.ITEM}:
        found += [read(p, p.title) for p in below[:2] if p.kind not in UNASKED and p.clause != passage.clause]
    if passage.kind in REQUIRING and passage.clause[0].isdecimal():
        found += _by_aspect(library, passage, aspect)
    following = _following(library, passage) if passage.kind in SEQUENTIAL else None
    if following:
        found.append(read(following, wording.SUGGEST_NEXT))
    return found[:3]


def _by_aspect(library: Library, passage: Passage, aspect: Aspect) -> list[Suggestion]:
    """Suggest the other things one may ask of the same requirements."""
    offered: list[tuple[Aspect, str]] = []
    items = [p for p in premises.descendants(library, passage) if p.kind is Kind.ITEM]
    if passage.kind is Kind.ITEM:
        offered.append(("modality", words.SUGGEST_MUST))
    elif len({p.modality for p in items}) > 1:
        held = {p.modality for p in items}
        both: tuple[tuple[Modality, Aspect, str], ...]
        both = ((Modality.SHALL, "shalls", words.SUGGEST_SHALLS), (Modality.SHOULD, "shoulds", words.SUGGEST_SHOULDS))
        offered += [(asked, form) for modality, asked, form in both if modality in held]
    elif items and binding.actor(items[0]):
        offered.append(("who", words.SUGGEST_WHO))
    named = words.CHAPTER.format(number=passage.clause) if passage.kind is Kind.CHAPTER else passage.clause
    return [
        Suggestion(
            title=form.format(clause=named), tool="read_clause", arguments={"clause": passage.clause, "aspect": other}
        )
        for other, form in offered
        if other != aspect
    ]


def _following(library: Library, passage: Passage) -> Passage | None:
    """Return the next item or clause under the same heading."""
    siblings = [p for p in library.children(passage.parent or "") if p.kind is passage.kind]
    after = siblings[siblings.index(passage) + 1 :] if passage in siblings else []
    return next((p for p in after if p.clause != passage.clause), None)


def _item(passage: Passage, aspect: Aspect, question: str, *, asserted: bool) -> Draft:
    lead = passage.plain or ""
    if aspect == "modality":
        lead = binding.lead(passage, question, asserted=asserted)
    elif aspect == "who":
        actor = binding.actor(passage)
        lead = f"{wording.NO_SUBJECT if actor is None else actor}{lead}"
    elif aspect == "why":
        lead = f"{wording.NO_REASON}{lead}"
    elif asserted:
        lead = f"{wording.BY_TEXT}{lead}"
    return Draft("item", lead, quotes=[passage])


def _group(library: Library, passage: Passage, aspect: Aspect, question: str, *, asserted: bool) -> Draft:
    children = [p for p in library.children(passage.id) if p.kind is not Kind.ENTRY]
    items = [p for p in children if p.kind is Kind.ITEM]
    intro = [passage] if "\n" in passage.display else []
    if items:
        lines = [wording.LINE.format(mark=f"{binding.mark(p)} ", text=_first_line(p)) for p in items]
        counted = binding.counted(items)
        lead = wording.ITEMS_COUNT.format(heading=passage.title, count=len(items), modality=counted)
        if aspect == "who":
            lead = _actors(passage, items) + lead
        elif aspect == "modality" and asserted:
            lead = binding.verdict_on(items, question) + lead
        return Draft("clause", lead, quotes=intro, notes=["\n".join(lines)], cited=[passage, *items])
    if passage.kind is Kind.SUBCLASS:
        return _subclass(library, passage)
    lines = [_child_line(library, p) for p in children]
    form = wording.CLASSES_COUNT if passage.clause == lexicon.APPENDIX_2 else wording.CLAUSES_COUNT
    lead = form.format(heading=passage.title, count=len(children))
    if aspect == "modality" and (below := obligations.items(library, passage)):
        lead = words.PARTS_COUNT.format(
            name=passage.title, count=len(below), counted=binding.counted(below), parts=len(children)
        )
        lead = (binding.verdict_on(below, question) if asserted else "") + lead
    return Draft(passage.kind, lead, quotes=intro, notes=["\n".join(lines)], cited=[passage, *children])


def _actors(passage: Passage, items: list[Passage]) -> str:
    """Say whom a whole clause names: the capabilities it is divided into, or who has to act."""
    modules = [binding.module_of(p) for p in items] if passage.clause == binding.MODULES else []
    if modules and all(modules):
        return words.BY_MODULES.format(modules=wording.LIST_COMMA.join(modules))
    said = dict.fromkeys(binding.actor(p) for p in (passage, *items))
    return next((actor for actor in said if actor), wording.NO_SUBJECT)


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
            label=binding.mark(p),
            title=p.title,
            count=wording.CHILD_INDICATORS.format(names=typeset(_formula(library, p))),
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
    units = [p for p in library.find(STANDARD, lexicon.APPENDIX_1) if p.kind is not Kind.FACT]
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
