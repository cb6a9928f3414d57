"""The address WeChat posts to: stores a message, answers it in the body if that is quick, and is never late."""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol
from weakref import WeakValueDictionary

import structlog
from pydantic import ValidationError
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response

from assistant.deliveries import Answer
from assistant.inbox import Post
from integrations.wechat import wording
from integrations.wechat.answering import fetches
from integrations.wechat.pace import Pace
from integrations.wechat.posts import body_of
from integrations.wechat.protocol import SUCCESS, Incoming, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from starlette.requests import Request

    from assistant.deliveries import Due, Part
    from assistant.inbox import Inbox, Stored
    from assistant.outbox import Outbox
    from integrations.wechat.protocol import Gate
    from tools.domain.allowances import Trigger

PATIENCE = 4.1
"""Seconds a request waits for its answer; WeChat hangs up after five, and the body must have left by 4.5."""
LOOKS = 0.15
"""Seconds between looks for an answer another process works out."""
MOST_HELD = 400
"""Messages in work above which no request waits: everything is acknowledged at once, and its answer follows."""
MOST_SHOWN = 50
"""Messages in work above which nobody is shown that an answer is being worked out: it costs what answering does."""
BURST, BREATH = 8, 0.005
"""Posts being stored above which nothing is worked out, and seconds until the next look."""
MESSAGES_A_MINUTE = 30
"""Of one user; what is more is not taken."""
MOST_ATTEMPTS = 4
AGAIN_AFTER = timedelta(seconds=5)

_TRIGGERS: dict[str, Trigger] = {
    "text": "message",
    "voice": "message",
    "image": "message",
    "video": "message",
    "location": "message",
    "link": "message",
    "choice": "tap",
    "tap": "tap",
    "scan": "tap",
    "subscribe": "tap",
}
_FOLLOWING = {"subscribe": True, "unsubscribe": False}
_HEARD = frozenset({"view", "unsubscribe", "template_sent", "unknown"})
"""What is only taken note of."""

log = structlog.get_logger(__name__)


class Answers(Protocol):
    """Works out what to say."""

    async def answer(self, stored: Stored, incoming: Incoming) -> Answer:
        """Return what to say to a message."""


class Pusher(Protocol):
    """Sends what no request can carry."""

    async def may_push(self) -> bool:
        """Tell whether the account may send messages of its own accord."""

    async def push(self, user: str) -> None:
        """Send a user what waits for them, as far as it may be sent."""

    async def typing(self, user: str) -> None:
        """Show a user that an answer is being worked out."""

    async def body(self, dues: Sequence[Due], *, current: bool) -> tuple[str, dict[str, list[Part]]]:
        """Put what a request is to carry into words; returns them, and the parts of what goes on by itself."""


@dataclass(slots=True)
class _Waiter:
    """A request that is open for the answer to a message."""

    post: int
    dues: asyncio.Future[list[Due]]


