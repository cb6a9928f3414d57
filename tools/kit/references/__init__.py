"""Finds the clauses a message names, however it writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tools.kit.lexicon import APPENDIX_1, APPENDIX_2, ITEM_LABEL, LAST_LABEL
from tools.kit.references import lexicon

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Reference:
    """A unit of the standard as a message names it.

    Attributes:
        label: The citation label without an item.
        letter: The item's letter, if one was given.
        ordinal: The item's running number, if one was given; -1 is the last, -2 the one before.
        span: Where in the text it stands; empty for all but the first of a list.
        group: The running number of the list within the appendix, if one was given.
        written: What the person wrote.
    """

    label: str
    letter: str | None = None
    ordinal: int | None = None
    span: tuple[int, int] = (0, 0)
    group: int | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """A level below: its letters or running numbers, what they are counted in, and where it ends."""

    items: tuple[str | int, ...]
    unit: str
    end: int


_LONGEST = 14
"""Of how many units a range may be."""

_DIVIDED, _CHAPTERS = 3, 8
"""The first chapter that has clauses below it, and the last."""

_SUBCLAUSES = 9
"""Up to which number a clause of two parts is taken for one without a word that says so."""

_LOOK_BACK = 10
"""How many characters before a number may tell what it is."""

_FAR_BACK = 30
"""How many characters before a clause its item may begin."""


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


def written(reference: Reference) -> str:
    """Write a reference as a citation label, the way ``find`` reads it again."""
    below = ""
    if reference.group is not None:
        below = lexicon.GROUP_LABEL.format(number=reference.group)
    if reference.letter:
        below = f"{reference.letter})"
    elif reference.ordinal == -1:
        below += LAST_LABEL
    elif reference.ordinal is not None:
        form = ITEM_LABEL if reference.ordinal > 0 else lexicon.FROM_END_LABEL
        below += form.format(number=abs(reference.ordinal))
    if below and reference.label.isdecimal():
        return f"{lexicon.CHAPTER_LABEL.format(number=reference.label)} {below}"
    return f"{reference.label} {below}".rstrip()


def spell_out(text: str) -> str:
    """Write spoken and hyphenated clause numbers in digits with points between.

    Args:
        text: Normalised text.
    """

    def digits(match: re.Match[str]) -> str:
        raw = match.group("clause")
        if raw is None or not _is_clause(text, match, below=False):
            return match.group()
        return match.group().replace(raw, _dotted(raw))

    return lexicon.HEAD.sub(digits, text)


def find(text: str) -> tuple[Reference, ...]:
    """Find all clauses a message names, in order.

    Args:
        text: Normalised text.
    """
    if not lexicon.MAYBE.search(text):
        return ()
    found: list[Reference] = []
    others = [match.span() for match in lexicon.FOREIGN.finditer(text)]
    foreign_end = -1
    position = 0
    while head := lexicon.HEAD.search(text, position):
        named, end = _named(text, head)
        position = max(end, head.end())
        if any(start < head.end() and head.start() < stop for start, stop in others):
            continue
        if _belongs_elsewhere(text, head.start(), end, others) or (
            foreign_end >= 0 and lexicon.AND.fullmatch(text, foreign_end, head.start())
        ):
            foreign_end = end
            continue
        if head.group("clause") and not _is_clause(text, head, below=not _plain(named[0])):
            position = head.end()
            continue
        if head.group("indicator") and lexicon.FIGURE_AFTER.match(text, head.end()):
            continue
        _add(text, found, named)
    return tuple(found)


def _add(text: str, found: list[Reference], named: list[Reference]) -> None:
    """Append what was named; a chapter before its own clause is part of it, and ranges are filled."""
    first = named[0]
    if found:
        last = found[-1]
        gap = last.span[1], first.span[0]
        if _holds(last, first) and lexicon.WITHIN.fullmatch(text, *gap):
            found.pop()
            span = last.span[0], first.span[1]
            named = [replace(first, span=span, written=_cleaned(text[slice(*span)])), *named[1:]]
        elif lexicon.TO.fullmatch(text, *gap):
            found += _between(last, first)
    found += named


def _plain(unit: Reference) -> bool:
    return unit.letter is None and unit.ordinal is None and unit.group is None


def _holds(whole: Reference, part: Reference) -> bool:
    if not _plain(whole):
        return False
    of_appendix = whole.label.startswith(APPENDIX_2[:-1]) and " " not in whole.label
    return part.label.startswith((f"{whole.label}.", f"{whole.label} ")) or (
        of_appendix and part.label.startswith(f"{APPENDIX_2} ")
    )


def _between(first: Reference, last: Reference) -> Iterator[Reference]:
    """Name what a range from one clause to another leaves out."""
    at = (first.span[1], first.span[1])
    if first.label == last.label and first.letter and last.letter:
        for letter in _filled(first.letter, last.letter)[1:-1]:
            unit = Reference(first.label, str(letter), span=at)
            yield replace(unit, written=_name(unit))
    parent, _, low = first.label.rpartition(".")
    other, _, high = last.label.rpartition(".")
    if _plain(first) and _plain(last) and parent == other and low.isdecimal() and high.isdecimal():
        for order in _filled(int(low), int(high))[1:-1]:
            unit = Reference(f"{parent}.{order}" if parent else str(order), span=at)
            yield replace(unit, written=_name(unit))


def _filled(first: str | int, last: str | int) -> tuple[str | int, ...]:
    if isinstance(first, str) and isinstance(last, str):
        return tuple(chr(code) for code in map(int, _filled(ord(first), ord(last))))
    low, high = int(first), int(last)
    return tuple(range(low, high + 1)) if low < high < low + _LONGEST else (low, high)


def _belongs_elsewhere(text: str, start: int, end: int, others: list[tuple[int, int]]) -> bool:
    return any(
        (stop <= start and lexicon.IN_FOREIGN.fullmatch(text, stop, start))
        or (end <= begin and lexicon.OF_FOREIGN.fullmatch(text, end, begin))
        for begin, stop in others
    )


def _is_clause(text: str, head: re.Match[str], *, below: bool) -> bool:
    """Tell a clause number from a figure, a date or a version."""
    start, stop = head.span("clause")
    parts: list[str] = lexicon.VALUE.findall(text[start:stop])
    orders = [number(part) for part in parts]
    if any(part.startswith("0") or order == 0 for part, order in zip(parts, orders, strict=True)):
        return False
    pair = len(parts) == 2  # noqa: PLR2004 -- a figure with a point has two parts
    before = text[max(0, start - _LOOK_BACK) : start]
    if lexicon.PRODUCT_BEFORE.search(before):
        return False
    if head.end() > stop or lexicon.CLAUSE_AFTER.match(text, stop):
        return True
    if (lexicon.FIGURE_AFTER if pair else lexicon.VERSION_AFTER).match(text, stop):
        return False
    if lexicon.CLAUSE_BEFORE.search(before):
        return True
    if pair and lexicon.FIGURE_BEFORE.search(before):
        return False
    alone = lexicon.ALONE_BEFORE.fullmatch(text, 0, head.start()) and lexicon.ALONE_AFTER.fullmatch(text, stop)
    if below or alone:
        return True
    if pair:
        return _DIVIDED <= orders[0] <= _CHAPTERS and orders[1] <= _SUBCLAUSES
    return orders[0] <= _CHAPTERS


def _named(text: str, head: re.Match[str]) -> tuple[list[Reference], int]:
    """Read one reference from its head down: a list of units, and where it ends."""
    labels, end = _labels(text, head)
    units = [Reference(label) for label in labels]
    stop = end
    if len(units) == 1:
        units, stop = _follow(text, units[0], end)
    start = head.start()
    if stop == end and len(units) == 1 and (item := lexicon.ITEM_OF.search(text, max(0, start - _FAR_BACK), start)):
        units, start = [replace(units[0], letter=item.group(1))], item.start()
    span = start, stop
    if len(units) == 1:
        return [replace(units[0], span=span, written=_cleaned(text[slice(*span)]))], stop
    rest = stop, stop
    return [replace(unit, span=rest if order else span, written=_name(unit)) for order, unit in enumerate(units)], stop


def _name(unit: Reference) -> str:
    """Write a reference the way one says it."""
    label = written(unit)
    return lexicon.CHAPTER_LABEL.format(number=label) if label.isdecimal() else label


def _labels(text: str, head: re.Match[str]) -> tuple[list[str], int]:
    """Return the labels a head stands for, and where it ends."""
    if raw := head.group("clause"):
        return [_dotted(raw)], head.end()
    if raw := head.group("indicator"):
        return [_indicator(raw)], head.end()
    if raw := head.group("annex"):
        if path := lexicon.PATH.match(text, head.end()):
            return [_indicator(path.group("path"))], path.end()
        orders = [ord(raw) - ord("a") + 1] if raw.isascii() and raw.isalpha() else _numbers(raw)
        return [f"{APPENDIX_1[:-1]}{order}" for order in orders], head.end()
    raw = next(group for group in head.group("chapters", "english", "bare") if group)
    return [str(order) for order in _numbers(raw)], head.end()


def _dotted(raw: str) -> str:
    return ".".join(str(number(part)) for part in lexicon.VALUE.findall(raw))


def _indicator(raw: str) -> str:
    letter, *orders = lexicon.VALUE.findall(raw)
    return f"{APPENDIX_2} " + ".".join([letter, *(str(number(order)) for order in orders)])


def _cleaned(raw: str) -> str:
    return " ".join(raw.split()).strip(lexicon.CLEAN)


def _numbers(raw: str) -> list[int]:
    return list(dict.fromkeys(int(n) for n in _listed(raw, lexicon.NUMBER_TOKEN, number)))


def _listed(raw: str, token: re.Pattern[str], read: Callable[[str], str | int]) -> Iterator[str | int]:
    """Read a list with ranges in it."""
    last: str | int | None = None
    ranged = False
    for match in token.finditer(raw):
        if match.group("to"):
            ranged = True
        elif match.group("value"):
            value = read(match.group("value"))
            yield from _filled(last, value) if ranged and last is not None else (value,)
            last, ranged = value, False


def _follow(text: str, unit: Reference, position: int) -> tuple[list[Reference], int]:
    """Go down from a unit as far as the message does."""
    counted = ""
    while unit.letter is None and (unit.ordinal is None or unit.ordinal > 0):
        step = _step(text, position)
        if step is None or (unit.ordinal is not None and step.unit == counted):
            break
        units = [_under(unit, item, step.unit) for item in step.items]
        position, counted = step.end, step.unit
        if len(units) > 1:
            return units, position
        unit = units[0]
    return [unit], position


def _step(text: str, position: int) -> _Step | None:
    """Read the next level below, if there is one."""
    if step := _ordinals(text, position) or _letters(text, position):
        return step
    if match := lexicon.LAST.match(text, position):
        return _Step((-number(match.group("order") or "1"),), "", match.end())
    if match := lexicon.FAR.match(text, position):
        return _ordinals(text, match.end()) or _letters(text, match.end())
    return None


def _ordinals(text: str, position: int) -> _Step | None:
    match = lexicon.ORDINALS.match(text, position)
    if match is None:
        return None
    if first := match.group("first"):
        orders = list(range(1, min(number(first), _LONGEST) + 1))
    else:
        orders = _numbers(next(g for g in match.group("ordinals", "plain", "section") if g))
    unit = lexicon.UNIT_CORE.search(match.group())
    return _Step(tuple(orders), unit.group() if unit else "", match.end()) if orders else None


def _letters(text: str, position: int) -> _Step | None:
    if match := lexicon.LETTERS.match(text, position):
        letters = dict.fromkeys(_listed(match.group("letters"), lexicon.LETTER_TOKEN, str))
        return _Step(tuple(letters), "", match.end())
    if match := lexicon.LETTER_RUN.match(text, position):
        run, count = match.group("run", "count")
        joined = match.group("mark") or text[match.start("run") - 1].isdigit()
        if (count and number(count) == len(run)) or (joined and tuple(run) == _filled(run[0], run[-1])):
            return _Step(tuple(run), "", match.end())
    return None


def _under(unit: Reference, item: str | int, counted: str) -> Reference:
    """Name the unit below another one."""
    if unit.ordinal is not None and unit.group is None:
        unit = Reference(f"{unit.label}.{unit.ordinal}")
    label = unit.label
    if isinstance(item, str):
        return Reference(f"{label} {item}") if label == APPENDIX_2 else replace(unit, letter=item)
    if item < 0:
        return replace(unit, ordinal=item)
    if label == APPENDIX_2 and counted in lexicon.CLASSES:
        return Reference(f"{label} {chr(ord('a') + item - 1)}")
    if label.startswith(f"{APPENDIX_2} ") and label.count(".") <= 1:
        return Reference(f"{label}.{item}")
    if label == APPENDIX_1 and counted in lexicon.GROUPS and unit.group is None:
        return replace(unit, group=item)
    if label.isdecimal() or counted in lexicon.DEEPER:
        return Reference(f"{label}.{item}")
    return replace(unit, ordinal=item)
