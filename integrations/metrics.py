"""Counts and times of turns, in the text format of Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.messages import Reply
    from assistant.watch import Figures

BOUNDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0)
"""Upper bounds of the histogram's buckets, in seconds."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What a process counts from its start."""

    def __init__(self) -> None:
        self._turns: Counter[tuple[str, bool]] = Counter()
        self._buckets = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0
        self._refused: Counter[str] = Counter()

    def answered(self, reply: Reply) -> None:
        """Count a turn."""
        self._turns[reply.model, reply.declined] += 1
        self._buckets[bisect_left(BOUNDS, reply.seconds)] += 1
        self._seconds += reply.seconds

    def refused(self, reason: str) -> None:
        """Count a message that was not taken, such as one above a rate."""
        self._refused[reason] += 1

    def text(self, figures: Figures | None = None) -> str:
        """Write everything out.

        Args:
            figures: What all processes on the database have in common; None where it could not be counted.
        """
        lines = ["# HELP shuzhi_turns_total Answered messages.", "# TYPE shuzhi_turns_total counter"]
        lines += [
            f'shuzhi_turns_total{{model="{_escaped(model)}",declined="{str(declined).lower()}"}} {count}'
            for (model, declined), count in sorted(self._turns.items())
        ]
        lines += ["# HELP shuzhi_refused_total Messages not taken.", "# TYPE shuzhi_refused_total counter"]
        lines += [
            f'shuzhi_refused_total{{reason="{_escaped(reason)}"}} {count}'
            for reason, count in sorted(self._refused.items())
        ]
        lines += ["# HELP shuzhi_turn_seconds Time an answer took.", "# TYPE shuzhi_turn_seconds histogram"]
        total = 0
        for bound, count in zip((*BOUNDS, "+Inf"), self._buckets, strict=True):
            total += count
            lines.append(f'shuzhi_turn_seconds_bucket{{le="{bound}"}} {total}')
        lines += [f"shuzhi_turn_seconds_sum {self._seconds:.6f}", f"shuzhi_turn_seconds_count {total}"]
        return "\n".join([*lines, *(_common(figures) if figures else ()), ""])


def _common(figures: Figures) -> list[str]:
    """Write what is counted on the database: the same in every process."""
    lines = ["# HELP shuzhi_follow_ups_total Follow-ups that have ended.", "# TYPE shuzhi_follow_ups_total counter"]
    lines += [
        f'shuzhi_follow_ups_total{{outcome="{_escaped(outcome)}"}} {count}'
        for outcome, count in sorted(figures.outcomes.items())
    ]
    for name, what, value in (
        ("shuzhi_follow_ups_due", "Follow-ups that wait to be sent.", figures.due),
        ("shuzhi_follow_ups_tasks", "Follow-ups that wait for a person.", figures.tasks),
        ("shuzhi_answers_overdue", "Answers not delivered within ten minutes.", figures.overdue),
    ):
        lines += [f"# HELP {name} {what}", f"# TYPE {name} gauge", f"{name} {value}"]
    return lines


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
