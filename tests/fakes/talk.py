"""One person's conversation with an application, at noon of a Thursday in Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.messages import Message, Reply

if TYPE_CHECKING:
    from assistant.bootstrap import Application

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


class Talk:
    """One person's conversation."""

    def __init__(self, app: Application, user: str = "op", role: Any = "operator") -> None:
        self.app, self.user, self.role, self.number = app, user, role, 0

    async def say(self, text: str = "", tool: str | None = None, /, **arguments: Any) -> Reply:
        self.number += 1
        return await self.again(text, tool, **arguments)

    async def again(self, text: str = "", tool: str | None = None, /, **arguments: Any) -> Reply:
        """Say what was said before under the same number, as a channel does that heard no answer."""
        return await self.app.conversation.reply(
            Message(
                id=str(self.number),
                conversation=self.user,
                channel="web",
                user=self.user,
                role=self.role,
                text=text,
                tool=tool,
                arguments=arguments,
                now=NOW,
            )
        )
