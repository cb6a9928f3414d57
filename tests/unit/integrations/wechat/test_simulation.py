"""WeChat's two sides as the terminal plays them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.wechat.protocol import Gate
from integrations.wechat.simulation.account import Account, written
from integrations.wechat.simulation.api import Api, Delivery
from integrations.wechat.simulation.phone import Phone, openid
from integrations.wechat.simulation.reading import Choice, passive, pushed

NOW = 1_790_000_000
AT = datetime.fromtimestamp(NOW, UTC)
PLAIN = Account("wx0123456789abcdef", "token1")
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=60
)


def gate(account: Account) -> Gate:
    return Gate(account.app_id, account.token, [account.aes_key] if account.aes_key else [])


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_phone_numbers_what_sends_words_and_shows_addresses() -> None:
    shown = pushed(
        {
            "msgtype": "text",
            "text": {
                "content": '见 <a href="https://x.cn/a?b=1&amp;c=2">全文</a>，'
                "或 <a href='weixin://bizmsgmenu?msgmenucontent=%E6%9F%A5%201&msgmenuid=7'>查一下</a>"
                '<a data-x="1" href="weixin://bizmsgmenu?msgmenuid=8">再问</a>'
                '<a href="https://x.cn">https://x.cn</a>'
            },
        }
    )
    assert shown.text == "见 全文 <https://x.cn/a?b=1&c=2>，或 [1] 查一下[2] 再问https://x.cn"
    assert shown.choices == (Choice("7", "查 1"), Choice("8", "再问"))


def test_a_choice_whose_number_stands_before_it_is_not_numbered_twice() -> None:
    tap = '<a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid={id}">{words}</a>'
    content = f"1. {tap.format(id=1, words='甲')}\n3. {tap.format(id=2, words='乙')}"
    assert pushed({"msgtype": "text", "text": {"content": content}}).text == "1. [甲]\n3. [2] 乙"


def test_a_menu_message_shows_its_entries() -> None:
    entries = [{"id": "a", "content": "是"}, {"id": "b", "content": "否"}]
    shown = pushed({"msgtype": "msgmenu", "msgmenu": {"head_content": "对吗", "list": entries, "tail_content": "请选"}})
    assert shown.text == "对吗\n[1] 是\n[2] 否\n请选"
    assert shown.choices == (Choice("a", "是"), Choice("b", "否"))


@pytest.mark.parametrize("nothing", [b"", b"success", b" success\n"])
def test_an_answer_that_says_nothing_shows_nothing(nothing: bytes) -> None:
    assert passive(nothing) is None


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("<Image><MediaId>m1</MediaId></Image>", "image"),
        ("<Articles><item><Title>题</Title><Url>https://x.cn</Url></item></Articles>", "news"),
        ("", "transfer_customer_service"),
    ],
)
def test_other_answers_are_known(fields: str, kind: str) -> None:
    shown = passive(f"<xml><MsgType>{kind}</MsgType>{fields}</xml>".encode())
    assert shown is not None
    assert shown.kind == kind
    assert (shown.media, shown.text) == {
        "image": (("m1",), ""),
        "news": ((), "题\n<https://x.cn>"),
    }.get(kind, ((), ""))


@pytest.mark.parametrize("body", [b"{}", b"ok", b"<xml>", b"<xml/>", b"<xml><MsgType>text</MsgType></xml>"])
def test_an_answer_wechat_would_not_take_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="answer"):
        passive(body)


# --- posting ----------------------------------------------------------------------------------------------------------


@given(text=WORDS, safe=st.booleans())
def test_our_own_gate_opens_what_a_phone_posts(text: str, *, safe: bool) -> None:
    account = Account.made_up() if safe else PLAIN
    xml = written(
        {
            "ToUserName": "gh_1",
            "FromUserName": "o1",
            "CreateTime": str(NOW),
            "MsgType": "text",
            "Content": text,
            "MsgId": "5",
        }
    )
    query, body = account.seal("o1", xml, str(NOW), "n1")
    incoming = gate(account).open(query, body, AT)
    assert (incoming.user, incoming.kind, incoming.message_id) == ("o1", "text", "5")
    assert incoming.text == text.strip()
    if safe:
        assert text.encode() not in body or len(text) < 3


@given(text=WORDS.filter(str.strip), safe=st.booleans())
def test_a_phone_reads_what_our_own_gate_answers(text: str, *, safe: bool) -> None:
    account = Account.made_up() if safe else PLAIN
    fields = {
        "ToUserName": "gh_1",
        "FromUserName": "o1",
        "CreateTime": str(NOW),
        "MsgType": "text",
        "Content": "?",
        "MsgId": "5",
    }
    query, body = account.seal("o1", written(fields), str(NOW), "n1")
    incoming = gate(account).open(query, body, AT)
    sealed, _ = gate(account).seal(incoming, text, query, AT)
    shown = passive(account.unseal(sealed.encode()))
    assert shown is not None
    if "<" not in text:
        assert shown.text == text


def test_an_answer_sealed_by_somebody_else_is_not_taken() -> None:
    account, other = Account.made_up(), Account.made_up()
    fields = {
        "ToUserName": "gh_1",
        "FromUserName": "o1",
        "CreateTime": str(NOW),
        "MsgType": "text",
        "Content": "?",
        "MsgId": "5",
    }
    query, body = other.seal("o1", written(fields), str(NOW), "n1")
    sealed, _ = gate(other).seal(gate(other).open(query, body, AT), "hello", query, AT)
    for answer in (sealed.encode(), b"<xml><MsgType>text</MsgType><Content>1</Content></xml>"):
        with pytest.raises(ValueError, match="encrypted"):
            account.unseal(answer)
    assert account.token not in repr(account)
    assert str(account.aes_key) not in repr(account)


def test_a_person_is_the_same_every_time_and_nobody_else() -> None:
    assert openid("甲") == openid("甲") != openid("乙")
    assert len(openid("甲")) == 28


async def test_what_a_person_does_arrives_as_wechat_would_post_it() -> None:
    seen: list[Any] = []
    allowed: list[int] = []
    account = Account.made_up()

    def webhook(request: httpx.Request) -> httpx.Response:
        seen.append(gate(account).open(dict(request.url.params), request.content, AT))
        return httpx.Response(200, text="success")

    async with httpx.AsyncClient(transport=httpx.MockTransport(webhook)) as client:
        phone = Phone(account, "http://x/wechat", "甲", client, lambda _, n: allowed.append(n), lambda: NOW)
        assert await phone.again() is None
        await phone.say("你好")
        await phone.say("查一下", "7")
        await phone.speak("")
        await phone.picture()
        await phone.tap("show_tickets")
        await phone.open("https://x.cn/h5?a=1&b=2")
        await phone.scan("b_1")
        await phone.unfollow()
        await phone.scan("b_2")
        await phone.again()
    said = [(one.kind, one.text, one.choice, one.event_key) for one in seen]
    assert said == [
        ("text", "你好", None, None),
        ("choice", "查一下", "7", None),
        ("voice", "", None, None),
        ("image", "", None, None),
        ("tap", "", None, "show_tickets"),
        ("view", "", None, "https://x.cn/h5?a=1&b=2"),
        ("scan", "", None, "b_1"),
        ("unsubscribe", "", None, None),
        ("subscribe", "", None, "b_2"),
        ("subscribe", "", None, "b_2"),
    ]
    assert seen[-1].key("a") == seen[-2].key("a")
    assert len({one.key("a") for one in seen}) == len(seen) - 1
    assert {one.user for one in seen} == {openid("甲")}
    assert allowed == [5, 3, 5, 5, 3, 3, 0, 3]


@pytest.mark.parametrize(
    ("answer", "problem", "posts"),
    [
        (httpx.Response(403), "refused", 1),
        (httpx.Response(404), "absent", 1),
        (httpx.Response(500), "status", 1),
        (httpx.Response(200, text="{}"), "broken", 1),
        (httpx.ConnectError("no"), "silent", 1),
        (httpx.ReadTimeout("late"), "slow", 3),
    ],
)
async def test_a_phone_tells_why_an_account_is_out_of_order(
    answer: httpx.Response | Exception, problem: str, posts: int
) -> None:
    def webhook(_: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with httpx.AsyncClient(transport=httpx.MockTransport(webhook)) as client:
        posted = await Phone(PLAIN, "http://x/wechat", "甲", client).say("你好")
    assert (posted.problem, posted.posts, posted.shown) == (problem, posts, None)


# --- the API ----------------------------------------------------------------------------------------------------------


class Called:
    """An API and a client of it that has a token."""

    def __init__(self, **options: Any) -> None:
        self.account = Account.made_up()
        self.deliveries: list[Delivery] = []
        self.api = Api(self.account, self.deliveries.append, **options)
        self.token = ""

    async def __call__(self, path: str, body: object = None, **query: str) -> dict[str, Any]:
        transport = httpx.ASGITransport(self.api.application())
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            if not self.token:
                asked = {"appid": self.account.app_id, "secret": self.account.secret}
                self.token = (await client.post("/cgi-bin/stable_token", json=asked)).json()["access_token"]
            query = {"access_token": self.token, **query}
            answer = await client.request("GET" if body is None else "POST", path, params=query, json=body)
        found: dict[str, Any] = answer.json()
        return found

    async def says(self, text: str, user: str = "o1") -> int:
        body = {"touser": user, "msgtype": "text", "text": {"content": text}}
        return int((await self("/cgi-bin/message/custom/send", body))["errcode"])


async def test_as_many_messages_go_out_as_what_a_person_did_allows() -> None:
    called = Called()
    assert await called.says("谁") == 40003
    called.api.allow("o1", 3)
    called.api.allow("o1", 5)
    called.api.allow("o1", 3)
    assert [await called.says(str(number)) for number in range(6)] == [0] * 5 + [45047]
    assert [(one.shown.text, one.left) for one in called.deliveries if one.shown] == [
        (str(number), 4 - number) for number in range(5)
    ]
    called.api.allow("o1", 5)
    called.api.allow("o1", 0)
    assert await called.says("再") == 45047


async def test_a_message_wechat_would_not_take_is_refused() -> None:
    called = Called()
    called.api.allow("o1", 5)
    assert await called.says("字" * 683) == 45002
    assert await called.says("") == 44004
    image = {"touser": "o1", "msgtype": "image", "image": {"media_id": "none"}}
    assert (await called("/cgi-bin/message/custom/send", image))["errcode"] == 40007
    assert (await called("/cgi-bin/anything/else"))["errcode"] == 40066
    assert (await called("/cgi-bin/menu/get", access_token="other"))["errcode"] == 40001
    assert not called.deliveries
    assert "rid" in (await called("/cgi-bin/menu/get"))["errmsg"]


async def test_an_account_that_is_not_verified_may_not_push() -> None:
    called = Called(verified=False)
    called.api.allow("o1", 5)
    assert await called.says("好") == 48001


async def test_only_the_accounts_own_secret_gets_a_token() -> None:
    called = Called()
    called.token = "none"
    for asked, code in ((("wxother", "s"), 40013), ((called.account.app_id, "s"), 40125)):
        body = {"appid": asked[0], "secret": asked[1]}
        assert (await called("/cgi-bin/stable_token", body))["errcode"] == code


async def test_files_codes_menus_and_notices_are_kept_and_shown() -> None:
    called = Called()
    called.api.allow("o1", 5)
    assert (await called("/cgi-bin/menu/get"))["errcode"] == 46003
    assert (await called("/cgi-bin/menu/create", {"button": [{"name": "一"}]}))["errcode"] == 0
    assert (await called("/cgi-bin/menu/get"))["menu"]["button"] == [{"name": "一"}]
    assert (await called("/cgi-bin/menu/delete"))["errcode"] == 0
    assert called.api.menu is None
    made = await called("/cgi-bin/qrcode/create", {"action_info": {"scene": {"scene_str": "b_1"}}, "expire_seconds": 9})
    assert called.api.scenes == {made["ticket"]: "b_1"}
    notice = {"touser": "o1", "template_id": "t1", "data": {"thing1": {"value": "办好了"}}, "page": "https://x.cn"}
    assert (await called("/cgi-bin/message/subscribe/bizsend", notice))["errcode"] == 0
    shown = called.deliveries[-1].shown
    assert shown is not None
    assert shown.text == "t1\nthing1: 办好了\nhttps://x.cn"
    await called("/cgi-bin/message/custom/typing", {"touser": "o1", "command": "Typing"})
    assert called.deliveries[-1].typing


async def test_a_browser_is_sent_back_once_as_whoever_talked_last() -> None:
    called = Called()
    called.api.allow("o1", 5)
    called.api.allow("o2", 5)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(called.api.application()), base_url="http://a"
    ) as client:
        asked = {"redirect_uri": "http://127.0.0.1:8000/h5/back?x=1", "state": "s1"}
        answer = await client.get("/connect/oauth2/authorize", params=asked)
        back = httpx.URL(answer.headers["location"])
        assert (back.path, back.params["x"], back.params["state"]) == ("/h5/back", "1", "s1")
        code = {"code": back.params["code"]}
        assert (await client.get("/sns/oauth2/access_token", params=code)).json()["openid"] == "o2"
        assert (await client.get("/sns/oauth2/access_token", params=code)).json()["errcode"] == 40029
        elsewhere = await client.get("/connect/oauth2/authorize", params={"redirect_uri": "https://evil.example/x"})
        assert elsewhere.status_code == 400
