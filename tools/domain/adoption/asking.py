"""Reads questions about how far scenarios have come: of which state, of whom, and follow-ups on the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.adoption import lexicon

if TYPE_CHECKING:
    from tools.domain.adoption.deciding import State

SHORTEST = 2


def asked_state(words: str) -> State | None:
    """Return how far the scenarios are that a question is about; None for all."""
    text = normalise(words)
    return next((state for state, pattern in lexicon.ASKED.items() if pattern.search(text)), None)


def asks_how_far(words: str) -> bool:
    """Tell whether words ask which scenarios were decided on, or how far they have come.

    Args:
        words: As a person wrote them.
    """
    text = normalise(words)
    others = lexicon.NOBODYS.search(text) or lexicon.OF_THE_CATALOG.search(text)
    return others is None and any(pattern.search(text) for pattern in lexicon.HOW_FAR)


def asks_which(words: str) -> bool:
    """Tell whether words ask which ones, or how many."""
    return lexicon.WHICH_ONES.search(normalise(words)) is not None


def of_region(words: str) -> bool:
    """Tell whether words ask about all enterprises."""
    return lexicon.OF_REGION.search(normalise(words)) is not None


def turns_to_state(words: str) -> State | None:
    """Return the state a follow-up turns to; None where it says more than that.

    Args:
        words: Said right after scenarios were shown with their states.
    """
    text = normalise(words)
    state = asked_state(text)
    if state is None:
        return None
    rest = lexicon.TURNING.sub("", lexicon.ASKED[state].sub("", text))
    return state if sum(map(str.isalnum, rest)) < SHORTEST else None
