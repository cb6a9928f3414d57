"""Answers reach people on WeChat: all of them, in order, one at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest

from assistant.deliveries import Answer
from assistant.outbox import MOST_CARRIED
from integrations.wechat import wording
from tests.fakes.wechat_asking import ASKED, FETCH, FIRST, SECOND, answer_to, asked_slowly, place
from tests.fakes.wechat_outbox import ALICE
from tests.fakes.wechat_server import WeChatServer, openid

if TYPE_CHECKING:
    from assistant.inbox import Stored
    from integrations.wechat.protocol import Incoming
    from tests.fakes.wechat_account import Deployment
    from tests.fakes.wechat_server import Exchange

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
