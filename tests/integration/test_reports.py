"""Reports from the finished diagnosis to what a browser gets behind the link, until it is revoked or expires."""

from __future__ import annotations

import csv
import json
import re
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from docx import Document
from fastapi import FastAPI
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select, update

from assistant.bootstrap import Application, build
from assistant.reports import Reports
from assistant.settings import Settings
from integrations.web import files, reports
from integrations.web.guard import Guard
from integrations.web.visitors import COOKIE, Visitors
from tests.fakes.front_desk import Clock, Person
from tools.database.models import Answer, Assessment, Contact, Enterprise, Fact, Report, new_id
from tools.domain.diagnosis.results import Result
from tools.domain.reporting import ReportContent, number_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.messages import Reply

NAME = "广州金明皮具<b>有限</b>公司 #set $x$ \\ @ref"
"""A name with all that could be taken for markup."""
ANSWERS = "3 2 2 4 2 1 3 2 2 2 1 3 2 1 2 3 3 2 3 2 1 2 3 2 1 2"
FACTS = {
    "name": NAME,
    "town": "狮岭",
    "industry": "皮革皮具",
    "employees": 80,
    "revenue_wan": 3200,
    "pains": ["质量", "生产"],
    "plan_time": "今年内",
}


@pytest.fixture
async def app(built_library: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    url = f"sqlite:///{tmp_path / 'reports.db'}"
    application = build(Settings(var_dir=built_library, database_url=url, log_level="WARNING"), clock=clock)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
def person(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "us")


async def diagnose(person: Person, answers: str = ANSWERS, form: str = "full") -> Reply:
    await person.press("start_diagnosis", form=form, again=True)
    for answer in answers.split():
        reply = await person.press("answer_diagnosis", answer=answer)
    return reply


async def keep(person: Person, **facts: Any) -> None:
    await person.press("keep_facts", facts=facts)
    await person.say("确认")


async def made(person: Person) -> dict[str, Any]:
    return dict((await person.press("make_report")).tool_calls[0].result)


async def kept(app: Application) -> list[Report]:
    async with app.database.read() as session:
        return list((await session.scalars(select(Report).order_by(Report.created_at))).all())


@asynccontextmanager
async def door(app: Application) -> AsyncIterator[tuple[httpx.AsyncClient, Visitors]]:
    """The routes behind the guard, as the server has them."""
    visitors = Visitors("k" * 40, lambda: datetime.now(UTC))

    async def holds(badge: Any) -> bool:
        return bool(badge.mark == "good")

    served = FastAPI(openapi_url=None)
    served.include_router(files.router(app))
    served.include_router(reports.router(app))
    served.add_middleware(Guard, visitors=visitors, public_url="http://test", scripts=[], admits=holds)
    transport = httpx.ASGITransport(app=served)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client, visitors


def path_of(link: str) -> str:
    return "/r/" + link.rpartition("/r/")[2]


FORMS = ("", "/report.docx", "/report.pdf", "/radar.png")


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


# --- behind the link --------------------------------------------------------------------------------------------------


async def test_a_stranger_with_the_link_gets_page_documents_and_chart(app: Application, person: Person) -> None:
    await keep(person, **FACTS)
    await diagnose(person)
    result = await made(person)
    path = path_of(result["link"])
    content = ReportContent.model_validate((await kept(app))[0].content)
    async with door(app) as (client, _):
        page = await client.get(path, headers={"accept": "text/html"})
        assert page.status_code == 200
        assert page.headers["x-robots-tag"] == "noindex, nofollow"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "no-store" in page.headers["cache-control"]
        assert "style-src 'self' 'unsafe-inline'" in page.headers["content-security-policy"]
        assert "<script" not in page.text
        assert "<b>有限</b>" not in page.text
        assert "&lt;b&gt;有限&lt;/b&gt;" in page.text
        assert f'src="{path}/radar.png"' in page.text
        outside = re.findall(r'(?:src|href)="(https?:[^"]*)"', page.text)
        assert [unescape(link) for link in outside] == [p.source for p in content.policies if p.source]
        for words in (content.conclusion, content.pains[0].causes[0], content.actions[0].items[0], content.limits[1]):
            assert words.replace('"', "&#34;") in page.text
        chart = await client.get(f"{path}/radar.png")
        assert chart.headers["content-type"] == "image/png"
        assert Image.open(BytesIO(chart.content)).width == 960
        document = Document(BytesIO((await client.get(f"{path}/report.docx")).content))
        headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
        assert headings == [
            "结论",
            "五个维度",
            "三个痛点",
            "推荐场景",
            "适用政策",
            "30 / 90 / 180 天行动",
            "和上次比",
            "依据的回答",
            "局限与声明",
        ]
        assert len(document.inline_shapes) == 1
        assert NAME in [p.text for p in document.paragraphs]
        fonts = document.styles["Normal"].element.rPr.rFonts
        assert fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia") == "Microsoft YaHei"
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert all(a.question in cells for a in content.answers)
        got = await client.get(f"{path}/report.pdf")
        assert got.headers["content-type"] == "application/pdf"
        assert "%E4%BC%81%E4%B8%9A" in got.headers["content-disposition"]
        reader = PdfReader(BytesIO(got.content))
        text = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
        assert "企业数字化诊断报告" in text
        assert "#set$x$\\@ref" in text
        assert content.limits[0][:30].replace(" ", "") in text
        assert all(font_is_embedded(reader)), "a font is left to the reader's machine"


def font_is_embedded(reader: PdfReader) -> list[bool]:
    found = []
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            inside = any(name in descriptor for name in ("/FontFile2", "/FontFile3"))
            found.append(inside and "NotoSansSC" in descriptor["/FontName"])
    return found or [False]


async def test_revoked_expired_and_unknown_links_look_the_same(app: Application, person: Person, clock: Clock) -> None:
    await diagnose(person)
    old = path_of((await made(person))["link"])
    clock.pass_by(days=80)
    new = path_of((await made(person))["link"])
    async with door(app) as (client, _):
        for path in (old, new):
            assert [(await client.get(path + form)).status_code for form in FORMS] == [200] * 4
        clock.pass_by(days=11)
        unknown = [await client.get("/r/" + "x" * 32 + form) for form in FORMS]
        expired = [await client.get(old + form) for form in FORMS]
        assert (await client.get(new)).status_code == 200
        revoked_reply = await person.press("revoke_report")
        assert "已作废 1 份" in revoked_reply.text
        revoked = [await client.get(new + form) for form in FORMS]
        for answers in (unknown, expired, revoked):
            assert [a.status_code for a in answers] == [404] * 4
            assert {a.text for a in answers} == {unknown[0].text}
            assert all(dict(a.headers) == dict(unknown[0].headers) for a in answers)
        assert "打不开这份报告" in unknown[0].text
    assert "没有有效的报告链接" in (await person.press("revoke_report")).text


async def test_one_link_is_revoked_by_number_or_all_in_words(app: Application, person: Person, clock: Clock) -> None:
    await diagnose(person)
    links = []
    for _ in range(3):
        links.append(await made(person))
        clock.pass_by(days=1)
    paths = [path_of(link["link"]) for link in links]
    async with door(app) as (client, _):
        reply = await person.press("revoke_report", f"把编号 {links[0]['number'][:16]} 的报告链接作废")
        assert links[0]["number"][:16] in reply.text
        assert [(await client.get(path)).status_code for path in paths] == [404, 200, 200]
        reply = await person.press("revoke_report")
        assert reply.tool_calls[0].result["revoked"] == [links[2]["number"]]
        assert reply.tool_calls[0].result["left"] == 1
        assert [(await client.get(path)).status_code for path in paths] == [404, 200, 404]
        reply = await person.press("revoke_report", "所有报告链接都作废")
        assert [(await client.get(path)).status_code for path in paths] == [404, 404, 404]
    assert "没有编号" in (await person.press("revoke_report", number="abcdef12")).text


async def test_another_enterprise_neither_makes_lists_nor_revokes_it(app: Application, clock: Clock) -> None:
    ours, theirs = Person(app, clock, "us", enterprise="e1"), Person(app, clock, "them", enterprise="e2")
    await keep(ours, name="远山五金")
    await diagnose(ours)
    link = await made(ours)
    for tool in ("make_report", "revoke_report"):
        reply = await theirs.press(tool, enterprise="远山五金")
        assert "自己企业" in reply.text
        assert link["number"] not in reply.text
    assert "没有有效的报告链接" in (await theirs.press("revoke_report", "全部作废")).text
    assert "没有编号" in (await theirs.press("revoke_report", number=link["number"])).text
    assert [row.revoked_at for row in await kept(app)] == [None]
    operator = Person(app, clock, "op", role="operator")
    assert "哪家企业" in (await operator.press("make_report")).text
    reply = await operator.press("make_report", enterprise="远山五金")
    assert "**远山五金**的" in reply.text
    assert reply.tool_calls[0].result["link"] == link["link"]
    assert "已作废**远山五金**" in (await operator.press("revoke_report", enterprise="远山五金")).text


async def test_the_chart_in_the_chat_is_for_those_whose_it_is(app: Application, clock: Clock) -> None:
    app_person = Person(app, clock, "us")
    finished = await diagnose(app_person)
    (attachment,) = finished.attachments
    shown = await app_person.press("show_diagnosis")
    report = await app_person.press("make_report")
    assert attachment in shown.attachments
    assert attachment in report.attachments
    async with app.database.transaction() as session:  # the browser's visitor is the one who was diagnosed
        await session.execute(update(Contact).where(Contact.external_id == "us").values(channel="web"))
    async with door(app) as (client, visitors):

        async def asked(cookie: str) -> httpx.Response:
            return await client.get(attachment.path, headers={"cookie": f"{COOKIE}={cookie}"} if cookie else {})

        mine = await asked(visitors.issue("us")[1])
        assert mine.status_code == 200
        assert mine.headers["content-type"] == "image/png"
        assert mine.headers["cache-control"] == "no-store"
        assert [(await asked(cookie)).status_code for cookie in ("", visitors.issue("stranger")[1])] == [404, 404]
        assert (await client.get("/files/radar.png?assessment=nothing")).status_code == 404
        good, lapsed = (visitors.issue_badge("1", mark) for mark in ("good", "lapsed"))
        assert [(await asked(cookie)).status_code for cookie in (good, lapsed)] == [200, 404]


async def test_the_catalog_of_scenarios_is_handed_to_operators_only(app: Application) -> None:
    count = len(app.library.current().catalogs.scenarios)
    async with door(app) as (client, visitors):

        async def asked(kind: str, cookie: str) -> httpx.Response:
            return await client.get(f"/files/scenarios.{kind}", headers={"cookie": f"{COOKIE}={cookie}"})

        visitor, badge = visitors.issue("us")[1], visitors.issue_badge("1", "good")
        assert [(await asked(kind, visitor)).status_code for kind in ("csv", "xlsx")] == [403, 403]
        table = await asked("csv", badge)
        rows = list(csv.reader(StringIO(table.content.decode("utf-8-sig"), newline="")))
        assert len(rows) == count + 1
        book = await asked("xlsx", badge)
        assert book.content.startswith(b"PK")
        assert "%E5%9C%BA%E6%99%AF" in book.headers["content-disposition"]
        assert (await asked("exe", badge)).status_code == 404


async def test_an_erased_archive_leaves_no_report_behind(app: Application, person: Person) -> None:
    await keep(person, **FACTS)
    await diagnose(person)
    path = path_of((await made(person))["link"])
    async with door(app) as (client, _):
        assert (await client.get(path)).status_code == 200
        await person.press("erase_archive")
        await person.say("确认")
        assert (await client.get(path)).status_code == 404
    assert await kept(app) == []


# --- how it is made ---------------------------------------------------------------------------------------------------


async def test_the_documents_are_quick_and_the_same_each_time(app: Application, person: Person, clock: Clock) -> None:
    await keep(person, **FACTS)
    await diagnose(person)
    await made(person)
    (row,) = await kept(app)
    warm, cold = Reports(app.database), Reports(app.database)
    opened = await warm.open(row.token, clock.now)
    first = {form: warm.document(opened, form) for form in ("docx", "pdf", "radar")}
    started = time.perf_counter()
    cold.page(opened, "/r/x")
    second = {form: cold.document(opened, form) for form in ("docx", "pdf", "radar")}
    assert time.perf_counter() - started < 1.5
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
