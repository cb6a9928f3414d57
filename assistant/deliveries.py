"""What is to be delivered: an answer, and what is known of it when its turn to go has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.messages import Reply

if TYPE_CHECKING:
    from datetime import datetime

    from tools.kit.tool import Suggestion

Purpose = Literal["answer", "receipt", "relay", "notice"]
Part = dict[str, str]
"""A message of a channel: ``kind`` and what it takes."""

UNCERTAIN = "uncertain:"
"""What the reason of a delivery begins with that may have arrived; how often follows."""
RECEIPTS = frozenset({"open_ticket", "hand_off", "urge_ticket"})
"""Tools whose reply is the receipt of a ticket."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say to a message.

    Attributes:
        reply: What to say; None is nothing, as to words that went on to a person.
        turn: It is the stored reply of a turn, and has a page.
    """

    reply: Reply | None = None
    turn: bool = True

    @classmethod
    def saying(cls, words: str, name: str, suggestions: tuple[Suggestion, ...] = ()) -> Answer:
        """Make an answer of the channel's own, for which no turn was run.

        Args:
            words: What to say, as Markdown.
            name: An id for it.
            suggestions: What one might say next.
        """
        return cls(Reply(id=name, text=words, suggestions=suggestions, generated=False), turn=False)

    @property
    def empty(self) -> bool:
        """Whether nothing is to be said."""
        return self.reply is None or not self.reply.text

    def stored(self) -> dict[str, Any]:
        """Return what a delivery keeps of it; a turn's reply stands with the turn."""
        return {} if self.turn or self.reply is None else self.reply.model_dump(mode="json")

    @property
    def purpose(self) -> Purpose:
        """What it is for."""
        called = {call.name for call in self.reply.tool_calls} if self.reply else set()
        return "receipt" if called & RECEIPTS else "answer"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to deliver.

    Attributes:
        id: Of the delivery.
        cause: What it answers: the id of a message, or of words a person said.
        user: Whom it is for.
        purpose: What it is for.
        reply: What to say.
        turn: It is a turn's, and has a page.
        attempts: How often it was tried.
        uncertain: How often a try may have arrived though no answer came.
        created_at: When it was ready.
        question: What it answers, as it was asked; empty where nothing was typed.
        contact: Id of the contact it is for, where a turn is delivered.
        parts: The messages it is delivered in, if that was planned before.
        sent: How many of them have gone.
        room: How many messages may be sent now.
    """

    id: str
    cause: str
    user: str
    purpose: Purpose
    reply: Reply
    turn: bool
    attempts: int
    uncertain: int
    created_at: datetime
    question: str = ""
    contact: str | None = None
    parts: tuple[Part, ...] | None = None
    sent: int = 0
    room: int = 0
