"""Cues that decide without a model, and those that keep a tool from writing on a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.intents import lexicon

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus

ELSEWHERE = 0.97
"""What a role that may not use a tool takes from its odds: they may still be meant, and refused."""


def cue(text: str, focus: Focus | None, catalogs: Catalogs) -> str | None:
    """Return the tool that a message names beyond doubt.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalogs: The typed records.
    """
    return None


def unmeant(text: str, tool: str) -> bool:
    """Tell whether a message speaks of a change without asking for it: denies, supposes, quotes or asks how."""
    return any(
        pattern.search(text) for pattern in (lexicon.DENIED, lexicon.SUPPOSED, lexicon.QUOTED, lexicon.ASKED_ABOUT)
    )
