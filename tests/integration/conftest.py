"""What tests at the front desk share: a library, a clock that stands, and an application of each test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tests.fakes.front_desk import Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """What the tests' applications share."""
    return build(Settings(_env_file=None, var_dir=built_library))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def app(base: Application, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    settings = Settings(_env_file=None, var_dir=base.settings.var_dir, database_url=f"sqlite:///{tmp_path / 'desk.db'}")
    application = build(settings, clock=clock, beside=base)
    await application.start()
    yield application
    await application.close()
