"""The durable log of turns: a message is stored first, runs in its conversation's order, ends with a stored reply."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import structlog

from assistant.exchanges import MOST_PAIRS, Exchange, within_budget
from assistant.identity import Identity, identity_of, resolve
from assistant.messages import Channel, Message, Reply
from assistant.processes import gone
from assistant.waiting import Patience, Waiting, signalled
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.turns import TurnRepository
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import Focus, Pending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tools.database.engine import Database, Session
    from tools.database.models import Contact, Conversation
    from tools.database.models import Turn as TurnRow

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=120)
LONGEST_NAME = 255
"""Characters in an id from outside."""
LONGEST_TITLE = 40


class ClaimLost(Exception):
    """Another claim has taken the turn over; its reply is the turn's (``TurnLog.joined``)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A stored message and, once finished, its reply.

    Attributes:
        id: Id of the turn.
        seq: Its place in the conversation, from 1.
        message: What was said.
        identity: Who said it.
        reply: The stored reply, None while unfinished.
        error_id: The id under which its failure was logged.
    """

    id: str
    seq: int
    message: Message
    identity: Identity
    reply: Reply | None = None
    error_id: str | None = None

    @property
    def finished(self) -> bool:
        """Whether it has its reply."""
        return self.reply is not None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to run one turn, and what it starts from.

    Attributes:
        turn: The turn to run.
        token: Names this claim; a lapsed one that was taken over can no longer finish the turn.
        attempts: How many claims the turn has had, with this one; above 1 an earlier run was cut off.
        focus: What the conversation is about.
        pending: What the last turn asked and waits for.
        quiet: No talk between people was open in the conversation when the turn was claimed, and no words waited there;
            False where nobody looked.
    """

    turn: Turn
    token: str
    attempts: int
    focus: Focus | None
    pending: Pending | None
    quiet: bool = False


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class TurnLog:
    """Turns in the order of their conversations, over any number of processes on one database.

    A turn goes ``receive`` -> ``wait_until_claimed`` -> ``finish`` or ``fail``. A process that dies keeps what it had
    claimed only until its lease lapses; then whoever waits behind it is given the turn to run again.

    Args:
        database: Where turns are stored.
        owner: Names this process among those on the database; unique to a run.
        lease: How long a claim holds without being renewed.
        clock: Measures leases; they never depend on the time a message says it was sent.
    """

    def __init__(
        self, database: Database, owner: str, lease: timedelta = LEASE, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._owner = owner
        self._lease = lease
        self._clock = clock
        self._waiting = Waiting()

    async def receive(self, message: Message, now: datetime) -> Turn:
        """Store a message before anything is done about it, and give it the next place in its conversation.

        Args:
            message: What was said; a repeated id gives the turn that is there, finished or not.
            now: When it was said.

        Raises:
            InvalidArguments: An id is empty or too long.
            NotFound: The conversation was deleted.
            NotPermitted: The conversation is another contact's.
        """
        return (await self._received(message, now, None))[0]

    async def begin(self, message: Message, now: datetime) -> tuple[Turn, Claim | None]:
        """Store a message as ``receive`` does, and claim it in the same transaction if nothing stands before it.

        Returns:
            The turn, and the claim to run it; None where ``wait_until_claimed`` will tell what there is to run.

        Raises:
            InvalidArguments: An id is empty or too long.
            NotFound: The conversation was deleted.
            NotPermitted: The conversation is another contact's.
        """
        return await self._received(message, now, f"{self._owner}/{uuid4().hex}")

    async def _received(self, message: Message, now: datetime, token: str | None) -> tuple[Turn, Claim | None]:
        _check_names(message)
        async with self._database.transaction() as session:
            identity = await resolve(session, message.channel, message.user, message.role, message.enterprise, now)
            conversation = await _enter(session, message, identity, now)
            turns = TurnRepository(session)
            row = await turns.add(
                message.conversation,
                message.id,
                text=message.text,
                tool=message.tool,
                arguments=message.arguments,
                confirmed=message.confirmed,
                claimed_by=self._owner,
                claimed_until=self._clock() + self._lease,
                token=token,
                now=now,
            ) or await turns.of_message(message.conversation, message.id)
        if row is None:
            msg = f"turn of {message.conversation} vanished"
            raise RuntimeError(msg)
        turn = _turn(row, message.model_copy(update={"now": row.created_at}), identity)
        if token is None or row.claimed_by != token:
            return turn, None
        focus, pending = _focus(conversation), _pending(conversation, now)
        return turn, Claim(turn, token, row.attempts, focus, pending, conversation.quiet)

    async def recover(self) -> None:
        """End the claims of processes of this machine that are gone, so that nobody waits for them to lapse."""
        async with self._database.read() as session:
            ended = gone(await TurnRepository(session).owners(), self._owner)
        if ended:
            async with self._database.transaction() as session:
                await TurnRepository(session).let_go(ended, self._clock())

    async def claim(self, turn: Turn) -> Claim | None:
        """Claim a turn this process received, if it is its conversation's next.

        Returns:
            The claim, or None if an earlier turn is unfinished, or it is finished or run elsewhere.
        """
        return await self._claim(turn, self._owner)

    async def wait_until_claimed(self, turn: Turn, patience: timedelta) -> Claim | None:
        """Wait for what there is to run before this turn is done.

        The claim may be for an EARLIER turn of the conversation that a dead process left behind: run and finish it
        just the same, then call again.

        Args:
            turn: As received.
            patience: How long to wait.

        Returns:
            A claim to run, or None when the turn has been finished elsewhere (then ``joined`` gives its reply).

        Raises:
            TimeoutError: Neither came in time.
        """
        left = Patience(patience.total_seconds())
        with self._waiting.in_line(turn.message.conversation, turn.seq) as place:
            if place.first and (claim := await self.claim(turn)):
                return claim
            while True:
                await left.wait(place.called, looks=place.first)
                if not place.first:
                    continue
                async with self._database.read() as session:
                    first = await TurnRepository(session).first_unfinished(turn.message.conversation)
                if first is None or first.seq > turn.seq:
                    return None
                if claim := await self._take_up(turn, first):
                    return claim

    @asynccontextmanager
    async def holding(self, claim: Claim) -> AsyncIterator[None]:
        """Renew a claim in the background for as long as the block runs."""
        stop = asyncio.Event()
        task = asyncio.create_task(self._renew_until(stop, claim), name=f"renew {claim.turn.id}")
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait({task})
            if not task.cancelled() and (error := task.exception()):
                log.warning("lease_not_renewed", turn=claim.turn.id, error=type(error).__name__)

    async def renew(self, claim: Claim) -> bool:
        """Extend a claim's lease from now; False if another claim has taken the turn over."""
        async with self._database.transaction() as session:
            return await TurnRepository(session).extend(claim.turn.id, claim.token, self._clock() + self._lease)

    async def release(self, held: Claim | Turn) -> None:
        """Give up a claim, or a turn received here that will not be waited for any more.

        The turn stays unfinished; the next who waits in its conversation takes it up at once, not after a lease.
        """
        turn, token = (held.turn, held.token) if isinstance(held, Claim) else (held, self._owner)
        async with self._database.transaction() as session:
            await TurnRepository(session).release(turn.id, token, self._clock())
        self._waiting.call(turn.message.conversation, turn.id)

    async def finish(
        self, claim: Claim, reply: Reply, focus: Focus | None, pending: Pending | None, now: datetime
    ) -> None:
        """Store a turn's reply and what it leaves behind, in one short transaction.

        Args:
            claim: The claim it ran under.
            reply: Its complete reply.
            focus: What the conversation is about now; None leaves it as it was.
            pending: What the reply asked and waits for; None if nothing.
            now: The time of its end.

        Raises:
            ClaimLost: Another claim has taken the turn over; nothing was stored.
        """
        await self._end(claim, reply, now, state="done", focus=focus, pending=pending)

    async def fail(self, claim: Claim, error_id: str, reply: Reply, now: datetime) -> None:
        """Store that a turn failed and what was said then; focus and what was asked before stay as they were.

        Raises:
            ClaimLost: Another claim has taken the turn over; nothing was stored.
        """
        await self._end(claim, reply, now, state="failed", error_id=error_id, pending=claim.pending)

    async def joined(self, turn_id: str, patience: timedelta) -> Reply:
        """Wait for the stored reply of a turn another task or process runs.

        Raises:
            NotFound: There is no such turn.
            TimeoutError: It did not come in time.
        """
        left = Patience(patience.total_seconds())
        with self._waiting.for_end(turn_id) as told:
            while True:
                async with self._database.read() as session:
                    row = await TurnRepository(session).get(turn_id)
                if row is None:
                    msg = f"no turn {turn_id}"
                    raise NotFound(msg, what="turn", name=turn_id)
                if row.reply is not None:
                    return Reply.model_validate(row.reply)
                await left.wait(told)

    async def recent(self, conversation_id: str, pairs: int, budget_tokens: int) -> tuple[Exchange, ...]:
        """Return the last answered exchanges of a conversation, oldest first, for a model.

        Args:
            conversation_id: The conversation.
            pairs: How many at most; never more than ``MOST_PAIRS``.
            budget_tokens: What they may cost together, at 1.6 characters a token; the last one's answer is cut to
                fit if it must be.
        """
        async with self._database.read() as session:
            rows = await TurnRepository(session).last_answered(conversation_id, min(pairs, MOST_PAIRS))
        exchanges = [Exchange(row.text, str((row.reply or {}).get("text", "")), row.tool) for row in rows]
        return within_budget(exchanges, budget_tokens)

    async def focus_of(self, conversation_id: str) -> Focus | None:
        """Return what a conversation is about; None if nothing yet."""
        async with self._database.read() as session:
            conversation = await ConversationRepository(session).get(conversation_id)
        return None if conversation is None else _focus(conversation)

    async def _claim(self, turn: Turn, owner: str | None) -> Claim | None:
        token = f"{self._owner}/{uuid4().hex}"
        moment = self._clock()
        conversation_id = turn.message.conversation
        async with self._database.transaction() as session:
            attempts = await TurnRepository(session).claim(
                turn.id,
                conversation_id,
                turn.seq,
                owner=owner,
                token=token,
                until=moment + self._lease,
                moment=moment,
            )
            conversation = await ConversationRepository(session).get(conversation_id) if attempts else None
        if attempts is None or conversation is None:
            return None
        if attempts > 1:
            log.warning("turn_taken_over", turn=turn.id, attempts=attempts)
        said_at = turn.message.now or moment
        return Claim(turn, token, attempts, _focus(conversation), _pending(conversation, said_at))

    async def _take_up(self, turn: Turn, first: TurnRow) -> Claim | None:
        """Claim the turn all others wait for: ours, or one whose lease has lapsed."""
        ours = first.id == turn.id and first.state == "received" and first.claimed_by == self._owner
        lapsed = first.claimed_until is not None and first.claimed_until <= self._clock()
        if not (ours or lapsed):
            return None
        if first.id == turn.id:
            return await self.claim(turn)
        async with self._database.read() as session:
            found = await TurnRepository(session).with_contact(first.id)
        if found is None:
            return None
        row, conversation, contact = found
        return await self._claim(_turn(row, _message(row, conversation, contact), identity_of(contact)), None)

    async def _renew_until(self, stop: asyncio.Event, claim: Claim) -> None:
        while not await signalled(stop, self._lease.total_seconds() / 3):
            if not await self.renew(claim):
                log.warning("lease_lost", turn=claim.turn.id)
                return

    async def _end(  # noqa: PLR0913 -- the columns of an ending
        self,
        claim: Claim,
        reply: Reply,
        now: datetime,
        *,
        state: str,
        pending: Pending | None,
        focus: Focus | None = None,
        error_id: str | None = None,
    ) -> None:
        conversation_id = claim.turn.message.conversation
        kept = None if focus is None else focus.model_dump(mode="json")
        left = None if pending is None else pending.model_dump(mode="json")
        async with self._database.transaction() as session:
            held = await TurnRepository(session).finish(
                claim.turn.id,
                claim.token,
                state=state,
                reply=reply.model_dump(mode="json"),
                model=reply.model,
                seconds=reply.seconds,
                error_id=error_id,
                finished_at=now,
            )
            if held:
                await ConversationRepository(session).turned(conversation_id, kept, left, now)
        self._waiting.call(conversation_id, claim.turn.id)
        if not held:
            msg = f"turn {claim.turn.id} was taken over"
            raise ClaimLost(msg)


def _check_names(message: Message) -> None:
    for slot, name in (("id", message.id), ("conversation", message.conversation), ("user", message.user)):
        if not 0 < len(name) <= LONGEST_NAME:
            msg = f"{slot} must have 1 to {LONGEST_NAME} characters"
            raise InvalidArguments(msg, slot=slot, problem="length")


async def _enter(session: Session, message: Message, identity: Identity, now: datetime) -> Any:  # noqa: ANN401 -- a row
    """Lock the message's conversation, which begins with its first message, and return it."""
    title = " ".join(message.text.split())[:LONGEST_TITLE] or None
    conversations = ConversationRepository(session)
    conversation = await conversations.lock(message.conversation) or await conversations.add(
        message.conversation, identity.contact_id, message.channel, title, now
    )
    if conversation.contact_id != identity.contact_id:
        msg = f"conversation {message.conversation} is another contact's"
        raise NotPermitted(msg, what="conversation", name=message.conversation)
    if conversation.deleted_at is not None:
        msg = f"conversation {message.conversation} was deleted"
        raise NotFound(msg, what="conversation", name=message.conversation)
    if conversation.title is None and title is not None:
        await conversations.rename(conversation.id, title)
    return conversation


def _focus(conversation: Any) -> Focus | None:  # noqa: ANN401 -- a row
    return None if conversation.focus is None else Focus.model_validate(conversation.focus)


def _pending(conversation: Any, now: datetime) -> Pending | None:  # noqa: ANN401 -- a row
    """Return the question that is open in a conversation and still waits for its answer."""
    pending = None if conversation.pending is None else Pending.model_validate(conversation.pending)
    return None if pending is None or pending.lapsed(now) else pending


def _turn(row: Any, message: Message, identity: Identity) -> Turn:  # noqa: ANN401 -- a row
    reply = None if row.reply is None else Reply.model_validate(row.reply)
    return Turn(row.id, row.seq, message, identity, reply, row.error_id)


def _message(row: TurnRow, conversation: Conversation, contact: Contact) -> Message:
    identity = identity_of(contact)
    return Message(
        id=row.message_id,
        conversation=row.conversation_id,
        channel=cast("Channel", conversation.channel),
        user=contact.external_id,
        role=identity.role,
        text=row.text,
        tool=row.tool,
        arguments=row.arguments,
        confirmed=row.confirmed,
        enterprise=identity.enterprise_id,
        now=row.created_at,
    )
