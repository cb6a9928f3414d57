"""Who a page inside WeChat is opened by: signed cookies for the way to WeChat and back, and for what follows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import jwt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from fastapi import Response

SESSION, PENDING = "shuzhi_h5", "shuzhi_h5_state"
SIGNED_IN = timedelta(hours=12)
"""How long a person is known after WeChat has said who they are."""
ON_THE_WAY = timedelta(minutes=10)
"""How long the way to WeChat and back may take."""
PATH = "/h5"
ALGORITHM = "HS256"
STATE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody is on the way to WeChat and back.

    Attributes:
        state: What WeChat has to bring back.
        back: The page they wanted.
        again: They have been sent a second time.
    """

    state: str
    back: str
    again: bool


def new_state() -> str:
    """Return a state nobody can guess, in the letters WeChat brings back."""
    return secrets.token_hex(STATE_BYTES)


class Sessions:
    """Issues and reads the cookies; one that serves one end is worth nothing for the other.

    Args:
        key: The secret that signs.
        clock: The time, UTC.
        secure: Whether the site is served over https.
    """

    def __init__(self, key: str, clock: Callable[[], datetime], *, secure: bool) -> None:
        self._key, self._clock, self._secure = key, clock, secure

    def send_off(self, answer: Response, pending: Pending) -> None:
        """Remember with a browser that it is on the way."""
        claims = {"state": pending.state, "back": pending.back, "again": pending.again}
        self._set(answer, PENDING, claims, ON_THE_WAY)

    def open(self, answer: Response, openid: str) -> None:
        """Remember with a browser whose it is, and that it is no longer on the way."""
        self._set(answer, SESSION, {"sub": openid}, SIGNED_IN)
        self.forget(answer)

    def openid(self, cookies: Mapping[str, str]) -> str | None:
        """Return whose a browser is; None where it is not known, or no longer."""
        claims = self._read(cookies, SESSION)
        return str(claims["sub"]) if claims and claims.get("sub") else None

    def pending(self, cookies: Mapping[str, str]) -> Pending | None:
        """Return what a browser is on the way with; None where it is not, or for too long."""
        claims = self._read(cookies, PENDING)
        if claims is None or not claims.get("state"):
            return None
        return Pending(str(claims["state"]), str(claims.get("back", PATH)), bool(claims.get("again")))

    def forget(self, answer: Response) -> None:
        """Let a browser be on the way no longer: what it brings back a second time is not taken."""
        answer.delete_cookie(PENDING, PATH, secure=self._secure, httponly=True, samesite="lax")

    def _set(self, answer: Response, name: str, claims: Mapping[str, Any], lifetime: timedelta) -> None:
        until = self._clock() + lifetime
        token = jwt.encode({**claims, "aud": name, "exp": until}, self._key, ALGORITHM)
        age = int(lifetime.total_seconds())
        answer.set_cookie(name, token, age, path=PATH, secure=self._secure, httponly=True, samesite="lax")

    def _read(self, cookies: Mapping[str, str], name: str) -> dict[str, Any] | None:
        try:
            claims: dict[str, Any] = jwt.decode(
                cookies.get(name, ""),
                self._key,
                [ALGORITHM],
                audience=name,
                options={"require": ["exp", "aud"], "verify_exp": False},
            )
        except jwt.InvalidTokenError:
            return None
        # By our own clock, which tests move.
        return claims if claims["exp"] > self._clock().timestamp() else None
