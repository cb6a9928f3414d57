"""Quantities with their units, what a message gives of an indicator, and how both are written into arguments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tools.domain.indicators import lexicon
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.figures import units
from tools.domain.indicators.figures.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Indicator, Variable
    from tools.domain.indicators.figures.figure import Figure

_NEVER = date(2000, 1, 1)
_SHOWN = Decimal("0.0001")
_ONE = 4
"""Any number, to learn a unit by."""
_WRITTEN = re.compile(r"(-?\d+(?:\.\d+)?)(?:\s(\D.*))?")
_CALENDAR = {"year": Decimal(12), "quarter": Decimal(3), "month": Decimal(1)}
_A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
DATE, ITEM = "date", "item"
AFTER_KEYS, BEFORE_KEYS = ("_after", "_current"), ("_before", "_previous")
SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit.

    Attributes:
        value: The number; the day's ordinal for a date.
        unit: A unit of the registry, ``item`` for what is counted, ``date`` for a day.
    """

    value: Decimal
    unit: str

    def __str__(self) -> str:
        """Write it so that ``parse`` reads it again."""
        if self.unit == DATE:
            return date.fromordinal(int(self.value)).isoformat()
        return f"{plain(self.value)} {units.written(self.unit)}".rstrip()

    def to(self, unit: str) -> Quantity:
        """Convert it.

        Raises:
            ValueError: It measures something else.
        """
        if self.unit in _CALENDAR and unit in _CALENDAR:
            return Quantity(self.value * _CALENDAR[self.unit] / _CALENDAR[unit], unit)
        above, _, below = self.unit.partition("/")
        if above == ITEM and below and unit == "item/year":
            return Quantity(self.value * _A_YEAR[below], unit)
        return Quantity(units.convert(self.value, self.unit, unit), unit)


@dataclass(frozen=True, slots=True)
class Change:
    """By how much something went up or down, where that is said instead of one of two values.

    Attributes:
        share: As a share of what it was before; below zero where it fell.
        amount: As a quantity; below zero where it fell.
    """

    share: Decimal | None = None
    amount: Quantity | None = None

    def __str__(self) -> str:
        """Write it so that ``parse_change`` reads it again."""
        if self.share is not None:
            return f"{plain(self.share * 100)}%"
        return str(self.amount)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a result cannot be had, or not be trusted.

    Attributes:
        kind: ``zero``, ``negative``, ``period``, ``unit``, ``part_over_whole``, ``date_order``, ``impossible``,
            ``range``, ``listed`` or ``definition``.
        variables: The keys it is about.
        words: What the person wrote.
    """

    kind: str
    variables: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


Values = dict[str, tuple[Quantity, ...]]


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of one indicator.

    Attributes:
        indicator: Its id.
        values: Its variables by key; several quantities where several things are added up.
        earlier: The variables of the period before, for an indicator that is one period's level.
        change: What is said of the difference instead of one of two values.
        problem: What is wrong with the figures.
        notes: What was taken for granted in reading them.
        period: The period they are for, in words; empty where that is not said.
    """

    indicator: str
    values: Values = field(default_factory=dict)
    earlier: Values = field(default_factory=dict)
    change: Change | None = None
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    period: str = ""

    def over(self, known: Given) -> Given:
        """Put what is known now before what was known."""
        if known.indicator != self.indicator:
            return self
        values = {**known.values, **self.values}
        change = self.change or known.change
        if self.values and not self.change and len(self.values) >= 1 and known.change and _both(values):
            change = None
        if self.change:
            dropped = [k for k in values if k.endswith(AFTER_KEYS) and k not in self.values]
            values = {k: v for k, v in values.items() if k not in dropped}
        notes = tuple(dict.fromkeys((*known.notes, *self.notes)))
        period = self.period or known.period
        earlier = {**known.earlier, **self.earlier}
        return replace(self, values=values, earlier=earlier, change=change, notes=notes, period=period)

    def arguments(self) -> dict[str, Any]:
        """Write it as arguments of a tool."""
        found: dict[str, Any] = {"indicator": self.indicator}
        if self.values:
            found["values"] = write(self.values)
        if self.earlier:
            found["earlier"] = write(self.earlier)
        if self.change:
            found["change"] = str(self.change)
        if self.period:
            found["period"] = self.period
        return found


def _both(values: Values) -> bool:
    return any(k.endswith(AFTER_KEYS) for k in values) and any(k.endswith(BEFORE_KEYS) for k in values)


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and idle zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def write(values: Values) -> dict[str, str]:
    """Write values into an argument."""
    return {key: f"{SEPARATOR} ".join(map(str, given)) for key, given in values.items()}


def parse(text: str) -> tuple[Quantity, ...]:
    """Read quantities out of an argument.

    Args:
        text: Such as a number with its unit, an ISO date, or several of them between semicolons.

    Raises:
        ValueError: There is no definite figure in it.
    """
    found = []
    for part in text.split(SEPARATOR):
        if (written := _WRITTEN.fullmatch(part.strip())) is not None:
            number, unit = Decimal(written[1]), written[2]
            one = scan(f"{_ONE} {unit.lower()}", _NEVER).figures if unit else ()
            if not unit:
                found.append(Quantity(number, ITEM))
                continue
            if len(one) == 1 and not one[0].problem and one[0].kind != "bare":
                each = of(one[0])
                found.append(Quantity(number * each.value / _ONE, each.unit))
                continue
        figures = scan(part.strip().lower(), _NEVER).figures
        if len(figures) != 1 or figures[0].problem:
            msg = f"no figure: {part!r}"
            raise ValueError(msg)
        found.append(of(figures[0]))
    return tuple(found)


