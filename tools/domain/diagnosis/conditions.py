"""Conditions of the questionnaire's rules: ``Q11<=1``, ``D4<40``, ``total>=40``, ``profile.energy_cost_high``."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus.surveys import Condition

_COMPARISON = re.compile(r"(Q\d\d|D\d|total)(<=|>=|==|<|>)(\d+(?:\.\d+)?)")
_FLAG = re.compile(r"profile\.(\w+)")
_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Readings:
    """What conditions are held against.

    Attributes:
        options: The options chosen, 0 to 4, by question id.
        scores: Dimension scores, unrounded; None without basis.
        total: The total, unrounded; None without basis.
        facts: What is on file about the firm.
    """

    options: Mapping[str, int]
    scores: Mapping[str, Fraction | None] = field(default_factory=dict)
    total: Fraction | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def value(self, name: str) -> Fraction | None:
        """Return what a name stands for; None where it is not known."""
        if name == "total":
            return self.total
        if name in self.options:
            return Fraction(self.options[name])
        return self.scores.get(name)


def met(term: str, readings: Readings) -> bool:
    """Tell whether one comparison holds; what is not known never does.

    Args:
        term: The comparison.
        readings: What it is held against.

    Raises:
        ValueError: It is written in no form that is known.
    """
    if match := _COMPARISON.fullmatch(term):
        name, sign, bar = match.groups()
        value = readings.value(name)
        return value is not None and _COMPARE[sign](value, Fraction(bar))
    if match := _FLAG.fullmatch(term):
        return readings.facts.get(match.group(1)) is True
    msg = f"no condition: {term!r}"
    raise ValueError(msg)


def holds(condition: Condition, readings: Readings) -> bool:
    """Tell whether a condition holds: one of ``any``, where there are such, and all of ``all``."""
    one = not condition.any or any(met(term, readings) for term in condition.any)
    return one and bool(condition.any or condition.all) and all(met(term, readings) for term in condition.all)


def triggers(condition: Condition, readings: Readings) -> tuple[str, ...]:
    """Return the questions whose answers make a condition hold, in its order."""
    found = []
    for term in (*condition.any, *condition.all):
        match = _COMPARISON.fullmatch(term)
        if match and match.group(1) in readings.options and met(term, readings):
            found.append(match.group(1))
    return tuple(dict.fromkeys(found))
