"""Which scenarios suit a firm, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from tools.domain import matching
from tools.domain.profile import Profile, Standing
from tools.wording.scenarios import against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.domain.matching import Match

SCENARIOS = tuple(catalogs.load(DATA).scenarios.values())
INDEX = matching.ScenarioIndex(SCENARIOS)
BY_ID = {scenario.id: scenario for scenario in SCENARIOS}


def ranked(
    words: str, level: str | None = None, dimensions: Mapping[str, float | None] | None = None, **facts: Any
) -> list[Match]:
    standing = Standing(level, None, dict(dimensions or {})) if level or dimensions else None
    return matching.match(Profile(facts=facts, standing=standing), words, SCENARIOS, INDEX)


def of(matches: list[Match], scenario: str) -> Match:
    return next(m for m in matches if m.scenario.id == scenario)


def first(matches: list[Match], count: int = 5) -> list[str]:
    return [m.scenario.id for m in matches if m.advisable][:count]


@pytest.mark.parametrize(
    ("words", "scenario"),
    [
        ("皮具厂，皮料浪费大", "SC-MF-009"),
        ("化妆品店的文案老是违规下架", "SC-MK-021"),
        ("食品厂，日期喷码老出错，包装漏气", "SC-QC-043"),
        ("车队司机疲劳驾驶", "SC-SF-051"),
        ("景区旺季客流拥堵", "SC-MG-057"),
        ("五金厂，电费高找不到原因", "SC-EN-070"),
    ],
)
def test_a_named_pain_brings_its_scenario_first(words: str, scenario: str) -> None:
    assert first(ranked(words), 1) == [scenario]


def test_the_pain_is_given_back_in_the_firms_own_words() -> None:
    best = ranked("皮具厂，皮料浪费大")[0]
    assert best.reasons[0] == matching.Reason("pain", "皮料浪费大", "皮料浪费")


def test_a_level_below_the_gate_is_not_advisable() -> None:
    match = of(ranked("想上智能排产", level="L2", industry="通用制造"), "SC-MF-063")
    assert not match.advisable
    assert [(a.kind, a.wanted, a.given) for a in match.against] == [("level", "L3", "L2")]


def test_a_score_below_the_gate_of_its_dimension_is_not_advisable() -> None:
    firm: dict[str, Any] = {"level": "L3", "industry": "通用制造"}
    low = of(ranked("智能排产", dimensions={"D4": 49.0}, **firm), "SC-MF-063")
    assert [(a.kind, a.given) for a in low.against] == [("dimension", "D4 49")]
    low = of(ranked("智能排产", dimensions={"D4": 39.2857}, **firm), "SC-MF-063")
    told = [against(a.kind, a.wanted, a.given) for a in low.against]
    assert told == ["数据治理能力（D4）要到 50 分，现在是 39.3 分"]
    assert of(ranked("智能排产", dimensions={"D4": 50.0}, **firm), "SC-MF-063").advisable
    assert of(ranked("智能排产", dimensions={"D4": None}, **firm), "SC-MF-063").advisable


def test_first_scenarios_may_be_begun_below_their_level() -> None:
    assert of(ranked("工资老算错", level="L0", industry="通用制造"), "SC-HR-073").advisable


def test_a_heavy_scenario_needs_a_budget() -> None:
    assert not of(ranked("皮具厂，皮料浪费大，最多拿5万"), "SC-MF-009").advisable
    assert of(ranked("皮具厂，皮料浪费大，预算80万"), "SC-MF-009").advisable


def test_whoever_buys_no_devices_is_recommended_none() -> None:
    chosen = first(ranked("制造厂，不想买设备，先做什么", level="L2"))
    assert chosen
    assert not any(matching.needs_devices(BY_ID[name]) for name in chosen)


def test_data_that_is_there_lacking_or_not_spoken_of() -> None:
    def state(words: str, **facts: Any) -> str:
        match = of(ranked(words, industry="皮革皮具", **facts), "SC-QC-014")
        return next(r.state for r in match.requirements if r.kind == "data")

    assert state("漏检多，没留过不良照片") == "lack"
    assert state("漏检多，不良照片攒了一堆") == "have"
    assert state("漏检多") == "unknown"
    assert state("漏检多", data_at_hand="缺陷图片两千张") == "have"


def test_a_town_alone_is_no_more_than_a_hint() -> None:
    firm = matching.read(Profile(), "狮岭的厂，漏检多")
    assert firm.town == "狮岭"
    assert firm.industries["皮革皮具"] < 1
    other = matching.read(Profile(), "狮岭的化妆品厂，漏检多")
    assert other.town is None
    assert "皮革皮具" not in other.industries


def test_what_is_said_goes_before_what_is_on_file() -> None:
    firm = matching.read(Profile(facts={"budget_wan": 100, "industry": "化妆品"}), "预算20万，没有MES")
    assert firm.budget == 20
    assert "化妆品" in firm.industries
    assert firm.lacks == {"MES"}


def test_one_scenario_for_one_firm_agrees_with_the_ranking_without_words() -> None:
    profile = Profile(facts={"industry": "皮革皮具", "pains": ["质量"]}, standing=Standing("L2"))
    for match in matching.match(profile, "", SCENARIOS):
        assert matching.suits(match.scenario, profile) == match


def test_without_an_index_the_need_and_the_industry_decide() -> None:
    matches = matching.match(Profile(), "皮具厂，漏检多", SCENARIOS)
    assert matches[0].scenario.id == "SC-QC-014"


@given(
    words=st.text(max_size=80),
    level=st.sampled_from([None, "L0", "L1", "L2", "L3", "L4", "L5"]),
    budget=st.none() | st.floats(0, 10_000),
    pains=st.lists(st.sampled_from(["质量", "生产", "物流", "人才"]), max_size=3),
    industry=st.sampled_from([None, "皮革皮具", "文旅", "其他"]),
)
def test_every_scenario_is_ranked_once_and_gates_hold(
    words: str, level: str | None, budget: float | None, pains: list[str], industry: str | None
) -> None:
    facts: dict[str, Any] = {
        k: v for k, v in {"budget_wan": budget, "pains": pains, "industry": industry}.items() if v is not None
    }
    matches = ranked(words, level=level, **facts)
    assert sorted(m.scenario.id for m in matches) == sorted(BY_ID)
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert matches == ranked(words, level=level, **facts)
    said = matching.read(Profile(standing=Standing(level)), words).level
    for match in matches:
        if said and match.advisable and match.scenario.min_level:
            assert said >= match.scenario.min_level or match.scenario.min_level == "L1"
        assert match.advisable == (not any(a.grave for a in match.against))
