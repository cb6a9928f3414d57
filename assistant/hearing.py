"""Hears out what is only told: no source answers what nobody asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.calls import Call
from assistant.guesses import SEARCH
from corpus.passages import Kind

if TYPE_CHECKING:
    from assistant.calls import Step
    from assistant.planner import Intents
    from tools.kit.tool import ToolContext

NEAR = 0.5
"""Share of a message that a scenario which is for it speaks of."""


async def heard_out(
    steps: tuple[Step, ...], text: str, context: ToolContext, intents: Intents | None
) -> tuple[Step, ...]:
    """Answer what is only told as such, unless a scenario of the catalog is for what goes wrong there.

    Args:
        steps: What was to be done; a search where nothing clear was asked.
        text: Normalised text.
        context: Who is speaking, and what may be looked up.
        intents: Tells what a message is for.
    """
    searches = all(isinstance(step, Call) and step.tool == SEARCH for step in steps)
    told = intents.told(text, context.role) if searches and intents is not None else ()
    if not told:
        return steps
    found = await context.library.search(context.question, 1)
    return steps if found and found[0].passage.kind is Kind.SCENARIO and found[0].coverage >= NEAR else told
