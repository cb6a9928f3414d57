"""Tells what a message says of the speaker's own firm from what it says of customers', rivals' and friends' firms."""

from __future__ import annotations

from tools.domain.archive.others import lexicon


def ours(text: str, *, them: bool = True) -> str:
    """Return a message without what it tells of other firms; what that is stands blank.

    What is told of another firm goes on until the own one is spoken of.

    Args:
        text: The folded message.
        them: Whether a firm that is only pointed back at is another's, as it is to all but operators.
    """
    begins = [match.start() for match in lexicon.STRANGERS.finditer(text)]
    begins += [match.start() for match in lexicon.THEM.finditer(text)] if them else []
    if not begins:
        return text
    own = {match.start(): True for match in lexicon.OURS.finditer(text)}
    turns = sorted((own | dict.fromkeys(begins, False)).items())
    ends = [*(place for place, _ in turns[1:]), len(text)]
    kept = text[: turns[0][0]]
    for (start, mine), end in zip(turns, ends, strict=True):
        kept += text[start:end] if mine else " " * (end - start)
    return kept
