"""Reads which fields a message wants off the file, and how fields are called for short."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tools.domain.archive import lexicon as words
from tools.domain.archive.found import Found, fold
from tools.domain.archive.labels import named
from tools.domain.archive.withdrawing import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from corpus.surveys import ArchiveField


def called(text: str, among: Collection[str], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return which of some fields a text speaks of, by their names or by what people call them for short.

    Args:
        text: The folded text.
        among: The fields that are at hand.
        fields: The archive's fields, by key.
    """
    return _called(text, among, fields)[0]


def names_alone(text: str, fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a text holds nothing but what fields are called.

    Args:
        text: The folded text.
        fields: The archive's fields, by key.
    """
    found, rest = _called(text, fields, fields)
    return bool(found) and lexicon.BESIDE.fullmatch(rest) is not None


def _called(text: str, among: Collection[str], fields: Mapping[str, ArchiveField]) -> tuple[set[str], str]:
    """Return which of some fields a text speaks of, and what else it says; a longer name hides the shorter ones."""
    found, rest = set(), text.lower()
    for field, start, end in named(text, fields):
        found |= {field.key} & set(among)
        rest = rest[:start] + " " * (end - start) + rest[end:]
    for key in among:
        if key in lexicon.CALLED and lexicon.CALLED[key].search(rest):
            found.add(key)
    for key in found & lexicon.CALLED.keys():
        rest = lexicon.CALLED[key].sub(" ", rest)
    return found, rest


def withdrawn(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Found]:
    """Read which fields a message wants off the file; their value is None.

    Args:
        text: The folded message.
        fields: The archive's fields, by key.
    """
    if lexicon.WHAT_THEN.search(text):
        return {}
    gone = {key: Found(None, clause) for clause, keys in _certain(text, fields) for key in keys}
    if not words.WITHDRAWN.search(text):
        return gone
    before = ""
    for clause in words.CLAUSE.split(text):
        those = [] if not words.WITHDRAWN_IT.match(clause) else [f.key for f, _, _ in named(before, fields)]
        if len(those) == 1:
            gone[those[0]] = Found(None, f"{before}{words.COMMA}{clause}")
        before = clause
        verb = words.WITHDRAWN.search(clause)
        if verb is None or lexicon.DENIED.search(clause[: verb.start()]):
            continue
        for key, field in fields.items():
            names = "|".join(re.escape(name) for name in (field.name, *field.aliases))
            pattern = lexicon.NAMED.format(verb=words.WITHDRAWN.pattern, name=f"(?:{names})")
            if re.search(pattern, clause, re.IGNORECASE):
                gone[key] = Found(None, clause)
    return gone


def withdraws(text: str, fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a message surely wants a field off the file that it names; one that asks or supposes does not.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.
    """
    folded = fold(text)
    asks = words.QUESTION.search(folded) or lexicon.WHAT_THEN.search(folded)
    return not asks and any(True for _ in _certain(folded, fields))


def _certain(text: str, fields: Mapping[str, ArchiveField]) -> Iterator[tuple[str, set[str]]]:
    """Yield the clauses that want fields off the file and say nothing else, with these fields."""
    pattern = _withdraws(tuple(name for field in fields.values() for name in (field.name, *field.aliases)))
    before = ""
    for clause in words.CLAUSE.split(text):
        match = pattern.fullmatch(clause.lower().strip()) if lexicon.TAKES.search(clause) else None
        if match and lexicon.MARKED.search(clause) and not lexicon.QUOTED.search(before):
            yield clause, {field.key for field, _, _ in named(match["first"] or match["last"], fields)}
        before = clause


@lru_cache(maxsize=4)
def _withdraws(names: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(re.escape(name.lower()) for name in sorted(names, key=len, reverse=True))
    return re.compile(lexicon.WITHDRAWS.replace(lexicon.SLOT, lexicon.NAMES.format(name=one)))
