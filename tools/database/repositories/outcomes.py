"""Queries on what came of follow-ups: counts by rule, one enterprise's, opt-outs, and what a person has to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from tools.database.models import Audience, Contact, Enterprise, FollowUp, OptOut, Outgoing
from tools.database.repositories.instants import DAY, later
from tools.domain.notices import ALL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from corpus.follow_ups import Manners
    from tools.database.engine import Session

TOLD = ("sent", "uncertain")
UNSENT = ("cancelled", "expired", "failed")
LEFT_BEHIND = ("uncertain", "failed", "expired")
"""States that end in nothing unless a person looks after it."""
LOOKED_BACK = timedelta(days=14)
"""How long a person is reminded of what was left behind."""
MOST_ROWS = 20_000
"""Rows of a file."""
ENTERPRISE = "enterprise"

Work = Literal["owed", "task", "uncertain", "failed", "expired"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which follow-ups are counted.

    Attributes:
        start: From this moment on, UTC.
        end: Before this one.
        rules: Of these rules; empty for all.
        enterprise: Of this enterprise, by its id.
    """

    start: datetime
    end: datetime
    rules: tuple[str, ...] = ()
    enterprise: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Follow-ups that share a rule, a state, a reason and a route.

    Attributes:
        answered: Those answered in time.
        converted: Those after which what they asked for was done in time.
        running: Those not converted whose time is not over.
        unseen: Those in a web inbox that nobody has opened yet.
    """

    rule: str
    state: str
    reason: str | None
    route: str | None
    count: int
    answered: int
    converted: int
    running: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """An opt-out: whose, of what, in which words, and whether it still stands."""

    enterprise: str | None
    contact: str
    purpose: str
    words: str
    at: datetime
    ended: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Answers that were made and have not arrived with somebody.

    Attributes:
        contact: Id of who waits.
        enterprise: Its name, where they have one.
        count: How many answers.
        since: When the oldest of them was made.
        blocked: Why nothing can be sent to them, as the channel reported it.
    """

    contact: str
    enterprise: str | None
    count: int
    since: datetime
    blocked: str | None


