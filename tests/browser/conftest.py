from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.server_process import ServerProcess

CHROMIUM = "/usr/bin/chromium"

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path_factory.mktemp("web"))
    process.start()
    yield process
    process.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(chromium: Browser, server: ServerProcess) -> AsyncIterator[OpenPage]:
    """Open the chat as a new visitor; whatever a page asks of another host, or a script breaks, fails the test."""
    elsewhere: list[str] = []
    broken: list[str] = []

    def seen(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != f"127.0.0.1:{server.port}":
            elsewhere.append(address)

    async with AsyncExitStack() as stack:

        async def opened(path: str = "/", **options: Any) -> Page:
            context = await chromium.new_context(locale="zh-CN", base_url=server.url, **options)
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.on("request", lambda request: seen(request.url))
            page.on("websocket", lambda socket: seen(socket.url))
            page.on("pageerror", lambda error: broken.append(str(error)))
            page.on(
                "console",
                lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None,
            )
            page.set_default_timeout(15_000)
            await page.goto(path)
            return page

        yield opened
    assert elsewhere == []
    assert broken == []
