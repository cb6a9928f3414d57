"""Tells which words about a service give no score of the speaker's own, however they sound."""

from __future__ import annotations

from tools.domain.answering.correcting import standard
from tools.domain.answering.own import own_part
from tools.domain.satisfaction import lexicon


def own_words(text: str) -> str:
    """Return what a message says of its speaker's own opinion, as it holds now; empty where it says nothing of it.

    Args:
        text: The message; it is returned as it is where it speaks of nothing else.
    """
    said = standard(text)
    ours = own_part(said)
    if lexicon.THREATENS.search(ours):
        return ""
    return text if ours == said else ours


def ironic(text: str) -> bool:
    """Tell whether a message praises what it tells to be bad.

    Args:
        text: Normalised text.
    """
    if lexicon.MOCKS.search(text):
        return True
    blamed = lexicon.PRAISE.search(text) is not None and lexicon.BLAME.search(text) is not None
    return blamed and (lexicon.SNEERS.search(text) is not None or lexicon.YET.search(text) is None)


def other_scale(text: str) -> bool:
    """Tell whether a message scores on a scale that is not the one from 1 to 5.

    Args:
        text: Normalised text.
    """
    return lexicon.OTHER_SCALE.search(text) is not None and lexicon.OF_FIVE.search(text) is None


def without_scale(text: str) -> str:
    """Leave out what a message says of the scale, or of full marks it does not give, where it says more than that.

    Args:
        text: The message.
    """
    rest = lexicon.NOT_FULL.sub(" ", text)
    bare = lexicon.SCALE_SAID.sub(" ", rest)
    return bare if lexicon.FIGURE.search(bare) else rest


def learns_scale(text: str) -> bool:
    """Tell whether a message has just understood that 5 is the best, so that its score stands for the one before.

    Args:
        text: Normalised text.
    """
    return lexicon.LEARNS_SCALE.search(text) is not None