class Webhook:
    """Receives posts of one official account.

    Args:
        gate: Checks and opens posts.
        app_id: The account.
        inbox: Where messages are stored.
        outbox: Where answers wait.
        answers: Works them out.
        pusher: Sends what no request can carry.
        clock: The time, UTC.
        patience: Seconds a request waits for its answer.
        slots: Messages answered at the same time, one of each user.
    """

    def __init__(  # noqa: PLR0913 -- the parts of the channel
        self,
        *,
        gate: Gate,
        app_id: str,
        inbox: Inbox,
        outbox: Outbox,
        answers: Answers,
        pusher: Pusher,
        clock: Callable[[], datetime],
        patience: float = PATIENCE,
        slots: int = 64,
    ) -> None:
        self._gate, self._app_id, self._inbox, self._outbox = gate, app_id, inbox, outbox
        self._answers, self._pusher, self._clock, self._patience = answers, pusher, clock, patience
        self._waiters: dict[str, _Waiter] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._of_user: defaultdict[str, dict[asyncio.Task[None], Stored]] = defaultdict(dict)
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._slots, self._one, self._narrow = asyncio.Semaphore(slots), asyncio.Lock(), slots < MOST_SHOWN
        self._storing = 0
        self._pace = Pace(MESSAGES_A_MINUTE)

    async def receive(self, request: Request) -> Response:
        """Answer WeChat."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience
        try:
            if request.method == "GET":
                return PlainTextResponse(self._gate.echo(request.query_params, self._clock()))
            body = await body_of(request)
            incoming = self._gate.open(request.query_params, body, self._clock())
        except Refused as refused:
            log.warning("wechat_refused", status=refused.status, reason=refused.reason)
            return PlainTextResponse("", refused.status)
        except ClientDisconnect:
            return PlainTextResponse("", 400)

        def sealed(text: str, then: BackgroundTask | None = None) -> Response:
            words, kind = self._gate.seal(incoming, text, request.query_params, self._clock())
            return Response(words, media_type=kind, background=then)

        if wait := self._too_many(incoming):
            return sealed(wait) if wait != SUCCESS else _success()
        if fetches(incoming) and await self._promised(incoming.user):
            return await self._fetched(request, incoming, deadline, sealed)
        return await self._received(request, incoming, deadline, sealed)

    # --- what the clock calls ---------------------------------------------------------------------------------------

    async def take_up(self) -> int:
        """Answer what processes that died have left behind; returns how many messages that are."""
        left = [stored for stored in await self._inbox.left_behind() if stored.id not in self._tasks]
        for stored in left:
            try:
                incoming = Incoming.model_validate(stored.content)
            except ValidationError:
                # Of another version of the program; it must not keep the others from being answered.
                log.error("wechat_unreadable", received=stored.id)
                await self._inbox.drop(stored)
            else:
                self._start(stored, incoming)
        return len(left)

    @property
    def working(self) -> frozenset[str]:
        """Ids of the messages that are being answered."""
        return frozenset(self._tasks)

    async def close(self) -> None:
        """Wait for what is being answered, and store what was posted."""
        if self._tasks:
            await asyncio.wait(set(self._tasks.values()), timeout=self._patience)
        await self._inbox.close()

    # --- one post ----------------------------------------------------------------------------------------------------

    async def _received(
        self, request: Request, incoming: Incoming, deadline: float, sealed: Callable[..., Response]
    ) -> Response:
        holds = incoming.kind in _TRIGGERS and len(self._tasks) < MOST_HELD
        stored = await self._store(incoming)
        if incoming.kind in _HEARD:
            if incoming.kind == "unknown":
                log.info("wechat_unknown", name=incoming.name[:40])
            return _success()
        if stored.answered:
            return await self._repeated(request, stored, sealed)
        if stored.posts == 1:
            waiter = self._waiting(stored) if holds else None
            self._start(stored, incoming)
        elif await self._pusher.may_push():
            # Whoever posted first has hung up, or is about to: the answer goes its own way.
            return _success()
        else:
            waiter = self._waiting(stored) if stored.id in self._tasks else None
            if waiter is None:
                return await self._elsewhere(request, stored, deadline, sealed)
        if waiter is None:
            return await self._not_yet(request, incoming, sealed) if incoming.kind in _TRIGGERS else _success()
        dues = await self._carried(stored, waiter, deadline)
        if dues is None:
            return await self._not_yet(request, incoming, sealed)
        return await self._answered(request, dues, sealed, stored)

    async def _store(self, incoming: Incoming) -> Stored:
        post = Post(
            key=incoming.key(self._app_id),
            user=incoming.user,
            content=incoming.model_dump(mode="json"),
            at=self._clock(),
            sent_at=incoming.sent_at,
            trigger=_TRIGGERS.get(incoming.kind),
            following=_FOLLOWING.get(incoming.kind),
            answered=incoming.kind in _HEARD,
        )
        self._storing += 1
        try:
            return await self._inbox.store(post)
        finally:
            self._storing -= 1

    def _waiting(self, stored: Stored) -> _Waiter:
        """Let a request wait for an answer, in the place of an earlier one that has been given up."""
        waiter = _Waiter(stored.posts, asyncio.get_running_loop().create_future())
        earlier = self._waiters.get(stored.id)
        self._waiters[stored.id] = waiter
        if earlier is not None and not earlier.dues.done():
            earlier.dues.set_result([])
        return waiter

    async def _carried(self, stored: Stored, waiter: _Waiter, deadline: float) -> list[Due] | None:
        """Wait for what a request is to carry; None if it does not come in time."""
        try:
            return await asyncio.wait_for(waiter.dues, deadline - asyncio.get_running_loop().time())
        except TimeoutError:
            return None
        finally:
            if self._waiters.get(stored.id) is waiter:
                del self._waiters[stored.id]

    async def _answered(
        self, request: Request, dues: list[Due], sealed: Callable[..., Response], asking: Stored | None = None
    ) -> Response:
        """Let a request carry what it is to carry, unless WeChat has hung up; ``asking`` is what it asks itself."""
        if not dues:
            return _success()
        current = asking is not None and dues[-1].cause == asking.id
        text, parts = await self._pusher.body(dues, current=current)
        if await request.is_disconnected():
            await self._outbox.give_back(dues)
            await self._pusher.push(dues[0].user)
            return _success()

        async def left() -> None:
            await self._outbox.carried(dues, parts)
            if parts:
                await self._pusher.push(dues[0].user)

        return sealed(text, BackgroundTask(left))

    async def _not_yet(self, request: Request, incoming: Incoming, sealed: Callable[..., Response]) -> Response:
        """Say nothing where the answer will follow by itself; else hand over what waits, or say how to get it."""
        if await self._pusher.may_push():
            shown = len(self._tasks) <= MOST_SHOWN
            return PlainTextResponse(
                SUCCESS, background=BackgroundTask(self._pusher.typing, incoming.user) if shown else None
            )
        dues = await self._outbox.hand_over(incoming.user)
        return await self._answered(request, dues, sealed) if dues else sealed(wording.STILL_LOOKING)

    async def _repeated(self, request: Request, stored: Stored, sealed: Callable[..., Response]) -> Response:
        """Acknowledge a message that has its answer; give the answer again where it seems not to have arrived."""
        since, fetched = self._clock() - stored.received_at, fetches(Incoming.model_validate(stored.content))
        dues = await self._outbox.again(stored, since, fetched=fetched)
        if not dues and not await self._pusher.may_push():
            # It cannot follow by itself: an answer worked out after a restart, say, has this chance.
            dues = await self._outbox.hand_over(stored.user)
        return await self._answered(request, dues, sealed, stored)

    async def _elsewhere(
        self, request: Request, stored: Stored, deadline: float, sealed: Callable[..., Response]
    ) -> Response:
        """Wait for the answer another process works out, to carry it."""
        loop = asyncio.get_running_loop()
        while loop.time() + LOOKS < deadline:
            await asyncio.sleep(LOOKS)
            if await self._outbox.waits(stored.user, stored.id):
                dues = await self._outbox.hand_over(stored.user)
                if dues:
                    return await self._answered(request, dues, sealed)
        return sealed(wording.STILL_LOOKING)

    # --- answers that were promised ---------------------------------------------------------------------------------

    async def _promised(self, user: str) -> bool:
        return bool(self._of_user.get(user)) or await self._outbox.waits(user) or await self._inbox.under_way(user)

    async def _fetched(
        self, request: Request, incoming: Incoming, deadline: float, sealed: Callable[..., Response]
    ) -> Response:
        """Hand over what waits for a user who came back for it; what is being worked out is waited for."""
        stored = await self._store(incoming)
        if stored.answered:
            return await self._repeated(request, stored, sealed)
        await self._inbox.drop(stored)
        loop = asyncio.get_running_loop()
        while not (dues := await self._outbox.hand_over(incoming.user)):
            left = deadline - loop.time()
            if left < LOOKS or not await self._inbox.under_way(incoming.user):
                break
            await _a_moment(set(self._of_user.get(incoming.user, ())), left)
        if not dues:
            return _success() if await self._pusher.may_push() else sealed(wording.STILL_LOOKING)
        return await self._answered(request, dues, sealed)

    # --- answering ---------------------------------------------------------------------------------------------------

    def _start(self, stored: Stored, incoming: Incoming) -> None:
        task = asyncio.create_task(self._work(stored, incoming), name=f"wechat {stored.id}")
        self._tasks[stored.id] = task
        self._of_user[stored.user][task] = stored

        def ended(_: asyncio.Task[None]) -> None:
            self._tasks.pop(stored.id, None)
            self._of_user[stored.user].pop(task, None)
            if not self._of_user[stored.user]:
                del self._of_user[stored.user]

        task.add_done_callback(ended)

    async def _work(self, stored: Stored, incoming: Incoming) -> None:
        """Answer a message and see that the answer goes out; the one boundary for what nobody foresaw."""
        with structlog.contextvars.bound_contextvars(received=stored.id):
            try:
                while stored.behind and await self._inbox.preceded(stored):
                    await _a_moment(self._before(stored))
                async with self._door(stored.user):
                    async with self._slots, self._crowd():
                        answer = await self._answers.answer(stored, incoming)
                        dues = await self._put(stored, answer)
                    if dues is None:
                        # Inside the door, or the request of the next message could carry its answer there first.
                        await self._pusher.push(stored.user)
            except Exception as error:
                log.error("wechat_answer_failed", kind=type(error).__name__, exc_info=error)
                await self._failed(stored)

    @asynccontextmanager
    async def _crowd(self) -> AsyncIterator[None]:
        """Let one message at a time be answered while many wait, and none while a burst is being stored.

        What is only acknowledged then waits for one stretch of work that keeps the processor busy, not for several.
        """
        if not self._narrow or len(self._tasks) <= MOST_SHOWN:
            yield
            return
        async with self._one:
            while self._storing > BURST:  # noqa: ASYNC110 -- an event for every post would cost all of them
                await asyncio.sleep(BREATH)
            yield

    async def _put(self, stored: Stored, answer: Answer) -> list[Due] | None:
        """Store an answer and give it to the request that waits; None where it has to go another way."""
        waiter = self._waiters.get(stored.id)
        open_ = waiter is not None and not waiter.dues.done()
        dues = await self._outbox.put(stored, answer, post=waiter.post if waiter is not None and open_ else None)
        if waiter is None or not open_:
            return None
        # While that was written, the request may have been answered, or another may have come for it.
        present = self._waiters.get(stored.id, waiter)
        if dues and not waiter.dues.done():
            waiter.dues.set_result(dues)
            return dues
        if dues:
            await self._outbox.give_back(dues)
        if present is not waiter and not present.dues.done() and not await self._pusher.may_push():
            present.dues.set_result(await self._outbox.hand_over(stored.user))
            return dues
        if not waiter.dues.done():
            waiter.dues.set_result([])
        return None

    async def _failed(self, stored: Stored) -> None:
        if stored.attempts < MOST_ATTEMPTS:
            await self._inbox.let_go(stored, self._clock() + AGAIN_AFTER * 2**stored.attempts)
            return
        await self._outbox.put(stored, Answer.saying(wording.FAILED, stored.id), post=None)
        await self._pusher.push(stored.user)

    def _before(self, stored: Stored) -> set[asyncio.Task[None]]:
        """Return what this process does about earlier messages of the user."""
        place = (stored.received_at, stored.id)
        return {task for task, one in self._of_user[stored.user].items() if (one.received_at, one.id) < place}

    def _door(self, user: str) -> asyncio.Lock:
        """Return the lock by which one user's messages are answered one after the other."""
        door = self._doors.get(user)
        if door is None:
            door = self._doors[user] = asyncio.Lock()
        return door

    def _too_many(self, incoming: Incoming) -> str:
        """Return what to say to somebody who writes too fast: once a minute a sentence, else only that it came."""
        if incoming.kind not in _TRIGGERS:
            return ""
        wait = self._pace.hit(incoming.user, asyncio.get_running_loop().time())
        if wait is None:
            return ""
        log.info("wechat_too_many")
        return wording.TOO_MANY.format(seconds=max(1, math.ceil(wait))) if wait else SUCCESS


async def _a_moment(tasks: set[asyncio.Task[None]], within: float | None = None) -> None:
    """Wait until one of these is done; without any, for the next look at what other processes do."""
    if tasks:
        await asyncio.wait(tasks, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    else:
        await asyncio.sleep(LOOKS)


def _success() -> Response:
    return PlainTextResponse(SUCCESS)
