"""Answers about scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from corpus.lexical import normalise
from corpus.passages import Kind
from corpus.sources import scenario_texts
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.domain import matching
from tools.domain.catalogue import following, having, meaning, refining
from tools.kit import lexicon
from tools.kit.ports import Unstored
from tools.kit.tool import Focus, Suggestion
from tools.knowledge.draft import Draft, source_line
from tools.knowledge.nearness import nearness
from tools.knowledge.telling import Told
from tools.wording import knowledge as edited
from tools.wording import records as wording
from tools.wording import scenarios as catalog_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs, Scenario
    from corpus.passages import Hit, Passage
    from tools.kit.ports import Library
    from tools.kit.tool import ToolContext
    from tools.knowledge.draft import Answer

ScenarioAspect = Literal["about", "needs", "configuration", "effort", "value", "evidence"]

TELLING: tuple[ScenarioAspect, ...] = ("about", "needs", "configuration", "value")
"""The fields of a scenario whose parts may answer a question no word of which names a field."""

MOST_FIELDS = 3
"""How many fields of a scenario a question may ask for at once."""
MOST_INSTEAD = 3
"""How many scenarios are named that need no devices."""
TIMES, LEAST = 1.5, 3.0
"""How many times as near, and how near at least, a part of another field must be."""


def scenario_aspects(question: str, field: str | None = None) -> list[ScenarioAspect]:
    """Tell which fields of a scenario a question is about, the main one first."""
    found = [name for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(question)]
    if following.asks_needs(question):
        found = ["needs", *(name for name in found if name != "needs")]
    if field and field not in found:
        found.append(field)
    return cast("list[ScenarioAspect]", found or ["about"])


def scenario_called(catalogs: Catalogs, name: str) -> Scenario | None:
    """Return the scenario of an id or a name.

    Args:
        catalogs: All records.
        name: As it came.
    """
    text = meaning.plain(name)
    return catalogs.scenarios.get(name.strip().upper()) or next(
        (
            scenario
            for scenario in catalogs.scenarios.values()
            if any(text in meaning.plain(known) for known in (scenario.name, *scenario.aliases))
        ),
        None,
    )


async def meant(
    context: ToolContext, catalogs: Catalogs, question: str, hits: Sequence[Hit] = ()
) -> tuple[Scenario | None, bool]:
    """Return the scenario a question is about that says something else than the library, and whether it was withdrawn.

    Args:
        context: Who asks.
        catalogs: All records, as operators have edited them.
        question: As it came.
        hits: What a search found, best first; looked at where the question names no scenario.
    """
    package = context.library.catalogs.scenarios
    if catalogs.scenarios is package:
        return None, False
    named = meaning.mentioned(question, {**package, **catalogs.scenarios})
    found = hits[0].passage if hits and not named else None
    if found is not None and found.kind is Kind.SCENARIO:
        named = (found.document,)
    if len(named) != 1:
        return None, False
    now, before = catalogs.scenarios.get(named[0]), package.get(named[0])
    if now is None:
        return before, before is not None
    return (None if now is before else now), False


def fit_asked(catalogs: Catalogs, question: str) -> Scenario | None:
    """Return the scenario a question names and asks of whether the speaker's enterprise is up to it.

    Args:
        catalogs: All records.
        question: Normalised text.
    """
    if not edited.FIT_ASKED.search(question) or not edited.ASKS_FIT.search(question):
        return None
    named = meaning.mentioned(question, catalogs.scenarios)
    return catalogs.scenarios[named[0]] if len(named) == 1 else None


async def scenario_at_hand(context: ToolContext, catalogs: Catalogs, question: str) -> Scenario | None:
    """Return the scenario of which a question asks a field: the one it names, or the one the talk is about.

    Args:
        context: Who asks.
        catalogs: All records.
        question: Normalised text.
    """
    named = meaning.mentioned(question, catalogs.scenarios)
    points = following.points_at_one(question) and not edited.OF_STANDARD.search(question)
    if len(named) == 1 and (
        points or following.asks_needs(question) or _asks_field(question, catalogs.scenarios[named[0]])
    ):
        return catalogs.scenarios[named[0]]
    asks = following.asks_field(question) and not edited.OF_STANDARD.search(question)
    if named or not (points or asks) or isinstance(context.store, Unstored):
        return None
    async with context.store.session() as session:
        focus, _ = await AdoptionRepository(session).said(context.conversation, context.turn)
    talk = meaning.talk_of(focus, catalogs.scenarios)
    one = talk.at_hand or (next(iter(talk.spoken), None) if points else None)
    return catalogs.scenarios[one] if one is not None else None


def _fields(text: str) -> list[ScenarioAspect]:
    """Return the fields of a scenario that words name, the main one first."""
    return [cast("ScenarioAspect", name) for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(text)]


def _asks_field(question: str, scenario: Scenario) -> bool:
    """Tell whether a question that names a scenario asks for one of its fields, and nothing of the standard."""
    if edited.OF_STANDARD.search(question):
        return False
    return bool(_fields(following.without_name(question, (scenario.name, *scenario.aliases))))


def _asked_apart(text: str, name: ScenarioAspect, main: ScenarioAspect) -> bool:
    """Tell whether a field of a scenario is asked for by itself, beside the main one."""
    pieces = (piece for piece in edited.PIECES.split(text) if not (main == "needs" and following.asks_needs(piece)))
    return any(name in found and main not in found for found in map(_fields, pieces))


async def kept_in_mind(context: ToolContext, answer: Answer, scenario: str, aspect: str) -> Answer:
    """Keep in mind which scenario was read, and the list it was picked from.

    Args:
        context: Who asks.
        answer: What is answered.
        scenario: The scenario's id.
        aspect: The field asked for.
    """
    listed: tuple[Suggestion, ...] = ()
    among: dict[str, Any] | None = None
    if not isinstance(context.store, Unstored):
        async with context.store.session() as session:
            before, _ = await AdoptionRepository(session).said(context.conversation, context.turn)
        listed = tuple(Suggestion.model_validate(one) for one in before.get("offered") or ())
        listed = tuple(one for one in listed if "scenario" in one.arguments)
        among = refining.listed(before.get("tool"), before.get("arguments") or {}, len(listed))
    focus = answer.focus or Focus(question=context.question)
    arguments = {"scenario": scenario, "aspect": aspect} | ({refining.AMONG: among} if among else {})
    about = {"tool": "read_scenario", "arguments": arguments}
    focus = focus.model_copy(update={**about, "offered": focus.offered or listed})
    return answer.model_copy(update={"focus": focus, "scenario": scenario})


def met(catalogs: Catalogs, scenario: Scenario, question: str) -> str:
    """Say whether what a firm says it has is enough for a scenario; empty where it says nothing of the kind.

    Args:
        catalogs: All records.
        scenario: The scenario.
        question: Normalised text.
    """
    field = having.weighs(question)
    if field == "needs":
        need, count = having.needed(scenario), having.held(question) or 0
        if need.least is None:
            return catalog_words.NO_FIGURE.format(need=need.text, count=count)
        form = catalog_words.ENOUGH if count >= need.least else catalog_words.NOT_ENOUGH
        return form.format(need=need.text, count=count, short=need.least - count)
    if field is None:
        return ""
    if not matching.needs_devices(scenario):
        return catalog_words.WITHOUT_DEVICES.format(name=scenario.name)
    told = catalog_words.WITH_DEVICES.format(name=scenario.name, devices=scenario.hardware)
    own = [s for s in catalogs.scenarios.values() if s.industry == scenario.industry]
    plain = [s.name for s in own if not matching.needs_devices(s)]
    names = catalog_words.LIST_COMMA.join(plain[:MOST_INSTEAD])
    return told + (catalog_words.NO_DEVICES_INSTEAD.format(names=names) if names else "")


async def suiting(context: ToolContext, scenario: Scenario, question: str) -> str:
    """Say whether the speaker's own enterprise is up to a scenario, where that is asked; empty where it is not."""
    if context.enterprise is None or not edited.FIT_ASKED.search(question) or isinstance(context.store, Unstored):
        return ""
    if having.asks_amount(question) or having.weighs(question) is not None:
        return ""
    async with context.store.session() as session:
        profile = await EnterpriseRepository(session).profile(context.enterprise)
    if profile.standing is None or profile.standing.level is None:
        return edited.FIT_UNKNOWN
    against = matching.suits(scenario, profile).against
    grave = [one for one in against if one.grave]
    if not against:
        return edited.FITS.format(name=scenario.name, level=profile.standing.level)
    why = edited.SEMICOLON.join(catalog_words.against(one.kind, one.wanted, one.given) for one in grave or against)
    return (edited.FITS_NOT if grave else edited.FITS_WITH_CARE).format(name=scenario.name, why=why)


