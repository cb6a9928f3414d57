"""Leaves out of a message the figures it takes back as it goes on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tools.domain.archive.amounts import Amount, amounts
from tools.domain.archive.labels import named
from tools.domain.archive.repairing import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField


def repaired(text: str, fields: Mapping[str, ArchiveField]) -> str:
    """Return a message with the right figure in the place of one that it takes back.

    Args:
        text: The folded message.
        fields: The archive's fields, by key.
    """
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
            kept, end = kept + text[end : first.start], then.start
    return kept + text[end:]


def _measure(text: str, amount: Amount) -> str | None:
    """Return what a number counts; None where nothing says so."""
    if amount.large:
        return lexicon.MONEY
    return next((name for name, unit in lexicon.MEASURES.items() if unit.match(text, amount.end)), None)


def _alike(one: str | None, other: str | None) -> bool:
    return one == other or None in {one, other}
