"""Typed records of the maturity questionnaire and of an enterprise's archive."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import AliasChoices, Field

from corpus.records import Record, Text, read

if TYPE_CHECKING:
    from pathlib import Path

DimensionId = Literal["D1", "D2", "D3", "D4", "D5"]
Form = Literal["quick", "full"]


class Dimension(Record):
    """One of the five dimensions of 8.3.1 b); weights add up to 100."""

    id: DimensionId
    name: str
    weight: int


class Question(Record):
    """One question with five options, worth 0 to 4 points in their order.

    Attributes:
        id: Such as ``Q01``.
        dim: Its dimension.
        weight: Of 100 over all questions.
        text: What is asked.
        options: As shown, numbered from 1.
        pains: Parts of the business a low answer points to.
        quick: Whether it is in the quick form.
        allow_na: Whether it may not apply to a firm.
    """

    id: str
    dim: DimensionId
    weight: int
    text: str
    options: tuple[Text, ...]
    pains: tuple[str, ...] = ()
    quick: bool
    allow_na: bool


class Level(Record):
    """A level, the least total it takes and its gates."""

    id: str
    name: str
    min_total: int
    gates: dict[DimensionId, int] = Field(default_factory=dict)
    question_gates: dict[str, int] = Field(default_factory=dict)
    full_version_only: bool = False
    ref_eval_2024: str | None = None
    ref_gbt_43439: str | None = None
    ref_gbt_39116: str | None = None


class Condition(Record):
    """Comparisons such as ``Q11<=1``, ``D4<40``, ``total>=40`` or ``profile.energy_cost_high``."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()


class PainRule(Record):
    """Answers that point to a pain, and the modules that help."""

    id: str
    when: Condition
    pain: str
    ask: str
    modules: tuple[str, ...] = ()
    recommend: str | None = None


class Contradiction(Record):
    """Answers that can hardly both be true."""

    when: Condition


class FormRecord(Record):
    """One form of the questionnaire."""

    name: str
    questions: tuple[str, ...]
    estimated_minutes: float
    label: str | None = None


class Segment(Record):
    """A group of firms that are served alike (8.2.4 c)."""

    id: str
    who: str
    service: str


class Questionnaire(Record):
    """The questionnaire of one version."""

    version: Text
    disclaimer: str
    dimensions: tuple[Dimension, ...]
    versions: dict[Form, FormRecord]
    questions: tuple[Question, ...]
    levels: tuple[Level, ...]
    pain_rules: tuple[PainRule, ...]
    pain_priority: dict[str, Any]
    contradictions: tuple[Contradiction, ...]
    segments: tuple[Segment, ...]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """The questions by id."""
        return {question.id: question for question in self.questions}

    def form(self, form: Form) -> tuple[Question, ...]:
        """Return the questions of a form in order."""
        return tuple(self.by_id[name] for name in self.versions[form].questions)


FieldKind = Literal["text", "integer", "number", "flag", "choice", "list"]


class ArchiveField(Record):
    """A field of an enterprise's archive.

    Attributes:
        key: Its name in rows and arguments.
        name: What people call it; ``aliases`` are other names.
        group: The group it is shown in.
        kind: What its value is; a list holds some of ``options``, a flag is true or false.
        options: What may be chosen.
        unit: Of a number.
        feature: The feature of the portrait (8.3.1 e) it belongs to.
        quick: Whether the quick intake asks for it.
        personal: Whether it is personal data, kept only with consent.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    unit: str | None = None
    feature: str | None = None
    quick: bool = False
    personal: bool = False


class Archive(Record):
    """The fields of an enterprise's archive."""

    basis: str
    privacy: str
    features: dict[str, str]
    rows: tuple[ArchiveField, ...] = Field(validation_alias=AliasChoices("fields", "rows"))

    @cached_property
    def by_key(self) -> dict[str, ArchiveField]:
        """The fields by key, in order."""
        return {field.key: field for field in self.rows}


class Sayings(Record):
    """How people answer one question in their own words.

    Attributes:
        help: What the question is after, in plain words.
        options: Ways to say each option, in their order.
        absent: Ways to say that it does not concern one.
        called: What people call its subject when they speak of the question.
    """

    help: str
    options: tuple[tuple[Text, ...], ...]
    absent: tuple[Text, ...] = ()
    called: tuple[Text, ...] = ()


def load_sayings(data: Path) -> dict[str, Sayings]:
    """Read how people answer, by question id."""
    return {name: Sayings.model_validate(record) for name, record in read(data / "answers.yaml").items()}


def load_questionnaire(data: Path) -> Questionnaire:
    """Read the questionnaire."""
    return Questionnaire.model_validate(read(data / "questionnaire.yaml"))


def load_archive(data: Path) -> Archive:
    """Read the archive's fields."""
    return Archive.model_validate(read(data / "archive.yaml"))
