"""Hears out what no source answers: what is only told, and what is asked in words they do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import wording
from assistant.calls import Call, Say
from assistant.guesses import SEARCH
from corpus.passages import Kind

if TYPE_CHECKING:
    from assistant.calls import Step
    from assistant.planner import Intents
    from tools.kit.tool import ToolContext

CHATTER = (Say(wording.CHATTER),)
NEAR = 0.4
"""Share of a message that a scenario which is for it speaks of."""
TELLING = 20.0
"""Score of a scenario that is for a message, however much else is told in it."""
HARDLY = 0.3
"""Share of a message below which what is found in the sources hardly speaks of it."""


async def heard_out(
    steps: tuple[Step, ...], text: str, context: ToolContext, intents: Intents | None
) -> tuple[Step, ...]:
    """Answer what the sources have no answer to: what is only told, and what they hardly speak of.

    What is told is answered as such, unless a scenario of the catalog is for what goes wrong there; what the sources
    hardly speak of goes to the tool that is likeliest meant.

    Args:
        steps: What was to be done: searches, or none, where nothing clear was asked; chatter may be told, too.
        text: Normalised text.
        context: Who is speaking, and what may be looked up.
        intents: Tells what a message is for.
    """
    searches = [step for step in steps if isinstance(step, Call) and step.tool == SEARCH]
    chatter = steps == CHATTER
    if intents is None or not (chatter or len(searches) == len(steps)):
        return steps
    told = steps if chatter else intents.told(text, context.role)
    likely = () if told or any(search.beyond_doubt for search in searches) else intents.likely(text, context.role)
    if not (told or likely):
        return steps
    found = await context.library.search(context.question, 1)
    if not found:
        return told or likely
    best = found[0]
    if told:
        for_it = best.passage.kind is Kind.SCENARIO and (best.coverage >= NEAR or best.score >= TELLING)
        return tuple(searches) if for_it else told  # without a search planned, the message is searched for as it is
    return steps if best.passage.kind is Kind.ABSENT or best.coverage >= HARDLY else likely
