"""Tells when a message urges a ticket, and which words of it speak of what is not to be urged."""

from __future__ import annotations

from tools.domain.tickets.urging import lexicon


def without_spared(text: str) -> str:
    """Return a message without the clauses that say not to urge, or that there is no hurry.

    Args:
        text: Normalised text.
    """
    return lexicon.SPARES.sub("", text).strip(" ,.;")


def urges(text: str) -> bool:
    """Tell whether a message urges what is not answered yet.

    Args:
        text: Normalised text.
    """
    said = without_spared(text)
    return lexicon.URGES.search(said) is not None and lexicon.URGED_ABROAD.search(said) is None


def urges_that(text: str) -> bool:
    """Tell whether a message urges the ticket under discussion.

    Args:
        text: Normalised text.
    """
    said = without_spared(text)
    return lexicon.URGES_IT.match(said) is not None and lexicon.URGED_ABROAD.search(said) is None
