"""The fake of WeChat towards webhooks and pages: what it posts, what it makes of answers, and who is looking."""

from __future__ import annotations

import asyncio
import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.responses import Response
from wechatpy import WeChatOAuth
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatClientException, WeChatOAuthException

from tests.fakes.wechat_server import UNAVAILABLE, Clock, Hang, WeChatProcess, WeChatServer, actions, openid
from tests.fakes.wechat_server.counterpart import Client, Desk, Raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.wechat_server import Action
    from tests.fakes.wechat_server.world import Mode

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
ALICE, BOB = openid(1), openid(2)
MODES: tuple[Mode, ...] = ("plain", "compatible", "safe")
HASTY = 0.02
"""Times five seconds: a tenth of one."""


@pytest.fixture(scope="module")
def running_desk() -> Iterator[Desk]:
    desk = Desk()
    with desk.served:
        yield desk


@pytest.fixture
def desk(running_desk: Desk) -> Desk:
    running_desk.reset()
    return running_desk


@pytest.fixture
def wechat(desk: Desk) -> Iterator[WeChatServer]:
    with WeChatServer(desk.url, clock=Clock(NOW)) as server:
        desk.wechat = server
        yield server


@pytest.fixture
def client(wechat: WeChatServer) -> Client:
    return Client(wechat)


# --- posts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
async def test_a_passive_reply_reaches_the_user_in_every_mode(wechat: WeChatServer, desk: Desk, mode: Mode) -> None:
    wechat.account.mode = mode
    told = await wechat.says(ALICE, "你好 <b>&")
    assert (told.outcome, told.reply, told.posts, told.status) == ("reply", "回 你好 <b>&", 1, 200)
    assert desk.taken[0].content == "你好 <b>&"
    assert str(desk.taken[0].id) == told.message_id
    assert (await wechat.verify()).outcome == "accepted"


KINDS: list[tuple[Action, str, dict[str, Any]]] = [
    (actions.text(ALICE, "hi"), "text", {"content": "hi"}),
    (actions.text(ALICE, "a ]]> b"), "text", {"content": "a ]]> b"}),
    (actions.voice(ALICE, "m", "听到"), "voice", {"media_id": "m", "recognition": "听到", "format": "amr"}),
    (actions.voice(ALICE, "m"), "voice", {"recognition": None}),
    (actions.image(ALICE, "m", "http://p"), "image", {"media_id": "m", "image": "http://p"}),
    (actions.video(ALICE, "m"), "video", {"thumb_media_id": "m-thumb"}),
    (actions.video(ALICE, short=True), "shortvideo", {}),
    (actions.location(ALICE, 23.4, 113.2, "花都"), "location", {"location": ("23.4", "113.2"), "label": "花都"}),
    (actions.link(ALICE, "t", "d", "http://u"), "link", {"title": "t", "description": "d", "url": "http://u"}),
    (actions.subscribe(ALICE), "event", {"event": "subscribe"}),
    (actions.subscribe(ALICE, "b_1"), "event", {"event": "subscribe_scan", "scene_id": "b_1"}),
    (actions.unsubscribe(ALICE), "event", {"event": "unsubscribe"}),
    (actions.scan(ALICE, "b_1"), "event", {"event": "scan", "scene_id": "b_1"}),
    (actions.click(ALICE, "K"), "event", {"event": "click", "key": "K"}),
    (actions.view(ALICE, "http://u"), "event", {"event": "view", "url": "http://u"}),
    (actions.scancode(ALICE, "K", "r"), "event", {"event": "scancode_push", "scan_result": "r"}),
    (actions.scancode(ALICE, "K", "r", waiting=True), "event", {"event": "scancode_waitmsg", "scan_type": "qrcode"}),
    (actions.template_sent(ALICE, 7), "event", {"event": "templatesendjobfinish", "status": "success"}),
    (actions.message(ALICE, "hologram", {"X": 1}), "unknown", {}),
    (actions.event(ALICE, "levitate"), "unknown", {}),
]


