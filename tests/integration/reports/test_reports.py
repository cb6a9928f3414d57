"""Reports from the finished diagnosis on: what is kept of the answers, and how it is made into documents."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from sqlalchemy import select, update

from assistant.reports import Reports
from tests.fakes.front_desk import Clock, Person
from tests.fakes.reports import ANSWERS, FACTS, NAME, diagnose, keep, kept, made
from tools.database.models import Answer, Assessment, Enterprise, Fact, new_id
from tools.domain.diagnosis.results import Result
from tools.domain.reporting import ReportContent, number_of

if TYPE_CHECKING:
    from assistant.bootstrap import Application

# --- the tool ---------------------------------------------------------------------------------------------------------


async def test_without_a_finished_diagnosis_it_says_so_and_offers_one(app: Application, person: Person) -> None:
    reply = await person.press("make_report")
    assert "还没有做完的诊断" in reply.text
    assert [(s.tool, s.arguments) for s in reply.suggestions] == [
        ("start_diagnosis", {"form": "quick"}),
        ("start_diagnosis", {"form": "full"}),
    ]
    await person.press("start_diagnosis", form="quick")
    reply = await person.press("make_report")
    assert "还没做完" in reply.text
    assert [s.tool for s in reply.suggestions] == ["start_diagnosis"]
    assert await kept(app) == []


async def test_what_is_kept_is_what_the_answers_say(app: Application, person: Person) -> None:
    await keep(person, **FACTS)
    finished = await diagnose(person)
    assert "make_report" in [s.tool for s in finished.suggestions]
    reply = await person.press("make_report")
    result = dict(reply.tool_calls[0].result)
    (row,) = await kept(app)
    content = ReportContent.model_validate(row.content)
    assert result["number"] == row.content_number == number_of(content)
    assert len(row.token) >= 32
    assert row.token not in json.dumps(row.content)
    assert row.assessment_id not in json.dumps(row.content)
    assert row.expires_at - row.created_at == timedelta(days=90)
    assert content.conclusion in reply.text
    assert f"{app.settings.public_base_url.rstrip('/')}/r/{row.token})" in reply.text
    assert "2027年2月24日" in reply.text
    assert "作废" in reply.text
    known = app.library.current().catalogs
    assert (content.title, content.enterprise, content.day) == ("企业数字化诊断报告", NAME, content.diagnosed)
    assert [d.name for d in content.dimensions] == [d.name for d in known.questionnaire.dimensions]
    async with app.database.read() as session:
        assessment = await session.get(Assessment, row.assessment_id)
        assert assessment is not None
        held = Result.model_validate(assessment.result)
    assert [d.score for d in content.dimensions] == [part.score for part in held.parts]
    asked = known.questionnaire.form("full")
    assert [a.question for a in content.answers] == [q.text for q in asked]
    options = [int(answer) - 1 for answer in ANSWERS.split()]
    assert [a.answer for a in content.answers] == [q.options[o] for q, o in zip(asked, options, strict=True)]
    assert {a.evidence for a in content.answers} == {"自述"}
    assert [p.pain for p in content.pains] == [p.pain for p in held.pains[:3]]
    assert all(pain.causes and pain.ask and 1 <= len(pain.scenarios) <= 3 for pain in content.pains)
    for scenario in content.scenarios:
        record = known.scenarios[scenario.id]
        assert (scenario.name, scenario.data) == (record.name, record.data_prerequisites)
        assert (scenario.effort, scenario.duration) == (record.effort, record.duration)
    for policy in content.policies:
        assert policy.id in known.policies
        if policy.deadline:
            assert policy.days == (policy.deadline - content.day).days
    assert [a.days for a in content.actions] == [30, 90, 180]
    assert all(action.items for action in content.actions)
    assert content.peers.startswith("同行样本不足 5 家")
    assert "不等于工信部评测" in content.limits[0]
    assert content.change.day is None


async def test_the_same_on_the_same_day_is_the_same_report_and_what_changes_is_another(
    app: Application, person: Person, clock: Clock
) -> None:
    await diagnose(person)
    first, second = await made(person), await made(person)
    assert (first["link"], first["number"]) == (second["link"], second["number"])
    assert (first["again"], second["again"]) == (False, True)
    await person.press("answer_diagnosis", answer="第3题改成5")
    corrected = await made(person)
    assert corrected["number"] != first["number"]
    clock.pass_by(days=1)
    tomorrow = await made(person)
    assert tomorrow["number"] != corrected["number"]
    assert len(await kept(app)) == 3
    assert len({row.token for row in await kept(app)}) == 3


async def test_two_firms_of_the_same_answers_have_the_same_content(app: Application, clock: Clock) -> None:
    numbers = set()
    for user in ("a", "b"):
        person = Person(app, clock, user)
        await diagnose(person)
        numbers.add((await made(person))["number"])
    assert len(numbers) == 1
    assert len({row.token for row in await kept(app)}) == 2


async def test_peers_stand_beside_a_firm_where_five_of_its_industry_and_version_do(
    app: Application, person: Person, clock: Clock
) -> None:
    await keep(person, industry="皮革皮具")
    await diagnose(person)
    now = clock.now
    async with app.database.read() as session:
        own = (await session.scalars(select(Assessment))).one()

    async def add(enterprise: str, industry: str, version: str, score: float) -> None:
        async with app.database.transaction() as session:
            session.add(Enterprise(id=enterprise, name=None, verified=False, created_at=now))
            await session.flush()
            session.add_all(
                [
                    Fact(
                        id=new_id(),
                        enterprise_id=enterprise,
                        field="industry",
                        value={"value": industry},
                        words=industry,
                        source="chat",
                        evidence="self_reported",
                        recorded_at=now,
                    ),
                    Assessment(
                        id=new_id(),
                        enterprise_id=enterprise,
                        contact_id="x",
                        form="full",
                        questionnaire=version,
                        state="done",
                        result={**(own.result or {}), "dimensions": dict.fromkeys(("D1", "D2", "D3", "D4"), score)},
                        started_at=now,
                        updated_at=now,
                        finished_at=now,
                    ),
                ]
            )

    for number in range(4):
        await add(f"p{number}", "皮革皮具", own.questionnaire, number * 10.0)
    await add("other-industry", "化妆品", own.questionnaire, 90.0)
    await add("other-version", "皮革皮具", "2025.1", 90.0)
    await add("demo-1", "皮革皮具", own.questionnaire, 90.0)
    await made(person)
    content = ReportContent.model_validate((await kept(app))[-1].content)
    assert all(d.peers is None for d in content.dimensions)
    await add("p4", "皮革皮具", own.questionnaire, 40.0)
    await made(person)
    content = ReportContent.model_validate((await kept(app))[-1].content)
    first, *_, last = content.dimensions
    assert first.peers is not None
    assert (first.peers.count, first.peers.low, first.peers.median, first.peers.high) == (5, 10.0, 20.0, 30.0)
    assert last.peers is None
    assert "5 家" in content.peers


async def test_the_change_is_told_where_the_version_is_the_same(app: Application, person: Person, clock: Clock) -> None:
    await diagnose(person, " ".join(["2"] * 26))
    clock.pass_by(days=100)
    await diagnose(person)
    await made(person)
    content = ReportContent.model_validate((await kept(app))[-1].content)
    assert content.change.day is not None
    assert content.change.rows[0].name == "总分"
    assert all(d.previous == 25.0 for d in content.dimensions)
    async with app.database.transaction() as session:
        oldest = select(Assessment.id).order_by(Assessment.finished_at).limit(1).scalar_subquery()
        await session.execute(update(Assessment).where(Assessment.id == oldest).values(questionnaire="2025.1"))
    await made(person)
    content = ReportContent.model_validate((await kept(app))[-1].content)
    assert content.change.rows == ()
    assert "另一版题库（2025.1）" in content.change.text
    assert all(d.previous is None for d in content.dimensions)


async def test_evidence_is_told_as_it_is(app: Application, person: Person) -> None:
    await diagnose(person)
    async with app.database.transaction() as session:
        await session.execute(update(Answer).where(Answer.question == "Q03").values(evidence="verified"))
    await made(person)
    content = ReportContent.model_validate((await kept(app))[-1].content)
    assert [a.position for a in content.answers if a.evidence == "已核实"] == [3]
    assert "1 题已核实" in content.limits[0]


async def test_a_retried_message_makes_one_report(app: Application, person: Person) -> None:
    await diagnose(person)
    first = await person.press("make_report")
    second = await person.again(tool="make_report", arguments={})
    assert first.text == second.text
    assert len(await kept(app)) == 1


# --- how it is made ---------------------------------------------------------------------------------------------------


async def test_the_documents_are_the_same_each_time(app: Application, person: Person, clock: Clock) -> None:
    await keep(person, **FACTS)
    await diagnose(person)
    await made(person)
    (row,) = await kept(app)
    warm, cold = Reports(app.database), Reports(app.database)
    opened = await warm.open(row.token, clock.now)
    first = {form: warm.document(opened, form) for form in ("docx", "pdf", "radar")}
    second = {form: cold.document(opened, form) for form in ("docx", "pdf", "radar")}
    assert first == second


@pytest.mark.parametrize("answers", ["跳过 " * 10, "5 " * 10, "1 " * 10, "不知道 1 跳过 5 " * 2 + "3 4"])
async def test_whatever_was_answered_becomes_a_report_in_every_form(
    app: Application, person: Person, clock: Clock, answers: str
) -> None:
    await diagnose(person, answers, form="quick")
    await made(person)
    (row,) = await kept(app)
    made_of = Reports(app.database)
    opened = await made_of.open(row.token, clock.now)
    assert "快速版只有 10 题" in " ".join(opened.content.limits)
    assert opened.content.conclusion in made_of.page(opened, "/r/x")
    assert made_of.document(opened, "pdf").startswith(b"%PDF")
    assert Document(BytesIO(made_of.document(opened, "docx"))).tables
