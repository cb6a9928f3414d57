"""Calls to WeChat, against a server that plays it: what is asked for, and the access token."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from integrations.wechat.client import SERVICE, WeChatClient
from integrations.wechat.errors import Action
from tests.fakes.wechat_calls import NOW, SEND, TOKEN, USER, Pauses, calling, failing
from tests.fakes.wechat_server import Clock, Close, WeChatServer, actions, openid

if TYPE_CHECKING:
    from assistant.sharing import SharedValues

TEMPLATE = "tmpl-ticket"


# --- what is asked for ------------------------------------------------------------------------------------------------


async def test_words_arrive_as_they_were_written(client: WeChatClient, wechat: WeChatServer) -> None:
    text = "结论：能申请。\n“第8.3条” \\u4f60 😀 \ud83d]]>"
    await client.send_text(USER, text)
    assert wechat.texts(USER) == [text.replace("\ud83d", "?")]
    assert wechat.requests[-1].body.decode().find("能申请") > 0
    assert wechat.calls[TOKEN] == 1


async def test_a_picture_is_uploaded_and_sent(client: WeChatClient, wechat: WeChatServer) -> None:
    uploaded = await client.upload_image("图 1.png", b"\x89PNG")
    assert uploaded.expires_at == NOW + timedelta(days=3)
    kept = wechat.world.media[uploaded.media_id]
    assert (kept.kind, kept.data, kept.media_type) == ("image", b"\x89PNG", "image/png")
    await client.send_image(USER, uploaded.media_id)
    assert [seen.kind for seen in wechat.seen(USER)] == ["image"]
    assert (await failing(client.send_image(USER, "gone"))).action is Action.REUPLOAD


async def test_typing_shows_and_what_cannot_be_shown_is_no_failure(
    client: WeChatClient, wechat: WeChatServer, clock: Clock
) -> None:
    await client.typing(USER)
    assert wechat.person(USER).typing_until is not None
    await client.typing(USER)
    clock.advance(60)
    await client.typing(USER)
    assert wechat.calls["/cgi-bin/message/custom/typing"] == 3


async def test_a_notice_needs_consent(client: WeChatClient, wechat: WeChatServer) -> None:
    fields = {"thing1": "工单已受理", "time2": "2026-11-26 09:00"}
    wechat.act(actions.notice_popup(USER, {TEMPLATE: True}))
    await client.send_notice(USER, TEMPLATE, fields, "https://example.cn/h5/tickets")
    (sent,) = wechat.sends(USER)
    assert sent.content == {
        "touser": USER,
        "template_id": TEMPLATE,
        "data": {"thing1": {"value": "工单已受理"}, "time2": {"value": "2026-11-26 09:00"}},
        "page": "https://example.cn/h5/tickets",
    }
    assert (await failing(client.send_notice(USER, TEMPLATE, fields))).action is Action.NO_CONSENT
    assert "page" not in wechat.sends(USER)[-1].content


async def test_the_menu_is_made_read_and_taken_away(client: WeChatClient, wechat: WeChatServer) -> None:
    buttons = [{"type": "click", "name": "自测", "key": "start_diagnosis", "sub_button": []}]
    assert await client.get_menu() is None
    await client.create_menu(buttons)
    assert wechat.world.menu == {"button": buttons}
    found = await client.get_menu()
    assert found == tuple(buttons)
    await client.delete_menu()
    await client.delete_menu()
    assert await client.get_menu() is None


async def test_a_code_carries_a_scene(client: WeChatClient, wechat: WeChatServer) -> None:
    code = await client.qr_code("b_0123456789", 600)
    assert wechat.world.scenes[code.ticket].value == "b_0123456789"
    assert code.expires_at == wechat.world.scenes[code.ticket].until == NOW + timedelta(minutes=10)
    async with httpx.AsyncClient() as browser:
        assert (await browser.get(code.image_url)).headers["content-type"].startswith("image/")
    for scene, seconds in (("", 60), ("x" * 65, 60), ("x", 0), ("x", 2_592_001)):
        with pytest.raises(ValueError, match="a scene"):
            await client.qr_code(scene, seconds)


async def test_who_follows_is_known(client: WeChatClient, wechat: WeChatServer) -> None:
    wechat.act(actions.subscribe(openid(8), "b_1"))
    wechat.person(openid(8)).unionid = "union-8"
    told = await client.user_info(openid(8))
    assert (told.following, told.since, told.union_id, told.scene) == (True, NOW, "union-8", "b_1")
    wechat.act(actions.unsubscribe(openid(8)))
    told = await client.user_info(openid(8))
    assert (told.following, told.since, told.union_id, told.scene) == (False, None, None, None)
    assert (await failing(client.user_info(openid(9)))).action is Action.UNREACHABLE


async def test_a_browser_is_known_by_its_code_once(client: WeChatClient, wechat: WeChatServer) -> None:
    wechat.world.visitor = USER
    url = client.authorize_url("https://example.cn/h5/back?x=1&y=2", "s0me")
    async with httpx.AsyncClient() as browser:
        went = (await browser.get(url)).headers["location"]
    query = parse_qs(urlsplit(went).query)
    assert went.startswith("https://example.cn/h5/back?x=1&y=2&")
    assert query["state"] == ["s0me"]
    assert await client.openid_of(query["code"][0]) == USER
    assert (await failing(client.openid_of(query["code"][0]))).action is Action.BAD_CODE
    assert wechat.calls[TOKEN] == 0


async def test_pages_stand_with_wechat_unless_a_stand_in_is_named(values: SharedValues, clock: Clock) -> None:
    client = WeChatClient("wx1", SecretStr("x"), f"{SERVICE}/", values, clock)
    assert client.authorize_url("https://example.cn/", "a&b") == (
        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1&redirect_uri=https%3A%2F%2Fexample.cn%2F"
        "&response_type=code&scope=snsapi_base&state=a%26b#wechat_redirect"
    )
    await client.aclose()


async def test_a_page_is_signed_as_the_documentation_does(client: WeChatClient, values: SharedValues) -> None:
    ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    await values.put("wechat:js_ticket:wx0f1e2d3c4b5a6978", ticket, NOW + timedelta(hours=1))
    signed = await client.js_signature("http://mp.weixin.qq.com?params=value#top", "Wm3WZYTPz0wzccnW", 1414587457)
    plain = (
        f"jsapi_ticket={ticket}&noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=http://mp.weixin.qq.com?params=value"
    )
    assert signed == hashlib.sha1(plain.encode(), usedforsecurity=False).hexdigest()
    assert signed == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"


async def test_the_ticket_of_pages_is_fetched_once(client: WeChatClient, wechat: WeChatServer, clock: Clock) -> None:
    ticket = "/cgi-bin/ticket/getticket"
    assert len(set(await asyncio.gather(*(client.js_ticket() for _ in range(20))))) == 1
    assert wechat.calls[ticket] == 1
    clock.advance(timedelta(seconds=7200 - 301))
    await client.js_ticket()
    assert wechat.calls[ticket] == 1
    clock.advance(1)
    await client.js_ticket()
    assert wechat.calls[ticket] == 2


async def test_a_checkup_tells_what_wechat_sees(client: WeChatClient, wechat: WeChatServer) -> None:
    assert (await failing(client.callback_check())).action is Action.MISCONFIGURED
    wechat.webhook = "https://example.cn/wechat"
    told = await client.callback_check()
    assert (told.addresses, told.lost) == (("127.0.0.1",), ())
    assert await client.token_alive()


# --- the access token -------------------------------------------------------------------------------------------------


async def test_the_token_is_renewed_five_minutes_early(
    client: WeChatClient, wechat: WeChatServer, clock: Clock
) -> None:
    await asyncio.gather(*(client.typing(USER) for _ in range(20)))
    clock.advance(timedelta(seconds=7200 - 301))
    await client.token_alive()
    assert wechat.calls[TOKEN] == 1
    clock.advance(1)
    await asyncio.gather(*(client.token_alive() for _ in range(20)))
    assert wechat.calls[TOKEN] == 2


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
async def test_a_refused_token_is_renewed_and_the_call_made_once_more(
    client: WeChatClient, wechat: WeChatServer, errcode: int
) -> None:
    await client.token_alive()
    wechat.invalidate_tokens()
    wechat.fail("custom/send", errcode)
    await client.send_text(USER, "在的")
    assert wechat.texts(USER) == ["在的"]
    assert (wechat.calls[TOKEN], wechat.calls[SEND]) == (2, 2)
    assert not any(b"true" in request.body for request in wechat.requests if request.path == TOKEN)


async def test_a_token_refused_though_it_is_the_newest_is_renewed_by_force(
    client: WeChatClient, wechat: WeChatServer
) -> None:
    await client.token_alive()
    wechat.fail("custom/send", 40001)
    await client.send_text(USER, "在的")
    forced = [b'"force_refresh": true' in request.body for request in wechat.requests if request.path == TOKEN]
    assert forced == [False, False, True]
    assert wechat.world.tokens.issued == 2


async def test_a_token_refused_for_good_raises_the_alarm_and_no_storm(
    client: WeChatClient, wechat: WeChatServer, clock: Clock
) -> None:
    wechat.reject_tokens()
    with capture_logs() as logs:
        failure = await failing(client.send_text(USER, "在的"))
    assert (failure.errcode, failure.action, failure.uncertain) == (40001, Action.ALARM, False)
    assert [(line["action"], line["log_level"]) for line in logs if line["event"] == "WeChat call failed"] == [
        ("renew", "warning"),
        ("alarm", "error"),
    ]
    assert (wechat.calls[TOKEN], wechat.calls[SEND]) == (3, 2)
    later = [await failing(client.send_text(USER, "在的")) for _ in range(50)]
    assert {(error.errcode, error.action) for error in later} == {(None, Action.RETRY)}
    assert (wechat.calls[TOKEN], wechat.calls[SEND]) == (3, 52)
    clock.advance(30)
    assert not await client.token_alive()
    assert wechat.calls[TOKEN] == 5


async def test_forced_renewals_of_a_day_are_counted(client: WeChatClient, wechat: WeChatServer, clock: Clock) -> None:
    wechat.reject_tokens()
    for _ in range(15):
        clock.advance(30)
        assert not await client.token_alive()

    def forced() -> int:
        return sum(b'"force_refresh": true' in request.body for request in wechat.requests)

    assert forced() == 10
    clock.advance(timedelta(days=1))
    assert not await client.token_alive()
    clock.advance(30)
    assert not await client.token_alive()
    assert forced() > 10


@pytest.mark.parametrize(
    ("account", "errcode"), [({"app_id": "wx0"}, 40013), ({"secret": "wrong"}, 40125), ({}, 40164), ({}, 40001)]
)
async def test_wrong_settings_are_told_and_not_tried_again(
    wechat: WeChatServer, values: SharedValues, clock: Clock, pauses: Pauses, account: dict[str, str], errcode: int
) -> None:
    if errcode == 40164:
        wechat.account.whitelist = {"203.0.113.9"}
    if errcode == 40001:
        wechat.fail("stable_token", 40001)
    async with calling(wechat.base_url, wechat, values, clock, pauses, account=account) as client:
        failure = await failing(client.send_text(USER, "在的"))
        assert (failure.errcode, failure.action, failure.endpoint) == (errcode, Action.MISCONFIGURED, "stable_token")
        assert failure.address == ("127.0.0.1" if errcode == 40164 else None)
        assert (await failing(client.send_text(USER, "在的"))).action is Action.RETRY
    assert (wechat.calls[TOKEN], wechat.calls[SEND], pauses.seconds) == (1, 0, [])


async def test_a_token_that_does_not_come_leaves_nothing_uncertain(
    client: WeChatClient, wechat: WeChatServer, values: SharedValues
) -> None:
    wechat.fail("stable_token", Close(worked=True))
    failure = await failing(client.send_text(USER, "在的"))
    assert (failure.action, failure.uncertain, failure.endpoint) == (Action.RETRY, False, "stable_token")
    assert wechat.calls[SEND] == 0
