"""Turns a message into what an intent is recognised by: runs of characters, words and concepts, names masked."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

import jieba
import numpy as np

from assistant.intents import names
from corpus.lexical import normalise
from tools.domain.membership import read_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from tools.kit.tool import Role

LONGEST_RUN = 3
"""Characters of the longest run; four gained nothing on sentences held out."""
SHORTEST_NAME = 2
FIRM, CODE = "Ⓕ", "Ⓒ"
"""What stands for the name of a firm, and for the code of an invitation."""
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
TICKET = re.compile(r"(?<![a-z])[te]-?\d{2,}(?:-\d{1,4})?|\d{8}-\d{1,3}")
_SPACE = re.compile(r"[\s,.!?;:~…、。，！？；：“”\"'()\[\]<>《》〔〕-]+")


class Masks:
    """Puts one sign in the place of every name of a kind, so that one sentence stands for all names.

    Args:
        kinds: Names by the sign that stands for them, such as indicators, scenarios, policies, towns.
        rewrite: Writes dialect and frequent misspellings in standard words.
    """

    def __init__(self, kinds: Mapping[str, Iterable[str]], rewrite: Callable[[str], str]) -> None:
        self._rewrite = rewrite
        self._sign = {name: sign for sign, names in kinds.items() for name in names if len(name) >= SHORTEST_NAME}
        longest = sorted(map(re.escape, self._sign), key=len, reverse=True)
        self._names = re.compile("|".join(longest)) if longest else None
        self.firms: tuple[str, ...] = ()

    def knowing(self, firms: Sequence[str]) -> Masks:
        """Return the same masks, which know firms of these names as well."""
        known = copy(self)
        known.firms = tuple(sorted({normalise(name) for name in firms if name}, key=len, reverse=True))
        return known

    def names(self, text: str) -> bool:
        """Tell whether a normalised text holds a name of any kind."""
        return self._names is not None and self._names.search(text) is not None

    def masked(self, text: str) -> str:
        """Return a normalised text with names, codes and figures masked and punctuation folded."""
        for name in self.firms:
            text = text.replace(name, FIRM)
        text = TICKET.sub("№", self._rewrite(text))
        if (code := read_code(text)) is not None:
            text = text.replace(code, CODE)
        if self._names is not None:
            text = self._names.sub(lambda match: self._sign[match.group(0)], text)
        return names.mask(_SPACE.sub(" ", FIGURE.sub("#", text)).strip(), FIRM)


class Features:
    """The features of a message.

    Args:
        masks: Masks names and figures.
        concepts: Patterns by concept: the many ways to say one thing, such as to hand out or to erase.
        words: Words of the field that segmentation must keep whole.
    """

    def __init__(self, masks: Masks, concepts: Mapping[str, re.Pattern[str]], words: Iterable[str] = ()) -> None:
        self.masks, self._concepts = masks, tuple(concepts.items())
        self.role: Role | None = None
        for word in words:
            jieba.add_word(word)

    def knowing(self, firms: Sequence[str], role: Role) -> Features:
        """Return the same for messages that may name firms of these names, from people of this role."""
        known = copy(self)
        known.masks, known.role = self.masks.knowing(firms), role
        return known

    def names(self, text: str) -> bool:
        """Tell whether a normalised text names an indicator, a scenario or a policy."""
        return self.masks.names(text)

    def names_firm(self, text: str) -> bool:
        """Tell whether a normalised text holds the name of a firm, or what looks like one."""
        return FIRM in self.masks.masked(text)

    def only_firm(self, text: str) -> bool:
        """Tell whether a normalised text is the name of a firm, or what looks like one, and nothing else."""
        return self.masks.masked(text) == FIRM

    def of(self, text: str, role: Role | None = None) -> frozenset[str]:
        """Return the features of a normalised text: runs of characters, words, concepts, pairs of these, who says it.

        Args:
            text: Normalised.
            role: What the speaker is; by default the one it reads for, if it reads for one.
        """
        masked = self.masks.masked(text)
        framed = f"^{masked}$"
        found = {framed[i : i + n] for n in range(1, LONGEST_RUN + 1) for i in range(len(framed) - n + 1)}
        met = [name for name, pattern in self._concepts if pattern.search(masked)]
        pairs = {f"&{one}&{other}" for place, one in enumerate(met) for other in met[place + 1 :]}
        words = {f"/{word}" for word in names.words(masked)}
        speaker = {f"@{by}" for by in (role or self.role,) if by}
        return frozenset({run for run in found if run.strip()} | words | {f"={name}" for name in met} | pairs | speaker)


class Vocabulary:
    """The features a model knows, each with its place and its weight.

    Args:
        places: Place by feature.
        weights: How telling each is, by place.
    """

    def __init__(self, places: Mapping[str, int], weights: NDArray[np.float32]) -> None:
        self.places, self.weights = places, weights

    @classmethod
    def of(cls, messages: Sequence[frozenset[str]], least: int) -> Vocabulary:
        """Take the features that at least so many messages have."""
        seen: dict[str, int] = {}
        for message in messages:
            for name in message:
                seen[name] = seen.get(name, 0) + 1
        kept = sorted(name for name, times in seen.items() if times >= least)
        rarity = np.array([np.log((1 + len(messages)) / (1 + seen[name])) + 1 for name in kept], dtype=np.float32)
        return cls({name: place for place, name in enumerate(kept)}, rarity)

    def vector(self, features: frozenset[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the places and values of the known features; the values have length one."""
        at = np.array(sorted(self.places[name] for name in features if name in self.places), dtype=np.int64)
        values = self.weights[at]
        length = float(np.sqrt((values**2).sum()))
        return at, values / length if length else values
