"""Answers reach people on WeChat: in the body of the request or by themselves, in order, one at a time, all of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from assistant.messages import Message
from assistant.outbox import MOST_CARRIED, Answer
from integrations.wechat import wording
from integrations.wechat.channel import MOST_AT_ONCE
from integrations.wechat.webhook import AGAIN_AFTER, MESSAGES_OF_A_USER, MOST_ATTEMPTS
from tests.fakes.wechat_account import LONG, QUICK, SCALE, Deployment, Line, migrated, shelf
from tests.fakes.wechat_server import UNAVAILABLE, Clock, Hang, WeChatServer, actions, openid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.bootstrap import Application
    from assistant.inbox import Stored
    from integrations.wechat.protocol import Incoming
    from tests.fakes.wechat_server import Exchange

SEND, UPLOAD = "/cgi-bin/message/custom/send", "/cgi-bin/media/upload"
ALICE, BOB = openid(1), openid(2)
FIRST, SECOND = "数据安全有什么要求", "数据备份有什么要求"
ASKED = (FIRST, SECOND, "网络防护有什么要求", "访问控制有什么要求", "日志审计有什么要求", "供应商管理有什么要求")
FETCH = "看答案"


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """Whose library all share."""
    return shelf(built_library)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    return migrated(tmp_path_factory.mktemp("delivery") / "empty.db")


@pytest.fixture
def wechat() -> Iterator[WeChatServer]:
    with WeChatServer(clock=Clock(), scale=SCALE) as server:
        yield server


@pytest.fixture
def deployed(wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path) -> Deployment:
    return Deployment.fresh(wechat, base, empty, tmp_path)


def answer_to(question: str) -> str:
    return f"答“{question}”。"


def place(texts: list[str], question: str) -> list[int]:
    """Where in what a user received a question is answered."""
    return [number for number, text in enumerate(texts) if answer_to(question) in text]


async def rests(line: Line) -> None:
    """Wait until nothing is being worked out, sent or carried."""
    await line.idle()
    await line.account.look()
    while any(row.state == "sending" for row in await line.outbox()):
        await asyncio.sleep(0.005)


async def asked_slowly(line: Line, user: str, *questions: str) -> list[Exchange]:
    """Let a user ask, one question after the other, what takes longer than their requests wait."""
    line.pace.hold(*questions)
    told = []
    for question in questions:
        task = asyncio.create_task(line.wechat.says(user, question))
        while not any(question in str(row.content) for row in await line.inbox()):
            await asyncio.sleep(0.005)
        told.append(task)
    return list(await asyncio.gather(*told))


# --- in the body, or by itself ----------------------------------------------------------------------------------------


async def test_a_quick_answer_is_the_body_of_its_request_and_costs_nothing(deployed: Deployment) -> None:
    async with deployed.running() as line:
        told = await line.wechat.says(ALICE, FIRST)
        assert (told.outcome, told.posts) == ("reply", 1)
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply
        await rests(line)
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
        await rests(line)
        assert await line.ended() == Counter({("sent", "service"): 1})
    assert line.wechat.left(ALICE) == 4


async def test_a_slow_answer_of_an_account_that_may_not_send_is_promised_and_fetched(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        (told,) = await asked_slowly(line, ALICE, FIRST)
        assert told.reply == wording.STILL_LOOKING
        assert FETCH in told.reply
        line.pace.release(FIRST)
        await rests(line)
        assert len(line.wechat.seen(ALICE)) == 1
        fetched = await line.wechat.says(ALICE, FETCH)
        assert fetched.reply is not None
        assert FIRST in fetched.reply
        assert answer_to(FIRST) in fetched.reply
        await rests(line)
        assert await line.ended() == Counter({("sent", "passive"): 1})
        assert (await line.wechat.says(ALICE, FETCH)).reply != fetched.reply
    assert line.pace.ran == [FIRST]
    assert line.wechat.sends() == []


async def test_who_comes_for_an_answer_too_early_waits_for_it(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, FIRST)
        coming = asyncio.create_task(line.wechat.says(ALICE, FETCH))
        while len(await line.inbox()) < 2:
            await asyncio.sleep(0.005)
        line.pace.release(FIRST)
        told = await coming
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply


async def test_no_answer_leaves_after_wechat_has_hung_up(deployed: Deployment) -> None:
    users = [openid(number) for number in range(40)]
    durations = {user: QUICK * (0.7 + 0.6 * number / len(users)) for number, user in enumerate(users)}

    async def answers(stored: Stored, _: Incoming) -> Answer:
        await asyncio.sleep(durations[stored.user])
        return Answer.saying("答案", stored.id)

    async with deployed.running(answers=answers) as line:
        told = await asyncio.gather(*(line.wechat.says(user, FIRST) for user in users))
        await asyncio.gather(*(line.wechat.sees(user) for user in users))
        await rests(line)
        assert set((await line.ended())) <= {("sent", "passive"), ("sent", "service")}
    assert Counter(one.posts for one in told) == {1: len(users)}
    assert Counter(one.outcome for one in told).keys() == {"reply", "accepted"}
    assert [line.wechat.texts(user) for user in users] == [["答案"]] * len(users)


async def test_a_long_answer_begins_in_the_body_and_goes_on_by_itself(deployed: Deployment) -> None:
    deployed.pace.answers[FIRST] = LONG
    async with deployed.running(ticking=False) as line:
        told = await line.wechat.says(ALICE, FIRST)
        first, second = await line.wechat.sees(ALICE, 2)
        await rests(line)
        assert (first.via, second.via) == ("passive", "service")
        assert told.reply == first.text
        assert wording.LABEL_CONTINUED in first.text
        assert await line.ended() == Counter({("sent", "service"): 1})
    assert line.wechat.left(ALICE) == 4


async def test_an_answer_whose_request_was_hung_up_on_follows_by_itself(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.wechat.webhook.HANG_UP_AFTER", 0.0)
    async with deployed.running(patience=5.0, ticking=False) as line:
        line.pace.hold(FIRST)
        line.wechat.act(actions.text(ALICE, FIRST))
        dropped = await line.wechat.send(line.wechat.sign(actions.text(ALICE, FIRST)), within=0.1)
        assert dropped.outcome == "timeout"
        line.pace.release(FIRST)
        (seen,) = await line.wechat.sees(ALICE)
        assert seen.via == "service"
        await rests(line)
        assert await line.ended() == Counter({("sent", "service"): 1})


# --- all of them ------------------------------------------------------------------------------------------------------


def durations(count: int, random: Random) -> list[float]:
    """How long answers take: from 0.1 to 60 seconds, the short ones more often."""
    return [0.1 * 600 ** random.random() for _ in range(count)]


async def many(line: Line, messages: int, scale: float) -> dict[str, str]:
    """Let half as many users as there are messages ask twice, spread over some time; returns who has asked what."""
    random = Random(1)
    users = [openid(number % (messages // 2)) for number in range(messages)]
    said = {f"第{number}问": user for number, user in enumerate(users)}

    async def ask(words: str, user: str) -> None:
        await asyncio.sleep(random.uniform(0, 20) * scale)
        await line.wechat.says(user, words)

    await asyncio.gather(*(ask(words, user) for words, user in said.items()))
    return said


@pytest.mark.parametrize("verified", [True, False])
async def test_every_answer_reaches_its_user_however_long_it_takes(
    base: Application, empty: Path, tmp_path: Path, *, verified: bool
) -> None:
    scale, messages = 0.05, 300
    takes = durations(messages, Random(2))

    async def answers(stored: Stored, incoming: Incoming) -> Answer:
        await asyncio.sleep(takes[int(incoming.text.strip("第问"))] * scale)
        return Answer.saying(f"答{incoming.text}。", stored.id)

    with WeChatServer(scale=0.1, verified=verified) as wechat:
        deployed = Deployment.fresh(wechat, base, empty, tmp_path)
        async with deployed.running(answers=answers, patience=4.1 * scale) as line:
            said = await many(line, messages, scale)
            await rests(line)
            waiting = {row.user for row in await line.outbox() if row.state == "waiting"}
            told = [wechat.texts(user) for user in waiting]
            if verified:
                assert waiting == set()
            else:
                # All but those who asked before it was known that the account may not send.
                promised = sum(any(text == wording.STILL_LOOKING for text in texts) for texts in told)
                assert promised > len(waiting) / 2 > 10
                await asyncio.gather(*(wechat.says(user, FETCH) for user in waiting))
            await rests(line)
            ended = await line.ended()
    reached = [words for words, user in said.items() if any(f"答{words}。" in text for text in wechat.texts(user))]
    assert len(reached) == messages
    assert {state for state, _ in ended} == {"sent"}
    assert sum(ended.values()) == messages
    assert not any(UNAVAILABLE in wechat.texts(user) for user in said.values())
    if verified:
        assert {send.errcode for send in wechat.sends()} == {0}


# --- in order ---------------------------------------------------------------------------------------------------------


async def test_two_questions_in_a_second_are_both_answered_in_order(deployed: Deployment) -> None:
    async with deployed.running() as line:
        told = await asyncio.gather(*(line.wechat.says(ALICE, question) for question in (FIRST, SECOND)))
        assert [one.outcome for one in told] == ["reply", "reply"]
        await rests(line)
    texts = line.wechat.texts(ALICE)
    assert sorted(place(texts, FIRST) + place(texts, SECOND)) == [0, 1]
    assert [call for call in line.pace.ran] == [row.content["text"] for row in await stored_in(deployed)]


async def stored_in(deployed: Deployment) -> list[Any]:
    async with deployed.application() as application:
        return await Line(application, None, deployed.wechat, deployed.pace).inbox()  # type: ignore[arg-type]


@pytest.mark.parametrize("verified", ["auto", "false"])
async def test_a_quick_answer_comes_after_the_slow_one_before_it(deployed: Deployment, verified: str) -> None:
    async with deployed.running(ticking=False, wechat_verified=verified) as line:
        line.pace.hold(FIRST)
        first = asyncio.create_task(line.wechat.says(ALICE, FIRST))
        while not await line.inbox():
            await asyncio.sleep(0.005)
        second = await line.wechat.says(ALICE, SECOND)
        assert second.outcome == ("accepted" if verified == "auto" else "reply")
        await first
        line.pace.release(FIRST)
        await rests(line)
        if verified == "false":
            await line.wechat.says(ALICE, FETCH)
    text = "\n".join(line.wechat.texts(ALICE))
    assert text.index(answer_to(FIRST)) < text.index(answer_to(SECOND))
    assert line.pace.ran == [FIRST, SECOND]


async def test_an_answer_that_is_being_sent_is_not_overtaken_in_the_body_of_a_later_request(
    deployed: Deployment,
) -> None:
    async with deployed.running(ticking=False, patience=2.0) as line:
        deployed.wechat.world.script.add(SEND, Hang(0.1))
        line.pace.hold(FIRST)
        first = await line.wechat.send(line.wechat.sign(actions.text(ALICE, FIRST)), within=0.05)
        line.wechat.act(actions.text(ALICE, FIRST))
        assert first.outcome == "timeout"
        line.account.webhook._waiters.clear()
        second = asyncio.create_task(line.wechat.says(ALICE, SECOND))
        while len(await line.inbox()) < 2:
            await asyncio.sleep(0.005)
        line.pace.release(FIRST)
        await line.wechat.sees(ALICE, 2)
        await second
    texts = line.wechat.texts(ALICE)
    assert (place(texts, FIRST), place(texts, SECOND)) == ([0], [1])


async def test_answers_that_wait_come_together_with_the_next(deployed: Deployment) -> None:
    waiting = ASKED[: MOST_CARRIED - 1]
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, *waiting)
        line.pace.release(*waiting)
        await rests(line)
        told = await line.wechat.says(ALICE, ASKED[5])
        assert told.reply is not None
        at = [told.reply.index(answer_to(question)) for question in (*waiting, ASKED[5])]
        assert at == sorted(at)
        assert all(question in told.reply for question in waiting)
        await rests(line)
        assert await line.ended() == Counter({("sent", "passive"): MOST_CARRIED})


async def test_what_is_too_much_for_one_message_comes_with_the_next_move(deployed: Deployment) -> None:
    waiting = ASKED[:6]
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, *waiting)
        line.pace.release(*waiting)
        await rests(line)
        for _ in range(2):
            await line.wechat.says(ALICE, FETCH)
            await rests(line)
        assert await line.ended() == Counter({("sent", "passive"): len(waiting)})
    text = "\n".join(line.wechat.texts(ALICE))
    assert [text.count(answer_to(question)) for question in waiting] == [1] * len(waiting)


async def test_what_waits_comes_along_where_there_is_nothing_else_to_say(deployed: Deployment) -> None:
    async def answers(stored: Stored, incoming: Incoming) -> Answer:
        if incoming.text != FIRST:
            return Answer()
        return Answer.saying(await line.pace.answer(FIRST), stored.id)

    async with deployed.running(ticking=False, answers=answers, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, FIRST)
        line.pace.release(FIRST)
        await rests(line)
        told = await line.wechat.says(ALICE, "给工作人员的话")
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply


# --- under way, and given up ------------------------------------------------------------------------------------------


async def test_a_message_whose_process_died_is_answered_by_the_next(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as died:
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

    async with deployed.running(ticking=False, answers=answers) as line:
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
        await rests(line)
        fetched = await line.wechat.says(ALICE, FETCH)
        assert fetched.reply is not None
        assert answer_to(FIRST) in fetched.reply


async def test_a_flood_is_told_once_to_slow_down_and_holds_nobody_up(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        line.pace.hold(FIRST)
        flood = [asyncio.create_task(line.wechat.says(ALICE, FIRST)) for _ in range(100)]
        while len(line.account.webhook.working) < MESSAGES_OF_A_USER.amount:
            await asyncio.sleep(0.005)
        told = await line.wechat.says(BOB, SECOND)
        assert told.reply is not None
        assert answer_to(SECOND) in told.reply
        answered = Counter(one.reply for one in await asyncio.gather(*flood))
        line.pace.release(FIRST)
        await rests(line)
    (sentence,) = (reply for reply in answered if reply is not None)
    assert sentence.startswith("发得有点快")
    assert answered == {sentence: 1, None: 99}
    assert line.pace.ran.count(FIRST) == MESSAGES_OF_A_USER.amount


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
        await rests(line)
        texts = line.wechat.texts(ALICE)
        assert [place(texts, question) for question in (*ASKED[:5], "登记")] == [[0], [1], [2], [3], [], [4]]
        assert line.wechat.left(ALICE) == 0
        told = await line.wechat.says(ALICE, SECOND)
        assert told.reply is not None
        assert answer_to(ASKED[4]) in told.reply
    assert {send.errcode for send in line.wechat.sends()} == {0}


async def test_the_chart_of_a_diagnosis_follows_as_a_picture_that_is_uploaded_once(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, patience=2.0) as line:
        for words in ("开始诊断", *"3224213222", "看诊断结果"):
            told = await line.wechat.says(ALICE, words)
            assert told.reply
            await rests(line)
        seen = [one for one in line.wechat.seen(ALICE) if one.kind == "image"]
        assert [one.via for one in seen] == ["service"] * len(seen)
        assert len(seen) == 2
        assert len({one.content["image"]["media_id"] for one in seen}) == 1
        assert line.wechat.calls[UPLOAD] == 1
        picture = line.wechat.world.file(seen[0].content["image"]["media_id"])
        assert picture.data.startswith(b"\x89PNG")
        assert {row.state for row in await line.outbox()} == {"sent"}


async def test_what_an_operator_says_reaches_the_user_who_has_not_written(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, patience=2.0) as line:
        await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        await rests(line)
        before = len(line.wechat.seen(ALICE))
        await operator_says(line, "接手", tool="take_hand_off")
        await operator_says(line, "你好，请把退回的通知发我")
        await line.account.look()
        (seen,) = (await line.wechat.sees(ALICE, before + 1))[before:]
        assert seen.via == "service"
        assert "请把退回的通知发我" in seen.text
        await line.wechat.says(ALICE, "好的，我马上发")
        await operator_says(line, "收到了")
        await line.account.look()
        assert "收到了" in (await line.wechat.sees(ALICE, before + 2))[-1].text
        assert {(row.state, row.purpose) for row in await line.outbox() if row.purpose == "relay"} == {
            ("sent", "relay")
        }


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


async def test_users_nothing_can_be_said_to_now_keep_nobody_waiting(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        assert MOST_AT_ONCE > 0
        await line.account.look()
        assert line.wechat.calls == {}
