"""What a report of a diagnosis holds and by which rules it is made: the same inputs give the same content."""

from __future__ import annotations

from tools.domain.reporting.actions import HORIZONS, Due, Inputs, Step, plan
from tools.domain.reporting.choosing import Choice, choose
from tools.domain.reporting.content import (
    ActionsUntil,
    AnswerGiven,
    Change,
    DimensionScore,
    Moved,
    PainFound,
    Peers,
    PolicyApplies,
    ReportContent,
    ScenarioMatched,
    number_of,
    shown_number,
)
from tools.domain.reporting.peers import LEAST_PEERS, peers_of
from tools.domain.reporting.policies import Applying, applying

__all__ = [
    "HORIZONS",
    "LEAST_PEERS",
    "ActionsUntil",
    "AnswerGiven",
    "Applying",
    "Change",
    "Choice",
    "DimensionScore",
    "Due",
    "Inputs",
    "Moved",
    "PainFound",
    "Peers",
    "PolicyApplies",
    "ReportContent",
    "ScenarioMatched",
    "Step",
    "applying",
    "choose",
    "number_of",
    "peers_of",
    "plan",
    "shown_number",
]