def answer_edited(catalogs: Catalogs, scenario: Scenario, aspect: ScenarioAspect, question: str) -> Draft:
    """Answer about a scenario that operators have changed or added, by its record: the library holds no such text.

    Args:
        catalogs: All records, the changed ones in force.
        scenario: The scenario.
        aspect: The field asked for.
        question: The question, for the record.
    """
    asked = following.without_name(normalise(question), (scenario.name, *scenario.aliases))
    plainly = scenario_aspects(asked)
    main = plainly[0] if aspect == "about" else aspect
    names: list[ScenarioAspect] = [main, *plainly[:2], "about", "needs", "configuration", "effort"]
    texts = scenario_texts(scenario, catalogs)
    told = [texts[name] for name in dict.fromkeys(names) if texts.get(name)]
    notes = [*told[1:], wording.SCENARIO_NOTE]
    source = edited.EDITED_SCENARIO.format(id=scenario.id, name=scenario.name)
    return Draft("scenario", told[0], notes=notes, source=source, question=question)


def answer_scenario(
    library: Library, passage: Passage, aspects: list[ScenarioAspect], question: str, *, given: bool = False
) -> Draft:
    """Answer about a scenario: the field asked for first, then what the scenario is.

    Args:
        library: What has been read.
        passage: Any field of the scenario.
        aspects: The fields asked for, the main one first.
        question: The question, for the record.
        given: The main one was asked for as such, whatever the question says.
    """
    scenario, text = library.catalogs.scenarios[passage.document], normalise(question)
    draft = Told("scenario", "", question=question)
    draft.declined = lexicon.EFFECT_ASKED.search(text) is not None or following.doubts_effect(text)
    asked = following.without_name(text, (scenario.name, *scenario.aliases))
    plainly = _fields(asked)
    if not given:  # what only its name speaks of is not asked for
        others = [n for n in aspects if n not in {*_fields(text), "about"}]
        aspects = [*(scenario_aspects(asked) if plainly else ()), *others] or ["about"]
    names: list[ScenarioAspect] = list(dict.fromkeys([*aspects[:1], *(n for n in aspects[1:] if n in plainly)]))
    if not plainly and not given:
        names[0] = _nearest_field(library, scenario, names[0], text)
    if draft.declined:
        names = ["value", *(name for name in names if name not in {"value", "evidence"})]
    fields = [(name, found) for name in names[:MOST_FIELDS] if (found := library.get(f"{scenario.id}#{name}"))]
    if not fields:
        draft.lead = wording.NO_EVIDENCE + _scenario_about(library, draft, scenario)
    elif fields[0][0] == "about":
        draft.lead = _scenario_about(library, draft, scenario)
        if edited.WHOLE_SCENARIO.search(text):
            for found in (library.get(f"{scenario.id}#{name}") for name in ("needs", "configuration", "effort")):
                draft.tell(found, _parts(found)[:2] if found is not None else ())
    else:
        draft.lead = _fields_told(library, draft, scenario, fields, asked)
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


