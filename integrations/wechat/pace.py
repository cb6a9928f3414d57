"""How fast each user may write; in the process's memory, at the same cost however many users there are."""

from __future__ import annotations

from collections import OrderedDict, deque

MINUTE = 60.0


class Pace:
    """Counts what users have sent in the last minute.

    Args:
        most: What one of them may send in it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._hits: OrderedDict[str, deque[float]] = OrderedDict()
        self._told: dict[str, float] = {}

    def hit(self, user: str, now: float) -> float | None:
        """Count a message.

        Args:
            user: Who sent it.
            now: Seconds by a clock that never goes back.

        Returns:
            None if it is within the cap; else, once a minute, the seconds to wait, and 0 where that has been told.
        """
        self._forget(now)
        hits = self._hits.setdefault(user, deque())
        while hits and hits[0] <= now - MINUTE:
            hits.popleft()
        if len(hits) < self._most:
            hits.append(now)
            self._hits.move_to_end(user)
            return None
        if self._told.get(user, -MINUTE) > now - MINUTE:
            return 0.0
        self._told[user] = now
        return hits[0] + MINUTE - now

    def _forget(self, now: float) -> None:
        """Forget who has sent nothing for a minute; they stand in the order of their last message."""
        while self._hits:
            user, hits = next(iter(self._hits.items()))
            if hits and hits[-1] > now - MINUTE:
                return
            del self._hits[user]
            self._told.pop(user, None)
