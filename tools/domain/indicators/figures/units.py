"""The units figures come in, and what they are converted to."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

import pint

from tools.domain.indicators.figures import lexicon


@lru_cache(maxsize=1)
def registry() -> pint.UnitRegistry[Any]:
    """Return the registry of the units there are; made once, in milliseconds."""
    made: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Decimal)
    for line in lexicon.OWN_REGISTRY:
        made.define(line)
    return made


def convert(value: Decimal, unit: str, target: str) -> Decimal:
    """Convert a value.

    Args:
        value: The figure.
        unit: A unit of the registry, such as ``mwh`` or ``kgce/yuan``.
        target: Another of the same dimension.

    Raises:
        ValueError: They measure different things.
    """
    if unit == target:
        return value
    known = registry()
    try:
        factor = known.Quantity(Decimal(1), unit).to(target).magnitude
    except pint.errors.DimensionalityError as error:
        raise ValueError(str(error)) from error
    return value * Decimal(factor)


def alike(unit: str, target: str) -> bool:
    """Tell whether two units measure the same."""
    known = registry()
    return bool(known.Unit(unit).dimensionality == known.Unit(target).dimensionality)


def written(unit: str) -> str:
    """Write a unit of the registry as people do."""
    above, _, below = unit.partition("/")
    name = lexicon.EACH if below and above == "item" else lexicon.WRITTEN.get(above, above)
    return f"{name}/{lexicon.WRITTEN.get(below, below).removeprefix(lexicon.COUNTING_PREFIX)}" if below else name
