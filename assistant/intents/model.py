"""A linear model over runs of characters: for every tool the odds that a message is for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.intents.features import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ROUNDS = 14
"""How often training reads every sentence; more gained nothing on sentences held out."""
RATE = 1.2
DECAY = 2e-6
SEED = 20260611
LEAST = 2
"""Sentences a run must stand in to be known."""


@dataclass(frozen=True, slots=True)
class Example:
    """A masked sentence: the tool it is for, or one it is not for."""

    text: str
    label: str
    against: bool = False


class LinearModel:
    """Odds by label, each label on its own, so that a message may be for none or for two.

    Args:
        labels: In the order of the columns.
        vocabulary: The runs it knows.
        weights: Runs by labels.
        bias: By label.
    """

    def __init__(
        self,
        labels: Sequence[str],
        vocabulary: Vocabulary,
        weights: NDArray[np.float32],
        bias: NDArray[np.float32],
    ) -> None:
        self.labels, self._vocabulary, self._weights, self._bias = tuple(labels), vocabulary, weights, bias

    def odds(self, masked: str) -> dict[str, float]:
        """Return for every label the probability that a masked text is for it."""
        at, values = self._vocabulary.vector(masked)
        scores = values @ self._weights[at].astype(np.float32) + self._bias
        chances = 1 / (1 + np.exp(-scores))
        return {label: float(chance) for label, chance in zip(self.labels, chances, strict=True)}

    @classmethod
    def train(cls, examples: Sequence[Example]) -> LinearModel:
        """Fit by stochastic steps on the logistic loss; the same examples give the same model."""
        labels = sorted({example.label for example in examples})
        column = {label: place for place, label in enumerate(labels)}
        vocabulary = Vocabulary.of([example.text for example in examples], LEAST)
        rows = [vocabulary.vector(example.text) for example in examples]
        weights = np.zeros((len(vocabulary.places), len(labels)), dtype=np.float32)
        squares = np.full((len(vocabulary.places), len(labels)), 1e-3, dtype=np.float32)
        bias = np.full(len(labels), -2.0, dtype=np.float32)
        chance = np.random.default_rng(SEED)
        for _ in range(ROUNDS):
            for place in chance.permutation(len(examples)):
                example, (at, values) = examples[place], rows[place]
                if not len(at):
                    continue
                mine = column[example.label]
                held = weights[at]
                odds = 1 / (1 + np.exp(-(values @ held + bias)))
                wrong = odds.copy()
                if example.against:
                    wrong[:] = 0
                    wrong[mine] = odds[mine]
                else:
                    wrong[mine] -= 1
                slope = np.outer(values, wrong)
                squares[at] += slope**2
                weights[at] = held * (1 - DECAY) - RATE * 0.5 * slope / np.sqrt(squares[at])
                bias -= 0.02 * wrong
        return cls(labels, vocabulary, weights.astype(np.float16), bias)

    def save(self, path: Path) -> None:
        """Write to a file."""
        known = sorted(self._vocabulary.places, key=self._vocabulary.places.__getitem__)
        head = json.dumps({"labels": self.labels, "runs": known}, ensure_ascii=False)
        with path.open("wb") as stream:
            np.savez(
                stream,
                head=np.frombuffer(head.encode(), dtype=np.uint8),
                rarity=self._vocabulary.weights,
                weights=self._weights,
                bias=self._bias,
            )

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read what ``save`` wrote."""
        with np.load(path) as kept:
            head = json.loads(kept["head"].tobytes().decode())
            vocabulary = Vocabulary({run: place for place, run in enumerate(head["runs"])}, kept["rarity"])
            return cls(head["labels"], vocabulary, kept["weights"], kept["bias"])
