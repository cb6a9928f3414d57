"""Single figures of the overview, each in a line of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.region.periods import MONTHS, SHANGHAI
from tools.wording import region as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tools.domain.region import Period

MOST = 8
"""Items of a distribution that are named."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one stretch of time.

    Attributes:
        values: By the name of the row.
        score: The average of the scores given; None without any.
        scores: How many were given.
        kinds: Tickets opened, by kind.
    """

    values: Mapping[str, int]
    score: Decimal | None
    scores: int
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What single figures are told from.

    Attributes:
        period: The stretch of time.
        now: The time.
        this: What happened in it.
        last: What happened before it.
        enterprises: All at its end, those of them verified, and those that are new.
        diagnosed: Enterprises that have finished a diagnosis.
        levels: How levels are distributed, in words.
        overdue: Tickets that are late now.
        shares: Enterprises by town, by industry and by pain.
    """

    period: Period
    now: datetime
    this: Counts
    last: Counts
    enterprises: Mapping[str, int]
    diagnosed: int
    levels: str
    overdue: int
    shares: Mapping[str, Mapping[str, int]]

    def told(self, names: Sequence[str]) -> str:
        """Tell some figures.

        Args:
            names: Which.
        """
        return "\n\n".join(dict.fromkeys(self._line(name) for name in names))

    def _line(self, name: str) -> str:
        this, before = named(self.period, self.now)
        total = self.enterprises["total"]
        if name in wording.FIGURE_MOST_TITLES:
            return self._most(name)
        if name == "satisfaction":
            return wording.FIGURE_SCORE.format(
                this=this, now=average(self.this), before=before, then=average(self.last)
            )
        if name in wording.TICKET_KINDS:
            now, then = (counted.kinds.get(name, 0) for counted in (self.this, self.last))
            kind = wording.TICKET_KINDS[name]
            told = {"this": this, "before": before, "change": change(Decimal(now - then))}
            return wording.FIGURE_OF_KIND.format(kind=kind, now=now, then=then, **told)
        if name in self.this.values:
            line = self._counted(name, this, before)
            return line + self._line("undiagnosed") if name == "finished" else line
        lines = {
            "total": wording.FIGURE_TOTAL.format(this=this, **self.enterprises),
            "verified": wording.FIGURE_VERIFIED.format(total=total, verified=self.enterprises["verified"]),
            "undiagnosed": wording.FIGURE_UNDIAGNOSED.format(none=max(total - self.diagnosed, 0), done=self.diagnosed),
            "overdue": wording.FIGURE_OVERDUE.format(count=self.overdue),
            "levels": self.levels,
        }
        return lines[name] if name in lines else self._changes(this, before)

    def _counted(self, name: str, this: str, before: str) -> str:
        now, then = self.this.values[name], self.last.values[name]
        return wording.FIGURE.format(
            title=wording.COUNT_ROWS[name],
            unit=wording.COUNT_UNITS[name],
            this=this,
            now=now,
            before=before,
            then=then,
            change=change(Decimal(now - then)),
        )

    def _most(self, name: str) -> str:
        title, counted = wording.FIGURE_MOST_TITLES[name], Counter(self.shares[name])
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
        if not ranked:
            return wording.FIGURE_NOTHING.format(title=title)
        most = [key for key, count in ranked if count == ranked[0][1]]
        left = self.enterprises["total"] - counted.total() if name != "pains" else 0
        return wording.FIGURE_MOST.format(
            title=title,
            most=wording.LIST_COMMA.join(most),
            count=ranked[0][1],
            all=wording.LIST_COMMA.join(wording.PAIN_COUNT.format(name=key, count=count) for key, count in ranked),
            none=wording.FIGURE_LEFT.format(count=left) if left > 0 else "",
        )

    def _changes(self, this: str, before: str) -> str:
        apart = [(name, now - self.last.values[name]) for name, now in self.this.values.items()]
        told = [
            wording.CHANGED_ITEM.format(
                title=wording.COUNT_ROWS[name], now=self.this.values[name], change=change(Decimal(by))
            )
            for name, by in apart
            if by
        ]
        rest = [wording.NOT_CHANGED] if told and len(told) < len(apart) else []
        changes = wording.LIST_COMMA.join([*told, *rest]) or wording.NOTHING_CHANGED
        return wording.CHANGED_FROM.format(this=this, before=before, changes=changes)


def named(period: Period, now: datetime) -> tuple[str, str]:
    """Return how people call a stretch of time and the one before it.

    Args:
        period: The stretch.
        now: The time.
    """
    kind, running = period.kind, period.start <= now < period.end
    if kind == "days":
        count = (period.end - period.start).days
        return wording.THIS[kind].format(count=count), wording.BEFORE[kind].format(count=count)
    recent = now < period.end + (period.end - period.start)
    if kind in wording.PARTS_OF_YEAR or (kind != "month" and not recent):
        return titled(period.start, kind), titled(period.before, kind)
    if running:
        return wording.THIS[kind], wording.BEFORE[kind]
    if kind != "month":
        return wording.BEFORE[kind], wording.BEFORE_THAT[kind]
    months = [at.astimezone(SHANGHAI).month for at in (period.start, period.before)]
    return wording.MONTH_ALONE.format(month=months[0]), wording.MONTH_ALONE.format(month=months[1])


def titled(start: datetime, kind: str) -> str:
    """Name a stretch of time by the calendar.

    Args:
        start: Its first moment.
        kind: What it is a stretch of.
    """
    first = start.astimezone(SHANGHAI)
    parts = wording.PARTS_OF_YEAR.get(kind, ("",))
    part = parts[(first.month - 1) * len(parts) // MONTHS]
    return wording.LABELS[kind].format(year=first.year, month=first.month, day=first.day, part=part)


def average(counted: Counts) -> str:
    """Write an average of scores."""
    if counted.score is None:
        return wording.NO_SCORES
    return wording.AVERAGE.format(value=wording.figure(counted.score), count=counted.scores)


def change(difference: Decimal) -> str:
    """Write how far a figure has moved."""
    if not difference:
        return wording.SAME_AS
    return (wording.UP if difference > 0 else wording.DOWN).format(value=wording.figure(abs(difference)))
