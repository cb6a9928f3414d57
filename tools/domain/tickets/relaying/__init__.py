"""Reads what is, or was, to be told to an enterprise, what is added to it, and where an answer wants that put."""

from __future__ import annotations

from typing import Literal

from tools.domain.tickets import bidding
from tools.domain.tickets.relaying import lexicon

Place = Literal["enterprise", "ticket", "neither"]
"""Where something goes that was said beside what an enterprise was told."""


def told_to_one(text: str) -> bool:
    """Tell whether a message bids the assistant to say something to one enterprise.

    Args:
        text: Normalised text.
    """
    match = lexicon.TOLD_TO_ONE.match(text)
    whom = next(filter(None, match.groupdict().values()), "") if match is not None else ""
    return bool(whom) and lexicon.MANY.search(whom) is None


def told_before(text: str) -> bool:
    """Tell whether a text tells what was said to somebody before, and bids nothing to be said."""
    return lexicon.TOLD_BEFORE.search(text) is not None and not bidding.told_to_them(text)


def told_beside(text: str) -> str:
    """Return what a text adds to what an enterprise was told before; empty where it adds nothing.

    Args:
        text: Normalised text.
    """
    match = lexicon.TOLD_BESIDE.match(text)
    return match["text"] if match else ""


def to_the_enterprise(text: str) -> str:
    """Return what a text bids to be said to the enterprise, without naming it; empty where it bids nothing so.

    Args:
        text: Normalised text.
    """
    match = lexicon.TOLD_THEM.match(text)
    return match["text"] if match and not told_before(text) else ""


def adds_for_them(text: str) -> bool:
    """Tell whether a text that adds to what was said before says that it is for the enterprise.

    Args:
        text: Normalised text.
    """
    match = lexicon.TOLD_BESIDE.match(text)
    return match is not None and bool(match["whom"] or match["them"])


def place_of(text: str) -> Place | None:
    """Return where an answer wants something put: before the enterprise, on the ticket, or neither; None for none.

    Args:
        text: Normalised text.
    """
    unsent, unnoted = lexicon.NOT_SENT.search(text) is not None, lexicon.NOT_NOTED.search(text) is not None
    places: list[Place] = []
    if not unsent and lexicon.TO_ENTERPRISE.fullmatch(text):
        places.append("enterprise")
    if not unnoted and lexicon.TO_TICKET.fullmatch(text):
        places.append("ticket")
    turned_down = (unsent or unnoted) and len(text) <= lexicon.LONGEST_PLACE
    if lexicon.TO_NEITHER.fullmatch(text) or (turned_down and not places):
        return "neither"
    return places[0] if len(places) == 1 else None
