"""The demo region as it is read, and somebody who talks about it at noon of a Thursday in Shanghai."""

from __future__ import annotations

from typing import Any

from assistant.bootstrap import DATA
from corpus.demo import load_demo
from tests.fakes import talk

NOW = talk.NOW
REGION = load_demo(DATA)


class Talk(talk.Talk):
    """One person's conversation about the region."""

    channel = "batch"

    async def filter(self, text: str) -> dict[str, Any]:
        """Have a list narrowed, and return what narrows it."""
        reply = await self.say(text)
        assert reply.tool_calls[-1].name == "find_enterprises", reply.text
        return dict(reply.tool_calls[-1].result["filters"])
