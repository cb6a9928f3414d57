"""Everything below the pages inside WeChat, for the account a played WeChat has."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import START
from tests.fakes.wechat_pages import serving_pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from assistant.bootstrap import Application
    from tests.fakes.wechat_server import Clock, WeChatServer


@pytest.fixture
def begins() -> datetime:
    return START


@pytest.fixture
def clock(wechat: WeChatServer) -> Clock:
    return wechat.clock


@pytest.fixture
async def app(
    built_library: Path, empty: Path, tmp_path: Path, clock: Clock, wechat: WeChatServer
) -> AsyncIterator[Application]:
    database = Path(shutil.copy(empty, tmp_path / "pages.db"))
    async with serving_pages(built_library, database, wechat, clock) as application:
        yield application
