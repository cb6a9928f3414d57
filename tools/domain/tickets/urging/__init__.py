"""Tells when a message urges a ticket, and which words of it speak of what is not to be urged."""

from __future__ import annotations

from tools.domain.tickets.urging import lexicon


def without_spared(text: str) -> str:
    """Return a message without the clauses that say not to urge, or that there is no hurry.

    Args:
        text: Normalised text.
    """
    return lexicon.CLAUSE.sub(lambda clause: "" if _spares(clause.group()) else clause.group(), text).strip(" ,.;")


def _spares(clause: str) -> bool:
    return lexicon.OF_HASTE.search(clause) is not None and lexicon.SPARES.match(clause) is not None


def to_colleague(text: str) -> bool:
    """Tell whether a message is said to a colleague who is called by name, and not to the assistant."""
    return lexicon.TO_COLLEAGUE.search(text) is not None


def urges(text: str) -> bool:
    """Tell whether a message urges what is not answered yet.

    Args:
        text: Normalised text.
    """
    said = without_spared(text)
    other = to_colleague(text) or lexicon.URGED_ABROAD.search(said) or asks_if_urged(text)
    return lexicon.URGES.search(said) is not None and not other


def urges_that(text: str) -> bool:
    """Tell whether a message urges the ticket under discussion.

    Args:
        text: Normalised text.
    """
    said = without_spared(text)
    other = lexicon.URGED_ABROAD.search(said) or asks_if_urged(text)
    return lexicon.URGES_IT.match(said) is not None and not other


def nobody_came(text: str) -> bool:
    """Tell whether a message says that a person was to call or to come, and that none did.

    Args:
        text: Normalised text.
    """
    return lexicon.NOBODY_CAME.match(text) is not None


def asks_when(text: str) -> bool:
    """Tell whether a message only asks when one will be answered, and tells no matter.

    Args:
        text: Normalised text.
    """
    return len(text) <= lexicon.LONGEST_ASKED and lexicon.ASKS_WHEN.fullmatch(text) is not None


def tells_of_before(text: str) -> bool:
    """Tell whether a message tells of a time before, and urges nothing.

    Args:
        text: Normalised text.
    """
    return lexicon.TALE.search(text) is not None and lexicon.URGES.search(text) is None


def asks_if_urged(text: str) -> bool:
    """Tell whether a message asks if a ticket was urged, or takes it that one was.

    Args:
        text: Normalised text.
    """
    return lexicon.WAS_URGED.search(text) is not None
