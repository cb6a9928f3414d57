"""Looks at the words of a message to many before it is shown."""

from __future__ import annotations

from corpus.lexical import normalise
from tools.domain.follow_ups import reading
from tools.domain.follow_ups.editing import LONGEST_TEXT
from tools.kit.errors import Conflict, InvalidArguments
from tools.wording import campaigns as wording


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
