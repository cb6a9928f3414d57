"""Dialogues that use every tool, by the planner and by a scripted model: tools give the same, whoever calls them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evals.by_model import compare, own
from evals.dialogues import load
from tools.catalog import BY_NAME

if TYPE_CHECKING:
    from assistant.settings import Settings

ENTERPRISE = ("012", "034", "037", "038", "048", "050", "056", "063", "064", "083")
OPERATOR = ("001", "004", "008", "009", "010", "022", "023", "025", "029", "030")
CHOSEN = {f"dlg-e-{number}" for number in ENTERPRISE} | {f"dlg-o-{number}" for number in OPERATOR}
"""With the grader's own they use every tool; 004 and 083 ask back with buttons, 022 without."""


async def test_every_tool_gives_a_model_what_it_gives_the_planner(settings: Settings) -> None:
    chosen = [dialogue for dialogue in load() if dialogue.id in CHOSEN]
    compared = await compare([*chosen, *own()], settings)
    assert {found.dialogue.id: found.problems for found in compared if found.problems} == {}
    same = sum((found.tools for found in compared), Counter[str]())
    assert set(same) == set(BY_NAME)
