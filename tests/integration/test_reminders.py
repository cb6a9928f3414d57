"""The web inbox: what waits is shown to its contact alone, once, and an answer goes on where it was shown."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.follow_ups import FollowUps
from assistant.messages import Message
from assistant.reminders import MOST_SHOWN, Reminder, Reminders
from assistant.settings import Settings
from assistant.sources import Sources
from integrations.web import render
from tests.fakes.front_desk import Clock
from tools.database.models import Contact, Conversation, FollowUp, Turn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.messages import Reply

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """What the tests' applications share."""
    return build(Settings(_env_file=None, var_dir=built_library, log_level="ERROR"))


@pytest.fixture
def clock() -> Clock:
    return Clock(WEDNESDAY)


@pytest.fixture
async def app(base: Application, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    settings = base.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'reminders.db'}"})
    application = build(settings, clock=clock, beside=base)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
def reminders(app: Application, clock: Clock) -> Reminders:
    return Reminders(app.database, clock)


class Visitor:
    """Somebody in the web chat, in as many conversations as they like."""

    def __init__(self, app: Application, clock: Clock, name: str) -> None:
        self.app, self.clock, self.name, self._said = app, clock, name, 0

    async def say(self, thread: str, text: str, tool: str | None = None, **arguments: Any) -> Reply:
        self._said += 1
        self.clock.pass_by(seconds=1)
        return await self.app.conversation.reply(
            Message(
                id=f"{self.name}-{self._said}",
                conversation=thread,
                channel="web",
                user=self.name,
                text=text,
                tool=tool,
                arguments=arguments,
            )
        )


@pytest.fixture
async def visitor(app: Application, clock: Clock) -> Visitor:
    """A visitor who began a diagnosis yesterday and left; the follow-up waits in their inbox."""
    one = Visitor(app, clock, "ann")
    assert "第 1/10 题" in (await one.say("yesterday", "", "start_diagnosis", form="quick")).text
    clock.pass_by(days=1)
    sending = FollowUps(app.database, app.library.current, clock, app.owner, {})
    assert await sending.plan() == 1
    assert await sending.send_due() == 1
    return one


async def rows(app: Application, model: Any) -> list[Any]:
    async with app.database.read() as session:
        return list((await session.scalars(select(model))).all())


async def more(app: Application, clock: Clock, count: int) -> None:
    """Put more into the inbox, the newer the higher the number."""
    (like,) = await rows(app, FollowUp)
    async with app.database.transaction() as session:
        for number in range(1, count + 1):
            session.add(
                FollowUp(
                    id=f"{number:032d}",
                    enterprise_id=like.enterprise_id,
                    contact_id=like.contact_id,
                    rule="policy_deadline",
                    step="day7",
                    period=f"policy-{number}",
                    about=None,
                    purpose="policy",
                    state="sent",
                    route="web",
                    text=f"第{number}条：补贴快到截止日。",
                    press={"title": f"看第{number}条", "tool": "match_policies", "arguments": {}},
                    attempts=1,
                    due_at=clock.now,
                    expires_at=clock.now + timedelta(days=3),
                    created_at=clock.now,
                    told_at=clock.now + timedelta(seconds=number),
                    ended_at=clock.now,
                )
            )


async def test_what_waits_is_shown_where_the_chat_opens_once(
    app: Application, clock: Clock, visitor: Visitor, reminders: Reminders
) -> None:
    (shown,) = await reminders.take("web", "ann", "today")
    assert shown.reply.text.startswith("您的数字化诊断还差10题就有结果了")
    assert [(s.title, s.tool) for s in shown.reply.suggestions] == [("接着答", "start_diagnosis")]
    (row,) = await rows(app, FollowUp)
    assert (row.state, row.route, row.shown_at, shown.message) == ("sent", "web", clock.now, f"follow-up:{row.id}")
    assert await reminders.take("web", "ann", "today") == ()
    (turn,) = [turn for turn in await rows(app, Turn) if turn.id == row.id]
    assert turn.conversation_id == "today"
    opened = {one.id: one for one in await rows(app, Conversation)}
    assert opened["today"].pending is not None
    assert opened["today"].title.startswith("您的数字化诊断")


@pytest.mark.parametrize("words", ["好", "1", "接着答"])
async def test_a_short_yes_goes_on_where_it_was_shown(visitor: Visitor, reminders: Reminders, words: str) -> None:
    await reminders.take("web", "ann", "today")
    assert "第 1/10 题" in (await visitor.say("today", words)).text