def parse_change(text: str) -> Change:
    """Read a change out of an argument.

    Raises:
        ValueError: There is no definite figure in it.
    """
    figures = scan(text.strip().lower(), _NEVER).figures
    if len(figures) != 1 or figures[0].problem:
        msg = f"no figure: {text!r}"
        raise ValueError(msg)
    return Change(share=figures[0].value) if figures[0].relative else Change(amount=of(figures[0]))


def of(figure: Figure) -> Quantity:
    """Take a figure as a quantity."""
    if figure.kind == "date":
        return Quantity(figure.value, DATE)
    if figure.kind in {"count", "bare"}:
        return Quantity(figure.value, ITEM)
    if figure.relative:
        return Quantity(figure.value * 100, "percent")
    return Quantity(figure.value, figure.unit)


def measured(quantity: Quantity, variable: Variable) -> Quantity:
    """Give a number without a unit the variable's.

    Args:
        quantity: As an argument gives it.
        variable: What it is a value of.
    """
    unit = target(variable)
    return Quantity(quantity.value, unit) if quantity.unit == ITEM and unit != ITEM and "/" not in unit else quantity


def shown(quantity: Quantity) -> str:
    """Write a quantity for people: large sums in ten thousands, days as dates."""
    if quantity.unit != "yuan":
        return str(quantity) if quantity.unit in {DATE, "percent"} or quantity.unit == ITEM else _spaced(quantity)
    size = abs(quantity.value)
    for scale, name in ((words.YI, words.YI_WRITTEN), (words.WAN, words.WAN_WRITTEN)):
        scaled = quantity.value / scale
        if size >= scale and scaled == scaled.quantize(Decimal("0.0001")):
            return f"{plain(scaled)}{name}{words.WRITTEN['yuan']}"
    return _spaced(quantity)


def _spaced(quantity: Quantity) -> str:
    name, value = units.written(quantity.unit), quantity.value
    if value != value.quantize(_SHOWN):
        value = value.quantize(_SHOWN if abs(value) >= 1 else Decimal(1).scaleb(value.adjusted() - 3))
    return f"{plain(value)} {name}" if name[:1].isascii() else f"{plain(value)}{name}"


def target(variable: Variable) -> str:
    """Return the unit of the registry a variable is computed in."""
    return words.TARGETS.get(variable.unit or "", ITEM)


def kinds(variable: Variable) -> frozenset[str]:
    """Return which kinds of figures a variable may have."""
    if variable.kind == "ratio":
        return _RATIOS.get(variable.key.removesuffix("_before").removesuffix("_after"), frozenset({"ratio"}))
    if variable.kind == "time" and target(variable) == "person_day":
        return frozenset({"labour"})
    if variable.key in {"rd_used_hours", "rd_available_hours"}:
        return frozenset({"time", "work", "labour", "bare"})
    if variable.key == "total_work_hours":
        return frozenset({"time", "work", "bare"})
    return _KINDS[variable.kind]


_KINDS: Mapping[str, frozenset[str]] = {
    "money": frozenset({"money", "bare"}),
    "time": frozenset({"time", "work", "score"}),
    "count": frozenset({"count", "bare", "mass", "volume"}),
    "energy": frozenset({"energy"}),
    "date": frozenset({"date"}),
    "other": frozenset({"energy", "volume", "mass", "heat"}),
}
_RATIOS: Mapping[str, frozenset[str]] = {
    "avg_purchase_frequency": frozenset({"frequency", "count"}),
    "unit_energy": frozenset({"ratio"}),
    "emission_factor": frozenset({"ratio", "carbon"}),
}


def fits(figure: Figure, variable: Variable) -> bool:
    """Tell whether a figure can be a variable's value, by what it measures."""
    if figure.kind == "bare" and figure.value == 0 and variable.kind != "date":
        return True
    if figure.relative or figure.kind not in kinds(variable):
        return False
    if variable.kind == "count":
        if figure.kind in {"mass", "volume"}:
            return variable.unit == lexicon.PIECES
        if figure.kind == "count":
            accepted = lexicon.ACCEPTED_BY_KEY.get(variable.key) or lexicon.ACCEPTED[variable.unit or ""]
            return accepted.match(figure.classifier) is not None
    if variable.key == "avg_purchase_frequency":
        return figure.kind == "frequency" or figure.classifier[:1] in words.TIMES
    if variable.key == "emission_factor":
        return figure.unit.startswith(("tco2e", "kgco2e"))
    if variable.key.startswith("unit_energy"):
        return figure.unit.partition("/")[0] in {"tce", "kgce", "kwh", "mwh"}
    return True


def common(quantities: Sequence[Quantity], unit: str) -> list[Quantity]:
    """Bring quantities to one unit: the one all share already, else the given one."""
    shared = {q.unit for q in quantities}
    if len(shared) == 1 or not quantities:
        return list(quantities)
    if shared <= set(_CALENDAR):
        return [q.to("month") for q in quantities]
    return [q.to(unit) for q in quantities]


def of_two_periods(indicator: Indicator) -> bool:
    """Tell whether an indicator is itself what a period and the one before it come to."""
    return any(variable.key.endswith(BEFORE_KEYS) for variable in indicator.variables)


def change_keys(indicator: Indicator) -> tuple[str, str] | None:
    """Return the keys of what was and what is, for an indicator that compares one quantity in two periods."""
    required = [v.key for v in indicator.variables if not v.optional]
    if len(required) != 2:  # noqa: PLR2004 -- one quantity, twice
        return None
    before = next((k for k in required if k.endswith(BEFORE_KEYS)), None)
    after = next((k for k in required if k.endswith(AFTER_KEYS)), None)
    return (before, after) if before and after else None
