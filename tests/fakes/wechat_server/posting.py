"""WeChat's posts to the webhook: signed, encrypted, dropped after five seconds and posted again, up to three times."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.utils import WeChatSigner

from tests.fakes.wechat_server.actions import Action, element
from tests.fakes.wechat_server.replies import read
from tests.fakes.wechat_server.wire import ask
from tests.fakes.wechat_server.world import UNAVAILABLE, Mode, World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes.wechat_server.clock import Clock

PATIENCE = 5.0
"""Seconds WeChat waits for an answer."""
POSTS = 3
HEADERS = {"content-type": "text/xml", "user-agent": "Mozilla/4.0", "accept": "*/*", "pragma": "no-cache"}

Outcome = Literal["reply", "accepted", "refused", "timeout", "unreachable"]


@dataclass(frozen=True)
class Signed:
    """A post ready to be sent, also by hand: ``httpx.post(signed.url, content=signed.body, headers=signed.headers)``.

    Attributes:
        action: What it tells of.
        message_id: Its MsgId; None for events.
        url: The webhook with the signed query.
        body: The XML.
        query: The query, apart.
    """

    action: Action
    message_id: str | None
    url: str
    body: bytes
    query: dict[str, str]

    @property
    def headers(self) -> dict[str, str]:
        """What WeChat sends along."""
        return dict(HEADERS)


@dataclass(frozen=True)
class Attempt:
    """One post and what came of it.

    Attributes:
        outcome: ``reply`` and ``accepted`` are good answers, ``refused`` one that WeChat does not understand;
            ``timeout`` and ``unreachable`` are none.
        status: The HTTP status; None without an answer.
        body: As it came.
        media_type: Its ``content-type``.
        seconds: Real time it took.
        reply: The words of a text reply, decrypted.
        fields: The elements of a reply, decrypted.
        problem: What is wrong with a refused one.
    """

    outcome: Outcome
    status: int | None
    body: bytes
    media_type: str
    seconds: float
    reply: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


@dataclass
class Exchange:
    """An action told to the webhook: every post of it, in order."""

    action: Action
    message_id: str | None
    attempts: list[Attempt] = field(default_factory=list)
    created: int = 0

    @property
    def last(self) -> Attempt:
        """The attempt that decided: the first good answer, else the last one."""
        good = (attempt for attempt in self.attempts if attempt.outcome in {"reply", "accepted"})
        return next(good, self.attempts[-1])

    @property
    def outcome(self) -> Outcome:
        """What became of it in the end."""
        return self.last.outcome

    @property
    def posts(self) -> int:
        """How often it was posted."""
        return len(self.attempts)

    @property
    def reply(self) -> str | None:
        """The words of the passive reply the user got."""
        return self.last.reply

    @property
    def status(self) -> int | None:
        """The deciding attempt's HTTP status."""
        return self.last.status

    @property
    def body(self) -> bytes:
        """The deciding attempt's body, as it came."""
        return self.last.body

    @property
    def seconds(self) -> float:
        """Real time the deciding attempt took."""
        return self.last.seconds

    @property
    def problem(self) -> str | None:
        """What WeChat found wrong with the answer."""
        return self.last.problem


class Sealer:
    """Signs posts as the account is set up; ``clock`` dates them."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._world = world
        self._clock = clock
        self._numbers = count(24_500_000_000_000_000 + secrets.randbelow(10**12))

    def message_id(self, action: Action) -> str | None:
        """Return a new MsgId for a message, and None for an event."""
        return None if action.event else str(next(self._numbers))

    def now(self) -> int:
        """Return the time that posts are dated, in seconds since 1970."""
        return int(self._clock().timestamp())

    def query(self, timestamp: str | None = None, nonce: str | None = None, token: str | None = None) -> dict[str, str]:
        """Return a signed query."""
        timestamp, nonce = timestamp or str(self.now()), nonce or str(secrets.randbelow(10**10))
        signature = sign(token or self._world.account.token, timestamp, nonce)
        return {"signature": signature, "timestamp": timestamp, "nonce": nonce}

    def sign(
        self,
        action: Action,
        *,
        message_id: str | None = None,
        created: int | None = None,
        timestamp: str | None = None,
        nonce: str | None = None,
        mode: Mode | None = None,
        token: str | None = None,
        aes_key: str | None = None,
        app_id: str | None = None,
        xml: str | None = None,
        **query: str,
    ) -> Signed:
        """Return a post to be sent by hand.

        Args:
            action: What it tells of; nothing is changed on WeChat's side, for that see :meth:`WeChatServer.act`.
            message_id: Its MsgId; a new one by default.
            created: Its CreateTime, in seconds since 1970.
            timestamp: The query's.
            nonce: The query's.
            mode: Another one than the account's.
            token: Another one to sign with.
            aes_key: Another one to encrypt with.
            app_id: Another one to encrypt for.
            xml: Another text in place of the action's.
            query: Overwrites parameters after signing, such as ``signature="0"``, or adds some.
        """
        account = self._world.account
        if self._world.webhook is None:
            msg = "no webhook is set"
            raise LookupError(msg)
        mode, token = mode or account.mode, token or account.token
        message_id = message_id or self.message_id(action)
        plain = xml if xml is not None else action.xml(account.name, created or self.now(), message_id)
        signed = self.query(timestamp, nonce, token) | {"openid": action.user}
        body = plain
        if mode != "plain":
            key: Any = WeChatCrypto(token, aes_key or account.aes_key, account.app_id).key
            sealed = PrpCrypto(key).encrypt(plain, app_id or account.app_id).decode()
            signature = sign(token, signed["timestamp"], signed["nonce"], sealed)
            signed |= {"encrypt_type": "aes", "msg_signature": signature}
            encrypted = element("Encrypt", sealed)
            body = f"<xml>{element('ToUserName', account.name)}{encrypted}</xml>"
            if mode == "compatible":
                body = f"{plain.removesuffix('</xml>')}{encrypted}</xml>"
        signed |= query
        url = f"{self._world.webhook}?{urlencode(signed)}"
        return Signed(action, message_id, url, body.encode(), signed)


def sign(*parts: str) -> str:
    """Return WeChat's signature of some strings."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    signature: str = signer.signature
    return signature


