"""Whom people speak for: invitations, joining, switching, leaving, and who an enterprise is."""

from __future__ import annotations

from tools.membership.belonging import leave_enterprise, switch_enterprise
from tools.membership.inviting import invite_member, invite_operator
from tools.membership.joining import join_enterprise
from tools.membership.managing import confirm_enterprise, revoke_membership
from tools.membership.showing import show_membership

__all__ = [
    "confirm_enterprise",
    "invite_member",
    "invite_operator",
    "join_enterprise",
    "leave_enterprise",
    "revoke_membership",
    "show_membership",
    "switch_enterprise",
]
