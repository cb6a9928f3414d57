"""Firms that have reports made, and what lies behind their links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tools.database.models import Report

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply
    from tests.fakes.front_desk import Person

NAME = "广州金明皮具<b>有限</b>公司 #set $x$ \\ @ref"
"""A name with all that could be taken for markup."""
ANSWERS = "3 2 2 4 2 1 3 2 2 2 1 3 2 1 2 3 3 2 3 2 1 2 3 2 1 2"
FACTS = {
    "name": NAME,
    "town": "狮岭",
    "industry": "皮革皮具",
    "employees": 80,
    "revenue_wan": 3200,
    "pains": ["质量", "生产"],
    "plan_time": "今年内",
}


async def diagnose(person: Person, answers: str = ANSWERS, form: str = "full") -> Reply:
    await person.press("start_diagnosis", form=form, again=True)
    for answer in answers.split():
        reply = await person.press("answer_diagnosis", answer=answer)
    return reply


async def keep(person: Person, **facts: Any) -> None:
    await person.press("keep_facts", facts=facts)
    await person.say("确认")


async def made(person: Person) -> dict[str, Any]:
    return dict((await person.press("make_report")).tool_calls[0].result)


async def kept(app: Application) -> list[Report]:
    async with app.database.read() as session:
        return list((await session.scalars(select(Report).order_by(Report.created_at))).all())


def path_of(link: str) -> str:
    return "/r/" + link.rpartition("/r/")[2]


FORMS = ("", "/report.docx", "/report.pdf", "/radar.png")
HEADINGS = [
    "结论",
    "五个维度",
    "三个痛点",
    "推荐场景",
    "适用政策",
    "30 / 90 / 180 天行动",
    "和上次比",
    "依据的回答",
    "局限与声明",
]
