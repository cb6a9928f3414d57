"""What WeChat posts: each kind of it is answered as it should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from assistant.consents import Consents
from integrations.wechat import wording
from integrations.wechat.webhook import PATIENCE
from tests.fakes.wechat_account import IMPATIENT, Line
from tests.fakes.wechat_asking import FIRST, SECOND, TEMPLATE, answer_to
from tests.fakes.wechat_outbox import ALICE, BOB
from tests.fakes.wechat_server import actions

if TYPE_CHECKING:
    from tests.fakes.wechat_server import Action

LINE = re.compile(r'msgmenuid=([0-9a-f]{32}-\d)">([^<]+)</a>')


SAID = {
    "text": (actions.text(ALICE, FIRST), answer_to(FIRST)),
    "voice that was understood": (actions.voice(ALICE, recognition=FIRST), answer_to(FIRST)),
    "voice that was not": (actions.voice(ALICE, recognition=""), wording.VOICE_UNHEARD),
    "voice without recognition": (actions.voice(ALICE), wording.VOICE_UNHEARD),
    "nothing but blanks": (actions.text(ALICE, "  \n"), wording.EMPTY_RECEIVED),
    "a picture": (actions.image(ALICE), wording.IMAGE_RECEIVED),
    "a film": (actions.video(ALICE), wording.VIDEO_RECEIVED),
    "a short film": (actions.video(ALICE, short=True), wording.VIDEO_RECEIVED),
    "a place": (actions.location(ALICE, 23.4, 113.2, "狮岭镇"), wording.LOCATION_RECEIVED),
    "a page": (actions.link(ALICE, "补贴", "申报指南", "https://example.cn/1"), wording.LINK_RECEIVED),
    "a follow": (actions.subscribe(ALICE), "我是数智助手"),
    "a follow by a code": (actions.subscribe(ALICE, "hall_3"), "我是数智助手"),
    "a follow by an invitation": (actions.subscribe(ALICE, "b_ABCD2345"), "邀请码"),
    "a scan": (actions.scan(ALICE, "hall_3"), wording.WELCOME_BACK),
    "a scan of an invitation": (actions.scan(ALICE, "b_ABCD2345"), "邀请码"),
    "a tap on the menu": (actions.click(ALICE, "start_diagnosis"), "想做哪一种诊断"),
    "a tap on a menu that is gone": (actions.click(ALICE, "no_such_tool"), wording.UNKNOWN_KEY),
    "a scan from the menu": (actions.scancode(ALICE, "no_such_tool", "x", waiting=True), wording.UNKNOWN_KEY),
}


@pytest.mark.parametrize("kind", SAID)
async def test_each_kind_of_message_gets_what_it_should(line: Line, kind: str) -> None:
    action, words = SAID[kind]
    told = await line.wechat.post(action)
    assert told.reply is not None
    assert words.partition("\n")[0] in told.reply
    assert [row.state for row in await line.inbox()] == ["done"]


HEARD = {
    "a page opened": actions.view(ALICE, "https://sz.example/h5"),
    "an unfollow": actions.unsubscribe(ALICE),
    "a template message": actions.template_sent(ALICE, 7),
    "an event nobody knows": actions.event(ALICE, "wifi_connected"),
    "a message nobody knows": actions.message(ALICE, "sticker"),
    "a notice sent": actions.notice_sent(ALICE, TEMPLATE, 7),
}


@pytest.mark.parametrize("kind", HEARD)
async def test_what_needs_no_answer_is_acknowledged_and_noted(line: Line, kind: str) -> None:
    with capture_logs() as logs:
        told = await line.wechat.post(HEARD[kind])
        await line.rests()
    assert (told.outcome, told.body, told.posts) == ("accepted", b"success", 1)
    assert [row.state for row in await line.inbox()] == ["done"]
    assert await line.outbox() == []
    unknown = [log["name"] for log in logs if log["event"] == "wechat_unknown"]
    assert unknown == ([HEARD[kind].name] if "nobody knows" in kind else [])


async def test_what_is_said_of_notices_is_kept(line: Line) -> None:
    consents = Consents(line.application.database, line.wechat.clock)

    async def left_after(action: Action) -> dict[str, int]:
        line.wechat.clock.advance(1)
        assert (await line.wechat.post(action)).body == b"success"
        await line.idle()
        return dict(await consents.all_left("wechat", ALICE))

    assert await left_after(actions.notice_popup(ALICE, {TEMPLATE: True, "oAnother": True})) == {"ticket": 1}
    assert await left_after(actions.notice_popup(ALICE, {TEMPLATE: True})) == {"ticket": 2}
    assert await left_after(actions.notice_popup(ALICE, {TEMPLATE: False})) == {"ticket": 2}
    assert await left_after(actions.notice_changed(ALICE, TEMPLATE)) == {}
    assert line.wechat.seen(ALICE) == []


async def asked(line: Line, user: str = ALICE) -> dict[str, str]:
    """Let the first question of a diagnosis be asked; returns what may be tapped: titles by ids."""
    told = await line.wechat.says(user, "做快速诊断")
    assert told.reply is not None
    return dict(LINE.findall(told.reply))


async def test_a_tap_on_a_line_of_an_answer_presses_what_it_stands_for(line: Line) -> None:
    (_, (choice, title), *_) = (await asked(line)).items()
    told = await line.wechat.post(actions.choose(ALICE, title, choice))
    assert told.reply is not None
    assert f"记下：{title}。" in told.reply
    assert "第 2/10 题" in told.reply


async def test_a_number_that_is_typed_presses_the_line_with_that_number(line: Line) -> None:
    titles = [*(await asked(line)).values()]
    told = await line.wechat.says(ALICE, "3")
    assert told.reply is not None
    assert f"记下：{titles[2]}。" in told.reply


async def test_a_number_without_a_line_is_taken_as_words(line: Line) -> None:
    await line.wechat.says(ALICE, FIRST)
    told = await line.wechat.says(ALICE, "7")
    assert told.reply is not None
    assert "记下" not in told.reply


@pytest.mark.parametrize("choice", ["0" * 32 + "-1", "not-ours", "x", "-1", "{turn}-9", "{turn}-0"])
async def test_a_line_that_is_gone_is_taken_as_what_it_says(line: Line, choice: str) -> None:
    told = await line.wechat.says(ALICE, FIRST)
    assert told.reply is not None
    turn = (await line.outbox())[0].turn_id
    tapped = await line.wechat.post(actions.choose(ALICE, SECOND, choice.format(turn=turn)))
    assert tapped.reply is not None
    assert answer_to(SECOND) in tapped.reply


async def test_nobody_presses_what_another_was_offered(line: Line) -> None:
    offered = await asked(line, BOB)
    told = await line.wechat.post(actions.choose(ALICE, FIRST, next(iter(offered))))
    assert told.reply is not None
    assert answer_to(FIRST) in told.reply
    assert "第 1/10 题" not in told.reply


async def test_a_line_of_an_older_answer_still_presses_what_it_stood_for(line: Line) -> None:
    offered = await asked(line)
    await line.wechat.says(ALICE, "先到这")
    (choice, title) = next(iter(offered.items()))
    told = await line.wechat.post(actions.choose(ALICE, title, choice))
    assert told.reply is not None
    assert answer_to(title) not in told.reply


async def test_who_unfollows_and_comes_back_is_known(line: Line) -> None:
    line.pace.hold(FIRST)
    line.account.webhook._patience = IMPATIENT
    await line.wechat.says(ALICE, FIRST)
    await line.wechat.post(actions.unsubscribe(ALICE))
    line.pace.release(FIRST)
    await line.rests()
    assert line.wechat.sends(ALICE) == []
    line.account.webhook._patience = PATIENCE
    told = await line.wechat.post(actions.subscribe(ALICE))
    assert told.reply is not None
    assert answer_to(FIRST) in told.reply
    assert "我是数智助手" in told.reply
