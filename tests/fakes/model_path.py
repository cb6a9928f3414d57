"""The model path as tests drive it: a turn's context, what is said on the way, and the draft it ends with."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from assistant.drafts import Drafted
from assistant.messages import TextDelta
from tests.fakes.sample_tools import LABEL
from tools.kit.tool import ToolContext

if TYPE_CHECKING:
    from assistant.agent import ModelAgent
    from assistant.exchanges import Exchange
    from tools.kit.ports import Library

GOOD = f"要，而且有时限。标准写明“应建立问题受理机制，对企业诉求在2个工作日内响应”{LABEL}。"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def context(role: str = "enterprise") -> ToolContext:
    return ToolContext(
        role=cast("Any", role),
        contact="c1",
        conversation="v1",
        message="m1",
        now=NOW,
        library=cast("Library", None),
    )


async def drive(
    agent: ModelAgent,
    text: str = "平台要多久响应企业诉求？",
    *,
    stream: bool = False,
    role: str = "enterprise",
    history: tuple[Exchange, ...] = (),
    events: list[Any] | None = None,
) -> tuple[list[Any], Drafted]:
    seen: list[Any] = [] if events is None else events
    async for event in agent.answer(context(role), text, history, stream=stream):
        seen.append(event)  # noqa: PERF401 -- what came before a failure counts
    assert isinstance(seen[-1], Drafted)
    return seen[:-1], seen[-1]


def said(events: list[Any]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def tool_answer(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the last tool gave the model."""
    return cast("dict[str, Any]", json.loads(body["messages"][-1]["content"]))


BOTH = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
