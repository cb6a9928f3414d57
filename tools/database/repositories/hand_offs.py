"""Queries on talks handed to a person, and on the words carried there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, func, or_, select, update

from tools.database.models import HandOff, Relay, Ticket, new_id
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import BindParameter, Select

    from tools.database.engine import Session

Direction = Literal["to_enterprise", "to_operator"]


class HandOffRepository:
    """Talks handed to a person: waiting, taken, released."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def open_in(self, conversation_id: str) -> HandOff | None:
        """Return the hand-off of an enterprise's conversation that waits or is taken."""
        query = select(HandOff).where(HandOff.conversation_id == conversation_id, HandOff.state != "released")
        return await self._session.scalar(query)

    async def held_in(self, conversation_id: str, operator_id: str) -> HandOff | None:
        """Return the hand-off an operator has taken and talks to from one of their conversations."""
        query = select(HandOff).where(
            HandOff.operator_conversation_id == conversation_id,
            HandOff.operator_id == operator_id,
            HandOff.state == "taken",
        )
        return await self._session.scalar(query.order_by(HandOff.taken_at.desc(), HandOff.id).limit(1))

    async def stands(self, conversation_id: str) -> tuple[bool, bool]:
        """Tell of a conversation, on either side, whether words wait in it, and whether a hand-off is open there."""
        row = (await self._session.execute(_STANDS, {"here": conversation_id})).one()
        return bool(row[0]), bool(row[1])

    async def of_ticket(self, ticket_id: str) -> HandOff | None:
        """Return a ticket's hand-off, as it stands."""
        query = select(HandOff).where(HandOff.ticket_id == ticket_id).order_by(HandOff.created_at.desc(), HandOff.id)
        return await self._session.scalar(query.limit(1).execution_options(populate_existing=True))

    async def add(self, ticket_id: str, conversation_id: str, now: datetime) -> bool:
        """Let a conversation wait for a person; False where it does already, whoever asked first."""
        identity = new_id()
        await insert_if_absent(
            self._session,
            HandOff,
            id=identity,
            ticket_id=ticket_id,
            conversation_id=conversation_id,
            state="waiting",
            created_at=now,
        )
        return await self._session.get(HandOff, identity) is not None

    async def take(self, hand_off_id: str, operator_id: str, conversation_id: str, now: datetime) -> bool:
        """Give a waiting hand-off to an operator; False where somebody was quicker.

        Args:
            hand_off_id: The hand-off.
            operator_id: Contact id of the operator.
            conversation_id: The operator's conversation, which the talk runs through.
            now: When.
        """
        statement = (
            update(HandOff)
            .where(HandOff.id == hand_off_id, HandOff.state == "waiting")
            .values(state="taken", operator_id=operator_id, operator_conversation_id=conversation_id, taken_at=now)
            .returning(HandOff.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def move(self, hand_off: HandOff, operator_id: str, conversation_id: str) -> bool:
        """Carry on an operator's own talk from another of their conversations, with what was not shown before.

        Args:
            hand_off: The hand-off.
            operator_id: Contact id of the operator.
            conversation_id: Where the operator speaks now.

        Returns:
            False where it is not this operator's.
        """
        before = hand_off.operator_conversation_id
        statement = (
            update(HandOff)
            .where(HandOff.id == hand_off.id, HandOff.state == "taken", HandOff.operator_id == operator_id)
            .values(operator_conversation_id=conversation_id)
            .returning(HandOff.id)
            .execution_options(synchronize_session=False)
        )
        if await self._session.scalar(statement) is None:
            return False
        unseen = (
            update(Relay)
            .where(Relay.ticket_id == hand_off.ticket_id, Relay.conversation_id == before)
            .where(Relay.direction == "to_operator", Relay.delivered_at.is_(None))
            .values(conversation_id=conversation_id)
            .execution_options(synchronize_session=False)
        )
        await self._session.execute(unseen)
        return True

    async def release(self, hand_off_id: str, now: datetime) -> bool:
        """End a hand-off; False where it has ended."""
        statement = (
            update(HandOff)
            .where(HandOff.id == hand_off_id, HandOff.state != "released")
            .values(state="released", released_at=now)
            .returning(HandOff.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def waiting(self, limit: int) -> Sequence[tuple[HandOff, Ticket]]:
        """Return the hand-offs that wait with their tickets, the one that waits longest first."""
        query = (
            select(HandOff, Ticket)
            .join(Ticket, Ticket.id == HandOff.ticket_id)
            .where(HandOff.state == "waiting")
            .order_by(HandOff.created_at, HandOff.id)
            .limit(limit)
        )
        return [(hand_off, ticket) for hand_off, ticket in (await self._session.execute(query)).all()]

    async def taken_by(self, operator_id: str, limit: int) -> Sequence[tuple[HandOff, Ticket]]:
        """Return the hand-offs an operator has taken with their tickets, the newest first."""
        query = (
            select(HandOff, Ticket)
            .join(Ticket, Ticket.id == HandOff.ticket_id)
            .where(HandOff.state == "taken", HandOff.operator_id == operator_id)
            .order_by(HandOff.taken_at.desc(), HandOff.id)
            .limit(limit)
        )
        return [(hand_off, ticket) for hand_off, ticket in (await self._session.execute(query)).all()]


class RelayRepository:
    """Words carried between a person of the platform and an enterprise's conversation."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(  # noqa: PLR0913 -- the columns of a row
        self,
        ticket_id: str,
        conversation_id: str,
        direction: Direction,
        text: str,
        *,
        contact_id: str,
        author: str,
        now: datetime,
        relay_id: str | None = None,
    ) -> None:
        """Add words to be shown in a conversation; the same id adds them once.

        Args:
            ticket_id: The ticket the talk is about.
            conversation_id: Where they are to be shown.
            direction: Which way they go.
            text: The words.
            contact_id: Who said them.
            author: The name shown with them; empty for what the platform itself says.
            now: When.
            relay_id: A name of their own, where they may be said again by a retry.
        """
        await insert_if_absent(
            self._session,
            Relay,
            id=relay_id or new_id(),
            ticket_id=ticket_id,
            conversation_id=conversation_id,
            direction=direction,
            text=text,
            contact_id=contact_id,
            author=author,
            created_at=now,
            delivered_at=None,
        )

    async def waits(self, conversation_id: str) -> bool:
        """Tell whether a conversation has words nobody has been shown yet."""
        query = select(Relay.id).where(Relay.conversation_id == conversation_id, Relay.delivered_at.is_(None)).limit(1)
        return await self._session.scalar(query) is not None

    async def take(self, conversation_id: str, now: datetime) -> Sequence[Relay]:
        """Return the words a conversation was not shown yet, in order, and take them as shown."""
        statement = (
            update(Relay)
            .where(Relay.conversation_id == conversation_id, Relay.delivered_at.is_(None))
            .values(delivered_at=now)
            .returning(Relay)
            .execution_options(synchronize_session=False)
        )
        rows = (await self._session.scalars(statement)).all()
        return sorted(rows, key=lambda row: (row.created_at, row.id))

    async def shown(self, relay_id: str, now: datetime) -> bool:
        """Take words as shown; False where they had been."""
        statement = (
            update(Relay)
            .where(Relay.id == relay_id, Relay.delivered_at.is_(None))
            .values(delivered_at=now)
            .returning(Relay.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def of_conversation(self, conversation_id: str) -> Sequence[Relay]:
        """Return all words carried to a conversation, in order."""
        query = select(Relay).where(Relay.conversation_id == conversation_id).order_by(Relay.created_at, Relay.id)
        return (await self._session.scalars(query)).all()

    async def count(self, ticket_id: str, direction: Direction | None = None) -> int:
        """Count what people said to each other about a ticket."""
        query = select(func.count()).select_from(Relay).where(Relay.ticket_id == ticket_id, Relay.author != "")
        if direction is not None:
            query = query.where(Relay.direction == direction)
        return int(await self._session.scalar(query) or 0)


def _standing() -> Select[bool, bool]:
    name: BindParameter[str] = bindparam("here")
    words = select(Relay.id).where(Relay.conversation_id == name, Relay.delivered_at.is_(None))
    here = or_(HandOff.conversation_id == name, HandOff.operator_conversation_id == name)
    return select(words.exists(), select(HandOff.id).where(here, HandOff.state != "released").exists())


_STANDS = _standing()
"""Built once: it is asked with every message."""
