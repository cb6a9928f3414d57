"""Tells which option a message chooses by the option's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.diagnosis import lexicon
from tools.domain.answering import lexicon as answers

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE = 12
"""Characters before a quotation that say whether it is meant."""


def chosen(words: str, options: Sequence[str]) -> int | None:
    """Return the option a message chooses by its own text, in quotation marks or behind a word of choosing.

    Args:
        words: What was said.
        options: The options of the question it was said to.

    Returns:
        Its place; None where it chooses none so, or more than one.
    """
    said, texts = normalise(words), {plain(option): place for place, option in enumerate(options)}
    quoted = [
        m
        for m in lexicon.QUOTED.finditer(said)
        if not lexicon.NOT_CHOSEN.search(said[max(0, m.start() - BEFORE) : m.start()])
    ]
    for found in (quoted, lexicon.CHOSEN.finditer(said)):
        picked = {texts[text] for match in found if (text := plain(match["text"])) in texts}
        if picked:
            return picked.pop() if len(picked) == 1 else None
    return None


def plain(text: str) -> str:
    """Return a text as options are compared: without signs and what trails behind it, its numerals in digits.

    Args:
        text: An option, or what may be one.
    """
    told = lexicon.TRAILING.sub("", answers.SIGNS.sub("", normalise(text)))
    return lexicon.BETWEEN_DIGITS.sub("", told.translate(lexicon.NUMERALS))
