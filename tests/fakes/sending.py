"""What is promised of sending follow-ups, for whichever database runs it: subclasses give ``rows``."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.claiming import ANSWERING, CLAIMED, HANDED_OFF, UNREACHABLE
from assistant.follow_ups import FIRST_PAUSE, MOST_TRIES, FollowUps, Nudge, Refused, Unknown
from assistant.processes import own_name
from corpus.follow_ups import Press, Step
from tests.fakes.occasions import Firm, Rows, anchor_for, catalogs
from tools.database.models import (
    Audience,
    Consent,
    Contact,
    Conversation,
    FollowUp,
    HandOff,
    Outgoing,
    Received,
    Turn,
    new_id,
)
from tools.database.repositories.archives import ArchiveRepository
from tools.database.repositories.conversations import ConversationRepository
from tools.database.repositories.opt_outs import OptOutRepository
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups import TOLD, shipped
from tools.domain.follow_ups.manners import SHANGHAI
from tools.kit.tool import Pending

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


class Sending:
    """The promises."""

    @pytest.fixture
    def stage(self, rows: Rows) -> Stage:
        return Stage(rows)

    # --- what is sent -------------------------------------------------------------------------------------------------

    async def test_what_is_due_goes_out_once_and_stands_in_the_conversation(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        assert await stage.send() == 1
        (nudge,) = stage.told
        assert (nudge.id, nudge.route, nudge.user, nudge.purpose) == (row.id, "window", firm.contact, "ticket")
        assert nudge.press is not None
        found = await stage.row(row)
        assert (found.state, found.route, found.attempts) == ("sent", "window", 1)
        assert found.told_at == found.ended_at == stage.now
        assert found.text == nudge.text
        assert found.press == nudge.press.model_dump(mode="json")
        assert await stage.left(firm) == 4
        (turn,) = await stage.rows.all(Turn)
        assert (turn.id, turn.message_id, turn.text, turn.state) == (row.id, f"{TOLD}{row.id}", "", "done")
        assert turn.reply is not None
        assert turn.reply["text"] == nudge.text
        assert [one["title"] for one in turn.reply["suggestions"]] == [nudge.press.title]
        (talk,) = await stage.rows.all(Conversation)
        pending = Pending.model_validate(talk.pending)
        assert (pending.tool, pending.arguments) == (nudge.press.tool, nudge.press.arguments)
        assert pending.aside
        assert pending.until == stage.now + 2 * DAY
        assert await stage.send() == 0
        assert len(stage.told) == 1

    @pytest.mark.parametrize("rule", [one for one in RULES.values() if one.routes != ("person",)], ids=lambda r: r.id)
    async def test_every_rule_has_words_for_what_it_is_about(self, stage: Stage, rule: Rule) -> None:
        firm = await stage.firm()
        stage.now = max(START, anchor_for(rule, START) + timedelta(days=rule.steps[0].days))
        row = await stage.due(firm, rule)
        while not stage.told:  # it waits for a workday
            stage.now = (await stage.row(row)).due_at
            await stage.send()
            assert (await stage.how(row)) in {("due", "hours"), ("sent", None)}
        (nudge,) = stage.told
        assert "{" not in nudge.text
        assert rule.press is None or nudge.press is not None
        assert nudge.press is None or not any("{" in str(value) for value in nudge.press.arguments.values())

    async def test_a_contact_without_a_conversation_gets_none(self, stage: Stage) -> None:
        row = await stage.due(await stage.firm(talk=False))
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert await stage.rows.all(Turn) == await stage.rows.all(Conversation) == []

    async def test_on_the_web_it_is_sent_with_the_claim(self, stage: Stage) -> None:
        firm = await stage.rows.firm(at=START - 90 * DAY)
        await stage.talk(firm)
        row = await stage.due(firm)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.route, found.told_at, found.shown_at) == ("sent", "web", stage.now, None)
        assert stage.told == []
        (turn,) = await stage.rows.all(Turn)
        assert turn.id == row.id

    async def test_whom_no_way_reaches_is_for_a_person(self, stage: Stage) -> None:
        row = await stage.due(await stage.firm(left=1))
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.route, found.told_at, found.ended_at) == ("task", "person", None, None)
        assert found.text

    async def test_what_the_platform_owes_is_for_a_person_whatever_the_caps(self, stage: Stage) -> None:
        firm = await stage.firm()
        await stage.due(firm)
        await stage.send()
        row = await stage.due(firm, RULES["promise_owed"])
        await stage.send()
        assert (await stage.row(row)).state == "task"

    async def test_mail_goes_to_the_address_on_file(self, stage: Stage) -> None:
        firm = await stage.firm(left=0)
        await stage.rows.know(firm.enterprise, "email", "boss@example.cn", START)
        row = await stage.due(firm)
        await stage.send()
        assert [(nudge.route, nudge.email) for nudge in stage.told] == [("email", "boss@example.cn")]
        assert (await stage.row(row)).route == "email"

    async def test_a_way_nobody_carries_is_not_taken(self, rows: Rows) -> None:
        stage = Stage(rows, routes=())
        firm = await stage.firm()
        row = await stage.due(firm)
        await stage.send()
        assert (await stage.row(row)).state == "task"
        assert await stage.left(firm) == 5

    async def test_a_notice_spends_a_permission_of_its_purpose(self, stage: Stage) -> None:
        firm = await stage.firm(left=1)
        other, own = await stage.permit(firm, "policy"), await stage.permit(firm)
        await stage.due(firm)
        await stage.send()
        assert [(nudge.route, nudge.template) for nudge in stage.told] == [("notice", "template")]
        assert await stage.spent(own)
        assert not await stage.spent(other)

    # --- what is not --------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("opted_out", "opted_out"),
            ("left", "left"),
            ("operator", "left"),
            ("paused", "paused"),
            ("verified", "moot"),
            ("without_step", "moot"),
        ],
    )
    async def test_what_must_not_be_sent_any_more_is_cancelled(self, stage: Stage, what: str, reason: str) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        if what == "opted_out":
            async with stage.rows.session() as session:
                await OptOutRepository(session).add(firm.contact, ["ticket"], words="", turn_id=None, now=START)
        elif what == "left":
            await stage.rows.set(Contact, firm.contact, enterprise_id=(await stage.rows.firm()).enterprise)
        elif what == "operator":
            await stage.rows.set(Contact, firm.contact, role="operator")
        elif what == "paused":
            await stage.edit(VERIFY, active=False)
        elif what == "verified":
            await stage.rows.answer_to(VERIFY, firm, str(row.about), START)
        else:
            await stage.edit(VERIFY, steps=(Step(name="later", days=9),))
        assert await stage.send() == 1
        assert await stage.how(row) == ("cancelled", reason)
        assert (await stage.row(row)).ended_at == stage.now
        assert stage.told == []
        assert await stage.left(firm) == 5

    async def test_an_opt_out_of_another_purpose_keeps_nothing_back(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        async with stage.rows.session() as session:
            await OptOutRepository(session).add(firm.contact, ["policy"], words="", turn_id=None, now=START)
        await stage.send()
        assert (await stage.row(row)).state == "sent"

    async def test_a_moment_that_moved_takes_it_along(self, stage: Stage) -> None:
        firm, rule = await stage.firm(), RULES["diagnosis_unfinished"]
        row = await stage.due(firm, rule)
        from tools.database.models import Assessment

        await stage.rows.set(Assessment, str(row.about), updated_at=START - timedelta(hours=3))
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.reason, found.due_at) == ("due", "moved", START - timedelta(hours=3) + DAY)
        assert found.expires_at == found.due_at + timedelta(days=rule.stale_days)

    @pytest.mark.parametrize(
        ("now", "until"),
        [
            ("2026-11-24T20:00", "2026-11-25T09:00"),
            ("2026-11-28T11:00", "2026-11-30T09:00"),
            ("2026-11-25T03:30", "2026-11-25T09:00"),
        ],
    )
    async def test_outside_hours_everything_waits(self, stage: Stage, now: str, until: str) -> None:
        firm = await stage.firm()
        stage.now = at(now)
        row = await stage.due(firm)
        assert await stage.send() == 1
        found = await stage.row(row)
        assert (found.state, found.reason, found.due_at) == ("due", "hours", at(until))
        stage.now = at(until)
        await stage.send()
        assert await stage.how(row) == ("sent", None)

    async def test_a_message_claimed_at_closing_is_put_off(self, stage: Stage) -> None:
        """Also where the hours end between the look at everything and the look at the one."""
        firm = await stage.firm()
        row = await stage.due(firm)
        times = iter([at("2026-11-24T19:59:59.900000"), at("2026-11-24T20:00")])
        library: Any = SimpleNamespace(catalogs=catalogs())
        clock = lambda: next(times, at("2026-11-24T20:00"))  # noqa: E731
        await FollowUps(stage.rows.database, lambda: library, clock, own_name(), stage.bearers).send_due()
        assert await stage.how(row) == ("due", "hours")
        assert stage.told == []

    async def test_one_a_day_and_three_in_seven_days(self, stage: Stage) -> None:
        firm = await stage.firm()
        rows = [await stage.due(firm) for _ in range(5)]
        told: list[datetime] = []
        for _ in range(30):
            await stage.send()
            left = [row for row in [await stage.row(one) for one in rows] if row.state == "due"]
            told = sorted(row.told_at for row in [await stage.row(one) for one in rows] if row.told_at)
            if not left:
                break
            stage.now = min(row.due_at for row in left)
        # VERIFY says it four times in thirty days at the most.
        assert told == [at("2026-11-24T10:00"), at("2026-11-25T09:00"), at("2026-11-26T09:00"), at("2026-12-01T10:00")]
        states = sorted([await stage.how(one) for one in rows], key=str)
        assert states == [("expired", "rule"), *[("sent", None)] * 4]

    async def test_caps_are_exact_however_many_ask_at_once(self, stage: Stage) -> None:
        firms = [await stage.firm() for _ in range(3)]
        rows = [await stage.due(firm) for firm in firms for _ in range(4)]
        await asyncio.gather(*(stage.another().send_due() for _ in range(5)))
        states = [(await stage.row(row)).state for row in rows]
        assert states.count("sent") == len(stage.told) == 3
        assert {nudge.contact for nudge in stage.told} == {firm.contact for firm in firms}
        reasons = {(await stage.how(row))[1] for row in rows if (await stage.row(row)).state == "due"}
        assert reasons <= {"day", None}

    async def test_a_mailbox_that_people_share_hears_one_a_day_however_many_ask_at_once(self, stage: Stage) -> None:
        firm = await stage.firm(left=0)
        await stage.rows.know(firm.enterprise, "email", "boss@example.cn", START)
        people = [Firm(firm.enterprise, await stage.rows.contact(firm.enterprise, at=START - DAY)) for _ in range(5)]
        for one in people:
            await stage.rows.set(Contact, one.contact, channel="wechat")
        rows = [await stage.due(one) for one in people]
        await asyncio.gather(*(stage.another().send_due() for _ in range(5)))
        assert len(stage.told) == 1
        assert sorted([await stage.how(row) for row in rows], key=str) == [("due", "day")] * 4 + [("sent", None)]

    async def test_an_uncertain_one_counts_as_told(self, stage: Stage) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [Unknown("timeout")]
        first = await stage.due(firm)
        await stage.send()
        second = await stage.due(firm)
        await stage.send()
        assert await stage.how(first) == ("uncertain", "timeout")
        assert await stage.how(second) == ("due", "day")

    async def test_a_clock_that_goes_back_allows_no_more(self, stage: Stage) -> None:
        firm = await stage.firm()
        stage.now = at("2026-11-25T15:00")
        await stage.due(firm)
        await stage.send()
        stage.now = at("2026-11-25T10:00")
        second = await stage.due(firm)
        await stage.send()
        assert await stage.how(second) == ("due", "day")

    async def test_a_talk_that_goes_on_is_not_interrupted(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        await stage.said(firm, stage.now - 10 * MINUTE)
        await stage.send()
        found = await stage.row(row)
        assert (found.reason, found.due_at) == ("talking", stage.now + 20 * MINUTE)
        stage.now = found.due_at
        await stage.send()
        assert await stage.how(row) == ("sent", None)

    async def test_what_the_platform_says_itself_is_no_talk(self, stage: Stage) -> None:
        firm = await stage.firm()
        await stage.due(firm)
        await stage.send()
        stage.now = at("2026-11-25T09:00")
        row = await stage.due(firm)
        await stage.rows.set(FollowUp, row.id, due_at=stage.now)
        (turn,) = await stage.rows.all(Turn)
        await stage.rows.set(Turn, turn.id, created_at=stage.now - MINUTE)
        await stage.send()
        assert await stage.how(row) == ("sent", None)

    @pytest.mark.parametrize("state", ["waiting", "taken"])
    async def test_while_a_person_is_in_charge_it_waits(self, stage: Stage, state: str) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        (talk,) = await stage.rows.all(Conversation)
        await stage.rows.add(
            HandOff(
                ticket_id=str(row.about), conversation_id=talk.id, state=state, operator_id=None,
                operator_conversation_id=None, created_at=START, taken_at=None, released_at=None,
            )
        )  # fmt: skip
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.reason, found.due_at) == ("due", "handed_off", stage.now + HANDED_OFF)

    @pytest.mark.parametrize("where", ["outbox", "inbox"])
    async def test_an_answer_goes_first(self, stage: Stage, where: str) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        common: dict[str, Any] = {"channel": "wechat", "user": firm.contact, "attempts": 0, "claimed_by": None}
        common["claimed_until"] = None
        earlier = START - timedelta(hours=2)
        if where == "outbox":
            await stage.rows.add(
                Outgoing(
                    cause="m", purpose="answer", turn_id=None, content={}, parts=None, sent_parts=0, route=None,
                    state="waiting", reason=None, due_at=earlier, expires_at=START + DAY, created_at=earlier,
                    ended_at=None, **common,
                )
            )  # fmt: skip
        else:
            received = {"key": "m", "content": {}, "posts": 1, "state": "received", "received_at": earlier}
            await stage.rows.add(Received(**common, **received, finished_at=None))
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.reason, found.due_at) == ("due", "answering", stage.now + ANSWERING)
        assert stage.told == []

    async def test_what_could_not_be_sent_in_time_says_what_kept_it_back(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        await stage.rows.set(FollowUp, row.id, reason="talking", expires_at=START + DAY)
        stage.now = START + DAY
        await stage.send()
        assert await stage.how(row) == ("expired", "talking")
        late = await stage.due(await stage.firm())
        stage.now += 11 * DAY
        await stage.send()
        assert await stage.how(late) == ("expired", "late")

    async def test_where_no_way_is_open_it_is_looked_at_again(self, stage: Stage) -> None:
        rule = await stage.edit(VERIFY, routes=("window", "notice"))
        firm = await stage.firm(left=0)
        row = await stage.due(firm, rule)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.reason, found.due_at) == ("due", "unreachable", stage.now + UNREACHABLE)
        (audience,) = await stage.rows.all(Audience)
        async with stage.rows.session() as session:
            await session.merge(
                Audience(
                    channel="wechat", user=audience.user, following=True, blocked=None, left=5,
                    until=START + DAY, updated_at=START,
                )
            )  # fmt: skip
        stage.now = found.due_at
        await stage.send()
        assert await stage.how(row) == ("sent", None)

    async def test_words_that_cannot_be_filled_hold_nobody_else_up(self, stage: Stage) -> None:
        await stage.edit(VERIFY, text="{nothing}", press=Press(title="好", tool="show_tickets"))
        broken = await stage.due(await stage.firm())
        whole = await stage.due(await stage.firm(), RULES["ticket_recorded"], at=START)
        await stage.send()
        assert await stage.how(broken) == ("failed", "words")
        assert await stage.how(whole) == ("sent", None)

    # --- what couriers say --------------------------------------------------------------------------------------------

    async def test_what_was_surely_not_sent_costs_nothing_and_is_tried_again(self, stage: Stage) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [Refused("busy"), Refused("45009", timedelta(hours=3))]
        row = await stage.due(firm)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.reason, found.told_at, found.ended_at) == ("due", "busy", None, None)
        assert found.due_at == stage.now + FIRST_PAUSE
        assert await stage.left(firm) == 5
        assert await stage.rows.all(Turn) == []
        stage.now = found.due_at
        await stage.send()
        found = await stage.row(row)
        assert (found.reason, found.due_at) == ("45009", stage.now + timedelta(hours=3))
        stage.now = found.due_at
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert await stage.left(firm) == 4
        assert len(stage.told) == 3

    async def test_what_the_user_did_meanwhile_is_not_added_to(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def writes(_: Nudge) -> None:
            async with stage.rows.session() as session:
                await session.merge(
                    Audience(
                        channel="wechat", user=firm.contact, following=True, blocked=None, left=5,
                        until=START + 2 * DAY, updated_at=stage.now + MINUTE,
                    )
                )  # fmt: skip

        stage.bearers["window"].outcomes, stage.bearers["window"].during = [Refused("busy")], writes
        await stage.due(firm)
        await stage.send()
        assert await stage.left(firm) == 5

    async def test_a_way_that_is_shut_leads_to_the_next(self, stage: Stage) -> None:
        firm = await stage.firm()
        consent = await stage.permit(firm)
        stage.bearers["window"].outcomes = [Refused("45015", next_route=True, spent=True)]
        stage.bearers["notice"].outcomes = [Refused("43101", next_route=True)]
        row = await stage.due(firm)
        await stage.send()
        assert [nudge.route for nudge in stage.told] == ["window", "notice"]
        found = await stage.row(row)
        assert (found.state, found.route) == ("task", "person")
        assert await stage.left(firm) == 4
        assert not await stage.spent(consent)

    async def test_after_five_tries_it_has_failed(self, stage: Stage) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [Refused("busy") for _ in range(MOST_TRIES)]
        row = await stage.due(firm)
        for _ in range(MOST_TRIES):
            await stage.send()
            stage.now = max(stage.now, (await stage.row(row)).due_at)
        assert await stage.how(row) == ("failed", "busy")
        assert len(stage.told) == MOST_TRIES
        assert await stage.left(firm) == 5
        assert await stage.send() == 0

    @pytest.mark.parametrize("outcome", [Unknown("timeout"), RuntimeError("whatever")])
    async def test_what_may_have_arrived_is_never_sent_again(self, stage: Stage, outcome: Exception) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [outcome]
        row = await stage.due(firm)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.told_at) == ("uncertain", stage.now)
        stage.now += DAY
        assert await stage.send() == 0
        assert await stage.follow_ups.recover() == 0
        assert len(stage.told) == 1
        assert await stage.left(firm) == 4

    # --- processes that die -------------------------------------------------------------------------------------------

    async def test_what_a_dead_process_was_sending_is_uncertain(self, stage: Stage) -> None:
        firm = await stage.firm()
        begun = asyncio.Event()

        async def hangs(_: Nudge) -> None:
            begun.set()
            await asyncio.Event().wait()

        stage.bearers["window"].during = hangs
        row = await stage.due(firm)
        sending = asyncio.create_task(stage.another("elsewhere:1:x").send_due())
        await begun.wait()
        assert await stage.follow_ups.recover() == 0
        stage.now += CLAIMED
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        assert await stage.follow_ups.recover() == 1
        assert await stage.how(row) == ("uncertain", "died")
        assert await stage.follow_ups.recover() == 0

    async def test_a_process_of_this_machine_is_known_to_be_gone_at_once(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        host = own_name().partition(":")[0]
        claim = {"state": "sending", "claimed_by": f"{host}:999999999:x/y", "claimed_until": stage.now + CLAIMED}
        await stage.rows.set(FollowUp, row.id, **claim, told_at=stage.now)
        assert await stage.follow_ups.recover() == 1
        assert await stage.how(row) == ("uncertain", "died")

    async def test_whoever_was_only_slow_still_says_how_it_ended(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def slow(_: Nudge) -> None:
            stage.now += CLAIMED
            assert await stage.another().recover() == 1

        stage.bearers["window"].during = slow
        row = await stage.due(firm)
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert len(await stage.rows.all(Turn)) == 1

    # --- what came of it ----------------------------------------------------------------------------------------------

    async def test_an_answer_and_what_was_asked_for_are_noted(self, stage: Stage) -> None:
        firm, silent = await stage.firm(), await stage.firm()
        answered, unanswered = await stage.due(firm), await stage.due(silent)
        await stage.said(firm, stage.now - timedelta(hours=1))
        await stage.send()
        assert await stage.follow_ups.settle_replies() == 0
        stage.now += timedelta(hours=5)
        await stage.said(firm, stage.now)
        await stage.rows.answer_to(VERIFY, firm, str(answered.about), stage.now + MINUTE)
        stage.now += DAY
        assert await stage.follow_ups.settle_replies() == 2
        assert await stage.follow_ups.settle_replies() == 0
        found = await stage.row(answered)
        assert found.replied_at == START + timedelta(hours=5)
        assert found.converted_at == START + timedelta(hours=5) + MINUTE
        other = await stage.row(unanswered)
        assert (other.replied_at, other.converted_at) == (None, None)

    async def test_what_is_said_days_later_is_no_answer(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        await stage.send()
        stage.now += 2 * DAY + MINUTE
        await stage.said(firm, stage.now)
        await stage.follow_ups.settle_replies()
        assert (await stage.row(row)).replied_at is None

    async def test_an_answer_is_to_what_was_told_last(self, stage: Stage) -> None:
        firm = await stage.firm()
        first = await stage.due(firm)
        await stage.send()
        stage.now += DAY
        second = await stage.due(firm)
        await stage.send()
        stage.now += MINUTE
        await stage.said(firm, stage.now)
        await stage.follow_ups.settle_replies()
        assert (await stage.row(first)).replied_at is None
        assert (await stage.row(second)).replied_at == stage.now

    # --- what is erased -----------------------------------------------------------------------------------------------

    async def test_an_erasure_takes_all_of_an_enterprise_and_nothing_of_others(self, stage: Stage) -> None:
        ours, theirs = await stage.firm(), await stage.firm()
        for firm in (ours, theirs):
            await stage.due(firm)
            adoption = await stage.rows.adoption(firm, "live", START, START)
            await stage.rows.use(firm, adoption, START)
            await stage.rows.promise(firm, "enterprise", START)
        async with stage.rows.session() as session:
            repository = ArchiveRepository(session, ours.enterprise)
            assert await repository.anything()
            counts = await repository.erase("", "（已清除）", START)
        erased = ("follow_ups", "adoptions", "adoption_uses", "promises")
        assert {name: counts[name] for name in erased} == dict.fromkeys(erased, 1)
        from tools.database.models import Adoption, AdoptionUse, Promise

        for model in (FollowUp, Adoption, AdoptionUse, Promise):
            assert {row.enterprise_id for row in await stage.rows.all(model)} == {theirs.enterprise}, model

    async def test_an_erasure_while_it_is_sent_leaves_nothing_behind(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def erases(_: Nudge) -> None:
            async with stage.rows.session() as session:
                await ArchiveRepository(session, firm.enterprise).erase("", "（已清除）", START)

        stage.bearers["window"].during = erases
        await stage.due(firm)
        await stage.send()
        assert await stage.rows.all(FollowUp) == await stage.rows.all(Turn) == []

    async def test_a_conversation_that_was_deleted_gets_nothing(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def deletes(nudge: Nudge) -> None:
            async with stage.rows.session() as session:
                await ConversationRepository(session).delete(str(nudge.conversation), START)

        stage.bearers["window"].during = deletes
        row = await stage.due(firm)
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert await stage.rows.all(Turn) == []
