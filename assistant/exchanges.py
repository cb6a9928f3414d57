"""What a model reads of a conversation so far: whole exchanges, the newest ones that fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PAIRS = 10
"""More history costs a model's time and does not help an answer."""
CHARACTERS_A_TOKEN = 1.6


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message and its answer, for a model to read; ``tool`` is the button that was pressed, if one was."""

    question: str
    answer: str
    tool: str | None = None


def within_budget(exchanges: Sequence[Exchange], budget_tokens: int) -> tuple[Exchange, ...]:
    """Keep the newest exchanges that fit a budget.

    Args:
        exchanges: The newest first.
        budget_tokens: What they may cost together, at 1.6 characters a token.

    Returns:
        The oldest first; whole ones, but for the newest, whose answer is cut if it alone is too long.
    """
    left = int(budget_tokens * CHARACTERS_A_TOKEN)
    kept: list[Exchange] = []
    for exchange in exchanges:
        room = left - len(exchange.question)
        if room < len(exchange.answer):
            if not kept and room > 0:
                kept.append(replace(exchange, answer=exchange.answer[:room]))
            break
        kept.append(exchange)
        left = room - len(exchange.answer)
    return tuple(reversed(kept))
