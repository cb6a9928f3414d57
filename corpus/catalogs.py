"""Typed records read from the package's data files."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from corpus.lexical import Lexicon, normalise
from corpus.records import Record, Text, read
from corpus.surveys import Archive, Questionnaire, load_archive, load_questionnaire

if TYPE_CHECKING:
    from pathlib import Path

_NAMING = 3
"""Characters from which an alias alone names its record."""


class Source(Record):
    """A page a fact was seen on."""

    url: str
    page_date: Text | None = None
    note: str | None = None


class Limit(Record):
    """A bound on a figure of the applicant's, as the record states it.

    Attributes:
        measure: What is measured: ``revenue``, ``employees``, ``main_share`` and the like.
        op: Whether the value is the most or the least allowed.
        value: In yuan for money, a fraction for shares, else a plain count.
        unit: ``yuan``, ``share``, ``people``, ``years``, ``items``, ``points`` or ``place``.
        any_of: Limits with the same mark are alternatives; None stands alone.
        text: The line of the record that says so, verbatim.
    """

    measure: str
    op: Literal["max", "min"]
    value: float
    unit: Literal["yuan", "share", "people", "years", "items", "points", "place"]
    any_of: str | None = None
    text: str


class Rate(Record):
    """Which share of an amount is paid, and up to what.

    Attributes:
        base: The measure of the amount the share is taken of.
        share: The highest share, 0 to 1.
        cap: The highest payment, in yuan; None where none is stated.
        caps_by_level: The highest payment by the level reached, in yuan.
        text: The line of the record that says so, verbatim.
    """

    base: str
    share: float
    cap: float | None = None
    caps_by_level: dict[str, float] = Field(default_factory=dict)
    text: str


class PolicyCondition(Record):
    """One thing a policy asks of a firm.

    Attributes:
        field: A field of the archive, or ``level``; None for what no file tells, or for the size.
        op: How it is compared: the town lies ``within`` a region, the value is ``in`` a list, the list ``has`` one of
            some, it is at least ``min``, ``over``, or at most ``max`` a figure, the firm has an ``age`` in years, it is
            ``planned`` within some years, it is ``rated`` at a level; ``sized`` asks for a small or middle-sized firm,
            ``project`` for work of some kind, and only the firm itself can tell ``self``.
        value: What it is compared with.
        maybe: Values that leave it open.
        about: Which part of the line it stands for, where the line says more than one thing.
        rules_out: The field can show that the condition is not met, never that it is.
        goal: What it is needed for, where the policy serves several ends.
        after: It is to be met by the work that is paid for, not before.
        any_of: Conditions with the same mark are alternatives; None stands alone.
        text: The line of the record that says so, verbatim.
    """

    field: str | None = None
    op: Literal["within", "in", "has", "min", "over", "max", "age", "planned", "rated", "sized", "project", "self"]
    value: float | str | tuple[str, ...] | None = None
    maybe: tuple[str, ...] = ()
    about: str | None = None
    rules_out: bool = False
    goal: str | None = None
    after: bool = False
    any_of: str | None = None
    text: str


class Policy(Record):
    """A policy document.

    Dates are inclusive; None is unknown, or no end stated. A policy is open only between ``apply_from``
    and ``apply_until``.
    """

    id: str
    title: str
    aliases: tuple[Text, ...] = ()
    issuer: tuple[str, ...] = ()
    doc_no: str | None = None
    level: str
    region: str
    issued: Text | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    apply_from: date | None = None
    apply_until: date | None = None
    applies: Literal["firms", "platform", "cities", "none"]
    status: str
    replaced_by: str | None = None
    validity_note: str
    themes: tuple[str, ...] = ()
    applies_to: str
    summary: str
    provisions: tuple[str, ...] = ()
    eligibility: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    rates: tuple[Rate, ...] = ()
    conditions: tuple[PolicyCondition, ...] = ()
    how_to_apply: str | None = None
    sources: tuple[Source, ...] = ()
    confidence: Literal["verified", "partial"]
    unverified: str | None = None

    def open_on(self, day: date) -> bool | None:
        """Tell whether one can apply on a day: None where the sources do not say."""
        if self.apply_until is not None and day > self.apply_until:
            return False
        if self.apply_from is not None and day < self.apply_from:
            return False
        if self.in_force_until is not None and day > self.in_force_until:
            return False
        return True if self.apply_from or self.apply_until else None


class Scenario(Record):
    """An AI or digitalisation scenario with the fields of clause 7.3."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    industry: str
    module: str
    description: str
    summary: str
    pain_points: tuple[str, ...] = ()
    model_type: str
    data_prerequisites: str
    business_standard: str | None = None
    hardware: str | None = None
    software: str | None = None
    algorithm: str | None = None
    services: str | None = None
    expected_indicators: tuple[str, ...] = ()
    business_effect: str | None = None
    economic_benefit: str | None = None
    min_level: str | None = None
    dimension_gate: str | None = None
    effort: str
    duration: str
    duration_basis: str | None = None
    partner_category: str | None = None
    clauses: tuple[Text, ...] = ()
    evidence: tuple[Source, ...] = ()
    status: str


