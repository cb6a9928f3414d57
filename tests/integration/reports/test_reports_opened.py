"""A report counts as opened when somebody of its enterprise has its page or a document before them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from integrations.web.visitors import COOKIE
from tests.fakes.door import door
from tests.fakes.reports import diagnose, made, path_of
from tools.database.models import Report

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from tests.fakes.front_desk import Clock, Person

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50"}
ANSWERS = "3 2 2 4 2 1 3 2 2 2"


@pytest.fixture
async def path(person: Person) -> str:
    """Where the page of a report lies that was just made."""
    await diagnose(person, ANSWERS, "quick")
    return path_of((await made(person))["link"])


async def opened(app: Application) -> datetime | None:
    async with app.database.read() as session:
        return await session.scalar(select(Report.opened_at))


@pytest.mark.parametrize("form", ["", "/report.docx", "/report.pdf"])
async def test_the_first_time_counts(app: Application, clock: Clock, path: str, form: str) -> None:
    assert await opened(app) is None
    first = clock.now
    async with door(app, **PHONE) as (client, _):
        assert (await client.get(path + form)).status_code == 200
        assert await opened(app) == first
        clock.now += timedelta(hours=1)
        await client.get(path + form)
        assert await opened(app) == first


async def test_its_chart_alone_is_not_the_report(app: Application, path: str) -> None:
    async with door(app, **PHONE) as (client, _):
        assert (await client.get(path + "/radar.png")).status_code == 200
    assert await opened(app) is None


async def test_an_operator_reads_it_for_themselves(app: Application, path: str) -> None:
    async with door(app, **PHONE) as (client, visitors):
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
    async with door(app, **PHONE) as (client, _):
        assert (await client.get(path, headers=headers)).status_code == 200
    assert await opened(app) is None


async def test_asking_for_the_head_alone_does_not_count(app: Application, path: str) -> None:
    async with door(app, **PHONE) as (client, _):
        await client.head(path)
    assert await opened(app) is None


async def test_a_link_that_opens_nothing_leaves_nothing(app: Application, clock: Clock, path: str) -> None:
    async with app.database.transaction() as session:
        await session.execute(update(Report).values(revoked_at=clock.now))
    async with door(app, **PHONE) as (client, _):
        assert (await client.get(path)).status_code == 404
    assert await opened(app) is None
