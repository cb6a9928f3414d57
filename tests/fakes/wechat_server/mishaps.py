"""What goes wrong at WeChat's end, scripted call by call."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Http:
    """Answered with a status by something in between; ``worked`` says whether the call was carried out all the same."""

    status: int = 502
    worked: bool = False


@dataclass(frozen=True)
class Garbage:
    """Answered with status 200 and something that is no JSON."""

    body: str = "<html><body>Bad gateway</body></html>"
    worked: bool = False


@dataclass(frozen=True)
class Hang:
    """Answered only after so many seconds of real time, unless ``worked`` is false: then with status 504."""

    seconds: float
    worked: bool = True


@dataclass(frozen=True)
class Close:
    """The connection is closed without an answer."""

    worked: bool = False


Step = int | Http | Garbage | Hang | Close
"""One call's fate; a number is an ``errcode``, and 0 lets the call pass."""

KINDS = {"http": Http, "garbage": Garbage, "hang": Hang, "close": Close}


def step(described: int | dict[str, Any]) -> Step:
    """Return the step that JSON describes: a number, or ``{"kind": "http", "status": 502, "worked": true}``."""
    if isinstance(described, int):
        return described
    found: Step = KINDS[described["kind"]](**{name: value for name, value in described.items() if name != "kind"})
    return found


@dataclass
class _Line:
    endpoint: str
    user: str | None
    steps: deque[Step]
    forever: Step | None


class Script:
    """Says what happens to each call."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._lock = threading.Lock()

    def add(self, endpoint: str, *steps: Step, user: str | None = None, forever: bool = False) -> None:
        """Say what happens to the next calls, one step each.

        Args:
            endpoint: How the path ends, such as ``message/custom/send``; empty for every path.
            steps: In order. What was said earlier comes first.
            user: Only for calls about this user.
            forever: Go on with the last step.
        """
        last = steps[-1] if forever else None
        with self._lock:
            self._lines.append(_Line(endpoint.strip("/"), user, deque(steps), last))

    def clear(self) -> None:
        """Let everything go well."""
        with self._lock:
            self._lines.clear()

    def next(self, path: str, user: str | None) -> Step:
        """Return what happens to a call, and cross it off."""
        with self._lock:
            for line in self._lines:
                if line.user not in {None, user} or not path.endswith(f"/{line.endpoint}" if line.endpoint else ""):
                    continue
                if line.steps:
                    return line.steps.popleft()
                if line.forever is not None:
                    return line.forever
        return 0
