"""Pages inside WeChat: whole answers, the way in through WeChat, one's own affairs and nobody else's, and consent."""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import jwt
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from pydantic import SecretStr
from sqlalchemy import select, update

from assistant.bootstrap import Application, build
from assistant.consents import Consents
from assistant.links import LIFETIME, Links
from assistant.messages import Message, Reply
from assistant.settings import Settings
from assistant.sharing import SharedValues
from integrations.web.guard import Guard
from integrations.web.visitors import COOKIE, Visitors
from integrations.wechat import pages
from integrations.wechat.client import WeChatClient
from integrations.wechat.sessions import PENDING, SESSION
from tests.fakes.front_desk import START
from tests.fakes.wechat_server import Clock, WeChatServer, openid
from tools.database.engine import Database
from tools.database.models import (
    Contact,
    Enterprise,
    FollowUp,
    Membership,
    Operator,
    OperatorAccount,
    OptOut,
    Ticket,
    Turn,
)
from tools.database.repositories.outbox import OutboxRepository
from tools.kit.tool import Attachment, Citation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

PUBLIC = "https://sz.example"
KEY = "k" * 40
TEMPLATE = "oTemplateOfTickets-1"
ALICE, BOB, CAROL = openid(1), openid(2), openid(3)
ANSWERS = "3 2 2 4 2 1 3 2 2 2"


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def wechat(clock: Clock) -> Iterator[WeChatServer]:
    with WeChatServer(clock=clock) as server:
        yield server


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    path = tmp_path_factory.mktemp("pages") / "empty.db"

    async def migrate() -> None:
        opened = Database(f"sqlite:///{path}")
        await opened.migrate()
        await opened.close()

    asyncio.run(migrate())
    return path


@pytest.fixture
async def app(
    built_library: Path, empty: Path, tmp_path: Path, clock: Clock, wechat: WeChatServer
) -> AsyncIterator[Application]:
    settings = Settings(
        var_dir=built_library,
        database_url=f"sqlite:///{shutil.copy(empty, tmp_path / 'pages.db')}",
        log_level="ERROR",
        public_base_url=PUBLIC,
        wechat_app_id=wechat.account.app_id,
        wechat_app_secret=SecretStr(wechat.account.secret),
        wechat_token=SecretStr(wechat.account.token),
        wechat_notice_templates=f"ticket={TEMPLATE}, policy=oTemplateOfPolicies",
    )
    application = build(settings, clock=clock)
    await application.start()
    yield application
    await application.close()


@dataclass
class Phone:
    """A browser inside somebody's WeChat: it goes where it is sent, to WeChat and back, and keeps cookies."""

    client: httpx.AsyncClient
    wechat: WeChatServer
    user: str
    visited: list[str] = field(default_factory=list)

    async def open(self, path: str) -> httpx.Response:
        """Open a page and follow wherever that leads."""
        answer = await self.client.get(path, headers={"accept": "text/html"})
        while answer.status_code == 302:
            assert len(self.visited) < 12, self.visited
            answer = await self.follow(answer.headers["location"])
        return answer

    async def follow(self, address: str) -> httpx.Response:
        """Go where one step leads."""
        self.visited.append(address)
        if address.startswith(("/", PUBLIC)):
            return await self.client.get(address, headers={"accept": "text/html"})
        async with httpx.AsyncClient() as elsewhere:
            return await elsewhere.get(address, headers={"x-wechat-openid": self.user})

    async def sent(self, path: str = "/h5") -> tuple[str, dict[str, str]]:
        """Go to WeChat, and stop before coming back: where it leads, and what it brings."""
        answer = await self.follow((await self.client.get(path)).headers["location"])
        back = answer.headers["location"]
        return back, {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


@asynccontextmanager
async def phone(
    app: Application, wechat: WeChatServer, user: str = ALICE, *, guarded: bool = True
) -> AsyncIterator[Phone]:
    """The routes behind the guard, as the server has them, and a phone that opens them."""
    settings = app.settings.wechat
    assert settings.app_id is not None
    values = SharedValues(app.database, app.clock, "test")
    account = WeChatClient(settings.app_id, settings.app_secret or SecretStr(""), wechat.base_url, values, app.clock)
    served = FastAPI(openapi_url=None)
    served.include_router(pages.router(app, client=account, key=KEY))
    if guarded:
        served.add_middleware(Guard, visitors=Visitors(KEY, app.clock), public_url=PUBLIC, scripts=[])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=served), base_url=PUBLIC) as client:
        yield Phone(client, wechat, user)
    await account.aclose()


