"""Firms that have reports made, and the door to what lies behind their links."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select

from integrations.web import files, reports
from integrations.web.guard import Guard
from integrations.web.visitors import Visitors
from tools.database.models import Report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

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


@asynccontextmanager
async def door(app: Application) -> AsyncIterator[tuple[httpx.AsyncClient, Visitors]]:
    """The routes behind the guard, as the server has them."""
    visitors = Visitors("k" * 40, lambda: datetime.now(UTC))

    async def holds(badge: Any) -> bool:
        return bool(badge.mark == "good")

    served = FastAPI(openapi_url=None)
    served.include_router(files.router(app))
    served.include_router(reports.router(app))
    served.add_middleware(Guard, visitors=visitors, public_url="http://test", scripts=[], admits=holds)
    transport = httpx.ASGITransport(app=served)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client, visitors


def path_of(link: str) -> str:
    return "/r/" + link.rpartition("/r/")[2]


FORMS = ("", "/report.docx", "/report.pdf", "/radar.png")
