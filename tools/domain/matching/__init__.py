"""Which scenarios of the catalog suit a firm, why, what is missing, and what is not advisable yet."""

from __future__ import annotations

from tools.domain.matching.changing import (
    asks_why,
    names_matter,
    names_wish,
    put_otherwise,
    supposes,
    tells_more,
    with_matter,
)
from tools.domain.matching.firm import Firm, read
from tools.domain.matching.ranking import Match, Reason, match, matched, suits
from tools.domain.matching.readiness import Against, Requirement, needs_devices
from tools.domain.matching.relevance import Phrases, Relevance, ScenarioIndex, indexed

__all__ = [
    "Against",
    "Firm",
    "Match",
    "Phrases",
    "Reason",
    "Relevance",
    "Requirement",
    "ScenarioIndex",
    "asks_why",
    "indexed",
    "match",
    "matched",
    "names_matter",
    "names_wish",
    "needs_devices",
    "put_otherwise",
    "read",
    "suits",
    "supposes",
    "tells_more",
    "with_matter",
]
