"""Turns a message into the features an intent is recognised by: runs of characters, with names and figures masked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

LONGEST_RUN = 4
"""Characters of the longest run."""
SHORTEST_NAME = 2
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
TICKET = re.compile(r"[te]?\d{8}-\d{1,3}|t\d{6,}")
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

    def masked(self, text: str) -> str:
        """Return a normalised text with names and figures masked and punctuation folded."""
        text = TICKET.sub("№", self._rewrite(text))
        if self._names is not None:
            text = self._names.sub(lambda match: self._sign[match.group(0)], text)
        return _SPACE.sub(" ", FIGURE.sub("#", text)).strip()


def runs(masked: str) -> set[str]:
    """Return the runs of one to four characters of a masked text, its ends marked."""
    framed = f"^{masked}$"
    found = {framed[i : i + n] for n in range(1, LONGEST_RUN + 1) for i in range(len(framed) - n + 1)}
    return {run for run in found if run.strip()}


class Vocabulary:
    """The runs a model knows, each with its place and its weight.

    Args:
        places: Place by run.
        weights: How telling each run is, by place.
    """

    def __init__(self, places: Mapping[str, int], weights: NDArray[np.float32]) -> None:
        self.places, self.weights = places, weights

    @classmethod
    def of(cls, texts: Sequence[str], least: int) -> Vocabulary:
        """Take the runs that stand in at least so many texts."""
        seen: dict[str, int] = {}
        for text in texts:
            for run in runs(text):
                seen[run] = seen.get(run, 0) + 1
        kept = sorted(run for run, times in seen.items() if times >= least)
        rarity = np.array([np.log((1 + len(texts)) / (1 + seen[run])) + 1 for run in kept], dtype=np.float32)
        return cls({run: place for place, run in enumerate(kept)}, rarity)

    def vector(self, masked: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the places and values of a text's known runs; the values have length one."""
        known = sorted(self.places[run] for run in runs(masked) if run in self.places)
        at = np.array(known, dtype=np.int64)
        values = self.weights[at]
        length = float(np.sqrt((values**2).sum()))
        return at, values / length if length else values
