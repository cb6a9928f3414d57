"""What a person of a channel may see of their own on a page: reports, tickets, what is on file, notices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.facts import FactRepository
from tools.database.repositories.mine import MineRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.reports import ReportRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain.archive import archive
from tools.domain.notices import refuses
from tools.domain.reporting import ReportContent
from tools.domain.tickets.reading import TicketFilter
from tools.domain.tickets.states import DONE, STATES, State, overdue
from tools.tickets.rows import short, standing
from tools.wording import archive as archive_words
from tools.wording import tickets as ticket_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, datetime

    from assistant.messages import Channel
    from tools.database.engine import Database, Session
    from tools.database.models import Contact, Fact, Ticket, TicketEvent

MOST = 20
"""Reports or tickets on a page."""
LONGEST_TEXT = 80
LONGEST_NOTE = 60
CODE = 4
"""Characters of a colleague's id by which they are told apart."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Speaks:
    """An enterprise somebody speaks for; ``verified`` says whether the platform has checked it."""

    id: str
    name: str | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who a user of a channel is here.

    Attributes:
        channel: The channel.
        user: Their name there.
        contact_id: None for somebody who has not spoken yet.
        operator: Their name, of a person of the platform; they speak for no enterprise.
        enterprise: The one they speak for now.
        others: Others they were invited to speak for.
    """

    channel: Channel
    user: str
    contact_id: str | None
    operator: str | None
    enterprise: Speaks | None
    others: tuple[Speaks, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report whose link opens it; ``total`` is 0 to 100, None without basis."""

    token: str
    title: str
    diagnosed: date
    form: str
    level: str | None
    level_name: str | None
    total: float | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in words; ``event`` is the last thing that happened to it, ``enterprise`` is for operators."""

    number: str
    kind: str
    severity: str
    text: str
    state: str
    done: bool
    overdue: bool
    standing: str
    assignee: str | None
    event: str
    event_at: datetime
    enterprise: str | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something on file in words: what, who said so and how well it is founded, and since when."""

    name: str
    value: str
    evidence: str
    source: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FactGroup:
    """What is on file under one heading."""

    name: str
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


class Mine:
    """Pages of one person at a time; of enterprises, they show the one the person speaks for, and no other.

    Args:
        database: Where everything is kept.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    async def person(self, channel: Channel, user: str) -> Person:
        """Return who a user is, as it stands now; the channel vouches for the name.

        Args:
            channel: The channel.
            user: Their name there.
        """
        async with self._database.read() as session:
            mine = MineRepository(session)
            operator = await mine.operator(channel, user)
            contact = await ContactRepository(session).find(channel, user)
            if operator is not None or contact is None or contact.role == "operator":
                # Whoever was an operator here and is none any more speaks for nobody.
                name = operator.name if operator else None
                return Person(channel, user, contact.id if contact else None, name, None, ())
            firms = [Speaks(row.id, row.name, row.verified) for row in await mine.enterprises(contact.id)]
            row = await EnterpriseRepository(session).get(contact.enterprise_id) if contact.enterprise_id else None
        own = Speaks(row.id, row.name, row.verified) if row else None
        return Person(channel, user, contact.id, None, own, tuple(firm for firm in firms if firm != own))

    async def reports(self, person: Person) -> Listed[ReportRow]:
        """Return the reports of a person's enterprise that can be opened, the newest first."""
        if person.enterprise is None:
            return Listed((), 0)
        async with self._database.read() as session:
            found = await ReportRepository(session).open(person.enterprise.id, self._clock())
        rows = []
        for report in found[:MOST]:
            content = ReportContent.model_validate(report.content)
            rows.append(
                ReportRow(
                    token=report.token,
                    title=content.title,
                    diagnosed=content.diagnosed,
                    form=content.form,
                    level=content.level,
                    level_name=content.level_name,
                    total=content.total,
                    expires_at=report.expires_at,
                )
            )
        return Listed(tuple(rows), len(found))

    async def tickets(self, person: Person) -> Listed[TicketRow]:
        """Return the tickets of a person's enterprise, the newest first; an operator's: those assigned, not closed."""
        if person.enterprise is None and person.operator is None:
            return Listed((), 0)
        asked = TicketFilter() if person.enterprise else TicketFilter(mine=True, open_only=True)
        now = self._clock()
        async with self._database.read() as session:
            found, total = await TicketRepository(session).page(
                asked,
                enterprise_id=person.enterprise.id if person.enterprise else None,
                assignee=person.operator or "",
                now=now,
                skip=0,
                limit=MOST,
            )
            of = {ticket.enterprise_id for ticket in found} if person.operator else set()
            names = await PeopleRepository(session).enterprises(of)
            rows = [await _ticket(session, ticket, now) for ticket in found]
        if person.operator:
            called = [names.get(ticket.enterprise_id, ticket_words.UNNAMED) for ticket in found]
            rows = [replace(row, enterprise=name) for row, name in zip(rows, called, strict=True)]
        return Listed(tuple(rows), total)

    async def facts(self, person: Person) -> Listed[FactGroup]:
        """Return what holds on file about a person's enterprise, by heading; ``total`` counts the facts."""
        if person.enterprise is None:
            return Listed((), 0)
        async with self._database.read() as session:
            repository = FactRepository(session)
            held = {fact.field: fact for fact in await repository.current(person.enterprise.id)}
            people = await repository.speakers({fact.contact_id for fact in held.values() if fact.contact_id})
        groups: dict[str, list[FactRow]] = {}
        for key, field in archive().by_key.items():
            if key in held:
                fact = held[key]
                value = archive_words.shown_value(field, fact.value["value"])
                groups.setdefault(field.group, []).append(
                    FactRow(
                        name=field.name,
                        value=value,
                        evidence=archive_words.EVIDENCE[fact.evidence],
                        source=_source(fact, people, person),
                        recorded_at=fact.recorded_at,
                    )
                )
        found = tuple(FactGroup(name, tuple(rows)) for name, rows in groups.items())
        return Listed(found, sum(len(group.facts) for group in found))

    async def stopped(self, person: Person, purposes: Collection[str]) -> frozenset[str]:
        """Return those of some purposes that a person wants no notices of.

        Args:
            person: Who.
            purposes: What notices are for.
        """
        if person.contact_id is None:
            return frozenset()
        async with self._database.read() as session:
            held = await MineRepository(session).stopped(person.contact_id)
        return frozenset(purpose for purpose in purposes if refuses(held, purpose))


