"""Shows tickets with what happened to them, and the demand pool."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.feedback import ComplaintRepository
from tools.database.repositories.hand_offs import HandOffRepository, RelayRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import NeedRepository, TicketRepository
from tools.domain.notices import seems_to_want_none
from tools.domain.tickets.cues import (
    asks_again,
    asks_of_tickets,
    asks_who_waits,
    names_several,
    takes,
    urges,
)
from tools.domain.tickets.doing import read_move
from tools.domain.tickets.lexicon import THUS
from tools.domain.tickets.rating import judges
from tools.domain.tickets.reading import (
    LONGEST_TEXT,
    TicketFilter,
    number_in,
    read_filter,
    without_number,
)
from tools.domain.tickets.states import ASSESSMENTS, STATES, Assessment, Kind, Severity, State
from tools.kit.describing import described
from tools.kit.tool import Focus, Suggestion, ToolContext, tool
from tools.tickets.finding import named
from tools.tickets.following import LONGEST_ON_TICKET, on_ticket
from tools.tickets.rows import (
    TicketEntry,
    TicketList,
    buttons,
    choice,
    focus_on,
    row,
    short,
    standing,
)
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Ticket, TicketEvent

SHOWN = 10
"""Tickets or needs in one answer."""
ENTRIES = 12
"""Entries of a ticket's history in one answer."""
LONGEST_BARE = 10
"""Characters beside a ticket's number that say hardly more."""
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
    if urges(text) or takes(text) or seems_to_want_none(text) or len(text) > LONGEST_ON_TICKET:
        return 0.0
    named_alone = number_in(text).startswith("T") and 0 < len(without_number(text)) <= LONGEST_BARE
    named_alone = named_alone and not judges(text)
    bare = named_alone and not any(read_move(text, operator=one).action for one in (True, False))
    return NEARLY if bare or asks_of_tickets(text) else 0.0


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
        if ticket is not None and not await _of_another(session, context, ticket, enterprise):
            told = await _detail(session, context, ticket)
            lead = wording.ONCE_MORE if ticket.state == "closed" else wording.NOT_AGAIN
            return told.model_copy(update={"text": f"{lead}\n\n{told.text}"}) if asks_again(text) else told
        if context.role != "operator":
            return await _own(session, context, asked, enterprise, skip, text)
        if asks_who_waits(text):
            return await _waiting(session, context)
        if len(firms := await EnterpriseRepository(session).named_in(question)) > 1:
            return await _of_firms(session, context, asked, firms)
        called = THUS.sub("", enterprise or "") or asked.enterprise
        owner = await whose(session, context, called) if called else None
        assignee = await PeopleRepository(session).name(context.contact)
        tickets = TicketRepository(session)
        page, total = await tickets.page(
            asked, enterprise_id=owner.id if owner else None, assignee=assignee, now=context.now, skip=skip, limit=SHOWN
        )
        loose = () if called or asked != replace(TicketFilter(), kind=asked.kind) else await _loose(session, asked.kind)
        place = 0 if total == 1 else _told_apart(page, text) if owner is not None else None
        if page and place is not None:
            return _with(await _detail(session, context, page[place]), loose)
        counts = await tickets.counts(
            asked, enterprise_id=owner.id if owner else None, assignee=assignee, now=context.now
        )
        names = await PeopleRepository(session).enterprises({ticket.enterprise_id for ticket in page})
    words = wording.BETWEEN.join([*([owner.name] if owner and owner.name else []), *_filtered(asked)])
    shown = wording.FILTER.format(words=words) if words else ""
    if not total:
        return TicketList(text="\n\n".join([wording.NO_SUCH_TICKETS.format(filter=shown), *loose]), total=0)
    head = wording.ALL.format(total=total, filter=shown, counts="" if asked.state else _counted(counts))
    given = {"question": question, "state": state, "kind": kind, "severity": severity, "enterprise": enterprise}
    arguments = {name: value for name, value in given.items() if value}
    return _with(_listed(context, page, names, head, _Place(total, skip, arguments)), loose)


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
        shown = await _detail(session, context, waiting[0])
        return shown.model_copy(update={"suggestions": (*take, *shown.suggestions)})
    names = await PeopleRepository(session).enterprises({ticket.enterprise_id for ticket in waiting})
    head = wording.WAITING.format(total=len(waiting))
    listed = _listed(context, waiting, names, head, _Place(len(waiting), 0, {"kind": "hand_off"}))
    return listed.model_copy(update={"suggestions": take})


def _with(listed: TicketList, more: tuple[str, ...]) -> TicketList:
    return listed.model_copy(update={"text": "\n\n".join([listed.text, *more])})


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
    if own is None:
        return TicketList(text=wording.NO_TICKETS, total=0)
    page, total = await tickets.page(asked, enterprise_id=own.id, assignee="", now=context.now, skip=skip, limit=SHOWN)
    if not total:
        everything = await tickets.counts(TicketFilter(), enterprise_id=own.id, assignee="", now=context.now)
        words = wording.FILTER.format(words=wording.BETWEEN.join(_filtered(asked)))
        none = wording.NO_SUCH_TICKETS.format(filter=words) if everything else wording.NO_TICKETS
        loosely = TicketFilter(kind=asked.kind)
        if not everything or asked == loosely:
            return TicketList(text=none, total=0)
        # Whether a matter is done yet is asked of the matter: what has become of it is the answer.
        rest = await _own(session, context, loosely, enterprise, skip, text)
        return rest.model_copy(update={"text": f"{none}\n\n{rest.text}"}) if rest.total else rest
    if total == 1 and page:
        return await _detail(session, context, page[0])
    if (place := _told_apart(page, text)) is not None:
        return await _detail(session, context, page[place])
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
                    wording.LATE if one.overdue else "",
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


