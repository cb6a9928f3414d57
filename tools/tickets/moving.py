"""Moves tickets on: assessments, states, assignees, notes, and urging."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from corpus.lexical import normalise
from tools.database.repositories.tickets import TicketRepository
from tools.domain.tickets.bidding import adds_to_named, which
from tools.domain.tickets.cues import how_many, solved_that, waits, withdraws
from tools.domain.tickets.doing import (
    Move,
    adds,
    assignee_in,
    bids,
    gives,
    notes_on,
    points_at,
    read_move,
    read_moves,
    says_which,
    severity_in,
    wants_withdrawn,
)
from tools.domain.tickets.faults import contradicts, leaves_open, names_fault
from tools.domain.tickets.lexicon import OF_TICKET, RELAYED
from tools.domain.tickets.likeness import pieces, touches
from tools.domain.tickets.reading import LONGEST_TEXT, number_in, numbers_in
from tools.domain.tickets.relaying import told_to_one
from tools.domain.tickets.states import (
    DONE,
    OPEN,
    STEPS,
    Action,
    Assessment,
    Kind,
    Severity,
    State,
    allow,
    goes_through,
    move,
    moves,
)
from tools.domain.tickets.urging import tells_of_before, to_colleague, urges, without_spared
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.lexicon import ASKS, CANCEL, NO
from tools.kit.tool import ToolContext, tool
from tools.tickets.changing import assess, assign, changed_to, grade, note, planned, put_together
from tools.tickets.finding import meant, named_or_near, of_firm_named, own_ones, told_or_other
from tools.tickets.rows import TicketChanged, short, standing
from tools.tickets.staying import again, in_doubt, unplanned, where, which_of, withdrawn
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Ticket

CONFIRMABLE: tuple[State, ...] = ("resolved",)
REVISITABLE: tuple[State, ...] = ("verified",)
BEFORE_CLOSED: tuple[State, ...] = ("recorded", "assessed", "scheduled", "resolved", "verified", "revisited")
LONGEST_GRADE = 12
"""Characters up to which an answer says how grave a ticket is, and nothing else."""
LONGEST_NAME = 4
"""Characters up to which an answer is a person's name, and nothing else."""
SOLVED = 0.85
"""How surely a message that says of a known matter that it is solved is for nothing else."""
FAULT_SOLVED = 0.985
"""The same of one that names what went wrong with it."""
BIDDEN = 0.97
"""The same of one that bids in so many words what is to be done with a ticket."""
WITHDRAWN = 0.96
"""How surely one that wants a ticket withdrawn is for nothing else."""
LIKELY = 0.7
"""The same of one that says which ticket it is, and what is done to it."""
URGENTLY = 0.85
"""How surely a message that urges is for nothing else."""
URGENTLY_SO = 0.96
"""The same of one that speaks of a ticket besides."""
REOPENABLE: tuple[State, ...] = ("resolved", "verified", "revisited")


