"""Which scenarios a list has, in which order, and how each is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain import filters, lexicon
from tools.domain.filters import ScenarioFilter
from tools.kit.tool import Suggestion
from tools.listing.page import BUTTONS, Listed, Page
from tools.wording import listing as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, Scenario


def listed(known: Catalogs, asked: ScenarioFilter, text: str) -> Page:
    """List the scenarios that are asked for.

    Args:
        known: All records.
        asked: What the scenarios have in common.
        text: The normalised question.
    """
    everything = list(known.scenarios.values())
    if not asked.given():
        return _all(everything, text)
    fitting = [s for s in everything if filters.fits_scenario(s, asked)]
    main = [s for s in fitting if asked.industry in {None, s.industry}]
    around = [s for s in fitting if asked.industry and s.industry == filters.general_for(asked.industry)]
    if asked.effort is not None or asked.level is not None:
        main, around = _lightest(main), _lightest(around)
    if asked.industry is None:
        main = sorted(main, key=lambda s: s.industry != lexicon.GENERAL_MANUFACTURING)
    shown = [*main, *around]
    if not shown:
        return _none(known, asked)
    page = _page(_lead(known, asked, len(main), len(around)), shown, asked)
    page.count, page.wider = len(main), len(around)
    return page


def matter_in(text: str) -> str | None:
    """Return the matter that scenarios are to be about where words name one that is no filter.

    Args:
        text: The normalised question.
    """
    match = wording.MATTER.search(text)
    return next((group for group in match.groups() if group), None) if match else None


def about(known: Catalogs, matter: str) -> Page:
    """List the scenarios that speak of something, those that are called by it first.

    Args:
        known: All records.
        matter: As people call it.
    """
    named: list[Scenario] = []
    others: list[Scenario] = []
    for scenario in known.scenarios.values():
        called = normalise("".join((scenario.name, *scenario.aliases)))
        told = normalise("".join((scenario.summary, scenario.description, *scenario.pain_points)))
        if matter in called:
            named.append(scenario)
        elif matter in told:
            others.append(scenario)
    shown = [*named, *others]
    if not shown:
        return Page(wording.NONE_OF_MATTER.format(matter=matter))
    return _page(wording.OF_MATTER.format(matter=matter, count=len(shown)), shown, ScenarioFilter())


def _page(lead: str, scenarios: list[Scenario], asked: ScenarioFilter) -> Page:
    records = [Listed(id=s.id, name=s.name, summary=s.summary) for s in scenarios]
    return Page(lead, records, [_line(s, asked) for s in scenarios], len(scenarios))


def _lightest(scenarios: list[Scenario]) -> list[Scenario]:
    return sorted(scenarios, key=lambda s: (lexicon.EFFORTS.index(s.effort), s.min_level or ""))


def _lead(known: Catalogs, asked: ScenarioFilter, count: int, around: int) -> str:
    kind = _kind(known, replace(asked, industry=None))
    if asked.industry is None:
        return wording.SCENARIOS.format(kind=kind, count=count)
    general = filters.general_for(asked.industry)
    if not count:
        return wording.ONLY_GENERAL.format(industry=asked.industry, kind=kind, general=general, count=around)
    more = wording.SCENARIOS_MORE.format(count=around, industry=general) if around else ""
    form = wording.OF_INDUSTRY_NARROW if kind else wording.OF_INDUSTRY
    return form.format(industry=asked.industry, kind=kind, count=count, more=more)


def _kind(known: Catalogs, asked: ScenarioFilter) -> str:
    parts = [
        asked.industry or "",
        wording.MODULE.format(module=asked.module) if asked.module else "",
        wording.MODEL_TYPE[asked.model_type] if asked.model_type else "",
        wording.GRADE.format(level=asked.level) if asked.level else "",
        wording.EFFORT[asked.effort] if asked.effort else "",
        wording.HARDWARE[asked.hardware] if asked.hardware is not None else "",
        wording.INDICATOR.format(name=known.indicators[asked.indicator].name) if asked.indicator else "",
        wording.WITHOUT.format(name=asked.without) if asked.without else "",
        wording.OF_DEVICE.format(name=asked.device) if asked.device else "",
    ]
    return wording.LIST_COMMA.join(part for part in parts if part)


def _none(known: Catalogs, asked: ScenarioFilter) -> Page:
    """Say that nothing fits, and how many would for each wish alone."""
    given = asked.given()
    if asked.indicator and len(given) == 1:
        return Page(wording.WITHOUT_SCENARIO.format(name=known.indicators[asked.indicator].name))
    alone = [replace(ScenarioFilter(), **{name: value}) for name, value in given.items()]
    counts = [wording.COUNT.format(name=_kind(known, one), count=_count(known, one)) for one in alone]
    page = Page(wording.NO_SCENARIOS.format(kind=_kind(known, asked)))
    page.notes.append(wording.EACH_ALONE.format(counts=wording.LIST_COMMA.join(counts)))
    return page


def _count(known: Catalogs, asked: ScenarioFilter) -> int:
    fitting = [s for s in known.scenarios.values() if filters.fits_scenario(s, asked)]
    return sum(asked.industry in {None, s.industry} for s in fitting)


def _all(everything: list[Scenario], text: str) -> Page:
    industries = Counter(s.industry for s in everything)
    counts = wording.LIST_COMMA.join(wording.COUNT.format(name=k, count=n) for k, n in industries.most_common())
    form = wording.INDUSTRIES if lexicon.INDUSTRIES_ASKED.search(text) else wording.SCENARIOS_ALL
    first = {s.industry: s for s in reversed(everything)}
    lead = form.format(total=len(everything), industries=len(industries), counts=counts)
    page = _page(lead, [first[industry] for industry, _ in industries.most_common()], ScenarioFilter())
    page.count, page.examples = len(everything), True
    page.suggestions = [
        Suggestion(
            title=wording.SUGGEST_INDUSTRY.format(industry=industry),
            tool="list_scenarios",
            arguments={"industry": industry},
        )
        for industry, _ in industries.most_common(BUTTONS + 1)
    ]
    return page


def _line(scenario: Scenario, asked: ScenarioFilter) -> str:
    group = wording.GROUP.format(industry=scenario.industry, module=scenario.module)
    return wording.SCENARIO_LINE.format(
        name=scenario.name,
        group=scenario.module if scenario.industry == asked.industry else group,
        summary=scenario.summary,
        effort=scenario.effort,
        duration=scenario.duration,
        level=wording.FROM_LEVEL.format(level=scenario.min_level) if scenario.min_level else wording.ANY_LEVEL,
    )
