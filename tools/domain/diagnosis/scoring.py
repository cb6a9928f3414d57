"""Scores, levels with their gates, confidence, intervals and pains, in exact fractions.

A level compares unrounded scores; floats come only into what is kept and shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tools.domain.diagnosis.conditions import Readings, holds, triggers
from tools.domain.diagnosis.lexicon import COLON, EQUIPMENT
from tools.domain.diagnosis.results import Contradiction, Gate, Given, Pain, Part, Result, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.surveys import Dimension, DimensionId, Form, Level, PainRule, Question, Questionnaire

TOP = 4
"""The best option's points."""
CONFIDENT = Fraction(7, 10)
"""The least confidence for a level."""
SHOWN_PAINS = 3
OWN_PAINS = 3
"""How many pains a firm names as its own."""
_ZERO, _HUNDRED = Fraction(0), Fraction(100)
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Scored:
    """A dimension while it is being scored."""

    dimension: Dimension
    asked: int
    applicable: int
    answered: int
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None


def assess(
    questionnaire: Questionnaire, form: Form, answers: Mapping[str, Given], facts: Mapping[str, Any] | None = None
) -> Result:
    """Work out what answers come to.

    Args:
        questionnaire: The questionnaire.
        form: The form that was answered.
        answers: By question id; a question without one counts as skipped, one outside the form does not count.
        facts: What is on file about the firm, for pains.
    """
    facts = facts or {}
    questions = questionnaire.form(form)
    applicable = [q for q in questions if _kind(answers, q) != "not_applicable"]
    options = {q.id: answers[q.id].option or 0 for q in applicable if _kind(answers, q) == "chosen"}
    scored = [_scored(d, [q for q in questions if q.dim == d.id], answers) for d in questionnaire.dimensions]
    scores: dict[str, Fraction | None] = {s.dimension.id: s.score for s in scored}
    total = _total([(s.dimension.weight, s.score) for s in scored])
    weight = sum(q.weight for q in applicable)
    confidence = Fraction(sum(q.weight for q in applicable if q.id in options), weight) if weight else _ZERO
    readings = Readings(options, scores, total, facts)
    standing = _standing(questionnaire.levels, form, readings, confidence)
    strongest, weakest = _ends(scored)
    return Result(
        form=form,
        questionnaire=questionnaire.version,
        label=questionnaire.versions[form].label,
        total=_float(total),
        low=float(_total([(s.dimension.weight, s.low) for s in scored]) or _ZERO),
        high=float(_total([(s.dimension.weight, s.high) for s in scored]) or _ZERO),
        level=standing.level.id if standing.level else None,
        level_name=standing.level.name if standing.level else None,
        by_total=standing.by_total,
        held_back=standing.held_back,
        ceiling=standing.ceiling,
        confidence=float(confidence),
        dimensions={name: _float(score) for name, score in scores.items()},
        parts=tuple(_part(s) for s in scored),
        strongest=strongest,
        weakest=weakest,
        asked=len(questions),
        applicable=len(applicable),
        answered=len(options),
        pains=_pains(questionnaire, readings),
        contradictions=contradictions(questionnaire, readings),
    )


def exempt(question: Question, facts: Mapping[str, Any]) -> bool:
    """Tell whether a question does not apply to a firm by what is on file about it.

    Args:
        question: The question.
        facts: Values by field key; ``lacks`` names the parts of the business the firm does not have.
    """
    lacks = set(facts.get("lacks") or ())
    if facts.get("machines") == 0:
        lacks.add(EQUIPMENT)
    return question.allow_na and not lacks.isdisjoint(question.pains)


def shown(score: float) -> str:
    """Write a score with one decimal, or two where one would take it across a bar: 59.97 is not 60."""
    exact = Decimal(repr(score))
    for places, how in (("0.1", ROUND_HALF_UP), ("0.01", ROUND_HALF_UP), ("0.01", ROUND_DOWN)):
        rounded = exact.quantize(Decimal(places), how)
        if rounded <= exact or rounded != rounded.to_integral_value():
            break
    return f"{rounded.normalize():f}"


def _kind(answers: Mapping[str, Given], question: Question) -> str:
    given = answers.get(question.id)
    return given.kind if given is not None else "skipped"


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _scored(dimension: Dimension, questions: Sequence[Question], answers: Mapping[str, Given]) -> _Scored:
    applicable = [q for q in questions if _kind(answers, q) != "not_applicable"]
    counted = [(q, answers[q.id].option or 0) for q in applicable if _kind(answers, q) == "chosen"]
    weight, whole = sum(q.weight for q, _ in counted), sum(q.weight for q in applicable)
    points = sum((Fraction(option, TOP) * q.weight for q, option in counted), _ZERO)
    enough = bool(counted) and _TWO * len(counted) >= len(applicable)
    return _Scored(
        dimension,
        asked=len(questions),
        applicable=len(applicable),
        answered=len(counted),
        score=points / weight * _HUNDRED if enough else None,
        low=points / whole * _HUNDRED if whole else None,
        high=(points + whole - weight) / whole * _HUNDRED if whole else None,
    )


