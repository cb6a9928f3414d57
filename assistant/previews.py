"""Who would be told what on the days to come, as a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tools.database.repositories.rules import RuleRepository
from tools.domain.catalogue import csv_of_rows, guarded
from tools.domain.days import today
from tools.follow_ups.foreseeing import Foreseer, days_asked
from tools.kit.errors import NotFound
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tools.database.engine import Database
    from tools.domain.days import Stretch
    from tools.kit.ports import Library

WORDED = 500
"""Rows that are written out with what they would say."""


class Previews:
    """Files for operators; who asks is for the caller to see to.

    Args:
        database: Where follow-ups are kept.
        library: What has been read.
        account: Whether the platform has an official account.
    """

    def __init__(self, database: Database, library: Callable[[], Library], *, account: bool) -> None:
        self._database, self._library, self._account = database, library, account

    async def table(self, first: str, last: str, rule: str, now: datetime) -> tuple[bytes, str]:
        """Return what would go on some days as CSV with a byte order mark, and the file's name.

        Args:
            first: The first day, such as ``2026-11-27``.
            last: The last one.
            rule: Ids of rules with commas between; empty for all that are in use.
            now: The time.

        Raises:
            NotFound: The address names no days, or no rule.
        """
        days = _days(first, last, now)
        async with self._database.read() as session:
            rules = await RuleRepository(session).current()
            named = [rules[name] for name in rule.split(",") if name in rules]
            if rule and not named:
                msg = "no rule"
                raise NotFound(msg, what="file", name="")
            looked = named or [one for one in rules.values() if one.active]
            foreseer = Foreseer(session, now, self._library().catalogs, days, account=self._account)
            rows = await foreseer.table(looked, WORDED)
        text = csv_of_rows([[guarded(cell) for cell in row] for row in rows])
        return text.encode("utf-8-sig"), wording.FILE.format(first=days.first, last=days.last)


def _days(first: str, last: str, now: datetime) -> Stretch:
    try:
        named = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        msg = "no days"
        raise NotFound(msg, what="file", name="") from error
    return days_asked(named, today(now))
