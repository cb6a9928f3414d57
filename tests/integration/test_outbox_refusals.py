"""What becomes of a delivery that WeChat refuses, puts off or leaves unanswered, whatever it says."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from integrations.wechat.sender import LEARNED_FOR
from tests.fakes.wechat_account import Backstage, Deployment, backstage
from tests.fakes.wechat_outbox import ALICE, BOB, SEND, START, outcome
from tests.fakes.wechat_pace import LONG
from tests.fakes.wechat_server import Close, Garbage, Hang, Http, WeChatServer, actions, openid

if TYPE_CHECKING:
    from tests.fakes.wechat_server.mishaps import Step

MIDNIGHT = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
"""The next one in Shanghai."""
TOKEN = "/cgi-bin/stable_token"


@dataclass(frozen=True)
class Told:
    """What becomes of a delivery that WeChat answers so.

    Attributes:
        steps: What WeChat answers, call by call.
        state: How the delivery stands then.
        reason: Why.
        calls: How often the message was sent.
        pause: After how long it is tried again; None where that waits for its user, or never comes.
    """

    steps: tuple[Step, ...]
    state: str
    reason: str | None
    calls: int = 1
    pause: timedelta | None = None


MINUTES, SECONDS = timedelta(minutes=5), timedelta(seconds=5)
TABLE = {
    "busy": Told((-1, -1, -1, -1), "waiting", "-1", 4, SECONDS),
    "busy for a moment": Told((-1, -1), "sent", None, 3),
    "too many a minute": Told((45011,), "waiting", "45011", 1, SECONDS),
    "an overloaded gateway": Told((Http(503),), "waiting", "retry", 1, SECONDS),
    "token wrong": Told((40001,), "sent", None, 2),
    "token invalid": Told((40014,), "sent", None, 2),
    "token expired": Told((42001,), "sent", None, 2),
    "new token wrong too": Told((40001, 40001), "waiting", "40001", 2, MINUTES),
    "address not allowed": Told((40164,), "waiting", "40164", 1, MINUTES),
    "app id wrong": Told((40013,), "waiting", "40013", 1, MINUTES),
    "window closed": Told((45015,), "waiting", "45015"),
    "allowance used up": Told((45047,), "waiting", "45047"),
    "not following": Told((43004,), "waiting", "43004"),
    "no longer following": Told((50005,), "waiting", "50005"),
    "openid invalid": Told((40003,), "failed", "40003"),
    "user banned by the account": Told((43019,), "failed", "43019"),
    "user takes no messages": Told((48002,), "failed", "48002"),
    "user restricted": Told((50002,), "failed", "50002"),
    "not verified": Told((48001,), "waiting", "48001", 1, timedelta(hours=1)),
    "banned from sending": Told((48004,), "waiting", "48004", 1, timedelta(hours=1)),
    "day used up": Told((45009,), "waiting", "45009", 1, MIDNIGHT - START - timedelta(seconds=1)),
    "too long": Told((45002,), "sent", None, 2),
    "too long also when cut": Told((45002, 45002), "failed", "45002", 2),
    "call wrong": Told((41001,), "failed", "41001"),
    "a code nobody knows": Told((99999,), "failed", "99999"),
    "connection closed": Told((Close(),), "waiting", "uncertain:1", 1, SECONDS),
    "no answer in time": Told((Hang(1.0),), "waiting", "uncertain:1", 1, SECONDS),
    "no answer at all": Told((Garbage(),), "waiting", "uncertain:1", 1, SECONDS),
    "a broken gateway": Told((Http(502),), "waiting", "uncertain:1", 1, SECONDS),
}


@pytest.mark.parametrize("case", TABLE)
async def test_each_answer_of_wechat_is_acted_on_as_it_says(case: str, stage: Backstage, wechat: WeChatServer) -> None:
    told = TABLE[case]
    cause = await stage.owes(ALICE, "答案")
    wechat.fail(SEND, *told.steps)
    await stage.sender.push(ALICE)
    row = await stage.delivery(cause)
    assert (*outcome(row), wechat.calls[SEND]) == (told.state, told.reason, told.calls)
    assert (row.ended_at is None) == (row.state == "waiting")
    assert row.claimed_until is None
    if told.state == "sent":
        assert wechat.texts(ALICE) == ["答案"]
        assert wechat.calls[TOKEN] <= 3
    if told.pause is not None:
        assert row.due_at == wechat.clock() + told.pause


@pytest.mark.parametrize("case", [case for case, told in TABLE.items() if told.pause and told.reason != "uncertain:1"])
async def test_what_is_put_off_goes_when_its_time_has_come_and_has_cost_nothing(
    case: str, deployed: Deployment, wechat: WeChatServer
) -> None:
    told = TABLE[case]
    async with backstage(deployed) as stage:
        cause = await stage.owes(ALICE, "答案")
        wechat.fail(SEND, *told.steps)
        await stage.sender.push(ALICE)
        assert (await stage.audience(ALICE)).left == 5
        wechat.mend()
        assert told.pause is not None
        wechat.clock.advance(told.pause - timedelta(seconds=1))
        calls = wechat.calls[SEND]
        await stage.account.look()
        assert wechat.calls[SEND] == calls
    wechat.clock.advance(LEARNED_FOR if told.pause == timedelta(hours=1) else timedelta(seconds=2))
    async with backstage(deployed) as stage:
        await stage.hears(actions.text(ALICE, "在吗"))
        await stage.account.look()
        assert outcome(await stage.delivery(cause)) == ("sent", None)
    assert wechat.texts(ALICE)[0].endswith("答案")


@pytest.mark.parametrize("code", [45015, 45047, 43004, 50005])
async def test_what_waits_for_its_user_goes_at_their_next_move(
    code: int, stage: Backstage, wechat: WeChatServer
) -> None:
    first, second = await stage.owes(ALICE, "一"), await stage.owes(ALICE, "二")
    wechat.fail(SEND, code)
    await stage.sender.push(ALICE)
    wechat.clock.advance(3600)
    await stage.account.look()
    assert wechat.calls[SEND] == 1
    await stage.hears((actions.subscribe if code in {43004, 50005} else actions.text)(ALICE, "在吗"))
    await stage.account.look()
    assert [outcome(await stage.delivery(cause)) for cause in (first, second)] == [("sent", None)] * 2
    assert [text[-1] for text in wechat.texts(ALICE)] == ["一", "二"]


@pytest.mark.parametrize("code", [40003, 43019, 48002, 50002])
async def test_nothing_more_is_tried_with_a_user_nothing_can_be_sent_to_until_they_write(
    code: int, stage: Backstage, wechat: WeChatServer
) -> None:
    first, second = await stage.owes(ALICE, "一"), await stage.owes(ALICE, "二")
    third = await stage.owes(BOB, "三")
    wechat.fail(SEND, code, user=ALICE)
    await stage.account.look()
    assert [outcome(await stage.delivery(cause)) for cause in (first, second)] == [("failed", str(code))] * 2
    assert outcome(await stage.delivery(third)) == ("sent", None)
    assert (await stage.audience(ALICE)).blocked == str(code)
    back = await stage.owes(ALICE, "四")
    await stage.account.look()
    assert outcome(await stage.delivery(back)) == ("sent", None)
    assert len(wechat.sends(ALICE)) == 2


async def test_that_the_account_may_not_send_is_learned_once_and_by_all_processes(
    deployed: Deployment, wechat: WeChatServer
) -> None:
    wechat.account.verified = False
    async with backstage(deployed) as stage:
        causes = [await stage.owes(openid(number), "答案") for number in range(5)]
        await stage.sender.push(openid(0))
        assert not await stage.sender.may_push()
        await stage.account.look()
        await stage.sender.push(openid(3))
        assert wechat.calls[SEND] == 1
    async with backstage(deployed) as restarted:
        assert not await restarted.sender.may_push()
        await restarted.sender.push(openid(1))
        await restarted.owes(openid(1), "再答")
        await restarted.sender.push(openid(1))
        assert wechat.calls[SEND] == 1
        assert {(await restarted.delivery(cause)).state for cause in causes} == {"waiting"}
    wechat.account.verified = True
    wechat.clock.advance(LEARNED_FOR)
    async with backstage(deployed) as verified:
        assert await verified.sender.may_push()
        await verified.hears(actions.text(openid(2), "在吗"))
        await verified.account.look()
        assert outcome(await verified.delivery(causes[2])) == ("sent", None)


async def test_what_is_learned_is_not_forgotten_for_what_was_read_before(
    stage: Backstage, wechat: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, learned = stage.account.values.get, asyncio.Event()

    async def late(name: str) -> str | None:
        found = await read(name)
        await learned.wait()
        return found

    wechat.account.verified = False
    await stage.owes(ALICE, "答案")
    with monkeypatch.context() as patch:
        patch.setattr(stage.account.values, "get", late)
        looking = asyncio.create_task(stage.sender.may_push())
        await asyncio.sleep(0)
        patch.undo()
        await stage.sender.push(ALICE)
        learned.set()
        assert not await looking
    assert not await stage.sender.may_push()


async def test_an_account_that_is_said_not_to_be_verified_never_tries(
    deployed: Deployment, wechat: WeChatServer
) -> None:
    async with backstage(deployed, wechat_verified="false") as stage:
        cause = await stage.owes(ALICE, "答案")
        await stage.sender.push(ALICE)
        assert outcome(await stage.delivery(cause)) == ("waiting", None)
    assert wechat.calls == {}


async def test_after_the_days_calls_are_used_up_nobody_is_tried_until_beijings_midnight(
    deployed: Deployment, wechat: WeChatServer
) -> None:
    async with backstage(deployed) as stage:
        await stage.owes(ALICE, "一")
        await stage.owes(BOB, "二")
        wechat.fail(SEND, 45009, forever=True)
        await stage.sender.push(ALICE)
        await stage.account.look()
        await stage.sender.push(BOB)
        assert wechat.calls[SEND] == 1
    async with backstage(deployed) as restarted:
        wechat.clock.set(MIDNIGHT - timedelta(seconds=1))
        await restarted.sender.push(BOB)
        assert wechat.calls[SEND] == 1
    wechat.mend()
    wechat.clock.set(MIDNIGHT)
    async with backstage(deployed) as tomorrow:
        await tomorrow.account.look()
    assert [wechat.texts(user)[0][-1] for user in (ALICE, BOB)] == ["一", "二"]


@pytest.mark.parametrize("step", [Close(), Hang(1.0), Garbage(), Http(502)])
async def test_what_may_have_arrived_is_tried_three_times_and_then_given_up(
    step: Step, stage: Backstage, wechat: WeChatServer
) -> None:
    cause, after = await stage.owes(ALICE, "一"), await stage.owes(ALICE, "二")
    wechat.fail(SEND, step, step, step)
    for _ in range(5):
        await stage.account.look()
        wechat.clock.advance(10)
    assert outcome(await stage.delivery(cause)) == ("failed", "uncertain")
    assert outcome(await stage.delivery(after)) == ("sent", None)
    assert wechat.calls[SEND] == 4


async def test_a_message_that_arrived_although_no_answer_came_is_sent_again_and_no_more(
    stage: Backstage, wechat: WeChatServer
) -> None:
    cause = await stage.owes(ALICE, "答案")
    wechat.fail(SEND, Close(worked=True))
    for _ in range(3):
        await stage.account.look()
        wechat.clock.advance(10)
    assert outcome(await stage.delivery(cause)) == ("sent", None)
    assert wechat.texts(ALICE) == ["答案"] * 2
    assert (await stage.audience(ALICE)).left == wechat.left(ALICE) == 3


async def test_tries_that_surely_failed_do_not_count_as_ones_that_may_have_arrived(
    stage: Backstage, wechat: WeChatServer
) -> None:
    cause = await stage.owes(ALICE, "答案")
    wechat.fail(SEND, 45047, 45047, 45047, Close())
    for _ in range(4):
        await stage.account.look()
        wechat.clock.advance(10)
        await stage.hears(actions.text(ALICE, "在吗"))
    assert outcome(await stage.delivery(cause)) == ("waiting", "uncertain:1")
    await stage.account.look()
    assert outcome(await stage.delivery(cause)) == ("sent", None)


async def test_the_second_message_of_an_answer_alone_is_tried_again(stage: Backstage, wechat: WeChatServer) -> None:
    cause = await stage.owes(ALICE, LONG)
    wechat.fail(SEND, 0, 45011)
    await stage.account.look()
    row = await stage.delivery(cause)
    assert (row.state, row.sent_parts, len(row.parts["parts"])) == ("waiting", 1, 2)
    assert (await stage.audience(ALICE)).left == wechat.left(ALICE) == 4
    wechat.clock.advance(10)
    await stage.account.look()
    assert outcome(await stage.delivery(cause)) == ("sent", None)
    texts = wechat.texts(ALICE)
    assert len(texts) == len(set(texts)) == 2
