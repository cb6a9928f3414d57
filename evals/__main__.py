"""``python -m evals``: asks every evaluation question and prints how well it went."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from assistant.bootstrap import build
from assistant.messages import Message
from assistant.settings import Settings
from evals.cases import Case, load
from evals.evaluators import Grade, grade
from evals.report import table, write

TODAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""The day the datasets are written for."""


async def run(cases: list[Case], settings: Settings) -> list[Grade]:
    """Ask every case in a conversation of its own.

    Args:
        cases: What to ask.
        settings: Whose model, if any, answers.
    """
    app = build(settings)
    await app.start()
    grades = []
    try:
        for case in track(cases, description="asking"):
            for number, text in enumerate((*case.before, case.text)):
                message = Message(
                    id=str(number), conversation=case.id, channel="batch", user="evals", text=text, now=TODAY
                )
                reply = await app.conversation.reply(message)
            grades.append(grade(case, reply, app.library.current()))
    finally:
        await app.close()
    return grades


def main() -> None:
    """Run the evaluation from the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--dataset", help="only this dataset")
    parser.add_argument("--reports", type=Path, default=Path("reports"), help="where the report goes")
    arguments = parser.parse_args()
    cases = [case for case in load() if arguments.dataset in {None, case.dataset}]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings().model_copy(update={"database_url": f"sqlite:///{folder}/evals.db", "log_level": "ERROR"})
        grades = asyncio.run(run(cases, settings))
    console = Console(width=160)
    console.print(table(grades))
    console.print(f"report: {write(grades, arguments.reports)}")


if __name__ == "__main__":
    main()
