"""Access tokens as WeChat issues them: one kind anew for each call, one that stays the same, and how they end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.fakes.wechat_server.codes import Refusal

LIFE = timedelta(seconds=7200)
OVERLAP = timedelta(minutes=5)
FORCED_A_DAY, FORCED_EVERY = 20, timedelta(seconds=30)
BEIJING = timedelta(hours=8)


@dataclass
class Token:
    """A token; ``cut`` is when it stops being good before its time."""

    value: str
    until: datetime
    cut: datetime | None = None

    def seconds(self, now: datetime) -> int:
        """Return for how long it is good."""
        return max(0, int((self.until - now).total_seconds()))


class Tokens:
    """All tokens ever issued.

    Args:
        length: Characters of a token; WeChat asks for room for 512.

    Attributes:
        issued: How many different ones were issued.
        rejecting: Whether every token is answered with 40001, also those just issued.
    """

    def __init__(self, length: int = 512) -> None:
        self._length = length
        self._all: dict[str, Token] = {}
        self._plain: Token | None = None
        self._stable: Token | None = None
        self._forced_at: datetime | None = None
        self._forced: tuple[date, int] = (date.min, 0)
        self.issued = 0
        self.rejecting = False

    def plain(self, now: datetime) -> Token:
        """Issue a new token; the one before is good for five more minutes."""
        if self._plain is not None:
            self._plain.cut = now + OVERLAP
        self._plain = self._issue(now)
        return self._plain

    def stable(self, now: datetime, *, force: bool = False) -> Token:
        """Return the token that stays the same, or a new one in its last five minutes; the old one lives on for them.

        Args:
            now: The time.
            force: Make a new one, which ends the old one at once; not within 30 seconds of the last time.

        Raises:
            Refusal: 45009, the twenty-first time of a day in China.
        """
        current = self._stable
        if current is None or self._dead(current, now) or current.until - now <= OVERLAP:
            self._stable = current = self._issue(now)
        elif force and (self._forced_at is None or now - self._forced_at >= FORCED_EVERY):
            day = (now + BEIJING).date()
            count = self._forced[1] if self._forced[0] == day else 0
            if count >= FORCED_A_DAY:
                raise Refusal(45009)
            self._forced, self._forced_at = (day, count + 1), now
            current.cut = now
            self._stable = current = self._issue(now)
        return current

    def invalidate(self) -> None:
        """End every token at once, as another system that fetches tokens would."""
        for token in self._all.values():
            token.cut = datetime.min.replace(tzinfo=token.until.tzinfo)

    def check(self, value: str | None, now: datetime) -> None:
        """See whether a token is good.

        Raises:
            Refusal: 41001 without one, 42001 for one that has expired, 40001 for any other.
        """
        if not value:
            raise Refusal(41001)
        token = self._all.get(value)
        if self.rejecting or token is None or (token.cut is not None and now >= token.cut):
            raise Refusal(40001)
        if now >= token.until:
            raise Refusal(42001)

    def _issue(self, now: datetime) -> Token:
        token = Token(secrets.token_urlsafe(self._length)[: self._length], now + LIFE)
        self._all[token.value] = token
        self.issued += 1
        return token

    @staticmethod
    def _dead(token: Token, now: datetime) -> bool:
        return now >= token.until or (token.cut is not None and now >= token.cut)
