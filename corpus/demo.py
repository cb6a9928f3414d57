"""Typed records of the fictional region that newcomers try things on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from corpus.follow_ups import Route
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


class DemoUse(Record):
    """How a scenario is used, as told at a moment; see ``DemoRegion``."""

    at: float
    per_week: float | None = None
    minutes: float | None = None
    coverage: float | None = None
    effect: str | None = None


class DemoAdoption(Record):
    """A decision on a scenario.

    Attributes:
        firm: Whose.
        scenario: Its id.
        state: How far it is.
        at: When that was told, see ``DemoRegion``.
        go_live: When it went live, the same.
        ahead: In how many days it goes live.
        note: What was said.
        uses: How it is used.
    """

    firm: str
    scenario: str
    state: Literal["planned", "live", "stopped", "declined"]
    at: float
    go_live: float | None = None
    ahead: int | None = None
    note: str = ""
    uses: tuple[DemoUse, ...] = ()


class DemoPromise(Record):
    """Something promised, and in how many days it is due."""

    firm: str
    side: Literal["enterprise", "platform"]
    text: str
    at: float
    ahead: int
    state: Literal["open", "kept", "dropped"] = "open"


class DemoFollowUp(Record):
    """Something the platform came back with, and what came of it.

    Attributes:
        firm: Whom it was for.
        rule: Of which rule.
        step: Which of its steps.
        at: When it was sent, given up, or made for a person, see ``DemoRegion``.
        state: How it stands.
        route: The way it took.
        reason: Why it was not sent, or is put off.
        say: What it said.
        seen: The web inbox was opened.
        replied: Hours until an answer came.
        converted: Hours until what it asked for was done.
        refused: What they wanted no more of a little later, in their own words: a purpose and the words.
        note: What came of it, by the person who looked after it.
    """

    firm: str
    rule: str
    step: str
    at: float
    state: Literal["due", "sent", "uncertain", "task", "done", "cancelled", "expired", "failed"] = "sent"
    route: Route | None = None
    reason: str | None = None
    say: Text = ""
    seen: bool = False
    replied: float | None = None
    converted: float | None = None
    refused: tuple[str, str] | None = None
    note: str | None = None


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
    adoptions: tuple[DemoAdoption, ...] = ()
    promises: tuple[DemoPromise, ...] = ()
    follow_ups: tuple[DemoFollowUp, ...] = ()


def load_demo(data: Path) -> DemoRegion:
    """Read the fictional region.

    Args:
        data: The folder of data files.
    """
    return DemoRegion.model_validate(read(data / "demo.yaml"))
