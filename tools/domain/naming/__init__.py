"""Which names of enterprises stand in words: whole, or by the part that tells them from others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jieba

from corpus.lexical import normalise
from tools.domain.naming import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GRAM = 2
"""Characters of the pieces that are looked for."""
SHORT_CALL = 3
"""Characters up to which what an enterprise is called must not cut a word in two."""
MOST_PIECES = 40
MOST_GRAMS = 24
"""Pieces that are looked for at the most."""
LEAST_OWN = 2
"""Characters of its own, shared with no branch or place, by which a name must be called."""


def own_part(name: str) -> str:
    """Return what tells a name from others: no place, branch, legal form or brackets; spaces stand for what is gone."""
    return lexicon.GENERIC.sub(" ", lexicon.BRACKETED.sub(" ", normalise(name)))


def pieces(words: str) -> tuple[str, ...]:
    """Return the pieces of words that a name might hold, for a first look; ``standing`` decides.

    Args:
        words: As a person wrote them.
    """
    whole = lexicon.GENERIC.sub(" ", normalise(words))
    found = _grams(lexicon.TALK.sub(" ", whole))
    # A name may hold what is talk elsewhere.
    return tuple(dict.fromkeys([*found[:MOST_GRAMS], *_grams(whole)]))[:MOST_PIECES]


def _grams(text: str) -> list[str]:
    runs = [run for run in lexicon.RUN.findall(text) if not run.isdecimal()]
    return [run[i : i + GRAM] for run in runs for i in range(len(run) - GRAM + 1)]


def standing(words: str, names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the enterprises that words name: by the whole name, else by the part of their own.

    Args:
        words: As a person wrote them.
        names: Ids and names.

    Returns:
        Ids and names, those first that are named at greater length; several where the words fit several as well.
    """
    text = normalise(words)
    found: list[tuple[int, str, str]] = []
    for enterprise, name in names:
        whole = normalise(name)
        if whole and whole in text:
            found.append((len(whole), enterprise, name))
        elif length := _named(text, own_part(name).split(), whole):
            found.append((length, enterprise, name))
    if not found:
        return []
    longest = max(length for length, _, _ in found)
    best = [(enterprise, name) for length, enterprise, name in found if length == longest]
    return sorted(best, key=lambda pair: (pair[1], pair[0]))


def _named(text: str, own: Sequence[str], whole: str) -> int:
    """Return how many characters of a name stand in a text around its own part; 0 where that does not stand there."""
    longest = 0
    for part in own:
        at = text.find(part) if len(part) >= LEAST_OWN else -1
        if at < 0:
            continue
        start = whole.find(part)
        end, stop = start + len(part), at + len(part)
        while end < len(whole) and stop < len(text) and whole[end] == text[stop]:
            end, stop = end + 1, stop + 1
        longest = max(longest, end - start)
    return longest


@dataclass(frozen=True, slots=True)
class Mention:
    """Where words name an enterprise.

    Attributes:
        start: The first character of the normalised words that belongs to it.
        stop: The first behind it.
        firms: Ids and names it may be; several where the words fit several as well.
    """

    start: int
    stop: int
    firms: tuple[tuple[str, str], ...]


def mentions(text: str, names: Iterable[tuple[str, str]]) -> tuple[Mention, ...]:
    """Return where a text names enterprises, in its order; what is called by less never cuts a word in two.

    Args:
        text: Normalised.
        names: Ids and names of those that may be meant.
    """
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    edges = _edges(text)
    for enterprise, name in names:
        said = called(text, name)
        start = text.find(said) if said else -1
        stop = start + len(said)
        long = stop - start > SHORT_CALL
        if start >= 0 and (long or (start in edges and stop in edges)):
            found.setdefault((start, stop), []).append((enterprise, name))
    kept: list[Mention] = []
    for (start, stop), firms in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if all(stop <= other.start or start >= other.stop for other in kept):
            kept.append(Mention(start, stop, tuple(sorted(firms, key=lambda pair: pair[1]))))
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _edges(text: str) -> set[int]:
    """Return the places of a text that lie within no word of the dictionary."""
    edges, at = {0}, 0
    for word in jieba.cut(text, HMM=False):
        at += len(word)
        edges.add(at)
    return edges


def subject(words: str) -> str | None:
    """Return the name a question seems to be about; None where it describes a firm or names none.

    Args:
        words: As a person wrote them.
    """
    match = lexicon.SUBJECT.search(normalise(words))
    if match is None or lexicon.DESCRIBES.search(match["name"]):
        return None
    own = own_part(match["name"]).split()
    return match["name"] if any(len(part) >= LEAST_OWN for part in own) else None


def without(words: str, name: str) -> str:
    """Take a firm's name out of words: as it is on file, and as it is said without what stands in brackets.

    Args:
        words: As a person wrote them, or normalised.
        name: The name on file.
    """
    whole = normalise(name)
    text = normalise(words)
    for said in (whole, lexicon.BRACKETED.sub("", whole)):
        text = text.replace(said, " ") if said else text
    return text


def called(words: str, name: str) -> str:
    """Return what words call an enterprise, normalised: its whole name, or as much of it as they say; empty for none.

    Args:
        words: As a person wrote them.
        name: The name on file.
    """
    text, whole = normalise(words), normalise(name)
    if whole and whole in text:
        return whole
    said = ""
    for part in own_part(name).split():
        at = text.find(part) if len(part) >= LEAST_OWN else -1
        if at < 0:
            continue
        start = whole.find(part)
        end, stop = start + len(part), at + len(part)
        while end < len(whole) and stop < len(text) and whole[end] == text[stop]:
            end, stop = end + 1, stop + 1
        said = max(said, text[at:stop], key=len)
    return said
