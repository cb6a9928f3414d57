"""What there is to say to a message from WeChat: most of them go through the one door."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from assistant.consents import Consents
from assistant.conversation import LONGEST_MESSAGE
from assistant.deliveries import Answer
from assistant.messages import Message
from integrations.wechat import render, wording
from integrations.wechat.composing import CHANNEL
from tools.catalog import BY_NAME
from tools.kit.tool import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from assistant.bootstrap import Application
    from assistant.inbox import Stored
    from integrations.wechat.protocol import Incoming
    from tools.kit.tool import Role

INVITATION = "b_"
"""What the scenes of invitations begin with."""
JOINING = "join_enterprise"

_NUMBER = re.compile(r"[1-9]")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Who:
    """As whom somebody speaks, and in which conversation."""

    user: str
    role: Role
    conversation: str


class Answering:
    """Answers messages of one official account.

    Args:
        application: Everything below the channels.
        app_id: The account.
        templates: Ids of the account's notice templates by what they are for.
    """

    def __init__(self, application: Application, app_id: str, templates: Mapping[str, str]) -> None:
        self._application, self._app_id = application, app_id
        self._purposes = {template: purpose for purpose, template in templates.items()}
        self._consents = Consents(application.database, application.clock)

    async def answer(self, stored: Stored, incoming: Incoming) -> Answer:
        """Work out what to say; a message that was answered before gets the same.

        Args:
            stored: The message as stored.
            incoming: The message.
        """
        if fetches(incoming) and incoming.text.strip() in wording.ONLY_ASKED_FOR_ANSWER:
            return Answer.saying(wording.NOTHING_WAITING, stored.id)
        match incoming.kind:
            case "text" | "voice" if incoming.text.strip():
                return await self._said(stored, self._who(stored), incoming.text)
            case "choice":
                return await self._chosen(stored, self._who(stored), incoming)
            case "tap" if incoming.event_key in BY_NAME:
                return await self._run(stored, self._who(stored), tool=incoming.event_key)
            case "tap":
                return Answer.saying(wording.UNKNOWN_KEY, stored.id)
            case "subscribe" | "scan" if (incoming.event_key or "").startswith(INVITATION):
                code = {"code": incoming.event_key}
                return await self._run(stored, self._who(stored), tool=JOINING, arguments=code)
            case "subscribe":
                welcome = wording.welcome(self._address)
                starters = tuple(Suggestion(title=title) for title in wording.STARTERS)
                return Answer.saying(welcome, stored.id, starters)
            case "scan":
                return Answer.saying(wording.WELCOME_BACK, stored.id)
            case "text" | "voice" | "image" | "video" | "location" | "link":
                return Answer.saying(wording.UNREAD[incoming.kind], stored.id)
            case "notice_popup" | "notice_changed" | "notice_sent":
                await self._noticed(stored, incoming)
        return Answer()

    @property
    def _address(self) -> str:
        return self._application.settings.public_base_url.rstrip("/")

    def _who(self, stored: Stored) -> _Who:
        """Return as whom somebody speaks; a conversation's name says nothing of whose it is."""
        speaker = stored.speaker
        name = hashlib.sha256(f"{self._app_id}:{speaker.user}".encode()).hexdigest()[:32]
        return _Who(speaker.user, speaker.role, f"{CHANNEL}:{name}")

    async def _said(self, stored: Stored, who: _Who, text: str) -> Answer:
        if _NUMBER.fullmatch(text.strip()):
            offered = await self._numbered(who, int(text.strip()), stored.received_at)
            if offered is not None:
                return await self._offered(stored, who, offered)
        return await self._run(stored, who, text=text)

    async def _numbered(self, who: _Who, number: int, now: datetime) -> Suggestion | None:
        """Return what a bare number presses; nothing where the question that is open takes a number of its own."""
        reply, pending = await self._application.records.last_reply(who.conversation)
        if reply is None or number > len(reply.suggestions) or not render.numbered(reply):
            return None
        offered = reply.suggestions[number - 1]
        waits = pending is not None and not pending.lapsed(now)
        return offered if pending is None or (waits and offered in pending.choices) else None

    async def _chosen(self, stored: Stored, who: _Who, incoming: Incoming) -> Answer:
        """Press what a line of a menu message stands for; one that is none of ours counts as typed."""
        turn_id, _, number = (incoming.choice or "").rpartition("-")
        if turn_id and _NUMBER.fullmatch(number):
            offered = await self._application.records.offered(who.conversation, turn_id, int(number))
            if offered is not None:
                return await self._offered(stored, who, offered)
        return await self._said(stored, who, incoming.text)

    async def _offered(self, stored: Stored, who: _Who, offered: Suggestion) -> Answer:
        return await self._run(
            stored, who, text=offered.title, tool=offered.tool, arguments=offered.arguments if offered.tool else None
        )

    async def _run(
        self,
        stored: Stored,
        who: _Who,
        *,
        text: str = "",
        tool: str | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> Answer:
        message = Message(
            id=stored.id,
            conversation=who.conversation,
            channel=CHANNEL,
            user=who.user,
            role=who.role,
            text=text,
            tool=tool,
            arguments=dict(arguments or {}),
            now=stored.received_at,
        )
        # What is too long is refused before it becomes a turn.
        return Answer(await self._application.conversation.reply(message), turn=len(text) <= LONGEST_MESSAGE)

    async def _noticed(self, stored: Stored, incoming: Incoming) -> None:
        """Keep what a user has allowed or forbidden."""
        for number, grant in enumerate(incoming.grants):
            purpose = self._purposes.get(grant.template_id)
            if purpose is None:
                log.warning("wechat_unknown_template", kind=incoming.kind)
            elif incoming.kind == "notice_sent":
                continue
            elif grant.accepted and incoming.kind == "notice_popup":
                cause, at = f"{stored.id}:{number}", incoming.sent_at
                await self._consents.granted(CHANNEL, incoming.user, grant.template_id, purpose, cause, at=at)
            elif not grant.accepted and incoming.kind == "notice_changed":
                await self._consents.refused(CHANNEL, incoming.user, grant.template_id, at=incoming.sent_at)


def fetches(incoming: Incoming) -> bool:
    """Tell whether a message only asks for an answer that was promised for later."""
    return incoming.kind == "text" and incoming.text.strip(" 。！!？?~～") in wording.ASKED_FOR_ANSWER
