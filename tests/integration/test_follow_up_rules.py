"""Operators look at the rules of follow-ups, change them and see who would be told what, through the one door."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.previews import Previews
from assistant.settings import Settings
from integrations.web import files
from integrations.web.guard import Guard
from integrations.web.visitors import COOKIE, Visitors
from tests.fakes.talk import NOW, Talk
from tools.database.models import Assessment, Contact, Enterprise, FollowUp, OptOut, RuleEdit
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups import shipped
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.messages import Reply
    from corpus.follow_ups import Rule

OPERATORS_ONLY = ("show_follow_up_rules", "edit_follow_up_rule", "preview_follow_ups")


@pytest.fixture(scope="module")
def var(built_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(built_library, tmp_path_factory.mktemp("rules") / "var"))


@pytest.fixture
async def app(var: Path, tmp_path: Path) -> AsyncIterator[Application]:
    own = Settings(var_dir=var, database_url=f"sqlite:///{tmp_path / 'own.db'}", log_level="WARNING")
    application = build(own, clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


async def firm(app: Application, key: str, name: str, *, days_ago: float | None = None) -> None:
    """Put an enterprise with one person on the web on file, who left a diagnosis undone so many days ago."""
    async with app.database.transaction() as session:
        session.add(Enterprise(id=key, name=name, verified=True, created_at=NOW))
        await session.flush()
        contact = Contact(
            id=f"{key}-c", channel="web", external_id=f"{key}-x", role="enterprise", enterprise_id=key, created_at=NOW
        )
        session.add(contact)
        if days_ago is not None:
            at = NOW - timedelta(days=days_ago)
            session.add(
                Assessment(
                    enterprise_id=key,
                    contact_id=contact.id,
                    form="quick",
                    questionnaire="v",
                    state="open",
                    question=None,
                    score=None,
                    level=None,
                    result=None,
                    started_at=at,
                    updated_at=at,
                    finished_at=None,
                )
            )


async def due(app: Application, key: str, rule: str, step: str, at: datetime, **more: Any) -> None:
    """Plan a follow-up of an enterprise."""
    values = {
        "period": f"{rule}-{key}", "about": None, "purpose": "diagnosis", "state": "due", "route": None,
        "reason": None, "text": None, "press": None, "attempts": 0, "claimed_by": None, "claimed_until": None,
        "expires_at": at + timedelta(days=7), "created_at": NOW, "told_at": None, "ended_at": None,
        "shown_at": None, "replied_at": None, "converted_at": None, "done_by": None,
    }  # fmt: skip
    async with app.database.transaction() as session:
        session.add(
            FollowUp(enterprise_id=key, contact_id=f"{key}-c", rule=rule, step=step, due_at=at, **{**values, **more})
        )


async def standing(app: Application, rule: str) -> Rule:
    async with app.database.read() as session:
        return await RuleRepository(session).get(rule)


async def versions(app: Application) -> int:
    async with app.database.read() as session:
        return len((await session.scalars(select(RuleEdit))).all())


def result(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result


# --- showing ----------------------------------------------------------------------------------------------------------


async def test_all_rules_stand_in_one_table_with_the_manners_below(app: Application) -> None:
    reply = await Talk(app).say("回访规则都有哪些")
    assert result(reply)["rules"] == list(shipped().rules)
    for rule in shipped().rules.values():
        assert f"| {rule.title} | " in reply.text
        assert f" | {rule.clause} | 启用 |" in reply.text
    assert "申报截止前 30、7、1 天" in reply.text
    assert "工作日09:00—20:00发" in reply.text


async def test_one_rule_is_told_in_full(app: Application) -> None:
    reply = await Talk(app).say("政策截止提醒是怎么发的")
    rule = shipped().rules["policy_deadline"]
    assert result(reply)["rules"] == ["policy_deadline"]
    for part in (rule.text, rule.who, rule.holds, rule.clause, "微信会话 → 微信订阅通知 → 网页 → 邮件 → 人工联系"):
        assert part in reply.text
    assert "没有人改过" in reply.text


async def test_words_of_a_step_of_its_own_are_told(app: Application) -> None:
    reply = await Talk(app).say("诊断没做完那条的原文", "show_follow_up_rules")
    assert "诊断停下后 5 天那次说：“" in reply.text
    assert str(shipped().rules["diagnosis_unfinished"].steps[1].text) in reply.text


async def test_paused_rules_are_listed_alone(app: Application) -> None:
    talk = Talk(app)
    assert "没有停用的规则" in (await talk.say("哪些提醒规则是停着的", "show_follow_up_rules")).text
    await talk.say("", "edit_follow_up_rule", rule="rediagnosis", action="pause")
    await talk.say("确认")
    reply = await talk.say("哪些提醒规则是停着的", "show_follow_up_rules")
    assert result(reply)["rules"] == ["rediagnosis"]
    assert result(reply)["paused"] == ["rediagnosis"]


async def test_a_rule_nobody_knows_is_said_so(app: Application) -> None:
    reply = await Talk(app).say("", "show_follow_up_rules", rule="生日祝福")
    assert reply.declined
    assert "没有“生日祝福”这条规则" in reply.text


# --- changing ---------------------------------------------------------------------------------------------------------


async def test_pausing_says_what_is_not_sent_asks_and_keeps_a_version(app: Application) -> None:
    await firm(app, "e1", "金明五金")
    await due(app, "e1", "rediagnosis", "day182", NOW)
    talk = Talk(app)
    asked = await talk.say("把半年复测这条提醒规则停用", "edit_follow_up_rule")
    assert "要这样改“**半年复测**”吗" in asked.text
    assert "已经排上、还没发的 1 条不再发" in asked.text
    assert (await standing(app, "rediagnosis")).active
    done = await talk.say("确认")
    assert result(done)["version"] == 1
    assert not (await standing(app, "rediagnosis")).active
    again = await talk.say("半年复测停用", "edit_follow_up_rule")
    assert again.declined
    assert "本来就是这样" in again.text
    assert await versions(app) == 1


async def test_no_changes_nothing(app: Application) -> None:
    talk = Talk(app)
    await talk.say("报告没打开的提醒改成3天和7天")
    await talk.say("先不")
    assert await versions(app) == 0


async def test_words_are_kept_as_typed_and_go_to_all_that_have_none_of_their_own(app: Application) -> None:
    talk = Talk(app)
    asked = await talk.say("把诊断没做完的话改成：还差{left}题就有结果了，接着答吧（3分钟）")
    assert "还差{left}题就有结果了，接着答吧（3分钟）" in asked.text
    assert "5 天另有自己的话，不变" in asked.text
    await talk.say("确认")
    rule = await standing(app, "diagnosis_unfinished")
    assert rule.text == "还差{left}题就有结果了，接着答吧（3分钟）"
    assert rule.words("day1") == rule.text
    assert rule.words("day5") == shipped().rules["diagnosis_unfinished"].words("day5")


async def test_the_words_of_one_reminder_are_changed_alone(app: Application) -> None:
    talk = Talk(app)
    await talk.say("诊断没做完的，第5天那次的话改成：这是最后一次提醒", "edit_follow_up_rule")
    await talk.say("确认")
    rule = await standing(app, "diagnosis_unfinished")
    assert rule.words("day5") == "这是最后一次提醒"
    assert rule.text == shipped().rules["diagnosis_unfinished"].text


async def test_facts_a_rule_has_not_are_refused_with_those_it_has(app: Application) -> None:
    talk = Talk(app)
    asked = await talk.say("把诊断没做完的话改成：{policy}快截止了", "edit_follow_up_rule")
    assert "填不出 {policy}" in asked.text
    assert "{left}（还差几题）" in asked.text
    assert await versions(app) == 0
    await talk.say("还差{left}题")
    await talk.say("确认")
    assert (await standing(app, "diagnosis_unfinished")).text == "还差{left}题"


async def test_days_change_and_what_is_due_at_once_is_counted(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=3.5)
    talk = Talk(app)
    asked = await talk.say("诊断没做完的提醒改成3天和7天", "edit_follow_up_rule")
    assert "诊断停下后 1、5 天 → 诊断停下后 3、7 天" in asked.text
    assert "现在就到期的有 1 条" in asked.text
    await talk.say("确认")
    rule = await standing(app, "diagnosis_unfinished")
    assert [(step.name, step.days) for step in rule.steps] == [("day1", 3.0), ("day5", 7.0)]


async def test_days_before_what_nobody_foresees_are_refused(app: Application) -> None:
    reply = await Talk(app).say("报告没打开的提醒改成提前3天", "edit_follow_up_rule")
    assert "不能提前" in reply.text
    assert await versions(app) == 0


async def test_how_often_and_back_again(app: Application) -> None:
    talk = Talk(app)
    asked = await talk.say("场景没定的提醒改成30天内最多一次", "edit_follow_up_rule")
    assert "60 天内 2 次 → 30 天内 1 次" in asked.text
    await talk.say("确认")
    rule = await standing(app, "scenarios_undecided")
    assert (rule.most, rule.within_days) == (1, 30)
    await talk.say("恢复原来的")
    await talk.say("确认")
    assert await standing(app, "scenarios_undecided") == shipped().rules["scenarios_undecided"]
    assert await versions(app) == 2
    full = await talk.say("场景没定那条规则", "show_follow_up_rules")
    assert "第 2 版" in full.text
    assert "改过 2 次" in full.text


async def test_one_version_back(app: Application) -> None:
    talk = Talk(app)
    for days in ("3天", "9天"):
        await talk.say(f"报告没打开的提醒改成{days}", "edit_follow_up_rule")
        await talk.say("确认")
    await talk.say("规则回退到上一版，报告没打开那条", "edit_follow_up_rule")
    await talk.say("确认")
    assert [step.days for step in (await standing(app, "report_unread")).steps] == [3.0]


async def test_a_rule_is_added_on_a_known_moment_and_is_planned(app: Application) -> None:
    talk = Talk(app)
    asked = await talk.say("加一条：工单登记后第4天提醒一次，说您的工单{number}我们在催了")
    assert "工单登记后 4 天（加的）" in asked.text
    assert "8.3.5 e)" in asked.text
    done = await talk.say("确认")
    rule = await standing(app, result(done)["rule"])
    assert rule.id.startswith("own-")
    assert rule.moment == "ticket_recorded"
    assert [step.days for step in rule.steps] == [4.0]
    assert rule.text == "您的工单{number}我们在催了"
    assert rule.active
    table = await talk.say("提醒规则", "show_follow_up_rules")
    assert "工单登记后 4 天（加的）" in table.text
    shut = await talk.say("", "edit_follow_up_rule", rule=rule.title, action="restore")
    assert "没有出厂的样子" in shut.text


async def test_what_is_missing_is_asked_for_one_by_one(app: Application) -> None:
    talk = Talk(app)
    which = await talk.say("加条回访规则", "edit_follow_up_rule")
    assert "从哪件事算起" in which.text
    days = await talk.say("报告没打开")
    assert "改成哪几天" in days.text
    words = await talk.say("5天")
    assert "报告生成后 5 天要说什么话" in words.text
    asked = await talk.say("报告出来了，点开就能看")
    assert "要加这条规则吗" in asked.text
    await talk.say("确认")
    assert await versions(app) == 1


async def test_of_several_rules_one_is_picked(app: Application) -> None:
    talk = Talk(app)
    asked = await talk.say("满意度那几条规则先关了", "edit_follow_up_rule")
    assert [choice.title for choice in asked.suggestions[:4]] == [
        "诊断后的满意度",
        "办结后的满意度",
        "上线后的满意度",
        "三个月后的效果评价",
    ]
    assert "办结后的满意度" in (await talk.say("办结后的满意度")).text
    await talk.say("确认")
    assert not (await standing(app, "satisfaction_ticket")).active


async def test_what_a_campaign_says_is_no_rule(app: Application) -> None:
    reply = await Talk(app).say("一次性通知的话改成：大家好", "edit_follow_up_rule")
    assert reply.declined
    assert "群发" in reply.text


async def test_a_message_that_comes_again_changes_once(app: Application) -> None:
    talk = Talk(app)
    await talk.say("报告没打开的提醒改成4天", "edit_follow_up_rule")
    first = await talk.say("确认")
    second = await talk.again("确认")
    assert first.text == second.text
    assert await versions(app) == 1


@pytest.mark.parametrize("tool", OPERATORS_ONLY)
async def test_an_enterprise_may_not(app: Application, tool: str) -> None:
    reply = await Talk(app, "firm", "enterprise").say("半年复测停用", tool)
    assert reply.declined
    assert "平台工作人员" in reply.text
    assert await versions(app) == 0


# --- previewing -------------------------------------------------------------------------------------------------------


async def test_a_preview_says_who_gets_what_and_which_way(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=0.5)
    reply = await Talk(app).say("谁会在明天收到什么")
    data = result(reply)
    assert (data["first"], data["last"]) == ("2026-11-27", "2026-11-27")
    assert data["count"] == 1
    assert data["ways"] == {"web": 1}
    row = data["rows"][0]
    assert row["enterprise"] == "金明五金"
    assert row["text"].startswith("您的数字化诊断还差")
    assert "{" not in row["text"]
    assert "11月27日（周五）" in reply.text
    async with app.database.read() as session:
        assert not (await session.scalars(select(FollowUp))).all()


async def test_a_preview_says_who_is_left_out_and_why(app: Application) -> None:
    for key, name in (("e1", "金明五金"), ("e2", "恒利箱包"), ("e3", "永发皮具")):
        await firm(app, key, name, days_ago=0.5)
    async with app.database.transaction() as session:
        session.add(OptOut(contact_id="e2-c", purpose="diagnosis", words="", turn_id=None, created_at=NOW))
    for place in range(3):
        await due(app, "e3", f"r{place}", "s", NOW, state="sent", told_at=NOW - timedelta(days=1 + place), ended_at=NOW)
    reply = await Talk(app).say("预览一下明天的提醒", "preview_follow_ups")
    data = result(reply)
    assert data["count"] == 1
    assert data["left_out"] == {"opted_out": 1, "week": 1}
    assert "恒利箱包：诊断没做完，企业停了这类提醒" in reply.text
    assert "永发皮具：诊断没做完，七天内已满 3 条" in reply.text


async def test_on_a_weekend_nothing_goes(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=0.5)
    async with app.database.transaction() as session:
        row = (await session.scalars(select(Assessment))).one()
        row.updated_at = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
    talk = Talk(app)
    saturday = result(await talk.say("", "preview_follow_ups", day="2026-11-28"))
    assert (saturday["count"], saturday["left_out"]) == (0, {"hours": 1})
    assert result(await talk.say("", "preview_follow_ups", day="下周一"))["count"] == 1


async def test_one_rule_is_previewed_also_while_it_is_paused(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=0.5)
    talk = Talk(app)
    await talk.say("", "edit_follow_up_rule", rule="diagnosis_unfinished", action="pause")
    await talk.say("确认")
    assert result(await talk.say("", "preview_follow_ups", day="明天"))["count"] == 0
    reply = await talk.say("诊断没做完的，明天催谁", "preview_follow_ups")
    assert result(reply)["count"] == 1
    assert "现在停用着" in reply.text


async def test_a_preview_turns_to_another_day(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=0.5)
    talk = Talk(app)
    await talk.say("谁会在明天收到什么")
    assert result(await talk.say("下周呢"))["first"] == "2026-11-30"


async def test_everything_foreseen_is_a_table_to_download(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=0.5)
    await firm(app, "e2", "=恒利箱包", days_ago=0.5)
    async with app.database.transaction() as session:
        session.add(OptOut(contact_id="e2-c", purpose="all", words="", turn_id=None, created_at=NOW))
    reply = await Talk(app).say("把明天的提醒名单给我一份表格", "preview_follow_ups")
    (file,) = reply.attachments
    query = dict(parse_qsl(urlsplit(file.path).query))
    content, name = await Previews(app.database, app.library.current, account=False).table(**query, rule="", now=NOW)
    assert name == file.name == "提醒预览-2026-11-27-2026-11-27.csv"
    header, *found = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert header[0] == "企业"
    by_name = {row[0]: row for row in found}
    assert by_name["金明五金"][4:6] == ["网页", "会发"]
    assert by_name["金明五金"][6].startswith("您的数字化诊断还差")
    assert by_name["'=恒利箱包"][5:] == ["不发：企业停了这类提醒", ""]


@pytest.mark.parametrize(("first", "last", "rule"), [("x", "2026-11-27", ""), ("2026-11-27", "2026-11-27", "nobody")])
async def test_an_address_that_names_nothing_is_no_file(app: Application, first: str, last: str, rule: str) -> None:
    with pytest.raises(NotFound):
        await Previews(app.database, app.library.current, account=False).table(first, last, rule, NOW)


async def test_only_operators_download_it(app: Application) -> None:
    await firm(app, "e1", "金明五金", days_ago=0.5)
    address = "/files/follow-ups-ahead.csv?first=2026-11-27&last=2026-11-27"
    visitors = Visitors("k" * 40, lambda: datetime.now(UTC))

    async def holds(badge: Any) -> bool:
        return bool(badge.mark == "good")

    served = FastAPI(openapi_url=None)
    served.include_router(files.router(app))
    served.add_middleware(Guard, visitors=visitors, public_url="http://test", scripts=[], admits=holds)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=served), base_url="http://test") as client:
        badge = {"cookie": f"{COOKIE}={visitors.issue_badge('1', 'good')}"}
        got = await client.get(address, headers=badge)
        assert got.status_code == 200
        assert "金明五金" in got.content.decode("utf-8-sig")
        assert got.headers["cache-control"] == "no-store"
        assert (await client.get(f"{address}&rule=nobody", headers=badge)).status_code == 404
        plain = {"cookie": f"{COOKIE}={visitors.issue('us')[1]}"}
        assert (await client.get(address, headers=plain)).status_code == 403


async def test_another_change_takes_the_place_of_the_one_that_was_shown(app: Application) -> None:
    talk = Talk(app)
    await talk.say("停掉半年复测提醒")
    asked = await talk.say("停掉报告没打开的提醒")
    assert "“**报告没打开**”" in asked.text
    await talk.say("确认")
    async with app.database.read() as session:
        rules = await RuleRepository(session).current()
    assert (rules["rediagnosis"].active, rules["report_unread"].active) == (True, False)


async def test_what_a_preview_cannot_look_at_is_said(app: Application) -> None:
    talk = Talk(app)
    assert "没有“13月40号”这一天" in (await talk.say("谁会在13月40号收到什么", "preview_follow_ups")).text
    assert "只看得到未来 31 天" in (await talk.say("2099年1月1日会给谁发提醒", "preview_follow_ups")).text
    assert "那天已经过了" in (await talk.say("2026年1月5日谁会收到什么", "preview_follow_ups")).text
    assert "更远的没有算" in (await talk.say("未来100天会发什么", "preview_follow_ups")).text
