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


def by_others(text: str) -> bool:
    """Tell whether a message tells what somebody promised who is none of the platform's people, nor sent by it.

    Args:
        text: Normalised text.
    """
    return lexicon.BY_OTHERS.search(text) is not None


def told_only(text: str) -> bool:
    """Tell whether a message tells of others' complaint elsewhere, or whom of one's own one lets try, and no more.

    Args:
        text: Normalised text.
    """
    return lexicon.COMPLAINED_ABROAD.search(text) is not None or lexicon.TRIES_FIRST.match(text) is not None


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

    So does one that has not looked yet, or that goes on to differ from what was said.

    Args:
        text: Normalised text.
    """
    if lexicon.NOT_THUS.search(text) or lexicon.NOT_TRIED.search(text):
        return True
    claimed = lexicon.CLAIMED.search(text)
    return claimed is not None and lexicon.UNSETTLED.search(text, claimed.end()) is not None


def leaves_open(text: str) -> bool:
    """Tell whether a message says that somebody calls a matter solved, and not whether it is.

    Args:
        text: Normalised text.
    """
    return lexicon.CLAIMED.search(text) is not None and not_thus(text) and not contradicts(text)


def without_untried(text: str) -> str:
    """Return a message that calls a matter solved without what is only supposed of it, or not tried yet.

    Args:
        text: Normalised text.
    """
    claimed = lexicon.CLAIMED.search(text)
    if claimed is None:
        return text
    return text[: claimed.end()] + lexicon.NOT_TRIED.sub("", lexicon.SUPPOSED.sub("", text[claimed.end() :]))


def contradicts(text: str) -> bool:
    """Tell whether a message says that a matter somebody calls solved is not.

    Args:
        text: Normalised text.
    """
    claimed = lexicon.CLAIMED.search(text)
    if claimed is None:
        return False
    rest = without_untried(text)[claimed.end() :]
    return NOT_SOLVED.search(rest) is not None or lexicon.DENIES.search(rest) is not None
