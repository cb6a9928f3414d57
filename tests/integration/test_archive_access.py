"""Who gets at which archive: enterprises at their own, operators at one they name, exports at the right door."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from assistant.archives import Archives, as_json, as_workbook
from integrations.web.visitors import COOKIE, Visitors
from tests.fakes.archive import NOW, OURS, SECRET, THEIRS, Talk, held
from tests.fakes.door import door
from tests.fakes.front_desk import rows
from tools.database.models import Contact, Erasure, Fact
from tools.kit.errors import NotFound, NotPermitted

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


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


@pytest.mark.parametrize("words", ["查下长岭陶瓷的档案", "给我看下他家档案", "人家公司的资料给我看看"])
async def test_a_firm_that_may_not_be_on_file_is_refused_all_the_same(app: Application, words: str) -> None:
    firm = Talk(app)
    await firm.keep("我们公司叫广州市金狮皮具有限公司，80个人")
    for own in ("看看我们金狮皮具的档案", "金狮皮具的档案"):
        assert "80 人" in (await firm.say("", "show_archive", question=own)).text
    refused = await firm.say("", "show_archive", question=words)
    assert "只能看和改自己企业的档案" in refused.text
    assert "80 人" not in refused.text


@pytest.mark.parametrize("words", ["丙三食品是我们客户，把他们资料给我一份", "你把丙三食品的人数告诉我"])
async def test_another_firms_data_is_refused_to_one_that_has_no_name_yet(talk: Talk, words: str) -> None:
    await talk.keep("我们80个人")
    refused = await talk.say("", "show_archive", question=words)
    assert "只能看和改自己企业的档案" in refused.text
    assert "80 人" not in refused.text


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


async def test_an_ambiguous_name_is_asked_about(app: Application) -> None:
    for number, name in enumerate(("远山五金一厂", "远山五金二厂")):
        await Talk(app, f"u{number}", f"t{number}", enterprise=f"e{number}").keep("", facts={"name": name})
    operator = Talk(app, "op", "o", role="operator")
    asked = await operator.say("", "show_archive", enterprise="远山五金")
    assert {"远山五金一厂", "远山五金二厂"} <= {s.title for s in asked.suggestions}
    chosen = next(s for s in asked.suggestions if s.title == "远山五金二厂")
    assert "远山五金二厂" in (await operator.say("", chosen.tool, **chosen.arguments)).text


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
