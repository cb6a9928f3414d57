"""Indicators through the one door: worked out, asked about, kept, compared; and what is in the database afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from assistant.bootstrap import Application, build
from assistant.messages import Message, Reply
from assistant.settings import Settings
from tools.database.models import Enterprise, KpiValue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture
async def app(var: Path, request: pytest.FixtureRequest) -> AsyncIterator[Application]:
    database = f"sqlite:///{var / request.node.name[:60]}.db"
    application = build(Settings(_env_file=None, var_dir=var, database_url=database), clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


class Person:
    """Somebody in a conversation of their own."""

    def __init__(self, app: Application, name: str, role: Any = "enterprise", enterprise: str | None = None) -> None:
        self._app, self._name, self._role, self._enterprise, self._count = app, name, role, enterprise, 0

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self._count += 1
        return await self._app.conversation.reply(
            Message(
                id=str(self._count),
                conversation=self._name,
                channel="batch",
                user=self._name,
                role=self._role,
                enterprise=self._enterprise,
                text=text,
                tool=tool,
                arguments=arguments,
                now=NOW,
            )
        )


async def rows(app: Application) -> list[KpiValue]:
    async with app.database.read() as session:
        return list((await session.scalars(select(KpiValue).order_by(KpiValue.recorded_at, KpiValue.id))).all())


async def test_the_result_comes_first_with_formula_clause_and_what_to_watch(app: Application) -> None:
    reply = await Person(app, "a").say("采购成本原来500万，现在420万", "calculate_kpi")
    assert reply.text.startswith("**采购成本下降率：16.0%**")
    assert "（500万元-420万元）÷500万元×100%" in reply.text
    assert [c.clause for c in reply.citations] == ["附录2 a.1.1"]
    result = reply.tool_calls[0].result
    assert (result["indicator"], result["value"], result["unit"], result["reading"]) == (
        "a.1.1",
        "16.0",
        "%",
        "printed",
    )
    assert [s.title for s in reply.suggestions] == ["存为基线", "存为实际值", "换个数再算"]
    assert not reply.declined


async def test_a_rise_is_shown_and_said_as_one(app: Application) -> None:
    reply = await Person(app, "a").say("采购成本原来500万，现在525万", "calculate_kpi")
    assert "-5.0%" in reply.text
    assert "采购成本反而上升了5%" in reply.text


async def test_what_is_missing_is_asked_for_one_by_one(app: Application) -> None:
    person = Person(app, "a")
    assert "报废成本" in (await person.say("算质量成本占营收比，返工30万", "calculate_kpi")).text
    assert "客诉处理成本" in (await person.say("二十万")).text
    digression = await person.say("8.3.1 讲什么")
    assert "接着刚才的" in digression.text
    assert "总营收" in (await person.say("十万")).text
    assert (await person.say("三千万")).text.startswith("**质量成本占营收比：2.0%**")


async def test_words_without_a_figure_are_asked_again(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本原来500万", "calculate_kpi")
    again = await person.say("老板那边报的")
    assert "没有认出数" in again.text
    assert "16.0%" in (await person.say("420万")).text


async def test_a_figure_that_is_not_to_be_had_closes_the_question(app: Application) -> None:
    person = Person(app, "a")
    await person.say("算质量成本占营收比，返工12万，营收两千万", "calculate_kpi")
    put_off = await person.say("那个我手头没数，算了")
    assert "先不算" in put_off.text
    assert "0.9%" in (await person.say("报废3万，客诉赔了2万")).text


async def test_a_question_about_a_policy_with_figures_of_the_firm_opens_no_calculation(app: Application) -> None:
    person = Person(app, "a")
    reply = await person.say("狮岭做箱包，60个人，去年做了3000来万，广州那个数字化改造能补我们多少")
    assert [call.name for call in reply.tool_calls] == ["match_policies"]
    assert "150万" in reply.text
    assert "100万" in (await person.say("三级")).text


async def test_the_value_that_is_pointed_at_is_kept_not_the_last_one(app: Application) -> None:
    person = Person(app, "a")
    await person.say("缺陷率上月五万件里400件不良", "calculate_kpi")
    assert "0.5%" in (await person.say("要是只坏250件呢")).text
    assert "0.8%" in (await person.say("把0.8%那个存成基线，2026年10月")).text
    assert "没有算出过" in (await person.say("把0.9%那个存成实际值")).text
    assert [row.value for row in await rows(app)] == ["0.8"]


async def test_a_firms_name_is_no_figure(app: Application) -> None:
    values = {"defective_qty": "38", "total_output": "1000"}
    await Person(app, "one", enterprise="one").say(tool="keep_kpi", indicator="b.1.1", values=values, stage="baseline")
    async with app.database.transaction() as session:
        await session.execute(update(Enterprise).where(Enterprise.id == "one").values(name="99便利店"))
    operator = Person(app, "b", role="operator")
    assert "16.0%" in (await operator.say("99便利店采购成本原来500万，现在420万，降了多少", "calculate_kpi")).text


async def test_a_figure_nobody_knows_the_place_of_is_said_to_be_unused(app: Application) -> None:
    person = Person(app, "a")
    await person.say("客户留存率 期初800 期末还有600，新来150", "calculate_kpi")
    assert (await person.say("看错了，新来的是100")).text.startswith("没听出这个数")


@pytest.mark.parametrize(
    ("aside", "rate"), [("（去过重了）", "75.0%"), ("，其中20个重复记了", "68.8%"), ("，里面有20个重了", "68.8%")]
)
async def test_what_was_counted_twice_is_taken_off_once(app: Application, aside: str, rate: str) -> None:
    words = f"全厂320人，参加过数智化培训的有240人{aside}，培训覆盖率多少"
    assert rate in (await Person(app, "a").say(words, "calculate_kpi")).text


async def test_errata_and_customary_readings_are_told(app: Application) -> None:
    energy = await Person(app, "a").say(
        "改造前用电100万度产值2000万，改造后用电90万度产值2250万，单位产值能耗下降率", "calculate_kpi"
    )
    assert "20.0%" in energy.text
    assert "原文有误" in energy.text
    assert "0.1229" in energy.text
    assert energy.tool_calls[0].result["alternatives"][0]["name"] == "printed"
    score = await Person(app, "b").say("推荐者120人，贬损者30人，样本200人，NPS", "calculate_kpi")
    assert "不是标准原文" in score.text
    assert score.tool_calls[0].result["reading"] == "customary"


async def test_a_button_keeps_both_stages_and_they_are_compared_in_points(app: Application) -> None:
    person = Person(app, "a")
    reply = await person.say("缺陷率：以前10000件坏200件，现在12000件坏120件", "calculate_kpi")
    baseline, actual = reply.suggestions[:2]
    kept = await person.say(baseline.title, baseline.tool, **baseline.arguments, period="2025年")
    assert kept.text.startswith("已存：**产品缺陷率 2.0%**")
    await person.say("存为实际值，统计期是2026年上半年，来源是ERP报表", actual.tool, **actual.arguments)
    stored = sorted(await rows(app), key=lambda row: row.period)
    assert [(r.indicator, r.stage, r.value, r.unit, r.period, r.evidence) for r in stored] == [
        ("b.1.1", "baseline", "2.0", "%", "2025年", "self_reported"),
        ("b.1.1", "actual", "1.0", "%", "2026年上半年", "documented"),
    ]
    assert stored[1].source == "ERP报表"
    compared = await person.say(tool="compare_kpi")
    assert "2.0% → 1.0%，−1 个百分点，变好" in compared.text
    assert compared.tool_calls[0].result["comparisons"][0]["points"] == "-1.0"


async def test_a_corrected_value_ends_the_one_before(app: Application) -> None:
    person = Person(app, "a")
    for after in ("420万元", "400万元"):
        values = {"purchase_cost_before": "500万元", "purchase_cost_after": after}
        await person.say(tool="keep_kpi", indicator="a.1.1", values=values, stage="actual", period="2026年")
    stored = await rows(app)
    assert sorted((r.value, r.ended_at is None) for r in stored) == [("16.0", False), ("20.0", True)]


async def test_the_stage_is_asked_for_and_nothing_is_written_meanwhile(app: Application) -> None:
    person = Person(app, "a")
    values = {"purchase_cost_before": "500万元", "purchase_cost_after": "420万元"}
    asked = await person.say(tool="keep_kpi", indicator="a.1.1", values=values)
    assert [s.title for s in asked.suggestions] == ["存为基线", "存为实际值"]
    assert await rows(app) == []
    await person.say("基线")
    assert [r.stage for r in await rows(app)] == ["baseline"]


async def test_a_stated_value_is_kept(app: Application) -> None:
    await Person(app, "a").say("缺陷率2.5%，存为基线", "keep_kpi")
    assert [(r.indicator, Decimal_of(r.value)) for r in await rows(app)] == [("b.1.1", 2.5)]


async def test_nothing_to_keep_and_nothing_kept_are_said(app: Application) -> None:
    person = Person(app, "a")
    assert "还没有算出" in (await person.say("存为基线", "keep_kpi")).text
    assert "还没有存过" in (await person.say(tool="compare_kpi")).text
    assert await rows(app) == []


async def test_enterprises_see_their_own_values_only_and_do_not_verify(app: Application) -> None:
    values = {"purchase_cost_before": "500万元", "purchase_cost_after": "420万元"}
    first, second = Person(app, "a", enterprise="one"), Person(app, "b", enterprise="two")
    await first.say(tool="keep_kpi", indicator="a.1.1", values=values, stage="baseline")
    assert "16.0%" not in (await second.say(tool="compare_kpi")).text
    refused = await second.say(tool="compare_kpi", enterprise="one")
    assert refused.declined
    assert "16.0%" not in refused.text
    verified = await second.say(
        tool="keep_kpi", indicator="a.1.1", values=values, stage="baseline", evidence="verified"
    )
    assert verified.declined
    assert len(await rows(app)) == 1
    operator = Person(app, "o", role="operator")
    assert "哪家企业" in (await operator.say(tool="compare_kpi")).text
    assert "16.0%" in (await operator.say(tool="compare_kpi", enterprise="one")).text


async def test_of_two_indicators_the_one_that_is_named_is_kept(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本从650万降到520万，订单交付周期从20天变成15天，都帮我算下", "calculate_kpi")
    kept = await person.say("交付周期这个存下来，做实际值，2026年三季度，ERP里导的")
    assert "统计期：2026年三季度；来源：ERP" in kept.text
    assert [(row.indicator, row.stage) for row in await rows(app)] == [("c.2.1", "actual")]
    await person.say("另一个也存实际值")
    assert {row.indicator for row in await rows(app)} == {"c.2.1", "a.1.1"}


async def test_of_two_indicators_neither_of_which_is_named_it_is_asked(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本从650万降到520万，订单交付周期从20天变成15天，算下", "calculate_kpi")
    asked = await person.say("存成实际值")
    assert [choice.title for choice in asked.suggestions] == ["采购成本下降率", "订单交付周期缩短率", "都存"]
    assert not await rows(app)
    await person.say("都存")
    assert {row.indicator for row in await rows(app)} == {"c.2.1", "a.1.1"}


async def test_a_supposition_leans_on_what_the_talk_has_worked_out(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本原来600万，现在540万", "calculate_kpi")
    await person.say("8.3.1 讲什么")
    assert "16.7%" in (await person.say("采购成本要是压到500万呢", "calculate_kpi")).text


async def test_an_operator_compares_by_the_names_in_their_words(app: Application) -> None:
    values = {"defective_qty": "38", "total_output": "1000"}
    await Person(app, "one", enterprise="one").say(tool="keep_kpi", indicator="b.1.1", values=values, stage="baseline")
    async with app.database.transaction() as session:
        await session.execute(update(Enterprise).where(Enterprise.id == "one").values(name="金铭五金"))
    operator = Person(app, "o", "operator")
    assert "3.8%" in (await operator.say("金铭五金的不良率改造前后怎么样", "compare_kpi")).text


async def test_a_retried_message_writes_once(app: Application) -> None:
    message = Message(
        id="1",
        conversation="c",
        channel="batch",
        user="u",
        tool="keep_kpi",
        arguments={
            "indicator": "a.1.1",
            "values": {"purchase_cost_before": "500万元", "purchase_cost_after": "420万元"},
            "stage": "baseline",
        },
        now=NOW,
    )
    first = await app.conversation.reply(message)
    assert (await app.conversation.reply(message)).text == first.text
    assert len(await rows(app)) == 1


async def test_an_unknown_indicator_is_said(app: Application) -> None:
    reply = await Person(app, "a").say(tool="calculate_kpi", indicator="员工幸福感")
    assert "没有“员工幸福感”" in reply.text


def Decimal_of(text: str) -> float:  # noqa: N802 -- reads like the type
    return float(text)


async def test_a_figure_of_an_earlier_indicator_is_put_right_and_the_first_is_kept(app: Application) -> None:
    person = Person(app, "a")
    await person.say("库存周转天数原来60天，优化后48天，降了多少", "calculate_kpi")
    await person.say("换成订单交付周期，从25天到21天")
    again = await person.say("最前面库存周转天数那个要改，优化后不是48，是45天")
    assert "库存周转天数下降率：25.0%" in again.text
    await person.say("采购成本从650万降到520万，算下", "calculate_kpi")
    await person.say("第一个存为实际值，2026年11月")
    assert [(row.indicator, row.value) for row in await rows(app)] == [("a.1.3", "25.0")]


async def test_a_figure_that_is_no_value_of_the_last_indicator_is_not_kept_as_one(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本从650万降到520万，算下", "calculate_kpi")
    refused = await person.say("11月的是30小时，存成实际值", "keep_kpi")
    assert refused.text.startswith("没听出 30小时")
    await person.say("把缺陷率存成实际值", "keep_kpi")
    assert await rows(app) == []


async def test_a_stated_value_is_put_right_compared_and_the_other_side_asked_for(app: Application) -> None:
    person = Person(app, "a")
    await person.say("缺陷率2.6%，存为基线，2026年6月", "keep_kpi")
    await person.say("记错了，是2.8%")
    half = await person.say("现在缺陷率存了多少")
    assert "只有基线 2.8%" in half.text
    assert "把现在的数给我就能比" in half.text
    await person.say("实际值2.1%，10月的")
    assert "2.8% → 2.1%，−0.7 个百分点" in (await person.say("再比一次我看看")).text


async def test_a_value_without_a_name_is_asked_about_before_it_is_kept(app: Application) -> None:
    person = Person(app, "a")
    await person.say("缺陷率2.6%，存为基线", "keep_kpi")
    asked = await Person(app, "a2", enterprise=(await rows(app))[0].enterprise_id).say(
        "11月3.1%，存为实际值", "keep_kpi"
    )
    assert asked.text.startswith("是**产品缺陷率**的值，对吗")
    assert len(await rows(app)) == 1


async def test_a_doubted_result_is_worked_out_again(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本原来200万，现在210万，下降率多少", "calculate_kpi")
    again = await person.say("负的？你没算错吧")
    assert again.text.startswith("按你给的数重算了一遍")
    assert "-5.0%" in again.text


async def test_no_emission_factor_is_made_up(app: Application) -> None:
    person = Person(app, "a")
    await person.say("年度碳排放量，用电30万度", "calculate_kpi")
    assert "我不替你编" in (await person.say("因子我哪知道，你给个通用的呗")).text
    assert "171 tCO2e" in (await person.say("每度0.57公斤，2025年的")).text


async def test_what_is_not_to_be_kept_is_kept_nowhere(app: Application) -> None:
    person = Person(app, "a")
    await person.say("采购成本原来400万，现在352万，降了多少", "calculate_kpi")
    assert "好，那就不办" in (await person.say("行 我就随便算算 不用给我存")).text
    await person.say("不用给我存为基线")
    assert await rows(app) == []


async def test_a_yes_to_what_is_kept_says_that_it_is(app: Application) -> None:
    person = Person(app, "a")
    await person.say("9月份做了10000件，坏了450件，不良率是多少", "calculate_kpi")
    await person.say("存成基线，统计期2026年9月，来源也是品质部报表")
    assert "已经存好了：**产品缺陷率 4.5%**，基线" in (await person.say("对，存吧")).text
    assert [(row.value, row.source) for row in await rows(app)] == [("4.5", "品质部报表")]


async def test_what_was_kept_is_put_right_only_by_a_yes(app: Application) -> None:
    person = Person(app, "a")
    await person.say("订单交付周期原来40天现在32天", "calculate_kpi")
    await person.say("存成实际值，统计期2026年10月，来源是ERP")
    supposed = await person.say("如果档案里那个改成30天呢")
    assert "25.0%" in supposed.text
    assert "档案里存的是" not in supposed.text
    asked = await person.say("刚存那个不对 现在应该是30天 原来40天没错 重新算好把档案里那个改掉")
    assert asked.text.endswith("档案里存的是 20.0%，实际值（改造后），统计期：2026年10月。改成 25.0% 吗？")
    assert [row.value for row in await rows(app)] == ["20.0"]
    await person.say("嗯，改吧")
    held = [(row.value, row.period, row.source) for row in await rows(app) if row.ended_at is None]
    assert held == [("25.0", "2026年10月", "ERP")]
    assert "员工人数 85 人" in (await person.say("档案里人数改成85人")).text


async def test_a_value_put_right_by_words_alone_has_no_evidence(app: Application) -> None:
    person = Person(app, "a")
    await person.say("订单交付周期原来40天现在32天", "calculate_kpi")
    await person.say("存成实际值，统计期2026年10月，来源是ERP，有凭证")
    assert [row.evidence for row in await rows(app)] == ["documented"]
    await person.say("刚存那个不对 现在应该是30天 原来40天没错 重新算好把档案里那个改掉")
    await person.say("嗯，改吧")
    held = [(row.value, row.evidence) for row in await rows(app) if row.ended_at is None]
    assert held == [("25.0", "self_reported")]


async def test_a_talk_goes_back_to_an_indicator_and_aims_at_a_figure(app: Application) -> None:
    person = Person(app, "a")
    await person.say("交期以前要30天，现在24天，缩短了百分之几", "calculate_kpi")
    await person.say("碳排放是什么意思")
    assert "30.0%" in (await person.say("回到刚才交期那个，要是能压到21天呢")).text
    assert "40.0%" in (await person.say("那明年目标是十八天，那是降多少还是跟三十天比哈")).text
    other = await person.say("目标客户18家，有什么场景")
    assert "交付周期" not in other.text.split("\n")[0]


async def test_what_is_on_file_is_looked_up_though_a_figure_stands_there(app: Application) -> None:
    person = Person(app, "a")
    await person.say("客户留存率75%，存为基线，2025年", "keep_kpi")
    firm = (await rows(app))[0].enterprise_id
    told = await Person(app, "b", enterprise=firm).say("我是同一家公司的，想看下档案里客户留存率记的是多少")
    assert "只有基线 75%" in told.text
    assert "75%" not in (await Person(app, "c", enterprise="another").say("档案里客户留存率记的是多少")).text


async def test_of_two_days_in_the_wrong_order_the_other_stays(app: Application) -> None:
    person = Person(app, "a")
    await person.say("2026年3月1日开始概念设计，2026年6月29日量产，新品上市周期几天", "calculate_kpi")
    await person.say("还有一个系列，2026年6月1日开始概念设计，2026年5月10日量产")
    assert "39天" in (await person.say("打错了，量产是7月10号")).text


async def test_a_figure_that_is_denied_is_neither_reckoned_with_nor_kept(app: Application) -> None:
    person = Person(app, "a")
    await person.say("不良率，不合格品100件，总产量5000件", "calculate_kpi")
    assert "哪个数要改" in (await person.say("不是100件")).text
    assert "1.6%" in (await person.say("财务核过了，不合格是80件不是100")).text
    await person.say("不是1.6%，存为实际值")
    assert await rows(app) == []
    await person.say("存为实际值，2026年10月")
    assert [row.value for row in await rows(app)] == ["1.6"]
    assert "附录2 b.1.1" in (await person.say("这个算法是标准里头哪一条写的")).text
