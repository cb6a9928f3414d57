"""Policies held against firms: nothing unknown counts as met, and each condition stands in its record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus.catalogs import Catalogs, Policy, PolicyCondition, load
from tools.domain import eligibility
from tools.domain.archive import archive
from tools.domain.eligibility import Firm, judge
from tools.domain.eligibility.places import lies_in

CATALOGS: Catalogs = load(DATA)
SIZING = eligibility.sizing_of(CATALOGS.policies.values())
TODAY = date(2026, 11, 26)
SUBSIDY = CATALOGS.policies["GZ-SUBSIDY-2025"]
GRADIENT = CATALOGS.policies["CN-GRADIENT-2026"]
INDUSTRIES = archive().by_key["industry"].options

facts_of_firms = st.fixed_dictionaries(
    {},
    optional={
        "town": st.sampled_from(["狮岭", "花东镇", "白云区", "佛山", "黄埔区", "广州", "杭州", "某园区", ""]),
        "industry": st.sampled_from(INDUSTRIES),
        "employees": st.integers(1, 3000),
        "revenue_wan": st.floats(1, 90000),
        "honors": st.lists(st.sampled_from(archive().by_key["honors"].options), max_size=3),
        "founded": st.integers(1980, 2026),
        "plan_time": st.sampled_from(["今年内", "半年内", "后年", "没有计划", "看情况", ""]),
    },
)
bounds_of_facts = st.dictionaries(
    st.sampled_from(["employees", "revenue_wan"]), st.sampled_from(["exact", "about", "below", "above", "range"])
)


def firm(bounds: Any = None, level: str | None = None, **facts: Any) -> Firm:
    return Firm(facts=facts, today=TODAY, bounds=bounds or {}, level=level)


def states(policy: Policy, of: Firm) -> dict[str, str]:
    return {c.condition.field or c.condition.op: c.state for c in judge(policy, of, SIZING).checks}


@pytest.mark.parametrize("policy", CATALOGS.policies.values(), ids=lambda p: p.id)
def test_every_condition_stands_verbatim_in_its_record(policy: Policy) -> None:
    lines = {policy.applies_to, policy.summary, *policy.eligibility, *policy.provisions}
    for condition in policy.conditions:
        assert condition.text in lines
        assert condition.field is None or condition.field in {*archive().by_key, "level"}
        if condition.op == "in" and isinstance(condition.value, tuple):
            assert {*condition.value, *condition.maybe} <= set(INDUSTRIES)
        if condition.op == "has" and isinstance(condition.value, tuple):
            assert set(condition.value) <= set(archive().by_key["honors"].options)


def test_what_firms_apply_under_has_conditions() -> None:
    assert all(p.conditions for p in CATALOGS.policies.values() if p.applies == "firms")


@settings(max_examples=300, deadline=None)
@given(facts_of_firms, bounds_of_facts, st.sampled_from(sorted(CATALOGS.policies)))
def test_nothing_unknown_is_ever_met(facts: dict[str, Any], bounds: dict[str, Any], policy: str) -> None:
    judgement = judge(CATALOGS.policies[policy], Firm(facts, TODAY, bounds, "L4"), SIZING)
    for check in judgement.checks:
        field = check.condition.field
        if check.condition.op in {"self", "project", "rated"}:
            assert check.state == "unknown"
        elif field is not None and facts.get(field) in (None, "", []):
            assert check.state == "unknown"
            assert check.wanted == field
        elif check.condition.op == "sized" and check.state == "met":
            assert facts.get("industry") is not None
            assert facts.get("employees") is not None or facts.get("revenue_wan") is not None
        if check.condition.rules_out:
            assert check.state != "met"
    if judgement.verdict == "fits":
        assert any(c.state == "met" for c in judgement.checks)
        assert not any(
            c.state == "not_met" and c.condition.any_of is None and not c.condition.goal for c in judgement.checks
        )


@settings(max_examples=200, deadline=None)
@given(facts_of_firms, st.sampled_from(sorted(CATALOGS.policies)))
def test_a_fact_more_never_turns_met_into_unknown(facts: dict[str, Any], policy: str) -> None:
    for name in facts:
        less = {k: v for k, v in facts.items() if k != name}
        before = judge(CATALOGS.policies[policy], Firm(less, TODAY), SIZING)
        after = judge(CATALOGS.policies[policy], Firm(facts, TODAY), SIZING)
        for one, other in zip(before.checks, after.checks, strict=True):
            if one.state == "met" and one.condition.op != "sized":
                assert other.state == "met"


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5000), st.sampled_from(["max", "min", "over"]), st.integers(1, 5000), st.integers(-19, 19))
def test_an_inexact_figure_settles_only_what_all_it_may_be_settles(value: int, op: Any, bar: int, off: int) -> None:
    condition = PolicyCondition(field="employees", op=op, value=bar, text="x")
    policy = SUBSIDY.model_copy(update={"conditions": (condition,)})
    true = value * (100 + off) / 100
    holds = {"max": true <= bar, "min": true >= bar, "over": true > bar}[op]
    state = judge(policy, firm({"employees": "about"}, employees=value), SIZING).checks[0].state
    assert state == "unknown" or (state == "met") is holds


def test_less_than_a_bar_is_below_it() -> None:
    of = firm({"revenue_wan": "below"}, revenue_wan=5000.0)
    check = next(c for c in judge(GRADIENT, of, SIZING).checks if c.condition.field == "revenue_wan")
    assert check.state == "not_met"
    over = firm({"revenue_wan": "above"}, revenue_wan=5000.0)
    check = next(c for c in judge(GRADIENT, over, SIZING).checks if c.condition.field == "revenue_wan")
    assert check.state == "met"


def test_one_of_two_sizes_is_enough() -> None:
    assert judge(SUBSIDY, firm(town="狮岭", industry="皮革皮具", employees=80), SIZING).verdict == "fits"
    both = firm(town="狮岭", industry="皮革皮具", employees=1200, revenue_wan=50000)
    assert judge(SUBSIDY, both, SIZING).verdict == "fails"
    one = firm(town="狮岭", industry="皮革皮具", employees=1200, revenue_wan=30000)
    assert judge(SUBSIDY, one, SIZING).verdict == "fits"
    neither_known = judge(SUBSIDY, firm(town="狮岭", industry="皮革皮具", employees=1200), SIZING)
    assert neither_known.verdict == "open"
    assert "revenue_wan" in neither_known.wanted


def test_trades_that_may_belong_are_left_open_and_others_not() -> None:
    assert judge(SUBSIDY, firm(town="狮岭", industry="通用制造", employees=80), SIZING).verdict == "open"
    assert judge(SUBSIDY, firm(town="狮岭", industry="物流", employees=80), SIZING).verdict == "fails"


def test_the_size_of_a_service_firm_is_not_in_the_sources() -> None:
    found = states(GRADIENT, firm(industry="物流", employees=20))
    assert found["sized"] == "unknown"
    assert judge(GRADIENT, firm(industry="物流", employees=20), SIZING).wanted == ()


@pytest.mark.parametrize(
    ("town", "region", "lies"),
    [
        ("狮岭", "花都区", True),
        ("狮岭镇", "广州市", True),
        ("花都汽车城", "花都区", True),
        ("黄埔区", "花都区", False),
        ("广州", "花都区", None),
        ("白云区", "广州市", True),
        ("顺德区", "广州市", False),
        ("佛山", "广东省", True),
        ("杭州", "广东省", False),
        ("某某园区", "广州市", None),
        ("广州开发区", "黄埔区", True),
        ("深圳", "深圳市", True),
    ],
)
def test_places_lie_where_they_lie(town: str, region: str, lies: object) -> None:
    assert lies_in(town, (region,)) is lies


def test_the_fact_that_settles_most_is_asked_for() -> None:
    policies = [p for p in CATALOGS.policies.values() if p.applies == "firms"]
    nothing = [judge(p, firm(employees=80), SIZING) for p in policies]
    assert eligibility.most_useful(nothing) == "town"
    placed = [judge(p, firm(town="狮岭"), SIZING) for p in policies]
    assert eligibility.most_useful(placed) == "industry"
    assert eligibility.most_useful(placed, ["industry"]) != "industry"


def test_an_estimate_stops_at_the_cap() -> None:
    rate = SUBSIDY.rates[0]
    assert eligibility.estimate(rate, Decimal(600_000)) == Decimal(300_000)
    assert eligibility.estimate(rate, Decimal(10_000_000)) == Decimal(1_500_000)
