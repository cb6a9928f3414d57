"""Short addresses: one for each target, unguessable, renewed when asked for again, and worth nothing afterwards."""

from __future__ import annotations

import asyncio
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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'links.db'}")
    await opened.migrate()
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


def token_of(address: str) -> str:
    return address.rpartition("/")[2]


# --- answers ----------------------------------------------------------------------------------------------------------


async def test_a_turn_has_one_address_that_opens_its_stored_answer(database: Database, links: Links) -> None:
    await stored(database)
    address = await links.of_answer("turn-1")
    assert address.startswith("https://sz.example/a/")
    assert len(token_of(address)) >= 22
    assert await links.of_answer("turn-1") == address
    found = await links.answer(token_of(address))
    assert found is not None
    assert found.question == "数据要加密吗？"
    assert found.reply == REPLY
    assert found.assessment == "abc"
    assert (found.contact_id, found.operator, found.asked_at) == ("c", False, START)
    assert found.expires_at == START + LIFETIME


async def test_of_many_who_ask_at_once_all_get_the_same_address(links: Links) -> None:
    assert len(set(await asyncio.gather(*(links.of_answer("turn-1") for _ in range(8))))) == 1


async def test_two_turns_have_nothing_in_common(links: Links) -> None:
    one, other = await links.of_answer("turn-1"), await links.of_answer("turn-2")
    assert token_of(one)[:4] != token_of(other)[:4]


async def test_an_address_ends_after_ninety_days_unless_it_is_asked_for_again(
    database: Database, links: Links, clock: Clock
) -> None:
    await stored(database)
    token = token_of(await links.of_answer("turn-1"))
    clock.now += LIFETIME - timedelta(seconds=1)
    assert await links.answer(token) is not None
    clock.pass_by(seconds=1)
    assert await links.answer(token) is None
    assert token_of(await links.of_answer("turn-1")) == token
    clock.pass_by(days=89)
    assert await links.answer(token) is not None


async def test_a_pressed_button_is_named_by_its_title(database: Database, links: Links) -> None:
    await stored(database, text="", tool="show_archive")
    found = await links.answer(token_of(await links.of_answer("turn-1")))
    assert found is not None
    assert found.question == BY_NAME["show_archive"].wording.title


async def test_there_is_no_page_of_what_was_not_answered_deleted_or_never_said(
    database: Database, links: Links
) -> None:
    await stored(database, "turn-1", reply=None)
    assert await links.answer(token_of(await links.of_answer("turn-1"))) is None
    await stored(database, "turn-2")
    token = token_of(await links.of_answer("turn-2"))
    assert await links.answer(token) is not None
    async with database.transaction() as session:
        await session.execute(update(Conversation).where(Conversation.id == "talk-turn-2").values(deleted_at=START))
    assert await links.answer(token) is None
    assert await links.answer(token_of(await links.of_answer("nothing"))) is None


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "A" * 5_000, "%00", "' OR 1=1 --"])
async def test_no_token_is_guessed(database: Database, links: Links, token: str) -> None:
    await stored(database)
    await links.of_answer("turn-1")
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
    answer = token_of(await links.of_answer("turn-1"))
    address = token_of(await links.short("https://example.org/"))
    assert await links.target(answer) is None
    assert await links.answer(address) is None
