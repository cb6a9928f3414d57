"""How near each scenario of the catalog comes to a firm's own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from corpus.lexical import LexicalIndex, Lexicon, bigrams, normalise, runs
from tools.domain.matching import lexicon as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.catalogs import Scenario

NAME, PAIN, TEXT, PHRASE = 2.0, 2.0, 1.0, 0.6
"""Weights of a scenario's names, of the pains it answers, of what it says, and of ways people ask for it."""
EXPANSION = 0.15
"""Weight of synonyms against the words themselves."""
SATURATED = 6.0
"""A score at which words count as half as telling as they can be."""

MEANS = 0.45
"""What a clause counts for that says what a firm has."""
WHOLE = 0.5
"""The share of the words as a whole, against their nearest clause."""

NO_WORDS = Lexicon()
"""Nothing is treated specially."""

Phrases = tuple[tuple[str, tuple[str, ...]], ...]
"""For each scenario's id, ways people ask for it."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """How near scenarios come to words.

    Attributes:
        scores: 0 to 1 by scenario id.
        echoes: The clause of the words that comes nearest to a scenario and shares words with it, by scenario id, and
            how near it comes.
        spoken: Whether the words say anything of a need.
    """

    scores: Mapping[str, float]
    echoes: Mapping[str, tuple[str, float]]
    spoken: bool = True


class ScenarioIndex:
    """An index over the words of scenarios.

    Args:
        scenarios: What can be found.
        phrases: Ways people ask for each of them.
        lexicon: Words treated specially; without one, words count as they stand.
    """

    def __init__(self, scenarios: Sequence[Scenario], phrases: Phrases = (), lexicon: Lexicon | None = None) -> None:
        asked = dict(phrases)
        self.ids = tuple(scenario.id for scenario in scenarios)
        self._pairs = [_own_pairs(scenario) for scenario in scenarios]
        self._index = LexicalIndex.build([_fields(s, asked.get(s.id, ())) for s in scenarios], lexicon or Lexicon())

    def relevance(self, words: str) -> Relevance:
        """Score every scenario against a firm's words, clause by clause and as a whole.

        Args:
            words: As a person wrote them.
        """
        clauses = clauses_of(words)
        if not clauses or not self.ids:
            return Relevance(dict.fromkeys(self.ids, 0.0), {}, spoken=False)
        rows = np.stack([self._near(said) * _weight(said) for _, said in clauses])
        whole = self._near(" ".join(said for _, said in clauses))
        total = WHOLE * whole + (1 - WHOLE) * rows.max(axis=0)
        nearest = rows.argmax(axis=0)
        pairs = [set(bigrams(said, NO_WORDS)) for _, said in clauses]
        echoes = {
            name: (clauses[at][0], float(rows[at, place]))
            for place, name in enumerate(self.ids)
            if pairs[at := int(nearest[place])] & self._pairs[place]
        }
        return Relevance({name: float(total[place]) for place, name in enumerate(self.ids)}, echoes)

    def _near(self, words: str) -> NDArray[np.float64]:
        scores = self._index.score(words, expand=EXPANSION).astype(np.float64)
        best = float(scores.max())
        return scores / (best + SATURATED) if best else scores


@lru_cache(maxsize=8)
def indexed(scenarios: tuple[Scenario, ...], phrases: Phrases, lexicon: Lexicon | None) -> ScenarioIndex:
    """Return the index of scenarios, made once for the same ones."""
    return ScenarioIndex(scenarios, phrases, lexicon)


def _own_pairs(scenario: Scenario) -> frozenset[str]:
    own = (scenario.name, *scenario.aliases, *scenario.pain_points, scenario.description, scenario.summary)
    return frozenset(pair for text in own for pair in bigrams(normalise(text), NO_WORDS))


def _fields(scenario: Scenario, phrases: Sequence[str]) -> list[tuple[str, float]]:
    fields = [(scenario.name, NAME), *((alias, NAME) for alias in scenario.aliases)]
    fields += [(pain, PAIN) for pain in scenario.pain_points]
    fields += [(scenario.description, TEXT), (scenario.summary, TEXT)]
    return [*fields, *((phrase, PHRASE) for phrase in phrases)]


def _weight(clause: str) -> float:
    return MEANS if words_of.MEANS.search(clause) else 1.0


def says_of_matter(said: str) -> bool:
    """Tell whether words say anything beside asking for scenarios, so that they are no reason for one.

    Args:
        said: Normalised, without what says nothing of a need.
    """
    rest = words_of.NO_MATTER.sub(" ", said)
    return sum(map(str.isalnum, rest)) >= words_of.LEAST_SAID


def clauses_of(words: str) -> list[tuple[str, str]]:
    """Cut words into clauses, each as it stands and without what says nothing of a need."""
    found = []
    for clause in words_of.CLAUSE_END.split(normalise(words)):
        said = words_of.NOISE.sub(" ", clause)
        if sum(map(len, runs(said))) >= words_of.SHORTEST_CLAUSE and says_of_matter(said):
            found.append((clause.strip(), said))
    return found
