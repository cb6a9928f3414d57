"""Tells anonymous visitors apart by a signed cookie."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
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


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a request or a connection comes from.

    Attributes:
        id: The visitor's id; None where the request carries no valid cookie.
        address: The peer's network address.
    """

    id: str | None
    address: str


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
        if not token:
            return None
        try:
            claims = jwt.decode(token, self._key, [ALGORITHM], options={"require": ["exp", "iat", "identifier"]})
        except jwt.InvalidTokenError:
            return None
        issued = datetime.fromtimestamp(claims["iat"], UTC)
        return str(claims["identifier"]), self._clock() - issued > RENEWED_AFTER


def cookie_of(header: str | None) -> str | None:
    """Return the visitor's token from a ``Cookie`` header."""
    if not header:
        return None
    jar: SimpleCookie = SimpleCookie()
    with suppress(CookieError):
        jar.load(header)
    return jar[COOKIE].value if COOKIE in jar else None


def set_cookie(token: str) -> str:
    """Write the ``Set-Cookie`` header; ``Guard`` adds ``Secure`` where the site is served over https."""
    return f"{COOKIE}={token}; Path=/; Max-Age={int(LIFETIME.total_seconds())}; HttpOnly; SameSite=Lax"
