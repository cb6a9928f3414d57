"""Figures in a row are values of one thing: they are added up where the formula does, and counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from tools.domain.indicators import reading, results

if TYPE_CHECKING:
    from tools.domain.indicators.results import Outcome

KNOWN = catalogs.load(DATA)
TODAY = date(2026, 11, 26)


def _worked_out(text: str) -> Outcome:
    (given,) = reading.read(text, KNOWN.indicators, TODAY).given
    return results.work_out(KNOWN.indicators[given.indicator], given)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("上个月客户投诉5单，解决用时分别是12、8、20、6、14小时，平均处理时长多少", "12"),
        ("投诉处理时长，五次投诉用了12 8 20 6 14个小时", "12"),
        ("上个月投诉处理时长分别12、8、20、6和14个小时，算平均", "12"),
        ("投诉处理时长（小时）：12、8、20、6、14，平均是多少", "12"),
        ("投诉处理时长 12、8、20、6、14，单位小时，平均是多少", "12"),
        ("投诉处理时长 12、8、20、6、14，都是小时，平均是多少", "12"),
        ("投诉处理时长以小时为单位 12、8、20、6、14，平均是多少", "12"),
        ("投诉处理时长：4小时、6、8、10，一共4宗，平均？", "7"),
        ("客诉处理时间分别是30、45、60分钟，平均多久", "0.75"),
        ("这周4个投诉，处理用了12，8，20，6小时，算下平均处理时长", "11.5"),
        ("平均处理时长，三起投诉分别花了半天、1天和2天", "28"),
        ("客户投诉3单各用了8小时，平均处理时长", "8"),
        ("客户投诉平均处理时长：投诉5,用时60小时", "12"),
        ("5次投诉都处理完了，用了60小时，投诉平均处理时长", "12"),
        ("今年一二三月用电分别是10、12、14万度，电网因子0.5千克每度，碳排放量多少", "180"),
        ("三种产品实际销量分别是100、120、80台，预测销量分别是110、100、90台，需求预测误差率多少", "13.3"),
    ],
)
def test_values_in_a_row_are_added_up(text: str, value: str) -> None:
    outcome = _worked_out(text)
    assert outcome.problem is None
    assert outcome.value is not None
    assert outcome.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("上个月客户投诉6单，解决用时分别是12、8、20、6、14小时，平均处理时长多少", ("5", "6")),
        ("4次投诉，处理用了12小时、8小时、20小时，平均处理时长", ("3", "4")),
        ("两种产品实际销量分别是100、120台，预测销量分别是110、100、90台，需求预测误差率多少", ("2", "3")),
    ],
)
def test_a_row_that_is_not_as_long_as_said_is_not_worked_out(text: str, sizes: tuple[str, str]) -> None:
    outcome = _worked_out(text)
    assert outcome.value is None
    assert outcome.problem is not None
    assert (outcome.problem.kind, outcome.problem.words) == ("listed", sizes)


@pytest.mark.parametrize(
    "text",
    [
        "客户投诉平均处理时长 按天统计 30、12",
        "客户投诉平均处理时长 按日报 30、12",
        "客户投诉平均处理时长（日报）30、12",
        "客户投诉平均处理时长都是天天记的 30、12",
    ],
)
def test_how_often_something_is_counted_is_no_unit_of_the_figures(text: str) -> None:
    assert _worked_out(text).value is None


def test_two_rows_in_two_periods_are_compared() -> None:
    outcome = _worked_out("8月投诉3单，分别是6、8、10小时，9月投诉2单，分别是4、6小时，投诉平均处理时长")
    assert (outcome.value, outcome.earlier) == (Decimal(5), Decimal(8))
