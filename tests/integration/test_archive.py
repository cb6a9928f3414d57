"""The archive through its doors: what is asked first, what is in the database afterwards, and who sees what."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from sqlalchemy import func, select

from assistant.archives import Archives, as_json, as_workbook
from assistant.bootstrap import Application, build
from assistant.messages import Channel, Message, Reply
from assistant.settings import Settings
from integrations.web import files
from integrations.web.guard import Guard
from integrations.web.visitors import COOKIE, Visitors
from tools.database.models import (
    Answer,
    Assessment,
    Audience,
    Consent,
    Contact,
    Conversation,
    Enterprise,
    Erasure,
    Fact,
    HandOff,
    Invitation,
    KpiValue,
    Membership,
    Need,
    OptOut,
    Outgoing,
    Received,
    Relay,
    Report,
    Supporter,
    Survey,
    Ticket,
    TicketEvent,
    ToolWrite,
    Turn,
)
from tools.database.repositories.facts import FactRepository, Said
from tools.kit.errors import NotFound, NotPermitted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SECRET = "极密配方"
OURS, THEIRS = "e-ours", "e-theirs"


class Talk:
    """One person in one conversation."""

    channel: Channel

    def __init__(self, app: Application, user: str = "u", conversation: str = "c", **who: Any) -> None:
        self.app, self.user, self.conversation, self.who = app, user, conversation, who
        self.now, self.number, self.channel = NOW, 0, "web"

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self.number += 1
        self.now += timedelta(minutes=1)
        message = Message(
            id=f"{self.number}",
            conversation=self.conversation,
            channel=self.channel,
            user=self.user,
            text=text,
            tool=tool,
            arguments=arguments,
            now=self.now,
            **self.who,
        )
        return await self.app.conversation.reply(message)

    async def keep(self, text: str, **arguments: Any) -> Reply:
        await self.say(text, "keep_facts", **arguments)
        return await self.say("确认")


@pytest.fixture(scope="module")
def shared(built_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """An application whose library and recogniser the others share, so that both are made once."""
    var = Path(shutil.copytree(built_library, tmp_path_factory.mktemp("archive") / "var"))
    return build(Settings(var_dir=var, log_level="WARNING"), clock=lambda: NOW)


@pytest.fixture
async def app(shared: Application, tmp_path: Path) -> AsyncIterator[Application]:
    settings = shared.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'archive.db'}"})
    application = build(settings, clock=lambda: NOW, beside=shared)
    await application.start()
    yield application
    await application.database.close()


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def rows(app: Application, model: Any, **where: Any) -> list[Any]:
    async with app.database.read() as session:
        return list(await session.scalars(select(model).filter_by(**where)))


async def held(app: Application, enterprise: str | None = None) -> dict[str, Any]:
    found = [row for row in await rows(app, Fact) if row.ended_at is None]
    return {row.field: row.value["value"] for row in found if enterprise in {None, row.enterprise_id}}


def result(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result


# --- keeping ----------------------------------------------------------------------------------------------------------


async def test_facts_are_kept_only_after_a_yes(app: Application, talk: Talk) -> None:
    asked = await talk.say("我们厂80来人做皮具的，在狮岭", "keep_facts")
    assert asked.text == "将记入档案：镇街或园区 狮岭；行业 皮革皮具；员工人数 80 人，对吗？"
    assert await held(app) == {}
    kept = await talk.say("对")
    assert "已记入" in kept.text
    assert await held(app) == {"town": "狮岭", "industry": "皮革皮具", "employees": 80}
    row = next(row for row in await rows(app, Fact) if row.field == "employees")
    contact = (await rows(app, Contact))[0]
    assert (row.source, row.evidence, row.contact_id, row.number, row.words) == (
        "chat",
        "self_reported",
        contact.id,
        80.0,
        "80",
    )
    assert row.recorded_at == talk.now
    assert row.turn_id == kept.id


async def test_a_no_keeps_nothing(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人", "keep_facts")
    await talk.say("先不")
    assert await rows(app, Fact) == []
    assert await rows(app, Enterprise) == []


async def test_what_waits_can_be_corrected_before_it_is_kept(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人做皮具的", "keep_facts")
    again = await talk.say("不对，是100人")
    assert "员工人数 100 人" in again.text
    assert "皮革皮具" in again.text
    await talk.say("对")
    assert await held(app) == {"employees": 100, "industry": "皮革皮具"}


async def test_only_what_is_named_of_what_waits_is_kept(app: Application, talk: Talk) -> None:
    await talk.say("我们公司员工120人，年营收大概3000万，设备60台，帮我记一下")
    again = await talk.say("等等，只记人数，营收和设备先别记，老板没说能填")
    assert again.text == "将记入档案：员工人数 120 人，对吗？"
    await talk.say("对")
    assert await held(app) == {"employees": 120}


async def test_one_fact_is_taken_off_the_file_after_a_yes(app: Application, talk: Talk) -> None:
    await talk.keep("我们有80人，预算30万")
    for said in ("别撤预算", "档案里撤掉预算会怎样"):
        assert "删除数字化预算" not in (await talk.say(said)).text
    asked = await talk.say("预算那条帮我从档案里撤掉，老板说不能写出去")
    assert asked.text == "将记入档案：删除数字化预算，对吗？"
    assert await held(app) == {"employees": 80, "budget_wan": 30}
    await talk.say("对")
    assert await held(app) == {"employees": 80}


async def test_what_was_said_before_is_kept_where_that_is_bidden(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人做皮具的，在狮岭，有没有什么场景合适", "recommend_scenarios")
    await talk.say("我朋友的厂有200人", "recommend_scenarios")
    bid = "上面说的都帮我记到档案里"
    asked = await talk.say("", "keep_facts", question=bid, earlier=True)
    assert asked.text == "将记入档案：镇街或园区 狮岭；行业 皮革皮具；员工人数 80 人，对吗？"
    await talk.say("对")
    shown = await talk.say("我们公司有多少人、在哪个镇街", "show_archive", question="多少人，地址是哪")
    assert "**80 人**" in shown.text
    assert "**狮岭**" in shown.text


async def test_what_is_not_to_be_kept_is_let_be(talk: Talk) -> None:
    reply = await talk.say("", "keep_facts", question="不是我们厂的，别记到我们档案")
    assert reply.text == "好，不记。你们的档案没有动。"
    assert "接着刚才的" not in (await talk.say("看看我们的档案")).text


async def test_a_correction_ends_what_held_and_never_overwrites(app: Application, talk: Talk) -> None:
    await talk.keep("我们有80人")
    corrected = await talk.keep("人数改成120")
    assert "原来是 80 人" in corrected.text
    history = sorted(await rows(app, Fact), key=lambda row: row.recorded_at)
    assert [(row.value["value"], row.ended_at) for row in history] == [(80, talk.now), (120, None)]
    same = await talk.say("人数改成120", "keep_facts")
    assert "没有改动" in same.text
    assert len(await rows(app, Fact)) == 2


async def test_a_name_names_the_enterprise_too(app: Application, talk: Talk) -> None:
    await talk.keep("我们公司叫广州市金狮皮具有限公司")
    assert [row.name for row in await rows(app, Enterprise)] == ["广州市金狮皮具有限公司"]
    await talk.keep("公司改名了，现在叫新狮皮具有限公司")
    assert [row.name for row in await rows(app, Enterprise)] == ["新狮皮具有限公司"]


async def test_lists_grow_by_what_is_added(app: Application, talk: Talk) -> None:
    await talk.keep("用的金蝶，没上MES")
    await talk.keep("我们又上了WMS")
    assert (await held(app))["systems"] == ["ERP", "WMS"]
    assert {row.words for row in await rows(app, Fact)} == {"|ERP|", "|ERP|WMS|"}
    await talk.keep("系统改成MES")
    assert (await held(app))["systems"] == ["MES"]


async def test_a_wrong_code_is_explained_and_the_rest_is_kept(app: Application, talk: Talk) -> None:
    asked = await talk.say("我们有80人，信用代码91440101MA59ABCD1X", "keep_facts")
    assert "最后一位应是“D”" in asked.text
    assert "员工人数 80 人" in asked.text
    await talk.say("对")
    assert await held(app) == {"employees": 80}


async def test_an_impossible_figure_is_explained_and_the_answer_to_it_taken(app: Application, talk: Talk) -> None:
    asked = await talk.say("人数改成-5", "keep_facts")
    assert "人数不能为负" in asked.text
    assert "95 人" in (await talk.say("改成95")).text
    await talk.say("对")
    assert await held(app) == {"employees": 95}


async def test_a_year_to_come_is_refused(app: Application, talk: Talk) -> None:
    reply = await talk.keep("成立于2027年")
    assert "将来" in reply.text
    assert await rows(app, Fact) == []


async def test_nothing_to_keep_asks_for_a_sentence(app: Application, talk: Talk) -> None:
    assert "一句话" in (await talk.say("", "keep_facts")).text
    assert "员工人数 80 人" in (await talk.say("我们厂80来人")).text


async def test_personal_data_is_kept_with_consent_and_goes_with_its_history(app: Application, talk: Talk) -> None:
    asked = await talk.say("联系人张伟，电话13800138000", "keep_facts")
    assert "个人信息" in asked.text
    assert "同意" in asked.text
    await talk.say("确认")
    assert (await held(app))["phone"] == "13800138000"
    await talk.keep("电话改成13900139000", facts={"phone": "13900139000"})
    gone = await talk.keep("删掉联系电话")
    assert "连同历史" in gone.text
    assert await rows(app, Fact, field="phone") == []
    assert await rows(app, Fact, field="contact_name") != []


async def test_a_repeated_message_keeps_once(app: Application, talk: Talk) -> None:
    await talk.say("我们有80人", "keep_facts")
    first = await talk.say("对")
    talk.number -= 1
    assert await talk.say("对") == first
    assert len(await rows(app, Fact)) == 1


async def test_facts_given_by_a_program_are_held_to_the_fields(app: Application, talk: Talk) -> None:
    wrong = await talk.say("", "keep_facts", facts={"industry": "挖矿"})
    assert "可以选" in wrong.text
    other = Talk(app, conversation="d")
    await other.keep("", facts={"industry": "皮革皮具", "employees": 80, "above_scale": True})
    assert await held(app) == {"industry": "皮革皮具", "employees": 80, "above_scale": True}


# --- showing ----------------------------------------------------------------------------------------------------------


async def test_nothing_on_file_is_said_with_an_offer(app: Application, talk: Talk) -> None:
    for part in ("all", "portrait"):
        reply = await talk.say("", "show_archive", part=part)
        assert "还没有内容" in reply.text
        assert reply.suggestions[0].tool == "keep_facts"
    assert not reply.declined
    assert await rows(app, Enterprise) == []


async def test_what_is_on_file_is_shown_with_who_when_and_how_well_founded(talk: Talk) -> None:
    await talk.keep("我们厂80来人做皮具的，在狮岭")
    shown = await talk.say("", "show_archive")
    assert "员工人数：80 人（企业自述，你，2026-11-23 12:02）" in shown.text
    assert "还缺：企业名称" in shown.text
    one = await talk.say("档案里人数是多少", "show_archive")
    assert "员工人数是 **80 人**" in one.text


async def test_two_who_differ_both_stand_in_the_history(app: Application) -> None:
    first = Talk(app, "boss", "a", enterprise=OURS)
    second = Talk(app, "clerk", "b", enterprise=OURS)
    second.now += timedelta(hours=1)
    await first.keep("我们有80人")
    await second.keep("我们有85人")
    shown = await second.say("谁改过人数", "show_archive")
    assert "员工人数 80 人" in shown.text
    assert "你（聊天）：员工人数 85 人，现在用的就是它" in shown.text
    assert "同事（网页" in shown.text
    assert "2 个人说法不一样" in shown.text
    assert shown.citations[0].clause == "8.2.4 d)"


async def test_the_portrait_shows_five_features_and_the_group(app: Application, talk: Talk) -> None:
    await talk.keep("我们厂80来人做皮具的，在狮岭，预算20万，头疼漏检")
    enterprise = (await rows(app, Enterprise))[0].id
    undiagnosed = await talk.say("", "show_archive", part="portrait")
    assert "还没做诊断" in undiagnosed.text
    assert "还分不了，缺数字化等级" in undiagnosed.text
    async with app.database.transaction() as session:
        session.add(_assessment(enterprise))
    drawn = await talk.say("我们的画像", "show_archive")
    for name in ("规模", "行业与产业链位置", "数字化水平", "痛点分布", "投入意愿与决策机制"):
        assert f"**{name}**" in drawn.text
    assert "L2 规范，总分 50" in drawn.text
    assert "**A 类**" in drawn.text
    assert result(drawn)["segment"] == "A"
    assert "诊断发现“质量：漏检、客诉查不清”" in drawn.text
    assert drawn.citations[0].clause == "8.3.1 e)"
    library = app.library.current()
    assert any(drawn.citations[0].quote == p.display for p in library.find(drawn.citations[0].document, "8.3.1 e)"))


# --- who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", ["keep_facts", "show_archive", "export_archive", "erase_archive"])
@pytest.mark.parametrize("named", ["id", "name"])
async def test_no_tool_reaches_another_enterprise(app: Application, tool: str, named: str) -> None:
    await Talk(app, "them", "t", enterprise=THEIRS).keep("我们公司叫广州市远山五金有限公司，一共77人")
    before = await held(app, THEIRS)
    for conversation, who in (("a", {}), ("b", {"enterprise": OURS})):
        us = Talk(app, f"us-{conversation}", conversation, **who)
        name = THEIRS if named == "id" else "广州市远山五金有限公司"
        extra = {"facts": {"employees": 5}} if tool == "keep_facts" else {}
        reply = await us.say("", tool, enterprise=name, **extra)
        if not reply.declined:  # it asks first, without looking
            reply = await us.say("确认")
        assert reply.declined
        assert "别家" in reply.text
        assert "77" not in reply.text
        assert reply.attachments == ()
    assert await held(app, THEIRS) == before
    assert await rows(app, Erasure) == []


@pytest.mark.parametrize("tool", ["show_archive", "export_archive"])
async def test_words_that_name_another_enterprise_are_not_answered_with_ones_own(app: Application, tool: str) -> None:
    await Talk(app, "them", "t", enterprise=THEIRS).keep("我们公司叫广州市远山五金有限公司，一共77人")
    us = Talk(app, "us", "u", enterprise=OURS)
    refused = await us.say("看看远山五金的档案", tool)
    assert refused.text == "只能看和改自己企业的档案，别家的不能动。"
    assert "别家" not in (await us.say("看看我们的档案", tool)).text
    assert "别家" not in (await Talk(app, "them", "t2", enterprise=THEIRS).say("看看远山五金的档案", tool)).text


async def test_an_operator_names_an_enterprise_and_is_named_in_its_history(app: Application) -> None:
    firm = Talk(app, "them", "t", enterprise=THEIRS)
    await firm.keep("我们公司叫广州市远山五金有限公司，一共77人")
    operator = Talk(app, "op", "o", role="operator")
    operator.now += timedelta(hours=1)
    assert "哪一家" in (await operator.say("", "show_archive")).text
    assert "77 人" in (await operator.say("远山五金")).text
    assert "77 人" in (await operator.say("看看远山五金的档案", "show_archive")).text
    assert "没有找到" in (await operator.say("", "show_archive", enterprise="不存在的厂")).text
    kept = await operator.keep("人数改成90", enterprise="远山五金")
    assert "**广州市远山五金有限公司** 的档案" in kept.text
    assert {row.source for row in await rows(app, Fact, field="employees")} == {"chat", "operator"}
    firm.now += timedelta(hours=2)
    assert "平台工作人员（平台录入）：员工人数 90 人" in (await firm.say("谁改过人数", "show_archive")).text


async def test_the_name_of_a_firm_tells_nothing_of_its_trade(app: Application) -> None:
    await Talk(app, "them", "t", enterprise=THEIRS).keep("", facts={"name": "广州市远山五金有限公司"})
    operator = Talk(app, "op", "o", role="operator")
    operator.now += timedelta(hours=1)
    await operator.keep("远山五金现在一共95人", enterprise="远山五金")
    assert [row.value["value"] for row in await rows(app, Fact, field="employees")] == [95]
    assert await rows(app, Fact, field="industry") == []


async def test_the_field_just_shown_is_changed_told_of_and_withdrawn(app: Application) -> None:
    firm = Talk(app)
    await firm.keep("", facts={"budget_wan": 30, "employees": 80})
    assert "30 万元" in (await firm.say("档案里预算写了多少", "show_archive")).text
    assert "50 万元" in (await firm.say("改成50万")).text
    await firm.say("确认")
    assert "50 万元" in (await firm.say("档案里预算写了多少", "show_archive")).text
    assert "30 万元" in (await firm.say("以前是多少")).text
    await firm.say("档案里预算写了多少", "show_archive")
    assert "删除数字化预算" in (await firm.say("这条删掉")).text
    await firm.say("确认")
    assert "还没记" in (await firm.say("档案里预算写了多少", "show_archive")).text


async def test_what_was_kept_is_gone_on_about(app: Application, talk: Talk) -> None:
    await talk.keep("我们在花东镇，2012年成立的，80个人")
    shown = await talk.say("存进去了没？")
    assert "**花东**" in shown.text
    assert "修改记录" in (await talk.say("这些是谁啥时候填的，能查到不")).text
    await talk.keep("我们在花东镇，2013年成立的，80个人")
    await talk.say("看看我们的档案", "show_archive")
    assert "员工人数 86 人（现在记的是 80 人）" in (await talk.say("不是80，我刚问了人事，是86个")).text
    await talk.say("对")
    assert (await held(app))["employees"] == 86


async def test_whether_the_file_is_still_there_is_answered_by_it(app: Application, talk: Talk) -> None:
    await talk.keep("我们80个人")
    assert "80 人" in (await talk.say("档案还在吧")).text
    assert "现在用的就是它（企业自述）" in (await talk.say("员工人数那条是哪来的，谁填的")).text
    assert "员工人数 95 人（现在记的是 80 人）" in (await talk.say("人数也改，80人加到95人")).text
    assert (await held(app))["employees"] == 80


async def test_which_one_is_wrong_is_said_by_its_place_and_what_is_right_is_asked(app: Application, talk: Talk) -> None:
    await talk.say("我们在花东镇，2012年成立的，80个人", "keep_facts")
    assert "成立年份 2013 年" in (await talk.say("第二条不对，是2013年")).text
    assert "员工人数应该是多少" in (await talk.say("人数不对")).text
    again = await talk.say("86")
    assert again.text == "将记入档案：镇街或园区 花东；成立年份 2013 年；员工人数 86 人，对吗？"
    assert await held(app) == {}
    await talk.say("对")
    assert await held(app) == {"town": "花东", "founded": 2013, "employees": 86}
    assert "哪一项不对" in (await talk.say("那条不对")).text
    assert (await held(app))["employees"] == 86


@pytest.mark.parametrize("words", ["查下长岭陶瓷的档案", "给我看下他家档案", "人家公司的资料给我看看"])
async def test_a_firm_that_may_not_be_on_file_is_refused_all_the_same(app: Application, words: str) -> None:
    firm = Talk(app)
    await firm.keep("我们公司叫广州市金狮皮具有限公司，80个人")
    for own in ("看看我们金狮皮具的档案", "金狮皮具的档案"):
        assert "80 人" in (await firm.say("", "show_archive", question=own)).text
    refused = await firm.say("", "show_archive", question=words)
    assert "只能看和改自己企业的档案" in refused.text
    assert "80 人" not in refused.text


async def test_promises_that_are_open_are_shown_where_they_are_asked_for(app: Application) -> None:
    firm = Talk(app)
    assert "没有记着" not in (await firm.say("我们12月4号前给你们设备清单", "make_promise")).text
    await firm.say("我们12月4号前给你们设备清单")
    listed = await firm.say("", "show_archive", question="我们还答应过哪些没办的")
    assert "设备清单" in listed.text
    await firm.say("清单发过去了", "settle_promise")
    assert "没有记着还没办的事" in (await firm.say("", "show_archive", question="我们还答应过哪些没办的")).text


async def test_an_ambiguous_name_is_asked_about(app: Application) -> None:
    for number, name in enumerate(("远山五金一厂", "远山五金二厂")):
        await Talk(app, f"u{number}", f"t{number}", enterprise=f"e{number}").keep("", facts={"name": name})
    operator = Talk(app, "op", "o", role="operator")
    asked = await operator.say("", "show_archive", enterprise="远山五金")
    assert {"远山五金一厂", "远山五金二厂"} <= {s.title for s in asked.suggestions}
    chosen = next(s for s in asked.suggestions if s.title == "远山五金二厂")
    assert "远山五金二厂" in (await operator.say("", chosen.tool, **chosen.arguments)).text


# --- exporting --------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def door(app: Application) -> AsyncIterator[tuple[httpx.AsyncClient, Visitors]]:
    """The route behind the guard, as the server has it."""
    visitors = Visitors("k" * 40, lambda: datetime.now(UTC))

    async def holds(badge: Any) -> bool:
        return bool(badge.mark == "good")

    served = FastAPI(openapi_url=None)
    served.include_router(files.router(app))
    served.add_middleware(Guard, visitors=visitors, public_url="http://test", scripts=[], admits=holds)
    transport = httpx.ASGITransport(app=served)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client, visitors


def as_visitor(visitors: Visitors, name: str) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={visitors.issue(name)[1]}"}


async def test_an_export_counts_and_links_and_the_door_gives_it_to_the_right_person(app: Application) -> None:
    ours = Talk(app, "us", "a", enterprise=OURS)
    await ours.keep("我们有80人，主要产品是=1+1的包")
    await ours.keep("人数改成120")
    await Talk(app, "them", "b", enterprise=THEIRS).keep(f"我们主要产品是{SECRET}")
    reply = await ours.say("", "export_archive")
    assert [a.path for a in reply.attachments] == ["/files/archive.xlsx", "/files/archive.json"]
    assert "档案事实（含历史）：3 条" in reply.text
    assert f"]({app.settings.public_base_url.rstrip('/')}/files/archive.xlsx)" in reply.text
    async with door(app) as (client, visitors):
        got = await client.get("/files/archive.json", headers=as_visitor(visitors, "us"))
        assert got.status_code == 200
        assert got.headers["cache-control"] == "no-store"
        assert "attachment" in got.headers["content-disposition"]
        content = got.json()
        assert content["enterprise"]["id"] == OURS
        assert sorted(row["value"]["value"] for row in content["facts"] if row["field"] == "employees") == [80, 120]
        assert SECRET not in got.text
        book = load_workbook(
            BytesIO((await client.get("/files/archive.xlsx", headers=as_visitor(visitors, "us"))).content)
        )
        cells = [cell for row in book["档案事实（含历史）"].iter_rows() for cell in row]
        assert "120 人" in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        for headers, query, status in (
            ({}, "", 404),
            (as_visitor(visitors, "stranger"), "", 404),
            (as_visitor(visitors, "stranger"), f"?enterprise={OURS}", 403),
            (as_visitor(visitors, "us"), f"?enterprise={THEIRS}", 403),
            (as_visitor(visitors, "us"), f"?enterprise={OURS}", 200),
            ({"cookie": f"{COOKIE}=forged"}, f"?enterprise={OURS}", 403),
            ({"cookie": f"{COOKIE}={visitors.issue_badge('1', 'good')}"}, f"?enterprise={OURS}", 200),
            ({"cookie": f"{COOKIE}={visitors.issue_badge('1', 'good')}"}, "", 404),
            ({"cookie": f"{COOKIE}={visitors.issue_badge('1', 'good')}"}, "?enterprise=none", 404),
            ({"cookie": f"{COOKIE}={visitors.issue_badge('1', 'lapsed')}"}, f"?enterprise={OURS}", 403),
        ):
            answer = await client.get(f"/files/archive.json{query}", headers=headers)
            assert answer.status_code == status, (headers, query)
        assert (await client.get("/files/archive.exe", headers=as_visitor(visitors, "us"))).status_code == 404


async def test_a_contact_who_once_was_an_operator_gets_nothing_without_a_badge(app: Application) -> None:
    await Talk(app, "us", "a", enterprise=OURS).keep("我们有80人")
    await Talk(app, "op", "o", role="operator").say("你好")
    operator = next(row for row in await rows(app, Contact) if row.role == "operator")
    archives = Archives(app.database)
    with pytest.raises(NotPermitted):
        await archives.bundle(operator.id, OURS, NOW, operator=False)
    with pytest.raises(NotFound):
        await archives.bundle(operator.id, None, NOW, operator=False)
    bundle = await archives.bundle(operator.id, OURS, NOW, operator=True)
    assert json.loads(as_json(bundle))["facts"]
    assert as_workbook(bundle)[:2] == b"PK"


async def test_an_export_of_nothing_offers_to_begin(talk: Talk) -> None:
    reply = await talk.say("", "export_archive")
    assert "还没有内容" in reply.text
    assert reply.attachments == ()


# --- erasing ----------------------------------------------------------------------------------------------------------


def _assessment(enterprise: str) -> Assessment:
    return Assessment(
        id=f"a-{enterprise}",
        enterprise_id=enterprise,
        contact_id="x",
        form="quick",
        questionnaire="1",
        state="done",
        question=None,
        score=50.0,
        level="L2",
        result={"dimensions": {"D1": 50.0}, "pains": [{"pain": "质量：漏检、客诉查不清"}]},
        started_at=NOW,
        updated_at=NOW,
        finished_at=NOW,
    )


async def _fill(app: Application, enterprise: str) -> None:
    """Put something of every kind on file."""
    common = {"enterprise_id": enterprise, "contact_id": "x"}
    async with app.database.transaction() as session:
        session.add(_assessment(enterprise))
        session.add(
            Need(
                id=f"n-{enterprise}",
                number=f"N-{enterprise}",
                title=SECRET,
                module="质量",
                created_at=NOW,
                updated_at=NOW,
            )
        )
        await session.flush()
        session.add_all(
            [
                Answer(
                    assessment_id=f"a-{enterprise}",
                    question="Q01",
                    questionnaire="1",
                    kind="chosen",
                    option=1,
                    words=SECRET,
                    evidence="self_reported",
                    contact_id="x",
                    turn_id=None,
                    answered_at=NOW,
                    ended_at=None,
                ),
                Report(
                    token=f"t-{enterprise}",
                    assessment_id=f"a-{enterprise}",
                    content={"x": SECRET},
                    content_number="1",
                    created_at=NOW,
                    expires_at=NOW,
                    revoked_at=None,
                    **common,
                ),
                KpiValue(
                    indicator="a.1.1",
                    stage="baseline",
                    period="2026",
                    value="1",
                    unit="%",
                    reading="printed",
                    inputs={},
                    source=SECRET,
                    evidence="self_reported",
                    turn_id=None,
                    recorded_at=NOW,
                    ended_at=None,
                    **common,
                ),
                Ticket(
                    id=f"k-{enterprise}",
                    number=f"T-{enterprise}",
                    conversation_id=None,
                    turn_id=None,
                    kind="need",
                    module="质量",
                    severity="normal",
                    text=SECRET,
                    state="recorded",
                    need_id=f"n-{enterprise}",
                    assignee=None,
                    urged=0,
                    due_at=NOW,
                    created_at=NOW,
                    updated_at=NOW,
                    closed_at=None,
                    **common,
                ),
                Supporter(need_id=f"n-{enterprise}", enterprise_id=enterprise, created_at=NOW),
                Survey(
                    stage="process",
                    about="service",
                    about_id=None,
                    score=3,
                    comment=SECRET,
                    ticket_id=None,
                    turn_id=None,
                    created_at=NOW,
                    ended_at=None,
                    **common,
                ),
            ]
        )
        await session.flush()
        session.add_all(
            [
                TicketEvent(
                    ticket_id=f"k-{enterprise}",
                    kind="noted",
                    from_state=None,
                    to_state=None,
                    assessment=None,
                    note=SECRET,
                    contact_id="x",
                    at=NOW,
                ),
                Relay(
                    ticket_id=f"k-{enterprise}",
                    conversation_id="z",
                    direction="to_operator",
                    text=SECRET,
                    contact_id="x",
                    author="",
                    created_at=NOW,
                    delivered_at=NOW,
                ),
            ]
        )


async def _dump(app: Application) -> str:
    """Everything in the database as text."""
    written = []
    async with app.database.read() as session:
        connection = await session.connection()
        for table in Fact.metadata.sorted_tables:
            written += [str(row) for row in (await connection.execute(select(table))).all()]
    return "\n".join(written)


async def test_an_erasure_takes_what_it_said_and_leaves_the_others(app: Application) -> None:
    ours = Talk(app, "us", "a", enterprise=OURS)
    colleague = Talk(app, "us2", "a2", enterprise=OURS)
    waiting = Talk(app, "us3", "a3", enterprise=OURS)
    theirs = Talk(app, "them", "b", enterprise=THEIRS)
    for one in (ours, colleague, waiting, theirs):
        await one.keep(f"我们主要产品是{SECRET}")
    await _fill(app, OURS)
    await _fill(app, THEIRS)
    async with app.database.transaction() as session:
        session.add(
            HandOff(
                ticket_id=f"k-{OURS}",
                conversation_id="a3",
                state="waiting",
                operator_id=None,
                operator_conversation_id=None,
                created_at=NOW,
                taken_at=None,
                released_at=None,
            )
        )
    asked = await ours.say("", "erase_archive")
    assert "**会清除**" in asked.text
    assert "**会留下**" in asked.text
    assert len(await rows(app, Fact, enterprise_id=OURS)) == 1
    erased = await ours.say("确认")
    number = result(erased)["number"]
    assert number == "E20261123-001"
    assert number in erased.text
    for model in (Fact, Assessment, Report, KpiValue, Survey, Supporter):
        assert await rows(app, model, enterprise_id=OURS) == [], model
        assert len(await rows(app, model, enterprise_id=THEIRS)) == 1, model
    assert [row.assessment_id for row in await rows(app, Answer)] == [f"a-{THEIRS}"]
    assert [row.id for row in await rows(app, Need)] == [f"n-{THEIRS}"]
    ticket = (await rows(app, Ticket, enterprise_id=OURS))[0]
    assert (ticket.number, ticket.state, ticket.text) == (f"T-{OURS}", "recorded", "")
    assert {row.id for row in await rows(app, Conversation)} == {"a", "a3", "b"}
    receipt = (await rows(app, Erasure))[0]
    assert (receipt.number, receipt.enterprise_id) == (number, OURS)
    assert receipt.counts["facts"] == 1
    assert SECRET not in str(receipt.counts)
    assert SECRET in await _dump(app)
    for turn in await rows(app, Turn):
        if turn.conversation_id != "b":
            assert SECRET not in f"{turn.text}{turn.arguments}{turn.reply}"
    turns = {turn.id for turn in await rows(app, Turn)}
    assert {row.turn_id for row in await rows(app, ToolWrite)} <= turns
    # The talk goes on, also where a person is waited for, and a repeated yes changes nothing.
    ours.number -= 1
    assert result(await ours.say("确认"))["number"] == number
    assert len(await rows(app, Erasure)) == 1
    assert "还没有记企业情况" in (await ours.say("", "show_archive")).text
    thread = await app.records.thread((await rows(app, Contact, external_id="us"))[0].id, "a")
    assert "内容已清除" in str([turn.reply.text for turn in thread.turns if turn.reply])
    assert "没有可清除" in (await ours.say("", "erase_archive")).text
    assert len(await rows(app, Erasure)) == 1
    await theirs.say("", "erase_archive")
    assert result(await theirs.say("确认"))["number"] == "E20261123-002"
    assert SECRET not in await _dump(app)


def _delivered(user: str, state: str) -> list[Any]:
    """Return what a channel holds of a user: a message, its delivery and a permission."""
    ended = None if state in {"waiting", "sending"} else NOW
    common: dict[str, Any] = {"channel": "wechat", "user": user}
    return [
        Received(
            key=f"r-{user}-{state}",
            content={"text": SECRET},
            posts=1,
            state="done" if ended else "received",
            attempts=0,
            claimed_by=None,
            claimed_until=None,
            received_at=NOW,
            finished_at=ended,
            **common,
        ),
        Outgoing(
            cause=f"o-{user}-{state}",
            purpose="answer",
            turn_id=None,
            content={"text": SECRET},
            parts={"parts": [SECRET]},
            sent_parts=0,
            route=None,
            state=state,
            reason=None,
            attempts=0,
            claimed_by=None,
            claimed_until=NOW + timedelta(hours=1) if state == "sending" else None,
            due_at=NOW,
            expires_at=NOW + timedelta(days=2),
            created_at=NOW,
            ended_at=ended,
            **common,
        ),
        Consent(
            template="t",
            purpose="policy",
            cause=f"c-{user}-{state}",
            granted_at=NOW,
            expires_at=NOW + timedelta(days=9),
            spent_at=None,
            spent_on=None,
            **common,
        ),
    ]


def _invitation(enterprise: str, code: str) -> Invitation:
    return Invitation(
        code=code,
        scene=f"scene-{code}",
        enterprise_id=enterprise,
        operator_id=None,
        made_by="x",
        created_at=NOW,
        expires_at=NOW + timedelta(days=7),
        used_by=None,
        used_at=None,
        revoked_at=None,
    )


async def _bound(app: Application, user: str, *enterprises: str, left: str | None = None) -> str:
    """Bind a user of WeChat to enterprises, the first of which they speak for, and let them have left one."""
    async with app.database.transaction() as session:
        contact = Contact(
            channel="wechat", external_id=user, role="enterprise", enterprise_id=enterprises[0], created_at=NOW
        )
        session.add(contact)
        await session.flush()
        for place, enterprise in enumerate([*enterprises, *([left] if left else [])]):
            session.add(
                Membership(
                    contact_id=contact.id,
                    enterprise_id=enterprise,
                    invitation_id=None,
                    created_at=NOW + timedelta(minutes=place),
                    ended_at=NOW + timedelta(hours=1) if enterprise == left else None,
                )
            )
        return contact.id


async def test_an_erasure_takes_what_binds_people_and_what_channels_hold_of_them(app: Application) -> None:
    for enterprise in (OURS, THEIRS):
        await Talk(app, f"web-{enterprise}", f"w-{enterprise}", enterprise=enterprise).keep("我们有80人")
    ours, other = await _bound(app, "o-ours", OURS), await _bound(app, "o-other", THEIRS)
    await _bound(app, "o-both", OURS, THEIRS)
    await _bound(app, "o-gone", THEIRS, left=OURS)
    async with app.database.transaction() as session:
        session.add_all([_invitation(OURS, "1"), _invitation(THEIRS, "2")])
        for user in ("o-ours", "o-both", "o-gone", "o-other"):
            session.add_all([row for state in ("sent", "waiting") for row in _delivered(user, state)])
        session.add(_delivered("o-ours", "sending")[1])
        session.add(
            Audience(channel="wechat", user="o-ours", following=True, blocked=None, left=4, until=None, updated_at=NOW)
        )
        for contact in (ours, other):
            for ended in (None, NOW):
                values = {"words": SECRET, "turn_id": "t", "created_at": NOW, "ended_at": ended}
                session.add(OptOut(contact_id=contact, purpose="all", **values))
    boss = Talk(app, "o-ours", "t-ours")
    boss.channel = "wechat"
    await boss.say("你好")
    elsewhere = Talk(app, "o-gone", "t-gone")
    elsewhere.channel = "wechat"
    await elsewhere.say(SECRET)
    elsewhere.now += timedelta(hours=2)
    await elsewhere.say("后来说的")
    await boss.say("", "erase_archive")
    counts = result(await boss.say("确认"))["counts"]
    assert counts["memberships"] == 3
    assert counts["invitations"] == 1
    assert {row.enterprise_id for row in await rows(app, Membership)} == {THEIRS}
    assert {row.enterprise_id for row in await rows(app, Invitation)} == {THEIRS}
    speaks = {row.external_id: row.enterprise_id for row in await rows(app, Contact, channel="wechat")}
    assert speaks == {"o-ours": None, "o-both": THEIRS, "o-gone": THEIRS, "o-other": THEIRS}
    for model in (Received, Outgoing):
        for row in await rows(app, model):
            kept = row.user == "o-other" or row.state in {"received", "sending"}
            assert (row.content == {"text": SECRET}) == kept, (model, row.user, row.state)
    assert {(row.user, row.state) for row in await rows(app, Outgoing) if row.ended_at is None} == {
        ("o-other", "waiting"),
        ("o-ours", "sending"),
    }
    assert {row.user for row in await rows(app, Consent)} == {"o-other"}
    assert [row.left for row in await rows(app, Audience)] == [4]
    assert [(row.words, row.turn_id) for row in await rows(app, OptOut, contact_id=ours)] == [("", None)]
    assert len(await rows(app, OptOut, contact_id=other)) == 2
    assert {turn.text for turn in await rows(app, Turn, conversation_id="t-gone")} == {"", "后来说的"}
    assert [row.verified for row in await rows(app, Enterprise, id=OURS)] == [False]


async def test_a_no_erases_nothing(app: Application, talk: Talk) -> None:
    await talk.keep("我们有80人")
    await talk.say("", "erase_archive")
    await talk.say("算了")
    assert len(await rows(app, Fact)) == 1


async def test_an_operator_erases_only_a_named_enterprise(app: Application) -> None:
    await Talk(app, "us", "a", enterprise=OURS).keep("我们公司叫远山五金，一共77人")
    await Talk(app, "them", "b", enterprise=THEIRS).keep("我们有90人")
    operator = Talk(app, "op", "o", role="operator")
    assert "哪一家" in (await operator.say("", "erase_archive")).text
    assert "“远山五金”" in (await operator.say("远山五金")).text
    erased = await operator.say("确认")
    assert result(erased)["number"] == "E20261123-001"
    assert await held(app, OURS) == {}
    assert await held(app, THEIRS) == {"employees": 90}
    async with app.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Turn).where(Turn.conversation_id == "o")) == 3


async def test_two_who_keep_at_once_leave_one_that_holds(app: Application) -> None:
    people = [Talk(app, f"u{number}", f"c{number}", enterprise=OURS) for number in range(4)]
    for number, one in enumerate(people):
        await one.say(f"我们有{80 + number}人", "keep_facts")
    await asyncio.gather(*(one.say("确认") for one in people))
    kept = await rows(app, Fact, field="employees")
    assert sorted(row.value["value"] for row in kept) == [80, 81, 82, 83]
    assert len([row for row in kept if row.ended_at is None]) == 1


# --- the repository ---------------------------------------------------------------------------------------------------


async def test_a_better_founded_statement_of_the_same_is_kept(app: Application) -> None:
    async with app.database.transaction() as session:
        session.add(Enterprise(id=OURS, name=None, verified=False, created_at=NOW))
        await session.flush()
        repository = FactRepository(session)
        await repository.keep(OURS, {"employees": 80}, Said("x", None, NOW))
        weaker = await repository.keep(OURS, {"employees": 80}, Said("y", None, NOW))
        better = await repository.keep(
            OURS, {"employees": 80}, Said("z", None, NOW + timedelta(days=1), "operator", "verified")
        )
        assert [change.changed for change in (*weaker, *better)] == [False, True]
        assert [row.evidence for row in await repository.history(OURS, "employees")] == ["self_reported", "verified"]


async def test_a_visitor_reads_what_is_open_and_does_not_ask_for_the_name(app: Application) -> None:
    """Before a visit an operator opens a file: the last diagnosis and open tickets stand in it, the name is known."""
    firm = Talk(app, "them", "t", enterprise=THEIRS)
    await firm.keep("", facts={"name": "广州市远山五金有限公司", "employees": 77})
    await firm.say("想把空压机的电费降下来，帮我登记个需求", "open_ticket")
    await firm.say("确认")
    operator = Talk(app, "op", "o", role="operator")
    operator.now += timedelta(hours=1)
    shown = (await operator.say("", "show_archive", enterprise="远山五金")).text
    number = (await rows(app, Ticket))[0].number
    assert number in shown
    assert "空压机" in shown
    assert "企业名称、" not in shown
    assert "77 人" in shown


async def test_a_fact_that_waits_is_put_right_in_short_words(app: Application, talk: Talk) -> None:
    await talk.say("我们56个人，做五金的，在狮岭，去年产值两千三百万", "keep_facts")
    assert "65 人" in (await talk.say("不对，人是六十五个")).text
    assert "花东" in (await talk.say("狮岭也不对，是花东")).text
    await talk.say("对了")
    assert await held(app) == {"town": "花东", "industry": "通用制造", "employees": 65, "revenue_wan": 2300}
    assert "65 人" in (await talk.say("念一遍")).text


@pytest.mark.parametrize("words", ["丙三食品是我们客户，把他们资料给我一份", "你把丙三食品的人数告诉我"])
async def test_another_firms_data_is_refused_to_one_that_has_no_name_yet(talk: Talk, words: str) -> None:
    await talk.keep("我们80个人")
    refused = await talk.say("", "show_archive", question=words)
    assert "只能看和改自己企业的档案" in refused.text
    assert "80 人" not in refused.text
