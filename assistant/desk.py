"""Carries words between an enterprise's conversation and the person of the platform who has taken it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import wording
from assistant.messages import Passed
from corpus.lexical import normalise
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.hand_offs import HandOffRepository, RelayRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain import days
from tools.domain.promises import promises
from tools.domain.tickets.cues import ends_talk, nobody_there
from tools.wording import hand_offs as hand_off_words
from tools.wording import promises as promise_words
from tools.wording import tickets as ticket_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.messages import Message
    from tools.database.engine import Database, Session
    from tools.database.models import HandOff, Relay
    from tools.kit.tool import ToolContext


@dataclass(frozen=True, slots=True)
class News:
    """What an open page is to show of a talk.

    Attributes:
        words: Said by people and not shown yet, as a person reads them; empty if nothing.
        open: More may come: a talk is waited for, or under way.
    """

    words: str
    open: bool


class Desk:
    """Talks between people that run through conversations.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def quiet(self, context: ToolContext) -> bool:
        """Tell whether no talk is open in a conversation, and no words wait there."""
        async with self._database.read() as session:
            return not any(await HandOffRepository(session).stands(context.conversation))

    async def pass_on(self, context: ToolContext, message: Message) -> Passed | None:
        """Hand a message to the person who owns the conversation; None where nobody does.

        An enterprise ends the talk, or its waiting for one, in so many words, and is told how long it has to wait.
        Pressed buttons are the assistant's.

        Args:
            context: Who is speaking.
            message: What was said.
        """
        if context.role == "operator" or message.tool is not None or not message.text.strip():
            return None
        async with self._database.read() as session:
            found = await HandOffRepository(session).open_in(context.conversation)
        if found is None:
            return None
        text = normalise(message.text).strip()
        if ends_talk(text):
            return await self._ended(context, found)
        if found.state == "waiting" and nobody_there(text):
            return await self._awaited(context, found)
        return await self._carried(context, message, found) if found.state == "taken" else None

    async def unheard(self, context: ToolContext) -> str:
        """Return what people have said to this conversation and was not shown yet, and take it as shown.

        Args:
            context: Who is speaking.
        """
        return await self._taken(context.conversation, context.now)

    async def holds(self, context: ToolContext) -> bool:
        """Tell whether what is typed in an operator's conversation goes to an enterprise."""
        async with self._database.read() as session:
            return await HandOffRepository(session).held_in(context.conversation, context.contact) is not None

    async def news(self, contact_id: str | None, conversation_id: str, now: datetime) -> News:
        """Look for words to show in a page that is open; those returned count as shown.

        Args:
            contact_id: Whose page it is; another's conversation has no news.
            conversation_id: The conversation it shows.
            now: The time.
        """
        async with self._database.read() as session:
            waits, more = await HandOffRepository(session).stands(conversation_id)
            if waits:
                own = await ConversationRepository(session).of_contact(contact_id or "", conversation_id)
                waits = own is not None
        return News(await self._taken(conversation_id, now) if waits else "", open=more)

    async def _taken(self, conversation_id: str, now: datetime) -> str:
        async with self._database.read() as session:
            if not await RelayRepository(session).waits(conversation_id):
                return ""
        async with self._database.transaction() as session:
            return told(await RelayRepository(session).take(conversation_id, now))

    async def _awaited(self, context: ToolContext, found: HandOff) -> Passed:
        """Say until when somebody joins, and that they are late where they are."""
        async with self._database.read() as session:
            ticket = await TicketRepository(session).get(found.ticket_id)
        words = ""
        if ticket is not None:
            form = hand_off_words.NOT_YET if ticket.due_at >= context.now else hand_off_words.LATE
            words = form.format(number=ticket.number, due=ticket_words.moment(ticket.due_at))
        return Passed(text="\n\n".join(part for part in (await self.unheard(context), words) if part))

    async def _carried(self, context: ToolContext, message: Message, found: HandOff) -> Passed:
        """Store a message for the operator; once, however often the turn is run."""
        async with self._database.transaction() as session:
            relays = RelayRepository(session)
            first = await relays.count(found.ticket_id, "to_operator") == 0
            await relays.add(
                found.ticket_id,
                found.operator_conversation_id or "",
                "to_operator",
                message.text.strip(),
                contact_id=context.contact,
                author=await _author(session, context),
                now=context.now,
                relay_id=context.turn,
            )
            noted = await self._noted(session, context, message, found)
            heard = told(await relays.take(context.conversation, context.now))
            operator = await PeopleRepository(session).name(found.operator_id or "")
        parts = [heard, wording.PASSED_ON.format(operator=operator) if first else "", noted]
        return Passed(text="\n\n".join(part for part in parts if part))

    async def _noted(self, session: Session, context: ToolContext, message: Message, found: HandOff) -> str:
        """Put down what a message promises by a day, and say so in one line; empty where it promises nothing."""
        today = days.today(context.now)
        promised = promises(message.text, today)
        ticket = await TicketRepository(session).get(found.ticket_id) if promised is not None else None
        if promised is None or promised.day is None or ticket is None:
            return ""
        await PromiseRepository(session).add(
            enterprise_id=ticket.enterprise_id,
            contact_id=context.contact,
            made_by=context.contact,
            side="enterprise",
            text=promised.text,
            due_at=days.morning(promised.day.on),
            turn_id=context.turn,
            now=context.now,
            promise_id=context.turn,
        )
        return promise_words.noted(promised.text, promised.day, today, operator=False)

    async def _ended(self, context: ToolContext, found: HandOff) -> Passed:
        """End a talk, or the waiting for one, because the enterprise wants no more of it."""
        taken = found.state == "taken"
        async with self._database.transaction() as session:
            relays, tickets = RelayRepository(session), TicketRepository(session)
            ticket = await tickets.lock(found.ticket_id)
            ended = await HandOffRepository(session).release(found.id, context.now)
            if ended and ticket is not None and ticket.state in {"recorded", "assessed", "scheduled"}:
                note = wording.ENTERPRISE_ENDED if taken else wording.ENTERPRISE_LEFT
                await tickets.advance(ticket, "resolved", context.contact, context.now, note)
            if ended and taken:
                await relays.add(
                    found.ticket_id,
                    found.operator_conversation_id or "",
                    "to_operator",
                    wording.TALK_ENDED.format(number=ticket.number if ticket else ""),
                    contact_id=context.contact,
                    author="",
                    now=context.now,
                    relay_id=context.turn,
                )
            heard = told(await relays.take(context.conversation, context.now))
        number = ticket.number if ticket else ""
        words = (wording.BACK_WITH_ME if taken else wording.NO_LONGER_WAITING).format(number=number)
        return Passed(text="\n\n".join(part for part in (heard, words) if part))


def told(relays: Sequence[Relay]) -> str:
    """Put what people said as it is shown, line by line."""
    return "\n\n".join(line(relay.author, relay.direction, relay.text) for relay in relays)


def line(author: str, direction: str, text: str) -> str:
    """Put one thing a person said as it is shown.

    Args:
        author: Who said it; empty for the platform itself.
        direction: Which way it went.
        text: The words.
    """
    if not author:
        return wording.PLATFORM_SAYS.format(text=text)
    form = wording.OPERATOR_SAYS if direction == "to_enterprise" else wording.ENTERPRISE_SAYS
    return form.format(author=author, text=text)


async def _author(session: Session, context: ToolContext) -> str:
    names = await PeopleRepository(session).enterprises({context.enterprise} if context.enterprise else set())
    return names.get(context.enterprise or "", wording.UNNAMED_ENTERPRISE)
