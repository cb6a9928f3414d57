"""What to do within 30, 90 and 180 days, by rules; words come later."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from tools.domain import lexicon as catalog_words
from tools.domain.diagnosis.scoring import TOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.surveys import Questionnaire
    from tools.domain.diagnosis.results import Result
    from tools.domain.reporting.choosing import Choice

HORIZONS = (30, 90, 180)
MOST = 5
"""Steps of one horizon."""
MOST_DUE = 2
"""Policies of one horizon."""
Kind = Literal[
    "answer",
    "check",
    "measure",
    "prepare",
    "apply",
    "ask_policy",
    "file",
    "raise",
    "run",
    "pilot",
    "gate",
    "project",
    "again",
]
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        kind: What: ``answer`` what was left open, ``check`` what does not fit, ``measure`` the figures of a pain,
            ``prepare`` a scenario's data, ``apply`` under a policy, ``ask_policy`` for its dates, ``file`` the facts
            policies ask for, ``raise`` a question of the weakest dimension by an option, ``run`` a scenario begun
            before, ``pilot`` another, take the bar of the next level (``gate``), weigh a heavy scenario
            (``project``), measure ``again``.
        values: What it is about.
    """

    kind: Kind
    values: Mapping[str, Any] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Due:
    """A policy with the last day to apply under it; None where the sources hold none."""

    title: str
    day: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the steps are derived from.

    Attributes:
        result: The diagnosis.
        questionnaire: The questionnaire it rests on.
        options: Options chosen, by question id.
        pains: What to find out about each of the first pains: (the pain, what to ask).
        choices: The scenarios named in the report.
        policies: Policies that fit.
        missing: Names of facts that would settle what policies are open.
        contradictions: How many pairs of answers hardly fit one another.
    """

    result: Result
    questionnaire: Questionnaire
    options: Mapping[str, int]
    pains: Sequence[tuple[str, str]]
    choices: Sequence[Choice]
    policies: Sequence[Due]
    missing: Sequence[str]
    contradictions: int


def plan(inputs: Inputs) -> dict[int, tuple[Step, ...]]:
    """Derive the steps of each horizon.

    Args:
        inputs: What they are derived from.
    """
    ready = [c.match.scenario for c in inputs.choices if c.advised]
    light, middle, heavy = ([s for s in ready if s.effort == effort] for effort in catalog_words.EFFORTS)
    begin = (light or middle or heavy)[:1]
    second = [s for s in (*middle, *light, *heavy) if s not in begin][:1]
    rest = [s for s in (*heavy, *middle) if s not in {*begin, *second}][:1]
    due = [p for p in inputs.policies if p.day is not None and p.days is not None]
    first, last = HORIZONS[0], HORIZONS[-1]
    months: dict[int, list[Step]] = {horizon: [] for horizon in HORIZONS}
    months[first] += _now(inputs)
    months[first] += [Step("prepare", {"name": s.name, "id": s.id, "data": s.data_prerequisites}) for s in begin]
    begun = 0
    for horizon in HORIZONS:
        these = [p for p in due if p.days is not None and begun <= p.days <= horizon][:MOST_DUE]
        months[horizon] += [Step("apply", {"title": p.title, "day": p.day, "days": p.days}) for p in these]
        begun = horizon + 1
    undated = [p for p in inputs.policies if p.day is None or (p.days or 0) > last]
    months[first] += [Step("ask_policy", {"title": p.title}) for p in undated[:1]]
    if inputs.missing and not inputs.policies:
        months[first].append(Step("file", {"names": tuple(inputs.missing)}))
    months[90] += _raised(inputs)
    months[90] += [Step("run", {"name": s.name, "id": s.id, "duration": s.duration}) for s in begin]
    months[90] += [Step("pilot", {"name": s.name, "id": s.id, "data": s.data_prerequisites}) for s in second]
    months[last] += [Step("project", {"name": s.name, "id": s.id, "effort": s.effort}) for s in rest]
    months[last] += _next_level(inputs)
    again = Step("again", {"version": inputs.result.questionnaire, "form": inputs.result.form})
    return {
        horizon: (*steps[: MOST - 1], again) if horizon == last else tuple(steps[:MOST])
        for horizon, steps in months.items()
    }


def _now(inputs: Inputs) -> list[Step]:
    """Return what comes before everything else: the basis, and the figures to compare with later."""
    result, steps = inputs.result, []
    thin = [part.name for part in result.parts if part.insufficient and part.applicable]
    if thin or result.level is None:
        steps.append(Step("answer", {"names": tuple(thin), "count": result.applicable - result.answered}))
    if inputs.contradictions:
        steps.append(Step("check", {"count": inputs.contradictions}))
    return steps + [Step("measure", {"pain": pain, "ask": ask}) for pain, ask in inputs.pains[:2]]


def _raised(inputs: Inputs) -> list[Step]:
    """Return the next option of the lowest question in the weakest dimension, the weightiest of equals."""
    result, known = inputs.result, inputs.questionnaire
    asked = [q for q in known.form(result.form) if q.dim == result.weakest and q.id in inputs.options]
    asked = [q for q in asked if inputs.options[q.id] < TOP]
    if not asked:
        return []
    lowest = min(asked, key=lambda q: (inputs.options[q.id], -q.weight, q.id))
    option = inputs.options[lowest.id]
    names = {d.id: d.name for d in known.dimensions}
    values = {
        "dimension": names[lowest.dim],
        "question": lowest.text,
        "now": lowest.options[option],
        "next": lowest.options[option + 1],
    }
    return [Step("raise", values)]


def _next_level(inputs: Inputs) -> list[Step]:
    """Return the bar that stands before the next level."""
    result, known = inputs.result, inputs.questionnaire
    if result.level is None or result.total is None:
        return []
    names = {d.id: d.name for d in known.dimensions}
    for gate in result.held_back:
        if gate.dimension is not None and gate.actual is not None:
            values = {
                "level": gate.level,
                "name": names[gate.dimension],
                "needed": float(gate.needed),
                "actual": gate.actual,
            }
            return [Step("gate", values)]
    above = next((lv for lv in known.levels if lv.min_total > result.total), None)
    if above is None or (above.full_version_only and result.form != "full"):
        return []
    return [Step("gate", {"level": above.id, "name": "", "needed": float(above.min_total), "actual": result.total})]
