"""Queries on what is to be delivered."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, case, delete, exists, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from tools.database.models import (
    Audience,
    Consent,
    Contact,
    Conversation,
    OperatorAccount,
    Outgoing,
    Relay,
    SharedValue,
    Words,
    new_id,
)
from tools.database.repositories.inserting import insert
from tools.database.repositories.people import OPERATOR
from tools.database.sessions import Prepared, places, room, spread

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Table

    from tools.database.engine import Session

UNDER_WAY = ("waiting", "sending")
ROUTES = ("", "passive", "service", "notice")
"""Ways a delivery may be going, "" where it has not begun to."""
LATE = timedelta(minutes=10)
"""How long an answer may take to be delivered."""
SILENT = (":unverified:%", ":passive:%")
"""What the names of shared values end with, after a channel's, that say its account may not send by itself."""
_ALARM = "alarm:"


class OutboxRepository:
    """Deliveries: waiting, being sent, and how they ended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(  # noqa: PLR0913 -- the columns of a row
        self,
        *,
        channel: str,
        user: str,
        cause: str,
        purpose: str,
        turn_id: str | None,
        content: Mapping[str, Any],
        due_at: datetime,
        expires_at: datetime,
        now: datetime,
        claimed: tuple[str, datetime] | None = None,
    ) -> str | None:
        """Add a delivery unless its cause has one; returns its id, None where it was there.

        Args:
            channel: The channel.
            user: Whom it is for.
            cause: What it answers, once.
            purpose: ``answer``, ``receipt``, ``relay`` or ``notice``.
            turn_id: The turn whose reply it delivers.
            content: Its words, where it delivers no turn's reply.
            due_at: Not to be sent before.
            expires_at: Not to be sent from then on.
            now: The time.
            claimed: Who delivers it passively at once, and until when they may.
        """
        values = {
            "id": new_id(),
            "channel": channel,
            "user": user,
            "cause": cause,
            "purpose": purpose,
            "turn_id": turn_id,
            "content": dict(content),
            "sent_parts": 0,
            "route": "passive" if claimed else None,
            "state": "sending" if claimed else "waiting",
            "claimed_by": claimed[0] if claimed else None,
            "claimed_until": claimed[1] if claimed else None,
            "attempts": 0,
            "due_at": due_at,
            "expires_at": expires_at,
            "created_at": now,
        }
        row = await self._session.one(_ADD, values)
        return None if row is None else str(row.id)

    async def get(self, outgoing_id: str) -> Outgoing | None:
        """Return a delivery, as it is now."""
        query = select(Outgoing).where(Outgoing.id == outgoing_id).execution_options(populate_existing=True)
        return await self._session.scalar(query)

    async def of_cause(self, cause: str) -> Outgoing | None:
        """Return the delivery of a cause, as it is now."""
        query = select(Outgoing).where(Outgoing.cause == cause).execution_options(populate_existing=True)
        return await self._session.scalar(query)

    async def carried(self, channel: str, user: str, first: datetime, last: datetime, limit: int) -> Sequence[Outgoing]:
        """Return what requests have carried to a user between two moments, both included, the oldest first."""
        query = (
            select(Outgoing)
            .where(
                Outgoing.channel == channel,
                Outgoing.user == user,
                Outgoing.route == "passive",
                Outgoing.state == "sent",
                Outgoing.ended_at >= first,
                Outgoing.ended_at <= last,
            )
            .order_by(Outgoing.created_at, Outgoing.id)
            .limit(limit)
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(query)).all()

    async def waiting(self, channel: str, user: str, now: datetime) -> Sequence[Outgoing]:
        """Return what waits for a user, the oldest first, whether it may be pushed now or not."""
        query = (
            select(Outgoing)
            .where(
                Outgoing.channel == channel,
                Outgoing.user == user,
                Outgoing.expires_at > now,
                _open(now),
            )
            .order_by(Outgoing.created_at, Outgoing.id)
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(query)).all()

    async def earlier(self, channel: str, user: str, than: datetime) -> bool:
        """Tell whether anything older is under way to a user."""
        given = {"within": channel, "whom": user, "moment": than}
        return await self._session.one(_EARLIER, given) is not None

    async def sending(self, channel: str, user: str, now: datetime) -> bool:
        """Tell whether something is being sent to a user at this moment."""
        query = select(Outgoing.id).where(
            Outgoing.channel == channel,
            Outgoing.user == user,
            Outgoing.state == "sending",
            Outgoing.claimed_until > now,
        )
        return await self._session.scalar(query.limit(1)) is not None

    async def flying(self, channel: str, users: Collection[str], now: datetime) -> Mapping[str, int]:
        """Count by user the messages that are being pushed at this moment."""
        given = {"within": channel, "moment": now, **spread("users", sorted(users))}
        counts: dict[str, int] = {}
        for row in await self._session.run(_flying(room(len(users))), given):
            planned = len(row.parts["parts"]) if row.parts else 1
            counts[row.user] = counts.get(row.user, 0) + max(0, planned - row.sent_parts)
        return counts

    async def reachable(self, channel: str, now: datetime, limit: int) -> Sequence[str]:
        """Return users something may be pushed to now, whoever waits longest first."""
        other = aliased(Outgoing)
        sending = and_(other.state == "sending", other.claimed_until > now)
        put_off = and_(other.state == "waiting", other.due_at > now, other.created_at < Outgoing.created_at)
        busy = exists().where(other.channel == Outgoing.channel, other.user == Outgoing.user, or_(sending, put_off))
        reserved = case((Outgoing.purpose == "receipt", 0), else_=1)
        query = (
            select(Outgoing.user)
            .join(Audience, and_(Audience.channel == Outgoing.channel, Audience.user == Outgoing.user))
            .where(
                Outgoing.channel == channel,
                _open(now),
                Outgoing.due_at <= now,
                Outgoing.expires_at > now,
                Audience.following.is_(True),
                Audience.blocked.is_(None),
                Audience.until > now,
                Audience.left > reserved,
                ~busy,
            )
            .group_by(Outgoing.user)
            .order_by(func.min(Outgoing.created_at))
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def take(self, outgoing_id: str, now: datetime, **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Claim a delivery nobody is sending; False where somebody is."""
        statement = (
            update(Outgoing)
            .where(Outgoing.id == outgoing_id, _open(now))
            .values(state="sending", attempts=Outgoing.attempts + 1, **values)
            .returning(Outgoing.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def settle(
        self,
        outgoing_id: str,
        owner: str,
        *,
        routes: Sequence[str] = ROUTES,
        **values: Any,  # noqa: ANN401 -- column values
    ) -> bool:
        """Record what came of a claim; False where it no longer holds.

        Args:
            outgoing_id: The delivery.
            owner: Who has claimed it.
            routes: The ways it may be going; on another it was claimed anew.
            values: Columns.
        """
        statement = _settling(tuple(sorted(values)), tuple(routes))
        given = {"which": outgoing_id, "whose": owner, **{f"new_{name}": value for name, value in values.items()}}
        return await self._session.one(statement, given) is not None

    async def expire(self, now: datetime) -> int:
        """End what could not be delivered in its time; returns how many."""
        statement = (
            update(Outgoing)
            .where(_open(now), Outgoing.expires_at <= now)
            .values(state="expired", reason=func.coalesce(Outgoing.reason, "expired"), ended_at=now, claimed_until=None)
            .returning(Outgoing.id)
            .execution_options(synchronize_session=False)
        )
        return len((await self._session.scalars(statement)).all())

    async def end_waiting(self, channel: str, user: str, state: str, reason: str, now: datetime) -> None:
        """End everything that waits for a user."""
        await self._session.execute(
            update(Outgoing)
            .where(Outgoing.channel == channel, Outgoing.user == user, _open(now))
            .values(state=state, reason=reason, ended_at=now, claimed_until=None)
            .execution_options(synchronize_session=False)
        )

    async def let_go(self, owners: Sequence[str], now: datetime) -> None:
        """End the claims of processes that are gone."""
        await self._session.execute(
            update(Outgoing)
            .where(Outgoing.state == "sending", Outgoing.claimed_by.in_(owners))
            .values(claimed_until=now)
            .execution_options(synchronize_session=False)
        )

    async def owners(self) -> Sequence[str]:
        """Return who is sending."""
        query = select(Outgoing.claimed_by).where(Outgoing.state == "sending").distinct()
        return [owner for owner in (await self._session.scalars(query)).all() if owner]

    async def overdue(self, now: datetime, limit: int = 1000) -> Sequence[Outgoing]:
        """Return what was ready ``LATE`` ago and is not delivered yet, the oldest first.

        Left out is what nobody can deliver: its user does not follow, is blocked, or has to make the next move, because
        the account may not send by itself; or it is a person's words to a user whose window is shut. Whoever has done
        something within that time is being served.

        Args:
            now: The time.
            limit: How many at the most.
        """
        query = _overdue(now).order_by(Outgoing.created_at, Outgoing.id).limit(limit)
        return (await self._session.scalars(query)).all()

    async def raise_alarms(self, now: datetime) -> Sequence[Outgoing]:
        """Return what is overdue and no alarm was raised about, which the caller does: once, whoever else looks."""
        known = exists().where(SharedValue.name == _ALARM + Outgoing.id)
        raised = []
        for row in (await self._session.scalars(_overdue(now).where(~known).order_by(Outgoing.created_at))).all():
            mark = {"name": _ALARM + row.id, "value": "raised", "renewed_at": now, "expires_at": row.expires_at}
            added = insert(self._session, SharedValue).values(**mark).on_conflict_do_nothing()
            if await self._session.scalar(added.returning(SharedValue.name)) is not None:
                raised.append(row)
        return raised

    async def unreached(
        self, channel: str, purpose: str, before: datetime, now: datetime, limit: int
    ) -> Sequence[tuple[str, str]]:
        """Return ids and users of what waits for somebody whose window is shut and who allowed a notice of it.

        Args:
            channel: The channel.
            purpose: What they allowed notices for.
            before: Made before this moment.
            now: The time.
            limit: How many at the most.
        """
        own = and_(Consent.channel == Outgoing.channel, Consent.user == Outgoing.user)
        allowed = exists().where(own, Consent.purpose == purpose, Consent.spent_at.is_(None), Consent.expires_at > now)
        told = exists().where(Consent.spent_on == Outgoing.id)
        query = (
            select(Outgoing.id, Outgoing.user)
            .join(Audience, and_(Audience.channel == Outgoing.channel, Audience.user == Outgoing.user))
            .where(
                Outgoing.channel == channel,
                Outgoing.purpose == "relay",
                Outgoing.state == "waiting",
                Outgoing.created_at <= before,
                or_(Audience.until.is_(None), Audience.until <= now, Audience.left == 0),
                Audience.blocked.is_(None),
                allowed,
                ~told,
            )
            .order_by(Outgoing.created_at)
            .limit(limit)
        )
        return [(row.id, row.user) for row in (await self._session.execute(query)).all()]

    async def relays(self, channel: str, limit: int) -> Sequence[tuple[Relay, str]]:
        """Return words people have said to conversations of a channel and nobody was shown, with whose they are.

        Words to operators who have no account there are left where they are.
        """
        account = exists().where(
            OperatorAccount.channel == channel,
            OperatorAccount.operator_id == func.substr(Contact.external_id, len(OPERATOR) + 1),
            OperatorAccount.ended_at.is_(None),
        )
        query = (
            select(Relay, Conversation.contact_id)
            .join(Conversation, Conversation.id == Relay.conversation_id)
            .join(Contact, Contact.id == Conversation.contact_id)
            .where(
                Relay.delivered_at.is_(None),
                Conversation.channel == channel,
                or_(~Contact.external_id.startswith(OPERATOR), account),
            )
            .order_by(Relay.created_at, Relay.id)
            .limit(limit)
        )
        return [(relay, contact_id) for relay, contact_id in (await self._session.execute(query)).all()]

    async def user_of(self, contact: Contact, channel: str) -> str | None:
        """Return a channel's name for a contact; an operator's is that of the account they have there."""
        if not contact.external_id.startswith(OPERATOR):
            return contact.external_id
        query = select(OperatorAccount.user).where(
            OperatorAccount.channel == channel,
            OperatorAccount.operator_id == contact.external_id.removeprefix(OPERATOR),
            OperatorAccount.ended_at.is_(None),
        )
        user: str | None = await self._session.scalar(query.limit(1))
        return user

    async def forget(self, before: datetime) -> None:
        """Delete what ended before a moment."""
        await self._session.execute(
            delete(Outgoing).where(Outgoing.ended_at < before).execution_options(synchronize_session=False)
        )
        await self._session.execute(
            delete(SharedValue)
            .where(SharedValue.name.startswith(_ALARM), SharedValue.expires_at < before)
            .execution_options(synchronize_session=False)
        )


def _open(now: datetime) -> Any:  # noqa: ANN401 -- a clause
    """Name what waits, and what somebody began to send and never finished."""
    lapsed = and_(Outgoing.state == "sending", Outgoing.claimed_until <= now)
    return or_(Outgoing.state == "waiting", lapsed)


def _overdue(now: datetime) -> Any:  # noqa: ANN401 -- a statement
    before = now - LATE
    shut = or_(Audience.until.is_(None), Audience.until <= now, Audience.left == 0)
    silent = exists().where(
        or_(*(SharedValue.name.like(Outgoing.channel + ending) for ending in SILENT)), SharedValue.expires_at > now
    )
    return (
        select(Outgoing)
        .join(Audience, and_(Audience.channel == Outgoing.channel, Audience.user == Outgoing.user))
        .where(
            Outgoing.state.in_(UNDER_WAY),
            Outgoing.created_at < before,
            Audience.following.is_(True),
            Audience.blocked.is_(None),
            Audience.updated_at < before,
            or_(Outgoing.purpose != "relay", ~shut),
            ~silent,
        )
        .execution_options(populate_existing=True)
    )


# Built once: putting a statement together costs as much as running it, and these run with every message.
_OUTBOX = cast("Table", Outgoing.__table__)
_ADDED = (
    *("id", "channel", "user", "cause", "purpose", "turn_id", "content", "sent_parts", "route", "state", "claimed_by"),
    *("claimed_until", "attempts", "due_at", "expires_at", "created_at"),
)
_ADD = Prepared(
    lambda insert: (
        insert(_OUTBOX)
        .values({name: bindparam(name) for name in _ADDED})
        .on_conflict_do_nothing(index_elements=["cause"])
        .returning(_OUTBOX.c.id)
    )
)
_EARLIER = Prepared(
    select(_OUTBOX.c.id)
    .where(
        _OUTBOX.c.channel == bindparam("within"),
        _OUTBOX.c.user == bindparam("whom"),
        or_(*(_OUTBOX.c.state == state for state in UNDER_WAY)),
        _OUTBOX.c.created_at < bindparam("moment"),
    )
    .limit(1)
)


@cache
def _flying(count: int) -> Prepared:
    return Prepared(
        select(_OUTBOX.c.user, _OUTBOX.c.parts, _OUTBOX.c.sent_parts).where(
            _OUTBOX.c.channel == bindparam("within"),
            _OUTBOX.c.user.in_(places("users", count)),
            _OUTBOX.c.state == "sending",
            _OUTBOX.c.route == "service",
            _OUTBOX.c.claimed_until > bindparam("moment"),
        )
    )


@cache
def _settling(names: tuple[str, ...], routes: tuple[str, ...]) -> Prepared:
    return Prepared(
        update(_OUTBOX)
        .where(
            _OUTBOX.c.id == bindparam("which"),
            _OUTBOX.c.claimed_by == bindparam("whose"),
            _OUTBOX.c.state == "sending",
            func.coalesce(_OUTBOX.c.route, "").in_([literal(route, Words()) for route in routes]),
        )
        .values({name: bindparam(f"new_{name}") for name in names})
        .returning(_OUTBOX.c.id)
    )
