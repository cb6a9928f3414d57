"""What tests share: a library, a clock that stands, an application of each test's own, people, an account on WeChat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tests.fakes.front_desk import MONDAY, Clock
from tests.fakes.members import OURS, THEIRS, One
from tests.fakes.wechat_account import Backstage, Deployment, backstage, migrated
from tests.fakes.wechat_outbox import START
from tests.fakes.wechat_server import Clock as WeChatClock
from tests.fakes.wechat_server import WeChatServer
from tools.database.models import Enterprise

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime
    from pathlib import Path


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """What the tests' applications share."""
    return build(Settings(_env_file=None, var_dir=built_library))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def on_monday(clock: Clock) -> None:
    """Let the clock stand at a Monday's noon."""
    clock.now = MONDAY


@pytest.fixture
async def app(base: Application, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    settings = Settings(_env_file=None, var_dir=base.settings.var_dir, database_url=f"sqlite:///{tmp_path / 'desk.db'}")
    application = build(settings, clock=clock, beside=base)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
async def two_firms(app: Application, clock: Clock) -> None:
    """Put two enterprises on file for whom nobody speaks."""
    async with app.database.transaction() as session:
        for name in (OURS, THEIRS):
            session.add(Enterprise(id=f"e-{name}", name=name, verified=False, created_at=clock.now))


@pytest.fixture
def operator(app: Application, clock: Clock) -> One:
    return One(app, clock, "desk", "batch", "operator")


@pytest.fixture
def ann(app: Application, clock: Clock) -> One:
    return One(app, clock, "o-ann")


@pytest.fixture
def bob(app: Application, clock: Clock) -> One:
    return One(app, clock, "o-bob")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    return migrated(tmp_path_factory.mktemp("wechat") / "empty.db")


@pytest.fixture
def begins() -> datetime:
    """When the clock of a played WeChat begins."""
    return START


@pytest.fixture
def wechat(begins: datetime) -> Iterator[WeChatServer]:
    """WeChat, on a clock that a test moves."""
    with WeChatServer(clock=WeChatClock(begins)) as server:
        yield server


@pytest.fixture
def deployed(wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path) -> Deployment:
    return Deployment.fresh(wechat, base, empty, tmp_path)


@pytest.fixture
async def stage(deployed: Deployment) -> AsyncIterator[Backstage]:
    async with backstage(deployed) as opened:
        yield opened
