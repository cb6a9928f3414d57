"""What is promised of follow-ups that do not go out, or not yet, for whichever database runs it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.claiming import ANSWERING, HANDED_OFF, UNREACHABLE
from assistant.follow_ups import FollowUps, Unknown
from assistant.processes import own_name
from corpus.follow_ups import Press, Step
from tests.fakes.follow_up_stage import DAY, MINUTE, RULES, START, VERIFY, Stage, Staged, at
from tests.fakes.occasions import Firm, catalogs
from tools.database.models import Audience, Contact, Conversation, FollowUp, HandOff, Outgoing, Received, Turn
from tools.database.repositories.opt_outs import OptOutRepository


class HeldBack(Staged):
    """The promises of what is cancelled, put off or given up: subclasses give ``rows``."""

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
