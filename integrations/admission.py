"""Lets programs in: by a key that is in force, and not too often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from integrations import refusals
from integrations.calling import Caller

if TYPE_CHECKING:
    from assistant.access import Keys
    from integrations.metrics import Metrics


class Caps(Protocol):
    """Caps how often a key may be used."""

    async def call(self, key: str) -> int:
        """Count a call; returns 0 if it is within the cap, else the seconds to wait."""


class Admission:
    """Stands before the doors for programs.

    Args:
        keys: Who may call.
        caps: How often.
        metrics: Counts what was refused.
    """

    def __init__(self, keys: Keys, caps: Caps, metrics: Metrics) -> None:
        self._keys, self._caps, self._metrics = keys, caps, metrics

    async def admit(self, token: str | None) -> Caller:
        """Return who shows a key.

        Raises:
            Refusal: The key is not in force, or used too often.
        """
        key = await self._keys.known(token) if token else None
        if key is None:
            self._metrics.refused("key")
            raise refusals.without_key()
        if wait := await self._caps.call(key.id):
            self._metrics.refused("rate")
            raise refusals.too_many(wait)
        return Caller.of(key)
