"""Finds the ticket a call is about; another enterprise's are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.enterprises import whose
from tools.database.repositories.tickets import TicketRepository
from tools.domain.tickets.reading import LONGEST_TEXT, full_number, number_in
from tools.kit.describing import described
from tools.kit.errors import InvalidArguments, NotFound
from tools.tickets.rows import choice

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tools.database.engine import Session
    from tools.database.models import Ticket
    from tools.domain.tickets.states import State
    from tools.kit.tool import ToolContext


async def named(
    session: Session, context: ToolContext, number: str, question: str, slot: str = "number"
) -> Ticket | None:
    """Return the ticket that is named; None where none is.

    Args:
        session: Any session.
        context: Who is speaking.
        number: As given.
        question: Words that may hold it.
        slot: The parameter it is for.

    Raises:
        NotFound: There is none of this number, or it is another enterprise's.
        InvalidArguments: Only the end of a number was said, and several have it.
    """
    wanted = full_number(number) if number.strip() else number_in(normalise(question))
    if not wanted:
        return None
    own = None if context.role == "operator" else await whose(session, context, None)
    if context.role != "operator" and own is None:
        raise _missing(wanted)
    found = await TicketRepository(session).named(wanted, own.id if own else None)
    if not found:
        raise _missing(wanted)
    if len(found) > 1:
        raise ask_which(found, slot=slot)
    return found[0]


async def meant(
    session: Session, context: ToolContext, states: Collection[State], ask: str, words: str = ""
) -> Ticket | None:
    """Return the one ticket of the speaker's enterprise in some states; None where there is none.

    Args:
        session: Any session.
        context: Who is speaking.
        states: The states.
        ask: How to ask which one.
        words: The person's words; of several tickets they may tell one by what it is about.

    Raises:
        InvalidArguments: There are several.
    """
    own = await whose(session, context, None)
    if own is None:
        return None
    found = await TicketRepository(session).of_enterprise(own.id, states)
    if len(found) > 1:
        place = described(normalise(words), [choice(ticket, LONGEST_TEXT)[1] for ticket in found])
        if place is None:
            raise ask_which(found, ask)
        return found[place]
    return found[0] if found else None


def ask_which(found: Sequence[Ticket], ask: str = "", slot: str = "number") -> InvalidArguments:
    """Return the error that asks which of some tickets is meant."""
    msg = f"{len(found)} tickets fit"
    options = [choice(ticket) for ticket in found]
    return InvalidArguments(msg, slot=slot, problem="ambiguous", options=options, ask=ask)


def _missing(number: str) -> NotFound:
    return NotFound(f"no ticket {number}", what="ticket", name=number.lstrip("-"))
