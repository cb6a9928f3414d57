"""Finds the figures of a text: numbers, Chinese numerals, percentages, dates and document numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Measure = Literal["percent", "money", "year", "month", "week", "day", "hour", "minute", "count", "label"]

# Chinese characters stand as escapes: these are the ones numbers are made of, not words for people.
_DIGITS = "\u3007\u96f6\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # zero (twice) to nine, two twice
_DIGIT = {
    character: int(unicodedata.numeric(character, 2))
    for character in _DIGITS  # the second two has no numeric value
}
_TENS = {"\u5341": 10, "\u767e": 100, "\u5343": 1000}
_MYRIADS = {"\u4e07": 10**4, "\u4ebf": 10**8}
_SCALES = "".join((*_TENS, *_MYRIADS))
_PER = "\u5206\u4e4b"  # "parts of", between denominator and numerator
_YEAR, _MONTH, _DAY, _NUMBER = "\u5e74", "\u6708", "\u65e5", "\u53f7"
_UNITS: dict[Measure, tuple[str, ...]] = {
    "percent": ("%", "\u4e2a\u767e\u5206\u70b9", "\u767e\u5206\u70b9"),
    "money": ("\u5143", "\u4eba\u6c11\u5e01"),
    "year": (_YEAR, "\u5468\u5e74", "\u4e2a\u5e74\u5ea6"),
    "month": ("\u4e2a\u6708", _MONTH),
    "week": ("\u5468", "\u4e2a\u661f\u671f"),
    "day": ("\u4e2a\u5de5\u4f5c\u65e5", "\u5de5\u4f5c\u65e5", "\u5929", _DAY),
    "hour": ("\u4e2a\u5c0f\u65f6", "\u5c0f\u65f6"),
    "minute": ("\u5206\u949f",),
    "count": tuple("\u4e2a\u9879\u6761\u7c7b\u7ea7\u5bb6\u79cd\u7ae0\u4eba\u540d\u500d\u6b3e\u6b21"),
}
_MEASURES = sorted(((unit, measure) for measure, units in _UNITS.items() for unit in units), key=lambda it: -len(it[0]))
_PRONOUN_TWO = "\u4e24"  # "these two items" points at things, it does not count them

_ONE_BEFORE = tuple("\u7edf\u540c\u67d0\u4efb\u6bcf\u8fd9\u90a3")  # unified, same, some, any, each, this, that
_ONE_AFTER = ("\u5ea6",)  # "year" as an adjective

DOCUMENT_NUMBER = re.compile(
    rf"[A-Z]{{1,6}}(?:/[A-Z]{{1,6}})?\s*\d+(?:\.\d+)?\s*-\s*(\d{{4}})|〔\d{{4}}〕\s*\d+\s*{_NUMBER}"
)
_LIST_MARK = re.compile(
    r"(?m)^[\s>#*+-]*(?:\(?\d{1,2}[.)\u3001](?!\d)|\(\d{1,2}\))|\(\d{1,2}\)|(?<=[;:,\u3002])\s*\d{1,2}\)"
)
_Y, _M, _D = r"(?:19|20)\d{2}", r"(?:0?[1-9]|1[0-2])(?!\d)", r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<y>{_Y})\s*{_YEAR}\s*(?P<m>{_M})\s*{_MONTH}(?:\s*(?P<d>{_D})\s*[{_DAY}{_NUMBER}])?"
    rf"|(?P<y2>{_Y})(?P<mark>[-/.])(?P<m2>{_M})(?P=mark)(?P<d2>{_D})"
    rf"|(?P<y3>{_Y})[-/](?P<m3>{_M})(?![-/])"
    rf"|(?P<y4>{_Y})\s*{_YEAR}"
    rf"|(?P<m5>{_M})\s*{_MONTH}\s*(?P<d5>{_D})\s*[{_DAY}{_NUMBER}]"
    rf"|(?P<m6>{_M})\s*{_MONTH})"
)
_LABEL = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])")
_IDENTIFIER = re.compile(r"[A-Za-z]+[-./]?\d[\w.\-]*", re.ASCII)
_FIRST_YEAR = 1900
_NUMERAL = rf"[{_DIGITS}{_SCALES}]"
_FIGURE = re.compile(
    rf"(?P<base>{_NUMERAL}+|\d+){_PER}(?P<part>{_NUMERAL}+|\d+(?:\.\d+)?)"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<scale>[{_SCALES}]*)"
    rf"|(?P<chinese>{_NUMERAL}+)"
)


def _plain(text: str) -> str:
    characters = []
    for character in text:
        narrow = unicodedata.normalize("NFKC", character)
        enclosed = unicodedata.category(character) == "No"
        characters.append(" " if enclosed else narrow if len(narrow) == 1 else character)
    return re.sub("[‐‑‒–—―−]", "-", "".join(characters))


def chinese_number(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or None where the characters form none.

    Args:
        text: Numeral characters only; digits in a row are read by position, as in a year.
    """
    if all(character in _DIGIT for character in text):
        return Decimal("".join(str(_DIGIT[character]) for character in text))
    total = section = digit = 0
    waiting = False
    for index, character in enumerate(text):
        if character in _DIGIT:
            if waiting:
                return None
            digit, waiting = _DIGIT[character], _DIGIT[character] != 0
        elif character in _TENS:
            if not waiting and not (character == "\u5341" and (index == 0 or not digit)):
                return None
            section += (digit if waiting else 1) * _TENS[character]
            digit, waiting = 0, False
        else:
            section += digit
            if not section and not total:
                return None
            scale = _MYRIADS[character]
            total = (total + section) * scale if scale > total else total + section * scale
            section = digit = 0
            waiting = False
    return Decimal(total + section + digit)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is told; None is not told."""

    year: int | None
    month: int | None
    day: int | None

    def within(self, other: Date) -> bool:
        """Whether the other date tells all this one does, and the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it measures, where that can be told."""

    words: str
    value: Decimal
    measure: Measure | None


@dataclass(slots=True)
class Found:
    """Everything of a text that is a figure."""

    dates: list[tuple[str, Date]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def _measure(text: str, at: int) -> tuple[Measure | None, str]:
    rest = text[at:].lstrip()
    for unit, measure in _MEASURES:
        if rest.startswith(unit):
            return measure, unit
    return None, ""


def _scaled(number: str, scale: str) -> Decimal:
    value = Decimal(number.replace(",", ""))
    for character in scale:
        value *= _TENS.get(character) or _MYRIADS[character]
    return value


def _numbers(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        measure, unit = _measure(text, match.end())
        words = match.group().strip() + unit
        if match["base"]:
            base, part = _value(match["base"]), _value(match["part"])
            if base and part is not None:
                percent = base % 100 == 0
                yield Figure(words, part / base * (100 if percent else 1), "percent" if percent else None)
        elif match["number"]:
            yield Figure(words, _scaled(match["number"], match["scale"]), measure)
        else:
            numeral = match["chinese"]
            value = _chinese_figure(numeral, measure)
            around = (
                text[match.start() - 1 : match.start()],
                text[match.end() + len(unit) : match.end() + len(unit) + 1],
            )
            if value is not None and not (value == 1 and (around[0] in _ONE_BEFORE or around[1] in _ONE_AFTER)):
                yield Figure(words, value, measure)


def _value(text: str) -> Decimal | None:
    if scale := _TENS.get(text) or _MYRIADS.get(text):
        return Decimal(scale)
    return Decimal(text) if text[0].isascii() else chinese_number(text)


def _chinese_figure(numeral: str, measure: Measure | None) -> Decimal | None:
    """Return the value where the numeral counts or measures; many words merely contain such characters."""
    if all(character in _DIGIT for character in numeral):
        if len(numeral) > 1:
            return chinese_number(numeral) if measure == "year" else None
        measured = measure not in {None, "count"}
        counted = measure == "count" and numeral != _PRONOUN_TWO and _DIGIT[numeral] > 1
        return Decimal(_DIGIT[numeral]) if measured or counted else None
    if len(numeral) == 1 and measure is None:
        return None
    return chinese_number(numeral)


def find(text: str) -> Found:
    """Return the figures of a text; the numbers of a list are none."""
    found = Found()
    rest = _LIST_MARK.sub(" ", _plain(text))
    for match in DOCUMENT_NUMBER.finditer(rest):
        found.names.append(match.group())
        if match.group(1):
            found.dates.append((match.group(), Date(int(match.group(1)), None, None)))
    rest = DOCUMENT_NUMBER.sub(" ", rest)
    for match in _LABEL.finditer(rest):
        if not _DATE.fullmatch(match.group()):
            found.names.append(match.group())
    rest = _LABEL.sub(lambda match: match.group() if _DATE.fullmatch(match.group()) else " ", rest)
    for match in _DATE.finditer(rest):
        told = {name[0]: int(part) for name, part in match.groupdict().items() if part and name != "mark"}
        found.dates.append((match.group(), Date(told.get("y"), told.get("m"), told.get("d"))))
    rest = _DATE.sub(" ", rest)
    found.names.extend(match.group().rstrip(".-") for match in _IDENTIFIER.finditer(rest))
    for figure in _numbers(_IDENTIFIER.sub(" ", rest)):
        if figure.measure == "year" and figure.value >= _FIRST_YEAR:
            found.dates.append((figure.words, Date(int(figure.value), None, None)))
        else:
            found.figures.append(figure)
    return found


class Figures:
    """The figures that have been given."""

    def __init__(self) -> None:
        self._dates: set[Date] = set()
        self._values: dict[Decimal, set[Measure | None]] = {}

    def add(self, text: str, *, label: bool = False) -> None:
        """Take in every figure of a text.

        Args:
            text: What a person, a passage or a tool said.
            label: The text is a citation label: its bare numbers are places, not amounts.
        """
        found = find(text)
        self._dates.update(date for _, date in found.dates)
        for figure in found.figures:
            measure: Measure | None = "label" if label and figure.measure is None else figure.measure
            self._values.setdefault(figure.value.normalize(), set()).add(measure)

    def count(self, number: int) -> None:
        """Take in how many things were given."""
        if number:
            self._values.setdefault(Decimal(number).normalize(), set()).add("count")

    def _given(self, value: Decimal, measure: Measure | None) -> bool:
        measures = self._values.get(value.normalize())
        return measures is not None and (measure is None or None in measures or measure in measures)

    def _supported(self, figure: Figure) -> bool:
        if self._given(figure.value, figure.measure):
            return True
        if figure.measure == "percent":
            return None in self._values.get((figure.value / 100).normalize(), ())
        return False

    def unsupported(self, text: str, told: Callable[[str], bool]) -> str | None:
        """Return the first figure of a text that has not been given.

        Args:
            text: A sentence.
            told: Whether a document number, a clause label or a name with digits has been said.
        """
        found = find(text)
        for words in found.names:
            if not told(words):
                return words
        for words, date in found.dates:
            if DOCUMENT_NUMBER.fullmatch(words):
                continue
            bare = date.year is not None and date.month is None and self._given(Decimal(date.year), "year")
            if not bare and not any(date.within(other) for other in self._dates):
                return words
        return next((figure.words for figure in found.figures if not self._supported(figure)), None)