def _fields_told(
    library: Library, draft: Told, scenario: Scenario, fields: Sequence[tuple[ScenarioAspect, Passage]], asked: str
) -> str:
    """Answer from the field asked for first, and from others asked for by themselves; the rest is quoted below."""
    (main, passage), *further = fields
    told = _told(draft, passage, _parts_named(passage, asked) or _part_nearest(passage, asked, scenario))
    lead = wording.SCENARIO_LEAD.format(name=scenario.name, text=told)
    for name, found in further:
        apart = _asked_apart(asked, name, main)
        if name == "about":
            lead = f"{_scenario_about(library, draft, scenario)}\n\n{lead}" if apart else lead
        elif apart:
            lead += _told(draft, found, _parts_named(found, asked) or _parts(found))
        else:
            draft.tell(found, [found.display])
    return lead


def _parts_named(passage: Passage, question: str) -> list[str]:
    names = [name for pattern, name in wording.SCENARIO_PARTS if pattern.search(question)]
    return [part for name in names for part in _parts(passage) if part.startswith(name)]


def _part_nearest(passage: Passage, question: str, scenario: Scenario) -> list[str]:
    parts = _parts(passage)
    found = nearness(question, parts, (scenario.name, *scenario.aliases))
    return [max(zip(found, parts, strict=True), key=lambda pair: pair[0])[1]]


def _told(draft: Told, passage: Passage, wanted: list[str]) -> str:
    """Return the parts of a field that are asked for, and quote the others below."""
    draft.tell(passage, wanted, block=False)
    draft.tell(passage, [part for part in _parts(passage) if part not in wanted])
    return "".join(wanted)
