"""What tests of the archive share: two enterprises, people who talk about them, and what is held of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.fakes import talk
from tests.fakes.front_desk import MONDAY, rows
from tools.database.models import Assessment, Fact

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply

NOW = MONDAY
SECRET = "极密配方"
OURS, THEIRS = "e-ours", "e-theirs"


class Talk(talk.Talk):
    """One person in one conversation, who says something every minute."""

    def __init__(
        self,
        app: Application,
        user: str = "u",
        conversation: str = "c",
        role: Any = "enterprise",
        enterprise: str | None = None,
    ) -> None:
        super().__init__(app, user, role, enterprise, conversation=conversation)
        self.now = NOW

    async def say(self, text: str = "", tool: str | None = None, /, **arguments: Any) -> Reply:
        self.now += timedelta(minutes=1)
        return await super().say(text, tool, **arguments)

    async def keep(self, text: str, **arguments: Any) -> Reply:
        await self.say(text, "keep_facts", **arguments)
        return await self.say("确认")


async def held(app: Application, enterprise: str | None = None) -> dict[str, Any]:
    """What holds now, of an enterprise or of all."""
    found = [row for row in await rows(app, Fact) if row.ended_at is None]
    return {row.field: row.value["value"] for row in found if enterprise in {None, row.enterprise_id}}


def assessment(enterprise: str) -> Assessment:
    """A diagnosis that is done, not yet written."""
    return Assessment(
        id=f"a-{enterprise}",
        enterprise_id=enterprise,
        contact_id="x",
        form="quick",
        questionnaire="1",
        state="done",
        question=None,
        score=50.0,
        level="L2",
        result={"dimensions": {"D1": 50.0}, "pains": [{"pain": "质量：漏检、客诉查不清"}]},
        started_at=NOW,
        updated_at=NOW,
        finished_at=NOW,
    )
