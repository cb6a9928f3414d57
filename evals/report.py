"""Sums grades up into a table for the terminal and a report file."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from evals.evaluators import Grade

BARS = {
    "first citation is gold": (0.90, "answer"),
    "gold among citations": (0.96, "answer"),
    "required facts present": (0.90, "answer"),
    "to be declined and declined": (0.95, "decline"),
    "answerable and wrongly declined": (0.03, "answer"),
    "answers with a citation": (0.98, "answer"),
    "citations verbatim": (1.0, "all"),
}


def share(values: Iterable[bool | None]) -> float | None:
    """Return which share of the applicable values is true."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def summary(grades: Sequence[Grade]) -> dict[str, float | None]:
    """Compute every measure over some grades."""
    answer = [g for g in grades if g.case.expect in {"answer", "correct"}]
    decline = [g for g in grades if g.case.expect == "decline"]
    quotes = [g.verbatim for g in grades]
    return {
        "first citation is gold": share(g.first for g in answer),
        "gold among citations": share(g.among for g in answer),
        "required facts present": share(g.facts for g in answer),
        "to be declined and declined": share(g.declined for g in decline),
        "answerable and wrongly declined": share(g.declined for g in answer),
        "answers with a citation": share(g.cited for g in answer),
        "citations verbatim": sum(q[0] for q in quotes) / max(sum(q[1] for q in quotes), 1),
    }


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0


def table(grades: Sequence[Grade]) -> Table:
    """Make the table of the whole run and of each dataset."""
    datasets: dict[str, list[Grade]] = defaultdict(list)
    for g in grades:
        datasets[g.case.dataset].append(g)
    columns = {"all": list(grades), **datasets}
    result = Table(
        title=f"{len(grades)} questions, planner p95 {percentile([g.seconds for g in grades], 0.95) * 1000:.0f} ms"
    )
    result.add_column("measure")
    result.add_column("bar", justify="right")
    for name, part in columns.items():
        result.add_column(f"{name}\n{len(part)}", justify="right")
    sums = {name: summary(part) for name, part in columns.items()}
    for measure, (bar, _) in BARS.items():
        cells = [sums[name][measure] for name in columns]
        at_most = measure.startswith("answerable")
        shown = [
            "-" if v is None else f"[{'green' if (v <= bar if at_most else v >= bar) else 'red'}]{v:.3f}[/]"
            for v in cells
        ]
        result.add_row(measure, f"{'≤' if at_most else '≥'} {bar:.2f}", *shown)
    return result


def write(grades: Sequence[Grade], folder: Path) -> Path:
    """Write every grade as JSON Lines, with the summary as the first line.

    Args:
        grades: All of them.
        folder: Where reports go; made if it is not there.

    Returns:
        The file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "eval.jsonl"
    records = [{"summary": summary(grades)}, *map(_record, grades)]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _record(g: Grade) -> dict[str, object]:
    return {
        "id": g.case.id,
        "text": g.case.text,
        "kind": g.case.kind,
        "voice": g.case.voice,
        "expect": g.case.expect,
        "gold": g.case.gold,
        "cited": g.labels,
        "first": g.first,
        "among": g.among,
        "facts": g.facts,
        "declined": g.declined,
        "right": g.right,
        "seconds": g.seconds,
        "answer": g.text,
    }
