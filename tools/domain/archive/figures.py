"""Reads figures of a firm: people, money, years, shares, counts."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from tools.domain.archive import lexicon
from tools.domain.archive.amounts import Amount, amounts
from tools.domain.archive.found import Found, clause_before

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

WAN = Decimal(10_000)
CENTURY = 1900
RECENT = 30
"""Two digits up to this name a year of this century."""
FEW = 3
"""Up to this many designs are those just spoken of, not all a firm has."""
MOST_SMALL = 10_000
"""A sum without a unit below this is one in ten thousands, as in a budget of 20."""


def figures(text: str) -> dict[str, Found]:
    """Read the figures a message states without naming their field.

    Args:
        text: The folded message.
    """
    said = _holding(text)
    found: dict[str, Found | None] = {
        "employees": _employees(text, said),
        "revenue_wan": _revenue(text, said),
        "budget_wan": _budget(text, said),
        "founded": _founded(text),
        "capacity_use": _share(text, said, lexicon.CAPACITY),
        "automation_share": _share(text, said, lexicon.AUTOMATION) or _half(text),
        "sku": _counted(text, said, lexicon.SKU_UNIT, lexicon.SKU_LEAD),
        "machines": _machines(text, said),
        "it_people": _it_people(text, said),
    }
    return {key: value for key, value in found.items() if value is not None}


def _holding(text: str) -> list[Amount]:
    """Return the numbers of a text without those that it says are wrong, or hold no longer or not yet."""
    said = list(amounts(text))
    left = {amount.start for amount in said if lexicon.SAID_WRONG.match(text, amount.end)}
    for first, then in pairwise(said):
        step = lexicon.MOVED_TO.match(text, first.end)
        if step is not None and step.end() == then.start:
            to_come = lexicon.WANTS_TO.search(clause_before(text, first.start)) or lexicon.TO_COME.match(text, then.end)
            left.add(then.start if to_come else first.start)
    return [amount for amount in said if amount.start not in left]


def plain(value: Decimal) -> int | float:
    """Return a number as the archive keeps it: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def in_wan(amount: Amount, text: str) -> Found | None:
    """Read a sum of money in ten thousand yuan; None where it counts something else.

    Args:
        amount: The number.
        text: The folded message.
    """
    if lexicon.COUNTED_THINGS.match(text, amount.end):
        return None
    bare = not amount.large and amount.value < MOST_SMALL and not _in_yuan(text, amount.end)
    factor = Decimal(1) if bare else WAN
    return _of(text, amount, amount.start, amount.end, factor)


def share(amount: Amount, text: str) -> Found | None:
    """Read a share in percent; None where the number is no share.

    Args:
        amount: The number.
        text: The folded message.
    """
    if percent := lexicon.PERCENT.match(text, amount.end):
        return _of(text, amount, amount.start, percent.end())
    if tenths := lexicon.TENTHS.match(text, amount.end):
        value = amount.value * 10 + (5 if tenths["half"] else 0)
        return Found(plain(value), text[amount.start : tenths.end()], amount.bound)
    if lexicon.OF_HUNDRED.search(text[: amount.start]):
        return _of(text, amount, amount.start, amount.end)
    return None


def year(written: str) -> int | None:
    """Read a year of two or four digits, in digits or Chinese numerals."""
    digits = "".join(str(lexicon.DIGITS.get(sign, sign)) for sign in written)
    if not digits.isdecimal():
        return None
    value = int(digits)
    if len(digits) == 2:  # noqa: PLR2004 -- as said of a year
        value += CENTURY + (100 if value <= RECENT else 0)
    return value


def _in_yuan(text: str, end: int) -> bool:
    unit = lexicon.MONEY_UNIT.match(text, end)
    return unit is not None and any(sign in unit.group(0) for sign in lexicon.YUAN)


def _of(text: str, amount: Amount, start: int, end: int, factor: Decimal = Decimal(1)) -> Found:
    return Found(plain(amount.value / factor), text[start:end].strip(), amount.bound)


def _employees(text: str, said: Sequence[Amount]) -> Found | None:
    best: tuple[int, Found] | None = None
    for amount in said:
        before = clause_before(text, amount.start)
        if amount.large or lexicon.PAST.search(before):
            continue
        changed = lexicon.PEOPLE_CHANGED.search(before) or lexicon.PEOPLE_NOW.search(text[: amount.start])
        unit = lexicon.PEOPLE_UNIT.match(text, amount.end)
        if changed and lexicon.WANTS_TO.search(before):
            continue
        if not changed and (
            unit is None
            or (unit.group(0).strip() in lexicon.BARE_MEASURES and not lexicon.PEOPLE_WORDS.search(before))
            or lexicon.PEOPLE_OTHERS.search(before)
            or (amount.value == 1 and not lexicon.PEOPLE_WORDS.search(before))
            or lexicon.PEOPLE_AFTER_OTHERS.match(text, amount.end)
            or lexicon.IT_PEOPLE.search(before)
            or lexicon.IT_PEOPLE_AFTER.match(text[amount.end :])
        ):
            continue
        whole = 2 if changed else 1 if lexicon.PEOPLE_WORDS.search(before + (unit.group(0) if unit else "")) else 0
        if best is None or whole > best[0]:
            best = whole, _of(text, amount, amount.start, unit.end() if unit else amount.end)
    return best[1] if best else None


