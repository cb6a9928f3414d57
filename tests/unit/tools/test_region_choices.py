"""Several towns or industries and those left out, words that are no condition, and what words hurt firms by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain import region
from tools.domain.profile import Profile
from tools.domain.region import EnterpriseFilter, choices
from tools.region.figures import named
from tools.wording.campaigns import filter_in_words

TOWNS = ("狮岭", "花东", "花山", "新华", "赤坭")
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("狮岭和花东的企业都列出来", {"towns": ["狮岭", "花东"]}),
        ("狮岭、花东、花山有哪些厂", {"towns": ["狮岭", "花东", "花山"]}),
        ("狮岭镇或者花东镇的企业", {"towns": ["狮岭", "花东"]}),
        ("狮岭花东两个镇的企业", {"towns": ["狮岭", "花东"]}),
        ("做皮具或者化妆品的企业", {"industries": ["皮革皮具", "化妆品"]}),
        ("除了狮岭的企业有哪些", {"except_towns": ["狮岭"]}),
        ("狮岭以外的皮具厂", {"except_towns": ["狮岭"], "industry": "皮革皮具"}),
        ("不在狮岭也不在花东的企业有哪些", {"except_towns": ["狮岭", "花东"]}),
        ("除了狮岭和花东", {"except_towns": ["狮岭", "花东"]}),
        ("企业名单，狮岭的不要", {"except_towns": ["狮岭"]}),
        ("唔要花东嘅", {"except_towns": ["花东"]}),
        ("非皮具的企业有哪几家", {"except_industries": ["皮革皮具"]}),
        ("狮岭和花东的,不要花东", {"town": "狮岭"}),
        ("哪些企业痛点在质量上", {"pains": ["质量"]}),
        ("痛点系交期嘅企业", {"pains": ["生产"]}),
        ("哪些企业愁质量", {"pains": ["质量"]}),
        ("库存压力大的厂", {"pains": ["物流"]}),
        ("能耗高的企业", {"pains": ["能耗"]}),
        ("被质量问题困扰的企业", {"pains": ["质量"]}),
        ("拉一份没测过的", {"has_diagnosis": False}),
    ],
)
def test_several_and_those_left_out_are_read(words: str, filters: dict[str, Any]) -> None:
    assert region.read(normalise(words), {}).filter.given() == filters


BOTH = {"towns": ["狮岭", "花东"], "pains": ["质量"], "limit": 10}
ONE = {"town": "狮岭", "pains": ["质量"], "limit": 10}
NOT = {"except_towns": ["花东"], "pains": ["质量"], "limit": 10}


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (ONE, "花东的也要", BOTH),
        (ONE, "狮岭和花东都要", BOTH),
        (ONE, "再加上花东的", BOTH),
        (ONE, "把花东的也加进来", BOTH),
        (ONE, "连花东一起", BOTH),
        (ONE, "花东嘅都要埋", BOTH),
        (ONE, "换成花东", {**ONE, "town": "花东"}),
        (ONE, "只看花东的", {**ONE, "town": "花东"}),
        (ONE, "不要花东的", ONE),
        (ONE, "狮岭的不要", {"pains": ["质量"], "limit": 10, "except_towns": ["狮岭"]}),
        (ONE, "去掉狮岭", {"pains": ["质量"], "limit": 10}),
        (BOTH, "不要花东的", ONE),
        (BOTH, "花东去掉", ONE),
        (BOTH, "再加上花山", {**BOTH, "towns": ["狮岭", "花东", "花山"]}),
        (BOTH, "不限镇街", {"pains": ["质量"], "limit": 10}),
        (BOTH, "花都区做化妆品的有多少", {"pains": ["质量"], "limit": 10, "industry": "化妆品"}),
        ({"limit": 10}, "不要花东的", {"limit": 10, "except_towns": ["花东"]}),
        ({"limit": 10}, "去掉花东", {"limit": 10, "except_towns": ["花东"]}),
        ({"limit": 10}, "不要皮具的", {"limit": 10, "except_industries": ["皮革皮具"]}),
        (NOT, "花东的也要", {"pains": ["质量"], "limit": 10}),
        (NOT, "狮岭的也不要", {**NOT, "except_towns": ["花东", "狮岭"]}),
        (NOT, "换成狮岭", ONE),
        (ONE, "去掉人数", ONE),
        ({**ONE, "level": "L2"}, "等级这个条件去掉", ONE),
        ({**ONE, "level": "L2"}, "等级这个条件去掉,全部", ONE),
        (ONE, "全部", {"limit": 10}),
        (ONE, "换成销售", {**ONE, "pains": ["销售"]}),
    ],
)
def test_towns_come_and_go(before: dict[str, Any], words: str, after: dict[str, Any]) -> None:
    assert region.changed(normalise(words), before, {}) == after


@pytest.mark.parametrize(
    ("words", "unread"), [("只看有无人机的", "无人机"), ("换成会飞的", "会飞"), ("从里面挑有海外客户的", "海外")]
)
def test_what_is_no_condition_leaves_the_filter_as_it_was(words: str, unread: str) -> None:
    assert region.changed(normalise(words), ONE, {}) == {**ONE, "unread": unread}


@pytest.mark.parametrize("words", ["把规则改成提前15天", "换成人工", "不要发了", "去掉这条规则", "谢谢", "换个话题"])
def test_what_may_be_for_something_else_is_no_change(words: str) -> None:
    assert region.changed(normalise(words), ONE, {}) is None


@given(st.lists(st.sampled_from(TOWNS), unique=True), st.lists(st.sampled_from(TOWNS), unique=True, min_size=1))
def test_what_was_left_out_is_asked_for_no_more(held: list[str], gone: list[str]) -> None:
    kept = choices.fields("town", held)
    after = choices.without("town", kept, gone)
    assert not set(choices.wanted("town", after)) & set(gone)
    back = choices.joined("town", after, gone)
    assert not set(choices.left_out("town", back)) & set(gone)
    assert set(held) <= set(choices.wanted("town", back)) or not choices.wanted("town", back)


@given(
    st.lists(st.sampled_from(TOWNS), unique=True),
    st.lists(st.sampled_from(("皮革皮具", "化妆品", "食品饮料")), unique=True),
    st.booleans(),
    st.lists(st.sampled_from(("质量", "销售", "能耗")), unique=True),
    st.one_of(st.none(), st.integers(20, 200)),
)
def test_a_filter_in_words_is_read_as_it_was(
    towns: list[str],
    industries: list[str],
    out: bool,  # noqa: FBT001 -- drawn
    pains: list[str],
    people: int | None,
) -> None:
    asked = {
        **(choices.fields("town", (), towns) if out else choices.fields("town", towns)),
        **(choices.fields("industry", (), industries) if out else choices.fields("industry", industries)),
        **({"pains": pains} if pains else {}),
        **({"employees_min": people} if people else {}),
    }
    assert region.read(normalise(filter_in_words(asked)), {}).filter.given() == asked


def test_of_whom_nothing_is_on_file_is_not_left_out() -> None:
    assert region.fits(Profile("a"), EnterpriseFilter(except_towns=("狮岭",)))
    assert not region.fits(Profile("a", facts={"town": "狮岭镇"}), EnterpriseFilter(except_towns=("狮岭",)))
    assert region.fits(Profile("a", facts={"town": "花东"}), EnterpriseFilter(towns=("狮岭", "花东")))
    assert not region.fits(Profile("a"), EnterpriseFilter(towns=("狮岭", "花东")))
    assert not region.fits(Profile("a", facts={"industry": "化妆品"}), EnterpriseFilter(except_industries=("化妆品",)))


def test_a_least_budget_is_said_as_one() -> None:
    assert filter_in_words({"budget": 30.0}) == "预算30万元以上"


@given(st.integers(1, 99))
def test_so_many_days_end_today_and_follow_as_many(count: int) -> None:
    period = region.period_asked(f"近{count}天", NOW)
    assert period.end == datetime(2026, 11, 26, 16, tzinfo=UTC)
    assert period.end - period.start == period.start - period.before == timedelta(days=count)
    assert region.period_asked(named(period, NOW)[0], NOW) == period


@pytest.mark.parametrize("words", ["三季度", "上半年", "11月20号", "前天", "昨天", "近七天", "去年", "2024年", "上周"])
def test_a_stretch_is_called_so_that_it_is_found_again(words: str) -> None:
    period = region.period_asked(words, NOW)
    assert region.period_asked(named(period, NOW)[0], NOW) == period


@pytest.mark.parametrize("words", ["近一个月呢", "本季度呢", "上半年", "11月20号呢", "10月单独看", "那最近两周呢"])
def test_another_stretch_of_time_is_all_that_is_said(words: str) -> None:
    assert region.asks_other_time(normalise(words))


def test_dimensions_are_a_row_of_a_comparison() -> None:
    for words in ("差距最大在哪一块", "谁的短板大", "哪个维度差得多"):
        assert region.aspects_asked(words) == ("dimensions",)
        assert region.asks_of_pair(words)
