"""What is promised may stand before its day, be an errand of one's own, or be told when it is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from tools.domain import promises

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "text", "day"),
    [
        ("平台要的设备清单，我们11月30号给你，记一下", "给设备清单", date(2026, 11, 30)),
        ("你们要的营业执照，下周三发过去，记着", "发营业执照", date(2026, 12, 2)),
        ("上次说的能耗数据，12月2号前给你们，帮我记一下", "给能耗数据", date(2026, 12, 2)),
        ("报价单的事，我周五前发你，记下", "发报价单", date(2026, 11, 27)),
        ("那份设备清单，12月1号交", "交设备清单", date(2026, 12, 1)),
        ("设备清单，车间照片，我们30号一起发你", "发设备清单、车间照片", date(2026, 11, 30)),
        ("帮我记着，12月4号前我去市工信局问清楚", "去市工信局问清楚", date(2026, 12, 4)),
        ("12月4号前去市工信局问清楚，记一下", "去市工信局问清楚", date(2026, 12, 4)),
        ("记一下，下周三前我跑一趟税务局", "跑一趟税务局", date(2026, 12, 2)),
        ("帮我记个事，月底前我找会计对账", "找会计对账", date(2026, 11, 30)),
        ("给我记着下周一前联系软件商", "联系软件商", date(2026, 11, 30)),
        ("提醒我，周五前把申报书写完", "写完申报书", date(2026, 11, 27)),
    ],
)
def test_what_is_promised_stands_before_its_day_or_is_ones_own_errand(words: str, text: str, day: date) -> None:
    found = promises.read_promise(words, TODAY)
    assert found.text == text
    assert found.day is not None
    assert found.day.on == day


@pytest.mark.parametrize(
    "words",
    [
        "好的，我们11月30号给你，记一下",
        "老板说了，我们11月30号给你",
        "设备清单还没好，我们30号给你",
        "今天没空，我们11月30号给你",
    ],
)
def test_what_stands_before_a_day_and_names_nothing_is_not_promised(words: str) -> None:
    assert not promises.read_promise(words, TODAY).text


@pytest.mark.parametrize(
    "words",
    [
        "嗯对，30号", "对", "嗯对", "是的，30号", "对对，就30号", "没错，11月30号", "30号", "行，30号前", "是的没错",
        "确认", "OK", "就这样", "记下来吧", "可以", "对的就那天",
    ],
)  # fmt: skip
def test_an_answer_that_agrees_or_names_a_day_names_no_promise(words: str) -> None:
    assert not promises.told(words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("设备清单", "设备清单"),
        ("嗯，设备清单", "设备清单"),
        ("对，11月30号给设备清单", "给设备清单"),
        ("对账单", "对账单"),
        ("行业资料", "行业资料"),
    ],
)
def test_an_answer_that_names_it_is_taken_without_its_yes(words: str, text: str) -> None:
    assert promises.told(words) == text
