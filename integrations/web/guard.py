"""Stands before every request: who it comes from, what it may carry, which headers the answer bears."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from integrations import wording
from integrations.refusals import KINDS, Refusal
from integrations.web.visitors import BEFORE, COOKIE, Visitor, cookie_of, set_cookie, speaking

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from integrations.web.visitors import Badge, Visitors

LARGEST_BODY = 256 * 1024
"""Bytes a request may carry; there are no uploads."""
CLOSED = (
    "/docs",
    "/redoc",
    "/openapi.json",
    "/copilot",
    "/auth/jwt",
    "/auth/oauth",
    "/project/element",
    "/project/file",
    "/project/share",
    "/project/thread/share",
)
"""Addresses of the chat framework nobody needs here."""
FOR_PROGRAMS = ("/api/", "/mcp")
"""Addresses of the doors for programs."""
YEAR = 31_536_000
SAFE = {"GET", "HEAD", "OPTIONS"}
OWN = {"Referrer-Policy", "Content-Security-Policy"}
"""Headers a page may set for itself: one behind a secret link tells nobody where it lies, one takes WeChat's script."""


class TooLarge(HTTPException):
    """A request carries more than it may."""

    def __init__(self) -> None:
        super().__init__(413, "the request is too large")


class Guard:
    """ASGI middleware.

    Args:
        app: What it stands before.
        visitors: Reads and issues cookies.
        public_url: The address people use; ``https`` makes cookies secure.
        scripts: Hashes of the inline scripts of the chat page, as a content security policy names them.
        admits: Tells whether an operator's badge still holds; without it none does.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        visitors: Visitors,
        public_url: str,
        scripts: Sequence[str],
        admits: Callable[[Badge], Awaitable[bool]] | None = None,
    ) -> None:
        self._app, self._visitors, self._admits = app, visitors, admits or _nobody
        parts = urlsplit(public_url)
        self._host, self._secure = parts.netloc, parts.scheme == "https"
        policy = {
            "default-src": "'self'",
            "script-src": " ".join(["'self'", *(f"'{script}'" for script in scripts)]),
            # The page's libraries place their styles into the document.
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "object-src": "'none'",
            "base-uri": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
        self._headers = {
            "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if self._secure:
            self._headers["Strict-Transport-Security"] = f"max-age={YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        token = cookie_of(headers.get("cookie"))
        known, badge = self._visitors.read(token), self._visitors.badge(token)
        if badge is not None and not await self._admits(badge):
            known, badge = None, None
        visitor_id, renew = known or (None, False)
        cookie = None
        if scope["type"] == "http" and (visitor_id is None or renew) and _opens_page(scope, headers):
            visitor_id = visitor_id or self._visitors.before(cookie_of(headers.get("cookie"), BEFORE))
            visitor_id, token = self._visitors.issue(visitor_id)
            cookie = set_cookie(token)
            _carry(scope, token)
        client = scope.get("client")
        speaking.set(Visitor(visitor_id, client[0] if client else "", badge))
        if refusal := self._refusal(scope, headers):
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
            await _refused(scope, *refusal)(scope, receive, self._dressed(scope, send, None))
            return
        await self._serve(scope, receive, self._dressed(scope, send, cookie))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        received, started = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > LARGEST_BODY:
                    raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except TooLarge as error:
            if started:
                raise
            await _refused(scope, error.status_code, error.detail)(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        path = scope["path"]
        if any(path == closed or path.startswith(closed + "/") for closed in CLOSED):
            return 404, "not found"
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > LARGEST_BODY:
            return 413, "the request is too large"
        origin = headers.get("origin")
        acts = scope["type"] == "websocket" or scope["method"] not in SAFE
        if acts and origin and urlsplit(origin).netloc not in {headers.get("host"), self._host}:
            return 403, "requests from other sites are not taken"
        return None

    def _dressed(self, scope: Scope, send: Send, cookie: str | None) -> Send:
        immutable = scope["path"].startswith("/assets/")

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    if name not in OWN or name not in headers:
                        headers[name] = value
                if immutable and message["status"] == 200:  # noqa: PLR2004 -- OK
                    headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
                if cookie:
                    headers.append("Set-Cookie", cookie)
                    headers["Cache-Control"] = "no-store"
                if self._secure:
                    message["headers"] = [_secured(name, value) for name, value in message["headers"]]
            await send(message)

        return dressed


async def _nobody(_: Badge) -> bool:
    return False


def _refused(scope: Scope, status: int, detail: str) -> JSONResponse:
    """Refuse a browser in few words, and a program as its door does."""
    reason = {403: "elsewhere", 413: "too_large"}.get(status)
    if reason and scope["path"].startswith(FOR_PROGRAMS):
        return Refusal(KINDS[status], wording.refused(reason)).response()
    return JSONResponse({"detail": detail}, status)


def _opens_page(scope: Scope, headers: Headers) -> bool:
    return scope["method"] == "GET" and "text/html" in headers.get("accept", "")


def _carry(scope: Scope, token: str) -> None:
    """Let the request itself already be the visitor's, as if it had brought the cookie beside its others."""
    others = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    brought = (value.split(b";") for name, value in scope["headers"] if name == b"cookie")
    kept = [one.strip() for one in chain.from_iterable(brought) if not one.strip().startswith(COOKIE.encode() + b"=")]
    cookies = [*kept, set_cookie(token).partition(";")[0].encode("ascii")]
    scope["headers"] = [*others, (b"cookie", b"; ".join(one for one in cookies if one))]


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() != b"set-cookie" or b"secure" in value.lower().replace(b" ", b"").split(b";"):
        return name, value
    return name, value + b"; Secure"
