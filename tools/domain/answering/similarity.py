"""How near a sentence comes to each option: overlap of characters, pairs and words with the ways people say it."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.answering import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.surveys import Questionnaire, Sayings

ABSENT = -1
"""Stands beside the options for what does not concern the firm."""
CONTAINED, HELD = 0.9, 0.6
"""How much a way of saying counts that is most of a sentence, or stands in it, against one that is all of it."""
POOLED = 0.65
"""How much it counts that all of a sentence occurs in the ways of saying an option, taken together."""
CONTRADICTED = 0.6
"""How much it counts where one denies what the other says."""
_RUN = re.compile(r"[a-z]+|\d+|[\u3400-\u4dbf\u4e00-\u9fff]+")
_LONG_ENOUGH = 3
"""Characters, or other words, from which a way of saying counts where it only stands in a sentence."""


class Matcher:
    """Finds the option a sentence means.

    Args:
        questionnaire: The questions with their options.
        sayings: Ways to say each option, by question id.
    """

    def __init__(self, questionnaire: Questionnaire, sayings: Mapping[str, Sayings]) -> None:
        known: Counter[str] = Counter()
        self._ways: dict[str, list[tuple[int, str, Counter[str]]]] = {}
        for question in questionnaire.questions:
            said = sayings[question.id]
            ways = [(i, normalise(w)) for i, o in enumerate(said.options) for w in (question.options[i], *o)]
            ways += [(ABSENT, normalise(way)) for way in said.absent]
            self._ways[question.id] = [(option, stripped(way), _features(stripped(way))) for option, way in ways]
            known.update(feature for _, _, features in self._ways[question.id] for feature in features)
        count = sum(map(len, self._ways.values()))
        self._weights = {feature: math.log(1 + count / held) for feature, held in known.items()}
        self._unknown = math.log(1 + count)
        named: dict[str, list[str]] = {}
        for question in questionnaire.questions:
            for name in sayings[question.id].called:
                named.setdefault(normalise(name), []).append(question.id)
        self.names: Mapping[str, Sequence[str]] = named
        """Ids of questions by what their subject is called."""

    def exactly(self, question_id: str, text: str) -> int | None:
        """Return the option one of whose ways is the whole sentence.

        Args:
            question_id: The question.
            text: Normalised text.
        """
        said = stripped(text)
        return next((option for option, way, _ in self._ways[question_id] if said and way == said), None)

    def near(self, question_id: str, text: str) -> dict[int, float]:
        """Return how near a sentence comes to each option, 0 to 1, the nearest first.

        Args:
            question_id: The question.
            text: Normalised text.
        """
        said = stripped(text)
        readings = [
            self._near(question_id, part) for part in dict.fromkeys((said, self._bare(question_id, said) or said))
        ]
        return max((_sorted(near) for near in readings), key=_apart)

    def _bare(self, question_id: str, said: str) -> str:
        """Take off a sentence the subject of its question, with which it begins or ends; nothing where it does not."""
        own = sorted((name for name, of in self.names.items() if question_id in of), key=len, reverse=True)
        for name in own:
            if said.startswith(name) and len(said) > len(name) + 1:
                return stripped(said.removeprefix(name))
        for name in own:
            rest = said.removesuffix(name)
            if rest != said and len(rest) > 1 and not lexicon.NEGATORS.search(rest):
                return stripped(rest)
        return ""

    def _near(self, question_id: str, said: str) -> dict[int, float]:
        features = _features(said)
        length = self._length(features)
        best: dict[int, float] = {}
        pooled: dict[int, set[str]] = {}
        for option, way, own in self._ways[question_id]:
            near = self._product(features, own) / (length * self._length(own)) if length and own else 0.0
            if _contradicts(features, own) or _contradicts(own, features):
                near *= CONTRADICTED
            if _size(way) >= _LONG_ENOUGH and way in said and own.keys() <= features.keys():
                near = max(near, CONTAINED if 2 * _size(way) >= _size(said) else HELD)
            best[option] = max(best.get(option, 0.0), near)
            pooled.setdefault(option, set()).update(own)
        for option, own_features in pooled.items() if len(said) >= _LONG_ENOUGH else ():
            covered = self._length(features.keys() & own_features) ** 2 / length**2 if length else 0.0
            best[option] = max(best[option], POOLED * covered)
        return best

    def _weight(self, feature: str) -> float:
        return self._weights.get(feature, self._unknown) * (1.0 if len(feature.lstrip("!")) > 1 else 0.6)

    def _product(self, one: Counter[str], other: Counter[str]) -> float:
        return sum(self._weight(f) ** 2 for f in one.keys() & other.keys())

    def _length(self, features: Iterable[str]) -> float:
        return math.sqrt(sum(self._weight(f) ** 2 for f in features))


def _contradicts(one: Counter[str], other: Counter[str]) -> bool:
    """Tell whether one of two sentences denies a pair of characters that the other states."""
    return any(
        f"!{feature}" in one for feature in other if len(feature) > 1 and feature[0] != "!" and feature not in one
    )


def _sorted(near: Mapping[int, float]) -> dict[int, float]:
    return dict(sorted(near.items(), key=lambda pair: (-pair[1], pair[0])))


def _apart(near: Mapping[int, float]) -> float:
    """Return how far the nearest option stands before the next."""
    best, second = (*near.values(), 0.0, 0.0)[:2]
    return best - second


def stripped(text: str) -> str:
    """Take out of a normalised sentence what carries no meaning; a sentence of nothing else stays as it is."""
    for pattern, words in lexicon.SAME:
        text = pattern.sub(words, text)
    return lexicon.FILLERS.sub("", text).strip(" ,.!~。、") or text.strip()


def _size(text: str) -> int:
    """Count Chinese characters and other words."""
    return sum(1 if run[0].isascii() else len(run) for run in _RUN.findall(text))


def _features(text: str) -> Counter[str]:
    """Return a sentence's words, characters and pairs; those behind a negation carry a mark."""
    features: Counter[str] = Counter()
    for clause in lexicon.CLAUSES.split(text):
        negated = lexicon.NEGATORS.search(clause)
        since = 0 if lexicon.NONE_BEFORE.search(clause) else negated.end() if negated else len(clause)
        for run in _RUN.finditer(clause):
            word, mark = run.group(), "!" if run.start() >= since else ""
            if word[0].isascii():
                features[mark + word] += 1
                continue
            for offset, character in enumerate(word):
                behind = "!" if run.start() + offset >= since else ""
                features[behind + character] += 1
                if offset + 1 < len(word):
                    features[behind + word[offset : offset + 2]] += 1
    return features
