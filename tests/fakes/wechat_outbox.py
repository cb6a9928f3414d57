"""What tests of deliveries to WeChat share: when they begin, who waits, what is called, and how a delivery stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.fakes.wechat_server import openid

START = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
"""Noon in Shanghai."""
SEND = "/cgi-bin/message/custom/send"
ALICE, BOB = openid(1), openid(2)


def outcome(row: Any) -> tuple[str, str | None]:
    """How a delivery stands, and why."""
    return row.state, row.reason
