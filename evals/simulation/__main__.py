"""``python -m evals.simulation``: runs the half-year, shows its report and writes ``reports/simulation.md``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from rich.console import Console
from rich.markdown import Markdown

from evals.simulation import wording
from evals.simulation.running import DAYS, run
from evals.simulation.telling import checks, report

if TYPE_CHECKING:
    from collections.abc import Sequence

WARNING = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulation from the command line.

    Args:
        arguments: What stands on it; the process's own by default.

    Returns:
        1 where a follow-up has no account or a rule of manners was broken.
    """
    parser = argparse.ArgumentParser(
        prog="python -m evals.simulation", description="Simulate half a year of follow-ups."
    )
    parser.add_argument("--firms", type=int, default=1000, help="how many enterprises")
    parser.add_argument("--days", type=int, default=DAYS, help="how long")
    parser.add_argument("--seed", type=int, default=7, help="makes a run repeatable")
    parser.add_argument("--reports", type=Path, default=Path("reports"), help="where the report goes")
    chosen = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(WARNING))
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as folder, console.status("") as status:

        def tick(day: int) -> None:
            status.update(f"{day}/{chosen.days}")

        half = asyncio.run(run(Path(folder), chosen.firms, chosen.seed, chosen.days, tick))
    text = report(half)
    chosen.reports.mkdir(parents=True, exist_ok=True)
    path = chosen.reports / "simulation.md"
    path.write_text(text, encoding="utf-8")
    console.print(Markdown(text))
    console.print(wording.WRITTEN.format(path=path))
    return int(len(half.rows) != half.planned or any(broken for _, broken in checks(half).values()))


if __name__ == "__main__":
    sys.exit(main())
