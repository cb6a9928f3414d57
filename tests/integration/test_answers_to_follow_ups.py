"""What people answer to a follow-up goes on where it pointed, for two days and no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.nudges import Nudge
from assistant.telling import tell
from integrations.wechat.render import numbered
from tests.fakes.front_desk import Clock, Person, rows
from tools.database.models import Adoption, AdoptionUse, Assessment, Conversation, OptOut, Survey, Ticket, new_id
from tools.database.repositories.contacts import ContactRepository
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.facts import filled
from tools.kit.tool import Suggestion

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply

FACTS = {"left": "5", "answered": "20", "scenario_id": "SC-QC-001", "scenario": "裁片瑕疵检测", "age": "7"}
FACTS |= {"go_live": "12月4日", "title": "皮料瑕疵检测", "date": "11月1日", "level": "L2", "score": "52"}


@pytest.fixture
async def owner(app: Application, clock: Clock) -> Person:
    owner = Person(app, clock, "owner", enterprise="E1")
    await owner.say("你好")
    clock.pass_by(days=3)
    return owner


async def nudged(app: Application, clock: Clock, owner: Person, rule_id: str, **facts: str) -> Nudge:
    """Let somebody be told something, as if it had just been sent to them."""
    rule, known = shipped().rules[rule_id], FACTS | facts
    assert rule.press is not None
    arguments = filled(rule.press.arguments, known)
    async with app.database.transaction() as session:
        contact = await ContactRepository(session).find("batch", owner.user)
        assert contact is not None
        nudge = Nudge(
            id=new_id(),
            route="window",
            channel="batch",
            user=owner.user,
            contact=contact.id,
            enterprise="E1",
            rule=rule.id,
            step=rule.steps[0].name,
            title=rule.title,
            purpose=rule.purpose,
            text=str(filled(rule.text, known)),
            told_at=clock.now,
            press=Suggestion(title=rule.press.title, tool=rule.press.tool, arguments=arguments),
            conversation=f"talk-{owner.user}",
        )
        await tell(session, nudge, clock.now, shipped().manners)
    clock.pass_by(hours=3)
    return nudge


async def diagnosed(app: Application, clock: Clock) -> None:
    """Let a diagnosis be done."""
    async with app.database.transaction() as session:
        session.add(
            Assessment(
                enterprise_id="E1",
                contact_id="c",
                form="quick",
                questionnaire="1",
                state="done",
                started_at=clock.now,
                updated_at=clock.now,
                finished_at=clock.now,
            )
        )


def ran(reply: Reply) -> list[str]:
    return [call.name for call in reply.tool_calls]


@pytest.mark.parametrize("words", ["好", "1", "接着", "好的，继续答", "接着答"])
async def test_a_short_yes_presses_the_button(app: Application, clock: Clock, owner: Person, words: str) -> None:
    await nudged(app, clock, owner, "diagnosis_unfinished")
    assert ran(await owner.say(words)) == ["start_diagnosis"]


@pytest.mark.parametrize("words", ["好", "1", "好的"])
async def test_after_two_days_it_presses_nothing(app: Application, clock: Clock, owner: Person, words: str) -> None:
    await nudged(app, clock, owner, "diagnosis_unfinished")
    clock.pass_by(days=2)
    assert "start_diagnosis" not in ran(await owner.say(words))


async def test_how_something_is_used_is_told_in_one_sentence(app: Application, clock: Clock, owner: Person) -> None:
    await owner.press("record_adoption", scenario="SC-QC-001", state="live")
    clock.pass_by(days=7)
    await nudged(app, clock, owner, "adoption_use")
    reply = await owner.say("一周三次，每次半小时")
    assert ran(reply) == ["record_use"]
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes) == (3, 30)


async def test_a_yes_states_nothing_that_was_not_asked(app: Application, clock: Clock, owner: Person) -> None:
    await owner.press("record_adoption", scenario="SC-QC-001", state="planned", go_live="12月4号")
    await nudged(app, clock, owner, "adoption_go_live")
    await owner.say("好")
    assert {row.state for row in await rows(app, Adoption)} == {"planned"}
    reply = await owner.say("已经上线了")
    assert ran(reply) == ["record_adoption"]
    assert "live" in {row.state for row in await rows(app, Adoption)}


@pytest.mark.parametrize(
    ("words", "state"), [("解决了", "verified"), ("1", "verified"), ("没解决，还是老样子", "scheduled")]
)
async def test_a_ticket_is_verified_or_opened_again(
    app: Application, clock: Clock, owner: Person, words: str, state: str
) -> None:
    operator = Person(app, clock, "张工", role="operator")
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    for action in ("assess", "schedule", "resolve"):
        await operator.press("move_ticket", number=number, action=action)
    await nudged(app, clock, owner, "ticket_to_verify", number=number)
    reply = await owner.say(words)
    assert ran(reply) == ["move_ticket"]
    (ticket,) = await rows(app, Ticket)
    assert ticket.state == state, reply.text


@pytest.mark.parametrize(("words", "score"), [("1", 1), ("4分，挺快的", 4), ("很满意", 5)])
async def test_a_figure_is_a_score_where_one_is_asked_for(
    app: Application, clock: Clock, owner: Person, words: str, score: int
) -> None:
    await diagnosed(app, clock)
    await nudged(app, clock, owner, "satisfaction_diagnosis")
    assert ran(await owner.say(words)) == ["rate_service"]
    assert [row.score for row in await rows(app, Survey)] == [score]


async def test_a_yes_to_a_score_is_asked_for_it(app: Application, clock: Clock, owner: Person) -> None:
    await diagnosed(app, clock)
    await nudged(app, clock, owner, "satisfaction_diagnosis")
    asked = await owner.say("好")
    assert await rows(app, Survey) == []
    assert [one.title for one in asked.suggestions]
    await owner.say("5")
    assert [row.score for row in await rows(app, Survey)] == [5]


async def test_a_question_in_between_is_answered_and_the_nudge_waits_on(
    app: Application, clock: Clock, owner: Person
) -> None:
    await nudged(app, clock, owner, "diagnosis_unfinished")
    reply = await owner.say("诊断的总分怎么算？")
    assert "start_diagnosis" not in ran(reply)
    assert "还差5题" not in reply.text
    assert ran(await owner.say("接着")) == ["start_diagnosis"]


async def test_a_wish_for_no_more_is_that_and_no_answer(app: Application, clock: Clock, owner: Person) -> None:
    await nudged(app, clock, owner, "diagnosis_unfinished")
    assert "start_diagnosis" not in ran(await owner.say("别再给我发提醒了"))
    assert await rows(app, OptOut) != []


async def test_it_stands_in_the_record_as_something_nobody_asked(app: Application, clock: Clock, owner: Person) -> None:
    nudge = await nudged(app, clock, owner, "diagnosis_unfinished")
    thread = await app.records.thread(nudge.contact, f"talk-{owner.user}")
    last = thread.turns[-1]
    assert (last.id, last.text, last.tool) == (nudge.id, "", None)
    assert last.reply is not None
    assert last.reply.text == nudge.text
    offered = await app.records.offered(f"talk-{owner.user}", nudge.id, 1)
    assert offered == nudge.press
    assert numbered(last.reply)
    (talk,) = [row for row in await rows(app, Conversation) if row.id == f"talk-{owner.user}"]
    assert talk.title == "你好"
    clock.pass_by(days=2)
    await owner.say("在吗")
    (talk,) = [row for row in await rows(app, Conversation) if row.id == f"talk-{owner.user}"]
    assert talk.pending is None
    assert clock.now - nudge.told_at > timedelta(days=2)
