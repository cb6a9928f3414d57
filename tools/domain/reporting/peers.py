"""Where others of the same industry stand; with fewer than five nobody is told anything."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tools.domain.reporting.content import Peers

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_PEERS = 5
"""With fewer others a range would tell who they are."""
_QUARTER, _HALF = Fraction(1, 4), Fraction(1, 2)


def peers_of(scores: Sequence[float | None]) -> Peers | None:
    """Return the middle half of others' scores and their median; None where there are too few.

    Args:
        scores: One for each other firm; None for a dimension without enough basis.
    """
    known = sorted(score for score in scores if score is not None)
    if len(known) < LEAST_PEERS:
        return None
    low, median, high = (_quantile(known, share) for share in (_QUARTER, _HALF, 1 - _QUARTER))
    return Peers(count=len(known), low=low, median=median, high=high)


def _quantile(known: Sequence[float], share: Fraction) -> float:
    """Interpolate between the two nearest of sorted values."""
    place = share * (len(known) - 1)
    below = int(place)
    above = min(below + 1, len(known) - 1)
    weight = float(place - below)
    return round(known[below] + (known[above] - known[below]) * weight, 1)
