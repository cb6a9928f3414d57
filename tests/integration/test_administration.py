"""Housekeeping on a real database: what goes, what stays, and that nothing is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from assistant.administration import GRACE, Administration
from assistant.bootstrap import Application, build
from assistant.messages import Message
from tools.database.models import Conversation, Feedback, Model, ToolWrite, Turn
from tools.database.repositories.turns import ToolWriteRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.settings import Settings

START = datetime(2026, 10, 1, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def app(settings: Settings, clock: Clock) -> AsyncIterator[Application]:
    application = build(settings, clock=clock)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
def administration(app: Application) -> Administration:
    return Administration(app.library, app.database, app.clock)


async def say(app: Application, conversation: str) -> str:
    """Say something, and think something of the reply; return the contact's id."""
    message = Message(id="1", conversation=conversation, channel="web", user="u", text="你好", now=app.clock())
    reply = await app.conversation.reply(message)
    contact = await app.records.find_contact("web", "u")
    assert contact
    await app.records.set_feedback(contact, reply.id, 1, "好", app.clock())
    async with app.database.transaction() as session:
        await ToolWriteRepository(session).record(reply.id, "write", {}, {"done": True}, app.clock())
    return contact


async def counts(app: Application) -> dict[str, int]:
    async with app.database.read() as session:
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Conversation, Turn, Feedback, ToolWrite)
        }


async def test_deleted_conversations_go_after_their_grace(
    app: Application, administration: Administration, clock: Clock
) -> None:
    contact = await say(app, "kept")
    for name in ("old", "older"):
        await say(app, name)
        await app.records.delete(contact, name, clock.now)
    clock.now += GRACE
    assert (await administration.housekeep()).erased == 0
    clock.now += timedelta(seconds=1)
    assert (await administration.housekeep()).erased == 2
    assert await counts(app) == {"conversations": 1, "turns": 1, "feedback": 1, "tool_writes": 1}
    assert (await administration.housekeep()).erased == 0


def test_everything_that_hangs_on_a_conversation_is_erased_with_it() -> None:
    erased = {"conversations", "turns", "feedback", "tool_writes"}
    hanging = {
        table.name
        for table in Model.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in erased
    }
    assert hanging <= erased


async def test_a_turn_nobody_holds_is_counted(app: Application, administration: Administration, clock: Clock) -> None:
    await say(app, "cut off")
    async with app.database.transaction() as session:
        turn = await session.scalar(select(Turn))
        assert turn
        turn.state, turn.finished_at, turn.reply, turn.claimed_until = "running", None, None, clock.now
    assert (await administration.housekeep()).abandoned == 1


async def test_holdings_count_every_kind(administration: Administration) -> None:
    holdings = administration.holdings()
    assert holdings.documents == 0
    assert holdings.passages["indicator"] == 44
    assert holdings.unembedded is None
    assert holdings.total == sum(holdings.passages.values()) > 400
