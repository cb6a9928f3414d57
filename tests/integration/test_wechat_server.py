"""The fake of WeChat's API against a client that others wrote: it keeps the rules of the real one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response
from wechatpy.exceptions import WeChatClientException

from tests.fakes.wechat_server import Clock, Close, Garbage, Hang, Http, WeChatServer, actions, openid
from tests.fakes.wechat_server.codes import Refusal
from tests.fakes.wechat_server.counterpart import Client, Desk, Raw
from tests.fakes.wechat_server.people import Allowances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.wechat_server import Action

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
ALICE, BOB = openid(1), openid(2)


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


@pytest.fixture
def raw(wechat: WeChatServer) -> Iterator[Raw]:
    calls = Raw(wechat)
    yield calls
    calls.http.close()


def code(call: Callable[[], object]) -> int:
    with pytest.raises(WeChatClientException) as refused:
        call()
    assert " rid: " in refused.value.errmsg
    return int(refused.value.errcode)


# --- tokens -----------------------------------------------------------------------------------------------------------


def test_a_stable_token_stays_the_same_until_its_last_five_minutes_and_then_overlaps(
    wechat: WeChatServer, raw: Raw
) -> None:
    wechat.act(actions.text(ALICE, "hi"))
    first = raw.token()
    wechat.clock.advance(timedelta(minutes=114))
    assert (first["expires_in"], raw.token()) == (7200, first | {"expires_in": 360})
    wechat.clock.advance(timedelta(minutes=2))
    second = raw.token()
    assert second["access_token"] != first["access_token"]
    assert [raw.send(token["access_token"]) for token in (first, second)] == [0, 0]
    wechat.clock.advance(timedelta(minutes=4))
    assert [raw.send(token["access_token"]) for token in (first, second)] == [42001, 0]
    assert len(first["access_token"]) == 512


def test_forcing_ends_the_old_token_thirty_seconds_apart_and_twenty_times_a_day(wechat: WeChatServer, raw: Raw) -> None:
    first = raw.token()["access_token"]
    second = raw.token(force_refresh=True)["access_token"]
    assert first != second == raw.token(force_refresh=True)["access_token"]
    assert raw.send(first) == 40001
    for _ in range(19):
        wechat.clock.advance(31)
        assert raw.token(force_refresh=True)["access_token"] != second
    wechat.clock.advance(31)
    assert raw.token(force_refresh=True)["errcode"] == 45009
    wechat.clock.advance(timedelta(days=1))
    assert "access_token" in raw.token(force_refresh=True)


def test_wrong_accounts_tokens_and_addresses_are_refused(wechat: WeChatServer, raw: Raw) -> None:
    assert raw.token(appid="wx0")["errcode"] == 40013
    assert raw.token(secret="0")["errcode"] == 40125
    assert raw.token(grant_type="x")["errcode"] == 40002
    assert raw.send("") == 41001
    assert raw.send("0") == 40001
    wechat.account.whitelist = {"10.0.0.1"}
    answer = raw.token()
    assert answer["errcode"] == 40164
    assert "not in whitelist rid: " in answer["errmsg"]


def test_a_lost_token_is_renewed_and_one_that_is_never_good_is_refused_for_ever(
    wechat: WeChatServer, client: Client
) -> None:
    wechat.act(actions.text(ALICE, "hi"))
    client.message.send_text(ALICE, "1")
    wechat.invalidate_tokens()
    client.message.send_text(ALICE, "2")
    assert wechat.calls["/cgi-bin/token"] == 2
    client.auto_retry = False
    wechat.reject_tokens()
    assert code(lambda: client.message.send_text(ALICE, "3")) == 40001
    client.fetch_access_token()
    assert code(lambda: client.message.send_text(ALICE, "3")) == 40001
    wechat.mend()
    client.message.send_text(ALICE, "3")
    assert wechat.texts(ALICE) == ["1", "2", "3"]
    assert [send.errcode for send in wechat.sends(ALICE)] == [0, 40001, 0, 40001, 40001, 0]


# --- messages and how many --------------------------------------------------------------------------------------------


def test_messages_are_checked_before_they_are_counted(wechat: WeChatServer, client: Client) -> None:
    wechat.act(actions.text(ALICE, "hi"))
    wechat.person(BOB)
    longest = "好" * 682 + "ab"
    menu = {"head_content": "选一个", "list": [{"id": "1", "content": "甲"}, {"id": "2", "content": "乙"}]}
    send = client.message
    assert code(lambda: send.send_text(ALICE, longest + "c")) == 45002
    assert code(lambda: send.send_text(ALICE, "")) == 44004
    assert code(lambda: send.send_text(openid(9), "x")) == 40003
    assert code(lambda: send.send_text(BOB, "x")) == 43004
    assert code(lambda: send.send_image(ALICE, "nothing")) == 40007
    assert (
        code(lambda: send.send_articles(ALICE, [{"title": "t", "description": "d", "url": "u", "image": "i"}] * 2))
        == 45008
    )
    assert code(lambda: send.send_msg_menu(ALICE, {"list": []})) == 47001
    assert wechat.left(ALICE) == 5
    send.send_text(ALICE, longest)
    send.send_msg_menu(ALICE, menu)
    assert wechat.texts(ALICE) == [longest, "选一个\n甲\n乙"]
    assert [seen.via for seen in wechat.seen(ALICE)] == ["service", "service"]
    wechat.account.verified = False
    assert code(lambda: send.send_text(ALICE, "x")) == 48001


def test_escaped_characters_reach_the_user_as_they_are_written(wechat: WeChatServer, raw: Raw) -> None:
    wechat.act(actions.text(ALICE, "hi"))
    body = b'{"touser": "%s", "msgtype": "text", "text": {"content": "\\u4f60\\n\\\\u"}}' % ALICE.encode()
    raw.http.post("/cgi-bin/message/custom/send", params=raw.token(), content=body)
    assert wechat.texts(ALICE) == ["\\u4f60\n\\u"]


TRIGGERS: list[tuple[Action, int, timedelta]] = [
    (actions.text(ALICE, "hi"), 5, timedelta(hours=48)),
    (actions.voice(ALICE), 5, timedelta(hours=48)),
    (actions.choose(ALICE, "甲", "1"), 3, timedelta(minutes=1)),
    (actions.click(ALICE, "KEY"), 3, timedelta(minutes=1)),
    (actions.scancode(ALICE, "KEY", "x"), 3, timedelta(minutes=1)),
    (actions.subscribe(ALICE), 3, timedelta(minutes=1)),
    (actions.scan(ALICE, "s"), 3, timedelta(minutes=1)),
]


@pytest.mark.parametrize("stacking", [True, False])
@pytest.mark.parametrize(("action", "count", "span"), TRIGGERS, ids=lambda value: getattr(value, "name", ""))
def test_each_trigger_grants_its_number_for_its_time(
    action: Action, count: int, span: timedelta, *, stacking: bool
) -> None:
    with WeChatServer(clock=Clock(NOW), stacking=stacking) as wechat:
        raw = Raw(wechat)
        token = raw.token()["access_token"]
        wechat.follow(ALICE)
        assert raw.send(token) == 45015
        wechat.act(action)
        assert [raw.send(token) for _ in range(count + 1)] == [0] * count + [45047]
        wechat.act(action)
        wechat.clock.set(NOW + span)
        assert raw.send(raw.token()["access_token"]) == 45015
        wechat.act(action)
        wechat.act(actions.unsubscribe(ALICE))
        assert raw.send(raw.token()["access_token"]) == 45015
        raw.http.close()


def test_a_tap_adds_three_or_replaces_what_was_left() -> None:
    for stacking, left, later in ((True, 8, 5), (False, 3, 0)):
        allowances = Allowances(stacking=stacking)
        allowances.open("message", NOW)
        allowances.open("tap", NOW)
        assert allowances.left(NOW) == left
        assert allowances.left(NOW + timedelta(minutes=1)) == later
        allowances.open("message", NOW + timedelta(minutes=1))
        assert allowances.left(NOW + timedelta(minutes=1)) == 5
    allowances = Allowances(stacking=True)
    allowances.open("message", NOW)
    allowances.open("scan", NOW)
    for _ in range(3):
        allowances.spend(NOW)
    assert allowances.left(NOW + timedelta(minutes=2)) == 5  # what ends first was spent first


@given(st.lists(st.one_of(st.sampled_from(["message", "tap", "follow", "scan", "spend"]), st.integers(1, 100_000))))
def test_stacking_never_grants_less_than_replacing(steps: list[Any]) -> None:
    both, now = (Allowances(stacking=True), Allowances(stacking=False)), NOW
    for one in steps:
        if isinstance(one, int):
            now += timedelta(seconds=one)
        elif one != "spend":
            for allowances in both:
                allowances.open(one, now)
        elif both[1].left(now):
            for allowances in both:
                allowances.spend(now)
        else:
            with pytest.raises(Refusal):
                both[1].spend(now)
        assert both[0].left(now) >= both[1].left(now) >= 0


def test_typing_is_shown_only_after_the_user_did_something(wechat: WeChatServer, raw: Raw) -> None:
    token = raw.token()["access_token"]
    wechat.follow(ALICE)

    def typing(command: str) -> int:
        return int(raw.post("message/custom/typing", token, touser=ALICE, command=command)["errcode"])

    assert typing("Typing") == 45080
    wechat.act(actions.text(ALICE, "hi"))
    assert [typing(command) for command in ("Typing", "Typing", "CancelTyping", "Typing", "x")] == [
        0,
        45081,
        0,
        0,
        45072,
    ]
    assert wechat.left(ALICE) == 5


# --- notices ----------------------------------------------------------------------------------------------------------


async def test_a_notice_spends_a_consent_and_what_became_of_it_is_posted(
    wechat: WeChatServer, raw: Raw, desk: Desk
) -> None:
    wechat.world.reports = True
    wechat.account.templates = {"T1"}
    token = raw.token()["access_token"]

    def notify(template: str = "T1", value: str = "可以领取了") -> int:
        body = {"touser": ALICE, "template_id": template, "data": {"thing1": {"value": value}}}
        return int(raw.post("message/subscribe/bizsend", token, **body)["errcode"])

    desk.always(Response("success"))
    assert (await wechat.post(actions.notice_popup(ALICE, {"T1": True, "T2": False}))).outcome == "accepted"
    assert [notify("T9"), notify(value="长" * 21), notify(value="")] == [40037, 47003, 47003]
    assert [notify(), notify()] == [0, 43101]
    await wechat.settled()
    assert desk.taken[-1]._data["Event"] == "subscribe_msg_sent_event"
    assert wechat.exchanges(ALICE)[-1].action.name == "subscribe_msg_sent_event"
    assert desk.taken[-1]._data["SubscribeMsgSentEvent"]["List"]["ErrorStatus"] == "success"
    wechat.act(actions.notice_popup(ALICE, {"T1": True}))
    await wechat.post(actions.notice_changed(ALICE, "T1"))
    assert notify() == 43101
    assert [(seen.via, seen.text) for seen in wechat.seen(ALICE)] == [("notice", "可以领取了")]


async def test_a_template_message_goes_to_followers_once_for_each_of_our_ids(
    wechat: WeChatServer, client: Client, raw: Raw, desk: Desk
) -> None:
    wechat.person(ALICE)
    assert code(lambda: client.message.send_template(ALICE, "T", {"first": {"value": "v"}})) == 43004
    wechat.follow(ALICE)
    body = {"touser": ALICE, "template_id": "T", "data": {"first": {"value": "v"}}, "client_msg_id": "1"}
    token = raw.token()["access_token"]
    first, again = (raw.post("message/template/send", token, **body)["msgid"] for _ in range(2))
    assert first == again
    assert wechat.texts(ALICE) == ["v"]
    desk.always(Response("success"))
    await wechat.post(actions.template_sent(ALICE, first, "failed:user block"))
    assert (desk.taken[-1].event, desk.taken[-1].status) == ("templatesendjobfinish", "failed:user block")


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_calls_go_wrong_as_scripted(wechat: WeChatServer, raw: Raw) -> None:
    for user in (ALICE, BOB):
        wechat.act(actions.text(user, "hi"))
    token = raw.token()["access_token"]
    wechat.fail("message/custom/send", -1, -1)
    wechat.fail("custom/send", 50002, user=BOB, forever=True)
    assert [raw.send(token) for _ in range(3)] == [-1, -1, 0]
    assert [raw.send(token, BOB), raw.send(token, BOB), raw.send(token)] == [50002, 50002, 0]
    wechat.mend()
    path = "/cgi-bin/message/custom/send"
    body = {"touser": ALICE, "msgtype": "text", "text": {"content": "x"}}

    def post(within: float = 5.0) -> httpx.Response:
        return raw.http.post(path, params={"access_token": token}, json=body, timeout=within)

    wechat.fail("", Http(502), Garbage(), Close(), Close(worked=True), Hang(60))
    assert post().status_code == 502
    assert "Bad gateway" in post().text
    with pytest.raises(httpx.RemoteProtocolError):
        post()
    with pytest.raises(httpx.RemoteProtocolError):
        post()
    with pytest.raises(httpx.ReadTimeout):
        post(within=0.5)
    assert [send.errcode for send in wechat.sends(ALICE)] == [-1, -1, 0, 0, None, None, None, 0, 0]
    assert len(wechat.seen(ALICE)) == 4
    assert wechat.calls[path] == 11


def test_wrong_methods_paths_bodies_and_too_many_calls_have_their_codes(wechat: WeChatServer, raw: Raw) -> None:
    token = raw.token()["access_token"]
    assert raw.http.get("/cgi-bin/message/custom/send", params={"access_token": token}).json()["errcode"] == 43002
    assert raw.post("nothing", token)["errcode"] == 40066
    for content, expected in ((b"{", 47001), (b"[]", 47001), (b"", 44002)):
        sent = raw.http.post("/cgi-bin/message/custom/send", params={"access_token": token}, content=content)
        assert sent.json()["errcode"] == expected
    wechat.world.limits["/cgi-bin/get_api_domain_ip"] = 1
    answers = [raw.http.get("/cgi-bin/get_api_domain_ip", params={"access_token": token}).json() for _ in range(2)]
    assert [answers[0]["ip_list"], answers[1]["errcode"]] == [["127.0.0.1"], 45009]
    assert raw.post("openapi/quota/get", token, cgi_path="/cgi-bin/get_api_domain_ip")["quota"]["remain"] == 0
    assert raw.post("clear_quota", token, appid=wechat.account.app_id)["errcode"] == 0
    assert raw.post("callback/check", token, action="all", check_operator="DEFAULT")["ping"][0]["package_loss"] == "0%"
    assert raw.post("callback/check", token, action="x", check_operator="DEFAULT")["errcode"] == 40202
