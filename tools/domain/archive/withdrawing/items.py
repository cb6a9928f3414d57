"""Reads which items of a list a message wants off the file, where the rest of the list stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.archive import lexicon as words
from tools.domain.archive.choices import choices, missing_systems
from tools.domain.archive.found import Found
from tools.domain.archive.withdrawing import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField

SYSTEMS = "systems"


def items_taken(text: str, found: Mapping[str, Found], fields: Mapping[str, ArchiveField]) -> dict[str, Found]:
    """Return the lists of which a message wants items off the file, with these items and those that come instead.

    Args:
        text: The folded message.
        found: What it states as a whole.
        fields: The archive's fields, by key.
    """
    if lexicon.WHAT_THEN.search(text) or lexicon.ITEM_TAKEN.search(text) is None:
        return _instead(text, found)
    gone: dict[str, list[str]] = {}
    for clause in words.CLAUSE.split(text):
        match = lexicon.ITEM_TAKEN.search(clause)
        if match is None or lexicon.DENIED.search(clause[: match.start()]):
            continue
        named = clause[: match.end()]
        for key, one in found.items():
            if fields[key].kind == "list" and isinstance(one.value, list):
                gone.setdefault(key, []).extend(_items(key, named, fields[key]))
    taken: dict[str, Found] = {}
    for key, items in gone.items():
        rest = [item for item in found[key].value if item not in items]
        if items:
            taken[key] = Found(rest or items, found[key].words, gone=tuple(dict.fromkeys(items)))
    return taken


def _items(key: str, clause: str, field: ArchiveField) -> list[str]:
    """Return the items of a list that a clause names."""
    lowered = clause.lower()
    named = [option for option in field.options if option != words.NONE and option.lower() in lowered]
    read = choices(words.AS_SAID[key].format(item=clause)).get(key) if not named else None
    return named or ([] if read is None else [item for item in read.value if item != words.NONE])


def _instead(text: str, found: Mapping[str, Found]) -> dict[str, Found]:
    """Return the systems in use where a message says of one that it is another."""
    one = found.get(SYSTEMS)
    if one is None or not isinstance(one.value, list) or lexicon.INSTEAD.search(text) is None:
        return {}
    gone = missing_systems(text) - set(one.value)
    return {SYSTEMS: Found(one.value, one.words, gone=tuple(sorted(gone)))} if gone else {}
