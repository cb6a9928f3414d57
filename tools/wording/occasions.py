"""How the facts of a follow-up are written into its words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date

SHANGHAI = ZoneInfo("Asia/Shanghai")

UNNAMED = "贵企业"
LEVEL = "{level} {name}"
NO_LEVEL = "未定级"
NO_SCORE = "—"
LIST_COMMA = "、"
UNSETTLED = "，还有{count}条要您自己核对"
"""Follows on "none of the known conditions is not met"."""
LONGEST_TITLE = 24
ELLIPSIS = "…"
MOST_SCENARIOS = 3
"""Scenarios that are named in one message."""


def short(text: str) -> str:
    """Write a text as a title: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + ELLIPSIS


def written(day: date) -> str:
    """Write a day as people of the place read it."""
    return f"{day.month}月{day.day}日"
