"""How many messages a channel still lets us send to a user, and until when.

WeChat grants five messages in 48 hours after a user's message, and three within a minute after a tap on the menu, a
follow or a scan. Whether these add up is documented nowhere. So the lesser is counted: a tap never leaves more, nor for
longer, than either of them alone would.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

Trigger = Literal["message", "tap"]

MESSAGES_AFTER_A_MESSAGE, HOURS_AFTER_A_MESSAGE = 5, timedelta(hours=48)
MESSAGES_AFTER_A_TAP, TIME_AFTER_A_TAP = 3, timedelta(minutes=1)
MARGINS: dict[Trigger, timedelta] = {"message": timedelta(minutes=5), "tap": timedelta(seconds=10)}
"""How much earlier than WeChat we stop: for clocks that differ, and for the way there."""
RESERVED = 1
"""Messages kept back for the receipt of a ticket."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be sent to a user.

    Attributes:
        left: Messages.
        until: When the window shuts; None where it is shut.
    """

    left: int = 0
    until: datetime | None = None

    def after(self, trigger: Trigger, sent_at: datetime, now: datetime) -> Allowance:
        """Return the allowance after a user has done something.

        Args:
            trigger: What they did.
            sent_at: When, as the channel says.
            now: When it arrived; the earlier of the two counts.
        """
        since = min(sent_at, now)
        if trigger == "message":
            until = since + HOURS_AFTER_A_MESSAGE - MARGINS[trigger]
            # A post that was delayed says nothing about what was sent since a newer one, nor undoes a later tap.
            if self.until is not None and (until < self.until or self._tapped_after(since, now)):
                return self
            return Allowance(MESSAGES_AFTER_A_MESSAGE, until)
        # By the channel's own clock: ours may have gone back between the two.
        if self.until is not None and sent_at < self.until - HOURS_AFTER_A_MESSAGE + MARGINS["message"]:
            return self  # a tap that was delayed, from before the message that opened this window
        until = since + TIME_AFTER_A_TAP - MARGINS[trigger]
        if self.until is not None and self.until > now:
            return Allowance(min(self.left, MESSAGES_AFTER_A_TAP), min(self.until, until))
        return Allowance(MESSAGES_AFTER_A_TAP, until)

    def _tapped_after(self, since: datetime, now: datetime) -> bool:
        """Tell whether the window is one that opened, by a tap, after a moment."""
        lasts = TIME_AFTER_A_TAP - MARGINS["tap"]
        return self.until is not None and max(now, since + lasts) < self.until <= now + lasts

    def room(self, now: datetime, *, last: bool = False) -> int:
        """Return how many messages may be sent now; the ``last`` one is for a ticket's receipt."""
        if self.until is None or self.until <= now:
            return 0
        return max(0, self.left - (0 if last else RESERVED))

    def spent(self, messages: int = 1) -> Allowance:
        """Return the allowance after sending."""
        return replace(self, left=max(0, self.left - messages))
