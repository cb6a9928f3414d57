"""Finds the ticket a call is about; another enterprise's are not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain.tickets.cues import names_another
from tools.domain.tickets.lexicon import OTHER_ONE, PLACE_IN_LINE, WHICH_FIRST
from tools.domain.tickets.reading import LONGEST_TEXT, Draft, TicketFilter, draft, full_number, number_in
from tools.kit.describing import described
from tools.kit.errors import InvalidArguments, NotFound
from tools.tickets.rows import choice
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tools.database.engine import Session
    from tools.database.models import Ticket
    from tools.domain.tickets.states import State
    from tools.kit.tool import ToolContext


MOST_COMPARED, DATED = 50, len("T20261126")
"""Open tickets looked at for those a number may mean, and the part of a number that is its day."""
NEAR = 4
"""Tickets offered in the place of one that is not there."""
DRAFTED_BY = "open_ticket"
"""The tool whose question waits for a yes before anything is put down."""


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
        raise await ask_which(session, context, found, slot=slot)
    return found[0]


async def named_or_near(session: Session, context: ToolContext, number: str, question: str) -> Ticket | None:
    """Return the ticket that is named; where there is none of its number, ask which of those it may be is meant.

    Args:
        session: Any session.
        context: Who is speaking.
        number: As given.
        question: Words that may hold it; those that tell another by what it is about go before a number they do not
            hold.

    Raises:
        NotFound: There is none of this number, and none it may be.
        InvalidArguments: It may be one of several.
    """
    words = normalise(question)
    if number.strip() and names_another(words) and (told := await _told_apart(session, context, words)) is not None:
        return told
    if number.strip() and OTHER_ONE.match(words) and not number_in(words):
        return await _other(session, context, full_number(number))
    try:
        return await named(session, context, number, question)
    except NotFound as error:
        wanted = str(error.data["name"])
        found = await _open(session, context)
        if not found:
            raise
        near = sorted(found, key=lambda ticket: ticket.number[:DATED] != wanted[:DATED])[:NEAR]
        raise await ask_which(session, context, near, wording.NONE_SUCH.format(number=wanted)) from error


async def _open(session: Session, context: ToolContext) -> Sequence[Ticket]:
    """Return the tickets that are not closed: an enterprise's own, or all."""
    own = await whose(session, context, None) if context.role != "operator" else None
    if own is None and context.role != "operator":
        return ()
    found, _ = await TicketRepository(session).page(
        TicketFilter(open_only=True),
        enterprise_id=own.id if own else None,
        assignee="",
        now=context.now,
        skip=0,
        limit=MOST_COMPARED,
    )
    return found


async def _told_apart(session: Session, context: ToolContext, words: str) -> Ticket | None:
    """Return the open ticket that words tell by what it is about, and not by its number or place; None for none."""
    if number_in(words) or PLACE_IN_LINE.search(words):
        return None
    return _told_by_matter(words, await _open(session, context))


def _told_by_matter(words: str, found: Sequence[Ticket]) -> Ticket | None:
    """Return the one of some tickets that words tell by what it is about; None where they tell none, or several."""
    place = described(words, [choice(ticket, LONGEST_TEXT)[1] for ticket in found])
    return None if place is None else found[place]


async def of_firm_named(session: Session, context: ToolContext, spoken: Ticket, question: str) -> Ticket | None:
    """Return the ticket an operator means who names an enterprise, where another was spoken of before.

    Args:
        session: Any session.
        context: Who is speaking.
        spoken: The ticket spoken of.
        question: The words.

    Returns:
        The one spoken of where no other is named; None where it is another enterprise's, and which is yet to be told.
    """
    firms = await EnterpriseRepository(session).named_in(question)
    if len(firms) != 1:
        return spoken
    if firms[0][0] != spoken.enterprise_id:
        return None
    first, *_ = re.split(r"[,;.]", normalise(question), maxsplit=1)
    found = [ticket for ticket in await _open(session, context) if ticket.enterprise_id == spoken.enterprise_id]
    return _told_by_matter(first, found) or spoken


