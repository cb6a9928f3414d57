"""Reads a share of the whole out of words, in percent, and finds the option whose band holds it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from tools.domain.answering import lexicon
from tools.domain.archive.amounts import amounts

if TYPE_CHECKING:
    from corpus.surveys import Question
    from tools.domain.archive.amounts import Amount

_TINY = Fraction(1, 1000)
"""What less than and more than a figure are away from it."""
_FEW = Fraction(3)
"""What stands for some in a figure that is not told."""
_HUNDRED = Fraction(100)
_BANDS = 3
_BAND = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def bands(question: Question) -> tuple[Fraction, ...] | None:
    """Return where the band of each option begins, in percent; None where options are no bands.

    Args:
        question: The question.
    """
    found = [[Fraction(n) for n in _BAND.findall(option)] for option in question.options]
    if sum(map(bool, found)) < _BANDS:
        return None
    lower = []
    for option, figures in zip(question.options, found, strict=True):
        begins = figures and (len(figures) > 1 or lexicon.SHARE_ABOVE in option)
        lower.append(figures[0] if begins else Fraction(0))
    return tuple(lower)


def banded(lower: tuple[Fraction, ...], share: Fraction) -> int:
    """Return the option whose band holds a share; nothing at all is the first.

    Args:
        lower: Where each band begins.
        share: In percent.
    """
    if share <= 0:
        return 0
    return max(index for index, begins in enumerate(lower) if share >= begins)


def share(text: str) -> Fraction | None:
    """Read a share told in figures, in percent; None where there is none.

    Args:
        text: Normalised text.
    """
    for read in (_range, _percent, _parts, _tenths, _counted, _money):
        if (value := read(text)) is not None:
            return max(value, Fraction(0))
    return None


def no_share(text: str) -> bool:
    """Tell whether a text is nothing but a figure that no share can be: below nothing, or above the whole.

    Args:
        text: Normalised text.
    """
    match = lexicon.FIGURE_ALONE.match(text)
    return match is not None and (match["minus"] is not None or Fraction(match["figure"]) > _HUNDRED)


def amount_alone(text: str) -> bool:
    """Tell whether a text names one sum of money and so no share of anything."""
    return len(_sums(text)) == 1


def numeral(text: str) -> Fraction:
    """Read a figure in digits or Chinese numerals up to 999, with decimals.

    Args:
        text: The figure, and nothing else.
    """
    if text[0].isdecimal():
        return Fraction(text)
    whole, point, rest = text.partition(lexicon.POINT)
    value = Fraction(_whole(whole))
    if point:
        digits = "".join(str(lexicon.DIGITS[c]) for c in rest)
        value += Fraction(int(digits), 10 ** len(digits))
    return value


def _whole(text: str) -> int:
    hundreds, hundred, rest = text.rpartition(lexicon.HUNDRED)
    if not hundred:
        return _below_hundred(rest)
    short = len(rest) == 1  # 120 is said without its ten
    below = _below_hundred(rest.lstrip(lexicon.ZERO)) if rest else 0
    return (lexicon.DIGITS[hundreds] if hundreds else 1) * 100 + below * (10 if short else 1)


def _below_hundred(text: str) -> int:
    tens, ten, ones = text.partition(lexicon.TEN)
    if not ten:
        digits = [lexicon.DIGITS[c] for c in text]
        guessed = len(digits) == 2 and 0 < digits[0] == digits[1] - 1  # noqa: PLR2004 -- as below
        return digits[0] if guessed else int("".join(map(str, digits)))
    # Two digits before ten, or after it, are a guess between them, of which the lower is taken.
    return (lexicon.DIGITS[tens[0]] if tens else 1) * 10 + (lexicon.DIGITS[ones[0]] if ones else 0)


def bent(text: str, value: Fraction) -> Fraction:
    """Move a figure to the side its words say it is on.

    Args:
        text: The words around it.
        value: The figure.
    """
    if lexicon.UNDER.search(text):
        return value - _TINY
    return value + _TINY if lexicon.OVER.search(text) else value


def _range(text: str) -> Fraction | None:
    match = lexicon.RANGE.search(text)
    if match is None:
        return None
    first, second = (numeral(group) for group in match.groups() if group)
    return (first + second) / 2


def _percent(text: str) -> Fraction | None:
    if lexicon.HALF_POINT.search(text):
        return Fraction(1, 2) + (_TINY if lexicon.OVER.search(text) else 0)
    if match := lexicon.AND_HALF.search(text):
        return numeral(match.group(1)) + Fraction(1, 2)
    if match := lexicon.PER_MILLE.search(text):
        figure = match.group(1)
        return bent(text, _FEW if figure == lexicon.SOME else numeral(figure)) / 10
    if match := lexicon.PERCENT.search(text):
        figure, vague = next((f, v) for f, v in ((match[1], match[2]), (match[3], match[4])) if f)
        value = numeral(figure)
        return value + _FEW if vague and value >= 10 else bent(text, value)  # noqa: PLR2004 -- 20 some, not 2 some
    return None


def _parts(text: str) -> Fraction | None:
    match = lexicon.FRACTION.search(text)
    if match is None:
        return None
    whole, part = numeral(match.group(1)), numeral(match.group(2))
    return bent(text.replace(match.group(0), ""), part / whole * _HUNDRED) if whole else None


def _tenths(text: str) -> Fraction | None:
    match = lexicon.TENTHS.search(text)
    if match is None:
        return None
    first, second, vague = match.groups()
    value = numeral(first) * 10
    if second:
        value = (value + numeral(second) * 10) / 2
    if vague:
        return value + (5 if vague == lexicon.HALF else _FEW)
    return bent(text, value)


def _counted(text: str) -> Fraction | None:
    """Read so many out of so many machines."""
    ends = counted(text)
    return ends[0] if ends is not None else None


def counted(text: str) -> tuple[Fraction, Fraction] | None:
    """Read so many out of so many machines, in percent from the least to the most that the words may mean.

    Args:
        text: Normalised text.
    """
    match = lexicon.COUNTED.search(text)
    if match is None:
        return None
    (one, one_some), (other, other_some) = (
        (match[name], match.groupdict().get(f"{name}_some") or "") for name in "abcdef" if match[name]
    )
    one_least, one_most = _ends(one, one_some)
    least, most = _ends(other, other_some)
    if one_least < least:
        one_least, one_most, least, most = least, most, one_least, one_most
    return (least / one_least * _HUNDRED, min(most / one_least, Fraction(1)) * _HUNDRED) if one_least else None


def _ends(figure: str, some: str) -> tuple[Fraction, Fraction]:
    """Return the least and the most that a counted figure may mean."""
    if figure == lexicon.SOME:
        return _FEW - 1, _FEW * 2
    if lexicon.GUESSED.fullmatch(figure):
        first, second = (Fraction(lexicon.DIGITS[digit]) for digit in figure)
        return (first, second) if first < second else (second, first)
    value = numeral(figure)
    return (value + _FEW - 1, value + _FEW * 2) if some == lexicon.SOME else (value, value)


def _money(text: str) -> Fraction | None:
    """Read one sum as a share of another."""
    sums = sorted(_sums(text), key=lambda amount: amount.value)
    if len(sums) != 2 or not sums[1].value:  # noqa: PLR2004 -- a share is of two
        return None
    part, whole = (Fraction(amount.value) for amount in sums)
    # What is above a figure, or below it, keeps a share off the bar it would just reach.
    return part / whole * _HUNDRED + _off(sums[0], text) - _off(sums[1], text)


def _off(amount: Amount, text: str) -> Fraction:
    """Return to which side of its figure a sum is."""
    if amount.bound == "below":
        return -_TINY
    above = amount.bound == "above" or lexicon.SOME_MORE in text[amount.start : amount.end]
    return _TINY if above else Fraction(0)


def _sums(text: str) -> list[Amount]:
    """Return the sums of money a text names."""
    return [amount for amount in amounts(text) if amount.large or lexicon.MONEY_AFTER.match(text, amount.end)]


def spoken(text: str) -> Fraction | None:
    """Read a share told without figures, such as half or most, in percent.

    Args:
        text: Normalised text.
    """
    for pattern, percent in lexicon.SPOKEN:
        if pattern.search(text):
            return Fraction(percent)
    return None
