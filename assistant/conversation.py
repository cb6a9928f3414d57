"""The one door: a message goes in, events come out, whatever the channel."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4
from weakref import WeakValueDictionary

import structlog

from assistant import wording
from assistant.asking import buttons
from assistant.calls import Call
from assistant.drafts import Drafted, ModelFailed
from assistant.guesses import SEARCH
from assistant.hearing import heard_out
from assistant.history import Claim, ClaimLost, TurnLog
from assistant.messages import Event, Message, Passed, Reply, ReplyReady, TextDelta, read_as
from assistant.planner import Intents, does_something, plan
from assistant.scenes import ended, hear_in, offering, remembered, revived, under_discussion
from assistant.settling import Settled, answer, asks_something, of_another_matter, settle
from assistant.steps import Emit, Outcome, Steps, said, speak
from assistant.subjects import names_another, placed, subject_of
from tools.domain.archive import bidden
from tools.domain.tickets.cues import angry, aside, lets_go
from tools.kit import lexicon
from tools.kit.ports import NO_STORE
from tools.kit.tool import Focus, Pending, Tool, ToolContext

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
    from datetime import datetime

    from assistant.agent import ModelAgent
    from assistant.calls import Step
    from assistant.referring import Heard
    from tools.kit.ports import Library, Store

LONGEST_MESSAGE = 2000
"""Characters a message may have."""
PATIENCE = timedelta(seconds=180)
"""How long a message waits for those before it in its conversation."""
HISTORY_PAIRS, HISTORY_TOKENS = 8, 2500
"""What a model reads of the conversation so far."""
MOST_ATTEMPTS = 5
"""Runs of a turn after which it is given up: what kills its process would kill every one that takes it up."""

log = structlog.get_logger(__name__)


class Shelf(Protocol):
    """Where the present generation of the library is to be had."""

    def current(self) -> Library:
        """Return one generation, the same for a whole turn."""


class Desk(Protocol):
    """Talks between people that run through a conversation."""

    async def quiet(self, context: ToolContext) -> bool:
        """Tell whether no talk is open in a conversation, and no words wait there."""

    async def pass_on(self, context: ToolContext, message: Message) -> Passed | None:
        """Hand a message to the person who owns the conversation; None where nobody does."""

    async def unheard(self, context: ToolContext) -> str:
        """Return what people have said to this conversation and was not shown yet, and take it as shown."""

    async def holds(self, context: ToolContext) -> bool:
        """Tell whether what is typed in an operator's conversation goes to an enterprise."""


