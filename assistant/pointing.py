"""What a message points at without naming it: an enterprise under discussion, one of a list, a scenario offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.calls import Call, Offer
from tools.domain.region import may_be_name
from tools.kit import lexicon
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.calls import Step
    from tools.kit.tool import Focus, Tool

COMPARE, OPEN = "compare_enterprises", "open_ticket"


def spelled(steps: tuple[Step, ...], text: str, focus: Focus) -> tuple[Step, ...]:
    """Name the scenario that a need points at by its place among those offered.

    Args:
        steps: What the message asks for.
        text: Normalised text.
        focus: What the conversation was about.
    """
    match = lexicon.PLACE_NAMED.search(text)
    if match is None:
        return steps
    offered = [s.title for s in focus.offered if "scenario" in s.arguments]
    place = number(match[1])
    if not 0 < place <= len(offered):
        return steps
    said = text.replace(match[0], offered[place - 1], 1)
    return tuple(
        replace(step, arguments={**step.arguments, "question": said}, question=said)
        if isinstance(step, Call) and step.tool == OPEN
        else step
        for step in steps
    )


def pointed(steps: tuple[Step, ...], text: str, focus: Focus, catalog: Mapping[str, Tool]) -> tuple[Step, ...]:
    """Give steps the enterprise that a message points at without naming it.

    Args:
        steps: What the message asks for.
        text: Normalised text.
        focus: What the conversation was about.
        catalog: The tools there are, by name.
    """
    if again := _in_its_place(text, focus, catalog):
        return (again,)
    firm = _of_the_list(text, focus)
    if firm is None and (under := focus.arguments.get("enterprise")):
        firm = str(under)
        if len(steps) == 1 and isinstance(steps[0], Call) and steps[0].tool == COMPARE and lexicon.ONE_SIDE.match(text):
            return (replace(steps[0], arguments={**steps[0].arguments, "first": firm}),)
        return tuple(_of_this_firm(step, text, firm, catalog) for step in steps)
    return steps if firm is None else tuple(_given(step, firm, catalog) for step in steps)


def _in_its_place(text: str, focus: Focus, catalog: Mapping[str, Tool]) -> Call | None:
    """Ask the same of another enterprise that is named in the place of the one under discussion."""
    match = lexicon.IN_ITS_PLACE.fullmatch(text.strip())
    tool = catalog.get(focus.tool or "")
    if match is None or tool is None or tool.writes or "enterprise" not in focus.arguments:
        return None
    name = (match["name"] or match["other"]).strip()
    return Call(tool.name, {**focus.arguments, "enterprise": name}, text) if may_be_name(name) else None


def _of_the_list(text: str, focus: Focus) -> str | None:
    """Return the enterprise of a list just shown that a message names by its place."""
    match = lexicon.PLACE_OF_FIRM.search(text)
    shown = [str(s.arguments["enterprise"]) for s in focus.offered if "enterprise" in s.arguments]
    place = number(match[1]) if match else 0
    return shown[place - 1] if 0 < place <= len(shown) else None


def _of_this_firm(step: Step, text: str, firm: str, catalog: Mapping[str, Tool]) -> Step:
    """Take the enterprise under discussion for the one an operator points at."""
    if isinstance(step, Offer):
        calls = (_of_this_firm(call, text, firm, catalog) for call in step.calls)
        return replace(step, calls=tuple(call for call in calls if isinstance(call, Call)))
    if not isinstance(step, Call):
        return step
    said = step.arguments.get("enterprise")
    return _given(step, firm, catalog) if lexicon.THIS_FIRM.search(str(said or text)) else step


def _given(step: Step, firm: str, catalog: Mapping[str, Tool]) -> Step:
    if not isinstance(step, Call) or "enterprise" not in catalog[step.tool].parameters.model_fields:
        return step
    return replace(step, arguments={**step.arguments, "enterprise": firm})
