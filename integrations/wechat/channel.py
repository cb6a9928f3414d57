"""One official account, wired: what it receives, what it answers, what it sends, and what its clock does."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr

from assistant.consents import Consents
from assistant.inbox import LEASE, Inbox
from assistant.links import Links
from assistant.outbox import Outbox
from assistant.reports import Reports
from assistant.sharing import SharedValues
from assistant.uploads import Uploads
from integrations.wechat.answering import Answering
from integrations.wechat.client import WeChatClient
from integrations.wechat.composing import CHANNEL, Composer
from integrations.wechat.notifying import Notifier
from integrations.wechat.nudging import NoticeCourier, WindowCourier
from integrations.wechat.protocol import Gate
from integrations.wechat.sender import Sender
from integrations.wechat.webhook import PATIENCE, Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.bootstrap import Application
    from assistant.nudges import Couriers

TICK = 1.0
"""Seconds between looks for what may be sent now."""
RENEWING = LEASE.total_seconds() / 3
TIDYING = 600.0
DECLARED = timedelta(seconds=3 * TIDYING)
"""How long the others believe what the settings say of the account."""
CLOSING = 4.0
"""Seconds what is being sent has to end in when the process does."""
SLOTS, SLOTS_OF_A_MODEL = 3, 64
"""Messages answered at the same time: by the planner, which keeps the processor busy, and by a model, which waits.

What is only acknowledged waits for a stretch of work on each of them, several times.
"""
MOST_AT_ONCE = 50
"""Users something is sent to at the same time."""

log = structlog.get_logger(__name__)


class Account:
    """An official account.

    Args:
        application: Everything below the channels; its settings name the account.
        patience: Seconds a request waits for its answer.
    """

    def __init__(self, application: Application, *, patience: float = PATIENCE) -> None:
        settings, clock, database = application.settings, application.clock, application.database
        wechat = settings.wechat
        app_id = wechat.app_id or ""
        self._clock = clock
        self.values = SharedValues(database, clock, application.owner)
        self.client = WeChatClient(
            app_id,
            wechat.app_secret or SecretStr(""),
            base_url=wechat.base_url,
            values=self.values,
            clock=clock,
        )
        self.inbox = Inbox(database, CHANNEL, application.owner, clock)
        self.outbox = Outbox(database, CHANNEL, application.owner, clock)
        consents = Consents(database, clock)
        composer = Composer(
            Links(database, clock, settings.public_base_url),
            consents,
            wechat.templates,
            settings.public_base_url,
            clock,
        )
        self.sender = Sender(
            client=self.client,
            outbox=self.outbox,
            composer=composer,
            reports=Reports(database),
            uploads=Uploads(database, CHANNEL, clock),
            values=self.values,
            app_id=app_id,
            verified=wechat.verified if wechat.app_secret else False,
            clock=clock,
        )
        self.notifier = Notifier(
            client=self.client,
            outbox=self.outbox,
            consents=consents,
            fields=wechat.fields,
            address=settings.public_base_url,
            clock=clock,
        )
        self.couriers: Couriers = {}
        """Who carries follow-ups; nobody where the account cannot send."""
        if wechat.app_secret is not None and wechat.verified is not False:
            self.couriers["window"] = WindowCourier(
                client=self.client, composer=composer, sender=self.sender, outbox=self.outbox, clock=clock
            )
            if any(wechat.fields.values()):
                self.couriers["notice"] = NoticeCourier(
                    client=self.client,
                    consents=consents,
                    sender=self.sender,
                    outbox=self.outbox,
                    fields=wechat.fields,
                    address=settings.public_base_url,
                    clock=clock,
                )
        keys = [key.get_secret_value() for key in wechat.aes_keys]
        self.webhook = Webhook(
            gate=Gate(app_id, wechat.token.get_secret_value() if wechat.token else "", keys),
            app_id=app_id,
            inbox=self.inbox,
            outbox=self.outbox,
            answers=Answering(application, app_id, wechat.templates),
            pusher=self.sender,
            clock=clock,
            patience=patience,
            slots=SLOTS if application.agent is None else SLOTS_OF_A_MODEL,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take up what was left behind, and send what becomes possible, while the block runs."""
        await self.inbox.recover()
        await self.outbox.recover()
        stop = asyncio.Event()
        task = asyncio.create_task(self._tick_until(stop), name="wechat clock")
        try:
            yield
        finally:
            stop.set()
            await self.webhook.close()
            await asyncio.wait({task}, timeout=CLOSING)
            task.cancel()
            await self.client.aclose()

    async def look(self) -> None:
        """Look once for what may be sent now, and send it."""
        users = dict.fromkeys([*await self.outbox.collect(), *await self.outbox.reachable(MOST_AT_ONCE)])
        for outcome in await asyncio.gather(*(self.sender.push(user) for user in users), return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error("wechat_push_failed", kind=type(outcome).__name__, exc_info=outcome)
            elif isinstance(outcome, BaseException):
                raise outcome
        await self.notifier.look()

    async def _tick_until(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        renew_at = tidy_at = 0.0
        while not stop.is_set():
            try:
                if loop.time() >= renew_at:
                    renew_at = loop.time() + RENEWING
                    await self.inbox.renew(self.webhook.working)
                await self.webhook.take_up()
                if await self.sender.may_push():
                    await self.look()
                if loop.time() >= tidy_at:
                    tidy_at = loop.time() + TIDYING
                    await self.sender.declare(self._clock() + DECLARED)
                    await self.inbox.tidy()
                    await self.outbox.tidy()
            except Exception as error:
                log.error("wechat_tick_failed", kind=type(error).__name__, exc_info=error)
            try:
                await asyncio.wait_for(stop.wait(), TICK)
            except TimeoutError:
                continue
