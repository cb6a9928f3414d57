"""Queries on tickets, their history, and the demand pool."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from tools.database.models import Enterprise, Need, Supporter, Ticket, TicketEvent, new_id
from tools.database.repositories.inserting import insert_if_absent
from tools.database.repositories.numbers import next_number
from tools.database.repositories.region import conditions
from tools.domain.tickets.states import DONE, GRAVEST_FIRST, OPEN, STATES, due

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute

    from tools.database.engine import Session
    from tools.domain.region.filters import EnterpriseFilter
    from tools.domain.tickets.reading import Draft, TicketFilter
    from tools.domain.tickets.states import Assessment, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
A_DAY = timedelta(days=1)
MOST_COMPARED = 500
"""Needs of one module a new one is compared with, the newest first."""


class TicketRepository:
    """Tickets and what happened to them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def open(  # noqa: PLR0913 -- where a ticket comes from
        self,
        draft: Draft,
        *,
        enterprise_id: str,
        contact_id: str,
        conversation_id: str | None,
        turn_id: str | None,
        now: datetime,
        need_id: str | None = None,
    ) -> Ticket:
        """Add a ticket with its first entry of history.

        Args:
            draft: What it says.
            enterprise_id: Whose it is.
            contact_id: Who opens it.
            conversation_id: Where it was opened, if in one.
            turn_id: The turn that opened it.
            now: When.
            need_id: The need of the pool it belongs to.
        """
        ticket = Ticket(
            id=new_id(),
            number=await next_number(self._session, f"T{now.astimezone(SHANGHAI):%Y%m%d}"),
            enterprise_id=enterprise_id,
            contact_id=contact_id,
            conversation_id=conversation_id,
            turn_id=turn_id,
            kind=draft.kind,
            module=draft.module,
            severity=draft.severity,
            text=draft.text,
            state="recorded",
            need_id=need_id,
            assignee=None,
            urged=0,
            due_at=due(draft.severity, now, draft.kind),
            created_at=now,
            updated_at=now,
            closed_at=None,
        )
        self._session.add(ticket)
        await self._session.flush()
        await self.note(ticket, "created", contact_id, now, to_state="recorded")
        return ticket

    async def note(  # noqa: PLR0913 -- the columns of an entry
        self,
        ticket: Ticket,
        kind: str,
        contact_id: str,
        now: datetime,
        *,
        to_state: State | None = None,
        assessment: Assessment | None = None,
        note: str = "",
    ) -> None:
        """Add an entry to a ticket's history."""
        before = ticket.state if kind == "moved" else None
        self._session.add(
            TicketEvent(
                id=new_id(),
                ticket_id=ticket.id,
                kind=kind,
                from_state=before,
                to_state=to_state,
                assessment=assessment,
                note=note,
                contact_id=contact_id,
                at=now,
            )
        )
        ticket.updated_at = now
        await self._session.flush()

    async def move(self, ticket: Ticket, to_state: State, contact_id: str, now: datetime, note: str = "") -> None:
        """Move a ticket that is locked to another state."""
        await self.note(ticket, "moved", contact_id, now, to_state=to_state, note=note)
        ticket.state = to_state
        ticket.closed_at = now if to_state == "closed" else None
        await self._session.flush()

    async def advance(self, ticket: Ticket, to_state: State, contact_id: str, now: datetime, note: str = "") -> None:
        """Move a ticket that is locked on to a later state, through those between; one that is there stays.

        Args:
            ticket: The ticket.
            to_state: Where to.
            contact_id: Who moves it.
            now: When.
            note: What is said of the last move.
        """
        here, there = (STATES.index(cast("State", state)) for state in (ticket.state, to_state))
        for state in STATES[here + 1 : there + 1]:
            await self.move(ticket, state, contact_id, now, note if state == to_state else "")

    async def get(self, ticket_id: str) -> Ticket | None:
        """Return a ticket by its id."""
        return await self._session.get(Ticket, ticket_id)

    async def named(self, number: str, enterprise_id: str | None, limit: int = 8) -> Sequence[Ticket]:
        """Return the tickets of a number, or of a number's end such as ``-003``, the newest first.

        Args:
            number: Whole, or its last part with its hyphen.
            enterprise_id: Whose; None for any.
            limit: How many at most.
        """
        fits = Ticket.number.endswith(number, autoescape=True) if number.startswith("-") else Ticket.number == number
        query = select(Ticket).where(fits, *_of(enterprise_id))
        rows = await self._session.scalars(query.order_by(Ticket.created_at.desc(), Ticket.id).limit(limit))
        return rows.all()

    async def lock(self, ticket_id: str) -> Ticket | None:
        """Return a ticket as it stands, and keep other transactions from changing it until this one ends."""
        query = select(Ticket).where(Ticket.id == ticket_id).with_for_update().execution_options(populate_existing=True)
        return await self._session.scalar(query)

    async def of_enterprise(self, enterprise_id: str, states: Collection[State], limit: int = 8) -> Sequence[Ticket]:
        """Return an enterprise's tickets in some states, the newest first."""
        query = select(Ticket).where(Ticket.enterprise_id == enterprise_id, Ticket.state.in_(states))
        return (await self._session.scalars(query.order_by(Ticket.created_at.desc(), Ticket.id).limit(limit))).all()

    async def complained(self, enterprise_id: str, contact_id: str, now: datetime) -> Ticket | None:
        """Return the newest complaint a person of an enterprise put down within a day that is open; None for none."""
        query = select(Ticket).where(
            Ticket.enterprise_id == enterprise_id,
            Ticket.contact_id == contact_id,
            Ticket.kind == "complaint",
            Ticket.state.in_(OPEN),
            Ticket.created_at >= now - A_DAY,
        )
        return await self._session.scalar(query.order_by(Ticket.created_at.desc(), Ticket.id).limit(1))

    async def last_touched(self, contact_id: str, among: Collection[str]) -> str | None:
        """Return the id of the one of some tickets that somebody did something to last; None for none."""
        query = select(TicketEvent.ticket_id).where(
            TicketEvent.ticket_id.in_(among), TicketEvent.contact_id == contact_id
        )
        return await self._session.scalar(query.order_by(TicketEvent.at.desc(), TicketEvent.id.desc()).limit(1))

    async def talkable(self, enterprise_id: str) -> Ticket | None:
        """Return an enterprise's newest ticket that was opened in a conversation."""
        query = select(Ticket).where(Ticket.enterprise_id == enterprise_id, Ticket.conversation_id.is_not(None))
        return await self._session.scalar(query.order_by(Ticket.created_at.desc(), Ticket.number.desc()).limit(1))

    async def twin(self, draft: Draft, enterprise_id: str) -> Ticket | None:
        """Return an enterprise's ticket that says the very same and is not answered yet."""
        query = select(Ticket).where(
            Ticket.enterprise_id == enterprise_id,
            Ticket.kind == draft.kind,
            Ticket.text == draft.text,
            Ticket.state.not_in(DONE),
        )
        return await self._session.scalar(query.order_by(Ticket.created_at, Ticket.id).limit(1))

    async def page(
        self,
        asked: TicketFilter,
        *,
        enterprise_id: str | None,
        assignee: str,
        now: datetime,
        skip: int,
        limit: int,
    ) -> tuple[Sequence[Ticket], int]:
        """Return the tickets a filter asks for and how many there are: open ones first, the gravest of them first.

        Args:
            asked: The filter; its enterprise is left to ``enterprise_id``.
            enterprise_id: Whose; None for all.
            assignee: The operator whose own are asked for with ``mine``.
            now: The time.
            skip: How many to leave out.
            limit: How many at most.
        """
        wanted = [*_of(enterprise_id), *_asked(asked, assignee, now)]
        total = await self._session.scalar(select(func.count()).select_from(Ticket).where(*wanted))
        grave = case({severity: place for place, severity in enumerate(GRAVEST_FIRST)}, value=Ticket.severity)
        finished = case((Ticket.state.in_(DONE), 1), else_=0)
        order: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
            (Ticket.created_at.desc(), Ticket.number.desc())
            if enterprise_id
            else (finished, grave, Ticket.due_at, Ticket.number)
        )
        if asked.latest_first:
            order = (finished, Ticket.due_at, Ticket.number)
        query = select(Ticket).where(*wanted).order_by(*order).offset(skip).limit(limit)
        return (await self._session.scalars(query)).all(), int(total or 0)

    async def counts(
        self, asked: TicketFilter, *, enterprise_id: str | None, assignee: str, now: datetime
    ) -> Mapping[str, int]:
        """Count the tickets a filter asks for by state."""
        wanted = [*_of(enterprise_id), *_asked(asked, assignee, now)]
        query = select(Ticket.state, func.count()).where(*wanted).group_by(Ticket.state)
        return {state: int(count) for state, count in (await self._session.execute(query)).all()}

    async def handled(self) -> Mapping[str, int]:
        """Count the tickets that are not answered yet by who handles them, empty for nobody; the most first."""
        query = select(Ticket.assignee, func.count()).where(Ticket.state.not_in(DONE)).group_by(Ticket.assignee)
        rows = [(name or "", int(count)) for name, count in (await self._session.execute(query)).all()]
        return dict(sorted(rows, key=lambda row: (-row[1], row[0])))

    async def history(self, ticket_id: str) -> Sequence[TicketEvent]:
        """Return what happened to a ticket, in order."""
        query = select(TicketEvent).where(TicketEvent.ticket_id == ticket_id)
        rows = (await self._session.scalars(query)).all()
        return sorted(
            rows, key=lambda row: (row.at, _PLACES.get(row.kind, 1), _STATE_PLACES.get(row.to_state or "", 0))
        )

    async def assessed(self, ticket_id: str) -> frozenset[str]:
        """Return which assessments of a ticket are there."""
        query = select(TicketEvent.assessment).where(
            TicketEvent.ticket_id == ticket_id, TicketEvent.assessment.is_not(None)
        )
        return frozenset(found for found in (await self._session.scalars(query)).all() if found)


