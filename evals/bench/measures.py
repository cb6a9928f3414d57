"""One measured value with its bar, and the table and the file all of them go to."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What a run of the bench is about.

    Attributes:
        folder: A folder of its own; whatever is made for measuring lies there.
        cmrc: Folder with CMRC 2018's ``dev.json`` and ``trial.json``; None where it isn't there.
        passages: How many passages the large index holds.
        runs: How often a process is started.
        cases: How many evaluation questions make the turns; None takes all.
    """

    folder: Path
    cmrc: Path | None
    passages: int = 50_000
    runs: int = 5
    cases: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One value.

    Attributes:
        name: What was measured.
        value: The result; None where it was skipped.
        unit: Of the value and the bar; empty for a share.
        bar: What it must reach; None where there is no bar.
        at_most: Whether the bar is an upper one.
        beside: The same measured on something else, by name.
        note: How it came about, or why it was skipped.
    """

    name: str
    value: float | None
    unit: str = ""
    bar: float | None = None
    at_most: bool = True
    beside: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The value over its bar."""
        return self.value / self.bar if self.value is not None and self.bar else None

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None where there is nothing to compare."""
        if self.value is None or self.bar is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar

    @property
    def ratios(self) -> dict[str, float | None]:
        """The value over each one beside it; None over nothing."""
        if self.value is None:
            return {}
        return {name: self.value / other if other else None for name, other in self.beside.items()}


def number(value: float, unit: str) -> str:
    """Write a value with its unit: shares with four decimals, others with three figures."""
    if not unit:
        return f"{value:.4f}"
    return f"{value:,.0f} {unit}" if abs(value) >= 100 else f"{value:.3g} {unit}"  # noqa: PLR2004 -- three figures


def table(measures: Sequence[Measure]) -> Table:
    """Make the table for the terminal."""
    result = Table(title=f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for column in ("measure", "bar", "measured", "of the bar"):
        result.add_column(column, justify="left" if column == "measure" else "right")
    result.add_column("beside: measured, ours over it", overflow="fold")
    result.add_column("how", overflow="fold", style="dim")
    for m in measures:
        colour = {True: "green", False: "red", None: "default"}[m.reached]
        bar = f"{'≤' if m.at_most else '≥'} {number(m.bar, m.unit)}" if m.bar is not None else ""
        value = "skipped" if m.value is None else f"[{colour}]{number(m.value, m.unit)}[/]"
        beside = [
            f"{name} {number(m.beside[name], m.unit)}" + (f", {ratio:.2f}x" if ratio is not None else "")
            for name, ratio in m.ratios.items()
        ]
        result.add_row(m.name, bar, value, f"{m.ratio:.3f}" if m.ratio is not None else "", "\n".join(beside), m.note)
    return result


def write(measures: Sequence[Measure], folder: Path) -> Path:
    """Write all measures as JSON.

    Args:
        measures: All of them.
        folder: Where reports go; made if it is not there.

    Returns:
        The file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bench.json"
    machine = {"system": platform.system(), "cores": os.cpu_count(), "python": platform.python_version()}
    records = [{**asdict(m), "ratio": m.ratio, "reached": m.reached, "ratios": m.ratios} for m in measures]
    text = json.dumps({"machine": machine, "measures": records}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path
