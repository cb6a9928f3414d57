"""What a message puts in the place of what is under discussion: another enterprise, a scenario that was offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.calls import Call
from tools.domain.region import may_be_name
from tools.kit import lexicon
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.calls import Step
    from tools.kit.tool import Focus, Tool

OPEN = "open_ticket"


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


def in_its_place(text: str, focus: Focus, catalog: Mapping[str, Tool]) -> Call | None:
    """Ask the same of an enterprise that is named in the place of the one under discussion, on file or not.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalog: The tools there are, by name.
    """
    match = lexicon.IN_ITS_PLACE.fullmatch(text.strip())
    tool = catalog.get(focus.tool or "")
    if match is None or tool is None or tool.writes or "enterprise" not in focus.arguments:
        return None
    name = (match["name"] or match["other"]).strip()
    return Call(tool.name, {**focus.arguments, "enterprise": name}, text) if may_be_name(name) else None
