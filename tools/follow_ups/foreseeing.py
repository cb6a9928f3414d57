"""Works out who would be told what on the days to come, as planning and sending would, and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from tools.database.models import FollowUp
from tools.database.repositories.moments import anchor_of
from tools.database.repositories.occasion_facts import facts_of
from tools.database.repositories.planning import PlanningRepository
from tools.database.repositories.reach import ReachRepository
from tools.database.repositories.scenarios import current
from tools.domain.days import Stretch, beginning
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.deadlines import deadlines
from tools.domain.follow_ups.facts import filled
from tools.domain.follow_ups.manners import WEEK, Cap, earliest
from tools.kit.errors import NotFound
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Rule
    from tools.database.engine import Session
    from tools.database.repositories.planning import Planned
    from tools.database.repositories.reach import Way

POOL = 500
"""Occasions of a rule that are looked at, the first due first."""
LONGEST = 31
"""Days that are looked ahead at the most."""
PERSON = ("person",)


class PreviewRow(BaseModel):
    """Something that would be sent.

    Attributes:
        enterprise: The enterprise's name.
        rule: The rule's title.
        text: What it would say; empty where it is not among those that are listed.
        way: The way it would take.
        at: About when, ISO, UTC.
    """

    model_config = ConfigDict(frozen=True)

    enterprise: str
    rule: str
    text: str
    way: str
    at: str


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up that is due by then, planned already or to be.

    Attributes:
        rule: Its rule.
        row: It, as a row; one that is only foreseen is no row of the database.
        enterprise: The enterprise's name.
    """

    rule: Rule
    row: FollowUp
    enterprise: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would come of a follow-up: it goes at a moment by a way, or does not for a reason."""

    due: Due
    at: datetime
    way: Way
    reason: str | None = None


def days_asked(named: tuple[date, date] | None, now: date) -> Stretch:
    """Return the days that are looked at: those that are named as far as they are not past or too far off.

    Args:
        named: The first and the last day that are named; tomorrow where none are.
        now: The day it is in China.
    """
    tomorrow = now + timedelta(days=1)
    first, last = named or (tomorrow, tomorrow)
    end = now + timedelta(days=LONGEST)
    first = min(max(first, now), end)
    return Stretch(first, min(max(last, first), end))


class Foreseer:
    """Works out what would go on some days.

    Args:
        session: Any session.
        now: The time.
        catalogs: The typed records, as the package ships them.
        days: The days.
        account: Whether the platform has an official account.

    Attributes:
        days: The days.
        capped: Of some rule there is more than was looked at.
    """

    def __init__(self, session: Session, now: datetime, catalogs: Catalogs, days: Stretch, *, account: bool) -> None:
        self._session, self._now, self._catalogs, self.days = session, now, catalogs, days
        self._reach = ReachRepository(session, now, account=account)
        self._start = max(beginning(days.first), now)
        self._end = beginning(days.last + timedelta(days=1))
        self.capped = False

    async def foreseen(self, rules: Sequence[Rule]) -> list[Foreseen]:
        """Return what would come of everything that is due by the end of the days, the first first."""
        dues = await self._due(rules)
        ways: dict[tuple[str, str], Way] = {}
        for rule in rules:
            contacts = {due.row.contact_id for due in dues if due.rule.id == rule.id}
            found = await self._reach.ways(contacts, rule.purpose, rule.routes) if contacts else {}
            ways |= {(rule.id, contact): way for contact, way in found.items()}
        span = max([WEEK, *(timedelta(days=rule.within_days) for rule in rules)])
        before = await self._reach.told({due.row.contact_id for due in dues}, self._now - span)
        told = {contact: list(moments) for contact, moments in before.items()}
        made = [self._one(due, ways, told) for due in sorted(dues, key=lambda one: (one.row.due_at, one.enterprise))]
        return [one for one in made if one.reason is not None or one.at >= self._start]

    def _one(
        self,
        due: Due,
        ways: Mapping[tuple[str, str], Way],
        told: dict[str, list[tuple[datetime, str]]],
    ) -> Foreseen:
        """See what would come of one, given what the contact was told, and would be told before it."""
        rule, contact = due.rule, due.row.contact_id
        at, way = max(due.row.due_at, self._now), ways.get((rule.id, contact), "nobody")
        if way in {"opted_out", "nobody"}:
            return Foreseen(due, at, way, way)
        if rule.routes == PERSON:
            return Foreseen(due, at, way)
        before = told.setdefault(contact, [])
        cap = Cap(rule.most, timedelta(days=rule.within_days))
        of_rule = [moment for moment, name in before if name == rule.id]
        allowed = earliest(at, shipped().manners, [moment for moment, _ in before], of_rule, cap)
        if allowed.at >= min(self._end, due.row.expires_at):
            return Foreseen(due, allowed.at, way, allowed.why or "hours")
        before.append((allowed.at, rule.id))
        return Foreseen(due, allowed.at, way)

    async def _due(self, rules: Sequence[Rule]) -> list[Due]:
        planning = PlanningRepository(self._session, deadlines(self._catalogs.policies.values()))
        found: list[Due] = []
        for rule in rules:
            rows = await planning.preview(rule, self._end, now=self._now, limit=POOL)
            self.capped = self.capped or len(rows) == POOL
            found += [Due(rule, self._row(rule, one), one.enterprise or wording.UNNAMED) for one in rows]
            there = await self._reach.due(rule.id, self._end, POOL)
            found += [Due(rule, row, name or wording.UNNAMED) for row, name in there]
        return found

    def _row(self, rule: Rule, one: Planned) -> FollowUp:
        return FollowUp(
            enterprise_id=one.enterprise_id,
            contact_id=one.contact_id,
            rule=rule.id,
            step=one.step,
            period=one.period,
            about=one.about,
            purpose=rule.purpose,
            state="due",
            due_at=one.due_at,
            expires_at=one.due_at + timedelta(days=rule.stale_days),
        )

    async def words(self, one: Foreseen, catalogs: Catalogs) -> str | None:
        """Return what one would say; None where its condition does not hold after all."""
        due = one.due
        if await anchor_of(self._session, due.rule, due.row, one.at, catalogs) is None:
            return None
        try:
            facts = await facts_of(self._session, due.rule, due.row, catalogs, one.at)
            return str(filled(due.rule.words(due.row.step), facts))
        except (NotFound, LookupError, ValueError):
            return wording.NO_WORDS

    async def worded(self, foreseen: Iterable[Foreseen], most: int) -> tuple[list[PreviewRow], int]:
        """Write out the first of those that go, and count those among them whose condition does not hold after all."""
        catalogs = await current(self._session, self._catalogs)
        rows: list[PreviewRow] = []
        moot = 0
        for one in foreseen:
            if len(rows) == most:
                break
            text = await self.words(one, catalogs)
            if text is None:
                moot += 1
                continue
            rows.append(
                PreviewRow(
                    enterprise=one.due.enterprise,
                    rule=one.due.rule.title,
                    text=text,
                    way=one.way,
                    at=one.at.isoformat(),
                )
            )
        return rows, moot

    async def table(self, rules: Sequence[Rule], most: int) -> list[tuple[str, ...]]:
        """Return what would come of everything as rows of a table, its header first.

        Args:
            rules: Those that are looked at.
            most: How many are written out in full; the others without what they would say.
        """
        catalogs = await current(self._session, self._catalogs)
        rows: list[tuple[str, ...]] = [wording.COLUMNS]
        for place, one in enumerate(await self.foreseen(rules)):
            text: str | None = ""
            if one.reason is None and place < most:
                text = await self.words(one, catalogs)
            reason = one.reason or ("moot" if text is None else None)
            rows.append(
                (
                    one.due.enterprise,
                    one.due.rule.title,
                    wording.when(one.due.rule, [step for step in one.due.rule.steps if step.name == one.due.row.step]),
                    wording.moment(one.at),
                    wording.ROUTES.get(one.way, ""),
                    wording.STAYS.format(reason=reason_in_words(reason)) if reason else wording.GOES,
                    text or "",
                )
            )
        return rows


def reason_in_words(name: str) -> str:
    """Say why something would not go."""
    return wording.REASONS[name].format(week=shipped().manners.most_a_week)
