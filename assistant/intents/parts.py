"""Cuts a message into the requests it may hold."""

from __future__ import annotations

from assistant.intents import lexicon

SHORTEST = 3
"""Characters a request has at least."""
MOST = 4


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of a normalised message that may each be a request; one part where it is one sentence.

    A message is cut at sentence ends and at words that begin another request, never at a plain comma.
    """
    found: list[str] = []
    for piece in lexicon.CUT.split(text):
        words = piece.strip(" ,")
        if len(words) >= SHORTEST:
            found.append(words)
        elif found and words:
            found[-1] = f"{found[-1]} {words}"
    return tuple(found) if 1 < len(found) <= MOST else (text,)
