"""What WeChat posts: taken once, refused where it is not WeChat's, and each kind of it answered as it should be."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from structlog.testing import capture_logs

from assistant.consents import Consents
from integrations.wechat import wording
from integrations.wechat.protocol import LARGEST_POST
from integrations.wechat.webhook import PATIENCE
from tests.fakes.wechat_account import IMPATIENT, LONG, Deployment, Line, migrated, shelf, until
from tests.fakes.wechat_server import WeChatServer, actions, openid
from tools.database.models import Received

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from assistant.bootstrap import Application
    from assistant.deliveries import Due
    from tests.fakes.wechat_server import Action, Signed

ALICE, BOB = openid(1), openid(2)
FIRST, SECOND, FETCH = "数据安全有什么要求", "数据备份有什么要求", "看答案"
TEMPLATE = "oTemplateOfTickets-1"
OTHER_KEY = "ABCDEFGabcdefghijklmnopqrstuvwxyz0123456789"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
LINE = re.compile(r'msgmenuid=([0-9a-f]{32}-\d)">([^<]+)</a>')


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """Whose library all share."""
    return shelf(built_library)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    return migrated(tmp_path_factory.mktemp("webhook") / "empty.db")


@pytest.fixture
def wechat() -> Iterator[WeChatServer]:
    with WeChatServer() as server:
        yield server


@pytest.fixture
def deployed(wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path) -> Deployment:
    return Deployment.fresh(wechat, base, empty, tmp_path)


@pytest.fixture
async def line(deployed: Deployment) -> AsyncIterator[Line]:
    templates = f"ticket={TEMPLATE}"
    async with deployed.running(ticking=False, log_level="INFO", wechat_notice_templates=templates) as opened:
        yield opened


def answer_to(question: str) -> str:
    return f"答“{question}”。"


# --- the same again ---------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("asking", [SECOND, FETCH])
async def test_all_that_was_lost_with_a_reply_is_given_again(deployed: Deployment, asking: str) -> None:
    async with deployed.running(ticking=False, wechat_verified="false") as line:
        line.pace.hold(FIRST)
        line.account.webhook._patience = IMPATIENT
        await line.wechat.says(ALICE, FIRST)
        line.account.webhook._patience = PATIENCE
        line.pace.release(FIRST)
        await line.rests()
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
        line.pace.hold(FIRST)
        line.account.webhook._patience = IMPATIENT
        await line.wechat.says(ALICE, FIRST)
        line.account.webhook._patience = PATIENCE
        line.pace.release(FIRST)
        await line.rests()
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


# --- not WeChat's -----------------------------------------------------------------------------------------------------


def hostile(wechat: WeChatServer) -> dict[str, str]:
    """Posts that are rightly signed and nothing WeChat would post."""
    good = actions.text(ALICE, FIRST).xml(wechat.account.name, 1_795_000_000, "24500000000000001")
    return {
        "nothing": "",
        "no xml": "hello",
        "json": '{"ToUserName": "gh"}',
        "another root": good.replace("xml>", "html>"),
        "cut off": good[:-9],
        "a bomb of entities": good.replace("<xml>", f"<!DOCTYPE xml [{LAUGHS}]><xml>").replace(FIRST, "&l8;"),
        "an entity from outside": f'<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]>{good}',
        "deeply nested": "<xml>" + "<a>" * 5000 + "</a>" * 5000 + "</xml>",
        "many parts": good.replace("</xml>", "<a/>" * 5000 + "</xml>"),
        "nobody's": re.sub(r"<FromUserName>.*?</FromUserName>", "", good),
        "somebody twice": good.replace("</xml>", "<FromUserName>x</FromUserName></xml>"),
        "a name without an end": good.replace(ALICE, "o" * 5000),
        "no type": good.replace("MsgType", "Kind"),
        "no id": re.sub(r"<MsgId>.*?</MsgId>", "", good),
        "no time": good.replace("1795000000", "soon"),
        "a control character": good.replace(FIRST, "\x01"),
    }


HOSTILE = tuple(hostile(WeChatServer()))


@pytest.mark.parametrize("mode", ["plain", "safe"])
async def test_what_wechat_would_never_post_is_refused_and_nothing_is_stored(
    deployed: Deployment, wechat: WeChatServer, mode: Any
) -> None:
    async with deployed.running(ticking=False, **keys_for(mode)) as line:
        wechat.account.mode = mode
        for name, xml in hostile(wechat).items():
            answer = await wechat.send(wechat.sign(actions.text(ALICE, FIRST), mode=mode, xml=xml))
            assert (name, answer.status) == (name, 400)
            assert answer.body == b""
        assert await line.rows(Received) == []
        assert (await wechat.says(ALICE, FIRST)).reply is not None
    assert set(HOSTILE) == set(hostile(wechat))


def keys_for(mode: str) -> dict[str, Any]:
    """Give the settings of an account in a mode: where there is a key, plain posts are refused."""
    return {"wechat_encoding_aes_key": None} if mode == "plain" else {}


async def test_where_there_is_a_key_nobody_posts_plainly_under_a_signature_that_was_seen(
    deployed: Deployment, wechat: WeChatServer
) -> None:
    async with deployed.running(ticking=False) as line:
        answer = await wechat.send(wechat.sign(actions.text(ALICE, FIRST), mode="plain"))
        assert answer.status == 403
        assert await line.rows(Received) == []


_PLAIN: dict[str, Any] = {"mode": "plain"}


def forged(wechat: WeChatServer) -> list[Signed]:
    """Posts somebody else might make."""
    action, plain = actions.text(ALICE, FIRST), _PLAIN
    return [
        wechat.sign(action, token="guessed"),
        wechat.sign(action, token="guessed", **plain),
        wechat.sign(action, aes_key=OTHER_KEY),
        wechat.sign(action, app_id="wx0000000000000000"),
        wechat.sign(action, msg_signature="0" * 40),
        wechat.sign(action, signature="0" * 40, **plain),
        wechat.sign(action, signature="", **plain),
        wechat.sign(action, timestamp="0"),
    ]


async def test_what_is_not_signed_by_wechat_or_not_for_us_is_refused(line: Line, wechat: WeChatServer) -> None:
    for post in forged(wechat):
        answer = await wechat.send(post)
        assert (answer.status, answer.body) == (403, b"")
    assert await line.rows(Received) == []


async def test_the_whole_server_verifies_answers_and_refuses(deployed: Deployment, wechat: WeChatServer) -> None:
    async with deployed.server() as url:
        assert (await wechat.verify()).outcome == "accepted"
        assert (await wechat.verify(signature="0" * 40)).status == 403
        assert (await wechat.verify(echostr="<script>")).status == 403
        told = await wechat.says(ALICE, FIRST)
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply
        post = wechat.sign(actions.text(ALICE, FIRST))

        async def chunks(size: int) -> AsyncIterator[bytes]:
            for _ in range(size // 1024):
                yield b"x" * 1024

        async with httpx.AsyncClient(trust_env=False) as http:
            large = [
                await http.post(post.url, content=b"x" * (LARGEST_POST + 1), headers=post.headers),
                await http.post(post.url, content=chunks(LARGEST_POST + 2048), headers=post.headers),
                await http.post(post.url, content=b"x" * (1 << 20), headers=post.headers),
            ]
            other = [await http.request(method, f"{url}/wechat") for method in ("GET", "POST", "PUT", "DELETE")]
        assert [answer.status_code for answer in large] == [413] * 3
        assert [answer.status_code for answer in other] == [403, 403, 405, 405]


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
async def test_every_mode_is_understood_and_answered_in_its_way(
    deployed: Deployment, wechat: WeChatServer, mode: Any
) -> None:
    wechat.account.mode = mode
    async with deployed.running(ticking=False, **keys_for(mode)):
        told = await wechat.says(ALICE, FIRST)
        assert told.reply is not None
        assert answer_to(FIRST) in told.reply
        assert (b"<Encrypt>" in told.body) == (mode != "plain")


async def test_an_account_without_a_key_is_served_plainly(deployed: Deployment, wechat: WeChatServer) -> None:
    wechat.account.mode = "plain"
    async with deployed.running(ticking=False, wechat_encoding_aes_key=None):
        assert (await wechat.says(ALICE, FIRST)).reply is not None
        assert (await wechat.send(wechat.sign(actions.text(ALICE, FIRST), mode="safe"))).status == 403


async def test_after_a_change_of_keys_both_are_understood(deployed: Deployment, wechat: WeChatServer) -> None:
    keys: dict[str, Any] = {"wechat_encoding_aes_key": OTHER_KEY, "wechat_previous_aes_key": wechat.account.aes_key}
    async with deployed.running(ticking=False, **keys) as line:
        old = await wechat.send(wechat.sign(actions.event(ALICE, "something")))
        assert old.body == b"success"
        wechat.account.aes_key = OTHER_KEY
        assert (await wechat.says(ALICE, FIRST)).reply is not None
        assert len(await line.inbox()) == 2
    async with deployed.running(ticking=False, wechat_encoding_aes_key=OTHER_KEY):
        old_key = keys["wechat_previous_aes_key"]
        assert (await wechat.send(wechat.sign(actions.text(ALICE, FIRST), aes_key=old_key))).status == 403


async def test_while_keys_change_a_reply_is_encrypted_as_its_post_was(
    deployed: Deployment, wechat: WeChatServer
) -> None:
    keys: dict[str, Any] = {"wechat_encoding_aes_key": OTHER_KEY, "wechat_previous_aes_key": wechat.account.aes_key}
    async with deployed.running(ticking=False, **keys):
        assert (await wechat.says(ALICE, FIRST)).reply is not None


# --- kinds ------------------------------------------------------------------------------------------------------------

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
