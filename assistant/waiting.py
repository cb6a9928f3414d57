"""Tasks of this process that wait: in the line of a conversation, or for the end of a turn."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.25
"""Seconds between looks at what another process does; this process's own turns wake their waiters at once."""


async def signalled(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event; False if it did not come in time."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


class Patience:
    """How long a task still waits, and how long it pauses between looks.

    Args:
        seconds: How long it waits in all.
    """

    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + seconds
        self._pause = FIRST_PAUSE

    async def wait(self, event: asyncio.Event, *, looks: bool = True) -> None:
        """Wait for an event, or, for one that ``looks``, until it is time for the next look.

        Raises:
            TimeoutError: The patience is used up.
        """
        remaining = self._deadline - self._loop.time()
        if remaining <= 0:
            raise TimeoutError
        came = await signalled(event, min(self._pause, remaining) if looks else remaining)
        event.clear()
        self._pause = FIRST_PAUSE if came else min(self._pause * 2, LONGEST_PAUSE)


class Place:
    """Where a task stands in the line of a conversation.

    Args:
        line: The line.
        seq: The turn it waits for; lower ones stand before it, equal ones in order of arrival.
    """

    def __init__(self, line: list[Place], seq: int) -> None:
        self._line = line
        self.seq = seq
        self.called = asyncio.Event()
        insort(line, self, key=lambda place: place.seq)

    @property
    def first(self) -> bool:
        """Whether nobody of this process stands before it."""
        return self._line[0] is self

    def leave(self) -> None:
        """Make room for the next."""
        self._line.remove(self)
        if self._line:
            self._line[0].called.set()


class Waiting:
    """Who waits for what in this process."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, list[Place]] = defaultdict(list)
        self._awaited: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def in_line(self, conversation_id: str, seq: int) -> Iterator[Place]:
        """Stand in the line of a conversation; only its first needs to look at the database."""
        line = self._lines[conversation_id]
        place = Place(line, seq)
        try:
            yield place
        finally:
            place.leave()
            if not line:
                del self._lines[conversation_id]

    @contextmanager
    def for_end(self, turn_id: str) -> Iterator[asyncio.Event]:
        """Be told when a turn has ended in this process."""
        told = asyncio.Event()
        self._awaited[turn_id].add(told)
        try:
            yield told
        finally:
            self._awaited[turn_id].discard(told)
            if not self._awaited[turn_id]:
                del self._awaited[turn_id]

    def call(self, conversation_id: str, turn_id: str) -> None:
        """Wake who stands first in a conversation's line and who waits for the end of this turn."""
        if line := self._lines.get(conversation_id):
            line[0].called.set()
        for told in self._awaited.get(turn_id, ()):
            told.set()