async def test_its_button_goes_on(visitor: Visitor, reminders: Reminders) -> None:
    ((button,),) = [one.reply.suggestions for one in await reminders.take("web", "ann", "today")]
    assert "第 1/10 题" in (await visitor.say("today", button.title, button.tool, **button.arguments)).text


async def test_the_days_for_an_answer_count_from_when_it_was_shown(
    clock: Clock, visitor: Visitor, reminders: Reminders
) -> None:
    clock.pass_by(days=1)
    await reminders.take("web", "ann", "today")
    clock.pass_by(days=1, hours=23)
    assert "第 1/10 题" in (await visitor.say("today", "好")).text


async def test_two_days_later_it_is_over(clock: Clock, visitor: Visitor, reminders: Reminders) -> None:
    await reminders.take("web", "ann", "today")
    clock.pass_by(days=2, minutes=1)
    assert "第 1/10 题" not in (await visitor.say("today", "好")).text


async def test_nobody_sees_anothers(app: Application, clock: Clock, visitor: Visitor, reminders: Reminders) -> None:
    other = Visitor(app, clock, "bob")
    await other.say("bobs", "你好")
    assert await reminders.take("web", "bob", "bobs") == ()
    assert await reminders.take("web", "bob", "yesterday") == ()
    assert await reminders.take("web", "nobody", "new") == ()
    assert await reminders.take("wechat", "ann", "new") == ()
    # Somebody else's conversation is no place for it either.
    assert await reminders.take("web", "ann", "bobs") == ()
    assert len(await reminders.take("web", "ann", "today")) == 1
    people = {contact.external_id: contact.id for contact in await rows(app, Contact)}
    assert [told.press for told in await reminders.recent(people["ann"])] == ["接着答"]
    assert await reminders.recent(people["bob"]) == ()


async def test_the_newest_are_shown_and_older_ones_named(
    app: Application, clock: Clock, visitor: Visitor, reminders: Reminders
) -> None:
    await more(app, clock, 4)
    shown = await reminders.take("web", "ann", "today")
    assert len(shown) == MOST_SHOWN
    assert [one.reply.suggestions[0].title for one in shown] == ["看第2条", "看第3条", "看第4条"]
    assert shown[-1].reply.text.startswith(
        "第4条：补贴快到截止日。\n\n还有 2 条较早的提醒：\n\n- 您的数字化诊断还差10题"
    )
    assert "- 第1条：补贴快到截止日。" in shown[-1].reply.text
    assert all(row.shown_at for row in await rows(app, FollowUp))
    assert await reminders.take("web", "ann", "tomorrow") == ()
    # What is said next is an answer to the last one.
    assert "match_policies" in {call.name for call in (await visitor.say("today", "好")).tool_calls}


async def test_two_pages_that_open_at_once_show_it_once(visitor: Visitor, reminders: Reminders) -> None:
    found = await asyncio.gather(*(reminders.take("web", "ann", f"tab-{number}") for number in range(4)))
    assert sorted(len(one) for one in found) == [0, 0, 0, 1]


async def test_it_waits_for_a_question_that_is_open_and_for_a_person(
    visitor: Visitor, reminders: Reminders, clock: Clock
) -> None:
    await visitor.say("today", "", "start_diagnosis", form="quick")
    assert await reminders.take("web", "ann", "today") == ()
    await visitor.say("with a person", "转人工")
    assert await reminders.take("web", "ann", "with a person") == ()
    assert len(await reminders.take("web", "ann", "elsewhere")) == 1


async def test_what_is_out_of_date_is_not_shown(visitor: Visitor, reminders: Reminders, clock: Clock) -> None:
    clock.pass_by(days=30)
    assert await reminders.take("web", "ann", "today") == ()


async def test_a_page_that_is_drawn_again_has_it_without_a_question_before_it(
    app: Application, visitor: Visitor, reminders: Reminders, clock: Clock
) -> None:
    (shown,) = await reminders.take("web", "ann", "today")
    assert isinstance(shown, Reminder)
    contact = await app.records.find_contact("web", "ann") or ""
    thread = await app.records.thread(contact, "today")
    (step,) = render.steps(thread, {}, Sources(app.library), clock())
    assert (step["type"], step["parentId"], step["id"]) == ("assistant_message", None, f"answer-{shown.message}")
    assert step["output"].startswith(shown.reply.text)
    yesterday = await app.records.thread(contact, "yesterday")
    assert [turn.message_id for turn in yesterday.turns] == ["ann-1"]
