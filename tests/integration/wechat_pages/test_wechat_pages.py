"""Pages inside WeChat: whole answers, and consent to notices."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import select, update

from assistant.consents import Consents
from assistant.links import LIFETIME, Links
from tests.fakes.front_desk import START
from tests.fakes.wechat_pages import ALICE, BOB, PUBLIC, TEMPLATE, Someone, phone, said_of
from tools.database.models import Contact, OptOut, Turn
from tools.database.repositories.outbox import OutboxRepository
from tools.kit.tool import Attachment, Citation

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply
    from tests.fakes.wechat_server import Clock, WeChatServer


async def page_of(app: Application, reply: Reply) -> str:
    """Return the path of a reply's page."""
    async with app.database.transaction() as session:
        outbox, now = OutboxRepository(session), app.clock()
        added = await outbox.add(
            channel="wechat",
            user="o1",
            cause=reply.id,
            purpose="answer",
            turn_id=reply.id,
            content={},
            due_at=now,
            expires_at=now + LIFETIME,
            now=now,
        )
        found = await outbox.of_cause(reply.id)
    return f"/a/{added or (found.id if found else '')}"


async def replaced(app: Application, reply: Reply, **values: Any) -> Reply:
    """Store another reply in place of one."""
    other = reply.model_copy(update=values)
    async with app.database.transaction() as session:
        await session.execute(update(Turn).where(Turn.id == reply.id).values(reply=other.model_dump(mode="json")))
    return other


# --- whole answers ----------------------------------------------------------------------------------------------------


async def test_an_answer_stands_whole_on_its_page_with_sources_and_label(
    app: Application, wechat: WeChatServer
) -> None:
    reply = await Someone(app).say("数据传输要不要加密")
    assert reply.citations
    async with phone(app, wechat) as browser:
        answer = await browser.open(await page_of(app, reply))
    assert answer.status_code == 200
    text = said_of(answer)
    assert "数据传输要不要加密" in text
    assert text.count("AI 生成 · 请以原文为准") == 2
    for cited in reply.citations:
        assert cited.quote in text
        address = f"/source?document={quote(cited.document, safe='')}&clause={quote(cited.clause, safe='')}&quote="
        assert address in unescape(answer.text)
    assert browser.visited == [], "an answer asks nobody who they are"


async def test_nothing_in_an_answer_is_taken_for_markup(app: Application, wechat: WeChatServer) -> None:
    hostile = (
        "<script>alert(1)</script> <img src=x onerror=alert(2)> [点我](javascript:alert(3))\n\n"
        '![图](https://evil.example/p.png) [外面](https://evil.example/?a="><b>)\n\n'
        "# 大标题\n\n- **粗**\n\n| a | b |\n|-|-|\n| 1 | 2 |"
    )
    quoted = Citation(document="<b>文件</b>", clause="1", quote="<script>alert(4)</script>")
    file = Attachment(name="<i>附件</i>", media_type="a/b", path="/r/x/report.pdf")
    told = await Someone(app).say("<script>alert(5)</script>你好")
    reply = await replaced(app, told, text=hostile, citations=(quoted,), attachments=(file,), generated=True)
    async with phone(app, wechat) as browser:
        answer = await browser.open(await page_of(app, reply))
    body = re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL)
    assert "<script" not in body
    assert re.findall(r"<img[^>]*>", body) == ['<img src="/public/avatar.svg" alt="">']
    assert 'href="javascript' not in body
    assert "<strong>粗</strong>" in body
    assert "<h2>大标题</h2>" in body
    assert "<td>2</td>" in body
    assert '<a href="/r/x/report.pdf">&lt;i&gt;附件&lt;/i&gt;</a>' in body
    assert all('rel="noopener noreferrer"' in link for link in re.findall(r'<a href="https://evil[^>]*>', body))


async def test_the_chart_of_an_answer_is_its_askers_alone(app: Application, wechat: WeChatServer) -> None:
    someone = Someone(app)
    reply = await someone.diagnosed()
    assert any(one.path.startswith("/files/radar.png") for one in reply.attachments)
    path = await page_of(app, reply)
    other = await page_of(app, await Someone(app, BOB).say("你好"))
    async with phone(app, wechat) as browser:
        answer = await browser.open(path)
        assert f'<img class="radar" src="{path}/radar.png"' in answer.text
        assert "五个维度的得分：" in answer.text
        picture = await browser.open(f"{path}/radar.png")
        assert picture.content.startswith(b"\x89PNG")
        assert "no-store" in picture.headers["cache-control"]
        assert (await browser.open(f"{other}/radar.png")).status_code == 404
        # The diagnosis is no longer that of who asked.
        async with app.database.transaction() as session:
            await session.execute(update(Contact).where(Contact.external_id == ALICE).values(enterprise_id=None))
        assert 'class="radar"' not in (await browser.open(path)).text
        assert (await browser.open(f"{path}/radar.png")).status_code == 404


