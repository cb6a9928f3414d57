"""Grades one reply against its case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.passages import STANDARD
from evals.lexicon import SAME_CITATION

if TYPE_CHECKING:
    from assistant.messages import Reply
    from corpus.reading import Reading
    from evals.cases import Case

_NOISE = re.compile(r"[\s\W_]+")


def fold(text: str) -> str:
    """Fold width, case, spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True, slots=True)
class Grade:
    """What one reply got right; None where a measure does not apply.

    Attributes:
        case: The case.
        first: A gold citation comes first.
        among: Every group of gold citations is cited.
        facts: All required facts stand in the answer.
        cited: The answer carries a citation.
        verbatim: How many of its citations are verbatim, and how many there are.
        declined: Whether it declined.
        right: Whether declining, or not, was right.
        seconds: How long it took.
        labels: What it cited.
        text: What it said.
    """

    case: Case
    first: bool | None
    among: bool | None
    facts: bool | None
    cited: bool | None
    verbatim: tuple[int, int]
    declined: bool
    right: bool
    seconds: float
    labels: tuple[str, ...]
    text: str


def label_of(document: str, clause: str) -> str:
    """Name a citation as the datasets do: the clause of the standard, else the document."""
    return SAME_CITATION.get(clause, clause) if document == STANDARD else document


def grade(case: Case, reply: Reply, library: Reading) -> Grade:
    """Grade a reply.

    Args:
        case: What was asked.
        reply: What was answered.
        library: What quotes are checked against.
    """
    labels = tuple(label_of(c.document, c.clause) for c in reply.citations)
    gold = {label for group in case.gold for label in group}
    graded = case.expect in {"answer", "correct"} and bool(gold)
    said = fold(reply.text)
    quotes = [any(c.quote in p.display for p in library.find(c.document, c.clause)) for c in reply.citations]
    return Grade(
        case=case,
        first=(bool(labels) and labels[0] in gold) if graded else None,
        among=all(any(label in group for label in labels) for group in case.gold) if graded else None,
        facts=all(any(fold(option) in said for option in fact.split("|")) for fact in case.facts)
        if case.facts
        else None,
        cited=bool(labels) if graded else None,
        verbatim=(sum(quotes), len(quotes)),
        declined=reply.declined,
        right=reply.declined == (case.expect == "decline"),
        seconds=reply.seconds,
        labels=labels,
        text=reply.text,
    )
