"""Shows tickets with what happened to them, and the demand pool."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.feedback import ComplaintRepository
from tools.database.repositories.hand_offs import HandOffRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain.notices import seems_to_want_none
from tools.domain.tickets.cues import (
    asks_again,
    asks_of_own,
    asks_of_tickets,
    names_several,
    takes,
    waited_in_vain,
    waits,
)
from tools.domain.tickets.doing import read_move
from tools.domain.tickets.lexicon import THUS
from tools.domain.tickets.listing import asks_for_course, asks_for_list, of_one_firm, per_person
from tools.domain.tickets.persons import asks_who_waits
from tools.domain.tickets.rating import judges
from tools.domain.tickets.reading import (
    LONGEST_TEXT,
    TicketFilter,
    number_in,
    read_filter,
    without_number,
)
from tools.domain.tickets.states import STATES, Kind, Severity, State
from tools.domain.tickets.urging import urges
from tools.kit.describing import described
from tools.kit.tool import Focus, Suggestion, ToolContext, tool
from tools.tickets.detail import detail
from tools.tickets.finding import named, waiting_draft
from tools.tickets.following import LONGEST_ON_TICKET, on_ticket
from tools.tickets.rows import (
    TicketList,
    choice,
    row,
    short,
)
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Ticket
    from tools.tickets.rows import TicketRow

SHOWN = 10
"""Tickets or needs in one answer."""
LONGEST_BARE = 10
"""Characters beside a ticket's number that say hardly more."""
SURELY = 0.96
"""How surely a message that asks which tickets one has is for nothing else."""
NEARLY = 0.9
"""How surely a message that asks about tickets is for nothing else."""
PRESSED = 3
"""Tickets of a list that may be pressed."""
LOOSE = 3
"""Complaints of nobody's enterprise named below a list."""


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message asks who waits, what becomes of a ticket, or names one and says little more."""
    if asks_who_waits(text):
        return 1.0
    if asks_of_own(text) or waited_in_vain(text) or (asks_for_list(text) and not takes(text)):
        return SURELY
    if urges(text) or takes(text) or seems_to_want_none(text) or len(text) > LONGEST_ON_TICKET:
        return 0.0
    numbered = number_in(text).startswith("T") and not judges(text)
    named_alone = numbered and 0 < len(without_number(text)) <= LONGEST_BARE
    bare = named_alone and not any(read_move(text, operator=one).action for one in (True, False))
    stands = numbered and waits(text)
    return NEARLY if bare or stands or asks_of_tickets(text) or asks_for_course(text) else 0.0


@tool(wording.SHOW_TICKETS, follows=on_ticket, sure=_sure)
async def show_tickets(  # noqa: PLR0913, PLR0917 -- each is a filter, and comes by name
    context: ToolContext,
    number: str = "",
    state: State | None = None,
    kind: Kind | None = None,
    severity: Severity | None = None,
    enterprise: str | None = None,
    question: str = "",
    skip: int = 0,
) -> TicketList:
    """Show where tickets stand: one with its history, one's own, or, for operators, all that fit a filter.

    Args:
        number: The number of one ticket.
        state: Those in this state.
        kind: Those of this kind.
        severity: Those this grave.
        enterprise: Those of this enterprise: a name or an id, for operators.
        question: The question in the person's words; filters not given are read from it.
        skip: How many to leave out that were shown before.
    """
    text = normalise(question)
    read = read_filter(text, context.now) if text else TicketFilter()
    asked = replace(read, state=state or read.state, kind=kind or read.kind, severity=severity or read.severity)
    async with context.store.session() as session:
        ticket = await named(session, context, number, question)
        if ticket is not None and asks_for_list(text) and not number_in(text):
            # Those of the enterprise are asked for whose ticket was spoken of.
            enterprise = enterprise or (ticket.enterprise_id if of_one_firm(text) else None)
            ticket = None
        if ticket is not None and not await _of_another(session, context, ticket, enterprise):
            told = await detail(session, context, ticket)
            lead = wording.ONCE_MORE if ticket.state == "closed" else wording.NOT_AGAIN
            return told.model_copy(update={"text": f"{lead}\n\n{told.text}"}) if asks_again(text) else told
        if context.role != "operator":
            return await _own(session, context, asked, enterprise, skip, text)
        if asks_who_waits(text):
            return await _waiting(session, context)
        if len(firms := await EnterpriseRepository(session).named_in(question)) > 1:
            return await _of_firms(session, context, asked, firms)
        if per_person(text) and not firms:
            return await _per_person(session)
        if enterprise and not firms and _of_all(asked) and not of_one_firm(text):
            enterprise = None
        called = THUS.sub("", enterprise or "") or asked.enterprise
        owner = await whose(session, context, called) if called else None
        assignee = await PeopleRepository(session).name(context.contact)
        tickets = TicketRepository(session)
        whom = owner.id if owner else None
        page, total = await tickets.page(
            asked, enterprise_id=whom, assignee=assignee, now=context.now, skip=skip, limit=SHOWN
        )
        ahead: tuple[str, ...] = ()
        if not total and asked.due_by is not None and not asked.overdue:
            # Where nothing is late before long, what is late already matters.
            ahead = (
                wording.NO_SUCH_TICKETS.format(
                    filter=wording.FILTER.format(words=wording.BETWEEN.join(_filtered(asked)))
                ),
            )
            asked = replace(asked, due_by=None, overdue=True)
            page, total = await tickets.page(
                asked, enterprise_id=whom, assignee=assignee, now=context.now, skip=skip, limit=SHOWN
            )
        loose = () if called or asked != replace(TicketFilter(), kind=asked.kind) else await _loose(session, asked.kind)
        place = 0 if total == 1 else _told_apart(page, text) if owner is not None else None
        if page and place is not None:
            return _with(await detail(session, context, page[place]), loose, ahead)
        counts = await tickets.counts(asked, enterprise_id=whom, assignee=assignee, now=context.now)
        names = await PeopleRepository(session).enterprises({ticket.enterprise_id for ticket in page})
    words = wording.BETWEEN.join([*([owner.name] if owner and owner.name else []), *_filtered(asked)])
    shown = wording.FILTER.format(words=words) if words else ""
    if not total:
        return TicketList(text="\n\n".join([*ahead, wording.NO_SUCH_TICKETS.format(filter=shown), *loose]), total=0)
    head = wording.ALL.format(total=total, filter=shown, counts="" if asked.state else _counted(counts))
    given = {"question": question, "state": state, "kind": kind, "severity": severity, "enterprise": enterprise}
    arguments = {name: value for name, value in given.items() if value}
    return _with(_listed(context, page, names, head, _Place(total, skip, arguments)), loose, ahead)


def _of_all(asked: TicketFilter) -> bool:
    """Tell whether a filter is one for a list of its own, and hardly goes on with the enterprise last spoken of."""
    about_people = asked.unassigned or asked.mine or asked.assignee
    return bool(about_people or asked.overdue or asked.due_by or asked.latest_first or asked.since)


async def _per_person(session: Session) -> TicketList:
    """Tell operators how many tickets each person handles that are not answered yet."""
    handled = await TicketRepository(session).handled()
    if not handled:
        return TicketList(text=wording.NOTHING_OPEN, total=0)
    lines = [wording.PER_PERSON.format(name=name, count=count) for name, count in handled.items() if name]
    if left := handled.get(""):
        lines.append(wording.PER_NOBODY.format(count=left))
    total = sum(handled.values())
    return TicketList(text=wording.HANDLED.format(total=total) + "\n\n" + "\n".join(lines), total=total)


async def _of_another(session: Session, context: ToolContext, ticket: Ticket, enterprise: str | None) -> bool:
    """Tell whether a ticket, spoken of before, is not of the enterprise an operator now names in its place."""
    if context.role != "operator" or not enterprise or number_in(normalise(context.question)):
        return False
    said = [firm for firm, _ in await EnterpriseRepository(session).named_in(context.question)]
    return len(said) == 1 and said[0] != ticket.enterprise_id


async def _of_firms(
    session: Session, context: ToolContext, asked: TicketFilter, firms: Sequence[tuple[str, str]]
) -> TicketList:
    """Show operators the tickets of several enterprises that were named, one enterprise after the other."""
    tickets, total = TicketRepository(session), 0
    found: list[Ticket] = []
    for enterprise_id, _ in firms:
        page, count = await tickets.page(
            asked, enterprise_id=enterprise_id, assignee="", now=context.now, skip=0, limit=SHOWN
        )
        found, total = [*found, *page], total + count
    words = wording.BETWEEN.join([*(name for _, name in firms), *_filtered(asked)])
    shown = wording.FILTER.format(words=words)
    if not found:
        return TicketList(text=wording.NO_SUCH_TICKETS.format(filter=shown), total=0)
    head = wording.ALL.format(total=total, filter=shown, counts="")
    return _listed(context, found, dict(firms), head, _Place(len(found), 0, {}))


async def _waiting(session: Session, context: ToolContext) -> TicketList:
    """Show operators whose conversations wait for a person, the longest first."""
    waiting = [ticket for _, ticket in await HandOffRepository(session).waiting(SHOWN)]
    if not waiting:
        return TicketList(text=wording.NOBODY_WAITS, total=0)
    take = tuple(
        Suggestion(
            title=wording.TAKE_IT.format(number=one.number), tool="take_hand_off", arguments={"number": one.number}
        )
        for one in waiting
    )
    if len(waiting) == 1:
        shown = await detail(session, context, waiting[0])
        return shown.model_copy(update={"suggestions": (*take, *shown.suggestions)})
    names = await PeopleRepository(session).enterprises({ticket.enterprise_id for ticket in waiting})
    head = wording.WAITING.format(total=len(waiting))
    listed = _listed(context, waiting, names, head, _Place(len(waiting), 0, {"kind": "hand_off"}))
    return listed.model_copy(update={"suggestions": take})


def _with(listed: TicketList, more: tuple[str, ...], lead: tuple[str, ...]) -> TicketList:
    return listed.model_copy(update={"text": "\n\n".join([*lead, listed.text, *more])})


async def _loose(session: Session, kind: Kind | None) -> tuple[str, ...]:
    """Tell of complaints from the web's form that belong to no enterprise and so are no tickets."""
    if kind not in {None, "complaint"}:
        return ()
    rows, total = await ComplaintRepository(session).without_enterprise(LOOSE)
    if not total:
        return ()
    lines = [
        wording.LOOSE_LINE.format(
            at=wording.moment(one.created_at),
            text=short(one.text),
            reach=wording.LOOSE_REACH.format(reach=one.reach) if one.reach else "",
        )
        for one in rows
    ]
    return (wording.LOOSE.format(count=total) + "\n\n" + "\n".join(lines),)


