"""Tells visitors apart, and operators from visitors, by a signed cookie."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import jwt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COOKIE = "shuzhi_visitor"
LIFETIME = timedelta(days=400)
"""The longest browsers keep a cookie."""
RENEWED_AFTER = timedelta(days=30)
ALGORITHM = "HS256"
BEFORE = "shuzhi_before"
"""The cookie that keeps who a browser was before an operator signed in."""
OPERATOR = "operator:"
"""What an operator's id begins with."""
SIGNED_IN = timedelta(hours=12)
"""How long an operator stays signed in."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What an operator's cookie says.

    Attributes:
        operator: The operator's id.
        mark: Names the password they signed in with.
        number: Of the sign-in.
        until: When it ends.
    """

    operator: str
    mark: str
    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a request or a connection comes from.

    Attributes:
        id: The visitor's id; None where the request carries no valid cookie.
        address: The peer's network address.
        badge: An operator's; None for everybody else.
    """

    id: str | None
    address: str
    badge: Badge | None = None


speaking: ContextVar[Visitor | None] = ContextVar("speaking", default=None)
"""The visitor whose request or connection the present task serves."""


def present() -> str | None:
    """Return the id of the visitor the present task serves."""
    visitor = speaking.get()
    return visitor.id if visitor else None


def secret(folder: Path, configured: str | None) -> str:
    """Return the secret that signs cookies: the configured one, or one made once and kept in a folder.

    Args:
        folder: Where a made one is kept, readable by its owner only.
        configured: From the environment, if set.
    """
    if configured:
        return configured
    path = folder / "session_secret"
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if kept := path.read_text(encoding="ascii").strip():
            return kept
    draft = folder / f".session_secret.{os.getpid()}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # A link does not replace what another process has just put there.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


class Visitors:
    """Issues and reads the visitors' cookies.

    The token is the one the chat framework reads as its user, so that one cookie serves both.

    Args:
        key: The secret that signs.
        clock: The time.
    """

    def __init__(self, key: str, clock: Callable[[], datetime]) -> None:
        self._key, self._clock = key, clock

    def issue(self, visitor_id: str | None = None) -> tuple[str, str]:
        """Make a token.

        Args:
            visitor_id: Whose; a new visitor by default.

        Returns:
            The visitor's id and the token.
        """
        visitor_id = visitor_id or uuid4().hex
        now = self._clock()
        claims = {"identifier": visitor_id, "metadata": {}, "iat": now, "exp": now + LIFETIME}
        return visitor_id, jwt.encode(claims, self._key, ALGORITHM)

    def read(self, token: str | None) -> tuple[str, bool] | None:
        """Read a token.

        Returns:
            The visitor's id and whether the token is old enough to be renewed; None if it is not one of ours.
        """
        claims = self._claims(token)
        if claims is None:
            return None
        if str(claims["identifier"]).startswith(OPERATOR):
            return None if self.badge(token) is None else (str(claims["identifier"]), False)
        issued = datetime.fromtimestamp(claims["iat"], UTC)
        return str(claims["identifier"]), self._clock() - issued > RENEWED_AFTER

    def issue_badge(self, operator: str, mark: str) -> str:
        """Make an operator's token; it is never renewed.

        Args:
            operator: The operator's id.
            mark: Names the password they signed in with.
        """
        now = self._clock()
        claims = {
            "identifier": f"{OPERATOR}{operator}",
            "metadata": {"mark": mark, "number": uuid4().hex},
            "iat": now,
            "exp": now + SIGNED_IN,
        }
        return jwt.encode(claims, self._key, ALGORITHM)

    def badge(self, token: str | None) -> Badge | None:
        """Read an operator's token; None if it is not one of ours, or has lapsed, however long it says it holds."""
        claims = self._claims(token)
        if claims is None or not str(claims["identifier"]).startswith(OPERATOR):
            return None
        said = claims.get("metadata")
        mark, number = (said.get("mark"), said.get("number")) if isinstance(said, dict) else (None, None)
        until = datetime.fromtimestamp(claims["iat"], UTC) + SIGNED_IN
        if not mark or not number or until <= self._clock():
            return None
        return Badge(str(claims["identifier"]).removeprefix(OPERATOR), str(mark), str(number), until)

    def before(self, token: str | None) -> str | None:
        """Return which visitor a browser was before an operator signed in; never an operator."""
        known = self.read(token)
        return None if known is None or known[0].startswith(OPERATOR) else known[0]

    def _claims(self, token: str | None) -> dict[str, Any] | None:
        if not token:
            return None
        try:
            claims: dict[str, Any] = jwt.decode(
                token, self._key, [ALGORITHM], options={"require": ["exp", "iat", "identifier"]}
            )
        except jwt.InvalidTokenError:
            return None
        return claims


def cookie_of(header: str | None, name: str = COOKIE) -> str | None:
    """Return a token, the visitor's by default, from a ``Cookie`` header."""
    if not header:
        return None
    jar: SimpleCookie = SimpleCookie()
    with suppress(CookieError):
        jar.load(header)
    return jar[name].value if name in jar else None


def set_cookie(token: str, name: str = COOKIE, lifetime: timedelta = LIFETIME) -> str:
    """Write the ``Set-Cookie`` header; ``Guard`` adds ``Secure`` where the site is served over https."""
    return f"{name}={token}; Path=/; Max-Age={int(lifetime.total_seconds())}; HttpOnly; SameSite=Lax"
