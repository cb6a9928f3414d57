"""Whether a firm meets what a policy asks for, condition by condition, and which fact would tell most."""

from __future__ import annotations

from tools.domain.eligibility.following import fee_told, field_of, follows, held_against_it, measured, surely
from tools.domain.eligibility.judging import (
    INVESTMENT,
    ORDER,
    Checked,
    Firm,
    Judgement,
    State,
    Verdict,
    estimate,
    grouped,
    judge,
    most_useful,
    sizing_of,
    unsettled,
    verdict_of,
)
from tools.domain.eligibility.places import chain, uncovered
from tools.domain.eligibility.reading import (
    FACTS,
    Said,
    branch_asked,
    described,
    firm_named,
    of_friend,
    policy_named,
    read,
    registered_apart,
)
from tools.domain.eligibility.sums import of_sum

__all__ = [
    "FACTS",
    "INVESTMENT",
    "ORDER",
    "Checked",
    "Firm",
    "Judgement",
    "Said",
    "State",
    "Verdict",
    "branch_asked",
    "chain",
    "described",
    "estimate",
    "fee_told",
    "field_of",
    "firm_named",
    "follows",
    "grouped",
    "held_against_it",
    "judge",
    "measured",
    "most_useful",
    "of_friend",
    "of_sum",
    "policy_named",
    "read",
    "registered_apart",
    "sizing_of",
    "surely",
    "uncovered",
    "unsettled",
    "verdict_of",
]
