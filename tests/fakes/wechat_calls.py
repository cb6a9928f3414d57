"""Calls to a WeChat that is played: a client for a test's time, its pauses, and calls that fail."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from integrations.wechat.client import WeChatClient
from integrations.wechat.errors import WeChatError
from tests.fakes.wechat_server import Clock, WeChatServer, openid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Mapping

    from assistant.sharing import SharedValues

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
USER = openid(7)
TOKEN, SEND = "/cgi-bin/stable_token", "/cgi-bin/message/custom/send"


class Pauses:
    """Waits for nothing, and remembers how long it was asked to."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@asynccontextmanager
async def calling(  # noqa: PLR0917 -- the fixtures it is made of
    base_url: str,
    wechat: WeChatServer,
    values: SharedValues,
    clock: Clock,
    pauses: Pauses,
    within: tuple[float, float] = (3.0, 5.0),
    account: Mapping[str, str] | None = None,
) -> AsyncIterator[WeChatClient]:
    named = {"app_id": wechat.account.app_id, "secret": wechat.account.secret} | dict(account or {})
    client = WeChatClient(
        named["app_id"], SecretStr(named["secret"]), base_url, values, clock, timeout=within, sleep=pauses
    )
    yield client
    await client.aclose()


async def failing(call: Awaitable[object]) -> WeChatError:
    with pytest.raises(WeChatError) as raised:
        await call
    return raised.value
