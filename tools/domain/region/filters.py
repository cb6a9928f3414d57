"""What enterprises asked for have in common, and whether one is among them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.domain.profile import Profile

Level = Literal["L0", "L1", "L2", "L3", "L4", "L5"]
Span = Literal["exact", "up", "down"]
Order = Literal["name", "best", "worst", "largest", "revenue", "budget"]


BY_FACT: Mapping[Order, str] = {"largest": "employees", "revenue": "revenue_wan", "budget": "budget_wan"}
"""Orders by a figure on file, the greatest first, and the field it stands in."""


@dataclass(frozen=True, slots=True)
class EnterpriseFilter:
    """What enterprises asked for have in common; None and empty ask for nothing.

    Attributes:
        town: Part of where they lie.
        towns: Several of these, any of which will do.
        except_towns: Those they do not lie in.
        industry: Their industry.
        industries: Several, any of which will do.
        except_industries: Those that theirs is not.
        employees_min: The least number of people.
        employees_max: The greatest.
        revenue_min: The least revenue of a year, in ten thousand yuan.
        revenue_max: The greatest.
        budget: The least budget for going digital, in ten thousand yuan.
        level: The level of their last diagnosis.
        span: Whether it is this level, this and those above, or this and those below.
        pains: What hurts them, by the archive or by their last diagnosis, all of these.
        systems: What they use, all of these.
        without: What they are known not to use, all of these.
        honors: Titles they hold, all of these.
        above_scale: Whether they are above the statistical scale.
        has_diagnosis: Whether they have finished a diagnosis.
        diagnosed_since: The first day on which a diagnosis of theirs was finished, as an ISO date of China.
        diagnosed_before: The first day after that stretch.
        added_since: The first day on which they came to the platform, as an ISO date of China.
        added_before: The first day after that stretch.
        open_tickets: Whether they have tickets that are not closed.
        complained: Whether they have complained.
        name: Part of their name.
        scenario: Ids of scenarios one of which is to suit them; they rank, and leave nobody out by themselves.
        order: Which come first.
    """

    town: str | None = None
    towns: tuple[str, ...] = ()
    except_towns: tuple[str, ...] = ()
    industry: str | None = None
    industries: tuple[str, ...] = ()
    except_industries: tuple[str, ...] = ()
    employees_min: int | None = None
    employees_max: int | None = None
    revenue_min: float | None = None
    revenue_max: float | None = None
    budget: float | None = None
    level: Level | None = None
    span: Span = "exact"
    pains: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    honors: tuple[str, ...] = ()
    above_scale: bool | None = None
    has_diagnosis: bool | None = None
    diagnosed_since: str | None = None
    diagnosed_before: str | None = None
    added_since: str | None = None
    added_before: str | None = None
    open_tickets: bool | None = None
    complained: bool | None = None
    name: str | None = None
    scenario: tuple[str, ...] = ()
    order: Order = "name"

    def given(self) -> dict[str, Any]:
        """Return what is asked for, as plain values."""
        values = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        kept = {name: value for name, (value, default) in values.items() if value != default}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}

    def without_part(self, *names: str) -> EnterpriseFilter:
        """Return the filter without some of its parts."""
        defaults: dict[str, Any] = {field.name: field.default for field in fields(self) if field.name in names}
        return replace(self, **defaults)

    def levels(self) -> tuple[str, ...]:
        """Return the levels asked for; empty for any."""
        if self.level is None:
            return ()
        place = int(self.level[1])
        places = {"exact": range(place, place + 1), "up": range(place, 6), "down": range(place + 1)}[self.span]
        return tuple(f"L{n}" for n in places)


PARTS: tuple[tuple[str, ...], ...] = (
    ("town", "towns", "except_towns"),
    ("industry", "industries", "except_industries"),
    ("employees_min", "employees_max"),
    ("revenue_min", "revenue_max"),
    ("budget",),
    ("level", "span"),
    ("pains",),
    ("systems",),
    ("without",),
    ("honors",),
    ("above_scale",),
    ("has_diagnosis", "diagnosed_since", "diagnosed_before"),
    ("added_since", "added_before"),
    ("open_tickets",),
    ("complained",),
    ("name",),
    ("scenario",),
    ("order",),
)
"""Fields that make one condition together, in the order they are said."""


def fits(profile: Profile, asked: EnterpriseFilter) -> bool:
    """Tell whether an enterprise is among those asked for, as far as facts and diagnosis go.

    Args:
        profile: What is on file.
        asked: The filter; days, tickets, scenario and order are not for this to decide.
    """
    facts = profile.facts
    held = {name: tuple(facts.get(name) or ()) for name in ("pains", "systems", "honors")}
    held["pains"] += profile.standing.pains if profile.standing else ()
    return all(
        (
            asked.town is None or asked.town in str(facts.get("town") or ""),
            not asked.towns or any(town in str(facts.get("town") or "") for town in asked.towns),
            not any(town in str(facts.get("town") or "") for town in asked.except_towns),
            asked.industry is None or facts.get("industry") == asked.industry,
            not asked.industries or facts.get("industry") in asked.industries,
            facts.get("industry") not in asked.except_industries,
            _between(facts.get("employees"), asked.employees_min, asked.employees_max),
            _between(facts.get("revenue_wan"), asked.revenue_min, asked.revenue_max),
            _between(facts.get("budget_wan"), asked.budget, None),
            asked.level is None or profile.level in asked.levels(),
            all(pain in held["pains"] for pain in asked.pains),
            all(system in held["systems"] for system in asked.systems),
            not asked.without or (bool(held["systems"]) and not set(asked.without) & set(held["systems"])),
            all(honor in held["honors"] for honor in asked.honors),
            asked.above_scale is None or facts.get("above_scale") is asked.above_scale,
            asked.has_diagnosis is None or (profile.standing is not None) is asked.has_diagnosis,
            asked.name is None or asked.name in (profile.name or ""),
        )
    )


def _between(value: Any, least: float | None, most: float | None) -> bool:  # noqa: ANN401 -- as on file
    if least is None and most is None:
        return True
    if value is None:
        return False
    return (least is None or value >= least) and (most is None or value <= most)