@pytest.mark.parametrize(("action", "kind", "expected"), KINDS, ids=lambda value: getattr(value, "name", ""))
async def test_every_kind_of_post_is_what_a_parser_expects(
    wechat: WeChatServer, desk: Desk, action: Action, kind: str, expected: dict[str, Any]
) -> None:
    desk.always(Response("success"))
    told = await wechat.post(action)
    message = desk.taken[0]
    assert told.outcome == "accepted"
    assert message.type == kind
    assert {name: getattr(message, name) for name in expected} == expected
    assert (message.source, message.target) == (ALICE, wechat.account.name)
    assert message.time == int(NOW.timestamp())
    assert (told.message_id is None) == action.event


async def test_a_tapped_item_carries_its_id_and_answers_to_consent_their_lists(
    wechat: WeChatServer, desk: Desk
) -> None:
    desk.always(Response(""))
    await wechat.post(actions.choose(ALICE, "甲", "m1"))
    await wechat.post(actions.notice_popup(ALICE, {"T1": True, "T2": False}))
    choice, popup = (message._data for message in desk.taken)
    assert (choice["MsgType"], choice["bizmsgmenuid"]) == ("text", "m1")
    assert [one["SubscribeStatusString"] for one in popup["SubscribeMsgPopupEvent"]["List"]] == ["accept", "reject"]
    assert wechat.person(ALICE).consents == {"T1": 1}


async def test_without_an_answer_the_same_message_comes_three_times(desk: Desk) -> None:
    with WeChatServer(desk.url, scale=HASTY) as wechat:
        desk.wechat, desk.answer = wechat, desk.never
        told = await wechat.says(ALICE, "hi")
        assert [attempt.outcome for attempt in told.attempts] == ["timeout"] * 3
        assert {(message.id, message.time) for message in desk.taken} == {(int(told.message_id or 0), told.created)}
        assert wechat.texts(ALICE) == [UNAVAILABLE]
        assert wechat.left(ALICE) == 5
        wechat.webhook = "http://127.0.0.1:1/"
        told = await wechat.post(actions.click(ALICE, "K"))
        assert [attempt.outcome for attempt in told.attempts] == ["unreachable"] * 3


async def test_a_second_post_may_be_the_one_that_is_answered(desk: Desk) -> None:
    async def late(message: Any) -> str | Response:
        return await (desk.never(message) if len(desk.taken) == 1 else desk.echo(message))

    with WeChatServer(desk.url, scale=HASTY * 5) as wechat:
        desk.wechat, desk.answer = wechat, late
        told = await wechat.says(ALICE, "hi")
        assert (told.outcome, told.posts, told.reply) == ("reply", 2, "回 hi")
        assert wechat.texts(ALICE) == ["回 hi"]


def reply(**changes: str) -> str:
    fields = {"ToUserName": ALICE, "FromUserName": "gh_0a1b2c3d4e5f", "MsgType": "text", "Content": "好"} | changes
    inner = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items())
    return f"<xml><CreateTime>1</CreateTime>{inner}</xml>"


WRONG: dict[str, tuple[Response, str]] = {
    "json": (Response('{"ok": true}'), "no XML"),
    "broken": (Response("<xml><a></xml>"), "no XML"),
    "status": (Response("success", 500), "status 500"),
    "moved": (Response(headers={"location": "/"}, status_code=302), "status 302"),
    "not swapped": (Response(reply(ToUserName="gh_0a1b2c3d4e5f", FromUserName=ALICE)), "swapped"),
    "empty": (Response(reply(Content="")), "empty"),
    "long": (Response(reply(Content="好" * 683)), "2048"),
    "kind": (Response(reply(MsgType="html")), "MsgType"),
    "bare": (Response(reply().replace("<![CDATA[好]]>", "好")), "CDATA: Content"),
    "root": (Response("<html><body>nginx</body></html>"), "root"),
    "entities": (Response(f'<!DOCTYPE xml [<!ENTITY a "b">]>{reply()}'), "document type"),
    "time": (Response(reply().replace("<CreateTime>1</CreateTime>", "")), "CreateTime"),
}


