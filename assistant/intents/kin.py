"""Which tools are asked for one after the other, so that what hardly says anything is heard in its talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.guesses import CHAT, ITSELF

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES: Mapping[str, str] = {
    **dict.fromkeys(("move_ticket", "relay_message", "take_hand_off", "release_hand_off"), "show_tickets"),
    **dict.fromkeys(("record_adoption", "record_use"), "show_adoptions"),
    **dict.fromkeys(("keep_facts", "make_promise", "settle_promise", "erase_archive"), "show_archive"),
    **dict.fromkeys(("leave_enterprise", "revoke_membership", "stop_notices", "resume_notices"), "show_membership"),
    **dict.fromkeys(("start_campaign", "stop_campaign"), "show_campaigns"),
    "keep_kpi": "compare_kpi",
    "revoke_report": "show_diagnosis",
    "edit_follow_up_rule": "show_follow_up_rules",
    "finish_follow_up_task": "show_follow_up_tasks",
}
"""What shows the state of a thing, by what changes it: whoever asks whether it was changed is shown it."""
LOOKS: Mapping[str, str] = {"urge_ticket": "show_tickets", "move_ticket": STATES["move_ticket"]}
"""The same, where a change is merely not surely meant."""
KIN = (
    frozenset({"show_tickets", "urge_ticket", "move_ticket", "open_ticket", "hand_off", "rate_service"}),
    frozenset({"take_hand_off", "release_hand_off", "relay_message", "show_tickets", "move_ticket"}),
    frozenset({"show_follow_up_rules", "edit_follow_up_rule", "preview_follow_ups", "show_follow_ups"}),
    frozenset({"show_follow_up_tasks", "finish_follow_up_task"}),
    frozenset({"start_campaign", "stop_campaign", "show_campaigns"}),
    frozenset({"make_promise", "settle_promise"}),
    frozenset({"record_adoption", "record_use", "show_adoptions"}),
    frozenset({"recommend_scenarios", "read_scenario", "compare_scenarios", "record_adoption", "list_scenarios"}),
    frozenset({"list_scenarios", "read_scenario", "edit_scenario", "exchange_scenarios", "compare_scenarios"}),
    frozenset({"list_policies", "read_policy", "match_policies", "compare"}),
    frozenset({"search_sources", "read_clause", "compare"}),
    frozenset({"calculate_kpi", "keep_kpi", "compare_kpi"}),
    frozenset({"keep_facts", "show_archive", "export_archive", "erase_archive"}),
    frozenset({"start_diagnosis", "answer_diagnosis", "show_diagnosis", "make_report", "recommend_scenarios"}),
    frozenset({"make_report", "revoke_report"}),
    frozenset({"stop_notices", "resume_notices", "show_membership"}),
    frozenset({"show_membership", "join_enterprise", "leave_enterprise", "switch_enterprise"}),
    frozenset({"invite_member", "confirm_enterprise", "revoke_membership", "show_membership", "invite_operator"}),
    frozenset({"find_enterprises", "compare_enterprises", "show_archive", "show_diagnosis", "recommend_scenarios"}),
    frozenset({"show_overview", "find_enterprises", "show_tickets", "show_needs"}),
)
"""Tools of one matter."""
CLEAR = 0.9
"""Chance from which a message says by itself what it is for."""
CHATTER = 0.6
"""Chance from which it is chatter, whatever was done before."""
NEARER = 8.0
"""How much likelier a tool is right after another of the same matter, where the message hardly says."""


def nearer(chances: Mapping[str, float], last: str) -> Mapping[str, float]:
    """Weigh the chances of a message that hardly says what it is for by what was done right before.

    Args:
        chances: By label; they add up to one.
        last: The tool that ran last; empty where none did.
    """
    kin = frozenset().union(*(group for group in KIN if last in group)) if last else frozenset()
    if not kin or max(chances.values()) >= CLEAR or chances.get(CHAT, 0.0) >= CHATTER:
        return chances
    weighed = {name: chance * (NEARER if name in kin else 1.0) for name, chance in chances.items()}
    whole = sum(weighed.values())
    return {name: chance / whole for name, chance in weighed.items()}


def together(chances: Mapping[str, float]) -> Mapping[str, float]:
    """Count what is asked about the assistant itself as chatter, which it is but for the answer."""
    chatter = sum(chances.get(name, 0.0) for name in (CHAT, ITSELF))
    return {**{name: chance for name, chance in chances.items() if name != ITSELF}, CHAT: chatter}