async def told_or_other(session: Session, context: ToolContext, words: str) -> Ticket | None:
    """Return the open ticket an operator tells by what it is about, or the other one of two; None where neither fits.

    Args:
        session: Any session.
        context: Who is speaking.
        words: Normalised words.

    Raises:
        InvalidArguments: Another than the last is meant, and there are several.
    """
    other, which = OTHER_ONE.match(words), WHICH_FIRST.match(words)
    if other is None and which is None:
        return None
    found = await _open(session, context)
    if other is None and which is not None:
        return _told_by_matter(which[0], found)
    last = await TicketRepository(session).last_touched(context.contact, [ticket.id for ticket in found])
    spoken = next((ticket.number for ticket in found if ticket.id == last), "")
    return await _other(session, context, spoken) if spoken else None


async def _other(session: Session, context: ToolContext, spoken: str) -> Ticket | None:
    """Return the other open ticket beside the one spoken of; None where there is none.

    Raises:
        InvalidArguments: There are several.
    """
    rest = [ticket for ticket in await _open(session, context) if ticket.number != spoken]
    if len(rest) > 1:
        raise await ask_which(session, context, rest[:NEAR], wording.WHICH)
    return rest[0] if rest else None


async def meant(
    session: Session, context: ToolContext, states: Collection[State], ask: str, words: str = ""
) -> Ticket | None:
    """Return the one ticket in some states that is meant: the speaker's, or of the enterprise an operator names.

    Args:
        session: Any session.
        context: Who is speaking.
        states: The states.
        ask: How to ask which one.
        words: The person's words; of several tickets they may tell one by what it is about.

    Returns:
        None where there is none, or an operator names no enterprise.

    Raises:
        InvalidArguments: There are several.
    """
    if context.role == "operator":
        firms = await EnterpriseRepository(session).named_in(words)
        owner = firms[0][0] if len(firms) == 1 else None
    else:
        own = await whose(session, context, None)
        owner = own.id if own else None
    if owner is None:
        return None
    found = await TicketRepository(session).of_enterprise(owner, states)
    if len(found) > 1:
        told = _told_by_matter(normalise(words), found)
        if told is None:
            raise await ask_which(session, context, found, ask)
        return told
    return found[0] if found else None


async def own_ones(session: Session, context: ToolContext, states: Collection[State]) -> Sequence[Ticket]:
    """Return an enterprise's own tickets in some states; empty for an operator."""
    own = await whose(session, context, None) if context.role != "operator" else None
    return await TicketRepository(session).of_enterprise(own.id, states) if own is not None else ()


async def waiting_draft(session: Session, context: ToolContext) -> Draft | None:
    """Return what is to be put down in this talk once somebody says yes to it; None where nothing waits for that."""
    found = await ConversationRepository(session).of_contact(context.contact, context.conversation)
    waits = found.pending if found is not None else None
    while waits is not None and (waits.get("tool") != DRAFTED_BY or waits.get("slot") is not None):
        waits = waits.get("behind")
    if waits is None:
        return None
    given = waits.get("arguments") or {}
    read = draft(str(given.get("question") or ""), text=str(given.get("text") or ""), kind=given.get("kind"))
    return read if read.text else None


async def ask_which(
    session: Session, context: ToolContext, found: Sequence[Ticket], ask: str = "", slot: str = "number"
) -> InvalidArguments:
    """Return the error that asks which of some tickets is meant; to operators each with its enterprise."""
    ids = {ticket.enterprise_id for ticket in found} if context.role == "operator" else set[str]()
    names = await PeopleRepository(session).enterprises(ids)
    msg = f"{len(found)} tickets fit"
    options = [choice(ticket, enterprise=names.get(ticket.enterprise_id, "")) for ticket in found]
    return InvalidArguments(msg, slot=slot, problem="ambiguous", options=options, ask=ask)


def _missing(number: str) -> NotFound:
    return NotFound(f"no ticket {number}", what="ticket", name=number.lstrip("-"))
