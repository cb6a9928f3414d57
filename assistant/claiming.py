"""Takes what is due, one at a time: whether it still holds, what keeps it back, which way is open, what is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog

from assistant.nudges import Nudge
from assistant.telling import tell
from tools.database.repositories.consents import ConsentRepository
from tools.database.repositories.facts import FactRepository
from tools.database.repositories.follow_ups import FollowUpRepository
from tools.database.repositories.inbox import AudienceRepository
from tools.database.repositories.moments import anchor_of
from tools.database.repositories.occasion_facts import facts_of
from tools.database.repositories.opt_outs import OptOutRepository
from tools.database.repositories.rules import RuleRepository
from tools.database.repositories.scenarios import current
from tools.domain.allowances import Allowance
from tools.domain.follow_ups.facts import filled
from tools.domain.follow_ups.manners import WEEK, Cap, earliest
from tools.kit.errors import NotFound
from tools.kit.tool import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from corpus.follow_ups import Manners, Purpose, Route, Rule
    from tools.database.engine import Database, Session
    from tools.database.models import Contact, FollowUp
    from tools.kit.ports import Library

CLAIMED = timedelta(seconds=90)
"""How long a claim holds: longer than every time-out of a courier together."""
HANDED_OFF = timedelta(hours=1)
"""When to look again where a person is in charge."""
ANSWERING = timedelta(minutes=10)
"""When to look again where an answer is still under way to the contact."""
UNREACHABLE = timedelta(hours=1)
"""When to look again where no way is open."""
BROKEN = timedelta(hours=1)
"""When to look again at what cannot be judged, for somebody has to mend something first."""
WECHAT, WEB = "wechat", "web"
"""Channels of contacts."""
UNSOUND = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What is raised where rows hold what they should not; a database that fails is none of it."""
EMAIL = "email"
"""The field of the archive."""
PERSON = ("person",)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """A due follow-up that has been looked at.

    Attributes:
        nudge: What is to be carried; None where nothing is.
        token: Names the claim.
        attempts: How often it was tried, with this time.
    """

    nudge: Nudge | None = None
    token: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class _Over:
    """It is not to be told at all."""

    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Later:
    """It is not to be told yet; ``expires_at`` where what it counts from has moved."""

    at: datetime
    reason: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """A way that is open, and paid for."""

    route: Route
    template: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class _Go:
    """It is told now."""

    rule: Rule
    way: _Way
    text: str
    press: Suggestion | None


