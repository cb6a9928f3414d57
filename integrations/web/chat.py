"""The chat in the browser: a message goes to the one door, its events become what the page shows."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import chainlit as cl
import structlog
from chainlit.config import config
from chainlit.context import init_ws_context
from chainlit.server import get_html_template, sio
from chainlit.session import WebsocketSession
from chainlit.utils import mount_chainlit
from pydantic import ValidationError

from assistant import wording as assistant_wording
from assistant.messages import Message, ReplyReady, TextDelta, ToolCall, ToolFinished, ToolStarted
from assistant.reminders import Reminders
from integrations.web import render, wording
from integrations.web.data_layer import RecordsDataLayer
from integrations.web.visitors import OPERATOR, Visitor, speaking
from tools.catalog import CATALOG
from tools.kit.errors import NotFound, NotPermitted
from tools.kit.tool import Suggestion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.bootstrap import Application
    from assistant.messages import Event, Reply
    from assistant.sources import Sources
    from integrations.metrics import Metrics
    from integrations.web.operators import OperatorDoor
    from integrations.web.rates import Rates
    from integrations.web.visitors import Visitors

__all__ = ["Chat", "get_html_template", "mount_chainlit"]

log = structlog.get_logger(__name__)

TITLES = {tool.name: tool.wording.title for tool in CATALOG}
LOGO = "/public/avatar.svg"
NEWS_SECONDS = 3.0
"""How often a page whose talk goes to a person looks for what was said there."""
REMIND_SECONDS = 20.0
"""How often an open page looks for what the platform has to say of its own accord."""
LOOK_SECONDS = 1.0
"""How often a reply that is under way elsewhere is looked for."""


class Chat:
    """What the chat framework calls.

    Args:
        application: Everything below the channels.
        sources: Where citations are looked up.
        visitors: Issues cookies to those who come without.
        rates: Caps how often one may ask.
        metrics: Counts answers.
        door: Knows which visitors are operators.
    """

    def __init__(
        self,
        application: Application,
        sources: Sources,
        visitors: Visitors,
        rates: Rates,
        metrics: Metrics,
        door: OperatorDoor,
    ) -> None:
        self._application, self._sources, self._visitors = application, sources, visitors
        self._rates, self._metrics, self._door = rates, metrics, door
        self._watching: set[asyncio.Task[None]] = set()
        self._listening: set[tuple[str, str]] = set()
        self._reminding: set[str] = set()
        self._hearing: dict[str, asyncio.Task[None] | None] = {}
        self._reminders = Reminders(application.database, application.clock)

    def register(self) -> None:
        """Hand the callbacks to the framework."""
        application = self._application
        layer = RecordsDataLayer(application.records, self._sources, TITLES, application.clock)
        cl.data_layer(lambda: layer)
        cl.header_auth_callback(self.admit)
        cl.set_chat_profiles(self.welcome)
        # Not on_message(): it would name the enclosing step itself, and feedback must find the message by it.
        config.code.on_message = self.hear
        config.code.on_chat_start = self.begin
        config.code.on_chat_resume = self.resume
        cl.action_callback("ask")(self.press)
        cl.on_window_message(self.show_source)
        sio.on("stop", self.stop)

    async def admit(self, headers: object) -> cl.User | None:  # noqa: ARG002 -- the framework's signature
        """Let anybody in; who has no valid cookie becomes a new visitor.

        The framework gives out a cookie that holds for long: operators have theirs from the page they sign in on.
        """
        visitor = speaking.get()
        if visitor and visitor.badge:
            return None
        known = visitor.id if visitor else None
        return cl.User(identifier=known or self._visitors.issue()[0], display_name=wording.VISITOR)

    async def welcome(self, user: cl.User | None, language: str | None) -> list[cl.ChatProfile]:  # noqa: ARG002
        """Describe the empty chat: what the assistant can do, with a starter for each tool that has one."""
        operator = await self._door.operator(speaking.get())
        theirs = (tool.wording.starter for tool in CATALOG if "enterprise" in tool.roles)
        sentences = wording.OPERATOR_STARTERS if operator else [sentence for sentence in theirs if sentence]
        welcome = wording.OPERATOR_WELCOME.format(name=render.escaped(operator.name)) if operator else wording.WELCOME
        return [
            cl.ChatProfile(
                name=wording.PRODUCT,
                markdown_description=welcome,
                icon=LOGO,
                default=True,
                starters=[cl.Starter(label=sentence, message=sentence) for sentence in sentences],
            )
        ]

    async def hear(self, message: cl.Message) -> None:
        """Answer what a visitor wrote."""
        session, task = cl.context.session.id, asyncio.current_task()
        self._hearing[session] = task
        try:
            await self._answer(message.id, message.content)
        finally:
            if self._hearing.get(session) is task:
                del self._hearing[session]

    async def press(self, action: cl.Action) -> None:
        """Answer the press of a button: run its tool, or say its title."""
        try:
            pressed = Suggestion.model_validate(action.payload)
        except ValidationError:
            log.warning("button_unreadable")
            return
        context = cl.context
        await context.emitter.task_start()
        try:
            if not context.session.has_first_interaction:
                # A reminder's button comes before anything was typed: only now is this a conversation of the list.
                context.session.has_first_interaction = True
                self._keep(asyncio.create_task(context.emitter.init_thread(pressed.title)))
            question = cl.Message(pressed.title, author=wording.VISITOR, type="user_message", id=str(uuid4()))
            await question.send()
            await self._answer(question.id, pressed.title, pressed)
        finally:
            await context.emitter.task_end()

    async def begin(self) -> None:
        """Show a visitor who opens the chat what the platform came back to them with."""
        session = cl.context.session
        if isinstance(session, WebsocketSession) and (hearing := self._hearing.get(session.id)) is not None:
            session.current_task = hearing  # said before this began, and still what is to be stopped
        visitor = speaking.get()
        if visitor is None or visitor.id is None or visitor.id != _user():
            return
        await self._remind(visitor.id)
        self._go_on_reminding(visitor.id)

    async def resume(self, thread: dict[str, Any]) -> None:
        """Give the last answer its buttons back, which the framework keeps not, or wait for it if it is under way."""
        visitor = speaking.get()
        if visitor is None or visitor.id is None:
            return
        self._listen(visitor.id, thread["id"])
        if visitor.id == _user():
            self._go_on_reminding(visitor.id)
        records = self._application.records
        contact = await records.find_contact("web", visitor.id) or ""
        turns = (await records.thread(contact, thread["id"])).turns
        if not turns:
            return
        if render.under_way(turns[-1], self._application.clock()):
            self._keep(asyncio.create_task(self._watch(contact, thread["id"], turns[-1].message_id)))
            return
        for turn in reversed(turns):
            if turn.reply is not None:
                await _offer(turn.message_id, turn.reply)
            if not render.unasked(turn):
                break

    async def _remind(self, visitor: str) -> None:
        """Show what waits in a visitor's inbox, in the conversation that is open."""
        for one in await self._reminders.take("web", visitor, cl.context.session.thread_id):
            await cl.Message(render.answer(one.reply, self._sources), id=render.answer_id(one.message)).send()
            await _offer(one.message, one.reply)

    def _go_on_reminding(self, visitor: str) -> None:
        """Look again and again while the page is open."""
        session_id = cl.context.session.id
        if session_id not in self._reminding:
            self._reminding.add(session_id)
            self._keep(asyncio.create_task(self._remind_again(visitor, session_id)))

    async def _remind_again(self, visitor: str, session_id: str) -> None:
        try:
            await asyncio.sleep(
                LOOK_SECONDS
            )  # a conversation that is being drawn would be drawn over what is shown now
            while session := WebsocketSession.get_by_id(session_id):
                busy = session.current_task is not None and not session.current_task.done()
                if sio.manager.is_connected(session.socket_id, "/") and not busy:
                    await self._remind(visitor)
                await asyncio.sleep(REMIND_SECONDS)
        finally:
            self._reminding.discard(session_id)

    async def _watch(self, contact: str, thread_id: str, message_id: str) -> None:
        """Show the reply to a message once another session's answering of it is done."""
        records, clock = self._application.records, self._application.clock
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if cl.context.session.thread_id != thread_id:
                return
            try:
                thread = await records.thread(contact, thread_id)
            except NotFound:
                return
            turn = next((turn for turn in thread.turns if turn.message_id == message_id), None)
            if turn is None:
                return
            if not render.under_way(turn, clock()):
                break
        shown = render.steps(thread, TITLES, self._sources, clock())
        for step in shown:
            if step["id"] == render.answer_id(message_id):
                await cl.context.emitter.emit("update_message", step)
        if turn.reply is not None:
            await _offer(message_id, turn.reply)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    def _listen(self, visitor: str, thread_id: str) -> None:
        """Look for what people say in a conversation while it is open in this session and a person has part in it."""
        here = cl.context.session.id, thread_id
        if here not in self._listening:
            self._listening.add(here)
            self._keep(asyncio.create_task(self._hear_people(visitor, here)))

    async def _hear_people(self, visitor: str, here: tuple[str, str]) -> None:
        session_id, thread_id = here
        application = self._application
        try:
            contact = await application.records.find_contact("web", visitor)
            while session := WebsocketSession.get_by_id(session_id):
                if session.thread_id != thread_id:
                    return
                # A page that went away may come back; nothing is taken as shown meanwhile.
                if sio.manager.is_connected(session.socket_id, "/"):
                    news = await application.desk.news(contact, thread_id, application.clock())
                    if news.words:
                        await cl.Message(news.words).send()
                    if not news.open:
                        return
                await asyncio.sleep(NEWS_SECONDS)
        finally:
            self._listening.discard(here)

    async def show_source(self, data: object) -> None:
        """Open a cited passage beside the answer; the page's script says which link was followed."""
        fields = data.get("source") if isinstance(data, dict) else None
        if not isinstance(fields, dict):
            return
        document, clause, words = (str(fields.get(name) or "") for name in ("document", "clause", "quote"))
        excerpt = self._sources.excerpt(document, clause, words)
        title = clause if excerpt is None else render.heading_of(excerpt)
        element = {
            "id": uuid4().hex,
            "type": "text",
            "name": title,
            "display": "side",
            "url": render.source_address(document, clause, words, text=True),
        }
        emit = cl.context.emitter.emit
        await emit("set_sidebar_title", title)
        await emit("set_sidebar_elements", {"elements": [element], "key": element["id"]})

    async def stop(self, sid: str) -> None:
        """Stop showing an answer; it is still worked out and stored."""
        session = WebsocketSession.get(sid)
        if session is None or session.current_task is None or session.current_task.done():
            return
        session.current_task.cancel()
        init_ws_context(session)
        await cl.Message(wording.STOPPED).send()

    async def _answer(self, message_id: str, text: str, pressed: Suggestion | None = None) -> None:
        visitor = speaking.get() or Visitor(None, "")
        operator = await self._door.operator(visitor)
        if operator is None and (_user() or "").startswith(OPERATOR):
            await cl.Message(wording.SIGNED_OUT).send()
            return
        if visitor.id is None or visitor.id != _user():
            log.warning("visitor_changed")
            await cl.Message(wording.NOT_YOURS).send()
            return
        if wait := await self._rates.message(visitor):
            self._metrics.refused("rate")
            await cl.Message(assistant_wording.TOO_MANY.format(seconds=wait)).send()
            return
        message = Message(
            id=message_id,
            conversation=cl.context.session.thread_id,
            channel="web",
            user=visitor.id,
            role="operator" if operator else "enterprise",
            text=text,
            tool=pressed.tool if pressed else None,
            arguments=pressed.arguments if pressed else {},
        )
        # The page shows it in its address; on a phone nothing of the framework's would.
        await cl.send_window_message({"thread": message.conversation})
        try:
            async with cl.Step(name="on_message", type="run", id=render.run_id(message_id), parent_id=message_id):
                await self._show(message_id, self._application.conversation.respond(message))
            self._listen(visitor.id, message.conversation)
        except (NotFound, NotPermitted) as error:
            await cl.Message(wording.DELETED if isinstance(error, NotFound) else wording.NOT_YOURS).send()
        except TimeoutError:
            await cl.Message(assistant_wording.BUSY).send()

    async def _show(self, message_id: str, events: AsyncIterator[Event]) -> None:
        answer = cl.Message("", id=render.answer_id(message_id))
        running: list[tuple[ToolStarted, cl.Step]] = []
        async for event in events:
            match event:
                case TextDelta() if event.text:
                    await answer.stream_token(event.text)
                case ToolStarted():
                    running.append((event, await _begin(event)))
                case ToolFinished():
                    at = next((n for n, (began, _) in enumerate(running) if began.name == event.name), None)
                    if at is not None:
                        await _end(*running.pop(at), event)
                case ReplyReady():
                    await self._finish(message_id, answer, event.reply)

    async def _finish(self, message_id: str, answer: cl.Message, reply: Reply) -> None:
        self._metrics.answered(reply)
        if not reply.text:
            return
        answer.content = render.answer(reply, self._sources)
        answer.actions = [_action(values) for values in render.actions(message_id, reply.suggestions)]
        await answer.send()


def _user() -> str | None:
    user = cl.context.session.user
    return user.identifier if user else None


def _action(values: dict[str, Any]) -> cl.Action:
    return cl.Action(
        name=values["name"],
        payload=values["payload"],
        label=values["label"],
        icon="message-circle-question",
        forId=values["forId"],
        id=values["id"],
    )


async def _offer(message_id: str, reply: Reply) -> None:
    for values in render.actions(message_id, reply.suggestions):
        # A page that was open when the server went away still has them.
        await cl.context.emitter.emit("remove_action", values)
        await cl.context.emitter.emit("action", _action(values).to_dict())


async def _begin(event: ToolStarted) -> cl.Step:
    step = cl.Step(
        name=event.title, type="tool", show_input=False, icon=render.STEP_ICON, parent_id=cl.context.current_step.id
    )
    step.start = render.moment(datetime.now(UTC))
    await step.send()
    return step


async def _end(began: ToolStarted, step: cl.Step, event: ToolFinished) -> None:
    call = ToolCall(name=event.name, arguments=began.arguments, result=event.result)
    step.output = render.summary(call, failed=event.failed)
    step.is_error = False
    step.end = render.moment(datetime.now(UTC))
    await step.update()
