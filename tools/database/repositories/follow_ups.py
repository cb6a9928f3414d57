"""Queries on follow-ups: claiming what is due, what keeps it back, how it ended, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from tools.database.models import (
    Audience,
    Consent,
    Contact,
    Conversation,
    Enterprise,
    FollowUp,
    HandOff,
    OptOut,
    Outgoing,
    Received,
    Turn,
)
from tools.database.repositories.achievements import achieved_at
from tools.database.repositories.instants import later
from tools.database.repositories.outbox import UNDER_WAY
from tools.domain.follow_ups import TOLD
from tools.domain.notices import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Table
    from sqlalchemy.orm import InstrumentedAttribute

    from corpus.follow_ups import Rule
    from tools.database.engine import Session

OUT = ("sent", "uncertain")
"""States of what a contact has been told, or may have been."""


@dataclass(frozen=True, slots=True)
class Told:
    """When a contact was told something, and of which rule."""

    at: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What goes on with a contact.

    Attributes:
        spoke_at: When they last said something; None where that is too long ago.
        handed_off: A person is in charge of a conversation of theirs, or is asked for in one.
        answering: An answer is worked out for them, or under way to them.
    """

    spoke_at: datetime | None
    handed_off: bool
    answering: bool


class FollowUpRepository:
    """Follow-ups; methods that change anything need a session that may write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def due(self, now: datetime) -> tuple[FollowUp, Contact] | None:
        """Return what has been due longest with its contact, both locked until the transaction ends.

        What others have locked is passed over, so that of one contact's rows one is looked at at a time: what is
        counted of the contact afterwards stays as it is.
        """
        found = (await self._session.execute(_DUE, {"moment": now})).one_or_none()
        return None if found is None else (found[0], found[1])

    async def change(self, follow_up_id: str, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Set columns of a row that is locked."""
        await self._session.execute(_setting(tuple(sorted(values))), _given(follow_up_id, values))

    async def settle(self, follow_up_id: str, token: str, **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Record what came of a claim, also where it was given up for lost; False where it is not there any more.

        Args:
            follow_up_id: The follow-up.
            token: Names the claim.
            values: Columns.
        """
        values["claimed_until"] = None
        given = _given(follow_up_id, values) | {"held": token}
        return await self._session.scalar(_settling(tuple(sorted(values))), given) is not None

    async def hold_back(self, now: datetime, until: datetime, reason: str) -> int:
        """Put off everything that is due and keeps until then; returns how many rows.

        Args:
            now: The time.
            until: When it is looked at again.
            reason: Why.
        """
        rows = (
            select(FollowUp.id)
            .where(FollowUp.state == "due", FollowUp.due_at <= now, FollowUp.expires_at > until)
            .with_for_update(skip_locked=True, key_share=True)
        )
        statement = _update().where(FollowUp.id.in_(rows)).values(due_at=until, reason=reason)
        return len((await self._session.scalars(statement.returning(FollowUp.id))).all())

    # --- what keeps a follow-up back ----------------------------------------------------------------------------------

    async def told(self, contact_id: str, since: datetime) -> Sequence[Told]:
        """Return when a contact was told something after a moment, and what is being told at this one."""
        found = await self._session.execute(_TOLD, {"whom": contact_id, "moment": since})
        return [Told(at, rule) for at, rule in found.all() if at is not None]

    async def mailed(self, enterprise_id: str, since: datetime) -> Sequence[datetime]:
        """Return when an enterprise's mailbox was written to after a moment, whoever of its people it was for.

        The enterprise is locked until the transaction ends, so that what is counted stays as it is.
        """
        locked = select(Enterprise.id).where(Enterprise.id == enterprise_id)
        await self._session.execute(locked.with_for_update(key_share=True))
        query = select(FollowUp.told_at).where(
            FollowUp.enterprise_id == enterprise_id, FollowUp.route == "email", FollowUp.told_at > since
        )
        return [at for at in (await self._session.scalars(query)).all() if at is not None]

    async def standing(self, contact: Contact, since: datetime) -> Standing:
        """Tell what goes on with a contact.

        Args:
            contact: The contact.
            since: How far back what they said counts.
        """
        given = {"whom": contact.id, "within": contact.channel, "name": contact.external_id, "moment": since}
        spoke_at, handed_off, waits, asked = (await self._session.execute(_STANDING, given)).one()
        return Standing(spoke_at, handed_off=bool(handed_off), answering=bool(waits or asked))

    async def conversation(self, contact_id: str) -> Conversation | None:
        """Return the conversation a contact spoke in last, unless they have none."""
        query = (
            select(Conversation)
            .where(Conversation.contact_id == contact_id, Conversation.deleted_at.is_(None))
            .order_by(Conversation.updated_at.desc(), Conversation.id)
        )
        return await self._session.scalar(query.limit(1))

    # --- what it costs ------------------------------------------------------------------------------------------------

    async def give_back_message(self, channel: str, user: str, since: datetime) -> None:
        """Put a message back into a user's allowance, unless they have done something since a moment."""
        await self._session.execute(
            update(Audience)
            .where(Audience.channel == channel, Audience.user == user, Audience.updated_at <= since)
            .values(left=Audience.left + 1)
            .execution_options(synchronize_session=False)
        )

    async def give_back_consent(self, follow_up_id: str) -> None:
        """Put back the permission that was taken for a follow-up."""
        await self._session.execute(
            update(Consent)
            .where(Consent.spent_on == follow_up_id)
            .values(spent_at=None, spent_on=None)
            .execution_options(synchronize_session=False)
        )

    # --- claims of processes that died --------------------------------------------------------------------------------

    async def owners(self) -> Sequence[str]:
        """Return the claims under which something is being sent."""
        query = select(FollowUp.claimed_by).where(FollowUp.state == "sending").distinct()
        return [claim for claim in (await self._session.scalars(query)).all() if claim]

    async def give_up(self, claims: Sequence[str], now: datetime, reason: str) -> int:
        """Take what lapsed claims, and these, were sending as uncertain; returns how many rows."""
        lost = or_(FollowUp.claimed_until <= now, FollowUp.claimed_by.in_(claims))
        rows = (
            select(FollowUp.id)
            .where(FollowUp.state == "sending", lost)
            .with_for_update(skip_locked=True, key_share=True)
        )
        statement = (
            _update()
            .where(FollowUp.id.in_(rows), FollowUp.state == "sending")
            .values(state="uncertain", reason=reason, ended_at=now, claimed_until=None)
        )
        return len((await self._session.scalars(statement.returning(FollowUp.id))).all())

    # --- what a person has to do --------------------------------------------------------------------------------------

    async def tasks(self) -> Sequence[FollowUp]:
        """Return what a person has to do, the latest due last."""
        query = select(FollowUp).where(FollowUp.state == "task").order_by(FollowUp.due_at, FollowUp.id)
        return (await self._session.scalars(query)).all()

    async def end_tasks(self, ids: Sequence[str], now: datetime, reason: str) -> int:
        """Cancel what a person had to do, unless they have done it; returns how many rows."""
        values = {"state": "cancelled", "reason": reason, "ended_at": now}
        statement = _update().where(FollowUp.id.in_(ids), FollowUp.state == "task").values(values)
        return len((await self._session.scalars(statement.returning(FollowUp.id))).all())

    # --- the conversation ---------------------------------------------------------------------------------------------

    async def put_turn(self, follow_up_id: str, conversation_id: str, reply: dict[str, Any], now: datetime) -> None:
        """Add what a contact was told as a turn at the end of a conversation that is locked; its id is the follow-up's.

        Args:
            follow_up_id: The follow-up.
            conversation_id: The conversation.
            reply: What was said, as a turn keeps it.
            now: When.
        """
        last = select(func.coalesce(func.max(Turn.seq), 0)).where(Turn.conversation_id == conversation_id)
        self._session.add(
            Turn(
                id=follow_up_id,
                conversation_id=conversation_id,
                seq=int(await self._session.scalar(last) or 0) + 1,
                message_id=f"{TOLD}{follow_up_id}",
                text="",
                tool=None,
                arguments={},
                confirmed=False,
                state="done",
                attempts=1,
                claimed_by=None,
                claimed_until=None,
                reply=reply,
                model=reply.get("model"),
                seconds=0.0,
                error_id=None,
                created_at=now,
                finished_at=now,
            )
        )
        await self._session.flush()

    async def ends(self, conversation_id: str, follow_up_id: str) -> bool:
        """Tell whether a conversation ends with the turn of a follow-up."""
        query = select(Turn.id).where(Turn.conversation_id == conversation_id).order_by(Turn.seq.desc()).limit(1)
        return await self._session.scalar(query) == follow_up_id

    # --- the web inbox ------------------------------------------------------------------------------------------------

    async def unseen(self, contact_id: str, now: datetime) -> Sequence[FollowUp]:
        """Return what waits in a contact's web inbox and is not out of date, the oldest first.

        What is of an enterprise they do not speak for any more, or of what they want no more of, waits for nobody.
        """
        refused = exists().where(
            OptOut.contact_id == contact_id,
            OptOut.purpose.in_((FollowUp.purpose, ALL)),
            OptOut.ended_at.is_(None),
        )
        query = (
            select(FollowUp)
            .join(Contact, and_(Contact.id == FollowUp.contact_id, Contact.enterprise_id == FollowUp.enterprise_id))
            .where(
                FollowUp.contact_id == contact_id,
                Contact.role == "enterprise",
                ~refused,
                FollowUp.state == "sent",
                FollowUp.route == "web",
                FollowUp.shown_at.is_(None),
                FollowUp.expires_at > now,
            )
            .order_by(FollowUp.told_at, FollowUp.id)
        )
        return (await self._session.scalars(query)).all()

    async def shown(self, contact_id: str, follow_up_ids: Sequence[str], now: datetime) -> Sequence[str]:
        """Note that a contact was shown these; returns the ids of those that had not been."""
        statement = (
            _update()
            .where(
                FollowUp.id.in_(follow_up_ids),
                FollowUp.contact_id == contact_id,
                FollowUp.route == "web",
                FollowUp.shown_at.is_(None),
            )
            .values(shown_at=now)
        )
        return (await self._session.scalars(statement.returning(FollowUp.id))).all()

    # --- what came of it ----------------------------------------------------------------------------------------------

    async def settle_replies(self, now: datetime, within: timedelta) -> int:
        """Note when contacts answered what they were told: the first they said since, if nothing was told between.

        Args:
            now: The time.
            within: How long what they say counts as an answer.

        Returns:
            How many were answered.
        """
        began = func.coalesce(FollowUp.shown_at, FollowUp.told_at, type_=FollowUp.told_at.type)
        later_one = aliased(FollowUp)
        told_between = (
            exists()
            .where(
                later_one.contact_id == FollowUp.contact_id,
                later_one.state.in_(OUT),
                later_one.told_at > FollowUp.told_at,
                later_one.told_at <= Turn.created_at,
            )
            .correlate(FollowUp, Turn)
        )
        answer = (
            select(func.min(Turn.created_at, type_=FollowUp.replied_at.type))
            .join(Conversation, Conversation.id == Turn.conversation_id)
            .where(
                Conversation.contact_id == FollowUp.contact_id,
                Turn.created_at >= began,
                Turn.created_at <= later(began, within.total_seconds()),
                _said(),
                ~told_between,
            )
            .correlate(FollowUp)
            .scalar_subquery()
        )
        return await self._note(FollowUp.replied_at, answer, now - 2 * within)

    async def settle_conversions(self, rule: Rule, now: datetime, within: timedelta) -> int:
        """Note when what a rule's follow-ups asked for happened after they were sent.

        Args:
            rule: The rule.
            now: The time.
            within: How long it counts as their doing.

        Returns:
            Of how many it is known now.
        """
        at = achieved_at(rule)
        if at is None:
            return 0
        in_time = at <= later(FollowUp.told_at, within.total_seconds())
        return await self._note(FollowUp.converted_at, at, now - 2 * within, FollowUp.rule == rule.id, in_time)

    async def _note(
        self, column: InstrumentedAttribute[Any], at: ScalarSelect[Any], since: datetime, *which: ColumnElement[bool]
    ) -> int:
        """Set a column that is empty to what a query beside each row found."""
        lately = or_(FollowUp.ended_at > since, FollowUp.shown_at > since)
        query = select(FollowUp.id, at.label("at")).where(
            FollowUp.state.in_(OUT), column.is_(None), lately, at.is_not(None), *which
        )
        # In one order for all, so that processes cannot wait for each other in a circle.
        found = (await self._session.execute(query.order_by(FollowUp.id))).all()
        if found:
            statement = (
                update(_TABLE).where(_TABLE.c.id == bindparam("which")).values({column.key: bindparam("moment")})
            )
            await self._session.execute(statement, [{"which": row.id, "moment": row.at} for row in found])
        return len(found)


def _said() -> Any:  # noqa: ANN401 -- a clause
    return ~Turn.message_id.startswith(TOLD, autoescape=True)


def _update() -> Any:  # noqa: ANN401 -- a statement
    return update(FollowUp).execution_options(synchronize_session=False)


def _given(follow_up_id: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"which": follow_up_id} | {f"new_{name}": value for name, value in values.items()}


def _standing() -> Any:  # noqa: ANN401 -- a statement
    whom: BindParameter[str] = bindparam("whom")
    within: BindParameter[str] = bindparam("within")
    name: BindParameter[str] = bindparam("name")
    spoke = (
        select(func.max(Turn.created_at, type_=Turn.created_at.type))
        .join(Conversation, Conversation.id == Turn.conversation_id)
        .where(Conversation.contact_id == whom, Turn.created_at > bindparam("moment"), _said())
    )
    handed_off = exists().where(
        HandOff.conversation_id == Conversation.id, Conversation.contact_id == whom, HandOff.state != "released"
    )
    waits = exists().where(Outgoing.channel == within, Outgoing.user == name, Outgoing.state.in_(UNDER_WAY))
    asked = exists().where(Received.channel == within, Received.user == name, Received.state == "received")
    return select(spoke.scalar_subquery(), handed_off, waits, asked)


# Built once: putting a statement together costs as much as running it, and these run with every follow-up.
_TABLE = cast("Table", FollowUp.__table__)
_DUE = (
    select(FollowUp, Contact)
    .join(Contact, Contact.id == FollowUp.contact_id)
    .where(FollowUp.state == "due", FollowUp.due_at <= bindparam("moment"))
    .order_by(FollowUp.due_at)
    .limit(1)
    # Messages of the contact go on: they refer to the row and do not change its key.
    .with_for_update(skip_locked=True, key_share=True, of=(FollowUp, Contact))
)
_TOLD = select(FollowUp.told_at, FollowUp.rule).where(
    FollowUp.contact_id == bindparam("whom"), FollowUp.told_at > bindparam("moment")
)
_STANDING = _standing()


@cache
def _setting(names: tuple[str, ...]) -> Any:  # noqa: ANN401 -- a statement
    return (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("which"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )


@cache
def _settling(names: tuple[str, ...]) -> Any:  # noqa: ANN401 -- a statement
    lost = or_(_TABLE.c.state == "sending", _TABLE.c.state == "uncertain")
    return _setting(names).where(_TABLE.c.claimed_by == bindparam("held"), lost).returning(_TABLE.c.id)
