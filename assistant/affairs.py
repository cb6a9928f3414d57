"""What the demo region has decided on and promised, and when things happened in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import floor
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tools.database.repositories.demo import PREFIX
from tools.domain import days

if TYPE_CHECKING:
    from corpus.demo import DemoAdoption, DemoPromise, DemoRegion

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = 12
OPERATOR = "demo-operator"
Row = dict[str, Any]


def moment_of(moment: float, now: datetime) -> datetime:
    """Return a moment of the data as a time, see ``DemoRegion``.

    Args:
        moment: In months.
        now: The time.
    """
    today = now.astimezone(SHANGHAI)
    months = today.year * MONTHS + today.month - 1 + floor(moment)
    start, end = _first(months), min(_first(months + 1), now)
    return (start + (end - start) * (moment - floor(moment))).replace(microsecond=0)


def _first(months: int) -> datetime:
    """Return the first moment of a month, counted from the year 0, in UTC."""
    return datetime(months // MONTHS, months % MONTHS + 1, 1, tzinfo=SHANGHAI).astimezone(UTC)


def affairs(region: DemoRegion, now: datetime) -> dict[str, list[Row]]:
    """Return the rows of decisions on scenarios, of their use, and of promises, by table.

    Args:
        region: As the data files hold it.
        now: The time.
    """
    rows: dict[str, list[Row]] = {"adoptions": [], "adoption_uses": [], "promises": []}
    for place, adoption in enumerate(region.adoptions):
        _adopted(rows, place, adoption, now)
    for place, promise in enumerate(region.promises):
        rows["promises"].append(_promised(place, promise, now))
    return rows


def _id(*parts: object) -> str:
    return PREFIX + "-".join(map(str, parts))


def _adopted(rows: dict[str, list[Row]], place: int, one: DemoAdoption, now: datetime) -> None:
    at, firm, contact = moment_of(one.at, now), _id(one.firm), _id("contact", one.firm)
    on = None if one.go_live is None else days.today(moment_of(one.go_live, now))
    if one.ahead is not None:
        on = days.today(now) + timedelta(days=one.ahead)
    rows["adoptions"].append(
        {
            "id": _id("adoption", place),
            "enterprise_id": firm,
            "contact_id": contact,
            "scenario_id": one.scenario,
            "state": one.state,
            "go_live_at": days.beginning(on) if on else None,
            "note": one.note,
            "recorded_by": contact,
            "turn_id": None,
            "created_at": at,
            "updated_at": at,
            "ended_at": None,
        }
    )
    for count, use in enumerate(one.uses):
        rows["adoption_uses"].append(
            {
                "id": _id("use", place, count),
                "adoption_id": _id("adoption", place),
                "enterprise_id": firm,
                "per_week": use.per_week,
                "minutes": use.minutes,
                "coverage": use.coverage,
                "effect": use.effect,
                "words": "",
                "contact_id": contact,
                "turn_id": None,
                "recorded_at": moment_of(use.at, now),
            }
        )


def _promised(place: int, one: DemoPromise, now: datetime) -> Row:
    contact = _id("contact", one.firm)
    due = days.morning(days.today(now) + timedelta(days=one.ahead))
    made = moment_of(one.at, now)
    return {
        "id": _id("promise", place),
        "enterprise_id": _id(one.firm),
        "contact_id": contact,
        "made_by": contact if one.side == "enterprise" else OPERATOR,
        "side": one.side,
        "text": one.text,
        "state": one.state,
        "due_at": due,
        "turn_id": None,
        "created_at": made,
        "ended_at": None if one.state == "open" else max(made, min(due, now)),
    }
