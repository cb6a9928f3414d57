"""Shows tickets with what happened to them, and the demand pool."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from corpus.lexical import normalise
from tools.database.repositories.enterprises import whose
from tools.database.repositories.feedback import ComplaintRepository
from tools.database.repositories.hand_offs import RelayRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import NeedRepository, TicketRepository
from tools.domain.tickets.cues import asks_of_need, asks_who_waits, done_with_ticket, nobody_there, waits
from tools.domain.tickets.lexicon import Module
from tools.domain.tickets.reading import TicketFilter, module_named, need_number_in, number_in, read_filter
from tools.domain.tickets.states import ASSESSMENTS, STATES, Assessment, Kind, Severity, State
from tools.kit.describing import described
from tools.kit.tool import Focus, Suggestion, ToolContext, tool
from tools.tickets.finding import named
from tools.tickets.rows import NeedList, NeedRow, TicketEntry, TicketList, buttons, row, short, standing
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
NAMES = 5
LONGEST_FOLLOW_UP = 30
"""Characters up to which a message asks about the needs just shown."""
LOOSE = 3
"""Complaints of nobody's enterprise named below a list."""


def _on_ticket(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Do what is asked with the ticket under discussion, where a message names no other."""
    number = focus.arguments.get("number")
    if not number or number_in(text) or len(text) > LONGEST_FOLLOW_UP:
        return None
    if nobody_there(text):
        return "hand_off", {}
    if waits(text):
        return "show_tickets", {"number": number}
    done = done_with_ticket(text)
    return (done, {"number": number, "question": text}) if done else None


@tool(wording.SHOW_TICKETS, follows=_on_ticket, sure=lambda text, _: float(asks_who_waits(text)))
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
        if (ticket := await named(session, context, number, question)) is not None:
            return await _detail(session, context, ticket)
        if context.role != "operator":
            return await _own(session, context, asked, enterprise, skip)
        called = enterprise or asked.enterprise
        owner = await whose(session, context, called) if called else None
        assignee = await PeopleRepository(session).name(context.contact)
        tickets = TicketRepository(session)
        page, total = await tickets.page(
            asked, enterprise_id=owner.id if owner else None, assignee=assignee, now=context.now, skip=skip, limit=SHOWN
        )
        loose = () if called or asked != replace(TicketFilter(), kind=asked.kind) else await _loose(session, asked.kind)
        if total == 1 and page:
            return _with(await _detail(session, context, page[0]), loose)
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
    session: Session, context: ToolContext, asked: TicketFilter, enterprise: str | None, skip: int
) -> TicketList:
    """Show an enterprise its own tickets; the only one it has with its history."""
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
        text = wording.NO_SUCH_TICKETS.format(filter=words) if everything else wording.NO_TICKETS
        return TicketList(text=text, total=0)
    if total == 1 and page:
        return await _detail(session, context, page[0])
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
            state=wording.SHORT_STATES[one.state],
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
    seen = tuple(
        Suggestion(title=f"{one.number}", tool="show_tickets", arguments={"number": one.number}) for one in rows[:3]
    )
    return TicketList(
        text="\n\n".join(parts),
        total=total,
        tickets=tuple(rows),
        suggestions=(*more, *seen),
        focus=Focus(tool="show_tickets", arguments=dict(arguments), offered=seen),
    )


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
        focus=Focus(tool="show_tickets", arguments={"number": ticket.number}),
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


# --- the demand pool --------------------------------------------------------------------------------------------------


def _on_needs(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Tell of one of the needs just shown, or who needs it."""
    if len(text) > LONGEST_FOLLOW_UP or not asks_of_need(text):
        return None
    return "show_needs", {**focus.arguments, "question": text}


@tool(wording.SHOW_NEEDS, roles=frozenset({"operator"}), follows=_on_needs)
async def show_needs(
    context: ToolContext, module: Module | None = None, number: str = "", question: str = "", skip: int = 0
) -> NeedList:
    """Show the demand pool: what firms need, the most wanted first, with who needs it.

    Args:
        module: Needs of this part of the business.
        number: The number of one need.
        question: The question in the person's words; the module is read from it.
        skip: How many to leave out that were shown before.
    """
    text = normalise(question)
    module = module or module_named(text)
    words = number.strip().upper() or need_number_in(text)
    async with context.store.session() as session:
        needs = NeedRepository(session)
        page, total = await needs.page(module, words, skip, SHOWN)
        ids = [need.id for need, _ in page]
        if asks_of_need(text) and (one := described(text, [need.title for need, _ in page])) is not None:
            page, total, ids = page[one : one + 1], 1, ids[one : one + 1]
        firms, states = await needs.supporters(ids), await needs.progress(ids)
    about = wording.OF_MODULE.format(module=module) if module else ""
    if not total:
        return NeedList(text=wording.NO_NEEDS.format(module=about), total=0)
    rows = [
        NeedRow(
            number=need.number,
            title=need.title,
            module=need.module,
            supporters=count,
            names=tuple(name or wording.UNNAMED for name in firms.get(need.id, ())),
            states=dict(states.get(need.id, {})),
        )
        for need, count in page
    ]
    lines = [
        wording.NEED_LINE.format(
            number=one.number,
            title=short(one.title),
            module=one.module,
            count=one.supporters,
            names=_names(one.names),
            progress=wording.BETWEEN.join(
                wording.COUNT.format(state=wording.SHORT_STATES[s], count=one.states[s])
                for s in STATES
                if s in one.states
            ),
        )
        for one in rows
    ]
    left = total - skip - len(page)
    more: tuple[Suggestion, ...] = ()
    if left > 0:
        arguments = {"skip": skip + len(page), **({"module": module} if module else {})}
        more = (
            Suggestion(title=wording.NEXT_NEEDS.format(count=min(left, SHOWN)), tool="show_needs", arguments=arguments),
        )
    return NeedList(
        text=wording.NEEDS.format(total=total, module=about) + "\n\n" + "\n".join(lines),
        total=total,
        needs=tuple(rows),
        suggestions=more,
        focus=Focus(tool="show_needs", arguments={"module": module} if module else {}),
    )


def _names(names: Sequence[str]) -> str:
    known = [name for name in names if name != wording.UNNAMED]
    shown = known[:NAMES]
    if unnamed := len(names) - len(known):
        shown.append(wording.NEED_UNNAMED.format(count=unnamed))
    if not known:
        return ""
    return wording.NEED_NAMES.format(
        names=wording.BETWEEN.join(shown), more=wording.NEED_MORE if len(known) > NAMES else ""
    )
