"""The model path with a server that plays the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.agent import ModelAgent
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.sample_tools import CATALOG, written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    written.clear()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def running() -> Iterator[OpenAIServer]:
    with OpenAIServer() as started:
        yield started


@pytest.fixture
def server(running: OpenAIServer) -> OpenAIServer:
    running.reset()
    return running


@pytest.fixture
async def agent(server: OpenAIServer) -> AsyncIterator[ModelAgent]:
    built = ModelAgent(
        base_url=server.base_url,
        api_key="sk-secret",
        name="scripted",
        timeout=5.0,
        catalog=CATALOG,
        platform="测试平台",
    )
    yield built
    await built.close()
