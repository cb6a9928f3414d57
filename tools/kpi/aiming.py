"""Reads an aim that is set against the last calculation: what it comes to at the figure one aims at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import following, keeping
from tools.domain.indicators import lexicon as words
from tools.domain.indicators.quantities import change_keys, fits, measured, of
from tools.kpi import lexicon

if TYPE_CHECKING:
    from corpus.catalogs import Indicator
    from tools.domain.indicators.quantities import Given

_LONGEST = 48


def aimed(text: str, indicator: Indicator, known: Given) -> str | None:
    """Return a message that asks what one figure that is aimed at comes to, without the known one it is set against.

    Args:
        text: The message as written.
        indicator: The indicator under discussion.
        known: What is known of it.
    """
    said = normalise(text)
    if len(said) > _LONGEST or not lexicon.AIM.search(said) or not following.about_figures(said):
        return None
    said = _without_base(said, indicator, known)
    if not (words.CALCULATE.search(said) or words.FOLLOW_UP_END.search(said)) or words.MEANING.search(said):
        return None
    figures = keeping.figures_in(said)
    after = (change_keys(indicator) or ("", ""))[-1]
    variable = next((one for one in indicator.variables if one.key == after), None)
    return said if variable and len(figures) == 1 and fits(figures[0], variable) else None


def _without_base(said: str, indicator: Indicator, known: Given) -> str:
    """Leave out that it is set against the figure of before, where that is the one that is known."""
    beside = lexicon.SET_AGAINST.search(said)
    keys = change_keys(indicator)
    if beside is None or not keys:
        return said
    figures = keeping.figures_in(beside["what"])
    variable = next(one for one in indicator.variables if one.key == keys[0])
    base = known.values.get(keys[0], ())
    same = len(figures) == 1 and fits(figures[0], variable) and (measured(of(figures[0]), variable),) == base
    return said[: beside.start()] + said[beside.end() :] if same else said
