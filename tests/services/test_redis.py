"""Caps that several processes share through Redis."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from integrations.web.rates import MESSAGES_OF_A_VISITOR, Rates
from integrations.web.visitors import Visitor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.services

URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


@pytest.fixture
async def redis() -> AsyncIterator[Redis]:
    """A database of our own, emptied before and after."""
    client: Redis = Redis.from_url(URL)
    await client.flushdb()
    yield client
    await client.flushdb()
    await client.aclose()


def visitor() -> Visitor:
    return Visitor(id=uuid4().hex, address="203.0.113.7")


async def test_two_processes_count_the_same_visitor_together(redis: Redis) -> None:
    one, other = Rates(URL), Rates(URL)
    person = visitor()
    waits = [await (one if number % 2 else other).message(person) for number in range(MESSAGES_OF_A_VISITOR.amount)]
    assert set(waits) == {0}
    assert 0 < await one.message(person) <= 60
    assert 0 < await other.message(person) <= 60
    assert await redis.dbsize() > 0


async def test_visitors_are_counted_apart(redis: Redis) -> None:
    rates = Rates(URL)
    first, second = visitor(), visitor()
    for _ in range(MESSAGES_OF_A_VISITOR.amount):
        await rates.message(first)
    assert await rates.message(first) > 0
    assert await rates.message(second) == 0


async def test_people_are_answered_while_redis_is_away() -> None:
    assert await Rates("redis://127.0.0.1:1/0").message(visitor()) == 0
