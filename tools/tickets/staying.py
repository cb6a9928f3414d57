"""Says why a ticket was left as it is, and offers what may be done instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from corpus.lexical import normalise
from tools.domain.tickets.bidding import moves_plan
from tools.domain.tickets.doing import thing_done
from tools.domain.tickets.likeness import pieces
from tools.domain.tickets.states import OPEN, STEPS
from tools.kit.tool import Pending, Suggestion
from tools.tickets.changing import changed_to, planned
from tools.tickets.rows import choice, short, standing
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.database.models import Ticket
    from tools.domain.tickets.doing import Move
    from tools.domain.tickets.states import State
    from tools.kit.tool import ToolContext
    from tools.tickets.rows import TicketChanged

MOST_OFFERED = 4
"""Tickets to choose from."""


def again(context: ToolContext, ticket: Ticket, words: str) -> TicketChanged:
    """Say that a ticket is closed, and offer to put down anew what came back."""
    changed = changed_to(context, ticket, wording.CLOSED_BEFORE.format(number=ticket.number))
    arguments = {"question": words, "text": words, "kind": ticket.kind if ticket.kind != "hand_off" else "complaint"}
    anew = Suggestion(title=wording.ANEW, tool="open_ticket", arguments=arguments)
    return changed.model_copy(update={"suggestions": (anew, *changed.suggestions)})


def where(context: ToolContext, ticket: Ticket) -> str:
    """Say where a ticket stands that nobody has done yet, or that is over."""
    state = cast("State", ticket.state)
    told = wording.STANDS.format(number=ticket.number, state=wording.SHORT_STATES[state])
    return f"{told}{standing(ticket, context.now)}{wording.NEXT.get(state, '')}"


def in_doubt(context: ToolContext, ticket: Ticket, said: Sequence[Move], question: str) -> TicketChanged | None:
    """Ask whether an open ticket is done where words say it of what may be another matter; None where it is plain."""
    first, *more = said
    if first.action != "resolve" or ticket.state not in OPEN or any(one.action in STEPS for one in more):
        return None
    what, matter = thing_done(question), normalise(ticket.text)
    if not what or what in matter or pieces(what) & pieces(matter):
        return None
    note = next((one.note for one in said if one.note), "")
    arguments = {"number": ticket.number, "action": "resolve", "note": note}
    text = wording.IS_DONE.format(number=ticket.number, text=short(ticket.text))
    done = Suggestion(title=wording.ACTIONS["resolve"], tool="move_ticket", arguments=arguments)
    # Said in other words that it is done, it is done, and not asked again.
    pending = Pending(tool="move_ticket", slot=None, arguments=arguments, question=text, choices=(done,), aside=True)
    return changed_to(context, ticket, text).model_copy(update={"pending": pending, "suggestions": ()})


def unplanned(context: ToolContext, ticket: Ticket, note: str) -> TicketChanged | None:
    """Say that a ticket is not scheduled whose day is to be another one; None where it is, or is to be scheduled."""
    if ticket.state == "scheduled" or not moves_plan(normalise(note)):
        return None
    state = wording.SHORT_STATES[cast("State", ticket.state)]
    day = planned(context, note) if ticket.state in OPEN else ""
    more = wording.PLAN_IT.format(day=day) if day else ""
    return changed_to(context, ticket, wording.NOT_PLANNED.format(number=ticket.number, state=state) + more)


def which_of(context: ToolContext, own: Sequence[Ticket], note: str) -> TicketChanged:
    """Ask which ticket is meant by one who told it by a matter that none has.

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
    pending = Pending(tool="move_ticket", slot="number", arguments=done, question=wording.WHICH, choices=offered)
    asked = {"declined": True, "pending": pending, "suggestions": ()}
    return changed_to(context, own[0], wording.WHICH).model_copy(update=asked)


def withdrawn(context: ToolContext, ticket: Ticket) -> TicketChanged:
    """Say that the platform's people close tickets, and offer to let them know of one that is to be withdrawn.

    Args:
        context: Who is speaking.
        ticket: The enterprise's own ticket.
    """
    state = cast("State", ticket.state)
    going = state in OPEN
    form = wording.WITHDRAW if going else wording.WITHDRAW_DONE.get(state, wording.WITHDRAW_CLOSING)
    left = changed_to(context, ticket, form.format(number=ticket.number, state=wording.SHORT_STATES[state]))
    reason = {"reason": wording.CLOSE_REASON.format(number=ticket.number)}
    close = (Suggestion(title=wording.CLOSE_IT, tool="hand_off", arguments=reason),) if going else ()
    return left.model_copy(update={"declined": True, "suggestions": (*close, *left.suggestions)})
