"""Reads which fields a message wants off the file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tools.domain.archive import lexicon as words
from tools.domain.archive.found import Found, fold
from tools.domain.archive.labels import named
from tools.domain.archive.withdrawing import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.surveys import ArchiveField

LONGEST = 60
"""Characters up to which a part of a message says that fields are to go, and nothing else."""


def withdrawn(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Found]:
    """Read which fields a message wants off the file; their value is None.

    Args:
        text: The folded message.
        fields: The archive's fields, by key.
    """
    if lexicon.WHAT_THEN.search(text):
        return {}
    gone = {key: Found(None, clause) for clause, keys in _certain(text, fields) for key in keys}
    if not lexicon.WITHDRAWN.search(text):
        return gone
    before = ""
    for clause in words.CLAUSE.split(text):
        those = [field.key for field, _, _ in named(before, fields)]
        if len(those) == 1 and lexicon.WITHDRAWN_IT.match(clause):
            gone[those[0]] = Found(None, f"{before}{words.COMMA}{clause}")
        before = clause
        verb = lexicon.WITHDRAWN.search(clause)
        if verb is None or lexicon.DENIED.search(clause[: verb.start()]):
            continue
        for match in _pattern(lexicon.NAMED, _names(fields)).finditer(clause.lower()):
            gone |= dict.fromkeys(_meant(match, fields), Found(None, clause))
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


def spares_file(text: str) -> bool:
    """Tell whether a message that speaks of deleting leaves the file: it points at one item of it, or only asks.

    Args:
        text: The message as it was written.
    """
    folded = fold(text)
    spares = (lexicon.ONE_ITEM, lexicon.POINTED_AT, lexicon.ENDS_IN_ASKING)
    return any(pattern.search(folded) for pattern in spares)


def _certain(text: str, fields: Mapping[str, ArchiveField]) -> Iterator[tuple[str, set[str]]]:
    """Yield the parts that want fields off the file and say nothing else, with these fields."""
    pattern = _pattern(lexicon.WITHDRAWS, _names(fields))
    alone = _pattern(lexicon.THOSE_ALONE, _names(fields))
    else_stays = lexicon.OTHERS_STAY.search(text) is not None
    before = ""
    for clause in words.CLAUSE.split(text):
        for part in dict.fromkeys((clause, *clause.split())):
            if len(part) > LONGEST:
                before = ""
                continue
            match = pattern.fullmatch(part.lower().strip()) if lexicon.TAKES.search(part) else None
            if match and (else_stays or lexicon.MARKED.search(part)) and not lexicon.QUOTED.search(before):
                yield part, _meant(match, fields)
            named_before = alone.fullmatch(before.lower().strip()) if lexicon.TAKES_IT.fullmatch(part) else None
            if named_before and (else_stays or lexicon.MARKED.search(before)):
                yield f"{before}{words.COMMA}{part}", _meant(named_before, fields)
            before = part


def _meant(match: re.Match[str], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return the fields that are named where a pattern took them for those that are to go."""
    those = match["first"] or match["last"]
    meant = {field.key for field, _, _ in named(those, fields)}
    return meant | {key for key, short in lexicon.SHORT.items() if short.search(those)}


def _names(fields: Mapping[str, ArchiveField]) -> tuple[str, ...]:
    return tuple(name for field in fields.values() for name in (field.name, *field.aliases))


@lru_cache(maxsize=8)
def _pattern(frame: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """Put the names of fields into a pattern."""
    one = "|".join(re.escape(name.lower()) for name in sorted(names, key=len, reverse=True))
    return re.compile(frame.replace(lexicon.SLOT, lexicon.THOSE.format(name=one)))
