"""All tables."""

from __future__ import annotations

from tools.database.models.access import ApiKey, Operator
from tools.database.models.assessments import Answer, Assessment, KpiValue, Report
from tools.database.models.base import Instant, Model, Words, new_id, storable
from tools.database.models.conversations import Complaint, Conversation, Feedback, Score, ToolWrite, Turn, TurnState
from tools.database.models.delivery import (
    Audience,
    Consent,
    Link,
    OptOut,
    Outgoing,
    Received,
    SharedValue,
    Upload,
)
from tools.database.models.enterprises import Contact, Enterprise, Erasure, Fact
from tools.database.models.follow_ups import Adoption, AdoptionUse, Campaign, FollowUp, Promise, RuleEdit
from tools.database.models.membership import Invitation, Membership, OperatorAccount
from tools.database.models.tickets import (
    Counter,
    HandOff,
    Need,
    Relay,
    ScenarioEdit,
    Supporter,
    Survey,
    Ticket,
    TicketEvent,
)

__all__ = [
    "Adoption",
    "AdoptionUse",
    "Answer",
    "ApiKey",
    "Assessment",
    "Audience",
    "Campaign",
    "Complaint",
    "Consent",
    "Contact",
    "Conversation",
    "Counter",
    "Enterprise",
    "Erasure",
    "Fact",
    "Feedback",
    "FollowUp",
    "HandOff",
    "Instant",
    "Invitation",
    "KpiValue",
    "Link",
    "Membership",
    "Model",
    "Need",
    "Operator",
    "OperatorAccount",
    "OptOut",
    "Outgoing",
    "Promise",
    "Received",
    "Relay",
    "Report",
    "RuleEdit",
    "ScenarioEdit",
    "Score",
    "SharedValue",
    "Supporter",
    "Survey",
    "Ticket",
    "TicketEvent",
    "ToolWrite",
    "Turn",
    "TurnState",
    "Upload",
    "Words",
    "new_id",
    "storable",
]
