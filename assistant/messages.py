"""What goes into a conversation and what comes out, the same for every channel."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.lexical import normalise
from tools.kit.tool import Attachment, Citation, Role, Suggestion

Channel = Literal["web", "terminal", "batch", "api", "wechat"]

PLANNER = "planner"
"""The name of the embedded default where a model's name would stand."""


ENDLESS = re.compile(r"(?P<figure>\d{60})\d+|(?P<part>.{1,3}?)(?P=part){200,}", re.DOTALL)
"""A figure longer than any, or the same over and over, which rules need not read to its end."""
ENOUGH = 200
"""How often the same is read: longer than any words that are handed on may be."""


def read_as(text: str) -> str:
    """Return the words of a message as rules read them: normalised, and what repeats without end cut short.

    Args:
        text: As a person wrote it; what is kept of the message is that, whole.
    """
    return ENDLESS.sub(lambda match: match["figure"] or match["part"] * ENOUGH, normalise(text))


class Frozen(BaseModel):
    """Messages and events never change."""

    model_config = ConfigDict(frozen=True)


class Message(Frozen):
    """One message from a person.

    Attributes:
        id: Unique within the conversation; a repeated id is a retry of the same message.
        conversation: Id of the conversation.
        channel: Where it came from.
        user: The person's identity on that channel.
        role: What the channel knows the speaker to be.
        text: What the person wrote; may be empty when a button was pressed.
        tool: The tool whose button was pressed.
        arguments: What the button carries.
        confirmed: The channel has had the change confirmed, so a tool that asks first need not ask.
        enterprise: Id of the enterprise, where the channel vouches for it.
        now: When it was said, in UTC; None is the moment it arrives.
    """

    id: str
    conversation: str
    channel: Channel
    user: str
    role: Role = "enterprise"
    text: str = ""
    tool: str | None = None
    arguments: dict[str, Any] = Field(default_factory=dict)
    confirmed: bool = False
    enterprise: str | None = None
    now: datetime | None = None


class Passed(Frozen):
    """A message that went to the person who owns the conversation; ``text`` is what its author reads, often nothing."""

    text: str = ""


class ToolCall(Frozen):
    """A tool that ran in a turn, with what it gave back."""

    name: str
    arguments: dict[str, Any]
    result: dict[str, Any]


class Reply(Frozen):
    """The answer to one message.

    Attributes:
        id: Id of the turn.
        text: What a person reads, as Markdown.
        citations: Sources, the main one first.
        tool_calls: Every tool that ran, in order.
        suggestions: What one might ask next.
        attachments: Files that go with it.
        declined: Something asked for is not provided.
        model: The model that wrote it, or ``planner``.
        seconds: How long it took.
        generated: Whether it carries the label of generated content.
        problem: Why the last tool that was called did not run, as ``ToolError.kind`` says it; ``failure`` where the
            turn failed.
    """

    id: str
    text: str
    citations: tuple[Citation, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    declined: bool = False
    model: str = PLANNER
    seconds: float = 0.0
    generated: bool = True
    problem: str | None = None


class TextDelta(Frozen):
    """A checked piece of the answer's text, in order."""

    text: str


class ToolStarted(Frozen):
    """A tool begins to run."""

    name: str
    title: str
    arguments: dict[str, Any]


class ToolFinished(Frozen):
    """A tool has run; ``failed`` says it raised."""

    name: str
    title: str
    result: dict[str, Any]
    failed: bool = False


class ReplyReady(Frozen):
    """The last event of every message; its reply is complete and stored."""

    reply: Reply


Event = TextDelta | ToolStarted | ToolFinished | ReplyReady
