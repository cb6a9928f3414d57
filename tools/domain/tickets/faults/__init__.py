"""Reads what went wrong with something: by that a matter is named, also once it is solved."""

from __future__ import annotations

from tools.domain.tickets.faults import lexicon
from tools.domain.tickets.lexicon import NOT_SOLVED


def names_fault(text: str) -> bool:
    """Tell whether a message names what went wrong with something, such as a link that did not open.

    Args:
        text: Normalised text.
    """
    return lexicon.FAULT.search(text) is not None


def without_name(text: str) -> str:
    """Return a message without what went wrong where a matter is only called by it, or it went so before.

    Args:
        text: Normalised text.
    """
    return lexicon.PAST.sub("", lexicon.NAMED_BY.sub("", text))


def in_doubt(text: str) -> bool:
    """Tell whether a message is not sure that what went wrong is solved.

    Args:
        text: Normalised text.
    """
    return lexicon.IN_DOUBT.search(text) is not None


def not_thus(text: str) -> bool:
    """Tell whether a message says how it is with somebody else, what somebody said of it, or how it will be.

    Args:
        text: Normalised text.
    """
    return lexicon.NOT_THUS.search(text) is not None


def contradicts(text: str) -> bool:
    """Tell whether a message says that a matter somebody calls solved is not.

    Args:
        text: Normalised text.
    """
    claimed = lexicon.CLAIMED.search(text)
    if claimed is None:
        return False
    rest = text[claimed.end() :]
    return NOT_SOLVED.search(rest) is not None or lexicon.DENIES.search(rest) is not None
