"""Simulated people who talk at once all get their answers, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.bootstrap import build
from evals.simulator import simulate

if TYPE_CHECKING:
    from assistant.settings import Settings


async def test_nobody_is_left_without_an_answer(settings: Settings) -> None:
    app = build(settings)
    await app.start()
    try:
        outcome = await simulate(app, people=6, messages=5, texts=["8.3.1讲什么", "那第二条呢", "补贴最高多少", "谢谢"])
    finally:
        await app.close()
    assert outcome.sent == outcome.answered == 30
    assert outcome.out_of_order == 0
    assert len(outcome.seconds) == 30
