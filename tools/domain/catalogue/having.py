"""Reads what a firm says it has of the data and devices a scenario needs, and tells whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain.catalogue import lexicon

if TYPE_CHECKING:
    from corpus.catalogs import Scenario

LONGEST = 40
"""Characters up to which a message goes on about what one scenario needs."""


@dataclass(frozen=True, slots=True)
class Need:
    """How much data a scenario needs.

    Attributes:
        text: In the catalog's words.
        least: How many pieces at least; None where the catalog gives no figure.
    """

    text: str
    least: int | None


def weighs(text: str) -> Literal["needs", "configuration"] | None:
    """Return the field of a scenario that a message holds what the firm has against; None where it does not.

    Args:
        text: Normalised text.
    """
    if len(text) > LONGEST:
        return None
    if held(text) is not None and lexicon.ENOUGH.search(text):
        return "needs"
    return "configuration" if lexicon.DEVICES_DOUBTED.search(text) else None


def asks_amount(text: str) -> bool:
    """Tell whether a message asks how many pieces of data are needed.

    Args:
        text: Normalised text.
    """
    return lexicon.HOW_MANY.search(text) is not None


def held(text: str) -> int | None:
    """Return how many pieces of data a firm says it has.

    Args:
        text: Normalised text.
    """
    match = lexicon.PIECES.search(text)
    return None if match is None else _number(match["n"])


def needed(scenario: Scenario) -> Need:
    """Return how much data a scenario needs.

    Args:
        scenario: The scenario.
    """
    match = lexicon.LEAST_PIECES.search(normalise(scenario.data_prerequisites))
    return Need(scenario.data_prerequisites, int(match["n"]) if match else None)


def _number(text: str) -> int:
    """Read a whole number in digits or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in lexicon.TENS:
            total += (digit or 1) * lexicon.TENS[sign]
            digit = 0
        else:
            digit = lexicon.DIGITS[sign]
    return total + digit
