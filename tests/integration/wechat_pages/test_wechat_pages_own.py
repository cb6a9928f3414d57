"""Pages inside WeChat: one's own affairs, and nobody else's."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from sqlalchemy import select, update

from tests.fakes.front_desk import START
from tests.fakes.wechat_pages import ALICE, BOB, CAROL, PUBLIC, Someone, phone, said_of, shown
from tools.database.models import Contact, Enterprise, FollowUp, Membership, Operator, OperatorAccount, Ticket

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from tests.fakes.wechat_server import Clock, WeChatServer


async def test_who_has_nothing_reads_what_to_say(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        for path, words in (
            ("/h5", "测一测我们厂的数字化水平"),
            ("/h5/reports", "还没有报告"),
            ("/h5/tickets", "还没有工单"),
            ("/h5/archive", "用一句话介绍企业就能建档"),
            ("/h5/notices", "去订阅"),
        ):
            answer = await browser.open(path)
            assert answer.status_code == 200
            assert words in said_of(answer)
        assert (await browser.open("/h5/archive.xlsx")).status_code == 404
        assert (await browser.open("/h5/archive.exe")).status_code == 404


async def test_everybody_sees_their_own_enterprise_and_no_other(
    app: Application, wechat: WeChatServer, clock: Clock
) -> None:
    alice, bob = Someone(app, ALICE), Someone(app, BOB)
    await alice.filed(name="金明皮具<b>厂</b>", employees=80)
    await alice.diagnosed()
    report = dict((await alice.say("", "make_report")).tool_calls[0].result)
    await alice.say("想找能做皮料瑕疵检测的服务商", "open_ticket")
    number = str((await alice.say("确认")).tool_calls[0].result["number"])
    await alice.say("", "urge_ticket", number=number)
    await bob.filed(name="别家电子", employees=9)
    clock.advance(1)
    hers = {}
    async with phone(app, wechat) as browser:
        for path in ("/h5", "/h5/reports", "/h5/tickets", "/h5/archive"):
            answer = await browser.open(path)
            assert "<b>厂" not in answer.text
            hers[path] = said_of(answer)
            assert "别家电子" not in hers[path]
        link = re.search(r'href="(/r/[^"]+)"', (await browser.open("/h5/reports")).text)
        assert link is not None
        assert f"{PUBLIC}{link.group(1)}" == report["link"]
        book = load_workbook(BytesIO((await browser.open("/h5/archive.xlsx")).content))
        assert len(book.sheetnames) > 1
        assert "2026年11月26日" in hers["/h5/reports"]
    assert "金明皮具<b>厂</b>" in hers["/h5"]
    assert "1 份" in hers["/h5"]
    assert "1 张在办" in hers["/h5"]
    assert number in hers["/h5/tickets"]
    assert "已登记" in hers["/h5/tickets"]
    assert "皮料瑕疵检测" in hers["/h5/tickets"]
    assert re.search(r"应在 \d+月\d+日 [\d:]+ 前答复", hers["/h5/tickets"])
    assert re.search(r"最近：\d+月\d+日 [\d:]+ 催办", hers["/h5/tickets"])
    assert "80 人" in hers["/h5/archive"]
    assert re.search(r"企业自述 · 你（聊天） · 2026年11月26日", hers["/h5/archive"])
    assert "未核实" in hers["/h5/archive"]
    async with phone(app, wechat, BOB) as browser:
        for path in ("/h5", "/h5/reports", "/h5/tickets", "/h5/archive", "/h5/archive.json"):
            answer = await browser.open(path)
            assert "金明" not in answer.text
            assert number not in answer.text


async def told(app: Application, user: str, text: str, **values: Any) -> None:
    """Have told somebody something of the platform's own accord."""
    async with app.database.transaction() as session:
        contact = await session.scalar(select(Contact).where(Contact.external_id == user))
        assert contact is not None
        now = app.clock()
        given: dict[str, Any] = {"route": "window", "state": "sent", "told_at": now, "ended_at": now} | values
        session.add(
            FollowUp(
                enterprise_id=contact.enterprise_id,
                contact_id=contact.id,
                rule="diagnosis_unfinished",
                step="day1",
                period=text,
                purpose="diagnosis",
                text=text,
                press={"title": "接着答", "tool": "start_diagnosis", "arguments": {}},
                attempts=1,
                due_at=now,
                expires_at=now + timedelta(days=7),
                created_at=now,
                **given,
            )
        )


