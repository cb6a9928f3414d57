"""A small WeChat API on this machine: gives tokens, takes what is sent to people and hands it to their phone."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from integrations.wechat.simulation.reading import Shown, pushed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from starlette.requests import Request

    from integrations.wechat.simulation.account import Account

LONGEST_TEXT = 2048
"""Bytes of a text message; the figure is not official."""
LIFETIME = 7200
"""Seconds a token lives."""
TOKENS = "simulated-"
"""What tokens begin with; those of an earlier run are good too, for the server may have kept one."""
CLOSING_SECONDS = 1

OK = {"errcode": 0, "errmsg": "ok"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that reached a person.

    Attributes:
        user: Whose phone it reached.
        shown: What the phone shows; None where it only shows that somebody is typing.
        left: How many messages may still be sent to them; None for what is not counted.
        typing: Whether somebody is typing from now on.
    """

    user: str
    shown: Shown | None
    left: int | None = None
    typing: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that was uploaded."""

    name: str
    size: int


@dataclass
class Api:
    """The API of one account.

    Args:
        account: Whose it is.
        deliver: Takes what reaches a person.
        verified: Whether the account may push messages.
        strict: Whether it knows the account's secret, and insists on it.
    """

    account: Account
    deliver: Callable[[Delivery], None]
    verified: bool = True
    strict: bool = True
    menu: list[dict[str, Any]] | None = None
    scenes: dict[str, str] = field(default_factory=dict)
    """Scenes of the codes that were made, by their tickets, the latest last."""
    files: dict[str, File] = field(default_factory=dict)
    allowances: dict[str, int] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)

    def allow(self, user: str, messages: int) -> None:
        """Let messages be sent to a person, for as long as it takes; 0 takes back what there is."""
        left = self.allowances.pop(user, 0)
        self.allowances[user] = max(messages, left) if messages else 0

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Answer on loopback; gives the address.

        Args:
            port: Where; 0 is a free one.

        Raises:
            OSError: The port is taken.
        """
        listener = socket.create_server(("127.0.0.1", port))
        config = uvicorn.Config(
            self.application(), log_config=None, access_log=False, timeout_graceful_shutdown=CLOSING_SECONDS
        )
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
            listener.close()

    def application(self) -> Starlette:
        """Make the application that answers."""
        answered: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "/cgi-bin/message/custom/send": self._send,
            "/cgi-bin/message/custom/typing": self._typing,
            "/cgi-bin/message/subscribe/bizsend": self._notice,
            "/cgi-bin/media/upload": self._upload,
            "/cgi-bin/qrcode/create": self._code,
            "/cgi-bin/menu/create": self._set_menu,
            "/cgi-bin/menu/get": self._get_menu,
            "/cgi-bin/menu/delete": self._delete_menu,
            "/cgi-bin/callback/check": self._check,
            "/cgi-bin/ticket/getticket": self._ticket,
            "/cgi-bin/getcallbackip": self._addresses,
            "/cgi-bin/user/info": self._user,
        }
        routes = [Route(path, self._admitted(answer), methods=["GET", "POST"]) for path, answer in answered.items()]
        return Starlette(
            routes=[
                Route("/cgi-bin/stable_token", self._token, methods=["POST"]),
                Route("/connect/oauth2/authorize", self._authorise),
                Route("/sns/oauth2/access_token", self._authorised),
                Route("/cgi-bin/showqrcode", self._picture),
                *routes,
                Route("/{path:path}", self._unknown, methods=["GET", "POST"]),
            ]
        )

    # --- what is answered ---------------------------------------------------------------------------------------------

    async def _token(self, request: Request) -> Response:
        body = await _body(request)
        if self.strict and body.get("appid") != self.account.app_id:
            return _error(40013, "invalid appid")
        if self.strict and body.get("secret") != self.account.secret:
            return _error(40125, "invalid appsecret")
        return JSONResponse({"access_token": f"{TOKENS}{secrets.token_urlsafe(16)}", "expires_in": LIFETIME})

    async def _send(self, request: Request) -> Response:
        message = await _body(request)
        user = str(message.get("touser", ""))
        if not self.verified:
            return _error(48001, "api unauthorized")
        if user not in self.allowances:
            return _error(40003, "invalid openid")
        shown = pushed(message)
        if not shown.kind or (shown.kind == "text" and not shown.text):
            return _error(44004, "empty content")
        if shown.kind == "text" and len(str(message["text"]["content"]).encode()) > LONGEST_TEXT:
            return _error(45002, "content size out of limit")
        if any(media not in self.files for media in shown.media):
            return _error(40007, "invalid media_id")
        if not self.allowances[user]:
            return _error(45047, "out of response count limit")
        self.allowances[user] -= 1
        self.deliver(Delivery(user, shown, self.allowances[user]))
        return JSONResponse(OK)

    async def _typing(self, request: Request) -> Response:
        message = await _body(request)
        if not self.verified:
            return _error(48001, "api unauthorized")
        self.deliver(Delivery(str(message.get("touser", "")), None, typing=message.get("command") == "Typing"))
        return JSONResponse(OK)

    async def _notice(self, request: Request) -> Response:
        message = await _body(request)
        data = message.get("data", {})
        values = [f"{name}: {entry.get('value', '')}" for name, entry in data.items() if isinstance(entry, dict)]
        text = "\n".join([str(message.get("template_id", "")), *values, str(message.get("page", ""))]).strip()
        self.deliver(Delivery(str(message.get("touser", "")), Shown("notice", text)))
        return JSONResponse(OK | {"msgid": secrets.randbelow(10**15)})

    async def _upload(self, request: Request) -> Response:
        async with request.form(max_files=1) as form:
            media = form.get("media")
            if media is None or isinstance(media, str):
                return _error(41005, "media data missing")
            kind = str(request.query_params.get("type", "image"))
            name = f"{kind}-{secrets.token_urlsafe(12)}"
            self.files[name] = File(media.filename or kind, media.size or 0)
        return JSONResponse({"type": kind, "media_id": name, "created_at": 0})

    async def _code(self, request: Request) -> Response:
        body = await _body(request)
        scene = body.get("action_info", {}).get("scene", {})
        ticket = f"ticket-{secrets.token_urlsafe(12)}"
        self.scenes[ticket] = str(scene.get("scene_str") or scene.get("scene_id") or "")
        seconds = int(body.get("expire_seconds", 60))
        return JSONResponse({"ticket": ticket, "expire_seconds": seconds, "url": f"http://127.0.0.1/q/{ticket}"})

    async def _set_menu(self, request: Request) -> Response:
        self.menu = (await _body(request)).get("button", [])
        return JSONResponse(OK)

    async def _get_menu(self, _: Request) -> Response:
        return JSONResponse({"menu": {"button": self.menu}}) if self.menu else _error(46003, "menu no exist")

    async def _delete_menu(self, _: Request) -> Response:
        self.menu = None
        return JSONResponse(OK)

    async def _check(self, _: Request) -> Response:
        return JSONResponse({"dns": [], "ping": []})

    async def _ticket(self, _: Request) -> Response:
        return JSONResponse(OK | {"ticket": f"ticket-{secrets.token_urlsafe(16)}", "expires_in": LIFETIME})

    async def _addresses(self, _: Request) -> Response:
        return JSONResponse({"ip_list": ["127.0.0.1"]})

    async def _user(self, request: Request) -> Response:
        user = request.query_params.get("openid", "")
        return JSONResponse({"subscribe": int(user in self.allowances), "openid": user})

    async def _authorise(self, request: Request) -> Response:
        """Send a browser back as that of the person whose phone talked last."""
        back = request.query_params.get("redirect_uri", "")
        if not self.allowances or urlsplit(back).hostname not in {"127.0.0.1", "localhost"}:
            return Response("", 400)
        code = secrets.token_urlsafe(16)
        self._codes[code] = list(self.allowances)[-1]
        query = urlencode({"code": code, "state": request.query_params.get("state", "")})
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{query}", 302)

    async def _authorised(self, request: Request) -> Response:
        user = self._codes.pop(request.query_params.get("code", ""), None)
        if user is None:
            return _error(40029, "invalid code")
        token = secrets.token_urlsafe(16)
        return JSONResponse({"access_token": token, "expires_in": LIFETIME, "openid": user, "scope": "snsapi_base"})

    async def _picture(self, request: Request) -> Response:
        return PlainTextResponse(f"/scan {self.scenes.get(request.query_params.get('ticket', ''), '')}")

    async def _unknown(self, _: Request) -> Response:
        return _error(40066, "invalid url")

    def _admitted(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def checked(request: Request) -> Response:
            if not request.query_params.get("access_token", "").startswith(TOKENS):
                return _error(40001, "invalid credential, access_token is invalid or not latest")
            return await answer(request)

        return checked


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the command."""
        yield


async def _body(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await request.body())
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _error(code: int, message: str) -> Response:
    return JSONResponse({"errcode": code, "errmsg": f"{message} rid: simulated"})
