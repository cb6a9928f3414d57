"""What is asked of a calculation that is done: what it came to, which way it went, and what nobody can know."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from tools.domain.indicators import keeping, reading
from tools.domain.indicators.quantities import Given, write
from tools.kpi import pairing, recalling

KNOWN = catalogs.load(DATA)
TODAY = date(2026, 11, 26)


def values_of(text: str) -> tuple[str, dict[str, str]]:
    (given,) = reading.read(text, KNOWN.indicators, TODAY).given
    return given.indicator, write(given.values)


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("a.1.1", "那降了多少"),
        ("a.1.1", "降了几个点"),
        ("c.2.1", "快了还是慢了"),
        ("c.2.1", "缩短了几天"),
        ("b.1.1", "缺陷率呢"),
        ("b.1.1", "结果是多少"),
        ("c.4.2", "投产比多少"),
        ("d.1.3", "那增长率呢"),
        ("e.1.6", "处理时长算出来没"),
    ],
)
def test_the_last_result_is_asked_for_again(indicator: str, text: str) -> None:
    assert recalling.asks_again(text, KNOWN.indicators[indicator], Given(indicator))


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("e.1.6", "比改造前快了多少"),
        ("e.1.6", "快了还是慢了"),
        ("b.1.1", "缺陷率怎么算"),
        ("b.1.1", "这个数高不高"),
        ("a.1.1", "一年能省多少"),
        ("a.1.1", "降到700万呢"),
        ("a.1.1", "存下来"),
        ("a.1.1", "补贴有多少"),
        ("c.1.1", "那就这样吧"),
        ("c.1.1", "好的"),
        ("c.1.1", "那"),
    ],
)
def test_other_words_do_not_ask_for_it(indicator: str, text: str) -> None:
    assert not recalling.asks_again(text, KNOWN.indicators[indicator], Given(indicator))


@pytest.mark.parametrize("text", ["上了能省多少电", "一般能提高百分之几", "给个准数", "大概可以降几个点"])
def test_how_much_something_will_save_is_asked(text: str) -> None:
    assert recalling.asks_effect(text)


@pytest.mark.parametrize("text", ["省了多少", "去年降了几个点", "能降到10万吗", "补贴能拿多少", "帮我算个指标"])
def test_what_has_been_saved_is_no_such_question(text: str) -> None:
    assert not recalling.asks_effect(text)


@pytest.mark.parametrize(
    ("text", "both"),
    [("两个月比起来呢", True), ("这两期差多少", True), ("比较前两个", False), ("两个月后再说", False)],
)
def test_two_periods_are_asked_to_be_compared(text: str, both: bool) -> None:  # noqa: FBT001 -- one case of two
    assert pairing.asks_both(text) is both


@pytest.mark.parametrize(
    ("text", "indicator", "values"),
    [
        ("投诉9月15单 一共花了300小时", "e.1.6", {"complaint_resolution_times": "300 小时", "complaint_count": "15"}),
        ("投诉11月8宗 总共120小时", "e.1.6", {"complaint_resolution_times": "120 小时", "complaint_count": "8"}),
        (
            "新品从概念设计到量产 2月1日到6月1日",
            "d.3.2",
            {"mass_production_date": "2026-06-01", "concept_start_date": "2026-02-01"},
        ),
        ("今年新招了6个技术员 走了1个 净增几个", "f.2.1", {"new_tech_jobs": "6", "reduced_jobs": "1"}),
        (
            "年初老客户90家 到现在还在的81家 今年新增20家",
            "c.4.3",
            {"opening_customers": "90", "retained_customers": "81"},
        ),
        ("期初90家 期末100家 其中新增20家 留存率", "c.4.3", {"opening_customers": "90", "retained_customers": "80"}),
    ],
)
def test_figures_stand_for_what_they_are_said_of(text: str, indicator: str, values: dict[str, str]) -> None:
    assert values_of(text) == (indicator, values)


@pytest.mark.parametrize("text", ["审批是按8小时算一天的", "存起来 2026年上半年", "每满22天算一个人月"])
def test_what_a_day_counts_and_a_half_year_are_no_figures(text: str) -> None:
    assert reading.read(text, KNOWN.indicators, TODAY).figures == 0


@pytest.mark.parametrize(
    ("text", "stage", "period"),
    [
        ("存吧 10月的 上了OA之后的", "actual", "10月"),
        ("没上CRM之前的", "baseline", ""),
        ("存实际值 2026", "actual", "2026"),
        ("存基线 2025 小时", "baseline", ""),
        ("现在上了OA了", None, ""),
    ],
)
def test_a_system_tells_the_stage_and_a_bare_year_the_period(text: str, stage: str | None, period: str) -> None:
    said = keeping.read(text.lower())
    assert (said.stage, said.period) == (stage, period)


@pytest.mark.parametrize(
    ("text", "wonders"),
    [
        ("明达电子填的覆盖率有120%，这谁审的啊", True),
        ("宏达五金报的缺陷率0.01%，怎么可能", True),
        ("明达电子填的覆盖率120%，谁审的，存为实际值", False),
        ("缺陷率不可能是3%吧", False),
        ("这个工单谁批的", False),
    ],
)
def test_what_is_only_wondered_at_is_known(text: str, wonders: bool) -> None:  # noqa: FBT001 -- one case of two
    assert recalling.wonders(text, KNOWN.indicators) is wonders
