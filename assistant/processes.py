"""Names this process among those on one database, and tells which of them are gone."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterable


def own_name() -> str:
    """Name this process: its machine, its number, and what tells it from an earlier one of the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


def gone(claims: Iterable[str], own: str) -> list[str]:
    """Return those claims whose process has surely ended: it ran on this machine, and its number is free or ours.

    Args:
        claims: As they stand in the database: a process's name, alone or before a slash.
        own: The name of this process.
    """
    return [claim for claim in claims if _ended(claim.partition("/")[0], own)]


def _ended(name: str, own: str) -> bool:
    machine, _, rest = name.partition(":")
    number = rest.partition(":")[0]
    if name == own or machine != socket.gethostname() or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
