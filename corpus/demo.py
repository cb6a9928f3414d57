"""Typed records of the fictional region that newcomers try things on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from corpus.records import Record, Text, read
from corpus.surveys import Form

if TYPE_CHECKING:
    from pathlib import Path


class DemoDiagnosis(Record):
    """A run of the questionnaire.

    Attributes:
        form: Which form.
        at: When it began, see ``DemoRegion``.
        answers: One sign a question of the form in order: 0 to 4 an option, ``-`` unknown, ``x`` not applicable; an
            unfinished run has fewer.
        state: How it stands.
    """

    form: Form
    at: float
    answers: Text
    state: Literal["open", "paused", "done"] = "done"


class DemoEnterprise(Record):
    """An enterprise with its facts, by the archive's field keys."""

    key: str
    name: str
    at: float
    verified: bool
    facts: dict[str, Any]
    diagnosis: DemoDiagnosis | None = None
    again: DemoDiagnosis | None = None


class DemoNeed(Record):
    """A need of several firms."""

    key: str
    title: str
    module: str
    at: float
    supporters: tuple[str, ...]


class DemoTicket(Record):
    """A ticket, as far as it has come."""

    key: str
    firm: str
    kind: Literal["need", "question", "complaint", "hand_off"]
    module: str
    severity: Literal["urgent", "high", "normal", "low"]
    state: Literal["recorded", "assessed", "scheduled", "resolved", "verified", "revisited", "closed"]
    at: float
    text: str
    need: str | None = None


class DemoSurvey(Record):
    """A score with a sentence."""

    firm: str
    stage: Literal["process", "go_live", "effect"]
    about: Literal["ticket", "service"]
    score: int
    at: float
    ticket: str | None = None
    comment: str | None = None


class DemoKpi(Record):
    """A value of an indicator."""

    firm: str
    indicator: str
    stage: Literal["baseline", "actual"]
    period: str
    value: Text
    unit: str
    at: float


class DemoHandOff(Record):
    """A talk handed to a person."""

    ticket: str
    state: Literal["waiting", "released"]
    at: float


class DemoTalk(Record):
    """A question with its answer; ``absent`` names the kind of question the sources do not answer."""

    firm: str
    at: float
    ask: str
    say: str = ""
    absent: str | None = None
    tool: str = "search_sources"


class DemoRegion(Record):
    """A fictional region.

    Moments are counted in months: the whole part says which, 0 the present and -1 the one before, the rest how much of
    it has passed; of the present month only what has passed counts.
    """

    mark: str
    enterprises: tuple[DemoEnterprise, ...]
    needs: tuple[DemoNeed, ...] = ()
    tickets: tuple[DemoTicket, ...] = ()
    surveys: tuple[DemoSurvey, ...] = ()
    kpis: tuple[DemoKpi, ...] = ()
    hand_offs: tuple[DemoHandOff, ...] = Field(default=())
    talks: tuple[DemoTalk, ...] = ()


def load_demo(data: Path) -> DemoRegion:
    """Read the fictional region.

    Args:
        data: The folder of data files.
    """
    return DemoRegion.model_validate(read(data / "demo.yaml"))
