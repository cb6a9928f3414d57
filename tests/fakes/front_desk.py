"""People at the front desk: an enterprise's and the platform's, who type and press through the one door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from assistant.messages import Message, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistant.bootstrap import Application
    from tools.database.models import Model
    from tools.kit.tool import Role

START = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""Its noon in Shanghai, three days before."""


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@dataclass
class Person:
    """Somebody who talks to the assistant in one conversation."""

    app: Application
    clock: Clock
    user: str
    role: Role = "enterprise"
    enterprise: str | None = None
    conversation: str = ""
    said: int = field(default=0)

    async def say(self, text: str) -> Reply:
        """Type something."""
        return await self._send(text=text)

    async def press(self, tool: str, words: str = "", **arguments: Any) -> Reply:
        """Press a button, perhaps with words."""
        return await self._send(text=words, tool=tool, arguments=arguments)

    async def again(self, **values: Any) -> Reply:
        """Send the last message once more, as a retry does."""
        self.said -= 1
        return await self._send(**values)

    async def opened(self, text: str) -> str:
        """Have a ticket opened and return its number."""
        await self.press("open_ticket", text)
        reply = await self.say("确认")
        return str(reply.tool_calls[0].result["number"])

    async def _send(self, **values: Any) -> Reply:
        self.said += 1
        self.clock.pass_by(seconds=1)
        message = Message(
            id=f"{self.user}-{self.said}",
            conversation=self.conversation or f"talk-{self.user}",
            channel="batch",
            user=self.user,
            role=self.role,
            enterprise=self.enterprise,
            now=self.clock.now,
            **values,
        )
        return await self.app.conversation.reply(message)


def filled(put: Callable[[Application, datetime], Awaitable[None]]) -> Any:
    """Make the fixture of an application that something is put into before a test begins."""

    @pytest.fixture
    async def app(app: Application, clock: Clock) -> Application:
        await put(app, clock.now)
        return app

    return app


async def rows(app: Application, model: type[Model], **where: Any) -> list[Any]:
    """Return the rows of a table that are as wanted."""
    async with app.database.read() as session:
        return list((await session.scalars(select(model).filter_by(**where))).all())


def result(reply: Reply) -> dict[str, Any]:
    """Return what the last of a reply's tools found."""
    return reply.tool_calls[-1].result
