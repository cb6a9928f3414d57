"""Reads the figures in a question and holds them against a policy's stated limits and rates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.wording import records as wording

if TYPE_CHECKING:
    import re

    from corpus.catalogs import Limit, Policy, Rate

AGE_LIMIT = 200
"""Years above which a number is a date and no age."""

LOOSELY = 1.0001
"""By what "3 hundred million and some" exceeds 3 hundred million."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a text.

    Attributes:
        value: In yuan for money, a fraction for shares, else a plain count.
        unit: As in ``Limit.unit``.
        start: Where it begins in the normalised text.
        end: Where it ends.
        side: -1 where the text says "less than" it, 1 where "more than", else 0.
        measure: What it measures, where the words around it tell.
    """

    value: float
    unit: str
    start: int
    end: int
    side: int = 0
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What comes of the figures in a question.

    Attributes:
        text: The conclusion, figure by figure.
        lines: The lines of the record it rests on, verbatim.
    """

    text: str
    lines: tuple[str, ...]


def number(text: str) -> float:
    """Read a number in digits or Chinese numerals; of "two or three hundred" the last counts."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    whole, _, decimals = text.partition(wording.POINT)
    scaled = not wording.SCALES.keys().isdisjoint(whole)
    total = digit = 0.0
    for sign in whole:
        if sign == wording.HALF:
            total += 0.5
        elif sign in wording.SCALES:
            total += (digit or 1) * wording.SCALES[sign]
            digit = 0
        else:
            digit = wording.DIGITS[sign] + (0 if scaled else digit * 10)
    fraction = "".join(str(wording.DIGITS[sign]) for sign in decimals)
    return total + digit + float(f"0.{fraction or 0}")


def amounts(text: str) -> list[Amount]:
    """Return the figures of a text that carry a unit, in reading order.

    Args:
        text: In any script; it is normalised first.
    """
    plain = normalise(text)
    found = [amount for match in wording.AMOUNT.finditer(plain) if (amount := _amount(match))]
    for index, amount in enumerate(found):
        begin = max((known.end for known in found[:index] if known.measure), default=0)
        until = found[index + 1].start if index + 1 < len(found) else len(plain)
        found[index] = replace(amount, measure=_measure(plain, amount, begin, until))
    return found


def _amount(match: re.Match[str]) -> Amount | None:
    scale = 1.0
    for sign in match["scale"] or "":
        scale *= wording.SCALES.get(sign) or wording.MYRIADS[sign]
    unit = _unit(match)
    value = number(match["number"]) * scale
    if tail := match["tail"]:
        if scale == 1:
            return None
        value += (5 if tail == wording.HALF else wording.DIGITS[tail]) * scale / 10
    if unit is None or (unit == "years" and value > AGE_LIMIT):
        return None
    if unit == "share":
        value = _share(value, match["unit"] or "")
    if match["many"] or match["more"]:
        value *= LOOSELY
    side = -1 if match["below"] or match["down"] else 1 if match["above"] else 0
    return Amount(value, unit, match.start(), match.end(), side)


def _share(value: float, unit: str) -> float:
    """Turn percent, or tenths with their half or hundredths, into a fraction."""
    if not unit.startswith(wording.TENTHS):
        return value / 100
    rest = unit.removeprefix(wording.TENTHS)
    return round(value / 10 + (0.05 if rest == wording.HALF else number(rest) / 100 if rest else 0.0), 6)


def _unit(match: re.Match[str]) -> str | None:
    if match["cent"]:
        return "share"
    if unit := match["unit"]:
        return next((name for name, signs in wording.UNITS.items() if signs.fullmatch(unit)), None)
    return "yuan" if set(match["scale"] or "") & wording.MYRIADS.keys() else None


def _measure(text: str, amount: Amount, begin: int, until: int) -> str | None:
    """Tell what a figure measures: by the nearest word before it, else after it; a share also by what came earlier.

    Args:
        text: Normalised.
        amount: The figure.
        begin: Where the last figure ends whose measure is known.
        until: Where the next figure begins.
    """
    windows = [(text[begin : amount.start], True), (text[amount.start : until], False)]
    if amount.unit == "share":
        windows.append((text[: amount.start], True))
    for words, backwards in windows:
        places = [
            (match.end() if backwards else -match.start(), -rank, measure)
            for rank, (measure, pattern, units) in enumerate(wording.MEASURES)
            if amount.unit in units
            for match in pattern.finditer(words)
        ]
        if places:
            return max(places)[2]
    return None


def _places(text: str) -> list[Amount]:
    return [
        Amount(number(match[1]), "place", match.start(), match.end(), 0, "market_place")
        for match in wording.PLACE.finditer(normalise(text))
    ]


def shown(value: float, unit: str) -> str:
    """Write a value with its unit, large sums in ten thousands and hundred millions."""
    if unit == "share":
        return f"{round(value * 100, 2):g}%"
    if unit == "place":
        return wording.PLACE_FORM.format(value=value)
    scale = next((s for s in wording.LARGE if unit == "yuan" and value >= wording.MYRIADS[s]), "")
    size = wording.MYRIADS.get(scale, 1)
    return f"{round(value / size, 2):g}{scale}{wording.UNIT_FORMS[unit]}"


def _met(limit: Limit, amount: Amount) -> bool | None:
    """Tell whether a figure keeps a limit: None where it is given too loosely, or stands just at "below"."""
    sign = 1 if limit.op == "max" else -1
    room = sign * (limit.value - amount.value)
    if amount.side == -sign:
        return True if room >= 0 else None
    if amount.side == sign:
        return False if room <= 0 else None
    if room == 0:
        return True if limit.op == "min" else None
    return room > 0


def _bound(limit: Limit) -> str:
    return wording.BOUND[limit.op].format(value=shown(limit.value, limit.unit))


def _verdicts(policy: Policy, told: list[tuple[Limit, Amount]]) -> list[tuple[bool | None, str]]:
    """Judge each limit a figure was given for; alternatives are judged together."""
    groups: dict[str, list[tuple[Limit, Amount]]] = {}
    for limit, amount in told:
        groups.setdefault(limit.any_of or limit.measure, []).append((limit, amount))
    found: list[tuple[bool | None, str]] = []
    for name, members in groups.items():
        single = [_met(limit, amount) for limit, amount in members]
        texts = [
            (wording.MET if met else wording.AT_EDGE if met is None else wording.NOT_MET).format(
                name=wording.MEASURE_NAMES[limit.measure], given=shown(amount.value, limit.unit), bound=_bound(limit)
            )
            for met, (limit, amount) in zip(single, members, strict=True)
        ]
        text = wording.SEMICOLON.join(texts)
        alternatives = [limit for limit in policy.limits if limit.any_of == name]
        untold = [limit for limit in alternatives if limit.measure not in {known.measure for known, _ in members}]
        if True in single:
            found.append((True, text + (wording.ANY_OF if alternatives else "")))
        elif None in single or untold:
            names = [(wording.MEASURE_NAMES[limit.measure], _bound(limit)) for limit in untold]
            rest = [wording.OTHERS_UNTOLD.format(name=name, bound=bound) for name, bound in names]
            found.append((None, wording.SEMICOLON.join([text, *rest])))
        else:
            found.append((False, text))
    return found


def fit(policy: Policy, question: str) -> Finding | None:
    """Hold the figures of a question against a policy's limits, condition by condition.

    Args:
        policy: The policy.
        question: In the person's own words.

    Returns:
        The conclusion, or None where the question gives no figure that a limit is about.
    """
    given: dict[str, Amount] = {}
    for amount in (*_places(question), *amounts(question)):
        given.setdefault(amount.measure or "", amount)
    told = [
        (limit, given[limit.measure])
        for limit in policy.limits
        if limit.measure in given and given[limit.measure].unit == limit.unit
    ]
    if not told:
        return None
    verdicts = _verdicts(policy, told)
    results = {met for met, _ in verdicts}
    head = wording.FAILS if False in results else wording.CANNOT_TELL if None in results else wording.FITS
    text = f"{head}{wording.SEMICOLON.join(text for _, text in verdicts)}{wording.STOP}{wording.REST}"
    return Finding(text, tuple(dict.fromkeys(limit.text for limit, _ in told)))


def estimate(policy: Policy, question: str) -> Finding | None:
    """Work out what a policy's highest rate and cap make of an amount in the question.

    Args:
        policy: The policy.
        question: In the person's own words.

    Returns:
        The estimate, or None where the question does not ask for it.
    """
    if not policy.rates or not wording.PAY_ASKED.search(normalise(question)):
        return None
    money = [amount for amount in amounts(question) if amount.unit == "yuan"]
    for rate in policy.rates:
        bases = [a for a in money if a.measure == rate.base or (a.measure is None and len(money) == 1)]
        if bases:
            return _payable(policy, rate, bases[0], normalise(question))
    return None


def _payable(policy: Policy, rate: Rate, base: Amount, question: str) -> Finding:
    levels = [wording.LEVELS[match[1] or match[2]] for match in wording.LEVEL.finditer(question)]
    level = levels[-1] if levels and levels[-1] in rate.caps_by_level else None
    cap = rate.caps_by_level[level] if level else rate.cap
    due = rate.share * base.value
    capped = wording.NO_CAP
    if cap is not None:
        name = f"{level or ''}{shown(cap, 'yuan')}"
        capped = (wording.UNDER_CAP if due <= cap else wording.OVER_CAP).format(cap=name)
    text = wording.PAYABLE.format(
        base=shown(base.value, "yuan"), share=shown(rate.share, "share"), amount=shown(due, "yuan"), capped=capped
    )
    lines = [rate.text]
    if rate.caps_by_level:
        caps = [wording.LEVEL_CAP.format(level=k, cap=shown(v, "yuan")) for k, v in rate.caps_by_level.items()]
        text += "" if level else wording.LEVEL_CAPS.format(caps=wording.LIST_COMMA.join(caps))
        lines += [line for line in policy.provisions if all(name in line for name in rate.caps_by_level)]
    return Finding(text + wording.ESTIMATE, tuple(lines))


def bar(policy: Policy, question: str) -> list[str]:
    """Return the provision that sets the bar for the single end of a policy that a question names, if it is one.

    Args:
        policy: The policy.
        question: Normalised text.
    """
    named = {c.text for c in policy.conditions if c.goal and normalise(c.goal) in question}
    lines = [line for line in policy.provisions if line in named]
    return lines if len(lines) == 1 else []
