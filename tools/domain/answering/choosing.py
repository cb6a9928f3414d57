"""Reads which of two options is meant by who was asked between them: the former, the lower, the second of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.answering import lexicon
from tools.domain.answering.correcting import standard
from tools.domain.answering.own import own_part

if TYPE_CHECKING:
    from collections.abc import Sequence


def picked(text: str, between: Sequence[int]) -> tuple[int, ...]:
    """Return the option that words point at, both where they fit either of them, and none where they point at none.

    Options go from the least to the most, so that the lower one is also the former.

    Args:
        text: What was said.
        between: The two options, 0 to 4, as they were asked about.
    """
    former, latter = between
    said = lexicon.CLAUSES.split(own_part(standard(text)))[-1]  # what is meant comes after why
    if lexicon.FORMER.fullmatch(said):
        return (former,)
    if lexicon.LATTER.fullmatch(said):
        return (latter,)
    if lexicon.BOTH.fullmatch(said):
        return former, latter
    if match := lexicon.OF_THE_TWO.fullmatch(said):
        place = lexicon.ORDINALS[match["place"]] if not match["place"].isdecimal() else int(match["place"])
        # The second may be the option of that number, or the second of the two.
        meant = sorted({place - 1, (former, latter)[place - 1]})
        return tuple(meant)
    return ()
