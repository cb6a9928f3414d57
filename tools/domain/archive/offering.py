"""Tells whether a message puts facts about one's own firm forward, to be kept on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.archive import lexicon
from tools.domain.archive.extracting import extract
from tools.domain.archive.found import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField

STATED, FURTHER = 0.2, 0.1
"""How much one fact counts, and each further one up to ``MOST_FURTHER``."""
MOST_FURTHER = 3
COVERED = 0.3
"""How much it counts that the message says nothing else."""
OWN, ASKED_TO_KEEP, CORRECTED = 0.4, 0.4, 0.4
"""How much each sign counts: it speaks of one's own firm, asks to keep something, corrects something."""


def offered(text: str, fields: Mapping[str, ArchiveField]) -> float:
    """Tell how surely a message states facts about the speaker's own firm that are to be put on file.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.

    Returns:
        0 where it states none or asks for something; towards 1 the more it speaks of the own firm, corrects what is on
        file, and says nothing else.
    """
    folded = fold(text)
    found = extract(folded, fields)
    if (
        not found
        or lexicon.QUESTION.search(folded)
        or lexicon.ASKED.search(folded)
        or lexicon.NOT_TO_KEEP.search(folded)
    ):
        return 0.0
    score = (
        STATED
        + FURTHER * min(len(found) - 1, MOST_FURTHER)
        + COVERED * _covered(folded, [value.words for value in found.values()])
    )
    if lexicon.OWN.search(folded):
        score += OWN
    if lexicon.REMEMBER.search(folded):
        score += ASKED_TO_KEEP
    if lexicon.CHANGES.search(folded) or lexicon.WITHDRAWN.search(folded):
        score += CORRECTED
    return round(min(score, 1.0), 3)


def _covered(text: str, words: list[str]) -> float:
    """Return what share of a message the words it was read from, and words that say nothing, make up."""
    rest = text
    for said in sorted(words, key=len, reverse=True):
        for part in said.split(lexicon.COMMA):
            rest = rest.replace(part, "")
    rest = lexicon.FILLERS.sub("", rest)
    return 1 - len(rest) / len(text) if text else 0.0
