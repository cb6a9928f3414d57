"""Pains that a diagnosis found, days on which enterprises came or were diagnosed, and one of a list or of a pair."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain import region
from tools.domain.archive.lexicon import PAINS
from tools.domain.profile import Profile, Standing
from tools.domain.region import EnterpriseFilter
from tools.domain.region.pains import FOREMOST, pains_found

NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)


def test_pains_of_a_diagnosis_are_those_it_tells() -> None:
    told = ("销售/服务：客户在个人手里", "AI 机会：有基础未用", "质量：漏检", "财务：成本算不清")
    assert pains_found({"pains": [{"pain": pain} for pain in told]}) == ("销售", "服务", "质量")
    assert pains_found(None) == pains_found({}) == ()


@given(st.lists(st.sampled_from([*PAINS, "风险"]), max_size=6))
def test_pains_found_are_names_of_the_archive_in_order(parts: list[str]) -> None:
    found = pains_found({"pains": [{"pain": f"{part}：某事"} for part in parts]})
    assert found == tuple(dict.fromkeys(part for part in parts[:FOREMOST] if part in PAINS))


def test_a_pain_counts_on_file_or_by_the_last_diagnosis() -> None:
    asked = EnterpriseFilter(pains=("质量", "生产"))
    both = Profile("a", facts={"pains": ["生产"]}, standing=Standing("L1", pains=("质量",)))
    assert region.fits(both, asked)
    assert not region.fits(Profile("a", facts={"pains": ["生产"]}), asked)


@pytest.mark.parametrize(
    ("words", "given_"),
    [
        ("本月做了诊断的列一下是哪几家", {"diagnosed_since": "2026-11-01", "diagnosed_before": "2026-12-01"}),
        ("10月份诊断过的有哪些", {"diagnosed_since": "2026-10-01", "diagnosed_before": "2026-11-01"}),
        ("上周做完测评的企业", {"diagnosed_since": "2026-11-16", "diagnosed_before": "2026-11-23"}),
        ("这个月新增的企业有哪些", {"added_since": "2026-11-01", "added_before": "2026-12-01"}),
        ("做过诊断的企业", {"has_diagnosis": True}),
        ("没做过诊断的企业", {"has_diagnosis": False}),
    ],
)
def test_days_are_read_where_the_time_is_known(words: str, given_: dict[str, object]) -> None:
    found = region.dated(region.read(words, {}), words, NOW)
    assert (found.filter.given(), found.left) == (given_, "")


@pytest.mark.parametrize(
    ("words", "name", "gone"),
    [
        ("把金坊撤了换翠源", "翠源", "金坊"),
        ("不要金坊,换成翠源试试", "翠源", "金坊"),
        ("金坊不要了,拿翠源来比", "翠源", "金坊"),
        ("金坊换成翠源再比", "翠源", "金坊"),
    ],
)
def test_one_of_a_pair_makes_room_for_another(words: str, name: str, gone: str) -> None:
    found = region.swapped(words)
    assert found is not None
    assert (found.name, found.gone) == (name, gone)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("头一家咋样", 0),
        ("排第一的是哪家", 0),
        ("最后一家啥情况", -1),
        ("第一家做什么诊断", None),
        ("头疼怎么办", None),
    ],
)
def test_the_first_or_the_last_of_a_list_is_asked_of(words: str, place: int | None) -> None:
    assert region.place_asked(words) == place


def test_the_better_of_two_is_asked_for_by_many_words() -> None:
    for words in ("哪家底子好点", "谁更强", "边家叻啲", "哪家差一些"):
        assert region.aspects_asked(words) == ("level",), words
