"""What messages give of indicators, and what comes of it, against an independent computation."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain.indicators import following, formulas, keeping, moving, reading, results
from tools.domain.indicators.quantities import ITEM, Given, Quantity, change_keys, target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.domain.indicators.results import Outcome

KNOWN = catalogs.load(DATA)
TODAY = date(2026, 11, 26)
WHOLE = st.integers(1, 10**7)


def work_out(*texts: str) -> list[Outcome]:
    known, asked = None, None
    outcomes: list[Outcome] = []
    for text in texts:
        found = reading.read(text, KNOWN.indicators, TODAY, known=known, asked=asked)
        outcomes = []
        for one in found.given:
            joined = one.over(known) if known else one
            outcomes.append(results.work_out(KNOWN.indicators[one.indicator], joined, unlimited=KNOWN.over_100_allowed))
        if outcomes:
            known, missing = outcomes[-1].given, outcomes[-1].missing
            asked = missing[0] if missing else None
    return outcomes


def quantities(indicator: str, numbers: Mapping[str, int]) -> dict[str, tuple[Quantity, ...]]:
    record = KNOWN.indicators[indicator]
    return {v.key: (Quantity(Decimal(numbers[v.key]), target(v)),) for v in record.variables if v.key in numbers}


def rounded(value: Fraction, places: int = 1) -> Decimal:
    step = Decimal(1).scaleb(-places)
    down = Decimal((value * 10**places).__floor__()).scaleb(-places)
    middle = Fraction(down) + Fraction(step) / 2
    if value >= 0:
        return down + step if value >= middle else down
    return down if value <= middle else down + step


def test_every_formula_of_the_catalog_is_read() -> None:
    assert len(KNOWN.indicators) == 44
    assert sum(i.printed_formula is not None for i in KNOWN.indicators.values()) == 34
    for record in KNOWN.indicators.values():
        names = tuple(v.name for v in record.variables)
        for form in (record.formula, record.printed_formula, *(a.formula for a in record.also)):
            if form:
                assert formulas.parse(form, names).names


@pytest.mark.parametrize(
    "indicator", [i.id for i in KNOWN.indicators.values() if change_keys(i) and i.result_unit == "%"]
)
@given(first=WHOLE, second=WHOLE)
def test_rates_of_change_against_fractions(indicator: str, first: int, second: int) -> None:
    record = KNOWN.indicators[indicator]
    before, after = change_keys(record) or ("", "")
    outcome = results.work_out(record, Given(indicator, quantities(indicator, {before: first, after: second})))
    change = Fraction(second - first, first) * 100
    assert outcome.value == rounded(change if indicator == "d.1.1" else -change)
    assert outcome.substitution


@pytest.mark.parametrize(
    "indicator",
    [
        *("b.1.1", "b.1.3", "b.2.2", "b.2.3", "c.3.2", "c.3.3", "c.4.1", "c.4.3", "d.2.2", "d.3.1"),
        *("e.1.1", "e.1.3", "e.1.4", "e.1.5", "e.2.1", "e.2.2", "f.2.2"),
    ],
)
@given(part=st.integers(0, 10**7), whole=WHOLE)
def test_shares_against_fractions(indicator: str, part: int, whole: int) -> None:
    record = KNOWN.indicators[indicator]
    first, second = (v.key for v in record.variables if not v.optional)
    outcome = results.work_out(record, Given(indicator, quantities(indicator, {first: part, second: whole})))
    assert outcome.value == rounded(Fraction(part, whole) * 100)
    assert (outcome.problem is not None) == (part > whole and indicator != "d.2.2")


@given(numbers=st.tuples(WHOLE, WHOLE, WHOLE, WHOLE))
def test_formulas_of_several_figures_against_fractions(numbers: tuple[int, int, int, int]) -> None:
    a, b, c, d = numbers
    cases = {
        "a.1.2": (
            {"energy_before": a, "energy_after": b, "output_value_before": c, "output_value_after": d},
            (Fraction(a, c) - Fraction(b, d)) / Fraction(a, c) * 100,
        ),
        "b.1.2": (
            {"rework_cost": a, "scrap_cost": b, "complaint_cost": c, "total_revenue": d},
            Fraction(a + b + c, d) * 100,
        ),
        "c.4.2": ({"marketing_revenue_gain": a, "marketing_cost": b}, Fraction(a - b, b) * 100),
        "d.3.3": ({"actual_sales_qty": a, "forecast_sales_qty": b}, abs(Fraction(a - b, a)) * 100),
        "e.1.2": ({"promoters": a, "detractors": b, "respondents": c}, Fraction(a - b, c) * 100),
        "b.2.1": ({"accident_count": a, "total_work_hours": b}, Fraction(a, b) * 1_000_000),
    }
    for indicator, (given_numbers, value) in cases.items():
        outcome = results.work_out(KNOWN.indicators[indicator], Given(indicator, quantities(indicator, given_numbers)))
        assert outcome.value == rounded(value), indicator


@given(st.lists(st.tuples(WHOLE, st.integers(1, 10**4)), min_size=1, max_size=4))
def test_emissions_of_several_sources_are_added_up(sources: list[tuple[int, int]]) -> None:
    amounts = tuple(Quantity(Decimal(a), "kwh") for a, _ in sources)
    factors = tuple(Quantity(Decimal(f) / 10_000, "kgco2e/kwh") for _, f in sources)
    outcome = results.work_out(
        KNOWN.indicators["f.1.2"], Given("f.1.2", {"activity_data": amounts, "emission_factor": factors})
    )
    assert outcome.exact == sum(Decimal(a * f) for a, f in sources) / 10_000 / 1000


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("采购成本原来500万，现在420万", "16.0", "%"),
        ("采购成本从五百万降到四百二", "16.0", "%"),
        ("采购成本现在420万，比原来少了80万", "16.0", "%"),
        ("采购成本砍掉两成", "20.0", "%"),
        ("采购成本以前五百万现在打八五折", "15.0", "%"),
        ("返工三十来万，报废二十，客诉十万，一年做三千万，质量成本占多少", "2.0", "%"),
        ("审批以前要3天现在2小时", "97.2", "%"),
        ("开会由三個鐘頭縮到個半鐘", "50.0", "%"),
        ("财务对账原来3个人干10天，现在12人天，省多少人天", "18", "人天"),
        ("产值没变，综合能耗以前300吨标煤，现在270吨标煤，单位产值能耗降了多少", "10.0", "%"),
        ("概念设计3月1日开始，8月28日量产，新品上市周期", "180", "天"),
        ("机器人接待800次，人工接待200次，智能化服务渠道使用率", "80.0", "%"),
        ("A产品预测120实际100，B产品预测180实际200，需求预测误差率", "13.3", "%"),
        ("客户每次买150块，每个月买两次，平均合作4年，终身价值多少", "14400", "元"),
    ],
)
def test_what_people_say(text: str, value: str, unit: str) -> None:
    (outcome,) = work_out(text)
    assert (outcome.value, outcome.unit, outcome.problem) == (Decimal(value), unit, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("以前采购成本是0，现在50万", "zero"),
        ("采购成本原来-300万，现在250万", "negative"),
        ("以前每个月采购花50万，现在全年采购480万，采购成本下降率", "period"),
        ("采购成本原来500吨，现在420吨", "unit"),
        ("总产量500件，不合格620件，缺陷率", "part_over_whole"),
        ("2026年5月1日启动概念设计，2026年3月1日量产，新品上市周期", "date_order"),
        ("审批时间缩短了150%", "impossible"),
        ("交货周期以前30到40天，现在20天", "range"),
        ("客户参与度，活跃怎么算都没定", "definition"),
    ],
)
def test_what_is_wrong_is_told(text: str, kind: str) -> None:
    (outcome,) = work_out(text)
    assert outcome.problem is not None
    assert outcome.problem.kind == kind


def test_levels_of_two_periods_differ_in_percentage_points() -> None:
    (outcome,) = work_out("产品缺陷率去年10000件坏200件，今年12000件坏120件")
    assert (outcome.earlier, outcome.value, outcome.points) == (Decimal("2.0"), Decimal("1.0"), Decimal("-1.0"))


def test_one_thing_is_asked_for_in_the_order_of_the_variables() -> None:
    asked = [work_out(*said)[0].missing[0] for said in (["质量成本占营收比"], ["质量成本占营收比", "30万"])]
    assert asked == ["rework_cost", "scrap_cost"]


def test_follow_ups_recompute_switch_and_correct() -> None:
    assert work_out("采购成本原来500万，现在420万", "那如果是380万呢")[0].value == Decimal("24.0")
    assert work_out("采购成本原来500万，现在420万", "不对，原来是600万")[0].value == Decimal("30.0")
    switched = work_out("采购成本原来500万，现在420万", "换成库存周转，从60天降到45天")[0]
    assert (switched.given.indicator, switched.value) == ("a.1.3", Decimal("25.0"))


def test_several_indicators_of_one_message() -> None:
    outcomes = work_out("采购成本500万降到420万，库存周转从60天降到45天，两个下降率都给我")
    assert [(o.given.indicator, str(o.value)) for o in outcomes] == [("a.1.1", "16.0"), ("a.1.3", "25.0")]


def test_the_printed_formula_stands_beside_the_corrected_one() -> None:
    (outcome,) = work_out("转型前能耗600吨标煤产值8000万，转型后能耗540吨标煤产值9000万，单位产值能耗下降率")
    printed = next(b for b in outcome.beside if b.name == "printed")
    expected = (Decimal(600) / 540 / 600 * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert (outcome.value, printed.value) == (Decimal("20.0"), expected)


def test_a_sum_is_written_out() -> None:
    formula = formulas.parse("x=Σ（甲×乙）", ("甲", "乙"))
    assert formulas.substituted(formula, {"甲": ["1", "2"], "乙": ["3", "4"]}) == "1×3+2×4"
    assert formulas.compute(formula, {"甲": [Decimal(1), Decimal(2)], "乙": [Decimal(3), Decimal(4)]}) == 11


@pytest.mark.parametrize(
    "text",
    [
        "采购成本原来500万，现在420万",
        "帮我算下库存周转",
        "交期从30天降到21天，缩短率多少",
        "120件不合格，一共8000件，缺陷率是多少",
    ],
)
def test_calculations_are_recognised(text: str) -> None:
    assert following.asked(text, KNOWN.indicators) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "采购成本下降率是什么意思",
        "库存周转怎么算",
        "净推荐值的公式",
        "我们厂80来人做皮具的，在狮岭",
        "谢谢",
        "8.3.1 b)讲什么",
        "有哪些补贴",
    ],
)
def test_other_messages_are_not(text: str) -> None:
    assert following.asked(text, KNOWN.indicators) == 0


def test_follow_ups_are_recognised_only_after_a_calculation() -> None:
    last = {"indicator": "a.1.1", "values": {}}
    for text in ("那如果是380万呢", "要是再压到18天呢", "换成库存周转", "说错了是600万"):
        assert following.follows(text, last, KNOWN.indicators)
        assert not following.follows(text, {}, KNOWN.indicators)
    for text in ("谢谢", "那公式呢", "这个指标什么意思"):
        assert not following.follows(text, last, KNOWN.indicators)


QUALITY = {
    "indicator": "b.1.2",
    "values": {"rework_cost": "30万元", "scrap_cost": "20万元", "total_revenue": "3000万元"},
}


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (QUALITY, "报废我记错了，是25万"),
        (QUALITY, "营收按4000万算呢"),
        ({"indicator": "d.3.2"}, "记错了，设计是5月1号才启动"),
        ({"indicator": "c.1.1"}, "以前是2天半，我记岔了"),
        ({"indicator": "c.2.1"}, "交付现在其实是12天"),
        ({"indicator": "c.1.1"}, "换客服的，以前客服十二个人，现在八个就够"),
        ({"indicator": "a.1.1"}, "唔系，今年系四百一"),
    ],
)
def test_corrections_and_switches_lean_on_the_last_calculation(last: dict[str, Any], text: str) -> None:
    assert following.follows(text, last, KNOWN.indicators)


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ({"indicator": "a.1.3"}, "人数改成80"),
        ({"indicator": "a.1.1"}, "我们去年营收3000万"),
        ({"indicator": "a.1.1"}, "如果做到5000万能拿什么补贴"),
        ({"indicator": "a.2.2"}, "换人工客服"),
        ({"indicator": "a.1.1"}, "我们厂120个人，推荐个场景"),
    ],
)
def test_what_is_said_of_something_else_does_not(last: dict[str, Any], text: str) -> None:
    assert not following.follows(text, last, KNOWN.indicators)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("没赔过钱，客诉算0", "没赔过钱，客诉算0"),
        ("客诉这块没有的", "0"),
        ("没有", "0"),
        ("这个数没统计过", "这个数没统计过"),
        ("客诉赔了5万，顺便推荐个场景", "客诉赔了5万，顺便推荐个场景"),
        ("我们厂120个人，推荐个场景", None),
    ],
)
def test_the_answer_to_the_question_for_a_figure(text: str, read: str | None) -> None:
    found = following.answer(normalise(text), {"indicator": "b.1.2", "asked": "complaint_cost"})
    assert found == (read and normalise(read))


BOUGHT = {"purchase_cost_before": 5000000, "purchase_cost_after": 4200000}
PROJECT = {"project_net_benefit": 240000, "project_investment": 800000}


@pytest.mark.parametrize(
    ("indicator", "values", "text", "moved"),
    [
        ("a.1.1", BOUGHT, "再压20万呢", ("purchase_cost_after", 4000000)),
        ("a.1.1", BOUGHT, "原来的涨个50万", ("purchase_cost_before", 5500000)),
        ("a.1.1", BOUGHT, "要是再降百分之五呢", ("purchase_cost_after", 3990000)),
        ("d.2.2", PROJECT, "投资额再加二十万呢", ("project_investment", 1000000)),
        ("d.2.2", PROJECT, "如果净收益翻倍呢", ("project_net_benefit", 480000)),
        ("a.1.1", BOUGHT, "如果降到400万呢", None),
    ],
)
def test_a_figure_is_moved_by_so_much(
    indicator: str, values: dict[str, int], text: str, moved: tuple[str, int] | None
) -> None:
    known = Given(indicator, {key: (Quantity(Decimal(value), "yuan"),) for key, value in values.items()})
    found = moving.moved(text, KNOWN.indicators[indicator], known)
    assert (found is None) == (moved is None)
    if found is not None and moved is not None:
        assert found.values[moved[0]][0].value == moved[1]


def test_a_figure_taken_back_in_the_same_breath_is_left_out() -> None:
    known = Given("e.1.2", {"respondents": (Quantity(Decimal(200), ITEM),)})
    found = reading.read("贬损的30个，不对是35个", KNOWN.indicators, TODAY, known=known, asked="detractors").given
    assert [one.values["detractors"][0].value for one in found] == [35]


def test_two_periods_need_no_comma_between_them() -> None:
    (found,) = reading.read("不良率以前10000件坏200件现在12000件坏120件", KNOWN.indicators, TODAY).given
    assert [found.values[key][0].value for key in ("defective_qty", "total_output")] == [120, 12000]
    assert [found.earlier[key][0].value for key in ("defective_qty", "total_output")] == [200, 10000]


@pytest.mark.parametrize(
    ("text", "period", "source"),
    [
        ("交付周期这个存下来，做实际值，2026年三季度，ERP里导的", "2026年三季度", "erp"),
        ("存实际值，10月份的，财务台账上抄的", "10月份", "财务台账"),
        ("两个都存为实际值，今年三季度，从MES导出来的", "今年三季度", "mes"),
    ],
)
def test_period_and_source_are_said_by_the_way(text: str, period: str, source: str) -> None:
    kept = keeping.read(normalise(text))
    assert (kept.stage, kept.period, kept.source) == ("actual", period, source)


def test_how_a_value_is_to_be_kept() -> None:
    kept = keeping.read("存为基线，统计期是2026年上半年，来源是ERP报表")
    assert (kept.stage, kept.period, kept.source, kept.evidence) == (
        "baseline",
        "2026年上半年",
        "ERP报表",
        "documented",
    )
    assert ITEM == "item"


_WORDS = (
    "采购成本 原来 现在 500万 降到 四百二 缺陷率 120件 总产量 翻番 0 百分之 分之 零 半 个 万 到 三成 打折"
    " 去年 每 度 吨标煤 /万元 NPS 推荐者 1e9 - ， 。 人天 按 几十 多 一个半月 2026年2月30日 库存周转"
    " 一年 次 亏 6人 5天 十 2小时 15分 客服 审批 ; ( "
)


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=12))
def test_no_message_is_too_odd(pieces: list[str]) -> None:
    work_out("".join(pieces), "".join(reversed(pieces)))
    following.asked("".join(pieces), KNOWN.indicators)


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    work_out(text)


def values(*texts: str) -> dict[str, str]:
    return dict(work_out(*texts)[-1].given.arguments()["values"])


def test_halves_of_two_years_are_told_by_the_years() -> None:
    words = "今年上半年采购成本150万，去年上半年采购成本200万，下降率"
    assert values(words) == {"purchase_cost_before": "2000000 元", "purchase_cost_after": "1500000 元"}
    corrected = values("上半年采购成本200万，下半年150万，下降率", "上半年说错了，180万")
    assert corrected["purchase_cost_before"] == "1800000 元"


def test_one_of_something_with_its_price_is_no_figure() -> None:
    said = values("帮我算客户终身价值", "平均一单800块")
    assert said == {"avg_purchase_value": "800 元"}
    most = values("客户终身价值 单次800元，一年3次，5年", "其实一年顶多2次")
    assert most["avg_purchase_frequency"] == "2 次/年"


@pytest.mark.parametrize("text", ["营收不对，是2750万", "营收报少咗，系2750万", "营收搞错了，应该是2750万"])
def test_a_figure_that_was_wrong_by_its_name_follows(text: str) -> None:
    (one,) = work_out("返工28万报废19.5万客诉7.5万总营收2200万质量成本占营收多少")
    assert following.follows(text, one.given.arguments(), KNOWN.indicators)
    assert not following.follows("营收怎么写", one.given.arguments(), KNOWN.indicators)


def test_at_most_so_much_is_no_step() -> None:
    (one,) = work_out("客户终身价值 单次800元，一年3次，5年")
    assert moving.moved("一年顶多2次", KNOWN.indicators["d.2.1"], one.given) is None
