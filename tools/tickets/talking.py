"""Lets operators take talks with enterprises over, speak in them and give them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.hand_offs import HandOffRepository, RelayRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.tickets import TicketRepository
from tools.database.repositories.turns import TurnRepository
from tools.domain import days
from tools.domain.follow_ups import reading as sending
from tools.domain.promises import promises
from tools.domain.tickets import bidding, relaying
from tools.domain.tickets.cues import (
    aside,
    asks_of_tickets,
    in_line,
    lets_go,
    takes,
    to_them,
)
from tools.domain.tickets.listing import asks_for_list
from tools.domain.tickets.persons import asks_who_waits
from tools.domain.tickets.reading import LONGEST_TEXT, number_in, read_relay
from tools.domain.tickets.releasing import gives_back
from tools.domain.tickets.states import STATES, State
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Pending, Role, Suggestion, ToolContext, ToolResult, tool
from tools.kit.typed import as_typed
from tools.tickets.finding import ask_which, named
from tools.tickets.rows import focus_on, short
from tools.wording import hand_offs as wording
from tools.wording import promises as promise_words
from tools.wording import tickets as shared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import HandOff, Ticket, Turn

SURELY = 0.95
"""How surely words for one enterprise that are to be passed on are for nothing else."""
MOST = 8
"""Talks offered to choose from."""
RECALLED = 3
"""Exchanges of the conversation an operator is shown on taking it."""
LONGEST_ANSWER = 120
OPERATORS: frozenset[Role] = frozenset({"operator"})


class Talk(ToolResult):
    """An operator's end of a talk with an enterprise."""

    number: str
    enterprise: str
    state: str


class Told(ToolResult):
    """Words that were carried to an enterprise; False where they were not."""

    number: str
    sent: bool