class Poster:
    """Posts to the webhook from the server's own loop.

    Args:
        world: Who acts.
        sealer: Signs.
        scale: What the five seconds are multiplied by.
    """

    def __init__(self, world: World, sealer: Sealer, scale: float) -> None:
        self._world = world
        self._sealer = sealer
        self.scale = scale
        self._tasks: set[asyncio.Task[Exchange]] = set()

    def close(self) -> None:
        """Stop what was started."""
        for task in self._tasks:
            task.cancel()

    async def post(
        self, action: Action, *, copies: int = 1, message_id: str | None = None, created: int | None = None
    ) -> Exchange:
        """Let a user act, and tell the webhook until it answers or has been told three times."""
        message_id = message_id or self._sealer.message_id(action)
        created = created or self._sealer.now()
        exchange = Exchange(action, message_id, created=created)
        self._world.act(action)
        self._world.exchanges.append(exchange)
        for number in range(POSTS):
            began = time.monotonic()
            posts = [self._sealer.sign(action, message_id=message_id, created=created) for _ in range(copies)]
            attempts = await asyncio.gather(*(self.send(post) for post in posts))
            exchange.attempts += attempts
            if self._decide(action, attempts):
                break
            if number < POSTS - 1:
                await asyncio.sleep(max(0.0, PATIENCE * self.scale - (time.monotonic() - began)))
        else:
            self._unavailable(action)
        self._world.stir(action.user)
        return exchange

    async def send(self, post: Signed, within: float | None = None) -> Attempt:
        """Post once, and drop the connection after so many seconds; this shows the user nothing."""
        began = time.monotonic()
        limit = PATIENCE * self.scale if within is None else within
        try:
            async with asyncio.timeout(limit):
                reply = await ask("POST", post.url, HEADERS, post.body)
        except TimeoutError:
            return Attempt("timeout", None, b"", "", time.monotonic() - began)
        except OSError as error:
            problem = type(error).__name__
            return Attempt("unreachable", None, b"", "", time.monotonic() - began, problem=problem)
        answer = read(reply.status, reply.body, post.action, self._world.account)
        return Attempt(
            answer.kind,
            reply.status,
            reply.body,
            reply.headers.get("content-type", ""),
            time.monotonic() - began,
            answer.text,
            answer.fields,
            answer.problem,
        )

    async def verify(self, **query: str) -> Attempt:
        """Ask the webhook whether it is ours, as saving the account's settings does."""
        echo = str(secrets.randbelow(10**18))
        signed = self._sealer.query() | {"echostr": echo} | query
        began = time.monotonic()
        async with asyncio.timeout(PATIENCE * self.scale):
            reply = await ask("GET", f"{self._world.webhook}?{urlencode(signed)}", HEADERS)
        good = reply.status == 200 and reply.body == signed["echostr"].encode()
        seconds, kind = time.monotonic() - began, reply.headers.get("content-type", "")
        outcome: Outcome = "accepted" if good else "refused"
        return Attempt(outcome, reply.status, reply.body, kind, seconds)

    def start(self, action: Action) -> None:
        """Post without waiting for the answer; called in the server's loop."""
        task = asyncio.get_running_loop().create_task(self.post(action))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait for what was started."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _decide(self, action: Action, attempts: Sequence[Attempt]) -> bool:
        for attempt in attempts:
            if attempt.outcome == "reply":
                kind = attempt.fields["MsgType"]
                self._world.show(action.user, "passive", kind, attempt.reply or "", dict(attempt.fields))
                return True
        if any(attempt.outcome == "accepted" for attempt in attempts):
            return True
        if any(attempt.outcome == "refused" for attempt in attempts):
            self._unavailable(action)
            return True
        return False

    def _unavailable(self, action: Action) -> None:
        if action.visible:
            self._world.show(action.user, "system", "text", UNAVAILABLE)
