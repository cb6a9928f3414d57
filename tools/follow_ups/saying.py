"""Tells bids of operators from mere talk, and looks at the words of a message to many before it is shown."""

from __future__ import annotations

from corpus.lexical import normalise
from tools.domain.follow_ups import reading
from tools.domain.follow_ups.editing import LONGEST_TEXT
from tools.follow_ups import lexicon
from tools.kit.errors import Conflict, InvalidArguments
from tools.wording import campaigns as wording


def undecided(text: str) -> bool:
    """Tell whether a message says, before what is to be sent or written, that nobody has decided on it.

    Args:
        text: Normalised text.
    """
    said = text.partition(":")[0]
    return reading.unsettled(said) or lexicon.UNDECIDED.search(said) is not None


def stopped_before(text: str) -> bool:
    """Tell whether a message tells that something was stopped before, and bids no stop.

    Args:
        text: Normalised text.
    """
    clauses = lexicon.CLAUSES.split(text)
    rest = [clause for clause in clauses if not lexicon.STOPPED_BEFORE.search(clause)]
    return len(rest) < len(clauses) and not any(map(reading.stops, rest))


def still_to_do(text: str) -> bool:
    """Tell whether a message tells what is still to be done about a task, and not that it is done.

    Args:
        text: Normalised text.
    """
    return lexicon.STILL_TO_DO.search(text) is not None and lexicon.SETTLED.search(text) is None


def checked(text: str) -> str:
    """Return what is to be sent, once nothing speaks against sending it as it is.

    Args:
        text: The words, as the person gave them.

    Raises:
        Conflict: They are no words to send: nothing is to be sent, or it is asked whether it was.
        InvalidArguments: They are empty, too long, or not filled in.
    """
    said, plain = reading.said_in(text), normalise(text)
    held_back = reading.holds_back(plain)
    if held_back or reading.asks_gone(plain):
        msg = "nothing is to be sent"
        raise Conflict(msg, words=wording.HELD_BACK if held_back else wording.NOT_GONE)
    if not said or reading.bids(said):
        msg = "nothing to say"
        raise InvalidArguments(msg, slot="text", problem="empty")
    if len(said) > LONGEST_TEXT:
        msg = f"{len(said)} characters"
        raise InvalidArguments(msg, slot="text", problem="length", length=len(said), most=LONGEST_TEXT)
    if blank := reading.blank_in(said):
        msg = f"not filled in: {blank!r}"
        raise InvalidArguments(msg, slot="text", problem="placeholders", words=blank)
    return said
