"""An application at noon of a Thursday, and the demo region in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import DATA, Application, build
from assistant.demo import Demo
from assistant.settings import Settings
from tests.fakes.region import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def app(built_library: Path, tmp_path: Path) -> AsyncIterator[Application]:
    url = f"sqlite:///{tmp_path}/region.db"
    own = Settings(_env_file=None, var_dir=built_library, database_url=url, log_level="ERROR")
    application = build(own, clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
async def demo(app: Application) -> Demo:
    loader = Demo(app.database, app.library, DATA, app.clock)
    await loader.load()
    return loader
