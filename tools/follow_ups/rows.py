"""What the tools on follow-ups give back, and how one follow-up is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from tools.domain.days import SHANGHAI, Stretch
from tools.kit.tool import ToolResult
from tools.wording import follow_ups as wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from corpus.follow_ups import Manners, Rule
    from tools.database.models import FollowUp

DAY = 86400
"""Seconds."""


class RuleOutcome(BaseModel):
    """What came of one rule.

    Attributes:
        rule: Its id.
        title: What operators call it.
        sent: Follow-ups sent.
        answered: Those answered in time.
        converted: Those after which what they asked for was done in time.
        opted_out: People who wanted no more soon after one.
        uncertain: Those that may not have arrived; not counted as sent.
        to_people: Those that were for a person to do.
        done: Those of them that were done.
        cancelled: Those not sent any more, by reason.
        expired: Those that could not be sent in time, by reason.
        failed: Those that failed, by reason.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    title: str
    sent: int = 0
    answered: int = 0
    converted: int = 0
    opted_out: int = 0
    uncertain: int = 0
    to_people: int = 0
    done: int = 0
    cancelled: dict[str, int]
    expired: dict[str, int]
    failed: dict[str, int]


class OneFollowUp(BaseModel):
    """One follow-up of an enterprise; moments are ISO, UTC."""

    model_config = ConfigDict(frozen=True)

    rule: str
    step: str
    state: str
    route: str | None
    reason: str | None
    text: str | None
    told_at: str | None
    replied_at: str | None
    converted_at: str | None


class FollowUpOverview(ToolResult):
    """What follow-ups were sent in some days, and what came of them.

    Attributes:
        days: The first and the last day.
        enterprise: Id of the one enterprise it is about.
        rules: By rule; not of one enterprise.
        sent: All that were sent.
        answered: Those answered in time.
        converted: Those after which what they asked for was done in time.
        opted_out: People who wanted no more of something in these days.
        failed: Those that failed.
        held_back: Those put off now, by reason.
        follow_ups: One enterprise's, the newest first.
    """

    days: str
    enterprise: str | None = None
    rules: tuple[RuleOutcome, ...] = ()
    sent: int
    answered: int
    converted: int
    opted_out: int
    failed: int = 0
    held_back: dict[str, int]
    follow_ups: tuple[OneFollowUp, ...] = ()


def span_of(days: Stretch, now: datetime) -> str:
    """Write days as people read them."""
    year = now.astimezone(SHANGHAI).year

    def told(day: date) -> str:
        form = wording.DATE if day.year == year else wording.DATE_OF_YEAR
        return form.format(year=day.year, month=day.month, day=day.day)

    form = wording.ONE_DAY if days.first == days.last else wording.SPAN
    return form.format(first=told(days.first), last=told(days.last))


def short(text: str | None, longest: int) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join((text or "").split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def step_of(row: FollowUp, rules: Mapping[str, Rule]) -> str:
    """Say which rule a follow-up is of, and its how manieth step."""
    rule = rules.get(row.rule)
    if rule is None:
        return row.rule
    names = [step.name for step in rule.steps]
    if len(names) == 1 or row.step not in names:
        return rule.title
    return wording.STEP.format(rule=rule.title, place=names.index(row.step) + 1)


def result_of(row: FollowUp, manners: Manners) -> str:
    """Say what came of a follow-up: what its people did, or why it was not sent."""
    told = wording.STATES[row.state]
    if row.state == "sent":
        found = [
            wording.REPLIED.format(day=wording.day(row.replied_at)) if row.replied_at else "",
            wording.CONVERTED_ON.format(day=wording.day(row.converted_at))
            if row.converted_at and in_time(row, manners)
            else "",
        ]
        unseen = row.route == "web" and row.shown_at is None
        told = wording.LIST_COMMA.join(filter(None, found)) or (wording.UNSEEN_ONE if unseen else wording.NO_REPLY)
    elif row.reason and row.state not in {"task", "done"}:
        told += wording.WHY.format(reasons=wording.reason(row.reason))
    return told + (wording.SEMICOLON + wording.NOTE.format(note=row.note) if row.note else "")


def in_time(row: FollowUp, manners: Manners) -> bool:
    """Tell whether what a follow-up asked for was done soon enough to count as its doing."""
    if row.converted_at is None or row.told_at is None:
        return False
    return (row.converted_at - row.told_at).total_seconds() <= manners.converted_days * DAY


def cells(
    row: FollowUp, enterprise: str | None, rules: Mapping[str, Rule], manners: Manners, who: Mapping[str, str]
) -> tuple[str, ...]:
    """Write a follow-up as a line of a table, under ``wording.COLUMNS``.

    Args:
        row: The follow-up.
        enterprise: Its enterprise's name.
        rules: All rules by id.
        manners: How long after it something counts as its doing.
        who: Names of operators by contact id.
    """
    rule = rules.get(row.rule)
    names = [step.name for step in rule.steps] if rule else []
    return (
        enterprise or wording.UNNAMED,
        rule.title if rule else row.rule,
        str(names.index(row.step) + 1) if row.step in names else row.step,
        wording.STATES[row.state],
        wording.ROUTES.get(row.route or "", ""),
        wording.reason(row.reason) if row.reason else "",
        wording.stamp(row.told_at),
        " ".join((row.text or "").split()),
        wording.stamp(row.shown_at),
        wording.stamp(row.replied_at),
        wording.stamp(row.converted_at if in_time(row, manners) else None),
        wording.stamp(row.ended_at),
        who.get(row.done_by or "", ""),
        " ".join((row.note or "").split()),
    )
