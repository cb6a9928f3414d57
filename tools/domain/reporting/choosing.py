"""Which scenarios of the catalog help with each pain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tools.domain import lexicon as catalog_words
from tools.domain import matching
from tools.domain.matching import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.catalogs import Scenario
    from tools.domain.diagnosis.results import Pain
    from tools.domain.matching import Match
    from tools.domain.profile import Profile

MOST = 3
"""Scenarios for one pain."""
ENOUGH = 2
"""Scenarios for one pain where the next are no nearer to the firm."""
NEED = 1.0
"""How much a part of the business needs help that the diagnosis found a pain in."""
NEAR = 0.75
"""What a further scenario must come to, against the best one for the pain."""
LEAST = 0.25
"""How near a scenario must come: one made for another industry does not."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A scenario, and the places of the pains it helps with, counted from 1."""

    match: Match
    pains: tuple[int, ...]

    @property
    def near(self) -> bool:
        """Whether it is made for a firm of this kind."""
        return self.match.relevant >= LEAST

    @property
    def advised(self) -> bool:
        """Whether it is one to begin with now."""
        return self.near and self.match.advisable


def choose(pains: Sequence[Pain], profile: Profile, scenarios: Iterable[Scenario]) -> tuple[Choice, ...]:
    """Choose one to three scenarios for each pain, each scenario once.

    Those nothing grave speaks against go first; where there is none, the nearest is named, though not advised.

    Args:
        pains: In order.
        profile: What is on file about the firm, with its diagnosis.
        scenarios: What may be recommended.
    """
    every = tuple(scenarios)
    firm = matching.read(profile, "")
    found: dict[str, tuple[Match, list[int]]] = {}
    for place, pain in enumerate(pains, 1):
        needed = replace(firm, modules={**firm.modules, **dict.fromkeys(pain.modules, NEED)})
        for match in _for_pain(pain, matching.matched(needed, _serving(pain, every))):
            found.setdefault(match.scenario.id, (match, []))[1].append(place)
    return tuple(Choice(match, tuple(places)) for match, places in found.values())


def _serving(pain: Pain, scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return the scenarios of a pain's modules; without modules, those a firm of its kind begins with."""
    if pain.modules:
        return [s for s in scenarios if s.module in pain.modules]
    ready = any(trigger.option <= 1 for trigger in pain.triggers)  # the basis is there, and little was made of it
    return [s for s in scenarios if (s.model_type != lexicon.NONE) == ready]


def _for_pain(pain: Pain, matches: Sequence[Match]) -> list[Match]:
    advisable = [m for m in matches if m.advisable and m.relevant >= LEAST]
    if not advisable:
        return sorted(matches, key=lambda m: (-m.relevant, m.scenario.id))[:1]
    best = advisable[0].score
    near = [m for n, m in enumerate(advisable) if n == 0 or (best > 0 and m.score >= NEAR * best)]
    picked = near[: MOST if len(pain.modules) > 1 else ENOUGH]
    light = next((m for m in near if m.scenario.effort == catalog_words.EFFORTS[0]), None)
    # Something to begin with at once, where the nearest ones take longer.
    return picked if light is None or light in picked else [*picked, light]
