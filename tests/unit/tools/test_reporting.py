"""The rules of a report: who is compared with whom, which scenarios for which pain, what to do when, which number."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogs import Catalogs, load
from tools.domain import eligibility, reporting
from tools.domain.diagnosis.results import Given, Result
from tools.domain.diagnosis.scoring import SHOWN_PAINS, assess
from tools.domain.profile import Profile, Standing
from tools.domain.reporting import Due, Inputs, Peers, ReportContent, number_of, peers_of, plan
from tools.reports.changing import change_of
from tools.reports.gathering import Earlier

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parents[3] / "corpus" / "data"
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def catalogs() -> Catalogs:
    return load(DATA)


def diagnosed(catalogs: Catalogs, options: Mapping[str, int], **facts: Any) -> Result:
    answers = {name: Given(kind="chosen", option=option) for name, option in options.items()}
    return assess(catalogs.questionnaire, "full", answers, facts)


def same(catalogs: Catalogs, option: int, **others: int) -> dict[str, int]:
    return {**dict.fromkeys((q.id for q in catalogs.questionnaire.questions), option), **others}


def standing(result: Result) -> Standing:
    return Standing(result.level, result.total, result.dimensions)


def inputs(catalogs: Catalogs, result: Result, options: Mapping[str, int], **values: Any) -> Inputs:
    return Inputs(
        **{
            "result": result,
            "questionnaire": catalogs.questionnaire,
            "options": options,
            "pains": [(pain.pain, pain.ask) for pain in result.pains[:SHOWN_PAINS]],
            "choices": (),
            "policies": (),
            "missing": (),
            "contradictions": 0,
            **values,
        }
    )


# --- peers ------------------------------------------------------------------------------------------------------------


def test_with_fewer_than_five_others_nobody_is_told_anything() -> None:
    assert peers_of([10.0, 20.0, 30.0, 40.0]) is None
    assert peers_of([10.0, 20.0, 30.0, 40.0, None]) is None
    assert peers_of([50.0, 10.0, 20.0, 40.0, 30.0]) == Peers(count=5, low=20.0, median=30.0, high=40.0)


@given(st.lists(st.floats(0, 100), min_size=5, max_size=40))
def test_the_middle_half_lies_in_order_within_what_there_is(scores: list[float]) -> None:
    peers = peers_of(scores)
    assert peers is not None
    assert min(scores) - 0.1 <= peers.low <= peers.median <= peers.high <= max(scores) + 0.1
    assert peers == peers_of(sorted(scores))


# --- scenarios --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("industry", ["皮革皮具", "化妆品", "物流", "通用制造", None])
@pytest.mark.parametrize("option", [0, 1, 2])
def test_each_pain_has_one_to_three_scenarios_and_each_scenario_stands_once(
    catalogs: Catalogs, industry: str | None, option: int
) -> None:
    facts = {"industry": industry} if industry else {}
    result = diagnosed(catalogs, same(catalogs, option, Q13=0, Q14=1, Q22=1), **facts)
    pains = result.pains[:SHOWN_PAINS]
    profile = Profile("e", "n", facts, standing(result))
    choices = reporting.choose(pains, profile, catalogs.scenarios.values())
    ids = [choice.match.scenario.id for choice in choices]
    assert len(ids) == len(set(ids))
    for place, pain in enumerate(pains, 1):
        mine = [choice for choice in choices if place in choice.pains]
        assert 1 <= len(mine) <= 3, pain.pain
        if pain.modules:
            assert {choice.match.scenario.module for choice in mine} <= set(pain.modules)
    assert choices == reporting.choose(pains, profile, reversed(list(catalogs.scenarios.values())))


def test_what_is_made_for_another_industry_is_not_advised(catalogs: Catalogs) -> None:
    result = diagnosed(catalogs, same(catalogs, 2, Q14=0, Q13=0, Q15=0), industry="皮革皮具")
    profile = Profile("e", "n", {"industry": "皮革皮具"}, standing(result))
    choices = reporting.choose(result.pains[:SHOWN_PAINS], profile, catalogs.scenarios.values())
    advised = {choice.match.scenario.industry for choice in choices if choice.advised}
    assert advised <= {"皮革皮具", "通用制造", "通用服务"}


# --- policies ---------------------------------------------------------------------------------------------------------


def test_only_policies_that_hold_and_are_not_ruled_out_are_told(catalogs: Catalogs) -> None:
    facts = {"town": "狮岭", "industry": "皮革皮具", "employees": 80, "revenue_wan": 3200.0}
    found = reporting.applying(catalogs.policies.values(), eligibility.Firm(facts=facts, today=TODAY))
    assert found
    assert [one.fits for one in found] == sorted((one.fits for one in found), reverse=True)
    for one in found:
        policy = one.judgement.policy
        assert policy.applies == "firms"
        assert policy.open_on(TODAY) is not False
        if one.deadline:
            assert one.days == (one.deadline - TODAY).days >= 0


# --- actions ----------------------------------------------------------------------------------------------------------


def test_a_policy_is_applied_for_in_the_months_before_it_closes(catalogs: Catalogs) -> None:
    options = same(catalogs, 1)
    result = diagnosed(catalogs, options)
    due = [Due(f"P{days}", TODAY + timedelta(days=days), days) for days in (0, 30, 31, 90, 180, 181)]
    steps = plan(inputs(catalogs, result, options, policies=[*due, Due("open", None, None)]))
    told = {days: [s.values["title"] for s in found if s.kind == "apply"] for days, found in steps.items()}
    assert told == {30: ["P0", "P30"], 90: ["P31", "P90"], 180: ["P180"]}
    assert [s.values["title"] for s in steps[30] if s.kind == "ask_policy"] == ["P181"]


@given(st.data())
def test_plans_are_short_end_in_measuring_again_and_raise_the_weakest(catalogs: Catalogs, data: st.DataObject) -> None:
    options = {q.id: data.draw(st.integers(0, 4)) for q in catalogs.questionnaire.questions}
    result = diagnosed(catalogs, options)
    steps = plan(inputs(catalogs, result, options))
    assert list(steps) == [30, 90, 180]
    assert all(len(found) <= 5 for found in steps.values())
    assert steps[180][-1].kind == "again"
    raised = [s for s in steps[90] if s.kind == "raise"]
    weakest = [q for q in catalogs.questionnaire.questions if q.dim == result.weakest]
    assert bool(raised) == any(options[q.id] < 4 for q in weakest)
    for step in raised:
        asked = next(q for q in weakest if q.text == step.values["question"])
        assert options[asked.id] == min(options[q.id] for q in weakest)
        assert asked.options.index(step.values["next"]) == options[asked.id] + 1


# --- change -----------------------------------------------------------------------------------------------------------


def test_scores_change_in_points_and_shares_in_percentage_points(catalogs: Catalogs) -> None:
    from datetime import UTC, datetime

    before = diagnosed(catalogs, same(catalogs, 1))
    fewer = {name: 2 for name in same(catalogs, 2) if name not in {"Q03", "Q19"}}
    after = diagnosed(catalogs, fewer)
    names: dict[str, str] = {d.id: d.name for d in catalogs.questionnaire.dimensions}
    when = datetime(2026, 5, 1, 20, 0, tzinfo=UTC)
    change = change_of(after, Earlier(when, before.questionnaire, before), names)
    assert change.day == date(2026, 5, 2)  # in Shanghai
    rows = {row.name: row for row in change.rows}
    assert (rows["总分"].before, rows["总分"].after, rows["总分"].change) == ("25 分", "50 分", "上升 25 分")
    assert rows["等级"].change == "升级"
    assert rows["置信度"].before == "100%"
    assert rows["置信度"].change.startswith("下降")
    assert rows["置信度"].change.endswith(" 个百分点")
    other = change_of(after, Earlier(when, "2025.1", None), names)
    assert other.rows == ()
    assert "不能直接比" in other.text
    assert change_of(after, None, names).day is None


# --- the number -------------------------------------------------------------------------------------------------------


def content(**values: Any) -> ReportContent:
    known: dict[str, Any] = {
        "title": "t",
        "enterprise": "某厂",
        "day": TODAY,
        "diagnosed": TODAY,
        "form": "完整版",
        "questionnaire": "v",
        "conclusion": "c",
        "level": "L1",
        "level_name": "起步",
        "total": 27.6,
        "low": 25.0,
        "high": 30.0,
        "confidence": 93,
        "dimensions": (),
        "peers": "",
        "answers": (),
        "pains": (),
        "scenarios": (),
        "policies": (),
        "policies_note": "",
        "actions": (),
        "change": {"day": None, "text": "", "rows": ()},
        "checks": (),
        "limits": (),
        "revisit": TODAY,
        "revisit_note": "",
        "label": "",
    }
    return ReportContent.model_validate({**known, **values})


def test_the_number_is_of_the_content_alone_and_survives_keeping() -> None:
    number = number_of(content())
    assert number == number_of(content())
    assert number == number_of(ReportContent.model_validate(content().model_dump(mode="json")))
    assert len({number, number_of(content(total=27.7)), number_of(content(day=TODAY + timedelta(days=1)))}) == 3
    assert reporting.shown_number(number) == number[:16]
