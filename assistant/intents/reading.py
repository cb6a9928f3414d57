"""What the parts of the recogniser ask of one another: to read one request out of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.calls import Call
    from assistant.guesses import Guess
    from tools.kit.tool import Role


class Reader(Protocol):
    """Reads one request out of a text."""

    def chances(self, text: str) -> Mapping[str, float]:
        """Return the chance of every label for a normalised text."""

    def guess(self, text: str, role: Role) -> Guess:
        """Return what a normalised text is for by the model alone."""

    def best(self, chances: Mapping[str, float], role: Role) -> Guess:
        """Return what these chances speak for."""

    def certain(self, text: str, pending: str | None, role: Role) -> str | None:
        """Return the tool a message is for by what stands in it."""

    def made(self, name: str, text: str) -> tuple[Call, ...]:
        """Make the call of a tool out of a text; empty where the text does not mean it."""

    def asked(self, name: str, text: str) -> tuple[Call, ...]:
        """Put a question to the tool its words are for; empty where they name none."""
