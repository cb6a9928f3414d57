"""Takes off a figure of the last calculation what does not count, or adds to it what comes on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import denying, filling, lexicon, periods
from tools.domain.indicators.changing import in_ten_thousands
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.quantities import Given, Quantity, change_keys, fits, measured, of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Indicator, Variable
    from tools.domain.indicators.figures.figure import Figure

_ANY_DAY = date(2026, 1, 1)
_LONGEST, _PAIR, _MOST = 40, 2, 3


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What a message takes off a figure, or adds to one.

    Attributes:
        amount: How much, as it is written.
        sign: -1 where it is taken off, 1 where it comes on top.
        options: The key of each figure it can be of, with the calculation that makes.
        certain: It says that it is to be done, and is of one figure only.
    """

    amount: str
    sign: int
    options: tuple[tuple[str, Given], ...]
    certain: bool


def adjusted(text: str, indicator: Indicator, known: Given) -> Adjusted | None:
    """Return what a message takes off a figure of a calculation or adds to one; None where it says nothing like it.

    Args:
        text: The message as written.
        indicator: The indicator under discussion.
        known: What is known of it.
    """
    text = denying.without_denied(normalise(text))
    figures = [figure for figure in scan(text, _ANY_DAY).figures if figure.day is None]
    if not known.values or not 1 <= len(figures) <= _MOST or len(text) > _LONGEST or words.COUNTS_ASKED.search(text):
        return None
    if any(f.relative or f.problem for f in figures):
        return None
    if len(figures) == _PAIR and (left := _left_over(text, figures, indicator, known)) is not None:
        return left
    of_it = _of_known(text, figures, indicator, known)
    if of_it is not None:
        return _off_known(text, figures, indicator, known, of_it)
    return _alone(text, figures[0], indicator, known) if len(figures) == 1 else None


def _left_over(text: str, figures: Sequence[Figure], indicator: Indicator, known: Given) -> Adjusted | None:
    """Read how many have gone or come, with how many that leaves."""
    before = text[: figures[0].start]
    sign = -1 if words.HAS_GONE.search(before) else 1 if words.HAS_COME.search(before) else 0
    for variable in indicator.variables if sign else ():
        step, rest = (_step(figure, variable, known) for figure in figures)
        old = known.values.get(variable.key, ())
        moved = _moved(known, variable, step, sign) if step is not None and len(old) == 1 else None
        if moved is not None and rest is not None and moved.values[variable.key][0] == rest.to(old[0].unit):
            return Adjusted(_written(text, figures[0]), sign, ((variable.key, moved),), certain=True)
    return None


def _of_known(text: str, figures: Sequence[Figure], indicator: Indicator, known: Given) -> Variable | None:
    """Return the variable whose known figure stands first, with words behind it that speak of a part of it."""
    if len(figures) == 1 or not words.PART_OF.fullmatch(text[figures[0].end : figures[1].start]):
        return None
    for variable in indicator.variables:
        old = known.values.get(variable.key, ())
        step = _step(figures[0], variable, known) if len(old) == 1 else None
        if step is not None and step.to(old[0].unit).value == old[0].value:
            return variable
    return None


def _off_known(
    text: str, figures: Sequence[Figure], indicator: Indicator, known: Given, variable: Variable
) -> Adjusted | None:
    """Read what is taken off a figure that is said once more."""
    part = figures[1]
    step, left = _step(part, variable, known), known.values[variable.key][0]
    if step is None:
        return None
    off = words.DOES_NOT_COUNT.search(text, part.end) is not None
    if len(figures) == _MOST:
        rest = _step(figures[2], variable, known)
        off = rest is not None and left.value - step.to(left.unit).value == rest.to(left.unit).value
        if not off:
            return None
    if not off and change_keys(indicator) is None and _named(text[part.start :], indicator):
        return None
    moved = _moved(known, variable, step, -1)
    return Adjusted(_written(text, part), -1, ((variable.key, moved),), off) if moved else None


def _alone(text: str, figure: Figure, indicator: Indicator, known: Given) -> Adjusted | None:
    """Read what is taken off or added where no other figure says of which."""
    before = text[: figure.start]
    off = words.DOES_NOT_COUNT.search(text, figure.end) or lexicon.TAKEN_OFF.search(before)
    on_top = None if off else words.ON_TOP.search(before)
    inside = None if on_top else words.PART_BEFORE.search(before)
    if not (off or on_top or inside) or lexicon.TO.search(before) or words.GIVEN_ANEW.search(before):
        return None
    keys = change_keys(indicator)
    if on_top and keys is not None:
        return None
    named = _named(before[: inside.start()] if inside else text, indicator)
    if inside and not off and keys is None and _named(text[inside.start() :], indicator):
        return None  # It is said what the part is itself, such as how many are bad.
    if keys is not None and len(said := {mark.period for mark in periods.marks(text)}) == 1:
        named = {keys[0 if said == {"before"} else 1]}
    fitting: list[tuple[str, Given]] = []
    for variable in indicator.variables:
        step = _step(figure, variable, known) if len(known.values.get(variable.key, ())) == 1 else None
        moved = _moved(known, variable, step, 1 if on_top else -1) if step is not None else None
        if step is not None and moved is not None:
            fitting.append((variable.key, moved))
    meant = [one for one in fitting if one[0] in named] if named else fitting
    if not meant:
        return None
    sign = 1 if on_top else -1
    return Adjusted(_written(text, figure), sign, tuple(meant), len(meant) == 1 and bool(off or on_top))


def _named(text: str, indicator: Indicator) -> set[str]:
    """Return the variables whose own words a message has, or those of what is in the whole and not in the part."""
    keys = [variable.key for variable in indicator.variables]
    pair = filling.share_keys(indicator)
    found = {key for key in keys if any(p and p.search(text) for p in filling.patterns(key)[:2])}
    if (
        pair is not None
        and (rest := filling.patterns(f"{filling.REST}:{pair[0]}")[0]) is not None
        and rest.search(text)
    ):
        found |= set(pair)
    return found


def _written(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end].strip()


def _step(figure: Figure, variable: Variable, known: Given) -> Quantity | None:
    """Return a figure as a quantity of a variable; None where it measures something else."""
    if not (fits(figure, variable) or figure.kind == "bare"):
        return None
    olds = [q.value for q in known.values.get(variable.key, ())]
    figure = in_ten_thousands(figure, olds) if variable.kind == "money" else figure
    if figure.kind == "bare" and variable.kind == "money":
        figure = replace(figure, kind="money", unit="yuan")
    try:
        return measured(of(figure), variable)
    except ValueError:
        return None


def _moved(known: Given, variable: Variable, step: Quantity, sign: int) -> Given | None:
    old = known.values[variable.key][0]
    try:
        value = old.value + sign * step.to(old.unit).value
    except ValueError:
        return None
    if value <= 0:
        return None
    return replace(
        known, values={**known.values, variable.key: (Quantity(value, old.unit),)}, change=None, problem=None
    )
