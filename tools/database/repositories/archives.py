"""All that is on file about one enterprise: counting it, handing it out, erasing it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, exists, func, or_, select, update

from tools.database.models import (
    Adoption,
    AdoptionUse,
    Answer,
    Assessment,
    Consent,
    Contact,
    Conversation,
    Enterprise,
    Erasure,
    Fact,
    Feedback,
    FollowUp,
    HandOff,
    Invitation,
    KpiValue,
    Membership,
    Need,
    OptOut,
    Outgoing,
    Promise,
    Received,
    Relay,
    Report,
    Supporter,
    Survey,
    Ticket,
    TicketEvent,
    ToolWrite,
    Turn,
    new_id,
)

if TYPE_CHECKING:
    from tools.database.engine import Session
    from tools.database.models import Model

HIDDEN = frozenset({"token", "enterprise_id", "claimed_by", "claimed_until"})
"""Columns an export leaves out: what opens a page, what every row shares, and who was at work on it."""


class ArchiveRepository:
    """The archive of one enterprise at a time.

    Args:
        session: Any session; erasing needs one that may write.
        enterprise_id: Whose.
    """

    def __init__(self, session: Session, enterprise_id: str) -> None:
        self._session, self._id = session, enterprise_id

    async def counts(self) -> dict[str, int]:
        """Count the rows of each kind, in the order an export has them."""
        counted = {
            name: select(func.count()).select_from(query.order_by(None).subquery()).scalar_subquery()
            for name, query in self._sections().items()
        }
        row = (await self._session.execute(select(*counted.values()))).one()
        return dict(zip(counted, row, strict=True))

    async def anything(self) -> bool:
        """Tell whether anything is on file that an erasure would take away."""
        records = {name: count for name, count in (await self.counts()).items() if not name.startswith("ticket")}
        worded = await self._count(select(Ticket).where(Ticket.enterprise_id == self._id, Ticket.text != ""))
        backed = await self._count(select(Supporter).where(Supporter.enterprise_id == self._id))
        named = await self._count(select(Enterprise).where(Enterprise.id == self._id, Enterprise.name.is_not(None)))
        return bool(any(records.values()) or worded or backed or named)

    async def bundle(self) -> dict[str, list[dict[str, Any]]]:
        """Return all rows of each kind, the oldest first, in values JSON knows."""
        bundle = {}
        for name, query in self._sections().items():
            bundle[name] = [_written(row) for row in (await self._session.scalars(query)).all()]
        return bundle

    async def erase(self, present: str, blank_reply: str, now: datetime) -> dict[str, int]:
        """Erase all that is on file and what its people and the assistant said to each other.

        Tickets stay as numbers and states without words. A conversation that goes on (the present one, one with a
        message in hand or a person on the line) stays without what was said in it so far; all others go. Of people who
        speak for another enterprise now, what they said while they were bound to this one goes. Whoever was bound by an
        invitation no longer is. That somebody wants no notices stays, without their words: it is the person's wish.

        Args:
            present: The conversation in which it is asked for.
            blank_reply: What stands where a reply stood.
            now: The time.

        Returns:
            How many of each kind were erased; empty where there was nothing.
        """
        counts = await self._erase_records()
        counts["tickets"] = await self._blank_tickets()
        counts |= await self._erase_talk(present, blank_reply)
        counts |= await self._erase_deliveries(now)
        counts |= await self._erase_memberships()
        values = {"name": None, "verified": False}  # nothing is left that could be true
        await self._session.execute(update(Enterprise).where(Enterprise.id == self._id).values(values))
        return {name: count for name, count in counts.items() if count}

    async def receipt(self, number: str, contact_id: str, counts: dict[str, int], now: datetime) -> None:
        """Keep the receipt of an erasure."""
        self._session.add(
            Erasure(
                id=new_id(), number=number, enterprise_id=self._id, contact_id=contact_id, counts=counts, created_at=now
            )
        )
        await self._session.flush()

    def _sections(self) -> dict[str, Select[Any]]:
        own_assessments = select(Assessment.id).where(Assessment.enterprise_id == self._id)
        own_tickets = select(Ticket.id).where(Ticket.enterprise_id == self._id)
        return {
            "facts": select(Fact).where(Fact.enterprise_id == self._id).order_by(Fact.recorded_at, Fact.id),
            "assessments": select(Assessment)
            .where(Assessment.enterprise_id == self._id)
            .order_by(Assessment.started_at, Assessment.id),
            "answers": select(Answer)
            .where(Answer.assessment_id.in_(own_assessments))
            .order_by(Answer.answered_at, Answer.id),
            "reports": select(Report).where(Report.enterprise_id == self._id).order_by(Report.created_at, Report.id),
            "kpi_values": select(KpiValue)
            .where(KpiValue.enterprise_id == self._id)
            .order_by(KpiValue.recorded_at, KpiValue.id),
            "tickets": select(Ticket).where(Ticket.enterprise_id == self._id).order_by(Ticket.created_at, Ticket.id),
            "ticket_events": select(TicketEvent)
            .where(TicketEvent.ticket_id.in_(own_tickets))
            .order_by(TicketEvent.at, TicketEvent.id),
            "surveys": select(Survey).where(Survey.enterprise_id == self._id).order_by(Survey.created_at, Survey.id),
            "adoptions": select(Adoption)
            .where(Adoption.enterprise_id == self._id)
            .order_by(Adoption.created_at, Adoption.id),
            "adoption_uses": select(AdoptionUse)
            .where(AdoptionUse.enterprise_id == self._id)
            .order_by(AdoptionUse.recorded_at, AdoptionUse.id),
            "promises": select(Promise)
            .where(Promise.enterprise_id == self._id)
            .order_by(Promise.created_at, Promise.id),
            "follow_ups": select(FollowUp)
            .where(FollowUp.enterprise_id == self._id, FollowUp.told_at.is_not(None))
            .order_by(FollowUp.told_at, FollowUp.id),
        }

    async def _count(self, query: Select[Any]) -> int:
        return await self._session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0

    async def _erase_records(self) -> dict[str, int]:
        own_assessments = select(Assessment.id).where(Assessment.enterprise_id == self._id)
        held = {
            "facts": (Fact, Fact.enterprise_id == self._id),
            "surveys": (Survey, Survey.enterprise_id == self._id),
            "reports": (Report, Report.enterprise_id == self._id),
            "answers": (Answer, Answer.assessment_id.in_(own_assessments)),
            "assessments": (Assessment, Assessment.enterprise_id == self._id),
            "kpi_values": (KpiValue, KpiValue.enterprise_id == self._id),
            "supports": (Supporter, Supporter.enterprise_id == self._id),
            "follow_ups": (FollowUp, FollowUp.enterprise_id == self._id),
            "adoption_uses": (AdoptionUse, AdoptionUse.enterprise_id == self._id),
            "adoptions": (Adoption, Adoption.enterprise_id == self._id),
            "promises": (Promise, Promise.enterprise_id == self._id),
        }
        counts = {}
        for name, (model, condition) in held.items():
            counts[name] = await self._session.scalar(select(func.count()).select_from(model).where(condition)) or 0
            statement = delete(model).where(condition)
            await self._session.execute(statement.execution_options(synchronize_session=False))
        return counts

    async def _blank_tickets(self) -> int:
        """Take the words out of tickets, and needs nobody else has out of the pool."""
        own = select(Ticket.id).where(Ticket.enterprise_id == self._id)
        needs = (
            await self._session.scalars(
                select(Ticket.need_id).where(Ticket.enterprise_id == self._id, Ticket.need_id.is_not(None)).distinct()
            )
        ).all()
        worded = Ticket.text != ""
        count = await self._session.scalar(
            select(func.count()).select_from(Ticket).where(Ticket.enterprise_id == self._id, worded)
        )
        for statement in (
            update(Ticket).where(Ticket.enterprise_id == self._id).values(text="", need_id=None),
            update(TicketEvent).where(TicketEvent.ticket_id.in_(own)).values(note=""),
            delete(Relay).where(Relay.ticket_id.in_(own)),
            delete(Need).where(
                Need.id.in_(needs),
                ~exists().where(Supporter.need_id == Need.id),
                ~exists().where(Ticket.need_id == Need.id),
            ),
        ):
            await self._session.execute(statement.execution_options(synchronize_session=False))
        return count or 0

    async def _erase_talk(self, present: str, blank_reply: str) -> dict[str, int]:
        people = select(Contact.id).where(Contact.enterprise_id == self._id, Contact.role != "operator")
        own = select(Conversation.id).where(Conversation.contact_id.in_(people))
        going_on = or_(
            Conversation.id == present,
            exists().where(Turn.conversation_id == Conversation.id, Turn.finished_at.is_(None)),
            exists().where(HandOff.conversation_id == Conversation.id, HandOff.state != "released"),
        )
        kept = (await self._session.scalars(own.where(going_on))).all()
        gone = (await self._session.scalars(own.where(~going_on))).all()
        finished = (
            await self._session.scalars(
                select(Turn).where(Turn.conversation_id.in_(kept), Turn.finished_at.is_not(None))
            )
        ).all()
        of_gone = select(Turn.id).where(Turn.conversation_id.in_(gone))
        count = await self._session.scalar(select(func.count()).select_from(of_gone.subquery())) or 0
        finished = [*finished, *await self._said_by_others()]
        kept = [*kept, *{turn.conversation_id for turn in finished}]
        blanked = [turn.id for turn in finished]
        for statement in (
            delete(Feedback).where(or_(Feedback.turn_id.in_(of_gone), Feedback.turn_id.in_(blanked))),
            delete(ToolWrite).where(or_(ToolWrite.turn_id.in_(of_gone), ToolWrite.turn_id.in_(blanked))),
            delete(Turn).where(Turn.conversation_id.in_(gone)),
            delete(Conversation).where(Conversation.id.in_(gone)),
            update(Conversation).where(Conversation.id.in_(kept)).values(title=None, focus=None, pending=None),
        ):
            await self._session.execute(statement.execution_options(synchronize_session=False))
        for turn in finished:
            turn.text, turn.tool, turn.arguments = "", None, {}
            turn.reply = {"id": turn.id, "text": blank_reply, "generated": False}
        await self._session.flush()
        # The conversation in which it is asked for has little in it but the request itself.
        return {"conversations": len(gone), "turns": count + len(blanked)}

    async def _said_by_others(self) -> list[Turn]:
        """Return what people who speak for another enterprise now said while they were bound to this one."""
        query = (
            select(Turn)
            .join(Conversation, Conversation.id == Turn.conversation_id)
            .join(Contact, Contact.id == Conversation.contact_id)
            .join(Membership, Membership.contact_id == Contact.id)
            .where(
                Membership.enterprise_id == self._id,
                Contact.enterprise_id.is_distinct_from(self._id),
                Contact.role != "operator",
                Turn.finished_at.is_not(None),
                Turn.created_at >= Membership.created_at,
                or_(Membership.ended_at.is_(None), Turn.created_at <= Membership.ended_at),
            )
        )
        return list((await self._session.scalars(query)).unique().all())

    async def _erase_deliveries(self, now: datetime) -> dict[str, int]:
        """Take the words out of what channels received from its people and delivered to them; end what waits.

        Whatever was received and is not answered yet stays, as does what is being sent at this moment; both go by
        themselves. So does a user's allowance, which holds no words and without which no answer reaches them.
        """
        members = select(Membership.contact_id).where(Membership.enterprise_id == self._id)
        people = and_(Contact.role != "operator", or_(Contact.enterprise_id == self._id, Contact.id.in_(members)))
        theirs = (await self._session.scalars(select(Contact.id).where(people))).all()

        def of_people(model: type[Received | Outgoing | Consent]) -> Any:  # noqa: ANN401 -- a clause
            user = and_(Contact.channel == model.channel, Contact.external_id == model.user)
            return exists().where(user, Contact.id.in_(theirs))

        idle = or_(Outgoing.state != "sending", Outgoing.claimed_until <= now)
        held = {
            "received": (Received, and_(of_people(Received), Received.state == "done")),
            "delivered": (Outgoing, and_(of_people(Outgoing), idle)),
            "consents": (Consent, of_people(Consent)),
        }
        counts = {name: await self._count(select(model).where(where)) for name, (model, where) in held.items()}
        waiting = and_(held["delivered"][1], Outgoing.ended_at.is_(None))
        ended = {"state": "expired", "reason": "erased", "ended_at": now, "claimed_until": None}
        for statement in (
            update(Received).where(held["received"][1]).values(content={}),
            update(Outgoing).where(waiting).values(ended),
            update(Outgoing).where(held["delivered"][1]).values(content={}, parts=None),
            delete(Consent).where(held["consents"][1]),
            delete(OptOut).where(OptOut.contact_id.in_(theirs), OptOut.ended_at.is_not(None)),
            update(OptOut).where(OptOut.contact_id.in_(theirs)).values(words="", turn_id=None),
        ):
            await self._session.execute(statement.execution_options(synchronize_session=False))
        return counts

    async def _erase_memberships(self) -> dict[str, int]:
        """Remove invitations and memberships; who was bound speaks for another they are bound to, or for none."""
        own = Membership.enterprise_id == self._id
        counts = {
            "memberships": await self._count(select(Membership).where(own)),
            "invitations": await self._count(select(Invitation).where(Invitation.enterprise_id == self._id)),
        }
        other = (
            select(Membership.enterprise_id)
            .where(Membership.contact_id == Contact.id, ~own, Membership.ended_at.is_(None))
            .order_by(Membership.created_at.desc(), Membership.id)
            .limit(1)
            .scalar_subquery()
        )
        bound = Contact.id.in_(select(Membership.contact_id).where(own))
        for statement in (
            update(Contact).where(Contact.enterprise_id == self._id, bound).values(enterprise_id=other),
            delete(Membership).where(own),
            delete(Invitation).where(Invitation.enterprise_id == self._id),
        ):
            await self._session.execute(statement.execution_options(synchronize_session=False))
        return counts


def _written(row: Model) -> dict[str, Any]:
    values = {}
    for column in row.__table__.columns:
        if column.name not in HIDDEN:
            value = getattr(row, column.name)
            values[column.name] = value.isoformat() if isinstance(value, datetime) else value
    return values
