"""Reads numbers as people write them: digits, Chinese numerals, and both mixed."""

from __future__ import annotations

from decimal import Decimal

from tools.domain.indicators.figures import lexicon


def read(text: str) -> Decimal:
    """Read a number.

    Args:
        text: Such as ``1,200``, ``3.5`` and ``2`` with a Chinese scale, or Chinese numerals, the last step of which may
            be left out as people do: four-hundred-two for 420.

    Raises:
        ValueError: It is no number.
    """
    text = text.replace(" ", "")
    if text and text[0].isdecimal():
        return _arabic(text)
    if lexicon.POINT in text:
        return _pointed(text)
    return _chinese(text)


def try_read(text: str) -> Decimal | None:
    """Read a number; None where it is none."""
    try:
        return read(text)
    except ValueError:
        return None


def scale(text: str) -> Decimal:
    """Return what a number is counted in: 10000 for one that ends in that, 1000 likewise, 1 for a plain one.

    Args:
        text: A number as ``read`` takes it.
    """
    for sign in reversed(text):
        if sign in lexicon.BIG or sign == lexicon.THOUSAND or (sign in lexicon.SCALES and sign.isascii()):
            return Decimal(lexicon.SCALES[sign])
    return Decimal(1)


def _arabic(text: str) -> Decimal:
    match = lexicon.ARABIC_SCALED.fullmatch(text)
    if match is None:
        msg = f"not a number: {text!r}"
        raise ValueError(msg)
    number, scaled, rest = match.groups()
    value = Decimal(number.replace(",", ""))
    factor = Decimal(1)
    for sign in scaled or "":
        factor *= lexicon.SCALES[sign]
    value *= factor
    if not rest:
        return value
    if rest.isdecimal() and len(rest) == 1 and factor > 1:
        return value + Decimal(rest) * factor / 10
    return value + _arabic(rest)


def _pointed(text: str) -> Decimal:
    whole, _, part = text.partition(lexicon.POINT)
    factor = 1
    if part and part[-1] in lexicon.SCALES:
        factor = lexicon.SCALES[part[-1]]
        part = part[:-1]
    digits = "".join(str(lexicon.DIGITS[sign]) for sign in part)
    return (_chinese(whole) + Decimal(f"0.{digits}")) * factor


def _chinese(text: str) -> Decimal:
    if text and all(sign in lexicon.DIGITS for sign in text):
        return Decimal("".join(str(lexicon.DIGITS[sign]) for sign in text))
    total, section, digit, last = 0, 0, None, 1
    for index, sign in enumerate(text):
        if sign in lexicon.DIGITS:
            if digit is not None and digit != 0:
                msg = f"not a number: {text!r}"
                raise ValueError(msg)
            digit = lexicon.DIGITS[sign]
            if digit == 0:
                last = 1
        elif sign in lexicon.TENS:
            last = lexicon.TENS[sign]
            section += (1 if digit is None and (last == 10 or index == 0) else digit or 0) * last  # noqa: PLR2004
            digit = None
        elif sign in lexicon.BIG:
            last = lexicon.BIG[sign]
            section += digit or 0
            if last == lexicon.BIG[max(lexicon.BIG, key=lexicon.BIG.__getitem__)]:
                total, section = (total + (section or (0 if total else 1))) * last, 0
            else:
                total, section = total + (section or 1) * last, 0
            digit = None
        else:
            msg = f"not a number: {text!r}"
            raise ValueError(msg)
    if digit:
        step = last // 10 if last > 10 else 1  # noqa: PLR2004 -- ten is followed by ones
        section += digit * step
    return Decimal(total + section)
