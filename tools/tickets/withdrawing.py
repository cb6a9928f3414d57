"""Tells an enterprise that wants a ticket withdrawn what becomes of it, and offers who can close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tools.domain.tickets.states import OPEN
from tools.kit.tool import Suggestion
from tools.tickets.rows import TicketChanged, buttons, focus_on
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from tools.database.models import Ticket
    from tools.domain.tickets.states import State
    from tools.kit.tool import ToolContext


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
