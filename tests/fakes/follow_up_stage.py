"""Where follow-ups are sent in tests: a clock of their own, firms on WeChat, and couriers that are fakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.follow_ups import FollowUps, Nudge
from assistant.processes import own_name
from tests.fakes.occasions import Firm, Rows, catalogs
from tools.database.models import Audience, Consent, Contact, Conversation, FollowUp, Turn, new_id
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.manners import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.follow_ups import Route, Rule

START = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
"""A Tuesday."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
RULES = shipped().rules
VERIFY = RULES["ticket_to_verify"]


@dataclass
class Bearer:
    """A courier that keeps what it was handed, and does what it is told to."""

    carried: list[Nudge] = field(default_factory=list)
    outcomes: list[Exception | None] = field(default_factory=list)
    during: Any = None

    async def send(self, nudge: Nudge) -> None:
        self.carried.append(nudge)
        if self.during is not None:
            await self.during(nudge)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome


class Stage:
    """Follow-ups on a clock of their own, with couriers that are fakes."""

    def __init__(self, rows: Rows, routes: Sequence[Route] = ("window", "notice", "email")) -> None:
        self.rows, self.now = rows, START
        self.bearers: dict[Route, Bearer] = {route: Bearer() for route in routes}
        self.follow_ups = self.another()

    def another(self, owner: str | None = None) -> FollowUps:
        library: Any = SimpleNamespace(catalogs=catalogs())
        return FollowUps(self.rows.database, lambda: library, lambda: self.now, owner or own_name(), self.bearers)

    @property
    def told(self) -> list[Nudge]:
        return [nudge for bearer in self.bearers.values() for nudge in bearer.carried]

    async def firm(self, *, left: int = 5, talk: bool = True) -> Firm:
        """Someone on WeChat whose window is open."""
        firm = await self.rows.firm(at=START - 90 * DAY)
        await self.rows.set(Contact, firm.contact, channel="wechat")
        await self.rows.add(
            Audience(
                channel="wechat", user=firm.contact, following=True, blocked=None, left=left,
                until=START + 400 * DAY, updated_at=START - DAY,
            )
        )  # fmt: skip
        if talk:
            await self.talk(firm)
        return firm

    async def talk(self, firm: Firm, at: datetime = START - 30 * DAY) -> str:
        await self.rows.speak(firm.contact, at)
        (talk,) = await self.rows.all(Conversation, Conversation.contact_id == firm.contact)
        return str(talk.id)

    async def said(self, firm: Firm, at: datetime, text: str = "在吗") -> None:
        (talk,) = await self.rows.all(Conversation, Conversation.contact_id == firm.contact)
        before = await self.rows.all(Turn, Turn.conversation_id == talk.id)
        await self.rows.add(
            Turn(
                conversation_id=talk.id, seq=len(before) + 1, message_id=new_id(), text=text, tool=None, arguments={},
                confirmed=False, state="done", attempts=1, claimed_by=None, claimed_until=None, reply=None, model=None,
                seconds=None, error_id=None, created_at=at, finished_at=at,
            )
        )  # fmt: skip

    async def due(self, firm: Firm, rule: Rule = VERIFY, at: datetime | None = None) -> FollowUp:
        """Let a rule's first step come to be due at a time, this one by default."""
        at = at or self.now
        about = await self.rows.come(rule, firm, at - timedelta(days=rule.steps[0].days))
        await self.rows.plan(rule, at)
        ours = (FollowUp.rule == rule.id, FollowUp.enterprise_id == firm.enterprise, FollowUp.about == about)
        (found,) = await self.rows.follow_ups(*ours)
        return found

    async def row(self, row: FollowUp) -> FollowUp:
        (found,) = await self.rows.all(FollowUp, FollowUp.id == row.id)
        assert isinstance(found, FollowUp)
        return found

    async def how(self, row: FollowUp) -> tuple[str, str | None]:
        found = await self.row(row)
        return found.state, found.reason

    async def send(self) -> int:
        return await self.follow_ups.send_due()

    async def left(self, firm: Firm) -> int:
        (audience,) = await self.rows.all(Audience, Audience.user == firm.contact)
        return int(audience.left)

    async def permit(self, firm: Firm, purpose: str = "ticket") -> str:
        consent = new_id()
        await self.rows.add(
            Consent(
                id=consent, channel="wechat", user=firm.contact, template="template", purpose=purpose, cause=consent,
                granted_at=START - DAY, expires_at=START + 90 * DAY, spent_at=None, spent_on=None,
            )
        )  # fmt: skip
        return consent

    async def spent(self, consent: str) -> bool:
        (row,) = await self.rows.all(Consent, Consent.id == consent)
        return row.spent_at is not None

    async def edit(self, rule: Rule, **changes: Any) -> Rule:
        changed = rule.model_copy(update=changes)
        async with self.rows.session() as session:
            await RuleRepository(session).add_version(changed, "operator", START)
        return changed


def at(text: str) -> datetime:
    """A time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Staged:
    """What is promised on a stage: subclasses give ``rows``."""

    @pytest.fixture
    def stage(self, rows: Rows) -> Stage:
        return Stage(rows)
