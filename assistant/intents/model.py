"""A linear model over features of messages: how likely each tool is meant."""

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

ROUNDS = 3
"""How often training reads every sentence; more gained nothing on sentences held out."""
RATE = 0.6
SEED = 20260611
LEAST = 2
"""Sentences a feature must stand in to be known."""
LEARNT = 0.02
"""How wrong a chance may be that nothing is learnt from any more."""
NEGLIGIBLE = 0.005
"""Chance of a wrong label that nothing is learnt from."""
BALANCED = 800
"""Sentences from which on those of one label count less, so that a long list drowns no short one."""


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a sentence: the label it has, or with ``against`` one it has not."""

    features: frozenset[str]
    label: str
    against: bool = False


class LinearModel:
    """Chances by label; they add up to one.

    Args:
        labels: In the order of the columns.
        vocabulary: The features it knows.
        weights: Features by labels.
        bias: By label.
    """

    def __init__(
        self,
        labels: Sequence[str],
        vocabulary: Vocabulary,
        weights: NDArray[np.float16],
        bias: NDArray[np.float32],
    ) -> None:
        self.labels, self._vocabulary, self._weights, self._bias = tuple(labels), vocabulary, weights, bias

    def chances(self, features: frozenset[str]) -> dict[str, float]:
        """Return for every label the chance that a message of these features has it."""
        at, values = self._vocabulary.vector(features)
        found = _shares(values @ self._weights[at].astype(np.float32) + self._bias)
        return {label: float(chance) for label, chance in zip(self.labels, found, strict=True)}

    @classmethod
    def train(cls, examples: Sequence[Example]) -> LinearModel:
        """Fit by adaptive stochastic steps on the softmax loss; the same examples give the same model."""
        labels = sorted({example.label for example in examples})
        column = {label: place for place, label in enumerate(labels)}
        vocabulary = Vocabulary.of([example.features for example in examples], LEAST)
        rows = [vocabulary.vector(example.features) for example in examples]
        counts = dict.fromkeys(labels, 0)
        for example in examples:
            counts[example.label] += not example.against
        share = {label: min(1.0, (BALANCED / max(count, 1)) ** 0.5) for label, count in counts.items()}
        size = len(vocabulary.places), len(labels)
        weights, squares = np.zeros(size, dtype=np.float32), np.full(size, 1e-3, dtype=np.float32)
        every, all_squares = weights.reshape(-1), squares.reshape(-1)
        bias = np.zeros(len(labels), dtype=np.float32)
        chance = np.random.default_rng(SEED)
        for _ in range(ROUNDS):
            for place in chance.permutation(len(examples)):
                example, (at, values) = examples[place], rows[place]
                mine = column[example.label]
                wrong = _wrong(_shares(values @ weights[at] + bias), mine, against=example.against)
                if not len(at) or abs(wrong[mine]) < LEARNT:
                    continue
                near = np.flatnonzero(np.abs(wrong) > NEGLIGIBLE)
                step = wrong[near] * share[example.label]
                cells = (at[:, None] * len(labels) + near).reshape(-1)
                slope = np.outer(values, step).reshape(-1)
                squared = all_squares[cells] + slope**2
                all_squares[cells] = squared
                every[cells] -= RATE * slope / np.sqrt(squared)
                bias[near] -= 0.02 * step
        return cls(labels, vocabulary, weights.astype(np.float16), bias)

    def save(self, path: Path) -> None:
        """Write to a file."""
        known = sorted(self._vocabulary.places, key=self._vocabulary.places.__getitem__)
        head = json.dumps({"labels": self.labels, "features": known}, ensure_ascii=False)
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
            vocabulary = Vocabulary({name: place for place, name in enumerate(head["features"])}, kept["rarity"])
            return cls(head["labels"], vocabulary, kept["weights"], kept["bias"])


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max())
    shares: NDArray[np.float32] = raised / raised.sum()
    return shares


def _wrong(chances: NDArray[np.float32], mine: int, *, against: bool) -> NDArray[np.float32]:
    """Return the slope of the loss: away from the label, or towards all others where it is the wrong one."""
    wrong = chances.copy()
    if against:
        wrong *= -chances[mine] / (1 - chances[mine] + 1e-6)
        wrong[mine] = chances[mine]
    else:
        wrong[mine] -= 1
    return wrong
