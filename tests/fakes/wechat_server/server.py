"""The fake itself: a server on a free loopback port, steered from the test's side by plain calls."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

from starlette.applications import Starlette

from tests.fakes.wechat_server import actions, materials
from tests.fakes.wechat_server.clock import Clock
from tests.fakes.wechat_server.control import Control
from tests.fakes.wechat_server.people import People
from tests.fakes.wechat_server.platform import Platform
from tests.fakes.wechat_server.posting import Attempt, Exchange, Poster, Sealer, Signed
from tests.fakes.wechat_server.serving import Served
from tests.fakes.wechat_server.tokens import Tokens
from tests.fakes.wechat_server.world import Account, Recorded, Seen, Send, World

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType

    from tests.fakes.wechat_server.actions import Action
    from tests.fakes.wechat_server.mishaps import Step
    from tests.fakes.wechat_server.people import Person

T = TypeVar("T")


class WeChatServer:
    """Plays WeChat while it is entered: its API for us to call, and its posts to our webhook.

    Every method may be called from any thread and, where it is to be awaited, from any event loop: posts go out from
    the server's own.

    Args:
        webhook: Where posts go; may be set later.
        stacking: Whether allowances of different triggers add up; otherwise the latest replaces the rest.
        clock: Windows, tokens, codes and files live by it; the machine's by default.
        post_clock: Dates posts (CreateTime, timestamp), where it is to differ from ``clock``.
        scale: What the five seconds that WeChat waits are multiplied by.
        port: The port; 0 takes a free one.
        reports: Whether to post, as WeChat does, what became of each notice and template message.
        account: Fields of :class:`Account`.

    Attributes:
        world: Everything WeChat knows.
        account: The account's settings, which may be changed at any time.
        clock: As given.
        sign: Makes a post to be sent by hand, right or wrong in any respect; see :meth:`Sealer.sign`.
    """

    def __init__(
        self,
        webhook: str | None = None,
        *,
        stacking: bool = False,
        clock: Clock | None = None,
        post_clock: Clock | None = None,
        scale: float = 1.0,
        port: int = 0,
        reports: bool = False,
        **account: Any,
    ) -> None:
        self.clock = clock or Clock()
        self.account = Account(**account)
        self.world = World(self.account, self.clock, People(stacking=stacking), Tokens())
        self.world.webhook, self.world.reports = webhook, reports
        self._sealer = Sealer(self.world, post_clock or self.clock)
        self.sign = self._sealer.sign
        self._scale = scale
        app = Starlette(
            routes=[*Control(self).routes(), *Platform(self.world, self._report).routes()], lifespan=self._posting
        )
        self._served = Served(app, port)
        self._poster: Poster

    # --- running ------------------------------------------------------------------------------------------------------

    @property
    def base_url(self) -> str:
        """The API's root, without ``/cgi-bin``; pages are authorised under it too."""
        return self._served.url

    def __enter__(self) -> Self:
        self._served.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._served.__exit__(kind, error, trace)

    @asynccontextmanager
    async def _posting(self, app: Starlette) -> AsyncIterator[None]:
        self._poster = Poster(self.world, self._sealer, self._scale)
        yield
        self._poster.close()

    def _report(self, action: Action) -> None:
        self._poster.start(action)

    # --- WeChat towards our webhook -----------------------------------------------------------------------------------

    @property
    def webhook(self) -> str | None:
        """Where posts go."""
        return self.world.webhook

    @webhook.setter
    def webhook(self, url: str | None) -> None:
        self.world.webhook = url

    async def post(
        self, action: Action, *, copies: int = 1, message_id: str | None = None, created: int | None = None
    ) -> Exchange:
        """Let a user act, and tell the webhook: up to three times, five seconds (scaled) each.

        Args:
            action: What they do, from :mod:`actions`.
            copies: How many equal posts go out at once each time; the user gets the first good reply.
            message_id: Its MsgId; a new one by default.
            created: Its CreateTime, in seconds since 1970; now by default.

        Returns:
            Every post and its answer. What the user sees of it is also in :meth:`seen`.
        """
        work = self._poster.post(action, copies=copies, message_id=message_id, created=created)
        return await self._served.run(work)

    def post_blocking(self, action: Action, **more: Any) -> Exchange:
        """Do what :meth:`post` does, from where nothing can be awaited."""
        work = self._poster.post(action, **more)
        return self._served.start(work).result()

    async def says(self, user: str, content: str) -> Exchange:
        """Let a user write something."""
        return await self.post(actions.text(user, content))

    async def scans(self, user: str, ticket: str) -> Exchange | None:
        """Let somebody scan a code we created: they follow by it, or scan as a follower; None once it has expired."""
        scene = self.world.scenes[ticket]
        if scene.until is not None and self.clock() >= scene.until:
            return None
        following = self.person(user).following
        return await self.post((actions.scan if following else actions.subscribe)(user, scene.value, ticket))

    def act(self, action: Action) -> None:
        """Let an action have its effect on WeChat's side (window, follow, consent) without posting it."""
        self.world.act(action)

    async def send(self, post: Signed, within: float | None = None) -> Attempt:
        """Send a signed post once; nothing of it is shown to the user.

        Args:
            post: From :meth:`sign`.
            within: Seconds of real time until the connection is dropped; WeChat's five (scaled) by default.
        """
        return await self._served.run(self._poster.send(post, within))

    async def verify(self, **query: str) -> Attempt:
        """Ask the webhook to echo a random string, as saving the settings does; ``accepted`` if it did.

        Args:
            query: Overwrites parameters after signing.
        """
        return await self._served.run(self._poster.verify(**query))

    async def settled(self) -> None:
        """Wait until the posts that ``reports`` caused have been answered."""
        await self._served.run(self._poster.settled())

    # --- what goes wrong ----------------------------------------------------------------------------------------------

    def fail(self, endpoint: str, *steps: Step, user: str | None = None, forever: bool = False) -> None:
        """Say what happens to the next calls.

        Args:
            endpoint: How the path ends, such as ``message/custom/send``; empty for every path.
            steps: One call each: an ``errcode`` (0 goes well), ``Http``, ``Garbage``, ``Hang`` or ``Close``.
            user: Only for calls about this user.
            forever: Go on with the last step.
        """
        self.world.script.add(endpoint, *steps, user=user, forever=forever)

    def mend(self) -> None:
        """Forget what was scripted, and take tokens again."""
        self.world.script.clear()
        self.world.tokens.rejecting = False

    def invalidate_tokens(self) -> None:
        """Make every token issued so far be answered with 40001."""
        with self.world.lock:
            self.world.tokens.invalidate()

    def reject_tokens(self, *, on: bool = True) -> None:
        """Make every token be answered with 40001, also new ones."""
        self.world.tokens.rejecting = on

    # --- who is there -------------------------------------------------------------------------------------------------

    def person(self, openid: str) -> Person:
        """Return what WeChat knows of somebody; they are known to it from now on."""
        with self.world.lock:
            return self.world.people.of(openid)

    def follow(self, *openids: str) -> None:
        """Let users follow without a post and without a window."""
        with self.world.lock:
            for openid in openids:
                person = self.world.people.of(openid)
                person.following, person.followed_at = True, self.clock()

    def left(self, openid: str) -> int:
        """Return how many customer-service messages would still be accepted."""
        with self.world.lock:
            return self.person(openid).allowances.left(self.clock())

    def keep_media(self, kind: str, data: bytes, media_type: str) -> str:
        """Keep a file that a user sends, for three days; returns the id to put into an action."""
        with self.world.lock:
            return materials.keep(self.world, kind, data, media_type)

    # --- what there is to see -----------------------------------------------------------------------------------------

    def seen(self, openid: str) -> list[Seen]:
        """Return everything a user received, in order."""
        with self.world.lock:
            return list(self.world.seen.get(openid, ()))

    def texts(self, openid: str) -> list[str]:
        """Return the words of everything a user received, in order."""
        return [seen.text for seen in self.seen(openid)]

    def sends(self, openid: str | None = None) -> list[Send]:
        """Return what we were asked to send, to a user or at all, accepted or not."""
        with self.world.lock:
            return [send for send in self.world.sends if openid in {None, send.user}]

    def exchanges(self, openid: str | None = None) -> list[Exchange]:
        """Return what the webhook was told, of a user or at all, also where ``reports`` caused it."""
        with self.world.lock:
            return [told for told in self.world.exchanges if openid in {None, told.action.user}]

    @property
    def calls(self) -> Counter[str]:
        """How often each path was called."""
        return self.world.calls

    @property
    def requests(self) -> list[Recorded]:
        """Every call."""
        return self.world.requests

    async def sees(self, openid: str, count: int = 1, within: float = 10.0) -> list[Seen]:
        """Wait until a user has received so many things in all, and return them.

        Raises:
            TimeoutError: Not within so many seconds of real time.
        """
        await self.world.until(lambda: len(self.world.seen.get(openid, ())) >= count, within, openid)
        return self.seen(openid)

    async def until(self, condition: Callable[[], T], within: float = 10.0) -> T:
        """Wait until a condition on this server holds, looked at after every call and post.

        Raises:
            TimeoutError: Not within so many seconds of real time.
        """
        return await self.world.until(condition, within)

    def reset(self) -> None:
        """Forget what was recorded and scripted; people, windows, tokens and the menu stay."""
        with self.world.lock:
            world = self.world
            for record in (world.calls, world.used, world.requests, world.sends, world.exchanges, world.seen):
                record.clear()
        self.mend()


def openid(number: int) -> str:
    """Return an openid as WeChat's look."""
    return f"oFake{number:023d}"
