"""Tells when a person wants to talk to a person, is angry, or ends such a talk."""

from __future__ import annotations

from tools.domain.tickets import lexicon


def wants_person(text: str) -> bool:
    """Tell whether a message asks for a person.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.WANTS_PERSON.search(lexicon.NO_PERSON.sub(" ", text)))


def angry(text: str) -> bool:
    """Tell whether a message is said in anger at the platform or the assistant.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.ANGRY.search(lexicon.NOT_ANGRY.sub(" ", text)))


def ends_talk(text: str) -> bool:
    """Tell whether an enterprise no longer wants a person, and says nothing else.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.END_TALK.match(text))


def lets_go(text: str) -> bool:
    """Tell whether an operator gives a talk back, and says nothing else.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.LET_GO.match(text))


def aside(text: str) -> str | None:
    """Return what an operator in a talk says to the assistant instead; None for words to the enterprise."""
    match = lexicon.ASIDE.match(text)
    return text[match.end() :].strip() if match else None


def reason(text: str) -> str:
    """Return why a person is asked for, without the asking; empty where no reason is given.

    Args:
        text: Normalised text.
    """
    rest = lexicon.ASKED_LAST.sub("", lexicon.REASON.sub("", text, count=1), count=1).strip(" ,.!:;、~")
    return "" if lexicon.NOTHING.match(rest) else rest


def asks_of_need(text: str) -> bool:
    """Tell whether a message asks about one need of a list, or whose it is.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.OF_NEED.search(text))


def to_them(text: str) -> str:
    """Return what an operator in a talk wants said to the enterprise, without the asking.

    Args:
        text: Normalised text.
    """
    return lexicon.TELL_THEM.sub("", text) or text


def nobody_there(text: str) -> bool:
    """Tell whether somebody who waits for a person asks where that person is.

    Args:
        text: Normalised text.
    """
    return lexicon.NOBODY_THERE.match(text) is not None


def done_with_ticket(text: str) -> str | None:
    """Return the tool that does what is asked with the ticket under discussion; None where nothing is.

    Args:
        text: Normalised text.
    """
    if lexicon.URGES_IT.match(text):
        return "urge_ticket"
    return "move_ticket" if lexicon.MOVES_IT.match(text) else None


def waits(text: str) -> bool:
    """Tell whether somebody asks what becomes of the ticket just spoken of.

    Args:
        text: Normalised text.
    """
    return lexicon.WAITS.match(text) is not None


def asks_who_waits(text: str) -> bool:
    """Tell whether a message asks who waits for a person.

    Args:
        text: Normalised text.
    """
    return lexicon.WHO_WAITS.search(text) is not None
