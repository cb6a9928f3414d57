"""Filters over enterprises: read out of words, changed in follow-ups; periods of the overview."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus.catalogs import load
from corpus.lexical import normalise
from tools.domain import region
from tools.domain.profile import Profile, Standing
from tools.domain.region import EnterpriseFilter

SCENARIOS = load(DATA).scenarios


@pytest.mark.parametrize(
    ("words", "given_", "limit"),
    [
        ("狮岭、50人以上、质量痛点的企业有哪些", {"town": "狮岭", "employees_min": 50, "pains": ["质量"]}, None),
        ("查企业：皮具，100人以下", {"industry": "皮革皮具", "employees_max": 100}, None),
        ("员工人数30到80的皮具厂", {"industry": "皮革皮具", "employees_min": 30, "employees_max": 80}, None),
        ("哪些企业还没做过诊断", {"has_diagnosis": False}, None),
        ("做过诊断的新能源企业", {"industry": "新能源", "has_diagnosis": True}, None),
        ("二级以上的企业名单", {"level": "L2", "span": "up"}, None),
        ("L1的企业列出来", {"level": "L1"}, None),
        ("得分最低的十家企业", {"order": "worst"}, 10),
        ("得分前五的企业", {"order": "best"}, None),
        ("哪些企业没有ERP", {"without": ["ERP"]}, None),
        ("上了MES的企业有哪些", {"systems": ["MES"]}, None),
        ("痛点是交期的企业", {"pains": ["生产"]}, None),
        (
            "营收五千万到两个亿之间的化妆品企业",
            {"industry": "化妆品", "revenue_min": 5000.0, "revenue_max": 20000.0},
            None,
        ),
        ("预算50万以上的企业", {"budget": 50.0}, None),
        ("规上企业名单", {"above_scale": True}, None),
        ("有未关工单的企业名单", {"open_tickets": True}, None),
        ("没有未关工单的企业", {"open_tickets": False}, None),
        ("没投诉过的企业", {"complained": False}, None),
        ("投诉过的企业有哪些", {"complained": True}, None),
        ("名字带“恒泰”的企业", {"name": "恒泰"}, None),
        ("請篩選獅嶺五十人以上企業", {"town": "狮岭", "employees_min": 50}, None),
        ("which companies in Shiling have more than 50 employees", {"town": "狮岭", "employees_min": 50}, None),
        ("适合智能排产的企业，前20", {"scenario": ["SC-MF-063"]}, 20),
        ("企业名单", {}, None),
    ],
)
def test_filters_are_read_out_of_words(words: str, given_: dict[str, Any], limit: int | None) -> None:
    read = region.read(normalise(words), SCENARIOS)
    assert read.filter.given() == given_
    assert read.limit == limit


def test_a_kind_of_scenario_means_all_of_it() -> None:
    read = region.read(normalise("哪些企业适合做视觉质检，列前20"), SCENARIOS)
    assert read.limit == 20
    assert {(SCENARIOS[s].module, SCENARIOS[s].model_type) for s in read.filter.scenario} == {("质量", "视觉")}
    assert len(read.filter.scenario) > 5


def test_words_that_are_no_condition_are_given_back() -> None:
    assert "回访" in region.read("要回访的企业名单", SCENARIOS).left
    assert region.read("狮岭的企业名单", SCENARIOS).left == ""


BEFORE = {"town": "狮岭", "employees_min": 50, "pains": ["质量"], "limit": 10, "skip": 0}


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("改成100人以上", {"town": "狮岭", "employees_min": 100, "pains": ["质量"], "limit": 10}),
        ("换成花东", {"town": "花东", "employees_min": 50, "pains": ["质量"], "limit": 10}),
        ("只看没做过诊断的", {**{k: v for k, v in BEFORE.items() if k != "skip"}, "has_diagnosis": False}),
        ("去掉质量痛点", {"town": "狮岭", "employees_min": 50, "limit": 10}),
        ("不限镇街", {"employees_min": 50, "pains": ["质量"], "limit": 10}),
        ("再加上能耗痛点", {"town": "狮岭", "employees_min": 50, "pains": ["质量", "能耗"], "limit": 10}),
        ("还有呢", {**BEFORE, "skip": 10}),
        ("前20", {"town": "狮岭", "employees_min": 50, "pains": ["质量"], "limit": 20}),
        ("狮岭有哪些企业", {"town": "狮岭", "employees_min": 50, "pains": ["质量"], "limit": 10}),
        ("诊断看哪几个维度", None),
        ("痛点那条去掉", {"town": "狮岭", "employees_min": 50, "limit": 10}),
        (
            "再加一条预算20万以上",
            {"town": "狮岭", "employees_min": 50, "pains": ["质量"], "limit": 10, "budget": 20.0},
        ),
        ("换成花山的,人数不限", {"town": "花山", "pains": ["质量"], "limit": 10}),
        ("不要质量痛点了,换成能耗", {"town": "狮岭", "employees_min": 50, "pains": ["能耗"], "limit": 10}),
        ("把质量改成物流", {"town": "狮岭", "employees_min": 50, "pains": ["物流"], "limit": 10}),
        ("人数放宽到30人", {"town": "狮岭", "employees_min": 30, "pains": ["质量"], "limit": 10}),
        ("100以上呢", {"town": "狮岭", "employees_min": 100, "pains": ["质量"], "limit": 10}),
        ("不对,还是换回花东", {"town": "花东", "employees_min": 50, "pains": ["质量"], "limit": 10}),
        ("预算唔使理,唔限人数啦", {"town": "狮岭", "pains": ["质量"], "limit": 10}),
        ("条件都去掉", {"limit": 10}),
        ("花东导成表格", {"town": "花东", "employees_min": 50, "pains": ["质量"], "limit": 10, "as_file": True}),
        ("不是狮岭的", {"except_towns": ["狮岭"], "employees_min": 50, "pains": ["质量"], "limit": 10}),
        ("再去掉100人以下的", {"town": "狮岭", "employees_min": 100, "pains": ["质量"], "limit": 10}),
        ("做过诊断的踢出去", {**{k: v for k, v in BEFORE.items() if k != "skip"}, "has_diagnosis": False}),
        ("把没上ERP的去掉", {**{k: v for k, v in BEFORE.items() if k != "skip"}, "systems": ["ERP"]}),
        ("边家预算最多", {**{k: v for k, v in BEFORE.items() if k != "skip"}, "order": "budget"}),
        ("按营收从高到低排", {**{k: v for k, v in BEFORE.items() if k != "skip"}, "order": "revenue"}),
        ("昨天那批里做皮具的有哪几家", {**{k: v for k, v in BEFORE.items() if k != "skip"}, "industry": "皮革皮具"}),
        ("给他们发个通知", None),
        ("谢谢", None),
        ("这个月平台怎么样", None),
        ("列出花东的新能源企业", None),
        ("金明五金适合什么", None),
    ],
)
def test_follow_ups_change_one_part(words: str, after: dict[str, Any] | None) -> None:
    if words == "狮岭有哪些企业":
        assert region.changed(normalise(words), BEFORE, SCENARIOS) is None
        return
    assert region.changed(normalise(words), BEFORE, SCENARIOS) == after


def test_conditions_of_other_kinds_may_be_met_at_once() -> None:
    assert region.apart("狮岭做皮具", "没做过诊断")
    assert not region.apart("狮岭做皮具", "花东的")
    assert not region.apart("狮岭做皮具", "明天")


def test_two_of_a_list_are_compared_by_their_places() -> None:
    shown = ["a", "b", "c"]
    found = region.follow_up("第一家和第三家对比", {}, shown, SCENARIOS)
    assert found == ("compare_enterprises", {"first": "a", "second": "c"})
    assert region.follow_up("前两家比一比", {}, shown, SCENARIOS) == (
        "compare_enterprises",
        {"first": "a", "second": "b"},
    )
    assert region.follow_up("第一家和第九家对比", {}, shown, SCENARIOS) is None


def test_enterprises_are_asked_for_anew() -> None:
    asked = region.follow_up("全部企业里还没做过诊断的有哪些", BEFORE, [], SCENARIOS)
    assert asked == ("find_enterprises", {"has_diagnosis": False})
    assert region.follow_up("重新查,花东的食品厂", BEFORE, [], SCENARIOS) == (
        "find_enterprises",
        {"town": "花东", "industry": "食品饮料"},
    )


def test_one_of_a_list_is_compared_with_a_named_one() -> None:
    shown = ["a", "b"]
    after = region.follow_up("第二家跟金明五金比比", {}, shown, SCENARIOS)
    assert after == ("compare_enterprises", {"first": "b", "question": "第二家跟金明五金比比"})
    before = region.follow_up("金明五金和第二家对比", {}, shown, SCENARIOS)
    assert before == ("compare_enterprises", {"second": "b", "question": "金明五金和第二家对比"})


def test_a_correction_and_a_negation_are_read() -> None:
    assert region.read("查狮岭,不对,花东的企业", SCENARIOS).filter.given() == {"town": "花东"}
    assert region.read("除了狮岭的企业", SCENARIOS).filter.given() == {"except_towns": ["狮岭"]}
    assert region.read("有没有做过诊断的企业", SCENARIOS).filter.given() == {"has_diagnosis": True}


@pytest.mark.parametrize(
    ("words", "name", "side", "gone"),
    [
        ("第二家换成青林呢", "青林", "second", ""),
        ("换成青林", "青林", None, ""),
        ("把恒利达箱包换成青林皮具", "青林皮具", None, "恒利达箱包"),
        ("再跟青林比比看", "青林", None, ""),
        ("前者换做青林皮具吧", "青林皮具", "first", ""),
    ],
)
def test_another_side_of_a_comparison(words: str, name: str, side: str | None, gone: str) -> None:
    swap = region.swapped(words)
    assert swap is not None
    assert (swap.name, swap.side, swap.gone) == (name, side, gone)


@pytest.mark.parametrize("words", ["谁人多", "那预算呢", "那政策呢", "晨辉和恒利比一下"])
def test_no_other_side_of_a_comparison(words: str) -> None:
    assert region.swapped(words) is None


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("哪个镇最多", ("towns",)),
        ("诊断做完几家", ("finished",)),
        ("跟上月比呢", ("changes",)),
        ("投诉几多单", ("complaint",)),
        ("还有几家没测过", ("undiagnosed",)),
        ("一共多少家企业", ("total",)),
        ("这个月平台怎么样", ()),
        ("谢谢", ()),
    ],
)
def test_single_figures_are_asked_for(words: str, figures: tuple[str, ...]) -> None:
    assert region.figures_asked(words) == figures


def test_who_stands_behind_a_figure_is_asked_for() -> None:
    assert region.asks_who("这个月投诉是谁投的") == "tickets"
    assert region.asks_who("没做诊断的是哪几家") == "enterprises"
    assert region.asks_who("哪个镇最多") is None


def test_firms_are_surely_asked_for_by_conditions_alone() -> None:
    assert region.asks_for_firms("狮岭有边几间皮具厂", SCENARIOS)
    assert not region.asks_for_firms("多少家要erp", SCENARIOS)
    assert not region.asks_for_firms("狮岭的厂有哪些补贴", SCENARIOS)


def test_nobody_keeps_a_list_of_providers() -> None:
    assert region.nobody_kept("帮我找一家做质检的服务商") == "服务商"
    assert region.nobody_kept("做服务商的企业") is None


def test_a_filter_says_and_drops_its_parts() -> None:
    asked = EnterpriseFilter(town="狮岭", level="L2", span="up", pains=("质量",))
    assert asked.levels() == ("L2", "L3", "L4", "L5")
    assert asked.without_part("level", "span").given() == {"town": "狮岭", "pains": ["质量"]}


def test_what_is_not_on_file_meets_no_bound() -> None:
    assert not region.fits(Profile("a"), EnterpriseFilter(employees_min=1))
    assert not region.fits(Profile("a"), EnterpriseFilter(without=("ERP",)))
    assert region.fits(Profile("a", facts={"systems": ["Excel"]}), EnterpriseFilter(without=("ERP",)))
    assert region.fits(Profile("a"), EnterpriseFilter(has_diagnosis=False))
    assert region.fits(Profile("a", standing=Standing("L2")), EnterpriseFilter(level="L2"))


NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("这个月平台怎么样", "2026-11"),
        ("上个月的数据", "2026-10"),
        ("十月的运营数据", "2026-10"),
        ("12月的数据", "2025-12"),
        ("2026-09", "2026-09"),
        ("2026年8月", "2026-08"),
        ("本周平台数据", "2026-11-23"),
        ("上周呢", "2026-11-16"),
        ("上上个月呢", "2026-09"),
        ("今天怎么样", "2026-11-26"),
        ("去年", "2025"),
        ("这个月比上个月多吗", "2026-11"),
        ("今年以来", "2026"),
        ("11月截至今天的总体情况", "2026-11"),
        ("近七天平台怎么样", "2026-11-20"),
        ("最近一周", "2026-11-20"),
        ("过去30天", "2026-10-28"),
        ("近半个月", "2026-11-12"),
        ("前天呢", "2026-11-24"),
        ("11月20号的数据", "2026-11-20"),
        ("三季度呢", "2026Q3"),
        ("上季度", "2026Q3"),
        ("2025年第四季度", "2025Q4"),
        ("去年下半年", "2025-07-01"),
        ("2025年", "2025"),
    ],
)
def test_periods_are_months_of_china(words: str, label: str) -> None:
    assert region.period_asked(normalise(words), NOW).label == label


def test_a_month_begins_at_midnight_in_china() -> None:
    period = region.month_of(2026, 11)
    assert period.start == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert period.end == datetime(2026, 11, 30, 16, tzinfo=UTC)
    late = datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert region.period_asked("", late).label == "2026-11"


@given(st.integers(2020, 2040), st.integers(1, 12))
def test_months_meet_without_gap(year: int, month: int) -> None:
    this = region.month_of(year, month)
    following = region.month_of(year + month // 12, month % 12 + 1)
    assert this.end == following.start
    assert following.before == this.start


@pytest.mark.parametrize(
    "name", ["金明五金", "恒利", "金明五金(演示)", "abc electronics", "五月花皮具", "十月制衣", "周生生珠宝"]
)
def test_names_may_be_answers(name: str) -> None:
    assert region.may_be_name(name)


@pytest.mark.parametrize(
    "words",
    [
        "诊断看哪几个维度",
        "这个月平台怎么样",
        "不知道",
        "帮我查一下",
        "适合什么?",
        "好",
        "我答应他们下周三回访",
        "给金明12月5号回电话",
        "按规则看",
        "清单给了",
        "下周三发清单",
    ],
)
def test_questions_are_no_names(words: str) -> None:
    assert not region.may_be_name(words)
