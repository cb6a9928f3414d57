"""Tells when a message asks for a person of the platform, only speaks of one, or asks who waits for one."""

from __future__ import annotations

from tools.domain.tickets.persons import lexicon


def wants_person(text: str) -> bool:
    """Tell whether a message asks for a person.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.WANTS_PERSON.search(lexicon.NO_PERSON.sub(" ", text)))


def speaks_of_person(text: str) -> bool:
    """Tell whether a message speaks of persons and machines, the platform's or others', and asks for no person.

    Args:
        text: Normalised text.
    """
    return lexicon.OF_A_PERSON.search(text) is not None and not wants_person(text)


def asks_who_waits(text: str) -> bool:
    """Tell whether a message asks who waits for a person.

    Args:
        text: Normalised text.
    """
    return lexicon.WHO_WAITS.search(text) is not None
