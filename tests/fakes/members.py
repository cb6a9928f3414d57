"""People who come to speak for an enterprise: on WeChat with a code, and at the desk that hands codes out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from assistant.identity import Speaker, speaking
from assistant.messages import Channel, Message, Reply
from tests.fakes.front_desk import Clock, result, rows
from tools.database.models import Contact

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.bootstrap import Application
    from tools.kit.tool import Role

OURS, THEIRS = "狮岭精工皮具", "远山五金"
NUMBERS = count(1)


@dataclass
class One:
    """Somebody on a channel; on WeChat who they are is asked with every message, as the channel does."""

    app: Application
    clock: Clock
    user: str
    channel: Channel = "wechat"
    role: Role = "enterprise"
    last: str = ""

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self.last = f"{self.user}-{next(NUMBERS)}"
        self.clock.pass_by(seconds=1)
        return await self._send(text, tool, arguments)

    async def again(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        """Send the last message once more, as a retry does."""
        return await self._send(text, tool, arguments)

    async def _send(self, text: str, tool: str | None, arguments: dict[str, Any]) -> Reply:
        who = Speaker(self.user, self.role, None)
        if self.channel == "wechat" and self.role == "enterprise":
            who = await speaker(self.app, self.user, self.clock.now)
        message = Message(
            id=self.last,
            conversation=f"{self.channel}:{who.user}",
            channel=self.channel,
            user=who.user,
            role=who.role,
            enterprise=who.enterprise,
            text=text,
            tool=tool,
            arguments=arguments,
            now=self.clock.now,
        )
        return await self.app.conversation.reply(message)

    async def join(self, code: str) -> Reply:
        await self.say(code)
        return await self.say("确认")


async def speaker(app: Application, user: str, now: datetime) -> Speaker:
    async with app.database.read() as session:
        return (await speaking(session, "wechat", {user}, now))[user]


async def contact(app: Application, one: One) -> Contact:
    (row,) = await rows(app, Contact, external_id=one.user)
    assert isinstance(row, Contact)
    return row


def titles(reply: Reply) -> set[str]:
    return {suggestion.title for suggestion in reply.suggestions}


async def code_for(operator: One, name: str = OURS) -> str:
    return str(result(await operator.say(f"给{name}发个邀请码"))["code"])
