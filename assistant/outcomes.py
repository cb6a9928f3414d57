"""What came of follow-ups as files: every one of them as a table, and the rules as a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.outcomes import Filter, OutcomeRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.rules import RuleRepository
from tools.documents import charts
from tools.domain.catalogue import csv_of_rows, guarded
from tools.domain.follow_ups import shipped
from tools.domain.outcomes import lately, stretch_asked
from tools.follow_ups.rows import cells, span_of
from tools.follow_ups.telling import ordered
from tools.kit.errors import NotFound
from tools.wording import follow_ups as wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tools.database.engine import Database
    from tools.domain.days import Stretch

LONGEST = 400
"""Characters of an argument."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for.

    Attributes:
        period: Two days, as ``show_follow_ups`` writes them.
        rule: Ids of rules with commas between; empty for all.
        enterprise: Id of an enterprise; empty for all.
    """

    period: str = ""
    rule: str = ""
    enterprise: str = ""


class Outcomes:
    """Files for operators; who asks is for the caller to see to.

    Args:
        database: Where follow-ups are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def table(self, asked: Asked, now: datetime) -> tuple[bytes, str]:
        """Return the follow-ups of some days as CSV with a byte order mark, and the file's name.

        Args:
            asked: What the address holds.
            now: The time.

        Raises:
            NotFound: The address names no days.
        """
        days, wanted = _filter(asked, now)
        async with self._database.read() as session:
            rows = await OutcomeRepository(session).rows(wanted)
            rules = await RuleRepository(session).current()
            who = await PeopleRepository(session).names({row.done_by for row, _ in rows if row.done_by})
        manners = shipped().manners
        lines = [[guarded(cell) for cell in cells(row, name, rules, manners, who)] for row, name in rows]
        text = csv_of_rows([wording.COLUMNS, *lines])
        return text.encode("utf-8-sig"), wording.FILE.format(first=days.first, last=days.last)

    async def counted(self, asked: Asked, now: datetime) -> tuple[Mapping[str, tuple[int, int, int]], str]:
        """Return what the chart shows: sent, answered and converted by the rule's title, and its heading.

        Args:
            asked: What the address holds.
            now: The time.

        Raises:
            NotFound: The address names no days, or nothing was sent in them.
        """
        days, wanted = _filter(asked, now)
        async with self._database.read() as session:
            counts = await OutcomeRepository(session).counts(wanted, shipped().manners, now)
            rules = await RuleRepository(session).current()
        found = {
            rules[name].title if name in rules else name: (tally.sent, tally.answered, tally.converted)
            for name, tally in ordered(counts, rules)
            if tally.sent
        }
        if not found:
            msg = "nothing was sent"
            raise NotFound(msg, what="file", name="")
        return found, wording.CHART_HEADING.format(span=span_of(days, now))

    def chart(self, outcomes: Mapping[str, tuple[int, int, int]], heading: str) -> bytes:
        """Draw the chart; takes some tenths of a second.

        Raises:
            Unavailable: No font on this machine has Chinese in it.
        """
        return charts.bars(outcomes, heading)


def _filter(asked: Asked, now: datetime) -> tuple[Stretch, Filter]:
    """Return the days and the filter that an address asks for.

    Raises:
        NotFound: It names no days, or is too long.
    """
    if max(map(len, (asked.period, asked.rule, asked.enterprise))) > LONGEST:
        msg = "too long"
        raise NotFound(msg, what="file", name="")
    days = stretch_asked(normalise(asked.period), now) if asked.period else lately(now)
    if days is None:
        msg = "no days"
        raise NotFound(msg, what="file", name="")
    rules = tuple(part for part in asked.rule.split(",") if part)
    return days, Filter(days.start, days.end, rules, asked.enterprise or None)