_PLACES = {"created": 0, "assessed": 1, "moved": 2, "assigned": 3}
_STATE_PLACES: dict[str, int] = {state: place for place, state in enumerate(STATES)}
"""In which order entries of one moment are told."""


def _of(enterprise_id: str | None) -> list[ColumnElement[bool]]:
    return [] if enterprise_id is None else [Ticket.enterprise_id == enterprise_id]


def _asked(asked: TicketFilter, assignee: str, now: datetime) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for column, value in (
        (Ticket.kind, asked.kind),
        (Ticket.state, asked.state),
        (Ticket.module, asked.module),
        (Ticket.severity, asked.severity),
    ):
        if value is not None:
            wanted.append(column == value)
    if asked.since is not None:
        wanted.append(Ticket.created_at >= asked.since)
    if asked.until is not None:
        wanted.append(Ticket.created_at < asked.until)
    return [*wanted, *_awaited(asked, now), *_handled(asked, assignee)]


def _handled(asked: TicketFilter, assignee: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.mine:
        wanted.append(Ticket.assignee == assignee)
    if asked.assignee:
        wanted.append(Ticket.assignee.icontains(asked.assignee, autoescape=True))
    if asked.unassigned:
        wanted.append(or_(Ticket.assignee.is_(None), Ticket.assignee == ""))
    return wanted


def _awaited(asked: TicketFilter, now: datetime) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.open_only:
        wanted.append(Ticket.state != "closed")
    if asked.pressing:
        wanted.append(Ticket.severity.in_(("urgent", "high")))
    if asked.due_by is not None and not asked.overdue:
        wanted.append(Ticket.due_at >= now)
    if asked.overdue and asked.due_by is None:
        wanted.append(and_(Ticket.due_at < now, Ticket.state.not_in(DONE)))
    if asked.urged:
        wanted.append(Ticket.urged > 0)
    if asked.unanswered:
        wanted.append(Ticket.state.not_in(DONE))
    if asked.due_by is not None:
        wanted.append(and_(Ticket.due_at <= asked.due_by, Ticket.state.not_in(DONE)))
    return wanted


class NeedRepository:
    """The demand pool."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_module(self, module: str) -> Sequence[Need]:
        """Return the needs of a module, the oldest of the newest first."""
        query = select(Need).where(Need.module == module).order_by(Need.created_at.desc(), Need.id).limit(MOST_COMPARED)
        return list(reversed((await self._session.scalars(query)).all()))

    async def get(self, need_id: str) -> Need | None:
        """Return a need by its id."""
        return await self._session.get(Need, need_id)

    async def add(self, title: str, module: str, now: datetime) -> Need:
        """Add a need nobody has supported yet."""
        number = await next_number(self._session, f"N{now.astimezone(SHANGHAI):%Y%m%d}")
        need = Need(id=new_id(), number=number, title=title, module=module, created_at=now, updated_at=now)
        self._session.add(need)
        await self._session.flush()
        return need

    async def supports(self, need_id: str, enterprise_id: str) -> bool:
        """Tell whether a firm is counted among those that have a need."""
        return await self._session.get(Supporter, (need_id, enterprise_id)) is not None

    async def support(self, need: Need, enterprise_id: str, now: datetime) -> int:
        """Count a firm among those that have a need, once, and return how many have it."""
        await insert_if_absent(self._session, Supporter, need_id=need.id, enterprise_id=enterprise_id, created_at=now)
        await self._session.execute(update(Need).where(Need.id == need.id).values(updated_at=now))
        query = select(func.count()).select_from(Supporter).where(Supporter.need_id == need.id)
        return int(await self._session.scalar(query) or 0)

    async def page(
        self, module: str | None, words: str, skip: int, limit: int, firms: EnterpriseFilter | None = None
    ) -> tuple[Sequence[tuple[Need, int]], int]:
        """Return needs with the number of firms that have them, and how many needs there are: most wanted first.

        Args:
            module: Of one module; None for all.
            words: Words in the title; empty for any.
            skip: How many to leave out.
            limit: How many at most.
            firms: Which firms have them, one at least; None for any.
        """
        wanted: list[ColumnElement[bool]] = [] if module is None else [Need.module == module]
        if words:
            wanted.append(or_(Need.title.icontains(words, autoescape=True), Need.number == words))
        if firms is not None:
            theirs = select(Supporter.need_id).join(Enterprise, Enterprise.id == Supporter.enterprise_id)
            wanted.append(Need.id.in_(theirs.where(*conditions(firms))))
        total = await self._session.scalar(select(func.count()).select_from(Need).where(*wanted))
        supporters = func.count(Supporter.enterprise_id)
        query = (
            select(Need, supporters)
            .outerjoin(Supporter, Supporter.need_id == Need.id)
            .where(*wanted)
            .group_by(Need.id)
            .order_by(supporters.desc(), Need.created_at, Need.number)
            .offset(skip)
            .limit(limit)
        )
        rows = (await self._session.execute(query)).all()
        return [(need, int(count)) for need, count in rows], int(total or 0)

    async def supporters(self, need_ids: Collection[str]) -> Mapping[str, Sequence[str | None]]:
        """Return the names of the firms that have needs, by need id, the first to say so first."""
        query = (
            select(Supporter.need_id, Enterprise.name)
            .join(Enterprise, Enterprise.id == Supporter.enterprise_id)
            .where(Supporter.need_id.in_(set(need_ids)))
            .order_by(Supporter.created_at, Enterprise.id)
        )
        found: dict[str, list[str | None]] = {}
        for need_id, name in (await self._session.execute(query)).all():
            found.setdefault(need_id, []).append(name)
        return found

    async def progress(self, need_ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Count the tickets of needs by state, by need id."""
        query = (
            select(Ticket.need_id, Ticket.state, func.count())
            .where(Ticket.need_id.in_(set(need_ids)))
            .group_by(Ticket.need_id, Ticket.state)
        )
        found: dict[str, dict[str, int]] = {}
        for need_id, state, count in (await self._session.execute(query)).all():
            found.setdefault(str(need_id), {})[state] = int(count)
        return found
