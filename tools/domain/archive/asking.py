"""Reads what a person wants to see of an archive: all of it, the portrait, a field, or who changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tools.domain.archive import lexicon
from tools.domain.archive.found import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField

Part = Literal["all", "portrait", "history"]


def asked(question: str, fields: Mapping[str, ArchiveField]) -> tuple[Part, str | None]:
    """Read the part and the field a question is about.

    Args:
        question: The question as it was written.
        fields: The archive's fields, by key.

    Returns:
        The part, and the field's key where one is named.
    """
    folded = fold(question)
    field = field_named(folded, fields)
    if lexicon.HISTORY_ASKED.search(folded):
        return "history", field
    if lexicon.PORTRAIT_ASKED.search(folded):
        return "portrait", None
    return "all", field


def field_named(text: str, fields: Mapping[str, ArchiveField]) -> str | None:
    """Return the key of the field a text names by its longest name.

    Args:
        text: Folded text.
        fields: The archive's fields, by key.
    """
    lowered = lexicon.GENERAL_NOUNS.sub(" ", text.lower())
    named = [
        (len(name), -order, field.key)
        for order, field in enumerate(fields.values())
        for name in (field.name, *field.aliases)
        if name.lower() in lowered
    ]
    return max(named)[2] if named else None
