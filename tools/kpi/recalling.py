"""Reads a message that asks once more for what was worked out or compared last, or which way it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import following, keeping, subjects
from tools.domain.indicators import lexicon as words
from tools.domain.indicators.quantities import of_two_periods
from tools.kpi import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Indicator
    from tools.domain.indicators.quantities import Given

_LONGEST, _NAME = 20, 2


def asks_again(text: str, indicator: Indicator, known: Given) -> bool:
    """Tell whether a message asks no more than what the last calculation came to.

    What has changed is no question of a calculation that is for one period only.

    Args:
        text: The message as written.
        indicator: Which one was worked out.
        known: What it was worked out from.
    """
    said = _bare(text)
    if said is None:
        return False
    rest = _without_name(said, indicator)
    if not lexicon.BESIDE_NAME.sub("", said):
        return False
    if lexicon.ASKS_CHANGE.fullmatch(said) or lexicon.ASKS_CHANGE.fullmatch(rest):
        return bool(known.earlier) or of_two_periods(indicator)
    if lexicon.ASKS_RESULT.fullmatch(said) or lexicon.ASKS_RESULT.fullmatch(rest):
        return True
    return rest != said and not lexicon.BESIDE_NAME.sub("", rest)


def asks_which_way(text: str) -> bool:
    """Tell whether a message asks no more than whether something went up or down, got better or worse.

    Args:
        text: The message as written.
    """
    said = _bare(text)
    return said is not None and lexicon.ASKS_CHANGE.fullmatch(said) is not None


def wonders(text: str, indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a message only wonders at a value of an indicator that somebody has put down, or who passed it.

    Args:
        text: The message as written.
        indicators: The catalog.
    """
    said = normalise(text)
    bids = words.KEEPS.search(said) or following.compares(text) or keeping.read(said).stage
    if bids or not lexicon.WONDERS_AT.search(said) or len(keeping.figures_in(said)) != 1:
        return False
    return following.named(said, indicators) is not None


def asks_effect(text: str) -> bool:
    """Tell whether a message asks how much something will save or improve, and gives no figure.

    Args:
        text: The message as written.
    """
    said = normalise(text)
    return lexicon.ASKS_EFFECT.search(said) is not None and not keeping.figures_in(said)


def _bare(text: str) -> str | None:
    """Return the words of a short message without figures, of no other matter."""
    said = normalise(text).strip()
    other = not following.about_figures(said) or words.KEEPS.search(said) or keeping.figures_in(said)
    return None if len(said) > _LONGEST or other else said


def _without_name(said: str, indicator: Indicator) -> str:
    """Leave out the indicator's name, the end of it by which it is called for short, or how else it is spoken of."""
    for name in sorted((indicator.name, *indicator.aliases), key=len, reverse=True):
        whole = normalise(name)
        shorter = (whole[start:] for start in range(len(whole) - _NAME))
        if not lexicon.ASKING_NAME.search(whole) and (short := next((s for s in shorter if s in said), "")):
            return said.replace(short, "", 1)
    spoken = subjects.mentions(said, {indicator.id: indicator})
    return said[: spoken[0].start] + said[spoken[0].end :] if spoken else said
