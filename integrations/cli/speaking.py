"""Whom a command speaks for."""

from __future__ import annotations

from getpass import getuser
from typing import TYPE_CHECKING, cast

from integrations.calling import Caller
from integrations.cli import wording
from integrations.cli.console import Complaint

if TYPE_CHECKING:
    from tools.kit.tool import Role


def speaker(role: str, enterprise: str | None) -> Caller:
    """Return whom a command speaks for: the person at the terminal, apart for every role and enterprise.

    Args:
        role: As given.
        enterprise: Id of an enterprise, as given.

    Raises:
        Complaint: There is no such role, or the two do not go together.
    """
    if role not in wording.ROLES:
        raise Complaint(wording.WRONG_ROLE, 2)
    if role == "operator" and enterprise:
        raise Complaint(wording.OPERATOR_HAS_NO_ENTERPRISE, 2)
    apart = enterprise or ("operator" if role == "operator" else "")
    return Caller("terminal", f"{getuser()}:{apart}" if apart else getuser(), cast("Role", role), enterprise or None)
