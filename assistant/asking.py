"""Questions back to a person: whether to go ahead with a change, and which buttons stand below an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import wording
from tools.kit.tool import Pending, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.kit.errors import InvalidArguments
    from tools.kit.tool import Tool, ToolContext

MOST_SUGGESTIONS = 4
"""Next questions below an answer; answers to a question that is open come on top of them."""
MOST_BUTTONS = 10


def buttons(pending: Pending | None, others: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Put the answers to an open question before what one might ask next, each title once."""
    choices = {s.title: s for s in (pending.choices if pending else ())}
    rest = [s for s in {s.title: s for s in others}.values() if s.title not in choices][:MOST_SUGGESTIONS]
    return (*choices.values(), *rest)[:MOST_BUTTONS]


async def rehearsed(tool: Tool, context: ToolContext, arguments: Mapping[str, object]) -> Pending | None:
    """Ask whether to go ahead with a change, once it is known that it can be made.

    Returns:
        None where nothing would change, so that there is nothing to ask.

    Raises:
        ToolError: It cannot.
    """
    if tool.wording.foreseen is None:
        tool.check(context, arguments)
        return confirmation(tool, arguments)
    result = await tool.rehearse(context, arguments)
    asked = tool.wording.foreseen(arguments, result)
    return confirmation(tool, arguments, asked) if asked else None


def confirmation(tool: Tool, arguments: Mapping[str, object], question: str = "") -> Pending:
    """Ask whether to go ahead with a change."""
    words = tool.wording.confirm
    question = question or (words(arguments) if words else tool.wording.title)
    choices = (Suggestion(title=wording.GO_AHEAD), Suggestion(title=wording.NOT_NOW))
    return Pending(tool=tool.name, slot=None, arguments=dict(arguments), question=question, choices=choices)


def question(
    tool: Tool, slot: str, arguments: Mapping[str, object], options: Sequence[tuple[str, str]] = (), words: str = ""
) -> Pending:
    """Ask for a parameter, with values to pick from as buttons.

    Args:
        tool: The tool that needs it.
        slot: The parameter.
        arguments: What is known so far.
        options: Values to pick from, each with its title.
        words: What to ask; the tool's own question for the slot by default.
    """
    asked = words or tool.wording.questions[slot]
    choices = tuple(
        Suggestion(title=title, tool=tool.name, arguments={**arguments, slot: value}) for value, title in options
    )
    return Pending(tool=tool.name, slot=slot, arguments=dict(arguments), question=asked, choices=choices)


def question_back(tool: Tool, arguments: Mapping[str, object], error: InvalidArguments) -> Pending | None:
    """Ask for what a tool could not do without; None where the person cannot be asked for it."""
    slot = str(error.data.get("slot"))
    if slot not in tool.wording.questions:
        return None
    explain = tool.wording.explain
    known = {name: value for name, value in arguments.items() if name != slot}
    words = explain(error) if explain else None
    return question(tool, slot, known, _options(error.data.get("options")), words or "")


def _options(given: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, list | tuple):
        return ()
    return tuple((str(value), str(title)) for value, title in given)
