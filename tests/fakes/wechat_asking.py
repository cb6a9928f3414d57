"""Users of an account who ask, some of them what takes longer than their requests wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.fakes.wechat_account import IMPATIENT, Line

if TYPE_CHECKING:
    from tests.fakes.wechat_server import Exchange

FIRST, SECOND = "数据安全有什么要求", "数据备份有什么要求"
ASKED = (FIRST, SECOND, "网络防护有什么要求", "访问控制有什么要求", "日志审计有什么要求", "供应商管理有什么要求")
FETCH = "看答案"
TEMPLATE = "oTemplateOfTickets-1"


def answer_to(question: str) -> str:
    return f"答“{question}”。"


def place(texts: list[str], question: str) -> list[int]:
    """Where in what a user received a question is answered."""
    return [number for number, text in enumerate(texts) if answer_to(question) in text]


async def asked_slowly(line: Line, user: str, *questions: str) -> list[Exchange]:
    """Let a user ask, one question after the other, what takes longer than their requests wait."""
    webhook, told = line.account.webhook, []
    usual, webhook._patience = webhook._patience, IMPATIENT
    line.pace.hold(*questions)
    stored = len(await line.inbox())
    for number, question in enumerate(questions, stored + 1):
        told.append(asyncio.create_task(line.wechat.says(user, question)))
        await line.received(number)
    found = list(await asyncio.gather(*told))
    webhook._patience = usual
    return found
