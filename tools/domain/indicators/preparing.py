"""Prepares the figures of a message for an indicator: multiplies, adds up and converts what is said piece by piece."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.domain.indicators import lexicon, periods
from tools.domain.indicators.changing import in_ten_thousands, matched
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.figures.scanning import like, unit_named
from tools.domain.indicators.figures.units import alike
from tools.domain.indicators.quantities import ITEM, Quantity, of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Indicator
    from tools.domain.indicators.changing import Part
    from tools.domain.indicators.figures.figure import Figure

_HOURS, _ENERGY = frozenset({"total_work_hours", "rd_used_hours"}), frozenset({"total_energy", "energy"})
_FACTOR, _CARBON = "emission_factor", {"kg": "kgco2e", "ton": "tco2e"}
_COAL = frozenset({"kgce", "tce"})
_RETAINED, _OPENING = "retained_customers", "opening_customers"
_PROMOTERS, _PER_OUTPUT = "promoters", "unit_energy"
_SCORED = frozenset({_PROMOTERS, "satisfied_ratings", "personalized_satisfied"})
_SUMMED, _TWICE, _HIGHEST = 10, 2, 10


def prepared(indicator: Indicator, part: Part) -> list[Figure]:
    """Read the figures of a message the way an indicator needs them.

    Args:
        indicator: Which one.
        part: What of the message is about it.
    """
    figures = list(part.figures)
    keys = {v.key for v in indicator.variables}
    if any(v.kind == "money" for v in indicator.variables):
        known = [q.value for qs in part.known.values.values() for q in qs if q.unit == "yuan"] if part.known else []
        figures = [in_ten_thousands(f, known) for f in matched(figures)]
    if keys & _SCORED:
        # From seven to eight is a group of answers, not a figure.
        figures = [f for f in figures if f.problem != "range" or f.value > _HIGHEST]
    if _PROMOTERS in keys:
        figures = [replace(f, kind="bare", value=f.value * 100) if f.relative else f for f in figures]
    if _PER_OUTPUT in keys:
        figures = _per_output(part, figures)
    if _FACTOR in keys:
        figures = [_of_carbon(part.text, f) for f in figures]
    if keys & _HOURS:
        figures = _each(part.text, figures)
    if _RETAINED in keys:
        figures = _without_new(part, figures)
    if keys & _ENERGY:
        figures = _in_coal(figures)
        figures = _summed(part.text, figures)
    return figures


def _of_carbon(text: str, figure: Figure) -> Figure:
    """Take a weight that is said of each unit for what is emitted."""
    weight, _, per = figure.unit.partition("/")
    if weight in _CARBON and not per and (said := words.PER_BEFORE.search(text[: figure.start])) is not None:
        per = unit_named(said["unit"])
        scale = words.SCALES[said["scale"]] if said["scale"] else 1
        figure = replace(figure, kind="ratio", value=figure.value / scale, written=figure.value)
    return replace(figure, unit=f"{_CARBON[weight]}/{per}") if per and weight in _CARBON else figure


def _per_output(part: Part, figures: list[Figure]) -> list[Figure]:
    """Read energy that is said of so much output as a ratio."""
    said = lexicon.PER_OUTPUT_SAID.search(part.said or part.text)
    output = any(f.kind == "money" or (f.kind == "bare" and f.scale > 1) for f in figures)
    if not output and said:
        figures = [
            replace(f, kind="ratio", value=f.value / words.WAN, unit=f"{f.unit}/yuan") if f.kind == "energy" else f
            for f in figures
        ]
    if said:
        bare = [f for f in figures if f.kind == "bare" and f.scale == 1]
        if len(bare) == _TWICE and not any(f.kind in {"energy", "ratio"} for f in figures):
            per = [replace(f, kind="ratio", unit="tce/yuan", value=f.value / words.WAN) for f in bare]
            figures = [per[bare.index(f)] if f in bare else f for f in figures]
    if not output:
        written = next((f for f in figures if f.kind == "ratio" and f.unit.endswith("/yuan") and f.written), None)
        if written is not None and written.written:
            factor = written.value / written.written
            figures = [
                replace(f, kind="ratio", value=f.value * factor, unit=f"{f.unit}/yuan") if f.kind == "energy" else f
                for f in figures
            ]
    return [
        like(f, last) if last is not None and last.kind == "ratio" and f.kind == "bare" and f.scale == 1 else f
        for last, f in zip([None, *figures], figures, strict=False)
    ]


def _each(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Multiply hours that are said of each person, machine or day by how many there are."""
    done: list[Figure] = []
    counts = [f for f in figures if f.kind == "count"]
    days = [f for f in figures if f.unit in {"day", "workday"}]
    for index, figure in enumerate(figures):
        before = text[figures[index - 1].end if index else 0 : figure.start]
        if figure.kind in {"time", "work"} and figure.unit == "hour":
            one = lexicon.EACH_ONE.search(before)
            said = [f for f in counts if f.start < figure.start]
            times = said[-1].value if one and said else Decimal(1)
            if lexicon.EACH_DAY.search(before) and len(days) == 1:
                times *= days[0].value
            done.append(replace(figure, value=figure.value * times))
        else:
            done.append(figure)
    multiplied = any(new.value != old.value for new, old in zip(done, figures, strict=True))
    return [f for f in done if not (multiplied and f in days)]


