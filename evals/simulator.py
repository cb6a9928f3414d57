"""``python -m evals.simulator``: lets many simulated people talk at once and checks that nobody's answer is lost.

Every person asks the evaluation's questions in a conversation of their own, now and then the next one before the last
is answered, as impatient people do; messages of one conversation must be answered in the order they were sent.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.bootstrap import Application, build
from assistant.messages import Message
from assistant.settings import Settings
from evals.cases import load
from evals.report import percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

IMPATIENCE = 0.3
"""How often somebody sends the next message before the last is answered."""


@dataclass(slots=True)
class Outcome:
    """What became of the messages of a run.

    Attributes:
        sent: How many messages were sent.
        answered: How many got a reply with text.
        out_of_order: Replies that came before that of an earlier message of their conversation.
        seconds: How long each message waited for its reply.
    """

    sent: int = 0
    answered: int = 0
    out_of_order: int = 0
    seconds: list[float] = field(default_factory=list)


async def simulate(app: Application, people: int, messages: int, texts: Sequence[str], seed: int = 1) -> Outcome:
    """Let people talk at once.

    Args:
        app: A started application.
        people: How many.
        messages: How many messages each sends.
        texts: What they may ask.
        seed: Makes a run repeatable.
    """
    outcome = Outcome()
    await asyncio.gather(
        *(_person(app, outcome, number, messages, texts, random.Random(seed + number)) for number in range(people))  # noqa: S311 -- no secret
    )
    return outcome


async def _person(
    app: Application, outcome: Outcome, number: int, messages: int, texts: Sequence[str], chance: random.Random
) -> None:
    ended: list[int] = []

    async def send(order: int) -> None:
        began = perf_counter()
        message = Message(
            id=str(order), conversation=f"person-{number}", channel="batch", user=str(number), text=chance.choice(texts)
        )
        outcome.sent += 1
        reply = await app.conversation.reply(message)
        outcome.seconds.append(perf_counter() - began)
        outcome.answered += bool(reply.text)
        outcome.out_of_order += any(earlier > order for earlier in ended)
        ended.append(order)

    waiting: list[asyncio.Task[None]] = []
    for order in range(messages):
        waiting.append(asyncio.create_task(send(order)))
        if chance.random() >= IMPATIENCE:
            await asyncio.gather(*waiting)
            waiting.clear()
        else:
            await asyncio.sleep(0.005)  # sent after the one before, though not answered yet
    await asyncio.gather(*waiting)


async def _run(settings: Settings, people: int, messages: int) -> Outcome:
    app = build(settings)
    await app.start()
    try:
        return await simulate(app, people, messages, [case.text for case in load()])
    finally:
        await app.close()


def main() -> None:
    """Run the simulation from the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.simulator", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=50, help="how many talk at once")
    parser.add_argument("--messages", type=int, default=8, help="how many messages each sends")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings().model_copy(update={"database_url": f"sqlite:///{folder}/people.db", "log_level": "ERROR"})
        began = perf_counter()
        outcome = asyncio.run(_run(settings, arguments.people, arguments.messages))
    wall = perf_counter() - began
    Console().print(
        f"{arguments.people} people, {outcome.sent} messages in {wall:.1f} s: {outcome.answered} answered, "
        f"{outcome.out_of_order} out of order; waited p50 {percentile(outcome.seconds, 0.5) * 1000:.0f} ms, "
        f"p95 {percentile(outcome.seconds, 0.95) * 1000:.0f} ms",
        highlight=False,
    )


if __name__ == "__main__":
    main()
