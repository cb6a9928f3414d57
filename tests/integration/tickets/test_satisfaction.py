"""Scores through the one door: what they judge, how they are corrected, what a low one starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.front_desk import START, Clock, Person, rows
from tools.database.models import Assessment, Survey, Ticket, TicketEvent

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def resolved(owner: Person, operator: Person) -> str:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    for action in ("assess", "schedule", "resolve"):
        await operator.press("move_ticket", number=number, action=action)
    return number


async def diagnosed(app: Application, enterprise: str = "E1") -> None:
    async with app.database.transaction() as session:
        session.add(
            Assessment(
                id="A1",
                enterprise_id=enterprise,
                contact_id="c",
                form="quick",
                questionnaire="1",
                state="done",
                started_at=START,
                updated_at=START,
                finished_at=START,
            )
        )


async def test_a_score_is_tied_to_the_ticket_that_was_resolved(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await resolved(owner, operator)
    done = await owner.press("rate_service", "给4分，ERP响应挺快的")
    (survey,), (ticket,) = await rows(app, Survey), await rows(app, Ticket)
    assert (survey.score, survey.comment, survey.stage) == (4, "ERP响应挺快的", "process")
    assert (survey.about, survey.about_id, survey.enterprise_id) == ("ticket", ticket.id, "E1")
    assert number in done.text
    assert await owner.again(tool="rate_service", text="给4分，ERP响应挺快的") == done
    assert len(await rows(app, Survey)) == 1


async def test_without_anything_finished_it_is_the_service_as_a_whole(app: Application, owner: Person) -> None:
    await owner.press("rate_service", "很满意")
    (survey,) = await rows(app, Survey)
    assert (survey.score, survey.about, survey.about_id) == (5, "service", None)


async def test_between_a_ticket_and_a_diagnosis_it_is_asked(app: Application, owner: Person, operator: Person) -> None:
    await resolved(owner, operator)
    await diagnosed(app)
    asked = await owner.press("rate_service", "给5分")
    assert "哪一项" in asked.text
    await owner.say("诊断")
    (survey,) = await rows(app, Survey)
    assert (survey.about, survey.about_id, survey.score) == ("assessment", "A1", 5)
    await owner.press("rate_service", "诊断报告给4分")
    current = [survey for survey in await rows(app, Survey) if survey.ended_at is None]
    assert [(survey.about, survey.score) for survey in current] == [("assessment", 4)]


async def test_a_score_is_asked_for_where_none_is_said(app: Application, owner: Person) -> None:
    assert "1 到 5 分" in (await owner.press("rate_service", "给10分")).text
    await owner.say("4")
    assert [survey.score for survey in await rows(app, Survey)] == [4]


async def test_a_correction_ends_the_one_before(app: Application, owner: Person, operator: Person) -> None:
    await resolved(owner, operator)
    await owner.press("rate_service", "给5分，回得快")
    done = await owner.press("rate_service", "打错了改成3分")
    assert "从 5 分改为 **3 分**" in done.text
    first, second = sorted(await rows(app, Survey), key=lambda survey: survey.created_at)
    assert (first.score, first.ended_at is None) == (5, False)
    assert (second.score, second.comment, second.ended_at) == (3, "回得快", None)
    assert first.about_id == second.about_id


async def test_a_low_score_opens_one_ticket_and_says_so(app: Application, owner: Person, operator: Person) -> None:
    await resolved(owner, operator)
    done = await owner.press("rate_service", "给2分，没人理")
    complaint = next(ticket for ticket in await rows(app, Ticket) if ticket.kind == "complaint")
    assert complaint.number in done.text
    assert (complaint.severity, complaint.enterprise_id) == ("high", "E1")
    assert "没人理" in complaint.text
    await owner.press("rate_service", "改成1分")
    back = await owner.press("rate_service", "打错了，改成4分")
    assert complaint.number in back.text
    assert len(await rows(app, Ticket)) == 2
    notes = [event.note for event in await rows(app, TicketEvent) if event.kind == "noted"]
    assert notes == ["评分从 2 分改为 1 分", "评分从 1 分改为 4 分"]
    current = [survey for survey in await rows(app, Survey) if survey.ended_at is None]
    assert [(survey.score, survey.ticket_id) for survey in current] == [(4, complaint.id)]


async def test_a_low_score_right_after_a_complaint_goes_with_it(app: Application, owner: Person) -> None:
    complaint = await owner.opened("我要投诉：派来的人坐十分钟就走了")
    done = await owner.press("rate_service", "还要打分是吧 给1分")
    assert complaint in done.text
    assert "是吧" not in done.text
    assert [ticket.number for ticket in await rows(app, Ticket)] == [complaint]
    (survey,) = await rows(app, Survey)
    assert (survey.score, survey.comment) == (1, None)
    (note,) = [event.note for event in await rows(app, TicketEvent) if event.kind == "noted"]
    assert "评 1 分" in note


async def test_nothing_is_left_of_a_score_that_breaks(
    app: Application, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        msg = "power cut"
        raise OSError(msg)

    monkeypatch.setattr("tools.database.repositories.surveys.SurveyRepository.add", broken)
    assert "编号" in (await owner.press("rate_service", "1分")).text
    assert await rows(app, Ticket) == await rows(app, Survey) == []


async def test_stages_and_scenarios(app: Application, owner: Person) -> None:
    scenario = next(iter(app.library.current().catalogs.scenarios))
    await owner.press("rate_service", score=5, about="scenario", name=scenario, stage="effect")
    await owner.press("rate_service", score=4, about="scenario", name=scenario, stage="go_live")
    assert "没有" in (await owner.press("rate_service", score=4, about="scenario", name="SC-NO-999")).text
    found = {(survey.stage, survey.about_id, survey.score) for survey in await rows(app, Survey)}
    assert found == {("effect", scenario, 5), ("go_live", scenario, 4)}


async def test_two_people_of_one_enterprise_each_have_an_opinion(app: Application, owner: Person, clock: Clock) -> None:
    colleague = Person(app, clock, "colleague", enterprise="E1")
    await owner.press("rate_service", "5分")
    await colleague.press("rate_service", "3分")
    assert sorted(survey.score for survey in await rows(app, Survey) if survey.ended_at is None) == [3, 5]


async def test_operators_rate_nothing(app: Application, operator: Person) -> None:
    assert (await operator.press("rate_service", "5分")).declined
    assert await rows(app, Survey) == []


async def test_who_will_judge_is_asked_and_the_answer_says_why(app: Application, owner: Person) -> None:
    asked = await owner.press("rate_service", "平台整体我要给个差评")
    assert await rows(app, Survey) == []
    assert "打几分" in asked.text
    await owner.say("1分，电话讲到一半还挂我电话")
    (survey,) = await rows(app, Survey)
    assert (survey.score, survey.about, survey.comment) == (1, "service", "电话讲到一半还挂我电话")


async def test_of_what_it_was_is_said_after_a_low_score(app: Application, owner: Person) -> None:
    low = await owner.press("rate_service", "给平台打1分，方案两个礼拜还没影")
    number = low.tool_calls[0].result["ticket"]
    assert "一样" in (await owner.say("就是对你们整个平台打的")).text
    assert number in (await owner.say("那有没有人管这个事")).text
    assert len(await rows(app, Survey)) == len(await rows(app, Ticket)) == 1


async def test_a_score_out_of_ten_and_one_out_of_five_are_one(app: Application, owner: Person) -> None:
    assert "1 到 5 分" in (await owner.press("rate_service", "你们服务满分10分我打7分")).text
    assert await rows(app, Survey) == []
    await owner.say("哦五分制啊，那3分")
    await owner.say("原来满分是5分，那就4分")
    assert [survey.score for survey in await rows(app, Survey) if survey.ended_at is None] == [4]


@pytest.mark.parametrize(
    "words",
    ["真是谢谢你们，五天没人理我，满分", "要是能派人来我给5分", "隔壁给你们打5分", "给满分，开玩笑的"],
)
async def test_irony_and_what_is_not_ones_own_keep_nothing(app: Application, owner: Person, words: str) -> None:
    await owner.press("rate_service", words)
    assert await rows(app, Survey) == await rows(app, Ticket) == []
    await owner.say("正经的，给你们打3分")
    assert [survey.score for survey in await rows(app, Survey)] == [3]


async def test_why_a_score_falls_short_is_put_beside_it(app: Application, owner: Person) -> None:
    await owner.press("rate_service", "给你们打4分")
    added = await owner.say("扣一分是因为界面字太小")
    assert "4 分" in added.text
    (survey,) = [survey for survey in await rows(app, Survey) if survey.ended_at is None]
    assert (survey.score, survey.comment) == (4, "扣一分是因为界面字太小")
    assert await rows(app, Ticket) == []


@pytest.mark.parametrize(
    "words",
    [
        "最高5分我给2分，报修没人管",
        "给2分，等了一个月没人理，谢谢啊",
        "别家都挺快，你们太慢，打2分",
        "打2分，下次再这样就给差评",
    ],
)
async def test_a_low_score_is_meant_as_it_is_whatever_stands_beside_it(
    app: Application, owner: Person, words: str
) -> None:
    await owner.press("rate_service", words)
    (survey,), (ticket,) = await rows(app, Survey), await rows(app, Ticket)
    assert (survey.score, survey.about, survey.ticket_id) == (2, "service", ticket.id)
