"""Reads figures in a row as values of one thing, for the formulas that add such values up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tools.domain.indicators import filling, signs
from tools.domain.indicators.figures.scanning import unit_named
from tools.domain.indicators.quantities import Given, Problem, of
from tools.domain.indicators.rows import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Indicator
    from tools.domain.indicators.changing import Part
    from tools.domain.indicators.figures.figure import Figure

_PAIR = 2
_COUNTED = frozenset({"bare", "count"})


def alike(indicator: Indicator, text: str, figures: list[Figure]) -> list[Figure]:
    """Give figures in a row the unit that is said only with one of them, or apart.

    Args:
        indicator: The one they are for.
        text: The words.
        figures: The figures of the message.
    """
    if not _adds_up(indicator):
        return figures
    found: list[Figure] = []
    for row in split(text, figures):
        last = row[-1]
        plain = all(f.kind == "bare" for f in row[:-1])
        if len(row) < _PAIR or not plain:
            found += _like_first(row)
        elif last.kind != "bare":
            keep = _is_apart(text, row, figures)
            found += [*row[:keep], *(_in_unit_of(f, last) for f in row[keep:-1]), last]
        elif said := lexicon.UNIT_SAID.search(text):
            unit = unit_named(said["unit"])
            found += [replace(f, kind="time", unit=unit) for f in row]
        else:
            found += row
    return found


def _adds_up(indicator: Indicator) -> bool:
    """Tell whether a formula of an indicator adds up over several values."""
    return any(signs.SUM in formula for formula in (indicator.formula, *(one.formula for one in indicator.also)))


def _like_first(row: Sequence[Figure]) -> list[Figure]:
    """Take the unit of the first where none of the others has one."""
    first = row[0]
    if first.kind in _COUNTED or any(f.kind != "bare" for f in row[1:]):
        return list(row)
    return [first, *(_in_unit_of(f, first) for f in row[1:])]


def _is_apart(text: str, row: Sequence[Figure], figures: Sequence[Figure]) -> int:
    """Return 1 where the first of a row is how many there are, behind which a comma stands; 0 elsewhere."""
    counted = any(f.kind == "count" for f in figures) or len(row) > _PAIR
    comma = lexicon.COMMA.fullmatch(_between(text, row[0], row[1])) is not None
    return int(comma and not counted)


def _in_unit_of(figure: Figure, other: Figure) -> Figure:
    """Take a figure to be in the unit of another, and in what that is counted in where it is smaller than that."""
    scale = other.scale if figure.scale == 1 and figure.value < other.scale else 1
    value = figure.value * scale
    return replace(figure, value=value, kind=other.kind, unit=other.unit, classifier=other.classifier)


def split(text: str, figures: Sequence[Figure]) -> list[list[Figure]]:
    """Put figures that stand in a row together.

    Args:
        text: The words.
        figures: The figures, in order.
    """
    rows: list[list[Figure]] = []
    for figure in figures:
        last = rows[-1][-1] if rows else None
        joined = last is not None and lexicon.JOINS.fullmatch(_between(text, last, figure)) is not None
        if joined and last is not None and (last.kind == figure.kind or "bare" in {last.kind, figure.kind}):
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return rows


def _between(text: str, first: Figure, then: Figure) -> str:
    """Return what stands between two figures, with the space that may end the first."""
    return text[first.start + len(text[first.start : first.end].rstrip()) : then.start]


def in_rows(indicator: Indicator, part: Part, figures: Sequence[Figure]) -> Given | None:
    """Read a row of values for each variable of a formula that adds up over them; None where there are none.

    Args:
        indicator: Which one.
        part: What of the message is about it.
        figures: Its figures.
    """
    keys = [variable.key for variable in indicator.variables if not variable.optional]
    rows = [row for row in split(part.text, figures) if len(row) >= _PAIR]
    if not _adds_up(indicator) or len(rows) != len(keys) or len(keys) < _PAIR:
        return None
    table = filling.scores(part.text, indicator, [row[0] for row in rows], part.figures)
    named = [max(row, key=row.__getitem__, default="") for row in table]
    if set(named) != set(keys):
        return None
    values = {key: tuple(map(of, row)) for key, row in zip(named, rows, strict=True)}
    sizes = [len(row) for row in rows]
    problem = mismatch(named[-1], *sizes) if len(set(sizes)) > 1 else None
    return Given(indicator.id, values, problem=problem)


def mismatch(key: str, *sizes: object) -> Problem:
    """Say that there are not as many values in a row as there should be.

    Args:
        key: The variable that is to be given anew.
        *sizes: How many there are, and how many there should be.
    """
    return Problem("listed", (key,), tuple(map(str, sizes)))
