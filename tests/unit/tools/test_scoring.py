"""Scores, levels, confidence and pains, against a computation of its own from ``maturity.md``."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.surveys import load_questionnaire
from tools.domain.diagnosis.conditions import Readings, holds, met, triggers
from tools.domain.diagnosis.results import Given, Result
from tools.domain.diagnosis.scoring import assess, exempt, shown

if TYPE_CHECKING:
    from corpus.surveys import Form

QUESTIONNAIRE = load_questionnaire(Path(__file__).parents[3] / "corpus" / "data")
FORMS: tuple[Form, ...] = ("quick", "full")
WEIGHTS = {"D1": 15, "D2": 20, "D3": 35, "D4": 15, "D5": 15}


def chosen(option: int) -> Given:
    return Given(kind="chosen", option=option)


SKIPPED, UNKNOWN, ABSENT = Given(kind="skipped"), Given(kind="unknown"), Given(kind="not_applicable")


def run(form: Form = "full", facts: dict[str, Any] | None = None, default: int | None = 2, **answers: Any) -> Result:
    questions = QUESTIONNAIRE.form(form)
    given_ = {q.id: chosen(default) for q in questions} if default is not None else {}
    given_ |= {name: chosen(value) if isinstance(value, int) else value for name, value in answers.items()}
    return assess(QUESTIONNAIRE, form, given_, facts)


def given_for(question_id: str) -> st.SearchStrategy[Given]:
    kinds = [st.integers(0, 4).map(chosen), st.just(SKIPPED), st.just(UNKNOWN)]
    if QUESTIONNAIRE.by_id[question_id].allow_na:
        kinds.append(st.just(ABSENT))
    return st.one_of(st.integers(0, 4).map(chosen), *kinds)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Form, dict[str, Given]]:
    form = draw(st.sampled_from(FORMS))
    asked = [q.id for q in QUESTIONNAIRE.form(form)]
    answered = draw(st.sets(st.sampled_from(asked)).map(sorted)) if draw(st.booleans()) else asked
    return form, {name: draw(given_for(name)) for name in answered}


def computed(form: Form, answers: dict[str, Given]) -> dict[str, Any]:
    """Work the figures out the long way, dimension by dimension."""
    scores: dict[str, Fraction | None] = {}
    bounds: dict[str, tuple[Fraction, Fraction] | None] = {}
    have = need = 0
    for dimension in WEIGHTS:
        questions = [q for q in QUESTIONNAIRE.form(form) if q.dim == dimension]
        applies = [q for q in questions if answers.get(q.id, SKIPPED).kind != "not_applicable"]
        valid = [q for q in applies if answers.get(q.id, SKIPPED).kind == "chosen"]
        points = {q.id: Fraction(answers[q.id].option or 0) / 4 * q.weight for q in valid}
        have += sum(q.weight for q in valid)
        need += sum(q.weight for q in applies)
        few = len(valid) < Fraction(len(applies), 2) or not valid
        scores[dimension] = None if few else sum(points.values(), Fraction(0)) * 100 / sum(q.weight for q in valid)
        whole = sum(q.weight for q in applies)
        worst, best = sum(points.values()), sum(points.get(q.id, Fraction(q.weight)) for q in applies)
        bounds[dimension] = (Fraction(worst) * 100 / whole, Fraction(best) * 100 / whole) if whole else None
    known = {d: s for d, s in scores.items() if s is not None}
    total = sum(s * WEIGHTS[d] for d, s in known.items()) / sum(WEIGHTS[d] for d in known) if known else None
    ends = {d: b for d, b in bounds.items() if b is not None}
    share = sum(WEIGHTS[d] for d in ends)
    low, high = (sum(b[i] * WEIGHTS[d] for d, b in ends.items()) / share for i in (0, 1))
    confidence = Fraction(have, need)
    level = None
    if total is not None and confidence >= Fraction(7, 10):

        def at_least(bars: dict[str, int]) -> bool:
            return all(scores[d] is not None and (scores[d] or 0) >= bar for d, bar in bars.items())

        def option(name: str) -> int:
            return answers.get(name, SKIPPED).option or 0

        if (
            form == "full"
            and total >= 92
            and at_least(dict.fromkeys(WEIGHTS, 80))
            and min(map(option, ("Q25", "Q26"))) >= 3
        ):
            level = "L5"
        elif total >= 80 and at_least({"D3": 75, "D4": 70, "D5": 60}):
            level = "L4"
        elif total >= 60 and at_least({"D3": 55, "D4": 50}):
            level = "L3"
        elif total >= 40 and at_least({"D3": 35}):
            level = "L2"
        else:
            level = "L1" if total >= 20 else "L0"
    return {"scores": scores, "total": total, "low": low, "high": high, "confidence": confidence, "level": level}


@given(sheets())
@settings(max_examples=400, deadline=None)
def test_every_figure_is_what_a_computation_of_its_own_gives(sheet: tuple[Form, dict[str, Given]]) -> None:
    form, answers = sheet
    result, expected = assess(QUESTIONNAIRE, form, answers), computed(form, answers)
    assert result.level == expected["level"]
    assert result.total == (None if expected["total"] is None else float(expected["total"]))
    assert result.dimensions == {d: None if s is None else float(s) for d, s in expected["scores"].items()}
    assert (result.low, result.high) == (float(expected["low"]), float(expected["high"]))
    assert result.confidence == float(expected["confidence"])
    if all(part.score is not None for part in result.parts):
        assert result.total is not None
        assert result.low - 1e-9 <= result.total <= result.high + 1e-9
    assert Result.model_validate_json(result.model_dump_json()) == result


@given(sheets())
@settings(max_examples=100, deadline=None)
def test_the_order_of_answers_and_what_lies_outside_the_form_change_nothing(
    sheet: tuple[Form, dict[str, Given]],
) -> None:
    form, answers = sheet
    result = assess(QUESTIONNAIRE, form, answers)
    assert assess(QUESTIONNAIRE, form, dict(reversed(answers.items()))) == result
    if form == "quick":
        assert assess(QUESTIONNAIRE, form, {**answers, "Q26": chosen(4)}) == result


@given(sheets(), st.data())
@settings(max_examples=100, deadline=None)
def test_unknown_is_not_zero(sheet: tuple[Form, dict[str, Given]], data: st.DataObject) -> None:
    form, answers = sheet
    name = data.draw(st.sampled_from([q.id for q in QUESTIONNAIRE.form(form)]))
    unknown = assess(QUESTIONNAIRE, form, {**answers, name: UNKNOWN})
    assert unknown == assess(QUESTIONNAIRE, form, {**answers, name: SKIPPED})
    assert unknown == assess(QUESTIONNAIRE, form, {n: a for n, a in answers.items() if n != name})
    zero = assess(QUESTIONNAIRE, form, {**answers, name: chosen(0)})
    assert unknown.confidence < zero.confidence
    assert unknown.low == zero.low
    assert unknown.high > zero.high


def test_all_middle_answers_are_half_of_everything() -> None:
    for form in FORMS:
        result = run(form)
        assert (result.total, result.low, result.high, result.level, result.confidence) == (50, 50, 50, "L2", 1)
        assert set(result.dimensions.values()) == {50}
        assert (result.strongest, result.weakest) == (None, None)
        assert (result.label or "").startswith("估计值") == (form == "quick")


def test_a_gate_brings_the_level_down_to_the_highest_that_is_passed_and_is_named() -> None:
    low_governance: dict[str, Any] = dict.fromkeys(("Q17", "Q18", "Q19", "Q20", "Q21"), 1)
    result = run(default=3, **low_governance)
    assert result.total == 67.5
    assert (result.level, result.by_total) == ("L2", "L3")
    (gate,) = result.held_back
    assert (gate.level, gate.dimension, gate.needed, gate.actual) == ("L3", "D4", 50, 25)


def test_a_gate_without_basis_is_not_passed() -> None:
    left_open: dict[str, Any] = dict.fromkeys(("Q17", "Q18", "Q19"), SKIPPED)
    result = run(default=3, **left_open)
    assert result.dimensions["D4"] is None
    assert (result.level, result.by_total) == ("L2", "L3")
    assert result.held_back[0].actual is None


def test_half_of_the_questions_that_apply_is_basis_enough() -> None:
    assert run("quick", Q17=2, Q18=SKIPPED).dimensions["D4"] == 50
    assert run("quick", Q18=SKIPPED, Q20=SKIPPED).dimensions["D4"] is None
    without = run("quick", Q13=ABSENT, Q14=ABSENT, Q16=4)
    assert without.dimensions["D3"] == 100
    assert next(p for p in without.parts if p.id == "D3").applicable == 1


def test_levels_compare_scores_as_they_are_not_as_they_are_shown() -> None:
    under = Fraction(59_97, 100)
    assert (shown(float(under)), shown(60.0), shown(57.142857), shown(59.996), shown(0.0)) == (
        "59.97", "60", "57.1", "59.99", "0",
    )  # fmt: skip
    assert (shown(15.987), shown(40.987), shown(53.75)) == ("15.99", "40.99", "53.8")


def test_l5_is_for_the_full_form_and_needs_its_questions() -> None:
    assert run(default=4).level == "L5"
    held = run(default=4, Q26=2)
    assert (held.level, held.by_total, held.held_back[0].question) == ("L4", "L5", "Q26")
    quick = run("quick", default=4)
    assert (quick.level, quick.ceiling, quick.held_back) == ("L4", True, ())


def test_below_seven_tenths_there_is_no_level_but_an_interval() -> None:
    result = run("quick", default=None, Q01=2, Q08=2, Q13=2, Q16=2, Q18=2)
    assert result.confidence < 0.7
    assert (result.level, result.by_total) == (None, None)
    assert result.low < 50 < result.high
    assert result.total == 50
    assert result.dimensions["D5"] is None


def test_nothing_answered_has_no_total_and_the_whole_interval() -> None:
    result = run(default=None)
    assert (result.total, result.low, result.high, result.level) == (None, 0, 100, None)
    assert set(result.dimensions.values()) == {None}


def test_pains_are_ranked_by_points_weight_and_what_the_firm_names_itself() -> None:
    result = run(Q12=1, Q13=0, Q14=1, facts={"pains": ["质量", "采购"]})
    assert [(p.rule, p.priority) for p in result.pains] == [("P03", 28), ("P02", 27), ("P04", 27)]
    assert [p.self_named for p in result.pains] == [False, True, True]
    assert result.pains[0].triggers[0].model_dump() == {"question": "Q13", "option": 0}


def test_a_rule_with_several_answers_counts_the_heaviest() -> None:
    (pain,) = run(Q13=1, Q09=0).pains
    assert (pain.rule, pain.priority) == ("P03", 21)
    assert [t.question for t in pain.triggers] == ["Q13", "Q09"]


def test_what_is_not_known_points_to_no_pain() -> None:
    assert run(Q13=UNKNOWN, Q18=SKIPPED, Q14=ABSENT).pains == ()
    assert [p.rule for p in run(Q24=1, facts={"energy_cost_high": True}).pains] == ["P10"]
    assert run(Q24=1).pains == ()


def test_ai_rules_read_total_and_governance() -> None:
    assert [p.rule for p in run(Q22=1).pains] == ["P13"]
    weak: dict[str, Any] = dict.fromkeys(("Q17", "Q19", "Q21"), 0) | {"Q18": 2, "Q20": 2}
    assert "P14" in [p.rule for p in run(**weak).pains]


@pytest.mark.parametrize(
    ("answers", "questions"),
    [
        ({"Q13": 4, "Q09": 1}, ["Q13", "Q09"]),
        ({"Q18": 4, "Q08": 1}, ["Q18", "Q08"]),
        ({"Q22": 3, "Q08": 0}, ["Q22", "Q08"]),
        ({"Q22": 3, "Q08": 1}, None),
    ],
)
def test_contradictions(answers: dict[str, Any], questions: list[str] | None) -> None:
    found = [[t.question for t in c.triggers] for c in run(**answers).contradictions]
    assert found == ([questions] if questions else [])


def test_every_condition_of_the_questionnaire_can_be_read() -> None:
    readings = Readings({q.id: 0 for q in QUESTIONNAIRE.questions})
    rules, contradictions = QUESTIONNAIRE.pain_rules, QUESTIONNAIRE.contradictions
    for condition in [*(rule.when for rule in rules), *(found.when for found in contradictions)]:
        holds(condition, readings)
        triggers(condition, readings)
    with pytest.raises(ValueError, match="no condition"):
        met("Q01~3", readings)


def test_what_the_archive_lacks_leaves_questions_out() -> None:
    left_out = [q.id for q in QUESTIONNAIRE.questions if exempt(q, {"lacks": ["生产", "研发"]})]
    assert left_out == ["Q07", "Q11", "Q13"]
    assert [q.id for q in QUESTIONNAIRE.questions if exempt(q, {"machines": 0})] == ["Q07", "Q24"]
    assert not any(exempt(q, {"lacks": ["采购", "销售", "物流"]}) for q in QUESTIONNAIRE.questions)
