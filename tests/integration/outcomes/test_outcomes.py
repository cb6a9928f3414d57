"""What came of follow-ups, through the one door and real SQLite; table and chart."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from integrations.web.visitors import COOKIE
from tests.fakes.door import door
from tests.fakes.front_desk import Clock, Person
from tests.fakes.outcomes import OPENID, Rows, data
from tools.database.models import Enterprise, RuleEdit
from tools.domain.follow_ups import shipped

if TYPE_CHECKING:
    import httpx

    from assistant.bootstrap import Application

# --- what came of them ------------------------------------------------------------------------------------------------


async def a_month(rows: Rows) -> None:
    """Six sent of one rule, two of another, and whatever was not sent."""
    for days in (3, 4, 5, 20):
        await rows.add("e-jin", days=days, route="window", after={"replied": 3, "converted": 30})
    await rows.add("e-heng", days=20, route="web", after={"converted": 24 * 15})  # too late to count
    await rows.add("e-qing", days=2, route="web", after={"shown": 1})
    await rows.add("e-heng", "policy_deadline", days=6, route="notice", after={"replied": 1}, text="政策快截止了")
    await rows.add("e-qing", "policy_deadline", days=7, route="email")
    await rows.add("e-jin", "policy_deadline", "uncertain", days=7, route="window", reason="died")
    await rows.add("e-jin", "policy_deadline", "cancelled", days=8, reason="moot")
    await rows.add("e-heng", "policy_deadline", "cancelled", days=8, reason="opted_out")
    await rows.add("e-qing", "policy_deadline", "expired", days=8, reason="hours")
    await rows.add("e-qing", "report_unread", "failed", days=9, route="email", reason="smtp 550")
    await rows.add("e-jin", days=60, route="window")  # before these days
    await rows.add("e-jin", "ticket_recorded", "due", days=-1, reason="hours")
    await rows.add("e-heng", "ticket_recorded", "due", days=-1, reason="day")
    await rows.add("e-heng", "ticket_recorded", "due", days=-1, reason="hours")
    await rows.opt_out("e-heng", "policy", "政策别发了", 5.9)
    await rows.opt_out("e-qing", "all", "都别发", 1, ended=True)
    await rows.opt_out("e-jin", "all", "很久以前", 90)


async def test_the_conclusion_comes_first_then_the_rules_with_their_denominators(operator: Person, rows: Rows) -> None:
    await a_month(rows)
    reply = await operator.say("最近的提醒效果怎么样")
    found = data(reply)
    assert reply.text.startswith(
        "**10月28日—11月26日**发出提醒 **8** 条：2 天内有回应的 **5** 条（62%）；14 天内办成的 **4** 条（50%）；"
        "退订 2 人；发失败 1 条。"
    )
    counted = ("sent", "answered", "converted", "opted_out", "failed")
    assert [found[name] for name in counted] == [8, 5, 4, 2, 1]
    lines = [line for line in reply.text.split("\n") if line.startswith("|")]
    assert lines[2] == "| 诊断没做完 | 6 | 4 (67%) | 4 (67%) | 1 |"
    assert lines[3] == "| 适合的政策快截止 | 2 | 1 | 0 | 1 |"
    assert lines[4:] == ["| 合计 | 8 | 5 (62%) | 4 (50%) | 2 |"]
    policies = "取消 2（对方退订了 1 条、条件已不成立 1 条）；过期 1（不在发送时段 1 条）"
    assert f"- 适合的政策快截止：{policies}\n- 报告没打开：失败 1（邮箱退信 550 1 条）" in reply.text
    assert "不到 5 条不算" in reply.text
    assert "还有 1 条不满" not in reply.text
    assert "3 条还不满 14 天" in reply.text  # those sent lately and not converted yet
    assert "微信消息 4 条、微信通知 1 条、网页 2 条、邮件 1 条（网页里还有 1 条没被打开）" in reply.text
    assert "另有 1 条送没送到不清楚" in reply.text
    assert "**推迟 3 条**：不在发送时段 2 条、当天已发满 1 条" in reply.text
    assert "11月20日 恒利箱包：不要政策提醒（“政策别发了”）" in reply.text
    assert "青木皮具：不要任何提醒（“都别发”），后来又恢复了" in reply.text
    assert "很久以前" not in reply.text
    assert OPENID not in reply.model_dump_json()
    assert [one.media_type for one in reply.attachments] == ["image/png", "text/csv"]


async def test_one_rule_is_asked_for_and_its_opt_outs_are_those_it_led_to(operator: Person, rows: Rows) -> None:
    await a_month(rows)
    reply = await operator.say("诊断没做完的提醒管用吗")
    found = data(reply)
    assert [one["rule"] for one in found["rules"]] == ["diagnosis_unfinished"]
    assert "“诊断没做完”这条规则**发出提醒 **6** 条" in reply.text
    assert found["opted_out"] == 1
    assert "恒利箱包" not in reply.text
    other = await operator.say("政策的呢")
    assert [one["rule"] for one in data(other)["rules"]] == ["policy_deadline"]
    days = await operator.say("上周呢")
    assert data(days)["days"] == "2026-11-16/2026-11-22"
    assert [one["rule"] for one in data(days)["rules"]] == ["policy_deadline"]


async def test_of_one_enterprise_each_is_told_with_when_why_and_what_came_back(operator: Person, rows: Rows) -> None:
    await a_month(rows)
    reply = await operator.say("恒利箱包收到过哪些提醒")
    found = data(reply)
    assert found["enterprise"] == "e-heng"
    lead = "**恒利箱包** 至今收到提醒 **2** 条，有回应 1 条，办成 0 条；退订过：政策提醒（11月20日）。"
    assert reply.text.startswith(lead)
    assert (
        "- **11月20日 09:00** 适合的政策快截止（第 1 次），微信通知：政策快截止了  \n  结果：11月20日有回应"
        in reply.text
    )
    assert "取消了（对方退订了）" in reply.text
    assert "**推迟 2 条**" in reply.text
    assert [one.media_type for one in reply.attachments] == ["text/csv"]
    assert [one["state"] for one in found["follow_ups"]] == ["sent", "cancelled", "sent"]
    assert OPENID not in reply.model_dump_json()
    nothing = await operator.say("青木皮具今天收到过什么提醒")
    assert "没有过提醒" in nothing.text


async def test_where_nothing_was_sent_nothing_is_drawn(operator: Person) -> None:
    reply = await operator.say("这周都给企业发了什么提醒")
    assert reply.text.startswith("**11月23日—11月26日**没有发出过提醒。")
    assert reply.attachments == ()
    assert "%" not in reply.text


async def test_a_rule_that_operators_added_goes_by_its_own_title(
    operator: Person, rows: Rows, app: Application, clock: Clock
) -> None:
    record = shipped().rules["campaign"].model_dump(mode="json") | {"id": "own", "title": "年会报名"}
    async with app.database.transaction() as session:
        session.add(RuleEdit(id="r1", rule_id="own", version=1, record=record, contact_id="op", created_at=clock.now))
    await rows.add("e-jin", "own", route="window")
    await rows.add("e-heng", route="window")
    reply = await operator.say("年会报名的提醒发了多少，有多少人回")
    assert "| 年会报名 | 1 | 0 | 0 | 0 |" in reply.text
    assert "诊断没做完" not in reply.text


async def test_what_is_wrong_is_asked_back(operator: Person, app: Application, clock: Clock) -> None:
    unknown = await operator.press("show_follow_ups", enterprise="查无此厂")
    assert "没有找到“查无此厂”" in unknown.text
    async with app.database.transaction() as session:
        session.add(Enterprise(id="e-two", name="金明五金制品", verified=True, created_at=clock.now))
    several = await operator.say("金明收到过什么提醒")
    assert "是哪一家" in several.text
    strange = await operator.press("show_follow_ups", rule="不知道什么规则")
    assert "看哪条规则的" in strange.text
    assert "“诊断没做完”这条规则" in (await operator.say("诊断没做完")).text


@pytest.mark.parametrize("tool", ["show_follow_ups", "show_follow_up_tasks", "finish_follow_up_task"])
async def test_it_is_for_operators_alone(app: Application, clock: Clock, rows: Rows, tool: str) -> None:
    identity = await rows.add("e-jin", state="task")
    theirs = Person(app, clock, "us", enterprise="e-jin")
    arguments = {"task": identity, "outcome": "done"} if tool.startswith("finish") else {}
    reply = await theirs.press(tool, **arguments)
    assert reply.tool_calls == ()
    assert "平台工作人员" in reply.text
    assert (await rows.row(identity)).state == "task"


# --- the files --------------------------------------------------------------------------------------------------------


async def test_the_table_opens_in_a_spreadsheet_and_runs_nothing_there(
    app: Application, operator: Person, rows: Rows, clock: Clock
) -> None:
    await rows.add("e-evil", text="=1+1\n第二行", route="email", after={"replied": 2})
    await rows.add("e-jin", state="failed", reason="smtp 550", note="+86 打过电话", done_by="op")
    await rows.add("e-heng", days=50)
    reply = await operator.say("最近的提醒效果")
    path = reply.attachments[-1].path
    async with door(app) as (client, visitors):
        got = await client.get(path, headers={"cookie": f"{COOKIE}={visitors.issue_badge('1', 'good')}"})
    assert got.status_code == 200
    assert got.content.startswith(b"\xef\xbb\xbf")
    assert "filename*=UTF-8''%E6%8F%90%E9%86%92" in got.headers["content-disposition"]
    table = list(csv.DictReader(StringIO(got.content.decode("utf-8-sig"), newline="")))
    assert {line["企业"] for line in table} == {"'=HYPERLINK(1)五金", "金明五金"}
    first = next(line for line in table if line["企业"].startswith("'"))
    assert (first["内容"], first["怎么走的"], first["状态"], first["回应时间"]) == (
        "'=1+1 第二行",
        "邮件",
        "已发出",
        "2026-11-25 11:00",
    )
    second = next(line for line in table if line["企业"] == "金明五金")
    assert (second["状态"], second["原因"], second["备注"]) == ("没发成", "邮箱退信 550", "'+86 打过电话")
    assert not [cell for line in table for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]
    assert OPENID not in got.text


async def test_the_chart_draws_each_rule_that_sent_something(app: Application, operator: Person, rows: Rows) -> None:
    await rows.add("e-jin", route="window", after={"replied": 1})
    reply = await operator.say("最近的提醒效果")
    path = reply.attachments[0].path
    async with door(app) as (client, visitors):

        async def asked(address: str, badge: str = "good") -> httpx.Response:
            return await client.get(address, headers={"cookie": f"{COOKIE}={visitors.issue_badge('1', badge)}"})

        small = await asked(path)
        assert small.headers["content-type"] == "image/png"
        assert small.headers["cache-control"] == "no-store"
        await rows.add("e-jin", "report_unread", route="window")
        taller = Image.open(BytesIO((await asked(path)).content))
        image = Image.open(BytesIO(small.content))
        assert image.width == taller.width == 960
        assert taller.height > image.height
        one = Image.open(BytesIO((await asked(f"{path}&rule=report_unread")).content))
        assert one.height == image.height
        assert (await asked(f"{path}&rule=rediagnosis")).status_code == 404
        for kind in ("csv", "png"):
            assert (await asked(f"/files/follow-ups.{kind}?period=sometime")).status_code == 404
            assert (await asked(f"/files/follow-ups.{kind}?period={'9' * 500}")).status_code == 404
            plain = {"cookie": f"{COOKIE}={visitors.issue('us')[1]}"}
            assert (await client.get(f"/files/follow-ups.{kind}", headers=plain)).status_code == 403
            assert (await asked(f"/files/follow-ups.{kind}", "lapsed")).status_code == 403
