"""Ranks scenarios for a firm, each with its reasons, what is missing and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tools.domain import lexicon as catalog_words
from tools.domain.matching import firm as firms
from tools.domain.matching import lexicon
from tools.domain.matching.readiness import ENTRY, Against, Requirement, obstacles, requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.catalogs import Scenario
    from tools.domain.matching.firm import Firm
    from tools.domain.matching.relevance import Relevance, ScenarioIndex
    from tools.domain.profile import Profile

Ground = Literal["industry", "town", "general", "module", "pain", "data", "level", "effort"]

WORDS, INDUSTRY, MODULE = 0.65, 0.25, 0.3
"""What the firm's own words, its industry and its needs count for."""
BOTH = 0.1
"""What it adds that a scenario serves the firm's need in the firm's own industry."""
GENERAL, ANYBODY, OFFICE, SELLER, FOREIGN = 0.8, 0.55, 0.25, 0.6, 0.0
"""How far scenarios fit: general ones a maker, those for anybody, office work, traders' ones one who sells, others."""
STRANGE = 0.5
"""What a scenario of another industry loses."""
GUESS, GUESSED = 0.5, 0.7
"""From which nearness on the words tell the industry of a firm that has not said, and how much that counts."""
ECHO = 0.45
"""From which nearness on a clause of the firm's words is given as the reason."""
DOUBT = 0.15
"""What a doubt that is not grave takes off."""
UNKNOWN_HIGH = 0.1
"""What a level above L2 takes off where the firm's level is not known."""
YOUNG, BASIC, RIPE = 0.25, 0.4, 0.15
"""What simple and basic scenarios gain with a beginner, and demanding ones with a firm that is far."""
OWN_BASICS = 1.0
"""How basic a scenario without a model is that is made for the firm's own industry."""
UNSAID, USUAL = 0.25, 0.05
"""What its industry and the usual needs count for more where a firm says of no need."""
STEP, BOOKS = 0.2, 0.1
"""What a scenario gains that leaves behind data the firm has not got."""
FAR = "L3"
"""The level from which a firm is far."""
MIDDLE = "L2"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a scenario fits, to be put into words.

    Attributes:
        kind: What it rests on.
        value: The industry, the module, the level, or the firm's own words.
        other: The scenario's side of it, such as the pain it answers.
    """

    kind: Ground
    value: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How a scenario fits a firm.

    Attributes:
        scenario: The scenario.
        score: Comparable within one ranking; higher fits better.
        relevant: How near it comes to what the firm needs, whatever speaks against it.
        advisable: Nothing grave speaks against beginning with it now.
        reasons: Why it fits, the main one first.
        requirements: The data and devices it takes, and whether the firm has them.
        against: What speaks against it, grave or not.
    """

    scenario: Scenario
    score: float
    relevant: float
    advisable: bool
    reasons: tuple[Reason, ...]
    requirements: tuple[Requirement, ...]
    against: tuple[Against, ...]

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What the firm has not got, as far as is known."""
        return tuple(r for r in self.requirements if r.state == "lack")


def ranked(firm: Firm, scenarios: Iterable[Scenario], relevance: Relevance | None = None) -> list[Match]:
    """Rank scenarios for a firm, the best first.

    Args:
        firm: The firm as read.
        scenarios: What may be recommended.
        relevance: How near each comes to the firm's words; None where there are none.
    """
    matches = [_match(scenario, firm, relevance) for scenario in scenarios]
    return sorted(matches, key=lambda m: (-m.score, m.scenario.id))


def _match(scenario: Scenario, firm: Firm, relevance: Relevance | None) -> Match:
    near = relevance.scores.get(scenario.id, 0.0) if relevance else 0.0
    fits, need = _industry(scenario, firm), _need(scenario, firm)
    together = max(fits, 0.0) * max(near, need)
    strange = STRANGE * max(-fits, 0.0)
    relevant = WORDS * near + INDUSTRY * max(fits, 0.0) + MODULE * need + BOTH * together - strange
    against = obstacles(scenario, firm)
    score = (
        relevant
        + _stage(scenario, firm)
        + _unsaid(scenario, firm, relevance)
        - DOUBT * sum(not one.grave for one in against)
    )
    needed = requirements(scenario, firm)
    return Match(
        scenario=scenario,
        score=score,
        relevant=relevant,
        advisable=not any(one.grave for one in against),
        reasons=tuple(_reasons(scenario, firm, relevance, needed)),
        requirements=needed,
        against=against,
    )


def _industry(scenario: Scenario, firm: Firm) -> float:
    """Tell how far a scenario's industry is the firm's own, 0 to 1; below 0 for one it has nothing to do with."""
    own = scenario.industry
    if own in firm.industries:
        return firm.industries[own]
    if own == lexicon.ANY_INDUSTRY:
        return ANYBODY
    if own in lexicon.SELLERS and (firm.sells or not firm.industries):
        return SELLER
    if own == catalog_words.GENERAL_MANUFACTURING:
        if firm.makes or not firm.industries:
            return GENERAL
        return OFFICE if scenario.module in lexicon.OFFICE else FOREIGN
    return -0.5 if firm.unplaced else -1.0


def _need(scenario: Scenario, firm: Firm) -> float:
    """Tell how much the part of the business a scenario serves needs help, 0 to 1."""
    own = firm.modules.get(scenario.module, 0.0)
    for first, second, share in lexicon.NEIGHBOURS:
        other = second if scenario.module == first else first if scenario.module == second else None
        if other is not None:
            own = max(own, share * firm.modules.get(other, 0.0))
    return own


def _stage(scenario: Scenario, firm: Firm) -> float:
    """Prefer what a firm of this level should begin with."""
    simple = scenario.model_type == lexicon.NONE or scenario.effort == catalog_words.EFFORTS[0]
    wanted = scenario.min_level or ""
    young = firm.low if firm.level is None else firm.level <= ENTRY
    gain = 0.0
    if firm.level is None and wanted > MIDDLE and (firm.modules or firm.systems or firm.lacks):
        gain -= UNKNOWN_HIGH
    if young and simple:
        own = OWN_BASICS if scenario.industry in firm.industries and scenario.model_type == lexicon.NONE else 0.0
        gain += YOUNG + BASIC * max(own, lexicon.FOUNDATION.get(scenario.module, 0.0))
    if firm.level is not None and firm.level >= FAR and wanted >= MIDDLE:
        gain += RIPE * (1 + (wanted >= FAR))
    left = {kind for kind, pattern in lexicon.PROVIDES.items() if pattern.search(scenario.description)}
    if left & firm.wanting:
        gain += STEP
    elif firm.bare and left & lexicon.BOOKS:
        gain += BOOKS
    return gain


def _unsaid(scenario: Scenario, firm: Firm, relevance: Relevance | None) -> float:
    """Go by the industry and the usual needs where a firm says of none."""
    if firm.modules or (relevance is not None and relevance.spoken):
        return 0.0
    return UNSAID * max(_industry(scenario, firm), 0.0) + USUAL * lexicon.TYPICAL.get(scenario.module, 0.0)


def _reasons(
    scenario: Scenario, firm: Firm, relevance: Relevance | None, needed: tuple[Requirement, ...]
) -> list[Reason]:
    found: list[Reason] = []
    echo, near = relevance.echoes.get(scenario.id, ("", 0.0)) if relevance else ("", 0.0)
    if near >= ECHO:
        found.append(Reason("pain", echo, scenario.pain_points[0] if scenario.pain_points else ""))
    if scenario.module in firm.modules:
        found.append(Reason("module", scenario.module))
    if firm.supposed:
        pass
    elif scenario.industry in firm.industries:
        found.append(Reason("town" if firm.town else "industry", firm.town or scenario.industry, scenario.industry))
    elif firm.industries:
        found.append(Reason("general", scenario.industry))
    if any(r.state == "have" for r in needed):
        found.append(Reason("data", next(r.text for r in needed if r.state == "have")))
    if firm.level and scenario.min_level and firm.level >= scenario.min_level:
        found.append(Reason("level", firm.level, scenario.min_level))
    if firm.budget is not None and scenario.effort == catalog_words.EFFORTS[0]:
        found.append(Reason("effort", scenario.effort))
    return found


def match(
    profile: Profile, words: str, scenarios: Iterable[Scenario], index: ScenarioIndex | None = None
) -> list[Match]:
    """Rank scenarios for a firm by its profile and by words about it, the best first.

    Args:
        profile: What is on file; empty for a firm that is only described.
        words: As a person wrote them; may be empty.
        scenarios: What may be recommended.
        index: An index over the same scenarios; without one, the words count by industry and need only.
    """
    return matched(firms.read(profile, words), scenarios, index)


def matched(firm: Firm, scenarios: Iterable[Scenario], index: ScenarioIndex | None = None) -> list[Match]:
    """Rank scenarios for a firm that was read before, the best first.

    Args:
        firm: The firm as read.
        scenarios: What may be recommended.
        index: As for ``match``.
    """
    every = tuple(scenarios)
    relevance = index.relevance(firm.text) if index is not None else None
    return ranked(_placed(firm, every, relevance), every, relevance)


def _placed(firm: Firm, scenarios: Sequence[Scenario], relevance: Relevance | None) -> Firm:
    """Suppose the industry of the scenario that comes nearest, where a firm has not said its own."""
    if not firm.unplaced or relevance is None or not scenarios:
        return firm
    best = max(scenarios, key=lambda s: relevance.scores.get(s.id, 0.0))
    if relevance.scores.get(best.id, 0.0) < GUESS or best.industry == lexicon.ANY_INDUSTRY:
        return firm
    return replace(firm, industries={best.industry: GUESSED, **firm.industries}, supposed=not firm.industries)


def suits(scenario: Scenario, profile: Profile) -> Match:
    """Tell how one scenario suits a firm on file, without any words.

    Args:
        scenario: The scenario.
        profile: What is on file.
    """
    return _match(scenario, firms.read(profile, ""), None)
