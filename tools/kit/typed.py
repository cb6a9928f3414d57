"""Finds what a person typed behind the normalised words that rules read."""

from __future__ import annotations

from corpus.lexical import normalise


def as_typed(part: str, whole: str) -> str:
    """Return a part of a message as it was typed: in its own case, width and script.

    Args:
        part: Normalised words.
        whole: The message as it was typed.

    Returns:
        The stretch of the message that reads ``part`` once normalised; ``part`` itself where there is none.
    """
    at = normalise(whole).find(part)
    if at < 0 or not part:
        return part
    starts, length = [0], 0
    for character in whole:
        length += len(normalise(character))
        starts.append(length)
    if length != len(normalise(whole)):
        return part
    first = max(n for n, start in enumerate(starts) if start <= at)
    last = next(n for n, start in enumerate(starts) if start >= at + len(part))
    return whole[first:last].strip()