async def test_what_one_was_told_stands_on_ones_own_page(app: Application, wechat: WeChatServer, clock: Clock) -> None:
    for user in (ALICE, BOB):
        await Someone(app, user).filed(name=f"厂{user[-1]}", employees=80)
    await told(app, ALICE, "您的数字化诊断还差8题。")
    await told(app, ALICE, "这是<b>旧的</b>", told_at=clock() - timedelta(days=31))
    await told(app, ALICE, "还没发的", state="due", told_at=None, ended_at=None)
    await told(app, BOB, "给另一位的")
    async with phone(app, wechat) as browser:
        home = (await browser.open("/h5")).text
        assert 'href="/h5/reminders"' in home
        assert "1 条" in home
        answer = await browser.open("/h5/reminders")
        assert "您的数字化诊断还差8题。" in answer.text
        assert "在对话里说“接着答”就接着办" in answer.text
        assert "no-store" in answer.headers["cache-control"]
        for hidden in ("旧的", "还没发的", "给另一位的"):
            assert hidden not in answer.text


async def test_whom_one_speaks_for_stands_on_the_page(app: Application, wechat: WeChatServer) -> None:
    await Someone(app).filed(name="金明皮具", employees=80)
    async with app.database.transaction() as session:
        contact = (await session.scalars(select(Contact).where(Contact.external_id == ALICE))).one()
        await session.execute(update(Enterprise).where(Enterprise.id == contact.enterprise_id).values(verified=True))
        session.add(Enterprise(id="e2", name="第二家厂", verified=False, created_at=START))
        session.add(Enterprise(id="e3", name="退出的厂", verified=False, created_at=START))
        await session.flush()
        for enterprise, ended in ((contact.enterprise_id, None), ("e2", None), ("e3", START)):
            assert enterprise is not None
            session.add(Membership(contact_id=contact.id, enterprise_id=enterprise, created_at=START, ended_at=ended))
    async with phone(app, wechat) as browser:
        text = shown(await browser.open("/h5/archive"))
    assert "你代表：金明皮具 已核实" in text
    assert "还可以代表：第二家厂。" in text
    assert "退出的厂" not in text


async def test_an_operator_sees_the_tickets_assigned_and_nobody_elses_page(
    app: Application, wechat: WeChatServer
) -> None:
    alice = Someone(app)
    await alice.filed(name="金明皮具", employees=80)
    await alice.say("想找能做皮料瑕疵检测的服务商", "open_ticket")
    number = str((await alice.say("确认")).tool_calls[0].result["number"])
    async with app.database.transaction() as session:
        session.add(Operator(id="op", name="陈工", password_hash="x", failures=0, created_at=START))
        await session.flush()
        session.add(OperatorAccount(channel="wechat", user=CAROL, operator_id="op", created_at=START))
        await session.execute(update(Ticket).where(Ticket.number == number).values(assignee="陈工"))
    async with phone(app, wechat, CAROL) as browser:
        text = said_of(await browser.open("/h5"))
        assert "平台工作人员 · 陈工" in text
        assert number in text
        assert "金明皮具" in text
        for path in ("/h5/reports", "/h5/tickets", "/h5/archive", "/h5/archive.xlsx"):
            await browser.open(path)
            assert browser.visited[-1] == "/h5"
        assert (await browser.open("/h5/notices")).status_code == 200
        async with app.database.transaction() as session:
            await session.execute(update(OperatorAccount).values(ended_at=START))
        text = shown(await browser.open("/h5"))
        assert number not in text
        assert "这里还是空的" in text
