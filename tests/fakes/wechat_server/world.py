"""All that WeChat knows: the account, its users, what was sent and what each user saw, and who waits for news of it."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from tests.fakes.wechat_server.codes import Refusal
from tests.fakes.wechat_server.mishaps import Script

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fakes.wechat_server.actions import Action
    from tests.fakes.wechat_server.clock import Clock
    from tests.fakes.wechat_server.oauth import Grant
    from tests.fakes.wechat_server.people import People
    from tests.fakes.wechat_server.posting import Exchange
    from tests.fakes.wechat_server.tokens import Tokens

T = TypeVar("T")

Mode = Literal["plain", "compatible", "safe"]
Via = Literal["passive", "service", "notice", "template", "system"]

UNAVAILABLE = "该公众号暂时无法提供服务，请稍后再试"
"""What a user sees where the webhook gave no answer WeChat understands."""
MEDIA_LIFE = timedelta(days=3)


@dataclass
class Account:
    """An official account as its owner has set it up.

    Attributes:
        app_id: ``appid``.
        secret: ``appsecret``.
        token: What signatures are made with.
        aes_key: EncodingAESKey, 43 characters; changing it is what happens on the day of the change.
        name: The ``gh_`` name.
        mode: How posts are encrypted.
        verified: Whether customer-service messages, notices, templates and codes are allowed.
        templates: Template ids that exist; None takes any.
        domains: Hosts (with port) that may be redirected to after authorisation; None takes any.
        whitelist: Addresses that may fetch tokens; None takes any.
    """

    app_id: str = "wx0f1e2d3c4b5a6978"
    secret: str = "0123456789abcdef0123456789abcdef"
    token: str = "signed_by_wechat"
    aes_key: str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    name: str = "gh_0a1b2c3d4e5f"
    mode: Mode = "safe"
    verified: bool = True
    templates: set[str] | None = None
    domains: set[str] | None = None
    whitelist: set[str] | None = None


@dataclass(frozen=True)
class Recorded:
    """A call that arrived; ``query`` is without the token, which stands in ``token``."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    token: str | None
    at: datetime


@dataclass(frozen=True)
class Send:
    """A message we were asked to send.

    Attributes:
        endpoint: The path, such as ``/cgi-bin/message/custom/send``.
        user: The ``touser``.
        kind: ``msgtype``, ``notice`` or ``template``.
        content: The body of the request.
        at: When, by the clock.
        errcode: What was answered; None where a scripted mishap took its place and nothing was done.
    """

    endpoint: str
    user: str
    kind: str
    content: dict[str, Any]
    at: datetime
    errcode: int | None

    @property
    def accepted(self) -> bool:
        """Whether the user got it."""
        return self.errcode == 0


@dataclass(frozen=True)
class Seen:
    """Something a user received.

    Attributes:
        user: Who.
        via: As the answer to a post, as a customer-service message, as a notice, as a template message, or from WeChat
            itself because our answer was none.
        kind: Its type: text, image, msgmenu, ...
        text: What can be read in it.
        content: The request's body, or the reply's fields.
        at: When, by the clock.
    """

    user: str
    via: Via
    kind: str
    text: str
    content: dict[str, Any]
    at: datetime


@dataclass(frozen=True)
class Media:
    """A temporary file."""

    kind: str
    data: bytes
    media_type: str
    until: datetime


@dataclass(frozen=True)
class Scene:
    """What a code stands for; None in ``until`` is a permanent one."""

    value: str
    until: datetime | None


@dataclass
class World:
    """The state of everything; ``lock`` guards it between the server's thread and the test's."""

    account: Account
    clock: Clock
    people: People
    tokens: Tokens
    script: Script = field(default_factory=Script)
    webhook: str | None = None
    visitor: str | None = None
    declining: set[str] = field(default_factory=set)
    limits: dict[str, int] = field(default_factory=dict)
    reports: bool = False
    calls: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    requests: list[Recorded] = field(default_factory=list)
    sends: list[Send] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    seen: defaultdict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    media: dict[str, Media] = field(default_factory=dict)
    scenes: dict[str, Scene] = field(default_factory=dict)
    menu: dict[str, Any] | None = None
    template_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    ticket: tuple[str, datetime] | None = None
    codes: dict[str, Grant] = field(default_factory=dict)
    web_tokens: dict[str, Grant] = field(default_factory=dict)
    refreshing: dict[str, Grant] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event, str | None]] = field(default_factory=set)

    def show(self, user: str, via: Via, kind: str, text: str, content: dict[str, Any] | None = None) -> None:
        """Let a user receive something."""
        with self.lock:
            self.seen[user].append(Seen(user, via, kind, text, content or {}, self.clock()))
        self.stir(user)

    def act(self, action: Action) -> None:
        """Let what a user does have its effect on WeChat's side: follow, window, consents."""
        now = self.clock()
        with self.lock:
            person = self.people.of(action.user)
            if action.name == "subscribe":
                person.following, person.followed_at, person.scene = True, now, action.scene
            elif action.name == "unsubscribe":
                person.following = False
                person.allowances.shut()
            elif person.following is None and (action.trigger is not None or action.name == "VIEW"):
                person.following, person.followed_at = True, now
            if action.trigger is not None and person.following:
                person.acted_at = now
                person.allowances.open(action.trigger, now)
            for template, accepted in action.grants.items():
                if accepted:
                    person.consents[template] += 1
                else:
                    person.consents.pop(template, None)
                    person.lasting.discard(template)

    def file(self, media_id: object) -> Media:
        """Return a temporary file.

        Raises:
            Refusal: 40007 for an unknown or expired one.
        """
        media = self.media.get(media_id) if isinstance(media_id, str) else None
        if media is None or self.clock() >= media.until:
            raise Refusal(40007)
        return media

    def stir(self, user: str | None = None) -> None:
        """Wake who waits for something about a user, or about anything."""
        for loop, event, whom in tuple(self._waiting):
            if whom in {None, user}:
                with suppress(RuntimeError):  # the loop was closed under a waiting test
                    loop.call_soon_threadsafe(event.set)

    async def until(self, condition: Callable[[], T], within: float, user: str | None = None) -> T:
        """Wait until a condition holds, looked at whenever something happens.

        Args:
            condition: Returns something true.
            within: Seconds of real time.
            user: Look only when something happens to this user.

        Raises:
            TimeoutError: It did not come to hold.
        """
        event = asyncio.Event()
        waiting = (asyncio.get_running_loop(), event, user)
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    await event.wait()
                    event.clear()
                return found
        finally:
            self._waiting.discard(waiting)
