"""Reads what people say of scenarios they have decided on: the decision, which one, and how it is used."""

from __future__ import annotations

from tools.domain.adoption.deciding import (
    Decision,
    State,
    declines_all,
    each_decided,
    ends,
    goes_on,
    moved_by,
    points,
    put_off,
    read_decision,
    settles,
    surely,
    tells,
)
from tools.domain.adoption.naming import Named, named, placed, pointed_at
from tools.domain.adoption.using import (
    PARTS,
    Part,
    Use,
    changes,
    read_part,
    read_use,
    says_unknown,
    tells_figures,
    tells_use,
)

__all__ = [
    "PARTS",
    "Decision",
    "Named",
    "Part",
    "State",
    "Use",
    "changes",
    "declines_all",
    "each_decided",
    "ends",
    "goes_on",
    "moved_by",
    "named",
    "placed",
    "pointed_at",
    "points",
    "put_off",
    "read_decision",
    "read_part",
    "read_use",
    "says_unknown",
    "settles",
    "surely",
    "tells",
    "tells_figures",
    "tells_use",
]
