"""The world of the simulated half-year: what happens by itself, what couriers accept, how people react."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from assistant.nudges import Refused, Unknown
from evals.simulation import wording
from evals.simulation.firms import OPERATOR, Deeds, Firm
from tools.database.models import Campaign
from tools.database.repositories.consents import ConsentRepository
from tools.database.repositories.follow_ups import FollowUpRepository
from tools.database.repositories.inbox import AudienceRepository
from tools.database.repositories.opt_outs import OptOutRepository
from tools.database.repositories.promises import PromiseRepository

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistant.nudges import Nudge
    from corpus.catalogs import Catalogs
    from tools.database.engine import Database, Session

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW, MOST_IN_WINDOW = timedelta(hours=48), 5
SHUT, BUSY, REFUSED, SILENCE = "45015", "-1", "43101", "TimeoutError"
"""What the channel says, or does not."""
PURPOSES = ("ticket", "policy", "diagnosis", "scenario", "satisfaction")

Deed: TypeAlias = "Callable[[Session, Deeds, Firm, datetime], Awaitable[None]]"


@dataclass(slots=True)
class Ledger:
    """What the world itself saw, beside the platform's tables.

    Attributes:
        sent: How often each follow-up was carried.
        shut: Messages that came through a window that was shut or used up.
        opted: Whom of which rule's contacts it made opt out, by rule.
        stops: When contacts opted out, of what.
    """

    sent: Counter[str] = field(default_factory=Counter)
    shut: int = 0
    opted: Counter[str] = field(default_factory=Counter)
    stops: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))


class World:
    """Everybody but the platform.

    Args:
        database: The platform's tables.
        catalogs: What it ships.
        firms: The enterprises.
        first: When the half-year begins.
        days: How long it is.
        seed: Makes a run repeatable.
    """

    def __init__(
        self, database: Database, catalogs: Catalogs, firms: list[Firm], first: datetime, days: int, seed: int
    ) -> None:
        self._database, self._catalogs, self._first, self._days = database, catalogs, first, days
        self.firms, self.ledger = {firm.contact: firm for firm in firms}, Ledger()
        self._chance = Random(seed)  # noqa: S311 -- dice, not secrets
        self._order, self._events = count(), list[tuple[datetime, int, Firm, Deed]]()
        self._windows: dict[str, int] = {}
        self.now = first

    def clock(self) -> datetime:
        """Return the virtual time."""
        return self.now

    def happen(self, at: datetime, firm: Firm, deed: Deed) -> None:
        """Let something happen at a time."""
        heapq.heappush(self._events, (at, next(self._order), firm, deed))

    async def go_on(self, to: datetime) -> None:
        """Let everything happen that happens until a moment."""
        if self._events and self._events[0][0] <= to:
            async with self._database.transaction() as session:
                deeds = Deeds(session, self._catalogs)
                while self._events and self._events[0][0] <= to:
                    at, _, firm, deed = heapq.heappop(self._events)
                    await deed(session, deeds, firm, at)
        self.now = to

    def begin(self) -> None:
        """Put down what happens by itself."""
        for firm in self.firms.values():
            dice = firm.chance
            old = dice.random() < 0.15  # noqa: PLR2004 -- one in seven was here before
            at = self._first - dice.randint(20, 170) * DAY if old else self._first + dice.randrange(120 * 24) * HOUR
            at += timedelta(minutes=dice.randrange(60))
            self.happen(at, firm, _join)
            if old or dice.random() < 0.6:  # noqa: PLR2004 -- most begin a diagnosis
                self.happen(at + timedelta(minutes=5), firm, partial(self._begin, old=old))
            if dice.random() < 0.35:  # noqa: PLR2004 -- a third needs something
                self.happen(max(at, self._first) + dice.uniform(1, 50) * DAY, firm, self._ask)
            if dice.random() < 0.2:  # noqa: PLR2004 -- a fifth promises something
                self.happen(max(at, self._first) + dice.uniform(1, 60) * DAY, firm, self._promise)
            if dice.random() < 0.5:  # noqa: PLR2004 -- half permit notices, one of each kind
                self.happen(at + timedelta(minutes=9), firm, _permit)

    # --- by itself ----------------------------------------------------------------------------------------------------

    async def _begin(self, _: Session, deeds: Deeds, firm: Firm, at: datetime, *, old: bool) -> None:
        await deeds.begin(firm, at)
        if old or firm.chance.random() < 0.6:  # noqa: PLR2004 -- most go through with it
            self.happen(at + timedelta(minutes=20), firm, self._finish)

    async def _finish(self, _: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
        if not await deeds.finish(firm, at):
            return
        dice = firm.chance
        if dice.random() < 0.9:  # noqa: PLR2004 -- nearly all have their report made
            report = await deeds.report(firm, at)
            if dice.random() < 0.5:  # noqa: PLR2004 -- half of them read it by themselves
                self.happen(at + dice.uniform(0.01, 4) * DAY, firm, partial(_open, report=report))
            if dice.random() < 0.25:  # noqa: PLR2004 -- a quarter decides by itself
                self.happen(at + dice.uniform(0.1, 10) * DAY, firm, self._decide)

    async def _decide(self, _: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
        dice = firm.chance
        if dice.random() < 0.25:  # noqa: PLR2004 -- a quarter wants none
            await deeds.decide(firm, "declined", None, at)
            return
        live = _day(at + dice.randint(8, 40) * DAY)
        await deeds.decide(firm, "planned", live, at)
        if dice.random() < 0.5:  # noqa: PLR2004 -- half go live unasked
            self.happen(live + 10 * HOUR, firm, _live)

    async def _ask(self, _: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
        dice = firm.chance
        await deeds.say(firm, wording.NEEDS[0], at)
        ticket = await deeds.ask(firm, at)
        assessed = at + dice.uniform(0.3, 5) * DAY
        self.happen(assessed, firm, partial(_move, ticket=ticket, state="assessed", by=OPERATOR))
        self.happen(assessed + DAY, firm, partial(_move, ticket=ticket, state="scheduled", by=OPERATOR))
        self.happen(
            assessed + dice.uniform(2, 9) * DAY, firm, partial(_move, ticket=ticket, state="resolved", by=OPERATOR)
        )

    async def _promise(self, session: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
        dice, promises = firm.chance, PromiseRepository(session)
        due = _day(at + dice.randint(2, 12) * DAY) + 9 * HOUR
        await deeds.say(firm, wording.PROMISE, at)
        ours = dice.random() < 0.3  # noqa: PLR2004 -- of three promises the platform makes one
        promise = await promises.add(
            enterprise_id=firm.id, contact_id=firm.contact, made_by=OPERATOR if ours else firm.contact,
            side="platform" if ours else "enterprise", text=wording.OWED if ours else wording.PROMISE, due_at=due,
            turn_id=None, now=at, promise_id=firm.new_id(),
        )  # fmt: skip
        if dice.random() < 0.4:  # noqa: PLR2004 -- what is kept in time needs no reminder
            self.happen(due - 5 * HOUR, firm, partial(_keep, promise=promise))

    async def start_campaign(self, number: int) -> None:
        """Let operators start one of the campaigns."""
        title, text = wording.CAMPAIGNS[number]
        asked = {"industry": wording.CAMPAIGN_INDUSTRY} if number == 0 else {"town": wording.CAMPAIGN_TOWN}
        async with self._database.transaction() as session:
            session.add(
                Campaign(
                    id=f"{number:032x}", number=f"C{number + 1}", title=title, text=text, asked=asked, per_hour=40,
                    state="running", contact_id=OPERATOR, created_at=self.now, starts_at=self.now, ended_at=None,
                )
            )  # fmt: skip

    async def stop_campaign(self, number: int) -> None:
        """Let operators stop it in mid-flight."""
        async with self._database.transaction() as session:
            row = await session.get(Campaign, f"{number:032x}")
            if row is not None:
                row.state, row.ended_at = "stopped", self.now

    # --- couriers -----------------------------------------------------------------------------------------------------

    async def carry(self, nudge: Nudge) -> None:
        """Play the channel: accept a nudge, refuse it, or say nothing."""
        luck = self._chance.random()
        if nudge.route == "window":
            firm = self.firms[nudge.contact]
            since = firm.spoke[-1] if firm.spoke else None
            key = f"{nudge.user}@{since}"
            if since is None or self.now >= since + WINDOW or self._windows.get(key, 0) >= MOST_IN_WINDOW:
                self.ledger.shut += 1
                raise Refused(SHUT, next_route=True)
            if luck < 0.01:  # noqa: PLR2004 -- busy now and then
                raise Refused(BUSY)
            self._windows[key] = self._windows.get(key, 0) + 1
        elif nudge.route == "notice" and luck < 0.02:  # noqa: PLR2004 -- taken back in WeChat's own settings
            raise Refused(REFUSED, next_route=True, spent=True)
        self.ledger.sent[nudge.id] += 1
        if luck > 0.995:  # noqa: PLR2004 -- the answer gets lost now and then
            raise Unknown(SILENCE)
        self.react(nudge.id, nudge.contact, nudge.rule, nudge.purpose, seen=nudge.route != "email")

    def react(self, follow_up: str, contact: str, rule: str, purpose: str, *, seen: bool = True) -> None:
        """Let a person react to what they were told, or not."""
        firm = self.firms[contact]
        dice = firm.chance
        after = self.now + (dice.uniform(0.1, 3) * HOUR if dice.random() < 0.6 else dice.uniform(4, 40) * HOUR)  # noqa: PLR2004 -- most answer soon
        if firm.channel == "web":
            self.happen(after - timedelta(minutes=2), firm, partial(_shown, follow_up=follow_up))
        luck = dice.random()
        if luck < 0.015:  # noqa: PLR2004 -- some have enough
            self.happen(after, firm, partial(self._refuse, rule=rule, purpose=purpose, every=luck < 0.004))  # noqa: PLR2004 -- a few of everything
        elif luck < 0.02 and firm.channel == "wechat":  # noqa: PLR2004 -- a few leave
            self.happen(after, firm, _leave)
        elif luck < firm.answers * (1 if seen else 0.5):
            self.happen(after, firm, partial(self._answer, rule=rule))

    async def _refuse(  # noqa: PLR0913 -- a deed's shape, and what it is about
        self, session: Session, deeds: Deeds, firm: Firm, at: datetime, *, rule: str, purpose: str, every: bool
    ) -> None:
        what, words = ("all", wording.STOP["all"]) if every else (purpose, wording.STOP["one"])
        await deeds.say(firm, words, at)
        await OptOutRepository(session).add(firm.contact, {what}, words=words, turn_id=None, now=at)
        self.ledger.opted[rule] += 1
        self.ledger.stops[firm.contact].append((at, what))

    async def _answer(self, session: Session, deeds: Deeds, firm: Firm, at: datetime, *, rule: str) -> None:
        """Answer what was asked, and do it."""
        await deeds.say(firm, firm.chance.choice(wording.ANSWERS), at)
        minute = at + timedelta(minutes=1)
        simple: dict[str, Callable[[], Awaitable[Any]]] = {
            "diagnosis_unfinished": lambda: self._finish(session, deeds, firm, minute),
            "scenarios_undecided": lambda: self._decide(session, deeds, firm, minute),
            "ticket_recorded": lambda: deeds.urge(firm, minute),
            "ticket_to_verify": lambda: self._verify(session, deeds, firm, minute),
            "ticket_to_revisit": lambda: self._revisit(deeds, firm, minute),
            "adoption_go_live": lambda: _live(session, deeds, firm, minute),
            "adoption_use": lambda: deeds.use(firm, minute),
            "rediagnosis": lambda: self._again(session, deeds, firm, minute),
            "satisfaction_diagnosis": lambda: deeds.rate(firm, "process", "assessment", firm.diagnosis, minute),
            "satisfaction_ticket": lambda: deeds.rate(firm, "process", "ticket", firm.ticket, minute),
            "satisfaction_go_live": lambda: deeds.rate(firm, "go_live", "scenario", firm.scenario, minute),
            "satisfaction_effect": lambda: deeds.rate(firm, "effect", "scenario", firm.scenario, minute),
            "report_unread": lambda: _read(session, deeds, firm, minute),
            "promise_made": lambda: _kept(session, deeds, firm, minute),
        }
        if rule in simple:
            await simple[rule]()

    async def _verify(self, _: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
        if await deeds.state_of(firm.ticket) != "resolved":
            return
        if firm.chance.random() < 0.85:  # noqa: PLR2004 -- most are content
            await deeds.move(firm.ticket, "verified", firm.contact, at)
        else:
            await deeds.move(firm.ticket, "scheduled", firm.contact, at)
            self.happen(at + 3 * DAY, firm, partial(_move, ticket=firm.ticket, state="resolved", by=OPERATOR))

    async def _revisit(self, deeds: Deeds, firm: Firm, at: datetime) -> None:
        if await deeds.state_of(firm.ticket) == "verified":
            await deeds.move(firm.ticket, "revisited", firm.contact, at)
            self.happen(at + DAY, firm, partial(_move, ticket=firm.ticket, state="closed", by=OPERATOR))

    async def _again(self, session: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
        if not await deeds.unfinished(firm):
            await deeds.begin(firm, at)
            await self._finish(session, deeds, firm, at + timedelta(minutes=15))


async def _join(_: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
    await deeds.join(firm, at)


async def _permit(session: Session, __: Deeds, firm: Firm, at: datetime) -> None:
    if firm.channel == "wechat":
        for purpose in PURPOSES:
            await ConsentRepository(session).add(
                firm.channel, firm.user, purpose, purpose, firm.new_id(), at, at + 365 * DAY
            )


async def _leave(session: Session, _: Deeds, firm: Firm, at: datetime) -> None:
    await AudienceRepository(session).change(firm.channel, firm.user, following=False, left=0, updated_at=at)


async def _open(_: Session, deeds: Deeds, __: Firm, at: datetime, *, report: str) -> None:
    await deeds.open(report, at)


async def _read(session: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
    del session
    if firm.report is not None:
        await deeds.open(firm.report, at)


async def _live(_: Session, deeds: Deeds, firm: Firm, at: datetime) -> None:
    adoption = await deeds.adoption(firm)
    if (
        adoption is not None
        and adoption.state == "planned"
        and adoption.go_live_at is not None
        and adoption.go_live_at <= at
    ):
        await deeds.decide(firm, "live", adoption.go_live_at, at)


async def _move(_: Session, deeds: Deeds, __: Firm, at: datetime, *, ticket: str | None, state: Any, by: str) -> None:  # noqa: ANN401 -- a state
    await deeds.move(ticket, state, by, at)


async def _keep(session: Session, _: Deeds, __: Firm, at: datetime, *, promise: str) -> None:
    await PromiseRepository(session).end(promise, "kept", at)


async def _kept(session: Session, _: Deeds, firm: Firm, at: datetime) -> None:
    for one in await PromiseRepository(session).open(firm.id, "enterprise"):
        await PromiseRepository(session).end(one.id, "kept", at)


async def _shown(session: Session, _: Deeds, firm: Firm, at: datetime, *, follow_up: str) -> None:
    await FollowUpRepository(session).shown(firm.contact, [follow_up], at)


def _day(at: datetime) -> datetime:
    local = at.astimezone(SHANGHAI)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
