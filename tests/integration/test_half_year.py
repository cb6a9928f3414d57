"""The simulated half-year: every follow-up has its account, and what breaks the rules of manners is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from evals.simulation import __main__ as command
from evals.simulation.firms import Firm
from evals.simulation.running import Half, Row
from evals.simulation.telling import checks, report
from evals.simulation.world import SHANGHAI, Ledger
from tools.domain.follow_ups import shipped

if TYPE_CHECKING:
    from pathlib import Path

NINE = datetime(2026, 1, 8, 9, 0, tzinfo=SHANGHAI)
"""A Thursday, when the hours open."""


FIRM = Firm.made(0, 7)


def row(number: int, told_at: datetime | None, **values: Any) -> Row:
    filled = {"rule": "report_unread", "state": "sent", "route": "web", "reason": None, "purpose": "diagnosis"} | values
    return Row(
        id=str(number),
        contact_id=FIRM.contact,
        step="day2",
        text="报告还没打开过",
        told_at=told_at,
        replied_at=None,
        converted_at=None,
        **filled,
    )


def half(
    *rows: Row, planned: int | None = None, ledger: Ledger | None = None, spoke: tuple[datetime, ...] = ()
) -> Half:
    firm = replace(FIRM, spoke=list(spoke))
    return Half(
        firms={firm.contact: firm}, rules=shipped().rules, rows=rows, planned=len(rows) if planned is None else planned,
        ledger=ledger or Ledger(), seed=7, days=10, seconds=1.0,
    )  # fmt: skip


def broken(of: Half) -> dict[str, int]:
    return {name: count for name, (_, count) in checks(of).items() if count}


def test_a_short_one_is_accounted_for_in_good_manners(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--firms", "60", "--days", "12", "--seed", "3", "--reports", str(tmp_path)]
    assert command.main(arguments) == 0
    written = (tmp_path / "simulation.md").read_text(encoding="utf-8")
    assert "条回访全部有下落，规矩一条没破。" in written
    assert "60 家企业，2026-01-05 至 2026-01-16" in written
    assert "| 没有下落 | 0 |" in written
    assert "None" not in written
    assert "半年回访模拟" in capsys.readouterr().out


def test_what_is_in_order_is_not_held_against_it() -> None:
    week = [row(n, NINE + timedelta(days=n), rule=rule) for n, rule in enumerate(("report_unread", "ticket_recorded"))]
    assert broken(half(*week)) == {}


@pytest.mark.parametrize(
    ("at", "early"),
    [
        (NINE - timedelta(seconds=1), True),
        (NINE, False),
        (NINE.replace(hour=19, minute=59), False),
        (NINE.replace(hour=20), True),
        (NINE.replace(day=10), True),
        (datetime(2026, 2, 14, 10, tzinfo=SHANGHAI), False),  # a Saturday that is worked
        (datetime(2026, 2, 17, 10, tzinfo=SHANGHAI), True),  # the new year
    ],
    ids=str,
)
def test_hours_are_looked_at(at: datetime, *, early: bool) -> None:
    assert broken(half(row(1, at))) == ({"hours": 1} if early else {})


def test_caps_are_looked_at() -> None:
    same_day = [row(n, NINE + timedelta(hours=n), rule=rule) for n, rule in enumerate(("ticket_recorded", "campaign"))]
    assert broken(half(*same_day)) == {"day": 2}
    rules = ("ticket_recorded", "campaign", "promise_made", "policy_deadline")
    four = [
        row(n, NINE + timedelta(days=day), rule=rule)
        for n, (day, rule) in enumerate(zip((0, 1, 4, 5), rules, strict=True))
    ]
    assert broken(half(*four)) == {"week": 1}
    twice = [row(n, NINE + timedelta(days=day)) for n, day in enumerate((0, 11))]
    assert broken(half(*twice)) == {"rule": 1}


def test_opt_outs_talks_doubles_and_windows_are_looked_at() -> None:
    ledger = Ledger()
    ledger.stops[FIRM.contact] += [(NINE - timedelta(minutes=40), "diagnosis")]
    assert broken(half(row(1, NINE), ledger=ledger)) == {"opted_out": 1}
    assert broken(half(row(1, NINE, purpose="ticket"), ledger=ledger)) == {}
    assert broken(half(row(1, NINE), spoke=(NINE - timedelta(minutes=29),))) == {"talking": 1}
    assert broken(half(row(1, NINE), spoke=(NINE - timedelta(minutes=30),))) == {}
    twice = Ledger()
    twice.sent["1"] = 2
    twice.shut = 1
    assert broken(half(row(1, NINE), ledger=twice)) == {"doubled": 1, "window": 1}


def test_a_bad_half_year_is_called_one() -> None:
    text = report(half(row(1, NINE - timedelta(hours=1)), planned=2))
    assert "没有对上账：1 条没有下落，规矩破了 1 次。" in text
    assert "**破了 1 次**" in text


def test_what_was_not_sent_says_why() -> None:
    text = report(
        half(row(1, None, state="cancelled", reason="superseded"), row(2, None, state="expired", reason="hours"))
    )
    assert "| 取消了 | 被后一次取代 | 1 |" in text
    assert "| 过期没发 | 不在发送时段 | 1 |" in text
    assert "其余 2 条没发" in text
