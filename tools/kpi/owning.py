"""Tells whether the figures of a message are another firm's, or only what is planned: no result of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import keeping
from tools.kpi import lexicon
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Iterator


def not_ones_own(question: str, *, goes_on: bool = False) -> str:
    """Say that all figures of a message are another firm's, or what is planned; empty elsewhere.

    Args:
        question: The message as written.
        goes_on: It goes on about a calculation, which knows what is aimed at from what is.
    """
    if of_others(question):
        return wording.OF_OTHERS
    return wording.PLANNED if not goes_on and _all(question, lexicon.PLANNED) else ""


def of_others(question: str) -> bool:
    """Tell whether all figures of a message are another firm's.

    Args:
        question: The message as written.
    """
    text = normalise(question)
    asks = lexicon.OTHERS_DO.match(text) is not None and bool(keeping.figures_in(text))
    return asks or _all(question, lexicon.OF_OTHERS)


def worked_out_for(question: str, *, goes_on: bool) -> str:
    """Say that what was worked out is another firm's, or what it comes to by a plan; empty elsewhere.

    Args:
        question: The message as written.
        goes_on: It goes on about a calculation, which knows what is aimed at from what is.
    """
    if of_others(question):
        return wording.WORKED_OUT_FOR_OTHERS
    planned = list(_figures(question, lexicon.PLANNED))
    ends_in_aim = bool(planned) and planned[-1]
    return wording.WORKED_OUT_AS_PLANNED if ends_in_aim and not goes_on else ""


def _all(question: str, words: lexicon.Of) -> bool:
    said = list(_figures(question, words))
    return bool(said) and all(said)


def _figures(question: str, words: lexicon.Of) -> Iterator[bool]:
    """Tell of each figure whether it is said of what the words name; in one sentence it goes on until it is ended."""
    text, at, going_on = normalise(question), 0, False
    for figure in keeping.figures_in(text):
        before = text[at : figure.start]
        ends = [match.end() for match in words.ends.finditer(before)]
        rest = before[ends[-1] :] if ends else before
        going_on = words.begins.search(rest) is not None or (going_on and not ends)
        yield going_on
        at = figure.end
