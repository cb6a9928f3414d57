"""What can go wrong in a call to WeChat, and what the caller does about it."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What is to be done about a failed call."""

    RETRY = "retry"
    """Try again later; for a call whose outcome is uncertain the caller weighs it."""
    RENEW = "renew"
    """Get a new access token and try once more; the client does, and callers never see it."""
    ALARM = "alarm"
    """A new access token is refused too: somebody has to look."""
    UNREACHABLE = "unreachable"
    """Mark the user; nothing can be sent to them."""
    NOT_FOLLOWING = "not_following"
    """The user does not follow the account: a notice, or wait until they do."""
    RESPLIT = "resplit"
    """Cut the text into smaller parts."""
    UNTIL_TOMORROW = "until_tomorrow"
    """The day's calls are used up: stop until Beijing's midnight."""
    CLOSE_WINDOW = "close_window"
    """The user has not written for too long: a notice, or a task for a person."""
    WAIT_FOR_USER = "wait_for_user"
    """The allowance is used up: keep it until the user does something."""
    UNAUTHORISED = "unauthorised"
    """The account may not make this call: verification or a permission is missing."""
    MISCONFIGURED = "misconfigured"
    """A setting, here or on WeChat's side, is wrong: tell operations; trying again does not help."""
    DEFECT = "defect"
    """The call is wrong: a defect of ours, or a code nobody knew; trying again does not help."""
    NO_CONSENT = "no_consent"
    """The user has not agreed to this notice, or no longer does."""
    BAD_CODE = "bad_code"
    """The authorisation code is used up or wrong: send the browser to authorise again."""
    REUPLOAD = "reupload"
    """The uploaded file is no longer there: upload it again."""
    IGNORE = "ignore"
    """Nothing to do: it is so already."""


LOUD = frozenset({Action.ALARM, Action.UNAUTHORISED, Action.MISCONFIGURED, Action.DEFECT, Action.UNTIL_TOMORROW})
"""What is an error in the log; the rest happens on ordinary days."""

SYSTEM_BUSY = -1

SHORTEST_OPENID = 8
"""Characters below which an openid would show through its mask."""

RULES = {
    SYSTEM_BUSY: Action.RETRY,
    40001: Action.RENEW,  # access token, or secret, wrong or not the newest
    40014: Action.RENEW,  # access token invalid
    42001: Action.RENEW,  # access token expired
    40003: Action.UNREACHABLE,  # openid invalid or another account's
    40007: Action.REUPLOAD,  # media id invalid: they last three days
    40013: Action.MISCONFIGURED,  # app id wrong
    40029: Action.BAD_CODE,  # authorisation code invalid
    40037: Action.MISCONFIGURED,  # template id wrong
    40125: Action.MISCONFIGURED,  # secret wrong
    40163: Action.BAD_CODE,  # authorisation code used
    40164: Action.MISCONFIGURED,  # our address is not on the whitelist
    40201: Action.MISCONFIGURED,  # no address of ours to post to
    40243: Action.MISCONFIGURED,  # secret frozen
    41001: Action.DEFECT,  # access token missing
    41008: Action.BAD_CODE,  # authorisation code missing
    41009: Action.DEFECT,  # openid missing
    42003: Action.BAD_CODE,  # authorisation code expired
    43004: Action.NOT_FOLLOWING,
    43019: Action.UNREACHABLE,  # the account has blocked the user
    43101: Action.NO_CONSENT,
    45002: Action.RESPLIT,  # content too long
    45009: Action.UNTIL_TOMORROW,  # the day's calls are used up
    45011: Action.RETRY,  # the minute's calls are used up
    45015: Action.CLOSE_WINDOW,
    45047: Action.WAIT_FOR_USER,
    45080: Action.IGNORE,  # "typing" needs a message from the user within 30 seconds
    45081: Action.IGNORE,  # "typing" shows already
    46003: Action.IGNORE,  # there is no menu
    48001: Action.UNAUTHORISED,
    48002: Action.UNREACHABLE,  # the user has switched messages off
    48004: Action.UNAUTHORISED,  # the call is banned for violations
    50002: Action.UNREACHABLE,  # the user is restricted
    50005: Action.NOT_FOLLOWING,
    89503: Action.MISCONFIGURED,  # our address waits for the account's administrator to allow it
    89506: Action.MISCONFIGURED,  # our address was refused twice, for 24 hours
    89507: Action.MISCONFIGURED,  # our address was refused, for an hour
}
"""What to do about each code WeChat answers with, by its rules for service accounts."""


def action_for(errcode: int) -> Action:
    """Say what to do about a code; one that nobody knew is taken as a defect: not tried again, and loud in the log."""
    return RULES.get(errcode, Action.DEFECT)


def masked(user: str) -> str:
    """Return what logs show of an openid: its first and last two characters."""
    return f"{user[:2]}***{user[-2:]}" if len(user) >= SHORTEST_OPENID else "***"


class WeChatError(Exception):
    """A call to WeChat failed. Its text holds no token, secret, openid or message.

    Args:
        errcode: WeChat's code; None where there was no answer with one.
        action: What the caller is to do.
        rid: WeChat's id of the request, which its support asks for.
        endpoint: What was called, such as ``message/custom/send``.
        uncertain: Whether the call may have been carried out all the same.
        reason: What happened, where there is no code.
        address: Our own address as WeChat sees it, where it says that this is not on the whitelist.
    """

    def __init__(  # noqa: PLR0913 -- what is known of a failure
        self,
        errcode: int | None,
        action: Action,
        rid: str | None = None,
        *,
        endpoint: str = "",
        uncertain: bool = False,
        reason: str = "",
        address: str | None = None,
    ) -> None:
        known = {"code": errcode, "because": reason or None, "rid": rid, "from address": address}
        details = [f"{name} {value}" for name, value in known.items() if value is not None]
        if uncertain:
            details.append("may have been carried out")
        super().__init__(f"WeChat call {endpoint}: {action}, {', '.join(details)}")
        self.errcode = errcode
        self.action = action
        self.rid = rid
        self.endpoint = endpoint
        self.uncertain = uncertain
        self.reason = reason
        self.address = address

    def meaning(self, action: Action) -> WeChatError:
        """Return the same failure where it calls for another action."""
        return WeChatError(
            self.errcode,
            action,
            self.rid,
            endpoint=self.endpoint,
            uncertain=self.uncertain,
            reason=self.reason,
            address=self.address,
        )
