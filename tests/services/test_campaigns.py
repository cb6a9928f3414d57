"""Campaigns on a real PostgreSQL server: ways to enterprises, progress, and stopping while others plan."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import update

from tools.database.engine import Database
from tools.database.models import Audience, Consent, Contact, Enterprise, Fact, FollowUp, Model, OptOut
from tools.database.repositories.campaigns import CampaignRepository
from tools.database.repositories.planning import PlanningRepository
from tools.database.repositories.reach import ReachRepository
from tools.domain.follow_ups import shipped
from tools.domain.region import EnterpriseFilter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
RULE = shipped().rules["campaign"]
LEATHER = EnterpriseFilter(industry="皮革皮具")
WAYS = {"window": 1, "notice": 1, "web": 1, "email": 1, "person": 1, "opted_out": 1, "nobody": 1}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name}")
        address = f"{SERVER.rpartition('/')[0]}/{name}"
        asyncio.run(migrated(address))
        yield address
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def migrated(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"TRUNCATE {', '.join(Model.metadata.tables)} CASCADE")
    database = Database(url)
    for way in WAYS:
        await firm(database, way)
    yield database
    await database.close()


async def firm(database: Database, way: str) -> None:
    """Put an enterprise on file that can be told one way only, or not at all."""
    channel = "web" if way in {"web", "opted_out"} else "wechat"
    async with database.transaction() as session:
        session.add(Enterprise(id=way, name=f"{way}皮具厂", verified=True, created_at=NOW))
        await session.flush()
        facts = {"industry": "皮革皮具", **({"email": "a@example.cn"} if way == "email" else {})}
        for field, value in facts.items():
            session.add(fact(way, field, value))
        if way == "nobody":
            return
        person = {"channel": channel, "external_id": f"{way}-x", "role": "enterprise", "enterprise_id": way}
        session.add(Contact(id=f"{way}-c", created_at=NOW, **person))
        if way == "window":
            window = {"following": True, "blocked": None, "left": 4, "until": NOW + timedelta(hours=1)}
            session.add(Audience(channel="wechat", user="window-x", updated_at=NOW, **window))
        if way == "notice":
            spent = {"spent_at": None, "spent_on": None, "expires_at": NOW + timedelta(days=9)}
            given = {"template": "t", "purpose": "campaign", "cause": "c", "granted_at": NOW}
            session.add(Consent(channel="wechat", user="notice-x", **given, **spent))
        if way == "opted_out":
            session.add(
                OptOut(contact_id=f"{way}-c", purpose="campaign", words="", turn_id=None, created_at=NOW, ended_at=None)
            )


def fact(enterprise: str, field: str, value: str) -> Fact:
    values: dict[str, Any] = {"number": None, "source": "chat", "evidence": "self_reported", "ended_at": None}
    return Fact(
        enterprise_id=enterprise,
        field=field,
        value={"value": value},
        words=value,
        contact_id=None,
        turn_id=None,
        recorded_at=NOW,
        **values,
    )


async def started(database: Database, per_hour: int = 200) -> str:
    async with database.transaction() as session:
        one = await CampaignRepository(session).start(
            title="开会", text="周五开会", asked=LEATHER, per_hour=per_hour, contact="op", now=NOW
        )
        return one.id


async def plan(database: Database) -> int:
    async with database.transaction() as session:
        return await PlanningRepository(session).plan(RULE, NOW)


async def test_ways_are_counted_and_told_for_each_contact(database: Database) -> None:
    campaign = await started(database)
    async with database.read() as session:
        one = await CampaignRepository(session).named("C20261126-001")
        assert one is not None
        assert one.id == campaign
        reach = ReachRepository(session, NOW, account=True)
        assert await reach.of_campaign(one, LEATHER, RULE.purpose, RULE.routes) == WAYS
        examples = await reach.examples(one, LEATHER, RULE.purpose, RULE.routes, 3)
        assert [example.enterprise_id for example in examples] == ["email", "notice", "person"]
        contacts = [f"{way}-c" for way in WAYS]
        told = await reach.ways(contacts, RULE.purpose, RULE.routes)
        assert told == {f"{way}-c": way for way in WAYS if way != "nobody"}
        without = ReachRepository(session, NOW, account=False)
        shut = await without.ways(["window-c", "notice-c"], RULE.purpose, RULE.routes)
        assert shut == {"window-c": "person", "notice-c": "person"}
        assert await reach.kept_back(one, LEATHER, "campaign", 1, timedelta(days=30)) == 0


async def test_stopping_and_planning_at_once_leaves_nothing_due(database: Database) -> None:
    campaign = await started(database, per_hour=2)

    async def stop() -> int:
        async with database.transaction() as session:
            repository = CampaignRepository(session)
            return await repository.stop(await repository.locked(campaign), NOW)

    for _ in range(3):
        await asyncio.gather(plan(database), stop(), plan(database))
    async with database.read() as session:
        progress = (await CampaignRepository(session).progress([campaign]))[campaign]
        assert set(progress.states) <= {"cancelled"}
        assert await CampaignRepository(session).stoppable() == []
    assert await plan(database) == 0


async def test_progress_tells_ways_and_reasons_apart(database: Database) -> None:
    campaign = await started(database)
    await plan(database)
    async with database.transaction() as session:
        for enterprise, values in (
            ("web", {"state": "sent", "route": "web", "told_at": NOW, "ended_at": NOW}),
            ("opted_out", {"state": "cancelled", "reason": "opted_out", "ended_at": NOW}),
            ("person", {"state": "task", "route": "person"}),
        ):
            await session.execute(update(FollowUp).where(FollowUp.enterprise_id == enterprise).values(**values))
    async with database.read() as session:
        progress = (await CampaignRepository(session).progress([campaign]))[campaign]
    assert progress.states == {"sent": 1, "cancelled": 1, "task": 1, "due": 3}
    assert (progress.routes, progress.reasons) == ({"web": 1}, {"opted_out": 1})
    assert (progress.planned, progress.waiting) == (6, 3)
