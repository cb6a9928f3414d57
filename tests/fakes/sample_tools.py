"""Small tools for tests: one that reads, one that writes, one that asks first, one for operators."""

from __future__ import annotations

import asyncio

from tools.kit.errors import Conflict, InvalidArguments, NotFound, Unavailable
from tools.kit.tool import Citation, Focus, Suggestion, ToolContext, ToolResult, ToolWording, tool

STANDARD = "T/ISC 0106—2026"
QUOTE = "应建立问题受理机制，对企业诉求在2个工作日内响应；"
LABEL = f"〔{STANDARD} 8.3.1 b)〕"
written: list[str] = []


class LookUpResult(ToolResult):
    """What was found."""

    found: int


class TicketResult(ToolResult):
    """The ticket."""

    number: str


@tool(ToolWording("查条文", {"question": "想问什么？"}))
async def look_up(context: ToolContext, question: str) -> LookUpResult:
    """Find what the sources say.

    Args:
        question: What to look for.
    """
    if question == "nothing":
        msg = "no such thing"
        raise NotFound(msg, what="passage", name=question)
    if question == "busy":
        msg = "index is away"
        raise Unavailable(msg)
    if question == "wrong":
        msg = "look_up: question: too vague"
        raise InvalidArguments(msg, slot="question", problem="vague")
    if question == "several":
        msg = "look_up: question: fits several"
        raise InvalidArguments(
            msg, slot="question", problem="ambiguous", options=[("a", "响应时限"), ("b", "受理机制")]
        )
    if question == "bug":
        raise KeyError(question)
    return LookUpResult(
        text=f"“{QUOTE}”",
        found=1,
        citations=(Citation(document=STANDARD, clause="8.3.1 b)", quote=QUOTE),),
        suggestions=(Suggestion(title="8.3.2讲什么"),),
        focus=Focus(passages=("standard#8.3.1.b",), tool="look_up"),
    )


@tool(ToolWording("登记工单", {"subject": "什么事？"}), writes=True)
async def open_ticket(context: ToolContext, subject: str) -> TicketResult:
    """Open a ticket.

    Args:
        subject: What it is about.
    """
    if subject == "closed":
        msg = "already closed"
        raise Conflict(msg)
    if subject == "slow":
        await asyncio.sleep(0.6)
    written.append(context.message)
    return TicketResult(text="已登记，编号T0007。", number="T0007")


@tool(
    ToolWording("删除资料", {"name": "哪一份？"}, confirm=lambda given: f"删除{given['name']}？"),
    writes=True,
    confirm="always",
)
async def erase(context: ToolContext, name: str) -> TicketResult:
    """Erase a document.

    Args:
        name: Which one.
    """
    written.append("erased")
    return TicketResult(text="", number="")


@tool(ToolWording("导出名单"), roles=frozenset({"operator"}))
async def export_contacts(context: ToolContext) -> TicketResult:
    """Export the contacts."""
    return TicketResult(text="", number="")


CATALOG = (look_up, open_ticket, erase, export_contacts)
