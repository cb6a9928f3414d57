"""Numbers as people say them, in digits or Chinese numerals, exact, about, or between two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from tools.domain.archive import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

Bound = Literal["exact", "about", "below", "above", "range"]

TEN = 10
_RUN = re.compile(lexicon.RUN)
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|.")
_TENS_OF_THOUSANDS, _HUNDRED_MILLION = Decimal(10_000), Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text.

    Attributes:
        value: The number; the lower end where two are named.
        most: The upper end where two are named.
        bound: How it was said.
        start: Where it begins in the text.
        end: Where it ends.
        large: It was said in ten thousands or hundred millions.
    """

    value: Decimal
    most: Decimal | None
    bound: Bound
    start: int
    end: int
    large: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    value: Decimal
    most: Decimal | None
    about: bool
    unit: Decimal
    large: bool


def amounts(text: str) -> Iterator[Amount]:
    """Find the numbers of a text, in order.

    Args:
        text: Folded text: half-width, simplified.
    """
    position = 0
    while match := _RUN.search(text, position):
        position = match.end()
        first = _read(match.group(0))
        if first is None:
            continue
        end, last = match.end(), first
        if joined := lexicon.JOINED.match(text, end):
            second = _RUN.match(text, joined.end())
            other = _read(second.group(0)) if second else None
            if second is not None and other is not None and other.value > first.value:
                end, position, last = second.end(), second.end(), other
                first = _in_the_unit_of(first, other)
        yield _amount(text, first, last, match.start(), end)


def _amount(text: str, first: _Run, last: _Run, start: int, end: int) -> Amount:
    most = last.value if last is not first else first.most
    before = text[max(0, start - 5) : start]
    bound: Bound = "exact"
    if most is not None:
        bound = "range"
    elif lexicon.BELOW.search(before) or lexicon.AT_MOST_AFTER.match(text, end):
        bound = "below"
    elif lexicon.ABOVE.search(before) or lexicon.AT_LEAST_AFTER.match(text, end):
        bound = "above"
    elif first.about or lexicon.ABOUT.search(before) or lexicon.ABOUT_AFTER.match(text, end):
        bound = "about"
    return Amount(first.value, most, bound, start, end, first.large or last.large)


def _in_the_unit_of(first: _Run, other: _Run) -> _Run:
    """Give the lower end the unit only the upper one bears, as in twenty to thirty ten-thousands."""
    unit = other.unit
    while unit > 1 and first.unit < other.unit and first.value * unit > other.value:
        unit /= TEN
    if first.unit >= other.unit or unit <= 1:
        return first
    return _Run(first.value * unit, None, first.about, unit, other.large)


def amount_at(text: str, position: int) -> Amount | None:
    """Return the number that begins at a place; None where none does.

    Args:
        text: The folded message.
        position: The place; where the number begins and ends is counted from there.
    """
    first = next(amounts(text[position:]), None)
    return first if first is not None and first.start == 0 else None


def number(text: str) -> Decimal | None:
    """Read a text that is nothing but a number; None where it is not one.

    Args:
        text: Such as ``80``, ``1.2`` or Chinese numerals.
    """
    read = _read(text)
    return None if read is None else read.value


def _read(run: str) -> _Run | None:
    about = lexicon.APPROXIMATE.search(run) is not None
    plain = lexicon.APPROXIMATE.sub("", run).replace(lexicon.MEASURE, "")
    if plain and all(sign in lexicon.DIGITS for sign in plain) and len(plain) > 2:  # noqa: PLR2004 -- a year, not a range
        return _Run(Decimal("".join(str(lexicon.DIGITS[sign]) for sign in plain)), None, about, Decimal(1), large=False)
    lower = _evaluate(plain, upper=False)
    if lower is None:
        return None
    value, unit = lower
    higher = _evaluate(plain, upper=True)
    most = higher[0] if higher is not None and higher[0] > value else None
    return _Run(value, most, about, unit, unit >= _TENS_OF_THOUSANDS)


class _Sum:
    """Adds up units read from the left."""

    def __init__(self) -> None:
        self.total = Decimal(0)  # what stands above the present ten thousands
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.unit = Decimal(1)
        self.zero = False
        self.trailing = False

    def digit(self, value: Decimal) -> None:
        self.number, self.trailing = value, True

    def small(self, unit: int) -> None:
        self.section += (Decimal(1) if self.number is None else self.number) * unit
        self.number, self.unit, self.trailing, self.zero = None, Decimal(unit), False, False

    def large(self, unit: Decimal) -> None:
        value = self.section + (self.number or 0)
        if self.number is None and not self.section:
            value = Decimal(1)
        if unit == _HUNDRED_MILLION:
            self.total = (self.total + value) * unit
        else:
            self.total += value * unit
        self.section, self.number, self.unit, self.trailing, self.zero = Decimal(0), None, unit, False, False

    def value(self) -> Decimal:
        rest = self.number or Decimal(0)
        if self.number is not None and not self.zero and self.unit > TEN and rest < TEN:
            rest *= self.unit / TEN  # the rest of a short form, as in one hundred million two
        return self.total + self.section + rest


def _evaluate(run: str, *, upper: bool) -> tuple[Decimal, Decimal] | None:
    """Work a run out, at the lower or the upper of two digits that stand side by side."""
    tokens = _TOKEN.findall(run)
    added, largest, index = _Sum(), Decimal(1), 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token[0].isdecimal() and token[0].isascii():
            if added.trailing:
                return None
            added.digit(Decimal(token.replace(",", "")))
        elif token == lexicon.POINT:
            whole, decimals = added.number or Decimal(0), ""
            while index < len(tokens) and tokens[index] in lexicon.DIGITS:
                decimals += str(lexicon.DIGITS[tokens[index]])
                index += 1
            if not decimals:
                return None
            added.digit(whole + Decimal(f"0.{decimals}"))
        elif token in lexicon.DIGITS:
            value = lexicon.DIGITS[token]
            if value == 0:
                added.zero = True
                continue
            following = tokens[index] if index < len(tokens) else ""
            if following in lexicon.DIGITS and lexicon.DIGITS[following] > value:
                index += 1
                value = lexicon.DIGITS[following] if upper else value
            added.digit(Decimal(value))
        elif token in lexicon.SMALL_UNITS:
            added.small(lexicon.SMALL_UNITS[token])
            largest = max(largest, added.unit)
        elif token in lexicon.LARGE_UNITS:
            added.large(Decimal(lexicon.LARGE_UNITS[token]))
            largest = max(largest, added.unit)
        else:
            return None
    return added.value(), largest
