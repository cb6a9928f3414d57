"""Rules of follow-ups: which one is meant, what is to be changed, and what a change makes of a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.follow_ups import Rule
from corpus.lexical import normalise
from tools.domain.follow_ups import editing, reading, shipped
from tools.domain.follow_ups.facts import FACTS
from tools.follow_ups import changing
from tools.kit.errors import InvalidArguments
from tools.wording import follow_up_rules as wording

RULES = shipped().rules
TODAY = date(2026, 11, 26)
"""A Thursday."""


def read(text: str) -> reading.Edit:
    return reading.read_edit(normalise(text))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_meant_by_its_title_and_its_id(rule: Rule) -> None:
    assert reading.named(normalise(f"把“{rule.title}”这条停一下"), RULES) == (rule.id,)
    assert reading.named(rule.id, RULES) == (rule.id,)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("政策快截止那条", "policy_deadline"),
        ("报告还没人打开过的那种提醒", "report_unread"),
        ("诊断做一半跑了的", "diagnosis_unfinished"),
        ("工单登记后没评估的", "ticket_recorded"),
        ("诊断后的满意度回访", "satisfaction_diagnosis"),
        ("三个月后的效果评价", "satisfaction_effect"),
        ("复测周期", "rediagnosis"),
        ("平台答应的事", "promise_owed"),
        ("unread report reminder", "report_unread"),
    ],
)
def test_a_rule_is_meant_in_other_words(said: str, rule: str) -> None:
    meant = reading.named(normalise(said), RULES)
    assert meant in {(rule,), ("report_unread",)}
    assert meant == (rule,)


def test_words_for_a_family_mean_all_of_it() -> None:
    assert len(reading.named(normalise("满意度的规则"), RULES)) == 4
    assert reading.named(normalise("改一下规则"), RULES) == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("先停掉半年复测提醒", {"action": "pause"}),
        ("把复测提醒重新打开", {"action": "resume"}),
        ("报告没打开的提醒改成3天和7天", {"action": "days", "days": (3.0, 7.0)}),
        ("由第1、5天调整为第2、6天", {"action": "days", "days": (2.0, 6.0), "instead": (1.0, 5.0)}),
        ("政策快截止那条，提前45天和10天各提醒一次", {"action": "days", "days": (-45.0, -10.0)}),
        ("政策截止提醒加上一天前那次", {"action": "days", "days": (-1.0,), "mode": "more"}),
        ("第21天那次不要了，场景没定的规则只留7天", {"action": "days", "days": (7.0,), "mode": "set"}),
        ("政策截止提醒去掉最后一天那次", {"action": "days", "mode": "less", "last_step": True}),
        ("半年复测改成一年", {"action": "days", "days": (365.0,)}),
        ("复测改成半年", {"action": "days", "days": (182.0,)}),
        ("从次日改到第三天", {"action": "days", "days": (3.0,), "instead": (1.0,)}),
        ("场景没定的提醒改成30天内最多一次", {"action": "most", "most": 1, "within_days": 30}),
        ("set it to at most 2 times in 30 days", {"action": "most", "most": 2, "within_days": 30}),
        ("诊断没做完的规则恢复原来的", {"action": "restore"}),
        ("报告没打开那条回退到上一版", {"action": "undo"}),
        ("把诊断没做完的话改成：还差{left}题，接着答", {"action": "words", "text": "还差{left}题,接着答"}),
        ("第5天那次的话改成：最后一次提醒", {"action": "words", "step": 5.0, "text": "最后一次提醒"}),
        ("文案换一下，写成：“点开就能看”", {"action": "words", "text": "点开就能看"}),
        (
            "加一条：工单登记后第4天提醒一次，说您的工单我们在催了",
            {"action": "add", "moment": "ticket_recorded", "days": (4.0,), "text": "您的工单我们在催了"},
        ),
        ("加条回访规则", {"action": "add", "moment": None, "days": ()}),
        ("你好", {"action": None}),
    ],
)
def test_what_is_to_be_changed(said: str, expected: dict[str, Any]) -> None:
    edit = read(said)
    assert {name: getattr(edit, name) for name in expected} == expected


@pytest.mark.parametrize(("said", "days"), [("3天和7天", (3.0, 7.0)), ("3、7", (3.0, 7.0)), ("提前30天", (-30.0,))])
def test_days_are_read_out_of_an_answer(said: str, days: tuple[float, ...]) -> None:
    assert reading.days_in(normalise(said)) == days


@pytest.mark.parametrize(
    ("said", "often"), [("30天内最多2次", (2, 30)), ("两次就行", (2, None)), ("1", (1, None)), ("不知道", (None, None))]
)
def test_how_often_is_read_out_of_an_answer(said: str, often: tuple[int | None, int | None]) -> None:
    assert reading.often_in(normalise(said)) == often


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("谁会在明天收到什么", (11, 27), (11, 27)),
        ("下周的", (11, 30), (12, 6)),
        ("这周会发哪些", (11, 26), (11, 29)),
        ("未来三天", (11, 26), (11, 29)),
        ("12月4号那天", (12, 4), (12, 4)),
        ("下周一", (11, 30), (11, 30)),
        ("月底前", (11, 26), (11, 30)),
        ("what goes out tomorrow", (11, 27), (11, 27)),
        ("due on friday", (11, 27), (11, 27)),
    ],
)
def test_the_days_of_a_preview(said: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    found = reading.read_stretch(normalise(said), TODAY)
    assert found is not None
    assert ((found.first.month, found.first.day), (found.last.month, found.last.day)) == (first, last)


def test_no_day_is_none() -> None:
    assert reading.read_stretch("待发的回访", TODAY) is None


@pytest.mark.parametrize(("said", "turns"), [("后天呢", True), ("只看复测的", True), ("明天有什么政策截止", False)])
def test_a_preview_is_turned_to_another_day(said: str, *, turns: bool) -> None:
    assert reading.only_turns(normalise(said)) is turns


# --- what a change makes of a rule ------------------------------------------------------------------------------------


def days_of(rule: Rule) -> list[float]:
    return [step.days for step in rule.steps]


@given(st.sampled_from(sorted(RULES)), st.sets(st.integers(1, 300), min_size=1, max_size=5))
def test_a_rule_has_the_days_it_is_given_and_names_of_its_own(name: str, days: set[int]) -> None:
    changed = editing.with_days(RULES[name], sorted(days))
    assert days_of(changed) == [float(day) for day in sorted(days)]
    assert Rule.model_validate(changed.model_dump(mode="json")) == changed


@given(st.sampled_from(sorted(RULES)), st.sets(st.integers(1, 300), min_size=1, max_size=5))
def test_a_reminder_that_stays_keeps_its_name(name: str, days: set[int]) -> None:
    rule = RULES[name]
    before = {step.days: step.name for step in rule.steps}
    changed = (
        editing.with_days(rule, [*days, *before])
        if len({*days, *before}) <= editing.MOST_STEPS and (min(before) >= 0 or rule.moment in editing.BEFORE_TOO)
        else rule
    )
    assert all(step.name == before[step.days] for step in changed.steps if step.days in before)


def test_as_many_days_keep_words_and_names_in_order() -> None:
    rule = editing.with_days(RULES["diagnosis_unfinished"], [3, 7])
    assert [(step.name, step.days) for step in rule.steps] == [("day1", 3.0), ("day5", 7.0)]
    assert rule.steps[1].text == RULES["diagnosis_unfinished"].steps[1].text


def test_the_last_words_stay_with_the_last_reminder() -> None:
    rule = editing.with_days(RULES["diagnosis_unfinished"], [1, 5, 9])
    assert [step.text for step in rule.steps][:2] == [None, None]
    assert rule.steps[2].text == RULES["diagnosis_unfinished"].steps[1].text


@pytest.mark.parametrize("days", [[], [1, 2, 3, 4, 5, 6], [500], [-3]])
def test_days_that_make_no_sense_are_refused(days: list[float]) -> None:
    with pytest.raises(InvalidArguments):
        editing.with_days(RULES["report_unread"], days)


def test_bare_days_are_before_a_deadline() -> None:
    assert editing.signed((15, 3), RULES["policy_deadline"]) == (-15, -3)
    assert editing.signed((15, 3), RULES["report_unread"]) == (15, 3)
    assert editing.replaced(RULES["policy_deadline"], (-10,), (7,)) == (-30.0, -1.0, -10)
    assert editing.replaced(RULES["report_unread"], (4,), (9,)) == (4,)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_fact_of_a_moment_may_stand_in_its_words_and_no_other(rule: Rule) -> None:
    text = "".join(f"{{{name}}}" for name in sorted(FACTS[rule.moment]))
    assert editing.with_words(rule, text).text == text
    with pytest.raises(InvalidArguments) as refused:
        editing.with_words(rule, "{nobody}")
    assert refused.value.data["strange"] == ["nobody"]
    assert set(FACTS[rule.moment]) <= set(wording.FACTS)


@pytest.mark.parametrize("text", ["", "  ", "字" * 301, "还差{left", "还差{}题", "{left:>9}"])
def test_words_that_cannot_be_sent_are_refused(text: str) -> None:
    with pytest.raises(InvalidArguments):
        editing.with_words(RULES["diagnosis_unfinished"], text)


def test_wide_braces_are_braces() -> None:
    assert editing.with_words(RULES["diagnosis_unfinished"], "还差｛left｝题").text == "还差{left}题"


@pytest.mark.parametrize(("most", "within"), [(0, 30), (21, 30), (1, 366)])
def test_how_often_makes_sense(most: int, within: int) -> None:
    with pytest.raises(InvalidArguments):
        editing.with_most(RULES["report_unread"], most, within)


def test_a_new_rule_is_like_those_of_its_moment() -> None:
    like = RULES["ticket_recorded"]
    made = editing.added(like, RULES, title="催一次", days=[4], text="{number}在办", most=1, within_days=30)
    assert (made.id, made.moment, made.purpose, made.clause) == ("own-1", like.moment, like.purpose, like.clause)
    assert days_of(made) == [4.0]
    other = editing.added(like, {**RULES, made.id: made}, title="再催", days=[6], text="在办", most=1, within_days=30)
    assert other.id == "own-2"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_can_be_said(rule: Rule) -> None:
    when = wording.when(rule)
    assert wording.MOMENTS[rule.moment] in when
    for day in days_of(rule):
        assert not day or wording.number(abs(day)) in when


def test_a_day_with_a_minus_is_before_and_one_after_a_day_is_a_stretch() -> None:
    assert read("报告没打开的提醒改成-3天").days == (-3.0,)
    assert -7.0 not in read("报告没打开的提醒改成3-7天").days


def test_no_times_are_read_as_none() -> None:
    assert read("场景没定的提醒30天内最多0次").most == 0
    assert reading.often_in(normalise("0次")) == (0, None)


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("停掉", True),
        ("先把它停了吧", True),
        ("启用这条", True),
        ("这条干脆先停掉", True),
        ("先别发了这条", True),
        ("改回去", True),
        ("报告没打开那条细看一下", False),
        ("改成3天和7天", True),
        ("停掉不存在的规则", False),
        ("加一条：工单登记后第4天提醒", False),
        ("你好", False),
    ],
)
def test_a_name_nobody_knows_is_not_the_rule_at_hand(said: str, *, points: bool) -> None:
    text = normalise(said)
    assert reading.points_at_rule(text, reading.read_edit(text)) is points


@pytest.mark.parametrize(
    ("said", "nth", "days", "mode"),
    [
        ("诊断做一半那条第二次改成7天后", 2, (7.0,), "set"),
        ("第一次不要了", 1, (), "less"),
        ("头一次改到2天", 1, (2.0,), "set"),
    ],
)
def test_one_reminder_by_its_place(said: str, nth: int, days: tuple[float, ...], mode: str) -> None:
    edit = read(said)
    assert (edit.action, edit.nth, edit.days, edit.mode) == ("days", nth, days, mode)


def test_the_others_of_a_rule_stay_where_one_is_moved_by_its_place() -> None:
    before = RULES["diagnosis_unfinished"]
    after = changing.changed(before, read("第二次改成7天后"), ())
    assert [step.days for step in after.steps] == [1, 7]
    assert [step.days for step in changing.changed(before, read("第一次不要了"), ()).steps] == [5]
    with pytest.raises(InvalidArguments):
        changing.changed(before, read("第四次改成7天后"), ())


@pytest.mark.parametrize(
    ("said", "change"), [("是7天不是5天", "改成7天"), ("不是5天，是7天", "改成7天"), ("好的", "好的")]
)
def test_a_day_put_in_anothers_place_is_a_change(said: str, change: str) -> None:
    assert reading.corrected(normalise(said)) == change


def test_a_rule_of_the_list_just_shown_by_its_place() -> None:
    assert reading.place_of_rule("第二条改成3天", 17) == 2
    assert reading.place_of_rule("最后一条停掉", 17) == 17
    assert reading.place_of_rule("第二十条", 17) is None
