"""Short addresses: one for each target, unguessable, renewed when asked for again, and worth nothing afterwards."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from assistant.links import LIFETIME, Links
from assistant.messages import Reply
from tests.fakes.front_desk import START, Clock
from tools.catalog import BY_NAME
from tools.database.engine import Database
from tools.database.models import Contact, Conversation, Link, Turn
from tools.database.repositories.outbox import OutboxRepository
from tools.kit.errors import InvalidArguments
from tools.kit.tool import Attachment, Citation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CHART = Attachment(name="雷达图", media_type="image/png", path="/files/radar.png?assessment=abc")
REPLY = Reply(
    id="turn-1",
    text="数据传输**应**加密。",
    citations=(Citation(document="T/ISC 0106—2026", clause="6.1.3 e)", quote="传输应加密"),),
    attachments=(CHART,),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    path = tmp_path_factory.mktemp("links") / "empty.db"

    async def migrate() -> None:
        opened = Database(f"sqlite:///{path}")
        await opened.migrate()
        await opened.close()

    asyncio.run(migrate())
    return path


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{shutil.copy(empty, tmp_path / 'links.db')}")
    yield opened
    await opened.close()


@pytest.fixture
def links(database: Database, clock: Clock) -> Links:
    return Links(database, clock, "https://sz.example/")


async def stored(database: Database, turn_id: str = "turn-1", **values: Any) -> None:
    """Store a turn as it stands once it was answered."""
    finished = values.get("reply", {}) is not None
    row = {
        "id": turn_id,
        "conversation_id": f"talk-{turn_id}",
        "seq": 1,
        "message_id": "m",
        "text": " 数据要加密吗？ ",
        "tool": None,
        "arguments": {},
        "state": "done" if finished else "running",
        "attempts": 1,
        "reply": REPLY.model_dump(mode="json"),
        "created_at": START,
        "finished_at": START if finished else None,
    }
    talk = {"id": f"talk-{turn_id}", "contact_id": "c", "channel": "wechat", "created_at": START, "updated_at": START}
    person = Contact(id="c", channel="wechat", external_id="o1", role="enterprise", created_at=START)
    async with database.transaction() as session:
        await session.merge(person)
        await session.flush()
        session.add(Conversation(**talk))
        await session.flush()
        session.add(Turn(**{**row, **values}))


async def delivered(database: Database, turn_id: str) -> str:
    """Put a turn's answer into the outbox, and return the token of its page."""
    async with database.transaction() as session:
        added = await OutboxRepository(session).add(
            channel="wechat",
            user="o1",
            cause=turn_id,
            purpose="answer",
            turn_id=turn_id,
            content={},
            due_at=START,
            expires_at=START + timedelta(days=30),
            now=START,
        )
    assert added is not None
    return added


def token_of(address: str) -> str:
    return address.rpartition("/")[2]


# --- answers ----------------------------------------------------------------------------------------------------------


async def test_the_id_of_a_delivery_opens_the_stored_answer(database: Database, links: Links) -> None:
    await stored(database)
    found = await links.answer(await delivered(database, "turn-1"))
    assert found is not None
    assert found.question == "数据要加密吗？"
    assert found.reply == REPLY
    assert found.assessment == "abc"
    assert (found.contact_id, found.operator, found.asked_at) == ("c", False, START)
    assert found.expires_at == START + LIFETIME


async def test_the_page_of_an_answer_ends_after_ninety_days(database: Database, links: Links, clock: Clock) -> None:
    await stored(database)
    token = await delivered(database, "turn-1")
    clock.now += LIFETIME - timedelta(seconds=1)
    assert await links.answer(token) is not None
    clock.pass_by(seconds=1)
    assert await links.answer(token) is None


async def test_a_pressed_button_is_named_by_its_title(database: Database, links: Links) -> None:
    await stored(database, text="", tool="show_archive")
    found = await links.answer(await delivered(database, "turn-1"))
    assert found is not None
    assert found.question == BY_NAME["show_archive"].wording.title


async def test_there_is_no_page_of_what_was_not_answered_deleted_or_never_said(
    database: Database, links: Links
) -> None:
    await stored(database, "turn-1", reply=None)
    assert await links.answer(await delivered(database, "turn-1")) is None
    await stored(database, "turn-2")
    token = await delivered(database, "turn-2")
    assert await links.answer(token) is not None
    async with database.transaction() as session:
        await session.execute(update(Conversation).where(Conversation.id == "talk-turn-2").values(deleted_at=START))
    assert await links.answer(token) is None
    assert await links.answer(await delivered(database, "nothing")) is None


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "A" * 5_000, "%00", "' OR 1=1 --"])
async def test_no_token_is_guessed(database: Database, links: Links, token: str) -> None:
    await stored(database)
    await delivered(database, "turn-1")
    await links.short("https://example.org/")
    assert await links.answer(token) is None
    assert await links.target(token) is None


# --- longer addresses -------------------------------------------------------------------------------------------------


async def test_an_address_of_the_web_is_shortened_once(links: Links, clock: Clock) -> None:
    url = "https://example.org/政策?页=1&q=a%20b#c"
    short = await links.short(url)
    assert short.startswith("https://sz.example/s/")
    assert await links.short(url) == short
    assert await links.target(token_of(short)) == url
    clock.now += LIFETIME
    assert await links.target(token_of(short)) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/a",
        "/h5",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https://",
        "https:///a",
        "https://[x",
        "https://example.org/\r\nSet-Cookie: a=b",
        "https://example.org/ b",
        f"https://example.org/{'a' * 2_000}",
    ],
)
async def test_nothing_else_is(database: Database, links: Links, url: str) -> None:
    with pytest.raises(InvalidArguments) as caught:
        await links.short(url)
    assert not url or url not in str(caught.value)
    async with database.read() as session:
        assert (await session.scalars(select(Link))).all() == []


async def test_one_kind_of_token_does_not_open_the_other(database: Database, links: Links) -> None:
    await stored(database)
    answer = await delivered(database, "turn-1")
    address = token_of(await links.short("https://example.org/"))
    assert await links.target(answer) is None
    assert await links.answer(address) is None
