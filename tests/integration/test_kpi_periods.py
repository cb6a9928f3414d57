"""Indicators worked out for several periods in one talk: each is kept as its own, and points are told from percent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.messages import Message, Reply
from assistant.settings import Settings
from tools.database.models import KpiValue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tools.kit.tool import Role

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


@pytest.fixture
async def app(base: Application, tmp_path: Path) -> AsyncIterator[Application]:
    settings = Settings(_env_file=None, var_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kpi.db'}")
    application = build(settings, clock=lambda: NOW, beside=base)
    await application.start()
    yield application
    await application.close()


async def talk(app: Application, *texts: str, role: Role = "enterprise") -> list[Reply]:
    messages = [
        Message(id=str(count), conversation="a", channel="batch", user="a", role=role, text=text, now=NOW)
        for count, text in enumerate(texts)
    ]
    return [await app.conversation.reply(message) for message in messages]


async def kept(app: Application) -> set[tuple[str, str, str]]:
    async with app.database.read() as session:
        rows = (await session.scalars(select(KpiValue).where(KpiValue.ended_at.is_(None)))).all()
    return {(row.stage, row.value, row.period) for row in rows}


async def test_the_value_of_the_period_that_is_said_is_kept(app: Application) -> None:
    *_, compared = await talk(
        app,
        "上个月不良率，10000件坏300件",
        "这个月呢，12000件坏180件",
        "上个月那个是上线前的，存一下",
        "这个月的存为改造后",
        "对比一下",
    )
    assert await kept(app) == {("baseline", "3.0", "2026年10月"), ("actual", "1.5", "2026年11月")}
    assert "−1.5 个百分点" in compared.text


async def test_a_period_nothing_was_worked_out_for_is_asked_about(app: Application) -> None:
    *_, asked = await talk(app, "缺陷率 7月做了8000件，坏160件", "9月的存为实际值")
    assert "没有算过9月的" in asked.text
    assert not await kept(app)
    await app.conversation.reply(
        Message(id="9", conversation="a", channel="batch", user="a", role="enterprise", text="是的", now=NOW)
    )
    assert await kept(app) == {("actual", "2.0", "9月")}


async def test_an_answer_that_names_another_period_is_no_answer(app: Application) -> None:
    *_, asked = await talk(app, "缺陷率 7月做了8000件，坏160件", "存一下", "基线，2026年3月的")
    assert "没有算过2026年3月的" in asked.text
    assert not await kept(app)


async def test_new_figures_with_the_stage_are_kept_not_those_that_wait(app: Application) -> None:
    await talk(app, "缺陷率 7月做了8000件，坏160件", "存一下", "8月做了9000件，坏162件，存为改造后")
    assert await kept(app) == {("actual", "1.8", "8月")}


async def test_which_way_is_better_is_answered_while_the_stage_is_asked_for(app: Application) -> None:
    *_, told = await talk(app, "缺陷率 8000件坏160件", "存一下", "这个是低一点好还是高一点好")
    assert "数值越小越好" in told.text
    assert told.text.endswith("基线是改造前的，实际值是改造后的。")
    assert not await kept(app)


async def test_points_are_told_from_percent(app: Application) -> None:
    *_, points, share = await talk(
        app,
        "缺陷率5%，存为基线，2026年3月",
        "缺陷率2%，存为实际值，2026年10月",
        "对比一下",
        "就是说降了3%，能这么写吗",
        "那写降了60%对不对",
    )
    assert points.text.startswith("要写“降了 3 个百分点”，不能写“降了 3%”")
    assert share.text.startswith("“比原来降了 60%”（以原来的率为底）可以这样写")


async def test_figures_after_a_comparison_are_worked_out(app: Application) -> None:
    *_, told = await talk(
        app, "缺陷率3.6%，存为基线，2026年3月", "我们缺陷率前后比怎么样", "10月又出来了 做了5000个 坏了60个"
    )
    assert told.text.startswith("**产品缺陷率：1.2%**")
    assert len(await kept(app)) == 1


async def test_what_came_of_two_periods_is_set_side_by_side_and_told_again(app: Application) -> None:
    *_, second, again = await talk(app, "缺陷率 9月抽检2000件 不良40件", "10月是3000件里45件", "两个月比起来呢")
    for reply in (second, again):
        assert "前一期 2.0%，下降 0.5 个百分点" in reply.text


async def test_a_period_said_with_the_stage_is_kept(app: Application) -> None:
    *_, told = await talk(app, "审批以前40小时 现在10小时", "快了多少", "存一下", "改造后的 2025年的")
    assert await kept(app) == {("actual", "75.0", "2025年")}, told.text


async def test_a_calculation_is_pointed_at_by_its_figure(app: Application) -> None:
    await talk(app, "研发周期以前200天 现在150天", "那再快10天呢", "还是存150天那个 实际值")
    assert await kept(app) == {("actual", "25.0", "")}


async def test_how_much_something_will_save_nobody_knows(app: Application) -> None:
    (told,) = await talk(app, "能省百分之几 给个准数")
    assert "没有可靠的通用数字" in told.text


async def test_neither_of_two_values_is_kept_where_one_is_supposed(app: Application) -> None:
    (told,) = await talk(app, "缺陷率4%存为基线，要是年底降到3%再存为实际值")
    assert told.text.startswith("话里有的要存")
    assert not await kept(app)


async def test_a_value_is_not_kept_where_it_is_checked_first(app: Application) -> None:
    *_, waits, done = await talk(app, "采购去年单价80元 今年72元", "存一下", "好，我再核一下", "存为实际值")
    assert waits.text.startswith("好，先不存")
    assert await kept(app) == {("actual", "10.0", "")}, done.text


async def test_a_value_put_right_takes_the_place_of_that_of_its_period(app: Application) -> None:
    *_, told, compared = await talk(
        app,
        "隐患整改完成率2026年5月70%，存为基线",
        "隐患整改完成率2026年10月90%，存为实际值",
        "10月的实际值录错了，安环说不是90，是85，改一下",
        "来源安环部台账",
        "对比一下",
    )
    assert await kept(app) == {("baseline", "70", "2026年5月"), ("actual", "85", "2026年10月")}
    assert "来源：安环部台账" in told.text
    assert compared.text.startswith("**你们的指标前后对比")


async def test_a_value_on_file_is_put_right_by_a_yes_in_ones_own_words(app: Application) -> None:
    first = ("总产量1200件，不合格品18件，产品缺陷率多少", "把它记成基线，2026年10月的，来源质检台账")
    await talk(app, *first, "漏算了一班，不合格品应该是24件，10月的基线改过来", "对，改成2%")
    assert await kept(app) == {("baseline", "2.0", "2026年10月")}


async def test_what_is_only_asked_or_forbidden_changes_nothing_on_file(app: Application) -> None:
    texts = ("为什么把基线改成5%了？", "把基线改成5%有什么影响", "不要把缺陷率的基线改成5%", "别把基线改成5%")
    await talk(app, "缺陷率3%，存为基线，6月", *texts)
    assert await kept(app) == {("baseline", "3", "6月")}


async def test_an_offer_to_put_right_takes_nothing_but_a_yes(app: Application) -> None:
    first = ("1000件次品20件，次品率多少", "存为基线，2026年10月", "说错了，次品是30件")
    await talk(app, *first, "降了一半", "9月再改", "月报是会计报的，我再核一下", "次品率基线不能改成3%")
    assert await kept(app) == {("baseline", "2.0", "2026年10月")}


async def test_a_calculation_is_kept_by_the_figures_of_before(app: Application) -> None:
    first = ("库存周转天数原来60天，现在45天，下降率多少", "要是原来按75天算呢")
    await talk(app, *first, "算了，还是60天那个对。把60到45这个记到档案里，实际值，2026年第三季度，来源是仓库月报")
    assert await kept(app) == {("actual", "25.0", "2026年第三季度")}


async def test_the_value_that_came_out_is_kept_after_other_questions(app: Application) -> None:
    await talk(
        app,
        "气体报警系统今年报了40次，真有险情的34次，风险预警准确率多少",
        "翻了另一本，有两次其实是误报，真的只有32次",
        "批次追溯与召回演练要多久做得完",
        "把80%存成基线，2026年1到11月",
    )
    assert await kept(app) == {("baseline", "80.0", "2026年1到11月")}


async def test_where_figures_come_from_is_not_what_is_kept(app: Application) -> None:
    await talk(
        app,
        "2026年3月2号启动概念设计，2026年7月10号量产，新品上市周期几天",
        "批次追溯与召回演练要多久做得完",
        "存成基线吧，2026年上半年，来源研发立项表",
    )
    assert await kept(app) == {("baseline", "130", "2026年上半年")}


async def test_one_of_several_values_is_not_what_they_came_to(app: Application) -> None:
    *_, told = await talk(
        app,
        "上个月客户投诉5单，解决用时分别是12、8、20、6、14小时，平均处理时长多少",
        "批次追溯与召回演练要多久做得完",
        "把8小时存成基线",
    )
    assert not await kept(app)
    assert "8小时" in told.text


GOODS, STAFF = "产品缺陷率:总数100件,缺陷10件", "培训覆盖率:员工100人,参加培训80人"
MADE = "上个月做了8000个包，质检不合格的240个，这缺陷率是多少"


@pytest.mark.parametrize(
    ("first", "then", "rate"),
    [
        (GOODS, "不合格的5件,合格的只有95件", "5.0%"),
        (GOODS, "返工了5件,实际合格95件", "5.0%"),
        (GOODS, "不合格的应该是8件,合格的92件", "8.0%"),
        (STAFF, "没培训的有15人,培训的才85人", "85.0%"),
        (STAFF, "没参加的40人,参加的只有60人", "60.0%"),
    ],
)
async def test_a_part_and_its_rest_are_not_taken_off_the_whole(
    app: Application, first: str, then: str, rate: str
) -> None:
    *_, told = await talk(app, first, then)
    assert rate in told.text
    assert "扣掉" not in told.text


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("数据来自MES的产品缺陷率3%,记为基线",), "3"),
        ((STAFF, "数据来自HR的数智化培训员工覆盖率3%,记为基线"), "3"),
        ((STAFF, "存为基线,数据来自HR的培训覆盖率报表"), "80.0"),
    ],
)
async def test_a_value_that_stands_behind_its_source_is_kept(
    app: Application, texts: tuple[str, ...], value: str
) -> None:
    await talk(app, *texts)
    assert await kept(app) == {("baseline", value, "")}


async def test_a_rate_no_indicator_is_called_by_is_kept_as_none(app: Application) -> None:
    await talk(app, "来自ERP的订单准时交付率92%存成基线")
    assert not await kept(app)


async def test_the_figure_that_is_supposed_to_be_lower_is_told(app: Application) -> None:
    *_, told = await talk(app, MADE, "那如果压到160个呢")
    assert told.text.startswith("按不合格品数量降到 160 来算")
    assert "2.0%" in told.text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("缺陷率先不存，我回去再核一核", "好，先不存"),
        ("对门注塑厂缺陷率才0.8%，也不知道人家咋弄的", "这是别家的数"),
        ("隔壁厂才坏了60个", "这是别家的数"),
        ("隔壁厂缺陷率才0.8%,存为基线", "这是别家的数"),
    ],
)
async def test_what_is_no_figure_of_ones_own_changes_nothing(app: Application, said: str, answer: str) -> None:
    *_, told = await talk(app, MADE, said)
    assert told.text.startswith(answer)
    assert not await kept(app)
    await talk(app, MADE, said, "存为基线")
    assert await kept(app) == {("baseline", "3.0", "2026年10月")}


async def test_the_number_of_an_indicator_is_told(app: Application) -> None:
    *_, told = await talk(app, "审批时间以前5天,现在3天", "这指标在标准里编号是多少")
    assert {one.clause for one in told.citations} == {"附录2 c.1.1"}


async def test_wondering_at_a_value_somebody_put_down_keeps_nothing(app: Application) -> None:
    *_, told = await talk(app, "明达电子填的覆盖率有120%，这谁审的啊", role="operator")
    assert told.text.startswith("听到了，这里没有存")
