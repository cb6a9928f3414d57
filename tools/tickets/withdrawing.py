"""Tells an enterprise what becomes of a ticket it wants withdrawn, and asks which where none is of that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tools.domain.tickets.states import OPEN
from tools.kit.tool import Pending, Suggestion
from tools.tickets.rows import TicketChanged, buttons, choice, focus_on
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.database.models import Ticket
    from tools.domain.tickets.states import State
    from tools.kit.tool import ToolContext


MOST_OFFERED = 4
"""Tickets to choose from."""


def which_of(context: ToolContext, own: Sequence[Ticket], note: str) -> TicketChanged:
    """Ask which ticket is meant by one who told it by a matter that none has; nothing is changed.

    Args:
        context: Who is speaking.
        own: The enterprise's own tickets.
        note: What is to be added; empty where one is to be withdrawn.
    """
    done = {"action": "note", "note": note} if note else {"action": "close"}
    offered = tuple(
        Suggestion(title=choice(one)[1], tool="move_ticket", arguments={"number": one.number, **done})
        for one in own[:MOST_OFFERED]
    )
    return TicketChanged(
        text=wording.WHICH,
        number=own[0].number,
        state=cast("State", own[0].state),
        urged=own[0].urged,
        assignee=own[0].assignee,
        declined=True,
        pending=Pending(tool="move_ticket", slot="number", arguments=done, question=wording.WHICH, choices=offered),
        focus=focus_on(own[0], context.role),
    )


def withdrawn(context: ToolContext, ticket: Ticket) -> TicketChanged:
    """Say that the platform's people close tickets, and offer to let them know; nothing is changed.

    Args:
        context: Who is speaking.
        ticket: The enterprise's own ticket.
    """
    state = cast("State", ticket.state)
    going = state in OPEN
    form = wording.WITHDRAW if going else wording.WITHDRAW_DONE.get(state, wording.WITHDRAW_CLOSING)
    close = Suggestion(
        title=wording.CLOSE_IT,
        tool="hand_off",
        arguments={"reason": wording.CLOSE_REASON.format(number=ticket.number)},
    )
    return TicketChanged(
        text=form.format(number=ticket.number, state=wording.SHORT_STATES[state]),
        number=ticket.number,
        state=state,
        urged=ticket.urged,
        assignee=ticket.assignee,
        declined=True,
        suggestions=(*((close,) if going else ()), *buttons(ticket, context.role)),
        focus=focus_on(ticket, context.role),
    )
