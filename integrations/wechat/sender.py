"""Sends what no request could carry: in order, within what WeChat allows, and as its answers say."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

import structlog

from assistant.deliveries import UNCERTAIN
from assistant.sharing import NotRenewed
from integrations.wechat.composing import CHART, TEXT
from integrations.wechat.errors import Action, WeChatError
from tools.kit.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.deliveries import Due, Part
    from assistant.outbox import Outbox
    from assistant.reports import Reports
    from assistant.sharing import SharedValues
    from assistant.uploads import Uploads
    from integrations.wechat.client import WeChatClient
    from integrations.wechat.composing import Composer

LEARNED_FOR = timedelta(days=7)
"""How long we remember that the account may not send; after that it is tried again, for it may have been verified."""
KNOWN_FOR = 20.0
"""Seconds for which a process takes for granted what all of them have learned."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
MISCONFIGURED_PAUSE = timedelta(minutes=5)
MOST_UNCERTAIN = 3
"""Tries of an answer of which none is known to have arrived."""
SHANGHAI = ZoneInfo("Asia/Shanghai")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Try:
    """A try that was refused: when it was paid for, how many parts have gone, and how many were paid for in vain."""

    due: Due
    began: datetime
    sent: int
    unsent: int


class Sender:
    """Pushes deliveries of one official account.

    Args:
        client: Calls WeChat.
        outbox: What is to be delivered.
        composer: Puts it into messages.
        reports: Draws charts.
        uploads: Files WeChat has of us.
        values: What all processes share.
        app_id: The account.
        verified: Whether the account may send; None is to be learned.
        clock: The time, UTC.
    """

    def __init__(  # noqa: PLR0913 -- the parts of sending
        self,
        *,
        client: WeChatClient,
        outbox: Outbox,
        composer: Composer,
        reports: Reports,
        uploads: Uploads,
        values: SharedValues,
        app_id: str,
        verified: bool | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._client, self._outbox, self._composer, self._reports = client, outbox, composer, reports
        self._uploads, self._values, self._verified, self._clock = uploads, values, verified, clock
        self._unverified, self._halted = f"wechat:unverified:{app_id}", f"wechat:halted:{app_id}"
        self._passive = f"wechat:passive:{app_id}"
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._known: dict[str, tuple[float, bool]] = {}

    async def may_push(self) -> bool:
        """Tell whether the account may send messages of its own accord."""
        if await self._holds(self._halted):
            return False
        return not await self._holds(self._unverified) if self._verified is None else self._verified

    async def declare(self, until: datetime) -> None:
        """Tell whoever looks at what is undelivered whether the settings let the account send.

        Args:
            until: How long that is believed.
        """
        if self._verified is not None:
            await self._values.put(self._passive, "yes", self._clock() if self._verified else until)
        if self._verified:
            await self._values.put(self._unverified, "no", self._clock())

    async def halted(self) -> bool:
        """Tell whether the day's calls are used up."""
        return await self._holds(self._halted)

    async def unauthorised(self) -> None:
        """Remember that the account may not send."""
        await self._learn(self._unverified, self._clock() + LEARNED_FOR)

    async def halt(self) -> datetime:
        """Send nothing more today, for the day's calls are used up; returns when tomorrow begins in Beijing."""
        tomorrow = self.tomorrow()
        await self._learn(self._halted, tomorrow)
        return tomorrow

    def tomorrow(self) -> datetime:
        """Return when the next day begins in Beijing."""
        day = self._clock().astimezone(SHANGHAI).date() + timedelta(days=1)
        return datetime.combine(day, time(), SHANGHAI)

    async def body(self, dues: Sequence[Due], *, current: bool) -> tuple[str, dict[str, list[Part]]]:
        """Put what a request is to carry into words; returns them, and the parts of what goes on by itself."""
        return await self._composer.body(dues, current=current, pushes=await self.may_push())

    async def typing(self, user: str) -> None:
        """Show a user that an answer is being worked out; whether that works does not matter."""
        try:
            await self._client.typing(user)
        except (WeChatError, NotRenewed) as error:
            log.info("wechat_typing_not_shown", kind=type(error).__name__)

    async def push(self, user: str) -> None:
        """Send a user what waits for them, as far as it may be sent now; what may not goes on waiting."""
        if not await self.may_push():
            return
        door = self._doors.get(user)
        if door is None:
            door = self._doors[user] = asyncio.Lock()
        async with door:
            while (due := await self._outbox.next(user)) is not None:
                if not await self._deliver(due):
                    return

    async def _deliver(self, due: Due) -> bool:
        """Send one delivery; False where nothing more can be sent to its user now."""
        planned = list(due.parts) if due.parts is not None and due.sent else await self._composer.parts(due, due.room)
        going = planned[due.sent : due.sent + due.room]
        if not going:
            await self._outbox.claim(due, planned, 0)
            await self._outbox.sent(due, due.sent)
            return True
        began, sent = self._clock(), due.sent
        if not await self._outbox.claim(due, planned, len(going)):
            return False
        for part in going:
            try:
                await self._send(due, part)
            except WeChatError as error:
                return await self._refused(_Try(due, began, sent, due.sent + len(going) - sent), error)
            except NotRenewed as error:
                pause = error.retry_at or self._clock() + FIRST_PAUSE
                unspent = due.sent + len(going) - sent
                await self._outbox.later(due, "token", sent=sent, unspent=unspent, began=began, not_before=pause)
                return False
            sent += 1
            if sent < due.sent + len(going):
                await self._outbox.progress(due, sent)
        if sent < len(planned):
            await self._outbox.later(due, "allowance", sent=sent, unspent=0, began=began)
            return False
        await self._outbox.sent(due, sent)
        return True

    async def _send(self, due: Due, part: Part) -> None:
        if part["kind"] == TEXT:
            await self._send_text(due, part["text"])
        elif part["kind"] == CHART:
            await self._send_chart(due, part["assessment"])

    async def _send_text(self, due: Due, text: str) -> None:
        """Send a text; one that WeChat finds too long goes cut shorter, with a link to the whole."""
        try:
            await self._client.send_text(due.user, text)
        except WeChatError as error:
            if error.action is not Action.RESPLIT:
                raise
            log.warning("wechat_text_too_long", bytes=len(text.encode()))
            await self._client.send_text(due.user, self._composer.shorter(due, text))

    async def _send_chart(self, due: Due, assessment: str) -> None:
        """Send a chart; one that can no longer be drawn is left out, for the text has its figures and its page."""
        try:
            scores = await self._reports.scores(assessment, due.contact, operator=False)
            picture = await asyncio.to_thread(self._reports.chart, scores)
        except (NotFound, Unavailable) as error:
            log.warning("wechat_chart_left_out", kind=type(error).__name__)
            return
        digest = hashlib.sha256(picture).hexdigest()
        media = await self._uploads.get(digest) or await self._upload(digest, picture)
        if media is None:
            return
        try:
            await self._client.send_image(due.user, media)
        except WeChatError as error:
            if error.action is not Action.REUPLOAD:
                raise
            if (again := await self._upload(digest, picture)) is not None:
                await self._client.send_image(due.user, again)

    async def _upload(self, digest: str, picture: bytes) -> str | None:
        """Upload a chart; where that fails it is left out, so that it holds no later answer up."""
        try:
            uploaded = await self._client.upload_image("radar.png", picture)
        except WeChatError as error:
            log.warning("wechat_chart_left_out", kind=error.action)
            return None
        await self._uploads.put(digest, uploaded.media_id, uploaded.expires_at)
        return uploaded.media_id

    async def _refused(self, tried: _Try, error: WeChatError) -> bool:
        """Do what WeChat's answer calls for; True where the user's next delivery may be tried at once."""
        now, reason = self._clock(), str(error.errcode or error.action)
        outbox, due, user, began = self._outbox, tried.due, tried.due.user, tried.began
        later = partial(outbox.later, due, sent=tried.sent, unspent=tried.unsent, began=began)
        spent = partial(outbox.later, due, reason, sent=tried.sent, unspent=0, began=began)
        if error.uncertain:
            # It may have arrived: an answer that comes twice is better than none, but not for ever.
            times = due.uncertain + 1
            if times >= MOST_UNCERTAIN:
                await outbox.failed(due, "uncertain")
                return True
            await later(f"{UNCERTAIN}{times}", unspent=tried.unsent - 1, not_before=now + FIRST_PAUSE)
            return False
        match error.action:
            case Action.WAIT_FOR_USER:
                await spent()
                await outbox.exhausted(user, began)
            case Action.CLOSE_WINDOW:
                await spent()
                await outbox.shut(user, began)
            case Action.NOT_FOLLOWING:
                await spent()
                await outbox.unfollowed(user, began)
            case Action.UNREACHABLE:
                await outbox.failed(due, reason)
                await outbox.block(user, reason)
            case Action.UNAUTHORISED:
                await later(reason, not_before=now + LONGEST_PAUSE)
                await self.unauthorised()
            case Action.UNTIL_TOMORROW:
                await later(reason, not_before=await self.halt())
            case Action.DEFECT | Action.RESPLIT:
                await outbox.failed(due, reason)
                return True
            case Action.MISCONFIGURED | Action.ALARM:
                await later(reason, not_before=now + MISCONFIGURED_PAUSE)
            case _:
                await later(reason, not_before=now + _pause(due.attempts))
        return False

    async def _learn(self, name: str, until: datetime) -> None:
        await self._values.put(name, "yes", until)
        self._known[name] = (asyncio.get_running_loop().time() + KNOWN_FOR, True)

    async def _holds(self, name: str) -> bool:
        moment = asyncio.get_running_loop().time()
        known = self._known.get(name)
        if known is None or known[0] <= moment:
            held = await self._values.get(name) is not None
            if self._known.get(name) is known:  # else it was learned meanwhile, and what was read is old
                self._known[name] = (moment + KNOWN_FOR, held)
        return self._known[name][1]


def _pause(attempts: int) -> timedelta:
    """Return how long to wait before the next try."""
    return min(FIRST_PAUSE * float(2 ** min(attempts, 12)), LONGEST_PAUSE)
