"""Carries out what was planned: runs tools one after the other, asks what is missing, asks before a change is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from assistant import wording
from assistant.asking import buttons, question, question_back, rehearsed
from assistant.calls import Ask, Call, Offer, Say, Step
from assistant.messages import PLANNER, Event, TextDelta, ToolCall, ToolFinished, ToolStarted
from corpus.lexical import normalise
from tools.kit.errors import InvalidArguments, ToolError
from tools.kit.tool import Attachment, Citation, Focus, Pending, Suggestion, Tool, ToolContext, ToolResult
from tools.kit.typed import as_typed

if TYPE_CHECKING:
    from assistant.drafts import Drafted
    from tools.kit.tool import Role

log = structlog.get_logger(__name__)

MOST_MISSES = 3
"""Answers in a row that did not help, after which a person is offered."""

Emit = Callable[[Event], Awaitable[None]]


@dataclass(slots=True)
class Outcome:
    """What a turn came to, before it is stored."""

    text: str
    citations: tuple[Citation, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pending: Pending | None = None
    focus: Focus | None = None
    suggestions: tuple[Suggestion, ...] = ()
    declined: bool = False
    model: str = PLANNER
    generated: bool = True
    problem: str | None = None
    missed: bool = False
    offered: tuple[str, ...] = ()
    let_go: Pending | None = None

    @classmethod
    def of(cls, results: Sequence[ToolResult], calls: Sequence[ToolCall]) -> Outcome:
        """Put the results of one turn together."""
        results, behind = _one_by_one(results)
        waiting = [r for r in results if r.pending is not None]
        asking = next((r for r in reversed(waiting) if r.pending and not r.pending.aside), None)
        asking = asking or (waiting[-1] if waiting else None)
        pending = asking.pending if asking else None
        # The question that waits for an answer stands last.
        results = [*(r for r in results if r is not asking), *([asking] if asking else [])]
        if pending is not None and behind is not None:
            pending = pending.before(behind)
            results.append(ToolResult(text=wording.ONE_MORE))
        return cls(
            text=wording.AND_THEN.join(dict.fromkeys(r.text for r in results if r.text)),
            citations=tuple(dict.fromkeys(c for r in results for c in r.citations)),
            calls=tuple(calls),
            attachments=tuple(a for r in results for a in r.attachments),
            pending=pending,
            focus=next((r.focus for r in reversed(results) if r.focus is not None), None),
            suggestions=buttons(pending, [s for r in results for s in r.suggestions]),
            declined=any(r.declined for r in results),
        )

    @classmethod
    def drafted(cls, draft: Drafted, model: str) -> Outcome:
        """Take over what a model wrote; a question a tool left open stands at its end."""
        text, pending = draft.text, draft.pending
        if pending is not None and pending.question and pending.question not in text:
            text = f"{text}\n\n{pending.question}"
        return cls(
            text=text,
            citations=draft.citations,
            calls=draft.tool_calls,
            attachments=draft.attachments,
            pending=pending,
            focus=draft.focus,
            suggestions=buttons(pending, draft.suggestions),
            declined=draft.declined,
            model=model,
        )

    def with_more(self, more: Outcome) -> Outcome:
        """Put what was asked beside it below."""
        more.text = wording.AND_THEN.join(part for part in (self.text, more.text) if part)
        more.citations = tuple(dict.fromkeys((*self.citations, *more.citations)))
        more.calls, more.attachments = (*self.calls, *more.calls), (*self.attachments, *more.attachments)
        more.focus = more.focus or self.focus
        if more.pending is not None and self.pending is not None and self.pending.insists:
            more.pending = more.pending.before(self.pending)
        more.pending = more.pending or self.pending
        more.let_go = more.let_go or self.let_go
        more.suggestions = buttons(more.pending, more.suggestions) or self.suggestions
        return more

    def counted(self, before: Focus | None, role: Role) -> Outcome:
        """Count answers in a row that did not help, and offer a person after the third."""
        were = before.misses if before else 0
        misses = were + 1 if self.declined or self.missed else 0
        if misses != were:
            self.focus = (self.focus or before or Focus()).model_copy(update={"misses": misses})
        return self.with_a_person() if misses >= MOST_MISSES and role == "enterprise" else self

    def with_a_person(self) -> Outcome:
        """Offer a person before anything else."""
        others = tuple(other for other in self.suggestions if other.tool != "hand_off")
        self.suggestions = (Suggestion(title=wording.TO_A_PERSON, tool="hand_off"), *others)
        return self

    def going_on(self, settled: Pending) -> Outcome:
        """Come to what waits behind a question that is settled."""
        if settled.behind is None:
            return self
        if self.pending is not None:
            self.pending = self.pending.before(settled.behind)
            return self
        self.pending = settled.behind
        self.text = wording.AND_THEN.join(part for part in (self.text, settled.behind.question) if part)
        self.suggestions = buttons(settled.behind, ())
        return self

    def asking_again(self, pending: Pending) -> Outcome:
        """Come back to a question that is still open, below what answered a digression."""
        if self.text == wording.NOT_DONE and pending.slot is None and pending.until is None:
            # What is not to be done must not wait for a yes.
            self.let_go = pending
            return self.going_on(pending)
        self.pending = pending if pending.insists else pending.model_copy(update={"asked_again": True})
        if pending.aside:
            return self
        if pending.asked_again and not pending.insists:
            # What nobody answers is let go; a yes long after must not set off a change.
            self.pending = None if pending.slot is None else self.pending
            return self.going_on(pending) if self.pending is None else self
        if pending.question:
            back = wording.BACK_TO.format(question=pending.question)
            self.text = wording.AND_THEN.join(part for part in (self.text, back) if part)
        self.suggestions = buttons(pending, self.suggestions)
        return self


class Steps:
    """Runs planned steps.

    Args:
        catalog: The tools there are, by name.
    """

    def __init__(self, catalog: Mapping[str, Tool]) -> None:
        self._catalog = catalog

    async def run(self, context: ToolContext, steps: Sequence[Step], emit: Emit) -> Outcome:
        """Run steps in order; what fails is explained and the rest goes on.

        Args:
            context: Who is speaking, and what the tools may use.
            steps: What to run or to ask.
            emit: Where events go.
        """
        results: list[ToolResult] = []
        calls: list[ToolCall] = []
        refused: list[ToolError] = []
        for step in steps:
            if isinstance(step, Ask):
                results.append(self._asked(step))
            elif isinstance(step, Say):
                results.append(ToolResult(text=step.text, declined=step.declined))
            elif isinstance(step, Offer):
                results.append(self._offered(step))
            else:
                focus = next((result.focus for result in reversed(results) if result.focus is not None), None)
                call = self._in_its_light(step, focus, context)
                results.append(await self._called(call, context, calls, refused, emit))
        outcome = Outcome.of(results, calls)
        outcome.problem = refused[-1].kind if refused else None
        await speak(outcome.text, emit)
        return outcome

    def _in_its_light(self, call: Call, focus: Focus | None, context: ToolContext) -> Call:
        """Read a further request of a message in the light of what the one before it came to."""
        last = self._catalog.get(focus.tool) if focus is not None and focus.tool else None
        if focus is None or last is None or last.follows is None:
            return call
        followed = last.follows(normalise(call.question), focus, context.library.catalogs)
        return replace(call, arguments=followed[1]) if followed is not None and followed[0] == call.tool else call

    async def _called(
        self, call: Call, context: ToolContext, calls: list[ToolCall], refused: list[ToolError], emit: Emit
    ) -> ToolResult:
        tool = self._catalog[call.tool]
        arguments = {k: _typed(v, context) if k in tool.verbatim else v for k, v in call.arguments.items()}
        call = replace(call, arguments=arguments)
        context = replace(context, question=call.question or context.question)
        try:
            unasked = tool.confirm == "always" and not call.confirmed
            if unasked and (pending := await rehearsed(tool, context, arguments)) is not None:
                return ToolResult(text=pending.question, pending=pending)
            await emit(ToolStarted(name=tool.name, title=tool.wording.title, arguments=arguments))
            result = await tool.run(context, arguments)
        except ToolError as error:
            await emit(ToolFinished(name=tool.name, title=tool.wording.title, result={}, failed=True))
            refused.append(error)
            return self._explained(tool, call, error)
        await emit(ToolFinished(name=tool.name, title=tool.wording.title, result=result.data()))
        calls.append(ToolCall(name=tool.name, arguments=arguments, result=result.data()))
        return result

    def _explained(self, tool: Tool, call: Call, error: ToolError) -> ToolResult:
        if isinstance(error, InvalidArguments) and (pending := question_back(tool, call.arguments, error)):
            return ToolResult(text=pending.question, pending=pending)
        explain = tool.wording.explain
        words = explain(error) if explain else None
        log.info("tool_refused", tool=tool.name, kind=type(error).__name__)
        return ToolResult(text=words or wording.explain(error), declined=True)

    def _asked(self, ask: Ask) -> ToolResult:
        pending = question(self._catalog[ask.tool], ask.slot, ask.arguments, ask.options, ask.question)
        return ToolResult(text=pending.question, pending=pending)

    def _offered(self, offer: Offer) -> ToolResult:
        titles = [self._catalog[call.tool].wording.title for call in offer.calls]
        suggestions = tuple(
            Suggestion(title=title, tool=call.tool, arguments=dict(call.arguments))
            for title, call in zip(titles, offer.calls, strict=True)
        )
        return ToolResult(
            text=wording.WHICH.format(first=titles[0], second=titles[1]),
            suggestions=suggestions,
            focus=Focus(question=offer.question, offered=suggestions),
        )


def _one_by_one(results: Sequence[ToolResult]) -> tuple[list[ToolResult], Pending | None]:
    """Take one question at a time: what only asks, and is not the first to do so, waits behind it.

    What needs but a yes goes first, so that it does not wait for the end of a questionnaire.
    """
    asks = [r for r in results if r.pending is not None and not r.pending.aside]
    asks.sort(key=lambda r: r.pending is not None and r.pending.slot is not None)
    if len(asks) < 2 or any(r.pending is None or r.text != r.pending.question for r in asks):  # noqa: PLR2004 -- two
        return list(results), None
    behind = asks[1].pending
    for result in asks[2:]:
        behind = behind.before(result.pending) if behind and result.pending else behind
    return [r for r in results if r not in asks[1:]], behind


def _typed(value: object, context: ToolContext) -> object:
    if isinstance(value, list | tuple):
        return [_typed(item, context) for item in value]
    if isinstance(value, dict):
        return {name: _typed(item, context) for name, item in value.items()}
    return as_typed(value, context.question) if isinstance(value, str) else value


async def speak(text: str, emit: Emit) -> None:
    """Send a finished text block by block."""
    blocks = text.split("\n\n")
    for index, block in enumerate(blocks):
        await emit(TextDelta(text=block if index == len(blocks) - 1 else block + "\n\n"))


async def said(text: str, emit: Emit, *, generated: bool = True) -> Outcome:
    """Say something no tool has a part in."""
    await speak(text, emit)
    return Outcome(text=text, generated=generated)
