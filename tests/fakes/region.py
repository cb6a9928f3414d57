"""The demo region as it is read, and somebody who talks about it at noon of a Thursday in Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from assistant.bootstrap import DATA, Application
from assistant.messages import Message, Reply
from corpus.demo import load_demo

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
REGION = load_demo(DATA)


class Talk:
    """One person's conversation."""

    def __init__(
        self, app: Application, user: str = "op", role: str = "operator", enterprise: str | None = None
    ) -> None:
        self._app, self._user, self._role, self._enterprise, self._count = app, user, role, enterprise, 0

    async def say(self, text: str = "", press: str | None = None, **arguments: Any) -> Reply:
        self._count += 1
        message = Message(
            id=f"{self._user}-{self._count}",
            conversation=f"c-{self._user}",
            channel="batch",
            user=self._user,
            role=self._role,
            text=text,
            tool=press,
            arguments=arguments,
            enterprise=self._enterprise,
            now=NOW,
        )
        return await self._app.conversation.reply(message)
