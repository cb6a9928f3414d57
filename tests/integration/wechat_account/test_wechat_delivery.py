"""Answers reach people on WeChat: in the body of the request or by themselves, and what goes wrong on their way."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from assistant.deliveries import Answer
from assistant.messages import Message
from integrations.wechat import wording
from integrations.wechat.webhook import AGAIN_AFTER, MESSAGES_A_MINUTE, MOST_ATTEMPTS
from tests.fakes.wechat_account import IMPATIENT, Deployment, Line
from tests.fakes.wechat_asking import ASKED, FETCH, FIRST, SECOND, answer_to, asked_slowly, place
from tests.fakes.wechat_outbox import ALICE, BOB
from tests.fakes.wechat_pace import LONG
from tests.fakes.wechat_server import WeChatServer, actions, openid

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from assistant.bootstrap import Application
    from assistant.inbox import Stored
    from integrations.wechat.protocol import Incoming

UPLOAD = "/cgi-bin/media/upload"
# --- in the body, or by itself ----------------------------------------------------------------------------------------


async def test_a_quick_answer_is_the_body_of_its_request_and_costs_nothing(deployed: Deployment) -> None:
    async with deployed.running() as line:
        told = await line.wechat.says(ALICE, FIRST)
        assert (told.outcome, told.posts) == ("reply", 1)
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply
        await line.rests()
        (row,) = await line.outbox()
        assert (row.state, row.route, row.reason) == ("sent", "passive", None)
    assert line.wechat.sends() == []
    assert line.wechat.left(ALICE) == 5


async def test_a_slow_answer_is_acknowledged_in_time_and_follows_by_itself(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        (told,) = await asked_slowly(line, ALICE, FIRST)
        assert (told.outcome, told.body, told.posts) == ("accepted", b"success", 1)
        assert line.wechat.seen(ALICE) == []
        line.pace.release(FIRST)
        (seen,) = await line.wechat.sees(ALICE)
        assert seen.via == "service"
        assert answer_to(FIRST) in seen.text
        await line.rests()
        assert await line.ended() == Counter({("sent", "service"): 1})
    assert line.wechat.left(ALICE) == 4


async def test_a_slow_answer_of_an_account_that_may_not_send_is_promised_and_fetched(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        (told,) = await asked_slowly(line, ALICE, FIRST)
        assert told.reply == wording.STILL_LOOKING
        assert FETCH in told.reply
        line.pace.release(FIRST)
        await line.rests()
        assert len(line.wechat.seen(ALICE)) == 1
        fetched = await line.wechat.says(ALICE, FETCH)
        assert fetched.reply is not None
        assert FIRST in fetched.reply
        assert answer_to(FIRST) in fetched.reply
        await line.rests()
        assert await line.ended() == Counter({("sent", "passive"): 1})
    assert line.pace.ran == [FIRST]
    assert line.wechat.sends() == []


async def test_who_comes_for_an_answer_too_early_waits_for_it(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, FIRST)
        coming = asyncio.create_task(line.wechat.says(ALICE, FETCH))
        await line.received(2)
        line.pace.release(FIRST)
        told = await coming
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply


async def test_no_answer_leaves_after_wechat_has_hung_up(base: Application, empty: Path, tmp_path: Path) -> None:
    users = [openid(number) for number in range(40)]
    takes = {user: 3.3 + number / len(users) for number, user in enumerate(users)}

    async def answers(stored: Stored, _: Incoming) -> Answer:
        await asyncio.sleep(takes[stored.user])
        return Answer.saying("答案", stored.id)

    with WeChatServer() as wechat:  # the true five seconds: a busy machine must not look like a late answer
        async with Deployment.fresh(wechat, base, empty, tmp_path).running(answers=answers, patience=4.0) as line:
            told = await asyncio.gather(*(wechat.says(user, FIRST) for user in users))
            await asyncio.gather(*(wechat.sees(user) for user in users))
            await line.rests()
            ended = await line.ended()
    assert Counter(one.posts for one in told) == {1: len(users)}
    assert Counter(one.outcome for one in told).keys() == {"reply", "accepted"}
    assert [wechat.texts(user) for user in users] == [["答案"]] * len(users)
    assert ended.keys() == {("sent", "passive"), ("sent", "service")}


async def test_a_long_answer_begins_in_the_body_and_goes_on_by_itself(deployed: Deployment) -> None:
    deployed.pace.answers[FIRST] = LONG
    async with deployed.running(ticking=False) as line:
        told = await line.wechat.says(ALICE, FIRST)
        first, second = await line.wechat.sees(ALICE, 2)
        await line.rests()
        assert (first.via, second.via) == ("passive", "service")
        assert told.reply == first.text
        assert wording.LABEL_CONTINUED in first.text
        assert await line.ended() == Counter({("sent", "service"): 1})
    assert line.wechat.left(ALICE) == 4


async def test_an_answer_whose_request_was_hung_up_on_follows_by_itself(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        line.pace.hold(FIRST)
        line.wechat.act(actions.text(ALICE, FIRST))
        dropped = await line.wechat.send(line.wechat.sign(actions.text(ALICE, FIRST)), within=0.1)
        assert dropped.outcome == "timeout"
        line.pace.release(FIRST)
        (seen,) = await line.wechat.sees(ALICE)
        assert seen.via == "service"
        await line.rests()
        assert await line.ended() == Counter({("sent", "service"): 1})


# --- under way, and given up ------------------------------------------------------------------------------------------


async def test_a_message_whose_process_died_is_answered_by_the_next(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, patience=IMPATIENT) as died:
        died.pace.hold(FIRST)
        await died.wechat.says(ALICE, FIRST)
        for task in asyncio.all_tasks():
            if task.get_name().startswith(("wechat ", "turn ")):
                task.cancel()
    deployed.pace.release(FIRST)
    async with deployed.running():
        (seen,) = await deployed.wechat.sees(ALICE)
    assert answer_to(FIRST) in seen.text
    assert deployed.pace.ran == [FIRST]


async def test_what_cannot_be_answered_is_tried_again_and_then_said_so(deployed: Deployment) -> None:
    tried: list[str] = []

    async def answers(stored: Stored, _: Incoming) -> Answer:
        tried.append(stored.id)
        raise OSError(stored.id)

    async with deployed.running(ticking=False, answers=answers, patience=IMPATIENT) as line:
        assert (await line.wechat.says(ALICE, FIRST)).outcome == "accepted"
        for attempt in range(MOST_ATTEMPTS + 1):
            await line.idle()
            line.wechat.clock.advance(AGAIN_AFTER * 2**attempt)
            await line.account.webhook.take_up()
        await line.idle()
    assert len(tried) == MOST_ATTEMPTS + 1
    assert line.wechat.texts(ALICE) == [wording.FAILED]


async def test_above_what_can_be_worked_on_nobody_waits_and_everybody_is_told(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.wechat.webhook.MOST_HELD", 0)
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        assert (await line.wechat.says(ALICE, FIRST)).reply == wording.STILL_LOOKING
        await line.rests()
        fetched = await line.wechat.says(ALICE, FETCH)
        assert fetched.reply is not None
        assert answer_to(FIRST) in fetched.reply


async def test_a_flood_is_told_once_to_slow_down_and_holds_nobody_up(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, patience=0.6) as line:
        line.pace.hold(FIRST)
        flood = [asyncio.create_task(line.wechat.says(ALICE, FIRST)) for _ in range(100)]
        await line.received(MESSAGES_A_MINUTE)
        told = await line.wechat.says(BOB, SECOND)
        assert told.reply is not None
        assert answer_to(SECOND) in told.reply
        answered = Counter(one.reply for one in await asyncio.gather(*flood))
        line.pace.release(FIRST)
        await line.rests()
    (sentence,) = (reply for reply in answered if reply is not None)
    assert sentence.startswith("发得有点快")
    assert answered == {sentence: 1, None: 99}
    assert line.pace.ran.count(FIRST) == MESSAGES_A_MINUTE


# --- what else is sent ------------------------------------------------------------------------------------------------


async def test_the_last_message_is_kept_for_the_receipt_of_a_ticket(deployed: Deployment) -> None:
    async def answers(stored: Stored, incoming: Incoming) -> Answer:
        found = Answer.saying(await line.pace.answer(incoming.text), stored.id)
        if incoming.text != "登记":
            return found
        assert found.reply is not None
        calls = [{"name": "open_ticket", "arguments": {}, "result": {}}]
        return Answer(found.reply.model_validate(found.reply.model_dump() | {"tool_calls": calls}), turn=False)

    async with deployed.running(ticking=False, answers=answers) as line:
        await asked_slowly(line, ALICE, *ASKED[:5], "登记")
        line.pace.release(*ASKED[:5], "登记")
        await line.rests()
        texts = line.wechat.texts(ALICE)
        assert [place(texts, question) for question in (*ASKED[:5], "登记")] == [[0], [1], [2], [3], [], [4]]
        assert line.wechat.left(ALICE) == 0
        told = await line.wechat.says(ALICE, SECOND)
        assert told.reply is not None
        assert answer_to(ASKED[4]) in told.reply
    assert {send.errcode for send in line.wechat.sends()} == {0}


async def test_the_chart_of_a_diagnosis_follows_as_a_picture_that_is_uploaded_once(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        for words in ("做快速诊断", *"2222222222", "看诊断结果"):
            told = await line.wechat.says(ALICE, words)
            assert told.reply
            await line.rests()
        seen = [one for one in line.wechat.seen(ALICE) if one.kind == "image"]
        assert [one.via for one in seen] == ["service"] * 2
        assert len({one.content["image"]["media_id"] for one in seen}) == 1
        assert line.wechat.calls[UPLOAD] == 1
        picture = line.wechat.world.file(seen[0].content["image"]["media_id"])
        assert picture.data.startswith(b"\x89PNG")
        assert {row.state for row in await line.outbox()} == {"sent"}


async def test_what_an_operator_says_reaches_the_user_who_has_not_written(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        await line.rests()
        await operator_says(line, "接手", tool="take_hand_off")
        words = ("你好", "请把退回的通知发我", "拍照就行")
        for said in words:
            await operator_says(line, said)
        await line.account.look()
        came = line.wechat.seen(ALICE)[1:]
        assert [one.via for one in came] == ["service"] * 4
        assert "张工已接入" in came[0].text
        assert [one.text for one in came[1:]] == [f"【工作人员 张工】{said}" for said in words]
        await line.wechat.says(ALICE, "好的，我马上发")
        await operator_says(line, "收到了")
        await line.rests()
        assert line.wechat.texts(ALICE)[-1] == "【工作人员 张工】收到了"
        assert {row.state for row in await line.outbox()} == {"sent"}


async def operator_says(line: Line, text: str, tool: str | None = None) -> None:
    """Let a person of the platform type, or press something, in a conversation of theirs."""
    number = f"operator-{len(text)}-{text}"
    await line.application.conversation.reply(
        Message(
            id=number,
            conversation="desk",
            channel="batch",
            user="张工",
            role="operator",
            text=text,
            tool=tool,
            now=line.wechat.clock(),
        )
    )
