"""Tells whether two firms need the same, so that the demand pool counts it once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tools.domain.tickets import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.76
"""How alike two needs of one module must be to count as one.

Chosen on the pairs of ``tests/unit/tools/test_likeness.py``: below it different needs met, and to take two needs for
one loses a firm's own, while a need that stands twice in the pool is only seen twice.
"""
FEWEST, EQUAL = 3, 2
"""Pieces both needs must have to be compared, and to be one where all are the same."""


@lru_cache(maxsize=4096)
def pieces(text: str) -> frozenset[str]:
    """Return what a need is compared by: its telling words' pairs of characters, words for the same thing as one.

    Args:
        text: Normalised text.
    """
    found: set[str] = set()
    for word, pattern in lexicon.ALIKE:
        if pattern.search(text) or word in text:
            found.add(word)
            text = pattern.sub(" ", text).replace(word, " ")
    for run in lexicon.COMMON.sub(" ", text).split():
        kept = "".join(character for character in run if character.isalnum())
        found |= {kept[i : i + 2] for i in range(len(kept) - 1)}
    return frozenset(found)


def likeness(first: str, second: str) -> float:
    """Return how alike two needs are, from 0 to 1; the same both ways.

    Args:
        first: Normalised text.
        second: Normalised text.
    """
    if first == second:
        return 1.0
    mine, other = pieces(first), pieces(second)
    if min(len(mine), len(other)) < (EQUAL if mine == other else FEWEST):
        return 0.0
    return 2 * len(mine & other) / (len(mine) + len(other))


def touches(words: str, text: str) -> bool:
    """Tell whether words for a ticket may mean the one of a text: they share something, or name no matter.

    Args:
        words: Normalised words, such as stand before "that one".
        text: Normalised text.
    """
    if lexicon.UNTOLD.fullmatch(words):
        return True
    shared = any(words[i : i + 2] in text for i in range(len(words) - 1))
    return shared or not pieces(words).isdisjoint(pieces(text))


def same(text: str, others: Sequence[str]) -> int | None:
    """Return which of the needs of a module a new one is; None where it is none of them, or hard to tell.

    Args:
        text: Normalised text.
        others: Normalised texts; of equally alike ones the first is taken.
    """
    scored = [(likeness(text, other), -place) for place, other in enumerate(others)]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None
