"""Who follows the account, and how many messages may still be sent to each, under either reading of the rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from tests.fakes.wechat_server.codes import Refusal

Trigger = Literal["message", "tap", "follow", "scan"]
"""What opens a window; a tap on a menu message is a tap, not a message."""

GRANTED: dict[Trigger, tuple[int, timedelta]] = {
    "message": (5, timedelta(hours=48)),
    "tap": (3, timedelta(minutes=1)),
    "follow": (3, timedelta(minutes=1)),
    "scan": (3, timedelta(minutes=1)),
}


@dataclass
class Window:
    """Messages that may be sent until then."""

    left: int
    until: datetime


class Allowances:
    """What may be sent to one user.

    Args:
        stacking: Whether the allowances of different triggers add up, each with its own end; the one that ends first is
            spent first, and a trigger refills only its own. Otherwise the latest trigger replaces all that was left.
    """

    def __init__(self, *, stacking: bool) -> None:
        self._stacking = stacking
        self.windows: dict[Trigger, Window] = {}

    def open(self, trigger: Trigger, now: datetime) -> None:
        """Grant what a trigger grants."""
        count, span = GRANTED[trigger]
        if not self._stacking:
            self.windows.clear()
        self.windows[trigger] = Window(count, now + span)

    def shut(self) -> None:
        """Take everything back."""
        self.windows.clear()

    def left(self, now: datetime) -> int:
        """Return how many messages may be sent."""
        return sum(window.left for window in self.windows.values() if now < window.until)

    def spend(self, now: datetime) -> None:
        """Count a message.

        Raises:
            Refusal: 45015 without an open window, 45047 where nothing is left in one.
        """
        windows = sorted((w for w in self.windows.values() if now < w.until), key=lambda window: window.until)
        if not windows:
            raise Refusal(45015)
        for window in windows:
            if window.left:
                window.left -= 1
                return
        raise Refusal(45047)


@dataclass
class Person:
    """A user of the account.

    Attributes:
        openid: Who.
        allowances: What may be sent as customer-service messages.
        following: None before they ever followed.
        followed_at: Since when they follow.
        scene: What the code said they came by.
        consents: Notices that may be sent, by template; each is spent by one.
        lasting: Templates subscribed to for good.
        blocks: Whether they receive no template messages, although the call for it is answered with success.
        acted_at: When they last did something.
        typing_until: Until when they are shown that an answer is being typed.
        unionid: Who they are across accounts; None where the account is bound to no open platform.
    """

    openid: str
    allowances: Allowances
    following: bool | None = None
    followed_at: datetime | None = None
    scene: str = ""
    consents: Counter[str] = field(default_factory=Counter)
    lasting: set[str] = field(default_factory=set)
    blocks: bool = False
    acted_at: datetime | None = None
    typing_until: datetime | None = None
    unionid: str | None = None


class People:
    """Everybody who ever had to do with the account."""

    def __init__(self, *, stacking: bool) -> None:
        self._stacking = stacking
        self._by_id: dict[str, Person] = {}

    def of(self, openid: str) -> Person:
        """Return a person, known from now on."""
        if openid not in self._by_id:
            self._by_id[openid] = Person(openid, Allowances(stacking=self._stacking))
        return self._by_id[openid]

    def known(self, openid: object) -> Person:
        """Return a person the account has to do with.

        Raises:
            Refusal: 40003.
        """
        person = self._by_id.get(openid) if isinstance(openid, str) else None
        if person is None:
            raise Refusal(40003)
        return person

    def followers(self) -> list[str]:
        """Return who follows, in the order they were known."""
        return [person.openid for person in self._by_id.values() if person.following]