def _told_apart(page: Sequence[Ticket], text: str) -> int | None:
    """Return the place of the one ticket a message speaks of by what it is about; None where it speaks of several."""
    if not text or names_several(text):
        return None
    return described(text, [choice(one, LONGEST_TEXT)[1] for one in page])


def _counted(counts: Mapping[str, int]) -> str:
    told = [wording.COUNT.format(state=wording.SHORT_STATES[s], count=counts[s]) for s in STATES if counts.get(s)]
    return wording.COUNTS.format(counts=wording.BETWEEN.join(told)) if len(told) > 1 else ""


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
        asked.since and wording.SINCE.format(day=wording.day(asked.since)),
    ]
    return [word for word in words if word]


# --- one ticket -------------------------------------------------------------------------------------------------------


async def _detail(session: Session, context: ToolContext, ticket: Ticket) -> TicketList:
    operator = context.role == "operator"
    people, tickets = PeopleRepository(session), TicketRepository(session)
    names = await people.enterprises({ticket.enterprise_id}) if operator else {}
    events = await tickets.history(ticket.id)
    who = await people.names({event.contact_id for event in events})
    talked = await RelayRepository(session).count(ticket.id)
    done = [name for name in ASSESSMENTS if name in await tickets.assessed(ticket.id)]
    shown = row(ticket, names, context.now)
    parts = [
        wording.DETAIL.format(
            number=ticket.number,
            kind=wording.KINDS[shown.kind],
            module=shown.module,
            severity=wording.SEVERITIES[shown.severity],
            state=wording.STATES[shown.state],
            assignee="".join(
                [
                    wording.OF.format(enterprise=shown.enterprise or wording.UNNAMED) if operator else "",
                    wording.WITH.format(assignee=shown.assignee) if shown.assignee else "",
                    wording.URGED.format(count=shown.urged) if shown.urged else "",
                ]
            ),
            due=standing(ticket, context.now),
        )
        + wording.NEXT.get(shown.state, "")
        + (_left(done) if shown.state == "recorded" and done else ""),
        wording.TEXT.format(text=" ".join(shown.text.split())),
    ]
    if ticket.need_id is not None:
        parts.append(await _need_of(session, ticket.need_id, titled=operator))
    parts.append(wording.HISTORY + "\n" + "\n".join(_told(events, who)))
    if talked:
        parts.append(wording.TALKED.format(count=talked))
    history = tuple(
        TicketEntry(
            at=event.at.isoformat(),
            kind=event.kind,
            state=cast("State | None", event.to_state),
            assessment=cast("Assessment | None", event.assessment),
            who=who.get(event.contact_id, ""),
            note=event.note,
        )
        for event in events
    )
    return TicketList(
        text="\n\n".join(parts),
        total=1,
        tickets=(shown,),
        history=history,
        suggestions=buttons(ticket, context.role),
        focus=focus_on(ticket, context.role),
    )


def _left(done: Sequence[Assessment]) -> str:
    left = [wording.ASSESSMENTS[name] for name in ASSESSMENTS if name not in done]
    return wording.ASSESSED_SO_FAR.format(
        done=wording.BETWEEN.join(wording.ASSESSMENTS[name] for name in done), left=wording.BETWEEN.join(left)
    )


async def _need_of(session: Session, need_id: str, *, titled: bool) -> str:
    """Say which need of the pool it is; its title is the words of whoever came first, and for operators to read."""
    needs = NeedRepository(session)
    need = await needs.get(need_id)
    if need is None:
        return ""
    count = len((await needs.supporters({need_id})).get(need_id, ()))
    title = wording.NEED_TITLE.format(title=short(need.title)) if titled else ""
    return wording.NEED_OF.format(need=need.number, title=title, count=count)


def _told(events: Sequence[TicketEvent], who: Mapping[str, str]) -> list[str]:
    """Tell the last entries of a ticket's history, line by line."""
    lines = [
        wording.ENTRY.format(
            at=wording.moment(event.at),
            what=_happened(event),
            who=wording.BY.format(name=who.get(event.contact_id) or wording.BY_ENTERPRISE),
            note=wording.WHY.format(note=short(event.note, 80)) if event.note else "",
        )
        for event in events
    ]
    left = len(lines) - ENTRIES
    return [wording.EARLIER.format(count=left), *lines[left:]] if left > 0 else lines


def _happened(event: TicketEvent) -> str:
    if event.kind == "moved" and event.to_state:
        back = STATES.index(cast("State", event.to_state)) < STATES.index(cast("State", event.from_state))
        return (wording.REOPENED if back else wording.MOVED).format(state=wording.SHORT_STATES[event.to_state])
    if event.kind == "assessed" and event.assessment:
        return wording.ASSESSMENTS[event.assessment]
    return {
        "created": wording.CREATED,
        "assigned": wording.ASSIGNED,
        "urged": wording.URGED_AT,
        "relayed": wording.RELAYED,
    }.get(event.kind, wording.NOTED)
