"""A follow-up on its way to its contact, whoever carries it, and what may come of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from corpus.follow_ups import Purpose, Route
    from tools.kit.tool import Suggestion


@dataclass(frozen=True, slots=True)
class Nudge:
    """A follow-up on its way to its contact.

    Attributes:
        id: Of the follow-up; also of the turn that stands in the conversation once it is sent, so that a line of a
            menu message that presses its button is ``{id}-1``.
        route: The way it takes.
        channel: The channel the contact is on.
        user: That channel's name for them.
        contact: Id of the contact.
        enterprise: Id of the enterprise.
        rule: Id of its rule.
        step: The step of the rule.
        title: What operators call the rule.
        purpose: What it is for, which people can opt out of.
        text: What it says.
        told_at: When it was claimed, UTC.
        press: The button below it.
        conversation: The contact's conversation, where they have one.
        template: The channel's template that the spent permission was given for, where it goes as a notice.
        email: The address, where it goes by e-mail.
    """

    id: str
    route: Route
    channel: str
    user: str
    contact: str
    enterprise: str
    rule: str
    step: str
    title: str
    purpose: Purpose
    text: str
    told_at: datetime
    press: Suggestion | None = None
    conversation: str | None = None
    template: str | None = None
    email: str | None = None


class Refused(Exception):
    """A nudge was surely not sent.

    Args:
        reason: Why, in a word or two that operators' figures are counted by, such as ``window_shut`` or ``45047``.
        retry_after: How long to wait with it; None is the usual pause.
        next_route: This way is shut for the contact: the rule's next one is tried.
        spent: What it cost is gone all the same, and is not given back.
    """

    def __init__(
        self, reason: str, retry_after: timedelta | None = None, *, next_route: bool = False, spent: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason, self.retry_after, self.next_route, self.spent = reason, retry_after, next_route, spent


class Unknown(Exception):
    """A nudge may have arrived: it is not sent again, and an operator sees it.

    Args:
        reason: What happened, in a word or two.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Courier(Protocol):
    """Carries nudges one way; called outside of every transaction, by several tasks at once."""

    async def send(self, nudge: Nudge) -> None:
        """Send a nudge; returning means that the channel has taken it.

        Raises:
            Refused: It was surely not sent.
            Unknown: It may have been; so does every other error count.
        """


Couriers: TypeAlias = "dict[Route, Courier]"
"""Who carries nudges, by the way they take."""
