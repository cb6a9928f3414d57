"""Mends names that are written with characters of the same sound, as voice input writes them."""

from __future__ import annotations

from functools import lru_cache

from corpus.sounds import readings

_SHORTEST, _LONGEST = 3, 14


@lru_cache(maxsize=4)
def _by_first(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Group names by the sounds of their first character."""
    groups: dict[str, list[str]] = {}
    for name in names:
        if _SHORTEST <= len(name) <= _LONGEST and not name.isascii():
            for sound in readings(name[0]):
                groups.setdefault(sound, []).append(name)
    return {sound: tuple(sorted(group, key=len, reverse=True)) for sound, group in groups.items()}


def mended(text: str, names: tuple[str, ...]) -> str:
    """Put a name where the text has characters that only sound like it.

    Args:
        text: Normalised text.
        names: The names that may be meant.
    """
    groups = _by_first(names)
    position = 0
    while position < len(text):
        replaced = False
        candidates = dict.fromkeys(n for sound in readings(text[position]) for n in groups.get(sound, ()))
        for name in candidates:
            window = text[position : position + len(name)]
            if window == name:
                position += len(name) - 1
                break
            if _sounds_like(window, name):
                text = text[:position] + name + text[position + len(name) :]
                replaced = True
                break
        position += 1
        if replaced:
            position += 1
    return text


def _sounds_like(window: str, name: str) -> bool:
    """Tell whether two texts differ, by at most half of their characters, only in how they are written.

    Only the commonest sound of a character counts: rare ones make words alike that nobody mistakes.
    """
    if len(window) != len(name):
        return False
    differ = [(a, b) for a, b in zip(window, name, strict=True) if a != b]
    if not differ or len(differ) * 2 > len(name) or any(a.isascii() or b.isascii() for a, b in differ):
        return False
    return all(readings(a)[:1] == readings(b)[:1] != () for a, b in differ)