class Variable(Record):
    """An input of an indicator's formula; an optional one is for a formula that stands beside it."""

    name: str
    key: str
    aliases: tuple[Text, ...] = ()
    unit: str | None = None
    kind: str
    optional: bool = False


class Beside(Record):
    """A formula that stands beside an indicator's own."""

    name: str
    formula: str


class Printed(Record):
    """What is wrong with an indicator in print, and how it is read."""

    printed: str
    corrected: str
    say: str


class Indicator(Record):
    """One of the 44 indicators of Appendix 2."""

    id: str
    name: str
    aliases: tuple[Text, ...] = ()
    subclass: str
    entry: str
    printed_name: str | None = None
    printed_formula: str | None = None
    printed_display: str | None = None
    reading: Literal["printed", "corrected", "customary"]
    formula: str
    also: tuple[Beside, ...] = ()
    variables: tuple[Variable, ...] = ()
    direction: Literal["up", "down"]
    result_unit: str
    kind: str
    guidance: str | None = None
    clause: str
    erratum: Printed | None = None


class Conversion(Record):
    """A coefficient by which figures are converted, with its source; None where firms must give their own."""

    id: str
    name: str
    from_unit: str
    to_unit: str
    factor: Decimal | None = None
    source: str | None = None
    note: str


class Erratum(Record):
    """Something the standard gets wrong in print."""

    id: str
    clause: str
    clauses: tuple[Text, ...] = ()
    printed: str
    reading: str
    say: str


class UnreliableClaim(Record):
    """A claim in circulation that must not be repeated."""

    id: str
    claim: str
    keywords: tuple[Text, ...]
    why: str
    say: str
    kind: Literal["document", "figure"] = "document"
    instead: tuple[str, ...] = ()


class ServiceNote(Record):
    """How the assistant itself is used, or what comes of it.

    Attributes:
        id: Unique.
        about: Pattern of what is spoken of, in normalised text.
        asks: Pattern of what is asked of it.
        unless: Pattern of what makes it another question; none where it is empty.
        answer: What is said.
        declined: Whether it says that the sources hold no answer.
        sure: Whether a text that asks this is for nothing else, whatever tool its words sound like.
        role: Whom alone it is for; everybody where it is empty.
    """

    id: str
    about: re.Pattern[str]
    asks: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    answer: str
    declined: bool = False
    sure: bool = False
    role: Literal["enterprise", "operator"] | None = None

    def answers(self, text: str) -> bool:
        """Tell whether a normalised text asks this."""
        other = self.unless is not None and self.unless.search(text) is not None
        return not other and self.about.search(text) is not None and self.asks.search(text) is not None


class Absent(Record):
    """A kind of question the sources hold no answer to; ``needs`` is what a message must hold to be of it at all."""

    id: str
    topic: str
    say: str
    turn_to: str
    suggest: tuple[str, ...] = ()
    cites: tuple[Text, ...] = ()
    cues: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: str = ""
    questions: tuple[Text, ...]


class Fact(Record):
    """A fact about the standard as a whole: how many, which, when."""

    id: str
    answer: str
    cites: tuple[Text, ...]
    questions: tuple[Text, ...]


class UnitQuestions(Record):
    """What people ask about one unit, and what it means in plain words."""

    plain: str | None = None
    questions: dict[str, tuple[Text, ...]] | tuple[Text, ...]

    def by_field(self) -> dict[str, tuple[str, ...]]:
        """Return the questions by field; those without one are about the whole."""
        return self.questions if isinstance(self.questions, dict) else {"about": self.questions}

    def joined(self, other: UnitQuestions) -> UnitQuestions:
        """Add the questions another file has for the same unit."""
        mine, theirs = self.by_field(), other.by_field()
        both = {f: tuple(dict.fromkeys((*mine.get(f, ()), *theirs.get(f, ())))) for f in {**mine, **theirs}}
        return UnitQuestions(plain=self.plain or other.plain, questions=both)