async def _ticket(session: Session, ticket: Ticket, now: datetime) -> TicketRow:
    events = await TicketRepository(session).history(ticket.id)
    state = cast("State", ticket.state)
    return TicketRow(
        number=ticket.number,
        kind=ticket_words.KINDS[ticket.kind],
        severity=ticket_words.SEVERITIES[ticket.severity],
        text=short(ticket.text, LONGEST_TEXT),
        state=ticket_words.STATES[state],
        done=state in DONE,
        overdue=overdue(state, ticket.due_at, now),
        standing=standing(ticket, now).replace("**", ""),
        assignee=ticket.assignee,
        event=_happened(events[-1]) if events else "",
        event_at=events[-1].at if events else ticket.created_at,
    )


def _happened(event: TicketEvent) -> str:
    """Say in a few words what an entry of a ticket's history tells."""
    if event.kind == "moved" and event.to_state and event.from_state:
        back = STATES.index(cast("State", event.to_state)) < STATES.index(cast("State", event.from_state))
        form = ticket_words.REOPENED if back else ticket_words.MOVED
        what = form.format(state=ticket_words.SHORT_STATES[event.to_state])
    elif event.kind == "assessed" and event.assessment:
        what = ticket_words.ASSESSMENTS[event.assessment]
    else:
        what = _EVENTS.get(event.kind, ticket_words.NOTED)
    return what + (ticket_words.WHY.format(note=short(event.note, LONGEST_NOTE)) if event.note else "")


_EVENTS = {
    "created": ticket_words.CREATED,
    "assigned": ticket_words.ASSIGNED,
    "urged": ticket_words.URGED_AT,
    "relayed": ticket_words.RELAYED,
}


def _source(fact: Fact, people: Mapping[str, Contact], person: Person) -> str:
    return archive_words.WHO_SOURCE.format(who=_who(fact, people, person), source=archive_words.SOURCE[fact.source])


def _who(fact: Fact, people: Mapping[str, Contact], person: Person) -> str:
    if fact.contact_id == person.contact_id:
        return archive_words.WHO_YOU
    contact = people.get(fact.contact_id or "")
    if contact is None:
        return archive_words.WHO_NOBODY
    if contact.role == "operator":
        return archive_words.WHO_OPERATOR
    channel = archive_words.CHANNELS.get(contact.channel, contact.channel)
    return archive_words.WHO_COLLEAGUE.format(channel=channel, code=contact.id[:CODE])
