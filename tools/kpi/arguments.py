"""Reads what the arguments of the tools on indicators give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators import quantities
from tools.domain.indicators.quantities import Given
from tools.kit.errors import InvalidArguments, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs, Indicator

CALCULATE, KEEP, COMPARE = "calculate_kpi", "keep_kpi", "compare_kpi"

FIGURES = ("indicator", "values", "earlier", "change", "period")
"""What a calculation is made of, among the arguments of a tool."""


def carried(catalogs: Catalogs, one: Mapping[str, Any]) -> Given | None:
    """Read what the arguments of a calculation give, whatever else stands among them."""
    return given(catalogs, **{name: one[name] for name in FIGURES if name in one})


def given(
    catalogs: Catalogs,
    indicator: str = "",
    values: Mapping[str, str] | None = None,
    earlier: Mapping[str, str] | None = None,
    change: str = "",
    period: str = "",
) -> Given | None:
    """Read what the arguments give.

    Args:
        catalogs: The catalogs.
        indicator: An id or a name; empty where none is named.
        values: Figures by variable.
        earlier: Those of the period before.
        change: By how much it went up or down.
        period: The period they are for, in words.

    Raises:
        NotFound: There is no such indicator.
        InvalidArguments: A figure cannot be read, or no indicator goes with it.
    """
    if not indicator:
        if values or earlier or change:
            msg = "figures without an indicator"
            raise InvalidArguments(msg, slot="indicator", problem="missing")
        return None
    record = indicator_of(catalogs, indicator)
    try:
        moved = quantities.parse_change(change) if change else None
    except ValueError as error:
        raise InvalidArguments(str(error), slot="change", problem="figure", text=change) from error
    return Given(record.id, _values(record, values), _values(record, earlier), moved, period=period)


def indicator_of(catalogs: Catalogs, name: str) -> Indicator:
    """Return the indicator of an id or a name.

    Raises:
        NotFound: There is none.
    """
    wanted = normalise(name).strip()
    for record in catalogs.indicators.values():
        if wanted in {record.id, normalise(record.name), *map(normalise, record.aliases)}:
            return record
    msg = f"no indicator {name!r}"
    raise NotFound(msg, what="indicator", name=name)


def _values(record: Indicator, given: Mapping[str, str] | None) -> quantities.Values:
    found: quantities.Values = {}
    for name, text in (given or {}).items():
        variable = next((v for v in record.variables if name in {v.key, v.name, *v.aliases}), None)
        if variable is None:
            msg = f"{record.id} has no variable {name!r}"
            raise InvalidArguments(msg, slot="values", problem="unknown", name=name)
        try:
            parsed = quantities.parse(normalise(text))
        except ValueError as error:
            raise InvalidArguments(str(error), slot="values", problem="figure", text=text) from error
        found[variable.key] = tuple(quantities.measured(q, variable) for q in parsed)
    return found
