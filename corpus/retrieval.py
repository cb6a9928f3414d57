"""Ranks passages for a question: the passages' own words, the questions people are expected to ask, and fusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.lexical import LexicalIndex, Lexicon
from corpus.passages import Hit, Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

UPPER_HEADINGS = 0.3
"""Weight of headings above a passage's own."""
EXPANSION = 0.15
"""Weight of synonyms against the words of the question."""
QUESTIONS = 0.8
"""Weight of the terms of expected questions in a passage's own index."""
NEAREST = 0.2
"""Weight of the one expected question that is nearest."""
DENSE = 6.0
"""Weight of an embedding model's similarity, which lies between 0 and 1."""
POOL = 60
"""How many passages compete before fusion."""


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
        body: Index over the passages' own words.
        asked: Index over the expected questions.
        owners: For each expected question the number of its passage.
    """

    def __init__(
        self, passages: Sequence[Passage], body: LexicalIndex, asked: LexicalIndex, owners: NDArray[np.int32]
    ) -> None:
        self.passages, self.body, self.asked, self.owners = passages, body, asked, owners
        self.questions = [question for passage in passages for question in passage.questions]
        self._rows = {passage.id: row for row, passage in enumerate(passages)}

    @classmethod
    def build(cls, passages: Sequence[Passage], lexicon: Lexicon) -> Ranker:
        """Index passages with their headings, aliases and expected questions."""
        by_id = {passage.id: passage for passage in passages}
        body = LexicalIndex.build([_fields(p, by_id.get(p.parent or "")) for p in passages], lexicon)
        questions = [[(q, 1.0)] for p in passages for q in p.questions]
        owners = np.repeat(np.arange(len(passages), dtype=np.int32), [len(p.questions) for p in passages])
        return cls(passages, body, LexicalIndex.build(questions, lexicon), owners)

    def save(self, folder: Path) -> None:
        """Write both indexes into a folder."""
        self.body.save(folder, "body")
        self.asked.save(folder, "asked")

    @classmethod
    def load(cls, folder: Path, passages: Sequence[Passage], lexicon: Lexicon) -> Ranker:
        """Read what ``save`` wrote."""
        owners = np.repeat(np.arange(len(passages), dtype=np.int32), [len(p.questions) for p in passages])
        body = LexicalIndex.load(folder, "body", lexicon, len(passages))
        return cls(passages, body, LexicalIndex.load(folder, "asked", lexicon, len(owners)), owners)

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
        scores = self.body.score(query, expand=EXPANSION)
        asked = self.asked.score(query)
        nearest = np.full(len(self.passages), -1, np.int64)
        best = np.zeros(len(self.passages), np.float32)
        order = np.argsort(asked, kind="stable")
        owners = self.owners[order]
        best[owners], nearest[owners] = asked[order], order
        scores = scores + NEAREST * best
        if dense:
            for passage_id, similarity in dense.items():
                if (row := self._rows.get(passage_id)) is not None:
                    scores[row] += DENSE * similarity
        pool = min(max(limit, POOL), len(scores))
        top = np.argpartition(-scores, pool - 1)[:pool]
        top = top[np.argsort(-scores[top], kind="stable")][:limit]
        return [
            Hit(
                passage=self.passages[row],
                score=float(scores[row]),
                coverage=self.body.coverage(query, int(row)),
                question=self.questions[nearest[row]] if nearest[row] >= 0 and best[row] > 0 else None,
            )
            for row in top
            if scores[row] > 0
        ]
