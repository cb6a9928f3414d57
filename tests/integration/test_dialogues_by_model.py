"""Dialogues that use every tool, by the planner and by a scripted model: tools give the same, whoever calls them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evals.by_model import compare, own
from evals.dialogues import load
from tools.catalog import BY_NAME

if TYPE_CHECKING:
    from assistant.settings import Settings

CHOSEN = {f"dlg-e-{number}" for number in ("056", "064", "083", "086")} | {f"dlg-o-{n}" for n in ("004", "022", "029")}
"""Two requests in one message, questions back with buttons and without; the grader's own use every tool."""


async def test_every_tool_gives_a_model_what_it_gives_the_planner(settings: Settings) -> None:
    chosen = [dialogue for dialogue in load() if dialogue.id in CHOSEN]
    compared = await compare([*chosen, *own()], settings)
    assert {found.dialogue.id: found.problems for found in compared if found.problems} == {}
    same = sum((found.tools for found in compared), Counter[str]())
    assert set(same) == set(BY_NAME)
