"""Finds words that sound like a misspelt one, as typing by sound or by voice confuses them."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its table of phrases costs time and memory, and is not used

from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

if TYPE_CHECKING:
    from collections.abc import Iterable

READINGS = 3
"""Readings of a character that are considered, the commonest first."""
_FOLDED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """Return a character's sounds without tones; sounds that southern accents confuse are the same."""
    found = []
    for reading in PINYIN_DICT.get(ord(character), "").split(",")[:READINGS]:
        sound = to_normal(reading)
        for written, folded in _FOLDED:
            sound = sound.replace(written, folded)
        found.append(sound)
    return tuple(dict.fromkeys(found))


class Sounds:
    """Words by how they sound.

    Args:
        words: The words that may be meant, all of two characters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[str, str], list[str]] = {}
        for word in words:
            for sound in product(readings(word[0]), readings(word[1])):
                self._words.setdefault(sound, []).append(word)

    def like(self, word: str) -> list[str]:
        """Return the words that sound like a word of two characters, itself left out."""
        found = [w for sound in product(readings(word[0]), readings(word[1])) for w in self._words.get(sound, ())]
        return [w for w in dict.fromkeys(found) if w != word]
