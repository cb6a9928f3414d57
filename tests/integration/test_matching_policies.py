"""Policies held against one's own firm, a described one and one on file, through the one door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from assistant.bootstrap import DATA, Application, build
from assistant.demo import Demo
from assistant.settings import Settings
from tests.fakes import talk
from tests.fakes.talk import NOW
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.facts import FactRepository, Said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.messages import Reply


@pytest.fixture
async def app(built_library: Path, tmp_path: Path) -> AsyncIterator[Application]:
    own = Settings(
        _env_file=None, var_dir=built_library, database_url=f"sqlite:///{tmp_path}/policies.db", log_level="ERROR"
    )
    application = build(own, clock=lambda: NOW)
    await application.start()
    await Demo(application.database, application.library, DATA, application.clock).load()
    yield application
    await application.close()


class Talk(talk.Talk):
    """One person's conversation."""

    channel = "batch"

    def __init__(
        self, app: Application, user: str = "u", role: str = "enterprise", enterprise: str | None = None
    ) -> None:
        super().__init__(app, user, role, enterprise)

    async def match(self, text: str = "", **arguments: Any) -> Reply:
        return await self.say(text, "match_policies", **arguments)


def result(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result


def standing(reply: Reply) -> dict[str, str]:
    return {p["id"]: p["standing"] for p in result(reply)["policies"]}


async def test_facts_are_asked_for_one_by_one_and_lead_to_an_answer(app: Application) -> None:
    talk = Talk(app)
    first = await talk.match("我们能申请哪些补贴")
    assert "在哪个镇街、做什么行业、有多少人" in first.text
    second = await talk.say("狮岭做皮具的，80来人")
    assert result(second)["facts"] == {"town": "狮岭", "industry": "皮革皮具", "employees": 80}
    found = standing(second)
    assert found["GZ-SUBSIDY-2025"] == "fits"
    assert found["GZ-HUANGPU-AI-2025"] == "fails"
    assert found["CN-GIANT-2026"] == "closed"
    assert found["CN-GIANT-FUND-2024"] == "open"
    assert "还有 35 天" in second.text
    lost = await talk.say("红色的")
    assert lost.text.startswith("没听出来")
    third = await talk.say("今年内")
    subsidy = next(p for p in result(third)["policies"] if p["id"] == "GZ-SUBSIDY-2025")
    plan = next(c for c in subsidy["conditions"] if c["field"] == "plan_time")
    assert plan["state"] == "met"


async def test_a_fact_can_be_left_unsaid(app: Application) -> None:
    talk = Talk(app)
    first = await talk.match("狮岭做皮具的，80来人，能报哪些")
    asked = result(first)["asked"]
    second = await talk.say("不知道")
    assert result(second)["asked"] != asked


async def test_ones_own_archive_and_diagnosis_are_used(app: Application) -> None:
    talk = Talk(app, "jm", "enterprise", "demo-jinming")
    reply = await talk.match("按我们的档案配一下政策")
    assert result(reply)["enterprise"] == "demo-jinming"
    assert result(reply)["level"] == "L2"
    assert "平台自评L2" in reply.text
    one = await talk.match(policy="GZ-SUBSIDY-2025")
    assert "平台自评不等于官方评定" in one.text
    assert "看我的诊断结果" in [s.title for s in one.suggestions]
    rated = next(c for c in result(one)["policies"][0]["conditions"] if c["field"] == "level")
    assert rated["state"] == "unknown"


async def test_what_is_said_goes_before_what_is_on_file(app: Application) -> None:
    talk = Talk(app, "jm2", "enterprise", "demo-jinming")
    reply = await talk.match("我们搬到佛山了，能申请哪些补贴")
    assert standing(reply)["GZ-SUBSIDY-2025"] == "fails"


async def test_another_enterprise_is_refused(app: Application) -> None:
    talk = Talk(app, "jm3", "enterprise", "demo-jinming")
    for name in ("恒利箱包（演示）", "demo-hengli"):
        reply = await talk.match(enterprise=name)
        assert reply.declined
        assert not reply.tool_calls
        assert "皮革" not in reply.text
    named = await talk.match("恒利箱包符合哪些政策")
    assert named.declined
    own = await talk.match("金明五金符合哪些政策")
    assert result(own)["enterprise"] == "demo-jinming"


async def test_facts_a_model_gives_are_the_archives_or_refused(app: Application) -> None:
    named = await Talk(app).match(facts={"town": "狮岭", "industry": "箱包", "employees": 80})
    assert result(named)["facts"]["industry"] == "皮革皮具"
    wrong = await Talk(app, "u2").match(facts={"industry": "炼丹"})
    assert not wrong.tool_calls


async def test_a_level_that_was_said_is_no_diagnosis(app: Application) -> None:
    reply = await Talk(app).match("我们诊断出来是二级，狮岭做箱包90人，改造奖补够不够条件")
    assert result(reply)["level"] == "L2"
    assert "说的是L2" in reply.text


async def test_one_policy_is_told_in_full_and_cited(app: Application) -> None:
    reply = await Talk(app).match("我们厂在狮岭做箱包，90人，改造花了60万，能拿改造奖补吗")
    found = result(reply)["policies"][0]
    assert found["id"] == "GZ-SUBSIDY-2025"
    assert found["estimate"] == "300000.0"
    assert "最多 30 万元" in reply.text
    assert found["confidence"] == "verified"
    assert found["source"] in reply.text
    library = app.library.current()
    assert {c.clause for c in reply.citations} == {"适用与条件", "要点", "有效期", "申报方式"}
    for citation in reply.citations:
        assert any(citation.quote in p.display for p in library.find(citation.document, citation.clause))


async def test_a_goal_of_a_policy_is_judged_by_its_own_bar(app: Application) -> None:
    reply = await Talk(app).match("我们是省专精特新，年营收两千万，能不能冲小巨人，差在哪")
    assert "里的小巨人" in reply.text
    assert "现在不符合" in reply.text
    goal = [c for c in result(reply)["policies"][0]["conditions"] if c["goal"] == "小巨人"]
    assert {c["field"]: c["state"] for c in goal if c["field"] in {"honors", "revenue_wan"}} == {
        "honors": "met",
        "revenue_wan": "not_met",
    }


async def test_what_has_ended_is_never_offered(app: Application) -> None:
    everything = await Talk(app).match("狮岭做皮具，80人")
    catalogs = app.library.current().catalogs
    for policy in result(everything)["policies"]:
        record = catalogs.policies[policy["id"]]
        assert record.applies == "firms"
        assert record.replaced_by is None
    replaced = await Talk(app, "u2").match(policy="CN-GRADIENT-2022")
    assert result(replaced)["policies"][0]["id"] == "CN-GRADIENT-2026"
    assert "已被" in replaced.text
    ended = await Talk(app, "u3").match(policy="GD-MFG-DT-2021")
    assert result(ended)["policies"] == []
    assert "已经到期" in ended.text
    closed = await Talk(app, "u4").match("我能赶得上2026年的小巨人吗")
    assert "已经报不了" in closed.text
    assert "过了 185 天" in closed.text


async def test_what_firms_do_not_apply_under_is_said(app: Application) -> None:
    reply = await Talk(app).match(policy="CN-AIPLUS-2025")
    assert "企业不直接申报" in reply.text
    unknown = await Talk(app, "u9").match(policy="不存在的政策")
    assert unknown.declined


async def test_operators_name_describe_or_are_asked(app: Application) -> None:
    named = await Talk(app, "op", "operator").match("金明五金符合哪些政策，条件逐条列")
    assert result(named)["enterprise"] == "demo-jinming"
    assert named.text.startswith("按金明五金（演示）的档案")
    described = await Talk(app, "op2", "operator").match("这家企业（食品，佛山，三十人）有没有能享受的奖补")
    assert result(described)["enterprise"] is None
    assert standing(described)["GZ-SUBSIDY-2025"] == "fails"
    unknown = await Talk(app, "op3", "operator").match("恒远皮具看看能报哪几个政策")
    assert unknown.declined
    assert "恒远" in unknown.text
    talk = Talk(app, "op4", "operator")
    asked = await talk.match("能报哪些政策")
    assert "给哪家企业" in asked.text
    answered = await talk.say("恒利箱包")
    assert result(answered)["enterprise"] == "demo-hengli"


async def test_an_ambiguous_name_is_asked_about(app: Application) -> None:
    async with app.database.transaction() as session:
        await EnterpriseRepository(session).ensure("other", verified=True, now=NOW)
        await FactRepository(session).keep("other", {"name": "金明五金制品"}, Said(None, None, NOW))
    reply = await Talk(app, "op5", "operator").match(enterprise="金明")
    assert {"金明五金（演示）", "金明五金制品"} <= {s.title for s in reply.suggestions}


async def test_the_same_question_gets_the_same_answer(app: Application) -> None:
    texts = [(await Talk(app, f"same{n}").match("狮岭做皮具，80人，营收3000万")).text for n in range(2)]
    assert texts[0] == texts[1]


async def test_another_places_vouchers_are_held_against_where_the_firm_is(app: Application) -> None:
    reply = await Talk(app).match("听人讲黄埔有算力券发，我们花都这边的厂能领不")
    assert standing(reply)["GZ-HUANGPU-AI-2025"] == "fails"
    assert "你们：黄埔区" not in reply.text


async def test_what_holds_a_firm_back_is_told_alone_and_so_is_one_condition(app: Application) -> None:
    talk = Talk(app)
    await talk.match("佛山的五金厂，60人，去年营收2600万，广州企业改造奖补能不能报")
    back = await talk.say("卡在哪一条")
    assert "均在广州" in back.text
    assert "穗智转" not in back.text
    one = await talk.say("人数营收那条我们是过的吧")
    assert one.text.startswith("这一条")
    assert "1000人" in one.text


async def test_what_is_to_be_kept_is_no_mere_answer(app: Application) -> None:
    enterprise = "e-huaban"
    async with app.database.transaction() as session:
        await EnterpriseRepository(session).ensure(enterprise, verified=True, now=NOW)
    talk = Talk(app, enterprise=enterprise)
    await talk.match("我们厂能不能报小巨人")
    kept = await talk.say("去年营收6200万，你给我记进档案")
    assert "将记入档案" in kept.text
    assert "6200" in kept.text


async def test_a_goal_spoken_of_brings_its_bar(app: Application) -> None:
    talk = Talk(app)
    await talk.say("花都扶商政策的工业扩能最高奖多少")
    assert "增长10%" in (await talk.say("要什么条件")).text


async def test_a_side_of_a_comparison_is_pointed_at(app: Application) -> None:
    talk = Talk(app)
    await talk.say("7.3和7.4有什么区别")
    side = await talk.say("后面那个，第一条里头说的告警是谁来告警")
    assert side.tool_calls[-1].arguments["clause"] == "7.4 第1项"
    assert "7.4 c)" in (await talk.say("那 c) 是必须的吗")).text


async def test_a_scenario_without_a_price_stays_at_hand(app: Application) -> None:
    talk = Talk(app)
    assert "没有各个场景的报价" in (await talk.say("智能排料那个场景，一套多少钱")).text
    assert "机器视觉集成商" in (await talk.say("那这种一般归哪类服务商做")).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("你们平台的诊断能代替工信部的评测吗", "不是一回事"),
        ("佛山属于第几批城市试点", "第三批"),
        ("边个起草嘅", "起草单位"),
    ],
)
async def test_what_was_answered_beside_the_question(app: Application, question: str, said: str) -> None:
    assert said in (await Talk(app).say(question)).text.partition("出处")[0]


