"""The way into the pages inside WeChat: WeChat says who somebody is, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import jwt

from integrations.web.visitors import COOKIE, Visitors
from integrations.wechat.sessions import PENDING, SESSION
from tests.fakes.wechat_pages import ALICE, BOB, KEY, PUBLIC, phone, said_of

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from tests.fakes.wechat_server import Clock, WeChatServer


async def test_wechat_says_once_who_somebody_is_for_twelve_hours(
    app: Application, wechat: WeChatServer, clock: Clock
) -> None:
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5/notices?purpose=ticket")
        assert answer.status_code == 200
        assert "工单进展" in said_of(answer)
        went = urlsplit(browser.visited[0])
        asked = parse_qs(went.query)
        assert asked["scope"] == ["snsapi_base"]
        assert asked["redirect_uri"] == [f"{PUBLIC}/h5/back"]
        assert len(asked["state"][0]) >= 32
        assert browser.visited[-1] == "/h5/notices?purpose=ticket"
        seen = len(browser.visited)
        assert (await browser.open("/h5")).status_code == 200
        assert len(browser.visited) == seen, "who is known is not asked"
        clock.advance(timedelta(hours=12))
        await browser.open("/h5")
        assert len(browser.visited) > seen


async def test_cookies_are_for_these_pages_and_no_script(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        back, _ = await browser.sent()
        went = browser.client.cookies.jar
        kept = {cookie.name: cookie for cookie in went}
        assert kept[PENDING].path == "/h5"
        answer = await browser.client.get(back)
    headers = [value for value in answer.headers.get_list("set-cookie") if value.startswith("shuzhi_h5")]
    session = next(value for value in headers if value.startswith(f"{SESSION}="))
    for part in ("HttpOnly", "Path=/h5", "SameSite=lax", "Secure", "Max-Age=43200"):
        assert part in session
    assert any(value.startswith(f'{PENDING}="";') and "Max-Age=0" in value for value in headers)
    token = session.partition(";")[0].partition("=")[2]
    claims = jwt.decode(token, KEY, ["HS256"], audience=SESSION, options={"verify_exp": False})
    assert claims["sub"] == ALICE


async def test_a_state_that_is_missing_wrong_or_used_lets_nobody_in(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        back, brought = await browser.sent()
        wrong = await browser.client.get("/h5/back", params={**brought, "state": "0" * 32})
        assert wrong.status_code == 400
        assert "登录没有完成" in said_of(wrong)
        assert '<a class="lead" href="/h5">重新进入</a>' in wrong.text
        assert (await browser.client.get(back)).status_code == 400, "what was refused is not taken later"
        for params in ({}, {"code": brought["code"]}, {"state": brought["state"]}):
            assert (await browser.client.get("/h5/back", params=params)).status_code == 400
        assert browser.client.cookies.get(SESSION) is None
        back, _ = await browser.sent()
        assert (await browser.client.get(back)).status_code == 302
        assert (await browser.client.get(back)).status_code == 400, "a state is good once"
        assert wechat.calls["/sns/oauth2/access_token"] == 1
    async with phone(app, wechat, BOB) as mallory, phone(app, wechat) as victim:
        planted, _ = await mallory.sent()
        await victim.sent()
        assert (await victim.client.get(planted)).status_code == 400
        assert victim.client.cookies.get(SESSION) is None


async def test_nobody_stays_on_the_way_for_long(app: Application, wechat: WeChatServer, clock: Clock) -> None:
    async with phone(app, wechat) as browser:
        back, _ = await browser.sent()
        clock.advance(timedelta(minutes=10))
        assert (await browser.client.get(back)).status_code == 400


async def test_a_code_that_is_no_good_sends_back_once_and_no_more(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        wechat.fail("/sns/oauth2/access_token", 40029)
        assert (await browser.open("/h5/tickets")).status_code == 200
        assert wechat.calls["/connect/oauth2/authorize"] == 2
        assert browser.visited[-1] == "/h5/tickets"
    async with phone(app, wechat, BOB) as browser:
        wechat.fail("/sns/oauth2/access_token", 40163, 40029, forever=True)
        answer = await browser.open("/h5/tickets")
        assert answer.status_code == 400
        assert '<a class="lead" href="/h5/tickets">重新进入</a>' in answer.text
        assert wechat.calls["/connect/oauth2/authorize"] == 4


async def test_when_wechat_fails_the_page_says_so(app: Application, wechat: WeChatServer) -> None:
    wechat.fail("/sns/oauth2/access_token", 40125, forever=True)
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5")
        assert answer.status_code == 502
        assert "暂时登录不了" in said_of(answer)


async def test_without_the_accounts_secret_the_pages_are_closed(app: Application, wechat: WeChatServer) -> None:
    app.settings.wechat_app_secret = None
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5")
        assert answer.status_code == 503
        assert "还没有开通" in said_of(answer)


async def test_no_other_signed_word_of_ours_lets_anybody_in(
    app: Application, wechat: WeChatServer, clock: Clock
) -> None:
    until = clock() + timedelta(hours=1)
    async with phone(app, wechat) as browser:
        await browser.client.get("/h5")
        forged = {
            "pending": browser.client.cookies.get(PENDING),
            "visitor": Visitors(KEY, app.clock).issue(ALICE)[1],
            "unsigned": jwt.encode({"sub": ALICE, "aud": SESSION, "exp": until}, "", "none"),
            "other key": jwt.encode({"sub": ALICE, "aud": SESSION, "exp": until}, "x" * 40, "HS256"),
            "no end": jwt.encode({"sub": ALICE, "aud": SESSION}, KEY, "HS256"),
            "nobody": jwt.encode({"sub": "", "aud": SESSION, "exp": until}, KEY, "HS256"),
            "noise": "x",
        }
        for name, token in forged.items():
            answer = await browser.client.get("/h5", headers={"cookie": f"{SESSION}={token}"})
            assert answer.status_code == 302, name
        ours = jwt.encode({"sub": ALICE, "aud": SESSION, "exp": until}, KEY, "HS256")
        assert (await browser.client.get("/h5", headers={"cookie": f"{SESSION}={ours}"})).status_code == 200
        assert Visitors(KEY, app.clock).read(ours) is None, "nor does this one open the chat"
        assert COOKIE != SESSION
