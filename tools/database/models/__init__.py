"""All tables."""

from __future__ import annotations

from tools.database.models.access import ApiKey, Operator
from tools.database.models.assessments import Answer, Assessment, KpiValue, Report
from tools.database.models.base import Instant, Model, Words, new_id, storable
from tools.database.models.conversations import Complaint, Conversation, Feedback, Score, ToolWrite, Turn, TurnState
from tools.database.models.enterprises import Contact, Enterprise, Erasure, Fact
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
    "Answer",
    "ApiKey",
    "Assessment",
    "Complaint",
    "Contact",
    "Conversation",
    "Counter",
    "Enterprise",
    "Erasure",
    "Fact",
    "Feedback",
    "HandOff",
    "Instant",
    "KpiValue",
    "Model",
    "Need",
    "Operator",
    "Relay",
    "Report",
    "ScenarioEdit",
    "Score",
    "Supporter",
    "Survey",
    "Ticket",
    "TicketEvent",
    "ToolWrite",
    "Turn",
    "TurnState",
    "Words",
    "new_id",
    "storable",
]
