"""What a diagnosis comes to, in the form it is kept in and others read it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.surveys import DimensionId, Form

Kind = Literal["chosen", "skipped", "unknown", "not_applicable"]
"""What an answer is; only a chosen option counts, what does not apply is left out, the rest lowers the confidence."""


class Given(BaseModel):
    """An answer as scoring takes it.

    Attributes:
        kind: What it is.
        option: 0 to 4 where an option was chosen.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    option: int | None = None


class Part(BaseModel):
    """One dimension of a result.

    Attributes:
        id: Such as ``D1``; ``name`` is what people read.
        weight: Of 100 over the five.
        score: 0 to 100; None without enough basis.
        insufficient: Fewer than half of the questions that apply have an answer that counts.
        asked: Questions of the form in this dimension.
        applicable: Those that apply to the firm.
        answered: Those with an answer that counts.
        low: The score if everything left open were worth nothing; None where nothing applies.
        high: The score if everything left open were worth the most.
    """

    model_config = ConfigDict(frozen=True)

    id: DimensionId
    name: str
    weight: int
    score: float | None
    insufficient: bool
    asked: int
    applicable: int
    answered: int
    low: float | None
    high: float | None


class Gate(BaseModel):
    """A bar on the way to a level that the total alone would have given.

    Attributes:
        level: The level it stands before.
        dimension: The dimension whose score is too low or without basis, or None.
        question: The question whose option is too low or left open, or None.
        needed: What it takes: a score, or an option of 0 to 4.
        actual: What there is; None where there is no basis.
    """

    model_config = ConfigDict(frozen=True)

    level: str
    dimension: DimensionId | None = None
    question: str | None = None
    needed: int
    actual: float | None


class Trigger(BaseModel):
    """An answer that something rests on.

    Attributes:
        question: The question's id.
        option: The option chosen, 0 to 4.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    option: int


class Pain(BaseModel):
    """A pain the answers point to.

    Attributes:
        rule: The rule's id, such as ``P03``.
        pain: What hurts, with the part of the business before the colon.
        ask: What to ask next.
        modules: Modules of the scenario catalog that help.
        recommend: What to do, where no module is named.
        priority: (4 - option) x weight x the factor for pains the firm names itself; the highest of its triggers.
        self_named: The firm names this part of the business among its own three pains.
        triggers: The answers that point to it.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    pain: str
    ask: str
    modules: tuple[str, ...] = ()
    recommend: str | None = None
    priority: float
    self_named: bool
    triggers: tuple[Trigger, ...]


class Contradiction(BaseModel):
    """Answers that can hardly all be true."""

    model_config = ConfigDict(frozen=True)

    triggers: tuple[Trigger, ...]


class Result(BaseModel):
    """What a diagnosis comes to; ``assessments.result`` holds it as JSON.

    Attributes:
        form: The form that was answered.
        questionnaire: The questionnaire's version.
        label: How the result must be marked, such as an estimate; None for none.
        total: 0 to 100 over the dimensions with enough basis; None where there is none.
        low: The total if everything left open were worth nothing.
        high: The total if everything left open were worth the most.
        level: Such as ``L2``; None where the confidence is too low for one.
        level_name: Its name.
        by_total: The level by the total alone; None where ``level`` is.
        held_back: What stands before the next level, where the total would have given more.
        ceiling: The highest level the form gives would have been passed in the full one.
        confidence: Weight of the answers that count over the weight of what applies, 0 to 1.
        dimensions: Scores by dimension id; None without enough basis.
        parts: The dimensions in full, in order.
        strongest: The dimension with the highest score; ``weakest`` that with the lowest. None where all are equal.
        weakest: See ``strongest``.
        asked: Questions of the form; ``applicable`` those that apply; ``answered`` those with an answer that counts.
        applicable: See ``asked``.
        answered: See ``asked``.
        pains: By priority, the highest first.
        contradictions: Answers to check.
    """

    model_config = ConfigDict(frozen=True)

    form: Form
    questionnaire: str
    label: str | None = None
    total: float | None
    low: float
    high: float
    level: str | None
    level_name: str | None
    by_total: str | None
    held_back: tuple[Gate, ...] = ()
    ceiling: bool = False
    confidence: float
    dimensions: dict[str, float | None]
    parts: tuple[Part, ...]
    strongest: DimensionId | None
    weakest: DimensionId | None
    asked: int
    applicable: int
    answered: int
    pains: tuple[Pain, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
