"""Leaves out of a message the figures it takes back as it goes on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tools.domain.archive.amounts import Amount, amounts
from tools.domain.archive.labels import named
from tools.domain.archive.repairing import lexicon

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField


def repaired(text: str, fields: Mapping[str, ArchiveField]) -> str:
    """Return a message with the right figure in the place of one that it takes back.

    Args:
        text: The folded message.
        fields: The archive's fields, by key.
    """
    text = _instead(text)
    if not lexicon.SIGN.search(text):
        return text
    labels = list(named(text, fields))
    kept, end = "", 0
    for first, then in pairwise(amounts(text)):
        before = [field.key for field, _, stop in labels if stop <= first.start]
        again = [(field.key, start, stop) for field, start, stop in labels if first.end <= start < then.start]
        if {key for key, _, _ in again} - set(before[-1:]):
            continue
        gap = text[first.end : then.start]
        for _, start, stop in reversed(again):
            gap = gap[: start - first.end] + gap[stop - first.end :]
        if lexicon.TAKEN_BACK.fullmatch(gap) and _alike(_measure(text, first), _measure(text, then)):
            kept += text[end : first.start]
            if unit := _left_unsaid(text, first, then):
                return repaired(f"{kept}{text[then.start : then.end]}{unit}{text[then.end :]}", fields)
            end = then.start
    return kept + text[end:]


def _instead(text: str) -> str:
    """Put a figure in the place of the one that it is told apart from; it counts what either is said to count."""
    kept, end = "", 0
    for first, then in pairwise(amounts(text)):
        if first.start < end or not _alike(_measure(text, first), _measure(text, then)):
            continue
        one, other = _unit(text, first), _unit(text, then)
        denial = lexicon.NOT_SO.search(text, end, first.start)
        behind = one.end() if one else first.end
        if denial and lexicon.OR_ELSE.fullmatch(text, behind, then.start):
            kept, end = kept + text[end : denial.start()], then.end
            continue
        if denial and lexicon.BUT_SO.fullmatch(text, behind, then.start):
            kept += text[end : denial.start()] + lexicon.IS + text[then.start : then.end]
            end = then.end
        elif other and not one and lexicon.AND_NOT.fullmatch(text, first.end, then.start):
            kept += text[end : first.end]
            end = other.end()
        else:
            continue
        counted, bare = one or other, lexicon.BARE.match(text, end)
        if counted and not (denial and other):
            kept += counted.group(0)
            end = bare.end() if bare else end
    return kept + text[end:]


def _unit(text: str, amount: Amount) -> re.Match[str] | None:
    """Return the words behind a number that say what it counts, as they stand there."""
    return next((found for unit in lexicon.MEASURES.values() if (found := unit.match(text, amount.end))), None)


def _measure(text: str, amount: Amount) -> str | None:
    """Return what a number counts; None where nothing says so."""
    if amount.large:
        return lexicon.MONEY
    return next((name for name, unit in lexicon.MEASURES.items() if unit.match(text, amount.end)), None)


def _left_unsaid(text: str, first: Amount, then: Amount) -> str:
    """Return in what the figure before was counted, where the right one is said without it."""
    if then.large or lexicon.BEHIND_BARE.match(text, then.end) is None:
        return ""
    large = text[first.end - 1 : first.end]
    if first.large:
        return large if large in lexicon.LARGE else ""
    unit = _unit(text, first)
    return unit.group(0) if unit else ""


def _alike(one: str | None, other: str | None) -> bool:
    return one == other or None in {one, other}
