"""Ranks passages for a question: the passages' own words, the questions people are expected to ask, and fusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.lexical import LexicalIndex, Lexicon
from corpus.passages import Hit, Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

UPPER_HEADINGS = 0.3
"""Weight of headings above a passage's own."""
EXPANSION = 0.15
"""Weight of synonyms against the words of the question."""
QUESTIONS = 0.8
"""Weight of the terms of expected questions in a passage's own index."""
DENSE = 6.0
"""Weight of an embedding model's similarity, which lies between 0 and 1."""


def _fields(passage: Passage, parent: Passage | None) -> list[tuple[str, float]]:
    fields = [(passage.title, 1.0), (passage.plain or "", 1.0)]
    if passage.kind is not Kind.ABSENT:
        fields.append((passage.display, 1.0))
    fields += [(alias, 1.0) for alias in passage.aliases]
    if passage.kind is Kind.INDICATOR and parent is not None:
        fields.append((parent.display, 0.5))
    fields += [(heading, UPPER_HEADINGS) for heading in passage.path if heading != passage.title]
    fields += [(question, QUESTIONS) for question in passage.questions]
    return fields


class Ranker:
    """The lexical index of one generation.

    Args:
        passages: What can be found, in the order of the index.
        index: Index over the passages' words, headings, aliases and expected questions.
    """

    def __init__(self, passages: Sequence[Passage], index: LexicalIndex) -> None:
        self.passages, self.index = passages, index
        self._rows = {passage.id: row for row, passage in enumerate(passages)}

    @classmethod
    def build(cls, passages: Sequence[Passage], lexicon: Lexicon) -> Ranker:
        """Index passages."""
        by_id = {passage.id: passage for passage in passages}
        fields = [_fields(p, by_id.get(p.parent or "")) for p in passages]
        return cls(passages, LexicalIndex.build(fields, lexicon))

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self.index.save(folder, "passages")

    @classmethod
    def load(cls, folder: Path, passages: Sequence[Passage], lexicon: Lexicon) -> Ranker:
        """Read what ``save`` wrote."""
        return cls(passages, LexicalIndex.load(folder, "passages", lexicon, len(passages)))

    def rank(self, query: str, limit: int, dense: Mapping[str, float] | None = None) -> list[Hit]:
        """Rank passages for a question.

        Args:
            query: As a person wrote it.
            limit: How many hits at the most.
            dense: Similarities of passages by id from an embedding model, 0 to 1.

        Returns:
            Hits with a score above zero, best first.
        """
        if not self.passages:
            return []
        scores = self.index.score(query, expand=EXPANSION)
        for passage_id, similarity in (dense or {}).items():
            if (row := self._rows.get(passage_id)) is not None:
                scores[row] += DENSE * similarity
        size = min(limit, len(scores))
        top = np.argpartition(-scores, size - 1)[:size]
        top = top[np.argsort(-scores[top], kind="stable")]
        top = top[scores[top] > 0]
        return [
            Hit(self.passages[row], float(scores[row]), coverage)
            for row, coverage in zip(top, self.index.coverage(query, top), strict=True)
        ]
