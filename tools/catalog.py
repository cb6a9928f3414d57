"""The one ordered list of tools."""

from __future__ import annotations

from tools.adoption import record_adoption, record_use, show_adoptions
from tools.archive import erase_archive, export_archive, keep_facts, show_archive
from tools.diagnosis import answer_diagnosis, show_diagnosis, start_diagnosis
from tools.follow_ups import (
    edit_follow_up_rule,
    finish_follow_up_task,
    preview_follow_ups,
    show_campaigns,
    show_follow_up_rules,
    show_follow_up_tasks,
    show_follow_ups,
    start_campaign,
    stop_campaign,
)
from tools.knowledge import compare, read_clause, read_policy, read_scenario, search_sources
from tools.kpi import calculate_kpi, compare_kpi, keep_kpi
from tools.listing import list_policies, list_scenarios
from tools.membership import (
    confirm_enterprise,
    invite_member,
    invite_operator,
    join_enterprise,
    leave_enterprise,
    revoke_membership,
    show_membership,
    switch_enterprise,
)
from tools.notices import resume_notices, stop_notices
from tools.policies import match_policies
from tools.promises import make_promise, settle_promise
from tools.region import compare_enterprises, find_enterprises, show_overview
from tools.reports import make_report, revoke_report
from tools.satisfaction import rate_service
from tools.scenarios import (
    compare_scenarios,
    edit_scenario,
    exchange_scenarios,
    import_scenarios,
    recommend_scenarios,
)
from tools.tickets import (
    hand_off,
    move_ticket,
    open_ticket,
    relay_message,
    release_hand_off,
    show_needs,
    show_tickets,
    take_hand_off,
    urge_ticket,
)

CATALOG = (
    search_sources,
    read_clause,
    compare,
    read_policy,
    read_scenario,
    list_policies,
    list_scenarios,
    start_diagnosis,
    answer_diagnosis,
    show_diagnosis,
    make_report,
    revoke_report,
    calculate_kpi,
    keep_kpi,
    compare_kpi,
    make_promise,
    settle_promise,
    keep_facts,
    show_archive,
    export_archive,
    erase_archive,
    show_membership,
    join_enterprise,
    switch_enterprise,
    leave_enterprise,
    invite_member,
    invite_operator,
    revoke_membership,
    confirm_enterprise,
    stop_notices,
    resume_notices,
    recommend_scenarios,
    compare_scenarios,
    edit_scenario,
    exchange_scenarios,
    import_scenarios,
    record_adoption,
    record_use,
    show_adoptions,
    match_policies,
    open_ticket,
    show_tickets,
    urge_ticket,
    move_ticket,
    hand_off,
    take_hand_off,
    release_hand_off,
    relay_message,
    show_needs,
    rate_service,
    find_enterprises,
    compare_enterprises,
    show_overview,
    show_follow_ups,
    show_follow_up_tasks,
    finish_follow_up_task,
    show_follow_up_rules,
    edit_follow_up_rule,
    preview_follow_ups,
    start_campaign,
    stop_campaign,
    show_campaigns,
)
"""Every tool there is, in the order people see them."""


BY_NAME = {tool.name: tool for tool in CATALOG}
"""The catalog by name."""
