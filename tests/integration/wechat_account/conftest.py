"""An account as it is served, and a WeChat that lives by the machine's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.wechat_account import Deployment, Line, shelf
from tests.fakes.wechat_asking import TEMPLATE
from tests.fakes.wechat_server import WeChatServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from assistant.bootstrap import Application


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """Whose library all share."""
    return shelf(built_library)


@pytest.fixture
def wechat() -> Iterator[WeChatServer]:
    with WeChatServer() as server:
        yield server


@pytest.fixture
async def line(deployed: Deployment) -> AsyncIterator[Line]:
    templates = f"ticket={TEMPLATE}"
    async with deployed.running(ticking=False, log_level="INFO", wechat_notice_templates=templates) as opened:
        yield opened
