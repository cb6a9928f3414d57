"""How a model uses the catalog: what one answer gathers, and what a tool gives and tells a model.

Loaded with ``agent`` only; importing it costs seconds.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import structlog
from pydantic_ai import ModelRetry, RunContext, ToolFailed
from pydantic_ai import Tool as OfferedTool

from assistant.asking import question_back, rehearsed
from assistant.drafts import Drafted, Usage
from assistant.grounding import Evidence, Screen, Verdict
from assistant.messages import TextDelta, ToolCall, ToolFinished, ToolStarted
from corpus.lexical import normalise
from tools.kit.errors import InvalidArguments, ToolError, Unavailable
from tools.kit.tool import ToolResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.kit.tool import Citation, Pending, Tool, ToolContext

log = structlog.get_logger(__name__)

MOST_SUGGESTIONS = 4


@dataclass(slots=True)
class ModelTurn:
    """What one answer gathers while it is made.

    Attributes:
        context: Who is speaking, and what the tools may use.
        evidence: What the answer may rest on.
        streams: Whether someone watches the text arrive.
        offered: The tools the model is offered; None is every one of the role.
        events: What happens, for whoever watches; None is the end.
        results: What the tools gave back.
        calls: The tools that ran.
        offer: What the reader was asked last: to confirm a change, or for what a tool cannot do without.
        mended: The arguments the model was asked to mend, each by its tool and name.
        shown: The sentences of the answer.
        screen: Reads the response that is arriving.
        failed: What did not hold in the last whole response.
        raised: An error of a tool that nobody foresaw.
        wrote: A tool has changed something.
    """

    context: ToolContext
    evidence: Evidence
    streams: bool
    offered: frozenset[str] | None = None
    events: asyncio.Queue[TextDelta | ToolStarted | ToolFinished | None] = field(default_factory=asyncio.Queue)
    results: list[ToolResult] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    offer: Pending | None = None
    mended: set[tuple[str, str]] = field(default_factory=set)
    shown: list[Verdict] = field(default_factory=list)
    screen: Screen | None = None
    failed: Verdict | None = None
    raised: Exception | None = None
    wrote: bool = False

    def screened(self) -> Screen:
        """Start to read a new response."""
        return Screen(self.evidence, [verdict.visible for verdict in self.shown])

    def show(self, verdicts: Sequence[Verdict]) -> None:
        """Add sentences to the answer, and send them where someone watches."""
        self.shown.extend(verdicts)
        for verdict in verdicts if self.streams else ():
            if verdict.visible:
                self.events.put_nowait(TextDelta(text=verdict.visible))

    def took(self, tool: Tool, arguments: Mapping[str, Any], result: ToolResult) -> None:
        """Keep what a tool gave back."""
        self.wrote = self.wrote or tool.writes
        self.results.append(result)
        self.evidence.add(result)
        self.offer = result.pending or self.offer
        self.calls.append(ToolCall(name=tool.name, arguments=dict(arguments), result=result.data()))

    def ask(self, pending: Pending) -> None:
        """Ask the reader below the answer, which may lead up to it in the same words."""
        self.offer = pending
        self.evidence.add(ToolResult(text=pending.question))

    def text(self) -> str:
        """Return the answer so far."""
        return "".join(verdict.visible for verdict in self.shown)

    def citations(self) -> tuple[Citation, ...]:
        """Return the sources the answer cites, each once."""
        cited = (citation for verdict in self.shown for citation in verdict.citations)
        first: dict[tuple[str, str], Citation] = {}
        for citation in cited:
            first.setdefault((citation.document, citation.clause), citation)
        return tuple(first.values())

    def drafted(self, usage: Usage) -> Drafted:
        """Return the finished answer."""
        citations = self.citations()
        declined = bool(self.results) and all(result.declined for result in self.results) and not citations
        suggestions = [suggestion for result in self.results for suggestion in result.suggestions]
        distinct = {suggestion.model_dump_json(): suggestion for suggestion in suggestions}
        focuses = [result.focus for result in self.results if result.focus is not None]
        return Drafted(
            text=self.text().strip(),
            citations=citations,
            tool_calls=tuple(self.calls),
            suggestions=tuple(distinct.values())[:MOST_SUGGESTIONS],
            attachments=tuple(attachment for result in self.results for attachment in result.attachments),
            declined=declined or any(verdict.silent for verdict in self.shown),
            focus=focuses[-1] if focuses else None,
            pending=self.offer,
            wrote=self.wrote,
            usage=usage,
        )


def offered(tool: Tool) -> OfferedTool[ModelTurn]:
    """Return a tool of the catalog as a model is offered it; every call ends in ``Tool.run``."""

    async def call(ctx: RunContext[ModelTurn], /, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 -- Tool.run validates
        if tool.confirm == "always":
            return await _ask_first(tool, ctx.deps, arguments)
        return await _use(tool, ctx.deps, arguments)

    return OfferedTool[ModelTurn].from_schema(
        call, tool.name, tool.description, _terse(tool.schema), takes_ctx=True, sequential=tool.writes
    )


def _terse(schema: Any) -> Any:  # noqa: ANN401 -- JSON
    """Leave out the titles a schema is given by itself; they say what the names say."""
    if isinstance(schema, list):
        return [_terse(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _terse(part) for name, part in schema.items() if name != "title" or not isinstance(part, str)}


async def _ask_first(tool: Tool, turn: ModelTurn, arguments: dict[str, Any]) -> dict[str, Any]:
    """Ask the reader instead of running; a yes goes through the conversation like any other."""
    try:
        pending = await rehearsed(tool, _about(turn.context, arguments), arguments)
    except InvalidArguments as error:
        return _ask_back(tool, turn, arguments, error)
    except ToolError as error:
        raise ToolFailed(str(error)) from error
    if pending is None:
        return await _use(tool, turn, arguments)
    turn.ask(pending)
    return {
        "status": "awaiting_confirmation",
        "question": pending.question,
        "note": "Nothing has been done. The user is asked this below your answer.",
    }


def _ask_back(tool: Tool, turn: ModelTurn, arguments: dict[str, Any], error: InvalidArguments) -> dict[str, Any]:
    """Ask the reader what only they know: which of several was meant, or what the model did not mend either.

    Arguments of the wrong form are the model's own to mend, as often as it is let.
    """
    try:
        tool.check(turn.context, arguments)
    except InvalidArguments:
        raise ModelRetry(str(error)) from error
    place = (tool.name, str(error.data.get("slot")))
    pending = question_back(tool, arguments, error) if error.data.get("options") or place in turn.mended else None
    if pending is None:
        turn.mended.add(place)
        raise ModelRetry(str(error)) from error
    turn.ask(pending)
    return {
        "status": "awaiting_answer",
        "question": pending.question,
        "options": [choice.title for choice in pending.choices],
        "note": "Nothing has been done. The user is asked this, with the options as buttons, below your answer.",
    }


async def _use(tool: Tool, turn: ModelTurn, arguments: dict[str, Any]) -> dict[str, Any]:
    title = tool.wording.title
    turn.events.put_nowait(ToolStarted(name=tool.name, title=title, arguments=arguments))
    try:
        result = await _settled(tool, turn, arguments)
    except ToolError as error:
        turn.events.put_nowait(ToolFinished(name=tool.name, title=title, result={}, failed=True))
        if isinstance(error, InvalidArguments):
            return _ask_back(tool, turn, arguments, error)
        if isinstance(error, Unavailable):
            log.warning("tool_unavailable", tool=tool.name)
        raise ToolFailed(str(error)) from error
    except Exception as error:
        turn.raised = error  # unforeseen: the conversation's to report, not the model's fault
        raise
    turn.took(tool, arguments, result)
    turn.events.put_nowait(ToolFinished(name=tool.name, title=title, result=result.data()))
    return {
        "data": result.data(),
        "text": result.text,
        "declined": result.declined,
        "passages": [
            {"number": number, "cite": f"〔{citation.document} {citation.clause}〕", "quote": citation.quote}
            for number, citation in enumerate(result.citations, start=1)
        ],
    }


async def _settled(tool: Tool, turn: ModelTurn, arguments: dict[str, Any]) -> ToolResult:
    """Run a tool; one that writes is let finish when the time is up, so that it is known whether it has written."""
    context = _about(turn.context, arguments)
    if not tool.writes:
        return await tool.run(context, arguments)
    running = asyncio.ensure_future(tool.run(context, arguments))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        if not running.cancelled() and running.exception() is None:
            turn.took(tool, arguments, running.result())
        raise


def _about(context: ToolContext, arguments: Mapping[str, Any]) -> ToolContext:
    """Give a tool the words it answers, as the planner does: the part of the message it was called with, or all."""
    said, words = normalise(context.question), arguments.get("question")
    part = normalise(words) if isinstance(words, str) else ""
    return replace(context, question=part if part and part in said else said)
