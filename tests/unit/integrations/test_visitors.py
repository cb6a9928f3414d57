from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import jwt
import pytest

from integrations.web.visitors import COOKIE, LIFETIME, SIGNED_IN, Visitors, cookie_of, secret, set_cookie

if TYPE_CHECKING:
    from pathlib import Path

KEY = "k" * 48
NOW = datetime.now(UTC).replace(microsecond=0)


def at(moment: datetime, key: str = KEY) -> Visitors:
    return Visitors(key, lambda: moment)


def test_a_token_names_its_visitor_and_is_renewed_when_old() -> None:
    visitor, token = at(NOW).issue()
    assert at(NOW).read(token) == (visitor, False)
    assert at(NOW + timedelta(days=31)).read(token) == (visitor, True)
    assert at(NOW).issue(visitor)[0] == visitor
    assert at(NOW).issue()[0] != visitor


@pytest.mark.parametrize("spoil", ["", "x", "a.b.c"])
def test_what_is_not_ours_names_nobody(spoil: str) -> None:
    assert at(NOW).read(spoil) is None


def test_a_forged_expired_or_unsigned_token_names_nobody() -> None:
    _, token = at(NOW).issue()
    head, body, signature = token.split(".")
    assert at(NOW, "z" * 48).read(token) is None
    assert at(NOW).read(f"{head}.{body}.{signature[::-1]}") is None
    assert at(NOW).read(at(NOW - LIFETIME - timedelta(days=1)).issue()[1]) is None
    claims = {"identifier": "someone", "iat": NOW, "exp": NOW + LIFETIME}
    assert at(NOW).read(jwt.encode(claims, "", "none")) is None
    assert at(NOW).read(jwt.encode({"identifier": "someone", "iat": NOW}, KEY, "HS256")) is None


def test_the_cookie_is_found_among_others() -> None:
    header = set_cookie("abc")
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert cookie_of(f"a=1; {COOKIE}=abc; b=2") == "abc"
    assert cookie_of("a=1") is None
    assert cookie_of(None) is None


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    made = secret(tmp_path / "web", None)
    assert len(made) >= 48
    assert secret(tmp_path / "web", None) == made
    assert secret(tmp_path / "other", None) != made
    assert (tmp_path / "web" / "session_secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "web").iterdir()] == ["session_secret"]
    assert secret(tmp_path / "web", "configured") == "configured"


def test_a_badge_is_an_operators_and_lasts_for_half_a_day() -> None:
    token = at(NOW).issue_badge("7", "mark")
    badge = at(NOW).badge(token)
    assert badge is not None
    assert (badge.operator, badge.mark, badge.until) == ("7", "mark", NOW + SIGNED_IN)
    assert at(NOW).read(token) == ("operator:7", False)
    assert at(NOW).issue_badge("7", "mark") != token
    assert at(NOW + SIGNED_IN).badge(token) is None
    assert at(NOW + SIGNED_IN).read(token) is None
    assert at(NOW).badge(at(NOW).issue()[1]) is None


def test_a_name_alone_makes_no_operator() -> None:
    # As the chat framework would write a cookie for a user it knows.
    theirs = {"identifier": "operator:7", "metadata": {}, "iat": NOW, "exp": NOW + LIFETIME}
    token = jwt.encode(theirs, KEY, "HS256")
    assert at(NOW).badge(token) is None
    assert at(NOW).read(token) is None
    assert at(NOW).badge(jwt.encode({**theirs, "metadata": {"mark": "m", "number": "1"}}, "z" * 48, "HS256")) is None
    longer = {**theirs, "metadata": {"mark": "m", "number": "1"}, "iat": NOW - SIGNED_IN}
    assert at(NOW).badge(jwt.encode(longer, KEY, "HS256")) is None


def test_who_a_browser_was_before_is_never_an_operator() -> None:
    assert at(NOW).before(at(NOW).issue("anna")[1]) == "anna"
    assert at(NOW).before(at(NOW).issue_badge("7", "mark")) is None
    assert at(NOW).before(None) is None