@pytest.mark.parametrize("name", WRONG)
async def test_an_answer_wechat_does_not_understand_shows_the_user_that_nobody_serves(
    wechat: WeChatServer, desk: Desk, name: str
) -> None:
    answer, problem = WRONG[name]
    wechat.account.mode = "plain"
    desk.always(answer)
    told = await wechat.says(ALICE, "hi")
    assert (told.outcome, told.posts) == ("refused", 1)
    assert problem in (told.problem or "")
    assert wechat.texts(ALICE) == [UNAVAILABLE]
    desk.always(Response(reply()))
    assert (await wechat.says(ALICE, "hi")).reply == "好"


async def test_a_reply_sealed_wrongly_is_refused(wechat: WeChatServer, desk: Desk) -> None:
    account = wechat.account

    def sealed(token: str = account.token, key: str = account.aes_key, app_id: str = account.app_id) -> Response:
        return Response(WeChatCrypto(token, key, app_id).encrypt_message(reply(), "nonce", "1"))

    for answer, problem in (
        (Response(reply()), "plain"),
        (sealed(token="x"), "signature"),
        (sealed(app_id="wx0"), "another account"),
        (sealed(key="Z" * 43), "decrypted"),
        (Response("<xml><Encrypt>x</Encrypt></xml>"), "decrypted"),
    ):
        desk.always(answer)
        told = await wechat.says(ALICE, "hi")
        assert problem in (told.problem or ""), problem
    desk.always(sealed())
    assert (await wechat.says(ALICE, "hi")).reply == "好"
    account.mode = "plain"
    desk.always(sealed())
    assert "encrypted" in ((await wechat.says(ALICE, "hi")).problem or "")


async def test_posts_made_by_hand_can_be_wrong_in_every_respect(wechat: WeChatServer, desk: Desk) -> None:
    action = actions.text(ALICE, "hi")
    post = wechat.sign(action, message_id="77", timestamp="1", nonce="n", created=5)
    assert (post.query["timestamp"], post.query["nonce"], post.message_id) == ("1", "n", "77")
    assert (await asyncio.gather(*(wechat.send(post) for _ in range(3))))[2].reply == "回 hi"
    assert [(message.id, message.time) for message in desk.taken] == [(77, 5)] * 3
    assert wechat.seen(ALICE) == []
    assert wechat.left(ALICE) == 0
    for wrong in (
        wechat.sign(action, signature="0"),
        wechat.sign(action, token="x"),
        wechat.sign(action, aes_key="Z" * 43),
        wechat.sign(action, app_id="wx0"),
        wechat.sign(action, msg_signature="0"),
        wechat.sign(action, xml="<xml>"),
    ):
        assert (await wechat.send(wrong)).status == 500
    assert (await wechat.verify(signature="0")).outcome == "refused"
    assert len(desk.taken) == 3


async def test_equal_posts_at_once_are_shown_to_the_user_once(wechat: WeChatServer, desk: Desk) -> None:
    told = await wechat.post(actions.text(ALICE, "hi"), copies=3)
    assert [attempt.reply for attempt in told.attempts] == ["回 hi"] * 3
    assert len({message.id for message in desk.taken}) == 1
    assert wechat.texts(ALICE) == ["回 hi"]


async def test_many_users_at_once_are_served_in_order(wechat: WeChatServer, desk: Desk) -> None:
    async def talk(user: str) -> None:
        for number in range(3):
            await wechat.says(user, str(number))

    users = [openid(number) for number in range(200)]
    await asyncio.gather(*map(talk, users))
    assert all(wechat.texts(user) == ["回 0", "回 1", "回 2"] for user in users)


async def test_what_arrives_later_can_be_waited_for(wechat: WeChatServer, desk: Desk, client: Client) -> None:
    desk.always(Response("success"))
    waiting = asyncio.create_task(wechat.sees(ALICE, 2))
    await wechat.says(ALICE, "hi")
    for words in ("1", "2"):
        await asyncio.to_thread(client.message.send_text, ALICE, words)
    assert [seen.text for seen in await waiting] == ["1", "2"]
    assert await wechat.until(lambda: wechat.calls["/cgi-bin/message/custom/send"] == 2)
    with pytest.raises(TimeoutError):
        await wechat.sees(BOB, within=0.01)


