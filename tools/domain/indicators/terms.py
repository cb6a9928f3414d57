"""Reads which month, quarter, half or year a figure is for, and tells one from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain.indicators.figures import lexicon, numerals

if TYPE_CHECKING:
    import re
    from datetime import date

Kind = Literal["month", "quarter", "half", "year"]
_MONTHS, _QUARTERS, _CENTURY = 12, 4, 2000


@dataclass(frozen=True, slots=True)
class Term:
    """A period.

    Attributes:
        kind: How long it is.
        number: Which one of its year; 0 for a year.
        year: The year, where that is said.
        end: Where its words end in the normalised message.
        words: The words, normalised; empty where they say it only by the day they are said on, as last month.
    """

    kind: Kind
    number: int
    year: int | None
    end: int
    words: str = ""

    def may_be(self, other: Term) -> bool:
        """Tell whether another can be the same period."""
        same_year = self.year is None or other.year is None or self.year == other.year
        return self.kind == other.kind and self.number == other.number and same_year

    def ahead(self, today: date) -> bool:
        """Tell whether it begins after a day; a period of no year is that of the day's year."""
        first = {"year": 1, "half": (self.number - 1) * 6 + 1, "quarter": (self.number - 1) * 3 + 1}
        month = first.get(self.kind, self.number)
        return (self.year or today.year, month) > (today.year, today.month)

    def clashes(self, other: Term) -> bool:
        """Tell whether another of the same length is not the same period."""
        return self.kind == other.kind and not self.may_be(other)


def only(text: str, today: date) -> Term | None:
    """Return the one period a message speaks of; None where it speaks of none, or of several.

    Args:
        text: The message as written.
        today: The day it is said on.
    """
    text = lexicon.DENIED_PERIOD.sub("", normalise(text))
    of_it = (match for match in lexicon.TERM.finditer(text) if not lexicon.OF_SOMETHING_ELSE.match(text, match.end()))
    found = [_read(match, today) for match in of_it]
    longer = [term for term in found if term.kind != "year"] or found
    return longer[0] if longer and all(term.may_be(longer[0]) for term in longer) else None


def _read(match: re.Match[str], today: date) -> Term:
    said = match["year"] or match["alone"]
    year = _year(said, today) if said else None
    end, words = match.end(), match.group()
    if match["iso"]:
        return Term("month", int(match["of_it"]), int(match["iso"]), end, words)
    if match["back"]:
        return _back(match, today)
    if match["half"]:
        return Term("half", lexicon.HALF_YEARS.index(match["half"]) + 1, year, end, words)
    if match["quarter"]:
        return Term("quarter", int(numerals.read(match["quarter"])), year, end, words)
    if match["month"]:
        return Term("month", int(numerals.read(match["month"])), year, end, words)
    return Term("year", 0, year, end, "" if said in lexicon.YEARS_BACK else words)


def _year(words: str, today: date) -> int:
    if words in lexicon.YEARS_BACK:
        return today.year + lexicon.YEARS_BACK[words]
    number = int("".join(sign for sign in words if sign.isdecimal()))
    return number if number > _CENTURY else _CENTURY + number


def _back(match: re.Match[str], today: date) -> Term:
    back = lexicon.TERMS_BACK[match["back"]]
    of_quarter = match["of"].startswith(lexicon.QUARTER)
    length, current = (_QUARTERS, (today.month + 2) // 3) if of_quarter else (_MONTHS, today.month)
    year, place = divmod(today.year * length + current - 1 + back, length)
    return Term("quarter" if of_quarter else "month", place + 1, year, match.end())