def _total(scores: Sequence[tuple[int, Fraction | None]]) -> Fraction | None:
    """Weigh the scores there are; the weights of the others are shared out among them."""
    known = [(weight, score) for weight, score in scores if score is not None]
    weight = sum(weight for weight, _ in known)
    return sum((score * own for own, score in known), _ZERO) / weight if weight else None


def _part(scored: _Scored) -> Part:
    dimension = scored.dimension
    return Part(
        id=dimension.id,
        name=dimension.name,
        weight=dimension.weight,
        score=_float(scored.score),
        insufficient=scored.score is None,
        asked=scored.asked,
        applicable=scored.applicable,
        answered=scored.answered,
        low=_float(scored.low),
        high=_float(scored.high),
    )


def _ends(scored: Sequence[_Scored]) -> tuple[DimensionId | None, DimensionId | None]:
    """Return the strongest and the weakest dimension, the first of equals; neither where all are equal."""
    known = [(s.score, s.dimension.id) for s in scored if s.score is not None]
    scores = {score for score, _ in known}
    if len(scores) < _TWO:
        return None, None
    best, worst = max(scores), min(scores)
    return next(d for score, d in known if score == best), next(d for score, d in known if score == worst)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Which level it is, and what stands before the next."""

    level: Level | None = None
    by_total: str | None = None
    held_back: tuple[Gate, ...] = ()
    ceiling: bool = False


def _standing(levels: Sequence[Level], form: Form, readings: Readings, confidence: Fraction) -> _Standing:
    total = readings.total
    if total is None or confidence < CONFIDENT:
        return _Standing()
    reached = [level for level in levels if total >= level.min_total]
    open_to_form = [level for level in reached if form == "full" or not level.full_version_only]
    passed = [level for level in open_to_form if not _failed(level, readings)]
    level = passed[-1]
    above = open_to_form[open_to_form.index(level) + 1 :]
    return _Standing(
        level=level,
        by_total=open_to_form[-1].id,
        held_back=tuple(_failed(above[0], readings)) if above else (),
        ceiling=len(reached) > len(open_to_form),
    )


def _failed(level: Level, readings: Readings) -> list[Gate]:
    """Return the gates of a level that are not passed; without basis none is."""
    failed: list[Gate] = []
    for dimension, bar in level.gates.items():
        score = readings.scores.get(dimension)
        if score is None or score < bar:
            failed.append(Gate(level=level.id, dimension=dimension, needed=bar, actual=_float(score)))
    for question, bar in level.question_gates.items():
        option = readings.options.get(question)
        if option is None or option < bar:
            failed.append(Gate(level=level.id, question=question, needed=bar, actual=option))
    return failed


def _pains(questionnaire: Questionnaire, readings: Readings) -> tuple[Pain, ...]:
    own = tuple(readings.facts.get("pains") or ())[:OWN_PAINS]
    factor = Fraction(str(questionnaire.pain_priority["self_named_factor"]))
    plain = Fraction(str(questionnaire.pain_priority["default_factor"]))
    found = []
    for rule in questionnaire.pain_rules:
        if not holds(rule.when, readings):
            continue
        named = _named(rule, own)
        because = [Trigger(question=q, option=readings.options[q]) for q in triggers(rule.when, readings)]
        points = [(TOP - t.option) * questionnaire.by_id[t.question].weight for t in because]
        found.append(
            Pain(
                rule=rule.id,
                pain=rule.pain,
                ask=rule.ask,
                modules=rule.modules,
                recommend=rule.recommend,
                priority=float(max(points, default=0) * (factor if named else plain)),
                self_named=named,
                triggers=tuple(because),
            )
        )
    return tuple(sorted(found, key=lambda pain: (-pain.priority, pain.rule)))


def _named(rule: PainRule, own: Sequence[str]) -> bool:
    part = rule.pain.partition(COLON)[0]
    return any(name in part for name in own)


def contradictions(questionnaire: Questionnaire, readings: Readings) -> tuple[Contradiction, ...]:
    """Return the answers that can hardly all be true."""
    return tuple(
        Contradiction(
            triggers=tuple(
                Trigger(question=q, option=readings.options[q]) for q in triggers(contradiction.when, readings)
            )
        )
        for contradiction in questionnaire.contradictions
        if holds(contradiction.when, readings)
    )
