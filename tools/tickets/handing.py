"""Hands an enterprise's conversation to a person of the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.hand_offs import HandOffRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain.tickets.cues import reason
from tools.domain.tickets.persons import speaks_of_person, wants_person
from tools.domain.tickets.reading import LONGEST_TEXT, Draft, module_of, severity_of
from tools.kit.errors import Conflict, NotFound
from tools.kit.tool import Suggestion, ToolContext, ToolResult, tool
from tools.kit.typed import as_typed
from tools.tickets.rows import focus_on
from tools.wording import hand_offs as wording
from tools.wording import tickets as shared

if TYPE_CHECKING:
    from tools.database.engine import Session
    from tools.database.models import HandOff, Ticket
    from tools.domain.tickets.states import Severity


class HandedOff(ToolResult):
    """A conversation that waits for a person, or is a person's."""

    number: str
    state: str
    created: bool
    due_at: str


@tool(
    wording.HAND_OFF,
    writes=True,
    roles=frozenset({"enterprise"}),
    verbatim=frozenset({"reason", "question"}),
    sure=lambda text, _: float(wants_person(text)),
    reads=lambda text, _: None if speaks_of_person(text) else {"question": text},
)
async def hand_off(context: ToolContext, reason: str = "", question: str = "") -> HandedOff:
    """Let a person of the platform take over this conversation; the assistant answers on until one does.

    Args:
        reason: What the person is wanted for.
        question: The person's words; the reason is read from them.
    """
    if not reason.strip() and speaks_of_person(normalise(question)):
        msg = "a person is only spoken of"
        raise Conflict(msg, what="spoken_of")
    matter = reason.strip() or _reason(question)
    async with context.store.session() as session:
        hand_offs, tickets = HandOffRepository(session), TicketRepository(session)
        if (found := await hand_offs.open_in(context.conversation)) is not None:
            ticket = await tickets.get(found.ticket_id)
            return await _waiting(session, found, ticket)
        own = await EnterpriseRepository(session).own(context)
        text = normalise(matter)
        severity: Severity = "urgent" if severity_of(text) == "urgent" else "high"
        ticket = await tickets.open(
            Draft("hand_off", matter[:LONGEST_TEXT] or wording.NO_REASON, module_of(text, "hand_off"), severity),
            enterprise_id=own.id,
            contact_id=context.contact,
            conversation_id=context.conversation,
            turn_id=context.turn,
            now=context.now,
        )
        if not await hand_offs.add(ticket.id, context.conversation, context.now):
            msg = "another hand-off was quicker"
            raise Conflict(msg, what="waiting")
    return HandedOff(
        text=wording.QUEUED.format(number=ticket.number, due=shared.moment(ticket.due_at)),
        number=ticket.number,
        state="waiting",
        created=True,
        due_at=ticket.due_at.isoformat(),
        suggestions=(Suggestion(title=wording.END_WORDS),),
        focus=focus_on(ticket, context.role),
    )


def _reason(question: str) -> str:
    return as_typed(reason(normalise(question).strip()), question) if question else ""


async def _waiting(session: Session, found: HandOff, ticket: Ticket | None) -> HandedOff:
    if ticket is None:
        msg = "a hand-off without its ticket"
        raise NotFound(msg, what="ticket")
    if found.state == "taken":
        operator = await PeopleRepository(session).name(found.operator_id or "")
        text = wording.TALKING.format(operator=operator, number=ticket.number)
    else:
        text = wording.WAITING.format(number=ticket.number, due=shared.moment(ticket.due_at))
    return HandedOff(
        text=text, number=ticket.number, state=found.state, created=False, due_at=ticket.due_at.isoformat()
    )