# --- files, codes, the menu, pages ------------------------------------------------------------------------------------


def test_files_are_kept_for_three_days(wechat: WeChatServer, client: Client) -> None:
    wechat.act(actions.text(ALICE, "hi"))
    media_id = client.media.upload("image", ("a.png", io.BytesIO(b"picture"), "image/png"))["media_id"]
    client.message.send_image(ALICE, media_id)
    assert client.media.download(media_id).content == b"picture"
    voice = wechat.keep_media("voice", b"#!AMR", "audio/amr")
    assert client.media.download(voice).content == b"#!AMR"
    wechat.clock.advance(timedelta(days=3))
    client.fetch_access_token()
    for call in (client.media.download, lambda media: client.message.send_image(ALICE, media)):
        with pytest.raises(WeChatClientException, match="40007"):
            call(media_id)
    for kind, data, expected in (("gif", b"x", "40004"), ("thumb", b"x" * 70_000, "40009"), ("image", b"", "41005")):
        with pytest.raises(WeChatClientException, match=expected):
            client.media.upload(kind, ("a", io.BytesIO(data), "image/png"))


async def test_a_code_is_followed_or_scanned_until_it_expires(wechat: WeChatServer, desk: Desk, client: Client) -> None:
    scene = {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "b_1"}}, "expire_seconds": 60}
    made = client.qrcode.create(scene)
    assert (made["expire_seconds"], set(made)) == (60, {"ticket", "url", "expire_seconds"})
    for _ in range(2):
        assert await wechat.scans(ALICE, made["ticket"])
    assert [message.event for message in desk.taken] == ["subscribe_scan", "scan"]
    assert (client.user.get(ALICE)["qr_scene_str"], client.user.get(ALICE)["subscribe"]) == ("b_1", 1)
    wechat.clock.advance(60)
    assert await wechat.scans(BOB, made["ticket"]) is None
    for wrong in ({"scene_str": ""}, {"scene_str": "x" * 65}, {"scene_id": 1}):
        with pytest.raises(WeChatClientException, match="40053"):
            client.qrcode.create(scene | {"action_info": {"scene": wrong}})


def test_the_menu_is_checked_and_told_in_both_shapes(client: Client) -> None:
    def below(number: int) -> list[dict[str, Any]]:
        return [{"type": "click", "name": "二级菜单", "key": str(one)} for one in range(number)]

    with pytest.raises(WeChatClientException, match="40016"):
        client.menu.create({"button": below(4)})
    for wrong, expected in (
        ({"name": "一级", "sub_button": below(6)}, "40023"),
        ({"name": "一级菜单太长", "type": "click", "key": "1"}, "40018"),
        ({"name": "一级", "type": "view"}, "40020"),
        ({"name": "一级", "type": "fly"}, "40017"),
        ({"name": "一级", "type": "click", "key": "k" * 129}, "40019"),
    ):
        with pytest.raises(WeChatClientException, match=expected):
            client.menu.create({"button": [wrong]})
    assert client.menu.get() is None
    client.menu.create({"button": [{"name": "一级", "sub_button": below(5)}]})
    assert client.menu.get()["menu"]["button"][0]["sub_button"] == below(5)
    assert client.menu.get_menu_info()["selfmenu_info"]["button"][0]["sub_button"]["list"] == below(5)
    client.menu.delete()
    assert client.menu.get_menu_info()["is_menu_open"] == 0


class OAuth(WeChatOAuth):  # type: ignore[misc]
    def __init__(self, wechat: WeChatServer, target: str, **options: str) -> None:
        super().__init__(wechat.account.app_id, wechat.account.secret, target, **options)
        self.API_BASE_URL, self.OAUTH_BASE_URL = f"{wechat.base_url}/", f"{wechat.base_url}/connect/"
        self._http.trust_env = False

    def visit(self, user: str | None) -> dict[str, list[str]]:
        headers = {} if user is None else {"x-wechat-openid": user}
        answer = httpx.get(self.authorize_url, headers=headers, trust_env=False)
        return parse_qs(urlsplit(answer.headers.get("location", "")).query)


