"""Until when one can apply under policies, and which firms are surely not meant, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tools.domain.eligibility.places import lies_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.catalogs import Policy, PolicyCondition

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to apply under a policy.

    Attributes:
        policy: Its id.
        until: That day.
        opens: The first day; None where it is not known.
        industries: Those it is for; None for any.
        regions: Each of these groups of places holds every firm it is for.
    """

    policy: str
    until: date
    opens: date | None = None
    industries: frozenset[str] | None = None
    regions: tuple[tuple[str, ...], ...] = ()

    @property
    def period(self) -> str:
        """The name of this deadline among all the policy ever had."""
        return f"{self.policy}@{self.until.isoformat()}"

    @property
    def anchor(self) -> datetime:
        """When the last day begins in Shanghai."""
        return datetime.combine(self.until, time(), SHANGHAI).astimezone(UTC)

    def excludes(self, town: str) -> bool:
        """Tell whether a firm of a town is surely not meant.

        Args:
            town: As on file.
        """
        return any(lies_in(town, places) is False for places in self.regions)


def deadlines(policies: Iterable[Policy]) -> tuple[Deadline, ...]:
    """Return the deadlines of the policies firms apply under.

    Args:
        policies: All.
    """
    return tuple(
        _deadline(policy, policy.apply_until)
        for policy in policies
        if policy.applies == "firms" and policy.apply_until is not None and policy.replaced_by is None
    )


def _deadline(policy: Policy, until: date) -> Deadline:
    own = [c for c in policy.conditions if c.goal is None and c.any_of is None and not c.after]
    industries = [frozenset(_listed(c)) for c in own if c.op == "in" and c.field == "industry"]
    return Deadline(
        policy=policy.id,
        until=until,
        opens=policy.apply_from,
        industries=frozenset.intersection(*industries) if industries else None,
        regions=tuple(places for c in own if c.op == "within" and c.field == "town" and (places := _listed(c))),
    )


def _listed(condition: PolicyCondition) -> tuple[str, ...]:
    value = condition.value if isinstance(condition.value, tuple) else ()
    return (*value, *condition.maybe)
