"""Tells users whose window is shut, by a notice they have allowed, that somebody of the platform has answered them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from assistant.sharing import NotRenewed
from integrations.wechat import wording
from integrations.wechat.composing import CHANNEL
from integrations.wechat.errors import Action, WeChatError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from assistant.consents import Consents
    from assistant.outbox import Outbox
    from integrations.wechat.client import WeChatClient

PURPOSE = "ticket"
WAITED = timedelta(minutes=1)
"""How long words wait before a notice is spent on them: their user may just be writing."""
AT_A_TIME = 20

log = structlog.get_logger(__name__)


class Notifier:
    """Spends permissions on words that wait.

    Args:
        client: Calls WeChat.
        outbox: What waits.
        consents: What users have allowed.
        fields: Names of what stands in the template of each purpose.
        address: The platform's address; the notice opens the user's own page.
        clock: The time, UTC.
    """

    def __init__(
        self,
        *,
        client: WeChatClient,
        outbox: Outbox,
        consents: Consents,
        fields: Mapping[str, Sequence[str]],
        address: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._client, self._outbox, self._consents = client, outbox, consents
        self._fields, self._address, self._clock = fields, address.rstrip("/"), clock

    async def look(self) -> None:
        """Tell those of what waits for them who can be told; the words themselves go on waiting for their next move."""
        if not self._fields.get(PURPOSE):
            return
        for delivery, user in await self._outbox.unreached(PURPOSE, WAITED, AT_A_TIME):
            if not await self._consents.stopped(CHANNEL, user, PURPOSE):
                await self._tell(delivery, user)

    async def _tell(self, delivery: str, user: str) -> None:
        consent = await self._consents.spend(CHANNEL, user, PURPOSE, delivery)
        if consent is None:
            return
        said = {name: said for name in self._fields[PURPOSE] if (said := self._said(name))}
        try:
            await self._client.send_notice(user, consent.template, said, f"{self._address}/h5")
        except WeChatError as error:
            log.warning("wechat_notice_not_sent", errcode=error.errcode, action=error.action)
            # What was surely not sent, and may be tried again, has cost nothing.
            if error.action is Action.RETRY and not error.uncertain:
                await self._consents.give_back(consent.id)
        except NotRenewed:
            await self._consents.give_back(consent.id)
        else:
            log.info("wechat_notice_sent", purpose=PURPOSE)

    def _said(self, name: str) -> str:
        """Fill a field by its kind, as its name begins."""
        if name.startswith(("time", "date")):
            return wording.stamp(self._clock())
        return next((said for kind, said in wording.NOTICE_FIELDS.items() if name.startswith(kind)), "")
