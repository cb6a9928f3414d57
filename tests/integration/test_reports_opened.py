"""A report counts as opened when somebody of its enterprise has its page or a document before them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from integrations.web import reports
from integrations.web.guard import Guard
from integrations.web.visitors import COOKIE, Visitors
from tests.fakes.front_desk import Clock, Person
from tools.database.models import Report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50"
ANSWERS = "3 2 2 4 2 1 3 2 2 2"


@pytest.fixture
async def app(built_library: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    url = f"sqlite:///{tmp_path / 'reports.db'}"
    application = build(Settings(var_dir=built_library, database_url=url, log_level="WARNING"), clock=clock)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
async def path(app: Application, clock: Clock) -> str:
    """Where the page of a report lies that was just made."""
    person = Person(app, clock, "us")
    await person.press("start_diagnosis", form="quick", again=True)
    for answer in ANSWERS.split():
        await person.press("answer_diagnosis", answer=answer)
    link = (await person.press("make_report")).tool_calls[0].result["link"]
    return "/r/" + str(link).rpartition("/r/")[2]


@asynccontextmanager
async def door(app: Application) -> AsyncIterator[tuple[httpx.AsyncClient, Visitors]]:
    visitors = Visitors("k" * 40, lambda: datetime.now(UTC))

    async def holds(badge: Any) -> bool:
        return bool(badge.mark == "good")

    served = FastAPI(openapi_url=None)
    served.include_router(reports.router(app))
    served.add_middleware(Guard, visitors=visitors, public_url="http://test", scripts=[], admits=holds)
    transport = httpx.ASGITransport(app=served)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers={"User-Agent": PHONE}) as client:
        yield client, visitors


async def opened(app: Application) -> datetime | None:
    async with app.database.read() as session:
        return await session.scalar(select(Report.opened_at))


@pytest.mark.parametrize("form", ["", "/report.docx", "/report.pdf"])
async def test_the_first_time_counts(app: Application, clock: Clock, path: str, form: str) -> None:
    assert await opened(app) is None
    first = clock.now
    async with door(app) as (client, _):
        assert (await client.get(path + form)).status_code == 200
        assert await opened(app) == first
        clock.now += timedelta(hours=1)
        await client.get(path + form)
        assert await opened(app) == first


async def test_its_chart_alone_is_not_the_report(app: Application, path: str) -> None:
    async with door(app) as (client, _):
        assert (await client.get(path + "/radar.png")).status_code == 200
    assert await opened(app) is None


async def test_an_operator_reads_it_for_themselves(app: Application, path: str) -> None:
    async with door(app) as (client, visitors):
        cookie = {"Cookie": f"{COOKIE}={visitors.issue_badge('1', 'good')}"}
        assert (await client.get(path, headers=cookie)).status_code == 200
        assert await opened(app) is None
        lapsed = {"Cookie": f"{COOKIE}={visitors.issue_badge('1', 'lapsed')}"}
        await client.get(path, headers=lapsed)
        assert await opened(app) is not None


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"},
        {"User-Agent": "Slackbot-LinkExpanding 1.0"},
        {"User-Agent": "Baiduspider/2.0"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
        {"X-Purpose": "preview"},
    ],
    ids=lambda headers: next(iter(headers.values())) or "nobody",
)
async def test_programs_and_loading_ahead_do_not_count(app: Application, path: str, headers: dict[str, str]) -> None:
    async with door(app) as (client, _):
        assert (await client.get(path, headers=headers)).status_code == 200
    assert await opened(app) is None


async def test_asking_for_the_head_alone_does_not_count(app: Application, path: str) -> None:
    async with door(app) as (client, _):
        await client.head(path)
    assert await opened(app) is None


async def test_a_link_that_opens_nothing_leaves_nothing(app: Application, clock: Clock, path: str) -> None:
    async with app.database.transaction() as session:
        await session.execute(update(Report).values(revoked_at=clock.now))
    async with door(app) as (client, _):
        assert (await client.get(path)).status_code == 404
    assert await opened(app) is None