async def test_files_of_the_web_lead_to_where_wechats_people_find_them(app: Application, wechat: WeChatServer) -> None:
    someone = Someone(app)
    await someone.filed(name="金明皮具", employees=80)
    reply = await someone.say("", "export_archive")
    assert "/files/archive.xlsx" in reply.text
    async with phone(app, wechat) as browser:
        body = (await browser.open(await page_of(app, reply))).text
    assert "/files/" not in body
    assert 'href="/h5/archive.xlsx"' in body


async def test_links_end_with_a_page_that_says_so(app: Application, wechat: WeChatServer, clock: Clock) -> None:
    reply = await Someone(app).say("你好")
    path = await page_of(app, reply)
    short = await Links(app.database, app.clock, PUBLIC).short("https://example.org/a?b=中")
    async with phone(app, wechat) as browser:
        led = await browser.client.get(short)
        assert (led.status_code, led.headers["location"]) == (302, "https://example.org/a?b=%E4%B8%AD")
        assert led.headers["referrer-policy"] == "no-referrer"
        clock.advance(LIFETIME)
        for gone in (path, f"{path}/radar.png", short, "/a/x", "/a/x/radar.png", f"/s/{'A' * 22}"):
            answer = await browser.open(gone)
            assert answer.status_code == 404, gone
            assert "这个链接打不开了" in said_of(answer)


# --- notices ----------------------------------------------------------------------------------------------------------


async def test_settings_say_what_comes_and_how_often_still(app: Application, wechat: WeChatServer) -> None:
    await Someone(app).say("你好")
    consents = Consents(app.database, app.clock)
    await consents.granted("wechat", ALICE, TEMPLATE, "ticket", "1")
    await consents.granted("wechat", ALICE, TEMPLATE, "ticket", "2")
    async with app.database.transaction() as session:
        contact = (await session.scalars(select(Contact).where(Contact.external_id == ALICE))).one()
        session.add(OptOut(contact_id=contact.id, purpose="policy", words="", created_at=START))
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5/notices")
        text = said_of(answer)
        assert re.search(r"工单进展\s*还能收 2 条", text)
        assert re.search(r"政策截止提醒\s*已停", text)
        assert 'href="/h5/notices?purpose=ticket"' in answer.text
        assert "purpose=policy" not in answer.text


async def test_the_page_that_asks_is_signed_for_its_own_address(app: Application, wechat: WeChatServer) -> None:
    path = "/h5/notices?purpose=ticket&from=singlemessage&x=%E4%B8%AD"
    async with phone(app, wechat) as browser:
        answer = await browser.open(path)
        script = await browser.open("/h5/notices.js")
    given = dict(re.findall(r'data-(app|timestamp|nonce|signature|template|sdk)="([^"]*)"', answer.text))
    assert wechat.world.ticket is not None
    fields = {
        "jsapi_ticket": wechat.world.ticket[0],
        "noncestr": given["nonce"],
        "timestamp": given["timestamp"],
        "url": f"{PUBLIC}{path}",
    }
    signed = "&".join(f"{name}={value}" for name, value in fields.items())
    assert given["signature"] == hashlib.sha1(signed.encode()).hexdigest()
    assert given["app"] == wechat.account.app_id
    assert given["timestamp"] == str(int(START.timestamp()))
    assert f'<wx-open-subscribe template="{TEMPLATE}">' in answer.text
    assert given["sdk"] == "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
    assert "wx-open-subscribe" in script.text
    assert "wx.config" in script.text
    assert script.headers["content-type"].startswith("text/javascript")


async def test_the_page_that_asks_takes_script_from_wechat_and_no_other_does(
    app: Application, wechat: WeChatServer
) -> None:
    async with phone(app, wechat, guarded=False) as browser:
        policy = (await browser.open("/h5/notices?purpose=ticket")).headers["content-security-policy"]
        assert "script-src 'self' https://res.wx.qq.com;" in policy
        assert "default-src 'self';" in policy
        for path in ("/h5", "/h5/notices", "/h5/archive", "/a/x"):
            answer = await browser.open(path)
            assert "content-security-policy" not in answer.headers
            assert "<script" not in answer.text


async def test_a_notice_that_is_not_offered_is_not_asked_for(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5/notices?purpose=campaign")
        assert answer.status_code == 404
        assert "这类通知还没有开通" in said_of(answer)
        wechat.fail("ticket/getticket", 48001, forever=True)
        answer = await browser.open("/h5/notices?purpose=ticket")
        assert answer.status_code == 200
        assert 'data-signature=""' in answer.text
