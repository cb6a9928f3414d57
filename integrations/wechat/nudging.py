"""Carries follow-ups to users of the account: as a message in an open window, or as a notice they have allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import structlog

from assistant.follow_ups import Refused, Unknown
from assistant.messages import Reply
from assistant.sharing import NotRenewed
from integrations.wechat import wording
from integrations.wechat.composing import CHANNEL
from integrations.wechat.errors import Action, WeChatError
from integrations.wechat.plaintext import plain
from integrations.wechat.sender import FIRST_PAUSE, LONGEST_PAUSE
from integrations.wechat.splitting import glued

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from assistant.consents import Consents
    from assistant.follow_ups import Nudge
    from assistant.outbox import Outbox
    from integrations.wechat.client import WeChatClient
    from integrations.wechat.composing import Composer
    from integrations.wechat.sender import Sender

PAGE = "/h5/reminders"
"""The user's own page a notice opens."""
HALTED, UNAUTHORISED, NO_TEMPLATE = "45009", "48001", "no_template"
"""Why nothing is tried at all: the day's calls are used up, the account may not send, there is no notice for it."""
NO_ANSWER = "no_answer"
LONGEST_THING = 20
"""Characters WeChat takes of a thing."""
SHORTEST_CLAUSE = 6
"""A clause shorter than this says too little to stand alone."""

_NUMBERED = re.compile(r"[0-9A-Za-z.,%-]{2}")

log = structlog.get_logger(__name__)


class _Rules:
    """What holds for both ways: whether the account may send, and what follows from a refusal."""

    def __init__(self, sender: Sender, outbox: Outbox, clock: Callable[[], datetime]) -> None:
        self._sender, self._outbox, self._clock = sender, outbox, clock

    async def may_send(self) -> None:
        """Make sure that the account may send of its own accord now.

        Raises:
            Refused: It may not: not today, or not at all as far as is known.
        """
        if await self._sender.halted():
            raise Refused(HALTED, self._until_tomorrow())
        if not await self._sender.may_push():
            raise Refused(UNAUTHORISED, next_route=True)

    async def refused(self, user: str, error: WeChatError, began: datetime) -> Exception:
        """Note what a refusal says of the user or the account, and return what it means for the follow-up."""
        reason, outbox = str(error.errcode or error.action), self._outbox
        if error.uncertain:
            return Unknown(str(error.errcode or NO_ANSWER))
        match error.action:
            case Action.WAIT_FOR_USER:
                await outbox.exhausted(user, began)
            case Action.CLOSE_WINDOW:
                await outbox.shut(user, began)
            case Action.NOT_FOLLOWING:
                await outbox.unfollowed(user, began)
            case Action.UNREACHABLE:
                await outbox.block(user, reason)
            case Action.UNTIL_TOMORROW:
                await self._sender.halt()
                return Refused(reason, self._until_tomorrow())
            case Action.MISCONFIGURED | Action.ALARM:
                return Refused(reason, LONGEST_PAUSE)
            case Action.UNAUTHORISED | Action.DEFECT | Action.RESPLIT | Action.NO_CONSENT:
                return Refused(reason, next_route=True)
            case _:
                return Refused(reason)
        # What the audience is left with was just set: giving anything back would be too much.
        return Refused(reason, next_route=True, spent=True)

    def token(self, error: NotRenewed) -> Refused:
        """Return what it means that there is no access token for now."""
        return Refused("token", max(error.retry_at - self._clock(), FIRST_PAUSE) if error.retry_at else None)

    def _until_tomorrow(self) -> timedelta:
        return self._sender.tomorrow() - self._clock()


