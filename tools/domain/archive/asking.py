"""Reads what a person wants to see of an archive: all of it, the portrait, a field, or who changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tools.domain.archive import lexicon
from tools.domain.archive.found import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField

Part = Literal["all", "portrait", "history"]


def asked(question: str, fields: Mapping[str, ArchiveField]) -> tuple[Part, tuple[str, ...]]:
    """Read the part and the fields a question is about.

    Args:
        question: The question as it was written.
        fields: The archive's fields, by key.

    Returns:
        The part, and the keys of the fields that are named, in the order of the file.
    """
    folded = fold(question)
    if lexicon.PORTRAIT_ASKED.search(folded) and not lexicon.HISTORY_ASKED.search(folded):
        return "portrait", ()
    return "history" if lexicon.HISTORY_ASKED.search(folded) else "all", _named(folded, fields)


def _named(text: str, fields: Mapping[str, ArchiveField]) -> tuple[str, ...]:
    """Return the keys of the fields a text names or asks for; a longer name hides the shorter ones in it."""
    lowered = lexicon.GENERAL_NOUNS.sub(" ", text.lower())
    names = [(name.lower(), field.key) for field in fields.values() for name in (field.name, *field.aliases)]
    named = {key for key, pattern in lexicon.FIELD_ASKED.items() if pattern.search(lowered)}
    for name, key in sorted(names, key=lambda pair: -len(pair[0])):
        if name in lowered:
            named.add(key)
            lowered = lowered.replace(name, " ")
    return tuple(key for key in fields if key in named)


def still_there(question: str, fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a question asks if the file, or a field of it that it names, is still there.

    Args:
        question: The question as it was written.
        fields: The archive's fields, by key.
    """
    folded = fold(question)
    if lexicon.STILL_THERE.search(folded):
        return True
    match = lexicon.ITEM_STILL_THERE.search(folded)
    return match is not None and bool(_named(match["what"] or match["item"], fields))