class OutcomeRepository:
    """What came of follow-ups; a stretch of time includes its start and excludes its end."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def counts(self, asked: Filter, manners: Manners, now: datetime) -> Sequence[Count]:
        """Count follow-ups by rule, state, reason and route, whose moment lies in a stretch of time.

        Args:
            asked: Which.
            manners: How long after it something counts as its doing.
            now: The time.
        """
        days = timedelta(days=manners.converted_days)
        converted = FollowUp.converted_at <= later(FollowUp.told_at, manners.converted_days * DAY)
        running = and_(FollowUp.converted_at.is_(None), FollowUp.told_at > now - days)
        unseen = and_(FollowUp.route == "web", FollowUp.shown_at.is_(None))
        groups = (FollowUp.rule, FollowUp.state, FollowUp.reason, FollowUp.route)
        query = (
            select(
                *groups,
                func.count(),
                _sum(FollowUp.replied_at.is_not(None)),
                _sum(converted),
                _sum(running),
                _sum(unseen),
            )
            .where(*_asked(asked))
            .group_by(*groups)
        )
        return [
            Count(row[0], row[1], row[2], row[3], *(int(value or 0) for value in row[4:]))
            for row in (await self._session.execute(query)).all()
        ]

    async def opted_out(self, asked: Filter, manners: Manners) -> dict[str, int]:
        """Count by rule who opted out soon after a follow-up of a stretch of time, the last they had before."""
        query = (
            select(FollowUp.rule, func.count(func.distinct(OptOut.contact_id)))
            .join(OptOut, OptOut.contact_id == FollowUp.contact_id)
            .where(*_asked(asked), *_led_to_it(manners))
            .group_by(FollowUp.rule)
        )
        return {row[0]: int(row[1]) for row in (await self._session.execute(query)).all()}

    async def refusals(self, asked: Filter, manners: Manners, limit: int) -> tuple[Sequence[Refusal], int]:
        """Return what people of enterprises wanted no more of, the newest first, and how many people did.

        Args:
            asked: The time, the enterprise where one is named, and the rules they had just heard of.
            manners: How soon after a follow-up that is.
            limit: How many at the most.
        """
        wanted = [OptOut.created_at >= asked.start, OptOut.created_at < asked.end, Contact.role == ENTERPRISE]
        if asked.enterprise:
            wanted.append(Contact.enterprise_id == asked.enterprise)
        if asked.rules:
            heard = select(FollowUp.id).where(
                FollowUp.contact_id == OptOut.contact_id, FollowUp.rule.in_(asked.rules), *_led_to_it(manners)
            )
            wanted.append(heard.correlate(OptOut).exists())
        own = Contact.id == OptOut.contact_id
        people = select(func.count(func.distinct(OptOut.contact_id))).join(Contact, own).where(*wanted)
        query = (
            select(Enterprise.name, OptOut)
            .select_from(OptOut)
            .join(Contact, own)
            .outerjoin(Enterprise, Enterprise.id == Contact.enterprise_id)
            .where(*wanted)
            .order_by(OptOut.created_at.desc(), OptOut.id)
            .limit(limit)
        )
        found = [
            Refusal(name, one.contact_id, one.purpose, one.words, one.created_at, one.ended_at is not None)
            for name, one in (await self._session.execute(query)).all()
        ]
        return found, int(await self._session.scalar(people) or 0)

    async def held_back(self, asked: Filter, now: datetime) -> dict[str, int]:
        """Count by reason what is due and was put off, as it is now."""
        query = (
            select(FollowUp.reason, func.count())
            .where(FollowUp.state == "due", FollowUp.reason.is_not(None), FollowUp.due_at > now, *_narrowed(asked))
            .group_by(FollowUp.reason)
        )
        return {str(row[0]): int(row[1]) for row in (await self._session.execute(query)).all()}

    async def rows(self, asked: Filter, limit: int = MOST_ROWS) -> Sequence[tuple[FollowUp, str | None]]:
        """Return the follow-ups of a stretch of time with their enterprises' names, the newest first."""
        query = (
            select(FollowUp, Enterprise.name)
            .join(Enterprise, Enterprise.id == FollowUp.enterprise_id)
            .where(*_asked(asked))
            .order_by(_moment().desc(), FollowUp.id)
            .limit(limit)
        )
        return [(row, name) for row, name in (await self._session.execute(query)).all()]

    async def count(self, asked: Filter) -> int:
        """Count the follow-ups of a stretch of time."""
        query = select(func.count()).select_from(FollowUp).where(*_asked(asked))
        return int(await self._session.scalar(query) or 0)

    # --- what a person has to do --------------------------------------------------------------------------------------

    async def tasks(self, now: datetime, enterprise: str | None = None) -> Sequence[tuple[FollowUp, str | None, Work]]:
        """Return what a person has to do, with the enterprise's name and what it is, the most urgent first.

        Args:
            now: The time; what was left behind is looked at for ``LOOKED_BACK``.
            enterprise: Of this enterprise alone, by its id.
        """
        owed = and_(FollowUp.state == "task", FollowUp.rule == OWED)
        kind = case((owed, "owed"), else_=FollowUp.state)
        rank = case((owed, 0), *((FollowUp.state == state, place) for place, state in enumerate(RANKS, 1)), else_=9)
        query = (
            select(FollowUp, Enterprise.name, kind)
            .join(Enterprise, Enterprise.id == FollowUp.enterprise_id)
            .where(_open(now), *([FollowUp.enterprise_id == enterprise] if enterprise else ()))
            .order_by(rank, FollowUp.due_at, FollowUp.id)
        )
        return [(row, name, work) for row, name, work in (await self._session.execute(query)).all()]

    async def open_tasks(self, now: datetime) -> int:
        """Count what a person has to do."""
        query = select(func.count()).select_from(FollowUp).where(_open(now))
        return int(await self._session.scalar(query) or 0)

    async def get(self, follow_up_id: str) -> tuple[FollowUp, str | None] | None:
        """Return a follow-up with its enterprise's name."""
        query = (
            select(FollowUp, Enterprise.name)
            .join(Enterprise, Enterprise.id == FollowUp.enterprise_id)
            .where(FollowUp.id == follow_up_id)
            .execution_options(populate_existing=True)
        )
        found = (await self._session.execute(query)).one_or_none()
        return None if found is None else (found[0], found[1])

    async def finish(self, follow_up_id: str, contact_id: str, note: str, now: datetime, *, needed: bool) -> bool:
        """Take something a person had to do as done; False where it is not, or no longer, to be done.

        Args:
            follow_up_id: The follow-up.
            contact_id: Id of the operator who says so.
            note: What came of it.
            now: When.
            needed: Somebody did it; otherwise nobody had to.
        """
        ended = "done" if needed else "cancelled"
        task = FollowUp.state == "task"
        statement = (
            update(FollowUp)
            .where(FollowUp.id == follow_up_id, _open(now))
            .values(
                # What was sent in vain stays counted as that.
                state=case((task, ended), else_=FollowUp.state),
                reason=FollowUp.reason if needed else case((task, NOT_NEEDED), else_=FollowUp.reason),
                ended_at=func.coalesce(FollowUp.ended_at, now),
                done_by=contact_id,
                note=note or None,
            )
            .returning(FollowUp.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def undelivered(self, overdue: Collection[str], before: datetime) -> Sequence[Unread]:
        """Return who waits for answers that have not arrived, the longest first.

        Args:
            overdue: Ids of the answers that should have.
            before: Answers to those the channel has shut out count too, where they were made before this moment.
        """
        query = (
            select(
                Contact.id,
                Enterprise.name,
                func.count(),
                func.min(Outgoing.created_at, type_=Outgoing.created_at.type),
                func.max(Audience.blocked),
            )
            .select_from(Outgoing)
            .join(Contact, and_(Contact.channel == Outgoing.channel, Contact.external_id == Outgoing.user))
            .outerjoin(Enterprise, Enterprise.id == Contact.enterprise_id)
            .outerjoin(Audience, and_(Audience.channel == Outgoing.channel, Audience.user == Outgoing.user))
            .where(
                Outgoing.state.in_(("waiting", "sending")),
                Outgoing.purpose.in_(("answer", "relay")),
                Contact.role == ENTERPRISE,
                or_(
                    Outgoing.id.in_(overdue),
                    and_(Audience.blocked.is_not(None), Audience.following.is_(True), Outgoing.created_at < before),
                ),
            )
            .group_by(Contact.id, Enterprise.name)
            .order_by(func.min(Outgoing.created_at), Contact.id)
        )
        return [
            Unread(row[0], row[1], int(row[2]), row[3], row[4]) for row in (await self._session.execute(query)).all()
        ]


OWED = "promise_owed"
"""The rule of what the platform itself has promised."""
RANKS = ("task", "uncertain", "failed", "expired")
NOT_NEEDED = "not_needed"


def _sum(condition: Any) -> ColumnElement[Any]:  # noqa: ANN401 -- a clause
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _moment() -> ColumnElement[Any]:
    """Return when something happened to a follow-up: told, given up, or, of one for a person, made."""
    return case(
        (FollowUp.state.in_((*TOLD, "sending")), FollowUp.told_at),
        (FollowUp.state.in_(UNSENT), FollowUp.ended_at),
        else_=FollowUp.created_at,
    )


def _narrowed(asked: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.rules:
        found.append(FollowUp.rule.in_(asked.rules))
    if asked.enterprise:
        found.append(FollowUp.enterprise_id == asked.enterprise)
    return found


def _asked(asked: Filter) -> list[ColumnElement[bool]]:
    within = (
        and_(FollowUp.state.in_((*TOLD, "sending")), FollowUp.told_at >= asked.start, FollowUp.told_at < asked.end),
        and_(FollowUp.state.in_(UNSENT), FollowUp.ended_at >= asked.start, FollowUp.ended_at < asked.end),
        and_(FollowUp.state.in_(("task", "done")), FollowUp.created_at >= asked.start, FollowUp.created_at < asked.end),
    )
    return [or_(*within), *_narrowed(asked)]


def _led_to_it(manners: Manners) -> list[ColumnElement[bool]]:
    """Say that a follow-up was the last its contact heard before an opt-out, and soon before it."""
    after = aliased(FollowUp)
    overtaken = exists().where(
        after.contact_id == FollowUp.contact_id,
        after.state.in_(TOLD),
        after.told_at > FollowUp.told_at,
        after.told_at <= OptOut.created_at,
    )
    return [
        FollowUp.state.in_(TOLD),
        OptOut.created_at >= FollowUp.told_at,
        OptOut.created_at <= later(FollowUp.told_at, manners.answer_days * DAY),
        ~overtaken,
    ]


def _open(now: datetime) -> ColumnElement[bool]:
    # Nobody is called about what they want to hear no more of.
    refused = exists().where(
        OptOut.contact_id == FollowUp.contact_id,
        OptOut.purpose.in_((FollowUp.purpose, ALL)),
        OptOut.ended_at.is_(None),
    )
    left = and_(
        ~refused,
        FollowUp.state.in_(LEFT_BEHIND),
        FollowUp.done_by.is_(None),
        FollowUp.converted_at.is_(None),
        func.coalesce(FollowUp.ended_at, FollowUp.told_at) >= now - LOOKED_BACK,
    )
    return or_(FollowUp.state == "task", left)
