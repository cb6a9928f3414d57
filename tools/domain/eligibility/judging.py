"""Compares a firm with the conditions of a policy: met, not met, or unknown; nothing unknown counts as met."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from tools.domain.eligibility import lexicon
from tools.domain.eligibility.places import lies_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Limit, Policy, PolicyCondition, Rate

State = Literal["met", "not_met", "unknown"]
Verdict = Literal["fits", "open", "fails"]
Bound = Literal["exact", "about", "below", "above", "range"]

ABOUT = Decimal("0.2")
"""How far a figure that was said to be about may be off."""
WAN = 10_000
INVESTMENT = "investment"
"""What a rate is a share of that counts by what the project costs."""
SIZE = "size"
"""The mark of limits between sizes of firms."""
ORDER = ("town", "industry", "employees", "revenue_wan", "honors", "plan_time", "founded")
"""Facts that settle conditions, the first first where they tell as much."""
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of a firm, for comparing.

    Attributes:
        facts: Values by the field keys of the archive.
        bounds: How exactly figures were said, by field key; exact where nothing is said.
        level: By its last diagnosis on the platform.
        today: The day it is compared on.
    """

    facts: Mapping[str, Any]
    today: date
    bounds: Mapping[str, Bound] = field(default_factory=lambda: _NONE)
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition held against a firm.

    Attributes:
        condition: The condition.
        state: Whether it is met.
        wanted: The fact of the archive that would settle it; None where it is settled or no file tells.
        settled_by: The fact it was settled by, or nearly; None where there is none.
    """

    condition: PolicyCondition
    state: State
    wanted: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A policy held against a firm.

    Attributes:
        policy: The policy.
        checks: Its conditions, in order.
        verdict: ``fits`` where all that can be told is met, ``fails`` where something is not, else ``open``.
    """

    policy: Policy
    checks: tuple[Checked, ...]
    verdict: Verdict

    @property
    def wanted(self) -> tuple[str, ...]:
        """Facts that would settle what is open, of the policy's own conditions before those of its single ends."""
        if self.verdict == "fails":
            return ()
        own = [c.wanted for c in unsettled(self.checks) if c.condition.goal is None]
        return tuple(dict.fromkeys(w for w in own if w))

    def goals(self) -> tuple[str, ...]:
        """The single ends the policy serves."""
        return tuple(dict.fromkeys(c.condition.goal for c in self.checks if c.condition.goal))


def sizing_of(policies: Iterable[Policy]) -> tuple[Limit, ...]:
    """Return the limits between sizes that the sources hold.

    Args:
        policies: All policies.
    """
    return next((found for policy in policies if (found := tuple(x for x in policy.limits if x.any_of == SIZE))), ())


def judge(policy: Policy, firm: Firm, sizing: Sequence[Limit]) -> Judgement:
    """Hold a policy against a firm.

    Args:
        policy: The policy.
        firm: What is known of the firm.
        sizing: The limits between sizes, see ``sizing_of``.
    """
    checks = tuple(_check(condition, firm, sizing) for condition in policy.conditions)
    own = [check for check in checks if check.condition.goal is None and not check.condition.after]
    return Judgement(policy, checks, verdict_of(own))


def verdict_of(checks: Sequence[Checked]) -> Verdict:
    """Return what conditions come to together.

    Args:
        checks: Those of a policy's own, or with them those of one of its ends.
    """
    if any(state == "not_met" for _, state in grouped(checks)):
        return "fails"
    if not any(check.state == "met" for check in checks):
        return "open"
    left = unsettled(checks)
    decides = any(check.condition.op == "project" or _left_open(check) for check in left)
    missing = any(check.wanted and check.condition.op != "planned" for check in left)
    return "open" if decides or missing else "fits"


def _left_open(check: Checked) -> bool:
    """Tell whether a fact is known and yet does not settle the condition."""
    return check.state == "unknown" and check.settled_by is not None and not check.condition.rules_out


def unsettled(checks: Sequence[Checked]) -> list[Checked]:
    """Return the unknown ones whose alternatives do not settle the matter.

    Args:
        checks: Checks of one policy.
    """
    met = {c.condition.any_of for c in checks if c.condition.any_of and c.state == "met"}
    return [c for c in checks if c.state == "unknown" and not c.condition.after and c.condition.any_of not in met]


def grouped(checks: Iterable[Checked]) -> list[tuple[tuple[Checked, ...], State]]:
    """Put checks of one line of the record together, with what they come to: alternatives need one, the rest all.

    Args:
        checks: Checks of one policy.
    """
    groups: dict[tuple[str, str | None, bool], list[Checked]] = {}
    for check in checks:
        condition = check.condition
        groups.setdefault((condition.text, condition.goal, condition.after), []).append(check)
    return [(tuple(members), _together(members)) for members in groups.values()]


def _together(members: list[Checked]) -> State:
    marks = dict.fromkeys(m.condition.any_of for m in members)
    states: list[State] = []
    for mark in marks:
        those = [m.state for m in members if m.condition.any_of == mark]
        if mark is None:
            states += those
        elif "met" in those:
            states.append("met")
        else:
            states.append("unknown" if "unknown" in those else "not_met")
    if "not_met" in states:
        return "not_met"
    return "unknown" if "unknown" in states else "met"


