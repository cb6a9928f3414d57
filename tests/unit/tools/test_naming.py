"""Which names of enterprises stand in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain.naming import mentions, pieces, standing, subject

NAMES = [
    ("1", "广州金明五金制品有限公司"),
    ("2", "广州市狮岭皮具有限公司"),
    ("3", "金明皮具厂"),
    ("4", "花都区新辉塑料厂"),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("金明五金适合什么，为什么", ["1"]),
        ("金明适合什么", ["1", "3"]),
        ("金明皮具厂适合什么", ["3"]),
        ("帮我看看新辉塑料适合做什么", ["4"]),
        ("广州金明五金制品有限公司的场景", ["1"]),
        ("给狮岭一家80人的皮具厂推荐场景", []),
        ("宏达五金适合什么", []),
        ("", []),
    ],
)
def test_names_are_recognised_by_what_is_their_own(words: str, found: list[str]) -> None:
    assert sorted(name for name, _ in standing(words, NAMES)) == found
    assert not found or pieces(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("金明五金适合什么，为什么", "金明五金"),
        ("帮我看看新辉塑料适合做什么", "新辉塑料"),
        ("皮具厂适合做什么场景", None),
        ("给狮岭一家80人的皮具厂推荐场景", None),
        ("预算20万、没有MES的注塑厂先做什么", None),
    ],
)
def test_a_question_begins_with_whom_it_is_about(words: str, name: str | None) -> None:
    assert subject(words) == name


@given(st.text(max_size=60))
def test_any_words_may_come(words: str) -> None:
    assert len(pieces(words)) <= 24
    standing(words, NAMES)
    subject(words)


def test_what_stands_in_brackets_need_not_be_said() -> None:
    names = [("1", "岭南云皮业（演示）"), ("2", "恒利箱包（演示）")]
    assert [key for key, _ in standing("岭南云皮业的智能排产定了", names)] == ["1"]
    assert [key for key, _ in standing("恒利箱包上了哪些场景", names)] == ["2"]
    assert standing("演示一下怎么做", names) == []


def test_a_part_that_begins_two_names_may_mean_both() -> None:
    names = [("1", "华兴电子"), ("2", "华兴光电"), ("3", "明达皮具"), ("4", "明达皮具二厂")]
    assert [key for key, _ in standing("华兴上次诊断什么等级", names)] == ["2", "1"]
    assert [key for key, _ in standing("华兴光电几级", names)] == ["2"]
    assert [key for key, _ in standing("华兴电子几级", names)] == ["1"]
    assert [len(mention.firms) for mention in mentions("华兴和明达比一下", names)] == [2, 2]


def test_what_a_name_shares_with_others_may_be_left_out_before_its_end() -> None:
    names = [("1", "金明五金"), ("2", "金明五金二厂")]
    assert [key for key, _ in standing("金明二厂适合什么", names)] == ["2"]
    assert [key for key, _ in standing("金明二月份来过", names)] == ["1", "2"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("给新记五金推荐几个场景", "新记五金"),
        ("帮宏达箱包推荐几个场景", "宏达箱包"),
        ("给小微企业推荐几个场景", None),
        ("给狮岭的皮具厂推荐几个场景", None),
        ("给我们推荐场景", None),
        ("给车间推荐几个场景", None),
    ],
)
def test_whom_scenarios_are_asked_for(words: str, name: str | None) -> None:
    assert subject(words) == name
