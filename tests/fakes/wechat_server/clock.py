"""A clock that follows the machine's until it is set, and can be moved at any time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time when called, so that it can be handed to whatever takes a clock.

    Args:
        at: Stand still at this time, with a time zone; None follows the machine's clock.
    """

    def __init__(self, at: datetime | None = None) -> None:
        self._still = at
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the time, in UTC."""
        return self._still or datetime.now(UTC) + self._ahead

    def set(self, at: datetime) -> None:
        """Stand still at a time."""
        self._still = at

    def advance(self, by: timedelta | float) -> None:
        """Move on, by seconds or a span; a clock that runs goes on running."""
        span = by if isinstance(by, timedelta) else timedelta(seconds=by)
        if self._still is not None:
            self._still += span
        else:
            self._ahead += span

    def run(self) -> None:
        """Run on from the time it shows."""
        if self._still is not None:
            self._ahead, self._still = self._still - datetime.now(UTC), None
