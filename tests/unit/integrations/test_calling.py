from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from pydantic import ValidationError

from integrations.calling import CONFIRMED_WITHIN, LONGEST_NAME, Caller, Confirmations, Place
from integrations.refusals import STATUS, Kind, Refusal, invalid
from integrations.web.visitors import Visitors
from tools.catalog import BY_NAME
from tools.kit import errors

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SECRET = "s" * 48
CONFIRMATIONS = Confirmations(SECRET)
ONE, OTHER = Caller("api", "key:1", "enterprise"), Caller("api", "key:2", "enterprise")
GIVEN = {"text": "机器视觉", "kind": "need"}


def asked(now: datetime = NOW) -> str:
    return CONFIRMATIONS.ask(ONE, "open_ticket", GIVEN, "c", now)


def refusal(caller: Caller, tool: str, arguments: dict[str, str], token: str, now: datetime = NOW) -> Refusal:
    with pytest.raises(Refusal) as caught:
        CONFIRMATIONS.read(caller, tool, arguments, token, now)
    return caught.value


def test_a_token_gives_back_what_was_asked_about() -> None:
    token = asked()
    arguments, place = CONFIRMATIONS.read(ONE, "open_ticket", {}, token, NOW)
    assert (arguments, place.conversation) == (GIVEN, "c")
    again, same = CONFIRMATIONS.read(ONE, "open_ticket", dict(reversed(GIVEN.items())), token, NOW)
    assert (again, same) == (arguments, place)
    assert CONFIRMATIONS.read(ONE, "open_ticket", {}, asked(), NOW)[1] != place


def test_a_token_is_for_its_caller_tool_and_arguments() -> None:
    assert refusal(OTHER, "open_ticket", {}, asked()).status == 403
    assert refusal(ONE, "erase_archive", {}, asked()).status == 409
    assert refusal(ONE, "open_ticket", {**GIVEN, "text": "别的"}, asked()).status == 409


def test_a_token_lapses() -> None:
    token = asked()
    CONFIRMATIONS.read(ONE, "open_ticket", {}, token, NOW + CONFIRMED_WITHIN - timedelta(seconds=1))
    late = refusal(ONE, "open_ticket", {}, token, NOW + CONFIRMED_WITHIN)
    assert (late.status, late.data["problem"]) == (409, "expired")


@pytest.mark.parametrize("signed", [SECRET, "", "z" * 48])
def test_no_other_signature_confirms(signed: str) -> None:
    named = {"sub": ONE.user, "tool": "open_ticket", "arguments": "{}", "conversation": "c", "jti": "1"}
    claims = {**named, "exp": NOW + CONFIRMED_WITHIN}
    for algorithm in ("HS256", "none"):
        if (algorithm == "none") == (signed == ""):
            assert refusal(ONE, "open_ticket", {}, jwt.encode(claims, signed, algorithm)).status == 403
    cookie = Visitors(SECRET, lambda: NOW).issue(ONE.user)[1]
    assert refusal(ONE, "open_ticket", {}, cookie).status == 403
    assert refusal(ONE, "open_ticket", {}, "x").status == 403


def test_a_message_alone_names_a_conversation_its_retry_finds() -> None:
    assert Place.of(None, "1") == Place.of(None, "1")
    assert Place.of(None, "1") != Place.of(None, "2")
    assert Place.of(None, None).conversation != Place.of(None, None).conversation
    assert Place.of("c", "1") == Place("c", "1")
    for names in ((None, ""), ("", None), (None, "x" * (LONGEST_NAME + 1))):
        with pytest.raises(Refusal) as caught:
            Place.of(*names)
        assert caught.value.status == 422


def test_every_kind_of_tool_error_has_a_status() -> None:
    found = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    kinds = {kind.kind for kind in found if issubclass(kind, errors.ToolError)}
    assert {kind for kind in kinds if kind != "error"} <= {kind.value for kind in Kind}
    assert set(STATUS) == set(Kind)


def test_wrong_arguments_are_explained_one_by_one() -> None:
    tool = BY_NAME["list_policies"]
    with pytest.raises(ValidationError) as caught:
        tool.parameters.model_validate({"level": "镇", "colour": "red", "skip": "many"})
    found = invalid(caught.value)
    assert {problem["slot"] for problem in found.data["problems"]} == {"level", "colour", "skip"}
    assert "level 只能是 国家、省、市、区" in found.message
    assert "没有 colour 这个参数" in found.message
    assert "skip 要是整数" in found.message
