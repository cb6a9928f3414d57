"""A contact's records on a real SQLite file: their own, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.history import TurnLog
from assistant.messages import Reply
from assistant.records import Opinion, Records
from tests.fakes.speaker import message
from tools.database.engine import Database
from tools.database.repositories.feedback import ComplaintRepository
from tools.kit.errors import Conflict, InvalidArguments, NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'records.db'}")
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


class Talk:
    """Says things, a minute apart, and has them answered."""

    def __init__(self, database: Database) -> None:
        self._log = TurnLog(database, "here")
        self._now = NOW

    async def say(self, text: str, conversation: str, user: str, answer: str | None = "好的") -> str:
        self._now += timedelta(minutes=1)
        said = message(f"{self._now:%H%M}", conversation, user, text=text)
        turn = await self._log.receive(said, self._now)
        if answer is not None:
            claim = await self._log.claim(turn)
            assert claim is not None
            await self._log.finish(claim, Reply(id=turn.id, text=answer), None, None, self._now)
        return turn.id


@pytest.fixture
def talk(database: Database) -> Talk:
    return Talk(database)


async def contact(records: Records, user: str) -> str:
    found = await records.find_contact("terminal", user)
    assert found is not None
    return found


async def test_conversations_come_newest_first_page_by_page(records: Records, talk: Talk) -> None:
    for number in range(5):
        await talk.say(f"问题{number}", f"c{number}", "u1")
    await talk.say("又一问", "c1", "u1")
    mine = await contact(records, "u1")
    first = await records.conversations(mine, limit=2)
    second = await records.conversations(mine, limit=2, after=first.summaries[-1].id)
    third = await records.conversations(mine, limit=2, after=second.summaries[-1].id)
    pages = [[summary.id for summary in page.summaries] for page in (first, second, third)]
    assert pages == [["c1", "c4"], ["c3", "c2"], ["c0"]]
    assert [first.more, second.more, third.more] == [True, True, False]
    assert first.summaries[0].title == "问题1"


async def test_search_looks_in_titles_messages_and_replies_as_written(records: Records, talk: Talk) -> None:
    await talk.say("补贴有多少", "c1", "u1", "最高100%补助")
    await talk.say("什么是ERP", "c2", "u1", "企业资源计划")
    await talk.say("别的", "c3", "u1", "100分")
    await talk.say("补贴", "c4", "u2")
    mine = await contact(records, "u1")

    async def found(search: str) -> list[str]:
        return [summary.id for summary in (await records.conversations(mine, search=search)).summaries]

    assert await found("补贴") == ["c1"]
    assert await found("资源计划") == ["c2"]
    assert await found("erp") == ["c2"]
    assert await found("100%") == ["c1"]
    assert await found("citations") == []
    assert await found("  ") == ["c3", "c2", "c1"]
    await records.rename(mine, "c3", " 打分 ")
    assert await found("打分") == ["c3"]


async def test_a_thread_has_its_turns_in_order_with_what_came_of_them(records: Records, talk: Talk) -> None:
    first = await talk.say("一", "c1", "u1", "答一")
    await talk.say("二", "c1", "u1", "答二")
    await talk.say("三", "c1", "u1", None)
    mine = await contact(records, "u1")
    await records.set_feedback(mine, first, 1, " 很好 ", NOW)
    thread = await records.thread(mine, "c1")
    told = [(turn.text, turn.state, turn.reply and turn.reply.text, turn.opinion) for turn in thread.turns]
    assert told == [
        ("一", "done", "答一", Opinion(1, "很好")),
        ("二", "done", "答二", None),
        ("三", "received", None, None),
    ]


async def test_feedback_is_changed_and_removed(records: Records, talk: Talk) -> None:
    turn = await talk.say("一", "c1", "u1")
    mine = await contact(records, "u1")

    async def opinion() -> Opinion | None:
        return (await records.thread(mine, "c1")).turns[0].opinion

    await records.set_feedback(mine, turn, 1, "好", NOW)
    await records.set_feedback(mine, turn, -1, None, NOW)
    assert await opinion() == Opinion(-1, None)
    await records.remove_feedback(mine, turn)
    await records.remove_feedback(mine, turn)
    assert await opinion() is None
    with pytest.raises(InvalidArguments):
        await records.set_feedback(mine, turn, 0, None, NOW)  # type: ignore[arg-type]
    with pytest.raises(InvalidArguments):
        await records.set_feedback(mine, turn, 1, "长" * 2001, NOW)
    unanswered = await talk.say("二", "c1", "u1", None)
    with pytest.raises(Conflict):
        await records.set_feedback(mine, unanswered, 1, None, NOW)


async def test_a_deleted_conversation_is_gone_and_takes_no_more(records: Records, talk: Talk) -> None:
    turn = await talk.say("一", "c1", "u1")
    await talk.say("二", "c2", "u1")
    mine = await contact(records, "u1")
    await records.delete(mine, "c1", NOW)
    assert [summary.id for summary in (await records.conversations(mine)).summaries] == ["c2"]
    assert (await records.conversations(mine, search="一")).summaries == ()
    for gone in (
        records.thread(mine, "c1"),
        records.rename(mine, "c1", "新"),
        records.delete(mine, "c1", NOW),
        records.set_feedback(mine, turn, 1, None, NOW),
        talk.say("三", "c1", "u1"),
    ):
        with pytest.raises(NotFound):
            await gone


async def test_another_contacts_records_are_not_there(records: Records, talk: Talk) -> None:
    turn = await talk.say("我的秘密", "c1", "u1")
    await talk.say("别人的", "c2", "u2")
    mine, other = await contact(records, "u1"), await contact(records, "u2")
    await records.set_feedback(mine, turn, 1, "好", NOW)
    assert [summary.id for summary in (await records.conversations(other)).summaries] == ["c2"]
    assert (await records.conversations(other, search="秘密")).summaries == ()
    for attempt in (
        records.conversations(other, after="c1"),
        records.thread(other, "c1"),
        records.rename(other, "c1", "偷看"),
        records.delete(other, "c1", NOW),
        records.set_feedback(other, turn, -1, None, NOW),
        records.remove_feedback(other, turn),
        records.thread("no such contact", "c1"),
    ):
        with pytest.raises(NotFound):
            await attempt
    thread = await records.thread(mine, "c1")
    assert (thread.summary.title, thread.turns[0].opinion) == ("我的秘密", Opinion(1, "好"))


async def test_the_same_name_on_two_channels_is_two_contacts(records: Records) -> None:
    web = await records.identify("web", "u1", "enterprise", None, NOW)
    api = await records.identify("api", "u1", "enterprise", None, NOW)
    assert web.contact_id != api.contact_id
    assert await records.find_contact("web", "u1") == web.contact_id
    assert await records.find_contact("batch", "u1") is None


@pytest.mark.parametrize("title", ["", "  ", "长" * 201])
async def test_a_title_has_a_length(records: Records, title: str) -> None:
    with pytest.raises(InvalidArguments):
        await records.rename("anyone", "c1", title)


async def test_a_complaint_is_filed_with_or_without_a_contact(records: Records, database: Database) -> None:
    identity = await records.identify("web", "u1", "enterprise", None, NOW)
    known = await records.complain(identity.contact_id, " 答错了 ", "", NOW)
    unknown = await records.complain(None, "打不开", "13800000000", NOW)
    with pytest.raises(InvalidArguments):
        await records.complain(None, " ", None, NOW)
    async with database.read() as session:
        complaints = ComplaintRepository(session)
        first, second = await complaints.get(known), await complaints.get(unknown)
    assert first is not None
    assert second is not None
    assert (first.contact_id, first.text, first.reach, first.state) == (identity.contact_id, "答错了", None, "open")
    assert (second.contact_id, second.reach, second.created_at) == (None, "13800000000", NOW)
