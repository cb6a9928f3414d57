"""What is to be delivered: in order, within what WeChat allows, and each answer ends somehow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from assistant.deliveries import Answer
from assistant.messages import Message
from assistant.outbox import EXPIRES, KEPT, MOST_CARRIED
from integrations.wechat.channel import MOST_AT_ONCE
from tests.fakes.wechat_account import Backstage, Deployment, backstage
from tests.fakes.wechat_outbox import ALICE, SEND, START, outcome
from tests.fakes.wechat_pace import LONG
from tests.fakes.wechat_server import Clock, WeChatServer, actions, openid
from tools.database.models import Outgoing, Relay
from tools.database.repositories.outbox import LATE, OutboxRepository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.bootstrap import Application
    from assistant.inbox import Stored
    from tools.kit.tool import Role

STEPS = 300


# --- order ------------------------------------------------------------------------------------------------------------


async def test_answers_go_in_the_order_of_their_questions_also_when_the_first_is_put_off(
    stage: Backstage, wechat: WeChatServer
) -> None:
    for words in ("一", "二", "三"):
        await stage.owes(ALICE, words)
    wechat.fail(SEND, 45011)
    await stage.account.look()
    await stage.account.look()
    await stage.sender.push(ALICE)
    assert wechat.texts(ALICE) == []
    wechat.clock.advance(10)
    await stage.account.look()
    assert wechat.texts(ALICE) == ["一", "二", "三"]


async def test_users_who_wait_for_a_retry_keep_nobody_from_being_looked_at(
    stage: Backstage, wechat: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.wechat.channel.MOST_AT_ONCE", 3)
    stuck = [openid(number) for number in range(100, 103)]
    for user in stuck:
        await stage.owes(user, "一")
        await stage.owes(user, "二")
    wechat.fail(SEND, 45011, 45011, 45011)
    await stage.account.look()
    stored = await stage.hears(actions.text(ALICE, "问"))
    await stage.answers(stored, "答案")
    await stage.account.look()
    assert wechat.texts(ALICE) == ["答案"]


async def test_five_that_wait_are_handed_over_together_and_the_rest_next_time(stage: Backstage) -> None:
    causes = [await stage.owes(ALICE, f"答{number}") for number in range(7)]
    first = await stage.account.outbox.hand_over(ALICE)
    assert [due.cause for due in first] == causes[:MOST_CARRIED]
    text, parts = await stage.sender.body(first, current=False)
    assert [f"答{number}" in text for number in range(7)] == [True] * 5 + [False] * 2
    assert parts == {}
    assert [due.cause for due in await stage.account.outbox.hand_over(ALICE)] == causes[MOST_CARRIED:]
    await stage.account.outbox.carried(first, {})
    assert [(await stage.delivery(cause)).state for cause in causes] == ["sent"] * 5 + ["sending"] * 2


async def test_a_picture_that_is_left_of_an_answer_does_not_bring_its_words_again(stage: Backstage) -> None:
    outbox, parts = stage.account.outbox, [{"kind": "text", "text": "答案"}, {"kind": "chart", "assessment": "A1"}]
    cause = await stage.owes(ALICE, "答案")
    (due,) = await outbox.hand_over(ALICE)
    await outbox.carried([due], {due.id: parts})
    row = await stage.delivery(cause)
    assert (row.state, row.sent_parts) == ("waiting", 1)
    assert await outbox.hand_over(ALICE) == []
    stored = await stage.hears(actions.text(ALICE, "再问"))
    assert [due.cause for due in await stage.answers(stored, "再答", post=1)] == [stored.id]
    assert await outbox.waits(ALICE)


async def test_what_a_request_was_to_carry_and_did_not_goes_after_a_while(
    stage: Backstage, wechat: WeChatServer
) -> None:
    cause = await stage.owes(ALICE, "答案")
    assert await stage.account.outbox.hand_over(ALICE)
    await stage.account.look()
    assert wechat.texts(ALICE) == []
    wechat.clock.advance(25)
    await stage.account.look()
    assert outcome(await stage.delivery(cause)) == ("sent", None)


async def test_what_a_process_died_over_is_sent_by_the_next(deployed: Deployment, wechat: WeChatServer) -> None:
    async with backstage(deployed) as died:
        cause = await died.owes(ALICE, "答案")
        due = await died.account.outbox.next(ALICE)
        assert due is not None
        assert await died.account.outbox.claim(due, [{"kind": "text", "text": "答案"}], 1)
    async with backstage(deployed) as other:
        await other.account.look()
        assert wechat.texts(ALICE) == []
        await other.account.outbox.recover()  # a process of this number that is not this one has ended
        await other.account.look()
        assert outcome(await other.delivery(cause)) == ("sent", None)


async def test_two_processes_send_an_answer_once(deployed: Deployment, wechat: WeChatServer) -> None:
    async with backstage(deployed) as one, backstage(deployed) as two:
        for _ in range(3):
            await one.owes(ALICE, "答案")
        due = await one.account.outbox.next(ALICE)
        same = await two.account.outbox.next(ALICE)
        assert due is not None
        assert same is not None
        parts = [{"kind": "text", "text": "答案"}]
        assert [await place.account.outbox.claim(due, parts, 1) for place in (one, two)] == [True, False]
        assert await two.account.outbox.next(ALICE) is None
        await two.account.outbox.sent(same, 1)
        assert (await one.delivery(due.cause)).state == "sending"
        await one.account.outbox.sent(due, 1)
        await two.account.look()
    assert len(wechat.texts(ALICE)) == 2


# --- how deliveries end -----------------------------------------------------------------------------------------------


async def late(stage: Backstage) -> Sequence[Outgoing]:
    async with stage.application.database.read() as session:
        return await OutboxRepository(session).overdue(stage.wechat.clock())


async def test_an_answer_nobody_came_for_expires_and_is_forgotten(stage: Backstage, wechat: WeChatServer) -> None:
    cause = await stage.owes(ALICE, "答案")
    wechat.fail(SEND, 45015)
    await stage.account.look()
    wechat.clock.advance(LATE + timedelta(seconds=5))
    assert [row.cause for row in await late(stage)] == [cause]
    wechat.clock.advance(EXPIRES)
    await stage.hears(actions.text(ALICE, "在吗"))
    await stage.account.look()
    await stage.account.outbox.tidy()
    assert outcome(await stage.delivery(cause)) == ("expired", "45015")
    assert await late(stage) == []
    wechat.clock.advance(KEPT + timedelta(days=1))
    await stage.account.outbox.tidy()
    assert await stage.delivery(cause) is None
    assert wechat.calls[SEND] == 1


async def test_an_answer_whose_turn_is_gone_ends_and_holds_nobody_up(stage: Backstage, wechat: WeChatServer) -> None:
    stored = await stage.hears(actions.text(ALICE, "问"))
    await stage.account.outbox.put(stored, Answer.saying("没有了", "gone"), post=None)
    lost = await stage.hears(actions.text(ALICE, "再问"))
    reply = Answer.saying("没有了", "no such turn").reply
    await stage.account.outbox.put(lost, Answer(reply, turn=True), post=None)
    await stage.account.look()
    assert outcome(await stage.delivery(stored.id)) == ("sent", None)
    assert outcome(await stage.delivery(lost.id)) == ("failed", "erased")
    assert await stage.account.outbox.reachable(MOST_AT_ONCE) == []
    assert len(wechat.texts(ALICE)) == 1


async def test_a_message_worked_out_twice_is_answered_once(stage: Backstage, wechat: WeChatServer) -> None:
    stored = await stage.hears(actions.text(ALICE, "问"))
    await stage.answers(stored, "一")
    await stage.answers(stored, "二")
    await stage.account.look()
    assert wechat.texts(ALICE) == ["一"]


async def test_words_to_who_has_no_account_keep_nobody_elses_back(stage: Backstage, wechat: WeChatServer) -> None:
    async def says(user: str, text: str, role: Role = "enterprise", tool: str | None = None) -> None:
        wechat.clock.advance(1)
        message = Message(
            id=text, conversation=f"of {user}", channel="wechat", user=user, role=role, text=text, tool=tool
        )
        await stage.application.conversation.reply(message)

    await stage.hears(actions.text(ALICE, "转人工，补贴被退回了"))
    await says(ALICE, "转人工，补贴被退回了", tool="hand_off")
    await says("operator:gone", "接手", "operator", "take_hand_off")
    await says(ALICE, "在吗")
    await says(ALICE, "有人吗")
    assert [relay.direction for relay in await stage.rows(Relay)].count("to_operator") == 2
    await says("operator:gone", "在的", "operator")
    assert await stage.account.outbox.collect(1) == [ALICE]
    await stage.sender.push(ALICE)
    assert wechat.texts(ALICE)[-1].endswith("在的")
    assert await stage.account.outbox.collect(1) == []


# --- what may be sent -------------------------------------------------------------------------------------------------


async def test_the_last_message_of_an_allowance_is_for_the_receipt_of_a_ticket(
    stage: Backstage, wechat: WeChatServer
) -> None:
    causes = [await stage.owes(ALICE, f"答{number}") for number in range(6)]
    await stage.account.look()
    assert [(await stage.delivery(cause)).state for cause in causes] == ["sent"] * 4 + ["waiting"] * 2
    assert wechat.left(ALICE) == 1
    receipt = await stage.hears(actions.event(ALICE, "something"))
    await stage.answers(receipt, "已登记，工单T1", "open_ticket")
    await stage.account.look()
    assert wechat.texts(ALICE)[-1] == "已登记，工单T1"
    assert wechat.left(ALICE) == 0
    assert [(await stage.delivery(cause)).state for cause in causes[4:]] == ["waiting"] * 2


async def test_a_long_answer_takes_one_message_where_there_is_room_for_one(
    stage: Backstage, wechat: WeChatServer
) -> None:
    stored = await stage.hears(actions.click(ALICE, "menu"))
    await stage.answers(stored, "短")
    wechat.clock.advance(1)
    later = await stage.hears(actions.event(ALICE, "something"))
    await stage.answers(later, LONG)
    await stage.account.look()
    (_, text) = wechat.texts(ALICE)
    assert "点这里看全文" in text
    assert outcome(await stage.delivery(later.id)) == ("sent", None)


@dataclass
class Trace:
    """Users who do things at random, and answers that come at once, in the body of a request, or later, at random."""

    stage: Backstage
    wechat: WeChatServer
    random: Random
    users: list[str]
    following: set[str] = field(default_factory=set)
    asked: list[Stored] = field(default_factory=list)
    owed: Counter[str] = field(default_factory=Counter)

    async def step(self) -> None:
        """Let something happen."""
        user = self.random.choice(self.users)
        match self.random.choices(("move", "leave", "answer", "wait"), (8, 0.5, 6, 4))[0]:
            case "wait":
                self.wechat.clock.advance(self.random.choice((1, 7, 20, 55, 70, 3600, 90_000, 175_000)))
                await self.stage.account.look()
            case "answer" if self.asked:
                stored = self.asked.pop(self.random.randrange(len(self.asked)))
                await self.stage.answers(stored, *self.answer())
                self.owed[stored.user] += 1
                await self.stage.sender.push(stored.user)
            case "leave" if user in self.following:
                await self.stage.hears(actions.unsubscribe(user))
                self.following.remove(user)
            case "move":
                await self.move(user)
        self.wechat.clock.advance(self.random.uniform(0.01, 2.0))

    def answer(self) -> tuple[str, ...]:
        words = self.random.choice(("短", "短", LONG))
        return (words, "open_ticket") if self.random.random() < 0.2 else (words,)

    async def move(self, user: str) -> None:
        """Let a user do something, answered at once or later; at once, what waits for them goes along."""
        make = self.random.choice((actions.text, actions.text, actions.click, actions.scan))
        stored = await self.stage.hears(make(user, "做") if user in self.following else actions.subscribe(user))
        self.following.add(user)
        if self.random.random() < 0.5:
            self.asked.append(stored)
            await self.stage.sender.push(user)
            return
        waited = await self.waiting(user)
        await self.stage.replies(stored, *self.answer())
        self.owed[user] += 1
        left = await self.waiting(user)
        assert not {row.id for row in waited[:MOST_CARRIED]} & {row.id for row in left}

    async def waiting(self, user: str) -> Sequence[Outgoing]:
        async with self.stage.application.database.read() as session:
            return await OutboxRepository(session).waiting("wechat", user, self.wechat.clock())


@pytest.mark.parametrize("stacking", [True, False])
async def test_over_a_random_trace_no_call_is_refused_and_nothing_is_left_behind(
    base: Application, empty: Path, tmp_path: Path, *, stacking: bool
) -> None:
    with WeChatServer(clock=Clock(START), stacking=stacking) as wechat:
        async with backstage(Deployment.fresh(wechat, base, empty, tmp_path)) as stage:
            run = Trace(stage, wechat, Random(7), [openid(number) for number in range(8)])
            for _ in range(STEPS):
                await run.step()
            assert {send.errcode for send in wechat.sends()} == {0}
            assert len(wechat.sends()) > STEPS / 8
            for user in run.users:
                while await run.waiting(user):
                    await run.move(user)
            rows = await stage.rows(Outgoing)
            assert Counter(row.user for row in rows) == run.owed
            assert {row.state for row in rows} == {"sent"}
            assert {send.errcode for send in wechat.sends()} == {0}
