"""What came of follow-ups: days and rules read out of words, shares that are told, tasks taken as done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.database.models import FollowUp
from tools.domain.days import Stretch
from tools.domain.follow_ups import shipped
from tools.domain.outcomes import (
    asks_still_listed,
    changes,
    hands_out,
    lately,
    names_time,
    note_in,
    of_what,
    only_lately,
    other_firm,
    outcome_in,
    place_in,
    rules_named,
    share,
    stretch_asked,
)
from tools.follow_ups.rows import cells, result_of, span_of
from tools.wording import follow_ups as wording

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
RULES = shipped().rules
TITLES = {rule.id: rule.title for rule in RULES.values()}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("这周都给企业发了什么提醒", "2026-11-23/2026-11-26"),
        ("呢个礼拜发咗几多", "2026-11-23/2026-11-26"),
        ("上周提醒", "2026-11-16/2026-11-22"),
        ("今天发出去的", "2026-11-26/2026-11-26"),
        ("昨天发了哪些", "2026-11-25/2026-11-25"),
        ("近七天", "2026-11-20/2026-11-26"),
        ("最近两周", "2026-11-13/2026-11-26"),
        ("过去3个月", "2026-08-29/2026-11-26"),
        ("这个月一共多少条", "2026-11-01/2026-11-26"),
        ("上个月的", "2026-10-01/2026-10-31"),
        ("十月份提醒的数据", "2026-10-01/2026-10-31"),
        ("2026-09", "2026-09-01/2026-09-30"),
        ("本季度", "2026-10-01/2026-11-26"),
        ("今年总数", "2026-01-01/2026-11-26"),
        ("最近怎么样", "2026-10-28/2026-11-26"),
        ("2026-11-20/2026-11-01", "2026-11-01/2026-11-20"),
    ],
)
def test_days_are_read_by_the_calendar_of_china(words: str, days: str) -> None:
    found = stretch_asked(normalise(words), NOW)
    assert found is not None
    assert found.days == days
    assert names_time(normalise(words))


@pytest.mark.parametrize("words", ["提醒管用吗", "2026-13-40/2026-14-01", "金明五金收到过什么", ""])
def test_words_that_name_no_days_give_none(words: str) -> None:
    assert stretch_asked(normalise(words), NOW) is None


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    late = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)  # past midnight there
    assert stretch_asked("今天", late) == Stretch(date(2026, 11, 27), date(2026, 11, 27))
    stretch = Stretch(date(2026, 11, 27), date(2026, 11, 27))
    assert (stretch.start, stretch.end) == (
        datetime(2026, 11, 26, 16, tzinfo=UTC),
        datetime(2026, 11, 27, 16, tzinfo=UTC),
    )


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 500))
def test_days_written_are_the_days_read(first: date, more: int) -> None:
    stretch = Stretch(first, date.fromordinal(first.toordinal() + more))
    assert stretch_asked(stretch.days, NOW) == stretch
    assert stretch.start < stretch.end


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("诊断没做完的提醒管用吗", ("diagnosis_unfinished",)),
        ("半年复测提醒有效果没", ("rediagnosis",)),
        ("报告没打开的那条", ("report_unread",)),
        ("工单验证那条", ("ticket_to_verify",)),
        ("政策快截止的提醒发给谁了", ("policy_deadline",)),
        ("上线后使用情况那条", ("adoption_use",)),
        ("承诺到期的提醒效果", ("promise_made", "promise_owed")),
        ("我们答应的事", ("promise_owed",)),
        ("诊断后的满意度", ("satisfaction_diagnosis",)),
        ("场景没定的那几家", ("scenarios_undecided",)),
        ("campaign", ("campaign",)),
        ("ticket_recorded", ("ticket_recorded",)),
        ("这周都给企业发了什么提醒", ()),
        ("提醒管不管用", ()),
        ("谁退订了", ()),
    ],
)
def test_rules_are_known_by_what_is_said_of_them(words: str, rules: tuple[str, ...]) -> None:
    assert rules_named(normalise(words), TITLES) == rules


def test_a_rule_that_operators_added_is_known_by_its_title() -> None:
    titles = {**TITLES, "own": "年会报名"}
    assert rules_named("年会报名的提醒有人回吗", titles) == ("own",)
    assert len(rules_named("满意度那条", titles)) == 4


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(2, 4, None), (0, 0, None), (2, 5, Decimal(40)), (1, 6, Decimal(17)), (7, 7, Decimal(100))],
)
def test_a_share_of_fewer_than_five_is_not_told(part: int, whole: int, told: Decimal | None) -> None:
    assert share(part, whole) == told


@pytest.mark.parametrize(
    ("words", "place", "outcome", "note"),
    [
        ("第3条办了，老板说下周三来", 3, "done", "老板说下周三来"),
        ("这条不用管了", None, "not_needed", ""),
        ("任务3完成，备注：老板出差，下月再说", 3, "done", "老板出差，下月再说"),
        ("第4条打了，没人接，先这样", 4, "done", "没人接，先这样"),
        ("最后一条不用管", 9, "not_needed", ""),
        ("最上面那条办了", 1, "done", ""),
        ("第十二条搞定", 12, "done", ""),
        ("第叁条办完", 3, "done", ""),
        ("第2条，办好了", 2, "done", ""),
        ("青木皮具不用管了，倒闭了", None, "not_needed", "倒闭了"),
        ("mark number 2 as done, boss will come Wednesday", 2, "done", "boss will come Wednesday"),
        ("第3条还没办", 3, None, ""),
        ("第3条办了没有", 3, None, ""),
        ("第3条明天再办", 3, None, ""),
        ("第2条不能不管", 2, None, ""),
        ("第3条要跟谁联系", 3, None, ""),
    ],
)
def test_what_became_of_a_task_is_read(words: str, place: int | None, outcome: str | None, note: str) -> None:
    text = normalise(words)
    assert (place_in(text, 9), outcome_in(text), note_in(words)) == (place, outcome, note)


def test_this_one_means_the_only_one() -> None:
    assert place_in("这条办了", 1) == 1
    assert place_in("这条办了", 3) is None
    assert place_in("最后一条办了") is None


@given(st.text(max_size=60))
def test_reading_takes_any_words(words: str) -> None:
    text = normalise(words)
    stretch_asked(text, NOW)
    rules_named(text, TITLES)
    place = place_in(text, 3)
    assert place is None or 0 <= place < 1000
    assert outcome_in(text) in {None, "done", "not_needed"}
    assert len(note_in(words)) <= 300


def test_a_follow_up_changes_the_days_the_rule_or_the_enterprise() -> None:
    assert changes("上周呢")
    assert changes("只看满意度的")
    assert changes("上个月")
    assert not changes("这个月平台怎么样")
    assert not changes("上周的工单都办了吗")
    assert other_firm("青木皮具呢") == "青木皮具"
    assert other_firm("怎么办呢") is None
    assert hands_out("导出来")
    assert hands_out("画个图")
    assert not hands_out("画一下地区场景地图")
    assert only_lately("最近收到过什么")
    assert not only_lately("最近三天收到过什么")


def test_days_of_another_year_say_so() -> None:
    assert span_of(Stretch(date(2025, 12, 30), date(2026, 1, 2)), NOW) == "2025年12月30日—1月2日"
    assert span_of(Stretch(date(2026, 11, 26), date(2026, 11, 26)), NOW) == "11月26日"
    assert lately(NOW).days == "2026-10-28/2026-11-26"


def row(**values: object) -> FollowUp:
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    held: dict[str, object] = {
        "id": "f",
        "enterprise_id": "e",
        "contact_id": "c",
        "rule": "diagnosis_unfinished",
        "step": "day1",
        "state": "sent",
        "route": "window",
        "told_at": at,
        "created_at": at,
    }
    return FollowUp(**{**held, **values})


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "没回应"),
        ({"route": "web"}, "还没打开"),
        ({"replied_at": datetime(2026, 11, 21, tzinfo=UTC)}, "11月21日有回应"),
        ({"converted_at": datetime(2026, 11, 25, tzinfo=UTC)}, "11月25日办成"),
        ({"converted_at": datetime(2026, 12, 25, tzinfo=UTC)}, "没回应"),  # too late to be its doing
        ({"state": "failed", "reason": "smtp 550"}, "没发成（邮箱退信 550）"),
        ({"state": "cancelled", "reason": "opted_out"}, "取消了（对方退订了）"),
        ({"state": "expired", "reason": "strange"}, "过期没发（其他原因 strange）"),
        ({"state": "done", "note": "老板说下周三来"}, "人已办；人工：老板说下周三来"),
    ],
)
def test_what_came_of_one_is_told_in_a_few_words(values: dict[str, object], told: str) -> None:
    assert result_of(row(**values), shipped().manners) == told


def test_a_line_of_the_table_names_no_person_of_an_enterprise() -> None:
    line = cells(row(text="一\n二", done_by="op", note="好"), "金明", RULES, shipped().manners, {"op": "小周"})
    assert len(line) == len(wording.COLUMNS)
    assert line[:5] == ("金明", "诊断没做完", "1", "已发出", "微信消息")
    assert "c" not in line
    assert (line[7], line[-2], line[-1]) == ("一 二", "小周", "好")
    assert cells(row(), None, {}, shipped().manners, {})[:2] == ("未命名的企业", "diagnosis_unfinished")


def test_every_rule_of_the_package_is_known_by_its_own_title() -> None:
    assert {name: rules_named(normalise(title), TITLES) for name, title in TITLES.items()} == {
        name: (name,) for name in TITLES
    }


def test_every_reason_a_sender_gives_has_words() -> None:
    codes = ("hours", "day", "week", "rule", "moot", "left", "opted_out", "superseded", "unreachable", "died", "late")
    assert all(wording.reason(code) != wording.OTHER_REASON.format(code=code) for code in codes)
    assert (
        wording.reasons({"moot": 2, "late": 1, "45047": 4})
        == "微信窗口条数用完 4 条、条件已不成立 2 条、等过了时候 1 条"
    )


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("音乐盒音响的我打了,收到了", "音乐盒音响"),
        ("晨光那家已经上门了", "晨光"),
        ("德力熊的不用跟了", "德力熊"),
        ("昨天已经打过电话了", ""),
        ("办了", ""),
    ],
)
def test_of_whom_something_was_done_is_read(words: str, of: str) -> None:
    assert of_what(words) == of


@pytest.mark.parametrize(
    "words", ["小陈说佳艺那条他打了 待办里还在不在", "帮我看下任务列表里还挂不挂着", "那条是不是还在清单上"]
)
def test_it_is_asked_whether_something_is_still_listed(words: str) -> None:
    assert asks_still_listed(normalise(words))
    assert outcome_in(normalise(words)) is None


@pytest.mark.parametrize("words", ["第二条办了，从清单里划掉", "佳艺那条打过了，看看清单里还有什么", "老板在不在"])
def test_nothing_is_asked_of_the_list(words: str) -> None:
    assert not asks_still_listed(normalise(words))
