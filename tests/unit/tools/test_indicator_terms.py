"""Periods, stages and what is better, as people say them of indicators; what only looks like one is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain.indicators import following, keeping, reading, results, terms
from tools.kpi import restating, sourcing

KNOWN = catalogs.load(DATA)
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("8月份做了12500个", ("month", 8, None)),
        ("2026年 10月的", ("month", 10, 2026)),
        ("去年十二月", ("month", 12, 2025)),
        ("上上个月", ("month", 9, 2026)),
        ("上季度", ("quarter", 3, 2026)),
        ("今年上半年", ("half", 1, 2026)),
        ("去年的", ("year", 0, 2025)),
        ("不是8月是9月", ("month", 9, None)),
        ("8月和9月", None),
        ("12月要汇报,做了12000个坏了300个", None),
        ("我们8月上的系统,做了12000个", None),
        ("今年目标2%,做了12000个坏了300个", None),
        ("8月还没上系统,9月的存实际值", ("month", 9, None)),
        ("三个月", None),
        ("2026年3月1日开始", None),
        ("做了2400个", None),
        ("2026-10", ("month", 10, 2026)),
    ],
)
def test_the_one_period_of_a_message(text: str, period: tuple[str, int, int | None] | None) -> None:
    found = terms.only(text, TODAY)
    assert (found and (found.kind, found.number, found.year)) == period


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        ("8月", "2026年8月", False),
        ("8月", "11月", True),
        ("2025年8月", "2026年8月", True),
        ("8月", "三季度", False),
        ("10月", "上个月", False),
    ],
)
def test_periods_are_told_apart(one: str, other: str, *, clashes: bool) -> None:
    first, second = terms.only(one, TODAY), terms.only(other, TODAY)
    assert first is not None
    assert second is not None
    assert first.clashes(second) == clashes


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("存一下，上系统之前的", "baseline"),
        ("装了新设备之后的，存", "actual"),
        ("没上系统那会儿的，存", "baseline"),
        ("算现在的", "actual"),
        ("换机器以后的，存", "actual"),
        ("不是改造前的，是改造后的，存一下", "actual"),
        ("别存成基线，存成实际值", "actual"),
        ("存为实际值，改造前是5%", "actual"),
        ("改造前后对比一下", None),
        ("把现在的这个存一下", None),
        ("用之前那个数存", None),
        ("做好后存一下", None),
        ("系统后台存一下", None),
        ("存一下，3天后要用", None),
    ],
)
def test_the_stage_that_is_said(text: str, stage: str | None) -> None:
    assert keeping.read(normalise(text)).stage == stage


@pytest.mark.parametrize("text", ["基线是改造前的吗", "基线，3.1%", "基线，8月的"])
def test_what_is_no_answer_to_which_stage(text: str) -> None:
    assert following.stage(normalise(text), {"period": "7月"}) is None


def test_a_period_that_can_be_the_same_leaves_the_answer_one() -> None:
    assert following.stage(normalise("基线，2026年7月的"), {"period": "7月"}) == "baseline"


@pytest.mark.parametrize("text", ["越小越好对吗", "不良率是越低越好的吧", "这个率低了是好事吧", "高好还是低好"])
def test_which_way_is_better_is_asked(text: str) -> None:
    asked = KNOWN.indicators["b.1.1"]
    assert sourcing.clause_asked(text, asked) == ("read_clause", {"clause": asked.clause})


@pytest.mark.parametrize("text", ["人越少越好吧", "尽快，越快越好", "补贴越多越好", "这个越低越好，存一下", "2%高不高"])
def test_of_other_things_it_is_not(text: str) -> None:
    assert sourcing.clause_asked(text, KNOWN.indicators["b.1.1"]) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("就是说好了3%，能这么写吗", 3),
        ("是不是下降了百分之三", 3),
        ("写降了60%对不对", 60),
        ("缺陷率降到3%", None),
        ("缺陷率3%，存为实际值", None),
        ("现在降了3%", None),
        ("补贴能提高3%吗", None),
    ],
)
def test_a_change_that_is_said_in_percent(text: str, percent: int | None) -> None:
    assert restating.restated(text) == (None if percent is None else Decimal(percent))


def test_a_change_that_is_neither_is_not_explained() -> None:
    assert restating.told(Decimal(7), Decimal(5), Decimal(2)) == ""
    assert restating.told(Decimal(7), Decimal(5), Decimal(5)) == ""


@pytest.mark.parametrize(
    ("text", "all_given"),
    [
        ("10月又出来了 做了5000个 坏了60个", True),
        ("共5000件，不良60件", True),
        ("5000和60", False),
        ("坏了60个", False),
        ("设备原来50万，现在42万", False),
        ("坏了60个，总共5000个，能申请补贴吗", False),
    ],
)
def test_all_figures_of_an_indicator(text: str, *, all_given: bool) -> None:
    assert following.gives_all(text, KNOWN.indicators["b.1.1"]) == all_given


def come_to(*texts: str) -> Decimal | None:
    known, value = None, None
    for text in texts:
        one = reading.read(text, KNOWN.indicators, TODAY, known=known).given[-1]
        joined = one.over(known) if known else one
        outcome = results.work_out(KNOWN.indicators[one.indicator], joined, unlimited=KNOWN.over_100_allowed)
        known, value = outcome.given, outcome.value
    return value


RETAINED = "年初50个客户，现在60个，客户留存率"


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        ((RETAINED, "里面有18个是今年新来的"), "84"),
        ((RETAINED, "不含新客，新客18个"), "84"),
        ((RETAINED, "如果新来的是18个呢"), "120"),
        (("年初50个客户，现在60个，其中18个是新开发的，留存率",), "84"),
        (("客户留存率，期初50，期末还有40，不含新客",), "80"),
        (("算个不良 4000片 坏60片",), "1.5"),
        (("算下不良 60片 一共4000片",), "1.5"),
        (("不良60片，总数4000片",), "1.5"),
    ],
)
def test_new_customers_and_the_whole_behind_a_topic(texts: tuple[str, ...], value: str) -> None:
    assert come_to(*texts) == Decimal(value)


def test_a_period_to_come_is_no_figures() -> None:
    for text, ahead in (("12月", True), ("11月", False), ("2027年", True), ("去年12月", False), ("四季度", False)):
        found = terms.only(text, TODAY)
        assert found is not None
        assert found.ahead(TODAY) is ahead
