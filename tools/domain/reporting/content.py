"""The content of a report, in the form it is kept in; its number is a hash of it."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from pydantic import BaseModel, ConfigDict

from corpus.surveys import DimensionId

SHOWN_DIGITS = 16
"""Hexadecimal digits of a number that people see."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Peers(_Frozen):
    """Where others of the industry stand in one dimension.

    Attributes:
        count: How many there are.
        low: A quarter of them stands below.
        median: Half of them stands below.
        high: A quarter of them stands above.
    """

    count: int
    low: float
    median: float
    high: float


class DimensionScore(_Frozen):
    """One of the five dimensions.

    Attributes:
        id: Such as ``D1``.
        name: Its name.
        score: 0 to 100; None without enough basis.
        note: Why there is none, or that it is the strongest or the weakest; may be empty.
        answered: Answers that count.
        applicable: Questions that apply.
        previous: The score of the time before; None where it cannot be compared.
        peers: Where others stand; None where there are too few.
    """

    id: DimensionId
    name: str
    score: float | None
    note: str
    answered: int
    applicable: int
    previous: float | None
    peers: Peers | None


class AnswerGiven(_Frozen):
    """An answer the report relies on.

    Attributes:
        position: The question's place in the form.
        dimension: Name of its dimension.
        question: What was asked.
        answer: The option chosen, verbatim; or that the answer is not known, was skipped, or does not apply.
        counts: Whether it counts towards the score.
        evidence: How well it is founded, in words.
        key: A pain rests on it, or a level was held back by it.
    """

    position: int
    dimension: str
    question: str
    answer: str
    counts: bool
    evidence: str
    key: bool


class PainFound(_Frozen):
    """A pain.

    Attributes:
        pain: What hurts.
        causes: The answers that point to it, in words.
        ask: What to find out next.
        own: The firm names it itself.
        advice: What to do where the catalog has no module for it; may be empty.
        scenarios: Ids of the scenarios that help.
    """

    pain: str
    causes: tuple[str, ...]
    ask: str
    own: bool
    advice: str
    scenarios: tuple[str, ...]


class ScenarioMatched(_Frozen):
    """A scenario of the catalog.

    Attributes:
        id: Its id.
        name: Its name.
        summary: What it does, in a sentence.
        why: Why it is named.
        pains: Places of the pains it helps with, counted from 1.
        data: The data it needs.
        lacking: Data the firm said it has not got.
        hardware: Devices it needs; empty for none.
        effort: Light, middle or heavy, in the catalog's word.
        duration: The catalog's estimate.
        advisable: Nothing grave speaks against beginning now.
        caution: What speaks against it, in words; may be empty.
    """

    id: str
    name: str
    summary: str
    why: str
    pains: tuple[int, ...]
    data: str
    lacking: tuple[str, ...]
    hardware: str
    effort: str
    duration: str
    advisable: bool
    caution: str


class PolicyApplies(_Frozen):
    """A policy the firm meets the conditions of, or may meet.

    Attributes:
        id: Its id.
        title: Its title.
        fits: All conditions that can be told are met; otherwise it is open.
        standing: The same in words, with what is missing.
        amount: What it pays, in its own words; may be empty.
        deadline: The last day to apply, else the last day it holds.
        closes: The deadline is the last day to apply.
        days: Days until then.
        time: When one can apply, in words.
        how: How to apply.
        trust: How far the record was checked.
        source: Where it was seen; may be empty.
    """

    id: str
    title: str
    fits: bool
    standing: str
    amount: str
    deadline: date | None
    closes: bool
    days: int | None
    time: str
    how: str
    trust: str
    source: str


class ActionsUntil(_Frozen):
    """What to do within a number of days.

    Attributes:
        days: 30, 90 or 180.
        until: The last of them.
        items: In order.
    """

    days: int
    until: date
    items: tuple[str, ...]


class Moved(_Frozen):
    """A figure then and now, in words that name its unit."""

    name: str
    before: str
    after: str
    change: str


class Change(_Frozen):
    """What has changed since the time before.

    Attributes:
        day: When that was; None where there was none.
        text: In a sentence; also why nothing can be compared.
        rows: Figure by figure; empty where nothing can be compared.
    """

    day: date | None
    text: str
    rows: tuple[Moved, ...]


class ReportContent(_Frozen):
    """All that a report says.

    Attributes:
        title: Of the report.
        enterprise: The firm's name, or that it has given none.
        day: The day it was made on, in Shanghai.
        diagnosed: The day the diagnosis was finished.
        form: Which form was answered, in words.
        questionnaire: The questionnaire's version.
        conclusion: Level, strongest, weakest and what held the level back, in one sentence.
        level: Such as ``L2``; None where the basis allows none.
        level_name: Its name.
        total: 0 to 100; None without basis.
        low: The total if everything left open were worth nothing.
        high: The total if everything left open were worth the most.
        confidence: In percent.
        dimensions: The five.
        peers: What the comparison with others rests on, or why there is none.
        answers: In the order of the form.
        pains: The first three.
        scenarios: Each once.
        policies: Those that fit first.
        policies_note: What the list does not hold.
        actions: By horizon.
        change: Since the time before.
        checks: Answers that hardly fit one another, and what else to look at.
        limits: What the report is not, and how sure it is.
        revisit: The day to look again.
        revisit_note: What is looked at then.
        label: That it was made by a machine.
    """

    title: str
    enterprise: str
    day: date
    diagnosed: date
    form: str
    questionnaire: str
    conclusion: str
    level: str | None
    level_name: str | None
    total: float | None
    low: float
    high: float
    confidence: int
    dimensions: tuple[DimensionScore, ...]
    peers: str
    answers: tuple[AnswerGiven, ...]
    pains: tuple[PainFound, ...]
    scenarios: tuple[ScenarioMatched, ...]
    policies: tuple[PolicyApplies, ...]
    policies_note: str
    actions: tuple[ActionsUntil, ...]
    change: Change
    checks: tuple[str, ...]
    limits: tuple[str, ...]
    revisit: date
    revisit_note: str
    label: str


def number_of(content: ReportContent) -> str:
    """Return the number of a content: a hash of it in one canonical spelling.

    Args:
        content: The content; it holds neither a token nor ids of rows.
    """
    text = json.dumps(content.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shown_number(number: str) -> str:
    """Return the part of a number that people see."""
    return number[:SHOWN_DIGITS]
