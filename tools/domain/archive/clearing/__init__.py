"""Tells what a message says that states nothing of the firm: what it points at or asks back, or no field holds."""

from __future__ import annotations

from tools.domain.archive.clearing import lexicon
from tools.domain.archive.found import fold


def unpointed(text: str) -> str:
    """Return a message without the words that point at a ticket or a wish by what it was about.

    Args:
        text: The folded message.
    """
    return lexicon.POINTED_AT.sub("_", text)


def asked_back(text: str) -> tuple[str, str] | None:
    """Part what a message asks back of the file, as not holding, from what it says then; None where it does not.

    Args:
        text: The folded message.
    """
    match = lexicon.ECHOED.search(text)
    return None if match is None else (match["echo"], text[match.end() :])


def without_field(text: str) -> tuple[str, ...]:
    """Return what a message tells of the firm that no field of the archive holds.

    Args:
        text: The message as it was written.
    """
    return tuple(name for name, told in lexicon.NO_FIELD.items() if told.search(fold(text)))


def asks_use(text: str) -> bool:
    """Tell whether a message asks what is done with what is about to be put on file of a person.

    Args:
        text: The message as it was written.
    """
    return lexicon.USE_ASKED.search(fold(text)) is not None
