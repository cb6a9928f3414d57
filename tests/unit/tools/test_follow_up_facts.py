"""Which facts words may hold, how they are filled in, and whom deadlines of policies surely do not mean."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from corpus.catalogs import Policy, PolicyCondition
from corpus.follow_ups import Moment, Press, Rule, Step
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.deadlines import deadlines
from tools.domain.follow_ups.facts import FACTS, filled, placeholders, unknown

LAST = date(2026, 12, 31)


def rule(**values: Any) -> Rule:
    given = {
        "id": "r", "title": "报告没打开", "who": "", "moment": "report_unread", "holds": "", "purpose": "diagnosis",
        "steps": (Step(name="day2", days=2),), "text": "您{made}的报告还没打开过。", "clause": "8.2.2",
    }  # fmt: skip
    return Rule(**(given | values))


def test_every_moment_offers_facts() -> None:
    assert set(FACTS) == set(get_args(Moment))
    assert all("enterprise" in facts for facts in FACTS.values())


@pytest.mark.parametrize("shipped_rule", shipped().rules.values(), ids=lambda one: one.id)
def test_shipped_rules_ask_for_nothing_their_moment_does_not_offer(shipped_rule: Rule) -> None:
    assert unknown(shipped_rule) == frozenset()


def test_what_is_not_offered_is_found_wherever_it_stands() -> None:
    assert unknown(rule(text="{number}")) == {"number"}
    assert unknown(rule(steps=(Step(name="a", days=1, text="{left}"),))) == {"left"}
    assert unknown(rule(press=Press(title="看{title}", tool="make_report"))) == {"title"}
    press = Press(title="看", tool="make_report", arguments={"a": {"b": ["{due}"]}, "n": 1})
    assert unknown(rule(press=press)) == {"due"}


@pytest.mark.parametrize("text", ["{", "{}", "{made", "{made!r}", "{made:>9}", "{made.year}", "{0}", "{made[0]}"])
def test_a_brace_that_holds_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        placeholders(text)


def test_names_are_read_and_doubled_braces_are_braces() -> None:
    assert placeholders("“{title}”（{number}）{{x}}") == {"title", "number"}
    assert placeholders("没有") == frozenset()


def test_facts_fill_every_text_and_are_not_read_again() -> None:
    facts = {"number": "T1", "title": "{number}"}
    assert filled("“{title}”（{number}）", facts) == "“{number}”（T1）"
    assert filled({"a": ["{number}", 3], "b": {"c": "{title}"}}, facts) == {"a": ["T1", 3], "b": {"c": "{number}"}}
    with pytest.raises(KeyError):
        filled("{missing}", facts)


def policy(*conditions: PolicyCondition, **values: Any) -> Policy:
    given = {
        "id": "P", "title": "专项", "level": "市", "region": "广州市", "apply_until": LAST, "applies": "firms",
        "status": "现行", "validity_note": "", "applies_to": "", "summary": "", "confidence": "verified",
        "conditions": conditions,
    }  # fmt: skip
    return Policy(**(given | values))


def test_a_deadline_begins_with_its_last_day_in_china() -> None:
    (one,) = deadlines([policy(apply_from=date(2026, 12, 1))])
    assert one.anchor == datetime(2026, 12, 30, 16, tzinfo=UTC)
    assert (one.period, one.opens) == ("P@2026-12-31", date(2026, 12, 1))


@pytest.mark.parametrize(
    "values", [{"apply_until": None}, {"applies": "platform"}, {"applies": "none"}, {"replaced_by": "Q"}], ids=str
)
def test_only_what_firms_can_still_apply_for_has_one(values: dict[str, Any]) -> None:
    assert deadlines([policy(**values)]) == ()


def test_a_place_is_left_out_only_where_it_surely_does_not_count() -> None:
    within = PolicyCondition(field="town", op="within", value=("广州市",), text="在广州")
    (one,) = deadlines([policy(within)])
    assert [town for town in ("狮岭镇", "深圳市", "广东省", "不知道在哪") if one.excludes(town)] == ["深圳市"]
    maybe = PolicyCondition(field="town", op="within", value=("广州市",), maybe=("广东省",), text="在广州")
    (wider,) = deadlines([policy(maybe)])
    assert not wider.excludes("深圳市")
    assert wider.excludes("杭州")


def test_conditions_of_single_ends_and_alternatives_leave_nobody_out() -> None:
    leather: dict[str, Any] = {"field": "industry", "op": "in", "value": ("皮革皮具",), "text": "皮革"}
    (own,) = deadlines([policy(PolicyCondition(**leather))])
    assert own.industries == frozenset({"皮革皮具"})
    marks: list[dict[str, Any]] = [{"goal": "设备"}, {"any_of": "a"}, {"after": True}]
    for mark in marks:
        (one,) = deadlines([policy(PolicyCondition(**{**leather, **mark}))])
        assert one.industries is None
