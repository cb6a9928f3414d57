"""What is written about follow-ups is what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from tools.domain.follow_ups import shipped
from tools.follow_ups.campaigns import PER_HOUR
from tools.wording import follow_up_rules as wording

TEXT = (Path(__file__).parents[2] / "docs" / "follow-ups.md").read_text(encoding="utf-8")
HEADER = ("规则", "给谁", "什么时候", "发出时还要", "用途", "同一个人最多", "走哪条路", "依据")


def table() -> list[tuple[str, ...]]:
    """The rows of the table of rules, its header first."""
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in TEXT.splitlines() if line[:1] == "|"]
    start = rows.index(HEADER)
    end = next(place for place, row in enumerate(rows[start:], start) if len(row) != len(HEADER))
    return [row for row in rows[start:end] if set(row) != {"---"}]


def test_the_table_holds_every_rule_as_it_is() -> None:
    expected = [
        (
            rule.title,
            rule.who,
            wording.when(rule),
            rule.holds,
            wording.PURPOSES[rule.purpose],
            wording.most(rule),
            wording.routes(rule),
            rule.clause,
        )
        for rule in shipped().rules.values()
    ]
    assert table() == [HEADER, *expected]


def test_the_manners_are_those_of_the_data() -> None:
    manners = shipped().manners
    assert manners.workdays_only
    assert f"只在工作日 {manners.opens.hour}:{manners.opens:%M} 到 {manners.closes.hour}:{manners.closes:%M} 发" in TEXT
    assert f"每人每天最多 {manners.most_a_day} 条，任何七天里最多 {manners.most_a_week} 条" in TEXT
    assert f"对方 {manners.quiet_minutes} 分钟内说过话" in TEXT
    assert manners.answer_days == 2
    assert "两天内回" in TEXT


def test_every_way_is_explained_and_the_pace_is_that_of_campaigns() -> None:
    ways = {row[0] for row in (tuple(re.split(r"\s*\|\s*", line.strip("| "))) for line in TEXT.splitlines())}
    assert set(wording.ROUTES.values()) <= ways
    assert f"每小时最多 {PER_HOUR} 家" in TEXT