def test_a_page_learns_who_is_looking_once_within_five_minutes(wechat: WeChatServer) -> None:
    page = OAuth(wechat, "http://127.0.0.1/me?tab=1", state="s1")
    assert page.visit(None) == {}
    back = page.visit(ALICE)
    assert (back["tab"], back["state"]) == (["1"], ["s1"])
    found = page.fetch_access_token(back["code"][0])
    assert (found["openid"], found["scope"]) == (ALICE, "snsapi_base")
    wechat.world.visitor = BOB
    late = page.visit(None)["code"][0]
    wechat.clock.advance(300)
    for spent in (back["code"][0], late, "x"):
        with pytest.raises(WeChatOAuthException, match="40029"):
            page.fetch_access_token(spent)
    with pytest.raises(WeChatOAuthException, match="48001"):
        page.get_user_info()
    wechat.account.domains = {"elsewhere.cn"}
    assert page.visit(ALICE) == {}


def test_more_than_the_openid_takes_the_visitors_word(wechat: WeChatServer) -> None:
    page = OAuth(wechat, "http://127.0.0.1/me", scope="snsapi_userinfo", state="s1")
    wechat.world.declining.add(BOB)
    assert page.visit(BOB) == {"state": ["s1"]}
    wechat.person(ALICE).unionid = "u1"
    page.fetch_access_token(page.visit(ALICE)["code"][0])
    assert page.get_user_info()["unionid"] == "u1"
    assert page.check_access_token()


def test_pages_are_signed_with_a_ticket_that_stays_the_same(wechat: WeChatServer, client: Client) -> None:
    ticket = client.jsapi.get_jsapi_ticket()
    assert client.jsapi.get_ticket()["ticket"] == ticket
    text = f"jsapi_ticket={ticket}&noncestr=n&timestamp=1&url=http://u"
    assert client.jsapi.get_jsapi_signature("n", ticket, 1, "http://u") == hashlib.sha1(text.encode()).hexdigest()
    wechat.clock.advance(7200)
    client.fetch_access_token()
    assert client.jsapi.get_ticket()["ticket"] != ticket


# --- another process --------------------------------------------------------------------------------------------------


def test_as_a_process_of_its_own_it_is_steered_over_http(desk: Desk) -> None:
    with WeChatServer() as described, WeChatProcess(webhook=desk.url, mode="safe", scale=2.0) as wechat:
        desk.wechat = described  # the same account
        told = wechat.post("text", ALICE, content="hi")
        assert (told["outcome"], told["reply"], told["posts"]) == ("reply", "回 hi", 1)
        calls = httpx.Client(base_url=wechat.base_url, trust_env=False, timeout=5)
        raw = Raw(described)
        raw.http.close()
        raw.http = calls
        token = raw.token()["access_token"]
        wechat.fail("custom/send", -1, Hang(0), user=ALICE)
        assert [raw.send(token, content="1") for _ in range(2)] == [-1, 0]
        wechat.set(visitor=ALICE, follow=[BOB], limits={"/cgi-bin/user/info": 0}, templates=["T1"])
        wechat.act("notice_popup", ALICE, choices={"T1": True})
        assert wechat.state(ALICE)["consents"] == {"T1": 1}
        assert wechat.texts(ALICE) == ["回 hi", "1"]
        assert [seen["via"] for seen in wechat.seen(ALICE)] == ["passive", "service"]
        assert [send["errcode"] for send in wechat.sends(ALICE)] == [-1, 0]
        state = wechat.state(ALICE)
        assert (state["left"], state["following"], state["tokens_issued"]) == (4, True, 1)
        assert state["calls"]["/cgi-bin/message/custom/send"] == 2
        wechat.advance(timedelta(hours=48))
        assert wechat.state(ALICE)["left"] == 0
        wechat.set(reject_tokens=True)
        assert raw.send(token) == 40001
        wechat.mend()
        wechat.set_clock(NOW)
        assert datetime.fromisoformat(wechat.state()["now"]) == NOW
        calls.close()
