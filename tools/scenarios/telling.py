"""Puts into words why a scenario suits a firm, what it takes, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.catalogue import meaning
from tools.wording import scenarios as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.domain.matching import Against, Match

REASONS = 2
"""How many reasons a scenario is given."""


def indicators(scenario: Scenario, known: Catalogs) -> str:
    """Name the indicators a scenario should improve, each with its id."""
    named = [
        wording.INDICATOR.format(name=known.indicators[i].name, id=i)
        for i in scenario.expected_indicators
        if i in known.indicators
    ]
    return wording.LIST_COMMA.join(named) or wording.NO_INDICATORS


def reasons(match: Match, most: int | None = REASONS) -> list[str]:
    """Put the reasons of a match into words, the main ones by default."""
    told = [wording.why(reason.kind, reason.value, reason.other) for reason in match.reasons[:most]]
    return told or [wording.WHY_DEFAULT.format(module=match.scenario.module)]


def why(match: Match) -> str:
    """Put all reasons of a match into words, and what the scenario solves where none of them says so."""
    told, solved = reasons(match, None), wording.LIST_COMMA.join(match.scenario.pain_points)
    if solved and all(reason.kind != "pain" for reason in match.reasons):
        told.append(wording.WHY_SOLVES.format(pains=solved))
    return wording.SEMICOLON.join(told)


def described(match: Match, known: Catalogs, *, ids: bool) -> dict[str, str]:
    """Return what is told of every scenario that is recommended, by its place in the sentences.

    Args:
        match: The scenario, held against a firm.
        known: All records, scenarios as they are now.
        ids: Its id is told too.
    """
    scenario = match.scenario
    group = wording.GROUP_WITH_ID if ids else wording.GROUP
    return {
        "name": scenario.name,
        "group": group.format(id=scenario.id, industry=scenario.industry, module=scenario.module),
        "needs": needs(match),
        "effort": scenario.effort,
        "duration": scenario.duration,
        "indicators": indicators(scenario, known),
    }


def needs(match: Match) -> str:
    """Say what a scenario takes, and what to mind."""
    data = [r for r in match.requirements if r.kind == "data"]
    devices = [r.text for r in match.requirements if r.kind == "hardware"]
    lacking = [r.text for r in data if r.state == "lack"]
    unknown = [r.text for r in data if r.state == "unknown"]
    doubts = [against(one) for one in match.against if not one.grave]
    pieces = [
        wording.LACK.format(items=wording.LIST_COMMA.join(lacking)) if lacking else "",
        wording.PREPARE.format(items=wording.LIST_COMMA.join(unknown)) if unknown else "",
        wording.DEVICES.format(items=wording.LIST_COMMA.join(devices)) if devices else wording.NO_DEVICES,
        wording.DOUBTS.format(items=wording.LIST_COMMA.join(doubts)) if doubts else "",
    ]
    return "".join(pieces).removesuffix(wording.SEMICOLON) + wording.NEEDS_END


def against(one: Against) -> str:
    """Put what speaks against a scenario into words."""
    return wording.against(one.kind, one.wanted, one.given)


def one_of(fit: Sequence[Match], words: str, known: Catalogs) -> Match | None:
    """Return the one of those recommended that words name, or point at by its place."""
    named = meaning.mentioned(words, known.scenarios, meaning.Talk(listed=tuple(m.scenario.id for m in fit)))
    return next((m for m in fit if m.scenario.id == named[0]), None) if len(named) == 1 else None
