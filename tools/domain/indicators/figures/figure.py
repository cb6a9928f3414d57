"""A figure as a message gives it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_ONE = Decimal(1)
_RELATIVE = frozenset({"percent", "points"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a message gives it.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends, its unit included.
        value: Its value in ``unit``; a fraction of one where it is relative.
        kind: What it measures: ``money``, ``time``, ``count``, ``percent``, ``date``, ``ratio`` and the like; ``bare``
            where no unit stands with it.
        unit: A unit of the registry; empty where there is none.
        scale: What the number is counted in, such as ten thousands.
        classifier: The measure word of a count.
        style: How a relative figure is put: ``percent``, ``tenth``, ``discount``, ``times``, ``half``, ``doubled`` or
            ``fraction``.
        approximate: Only about so much.
        problem: ``range`` or ``vague`` where it is no definite figure, ``impossible`` for a day that is none.
        day: The day, for dates.
        workdays: Given in working days.
        implicit: A day whose year is not said.
        written: The number as written, where the unit it is divided by has changed it.
    """

    start: int
    end: int
    value: Decimal
    kind: str
    unit: str = ""
    scale: Decimal = _ONE
    classifier: str = ""
    style: str = ""
    approximate: bool = False
    problem: str = ""
    day: date | None = None
    workdays: bool = False
    implicit: bool = False
    written: Decimal | None = None

    @property
    def relative(self) -> bool:
        """Whether it is a share of something else."""
        return self.kind in _RELATIVE
