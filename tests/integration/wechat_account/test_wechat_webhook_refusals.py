"""What is posted to the account and is not WeChat's is refused; each mode and key of an account is understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from integrations.wechat.protocol import LARGEST_POST
from tests.fakes.wechat_asking import FIRST, answer_to
from tests.fakes.wechat_outbox import ALICE
from tests.fakes.wechat_server import WeChatServer, actions
from tools.database.models import Received

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fakes.wechat_account import Deployment, Line
    from tests.fakes.wechat_server import Signed

OTHER_KEY = "ABCDEFGabcdefghijklmnopqrstuvwxyz0123456789"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))


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
