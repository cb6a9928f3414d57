"""Which scenarios of the catalog suit a firm, why, what is missing, and what is not advisable yet."""

from __future__ import annotations

from tools.domain.matching.changing import asks_why, put_otherwise, supposes, tells_more
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
    "needs_devices",
    "put_otherwise",
    "read",
    "suits",
    "supposes",
    "tells_more",
]
