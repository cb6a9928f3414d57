"""A policy that is meant by what it gives, and figures that are no figures of the firm."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import Catalogs, load
from corpus.lexical import normalise
from tools.domain import eligibility
from tools.kit.tool import Focus
from tools.policies import read_fact

CATALOGS: Catalogs = load(DATA)


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        ("那个最高150万的怎么拿", "GZ-SUBSIDY-2025"),
        ("最高一百五十万的那个要什么条件", "GZ-SUBSIDY-2025"),
        ("说最高600万的那个呢", "CN-GIANT-FUND-2024"),
    ],
)
def test_a_policy_is_meant_by_what_it_gives(words: str, policy: str) -> None:
    meant = eligibility.of_sum(words, CATALOGS.policies.values())
    assert meant is not None
    assert meant.id == policy


@pytest.mark.parametrize("words", ["我们投了150万", "去年营收600万的", "预算150万够不够", "那个150人的厂"])
def test_a_sum_of_the_firm_points_at_no_policy(words: str) -> None:
    assert eligibility.of_sum(words, CATALOGS.policies.values()) is None


def test_after_a_list_the_one_that_gives_a_sum_is_read() -> None:
    focus = Focus(tool="match_policies", arguments={})
    followed = eligibility.follows(normalise("那个最高一百五十万的怎么个拿法"), focus, CATALOGS)
    assert followed is not None
    assert (followed[0], followed[1]["policy"], followed[1]["aspect"]) == (
        "read_policy",
        "GZ-SUBSIDY-2025",
        "how_to_apply",
    )


@pytest.mark.parametrize("words", ["那个最高一百五十万的是怎么个拿法", "补60万的", "最高150万", "150万", "这个怎么报"])
def test_what_a_policy_gives_is_no_number_of_people(words: str) -> None:
    assert read_fact(normalise(words), {"asked": "employees"}) is None


@pytest.mark.parametrize(
    ("asked", "words", "facts"),
    [
        ("employees", "八十来个", {"employees": 80}),
        ("employees", "120", {"employees": 120}),
        ("revenue_wan", "去年两千万", {"revenue_wan": 2000}),
    ],
)
def test_an_answer_is_taken_for_the_fact_asked_for(asked: str, words: str, facts: dict[str, Any]) -> None:
    told = read_fact(normalise(words), {"asked": asked})
    assert told is not None
    assert {key: told[key] for key in facts} == facts


@pytest.mark.parametrize("words", ["这个确定吗", "金额靠谱吗", "是真的还是假的"])
def test_whether_it_is_certain_is_asked_of_the_policy(words: str) -> None:
    focus = Focus(tool="read_policy", arguments={"policy": "HD-FUSHANG-2025"})
    assert eligibility.follows(normalise(words), focus, CATALOGS) == (
        "read_policy",
        {"policy": "HD-FUSHANG-2025", "aspect": "unverified"},
    )
