"""``python -m evals.bench``: measures what there are bars for, prints one table and writes ``reports/bench.json``.

Everything runs on this machine, most of it on one core; nothing else should. Nothing is measured against the network,
a model or a service: the embedded default answers.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from evals.bench import cmrc, planning, scale, serving, terminal, turns, wechat
from evals.bench.measures import Measure, Options, table, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MEASUREMENTS: dict[str, Callable[[Options], list[Measure]]] = {
    "cmrc": cmrc.measure,
    "scale": scale.measure,
    "terminal": terminal.measure,
    "turns": turns.measure,
    "serving": serving.measure,
    "wechat": wechat.measure,
    "planning": planning.measure,
}
CMRC = Path("../shared/data/cmrc2018")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench from the command line.

    Args:
        arguments: What stands on it; the process's own by default.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Measure retrieval, time and memory.")
    parser.add_argument("--cmrc", type=Path, default=CMRC, help="the folder of CMRC 2018's dev.json and trial.json")
    parser.add_argument("--only", choices=MEASUREMENTS, action="append", help="only this one; may be repeated")
    parser.add_argument("--passages", type=int, default=50_000, help="passages of the large index")
    parser.add_argument("--runs", type=int, default=5, help="how often the terminal's process is started")
    parser.add_argument("--cases", type=int, help="how many evaluation questions make the turns")
    parser.add_argument("--reports", type=Path, default=Path("reports"), help="where the report goes")
    chosen = parser.parse_args(arguments)
    console = Console(width=170)
    measures: list[Measure] = []
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        options = Options(
            folder=Path(folder),
            cmrc=chosen.cmrc if all((chosen.cmrc / name).is_file() for name in cmrc.FILES) else None,
            passages=chosen.passages,
            runs=chosen.runs,
            cases=chosen.cases,
        )
        for name in chosen.only or MEASUREMENTS:
            with console.status(name):
                measures += MEASUREMENTS[name](options)
    console.print(table(measures))
    took = time.perf_counter() - started
    console.print(f"report: {write(measures, chosen.reports)}, after {took:.0f} s")


if __name__ == "__main__":
    main()