def _urgently(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message urges a ticket; one that speaks of a ticket besides is for nothing else."""
    if not urges(text):
        return 0.0
    return URGENTLY_SO if OF_TICKET.search(text) else URGENTLY


@tool(
    wording.URGE_TICKET,
    writes=True,
    sure=_urgently,
    reads=lambda text, _: None if tells_of_before(text) or to_colleague(text) else {"question": text},
    readers={"number": lambda text, _: number_in(text) or None},
)
async def urge_ticket(context: ToolContext, number: str = "", question: str = "") -> TicketChanged:
    """Urge a ticket that is not answered yet; counted and put down on the ticket itself.

    Args:
        number: The ticket's number; the only open one by default.
        question: The person's words, which may hold the number.
    """
    words = without_spared(normalise(question)) or question
    async with context.store.session() as session:
        if several := await _all_own(session, context, words):
            urged = [await _urged(session, context, ticket, question) for ticket in several]
            return urged[-1].model_copy(update={"text": "\n\n".join(one.text for one in urged)})
        found = await named_or_near(session, context, number, words) or await meant(
            session, context, OPEN, wording.WHICH_URGED, words
        )
        if found is None and context.role == "operator":
            raise _which()
        if found is None:
            msg = "nothing is open"
            raise NotFound(msg, what="ticket")
        if tells_of_before(normalise(question)) or to_colleague(normalise(question)):
            return changed_to(context, found, wording.NOT_URGED.format(number=found.number))
        return await _urged(session, context, found, question)


async def _all_own(session: Session, context: ToolContext, question: str) -> Sequence[Ticket]:
    """Return an enterprise's own open tickets where words speak of all of them; empty where they speak of one."""
    words = normalise(question)
    many = None if number_in(words) else how_many(words)
    found = await own_ones(session, context, OPEN) if many is not None else ()
    return found if len(found) > 1 and many in {0, len(found)} else ()


async def _urged(session: Session, context: ToolContext, found: Ticket, question: str) -> TicketChanged:
    ticket = await _locked(session, found)
    if ticket.state in DONE:
        then = wording.THEN_CONFIRM if ticket.state in REOPENABLE else wording.THEN_NEW
        text = wording.URGE_DONE.format(number=ticket.number, state=wording.SHORT_STATES[ticket.state], then=then)
        return changed_to(context, ticket, text)
    ticket.urged += 1
    await TicketRepository(session).note(
        ticket, "urged", context.contact, context.now, note=short(question, LONGEST_TEXT) if question else ""
    )
    who = wording.HAS_ASSIGNEE.format(assignee=ticket.assignee) if ticket.assignee else wording.NO_ASSIGNEE
    truth = f"{wording.STATE_NOW.format(state=wording.SHORT_STATES[ticket.state])}{who}{standing(ticket, context.now)}"
    return changed_to(context, ticket, wording.URGE.format(number=ticket.number, count=ticket.urged, truth=truth))


def _action_in(text: str, arguments: Mapping[str, Any]) -> Action | None:
    read = read_move(text, operator=False).action
    if read == "verify" and arguments.get("action") == "revisit":
        return "revisit"  # asked whether it still is solved, one says that it is
    return read or read_move(text, operator=True).action


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message says what is done with a ticket it names, or that a matter is solved, and nothing else."""
    if number_in(text) and adds(text):
        return BIDDEN
    told, _, words = text.partition(":")
    relayed = bool(words) and RELAYED.match(text) is not None and not notes_on(told)
    numbered, asks = bool(number_in(text)), ASKS.search(text) is not None
    bidden = bids(text) or notes_on(text) or adds_to_named(text) or (points_at(text) and not asks)
    if bidden and not (numbered or relayed or told_to_one(text)):
        return BIDDEN
    asks = asks or waits(text)
    if not numbered and (contradicts(text) or (leaves_open(text) and not asks)):
        return SOLVED
    if asks or (RELAYED.match(text) and not gives(text)):
        return 0.0
    if numbered:
        return float(read_move(text, operator=True).action is not None)
    solved = FAULT_SOLVED if names_fault(text) else SOLVED
    return solved * solved_that(text) or WITHDRAWN * withdraws(text) or LIKELY * says_which(text)


@tool(
    wording.MOVE_TICKET,
    writes=True,
    sure=_sure,
    verbatim=frozenset({"question", "note", "assignee"}),
    readers={
        "number": lambda text, _: number_in(text) or None,
        "action": _action_in,
        "severity": lambda text, _: severity_in(text) if len(text) <= LONGEST_GRADE else None,
        "assignee": lambda text, _: _who(text),
    },
)
async def move_ticket(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    number: str = "",
    action: Action | None = None,
    state: State | None = None,
    assessment: Assessment | None = None,
    assignee: str = "",
    severity: Severity | None = None,
    note: str = "",
    question: str = "",
) -> TicketChanged:
    """Change a ticket: operators assess, schedule, resolve, verify, revisit, close, reopen, assign, grade and note; an enterprise adds to its own, says whether it is solved, and later whether it still is.

    Args:
        number: The ticket's number.
        action: What is done.
        state: The state it goes to, in place of the action.
        assessment: Which assessment was done; without one, assessing is done as a whole.
        assignee: Who is to handle it.
        severity: How grave it is now.
        note: What is said of it.
        question: The person's words; what is not given is read from them.
    """  # noqa: E501 -- one sentence for models
    operator = context.role == "operator"
    read = read_moves(question, operator=operator) if question else ()
    given = (action, state, assessment, assignee, severity, note)
    first, *more = (put_together(read, *given),) if any(given) or not read else read
    async with context.store.session() as session:
        if operator and (several := numbers_in(normalise(number or question))):
            return await _each(session, context, several, (first, *more))
        words = normalise(question)
        if own := await _of_none(session, context, words):
            return which_of(context, own, adds(words))
        found = await named_or_near(session, context, number, question)
        if operator:
            found = await _of_operator(session, context, found, first.action, question)
        told = which(words) or question
        if not operator and not state and (first.action == "close" or wants_withdrawn(words)):
            return withdrawn(context, found or await _sought(session, context, "note", told))
        if first.action is not None:
            allow(first.action, context.role)
        confirms = not operator and first.action == "verify"
        if found is None or (confirms and _of_another_matter(question, found)):
            found = await _sought(session, context, first.action, told)
        if confirms and _of_another_matter(question, found):
            raise _do_what(found, context)
        ticket = await _locked(session, found)
        if state == "scheduled" and ticket.state in REOPENABLE:
            first = replace(first, action="reopen")
        if operator and not (action or state) and (asked := in_doubt(context, ticket, (first, *more), question)):
            return asked
        if first.action == "revisit" and not operator and ticket.state in CONFIRMABLE:
            first = replace(first, action="verify")
        try:
            return await _all_done(session, context, ticket, (first, *more))
        except Conflict as error:
            if not operator:
                raise
            # What is said next is of this ticket, and of none spoken of before.
            refused = changed_to(context, ticket, wording.explain(error) or wording.DO_WHAT)
            return refused.model_copy(update={"declined": True})


async def _each(session: Session, context: ToolContext, numbers: Sequence[str], asked: Sequence[Move]) -> TicketChanged:
    """Do the same with several tickets; what can't be done with one is said, and done with the others."""
    changed: TicketChanged | None = None
    told: list[str] = []
    refused: Conflict | None = None
    for number in numbers:
        found = await named_or_near(session, context, number, "")
        if found is None:
            continue
        try:
            changed = await _all_done(session, context, await _locked(session, found), asked)
        except Conflict as error:
            refused = error
            told.append(wording.OF_THIS.format(text=wording.explain(error)))
        else:
            told.append(changed.text)
    if changed is None:
        raise refused or _which()
    return changed.model_copy(update={"text": "\n\n".join(told)})


async def _all_done(session: Session, context: ToolContext, ticket: Ticket, asked: Sequence[Move]) -> TicketChanged:
    """Do one thing after the other with a ticket; what can't be done after the first is said."""
    first, *more = asked
    changed = await _done(session, context, ticket, first)
    for further in more:
        try:
            then = await _done(session, context, ticket, further)
        except (Conflict, InvalidArguments) as error:
            words = wording.explain(error) or wording.MOVE_TICKET.questions[str(error.data.get("slot"))]
            return changed.model_copy(update={"text": f"{changed.text}\n\n{words}"})
        changed = then.model_copy(update={"text": f"{changed.text}\n\n{then.text}"})
    return changed


async def _of_operator(
    session: Session, context: ToolContext, spoken: Ticket | None, action: Action | None, question: str
) -> Ticket:
    """Return the ticket an operator means: the one spoken of, unless words tell another."""
    if spoken is not None and not number_in(normalise(question)):
        spoken = await of_firm_named(session, context, spoken, question)
    return spoken or await _pointed(session, context, action, question)


async def _pointed(session: Session, context: ToolContext, action: Action | None, question: str) -> Ticket:
    """Return the ticket an operator means without its number: an enterprise's that is named, or one told apart.

    Raises:
        InvalidArguments: It is not clear which.
    """
    step = STEPS.get(action) if action is not None else None
    ways = (BEFORE_CLOSED,) if step is None else (step.sources, step.amends, BEFORE_CLOSED)
    for states in ways:
        if states and (found := await meant(session, context, states, wording.WHICH, question)) is not None:
            return found
    if (found := await told_or_other(session, context, normalise(question))) is not None:
        return found
    raise _which()


async def _done(session: Session, context: ToolContext, ticket: Ticket, asked: Move) -> TicketChanged:
    match asked.action:
        case None if context.role != "operator" and ticket.state not in {*CONFIRMABLE, *REVISITABLE}:
            return changed_to(context, ticket, where(context, ticket))
        case "reopen" | "note" if context.role != "operator" and ticket.state == "closed":
            return again(context, ticket, asked.note)
        case None:
            raise _do_what(ticket, context)
        case "assess" if asked.assessment is not None:
            return await assess(session, context, ticket, asked.assessment, asked.note)
        case "assign":
            return await assign(session, context, ticket, asked)
        case "grade":
            return await grade(session, context, ticket, asked)
        case "note":
            return await note(session, context, ticket, asked)
    return await _step(session, context, ticket, asked.action, asked.note)


async def _sought(session: Session, context: ToolContext, action: Action | None, question: str) -> Ticket:
    """Return the enterprise's own ticket that is meant where none is named: one the move starts from, else an open one.

    Raises:
        NotFound: There is none.
        InvalidArguments: There are several.
    """
    starts = {"reopen": (REOPENABLE,), "revisit": (REVISITABLE, CONFIRMABLE), "note": (BEFORE_CLOSED,)}
    first = starts.get(action or "", (CONFIRMABLE,))
    closed = (("closed",),) if action == "reopen" else ()
    for states in (*first, OPEN, REVISITABLE, *closed):
        if (found := await meant(session, context, states, wording.WHICH, question)) is not None:
            return found
    msg = "nothing is open"
    raise NotFound(msg, what="ticket")


async def _of_none(session: Session, context: ToolContext, words: str) -> Sequence[Ticket]:
    """Return an enterprise's own tickets where words tell one by a matter none of them has; empty where they do not."""
    told = "" if number_in(words) else which(words)
    found = await own_ones(session, context, BEFORE_CLOSED) if told else ()
    about = (normalise(f"{wording.KINDS[one.kind]} {one.module} {one.text}") for one in found)
    return () if any(touches(told, text) for text in about) else found


def _of_another_matter(question: str, ticket: Ticket) -> bool:
    """Tell whether words name what went wrong, and nothing of it stands in the ticket they would confirm."""
    words = normalise(question)
    if number_in(words) or ticket.state not in CONFIRMABLE:
        return False
    return names_fault(words) and not pieces(words) & pieces(normalise(ticket.text))


def _who(text: str) -> str | None:
    """Return whom an answer names as the one to handle a ticket; a short one is the name itself."""
    bare = len(text.strip()) <= LONGEST_NAME and not (CANCEL.fullmatch(text) or NO.search(text))
    return assignee_in(text, text) or (text.strip() if bare else None)


def _which() -> InvalidArguments:
    msg = "which ticket"
    return InvalidArguments(msg, slot="number", problem="missing", ask=wording.WHICH_MOVED)


def _do_what(ticket: Ticket, context: ToolContext) -> InvalidArguments:
    operator = context.role == "operator"
    steps = moves(cast("State", ticket.state), context.role)
    titles = wording.ACTIONS if operator else wording.OWN_ACTIONS
    msg = "what is to be done"
    asked = wording.IS_SOLVED if ticket.state in CONFIRMABLE else wording.IS_STILL_FINE
    ask = wording.DO_WHAT if operator else asked.format(number=ticket.number, text=short(ticket.text))
    return InvalidArguments(
        msg, slot="action", problem="missing", ask=ask, options=[(name, titles[name]) for name in steps]
    )


async def _locked(session: Session, ticket: Ticket) -> Ticket:
    found = await TicketRepository(session).lock(ticket.id)
    if found is None:
        msg = f"ticket {ticket.number} is gone"
        raise NotFound(msg, what="ticket", name=ticket.number)
    return found


async def _step(session: Session, context: ToolContext, ticket: Ticket, action: Action, note: str) -> TicketChanged:
    before = cast("State", ticket.state)
    if action == "verify" and context.role != "operator" and before in OPEN:
        await TicketRepository(session).note(ticket, "noted", context.contact, context.now, note=note)
        return changed_to(
            context, ticket, wording.SOLVED_EARLY.format(number=ticket.number, state=wording.SHORT_STATES[before])
        )
    if action == "reopen" and context.role != "operator" and before in OPEN:
        await TicketRepository(session).note(ticket, "noted", context.contact, context.now, note=note)
        return changed_to(context, ticket, wording.STILL_OPEN + where(context, ticket))
    step = STEPS.get(action)
    if action == "schedule" and (unmoved := unplanned(context, ticket, note)) is not None:
        return unmoved
    on = planned(context, note) if action == "schedule" else ""
    if on and before == "scheduled":
        await TicketRepository(session).note(ticket, "noted", context.contact, context.now, note=note)
        return changed_to(context, ticket, wording.PLANNED_ANEW.format(number=ticket.number, day=on))
    if step is not None and before == step.target and before not in step.sources:
        return changed_to(
            context, ticket, wording.ALREADY_SO.format(number=ticket.number, state=wording.SHORT_STATES[before])
        )
    if context.role == "operator" and step is not None and goes_through(before, action, cast("Kind", ticket.kind)):
        after = step.target
        await TicketRepository(session).advance(ticket, after, context.contact, context.now, note)
    else:
        try:
            after = move(before, action, context.role)
        except Conflict as error:
            raise Conflict(str(error), **{**error.data, "number": ticket.number}) from error
        await TicketRepository(session).move(ticket, after, context.contact, context.now, note)
    form = wording.MOVE_DONE
    if context.role != "operator":
        form = {"reopen": wording.REOPEN_DONE, "revisit": wording.REVISIT_DONE}.get(action, wording.VERIFY_DONE)
    names = {"before": wording.SHORT_STATES[before], "state": wording.SHORT_STATES[after]}
    text = form.format(number=ticket.number, text=short(ticket.text), **names)
    if on:
        text += wording.PLANNED.format(day=on)
    return changed_to(context, ticket, text + (wording.NEXT.get(after) or wording.DUE_DONE.get(after, "")))
