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
    text, those = normalise(words), list(names)
    found = [(stop - start, text[start:stop], one) for one in those for start, stop in (stretch(text, one[1]),) if stop]
    if not found:
        return []
    longest = max(length for length, _, _ in found)
    best = {one: said for length, said, one in found if length == longest}
    best |= dict.fromkeys((one for said in set(best.values()) for one in _begun(said, those)), "")
    return sorted(best, key=lambda pair: (pair[1], pair[0]))


def _begun(said: str, names: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the enterprises whose name, or its own part, begins with what is said; none where it is a whole name."""
    if any(normalise(name) == said for _, name in names):
        return []
    return [
        one for one in names if any(part.startswith(said) for part in (normalise(one[1]), *own_part(one[1]).split()))
    ]


def stretch(text: str, name: str) -> tuple[int, int]:
    """Return where a text calls an enterprise: by its whole name, or around its own part; twice 0 for nowhere.

    Args:
        text: Normalised.
        name: The name on file.
    """
    whole = normalise(name)
    if whole and (at := text.find(whole)) >= 0:
        return at, at + len(whole)
    best = (0, 0)
    for part in own_part(name).split():
        at = text.find(part) if len(part) >= LEAST_OWN else -1
        if at < 0:
            continue
        end, stop = whole.find(part) + len(part), at + len(part)
        while end < len(whole) and stop < len(text) and whole[end] == text[stop]:
            end, stop = end + 1, stop + 1
        stop += _ending(whole[end:], text[stop:])
        best = max(best, (at, stop), key=lambda spot: spot[1] - spot[0])
    return best


def _ending(left: str, text: str) -> int:
    """Return how many characters of a name's end are said after what it shares with others was left out."""
    while match := lexicon.GENERIC.match(left):
        left = left[match.end() :]
        end = lexicon.BRACKETED.sub("", left)
        if end and text.startswith(end):
            return len(end)
    return 0


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
    edges, those = _edges(text), list(names)
    for one in those:
        start, stop = stretch(text, one[1])
        long = stop - start > SHORT_CALL
        if stop and (long or (start in edges and stop in edges)):
            found.setdefault((start, stop), []).append(one)
    for (start, stop), firms in found.items():
        firms += [one for one in _begun(text[start:stop], those) if one not in firms]
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
    text = normalise(words)
    match, given = lexicon.SUBJECT.search(text), lexicon.GIVEN_TO.search(text)
    if given and lexicon.GENERIC.search(given["name"]) and not lexicon.ANY_FIRM.search(given["name"]):
        match = match or given
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
    text = normalise(words)
    start, stop = stretch(text, name)
    return text[start:stop]
