"""Follow-ups as their contacts see them: the inbox of the web chat, and what they were told lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from assistant import wording
from assistant.messages import Reply
from assistant.nudges import Nudge
from assistant.telling import tell
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.follow_ups import FollowUpRepository
from tools.database.repositories.hand_offs import HandOffRepository
from tools.database.repositories.reminders import ReminderRepository
from tools.database.repositories.turns import TurnRepository
from tools.domain.follow_ups import TOLD, shipped
from tools.kit.tool import Pending, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from assistant.messages import Channel
    from corpus.follow_ups import Manners, Purpose
    from tools.database.engine import Database, Session
    from tools.database.models import Contact, FollowUp

MOST_SHOWN = 3
"""Follow-ups shown with their buttons at once; older ones are only named."""
LONGEST_LINE = 40
LONGEST_TITLE = 40
RECENT, MOST_RECENT = timedelta(days=30), 20
"""How far back, and how many, a page lists."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A follow-up that is shown now.

    Attributes:
        message: The id of the message that stands for it in the conversation.
        reply: What it says, with its button.
    """

    message: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Told:
    """Something a contact was told: its words, what to say to it, and when it was."""

    text: str
    press: str | None
    at: datetime


class Reminders:
    """What a person was told of the platform's own accord; nobody sees another's.

    Args:
        database: Where it stands.
        clock: The time, UTC.
        manners: How long an answer goes on where a follow-up pointed; those of the package by default.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], manners: Manners | None = None) -> None:
        self._database, self._clock = database, clock
        self._manners = manners or shipped().manners

    async def take(self, channel: Channel, user: str, conversation_id: str) -> tuple[Reminder, ...]:
        """Take what waits in a person's inbox as shown in a conversation, where an answer to it goes on.

        Nothing is, and all goes on waiting, while an answer is under way there, a question is open, or a person of the
        platform has part in it.

        Args:
            channel: The person's channel.
            user: Its name for them.
            conversation_id: The conversation they look at; it begins with this where it is new.

        Returns:
            The newest, the oldest of them first; the last one names those before.
        """
        async with self._database.read() as session:
            contact = await ContactRepository(session).find(channel, user)
            if contact is None or not await FollowUpRepository(session).unseen(contact.id, self._clock()):
                return ()
        now = self._clock()
        async with self._database.transaction() as session:
            if not await _quiet(session, contact.id, conversation_id, now):
                return ()
            follow_ups = FollowUpRepository(session)
            waiting = await follow_ups.unseen(contact.id, now)
            newly = frozenset(await follow_ups.shown(contact.id, [row.id for row in waiting], now))
            rows = [row for row in waiting if row.id in newly]
            if not rows:
                return ()
            older, newest = rows[:-MOST_SHOWN], rows[-MOST_SHOWN:]
            title = _line(newest[-1].text or "", LONGEST_TITLE)
            await ConversationRepository(session).add(conversation_id, contact.id, channel, title, now)
            told = [_nudge(row, contact, conversation_id, ()) for row in newest[:-1]]
            told.append(_nudge(newest[-1], contact, conversation_id, older))
            return tuple([await self._moved(session, nudge, now) for nudge in told])

    async def recent(self, contact_id: str) -> tuple[Told, ...]:
        """Return what a contact was told in the last weeks, the newest first."""
        async with self._database.read() as session:
            rows = await ReminderRepository(session).recent(contact_id, self._clock() - RECENT, MOST_RECENT)
        return tuple(
            Told(row.text or "", str(row.press["title"]) if row.press else None, row.told_at)
            for row in rows
            if row.told_at is not None
        )

    async def _moved(self, session: Session, nudge: Nudge, now: datetime) -> Reminder:
        """Let the turn of a follow-up stand at the end of the conversation in which it is shown, and nowhere else."""
        reminders, conversations = ReminderRepository(session), ConversationRepository(session)
        before = await reminders.stands_in(nudge.id)
        if before is not None:
            last = await FollowUpRepository(session).ends(before, nudge.id)
            await reminders.take_back(nudge.id)
            conversation = await conversations.lock(before) if last and before != nudge.conversation else None
            if conversation is not None and conversation.pending is not None:
                # What it asked there is asked here from now on.
                await conversations.turned(before, None, None, conversation.updated_at)
        await tell(session, nudge, now, self._manners)
        row = await TurnRepository(session).get(nudge.id)
        reply = Reply.model_validate(row.reply) if row is not None else Reply(id=nudge.id, text=nudge.text)
        return Reminder(f"{TOLD}{nudge.id}", reply)


async def _quiet(session: Session, contact_id: str, conversation_id: str, now: datetime) -> bool:
    """Tell whether something may be said in a conversation now, unasked."""
    conversation = await ConversationRepository(session).lock(conversation_id)
    if conversation is None:
        return True
    if conversation.contact_id != contact_id or conversation.deleted_at is not None:
        return False
    asked = None if conversation.pending is None else Pending.model_validate(conversation.pending)
    if asked is not None and not asked.aside and not asked.lapsed(now):
        return False
    if any(await HandOffRepository(session).stands(conversation_id)):
        return False
    return await TurnRepository(session).first_unfinished(conversation_id) is None


def _nudge(row: FollowUp, contact: Contact, conversation_id: str, older: Sequence[FollowUp]) -> Nudge:
    """Return a follow-up as it was sent, for the conversation it is shown in, with a line for each older one."""
    text = row.text or ""
    if older:
        lines = "\n".join(wording.OLDER_REMINDER.format(text=_line(one.text or "", LONGEST_LINE)) for one in older)
        text = f"{text}\n\n{wording.OLDER_REMINDERS.format(count=len(older))}\n\n{lines}"
    return Nudge(
        id=row.id,
        route="web",
        channel=contact.channel,
        user=contact.external_id,
        contact=contact.id,
        enterprise=row.enterprise_id,
        rule=row.rule,
        step=row.step,
        title="",
        purpose=cast("Purpose", row.purpose),
        text=text,
        told_at=row.told_at or row.created_at,
        press=Suggestion.model_validate(row.press) if row.press else None,
        conversation=conversation_id,
    )


def _line(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + wording.CUT_SHORT
