"""Tells which words about a service give no score of the speaker's own, however they sound."""

from __future__ import annotations

from tools.domain.answering.correcting import standard
from tools.domain.answering.lexicon import CLAUSES
from tools.domain.answering.own import of_others, own_part
from tools.domain.satisfaction import lexicon
from tools.domain.tickets.rating import corrects, score_in

HIGH = 4
"""A score from which praise may be meant the other way round."""


def own_words(text: str) -> str:
    """Return what a message says of its speaker's own opinion, as it holds now; empty where it says nothing of it.

    Args:
        text: The message; it is returned as it is where it speaks of nothing else.
    """
    said = standard(text)
    ours = _without_threats(own_part(said, _back_to_us, at_work=False))
    return text if ours == said else ours


def _back_to_us(clause: str, left: str) -> bool:
    """Tell whether a clause judges the platform behind one that told of others, or of how it was."""
    if lexicon.ON_US.match(clause):
        return True
    return bool(lexicon.SCORES.match(clause)) and (not of_others(left) or bool(lexicon.HEARD_OF_US.search(left)))


def _without_threats(said: str) -> str:
    """Leave out the clauses that say what score there will be."""
    ends = [match.end() for match in lexicon.THREATENS.finditer(said)]
    if not ends:
        return said
    kept, since = [], 0
    for clause in CLAUSES.split(said):
        until = since + len(clause)
        if not any(since < end <= until for end in ends):
            kept.append(clause)
        since = until + 1
    return ",".join(filter(None, kept))


def ironic(text: str) -> bool:
    """Tell whether a message praises what it tells to be bad; a low score is meant as it is.

    Args:
        text: Normalised text.
    """
    text = without_scale(text)
    score = score_in(text)
    if score is not None and score < HIGH:
        return False
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


def recalled(text: str) -> bool:
    """Tell whether a message only tells of a score that was given before, and changes nothing about it.

    Args:
        text: Normalised text.
    """
    return lexicon.RECALLED.search(text) is not None and not corrects(text)
