"""Short addresses of ours: of the page of an answer that was delivered, and of longer addresses.

The page of an answer is named by the id of its delivery, which nobody can guess. Whoever holds an address may open it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.messages import Reply
from tools.catalog import BY_NAME
from tools.database.repositories.links import LinkRepository
from tools.database.repositories.outbox import OutboxRepository
from tools.database.repositories.turns import TurnRepository
from tools.documents.charts import PATH
from tools.kit.errors import InvalidArguments

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tools.database.engine import Database

LIFETIME = timedelta(days=90)
TOKEN_BYTES = 16
LONGEST_TOKEN = 64
LONGEST_ADDRESS = 2_000
"""Bytes an address may have to be shortened."""
CHART = PATH.partition("{")[0]
"""What the path of a diagnosis's chart begins with; the diagnosis's id follows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as it was stored, for those who hold its link.

    Attributes:
        question: What was said, or the title of the button that was pressed; empty where it was erased.
        reply: The answer.
        asked_at: When the question came.
        contact_id: Who asked.
        operator: Whether that is a person of the platform.
        expires_at: When the link ends.
    """

    question: str
    reply: Reply
    asked_at: datetime
    contact_id: str
    operator: bool
    expires_at: datetime

    @property
    def assessment(self) -> str | None:
        """The id of the diagnosis whose chart goes with the reply."""
        paths = (attached.path for attached in self.reply.attachments)
        return next((path.removeprefix(CHART) for path in paths if path.startswith(CHART)), None)


class Links:
    """Makes and opens short addresses.

    A token is unguessable. That of an answer opens for ``LIFETIME`` from its delivery, that of an address from the last
    time it was asked for. Nothing else is asked of those who hold it.

    Args:
        database: Where they are kept.
        clock: The time, UTC.
        address: The address people use, without a slash at its end.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], address: str) -> None:
        self._database, self._clock, self._address = database, clock, address.rstrip("/")

    async def short(self, url: str) -> str:
        """Return a short address that leads to another, the same each time, renewed.

        Args:
            url: An address of the web.

        Raises:
            InvalidArguments: It is no address of the web, or longer than ``LONGEST_ADDRESS``.
        """
        if problem := _problem(url):
            msg = f"cannot shorten this address: {problem}"
            raise InvalidArguments(msg, slot="url", problem=problem)
        now = self._clock()
        async with self._database.transaction() as session:
            token = await LinkRepository(session).keep(url, _token(), now, now + LIFETIME)
        return f"{self._address}/s/{token}"

    async def answer(self, token: str) -> Answer | None:
        """Return the answer a token opens; None where it has expired, or the answer is no longer there.

        Args:
            token: As it stands in the address.
        """
        if not 0 < len(token) <= LONGEST_TOKEN:
            return None
        async with self._database.read() as session:
            delivery = await OutboxRepository(session).get(token)
            turn_id = delivery.turn_id if delivery else None
            found = await TurnRepository(session).with_contact(turn_id) if turn_id else None
        if delivery is None or found is None or delivery.created_at + LIFETIME <= self._clock():
            return None
        turn, conversation, contact = found
        if turn.reply is None or conversation.deleted_at is not None:
            return None
        pressed = BY_NAME[turn.tool].wording.title if turn.tool in BY_NAME else ""
        return Answer(
            question=turn.text.strip() or pressed,
            reply=Reply.model_validate(turn.reply),
            asked_at=turn.created_at,
            contact_id=contact.id,
            operator=contact.role == "operator",
            expires_at=delivery.created_at + LIFETIME,
        )

    async def target(self, token: str) -> str | None:
        """Return the address a token leads to; None where it has expired or never was.

        Args:
            token: As it stands in the short address.
        """
        if not 0 < len(token) <= LONGEST_TOKEN:
            return None
        async with self._database.read() as session:
            link = await LinkRepository(session).target(token, self._clock())
        return None if link is None else link.target


def _token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _problem(url: str) -> str | None:
    """Name what keeps an address from being shortened."""
    if len(url.encode()) > LONGEST_ADDRESS:
        return "length"
    if not url.isprintable() or any(sign.isspace() for sign in url):
        return "characters"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return "form"
    if parts.scheme not in {"http", "https"}:
        return "scheme"
    return None if host else "host"
