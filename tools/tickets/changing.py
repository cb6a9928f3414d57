"""Changes what a ticket holds beside its state: assessments, who handles it, how grave it is, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from corpus.lexical import normalise
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain import days
from tools.domain.tickets.doing import Move
from tools.domain.tickets.reading import LONGEST_TEXT
from tools.domain.tickets.states import (
    ASSESSABLE,
    ASSESSMENTS,
    LEADING_TO,
    Action,
    Assessment,
    Kind,
    Severity,
    State,
    after_assessment,
    due,
    moves,
)
from tools.kit.errors import Conflict, InvalidArguments
from tools.tickets.rows import TicketChanged, buttons, focus_on
from tools.wording import promises as promised
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.database.engine import Session
    from tools.database.models import Ticket
    from tools.kit.tool import ToolContext


async def assess(
    session: Session, context: ToolContext, ticket: Ticket, assessment: Assessment, note: str
) -> TicketChanged:
    """Take an assessment down; the last one that is needed moves the ticket on."""
    state = cast("State", ticket.state)
    if state not in ASSESSABLE:
        msg = f"{state} is past assessment"
        raise Conflict(
            msg, what="move", number=ticket.number, state=state, action="assess", next=moves(state, context.role)
        )
    tickets = TicketRepository(session)
    await tickets.note(ticket, "assessed", context.contact, context.now, assessment=assessment, note=note)
    done = {cast("Assessment", name) for name in await tickets.assessed(ticket.id)}
    after = after_assessment(state, done, cast("Kind", ticket.kind))
    text = wording.ASSESS_DONE.format(number=ticket.number, assessment=wording.ASSESSMENTS[assessment])
    if after != state:
        await tickets.move(ticket, after, context.contact, context.now)
        text += wording.ASSESS_ALL if ticket.kind == "need" else wording.ASSESS_ENOUGH
    elif left := [wording.ASSESSMENTS[name] for name in ASSESSMENTS if name not in done]:
        text += wording.ASSESS_LEFT.format(left=wording.BETWEEN.join(left)) if state == "recorded" else ""
    kept = tuple(name for name in ASSESSMENTS if name in done)
    return changed_to(context, ticket, text).model_copy(update={"assessed": kept})


async def assign(session: Session, context: ToolContext, ticket: Ticket, asked: Move) -> TicketChanged:
    """Give a ticket to somebody to handle."""
    name = asked.assignee
    people = PeopleRepository(session)
    if normalise(name) in wording.ME:
        name = await people.name(context.contact)
    if not name:
        msg = "to whom"
        raise InvalidArguments(msg, slot="assignee", problem="missing")
    known = await people.operators(name)
    if len(known) > 1:
        msg = f"{len(known)} operators are called {name!r}"
        options = [(one, one) for one in known]
        raise InvalidArguments(msg, slot="assignee", problem="ambiguous", options=options)
    ticket.assignee = known[0] if known else name
    await TicketRepository(session).note(ticket, "assigned", context.contact, context.now, note=ticket.assignee)
    text = wording.ASSIGN_DONE.format(number=ticket.number, assignee=ticket.assignee)
    own = ticket.assignee == await people.name(context.contact)
    if not known and not own:
        text += wording.ASSIGN_UNKNOWN.format(assignee=ticket.assignee)
    return changed_to(context, ticket, text)


async def grade(session: Session, context: ToolContext, ticket: Ticket, asked: Move) -> TicketChanged:
    """Say anew how grave a ticket is, and until when it is to be answered."""
    if asked.severity is None:
        msg = "how grave"
        options = list(wording.SEVERITIES.items())
        raise InvalidArguments(msg, slot="severity", problem="missing", options=options)
    said = wording.GRADED.format(
        before=wording.SEVERITIES[ticket.severity], severity=wording.SEVERITIES[asked.severity]
    )
    ticket.severity = asked.severity
    ticket.due_at = due(asked.severity, ticket.created_at, cast("Kind", ticket.kind))
    note = f"{said}{wording.BECAUSE.format(note=asked.note)}" if asked.note else said
    await TicketRepository(session).note(ticket, "noted", context.contact, context.now, note=note)
    text = wording.GRADE_DONE.format(
        number=ticket.number, severity=wording.SEVERITIES[asked.severity], due=wording.moment(ticket.due_at)
    )
    return changed_to(context, ticket, text)


async def note(session: Session, context: ToolContext, ticket: Ticket, asked: Move) -> TicketChanged:
    """Put a note on a ticket."""
    if not asked.note:
        msg = "what note"
        raise InvalidArguments(msg, slot="note", problem="missing")
    await TicketRepository(session).note(ticket, "noted", context.contact, context.now, note=asked.note)
    form = wording.NOTE_DONE if context.role == "operator" else wording.ADDED
    return changed_to(context, ticket, form.format(number=ticket.number))


def planned(context: ToolContext, note: str) -> str:
    """Return the day a note names for what is scheduled, as it is shown; empty where it names none."""
    today = days.today(context.now)
    on = days.read(note, today)
    return promised.day(on.on, today) if on is not None else ""


def changed_to(context: ToolContext, ticket: Ticket, text: str) -> TicketChanged:
    """Return a ticket after a change, and what is said of it."""
    return TicketChanged(
        text=text,
        number=ticket.number,
        state=cast("State", ticket.state),
        urged=ticket.urged,
        assignee=ticket.assignee,
        suggestions=buttons(ticket, context.role),
        focus=focus_on(ticket, context.role),
    )


def put_together(  # noqa: PLR0913, PLR0917 -- what may be given
    said: Sequence[Move],
    action: Action | None,
    state: State | None,
    assessment: Assessment | None,
    assignee: str,
    severity: Severity | None,
    note: str,
) -> Move:
    """Put what is given before what is read, and tell the action by what was given for it."""
    first = said[0] if said else Move()
    given = action or (LEADING_TO.get(state) if state else None)
    if given is None:
        given = "assess" if assessment else "assign" if assignee else "grade" if severity else first.action
    if given is None and note:
        given = "note"
    read = next(
        (move for move in said if move.action == given), replace(first, assessment=None, severity=None, assignee="")
    )
    return Move(
        given,
        assessment or read.assessment,
        severity or read.severity,
        (assignee or read.assignee).strip(),
        (note or read.note).strip()[:LONGEST_TEXT],
    )
