"""For operators: what follow-ups were sent and what came of them, and what is left for a person to do."""

from __future__ import annotations

from tools.follow_ups.campaigns import show_campaigns, start_campaign, stop_campaign
from tools.follow_ups.overview import show_follow_ups
from tools.follow_ups.preview import preview_follow_ups
from tools.follow_ups.rules import edit_follow_up_rule, show_follow_up_rules
from tools.follow_ups.tasks import finish_follow_up_task, show_follow_up_tasks

__all__ = [
    "edit_follow_up_rule",
    "finish_follow_up_task",
    "preview_follow_ups",
    "show_campaigns",
    "show_follow_up_rules",
    "show_follow_up_tasks",
    "show_follow_ups",
    "start_campaign",
    "stop_campaign",
]
