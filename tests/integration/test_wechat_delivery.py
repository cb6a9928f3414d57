"""Answers reach people on WeChat: in the body of the request or by themselves, in order, one at a time, all of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest

from assistant.deliveries import Answer
from assistant.messages import Message
from assistant.outbox import MOST_CARRIED
from integrations.wechat import wording
from integrations.wechat.webhook import AGAIN_AFTER, MESSAGES_A_MINUTE, MOST_ATTEMPTS
from tests.fakes.wechat_account import IMPATIENT, LONG, Deployment, Line, migrated, shelf
from tests.fakes.wechat_server import WeChatServer, actions, openid

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
    with WeChatServer() as server:
        yield server


@pytest.fixture
def deployed(wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path) -> Deployment:
    return Deployment.fresh(wechat, base, empty, tmp_path)


def answer_to(question: str) -> str:
    return f"答“{question}”。"


def place(texts: list[str], question: str) -> list[int]:
    """Where in what a user received a question is answered."""
    return [number for number, text in enumerate(texts) if answer_to(question) in text]


async def asked_slowly(line: Line, user: str, *questions: str) -> list[Exchange]:
    """Let a user ask, one question after the other, what takes longer than their requests wait."""
    webhook, told = line.account.webhook, []
    usual, webhook._patience = webhook._patience, IMPATIENT
    line.pace.hold(*questions)
    stored = len(await line.inbox())
    for number, question in enumerate(questions, stored + 1):
        told.append(asyncio.create_task(line.wechat.says(user, question)))
        await line.received(number)
    found = list(await asyncio.gather(*told))
    webhook._patience = usual
    return found


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
    takes = {user: 0.3 + number / len(users) for number, user in enumerate(users)}

    async def answers(stored: Stored, _: Incoming) -> Answer:
        await asyncio.sleep(takes[stored.user])
        return Answer.saying("答案", stored.id)

    with WeChatServer(scale=0.25) as wechat:
        async with Deployment.fresh(wechat, base, empty, tmp_path).running(answers=answers, patience=4.1 / 4) as line:
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


# --- all of them ------------------------------------------------------------------------------------------------------


@dataclass
class Crowd:
    """Many people who each ask a few things over half a minute; what that takes is 0.1 to 60 s, more often little.

    Attributes:
        messages: How many they send in all.
        scale: What times are multiplied by.
        said: Who has asked what.
        takes: How long the answer to each takes.
    """

    messages: int
    scale: float
    said: dict[str, str] = field(init=False)
    takes: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(2)
        self.said = {f"第{number}问": openid(number % (self.messages // 2)) for number in range(self.messages)}
        self.takes = {words: 0.1 * 600 ** self.random.random() * self.scale for words in self.said}

    async def answers(self, stored: Stored, incoming: Incoming) -> Answer:
        await asyncio.sleep(self.takes[incoming.text])
        return Answer.saying(f"答{incoming.text}。", stored.id)

    async def ask(self, wechat: WeChatServer) -> None:
        async def ask(words: str, user: str, after: float) -> None:
            await asyncio.sleep(after)
            await wechat.says(user, words)

        after = {words: self.random.uniform(0, 30) * self.scale for words in self.said}
        await asyncio.gather(*(ask(words, user, after[words]) for words, user in self.said.items()))

    def unanswered(self, wechat: WeChatServer) -> list[str]:
        return [w for w, user in self.said.items() if not any(f"答{w}。" in text for text in wechat.texts(user))]


async def test_every_answer_reaches_its_user_however_long_it_takes(deployed: Deployment) -> None:
    crowd = Crowd(300, 0.05)
    async with deployed.running(answers=crowd.answers, patience=4.1 * crowd.scale) as line:
        await crowd.ask(line.wechat)
        await line.rests()
        ended = await line.ended()
    assert crowd.unanswered(line.wechat) == []
    assert {state for state, _ in ended} == {"sent"}
    assert sum(ended.values()) == crowd.messages
    assert {send.errcode for send in line.wechat.sends()} == {0}


async def test_where_the_account_may_not_send_every_answer_is_promised_and_there_at_the_next_move(
    deployed: Deployment,
) -> None:
    deployed.wechat.account.verified = False
    crowd = Crowd(200, 0.05)
    crowd.takes["最先问的"] = 1.0
    async with deployed.running(answers=crowd.answers, patience=4.1 * crowd.scale) as line:
        told = await line.wechat.says(openid(10_000), "最先问的")
        assert told.outcome == "accepted"  # before anybody knew
        await line.rests()
        assert not await line.account.sender.may_push()
        await crowd.ask(line.wechat)
        await line.rests()
        waiting = {row.user for row in await line.outbox() if row.state == "waiting"} - {openid(10_000)}
        assert len(waiting) > crowd.messages / 10
        assert all(wording.STILL_LOOKING in line.wechat.texts(user) for user in waiting)
        await asyncio.gather(*(line.wechat.says(user, FETCH) for user in waiting))
        assert crowd.unanswered(line.wechat) == []
        await line.wechat.says(openid(10_000), FETCH)
        await line.rests()
        assert await line.ended() == Counter({("sent", "passive"): crowd.messages + 1})
    assert len(line.wechat.sends()) == 1


# --- in order ---------------------------------------------------------------------------------------------------------


async def test_two_questions_in_a_second_are_both_answered_in_order(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        told = await asyncio.gather(*(line.wechat.says(ALICE, question) for question in (FIRST, SECOND)))
        assert [one.outcome for one in told] == ["reply", "reply"]
        await line.rests()
        assert line.pace.ran == [row.content["text"] for row in await line.inbox()]
    texts = line.wechat.texts(ALICE)
    assert sorted(place(texts, FIRST) + place(texts, SECOND)) == [0, 1]


@pytest.mark.parametrize("verified", ["auto", "false"])
async def test_a_quick_answer_comes_after_the_slow_one_before_it(deployed: Deployment, verified: str) -> None:
    async with deployed.running(ticking=False, wechat_verified=verified) as line:
        await asked_slowly(line, ALICE, FIRST, SECOND)
        line.pace.release(SECOND)
        assert line.pace.ran == []
        line.pace.release(FIRST)
        await line.rests()
        if verified == "false":
            await line.wechat.says(ALICE, FETCH)
    text = "\n".join(line.wechat.texts(ALICE))
    assert text.index(answer_to(FIRST)) < text.index(answer_to(SECOND))
    assert line.pace.ran == [FIRST, SECOND]


async def test_an_answer_that_is_being_sent_is_not_overtaken_by_the_next_in_its_request(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with deployed.running(ticking=False) as line:
        send = line.account.client.send_text
        later: set[asyncio.Task[Exchange]] = set()

        async def slowly(user: str, text: str) -> None:
            await asyncio.wait(later, timeout=0.3)
            await send(user, text)

        monkeypatch.setattr(line.account.client, "send_text", slowly)
        await asked_slowly(line, ALICE, FIRST)
        later.add(asyncio.create_task(line.wechat.says(ALICE, SECOND)))
        await line.received(2)
        line.pace.release(FIRST)
        await line.wechat.sees(ALICE, 2)
        await asyncio.wait(later)
    texts = line.wechat.texts(ALICE)
    assert (place(texts, FIRST), place(texts, SECOND)) == ([0], [1])


async def test_answers_that_wait_come_together_with_the_next(deployed: Deployment) -> None:
    waiting = ASKED[: MOST_CARRIED - 1]
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, *waiting)
        line.pace.release(*waiting)
        await line.rests()
        told = await line.wechat.says(ALICE, ASKED[5])
        assert told.reply is not None
        at = [told.reply.index(answer_to(question)) for question in (*waiting, ASKED[5])]
        assert at == sorted(at)
        assert all(question in told.reply for question in waiting)
        await line.rests()
        assert await line.ended() == Counter({("sent", "passive"): MOST_CARRIED})


async def test_what_is_too_much_for_one_message_comes_with_the_next_move(deployed: Deployment) -> None:
    waiting = ASKED[:6]
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        await asked_slowly(line, ALICE, *waiting)
        line.pace.release(*waiting)
        await line.rests()
        for _ in range(2):
            await line.wechat.says(ALICE, FETCH)
            await line.rests()
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
        await line.rests()
        told = await line.wechat.says(ALICE, "给工作人员的话")
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply


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