class Claims:
    """Takes follow-ups that are due, each in one transaction; any number of processes may.

    Args:
        database: Where they stand.
        library: What has been read.
        owner: Names this process.
        carried: Ways somebody carries.
        manners: When, and how often.
    """

    def __init__(
        self,
        database: Database,
        library: Callable[[], Library],
        owner: str,
        carried: Collection[Route],
        manners: Manners,
    ) -> None:
        self._database, self._library, self._owner = database, library, owner
        self._carried, self._manners = frozenset(carried), manners

    async def take(self, now: datetime) -> Taken | None:
        """Take what has been due longest: claim it, put it off, or end it.

        What it costs is spent in the same transaction. What needs nobody to carry it is done with.

        Args:
            now: The time.

        Returns:
            None where nothing is due, or others are at it.
        """
        async with self._database.transaction() as session:
            follow_ups = FollowUpRepository(session)
            found = await follow_ups.due(now)
            if found is None:
                return None
            row, contact = found
            verdict = await self._judged_or_put_off(session, row, contact, now)
            if isinstance(verdict, _Later) and verdict.at >= (verdict.expires_at or row.expires_at):
                verdict = _Over("expired", verdict.reason)
            if isinstance(verdict, _Go):
                return await self._begun(session, row, contact, verdict, now)
            if isinstance(verdict, _Over):
                await follow_ups.change(row.id, state=verdict.state, reason=verdict.reason, ended_at=now)
            else:
                # Once no way was open, all are looked at again.
                route = None if verdict.reason == "unreachable" else row.route
                kept = verdict.expires_at or row.expires_at
                await follow_ups.change(row.id, due_at=verdict.at, reason=verdict.reason, expires_at=kept, route=route)
            return Taken()

    # --- whether, and when --------------------------------------------------------------------------------------------

    async def _judged_or_put_off(
        self, session: Session, row: FollowUp, contact: Contact, now: datetime
    ) -> _Over | _Later | _Go:
        """Judge a row, and put off one that cannot be: it would stand before all others for ever."""
        try:
            return await self._judged(session, row, contact, now)
        except UNSOUND as error:
            log.error("follow_up_not_judged", rule=row.rule, step=row.step, follow_up=row.id, exc_info=error)
            return _Later(now + BROKEN, "broken")

    async def _judged(self, session: Session, row: FollowUp, contact: Contact, now: datetime) -> _Over | _Later | _Go:
        rule = await self._ruled(session, row, contact)
        if isinstance(rule, _Over):
            return rule
        anchor = await anchor_of(session, rule, row, now, self._library().catalogs)
        if anchor is None:
            return _Over("cancelled", "moot")
        days = next(step.days for step in rule.steps if step.name == row.step)
        due = anchor + timedelta(days=days)
        if due > now:
            return _Later(due, "moved", due + timedelta(days=rule.stale_days))
        # What was to be said before a day is too late once the day is over.
        if row.expires_at <= now or (days < 0 and anchor + timedelta(days=1) <= now):
            return _Over("expired", row.reason or "late")
        if rule.routes != PERSON and (later := await self._put_off(session, contact, rule, now)) is not None:
            return later
        try:
            text, press = await self._words(session, row, rule, now)
        except NotFound:
            return _Over("cancelled", "moot")
        except (LookupError, ValueError) as error:
            log.error("follow_up_without_words", rule=row.rule, step=row.step, error=repr(error))
            return _Over("failed", "words")
        way = await self._way(session, row, contact, rule, now)
        if isinstance(way, _Later):
            return way
        return _Later(now + UNREACHABLE, "unreachable") if way is None else _Go(rule, way, text, press)

    async def _ruled(self, session: Session, row: FollowUp, contact: Contact) -> _Over | Rule:
        """Return the rule as it stands, if it still may tell this contact anything."""
        if contact.enterprise_id != row.enterprise_id or contact.role != "enterprise":
            return _Over("cancelled", "left")
        try:
            rule = await RuleRepository(session).get(row.rule)
        except NotFound:
            return _Over("cancelled", "no_rule")
        if not rule.active:
            return _Over("cancelled", "paused")
        # What the platform itself is to do is done whatever the contact wants to hear.
        if rule.routes != PERSON and await OptOutRepository(session).refuses(contact.id, rule.purpose):
            return _Over("cancelled", "opted_out")
        return rule

    async def _put_off(self, session: Session, contact: Contact, rule: Rule, now: datetime) -> _Later | None:
        """Find what keeps a contact from being told anything at this moment."""
        follow_ups, manners = FollowUpRepository(session), self._manners
        cap = Cap(rule.most, timedelta(days=rule.within_days))
        told = await follow_ups.told(contact.id, now - max(WEEK, cap.span))
        of_rule = [one.at for one in told if one.rule == rule.id]
        allowed = earliest(now, manners, [one.at for one in told], of_rule, cap)
        if allowed.why is not None:
            return _Later(allowed.at, allowed.why)
        quiet = timedelta(minutes=manners.quiet_minutes)
        standing = await follow_ups.standing(contact, now - quiet)
        if standing.handed_off:
            return _Later(now + HANDED_OFF, "handed_off")
        if standing.spoke_at is not None:
            return _Later(standing.spoke_at + quiet, "talking")
        return _Later(now + ANSWERING, "answering") if standing.answering else None

    # --- what, and how ------------------------------------------------------------------------------------------------

    async def _words(self, session: Session, row: FollowUp, rule: Rule, now: datetime) -> tuple[str, Suggestion | None]:
        facts = await facts_of(session, rule, row, await current(session, self._library().catalogs), now)
        text, press = str(filled(rule.words(row.step), facts)), rule.press
        if press is None:
            return text, None
        title, arguments = str(filled(press.title, facts)), filled(press.arguments, facts)
        return text, Suggestion(title=title, tool=press.tool, arguments=arguments)

    async def _way(
        self, session: Session, row: FollowUp, contact: Contact, rule: Rule, now: datetime
    ) -> _Way | _Later | None:
        """Choose the rule's first way that is open, after the one that was refused last, and pay for it."""
        refused = rule.routes.index(row.route) + 1 if row.route in rule.routes else 0
        for route in rule.routes[refused:]:
            if (way := await self._open(session, route, row, contact, rule.purpose, now)) is not None:
                return way
        return None

    async def _open(
        self, session: Session, route: Route, row: FollowUp, contact: Contact, purpose: Purpose, now: datetime
    ) -> _Way | _Later | None:
        if route in {"window", "notice", "email"} and route not in self._carried:
            return None
        match route:
            case "window":
                paid = contact.channel == WECHAT and await _sent_one(session, contact, now)
                return _Way(route) if paid else None
            case "notice":
                return await _permitted(session, row, contact, purpose, now) if contact.channel == WECHAT else None
            case "web":
                return _Way(route) if contact.channel == WEB else None
            case "email":
                return await self._mailbox(session, row, purpose, now)
            case "person":
                return _Way(route)

    async def _mailbox(self, session: Session, row: FollowUp, purpose: Purpose, now: datetime) -> _Way | _Later | None:
        """Look at the enterprise's mailbox: its people share it, and what one of them wants holds for all."""
        address = (await FactRepository(session).values(row.enterprise_id)).get(EMAIL)
        if not address or await OptOutRepository(session).refused_by_any(row.enterprise_id, purpose):
            return None
        told = await FollowUpRepository(session).mailed(row.enterprise_id, now - WEEK)
        allowed = earliest(now, self._manners, told)
        return _Way("email", email=str(address)) if allowed.why is None else _Later(allowed.at, allowed.why)

    # --- claimed ------------------------------------------------------------------------------------------------------

    async def _begun(self, session: Session, row: FollowUp, contact: Contact, go: _Go, now: datetime) -> Taken:
        follow_ups, route = FollowUpRepository(session), go.way.route
        said: dict[str, Any] = {
            "route": route,
            "text": go.text,
            "press": None if go.press is None else go.press.model_dump(mode="json"),
        }
        said |= {"reason": None, "attempts": row.attempts + 1}
        if route == "person":
            await follow_ups.change(row.id, state="task", **said)
            return Taken()
        talk = await follow_ups.conversation(contact.id)
        nudge = Nudge(
            id=row.id,
            route=route,
            channel=contact.channel,
            user=contact.external_id,
            contact=contact.id,
            enterprise=row.enterprise_id,
            rule=row.rule,
            step=row.step,
            title=go.rule.title,
            purpose=go.rule.purpose,
            text=go.text,
            told_at=now,
            press=go.press,
            conversation=None if talk is None else talk.id,
            template=go.way.template,
            email=go.way.email,
        )
        if route == "web":
            await follow_ups.change(row.id, state="sent", told_at=now, ended_at=now, **said)
            await tell(session, nudge, now, self._manners)
            return Taken()
        token = f"{self._owner}/{uuid4().hex}"
        claim = {"state": "sending", "told_at": now, "claimed_by": token, "claimed_until": now + CLAIMED}
        await follow_ups.change(row.id, **claim, **said)
        return Taken(nudge, token, row.attempts + 1)


async def _sent_one(session: Session, contact: Contact, now: datetime) -> bool:
    """Take a message out of a user's allowance; False where none is left beside the one for a receipt."""
    audiences = AudienceRepository(session)
    audience = (await audiences.locked(contact.channel, {contact.external_id})).get(contact.external_id)
    if audience is None or not audience.following or audience.blocked:
        return False
    allowance = Allowance(audience.left, audience.until)
    if allowance.room(now) < 1:
        return False
    await audiences.change(contact.channel, contact.external_id, left=allowance.spent().left)
    return True


async def _permitted(session: Session, row: FollowUp, contact: Contact, purpose: Purpose, now: datetime) -> _Way | None:
    """Take a permission for a notice; None where there is none, or nothing reaches the user at all."""
    audience = await AudienceRepository(session).get(contact.channel, contact.external_id)
    if audience is not None and audience.blocked:
        return None
    consents = ConsentRepository(session)
    consent = await consents.spend(contact.channel, contact.external_id, purpose, row.id, now)
    return None if consent is None else _Way("notice", template=consent.template)
