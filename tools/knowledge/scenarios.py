"""Answers about scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from corpus.lexical import normalise
from corpus.sources import scenario_texts
from tools.kit import lexicon
from tools.kit.tool import Suggestion
from tools.knowledge.draft import Draft, source_line
from tools.knowledge.nearness import nearness
from tools.knowledge.telling import Told
from tools.wording import knowledge as edited
from tools.wording import records as wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from corpus.catalogs import Catalogs, Scenario
    from corpus.passages import Passage
    from tools.kit.ports import Library

ScenarioAspect = Literal["about", "needs", "configuration", "effort", "value", "evidence"]

TELLING: tuple[ScenarioAspect, ...] = ("about", "needs", "configuration", "value")
"""The fields of a scenario whose parts may answer a question no word of which names a field."""

TIMES, LEAST = 1.5, 3.0
"""How many times as near, and how near at least, a part of another field must be."""


def scenario_aspects(question: str, field: str | None = None) -> list[ScenarioAspect]:
    """Tell which fields of a scenario a question is about, the main one first."""
    found = [name for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(question)]
    if field and field not in found:
        found.append(field)
    return cast("list[ScenarioAspect]", found or ["about"])


def scenario_called(catalogs: Catalogs, name: str) -> Scenario | None:
    """Return the scenario of an id or a name.

    Args:
        catalogs: All records.
        name: As it came.
    """
    text = normalise(name)
    return catalogs.scenarios.get(name) or next(
        (
            scenario
            for scenario in catalogs.scenarios.values()
            if any(text in normalise(known) for known in (scenario.name, *scenario.aliases))
        ),
        None,
    )


def scenario_in(catalogs: Catalogs, words: str, among: Collection[str] = ()) -> Scenario | None:
    """Return the scenario that words name by its id or, of some, by its name.

    Args:
        catalogs: All records.
        words: As they came.
        among: Ids of those that may be named by their names too.
    """
    text = normalise(words)
    if (match := lexicon.SCENARIO_ID.search(text)) and (found := catalogs.scenarios.get(match.group().upper())):
        return found
    named = [
        (len(known), scenario)
        for scenario in catalogs.scenarios.values()
        if scenario.id in among
        for known in (scenario.name, *scenario.aliases)
        if normalise(known) in text
    ]
    return max(named, key=lambda pair: (pair[0], pair[1].id))[1] if named else None


def answer_edited(catalogs: Catalogs, scenario: Scenario, aspect: ScenarioAspect, question: str) -> Draft:
    """Answer about a scenario that operators have changed or added, by its record: the library holds no such text.

    Args:
        catalogs: All records, the changed ones in force.
        scenario: The scenario.
        aspect: The field asked for.
        question: The question, for the record.
    """
    plainly = scenario_aspects(normalise(question))
    names: list[ScenarioAspect] = [plainly[0] if aspect == "about" else aspect, "about", "needs", "effort"]
    texts = scenario_texts(scenario, catalogs)
    told = [texts[name] for name in dict.fromkeys(names) if texts.get(name)]
    notes = [*told[1:], wording.SCENARIO_NOTE]
    source = edited.EDITED_SCENARIO.format(id=scenario.id, name=scenario.name)
    return Draft("scenario", told[0], notes=notes, source=source, question=question)


def answer_scenario(library: Library, passage: Passage, aspects: list[ScenarioAspect], question: str) -> Draft:
    """Answer about a scenario: the field asked for first, then what the scenario is.

    Args:
        library: What has been read.
        passage: Any field of the scenario.
        aspects: The fields asked for, the main one first.
        question: The question, for the record.
    """
    scenario, text = library.catalogs.scenarios[passage.document], normalise(question)
    draft = Told("scenario", "", question=question)
    draft.declined = lexicon.EFFECT_ASKED.search(text) is not None
    plainly = [name for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(text)]
    names: list[ScenarioAspect] = [*aspects[:1], *(name for name in aspects[1:] if name in plainly)]
    if not plainly:
        names[0] = _nearest_field(library, scenario, names[0], text)
    if draft.declined:
        names = ["value", *(name for name in names if name not in {"value", "evidence"})]
    fields = [(name, found) for name in names[:2] if (found := library.get(f"{scenario.id}#{name}"))]
    if not fields:
        draft.lead = wording.NO_EVIDENCE + _scenario_about(library, draft, scenario)
    elif fields[0][0] == "about":
        draft.lead = _scenario_about(library, draft, scenario)
    else:
        draft.lead = _scenario_field(draft, scenario, fields[0][1], text)
        for name, found in fields[1:]:
            if name != "about":
                draft.tell(found, [found.display])
        about = library.get(f"{scenario.id}#about")
        if about is not None and not any(normalise(known) in text for known in (scenario.name, *scenario.aliases)):
            draft.tell(about, wording.SENTENCE_MARKS.split(about.display)[:1])
    if draft.declined:
        draft.lead = wording.NO_EFFECT_FIGURE + draft.lead
    draft.notes.append(wording.SCENARIO_NOTE)
    draft.suggestions = [
        Suggestion(title=title, tool="read_scenario", arguments={"scenario": scenario.id, "aspect": aspect})
        for aspect, title in (
            ("needs", wording.SUGGEST_NEEDS),
            ("effort", wording.SUGGEST_EFFORT),
            ("value", wording.SUGGEST_VALUE),
        )
        if aspect not in aspects
    ]
    draft.source = source_line(draft.quotes[0])
    return draft


def _parts(passage: Passage) -> list[str]:
    return [part for line in passage.display.split("\n") for part in wording.SENTENCE_MARKS.split(line) if part]


def _nearest_field(library: Library, scenario: Scenario, main: ScenarioAspect, question: str) -> ScenarioAspect:
    """Tell which field of a scenario speaks of what is asked, where no word names a field."""
    parts = [
        (name, part)
        for name in TELLING
        if (passage := library.get(f"{scenario.id}#{name}"))
        for part in _parts(passage)
    ]
    found = nearness(question, [part for _, part in parts], (scenario.name, *scenario.aliases))
    best = {main: 0.0}
    for (name, _), near in zip(parts, found, strict=True):
        best[name] = max(best.get(name, 0.0), near)
    nearest = max(best, key=lambda name: best[name])
    return nearest if best[nearest] >= max(LEAST, TIMES * best[main]) else main


def _scenario_about(library: Library, draft: Told, scenario: Scenario) -> str:
    """Say in a sentence what a scenario does; its description and the pains it answers are quoted."""
    about = library.get(f"{scenario.id}#about")
    if about is not None:
        draft.tell(about, [about.display.removesuffix(scenario.summary)])
    summary = scenario.summary.rstrip(wording.STOP) + wording.STOP
    return wording.SCENARIO_ABOUT.format(name=scenario.name, text=summary)


def _scenario_field(draft: Told, scenario: Scenario, passage: Passage, question: str) -> str:
    """Answer from one field of a scenario, the part asked for first and the others quoted below."""
    parts = _parts(passage)
    names = [name for pattern, name in wording.SCENARIO_PARTS if pattern.search(question)]
    wanted = [part for name in names for part in parts if part.startswith(name)]
    if not wanted:
        found = nearness(question, parts, (scenario.name, *scenario.aliases))
        wanted = [max(zip(found, parts, strict=True), key=lambda pair: pair[0])[1]]
    draft.tell(passage, wanted, block=False)
    draft.tell(passage, [part for part in parts if part not in wanted])
    return wording.SCENARIO_LEAD.format(name=scenario.name, text="".join(wanted))
