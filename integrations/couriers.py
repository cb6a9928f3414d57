"""Who carries follow-ups, as far as what is configured goes: whichever channels this process has mounted."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.bootstrap import Application
    from assistant.nudges import Couriers
    from integrations.wechat.channel import Account


@asynccontextmanager
async def couriers(application: Application, account: Account | None = None) -> AsyncIterator[Couriers]:
    """Give the couriers of follow-ups while the block runs.

    A process that sends follow-ups must be able to send all of them: one that lacked a way would take a worse one.

    Args:
        application: Everything below the channels.
        account: The official account, where this process runs it; one of its own is opened otherwise.
    """
    settings = application.settings
    found: Couriers = {}
    opened: Account | None = None
    if account is None and settings.wechat.configured and settings.wechat.app_secret is not None:
        from integrations.wechat.channel import Account  # noqa: PLC0415 -- wechatpy, for those who have an account

        account = opened = Account(application)
    if account is not None:
        found |= account.couriers
    if settings.mail is not None:
        from integrations.mail import Mailer  # noqa: PLC0415 -- the mail client, for those who send mail

        address, name = settings.public_base_url, settings.platform_name or ""
        found["email"] = Mailer(settings.mail, name=name, address=address, clock=application.clock)
    try:
        yield found
    finally:
        if opened is not None:
            await opened.client.aclose()
