"""Picks one of several by what is said of it, such as the part of a name that no other has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.kit import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST_NAME = 16
"""Characters up to which a title is a name, of which one character may tell."""
MOST_TELLING = 4
"""Characters that are left of what is said, so that one of them may tell."""


def described(words: str, titles: Sequence[str]) -> int | None:
    """Return the place of the one title that shares something with the words which no other title has.

    Two neighbouring characters tell; of firms' names one does, where little is said but what a firm makes.

    Args:
        words: Normalised words.
        titles: What there is to pick from, as people see it; two or more.

    Returns:
        None where the words fit none, or several.
    """
    if len(titles) < 2:  # noqa: PLR2004 -- one of several
        return None
    if match := lexicon.NOT_THAT_ONE.match(words):
        if match["more"]:
            return described(words[match.end() :], titles)
        gone = described(match["what"], titles)
        return 1 - gone if gone is not None and len(titles) == 2 else None  # noqa: PLR2004 -- then the other is meant
    held = [title.lower() for title in titles]
    fitting = _fitting(words, held, _pairs)
    if not fitting and lexicon.OF_A_FIRM.search(words) and all(len(title) <= LONGEST_NAME for title in held):
        said = lexicon.POINTING.sub("", words)
        fitting = _fitting(said, held, _signs) if len(said) <= MOST_TELLING else []
    return fitting[0] if len(fitting) == 1 else None


def _fitting(words: str, titles: Sequence[str], parts: Callable[[str], set[str]]) -> list[int]:
    """Return the places of the titles that share a part with the words which no other title has."""
    held = [parts(title) for title in titles]
    said = parts(words)
    return [
        place
        for place, own in enumerate(held)
        if said & (own - set[str]().union(*(other for i, other in enumerate(held) if i != place)))
    ]


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that are letters or digits."""
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()}


def _signs(text: str) -> set[str]:
    """Return the characters that are words by themselves."""
    return {sign for sign in text if sign.isalpha() and not sign.isascii()}
