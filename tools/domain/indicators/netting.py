"""Takes off a figure what a message says does not count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tools.domain.indicators import lexicon
from tools.domain.indicators.adjusting import lexicon as adjusting
from tools.domain.indicators.changing import in_ten_thousands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.domain.indicators.figures.figure import Figure
    from tools.domain.indicators.quantities import Given

_REACH, _REACH_AFTER = 8, 3


def netted(text: str, figures: Sequence[Figure], known: Given | None) -> list[Figure]:
    """Take a figure that does not count off the one before it, unless what is left is said as well.

    Args:
        text: The message.
        figures: Its figures.
        known: What is known so far of the indicator under discussion.
    """
    before = [q.value for given in known.values.values() for q in given] if known else []
    done: list[Figure] = []
    for index, figure in enumerate(figures):
        on_top = lexicon.LEFT_OUT.search(text[figures[index - 1].end if index else 0 : figure.start])
        if on_top and any(v + figure.value == f.value for v in before for f in figures[index + 1 :]):
            continue
        last = done[-1] if done else None
        begin = figures[index - 1].end if index else 0
        if len(figures) == 1 or not _is_off(text, begin, figure):
            rest = last is not None and last.end > begin and last.value == figure.value and last.kind == figure.kind
            done += [] if rest else [figure]
            continue
        less = in_ten_thousands(figure, before)
        others = [f for f in figures if f is not figure]
        if last is not None and _is_left(text, last):
            continue
        if any(value - less.value == in_ten_thousands(f, before).value for value in before for f in others):
            continue
        same = last is not None and (last.kind == figure.kind or "bare" in {last.kind, figure.kind})
        if last is None or not same or last.unit not in {figure.unit, ""} or last.value <= figure.value:
            done.append(figure)
        elif not lexicon.SENTENCE.search(text[last.end : figure.start]):
            done[-1] = replace(last, value=last.value - figure.value, end=figure.end)
    return done


def _is_left(text: str, figure: Figure) -> bool:
    """Tell whether a figure is what is left when all that does not count is taken off."""
    around = text[max(0, figure.start - _REACH) : figure.end + _REACH_AFTER]
    return (lexicon.NET.search(around) or adjusting.GIVEN_ANEW.search(text, 0, figure.start)) is not None


def _is_off(text: str, begin: int, figure: Figure) -> bool:
    """Tell whether the words around a figure say that it does not count."""
    said = lexicon.TAKEN_OFF.search(text[begin : figure.start]) or lexicon.TAKEN_OFF_AFTER.match(text[figure.end :])
    return said is not None and not figure.relative
