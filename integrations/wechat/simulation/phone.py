"""A person's phone in a simulated talk: posts what they do to the webhook, as WeChat would, and reads the answer."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from integrations.wechat.simulation.account import written
from integrations.wechat.simulation.reading import passive

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from integrations.wechat.simulation.account import Account
    from integrations.wechat.simulation.reading import Shown

    Problem = Literal["silent", "slow", "refused", "absent", "status", "broken"]

PATIENCE = 5.0
"""Seconds WeChat waits for the answer to a post."""
POSTS = 3
"""How often it posts a message that is not answered in time."""
_STATUSES: dict[int, Problem] = {403: "refused", 404: "absent"}
AFTER_WORDS, AFTER_TAP = 5, 3
"""Customer-service messages that may follow what a person says, and what they tap, scan or follow."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How a post went.

    Attributes:
        shown: The answer in the body, if there was one.
        seconds: How long it took.
        posts: How often it was posted.
        problem: Why a phone would say that the account is out of order.
        status: The answer's status; 0 where there was none.
    """

    shown: Shown | None
    seconds: float
    posts: int
    problem: Problem | None = None
    status: int = 0


def openid(name: str) -> str:
    """Make the id by which an account knows a person; the same for the same name."""
    digest = hashlib.sha256(name.encode()).digest()
    return f"o{base64.urlsafe_b64encode(digest).decode()[:27]}"


class Phone:
    """A phone whose owner has followed the account.

    Args:
        account: The account it talks to.
        url: The account's webhook.
        name: The owner.
        client: What it posts with.
        allow: Called with the owner's id and how many messages may be sent to them now; 0 takes it back.
        clock: Seconds since 1970.
    """

    def __init__(
        self,
        account: Account,
        url: str,
        name: str,
        client: httpx.AsyncClient,
        allow: Callable[[str, int], None] = lambda _user, _messages: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.user, self.url = openid(name), url
        self.following = True
        self._account, self._client, self._allow, self._clock = account, client, allow, clock
        self._last = ""

    async def say(self, text: str, choice: str | None = None) -> Posted:
        """Send words; ``choice`` is the id of what was tapped to send them."""
        extra = {} if choice is None else {"bizmsgmenuid": choice}
        return await self._message("text", AFTER_WORDS if choice is None else AFTER_TAP, Content=text, **extra)

    async def speak(self, words: str) -> Posted:
        """Send a voice message that was recognised as these words, or as none."""
        return await self._message(
            "voice", AFTER_WORDS, MediaId=f"voice-{secrets.token_hex(8)}", Format="amr", Recognition=words
        )

    async def picture(self) -> Posted:
        """Send a picture."""
        media = f"image-{secrets.token_hex(8)}"
        return await self._message("image", AFTER_WORDS, PicUrl=f"http://127.0.0.1/{media}", MediaId=media)

    async def tap(self, key: str) -> Posted:
        """Tap an entry of the menu."""
        return await self._event("CLICK", AFTER_TAP, EventKey=key)

    async def open(self, address: str) -> Posted:
        """Tap an entry of the menu that opens a page."""
        return await self._event("VIEW", None, EventKey=address, MenuId="1")

    async def scan(self, scene: str, ticket: str = "") -> Posted:
        """Scan a code of the account; who does not follow it follows it by that."""
        ticket = ticket or f"ticket-{secrets.token_hex(8)}"
        if self.following:
            return await self._event("SCAN", AFTER_TAP, EventKey=scene, Ticket=ticket)
        self.following = True
        return await self._event("subscribe", AFTER_TAP, EventKey=f"qrscene_{scene}", Ticket=ticket)

    async def follow(self) -> Posted:
        """Follow the account."""
        self.following = True
        return await self._event("subscribe", AFTER_TAP, EventKey="")

    async def unfollow(self) -> Posted:
        """Follow it no longer."""
        self.following = False
        return await self._event("unsubscribe", 0, EventKey="")

    async def again(self) -> Posted | None:
        """Post the last message once more, as WeChat does where no answer has reached it; None where there is none."""
        return await self._post(self._last) if self._last else None

    async def _message(self, kind: str, messages: int | None, **fields: str) -> Posted:
        number = str(secrets.randbelow(9 * 10**18) + 10**18)
        return await self._send(kind, messages, fields | {"MsgId": number})

    async def _event(self, name: str, messages: int | None, **fields: str) -> Posted:
        return await self._send("event", messages, {"Event": name} | fields)

    async def _send(self, kind: str, messages: int | None, fields: dict[str, str]) -> Posted:
        head = {
            "ToUserName": self._account.original_id,
            "FromUserName": self.user,
            "CreateTime": str(int(self._clock())),
            "MsgType": kind,
        }
        self._last = written(head | fields)
        if messages is not None:
            self._allow(self.user, messages)
        return await self._post(self._last)

    async def _post(self, xml: str) -> Posted:
        began = time.monotonic()

        def posted(shown: Shown | None, posts: int, problem: Problem | None = None, status: int = 0) -> Posted:
            return Posted(shown, time.monotonic() - began, posts, problem, status)

        for posts in range(1, POSTS + 1):
            query, body = self._account.seal(self.user, xml, str(int(self._clock())), secrets.token_hex(5))
            try:
                answer = await self._client.post(
                    self.url, params=query, content=body, headers={"Content-Type": "text/xml"}, timeout=PATIENCE
                )
            except httpx.TimeoutException:
                continue
            except (httpx.HTTPError, httpx.InvalidURL):
                return posted(None, posts, "silent")
            if not answer.is_success:
                return posted(None, posts, _STATUSES.get(answer.status_code, "status"), answer.status_code)
            try:
                return posted(passive(self._account.unseal(answer.content)), posts, None, answer.status_code)
            except ValueError:
                return posted(None, posts, "broken", answer.status_code)
        return posted(None, POSTS, "slow")