class Catalogs(Record):
    """All records of one generation."""

    policies: dict[str, Policy]
    scenarios: dict[str, Scenario]
    indicators: dict[str, Indicator]
    paired_indicators: frozenset[str] = frozenset()
    over_100_allowed: frozenset[str] = frozenset()
    conversions: dict[str, Conversion] = Field(default_factory=dict)
    errata: tuple[Erratum, ...]
    unreliable_claims: tuple[UnreliableClaim, ...]
    service: tuple[ServiceNote, ...] = ()
    absent: dict[str, Absent]
    facts: dict[str, Fact]
    questionnaire: Questionnaire
    archive: Archive
    scenario_notes: tuple[str, ...] = ()
    compiled: Text = ""

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The normalised titles and aliases of each policy and scenario, by id."""
        records = [(p.id, (p.title, *p.aliases)) for p in self.policies.values()]
        records += [(s.id, (s.name, *s.aliases)) for s in self.scenarios.values()]
        return {record: tuple(n for n in map(normalise, names) if len(n) >= _NAMING) for record, names in records}

    def errata_of(self, clause: str) -> tuple[Erratum, ...]:
        """Return the misprints of a clause or of anything below it."""
        below = (clause + ".", clause + " ")
        return tuple(e for e in self.errata if any(c == clause or c.startswith(below) for c in (e.clause, *e.clauses)))


def _optional(path: Path) -> Any:  # noqa: ANN401 -- as above
    return (read(path) or []) if path.exists() else []


def load(data: Path) -> Catalogs:
    """Read all catalogs.

    Args:
        data: The folder of data files.
    """
    policies = read(data / "policies.yaml")
    scenarios = read(data / "scenarios.yaml")
    indicators = read(data / "indicators.yaml")
    return Catalogs.model_validate(
        {
            "policies": {p["id"]: p for p in policies["policies"]},
            "scenarios": {s["id"]: s for s in scenarios["scenarios"]},
            "indicators": {i["id"]: i for i in indicators["indicators"]},
            "paired_indicators": indicators["meta"]["paired_required"],
            "over_100_allowed": indicators["meta"]["over_100_allowed"],
            "conversions": {
                c["id"]: {**c, "factor": c["factor"] and str(c["factor"])} for c in indicators["conversions"]
            },
            "errata": indicators["errata"],
            "unreliable_claims": read(data / "unreliable_claims.yaml"),
            "service": read(data / "service.yaml"),
            "absent": {a["id"]: a for a in _optional(data / "absent.yaml")},
            "facts": {f["id"]: f for f in _optional(data / "facts.yaml")},
            "questionnaire": load_questionnaire(data),
            "archive": load_archive(data),
            "scenario_notes": scenarios["meta"]["notes"],
            "compiled": policies["meta"]["compiled"],
        }
    )


def load_questions(data: Path) -> dict[str, UnitQuestions]:
    """Read the expected questions of all units, by unit id within its document."""
    questions: dict[str, UnitQuestions] = {}
    for path in sorted((data / "questions").glob("*.yaml")):
        for unit, record in read(path).items():
            added = UnitQuestions.model_validate(record)
            known = questions.get(str(unit))
            questions[str(unit)] = known.joined(added) if known else added
    return questions


def load_lexicon(data: Path) -> Lexicon:
    """Read stop words, fillers and synonyms."""
    record, tables = read(data / "lexicon.yaml"), read(data / "synonyms.yaml")
    synonyms: dict[str, list[str]] = {word: list(others) for word, others in tables["expand"].items()}
    for group in tables["groups"]:
        for word in group:
            synonyms.setdefault(word, []).extend(other for other in group if other != word)
    english = {word: (term,) if isinstance(term, str) else tuple(term) for word, term in tables["english"].items()}
    return Lexicon(
        stop_words=record["stop_words"],
        stop_characters=record["stop_characters"],
        fillers=record["fillers"],
        words=record["words"],
        synonyms={word: tuple(dict.fromkeys(others)) for word, others in synonyms.items()},
        rewrites=(tables["cantonese"], tables["typos"]),
        english=english,
    )
