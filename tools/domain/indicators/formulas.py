"""Works out formulas as the catalog writes them, in decimals, and writes them with the figures put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from tools.domain.indicators import signs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DIGITS = 60
"""Digits of a result; what leads to it is exact."""

_OPEN, _BAR = frozenset("("), frozenset("|")

Vector = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, read.

    Attributes:
        tokens: Its signs, numbers and names in order; what stands left of the equals sign is left out.
        names: The names in it.
    """

    tokens: tuple[str, ...]
    names: tuple[str, ...]


@lru_cache(maxsize=256)
def parse(text: str, names: tuple[str, ...]) -> Formula:
    """Read a formula.

    Args:
        text: As the catalog has it, such as a name, an equals sign and an expression.
        names: The names of variables that may stand in it.

    Raises:
        ValueError: Something in it is neither a name nor a sign.
    """
    _, _, body = text.partition("=")
    body = signs.REMARK.sub("", signs.plain(body.strip()))
    pattern = re.compile(
        "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r"|\d+(?:\.\d+)?%?|[-+*/()|Σ]"
    )
    tokens: list[str] = []
    position = 0
    body = body.replace(" ", "")
    while position < len(body):
        match = pattern.match(body, position)
        if match is None or not match.group():
            msg = f"cannot read {body[position:]!r} of {text!r}"
            raise ValueError(msg)
        tokens.append(match.group())
        position = match.end()
    return Formula(tuple(tokens), tuple(dict.fromkeys(t for t in tokens if t in names)))


def compute(formula: Formula, values: Mapping[str, Sequence[Decimal]]) -> Decimal:
    """Work a formula out.

    Args:
        formula: The formula.
        values: The figures of each name; several where something is added up over them.

    Raises:
        ZeroDivisionError: Something is divided by nothing.
        KeyError: A name has no value.
    """
    reader = _Reader(formula.tokens, {name: tuple(map(Fraction, given)) for name, given in values.items()})
    exact = reader.expression()[0]
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(exact.numerator) / Decimal(exact.denominator)


class _Reader:
    """Works tokens out from left to right."""

    def __init__(self, tokens: Sequence[str], values: Mapping[str, Vector]) -> None:
        self._tokens, self._values, self._at = tokens, values, 0

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def expression(self) -> Vector:
        """Work out a sum."""
        left = self._term()
        while self._next() in {"+", "-"}:
            sign = self._tokens[self._at]
            self._at += 1
            left = _each(left, self._term(), (lambda a, b: a + b) if sign == "+" else (lambda a, b: a - b))
        return left

    def _term(self) -> Vector:
        left = self._factor()
        while self._next() in {"*", "/"}:
            sign = self._tokens[self._at]
            self._at += 1
            left = _each(left, self._factor(), (lambda a, b: a * b) if sign == "*" else _divide)
        return left

    def _factor(self) -> Vector:
        token = self._next()
        self._at += 1
        if token in _OPEN:
            inner = self.expression()
            self._at += 1
            return inner
        if token in _BAR:
            inner = self.expression()
            self._at += 1
            return tuple(map(abs, inner))
        if token == signs.SUM:
            return (sum(self._factor(), Fraction(0)),)
        if token in self._values:
            return self._values[token]
        if token[:1].isdigit():
            return (Fraction(token.rstrip("%")),)
        raise KeyError(token)


def _divide(above: Fraction, below: Fraction) -> Fraction:
    if below == 0:
        raise ZeroDivisionError
    return above / below


def _each(left: Vector, right: Vector, work: Callable[[Fraction, Fraction], Fraction]) -> Vector:
    if len(left) == 1:
        left = left * len(right)
    if len(right) == 1:
        right = right * len(left)
    return tuple(work(a, b) for a, b in zip(left, right, strict=True))


def substituted(formula: Formula, written: Mapping[str, Sequence[str]]) -> str:
    """Write a formula with the figures in the place of the names; a sum is written out.

    Args:
        formula: The formula.
        written: How each name's figures are written.
    """
    return _written(formula.tokens, written)


def _written(tokens: Sequence[str], written: Mapping[str, Sequence[str]]) -> str:
    parts: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token == signs.SUM:
            end = _end_of_factor(tokens, index + 1)
            inner = tokens[index + 1 : end]
            inner = inner[1:-1] if inner and inner[0] == "(" else inner
            count = max((len(written[t]) for t in inner if t in written), default=1)
            one = [
                {name: [given[place] if len(given) > 1 else given[0]] for name, given in written.items()}
                for place in range(count)
            ]
            parts.append(_enclosed(signs.JOINED.join(_written(inner, given) for given in one), count, len(tokens), end))
            index = end
            continue
        if token in written:
            given = written[token]
            text = signs.JOINED.join(given)
            parts.append(text if len(given) == 1 else f"{signs.WRITTEN['(']}{text}{signs.WRITTEN[')']}")
        else:
            parts.append(signs.WRITTEN.get(token, token))
        index += 1
    return "".join(parts)


def _enclosed(text: str, count: int, length: int, end: int) -> str:
    return f"{signs.WRITTEN['(']}{text}{signs.WRITTEN[')']}" if count > 1 and end < length else text


def _end_of_factor(tokens: Sequence[str], start: int) -> int:
    """Return where the factor that begins at a place ends."""
    opening = tokens[start]
    if opening == "|":
        return list(tokens).index("|", start + 1) + 1
    if opening != "(":
        return start + 1
    depth = 0
    for index in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[index], 0)
        if depth == 0:
            return index + 1
    return len(tokens)
