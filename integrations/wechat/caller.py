"""Calls in the account's name: with the token all processes share, patient while WeChat is busy, and in the log."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

import structlog
from pydantic import Field

from assistant.sharing import Fresh, NotRenewed
from integrations.wechat.errors import LOUD, SYSTEM_BUSY, Action, WeChatError, masked
from integrations.wechat.wire import Answer, AnswerT, Call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from pydantic import SecretStr

    from assistant.sharing import SharedValues
    from integrations.wechat.wire import Wire

log = structlog.get_logger(__name__)

PAUSES = 0.5, 1.0, 2.0
"""Seconds before each further try while WeChat says that it is busy."""

EARLY_SECONDS = 300
"""How long before its end a token is renewed; WeChat gives a new one from then on, and takes both."""

MOST_FORCED = 10
"""Forced renewals of the access token a day; WeChat allows 20, and people may need some."""

BEIJING = timezone(timedelta(hours=8))
"""The time zone WeChat's days are counted in."""


class _Token(Answer):
    access_token: str = Field(min_length=1)
    expires_in: int = Field(gt=0)


class Caller:
    """Makes calls in an account's name.

    Args:
        app_id: The account's id.
        secret: The account's secret.
        wire: The connections.
        values: What all processes share.
        clock: The time.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        app_id: str,
        secret: SecretStr,
        wire: Wire,
        values: SharedValues,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._app_id = app_id
        self._secret = secret
        self._wire = wire
        self._values = values
        self._clock = clock
        self._sleep = sleep

    async def call(self, call: Call, answer: type[AnswerT], user: str | None = None) -> AnswerT:
        """Make a call with the access token, which is renewed once if it is refused.

        Args:
            call: The call.
            answer: What the answer must hold.
            user: The openid it is about, for the log.

        Raises:
            WeChatError: The call failed.
        """
        token = await self._token(call, None)
        try:
            return await self._patiently(call, answer, {"access_token": token}, Action.RENEW, user)
        except WeChatError as error:
            if error.action is not Action.RENEW:
                raise
        token = await self._token(call, token)
        return await self._patiently(call, answer, {"access_token": token}, Action.ALARM, user)

    async def unless_so_already(self, call: Call, answer: type[AnswerT], user: str | None = None) -> AnswerT | None:
        """Make a call; None where WeChat says that there is nothing to do.

        Args:
            call: The call.
            answer: What the answer must hold.
            user: The openid it is about, for the log.

        Raises:
            WeChatError: The call failed.
        """
        try:
            return await self.call(call, answer, user)
        except WeChatError as error:
            if error.action is not Action.IGNORE:
                raise
            return None

    async def with_secret(self, call: Call, answer: type[AnswerT]) -> AnswerT:
        """Make a call that takes the account's secret in its address instead of a token.

        Raises:
            WeChatError: The call failed.
        """
        secrets = {"appid": self._app_id, "secret": self._secret.get_secret_value()}
        return await self._patiently(call, answer, secrets, Action.MISCONFIGURED)

    async def shared(
        self, name: str, fetch: Callable[[], Awaitable[Fresh]], endpoint: str, stale: str | None = None
    ) -> str:
        """Return a value all processes share, fetched by one of them if need be.

        Args:
            name: Its name.
            fetch: Fetches it.
            endpoint: What the value is needed for, for the log.
            stale: A value that was refused.

        Raises:
            WeChatError: There is none for now (``RETRY``), or fetching it failed.
        """
        if stale is None and (value := await self._values.get(name)) is not None:
            return value
        try:
            return await self._values.renewed(name, stale, fetch)
        except NotRenewed as error:
            failure = WeChatError(None, Action.RETRY, endpoint=endpoint, reason=str(error))
        _report(failure, None)
        raise failure

    async def _token(self, call: Call, stale: str | None) -> str:
        name = f"wechat:access_token:{self._app_id}"
        return await self.shared(name, partial(self._fetch_token, stale), call.endpoint, stale)

    async def _fetch_token(self, stale: str | None) -> Fresh:
        fresh = await self._ask_for_token(force=False)
        if fresh.value == stale and await self._may_force():
            fresh = await self._ask_for_token(force=True)
        return fresh

    async def _ask_for_token(self, *, force: bool) -> Fresh:
        now = self._clock()
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret.get_secret_value(),
            "force_refresh": force,
        }
        call = Call("POST", "/cgi-bin/stable_token", body=body, changes=False)
        made = await self._patiently(call, _Token, {}, Action.MISCONFIGURED)
        return Fresh(made.access_token, before_its_end(now, made.expires_in))

    async def _may_force(self) -> bool:
        """Count a forced renewal, if the day has one left; only who holds the token's lease asks."""
        name = f"wechat:forced_renewals:{self._app_id}"
        now = self._clock()
        today = now.astimezone(BEIJING).date().isoformat()
        day, _, count = (await self._values.get(name, kept=False) or "").partition(" ")
        used = int(count) if day == today else 0
        if used >= MOST_FORCED:
            log.error("no more forced renewals today", used=used)
            return False
        await self._values.put(name, f"{today} {used + 1}", now + timedelta(days=1))
        return True

    async def _patiently(
        self,
        call: Call,
        answer: type[AnswerT],
        secrets: Mapping[str, str],
        if_refused: Action,
        user: str | None = None,
    ) -> AnswerT:
        """Make a call, again while WeChat is busy; ``if_refused`` is what a refused token, or secret, means here."""
        pauses = iter(PAUSES)
        while True:
            try:
                return await self._wire.carry_out(call, secrets, answer)
            except WeChatError as error:
                failure = error.meaning(if_refused) if error.action is Action.RENEW else error
            _report(failure, user)
            pause = next(pauses, None) if failure.errcode == SYSTEM_BUSY else None
            if pause is None:
                raise failure
            await self._sleep(pause)


def before_its_end(now: datetime, seconds: int) -> datetime:
    """Say until when to use something that is good for so many seconds from now."""
    return now + timedelta(seconds=seconds - min(EARLY_SECONDS, seconds / 2))


def _report(failure: WeChatError, user: str | None) -> None:
    write = log.error if failure.action in LOUD else log.warning
    if failure.action is Action.IGNORE:
        write = log.debug
    write(
        "WeChat call failed",
        endpoint=failure.endpoint,
        errcode=failure.errcode,
        rid=failure.rid,
        action=str(failure.action),
        uncertain=failure.uncertain,
        reason=failure.reason or None,
        address=failure.address,
        user=None if user is None else masked(user),
    )