async def _own(
    session: Session, context: ToolContext, asked: TicketFilter, enterprise: str | None, skip: int, text: str
) -> TicketList:
    """Show an enterprise its own tickets; the only one, or the one it speaks of, with its history."""
    own = await whose(session, context, enterprise)
    # Of what operators filter by, an enterprise's people name kinds and states alone.
    asked = TicketFilter(kind=asked.kind, state=asked.state, open_only=asked.open_only, unanswered=asked.unanswered)
    tickets = TicketRepository(session)
    waits = await waiting_draft(session, context)
    unfiled = wording.NOT_PUT_DOWN.format(text=short(waits.text)) if waits is not None else ""
    if own is None:
        return TicketList(text=unfiled or wording.NO_TICKETS, total=0)
    page, total = await tickets.page(asked, enterprise_id=own.id, assignee="", now=context.now, skip=skip, limit=SHOWN)
    if not total:
        everything = await tickets.counts(TicketFilter(), enterprise_id=own.id, assignee="", now=context.now)
        if waits is not None and (not everything or asked.kind == waits.kind):
            return TicketList(text=unfiled, total=0)
        words = wording.FILTER.format(words=wording.BETWEEN.join(_filtered(asked)))
        none = wording.NO_SUCH_TICKETS.format(filter=words) if everything else wording.NO_TICKETS
        loosely = TicketFilter(kind=asked.kind)
        if not everything or asked == loosely:
            return TicketList(text=none, total=0)
        # Whether a matter is done yet is asked of the matter: what has become of it is the answer.
        rest = await _own(session, context, loosely, enterprise, skip, text)
        return rest.model_copy(update={"text": f"{none}\n\n{rest.text}"}) if rest.total else rest
    if waits is not None and _told_apart(page, text, waits.text) == len(page):
        return TicketList(text=unfiled, total=0)
    if total == 1 and page:
        return await detail(session, context, page[0])
    if (place := _told_apart(page, text)) is not None:
        return await detail(session, context, page[place])
    counts = await tickets.counts(asked, enterprise_id=own.id, assignee="", now=context.now)
    head = wording.OWN.format(total=total, counts="" if asked.state else _counted(counts))
    given = {name: value for name, value in (("kind", asked.kind), ("state", asked.state)) if value}
    return _listed(context, page, {}, head, _Place(total, skip, given))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page stands in a list, and what the list was asked for with."""

    total: int
    skip: int
    arguments: Mapping[str, object]


def _listed(
    context: ToolContext, page: Sequence[Ticket], names: Mapping[str, str], head: str, place: _Place
) -> TicketList:
    total, skip, arguments = place.total, place.skip, place.arguments
    rows = [row(ticket, names, context.now) for ticket in page]
    operator = context.role == "operator"
    lines = [
        (wording.LINE_ALL if operator else wording.LINE).format(
            number=one.number,
            enterprise=one.enterprise or wording.UNNAMED,
            kind=wording.KINDS[one.kind],
            module=one.module,
            severity=wording.SEVERITIES[one.severity],
            text=short(one.text),
            state=wording.STATES[one.state],
            more="".join(
                [
                    wording.WITH.format(assignee=one.assignee) if one.assignee else "",
                    wording.URGED.format(count=one.urged) if one.urged else "",
                    wording.LATE_BY.format(left=wording.span(_since_due(one, context.now))) if one.overdue else "",
                ]
            ),
        )
        for one in rows
    ]
    left = total - skip - len(page)
    parts = [head, "\n".join(lines)]
    more: tuple[Suggestion, ...] = ()
    if left > 0:
        parts.append(wording.MORE.format(count=left))
        more = (
            Suggestion(
                title=wording.NEXT_PAGE.format(count=min(left, SHOWN)),
                tool="show_tickets",
                arguments={**arguments, "skip": skip + len(page)},
            ),
        )
    seen = tuple(Suggestion(title=one.number, tool="show_tickets", arguments={"number": one.number}) for one in rows)
    return TicketList(
        text="\n\n".join(parts),
        total=total,
        tickets=tuple(rows),
        suggestions=(*more, *seen[:PRESSED]),
        focus=Focus(
            tool="show_tickets", arguments={**({"enterprise": None} if operator else {}), **arguments}, offered=seen
        ),
    )


def _since_due(one: TicketRow, now: datetime) -> float:
    return (now - datetime.fromisoformat(one.due_at)).total_seconds()


def _told_apart(page: Sequence[Ticket], text: str, *more: str) -> int | None:
    """Return the place of the one ticket a message speaks of by what it is about; None where it speaks of several."""
    if not text or names_several(text):
        return None
    return described(text, [*(choice(one, LONGEST_TEXT)[1] for one in page), *more])


def _counted(counts: Mapping[str, int]) -> str:
    told = [wording.COUNT.format(state=wording.SHORT_STATES[s], count=counts[s]) for s in STATES if counts.get(s)]
    return wording.COUNTS.format(counts=wording.BETWEEN.join(told)) if len(told) > 1 else ""


def _days(since: datetime, until: datetime) -> tuple[str, str]:
    return wording.day(since), wording.day(until - timedelta(days=1))


def _filtered(asked: TicketFilter) -> list[str]:
    """Say which filter was understood."""
    words = [
        asked.kind and wording.KIND_IS.format(kind=wording.KINDS[asked.kind]),
        asked.state and wording.STATE_IS.format(state=wording.SHORT_STATES[asked.state]),
        asked.module and wording.MODULE_IS.format(module=asked.module),
        asked.severity and wording.GRAVE_IS.format(severity=wording.SEVERITIES[asked.severity]),
        asked.open_only and wording.OPEN_ONES,
        asked.unanswered and wording.UNANSWERED_ONES,
        asked.pressing and wording.PRESSING_ONES,
        asked.overdue and wording.LATE_ONES,
        asked.urged and wording.URGED_ONES,
        asked.mine and wording.MY_ONES,
        asked.assignee and wording.THEIR_ONES.format(name=asked.assignee),
        asked.unassigned and wording.NOBODYS,
        asked.due_by and wording.DUE_BY.format(due=wording.moment(asked.due_by)),
        asked.since and not asked.until and wording.SINCE.format(day=wording.day(asked.since)),
        asked.since and asked.until and wording.BETWEEN_DAYS.format(*_days(asked.since, asked.until)),
    ]
    return [word for word in words if word]