class Conversation:
    """Answers messages, in order within each conversation.

    Args:
        turns: The durable log of turns.
        shelf: Where the library is to be had.
        catalog: The tools there are, by name.
        clock: The time, for messages that carry none.
        store: The database as tools see it.
        agent: The model, if one is configured.
        intents: Tells which tools a message is for.
        desk: Talks between people that run through a conversation.
        address: The platform's address, for links.
        account: Whether the platform has an official account.
    """

    def __init__(  # noqa: PLR0913 -- the parts an answer needs
        self,
        turns: TurnLog,
        shelf: Shelf,
        catalog: Mapping[str, Tool],
        clock: Callable[[], datetime],
        *,
        store: Store | None = None,
        agent: ModelAgent | None = None,
        intents: Intents | None = None,
        desk: Desk | None = None,
        address: str = "",
        account: bool = False,
    ) -> None:
        self._turns, self._shelf, self._catalog, self._clock = turns, shelf, catalog, clock
        self._store, self._agent, self._intents, self._desk = store or NO_STORE, agent, intents, desk
        self._address, self._account, self._steps = address, account, Steps(catalog)
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
            turn, begun = await self._turns.begin(message, message.now or self._clock())
        if turn.reply is not None:
            yield ReplyReady(reply=turn.reply)
            return
        events: asyncio.Queue[Event | BaseException] = asyncio.Queue()

        async def work() -> None:
            try:
                while claim := begun or await self._turns.wait_until_claimed(turn, PATIENCE):
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
                if claim.attempts > MOST_ATTEMPTS:
                    msg = f"a turn was cut off {claim.attempts - 1} times"
                    raise RuntimeError(msg)  # noqa: TRY301 -- to be told like any other failure
                async with self._turns.holding(claim):
                    outcome = await self._answer(claim, emit, stream=stream)
                    outcome = outcome.counted(claim.focus, claim.turn.identity.role)
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
                    problem="failure",
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
                generated=outcome.generated,
                problem=outcome.problem,
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
        library = self._shelf.current()
        context = self._context(claim, library)
        if self._desk is not None and not (claim.quiet or await self._desk.quiet(context)):
            if passed := await self._desk.pass_on(context, message):
                return await said(passed.text, emit, generated=False)
            if words := await self._desk.unheard(context):
                await speak(words + "\n\n", emit)
                outcome = await self._routed(claim, context, emit, stream=stream)
                outcome.text = f"{words}\n\n{outcome.text}"
                return outcome
        return await self._routed(claim, context, emit, stream=stream)

    async def _routed(self, claim: Claim, context: ToolContext, emit: Emit, *, stream: bool) -> Outcome:
        """Answer a message in the light of what its talk was about, and keep what it is about now."""
        heard = await hear_in(context, claim.focus, read_as(claim.turn.message.text))
        outcome = await self._heard(claim, heard, context, emit, stream=stream)
        scene = remembered(heard, outcome, context.role, context.library)
        focus = outcome.focus or claim.focus or Focus()
        if scene != focus.scene:
            outcome.focus = focus.model_copy(update={"scene": scene})
        return outcome

    async def _heard(self, claim: Claim, heard: Heard, context: ToolContext, emit: Emit, *, stream: bool) -> Outcome:
        message, pending = claim.turn.message, claim.pending
        if pending is not None and pending.holds:
            return await self._held(claim, pending, context, emit, stream=stream)
        text = read_as(message.text)
        if message.tool is not None:
            if message.tool not in self._catalog:
                return await said(wording.UNKNOWN_TOOL, emit)
            pressed = Call(message.tool, message.arguments, message.text, message.confirmed)
            return await self._planned(claim, heard, context, text, emit, pressed)
        if pending is not None and pending.tool in self._catalog and text.strip():
            claim = replace(claim, focus=under_discussion(claim.focus, pending))
            settled = answer(heard, pending)
            if settled is None:
                said_whole = heard.text if heard.firms else text
                steps = self._asked_for(heard, claim.focus, context, pending.tool)
                elsewhere = bool(steps) or asks_something(heard.text)
                apart = of_another_matter(heard.text, steps, pending)
                settled = settle(said_whole, pending, self._catalog, elsewhere=elsewhere, apart=apart)
            if settled is not None:
                outcome = await self._settled(claim, settled, pending, context, emit, stream=stream)
                shown = len(outcome.text)
                outcome = outcome.going_on(pending)
            else:
                outcome = await self._free(claim, heard, context, text, emit, stream=stream)
                if ended(outcome, pending, claim.focus):
                    return outcome
                if outcome.pending is not None and (pending.aside or not outcome.pending.aside):
                    return outcome.going_on(pending)
                shown = len(outcome.text)
                outcome = outcome.asking_again(pending)
            await speak(outcome.text[shown:], emit)
            return outcome
        return await self._free(claim, heard, context, text, emit, stream=stream)

    async def _settled(
        self, claim: Claim, settled: Settled, pending: Pending, context: ToolContext, emit: Emit, *, stream: bool
    ) -> Outcome:
        """Do what an answer comes to, and what is asked beside it."""
        if settled.call is not None:
            outcome = await self._steps.run(context, (settled.call,), emit)
        else:
            outcome = await said(wording.DROPPED, emit)
            outcome.let_go = pending
        if not settled.rest:
            return outcome
        await speak(wording.AND_THEN, emit)
        claim = replace(claim, focus=outcome.focus or claim.focus)
        heard, context = await hear_in(context, claim.focus, settled.rest), replace(context, question=settled.rest)
        more = await self._free(claim, heard, context, settled.rest, emit, stream=stream)
        return outcome.with_more(more)

    async def _held(self, claim: Claim, pending: Pending, context: ToolContext, emit: Emit, *, stream: bool) -> Outcome:
        """Answer in a conversation whose words go to another person, as long as they do.

        A button and what is said aside are the assistant's own; the talk goes on after them.
        """
        alone, message = replace(claim, pending=None), claim.turn.message
        if self._desk is None or not await self._desk.holds(context):
            return await self._routed(alone, context, emit, stream=stream)
        own = aside(message.text)
        if own is None and message.tool is None and lets_go(read_as(message.text)):
            released = Call("release_hand_off", {"number": str(pending.arguments.get("ticket") or "")}, message.text)
            outcome = await self._steps.run(context, (released,), emit)
        elif own is None and message.tool is None:
            settled = settle(read_as(message.text), pending, self._catalog, elsewhere=False)
            outcome = await self._steps.run(context, (settled.call,) if settled and settled.call else (), emit)
        else:
            message = message.model_copy(update={"text": message.text if own is None else own})
            alone = replace(alone, turn=replace(claim.turn, message=message))
            outcome = await self._routed(alone, replace(context, question=message.text), emit, stream=stream)
        if outcome.pending is None and await self._desk.holds(context):
            outcome.pending = pending
        return outcome

    async def _free(
        self, claim: Claim, heard: Heard, context: ToolContext, text: str, emit: Emit, *, stream: bool
    ) -> Outcome:
        """Answer a message that leans on no open question."""
        if not text.strip():
            return await said(wording.EMPTY, emit)
        if (again := revived(text, heard.scene)) is not None:
            outcome = await said(again.question, emit)
            outcome.pending, outcome.suggestions = again, buttons(again, ())
            return outcome
        if talk := wording.small_talk(text):
            talk = wording.about_itself(context.role) if talk == wording.ABOUT else talk
            outcome = await said(talk, emit)
            outcome.missed = talk == wording.SORRY
            if outcome.missed and context.role == "enterprise":
                outcome = outcome.with_a_person()
            return outcome
        if lexicon.AGREES.match(text) and lexicon.YES.fullmatch(text) and not bidden(text):
            return await said(wording.NOTHING_OPEN, emit)
        drafted = await self._by_model(claim, context, emit, stream=stream)
        outcome = drafted or await self._planned(claim, heard, context, heard.text, emit)
        shown = len(outcome.text)
        outcome = await offering(context, heard.scene, outcome, claim.pending)
        await speak(outcome.text[shown:], emit)
        return outcome

    def _asked_for(self, heard: Heard, focus: Focus | None, context: ToolContext, pending: str) -> tuple[Step, ...]:
        """Return what a message clearly asks for other than the answer to an open question."""
        intents = self._intents.knowing(heard.names, context.role) if self._intents else None
        return intents.steps(heard.text, focus, context.role, pending) if intents else ()

    async def _planned(
        self, claim: Claim, heard: Heard, context: ToolContext, text: str, emit: Emit, pressed: Call | None = None
    ) -> Outcome:
        focus, text = placed(context.library, claim.focus, text) if pressed is None else (claim.focus, text)
        steps = plan(
            text,
            focus,
            subject_of(context.library, focus),
            pressed,
            self._catalog,
            named=partial(names_another, context.library),
            intents=self._intents,
            role=context.role,
            heard=heard,
        )
        if pressed is None:
            steps = await heard_out(steps, text, context, self._intents)
        await asyncio.sleep(0)  # what waits to be acknowledged comes in between
        question = claim.turn.message.text
        upset = pressed is None and context.role == "enterprise" and angry(text)
        if upset and not any(does_something(step) for step in steps):
            outcome = await said(wording.UPSET, emit)
        else:
            searched = Call(SEARCH, {"question": question}, question)
            outcome = await self._steps.run(context, steps or (searched,), emit)
        if focus is not claim.focus and focus is not None and outcome.focus is not None:
            outcome.focus = outcome.focus.model_copy(update={"offered": focus.offered})
        if upset and not any(call.name == "hand_off" for call in outcome.calls):
            outcome = outcome.with_a_person()
        return outcome

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
            store=self._store,
            turn=claim.turn.id,
            question=message.text,
            address=self._address,
            account=self._account,
        )

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
                        return Outcome.drafted(event, self._agent.name)
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
