"""What every code of WeChat's means here, and what any body it answers with comes to."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.wechat.errors import LOUD, RULES, Action, WeChatError, action_for, masked
from integrations.wechat.wire import Answer, Call, Calls, Done, _proxy, _read

SEND = Call("POST", "/cgi-bin/message/custom/send", {"access_token": "x"}, {"touser": "oA1234567890"})
LOOK = Call("GET", "/cgi-bin/menu/get", changes=False)
OPENID = "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"


class Ticket(Answer):
    ticket: str


@pytest.mark.parametrize(
    ("errcode", "action"),
    [
        (-1, Action.RETRY),
        (40001, Action.RENEW),
        (40014, Action.RENEW),
        (42001, Action.RENEW),
        (40003, Action.UNREACHABLE),
        (40013, Action.MISCONFIGURED),
        (40029, Action.BAD_CODE),
        (40164, Action.MISCONFIGURED),
        (41001, Action.DEFECT),
        (41009, Action.DEFECT),
        (43004, Action.NOT_FOLLOWING),
        (45002, Action.RESPLIT),
        (45009, Action.UNTIL_TOMORROW),
        (45015, Action.CLOSE_WINDOW),
        (45047, Action.WAIT_FOR_USER),
        (48001, Action.UNAUTHORISED),
        (50002, Action.UNREACHABLE),
        # Beside the table of the rules:
        (40007, Action.REUPLOAD),
        (40037, Action.MISCONFIGURED),
        (40125, Action.MISCONFIGURED),
        (40163, Action.BAD_CODE),
        (40243, Action.MISCONFIGURED),
        (43019, Action.UNREACHABLE),
        (43101, Action.NO_CONSENT),
        (45011, Action.RETRY),
        (45081, Action.IGNORE),
        (46003, Action.IGNORE),
        (48002, Action.UNREACHABLE),
        (48004, Action.UNAUTHORISED),
        (89503, Action.MISCONFIGURED),
    ],
)
def test_each_code_has_its_action(errcode: int, action: Action) -> None:
    assert action_for(errcode) is action
    body = {"errcode": errcode, "errmsg": f"something rid: 6{errcode}-aa-0F"}
    failure = _read(SEND, 200, json.dumps(body).encode(), Done)
    assert isinstance(failure, WeChatError)
    assert (failure.errcode, failure.action, failure.rid) == (errcode, action, f"6{errcode}-aa-0F")
    assert failure.endpoint == "message/custom/send"
    assert not failure.uncertain


@given(st.integers().filter(lambda code: code not in RULES and code != 0))
def test_a_code_nobody_knew_is_a_defect_and_loud(errcode: int) -> None:
    assert action_for(errcode) is Action.DEFECT
    assert Action.DEFECT in LOUD


@pytest.mark.parametrize(
    ("status", "action", "uncertain"),
    [
        (500, Action.RETRY, True),
        (502, Action.RETRY, True),
        (503, Action.RETRY, False),
        (504, Action.RETRY, True),
        (429, Action.RETRY, False),
        (302, Action.MISCONFIGURED, False),
        (403, Action.MISCONFIGURED, False),
        (404, Action.MISCONFIGURED, False),
        (407, Action.MISCONFIGURED, False),
        (400, Action.DEFECT, False),
        (412, Action.DEFECT, False),
    ],
)
def test_a_status_other_than_200_is_a_failure_whatever_the_body(
    status: int, action: Action, *, uncertain: bool
) -> None:
    failure = _read(SEND, status, b'{"errcode": 0}', Done)
    assert isinstance(failure, WeChatError)
    assert (failure.errcode, failure.action, failure.uncertain) == (None, action, uncertain)
    quiet = _read(LOOK, status, b"", Done)
    assert isinstance(quiet, WeChatError)
    assert not quiet.uncertain


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>504</html>",
        b"[]",
        b'"ok"',
        b"null",
        b"{}",
        b'{"errcode": null}',
        b'{"errcode": "many"}',
        b'{"errcode": Infinity}',
        b'{"errcode": [0]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_body_that_says_nothing_leaves_it_open_whether_the_message_went(body: bytes) -> None:
    failure = _read(SEND, 200, body, Done)
    assert isinstance(failure, WeChatError)
    assert (failure.errcode, failure.action, failure.uncertain) == (None, Action.RETRY, True)


def test_an_answer_must_hold_what_was_asked_for() -> None:
    assert _read(LOOK, 200, b'{"ticket": "t", "more": 1}', Ticket) == Ticket(ticket="t")
    failure = _read(LOOK, 200, b'{"tickets": "SECRET", "ticket": {"SECRET": 1}}', Ticket)
    assert isinstance(failure, WeChatError)
    assert "without a good ticket" in str(failure)
    assert "SECRET" not in str(failure)


def test_control_characters_and_a_code_in_quotes_are_read() -> None:
    assert _read(SEND, 200, b'{"errcode": "0", "errmsg": "o\x01k"}', Done) == Done(errcode=0)


@given(st.integers(200, 599), st.binary() | st.text().map(str.encode) | st.builds(json.dumps, st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["errcode", "errmsg", "ticket", "x"]), inner),
)).map(str.encode))  # fmt: skip
def test_any_answer_is_one_or_a_failure(status: int, body: bytes) -> None:
    assert isinstance(_read(SEND, status, body, Ticket), Ticket | WeChatError)


def test_operations_are_told_the_address_to_allow() -> None:
    words = "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 6a13bf01-1a41abae-2d178b89"
    failure = _read(LOOK, 200, json.dumps({"errcode": 40164, "errmsg": words}).encode(), Ticket)
    assert isinstance(failure, WeChatError)
    assert failure.address == "203.0.113.7"
    assert str(failure) == (
        "WeChat call menu/get: misconfigured, code 40164, rid 6a13bf01-1a41abae-2d178b89, from address 203.0.113.7"
    )


def test_a_failure_repeats_neither_words_nor_what_was_sent() -> None:
    failure = _read(SEND, 200, b'{"errcode": 40003, "errmsg": "invalid openid oA1234567890 rid: 1-2-3"}', Done)
    assert isinstance(failure, WeChatError)
    assert "oA1234567890" not in str(failure)
    assert "oA1234567890" not in repr(SEND)


def test_a_failure_can_call_for_another_action() -> None:
    failure = WeChatError(40001, Action.RENEW, "1-2", endpoint="menu/get", uncertain=True, reason="r", address="::1")
    again = failure.meaning(Action.ALARM)
    assert vars(again) == vars(failure) | {"action": Action.ALARM}


@given(st.text())
def test_a_masked_openid_shows_four_characters_at_most(user: str) -> None:
    shown = masked(user)
    assert len(shown.replace("***", "", 1)) <= 4
    assert user not in shown or len(user) < 4


def test_a_masked_openid_is_told_from_another() -> None:
    assert masked(OPENID) == "oL***Lc"


def test_calls_are_built_as_wechatpy_asks_for_them() -> None:
    call = Calls().post(url="media/upload", params={"type": "image"}, files={"media": ("a.png", b"1", "image/png")})
    assert (call.method, call.path, call.endpoint) == ("POST", "/cgi-bin/media/upload", "media/upload")
    assert (call.query, call.file, call.changes) == ({"type": "image"}, ("a.png", b"1", "image/png"), True)
    assert Calls().get("menu/get").changes is False


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"https_proxy": "http://10.0.0.1:3128"}, "http://10.0.0.1:3128"),
        ({"https_proxy": "10.0.0.1:3128"}, "http://10.0.0.1:3128"),
        ({"all_proxy": "http://10.0.0.1:3128"}, "http://10.0.0.1:3128"),
        ({"http_proxy": "http://10.0.0.1:3128"}, None),
        ({"https_proxy": "http://10.0.0.1:3128", "no_proxy": ".qq.com"}, None),
    ],
)
def test_the_environments_proxy_leads_to_wechat(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], proxy: str | None
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert _proxy("https://api.weixin.qq.com") == proxy
