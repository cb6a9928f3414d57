"""Calls to WeChat: messages, notices, menu, codes to scan, files, who somebody is, and the tokens these need."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pydantic import Field
from wechatpy.client.api import (
    WeChatJSAPI,
    WeChatMedia,
    WeChatMenu,
    WeChatMessage,
    WeChatMisc,
    WeChatQRCode,
    WeChatUser,
)

from assistant.sharing import Fresh
from integrations.wechat.caller import Caller, before_its_end
from integrations.wechat.errors import Action, WeChatError
from integrations.wechat.wire import Answer, Call, Calls, Done, Wire, repeatable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from pydantic import SecretStr

    from assistant.sharing import SharedValues

SERVICE = "https://api.weixin.qq.com"
AUTHORISATION = "https://open.weixin.qq.com"
PICTURES = "https://mp.weixin.qq.com"

TIMEOUT = 3.0, 5.0
"""Seconds to connect in, and to wait for each part of an answer."""

MEDIA_LASTS = timedelta(days=3)
LATEST_TIME = 253_402_300_799
"""Seconds since 1970 up to which a time can be told."""

LONGEST_SCENE = 64
LONGEST_CODE_SECONDS = 2_592_000


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to scan that carries a scene.

    Attributes:
        ticket: WeChat's name for it.
        url: What the code says, to draw it ourselves.
        image_url: Where WeChat shows it as a picture.
        expires_at: Until when it works.
    """

    ticket: str
    url: str
    image_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file at WeChat.

    Attributes:
        media_id: What messages name it by.
        expires_at: Until when it is there.
    """

    media_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class UserInfo:
    """What WeChat tells about a user.

    Attributes:
        following: Whether they follow the account.
        since: Since when.
        union_id: Their id in all accounts of the owner, where these are bound together.
        scene: The scene of the code they scanned to follow.
    """

    following: bool
    since: datetime | None
    union_id: str | None
    scene: str | None


@dataclass(frozen=True, slots=True)
class CallbackCheck:
    """How WeChat's servers see the address they post to.

    Attributes:
        addresses: What its name resolves to.
        lost: Those of them that did not answer a ping; many hosts answer none and work.
    """

    addresses: tuple[str, ...]
    lost: tuple[str, ...]


class _Ticket(Answer):
    ticket: str = Field(min_length=1)
    expires_in: int = Field(gt=0)


class _QrTicket(Answer):
    ticket: str = Field(min_length=1)
    url: str


class _Media(Answer):
    media_id: str = Field(min_length=1)


class _User(Answer):
    subscribe: int
    subscribe_time: int = Field(0, ge=0, le=LATEST_TIME)
    unionid: str = ""
    qr_scene_str: str = ""


class _Authorised(Answer):
    openid: str = Field(min_length=1)


class _Buttons(Answer):
    button: tuple[dict[str, Any], ...]


class _Menu(Answer):
    menu: _Buttons


class _Addresses(Answer):
    ip_list: tuple[str, ...]


class _Resolved(Answer):
    ip: str


class _Ping(Answer):
    ip: str
    package_loss: str


class _Check(Answer):
    dns: tuple[_Resolved, ...] = ()
    ping: tuple[_Ping, ...] = ()


class WeChatClient:
    """The account's side of WeChat's service.

    wechatpy's API classes build the calls they know; they are made here, asynchronously and with time-outs. The access
    token is one for all processes: renewed five minutes early, and once when a call is refused for it. A call answered
    "busy" is repeated up to three times; no other is, so that no message goes out twice unless the caller says so.
    Every failure is a ``WeChatError`` that says what to do about it, and is in the log.

    Args:
        app_id: The account's id.
        secret: The account's secret.
        base_url: The service's root; anything but WeChat's own is a stand-in, whose pages are used too.
        values: What all processes share.
        clock: The time.
        timeout: Seconds to connect in, and to wait for each part of an answer.
        sleep: Waits so many seconds.
    """

    def __init__(  # noqa: PLR0913 -- the account, and what it stands on
        self,
        app_id: str,
        secret: SecretStr,
        base_url: str,
        values: SharedValues,
        clock: Callable[[], datetime],
        *,
        timeout: tuple[float, float] = TIMEOUT,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        root = base_url.rstrip("/")
        self._app_id = app_id
        self._clock = clock
        self._wire = Wire(root, *timeout)
        self._caller = Caller(app_id, secret, self._wire, values, clock, sleep)
        self._authorisation = AUTHORISATION if root == SERVICE else root
        self._pictures = PICTURES if root == SERVICE else root
        calls = Calls()
        self._js = WeChatJSAPI(calls)
        self._media = WeChatMedia(calls)
        self._menu = WeChatMenu(calls)
        self._messages = WeChatMessage(calls)
        self._misc = WeChatMisc(calls)
        self._codes = WeChatQRCode(calls)
        self._users = WeChatUser(calls)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.close()

    # --- messages -----------------------------------------------------------------------------------------------------

    async def send_text(self, user: str, text: str) -> None:
        """Send a customer-service message of words.

        Args:
            user: The openid.
            text: The words, of 2,000 bytes at most.

        Raises:
            WeChatError: It was not sent, or, if ``uncertain``, perhaps was.
        """
        await self._caller.call(self._messages.send_text(user, text), Done, user)

    async def send_image(self, user: str, media_id: str) -> None:
        """Send a customer-service message of a picture.

        Args:
            user: The openid.
            media_id: The uploaded picture.

        Raises:
            WeChatError: It was not sent, or, if ``uncertain``, perhaps was.
        """
        await self._caller.call(self._messages.send_image(user, media_id), Done, user)

    async def typing(self, user: str) -> None:
        """Show the user that an answer is being written, if that can be shown.

        Args:
            user: The openid.

        Raises:
            WeChatError: The call failed.
        """
        body = {"touser": user, "command": "Typing"}
        call = Call("POST", "/cgi-bin/message/custom/typing", body=body, changes=False)
        await self._caller.unless_so_already(call, Done, user)

    async def send_notice(self, user: str, template_id: str, fields: Mapping[str, str], url: str | None = None) -> None:
        """Send a subscription notice, which spends the user's consent to it.

        Args:
            user: The openid.
            template_id: The template, as the account lists it.
            fields: The template's fields by name, such as ``thing1``.
            url: The page it opens.

        Raises:
            WeChatError: It was not sent, or, if ``uncertain``, perhaps was.
        """
        data = {name: {"value": value} for name, value in fields.items()}
        await self._caller.call(self._messages.send_subscribe_message(user, template_id, data, page=url), Done, user)

    # --- the account's menu -------------------------------------------------------------------------------------------

    async def create_menu(self, buttons: Sequence[Mapping[str, Any]]) -> None:
        """Replace the account's menu.

        Args:
            buttons: Up to three, in WeChat's form, each with up to five below it.

        Raises:
            WeChatError: The call failed.
        """
        await self._caller.call(repeatable(self._menu.create({"button": buttons})), Done)

    async def get_menu(self) -> tuple[Mapping[str, Any], ...] | None:
        """Return the buttons of the account's menu, in WeChat's form; None where it has none.

        Raises:
            WeChatError: The call failed.
        """
        found = await self._caller.unless_so_already(self._menu.get(), _Menu)
        return None if found is None else found.menu.button

    async def delete_menu(self) -> None:
        """Take the account's menu away, if it has one.

        Raises:
            WeChatError: The call failed.
        """
        await self._caller.unless_so_already(self._menu.delete(), Done)

    # --- codes and files ----------------------------------------------------------------------------------------------

    async def qr_code(self, scene: str, seconds: int) -> QrCode:
        """Make a code that follows the account and carries a scene.

        Args:
            scene: What the event says when it is scanned: 1 to 64 characters, nothing that tells whom it is for.
            seconds: How long it works, up to 30 days.

        Raises:
            ValueError: The scene or the time is not allowed.
            WeChatError: The call failed.
        """
        if not 1 <= len(scene) <= LONGEST_SCENE or not 1 <= seconds <= LONGEST_CODE_SECONDS:
            msg = f"a scene has 1 to {LONGEST_SCENE} characters and works for up to {LONGEST_CODE_SECONDS} seconds"
            raise ValueError(msg)
        now = self._clock()
        action = {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        call = self._codes.create({"expire_seconds": seconds, **action})
        made = await self._caller.call(repeatable(call), _QrTicket)
        return QrCode(
            ticket=made.ticket,
            url=made.url,
            image_url=f"{self._pictures}/cgi-bin/showqrcode?ticket={quote(made.ticket, safe='')}",
            expires_at=now + timedelta(seconds=seconds),
        )

    async def upload_image(self, name: str, content: bytes) -> Uploaded:
        """Upload a picture, to be sent in messages for three days.

        Args:
            name: A file name whose ending tells the kind of picture.
            content: The picture.

        Raises:
            WeChatError: The call failed.
        """
        now = self._clock()
        kind = guess_type(name)[0] or "application/octet-stream"
        call = self._media.upload("image", (name, content, kind))
        made = await self._caller.call(repeatable(call), _Media)
        return Uploaded(made.media_id, now + MEDIA_LASTS)

    # --- who somebody is ----------------------------------------------------------------------------------------------

    async def user_info(self, user: str) -> UserInfo:
        """Return what WeChat tells about a user.

        Args:
            user: The openid.

        Raises:
            WeChatError: The call failed.
        """
        found = await self._caller.call(self._users.get(user), _User, user)
        return UserInfo(
            following=found.subscribe == 1,
            since=datetime.fromtimestamp(found.subscribe_time, UTC) if found.subscribe_time else None,
            union_id=found.unionid or None,
            scene=found.qr_scene_str or None,
        )

    def authorize_url(self, redirect: str, state: str) -> str:
        """Return where to send a browser in WeChat to learn, without a question, whose it is.

        Args:
            redirect: Where it comes back to, with ``code`` and ``state``.
            state: What tells that it was us who sent it: letters and digits, up to 128.
        """
        query = {  # in this order: WeChat wants it so
            "appid": self._app_id,
            "redirect_uri": redirect,
            "response_type": "code",
            "scope": "snsapi_base",
            "state": state,
        }
        return f"{self._authorisation}/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect"

    async def openid_of(self, code: str) -> str:
        """Return the openid of the browser that came back with a code, which works once and for five minutes.

        Args:
            code: The code.

        Raises:
            WeChatError: The code is no good (``BAD_CODE``), or the call failed.
        """
        query = {"code": code, "grant_type": "authorization_code"}
        call = Call("GET", "/sns/oauth2/access_token", query, changes=False)
        return (await self._caller.with_secret(call, _Authorised)).openid

    # --- pages in WeChat ----------------------------------------------------------------------------------------------

    async def js_ticket(self) -> str:
        """Return the ticket pages are signed with; all processes share it.

        Raises:
            WeChatError: The call failed.
        """
        call: Call = self._js.get_ticket("jsapi")
        return await self._caller.shared(
            f"wechat:js_ticket:{self._app_id}", partial(self._fetch_js_ticket, call), call.endpoint
        )

    async def _fetch_js_ticket(self, call: Call) -> Fresh:
        now = self._clock()
        made = await self._caller.call(call, _Ticket)
        return Fresh(made.ticket, before_its_end(now, made.expires_in))

    async def js_signature(self, url: str, nonce: str, timestamp: int) -> str:
        """Sign a page of ours, so that it may use WeChat's scripts.

        Args:
            url: The page's address as the browser shows it; what follows ``#`` is left out.
            nonce: Random letters and digits, which the page gives along.
            timestamp: Seconds since 1970, which the page gives along.

        Raises:
            WeChatError: The ticket could not be had.
        """
        ticket = await self.js_ticket()
        return str(self._js.get_jsapi_signature(nonce, ticket, timestamp, url.partition("#")[0]))

    # --- is everything in order? --------------------------------------------------------------------------------------

    async def callback_check(self) -> CallbackCheck:
        """Have WeChat look up, and ping, the host it posts to.

        Raises:
            WeChatError: The call failed.
        """
        body = {"action": "all", "check_operator": "DEFAULT"}
        found = await self._caller.call(Call("POST", "/cgi-bin/callback/check", body=body, changes=False), _Check)
        return CallbackCheck(
            addresses=tuple(one.ip for one in found.dns),
            lost=tuple(one.ip for one in found.ping if one.package_loss.strip() == "100%"),
        )

    async def token_alive(self) -> bool:
        """Tell whether WeChat takes the access token, renewed if need be; False where it refuses a new one too.

        Raises:
            WeChatError: There is no telling; its ``action`` says why, such as ``MISCONFIGURED``.
        """
        try:
            await self._caller.call(self._misc.get_wechat_ips(), _Addresses)
        except WeChatError as error:
            if error.action is Action.ALARM:
                return False
            raise
        return True
