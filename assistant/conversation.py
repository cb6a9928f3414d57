"""The one door: a message goes in, events come out, whatever the channel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4
from weakref import WeakValueDictionary

import structlog

from assistant import wording
from assistant.drafts import Drafted, ModelFailed
from assistant.history import Claim, ClaimLost, TurnLog
from assistant.messages import (
    PLANNER,
    Event,
    Message,
    Reply,
    ReplyReady,
    TextDelta,
    ToolCall,
    ToolFinished,
    ToolStarted,
)
from assistant.planner import Ask, Call, Subject, plan
from corpus.lexical import normalise
from tools.kit.errors import InvalidArguments, ToolError
from tools.kit.tool import Attachment, Citation, Focus, Suggestion, Tool, ToolContext, ToolResult

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.agent import ModelAgent
    from tools.kit.ports import Library

LONGEST_MESSAGE = 2000
"""Characters a message may have."""
PATIENCE = timedelta(seconds=180)
"""How long a message waits for those before it in its conversation."""
HISTORY_PAIRS, HISTORY_TOKENS = 8, 2500
"""What a model reads of the conversation so far."""
MOST_SUGGESTIONS = 4

log = structlog.get_logger(__name__)

Emit = Callable[[Event], Awaitable[None]]


class Shelf(Protocol):
    """Where the present generation of the library is to be had."""

    def current(self) -> Library:
        """Return one generation, the same for a whole turn."""


@dataclass(slots=True)
class Outcome:
    """What a turn came to, before it is stored."""

    text: str
    citations: tuple[Citation, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pending: dict[str, Any] | None = None
    focus: Focus | None = None
    suggestions: tuple[Suggestion, ...] = ()
    declined: bool = False
    model: str = PLANNER

    @classmethod
    def of(cls, results: Sequence[ToolResult], calls: Sequence[ToolCall]) -> Outcome:
        """Put the results of one turn together."""
        suggestions = {s.title: s for r in results for s in r.suggestions}
        return cls(
            text=wording.AND_THEN.join(r.text for r in results),
            citations=tuple(dict.fromkeys(c for r in results for c in r.citations)),
            calls=tuple(calls),
            attachments=tuple(a for r in results for a in r.attachments),
            focus=next((r.focus for r in reversed(results) if r.focus is not None), None),
            suggestions=tuple(suggestions.values())[:MOST_SUGGESTIONS],
            declined=any(r.declined for r in results),
        )


class Conversation:
    """Answers messages, in order within each conversation.

    Args:
        turns: The durable log of turns.
        shelf: Where the library is to be had.
        catalog: The tools there are, by name.
        clock: The time, for messages that carry none.
        agent: The model, if one is configured.
        phone: The platform's telephone number, if there is one.
    """

    def __init__(
        self,
        turns: TurnLog,
        shelf: Shelf,
        catalog: Mapping[str, Tool],
        clock: Callable[[], datetime],
        agent: ModelAgent | None = None,
        phone: str | None = None,
    ) -> None:
        self._turns, self._shelf, self._catalog, self._clock = turns, shelf, catalog, clock
        self._agent, self._phone = agent, phone
        self._running: set[asyncio.Task[None]] = set()
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def respond(self, message: Message, *, stream: bool = True) -> AsyncGenerator[Event]:
        """Answer a message.

        The answer is worked out and stored even if the caller stops listening. A repeated message id joins the turn
        that runs, or gets the stored reply.

        Args:
            message: What a person said or pressed.
            stream: Whether somebody watches the text appear.

        Yields:
            Events in order; the last one is always ``ReplyReady``.

        Raises:
            NotPermitted: The conversation is another person's.
            NotFound: The conversation was deleted.
            InvalidArguments: An id is empty or too long.
        """
        if len(message.text) > LONGEST_MESSAGE:
            text = wording.TOO_LONG.format(length=len(message.text), limit=LONGEST_MESSAGE)
            yield TextDelta(text=text)
            yield ReplyReady(reply=Reply(id=uuid4().hex, text=text, generated=False))
            return
        async with self._door(message.conversation):
            turn = await self._turns.receive(message, message.now or self._clock())
        if turn.reply is not None:
            yield ReplyReady(reply=turn.reply)
            return
        events: asyncio.Queue[Event | BaseException] = asyncio.Queue()

        async def work() -> None:
            try:
                while claim := await self._turns.wait_until_claimed(turn, PATIENCE):
                    mine = claim.turn.id == turn.id
                    await self._run(claim, events.put if mine else _unheard, stream=stream and mine)
                    if mine:
                        return
                await events.put(ReplyReady(reply=await self._turns.joined(turn.id, PATIENCE)))
            except BaseException as error:
                await events.put(error)
                if not isinstance(error, Exception):
                    raise

        task = asyncio.create_task(work(), name=f"turn {turn.id}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        while True:
            event = await events.get()
            if isinstance(event, BaseException):
                raise event
            yield event
            if isinstance(event, ReplyReady):
                return

    async def reply(self, message: Message) -> Reply:
        """Answer a message where nobody watches the text appear."""
        async with aclosing(self.respond(message, stream=False)) as events:
            async for event in events:
                if isinstance(event, ReplyReady):
                    return event.reply
        msg = f"message {message.id} ended without a reply"
        raise RuntimeError(msg)

    async def close(self) -> None:
        """Wait for the turns that are running."""
        if self._running:
            await asyncio.wait(self._running, timeout=PATIENCE.total_seconds())

    def _door(self, conversation: str) -> asyncio.Lock:
        """Return the lock by which messages of a conversation are stored in the order they came."""
        door = self._doors.get(conversation)
        if door is None:
            door = self._doors[conversation] = asyncio.Lock()
        return door

    async def _run(self, claim: Claim, emit: Emit, *, stream: bool) -> None:
        """Work one turn out and store it: the one boundary for what nobody foresaw."""
        turn, began = claim.turn, perf_counter()
        with structlog.contextvars.bound_contextvars(conversation=turn.message.conversation, turn=turn.id):
            try:
                async with self._turns.holding(claim):
                    outcome = await self._answer(claim, emit, stream=stream)
            except asyncio.CancelledError:
                await asyncio.shield(self._turns.release(claim))
                raise
            except Exception as error:
                error_id = uuid4().hex[:8]
                log.error("turn_failed", error_id=error_id, kind=type(error).__name__, exc_info=error)
                reply = Reply(
                    id=turn.id,
                    text=wording.FAILED.format(error_id=error_id),
                    generated=False,
                    seconds=perf_counter() - began,
                )
                await self._stored(self._turns.fail(claim, error_id, reply, self._clock()), claim, reply, emit)
                return
            reply = Reply(
                id=turn.id,
                text=outcome.text,
                citations=outcome.citations,
                tool_calls=outcome.calls,
                suggestions=outcome.suggestions,
                attachments=outcome.attachments,
                declined=outcome.declined,
                model=outcome.model,
                seconds=round(perf_counter() - began, 4),
            )
            log.info(
                "turn_done",
                model=reply.model,
                tools=[c.name for c in reply.tool_calls],
                declined=reply.declined,
                milliseconds=round(reply.seconds * 1000),
            )
            finish = self._turns.finish(claim, reply, outcome.focus, outcome.pending, self._clock())
            await self._stored(finish, claim, reply, emit)

    async def _stored(self, storing: Awaitable[None], claim: Claim, reply: Reply, emit: Emit) -> None:
        try:
            await storing
        except ClaimLost:
            reply = await self._turns.joined(claim.turn.id, PATIENCE)
        await emit(ReplyReady(reply=reply))

    async def _answer(self, claim: Claim, emit: Emit, *, stream: bool) -> Outcome:
        message = claim.turn.message
        text = normalise(message.text)
        if message.tool is None:
            if not text.strip():
                return await _said(wording.EMPTY, emit)
            if talk := wording.small_talk(text) or wording.human(text, self._phone):
                return await _said(talk, emit)
        library = self._shelf.current()
        context = self._context(claim, library)
        pending = Ask(**claim.pending) if claim.pending else None
        pressed = Call(message.tool, message.arguments, message.text) if message.tool else None
        if pressed is not None and pressed.tool not in self._catalog:
            return await _said(wording.UNKNOWN_TOOL, emit)
        if self._agent is not None and pressed is None and pending is None:
            outcome = await self._by_model(claim, context, emit, stream=stream)
            if outcome is not None:
                return outcome
        subject = _subject(library, claim.focus)
        steps = plan(text, claim.focus, subject, pending, pressed, self._catalog, partial(_names_another, library))
        return await self._by_planner(context, message.text, steps, emit)

    def _context(self, claim: Claim, library: Library) -> ToolContext:
        message, identity = claim.turn.message, claim.turn.identity
        return ToolContext(
            role=identity.role,
            contact=identity.contact_id,
            enterprise=identity.enterprise_id,
            conversation=message.conversation,
            message=message.id,
            now=message.now or self._clock(),
            library=library,
            question=message.text,
        )

    async def _by_planner(self, context: ToolContext, text: str, steps: tuple[Call | Ask, ...], emit: Emit) -> Outcome:
        results: list[ToolResult] = []
        calls: list[ToolCall] = []
        for step in steps or (Call("search_sources", {"question": text}, text),):
            if isinstance(step, Ask):
                return await self._asked(step, results, calls, emit)
            tool = self._catalog[step.tool]
            await emit(ToolStarted(name=tool.name, title=tool.wording.title, arguments=dict(step.arguments)))
            try:
                result = await tool.run(context, step.arguments)
            except InvalidArguments as error:
                slot = str(error.data.get("slot"))
                await emit(ToolFinished(name=tool.name, title=tool.wording.title, result={}, failed=True))
                if slot in tool.wording.questions:
                    known = {k: v for k, v in step.arguments.items() if k != slot}
                    return await self._asked(Ask(tool.name, slot, known), results, calls, emit)
                result = ToolResult(text=wording.explain(error), declined=True)
            except ToolError as error:
                log.info("tool_refused", tool=tool.name, kind=type(error).__name__)
                await emit(ToolFinished(name=tool.name, title=tool.wording.title, result={}, failed=True))
                result = ToolResult(text=wording.explain(error), declined=True)
            else:
                await emit(ToolFinished(name=tool.name, title=tool.wording.title, result=result.data()))
                calls.append(ToolCall(name=tool.name, arguments=dict(step.arguments), result=result.data()))
            results.append(result)
        outcome = Outcome.of(results, calls)
        await _speak(outcome.text, emit)
        return outcome

    async def _asked(self, ask: Ask, results: list[ToolResult], calls: list[ToolCall], emit: Emit) -> Outcome:
        outcome = Outcome.of(results, calls)
        question = self._catalog[ask.tool].wording.questions[ask.slot]
        outcome.text = wording.AND_THEN.join(part for part in (outcome.text, question) if part)
        outcome.pending = {"tool": ask.tool, "slot": ask.slot, "arguments": dict(ask.arguments)}
        await _speak(outcome.text, emit)
        return outcome

    async def _by_model(self, claim: Claim, context: ToolContext, emit: Emit, *, stream: bool) -> Outcome | None:
        """Let the model answer; None lets the planner."""
        if self._agent is None:
            return None
        history = await self._turns.recent(context.conversation, HISTORY_PAIRS, HISTORY_TOKENS)
        events = self._agent.answer(context, claim.turn.message.text, history, stream=stream)
        try:
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, Drafted):
                        return Outcome(
                            text=event.text,
                            citations=event.citations,
                            calls=event.tool_calls,
                            attachments=event.attachments,
                            focus=event.focus,
                            suggestions=event.suggestions[:MOST_SUGGESTIONS],
                            declined=event.declined,
                            model=self._agent.name,
                        )
                    await emit(event)
        except ModelFailed as failure:
            log.warning("model_failed", reason=failure.reason, wrote=failure.wrote)
            if failure.wrote:
                outcome = Outcome.of(failure.results, failure.calls)
                outcome.text = wording.WROTE.format(text=outcome.text)
                return outcome
        return None


async def _unheard(event: Event) -> None:
    """Drop the events of a turn nobody listens to any more; its reply is stored."""


async def _speak(text: str, emit: Emit) -> None:
    blocks = text.split("\n\n")
    for index, block in enumerate(blocks):
        await emit(TextDelta(text=block if index == len(blocks) - 1 else block + "\n\n"))


async def _said(text: str, emit: Emit) -> Outcome:
    await _speak(text, emit)
    return Outcome(text=text)


def _names_another(library: Library, text: str, document: str) -> bool:
    return any(name in text for record, names in library.catalogs.names.items() if record != document for name in names)


def _subject(library: Library, focus: Focus | None) -> Subject | None:
    passage = library.get(focus.passages[0]) if focus and focus.passages else None
    if passage is None:
        return None
    parent = library.get(passage.parent) if passage.parent else None
    group = parent.clause if parent is not None and passage.kind == "item" else passage.clause
    around = [library.get(name) if name else None for name in (passage.previous, passage.next)]
    labels = [p.clause if p and p.document == passage.document else None for p in around]
    return Subject(passage.document, passage.clause, group, passage.kind, (labels[0], labels[1]))
