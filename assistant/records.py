"""What a contact may see and change of their own: conversations, feedback on replies, complaints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast, get_args

from assistant.desk import line
from assistant.identity import Identity, resolve
from assistant.messages import Channel, Reply
from tools.database.models import Score, TurnState
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.feedback import ComplaintRepository, FeedbackRepository
from tools.database.repositories.hand_offs import RelayRepository
from tools.database.repositories.tickets import TicketRepository
from tools.database.repositories.turns import TurnRepository
from tools.domain.tickets.reading import draft
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Pending

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Database, Session
    from tools.database.models import Conversation, Relay, Turn
    from tools.kit.tool import Role, Suggestion

LONGEST_TITLE = 200
LONGEST_COMMENT = 2_000
LONGEST_COMPLAINT = 5_000
LONGEST_REACH = 200
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a contact thinks of a reply."""

    score: Score
    comment: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list; ``title`` is None while nothing was typed in it."""

    id: str
    title: str | None
    channel: Channel
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; ``more`` says whether another follows."""

    summaries: tuple[Summary, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A message with what came of it; ``reply`` is None while it runs.

    Attributes:
        id: Id of the turn, and of its reply.
        message_id: The message's id within the conversation.
        text: What was said.
        tool: The button that was pressed.
        arguments: What the button carried.
        state: How far it has come.
        reply: What was answered.
        opinion: What the contact thinks of it.
        created_at: When it was said.
        finished_at: When it was answered.
    """

    id: str
    message_id: str
    text: str
    tool: str | None
    arguments: dict[str, Any]
    state: TurnState
    reply: Reply | None
    opinion: Opinion | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Relayed:
    """Words a person said to a conversation, shown between its replies, as they were shown."""

    id: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation with its turns in order, and what people said between them."""

    summary: Summary
    turns: tuple[RecordedTurn, ...]
    relayed: tuple[Relayed, ...] = ()


class Records:
    """The records of one contact at a time; another contact's are not there (``NotFound``).

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def identify(
        self, channel: Channel, external_id: str, role: Role, enterprise: str | None, now: datetime
    ) -> Identity:
        """Return who a channel speaks of; a person it has not met becomes a new contact."""
        async with self._database.transaction() as session:
            return await resolve(session, channel, external_id, role, enterprise, now)

    async def find_contact(self, channel: Channel, external_id: str) -> str | None:
        """Return the id of the contact a channel knows by this name, if it has met them."""
        async with self._database.read() as session:
            contact = await ContactRepository(session).find(channel, external_id)
        return None if contact is None else contact.id

    async def offered(self, conversation_id: str, turn_id: str, number: int) -> Suggestion | None:
        """Return what a reply of a conversation offered at a place, from 1; None where there is nothing."""
        async with self._database.read() as session:
            turn = await TurnRepository(session).get(turn_id)
        if turn is None or turn.conversation_id != conversation_id or turn.reply is None:
            return None
        suggestions = Reply.model_validate(turn.reply).suggestions
        return suggestions[number - 1] if 0 < number <= len(suggestions) else None

    async def last_reply(self, conversation_id: str) -> tuple[Reply | None, Pending | None]:
        """Return the last reply of a conversation, and the question that is open in it."""
        async with self._database.read() as session:
            conversation = await ConversationRepository(session).get(conversation_id)
            last = await TurnRepository(session).last_answered(conversation_id, 1)
        reply = Reply.model_validate(last[0].reply) if last and last[0].reply is not None else None
        asked = None if conversation is None or conversation.pending is None else conversation.pending
        return reply, None if asked is None else Pending.model_validate(asked)

    async def conversations(
        self, contact_id: str, limit: int = 20, after: str | None = None, search: str | None = None
    ) -> Page:
        """List a contact's conversations, the one last spoken in first.

        Args:
            contact_id: Whose.
            limit: How many at most, up to ``LARGEST_PAGE``.
            after: Id of the last one of the page before.
            search: Words that stand in the title, a message or a reply.

        Raises:
            NotFound: ``after`` is not a conversation of this contact.
        """
        limit = max(1, min(limit, LARGEST_PAGE))
        async with self._database.read() as session:
            repository = ConversationRepository(session)
            last = None if after is None else await repository.get(after)
            if after is not None and (last is None or last.contact_id != contact_id):
                raise _NoConversation(after)
            wanted = (search or "").strip() or None
            rows = await repository.page(contact_id, limit + 1, last, wanted)
        return Page(tuple(_summary(row) for row in rows[:limit]), len(rows) > limit)

    async def thread(self, contact_id: str, conversation_id: str) -> Thread:
        """Return a conversation with its turns in order.

        Raises:
            NotFound: The contact has no such conversation, or deleted it.
        """
        async with self._database.read() as session:
            conversation = await _own(session, contact_id, conversation_id)
            turns = await TurnRepository(session).of_conversation(conversation_id)
            feedback = await FeedbackRepository(session).of_conversation(conversation_id)
            relays = await RelayRepository(session).of_conversation(conversation_id)
        opinions = {row.turn_id: Opinion(cast("Score", row.score), row.comment) for row in feedback}
        recorded = tuple(_recorded(turn, opinions.get(turn.id)) for turn in turns)
        return Thread(_summary(conversation), recorded, _relayed(relays, recorded))

    async def rename(self, contact_id: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            InvalidArguments: The title is empty or too long.
            NotFound: The contact has no such conversation.
        """
        title = _checked("title", title, LONGEST_TITLE)
        async with self._database.transaction() as session:
            await _own(session, contact_id, conversation_id)
            await ConversationRepository(session).rename(conversation_id, title)

    async def delete(self, contact_id: str, conversation_id: str, now: datetime) -> None:
        """Take a conversation out of the contact's sight; nothing more can be said in it.

        Raises:
            NotFound: The contact has no such conversation.
        """
        async with self._database.transaction() as session:
            await _own(session, contact_id, conversation_id)
            await ConversationRepository(session).delete(conversation_id, now)

    async def set_feedback(
        self, contact_id: str, turn_id: str, score: Score, comment: str | None, now: datetime
    ) -> None:
        """Store what a contact thinks of a reply, in place of what they thought before.

        Args:
            contact_id: Whose turn it is.
            turn_id: The turn.
            score: 1 is good, -1 is bad.
            comment: In their words.
            now: When.

        Raises:
            Conflict: There is no reply yet.
            InvalidArguments: The score is another, or the comment too long.
            NotFound: The contact has no such turn.
        """
        if score not in get_args(Score):
            msg = "a score is 1 or -1"
            raise InvalidArguments(msg, slot="score", problem="literal_error")
        said = None if not (comment or "").strip() else _checked("comment", comment or "", LONGEST_COMMENT)
        async with self._database.transaction() as session:
            turn = await _own_turn(session, contact_id, turn_id)
            if turn.reply is None:
                msg = f"turn {turn_id} has no reply yet"
                raise Conflict(msg, what="turn", name=turn_id)
            await FeedbackRepository(session).set(turn_id, contact_id, score, said, now)

    async def remove_feedback(self, contact_id: str, turn_id: str) -> None:
        """Forget what a contact thought of a reply.

        Raises:
            NotFound: The contact has no such turn.
        """
        async with self._database.transaction() as session:
            await _own_turn(session, contact_id, turn_id)
            await FeedbackRepository(session).remove(turn_id)

    async def complain(self, contact_id: str | None, text: str, reach: str | None, now: datetime) -> str:
        """File a complaint; of somebody who speaks for an enterprise it is a ticket too.

        Args:
            contact_id: Who complains, where that is known.
            text: What about.
            reach: How to answer them.
            now: When.

        Returns:
            The complaint's id, to be told to its author.

        Raises:
            InvalidArguments: The text is empty, or one of them too long.
        """
        said = _checked("text", text, LONGEST_COMPLAINT)
        back = None if not (reach or "").strip() else _checked("reach", reach or "", LONGEST_REACH)
        async with self._database.transaction() as session:
            if contact_id is not None:
                await _complained(session, contact_id, said, now)
            return await ComplaintRepository(session).add(contact_id, said, back, now)


class _NoConversation(NotFound):
    """The contact has none of this id, whoever else may."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(
            f"the contact has no conversation {conversation_id}", what="conversation", name=conversation_id
        )


class _NoTurn(NotFound):
    """The contact has none of this id, whoever else may."""

    def __init__(self, turn_id: str) -> None:
        super().__init__(f"the contact has no turn {turn_id}", what="turn", name=turn_id)


def _checked(slot: str, value: str, longest: int) -> str:
    value = value.strip()
    if not 0 < len(value) <= longest:
        msg = f"{slot} must have 1 to {longest} characters"
        raise InvalidArguments(msg, slot=slot, problem="length", longest=longest)
    return value


async def _complained(session: Session, contact_id: str, text: str, now: datetime) -> None:
    contact = await ContactRepository(session).get(contact_id)
    if contact is not None and contact.enterprise_id is not None:
        await TicketRepository(session).open(
            draft("", text=text, kind="complaint"),
            enterprise_id=contact.enterprise_id,
            contact_id=contact_id,
            conversation_id=None,
            turn_id=None,
            now=now,
        )


async def _own(session: Session, contact_id: str, conversation_id: str) -> Conversation:
    conversation = await ConversationRepository(session).of_contact(contact_id, conversation_id)
    if conversation is None:
        raise _NoConversation(conversation_id)
    return conversation


async def _own_turn(session: Session, contact_id: str, turn_id: str) -> Turn:
    turn = await TurnRepository(session).of_contact(contact_id, turn_id)
    if turn is None:
        raise _NoTurn(turn_id)
    return turn


def _summary(row: Conversation) -> Summary:
    return Summary(row.id, row.title, cast("Channel", row.channel), row.created_at, row.updated_at)


def _relayed(relays: Sequence[Relay], turns: Sequence[RecordedTurn]) -> tuple[Relayed, ...]:
    """Leave out what a reply began with, which is shown there, and what was not shown yet, which is news."""
    replies = [turn.reply.text for turn in turns if turn.reply is not None]
    said = [
        Relayed(row.id, line(row.author, row.direction, row.text), row.created_at) for row in relays if row.delivered_at
    ]
    return tuple(one for one in said if not any(one.text in reply for reply in replies))


def _recorded(row: Turn, opinion: Opinion | None) -> RecordedTurn:
    return RecordedTurn(
        id=row.id,
        message_id=row.message_id,
        text=row.text,
        tool=row.tool,
        arguments=row.arguments,
        state=cast("TurnState", row.state),
        reply=None if row.reply is None else Reply.model_validate(row.reply),
        opinion=opinion,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
