"""What WeChat posts again is taken once, and what was lost with a reply is given again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from integrations.wechat.webhook import PATIENCE
from tests.fakes.wechat_account import IMPATIENT, Deployment, Line, until
from tests.fakes.wechat_asking import FETCH, FIRST, SECOND, answer_to
from tests.fakes.wechat_outbox import ALICE, BOB
from tests.fakes.wechat_pace import LONG
from tests.fakes.wechat_server import actions

if TYPE_CHECKING:
    from assistant.deliveries import Due


@pytest.mark.parametrize("copies", [1, 2, 3])
async def test_a_message_posted_several_times_at_once_is_answered_once(line: Line, copies: int) -> None:
    await line.wechat.post(actions.text(ALICE, FIRST), copies=copies)
    await line.wechat.sees(ALICE)
    await line.rests()
    assert line.pace.ran == [FIRST]
    assert [answer_to(FIRST) in text for text in line.wechat.texts(ALICE)] == [True]
    (row,) = await line.inbox()
    assert row.posts == copies
    assert [one.state for one in await line.outbox()] == ["sent"]


@pytest.mark.parametrize("later", [timedelta(minutes=11), timedelta(days=1), timedelta(days=6)])
async def test_a_message_that_comes_again_is_answered_once(line: Line, later: timedelta) -> None:
    told = await line.wechat.says(ALICE, FIRST)
    line.wechat.clock.advance(later)
    again = line.wechat.sign(told.action, message_id=told.message_id, created=told.created)
    assert (await line.wechat.send(again)).body == b"success"
    await line.rests()
    assert line.pace.ran == [FIRST]
    assert len(await line.outbox()) == 1


async def test_the_same_post_again_within_its_time_is_answered_once(line: Line) -> None:
    post = line.wechat.sign(actions.text(ALICE, FIRST))
    first, second = [await line.wechat.send(post) for _ in range(2)]
    assert first.reply is not None
    assert second.body == b"success"
    assert line.pace.ran == [FIRST]


async def test_a_post_with_an_old_signature_is_refused(line: Line) -> None:
    for minutes in (-11, 11):
        timestamp = str(int((line.wechat.clock() + timedelta(minutes=minutes)).timestamp()))
        answer = await line.wechat.send(line.wechat.sign(actions.text(ALICE, FIRST), timestamp=timestamp))
        assert answer.status == 403
    post = line.wechat.sign(actions.text(ALICE, FIRST))
    await line.wechat.send(post)
    line.wechat.clock.advance(timedelta(minutes=11))
    assert (await line.wechat.send(post)).status == 403
    assert len(await line.inbox()) == 1


async def test_an_event_is_the_same_where_its_second_and_its_key_are(line: Line) -> None:
    created = int(line.wechat.clock().timestamp())
    for action, at in (
        (actions.click(ALICE, "start_diagnosis"), created),
        (actions.click(ALICE, "start_diagnosis"), created),
        (actions.click(ALICE, "start_diagnosis"), created + 1),
        (actions.click(ALICE, "show_tickets"), created),
        (actions.click(BOB, "start_diagnosis"), created),
    ):
        assert (await line.wechat.post(action, created=at)).outcome in {"reply", "accepted"}
    assert [row.posts for row in await line.inbox()] == [2, 1, 1, 1]
    assert len(await line.outbox()) == 4


async def test_a_repeated_post_is_acknowledged_at_once_while_its_answer_is_worked_out(line: Line) -> None:
    line.pace.hold(FIRST)
    first = asyncio.create_task(line.wechat.says(ALICE, FIRST))
    await line.received(1)
    (row,) = await line.inbox()
    again = line.wechat.sign(actions.text(ALICE, FIRST), message_id=row.key.rpartition(":")[2])
    async with asyncio.timeout(2):  # where an answer would take four
        assert (await line.wechat.send(again)).body == b"success"
        assert (await line.wechat.post(actions.view(ALICE, "https://sz.example/h5"))).body == b"success"
        assert (await line.wechat.post(actions.event(ALICE, "something_new"))).body == b"success"
    line.pace.release(FIRST)
    await first
    await line.wechat.sees(ALICE)
    assert line.pace.ran == [FIRST]


async def test_an_answer_that_was_lost_on_its_way_is_given_again_when_wechat_posts_again(line: Line) -> None:
    told = await line.wechat.says(ALICE, FIRST)
    line.wechat.clock.advance(5)
    again = line.wechat.sign(told.action, message_id=told.message_id, created=told.created)
    assert (await line.wechat.send(again)).reply == told.reply
    line.wechat.clock.advance(60)
    late = line.wechat.sign(told.action, message_id=told.message_id, created=told.created)
    assert (await line.wechat.send(late)).body == b"success"
    assert line.pace.ran == [FIRST]
    assert [row.state for row in await line.outbox()] == ["sent"]


async def promised(line: Line) -> None:
    """Let a question be answered only when its request is gone."""
    line.pace.hold(FIRST)
    line.account.webhook._patience = IMPATIENT
    await line.wechat.says(ALICE, FIRST)
    line.account.webhook._patience = PATIENCE
    line.pace.release(FIRST)
    await line.rests()


@pytest.mark.parametrize("asking", [SECOND, FETCH])
async def test_all_that_was_lost_with_a_reply_is_given_again(deployed: Deployment, asking: str) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await promised(line)
        told = await line.wechat.says(ALICE, asking)
        line.wechat.clock.advance(5)
        again = line.wechat.sign(told.action, message_id=told.message_id, created=told.created)
        given = await line.wechat.send(again)
        assert told.reply is not None
        assert given.reply is not None
        assert answer_to(FIRST) in told.reply
        assert answer_to(FIRST) in given.reply
        assert (answer_to(SECOND) in given.reply) == (asking == SECOND)
        assert {row.state for row in await line.outbox()} == {"sent"}


@pytest.mark.parametrize("posts", [1, 2])
async def test_what_nobody_was_there_to_receive_is_there_the_next_time(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch, posts: int
) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await promised(line)
        gate, hand_over, given_back = asyncio.Event(), line.account.outbox.hand_over, list[str]()

        async def slowly(user: str) -> list[Due]:
            await gate.wait()
            return await hand_over(user)

        async def give_back(dues: list[Due]) -> None:
            await give(dues)
            given_back.extend(due.id for due in dues)

        give = line.account.outbox.give_back
        monkeypatch.setattr(line.account.outbox, "hand_over", slowly)
        monkeypatch.setattr(line.account.outbox, "give_back", give_back)
        post = line.wechat.sign(actions.text(ALICE, FETCH))
        told = [await line.wechat.send(post, within=0.1) for _ in range(posts)]
        assert {one.outcome for one in told} == {"timeout"}
        gate.set()

        async def back() -> bool:
            return bool(given_back)

        await until(back)
        fetched = await line.wechat.says(ALICE, FETCH)
        assert fetched.reply is not None
        assert answer_to(FIRST) in fetched.reply


async def test_a_repeated_post_does_not_cost_an_answer_its_second_message(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.pace.answers[FIRST] = LONG
    held, carried = asyncio.Event(), line.account.outbox.carried
    calls: list[int] = []

    async def late(dues: list[Due], parts: dict[str, Any]) -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            await held.wait()
        await carried(dues, parts)

    monkeypatch.setattr(line.account.outbox, "carried", late)
    told = await line.wechat.says(ALICE, FIRST)
    again = line.wechat.sign(told.action, message_id=told.message_id, created=told.created)
    assert (await line.wechat.send(again)).reply == told.reply
    held.set()
    await line.rests()
    first, second = line.wechat.texts(ALICE)
    assert told.reply == first != second
    assert len(calls) == 2
