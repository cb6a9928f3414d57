"""What stands in a conversation once its contact was told something, so that an answer goes on where it pointed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from assistant.messages import Reply
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.follow_ups import FollowUpRepository
from tools.kit.tool import Pending

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.nudges import Nudge
    from corpus.follow_ups import Manners
    from tools.database.engine import Session


async def tell(session: Session, nudge: Nudge, now: datetime, manners: Manners) -> None:
    """Put a nudge into its contact's conversation as a turn, and open the question that it asks.

    A contact without a conversation gets none.

    Args:
        session: The transaction in which it counts as sent.
        nudge: What was sent.
        now: The time.
        manners: How long an answer goes on where the nudge pointed.
    """
    if nudge.conversation is None:
        return
    conversations = ConversationRepository(session)
    conversation = await conversations.lock(nudge.conversation)
    if conversation is None or conversation.deleted_at is not None:
        return
    suggestions = (nudge.press,) if nudge.press else ()
    reply = Reply(id=nudge.id, text=nudge.text, suggestions=suggestions)
    await FollowUpRepository(session).put_turn(nudge.id, conversation.id, reply.model_dump(mode="json"), now)
    pending = invitation(nudge, now + timedelta(days=manners.answer_days))
    asked = None if pending is None else pending.model_dump(mode="json")
    await conversations.turned(conversation.id, None, asked, now)


def invitation(nudge: Nudge, until: datetime) -> Pending | None:
    """Return the question a nudge leaves open; None where it has no button.

    Args:
        nudge: The nudge.
        until: How long what is said is an answer to it.
    """
    if nudge.press is None or nudge.press.tool is None:
        return None
    # Where it asks for a score, a figure is one, and presses nothing.
    choices = () if nudge.purpose == "satisfaction" else (nudge.press,)
    return Pending(
        tool=nudge.press.tool,
        slot=None,
        arguments=nudge.press.arguments,
        question=nudge.text,
        choices=choices,
        aside=True,
        until=until,
    )
