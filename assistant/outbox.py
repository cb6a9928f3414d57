"""Deliveries: each answer goes out in the order of its question, as often as the channel allows, and ends somehow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from assistant.deliveries import UNCERTAIN, Answer, Due, Part, Purpose
from assistant.desk import line
from assistant.messages import Reply
from assistant.processes import gone
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.hand_offs import RelayRepository
from tools.database.repositories.inbox import AudienceRepository, InboxRepository
from tools.database.repositories.outbox import OutboxRepository
from tools.database.repositories.turns import TurnRepository
from tools.domain.allowances import Allowance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from assistant.inbox import Stored
    from tools.database.engine import Database, Session
    from tools.database.models import Outgoing


HELD = timedelta(seconds=20)
"""How long an answer counts as on its way in the body of a request; after that it is delivered otherwise."""
SENDING = timedelta(seconds=90)
"""How long a claim to send holds: longer than every time-out and retry of a call together."""
EXPIRES = timedelta(days=30)
KEPT = timedelta(days=180)
"""How long it stays known what was sent and when."""
MOST_CARRIED = 5
"""Deliveries the body of one request carries together."""


class Outbox:
    """Deliveries of one channel.

    Args:
        database: Where they are kept.
        channel: The channel.
        owner: Names this process.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, channel: str, owner: str, clock: Callable[[], datetime]) -> None:
        self._database, self._channel, self._owner, self._clock = database, channel, owner, clock

    # --- answers ----------------------------------------------------------------------------------------------------

    async def put(self, stored: Stored, answer: Answer, *, post: int | None) -> list[Due]:
        """Take a message as answered and its answer as to be delivered, in one transaction.

        Args:
            stored: The message.
            answer: What to say to it.
            post: Which post's request is open to carry the answer; a later post means that request is lost. None is
                none.

        Returns:
            What the open request is to carry, the oldest first, with what else waits for the user; nothing where the
            answer goes another way.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            posts = await InboxRepository(session).finish(stored.id, now)
            if posts is None:
                return []
            outbox = OutboxRepository(session)
            carried = posts == post
            others = carried and await outbox.earlier(self._channel, stored.user, now)
            reply, outgoing = answer.reply, None
            if reply is not None and not answer.empty:
                outgoing = await outbox.add(
                    channel=self._channel,
                    user=stored.user,
                    cause=stored.id,
                    purpose=answer.purpose,
                    turn_id=reply.id if answer.turn else None,
                    content=answer.stored(),
                    due_at=now,
                    expires_at=now + EXPIRES,
                    now=now,
                    claimed=(self._owner, now + HELD) if carried and not others else None,
                )
        if others:
            return await self.hand_over(stored.user)
        if not carried or outgoing is None or reply is None:
            return []
        what, whom = answer.purpose, stored.user
        return [Due(outgoing, stored.id, whom, what, reply, answer.turn, attempts=1, uncertain=0, created_at=now)]

    async def hand_over(self, user: str) -> list[Due]:
        """Claim what waits longest for a user, ``MOST_CARRIED`` at the most, for the body of their open request."""
        now = self._clock()
        taken: list[Due] = []
        async with self._database.transaction() as session:
            outbox = OutboxRepository(session)
            await AudienceRepository(session).locked(self._channel, {user})
            if await outbox.flying(self._channel, {user}, now):
                return []  # what is being sent at this moment must not be overtaken; the rest follows it
            for row in await outbox.waiting(self._channel, user, now):
                if len(taken) == MOST_CARRIED:
                    break
                if row.parts and row.sent_parts and not any("text" in p for p in row.parts["parts"][row.sent_parts :]):
                    continue  # a picture is left, which no body carries, and the words would come twice
                claim = {"claimed_by": self._owner, "claimed_until": now + HELD, "route": "passive"}
                due = await self._due(session, row, 0)
                if due is None:
                    await self._lost(outbox, row, now)
                elif await outbox.take(row.id, now, **claim):
                    taken.append(due)
        return taken

    async def again(self, stored: Stored, since: timedelta, *, fetched: bool) -> list[Due]:
        """Return what the request of a message has carried, where it is posted again and that seems to have been lost.

        Args:
            stored: The message.
            since: How long ago it was posted first.
            fetched: It came only for what waited.
        """
        now, dues = self._clock(), list[Due]()
        # WeChat posts again after five seconds without an answer, three times in all.
        lost = timedelta(seconds=4) <= since <= timedelta(seconds=30)
        async with self._database.transaction() as session:
            outbox = OutboxRepository(session)
            row = await outbox.of_cause(stored.id)
            if row is not None and (row.route != "passive" or not (lost or row.state == "sending")):
                return []
            rows: Sequence[Outgoing] = () if row is None else (row,)
            if lost and (fetched if row is None else row.ended_at is not None):
                first, last = (row.ended_at, row.ended_at) if row and row.ended_at else (stored.received_at, now)
                rows = await outbox.carried(self._channel, stored.user, first, last, MOST_CARRIED)
            for one in rows:
                if (due := await self._due(session, one, 0)) is not None:
                    # What a process that died was to carry is this one's from now on, or it would come once more.
                    await outbox.take(one.id, now, claimed_by=self._owner, claimed_until=now + HELD)
                    dues.append(replace(due, sent=0))
        return dues

    async def waits(self, user: str, received_id: str | None = None) -> bool:
        """Tell whether anything, or the answer to one message, waits for a user."""
        async with self._database.read() as session:
            rows = await OutboxRepository(session).waiting(self._channel, user, self._clock())
        return any(received_id in {None, row.cause} for row in rows)

    async def carried(self, dues: Sequence[Due], parts: Mapping[str, Sequence[Part]]) -> None:
        """Record that a request's body has carried the first part of each of these.

        Args:
            dues: As handed over.
            parts: All parts of those of which more is to follow, by id.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            outbox = OutboxRepository(session)
            for due in dues:
                rest = parts.get(due.id)
                if rest and len(rest) > 1:
                    ended: dict[str, Any] = {"state": "waiting", "parts": {"parts": list(rest)}, "sent_parts": 1}
                else:
                    ended = {"state": "sent", "sent_parts": due.sent + 1, "ended_at": now, "reason": None}
                await outbox.settle(due.id, self._owner, routes=("passive",), claimed_until=None, **ended)

    async def give_back(self, dues: Sequence[Due]) -> None:
        """Let what an open request was to carry be delivered otherwise: it has closed."""
        async with self._database.transaction() as session:
            outbox = OutboxRepository(session)
            for due in dues:
                await outbox.settle(due.id, self._owner, routes=("passive",), state="waiting", claimed_until=None)

    # --- pushing ----------------------------------------------------------------------------------------------------

    async def reachable(self, limit: int) -> list[str]:
        """Return users something may be pushed to now."""
        async with self._database.read() as session:
            return list(await OutboxRepository(session).reachable(self._channel, self._clock(), limit))

    async def next(self, user: str) -> Due | None:
        """Return what is to be pushed to a user next; None where nothing is, or may be."""
        now = self._clock()
        async with self._database.read() as session:
            outbox = OutboxRepository(session)
            audience = await AudienceRepository(session).get(self._channel, user)
            if audience is None or not audience.following or audience.blocked:
                return None
            if await outbox.sending(self._channel, user, now):
                return None
            allowance = Allowance(audience.left, audience.until)
            due, lost = None, []
            for row in await outbox.waiting(self._channel, user, now):
                if row.due_at > now:
                    break  # what is put off holds up what comes after it, so that the order stays
                if not (room := allowance.room(now, last=row.purpose == "receipt")):
                    continue
                if (due := await self._due(session, row, room)) is not None:
                    break
                lost.append(row)
        for row in lost:
            async with self._database.transaction() as session:
                await self._lost(OutboxRepository(session), row, now)
        return due

    async def claim(self, due: Due, parts: Sequence[Part], messages: int) -> bool:
        """Claim a delivery and spend what it costs before it is sent.

        Args:
            due: What ``next`` returned.
            parts: The messages it is delivered in, those that have gone with them.
            messages: How many are going to be sent now.

        Returns:
            Whether this process may send; False where somebody else does, or the allowance has changed.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            audiences, outbox = AudienceRepository(session), OutboxRepository(session)
            audience = (await audiences.locked(self._channel, {due.user})).get(due.user)
            if audience is None or not audience.following or audience.blocked:
                return False
            allowance = Allowance(audience.left, audience.until)
            if allowance.room(now, last=due.purpose == "receipt") < messages:
                return False
            if await outbox.sending(self._channel, due.user, now):
                return False
            claim = {"claimed_by": self._owner, "claimed_until": now + SENDING, "route": "service"}
            if not await outbox.take(due.id, now, parts={"parts": list(parts)}, sent_parts=due.sent, **claim):
                return False
            await audiences.change(self._channel, due.user, left=allowance.spent(messages).left)
        return True

    async def progress(self, due: Due, sent: int) -> None:
        """Record how many parts have gone."""
        async with self._database.transaction() as session:
            until = self._clock() + SENDING
            await OutboxRepository(session).settle(due.id, self._owner, sent_parts=sent, claimed_until=until)

    async def sent(self, due: Due, sent: int) -> None:
        """Record that all of a delivery has gone."""
        await self._settle(due, state="sent", sent_parts=sent, ended_at=self._clock(), reason=None)

    async def failed(self, due: Due, reason: str) -> None:
        """Record that a delivery has failed for good."""
        await self._settle(due, state="failed", reason=reason, ended_at=self._clock())

    async def later(
        self,
        due: Due,
        reason: str,
        *,
        sent: int,
        unspent: int,
        began: datetime,
        not_before: datetime | None = None,
    ) -> None:
        """Let a delivery wait: for its next try, or for the user's next move.

        Args:
            due: The delivery.
            reason: Why it has not gone.
            sent: How many parts have.
            unspent: Messages that were paid for and not sent.
            began: When they were paid for; what the user has done since has brought them an allowance anew.
            not_before: When to try again; None is as soon as the user can be reached.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            afresh = {} if not_before else {"attempts": 0}  # what waits for its user's move is begun with anew then
            values: dict[str, Any] = {"state": "waiting", "reason": reason, "sent_parts": sent, **afresh}
            values["due_at"] = not_before or now
            held = await OutboxRepository(session).settle(due.id, self._owner, claimed_until=None, **values)
            if held and unspent:
                audiences = AudienceRepository(session)
                audience = (await audiences.locked(self._channel, {due.user})).get(due.user)
                if audience is not None and audience.updated_at <= began:
                    await audiences.change(self._channel, due.user, left=audience.left + unspent)

    async def shut(self, user: str, began: datetime) -> None:
        """Note that the channel lets nothing more through to a user, unless they did something since a moment."""
        await self._change(user, began, until=None, left=0)

    async def exhausted(self, user: str, began: datetime) -> None:
        """Note that a user's allowance is used up, unless they did something since a moment."""
        await self._change(user, began, left=0)

    async def unfollowed(self, user: str, began: datetime) -> None:
        """Note that a user does not follow the account, unless they did something since a moment."""
        await self._change(user, began, following=False, until=None, left=0)

    async def block(self, user: str, reason: str) -> None:
        """Send nothing more to a user, and end what waits for them."""
        now = self._clock()
        async with self._database.transaction() as session:
            await AudienceRepository(session).change(self._channel, user, blocked=reason)
            await OutboxRepository(session).end_waiting(self._channel, user, "failed", reason, now)

    # --- the clock ---------------------------------------------------------------------------------------------------

    async def recover(self) -> None:
        """End the claims of processes of this machine that are gone."""
        async with self._database.read() as session:
            ended = gone(await OutboxRepository(session).owners(), self._owner)
        if ended:
            async with self._database.transaction() as session:
                await OutboxRepository(session).let_go(ended, self._clock())

    async def tidy(self) -> None:
        """End what has expired, and forget what is old."""
        now = self._clock()
        async with self._database.transaction() as session:
            await OutboxRepository(session).expire(now)
            await OutboxRepository(session).forget(now - KEPT)

    async def collect(self, limit: int = 50) -> list[str]:
        """Take words people have said to conversations of this channel as to be delivered; returns whose they are."""
        async with self._database.read() as session:
            if not await OutboxRepository(session).relays(self._channel, 1):
                return []
        now, users = self._clock(), []
        async with self._database.transaction() as session:
            outbox = OutboxRepository(session)
            for relay, contact_id in await outbox.relays(self._channel, limit):
                contact = await ContactRepository(session).get(contact_id)
                user = await outbox.user_of(contact, self._channel) if contact is not None else None
                if user is None:
                    continue
                if not await RelayRepository(session).shown(relay.id, now):
                    continue  # a turn of the conversation has just shown them
                await outbox.add(
                    channel=self._channel,
                    user=user,
                    cause=f"relay:{relay.id}",
                    purpose="relay",
                    turn_id=None,
                    content=Answer.saying(line(relay.author, relay.direction, relay.text), relay.id).stored(),
                    due_at=now,
                    expires_at=now + EXPIRES,
                    now=relay.created_at,  # by which they are kept in order
                )
                users.append(user)
        return users

    async def unreached(self, purpose: str, waited: timedelta, limit: int) -> list[tuple[str, str]]:
        """Return what people said to users whose window is shut and who allowed a notice of it: ids and users.

        Args:
            purpose: What they allowed notices for.
            waited: How long it has waited at the least.
            limit: How many at the most.
        """
        now = self._clock()
        async with self._database.read() as session:
            found = await OutboxRepository(session).unreached(self._channel, purpose, now - waited, now, limit)
        return list(found)

    # -----------------------------------------------------------------------------------------------------------------

    async def _settle(self, due: Due, **values: Any) -> None:  # noqa: ANN401 -- column values
        async with self._database.transaction() as session:
            await OutboxRepository(session).settle(due.id, self._owner, claimed_until=None, **values)

    async def _change(self, user: str, began: datetime, **values: Any) -> None:  # noqa: ANN401 -- column values
        async with self._database.transaction() as session:
            await AudienceRepository(session).change(self._channel, user, unless_after=began, **values)

    async def _lost(self, outbox: OutboxRepository, row: Outgoing, now: datetime) -> None:
        if await outbox.take(row.id, now, claimed_by=self._owner):
            await outbox.settle(row.id, self._owner, state="failed", reason="erased", ended_at=now, claimed_until=None)

    async def _due(self, session: Session, row: Outgoing, room: int) -> Due | None:
        """Read what a row delivers; None where the turn it delivers has been erased."""
        question, contact, stored = "", None, row.content
        if row.turn_id is not None:
            found = await TurnRepository(session).with_contact(row.turn_id)
            if found is None or found[0].reply is None:
                return None
            question, stored, contact = found[0].text, found[0].reply, found[2].id
        return Due(
            id=row.id,
            cause=row.cause,
            user=row.user,
            purpose=cast("Purpose", row.purpose),
            question=question,
            reply=Reply.model_validate(stored),
            turn=row.turn_id is not None,
            contact=contact,
            parts=None if row.parts is None else tuple(row.parts["parts"]),
            sent=row.sent_parts,
            room=room,
            attempts=row.attempts,
            uncertain=_times_uncertain(row.reason or ""),
            created_at=row.created_at,
        )


def _times_uncertain(reason: str) -> int:
    """Read how often a delivery may have arrived out of the reason it waits for."""
    return int(reason.removeprefix(UNCERTAIN)) if reason.startswith(UNCERTAIN) else 0
