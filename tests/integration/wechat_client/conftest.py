"""A client of a WeChat that is played and has a user who said something."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assistant.sharing import SharedValues
from tests.fakes.wechat_calls import NOW, USER, Pauses, calling
from tests.fakes.wechat_server import Clock, WeChatServer, actions
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from integrations.wechat.client import WeChatClient


@pytest.fixture
def begins() -> datetime:
    return NOW


@pytest.fixture
def wechat(wechat: WeChatServer) -> WeChatServer:
    wechat.act(actions.text(USER, "你好"))
    return wechat


@pytest.fixture
def clock(wechat: WeChatServer) -> Clock:
    return wechat.clock


@pytest.fixture
async def values(tmp_path: Path, empty: Path, clock: Clock) -> AsyncIterator[SharedValues]:
    database = Database(f"sqlite:///{shutil.copy(empty, tmp_path)}")
    yield SharedValues(database, clock, "test")
    await database.close()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def client(
    wechat: WeChatServer, values: SharedValues, clock: Clock, pauses: Pauses
) -> AsyncIterator[WeChatClient]:
    async with calling(wechat.base_url, wechat, values, clock, pauses) as client:
        yield client