def _takes(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    return SURELY * (bool(number_in(text)) and takes(text))


@tool(
    wording.TAKE_HAND_OFF,
    writes=True,
    roles=OPERATORS,
    sure=_takes,
    readers={"number": lambda text, _: number_in(text) or None},
)
async def take_hand_off(context: ToolContext, number: str = "", question: str = "") -> Talk:
    """Take over the talk with an enterprise that waits for a person; from then on what is typed here goes to it.

    Args:
        number: The ticket's number; the only one that waits by default.
        question: The operator's words, which may hold the number.
    """
    async with context.store.session() as session:
        hand_offs, tickets, people = HandOffRepository(session), TicketRepository(session), PeopleRepository(session)
        held = await hand_offs.held_in(context.conversation, context.contact)
        wanted, ticket = await _to_take(session, context, number, question)
        if held is not None and held.id != wanted.id:
            raise await _busy(session, held)
        operator = await people.name(context.contact)
        locked = await tickets.lock(ticket.id)
        if await hand_offs.move(wanted, context.contact, context.conversation):
            enterprise = await _called(session, ticket)
            text = wording.TAKEN_HERE.format(enterprise=enterprise, number=ticket.number)
            return _taken(ticket.number, enterprise, text)
        if locked is None or not await hand_offs.take(wanted.id, context.contact, context.conversation, context.now):
            raise await _too_late(session, ticket)
        if STATES.index(cast("State", locked.state)) < STATES.index("scheduled"):
            await tickets.advance(locked, "scheduled", context.contact, context.now, wording.TAKEN_NOTE)
        locked.assignee = operator
        await tickets.note(locked, "assigned", context.contact, context.now, note=operator)
        await RelayRepository(session).add(
            ticket.id,
            wanted.conversation_id,
            "to_enterprise",
            wording.JOINED.format(operator=operator),
            contact_id=context.contact,
            author="",
            now=context.now,
        )
        enterprise = await _called(session, ticket)
        turns = await TurnRepository(session).last_answered(wanted.conversation_id, RECALLED)
    head = wording.TAKEN.format(enterprise=enterprise, number=ticket.number)
    parts = [head, wording.SAID_WHY.format(text=ticket.text), *_recalled(turns)]
    return _taken(ticket.number, enterprise, "\n\n".join(parts))


def _taken(number: str, enterprise: str, text: str) -> Talk:
    release = Suggestion(title=wording.RELEASE, tool="release_hand_off", arguments={"number": number})
    return Talk(
        text=text,
        number=number,
        enterprise=enterprise,
        state="taken",
        suggestions=(release,),
        pending=_holding(number),
    )


async def _to_take(session: Session, context: ToolContext, number: str, question: str) -> tuple[HandOff, Ticket]:
    """Return the hand-off that is meant: the one named by its ticket, its enterprise or its place, or the only one."""
    hand_offs = HandOffRepository(session)
    if (ticket := await named(session, context, number, question)) is not None:
        found = await hand_offs.of_ticket(ticket.id)
        if found is None:
            msg = f"{ticket.number} has no hand-off"
            raise Conflict(msg, what="none", number=ticket.number)
        return found, ticket
    waiting = await hand_offs.waiting(MOST)
    own = await hand_offs.taken_by(context.contact, MOST)
    firms = {one for one, _ in await EnterpriseRepository(session).named_in(question)}
    if firms:
        of_firm = [pair for pair in (*waiting, *own) if pair[1].enterprise_id in firms]
        if not of_firm:
            raise await _not_waiting(session, firms, [ticket for _, ticket in waiting])
        return of_firm[0]
    waiting = waiting or own
    if not waiting:
        msg = "nobody waits"
        raise NotFound(msg, what="waiting")
    place = 0 if len(waiting) == 1 else in_line(normalise(question), len(waiting))
    if place is None:
        raise await ask_which(session, context, [one for _, one in waiting])
    return waiting[place]


async def _not_waiting(session: Session, firms: set[str], waiting: Sequence[Ticket]) -> NotFound:
    names = await PeopleRepository(session).enterprises(firms | {ticket.enterprise_id for ticket in waiting})
    msg = "this enterprise does not wait"
    called = wording.BETWEEN.join(names.get(one, wording.UNNAMED) for one in sorted(firms))
    others = wording.BETWEEN.join(names.get(ticket.enterprise_id, wording.UNNAMED) for ticket in waiting)
    return NotFound(msg, what="not_waiting", name=called, others=others)


async def _too_late(session: Session, ticket: Ticket) -> Conflict:
    """Say who has it, or that it has ended."""
    now = await HandOffRepository(session).of_ticket(ticket.id)
    msg = f"{ticket.number} is not waiting"
    if now is None or now.state == "released":
        return Conflict(msg, what="released", number=ticket.number)
    operator = await PeopleRepository(session).name(now.operator_id or "")
    return Conflict(msg, what="taken", number=ticket.number, operator=operator)


async def _busy(session: Session, held: HandOff) -> Conflict:
    ticket = await TicketRepository(session).get(held.ticket_id)
    enterprise = await _called(session, ticket) if ticket else ""
    msg = "this conversation holds another talk"
    return Conflict(msg, what="busy", number=ticket.number if ticket else "", enterprise=enterprise)


@tool(
    wording.RELEASE_HAND_OFF,
    writes=True,
    roles=OPERATORS,
    verbatim=frozenset({"note"}),
    sure=lambda text, _: SURELY * gives_back(text),
    readers={"number": lambda text, _: number_in(text) or None},
)
async def release_hand_off(context: ToolContext, number: str = "", note: str = "", question: str = "") -> Talk:
    """Give a talk with an enterprise back to the assistant.

    Args:
        number: The ticket's number; the talk of this conversation by default.
        note: What came of it.
        question: The operator's words, which may hold the number.
    """
    async with context.store.session() as session:
        found, ticket = await _to_release(session, context, number, question)
        return await _released(session, context, found, ticket, note)


async def _to_release(session: Session, context: ToolContext, number: str, question: str) -> tuple[HandOff, Ticket]:
    hand_offs = HandOffRepository(session)
    if (ticket := await named(session, context, number, question)) is not None:
        found = await hand_offs.of_ticket(ticket.id)
        if found is None or found.state == "released":
            msg = f"{ticket.number} is not talked about"
            raise Conflict(msg, what="released", number=ticket.number)
        if found.state == "waiting":
            msg = f"{ticket.number} is not taken"
            raise Conflict(msg, what="idle", number=ticket.number)
        if found.operator_id != context.contact:
            operator = await PeopleRepository(session).name(found.operator_id or "")
            msg = "somebody else's talk"
            raise Conflict(msg, what="other", number=ticket.number, operator=operator)
        return found, ticket
    held = await hand_offs.held_in(context.conversation, context.contact)
    taken = await hand_offs.taken_by(context.contact, MOST)
    if held is not None:
        taken = [pair for pair in taken if pair[0].id == held.id]
    if not taken:
        msg = "no talk is held"
        raise NotFound(msg, what="taken")
    firms = {one for one, _ in await EnterpriseRepository(session).named_in(question)} if len(taken) > 1 else set[str]()
    taken = [pair for pair in taken if pair[1].enterprise_id in firms] or taken
    if len(taken) > 1:
        raise await ask_which(session, context, [one for _, one in taken], wording.WHICH_TAKEN)
    return taken[0]


async def _released(session: Session, context: ToolContext, found: HandOff, ticket: Ticket, note: str) -> Talk:
    """End a talk: its ticket is resolved until the enterprise says otherwise, and both are told."""
    hand_offs, tickets, people = HandOffRepository(session), TicketRepository(session), PeopleRepository(session)
    enterprise = await _called(session, ticket)
    locked = await tickets.lock(ticket.id)
    if locked is None or not await hand_offs.release(found.id, context.now):
        msg = f"{ticket.number} has ended"
        raise Conflict(msg, what="released", number=ticket.number)
    if STATES.index(cast("State", locked.state)) < STATES.index("resolved"):
        await tickets.advance(locked, "resolved", context.contact, context.now, note or wording.TALK_DONE)
    operator = await people.name(context.contact)
    await RelayRepository(session).add(
        ticket.id,
        found.conversation_id,
        "to_enterprise",
        wording.LEFT.format(operator=operator),
        contact_id=context.contact,
        author="",
        now=context.now,
    )
    return Talk(
        text=wording.RELEASED.format(
            enterprise=enterprise, number=ticket.number, state=shared.SHORT_STATES[locked.state]
        ),
        number=ticket.number,
        enterprise=enterprise,
        state="released",
        focus=focus_on(ticket, context.role),
    )


def _spoken(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Take everything said for words to the enterprise, but for what ends the talk or is for the assistant.

    Where no talk is held and only the words were asked for, a question about tickets is for the assistant too.
    """
    apart = asks_for_list(text) or asks_of_tickets(text) or asks_who_waits(text) or bidding.leaves_ticket(text)
    if apart and arguments.get("question"):
        return None
    return None if lets_go(text) or aside(text) is not None else to_them(text)


@tool(
    wording.RELAY_MESSAGE,
    writes=True,
    roles=OPERATORS,
    verbatim=frozenset({"text", "question"}),
    sure=lambda text, _: SURELY * relaying.told_to_one(text),
    reads=lambda text, _: None if relaying.told_before(text) else {"question": text},
    readers={
        "text": _spoken,
        "ticket": lambda text, _: number_in(text) or None,
        "place": lambda text, _: relaying.place_of(text),
    },
)
async def relay_message(
    context: ToolContext,
    text: str = "",
    ticket: str = "",
    enterprise: str | None = None,
    question: str = "",
    place: relaying.Place | None = None,
) -> Told:
    """Say something to the enterprise of a ticket, in its own conversation.

    Args:
        text: The words, as the enterprise is to read them.
        ticket: The ticket's number; the talk that is held in this conversation by default.
        enterprise: The enterprise, by name or id, where no ticket is named; its newest ticket is taken.
        question: The operator's words; what is not given is read from them.
        place: Where it goes, if the operator was asked: to the enterprise, on the ticket alone, or nowhere.
    """
    if place == "neither":
        msg = "nothing is to be said"
        raise Conflict(msg, what="held_back")
    read, whom = read_relay(question) if question else ("", "")
    beside = normalise(question) if not (text.strip() or read) else ""
    words = text.strip() or read or as_typed(relaying.told_beside(beside), question)
    async with context.store.session() as session:
        hand_offs = HandOffRepository(session)
        held = await hand_offs.held_in(context.conversation, context.contact)
        if held is None and text.strip() and not read:
            _sayable(normalise(words))
        about = await named(session, context, ticket, question, "ticket")
        if about is None and (called := enterprise or whom):
            about = await _newest(session, context, called)
        if about is None and held is not None:
            about = await TicketRepository(session).get(held.ticket_id)
        if about is None or not words:
            slot, msg = ("ticket", "which ticket") if about is None else ("text", "what to say")
            raise InvalidArguments(msg, slot=slot, problem="missing")
        if place == "ticket":
            return await _put_down(session, context, about, words)
        if beside and place is None and not relaying.adds_for_them(beside):
            msg = "for whom it is"
            raise InvalidArguments(msg, slot="place", problem="missing", options=list(wording.PLACES.items()))
        found = await hand_offs.of_ticket(about.id)
        if held is not None and held.ticket_id == about.id:
            if lets_go(normalise(words)):
                talk = await _released(session, context, held, about, "")
                return Told(text=talk.text, number=about.number, sent=False, focus=talk.focus)
        elif found is not None and found.state == "taken" and found.operator_id != context.contact:
            operator = await PeopleRepository(session).name(found.operator_id or "")
            msg = "somebody else's talk"
            raise Conflict(msg, what="other", number=about.number, operator=operator)
        return await _told(session, context, about, words, held)


async def _put_down(session: Session, context: ToolContext, about: Ticket, words: str) -> Told:
    """Keep on the ticket what is not said to the enterprise."""
    tickets = TicketRepository(session)
    note = short(words, LONGEST_TEXT)
    await tickets.note(await tickets.lock(about.id) or about, "noted", context.contact, context.now, note=note)
    focus = focus_on(about, context.role, told=True)
    return Told(text=shared.NOTE_DONE.format(number=about.number), number=about.number, sent=False, focus=focus)


def _sayable(words: str) -> None:
    """Raise where what was given for words to an enterprise holds them back, or asks whether they have gone.

    Raises:
        Conflict: It does.
    """
    held_back = sending.holds_back(words) or bidding.leaves_ticket(words)
    if held_back or sending.asks_gone(words):
        msg = "nothing is to be said"
        raise Conflict(msg, what="held_back" if held_back else "not_gone")


async def _newest(session: Session, context: ToolContext, called: str) -> Ticket:
    owner = await whose(session, context, called)
    found = await TicketRepository(session).talkable(owner.id) if owner else None
    if found is None:
        msg = f"{called} has no conversation"
        raise NotFound(msg, what="talk", name=called)
    return found


async def _told(session: Session, context: ToolContext, about: Ticket, words: str, held: HandOff | None) -> Told:
    if about.conversation_id is None:
        msg = f"{about.number} was not opened in a conversation"
        raise NotFound(msg, what="conversation", name=about.number)
    await RelayRepository(session).add(
        about.id,
        about.conversation_id,
        "to_enterprise",
        words[:LONGEST_TEXT],
        contact_id=context.contact,
        author=await PeopleRepository(session).name(context.contact),
        now=context.now,
    )
    enterprise = await _called(session, about)
    noted = await _noted(session, context, about, words)
    if held is not None and held.ticket_id == about.id:
        text = wording.TOLD.format(enterprise=enterprise) + noted
        return Told(text=text, number=about.number, sent=True, pending=_holding(about.number))
    locked = await TicketRepository(session).lock(about.id)
    if locked is not None:
        await TicketRepository(session).note(
            locked, "relayed", context.contact, context.now, note=short(words, LONGEST_TEXT)
        )
    return Told(
        text=wording.TOLD_LATER.format(enterprise=enterprise, number=about.number) + noted,
        number=about.number,
        sent=True,
        focus=focus_on(about, context.role, told=True),
    )


async def _noted(session: Session, context: ToolContext, about: Ticket, words: str) -> str:
    """Put down what an operator promises an enterprise by a day, and say so in one line; empty where nothing is."""
    today = days.today(context.now)
    promised = promises(words, today)
    if promised is None or promised.day is None:
        return ""
    person = await PromiseRepository(session).person(about.enterprise_id, about.contact_id)
    if person is None:
        return ""
    await PromiseRepository(session).add(
        enterprise_id=about.enterprise_id,
        contact_id=person,
        made_by=context.contact,
        side="platform",
        text=promised.text,
        due_at=days.morning(promised.day.on),
        turn_id=context.turn or None,
        now=context.now,
    )
    return "\n\n" + promise_words.noted(promised.text, promised.day, today, operator=True)


def _holding(number: str) -> Pending:
    """Let everything the operator types go to the enterprise."""
    return Pending(tool="relay_message", slot="text", arguments={"ticket": number}, holds=True)


async def _called(session: Session, ticket: Ticket) -> str:
    names = await PeopleRepository(session).enterprises({ticket.enterprise_id})
    return names.get(ticket.enterprise_id, wording.UNNAMED)


def _recalled(turns: Sequence[Turn]) -> list[str]:
    """Return what was last said in the enterprise's conversation, oldest first."""
    lines: list[str] = []
    for turn in reversed(turns):
        if not turn.text.strip():
            continue
        lines.append(wording.ASKED.format(question=short(turn.text, LONGEST_ANSWER)))
        if answer := short(str((turn.reply or {}).get("text", "")), LONGEST_ANSWER):
            lines.append(wording.ANSWERED.format(answer=answer))
    return [wording.BEFORE + "\n" + "\n".join(lines)] if lines else []