class WindowCourier:
    """Sends follow-ups as customer-service messages, with their button as a line to tap.

    Args:
        client: Calls WeChat.
        composer: Writes messages.
        sender: Knows whether the account may send.
        outbox: Is told what becomes known of a user.
        clock: The time, UTC.
    """

    def __init__(
        self,
        *,
        client: WeChatClient,
        composer: Composer,
        sender: Sender,
        outbox: Outbox,
        clock: Callable[[], datetime],
    ) -> None:
        self._client, self._composer, self._sender, self._clock = client, composer, sender, clock
        self._rules = _Rules(sender, outbox, clock)

    async def send(self, nudge: Nudge) -> None:
        """Send a follow-up into an open window.

        Raises:
            Refused: It was surely not sent.
            Unknown: It may have arrived.
        """
        await self._rules.may_send()
        # Its label is that of answers, and a tap on its line presses what the turn of its id offers.
        reply = Reply(id=nudge.id, text=nudge.text, suggestions=(nudge.press,) if nudge.press else ())
        text, began = await self._composer.nudge(reply), self._clock()
        try:
            await self._client.send_text(nudge.user, text)
        except WeChatError as error:
            if error.action is Action.UNAUTHORISED and not error.uncertain:
                await self._sender.unauthorised()
            raise await self._rules.refused(nudge.user, error, began) from None
        except NotRenewed as error:
            raise self._rules.token(error) from None
        log.info("wechat_nudge_sent", rule=nudge.rule, purpose=nudge.purpose)


class NoticeCourier:
    """Sends follow-ups as subscription notices; each spends a permission its user has given.

    Args:
        client: Calls WeChat.
        consents: What users have allowed.
        sender: Knows whether the account may send.
        outbox: Is told what becomes known of a user.
        fields: Names of what stands in the template of each purpose.
        address: The platform's address.
        clock: The time, UTC.
    """

    def __init__(  # noqa: PLR0913 -- the parts of sending
        self,
        *,
        client: WeChatClient,
        consents: Consents,
        sender: Sender,
        outbox: Outbox,
        fields: Mapping[str, Sequence[str]],
        address: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._client, self._consents, self._fields, self._clock = client, consents, fields, clock
        self._page = address.rstrip("/") + PAGE
        self._rules = _Rules(sender, outbox, clock)

    async def send(self, nudge: Nudge) -> None:
        """Send a follow-up as a notice.

        Raises:
            Refused: It was surely not sent.
            Unknown: It may have arrived.
        """
        names = self._fields.get(nudge.purpose)
        if not names or nudge.template is None:
            raise Refused(NO_TEMPLATE, next_route=True)
        await self._rules.may_send()
        began = self._clock()
        try:
            await self._client.send_notice(nudge.user, nudge.template, fields(names, nudge, began), self._page)
        except WeChatError as error:
            if error.action is Action.NO_CONSENT and not error.uncertain:
                # WeChat knows of no permission: what we have put down as one is none, and does not come back.
                await self._consents.refused(CHANNEL, nudge.user, nudge.template, at=began)
            raise await self._rules.refused(nudge.user, error, began) from None
        except NotRenewed as error:
            raise self._rules.token(error) from None
        log.info("wechat_nudge_notified", rule=nudge.rule, purpose=nudge.purpose)


def fields(names: Sequence[str], nudge: Nudge, now: datetime) -> dict[str, str]:
    """Fill the fields of a notice by their kinds, as their names begin.

    The first thing is what the notice is about where there are several, the next one its words.

    Args:
        names: The template's fields.
        nudge: What it says.
        now: The time, UTC.
    """
    title, _ = wording.NOTICES.get(nudge.purpose, wording.NOTICE_OTHER)
    things = [name for name in names if name.startswith("thing")]
    told = [nudge.text] if len(things) == 1 else [title, nudge.text, nudge.press.title if nudge.press else title]
    filled = {name: shortened(text) for name, text in zip(things, told, strict=False)}
    for name in names:
        if name.startswith(("time", "date")):
            filled[name] = wording.stamp(now)
        elif said := next((said for kind, said in wording.NUDGE_FIELDS.items() if name.startswith(kind)), None):
            filled[name] = said
    return filled


def shortened(text: str, longest: int = LONGEST_THING) -> str:
    """Cut words to what a field takes: at the end of a clause where one fits, and never inside a number."""
    words = " ".join(plain(text).split())
    if len(words) <= longest:
        return words
    ends = [place for place in range(SHORTEST_CLAUSE, longest + 1) if words[place] in wording.CLAUSE_ENDS]
    if ends:
        return words[: ends[-1]]
    place = longest - 1
    while place > 1 and (glued(words, place) or _NUMBERED.fullmatch(words[place - 1 : place + 1])):
        place -= 1
    return words[:place].rstrip() + wording.FIELD_CUT
