"""Finds the clauses a message names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.kit import lexicon


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause as a message names it.

    Attributes:
        label: The citation label without an item.
        letter: The item's letter, if one was given.
        ordinal: The item's running number, if one was given; -1 is the last.
        span: Where in the text it stands.
    """

    label: str
    letter: str | None = None
    ordinal: int | None = None
    span: tuple[int, int] = (0, 0)


def number(text: str) -> int:
    """Read a small number in digits or Chinese numerals.

    Args:
        text: Up to three numerals, such as ``12``.
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition(lexicon.TEN)
    if not ten:
        return int("".join(str(lexicon.DIGITS[c]) for c in text))
    return (lexicon.DIGITS[tens] if tens else 1) * 10 + (lexicon.DIGITS[ones] if ones else 0)


def spell_out(text: str) -> str:
    """Write spoken clause numbers in digits, so that one pattern finds all."""

    def digits(match: re.Match[str]) -> str:
        parts = [match.group(1), *(p.strip() for p in match.group(2).split(lexicon.SPOKEN_POINT)[1:])]
        return ".".join(str(number(p)) for p in parts)

    hyphens = lexicon.HYPHENATED.sub(lambda match: ".".join(part for part in match.groups() if part), text)
    return lexicon.SPOKEN_CLAUSE.sub(digits, hyphens)


def _item(text: str, end: int) -> tuple[str | None, int | None, int]:
    if match := lexicon.ORDINAL.match(text, end):
        return None, number(match.group(1) or match.group(2)), match.end()
    if match := lexicon.LETTER.match(text, end):
        return match.group(1), None, match.end()
    if match := lexicon.LAST_ITEM.search(text, end, end + 8):
        return None, -1, match.end()
    return None, None, end


def find(text: str) -> tuple[Reference, ...]:
    """Find all clauses a message names, in order.

    Args:
        text: Normalised text.
    """
    spelled = spell_out(text)
    found: list[Reference] = []
    taken: list[tuple[int, int]] = []

    def free(span: tuple[int, int]) -> bool:
        return all(span[1] <= a or span[0] >= b for a, b in taken)

    def take(label: str, start: int, end: int) -> None:
        letter, ordinal, stop = _item(spelled, end)
        if label.isdecimal() and ordinal is not None and ordinal > 0:
            label, ordinal = f"{label}.{ordinal}", None
        found.append(Reference(label, letter, ordinal, (start, stop)))
        taken.append((start, stop))

    for match in lexicon.APPENDIX.finditer(spelled):
        raw = match.group(1)
        order = ord(raw) - ord("a") + 1 if raw.isascii() and raw.isalpha() else number(raw)
        label = f"{lexicon.APPENDIX_1[:-1]}{order}"
        below = lexicon.INDICATOR.search(spelled, match.end(), match.end() + 12)
        if below:
            taken.append(match.span())
            continue
        take(label, *match.span())
    for match in lexicon.INDICATOR.finditer(spelled):
        if free(match.span()):
            parts = ".".join(part for part in match.groups() if part)
            found.append(Reference(f"{lexicon.APPENDIX_2} {parts}", span=match.span()))
            taken.append(match.span())
    for match in lexicon.CLAUSE.finditer(spelled):
        if free(match.span()) and not spelled[: match.start()].rstrip().endswith(lexicon.OTHER_STANDARDS):
            take(re.sub(r"\s*[.。·]\s*", ".", match.group(1)), *match.span())
    for match in lexicon.CHAPTER.finditer(spelled):
        if free(match.span()):
            raw = next(group for group in match.groups() if group)
            take(str(number(raw)), *match.span())
    return tuple(sorted(found, key=lambda reference: reference.span))
