from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from integrations.web.guard import LARGEST_BODY, Guard
from integrations.web.visitors import BEFORE, COOKIE, Badge, Visitors, present

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

VISITORS = Visitors("k" * 48, lambda: datetime.now(UTC))
PAGE = {"accept": "text/html"}


async def echo(request: Request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(f"{present()} {len(body)}", headers={"Set-Cookie": "other=1; Path=/"})


def client(public_url: str = "http://test") -> httpx.AsyncClient:
    app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])])
    guarded = Guard(app, visitors=VISITORS, public_url=public_url, scripts=["sha256-abc="])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=guarded), base_url=public_url)


async def test_a_page_gives_a_newcomer_a_cookie_that_counts_at_once() -> None:
    async with client() as browser:
        first = await browser.get("/", headers=PAGE)
        visitor = first.text.split()[0]
        assert VISITORS.read(browser.cookies[COOKIE]) == (visitor, False)
        again = await browser.get("/", headers=PAGE)
        assert again.text.split()[0] == visitor
        assert COOKIE not in again.headers.get("set-cookie", "")


async def test_a_forged_cookie_makes_nobody_and_a_page_a_newcomer() -> None:
    async with client() as browser:
        forged = {"cookie": f"{COOKIE}={Visitors('z' * 48, lambda: datetime.now(UTC)).issue('victim')[1]}"}
        assert (await browser.get("/data", headers=forged)).text.startswith("None")
        assert "victim" not in (await browser.get("/", headers={**forged, **PAGE})).text


async def test_every_answer_bears_the_headers() -> None:
    async with client() as browser:
        headers = (await browser.get("/")).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self' 'sha256-abc='" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in headers


async def test_over_https_every_cookie_is_secure() -> None:
    async with client("https://chat.example") as browser:
        answer = await browser.get("/", headers=PAGE)
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all(cookie.endswith("; Secure") for cookie in cookies)
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/copilot/index.js", "/project/file", "/project/file/1"])
async def test_what_nobody_needs_is_closed(path: str) -> None:
    async with client() as browser:
        assert (await browser.get(path)).status_code == 404


async def test_other_sites_cannot_act() -> None:
    async with client("https://chat.example") as browser:
        theirs = await browser.post("/complaint", headers={"origin": "https://evil.example"})
        ours = await browser.post("/complaint", headers={"origin": "https://chat.example"})
        proxied = await browser.post("/x", headers={"origin": "https://chat.example", "host": "10.0.0.1:8000"})
    assert [theirs.status_code, ours.status_code, proxied.status_code] == [403, 200, 200]


async def test_a_large_body_is_refused_announced_or_not() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_BODY // 1024 + 1):
            yield b"x" * 1024

    async with client() as browser:
        announced = await browser.post("/", content=b"x" * (LARGEST_BODY + 1))
        streamed = await browser.post("/", content=chunks())
        fits = await browser.post("/", content=b"x" * LARGEST_BODY)
    assert [announced.status_code, streamed.status_code, fits.status_code] == [413, 413, 200]


async def test_an_operators_cookie_counts_only_while_their_badge_holds() -> None:
    app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])])
    held = {"7": True}

    async def admits(badge: Badge) -> bool:
        return held.get(badge.operator, False)

    guarded = Guard(app, visitors=VISITORS, public_url="http://test", scripts=[], admits=admits)
    before = VISITORS.issue("anna")[1]
    cookies = {COOKIE: VISITORS.issue_badge("7", "mark"), BEFORE: before}
    transport = httpx.ASGITransport(app=guarded)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", cookies=cookies) as browser:
        assert (await browser.get("/data")).text.startswith("operator:7")
        held["7"] = False
        assert (await browser.get("/data")).text.startswith("None")
        # A page makes the browser again who it was before.
        assert (await browser.get("/", headers=PAGE)).text.startswith("anna")


async def test_programs_are_refused_in_their_own_form() -> None:
    async with client() as browser:
        theirs = await browser.post("/api/chat", headers={"origin": "https://evil.example"})
        large = await browser.post("/mcp", content=b"x" * (LARGEST_BODY + 1))
    assert (theirs.status_code, theirs.json()["error"]) == (403, {"kind": "not_permitted"})
    assert (large.status_code, large.json()["error"]) == (413, {"kind": "too_large"})
