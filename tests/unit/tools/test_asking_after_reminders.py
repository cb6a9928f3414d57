"""What came of reminders, which rule is only looked at, and whether anything went out."""

from __future__ import annotations

import pytest

from tools.domain.follow_ups import reading, shipped
from tools.domain.outcomes import asks_what_came, who_asked


@pytest.mark.parametrize(
    "words",
    [
        "昨晚的提醒有没有没发出去的",
        "丁四食品最近给他们推过啥没有",
        "昨天的提醒怎么样",
        "上周发的回访有人理没",
        "琴日啲提醒有冇人覆",
    ],
)
def test_what_came_of_reminders_is_asked(words: str) -> None:
    assert asks_what_came(words)


@pytest.mark.parametrize(
    "words",
    ["明天提醒谁", "昨天的群发怎么样", "提醒我昨天那张工单", "把昨天的提醒规则停掉", "最近有什么政策", "提醒别发了"],
)
def test_other_things_are_not_what_came_of_reminders(words: str) -> None:
    assert not asks_what_came(words)


def test_whom_reminders_have_not_reached_and_who_answered() -> None:
    for words in ("谁没收到", "有没有没发出去的", "哪些企业没收到", "没送到的有谁"):
        assert who_asked(words) == "unreached", words
    for words in ("有回的吗", "谁回了", "有人回复吗", "有冇人覆"):
        assert who_asked(words) == "answered", words
    assert who_asked("工单回访怎么样") is None


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("诊断做一半停下来的那条展开", None),
        ("停在半路的诊断多久提醒一次", None),
        ("诊断停下来的那条规则停掉", "pause"),
        ("把诊断没做完的提醒先停一停", "pause"),
    ],
)
def test_a_halted_diagnosis_is_no_halted_rule(words: str, action: str | None) -> None:
    edit = reading.read_edit(words)
    assert edit.action in {action, "most"} if action is None else edit.action == action
    assert reading.named(words, shipped().rules) == ("diagnosis_unfinished",)


def test_hours_are_asked_whatever_the_rule() -> None:
    for words in ("晚上九点以后会不会也发啊", "周末会发提醒吗", "星期六会打扰企业吗"):
        assert reading.asks_hours(words), words
    for words in ("晚上八点前发消息给他们", "明天要发给谁", "周末发一条给狮岭的企业"):
        assert not reading.asks_hours(words), words


def test_whether_nothing_went_out_is_asked() -> None:
    for words in ("没发出去吧", "没有发出去吧?", "刚才那条没发吧", "还没群发出去吧"):
        assert reading.asks_unsent(words), words
    for words in ("昨晚的提醒没发出去", "没发票", "还没发报告", "发出去"):
        assert not reading.asks_unsent(words), words
