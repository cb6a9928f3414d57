"""How answers come from an account of ours: at once, or when a test lets them go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tools.catalog import CATALOG
from tools.kit.tool import Tool, ToolContext, ToolResult, ToolWording, tool

LONG = "数据分类分级，重要数据加密存储，访问留痕并定期审计，供应商按合同约定承担同等的保护责任。" * 18
"""An answer that takes two messages."""


@dataclass
class Pace:
    """How answers come: those that are held wait until they are let go.

    Attributes:
        ran: The questions in the order their answers were worked out.
        answers: What is said to a question where it is not the usual.
    """

    ran: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    _held: dict[str, asyncio.Event] = field(default_factory=dict)

    def hold(self, *questions: str) -> None:
        """Let answers to these wait."""
        self._held |= {question: asyncio.Event() for question in questions}

    def release(self, *questions: str) -> None:
        """Let them go, or all."""
        for question in questions or self._held:
            self._held[question].set()

    async def answer(self, question: str) -> str:
        """Work an answer out."""
        if question in self._held:
            await self._held[question].wait()
        self.ran.append(question)
        return self.answers.get(question, f"答“{question}”。")

    def catalog(self) -> tuple[Tool, ...]:
        """Return the catalog with a tool in it that answers every question at this pace."""

        @tool(ToolWording("查一查", {"question": "想问什么？"}))
        async def search_sources(
            context: ToolContext,
            question: str,
            about: str = "",
            near: str = "",
        ) -> ToolResult:
            """Answer a question.

            Args:
                question: What is asked.
                about: The question before.
                near: The clause before.
            """
            return ToolResult(text=await self.answer(question))

        return (search_sources, *(one for one in CATALOG if one.name != search_sources.name))