def _in_coal(figures: list[Figure]) -> list[Figure]:
    """Convert fuels and electricity by the coefficients the firm gives."""
    factors = [
        f
        for f in figures
        if f.kind == "ratio" and f.unit.partition("/")[0] in _COAL and f.unit.partition("/")[2] != "yuan"
    ]
    factors = [f for f in factors if f.unit.partition("/")[2] != ITEM]
    done = []
    for figure in figures:
        factor = next((f for f in factors if _measures(figure, f)), None)
        if figure in factors:
            continue
        if factor is None:
            done.append(figure)
            continue
        coal, _, per = factor.unit.partition("/")
        value = of(figure).to(per).value * Quantity(factor.value, coal).to("tce").value
        done.append(replace(figure, value=value, kind="energy", unit="tce"))
    return done


def _measures(figure: Figure, factor: Figure) -> bool:
    return figure.kind in {"energy", "volume", "mass", "heat"} and alike(figure.unit, factor.unit.partition("/")[2])


def _summed(text: str, figures: list[Figure]) -> list[Figure]:
    """Add up amounts of energy that are named one after the other."""
    done: list[Figure] = []
    for figure in figures:
        last = done[-1] if done else None
        if last is not None and last.kind == figure.kind == "energy":
            between = text[last.end : figure.start]
            joined = lexicon.ADDS_TO.search(between) and not periods.marks(between)
            if joined and not lexicon.TRANSITION.search(between) and len(between) <= _SUMMED:
                total = of(last).to("tce").value + of(figure).to("tce").value
                done[-1] = replace(last, end=figure.end, value=total, unit="tce")
                continue
        done.append(figure)
    return done


def _is_new(text: str, figures: Sequence[Figure], index: int) -> bool:
    """Tell whether a figure counts customers who came during the period."""
    figure = figures[index]
    before = text[figures[index - 1].end if index else 0 : figure.start]
    return bool(lexicon.NEW_ONES.search(before) or lexicon.NEW_ONES_AFTER.match(text[figure.end :]))


def _without_new(part: Part, figures: list[Figure]) -> list[Figure]:
    """Leave customers who came during the period out of those who are there at its end."""
    text = part.text
    new = [f for i, f in enumerate(figures) if _is_new(text, figures, i)]
    rest = [f for f in figures if f not in new]
    if len(new) != 1 or new[0].kind not in {"count", "bare"}:
        return rest
    for index, figure in enumerate(rest):
        before = text[rest[index - 1].end if index else 0 : figure.start]
        stayed = lexicon.STAYED.search(before) and not lexicon.AMONG_THEM.search(text[figure.end :])
        if lexicon.AT_THE_END.search(before) and figure.value > new[0].value and not stayed:
            return [*rest[:index], replace(figure, value=figure.value - new[0].value), *rest[index + 1 :]]
    return rest


def without_new(part: Part, figures: Sequence[Figure]) -> Quantity | None:
    """Return how many customers stayed, where a message says only how many of those known of came anew.

    Args:
        part: What of the message is about them.
        figures: Its figures as they were written.
    """
    known = part.known.values if part.known else {}
    there, before = known.get(_RETAINED, ()), known.get(_OPENING, ())
    if len(figures) != 1 or len(there) != 1 or not _is_new(part.text, figures, 0):
        return None
    among = lexicon.AMONG_THEM.search(part.text) or (before and there[0].value > before[0].value)
    new = figures[0].value
    if not among or lexicon.WHAT_IF.search(part.text) or figures[0].relative or not 0 < new < there[0].value:
        return None
    return Quantity(there[0].value - new, there[0].unit)
