"""Contacts with tickets who are told by follow-ups, and what happens to them all the while."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert, select, update

from tests.fakes.wechat_server import WeChatServer, actions, openid
from tools.database.models import Audience, Contact, Conversation, Enterprise, FollowUp, OptOut, Ticket, TicketEvent
from tools.database.repositories.planning import PlanningRepository
from tools.domain.follow_ups import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from corpus.follow_ups import Rule
    from tools.database.engine import Database

START = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
"""Half past nine of a Thursday in Shanghai."""
TICKETS = 4
"""Follow-ups of a contact: more than a week's cap."""
RESOLVED = 3
"""Of its tickets, those to be verified; the rest was recorded and not assessed."""
MOST_CHANGED = 0.05
"""The share of contacts who opt out, or whose ticket moves on, while follow-ups are sent."""
DAY = timedelta(days=1)
INSERTED = 2000


class Region:
    """Contacts with tickets, and what happens to them while they are told.

    Args:
        database: Where they stand.
        wechat: WeChat.
        random: Chooses.
        rows: How many follow-ups.
    """

    def __init__(self, database: Database, wechat: WeChatServer, random: Random, rows: int) -> None:
        self._database, self._wechat, self._random = database, wechat, random
        self.contacts = [f"c{number:05d}" for number in range(rows // TICKETS)]
        self.users = {contact: openid(number) for number, contact in enumerate(self.contacts)}
        self._silent = {contact for contact in self.contacts if random.random() < 0.08}
        self.opted_out: dict[str, set[str]] = {}
        """Contacts who want nothing more, with the numbers they had been told of until then."""
        self.moved_on: dict[str, bool] = {}
        """Numbers of tickets that moved on, and whether the follow-up had been claimed before."""

    def number(self, contact: str, place: int) -> str:
        """Return the number of a contact's ticket."""
        return f"T-{int(contact[1:]) * TICKETS + place:06d}"

    async def settle_in(self) -> int:
        """Put everything in and plan; returns how many follow-ups there are."""
        long_ago, tables = START - 60 * DAY, defaultdict[type[Any], list[dict[str, Any]]](list)
        for contact in self.contacts:
            firm, user = f"e{contact[1:]}", self.users[contact]
            tables[Enterprise].append(
                {"id": firm, "name": f"第{contact[1:]}厂", "verified": False, "created_at": long_ago}
            )
            tables[Contact].append(
                {"id": contact, "channel": "wechat", "external_id": user, "role": "enterprise", "enterprise_id": firm}
                | {"created_at": long_ago}
            )
            if self._random.random() < 0.5:
                tables[Conversation].append(
                    {"id": f"wechat:{contact}", "contact_id": contact, "channel": "wechat", "title": None}
                    | {"created_at": long_ago, "updated_at": long_ago}
                )
            tables[Audience].append(
                {"channel": "wechat", "user": user, "following": True, "blocked": None, "left": 0, "until": None}
                | {"updated_at": long_ago}
            )
            for place in range(TICKETS):
                ticket, event = self._ticket(contact, firm, place)
                tables[Ticket].append(ticket)
                tables[TicketEvent].append(event)
        async with self._database.transaction() as session:
            for model, values in tables.items():
                for start in range(0, len(values), INSERTED):
                    await session.execute(insert(model), values[start : start + INSERTED])
        added = 0
        for rule in _rules():
            async with self._database.transaction() as session:
                added += await PlanningRepository(session).plan(rule, START)
        # Some want nothing more before anything is sent, some speak for another enterprise by now.
        for contact in self._some(0.02):
            await self.opts_out(contact)
        async with self._database.transaction() as session:
            for contact in self._some(0.01):
                await session.execute(update(Contact).where(Contact.id == contact).values(enterprise_id=None))
        await self.write_to_us(START)
        return added

    def _ticket(self, contact: str, firm: str, place: int) -> tuple[dict[str, Any], dict[str, Any]]:
        resolved, number = place < RESOLVED, self.number(contact, place)
        at = START - timedelta(minutes=self._random.randrange(1, 60)) - (timedelta() if resolved else 2 * DAY)
        state = "resolved" if resolved else "recorded"
        ticket = {
            "id": number, "number": number, "enterprise_id": firm, "contact_id": contact, "conversation_id": None,
            "turn_id": None, "kind": "question", "module": "production", "severity": "normal", "text": "网络时断时续",
            "state": state, "need_id": None, "assignee": None, "urged": 0, "due_at": START + 5 * DAY, "created_at": at,
            "updated_at": at, "closed_at": None,
        }  # fmt: skip
        event = {
            "id": uuid4().hex, "ticket_id": number, "kind": "moved" if resolved else "created", "from_state": None,
            "to_state": state, "assessment": None, "note": "", "contact_id": contact, "at": at,
        }  # fmt: skip
        return ticket, event

    def _some(self, share: float) -> list[str]:
        return self._random.sample(self.contacts, max(1, round(share * len(self.contacts))))

    async def write_to_us(self, now: datetime) -> None:
        """Let everybody but the silent write, which opens their windows on both sides."""
        for contact in self.contacts:
            if contact not in self._silent:
                self._wechat.act(actions.text(self.users[contact], "在吗"))
        talkers = [self.users[contact] for contact in self.contacts if contact not in self._silent]
        async with self._database.transaction() as session:
            for start in range(0, len(talkers), 500):
                await session.execute(
                    update(Audience)
                    .where(Audience.user.in_(talkers[start : start + 500]))
                    .values(left=5, until=now + timedelta(hours=47), updated_at=now)
                )

    async def change(self) -> None:
        """Let somebody opt out, and somebody's ticket move on, as long as not too many have."""
        most = round(MOST_CHANGED * len(self.contacts)) + 1
        if len(self.opted_out) < 2 * most:
            await self.opts_out(self._random.choice(self.contacts))
        if len(self.moved_on) < most:
            await self.moves_on(self._random.choice(self.contacts))

    async def opts_out(self, contact: str) -> None:
        """Let somebody want nothing more; what was claimed until then may still arrive."""
        if contact in self.opted_out:
            return
        async with self._database.transaction() as session:
            # Whoever is claiming something for them is waited for, so that it is before or after.
            await session.execute(select(Contact.id).where(Contact.id == contact).with_for_update())
            session.add(
                OptOut(
                    id=uuid4().hex, contact_id=contact, purpose=self._random.choice(["all", "ticket"]), words="别发了",
                    turn_id=None, created_at=START, ended_at=None,
                )
            )  # fmt: skip
            claimed = select(FollowUp.about).where(
                FollowUp.contact_id == contact, FollowUp.state.in_(("sending", "sent", "uncertain"))
            )
            told = {str(about) for about in (await session.scalars(claimed)).all()}
        self.opted_out[contact] = told

    async def moves_on(self, contact: str) -> None:
        """Let somebody's first ticket be verified, before or after they were asked to."""
        number = self.number(contact, 0)
        if number in self.moved_on:
            return
        async with self._database.transaction() as session:
            await session.execute(select(Contact.id).where(Contact.id == contact).with_for_update())
            await session.execute(update(Ticket).where(Ticket.id == number).values(state="closed"))
            claimed = select(FollowUp.id).where(
                FollowUp.about == number, FollowUp.state.in_(("sending", "sent", "uncertain"))
            )
            before = await session.scalar(claimed) is not None
        self.moved_on[number] = before


def _rules() -> Iterator[Rule]:
    """The rules whose follow-ups are sent: one step each, so that planning again would add nothing."""
    for name in ("ticket_to_verify", "ticket_recorded"):
        yield shipped().rules[name]
