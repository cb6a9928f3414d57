"""How recommendations to described firms are graded."""

from __future__ import annotations

import math

import pytest

from evals.firms import load, ndcg


def test_the_ideal_order_is_worth_one_and_nothing_relevant_nothing() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c"], grades) == pytest.approx(1)
    assert ndcg(["x", "y"], grades) == 0


def test_gains_grow_with_grades_and_shrink_with_places() -> None:
    assert ndcg(["b", "a"], {"a": 3, "b": 1}) == pytest.approx((1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3)))


def test_only_five_places_count() -> None:
    assert ndcg(["x"] * 5 + ["a"], {"a": 3}) == 0


def test_the_firms_are_at_least_forty_and_half_of_them_stay_blind() -> None:
    firms = load()
    assert len(firms) >= 40
    assert 0.3 < sum(firm.seen for firm in firms) / len(firms) < 0.7
