"""The two sides of a comparison that is put in words."""

from __future__ import annotations

from tools.kit import lexicon


def two_sides(text: str) -> tuple[str, str] | None:
    """Return the two topics a text compares, or None.

    Args:
        text: Normalised text.
    """
    match = lexicon.TWO_SIDES.search(text)
    if match is None:
        return None
    first, second = (side.strip() for side in match.groups())
    return (first, second) if first and second else None


def any_sides(text: str) -> tuple[str, str] | None:
    """Return the two topics of a text that is known to compare, or None.

    Args:
        text: Normalised text.
    """
    if sides := two_sides(text):
        return sides
    match = lexicon.ANY_SIDES.search(text)
    return None if match is None else (match["first"].strip(), match["second"].strip())
