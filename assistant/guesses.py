"""What a text is taken to be for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.kit.tool import Tool

SEARCH = "search_sources"
"""The tool that whatever nothing else is for comes to."""
ABOUT = frozenset({SEARCH, "read_clause", "read_policy", "read_scenario", "compare"})
"""Tools that answer questions to the sources."""
CHAT = "chat"
ITSELF = "itself"
"""The label of chatter that asks what the assistant is and can do."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is for: the best label, its chance, and the tool next to it.

    Attributes:
        tool: A tool's name, or ``chat``.
        chance: Of the label; for questions to the sources, of all tools that answer them together.
        rival: The next tool that is no question to the sources.
        next: Its chance.
    """

    tool: str
    chance: float
    rival: str | None
    next: float

    @property
    def about(self) -> bool:
        """Whether it is a question to the sources."""
        return self.tool in ABOUT


def chance_asked(chances: Mapping[str, float]) -> float:
    """Return the chance of a question to the sources: of all tools that answer them together."""
    return sum(chances.get(name, 0.0) for name in ABOUT)


def at_once(tool: Tool | None) -> bool:
    """Tell whether a tool writes without asking first."""
    return tool is not None and tool.writes and tool.confirm == "never"
