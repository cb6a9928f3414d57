"""A planner's turn in a warm process: the evaluation questions through ``Conversation``, SQLite on disk.

One fresh process on the embedded default, one message at a time. A turn's time runs from handing the message over to
the stored reply: receiving, planning, searching, writing the answer and three short transactions in a SQLite file.
Every case has a conversation of its own; the messages before its question are turns too. The first ten turns warm up.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.bootstrap import build
from assistant.messages import Message
from assistant.settings import Settings
from evals import cases
from evals.bench.measures import Measure
from evals.bench.processes import SERVICES, in_child
from evals.report import percentile

if TYPE_CHECKING:
    from pathlib import Path

    from evals.bench.measures import Options

MILLISECONDS_BAR = 30.0
WARM_UP = 10
TODAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""The day the datasets are written for."""


async def ask(var: Path, count: int | None) -> tuple[list[float], list[float]]:
    """Answer evaluation questions.

    Args:
        var: The folder of what grows at run time.
        count: How many; None takes all.

    Returns:
        Milliseconds of each turn as a whole, and what of them the answer took without storing it.
    """
    embedded: dict[str, object] = dict.fromkeys(name.lower() for name in SERVICES)
    app = build(Settings().model_copy(update={**embedded, "var_dir": var, "log_level": "ERROR"}))
    await app.start()
    whole, answering = [], []
    try:
        for case in cases.load()[:count]:
            for number, text in enumerate((*case.before, case.text)):
                message = Message(
                    id=str(number), conversation=case.id, channel="batch", user="bench", text=text, now=TODAY
                )
                began = time.perf_counter()
                reply = await app.conversation.reply(message)
                whole.append((time.perf_counter() - began) * 1000)
                answering.append(reply.seconds * 1000)
    finally:
        await app.close()
    skipped = min(WARM_UP, len(whole) // 2)
    return whole[skipped:], answering[skipped:]


def in_process(var: Path, count: int | None) -> tuple[list[float], list[float]]:
    """Answer evaluation questions; called in a process of its own."""
    return asyncio.run(ask(var, count))


def measure(options: Options) -> list[Measure]:
    """Time the turns."""
    whole, answering = in_child(in_process, options.folder / "var", options.cases)
    inner = ", ".join(f"p{part} {percentile(answering, part / 100):.1f}" for part in (50, 95))
    return [
        Measure("a turn, p50", percentile(whole, 0.5), "ms", note=f"{len(whole)} turns; answering alone: {inner}"),
        Measure("a turn, p95", percentile(whole, 0.95), "ms", MILLISECONDS_BAR, note=f"worst {max(whole):.1f} ms"),
    ]
