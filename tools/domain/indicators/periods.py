"""Tells which period a figure of a message belongs to: what was, or what is now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tools.domain.indicators import lexicon
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.figures import numerals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.domain.indicators.figures.figure import Figure

Period = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that says which period is meant.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        period: The period.
    """

    start: int
    end: int
    period: Period


def marks(text: str) -> list[Mark]:
    """Find all words that say which period is meant, in order.

    Args:
        text: Normalised text, with names blotted out.
    """
    found = [Mark(*m.span(), "before") for m in lexicon.BEFORE.finditer(text)]
    ranked = _ranked(text)
    found = [m for m in found if not any(r.start < m.end and m.start < r.end for r in ranked)] + ranked
    taken = [(mark.start, mark.end) for mark in found]
    for match in lexicon.AFTER.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            # What something else is compared with is what was: so much less than the 3% of now.
            against = words.AGAINST.search(text, 0, match.start()) and words.FIGURE_NEXT.match(text, match.end())
            found.append(Mark(*match.span(), "before" if against else "after"))
    if len({mark.period for mark in found}) < 2:  # noqa: PLR2004 -- before and after
        found += _ordered(text) or _paired(text)
    return sorted(found, key=lambda mark: mark.start)


def _paired(text: str) -> list[Mark]:
    """Take words said with before and after, or with old and new, for the two periods."""
    for match in lexicon.UNTIL.finditer(text):
        for start in range(match.start("what"), match.end("what")):
            what = re.escape(text[start : match.end("what")])
            if after := re.search(what + lexicon.SINCE, text):
                return [Mark(start, match.end(), "before"), Mark(*after.span(), "after")]
    for match in lexicon.OLD_AND_NEW.finditer(text):
        for end in range(match.end("what"), match.start("what"), -1):
            after_at = text.find(lexicon.NEW_ONE + text[match.start("what") : end])
            if after_at >= 0:
                return [Mark(match.start(), end, "before"), Mark(after_at, after_at + end - match.start(), "after")]
    return []


def _ranked(text: str) -> list[Mark]:
    """Take last year as the year after, where the year before it is named."""
    for names in lexicon.RANKED:
        places = [(rank, m.span()) for rank, name in enumerate(names) for m in re.finditer(name, text)]
        ranks = sorted({rank for rank, _ in places})
        if len(ranks) == 2:  # noqa: PLR2004 -- before and after
            return [Mark(*span, "before" if rank == ranks[0] else "after") for rank, span in places]
    return []


def _ordered(text: str) -> list[Mark]:
    """Take two years, quarters, months or halves that differ as the one before and the one after."""
    for pattern in lexicon.ORDERED:
        places = [(_place(match), match.span()) for match in pattern.finditer(text)]
        values = sorted({place for place, _ in places})
        if len(values) == 2:  # noqa: PLR2004 -- before and after
            return [Mark(*span, "before" if place == values[0] else "after") for place, span in places]
    return []


def _place(match: re.Match[str]) -> int:
    word = next(group for group in match.groups() if group)
    return lexicon.HALVES[word] if word in lexicon.HALVES else int(numerals.read(word))


def own(text: str, figures: Sequence[Figure], found: Sequence[Mark]) -> list[Period | None]:
    """Tell each figure's period by the words right around it; None where there are none.

    Args:
        text: Normalised text.
        figures: The figures that may be meant, in order.
        found: The marks of the text.
    """
    periods: list[Period | None] = []
    used: set[int] = set()
    begin = 0
    for index, figure in enumerate(figures):
        limit = figures[index + 1].start if index + 1 < len(figures) else len(text)
        following = lexicon.FOLLOWS_FIGURE.match(text[figure.end : limit])
        after = None
        if following and (words := following["words"]):
            at = figure.end + following.start("words")
            after = next((m for m in found if m.start == at and m.end - m.start >= len(words) - 1), None)
        before = [m for m in found if begin <= m.start < figure.start and m.start not in used]
        chosen = after if after and not before else before[-1] if before else None
        if chosen is after and after is not None:
            used.add(after.start)
        periods.append(chosen.period if chosen else None)
        begin = figure.end
    return periods


def carried(text: str, figures: Sequence[Figure], found: Sequence[Mark]) -> list[Period | None]:
    """Tell each figure's period, which lasts until a word names another."""
    periods = own(text, figures, found)
    last: Period | None = None
    for index, period in enumerate(periods):
        last = period or last
        periods[index] = last
    return periods


def length(text: str, figure: Figure) -> str | None:
    """Tell for how long a figure is.

    Returns:
        ``day``, ``week``, ``month``, ``quarter``, ``half`` or ``year``; None where nothing says so.
    """
    clauses = [0, *(m.end() for m in lexicon.NEW_CLAUSE.finditer(text, 0, figure.start))]
    before = text[clauses[-1] : figure.start]
    after = text[figure.end : figure.end + 5]
    found = next((name for name, pattern in lexicon.PERIODS if pattern.search(before) or pattern.match(after)), None)
    if found is None and len(clauses) > 1:
        ahead = text[clauses[-2] : clauses[-1]]
        if not any(sign.isdecimal() for sign in ahead):
            found = next((name for name, pattern in lexicon.PERIODS if pattern.search(ahead)), None)
    return found
