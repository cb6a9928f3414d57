"""Picks one of several by what is said of it, such as the part of a name that no other has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def described(words: str, titles: Sequence[str]) -> int | None:
    """Return the place of the one title that shares something with the words which no other title has.

    Args:
        words: Normalised words.
        titles: What there is to pick from, as people see it; two or more.

    Returns:
        None where the words fit none, or several.
    """
    held = [_pairs(title.lower()) for title in titles]
    said = _pairs(words)
    fitting = []
    for place, pairs in enumerate(held):
        others = set[str]().union(*(other for i, other in enumerate(held) if i != place))
        if said & (pairs - others):
            fitting.append(place)
    return fitting[0] if len(fitting) == 1 and len(titles) > 1 else None


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that are letters or digits."""
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()}
