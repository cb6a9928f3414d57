"""Questions back to a person: whether to go ahead with a change, and which buttons stand below an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import wording
from tools.kit.tool import Pending, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.kit.tool import Tool

MOST_SUGGESTIONS = 4
"""Next questions below an answer; answers to a question that is open come on top of them."""
MOST_BUTTONS = 10


def buttons(pending: Pending | None, others: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Put the answers to an open question before what one might ask next, each title once."""
    choices = {s.title: s for s in (pending.choices if pending else ())}
    rest = [s for s in {s.title: s for s in others}.values() if s.title not in choices][:MOST_SUGGESTIONS]
    return (*choices.values(), *rest)[:MOST_BUTTONS]


def confirmation(tool: Tool, arguments: Mapping[str, object]) -> Pending:
    """Ask whether to go ahead with a change."""
    words = tool.wording.confirm
    question = words(arguments) if words else tool.wording.title
    choices = (Suggestion(title=wording.GO_AHEAD), Suggestion(title=wording.NOT_NOW))
    return Pending(tool=tool.name, slot=None, arguments=dict(arguments), question=question, choices=choices)