def _revenue(text: str, said: Sequence[Amount]) -> Found | None:
    for amount in said:
        before = clause_before(text, amount.start)
        lead = lexicon.REVENUE_LEAD.search(before)
        after = lexicon.REVENUE_AFTER.match(text[amount.end :])
        if not (lead or after) or lexicon.PAST.search(before) or lexicon.REVENUE_SPOILT.search(before):
            continue
        if lead and lexicon.WISHED.search(before[: lead.start()]):
            continue
        if lead and not after and not lexicon.EARNS.search(lead.group(0)) and _spent(text[: amount.start], lead):
            continue
        if not amount.large and not _in_yuan(text, amount.end):
            continue
        if (found := in_wan(amount, text)) is not None:
            return found
    if match := lexicon.REVENUE_ENGLISH.search(text):
        value = Decimal(match["figure"]) * lexicon.IN_WAN[match["unit"].lower()]
        return Found(plain(value), match.group(0))
    return None


def _spent(before: str, lead: re.Match[str]) -> bool:
    """Tell whether a year's sum of which nothing says what it is, is of long ago or what a sentence says is spent."""
    sentence = lexicon.SENTENCE.split(before)[-1]
    ago = lexicon.PAST_THEN.search(before[: len(before) - len(lead.group(0))])
    return ago is not None or lexicon.SPENDS.search(sentence) is not None


def _budget(text: str, said: Sequence[Amount]) -> Found | None:
    for amount in said:
        before = clause_before(text, amount.start)
        after = lexicon.BUDGET_AFTER.match(text[amount.end :])
        stated = lexicon.BUDGET_LEAD.search(before) or after
        if stated and (found := in_wan(amount, text)) is not None:
            return found
    if match := lexicon.NO_BUDGET.search(text):
        return Found(0, match.group(0))
    return None


def _founded(text: str) -> Found | None:
    for pattern in (lexicon.FOUNDED_SINCE, lexicon.FOUNDED):
        for match in pattern.finditer(text):
            if lexicon.SPOILT_YEAR.search(match.group(0)):
                continue
            if (value := year(match["year"])) is not None:
                return Found(value, match.group(0).strip())
    return None


def _share(text: str, said: Iterable[Amount], lead: re.Pattern[str]) -> Found | None:
    for amount in said:
        before = lexicon.OF_HUNDRED.sub("", clause_before(text, amount.start))
        if lead.search(before) and (found := share(amount, text)) is not None:
            return found
    return None


def _half(text: str) -> Found | None:
    match = lexicon.AUTOMATION_HALF.search(text)
    return Found(50, match.group(0), "about") if match else None


def _counted(text: str, said: Iterable[Amount], unit: re.Pattern[str], lead: re.Pattern[str]) -> Found | None:
    for amount in said:
        if amount.value > FEW and (match := unit.match(text, amount.end)):
            return _of(text, amount, amount.start, match.end())
        if amount.value > FEW and lead.search(clause_before(text, amount.start)):
            return _of(text, amount, amount.start, amount.end)
    return None


def _machines(text: str, said: Iterable[Amount]) -> Found | None:
    for amount in said:
        unit = lexicon.MACHINE_UNIT.match(text, amount.end)
        if unit is None or amount.value <= 1 or lexicon.MACHINE_OTHER.match(text[unit.start() :]):
            continue
        before = clause_before(text, amount.start)
        near = before + text[unit.end() : unit.end() + 8]
        if lexicon.MACHINE_WORDS.search(near) and not lexicon.MACHINE_SPOILT.search(before):
            return _of(text, amount, amount.start, unit.end())
    return None


def _it_people(text: str, said: Iterable[Amount]) -> Found | None:
    for amount in said:
        before = clause_before(text, amount.start)
        after = lexicon.IT_PEOPLE_AFTER.match(text[amount.end :])
        unit = lexicon.PEOPLE_UNIT.match(text, amount.end)
        if amount.large:
            continue
        if after or (lexicon.IT_PEOPLE.search(before) and unit):
            end = amount.end + after.end() if after else unit.end() if unit else amount.end
            return _of(text, amount, amount.start, end)
    match = lexicon.NO_IT_PEOPLE.search(text)
    return Found(0, match.group(0)) if match else None