def most_useful(judgements: Iterable[Judgement], left_out: Iterable[str] = ()) -> str | None:
    """Return the fact that would settle most; None where none would.

    Args:
        judgements: Those of all policies that may be offered.
        left_out: Facts that are not to be asked for.
    """
    gains: dict[str, Decimal] = {}
    for judgement in judgements:
        wanted = [name for name in judgement.wanted if name not in set(left_out)]
        weight = Decimal(3 if judgement.policy.rates else 1)
        for name in wanted:
            gains[name] = gains.get(name, Decimal(0)) + weight / len(wanted)
    known = [name for name in gains if name in ORDER]
    return min(known, key=lambda name: (-gains[name], ORDER.index(name)), default=None)


def estimate(rate: Rate, investment: Decimal) -> Decimal:
    """Return the most a rate gives on an investment, both in yuan.

    Args:
        rate: The rate.
        investment: What is invested.
    """
    most = investment * Decimal(str(rate.share))
    return most if rate.cap is None else min(most, Decimal(str(rate.cap)))


def _check(condition: PolicyCondition, firm: Firm, sizing: Sequence[Limit]) -> Checked:
    if condition.op == "sized":
        return _sized(condition, firm, sizing)
    if condition.op in {"self", "project", "rated"} or condition.field is None:
        return Checked(condition, "unknown")
    value = firm.facts.get(condition.field)
    if value is None or value in ([], ""):
        return Checked(condition, "unknown", condition.field)
    state = _compared(condition, value, firm)
    if condition.rules_out and state == "met":
        state = "unknown"
    return Checked(condition, state, None, condition.field)


def _compared(condition: PolicyCondition, value: Any, firm: Firm) -> State:  # noqa: ANN401 -- whatever a field holds
    options = condition.value if isinstance(condition.value, tuple) else ()
    if condition.op == "within":
        return _within(condition, str(value), options)
    if condition.op == "in":
        if value in options:
            return "met"
        return "unknown" if value in condition.maybe else "not_met"
    if condition.op == "has":
        held = value if isinstance(value, list | tuple) else [value]
        return "not_met" if set(options).isdisjoint(held) else "met"
    if condition.op == "planned":
        if lexicon.NO_PLAN.search(str(value)):
            return "not_met"
        return "met" if lexicon.WITHIN_A_YEAR.search(str(value)) else "unknown"
    bar = Decimal(str(condition.value))
    if condition.op == "age":
        years = firm.today.year - int(value)
        if years == bar:
            return "unknown"
        return "met" if years > bar else "not_met"
    return _figure(condition.op, Decimal(str(value)), bar, firm.bounds.get(str(condition.field), "exact"))


def _within(condition: PolicyCondition, town: str, regions: tuple[str, ...]) -> State:
    lies = lies_in(town, regions)
    if lies is False and condition.maybe and lies_in(town, condition.maybe) is not False:
        lies = None
    return "unknown" if lies is None else "met" if lies else "not_met"


def _figure(op: str, value: Decimal, bar: Decimal, bound: Bound) -> State:
    """Compare a figure with a bar, whatever it may be by the way it was said."""
    low: Decimal | None = value
    high: Decimal | None = value
    if bound in {"about", "range"}:
        low, high = value * (1 - ABOUT), value * (1 + ABOUT)
    elif bound == "below":
        low = Decimal(0)
    elif bound == "above":
        high = None
    if op == "max":
        if high is not None and high <= bar:
            return "met"
        return "not_met" if low is not None and low > bar else "unknown"
    least, most = low or Decimal(0), high
    if op == "over":
        if least > bar:
            return "met"
        return "not_met" if most is not None and most <= bar else "unknown"
    if least >= bar:
        return "met"
    below = most is not None and (most < bar or (bound == "below" and most == bar))
    return "not_met" if below else "unknown"


def _sized(condition: PolicyCondition, firm: Firm, sizing: Sequence[Limit]) -> Checked:
    """Tell whether a firm is small or middle-sized, as far as the sources hold a bound: for those who make things."""
    industry = firm.facts.get("industry")
    if industry is None:
        return Checked(condition, "unknown", "industry")
    if industry not in lexicon.MAKERS or not sizing:
        return Checked(condition, "unknown")
    states: list[State] = []
    missing: list[str] = []
    for limit in sizing:
        name, scale = ("employees", 1) if limit.measure == "employees" else ("revenue_wan", WAN)
        if firm.facts.get(name) is None:
            missing.append(name)
            states.append("unknown")
            continue
        bar = Decimal(str(limit.value)) / scale
        value = Decimal(str(firm.facts[name]))
        state = _figure(limit.op, value, bar, firm.bounds.get(name, "exact"))
        if state == "met":
            return Checked(condition, "met", None, name)
        states.append(state)
    if "unknown" in states:
        wanted = "employees" if "employees" in missing else missing[0] if missing else None
        return Checked(condition, "unknown", wanted, None if missing else "employees")
    return Checked(condition, "not_met", None, "employees")
