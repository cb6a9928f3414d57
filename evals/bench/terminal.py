"""``shuzhi ask``, cold: a whole process from nothing to the answer, and where its time goes.

The index has been built and the machine's file cache is warm; the process is not. Each of five runs starts a new
interpreter on this tree's command line and asks another of the evaluation questions, so that searching, the segmenter's
dictionary and the database are all paid for. Seconds are wall time from start to exit; the processor's seconds stand
beside, for machines that do other things as well. Imports are what ``-X importtime`` adds up in one more run: the time
each package's modules take themselves, without what they import in turn.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals import cases
from evals.bench.measures import Measure
from evals.bench.processes import COMMAND, MEGABYTE, environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evals.bench.measures import Options

SECONDS_BAR = 3.0
SLOWEST = 8
"""How many packages the summary of imports names."""

_IMPORT = re.compile(r"import time:\s*(\d+) \|\s*\d+ \|\s*([\w.]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and processor seconds, the most megabytes it held, and what it wrote to its error stream."""

    wall: float
    cpu: float
    peak: float
    errors: str


def run(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: It failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- our own command line
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    with process:
        errors = process.stderr.read() if process.stderr else ""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{command[-2:]} ended with {process.returncode}: {errors[-400:]}"
        raise RuntimeError(msg)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / MEGABYTE, errors)


def imports(log: str) -> tuple[float, list[tuple[str, float]]]:
    """Add up what ``-X importtime`` wrote.

    Returns:
        Seconds of all imports, and of the slowest packages, the slowest first.
    """
    spent: Counter[str] = Counter()
    for microseconds, module in _IMPORT.findall(log):
        spent[module.partition(".")[0]] += int(microseconds)
    return spent.total() / 1e6, [(name, value / 1e6) for name, value in spent.most_common(SLOWEST)]


def measure(options: Options) -> list[Measure]:
    """Ask in new processes."""
    env = environment(options.folder / "var")
    asked = [case.text for case in cases.load() if case.expect == "answer" and not case.before]
    asked = asked[:: max(len(asked) // options.runs, 1)][: options.runs]
    run((*COMMAND, "ask", asked[0]), env)  # builds the index
    runs = [run((*COMMAND, "ask", text), env) for text in asked]
    total, slowest = imports(run((sys.executable, "-X", "importtime", *COMMAND[1:], "ask", asked[0]), env).errors)
    walls, cpus = [r.wall for r in runs], [r.cpu for r in runs]
    packages = ", ".join(f"{name} {seconds:.2f}" for name, seconds in slowest)
    return [
        Measure(
            "shuzhi ask, cold, median",
            statistics.median(walls),
            "s",
            SECONDS_BAR,
            note=f"{len(runs)} runs; of processor time {statistics.median(cpus):.2f} s",
        ),
        Measure(
            "shuzhi ask, cold, slowest",
            max(walls),
            "s",
            SECONDS_BAR,
            note=f"of processor time {max(cpus):.2f} s; at most {max(r.peak for r in runs):.0f} MB",
        ),
        Measure("shuzhi ask, imports", total, "s", note=f"timing them counts in; {packages}"),
    ]