@dataclass
class Someone:
    """A user of the account who talks in it."""

    app: Application
    user: str = ALICE
    said: int = 0

    async def send(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        """Say something, or press a button."""
        self.said += 1
        message = Message(
            id=f"{self.user}-{self.said}",
            conversation=f"talk-{self.user}",
            channel="wechat",
            user=self.user,
            text=text,
            tool=tool,
            arguments=arguments,
        )
        return await self.app.conversation.reply(message)

    async def filed(self, **facts: Any) -> None:
        """Put something on file."""
        await self.send(tool="keep_facts", facts=facts)
        await self.send("确认")

    async def diagnosed(self) -> Reply:
        """Answer the short form."""
        await self.send(tool="start_diagnosis", form="quick", again=True)
        for answer in ANSWERS.split():
            reply = await self.send(tool="answer_diagnosis", answer=answer)
        return reply


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


def shown(answer: httpx.Response) -> str:
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", answer.text, flags=re.DOTALL))


def said_of(answer: httpx.Response) -> str:
    """Check that an answer tells nobody of itself, and return what it shows."""
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    return shown(answer)


# --- whole answers ----------------------------------------------------------------------------------------------------


async def test_an_answer_stands_whole_on_its_page_with_sources_and_label(
    app: Application, wechat: WeChatServer
) -> None:
    reply = await Someone(app).send("数据传输要不要加密")
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
    told = await Someone(app).send("<script>alert(5)</script>你好")
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
    other = await page_of(app, await Someone(app, BOB).send("你好"))
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
    reply = await someone.send(tool="export_archive")
    assert "/files/archive.xlsx" in reply.text
    async with phone(app, wechat) as browser:
        body = (await browser.open(await page_of(app, reply))).text
    assert "/files/" not in body
    assert 'href="/h5/archive.xlsx"' in body


async def test_links_end_with_a_page_that_says_so(app: Application, wechat: WeChatServer, clock: Clock) -> None:
    reply = await Someone(app).send("你好")
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


# --- the way in -------------------------------------------------------------------------------------------------------


async def test_wechat_says_once_who_somebody_is_for_twelve_hours(
    app: Application, wechat: WeChatServer, clock: Clock
) -> None:
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5/notices?purpose=ticket")
        assert answer.status_code == 200
        assert "工单进展" in said_of(answer)
        went = urlsplit(browser.visited[0])
        asked = parse_qs(went.query)
        assert asked["scope"] == ["snsapi_base"]
        assert asked["redirect_uri"] == [f"{PUBLIC}/h5/back"]
        assert len(asked["state"][0]) >= 32
        assert browser.visited[-1] == "/h5/notices?purpose=ticket"
        seen = len(browser.visited)
        assert (await browser.open("/h5")).status_code == 200
        assert len(browser.visited) == seen, "who is known is not asked"
        clock.advance(timedelta(hours=12))
        await browser.open("/h5")
        assert len(browser.visited) > seen


async def test_cookies_are_for_these_pages_and_no_script(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        back, _ = await browser.sent()
        went = browser.client.cookies.jar
        kept = {cookie.name: cookie for cookie in went}
        assert kept[PENDING].path == "/h5"
        answer = await browser.client.get(back)
    headers = [value for value in answer.headers.get_list("set-cookie") if value.startswith("shuzhi_h5")]
    session = next(value for value in headers if value.startswith(f"{SESSION}="))
    for part in ("HttpOnly", "Path=/h5", "SameSite=lax", "Secure", "Max-Age=43200"):
        assert part in session
    assert any(value.startswith(f'{PENDING}="";') and "Max-Age=0" in value for value in headers)
    token = session.partition(";")[0].partition("=")[2]
    claims = jwt.decode(token, KEY, ["HS256"], audience=SESSION, options={"verify_exp": False})
    assert claims["sub"] == ALICE


async def test_a_state_that_is_missing_wrong_or_used_lets_nobody_in(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        back, brought = await browser.sent()
        wrong = await browser.client.get("/h5/back", params={**brought, "state": "0" * 32})
        assert wrong.status_code == 400
        assert "登录没有完成" in said_of(wrong)
        assert '<a class="lead" href="/h5">重新进入</a>' in wrong.text
        assert (await browser.client.get(back)).status_code == 400, "what was refused is not taken later"
        for params in ({}, {"code": brought["code"]}, {"state": brought["state"]}):
            assert (await browser.client.get("/h5/back", params=params)).status_code == 400
        assert browser.client.cookies.get(SESSION) is None
        back, _ = await browser.sent()
        assert (await browser.client.get(back)).status_code == 302
        assert (await browser.client.get(back)).status_code == 400, "a state is good once"
        assert wechat.calls["/sns/oauth2/access_token"] == 1
    async with phone(app, wechat, BOB) as mallory, phone(app, wechat) as victim:
        planted, _ = await mallory.sent()
        await victim.sent()
        assert (await victim.client.get(planted)).status_code == 400
        assert victim.client.cookies.get(SESSION) is None


async def test_nobody_stays_on_the_way_for_long(app: Application, wechat: WeChatServer, clock: Clock) -> None:
    async with phone(app, wechat) as browser:
        back, _ = await browser.sent()
        clock.advance(timedelta(minutes=10))
        assert (await browser.client.get(back)).status_code == 400


async def test_a_code_that_is_no_good_sends_back_once_and_no_more(app: Application, wechat: WeChatServer) -> None:
    async with phone(app, wechat) as browser:
        wechat.fail("/sns/oauth2/access_token", 40029)
        assert (await browser.open("/h5/tickets")).status_code == 200
        assert wechat.calls["/connect/oauth2/authorize"] == 2
        assert browser.visited[-1] == "/h5/tickets"
    async with phone(app, wechat, BOB) as browser:
        wechat.fail("/sns/oauth2/access_token", 40163, 40029, forever=True)
        answer = await browser.open("/h5/tickets")
        assert answer.status_code == 400
        assert '<a class="lead" href="/h5/tickets">重新进入</a>' in answer.text
        assert wechat.calls["/connect/oauth2/authorize"] == 4


async def test_when_wechat_fails_the_page_says_so(app: Application, wechat: WeChatServer) -> None:
    wechat.fail("/sns/oauth2/access_token", 40125, forever=True)
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5")
        assert answer.status_code == 502
        assert "暂时登录不了" in said_of(answer)


async def test_without_the_accounts_secret_the_pages_are_closed(app: Application, wechat: WeChatServer) -> None:
    app.settings.wechat_app_secret = None
    async with phone(app, wechat) as browser:
        answer = await browser.open("/h5")
        assert answer.status_code == 503
        assert "还没有开通" in said_of(answer)


async def test_no_other_signed_word_of_ours_lets_anybody_in(
    app: Application, wechat: WeChatServer, clock: Clock
) -> None:
    until = clock() + timedelta(hours=1)
    async with phone(app, wechat) as browser:
        await browser.client.get("/h5")
        forged = {
            "pending": browser.client.cookies.get(PENDING),
            "visitor": Visitors(KEY, app.clock).issue(ALICE)[1],
            "unsigned": jwt.encode({"sub": ALICE, "aud": SESSION, "exp": until}, "", "none"),
            "other key": jwt.encode({"sub": ALICE, "aud": SESSION, "exp": until}, "x" * 40, "HS256"),
            "no end": jwt.encode({"sub": ALICE, "aud": SESSION}, KEY, "HS256"),
            "nobody": jwt.encode({"sub": "", "aud": SESSION, "exp": until}, KEY, "HS256"),
            "noise": "x",
        }
        for name, token in forged.items():
            answer = await browser.client.get("/h5", headers={"cookie": f"{SESSION}={token}"})
            assert answer.status_code == 302, name
        ours = jwt.encode({"sub": ALICE, "aud": SESSION, "exp": until}, KEY, "HS256")
        assert (await browser.client.get("/h5", headers={"cookie": f"{SESSION}={ours}"})).status_code == 200
        assert Visitors(KEY, app.clock).read(ours) is None, "nor does this one open the chat"
        assert COOKIE != SESSION


# --- one's own --------------------------------------------------------------------------------------------------------


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
    report = dict((await alice.send(tool="make_report")).tool_calls[0].result)
    await alice.send("想找能做皮料瑕疵检测的服务商", tool="open_ticket")
    number = str((await alice.send("确认")).tool_calls[0].result["number"])
    await alice.send(tool="urge_ticket", number=number)
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
    await alice.send("想找能做皮料瑕疵检测的服务商", tool="open_ticket")
    number = str((await alice.send("确认")).tool_calls[0].result["number"])
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


# --- notices ----------------------------------------------------------------------------------------------------------


async def test_settings_say_what_comes_and_how_often_still(app: Application, wechat: WeChatServer) -> None:
    await Someone(app).send("你好")
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
