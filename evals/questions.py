"""``python -m evals.questions``: checks the expected questions for counts, duplicates and leakage."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.bootstrap import DATA
from corpus import catalogs, sources
from corpus.lexical import normalise
from corpus.passages import Kind
from evals.cases import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.passages import Passage

AT_LEAST = {Kind.ITEM: 8, Kind.INDICATOR: 8, Kind.POLICY: 10, Kind.SCENARIO: 6, Kind.FACT: 3, Kind.ABSENT: 3}
"""Questions a unit must have; policies and scenarios over all their fields; every other unit three."""
OTHERS = 3
ALIKE = 0.9
"""Share of pairs of characters from which two questions are the same in all but a word."""


@dataclass(slots=True)
class Findings:
    """What is wrong with the expected questions.

    Attributes:
        few: Units with fewer questions than they must have.
        repeated: Questions that stand in two units.
        alike: Pairs of questions of two units that differ in hardly anything.
        leaked: Evaluation questions that are also expected questions.
        total: How many questions there are.
    """

    few: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    total: int = 0


def unit_of(passage: Passage) -> str:
    """Name the unit a question belongs to: a policy or scenario as a whole, else the passage."""
    return passage.document if passage.kind in {Kind.POLICY, Kind.SCENARIO} else passage.id


def fold(question: str) -> str:
    """Fold a question to what makes it different."""
    return "".join(c for c in normalise(question) if c.isalnum())


def check(passages: Sequence[Passage], evaluated: Iterable[str]) -> Findings:
    """Check all expected questions.

    Args:
        passages: Every passage the package ships.
        evaluated: The questions of the evaluation.
    """
    found = Findings()
    units: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, Kind] = {}
    for passage in passages:
        units[unit_of(passage)] += passage.questions
        kinds[unit_of(passage)] = passage.kind
    for unit, questions in units.items():
        least = AT_LEAST.get(kinds[unit], OTHERS)
        if len(questions) < least:
            found.few.append(f"{unit}: {len(questions)} of {least}")
    owners: dict[str, str] = {}
    for unit, questions in units.items():
        for question in questions:
            found.total += 1
            key = fold(question)
            if owners.setdefault(key, unit) != unit:
                found.repeated.append(f"{question}: {owners[key]} and {unit}")
    found.alike = _alike(owners)
    found.leaked = [question for question in evaluated if fold(question) in owners]
    return found


def _alike(owners: dict[str, str]) -> list[str]:
    pairs = {key: {key[i : i + 2] for i in range(len(key) - 1)} for key in owners}
    by_pair: dict[str, list[str]] = defaultdict(list)
    for key, grams in pairs.items():
        for gram in grams:
            by_pair[gram].append(key)
    found = []
    for key, grams in pairs.items():
        if not grams:
            continue
        rarest = sorted(grams, key=lambda gram: len(by_pair[gram]))[: max(1, len(grams) // 5)]
        for other in {other for gram in rarest for other in by_pair[gram] if other > key}:
            union = len(grams | pairs[other])
            figures = [c for c in key if c.isdigit()] == [c for c in other if c.isdigit()]
            if figures and owners[key] != owners[other] and len(grams & pairs[other]) >= ALIKE * union:
                found.append(f"{key}: {owners[key]} ~ {other}: {owners[other]}")
    return found


def findings() -> Findings:
    """Check the questions the package ships."""
    return check(sources.builtin(DATA, catalogs.load(DATA)), (case.text for case in load()))


def main() -> None:
    """Print what is wrong; the exit code says whether anything is."""
    console, found = Console(), findings()
    console.print(f"{found.total} expected questions")
    for name in ("few", "repeated", "alike", "leaked"):
        lines = getattr(found, name)
        console.print(f"{name}: {len(lines)}")
        for line in lines[:20]:
            console.print(f"  {line}", highlight=False)
    sys.exit(bool(found.few or found.repeated or found.alike))


if __name__ == "__main__":
    main()
