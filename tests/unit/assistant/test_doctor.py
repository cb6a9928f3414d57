"""What the doctor knows of follow-ups without asking anybody: the holidays, and the ways that are open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.doctor import State, _holidays, _routes
from assistant.settings import Settings
from tools.domain.follow_ups import calendar

TEMPLATES = "ticket=a/thing1,policy=b/thing1,diagnosis=c,scenario=d/thing1,satisfaction=e/thing1,campaign=f/thing1"
ACCOUNT = {"wechat_app_id": "wx0f1e2d3c4b5a6978", "wechat_token": "token", "wechat_app_secret": "secret"}
MAIL = {"smtp_url": "smtp://mail.platform.cn?from=a@platform.cn"}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 26, 2, tzinfo=UTC), [("known", 2026)]),
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), [("known", 2026)]),
        # In Shanghai December has begun.
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), [("unknown", 2027)]),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), [("unknown", 2027)]),
        (datetime(2027, 12, 1, 2, tzinfo=UTC), [("unknown", 2027), ("unknown", 2028)]),
        (datetime(2025, 12, 5, 2, tzinfo=UTC), [("known", 2026)]),
    ],
)
def test_the_doctor_says_which_holidays_are_not_known(
    now: datetime, expected: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "_YEARS", frozenset(range(2004, 2027)))
    found = [(one.what, one.data["year"] if one.what == "unknown" else one.data["last"]) for one in _holidays(now)]
    assert found == expected


@pytest.mark.parametrize(
    ("given", "state", "what", "untold"),
    [
        ({}, State.UNUSED, "none", {"ticket", "policy", "diagnosis", "scenario", "satisfaction", "campaign"}),
        (MAIL, State.WORKS, "open", set()),
        (ACCOUNT | {"wechat_notice_templates": TEMPLATES}, State.UNUSED, "shut", {"diagnosis"}),
        ({"wechat_notice_templates": TEMPLATES}, State.UNUSED, "none", None),
        (ACCOUNT | MAIL | {"wechat_notice_templates": TEMPLATES}, State.WORKS, "open", set()),
    ],
)
async def test_the_doctor_says_what_can_be_told_outside_a_window(
    given: dict[str, str], state: State, what: str, untold: set[str] | None
) -> None:
    found = await _routes(Settings(_env_file=None, **given), None)  # type: ignore[arg-type]
    assert (found.part, found.state, found.what) == ("routes", state, what)
    if untold is not None:
        assert set(found.data["untold"]) & {"diagnosis", "ticket"} == untold & {"diagnosis", "ticket"}
