"""Which policies a firm meets the conditions of, and which it may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.domain import eligibility, filters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from corpus.catalogs import Policy
    from tools.domain.eligibility import Firm, Judgement

MOST_FIT, MOST_OPEN = 5, 2
"""How many policies are told of either kind."""


@dataclass(frozen=True, slots=True)
class Applying:
    """A policy held against a firm.

    Attributes:
        judgement: Condition by condition.
        deadline: The last day to apply, else the last day it holds; None where the sources hold neither.
        days: Days until then.
    """

    judgement: Judgement
    deadline: date | None
    days: int | None

    @property
    def fits(self) -> bool:
        """Whether all that can be told is met."""
        return self.judgement.verdict == "fits"


def applying(policies: Iterable[Policy], firm: Firm) -> tuple[Applying, ...]:
    """Return the policies a firm may apply under, those that fit first, then by the next deadline.

    Args:
        policies: All.
        firm: What is known of the firm, and the day.
    """
    every = tuple(policies)
    sizing, today = eligibility.sizing_of(every), firm.today
    found = []
    for policy in every:
        if policy.applies != "firms" or filters.ended(policy, today) or policy.open_on(today) is False:
            continue
        judgement = eligibility.judge(policy, firm, sizing)
        if judgement.verdict != "fails":
            last = policy.apply_until or policy.in_force_until
            found.append(Applying(judgement, last, (last - today).days if last else None))
    ranked = sorted(found, key=_key)
    return (*[a for a in ranked if a.fits][:MOST_FIT], *[a for a in ranked if not a.fits][:MOST_OPEN])


def _key(one: Applying) -> tuple[bool, bool, float, str]:
    policy = one.judgement.policy
    applies = policy.apply_until is not None
    soon = one.days if applies and one.days is not None else float("inf")
    return (not applies, not policy.rates, soon, policy.id)
