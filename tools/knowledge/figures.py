"""Reads the figures in a question and holds them against a policy's stated limits and rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.wording import records as wording

if TYPE_CHECKING:
    import re

    from corpus.catalogs import Limit, Policy, Rate

AGE_LIMIT = 200
"""Years above which a number is a date and no age."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a text.

    Attributes:
        value: In yuan for money, a fraction for shares, else a plain count.
        unit: As in ``Limit.unit``.
        given: As written, without the words around it.
        start: Where it begins in the normalised text.
        end: Where it ends.
        side: -1 where it is "less than" the value, 1 where "more than", else 0.
        measure: What it measures, where the words around it tell.
    """

    value: float
    unit: str
    given: str
    start: int
    end: int
    side: int = 0
    measure: str | None = None


def number(text: str) -> float:
    """Read a number in digits or in Chinese numerals, without its scale of ten thousands."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    whole, _, decimals = text.partition(wording.POINT)
    total = digit = 0.0
    for sign in whole:
        if sign == wording.HALF:
            total += 0.5
        elif sign in wording.SCALES:
            total += (digit or 1) * wording.SCALES[sign]
            digit = 0
        else:
            digit = digit * 10 + wording.DIGITS[sign]
    fraction = "".join(str(wording.DIGITS[sign]) for sign in decimals)
    return total + digit + (float(f"0.{fraction}") if fraction else 0.0)


def amounts(text: str) -> list[Amount]:
    """Return the figures of a text with their units, in reading order.

    Args:
        text: In any script; it is normalised first.
    """
    plain = normalise(text)
    found: list[Amount] = []
    for match in wording.AMOUNT.finditer(plain):
        scale, value = match["scale"] or "", number(match["number"])
        unit = _unit(match)
        if unit is None:
            continue
        for sign in scale:
            value *= wording.SCALES.get(sign) or wording.MYRIADS[sign]
        if match["half"] and scale:
            value += 0.5 * (value / number(match["number"]))
        if unit == "share":
            value /= 10 if match["unit"] == wording.TENTHS else 100
        if unit == "years" and value > AGE_LIMIT:
            continue
        side = -1 if match["below"] or match["down"] else 1 if match["above"] or match["many"] or match["more"] else 0
        start = match.start("cent") if match["cent"] else match.start("number")
        end = match.end("down") if match["down"] else match.end()
        found.append(Amount(value, unit, plain[start : match.end()].strip(), start, end, side))
    return [_measured(plain, found, index) for index in range(len(found))]


def _unit(match: re.Match[str]) -> str | None:
    unit, scale = match["unit"] or "", match["scale"] or ""
    units = {
        "yuan": wording.MONEY_UNITS,
        "people": wording.PEOPLE_UNITS,
        "share": wording.SHARE_UNITS,
        "years": wording.YEAR_UNITS,
        "items": wording.ITEM_UNITS,
        "points": wording.POINT_UNITS,
    }
    if match["cent"]:
        return "share"
    if unit:
        return next((name for name, signs in units.items() if unit in signs), None)
    return "yuan" if set(scale) & set(wording.MYRIADS) else None


def _measured(text: str, found: list[Amount], index: int) -> Amount:
    """Tell what a figure measures by the nearest word before it, else after it."""
    amount = found[index]
    before = text[found[index - 1].end if index else 0 : amount.start]
    after = text[amount.start : found[index + 1].start if index + 1 < len(found) else len(text)]
    for words, last in ((before, True), (after, False)):
        best: tuple[int, str] | None = None
        for measure, pattern, units in wording.MEASURES:
            if amount.unit not in units:
                continue
            for match in pattern.finditer(words):
                place = match.end() if last else -match.start()
                if best is None or place > best[0]:
                    best = (place, measure)
        if best:
            return Amount(amount.value, amount.unit, amount.given, amount.start, amount.end, amount.side, best[1])
    return amount


def _places(text: str) -> list[Amount]:
    return [
        Amount(number(match[1]), "place", match[1], match.start(), match.end(), 0, "market_place")
        for match in wording.PLACE.finditer(normalise(text))
    ]


def shown(value: float, unit: str) -> str:
    """Write a value with its unit, large amounts in ten thousands and hundred millions."""
    if unit == "share":
        return f"{round(value * 100, 2):g}%"
    scale = next((s for s in ("亿", "万") if value >= wording.MYRIADS[s] and unit == "yuan"), "")
    size = wording.MYRIADS[scale] if scale else 1
    return f"{round(value / size, 2):g}{scale}{wording.UNIT_FORMS[unit]}"


def _met(limit: Limit, amount: Amount) -> bool | None:
    """Tell whether a figure keeps a limit: None where it stands at it, or is given too loosely."""
    if limit.op == "max":
        if amount.value == limit.value:
            return True if amount.side < 0 else None if amount.side == 0 else False
        kept, away = amount.value < limit.value, 1
    else:
        if amount.value == limit.value:
            return amount.side >= 0
        kept, away = amount.value > limit.value, -1
    return None if kept and amount.side == away and _wide(amount) else kept


def _wide(amount: Amount) -> bool:
    """Tell whether "more than" or "less than" leaves the value open; "over 3 hundred million" stays near 3."""
    return False


def told(policy: Policy, question: str) -> list[tuple[Limit, Amount]]:
    """Return the limits the question gives a figure for, with that figure."""
    given = {amount.measure: amount for amount in (*_places(question), *amounts(question)) if amount.measure}
    return [(limit, given[limit.measure]) for limit in policy.limits if limit.measure in given]
