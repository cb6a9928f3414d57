"""Queries on turns and on what tools wrote under them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Boolean, Integer, and_, bindparam, case, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from tools.database.models import Contact, Conversation, ToolWrite, Turn, Words, new_id
from tools.database.sessions import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.sql.dml import ReturningUpdate

    from tools.database.engine import Session
    from tools.database.sessions import Insert


class TurnRepository:
    """Messages and what came of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, turn_id: str) -> Turn | None:
        """Return a turn by its id."""
        return await self._session.get(Turn, turn_id)

    async def with_contact(self, turn_id: str) -> tuple[Turn, Conversation, Contact] | None:
        """Return a turn with the conversation it stands in and the contact who speaks there."""
        query = (
            select(Turn, Conversation, Contact)
            .join(Conversation, Turn.conversation_id == Conversation.id)
            .join(Contact, Conversation.contact_id == Contact.id)
            .where(Turn.id == turn_id)
        )
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else (row[0], row[1], row[2])

    async def of_message(self, conversation_id: str, message_id: str) -> Turn | None:
        """Return the turn a message began."""
        query = select(Turn).where(Turn.conversation_id == conversation_id, Turn.message_id == message_id)
        return await self._session.scalar(query)

    async def called(self, conversation_id: str, tool: str, most: int) -> list[dict[str, Any]]:
        """Return what a tool has come to in a conversation, the latest first.

        Args:
            conversation_id: Which.
            tool: The tool's name.
            most: How many turns are looked at.
        """
        query = select(Turn.reply).where(Turn.conversation_id == conversation_id, Turn.reply.is_not(None))
        replies = (await self._session.scalars(query.order_by(Turn.seq.desc()).limit(most))).all()
        calls = [call for reply in replies if reply for call in reversed(reply.get("tool_calls", ()))]
        return [call["result"] for call in calls if call["name"] == tool]

    async def add(  # noqa: PLR0913 -- the columns of a row
        self,
        conversation_id: str,
        message_id: str,
        *,
        text: str,
        tool: str | None,
        arguments: dict[str, Any],
        confirmed: bool = False,
        claimed_by: str,
        claimed_until: datetime,
        now: datetime,
        token: str | None = None,
    ) -> Any:  # noqa: ANN401 -- a row
        """Add a turn at the end of a conversation that is locked; None where the message is there already.

        With a ``token`` it is claimed under this name at once, unless a turn before it is unfinished.
        """
        given = {
            "new": new_id(),
            "within": conversation_id,
            "message": message_id,
            "text": text,
            "tool": tool,
            "arguments": arguments,
            "confirmed": confirmed,
            "receiver": claimed_by,
            "token": token,
            "claims": token is not None,
            "until": claimed_until,
            "moment": now,
        }
        return await self._session.one(_ADD, given)

    async def claim(  # noqa: PLR0913 -- what names a turn, and what names a claim
        self,
        turn_id: str,
        conversation_id: str,
        seq: int,
        *,
        owner: str | None,
        token: str,
        until: datetime,
        moment: datetime,
    ) -> int | None:
        """Let one claim run a turn, if every turn before it is finished and nobody else's lease on it holds.

        Args:
            turn_id: The turn.
            conversation_id: Its conversation.
            seq: Its place there.
            owner: Who may run it at once if they received it; None if only a lapsed lease will do.
            token: Names the claim.
            until: When the claim's lease lapses.
            moment: The time by the clock leases are measured with.

        Returns:
            How many claims the turn has had, with this one; None if it may not run now.
        """
        named = {"turn": turn_id, "within": conversation_id, "place": seq, "receiver": owner}
        leased = {"token": token, "until": until, "moment": moment}
        row = await self._session.one(_CLAIM, named | leased)
        return None if row is None else int(row.attempts)

    async def first_unfinished(self, conversation_id: str) -> Turn | None:
        """Return the turn whose end the others of its conversation wait for."""
        query = (
            select(Turn)
            .where(Turn.conversation_id == conversation_id, Turn.finished_at.is_(None))
            .order_by(Turn.seq)
            .limit(1)
        )
        return await self._session.scalar(query)

    async def extend(self, turn_id: str, token: str, until: datetime) -> bool:
        """Move the end of a claim's lease; False if the claim no longer holds."""
        return await self._change(turn_id, token, claimed_until=until)

    async def release(self, turn_id: str, token: str, moment: datetime) -> bool:
        """Let anyone take up a turn that this claim, or this receiver, held; False if it no longer did."""
        return await self._change(turn_id, token, state="received", claimed_until=moment)

    async def owners(self) -> Sequence[str]:
        """Return who holds turns that are not finished."""
        query = select(Turn.claimed_by).where(Turn.finished_at.is_(None)).distinct()
        return [owner for owner in (await self._session.scalars(query)).all() if owner]

    async def let_go(self, owners: Sequence[str], moment: datetime) -> None:
        """Let anyone take up the turns these have received or claimed."""
        await self._session.execute(
            update(Turn)
            .where(Turn.finished_at.is_(None), Turn.claimed_by.in_(owners))
            .values(claimed_until=moment)
            .execution_options(synchronize_session=False)
        )

    async def finish(self, turn_id: str, token: str, **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Store how a turn ended; False if the claim no longer holds."""
        return await self._change(turn_id, token, claimed_until=None, **values)

    async def _change(self, turn_id: str, token: str, **values: Any) -> bool:  # noqa: ANN401 -- column values
        given = {"which": turn_id, "held": token, **{f"new_{name}": value for name, value in values.items()}}
        return await self._session.one(_changing(tuple(sorted(values))), given) is not None

    async def of_conversation(self, conversation_id: str) -> Sequence[Turn]:
        """Return all turns in order."""
        query = select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.seq)
        return (await self._session.scalars(query)).all()

    async def last_answered(self, conversation_id: str, limit: int) -> Sequence[Turn]:
        """Return the turns that ended with an answer, the last first."""
        query = (
            select(Turn)
            .where(Turn.conversation_id == conversation_id, Turn.state == "done")
            .order_by(Turn.seq.desc())
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def of_contact(self, contact_id: str, turn_id: str) -> Turn | None:
        """Return a turn of a contact's own conversation, unless that was deleted."""
        query = (
            select(Turn)
            .join(Conversation, Turn.conversation_id == Conversation.id)
            .where(Turn.id == turn_id, Conversation.contact_id == contact_id, Conversation.deleted_at.is_(None))
        )
        return await self._session.scalar(query)


class ToolWriteRepository:
    """What tools wrote, by the turn and the arguments that caused it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def find(self, turn_id: str, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the result of a write that has been done under this turn."""
        query = select(ToolWrite.result).where(
            ToolWrite.turn_id == turn_id, ToolWrite.tool == tool, ToolWrite.arguments_hash == _digest(arguments)
        )
        return await self._session.scalar(query)

    async def record(
        self, turn_id: str, tool: str, arguments: Mapping[str, Any], result: dict[str, Any], now: datetime
    ) -> None:
        """Record a write in the transaction that does it.

        Raises:
            sqlalchemy.exc.IntegrityError: Another process has recorded it; the transaction must not commit.
        """
        self._session.add(
            ToolWrite(turn_id=turn_id, tool=tool, arguments_hash=_digest(arguments), result=result, created_at=now)
        )
        await self._session.flush()


def _claiming() -> ReturningUpdate[int]:
    earlier = aliased(Turn)
    before = (
        select(earlier.id)
        .where(
            earlier.conversation_id == bindparam("within"),
            earlier.seq < bindparam("place"),
            earlier.finished_at.is_(None),
        )
        .exists()
    )
    received = and_(Turn.state == "received", Turn.claimed_by == bindparam("receiver"))
    return (
        update(Turn)
        .where(
            Turn.id == bindparam("turn"),
            Turn.finished_at.is_(None),
            or_(Turn.claimed_until <= bindparam("moment"), received),
            ~before,
        )
        .values(
            state="running",
            attempts=Turn.attempts + 1,
            claimed_by=bindparam("token"),
            claimed_until=bindparam("until"),
        )
        .returning(Turn.attempts)
        .execution_options(synchronize_session=False)
    )


def _digest(arguments: Mapping[str, Any]) -> str:
    written = json.dumps(arguments, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _adding(insert: Insert) -> Any:  # noqa: ANN401 -- one of two classes without a common name
    here = Turn.conversation_id == bindparam("within")
    last = select(func.coalesce(func.max(Turn.seq), 0)).where(here).scalar_subquery()
    before = select(Turn.id).where(here, Turn.finished_at.is_(None)).exists()
    free = and_(bindparam("claims", type_=Boolean), ~before)
    return (
        insert(_TURNS)
        .values(
            id=bindparam("new"),
            conversation_id=bindparam("within"),
            seq=last + literal(1, Integer),
            message_id=bindparam("message"),
            text=bindparam("text"),
            tool=bindparam("tool"),
            arguments=bindparam("arguments"),
            confirmed=bindparam("confirmed"),
            state=case((free, "running"), else_="received"),
            attempts=case((free, 1), else_=0),
            claimed_by=case((free, bindparam("token", type_=Words)), else_=bindparam("receiver", type_=Words)),
            claimed_until=bindparam("until"),
            created_at=bindparam("moment"),
        )
        .on_conflict_do_nothing(index_elements=["conversation_id", "message_id"])
        .returning(*_TURNS.c)
    )


@cache
def _changing(names: tuple[str, ...]) -> Prepared:
    return Prepared(
        update(_TURNS)
        .where(
            _TURNS.c.id == bindparam("which"),
            _TURNS.c.claimed_by == bindparam("held"),
            _TURNS.c.finished_at.is_(None),
        )
        .values({name: bindparam(f"new_{name}") for name in names})
        .returning(_TURNS.c.id)
    )


# Built once: putting a statement together costs as much as running it.
_TURNS = cast("Table", Turn.__table__)
_ADD = Prepared(_adding)
_CLAIM = Prepared(_claiming())
