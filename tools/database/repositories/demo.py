"""The rows of the demo region: putting them in at once, and taking them out without touching others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, insert, select, update

from tools.database.models import (
    Adoption,
    AdoptionUse,
    Answer,
    ApiKey,
    Assessment,
    Complaint,
    Contact,
    Conversation,
    Enterprise,
    Fact,
    Feedback,
    FollowUp,
    HandOff,
    KpiValue,
    Model,
    Need,
    OptOut,
    Promise,
    Relay,
    Report,
    Supporter,
    Survey,
    Ticket,
    TicketEvent,
    ToolWrite,
    Turn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, ScalarSelect

    from tools.database.engine import Session

PREFIX = "demo-"
"""What the ids of all demo rows begin with."""
IN_ORDER: tuple[type[Model], ...] = (
    Enterprise,
    Contact,
    Fact,
    Assessment,
    Answer,
    KpiValue,
    Need,
    Supporter,
    Conversation,
    Turn,
    Ticket,
    TicketEvent,
    HandOff,
    Survey,
    Adoption,
    AdoptionUse,
    Promise,
    FollowUp,
    OptOut,
)
"""Tables in the order their rows lean on each other."""


class DemoRepository:
    """Rows whose ids begin with ``demo-``, and what hangs on them; needs a session that may write.

    Args:
        session: A transaction that may write.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    async def count(self) -> int:
        """Count the enterprises of the demo region that are there."""
        query = select(func.count()).select_from(Enterprise).where(_ours(Enterprise.id))
        return int(await self._session.scalar(query) or 0)

    async def load(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Put rows in, all in the one transaction.

        Args:
            rows: By the name of the table.
        """
        for model in IN_ORDER:
            if values := rows.get(model.__tablename__):
                await self._session.execute(insert(model), [dict(value) for value in values])

    async def clear(self) -> int:
        """Take the demo region out, with all that anybody has added to it, and return how many enterprises it had.

        People and needs that belong to others stay.
        """
        count = await self.count()
        firms = select(Enterprise.id).where(_ours(Enterprise.id)).scalar_subquery()
        tickets = select(Ticket.id).where(Ticket.enterprise_id.in_(firms)).scalar_subquery()
        people = select(Contact.id).where(_ours(Contact.id)).scalar_subquery()
        talks = select(Conversation.id).where(Conversation.contact_id.in_(people)).scalar_subquery()
        turns = select(Turn.id).where(Turn.conversation_id.in_(talks)).scalar_subquery()
        for statement in self._deletions(firms, tickets, people, talks, turns):
            await self._session.execute(statement, execution_options={"synchronize_session": False})
        return count

    def _deletions(
        self,
        firms: ScalarSelect[str],
        tickets: ScalarSelect[str],
        people: ScalarSelect[str],
        talks: ScalarSelect[str],
        turns: ScalarSelect[str],
    ) -> list[Any]:
        assessments = select(Assessment.id).where(Assessment.enterprise_id.in_(firms)).scalar_subquery()
        wanted = exists().where(Supporter.need_id == Need.id) | exists().where(Ticket.need_id == Need.id)
        return [
            delete(Relay).where(Relay.ticket_id.in_(tickets)),
            delete(HandOff).where(HandOff.ticket_id.in_(tickets)),
            delete(TicketEvent).where(TicketEvent.ticket_id.in_(tickets)),
            delete(OptOut).where(OptOut.contact_id.in_(people)),
            delete(Survey).where(Survey.enterprise_id.in_(firms)),
            delete(Ticket).where(Ticket.enterprise_id.in_(firms)),
            delete(Supporter).where(Supporter.enterprise_id.in_(firms)),
            delete(Need).where(_ours(Need.id), ~wanted),
            delete(KpiValue).where(KpiValue.enterprise_id.in_(firms)),
            delete(Report).where(Report.enterprise_id.in_(firms)),
            delete(Answer).where(Answer.assessment_id.in_(assessments)),
            delete(Assessment).where(Assessment.enterprise_id.in_(firms)),
            delete(Fact).where(Fact.enterprise_id.in_(firms)),
            delete(FollowUp).where(FollowUp.enterprise_id.in_(firms) | FollowUp.contact_id.in_(people)),
            delete(AdoptionUse).where(AdoptionUse.enterprise_id.in_(firms)),
            delete(Adoption).where(Adoption.enterprise_id.in_(firms)),
            delete(Promise).where(Promise.enterprise_id.in_(firms) | Promise.contact_id.in_(people)),
            delete(Feedback).where(Feedback.turn_id.in_(turns)),
            delete(ToolWrite).where(ToolWrite.turn_id.in_(turns)),
            delete(Complaint).where(Complaint.contact_id.in_(people)),
            delete(Turn).where(Turn.conversation_id.in_(talks)),
            delete(Conversation).where(Conversation.contact_id.in_(people)),
            delete(Contact).where(_ours(Contact.id)),
            update(Contact).where(Contact.enterprise_id.in_(firms)).values(enterprise_id=None),
            delete(ApiKey).where(ApiKey.enterprise_id.in_(firms)),
            delete(Enterprise).where(_ours(Enterprise.id)),
        ]


def _ours(column: Any) -> ColumnElement[bool]:  # noqa: ANN401 -- any id
    return column.startswith(PREFIX, autoescape=True)  # type: ignore[no-any-return]
