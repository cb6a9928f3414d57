"""Tickets and talks on a real PostgreSQL server, where transactions do run side by side."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tests.fakes.front_desk import Clock, Person
from tools.database.models import HandOff, Need, Relay, Supporter, Survey, Ticket, TicketEvent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tools.database.models import Model

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture
def url() -> Iterator[str]:
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def apps(url: str, built_library: Path, clock: Clock) -> AsyncIterator[tuple[Application, Application]]:
    """Two applications on one database, as two servers are."""
    settings = Settings(_env_file=None, var_dir=built_library, database_url=url)
    first = build(settings, clock=clock)
    second = build(settings, clock=clock, beside=first)
    await first.start()
    await second.start()
    yield first, second
    await second.close()
    await first.close()


async def rows(app: Application, model: type[Model]) -> list[Any]:
    async with app.database.read() as session:
        return list((await session.scalars(select(model))).all())


async def test_firms_that_need_the_same_at_once_are_pooled_and_numbered_once(
    apps: tuple[Application, Application], clock: Clock
) -> None:
    people = [Person(apps[n % 2], clock, f"u{n}", enterprise=f"E{n}") for n in range(8)]
    await asyncio.gather(*(one.press("open_ticket", "登记需求：想做皮料瑕疵检测") for one in people))
    await asyncio.gather(*(one.say("确认") for one in people))
    assert sorted(ticket.number for ticket in await rows(apps[0], Ticket)) == [
        f"T20261126-{n:03d}" for n in range(1, 9)
    ]
    assert (len(await rows(apps[0], Need)), len(await rows(apps[0], Supporter))) == (1, 8)
    operator = Person(apps[1], clock, "张工", role="operator")
    assert "8 家企业" in (await operator.press("show_needs")).text
    assert "8 张" in (await operator.press("show_tickets", "所有工单")).text


async def test_urging_at_once_counts_every_time(apps: tuple[Application, Application], clock: Clock) -> None:
    people = [Person(apps[n % 2], clock, f"u{n}", enterprise="E1") for n in range(6)]
    await people[0].opened("我要投诉：报告打不开")
    await asyncio.gather(*(one.press("urge_ticket") for one in people))
    assert [ticket.urged for ticket in await rows(apps[0], Ticket)] == [6]


async def test_of_two_operators_one_wins_and_the_talk_runs_between_servers(
    apps: tuple[Application, Application], clock: Clock
) -> None:
    owner = Person(apps[0], clock, "owner", enterprise="E1")
    await owner.press("hand_off", "转人工，ERP的补贴被退回了")
    operators = [Person(apps[n], clock, name, role="operator") for n, name in enumerate(("张工", "李工"))]
    replies = await asyncio.gather(*(one.press("take_hand_off", number="1") for one in operators))
    winner = next(one for one, reply in zip(operators, replies, strict=True) if not reply.declined)
    lost = next(reply for reply in replies if reply.declined)
    assert f"由{winner.user}接手" in lost.text
    assert len([event for event in await rows(apps[0], TicketEvent) if event.kind == "assigned"]) == 1
    await winner.say("您好")
    assert f"【工作人员 {winner.user}】您好" in (await owner.say("Excel发了")).text
    assert "Excel发了" in (await winner.say("结束")).text
    contact = await apps[1].records.find_contact("batch", "owner")
    news = [await app.desk.news(contact, "talk-owner", clock.now) for app in apps]
    assert sum("结束了人工对话" in one.words for one in news) == 1
    assert [hand_off.state for hand_off in await rows(apps[0], HandOff)] == ["released"]
    assert all(relay.delivered_at for relay in await rows(apps[0], Relay))


async def test_a_low_score_and_its_ticket(apps: tuple[Application, Application], clock: Clock) -> None:
    owner = Person(apps[0], clock, "owner", enterprise="E1")
    await owner.press("rate_service", "给1分，没人理")
    await owner.press("rate_service", "打错了，改成4分")
    (ticket,) = await rows(apps[1], Ticket)
    assert ticket.severity == "high"
    assert sorted((one.score, one.ended_at is None) for one in await rows(apps[1], Survey)) == [(1, False), (4, True)]
    await apps[1].records.complain(None, "没人接电话", None, clock.now)
    operator = Person(apps[1], clock, "张工", role="operator")
    assert "没人接电话" in (await operator.press("show_tickets", "有哪些投诉")).text