async def test_two_scenarios_are_told_apart_by_what_is_asked(app: Application) -> None:
    talk = Talk(app)
    await talk.say("水电气分项计量和空压站群控优化，比较一下")
    assert "没有场景的报价" in (await talk.say("哪个便宜就先上哪个")).text
    level = await talk.say("门槛呢，对我们厂水平的要求哪个低")
    assert "最低等级" in level.text
    assert "预期指标" not in level.text


async def test_a_branch_elsewhere_is_held_against_the_place_of_the_work(app: Application) -> None:
    reply = await Talk(app).say("我们在花都,佛山还有个分厂,那边改造能不能用广州的补贴")
    assert standing(reply) == {"GZ-SUBSIDY-2025": "fails"}
    assert result(reply)["facts"]["town"] == "佛山"
    assert "实施地均在广州" in reply.text
    assert reply.text.startswith("问的是分厂")


async def test_questions_go_on_about_one_subsidy(app: Application) -> None:
    talk = Talk(app)
    await talk.say("广州企业改造奖补单家最高多少钱")
    assert "二级60万元" in (await talk.say("那只改到二级呢 能拿多少")).text
    size = await talk.say("我们营收6个亿 不过只有280人 算不算中小企业")
    assert "满足其一即可" in size.text
    assert "这一条你们**符合**" in size.text
    assert "最低值" in (await talk.say("补的时候看合同还是看发票")).text
    assert "穗智转" in (await talk.say("去哪儿报名")).text


async def test_the_firm_of_a_friend_is_held_against_a_policy_by_where_it_is_registered(app: Application) -> None:
    talk = Talk(app)
    await talk.say("我们是狮岭做箱包的，60人，能拿改造奖补吗")
    reply = await talk.say("我表哥的厂在花都，可是执照是佛山的，他能报吗")
    assert standing(reply) == {"GZ-SUBSIDY-2025": "fails"}
    assert "按注册地佛山" in reply.text
    assert "employees" not in result(reply)["facts"]
    assert "这家企业" in reply.text


async def test_whether_applying_costs_anything_is_asked_of_the_policy_spoken_of(app: Application) -> None:
    talk = Talk(app)
    await talk.say("今年小巨人还能报吗")
    assert "申报免费" in (await talk.say("那申报收不收钱")).text
    assert "申报免费" not in (await talk.say("你们平台收费吗")).text
