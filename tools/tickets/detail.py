"""Tells of one ticket, with what happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tools.database.repositories.hand_offs import RelayRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.tickets import NeedRepository, TicketRepository
from tools.domain.tickets.states import ASSESSMENTS, STATES, Assessment, State
from tools.tickets.rows import TicketEntry, TicketList, buttons, focus_on, row, short, standing
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.database.engine import Session
    from tools.database.models import Ticket, TicketEvent
    from tools.kit.tool import ToolContext

ENTRIES = 12
"""Entries of a ticket's history in one answer."""


async def detail(session: Session, context: ToolContext, ticket: Ticket) -> TicketList:
    """Tell of one ticket: where it stands, what it says, and what happened to it."""
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
        focus=focus_on(ticket, context.role, told=operator and bool(events) and events[-1].kind == "relayed"),
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
