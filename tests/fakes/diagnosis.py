"""What tests of the diagnosis share: people who answer it, what is kept of it, and what it should come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from assistant.messages import Message, Reply
from tests.fakes.front_desk import MONDAY
from tools.database.models import Answer, Assessment
from tools.domain.diagnosis.results import Given, Result
from tools.domain.diagnosis.scoring import assess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.bootstrap import Application

NOW = MONDAY
QUICK = ("Q01", "Q02", "Q07", "Q08", "Q13", "Q14", "Q16", "Q18", "Q20", "Q22")


class Talk:
    """One person in one conversation."""

    def __init__(self, app: Application, user: str = "u", conversation: str = "c", **who: Any) -> None:
        self.app, self.user, self.conversation, self.who = app, user, conversation, who
        self.now, self.number = NOW, 0
        self.last: Reply | None = None

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self.number += 1
        return await self.send(f"{self.conversation}-{self.number}", text, tool, **arguments)

    async def send(self, name: str, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        message = Message(
            id=name,
            conversation=self.conversation,
            channel="web",
            user=self.user,
            text=text,
            tool=tool,
            arguments=arguments,
            now=self.now,
            **self.who,
        )
        self.last = await self.app.conversation.reply(message)
        return self.last

    @property
    def text(self) -> str:
        return self.last.text if self.last else ""

    async def press(self, title: str) -> Reply:
        assert self.last is not None
        button = next(s for s in self.last.suggestions if s.title.startswith(title))
        return await self.say("", button.tool, **button.arguments)

    async def start(self, form: str = "quick", **more: Any) -> Reply:
        return await self.say("", "start_diagnosis", form=form, **more)

    async def answer_all(self, answers: Sequence[str]) -> Reply:
        for answer in answers:
            reply = await self.say(answer)
        return reply


async def assessments(app: Application) -> list[Assessment]:
    async with app.database.read() as session:
        return list(await session.scalars(select(Assessment).order_by(Assessment.started_at, Assessment.id)))


async def answers(app: Application, *, ended: bool = False) -> list[Answer]:
    query = select(Answer).order_by(Answer.answered_at, Answer.question)
    async with app.database.read() as session:
        rows = list(await session.scalars(query))
    return rows if ended else [row for row in rows if row.ended_at is None]


def kept(rows: Sequence[Answer]) -> dict[str, int | str]:
    return {row.question: row.kind if row.option is None else row.option for row in rows}


def scored(app: Application, said: Mapping[str, int | str]) -> Result:
    """Work out directly what answers to the quick form come to."""
    given_ = {
        name: Given.model_validate({"kind": "chosen", "option": value} if isinstance(value, int) else {"kind": value})
        for name, value in said.items()
    }
    return assess(app.library.current().catalogs.questionnaire, "quick", given_)
