"""What a browser gets behind the link of a report, until it is revoked or expires."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from docx import Document
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import update

from integrations.web.visitors import COOKIE
from tests.fakes.door import door
from tests.fakes.front_desk import Clock, Person
from tests.fakes.reports import FACTS, FORMS, HEADINGS, NAME, diagnose, keep, kept, made, path_of
from tools.database.models import Contact
from tools.domain.reporting import ReportContent

if TYPE_CHECKING:
    import httpx

    from assistant.bootstrap import Application


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
        assert headings == HEADINGS
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
