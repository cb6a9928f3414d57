"""What a model hands to the conversation: an answer that holds, or the reason why there is none."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.messages import ToolCall
from tools.kit.tool import Attachment, Citation, Focus, Pending, Suggestion, ToolResult

Reason = Literal[
    "timeout",
    "unauthorised",
    "rate_limited",
    "server_error",
    "bad_response",
    "tool_loop",
    "empty",
    "cut",
    "ungrounded",
]


class Usage(BaseModel):
    """What an answer cost, in tokens.

    Attributes:
        requests: Responses of the model.
        input_tokens: Read by the model, all requests together.
        cached_tokens: Those of them the provider had cached.
        output_tokens: Written by the model.
    """

    model_config = ConfigDict(frozen=True)

    requests: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0


class Drafted(BaseModel):
    """The last event of an answer by a model.

    Attributes:
        text: The whole answer, as Markdown; where it was streamed, the deltas put together.
        citations: The sources it cites, in order, each with the words it quotes.
        tool_calls: Every tool that ran.
        suggestions: What the tools suggested.
        attachments: Files the tools made.
        declined: Something asked for is not provided.
        focus: What the conversation is about now; None leaves it as it was.
        pending: A question a tool left open, or a change to be confirmed.
        wrote: A tool has changed something.
        usage: What it cost.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    citations: tuple[Citation, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    declined: bool = False
    focus: Focus | None = None
    pending: Pending | None = None
    wrote: bool = False
    usage: Usage = Usage()


class ModelFailed(Exception):
    """The model gave no answer that can be shown.

    Args:
        reason: What went wrong, for logs and for the conversation to decide by.
        wrote: A tool has already changed something, so the planner must not start over.
        results: What the tools gave back before.
        calls: The tools that ran before.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        wrote: bool = False,
        results: tuple[ToolResult, ...] = (),
        calls: tuple[ToolCall, ...] = (),
    ) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.wrote = wrote
        self.results = results
        self.calls = calls
