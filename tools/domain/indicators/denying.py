"""Leaves out of a message the figures that it denies, so that no reader takes them for what is the case."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from tools.domain.indicators.figures import lexicon
from tools.domain.indicators.figures.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.domain.indicators.figures.figure import Figure

_ANY_DAY = date(2026, 1, 1)


def without_denied(text: str) -> str:
    """Blank out the figures that a message denies, with the words that do; all else stays in its place.

    Args:
        text: Normalised text.
    """
    for start, end in _denied(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _denied(text: str) -> Iterator[tuple[int, int]]:
    figures = scan(text, _ANY_DAY).figures
    pairs = [*pairwise(figures), *((figure, None) for figure in figures[-1:])]
    for index, (figure, following) in enumerate(pairs):
        last = following if following is not None and _is_for(text, figure, following) else figure
        if lexicon.ASKED_OF.match(text, last.end):
            continue
        if denial := lexicon.DENIES.search(text, 0, figure.start):
            yield denial.start(), last.end
        elif len(figures) > 1 and (mistake := lexicon.MISTAKEN_FOR.search(text, 0, figure.start)):
            yield mistake.start(), last.end
        elif index and (wrong := lexicon.IS_WRONG.match(text, figure.end)):
            yield figure.start, wrong.end()


def _is_for(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether the first of two figures says no more than how long the second is for."""
    apart = first.kind == "time" and second.kind not in {"time", "date"}
    return apart and lexicon.OF_IT.fullmatch(text, first.end, second.start) is not None
