"""Finds the line of a record that a question is nearest to."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.lexical import normalise, runs
from tools.kit import lexicon
from tools.wording import records as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIR, CHARACTER, TOKEN = 1.0, 0.3, 1.5
"""What a shared pair of characters, a single character, and a number or Latin word count for."""

IN_TITLE = 0.2
"""What remains of a term that the record's own names carry too."""

FIGURE = 1.2
"""What it adds when the line holds the kind of figure asked for."""

NEAR = 1.0
"""From which nearness a line answers a question."""


@lru_cache(maxsize=8192)
def _terms(text: str) -> dict[str, float]:
    """Return the terms of a text with what each counts for."""
    terms: dict[str, float] = {}
    for run in runs(normalise(text)):
        if run[0].isascii():
            terms[run] = TOKEN
            continue
        terms |= {character: CHARACTER for character in run if character not in wording.STOP_CHARACTERS}
        for pair in (run[i : i + 2] for i in range(len(run) - 1)):
            if not set(pair) <= wording.STOP_CHARACTERS:
                terms[pair] = PAIR
    return terms


def nearness(question: str, lines: Sequence[str], names: Sequence[str] = ()) -> list[float]:
    """Tell how near each line is to a question.

    Shared words count by how few of the lines hold them; figures of the kind asked for are added.

    Args:
        question: In the person's own words.
        lines: All lines of one record.
        names: Title and other names of the record, which tell its lines apart little.
    """
    held = [_terms(line) for line in lines]
    frequency = Counter(term for terms in held for term in terms)
    titled = {term for name in names for term in _terms(name)}
    asked = {
        term: weight * (IN_TITLE if term in titled else 1.0) * _rarity(frequency[term], len(lines))
        for term, weight in _terms(question).items()
    }
    words = [sum(weight for term, weight in asked.items() if term in terms) for terms in held]
    figures = [_figure(normalise(question), normalise(line)) for line in lines]
    return [word + figure for word, figure in zip(words, figures, strict=True)]


def _rarity(frequency: int, size: int) -> float:
    return math.log1p((size - frequency + 0.5) / (frequency + 0.5))


def _figure(question: str, line: str) -> float:
    """Tell whether a line holds the kind of figure a question asks for."""
    if match := wording.COUNTED.search(question):
        return FIGURE if re.search(wording.NUMBER.format(unit=match.group(1)), line) else 0.0
    if lexicon.AMOUNT_ASKED.search(question):
        return FIGURE if lexicon.MONEY.search(line) else 0.0
    if wording.TIME_ASKED.search(question):
        return FIGURE if wording.DURATION.search(line) else 0.0
    if wording.HOW_MANY.search(question):
        return FIGURE / 2 if wording.ANY_NUMBER.search(line) else 0.0
    return 0.0
