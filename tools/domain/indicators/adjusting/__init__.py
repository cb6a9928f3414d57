"""Takes off a figure of the last calculation what does not count, or adds to it what comes on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import denying, filling, periods
from tools.domain.indicators import lexicon as words
from tools.domain.indicators.adjusting import lexicon
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.moving import instead, like
from tools.domain.indicators.quantities import Given, Quantity, change_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Indicator, Variable
    from tools.domain.indicators.figures.figure import Figure

_ANY_DAY = date(2026, 1, 1)
_LONGEST, _PAIR, _MOST = 40, 2, 3
_STRONG = 0.6
"""From here on the words before a figure name its variable."""


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
    if not known.values or not 1 <= len(figures) <= _MOST or len(text) > _LONGEST:
        return None
    if any(f.relative or f.problem for f in figures):
        return None
    if len(figures) > 1 and (left := _left_over(text, figures, indicator, known)) is not None:
        return left
    if lexicon.COUNTS_ASKED.search(text):
        return None
    alone = len(figures) == 1
    return _alone(text, figures[0], indicator, known) if alone else _off_known(text, figures, indicator, known)


def lowered(text: str, indicator: Indicator, known: Given) -> tuple[str, Given] | None:
    """Return a calculation with a figure as low as a message supposes; None where it does not, or says of which.

    The figure that is nearest in size is meant, where that is lowered.

    Args:
        text: The message as written.
        indicator: The indicator under discussion.
        known: What is known of it.

    Returns:
        The key of the variable, and the calculation.
    """
    text = denying.without_denied(normalise(text))
    figures = scan(text, _ANY_DAY).figures
    if len(figures) != 1 or len(text) > _LONGEST or change_keys(indicator) is not None or known.earlier:
        return None
    figure = figures[0]
    supposed = lexicon.LOWERED_TO.search(text, 0, figure.start) or words.WHAT_IF.search(text)
    told = words.SAID_WRONG.search(text) or words.WRONGLY_SAID.search(text) or lexicon.HAS_BECOME.search(text)
    if not supposed or told or figure.relative or figure.problem or figure.value <= 0 or _named(text, indicator):
        return None
    fitting = [(v.key, new) for v in indicator.variables if (new := _step(figure, v, known)) is not None]
    if not fitting:
        return None
    key, new = min(fitting, key=lambda one: abs((one[1].value / known.values[one[0]][0].value).ln()))
    return (key, instead(known, key, new)) if new.value < known.values[key][0].value else None


def _left_over(text: str, figures: Sequence[Figure], indicator: Indicator, known: Given) -> Adjusted | None:
    """Read how many have gone or come, or do not count, with how many that leaves; the sum shows of which figure."""
    first, last = figures[-_PAIR:]
    before = text[: first.start]
    sign = -1 if lexicon.HAS_GONE.search(before) else 1 if lexicon.HAS_COME.search(before) else 0
    orders: list[tuple[Figure, Figure, tuple[int, ...]]] = [(first, last, (sign,))] if sign else []
    pairs = ((first, last), (last, first))
    orders += [(a, b, (-1, 1)) for a, b in pairs if lexicon.LEAVES.search(text[: b.start])]
    told = {figure.value for figure in figures}
    if any(quantity.value in told for given in known.values.values() for quantity in given):
        return None
    for part, whole, signs in orders:
        made = [
            (sign, variable.key, moved)
            for variable in indicator.variables
            for sign in signs
            if (moved := _moved(known, variable, _step(part, variable, known), sign)) is not None
            and moved.values[variable.key] == (_step(whole, variable, known),)
            and not _is_of_another(text, (part, whole), indicator, variable.key)
        ]
        if len(made) == 1:
            sign, key, moved = made[0]
            return Adjusted(_written(text, part), sign, ((key, moved),), certain=True)
    return None


def _is_of_another(text: str, pair: tuple[Figure, Figure], indicator: Indicator, key: str) -> bool:
    """Tell whether a part, or what is left of a variable's figure, is said of something else.

    The part of a share and its rest always add up to the whole: where one of them is named, that was not moved.
    """
    part, whole = pair
    begin = max((figure.end for figure in pair if figure.end <= part.start), default=0)
    others = [variable.key for variable in indicator.variables if variable.key != key]
    if any(filling.score(text, part, other, begin, part.end) > _STRONG for other in others):
        return True
    left, gone = _named(_clause(text, whole, part), indicator), lexicon.HAS_GONE.search(text[: part.start])
    share = filling.share_keys(indicator)
    if share and key == share[1]:
        said = left if gone else left | _named(_clause(text, part, whole), indicator)
        return share[0] in said
    return bool(left) and key not in left


def _clause(text: str, figure: Figure, other: Figure) -> str:
    """Return the words around a figure, up to the next comma, space or other figure."""
    text = text.replace(" ", ",")
    begin, end = (other.end, len(text)) if other.end <= figure.start else (0, other.start)
    before = words.NEW_CLAUSE.split(text[begin : figure.start])[-1]
    return before + words.NEW_CLAUSE.split(text[figure.end : end])[0]


def _off_known(text: str, figures: Sequence[Figure], indicator: Indicator, known: Given) -> Adjusted | None:
    """Read what is taken off a figure that is said once more, with words behind it that speak of a part of it."""
    whole, part, *rest = figures
    if not lexicon.PART_OF.fullmatch(text[whole.end : part.start]):
        return None
    variable = next((v for v in indicator.variables if (_step(whole, v, known),) == known.values.get(v.key)), None)
    moved = _moved(known, variable, _step(part, variable, known), -1) if variable else None
    if variable is None or moved is None:
        return None
    if rest and (_step(rest[0], variable, known),) != moved.values[variable.key]:
        return None
    off = bool(rest) or lexicon.DOES_NOT_COUNT.search(text, part.end) is not None
    if not off and change_keys(indicator) is None and _named(text[part.start :], indicator):
        return None
    return Adjusted(_written(text, part), -1, ((variable.key, moved),), off)


def _alone(text: str, figure: Figure, indicator: Indicator, known: Given) -> Adjusted | None:
    """Read what is taken off or added where no other figure says of which."""
    before = text[: figure.start]
    off = lexicon.DOES_NOT_COUNT.search(text, figure.end) or words.TAKEN_OFF.search(before)
    on_top = None if off else lexicon.ON_TOP.search(before)
    inside = None if on_top else lexicon.PART_BEFORE.search(before)
    if not (off or on_top or inside) or words.TO.search(before) or lexicon.GIVEN_ANEW.search(before):
        return None
    keys = change_keys(indicator)
    if on_top and keys is not None:
        return None
    named = _named(before[: inside.start()] if inside else text, indicator)
    if inside and not off and keys is None and _named(text[inside.start() :], indicator):
        return None  # It is said what the part is itself, such as how many are bad.
    if keys is not None and len(said := {mark.period for mark in periods.marks(text)}) == 1:
        named = {keys[0 if said == {"before"} else 1]}
    sign = 1 if on_top else -1
    steps = ((variable, _step(figure, variable, known)) for variable in indicator.variables)
    fitting = [(variable.key, one) for variable, step in steps if (one := _moved(known, variable, step, sign))]
    meant = [one for one in fitting if one[0] in named] if named else fitting
    if not meant:
        return None
    return Adjusted(_written(text, figure), sign, tuple(meant), len(meant) == 1 and bool(off or on_top))


def _named(text: str, indicator: Indicator) -> set[str]:
    """Return the variables whose own words a message has, or those of what is in the whole and not in the part."""
    keys = [variable.key for variable in indicator.variables]
    pair = filling.share_keys(indicator)
    found = {key for key in keys if any(p and p.search(text) for p in filling.patterns(key)[:2])}
    rest = filling.patterns(f"{filling.REST}:{pair[0]}")[0] if pair else None
    if pair and rest and rest.search(text):
        found |= set(pair)
    return found


def _written(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end].strip()


def _step(figure: Figure, variable: Variable, known: Given) -> Quantity | None:
    """Return a figure in the unit of the one known of a variable; None where that is not one, or something else."""
    old = known.values.get(variable.key, ())
    return like(figure, variable, old[0]) if len(old) == 1 else None


def _moved(known: Given, variable: Variable, step: Quantity | None, sign: int) -> Given | None:
    """Move the one known figure of a variable by a step, where that leaves something."""
    if step is None:
        return None
    new = known.values[variable.key][0].value + sign * step.value
    return instead(known, variable.key, Quantity(new, step.unit)) if new > 0 else None
