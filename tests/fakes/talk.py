"""One person's conversation with an application, at noon of a Thursday in Shanghai unless told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.messages import Channel, Message, Reply

if TYPE_CHECKING:
    from assistant.bootstrap import Application

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


class Talk:
    """One person's conversation.

    Attributes:
        channel: Where it is held.
        now: What time it is.
        number: How many messages were sent in it.
    """

    channel: Channel = "web"

    def __init__(
        self,
        app: Application,
        user: str = "op",
        role: Any = "operator",
        enterprise: str | None = None,
        *,
        conversation: str = "",
    ) -> None:
        self.app, self.user, self.role, self.enterprise = app, user, role, enterprise
        self.conversation, self.now, self.number = conversation or user, NOW, 0

    def moment(self) -> datetime | None:
        """Return when a message is sent; None is the moment it arrives."""
        return self.now

    async def say(self, text: str = "", tool: str | None = None, /, **arguments: Any) -> Reply:
        """Type something, or press a button, perhaps with words."""
        self.number += 1
        return await self.again(text, tool, **arguments)

    async def again(self, text: str = "", tool: str | None = None, /, **arguments: Any) -> Reply:
        """Say what was said before under the same number, as a channel does that heard no answer."""
        return await self.app.conversation.reply(
            Message(
                id=f"{self.user}-{self.number}",
                conversation=self.conversation,
                channel=self.channel,
                user=self.user,
                role=self.role,
                enterprise=self.enterprise,
                text=text,
                tool=tool,
                arguments=arguments,
                now=self.moment(),
            )
        )
