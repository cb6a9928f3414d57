"""Moves a figure of the last calculation by so much more or less, where that is said instead of the figure itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import denying, filling, lexicon
from tools.domain.indicators.changing import in_ten_thousands, relative_change
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.quantities import Given, Quantity, change_keys, fits, measured, of

if TYPE_CHECKING:
    from corpus.catalogs import Indicator, Variable
    from tools.domain.indicators.figures.figure import Figure

_ANY_DAY = date(2026, 1, 1)
_REACH = 6


def moved(text: str, indicator: Indicator, known: Given) -> Given | None:
    """Return a calculation with one of its figures so much more or less; None where a message says nothing like it.

    Args:
        text: The message as written.
        indicator: The indicator under discussion.
        known: What is known of it.
    """
    text = denying.without_denied(normalise(text))
    figures = scan(text, _ANY_DAY).figures
    if len(figures) != 1 or not known.values or lexicon.BOUND.search(text[: figures[0].start]):
        return None
    figure, before = figures[0], text[: figures[0].start]
    key = _key(text, indicator, figure, known)
    old = known.values.get(key or "", ())
    if key is None or len(old) != 1:
        return None
    if figure.relative:
        change = relative_change(figure, before, text[figure.end : figure.end + _REACH])
        if change is None or change.share is None or lexicon.TO_SHARE.search(before):
            return None
        new = Quantity(old[0].value * (1 + change.share), old[0].unit)
    else:
        sign = -1 if lexicon.LESS.search(before) else 1 if lexicon.MORE.search(before) else 0
        variable = next(v for v in indicator.variables if v.key == key)
        rhythm = figure.kind == "frequency" and not lexicon.FURTHER.search(before)
        sums = variable.kind in {"money", "count"} or figure.scale == 1
        step = like(figure, variable, old[0])
        if step is None or not sign or rhythm or not sums or lexicon.TO.search(before):
            return None
        new = Quantity(old[0].value + sign * step.value, old[0].unit)
    return None if new.value < Decimal(0) else instead(known, key, new)


def like(figure: Figure, variable: Variable, old: Quantity) -> Quantity | None:
    """Return a figure in the unit of a known one, to be set against it; None where it measures something else."""
    if variable.kind == "date" or not (fits(figure, variable) or figure.kind == "bare"):
        return None
    figure = in_ten_thousands(figure, [old.value]) if variable.kind == "money" else figure
    try:
        return measured(of(figure), variable).to(old.unit)
    except ValueError:
        return None


def instead(known: Given, key: str, new: Quantity) -> Given:
    """Return a calculation with another figure in the place of one."""
    return replace(known, values={**known.values, key: (new,)}, change=None, problem=None)


def _key(text: str, indicator: Indicator, figure: Figure, known: Given) -> str | None:
    """Tell which variable is moved: of two periods the later, once more, or the one that is named."""
    keys = change_keys(indicator)
    if keys is not None:
        earlier = lexicon.BEFORE.search(text) and not lexicon.AFTER.search(text)
        return (
            keys[0] if earlier else keys[1] if lexicon.FURTHER.search(text) and set(keys) <= set(known.values) else None
        )
    named = {v.key: filling.score(text, figure, v.key, 0, len(text)) for v in indicator.variables}
    named = {key: score for key, score in named.items() if score > 0 and key in known.values}
    return max(named, key=named.__getitem__, default=None)
