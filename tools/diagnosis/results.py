"""What the tools of a diagnosis give back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus.surveys import Form  # noqa: TC001 -- pydantic reads it
from tools.domain.diagnosis.results import Kind, Result  # noqa: TC001 -- pydantic reads it
from tools.kit.tool import ToolResult

if TYPE_CHECKING:
    from corpus.surveys import Question

Stage = Literal["choosing", "asking", "paused", "done", "none"]


class Recorded(ToolResult):
    """What a step of a diagnosis has come to.

    Attributes:
        assessment: The diagnosis; None where there is none.
        form: Its form.
        stage: A form is being chosen, a question is asked, it waits, it is done, or there is none.
        question: The question that is asked now.
        position: Its place in the form, counted from 1; ``count`` is how many there are.
        count: See ``position``.
        recorded: The question an answer was kept for in this step, ``kind`` and ``option`` (0 to 4) what was kept.
        kind: See ``recorded``.
        option: See ``recorded``.
        result: What a finished diagnosis comes to.
    """

    assessment: str | None = None
    form: Form | None = None
    stage: Stage
    question: str | None = None
    position: int | None = None
    count: int | None = None
    recorded: str | None = None
    kind: Kind | None = None
    option: int | None = None
    result: Result | None = None


class Shown(ToolResult):
    """A finished diagnosis.

    Attributes:
        assessment: The diagnosis; None where none is finished.
        finished_on: The day it was finished, ISO.
        result: What it came to.
        previous: What the one before it came to, of the same version of the questionnaire.
        previous_on: The day that was finished, ISO.
        unfinished: A diagnosis that was begun and not finished.
    """

    assessment: str | None = None
    finished_on: str | None = None
    result: Result | None = None
    previous: Result | None = None
    previous_on: str | None = None
    unfinished: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept.

    Attributes:
        question: For which question.
        kind: As what.
        option: 0 to 4 where one was chosen.
        line: How it is confirmed.
    """

    question: Question
    kind: Kind
    option: int | None
    line: str


def told_of(kept: Kept | None) -> dict[str, Any]:
    """Return what a result says of an answer that was kept; nothing for none.

    Args:
        kept: The answer.
    """
    if kept is None:
        return {}
    return {"recorded": kept.question.id, "kind": kept.kind, "option": kept.option}
