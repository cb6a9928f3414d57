"""Tells whether a message puts facts about one's own firm forward, to be kept on file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tools.domain.archive import lexicon
from tools.domain.archive.clearing import asked_back, unpointed
from tools.domain.archive.extracting import extract, facts_of
from tools.domain.archive.found import fold
from tools.domain.archive.labels import named
from tools.domain.archive.others import ours
from tools.domain.archive.repairing import repaired
from tools.domain.archive.withdrawing import withdraws
from tools.domain.archive.withdrawing.lexicon import WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField

STATED, FURTHER = 0.2, 0.1
"""How much one fact counts, and each further one up to ``MOST_FURTHER``."""
MOST_FURTHER = 3
COVERED = 0.3
"""How much it counts that the message says nothing else."""
LABELLED = 0.3
"""How much it counts that it begins with a field's name, and then what it is."""
OWN, ASKED_TO_KEEP, CORRECTED = 0.4, 0.4, 0.4
"""How much each sign counts: it speaks of one's own firm, asks to keep something, corrects something."""
BESIDE = 0.3
"""How much it counts against them that the message wants something done, in words that state none of them."""

IN_PASSING = frozenset({"town", "industry", "employees", "revenue_wan", "budget_wan", "founded"})
"""Fields that are hard enough to be offered where a message is about something else."""

_SET_RIGHT = re.compile(rf"{lexicon.CHANGED}|{lexicon.MOVED.pattern}")


def offered(text: str, fields: Mapping[str, ArchiveField]) -> float:
    """Tell how surely a message states facts about the speaker's own firm that are to be put on file.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.

    Returns:
        0 where it states none or asks for something; towards 1 the more it speaks of the own firm, corrects what is on
        file, and says nothing else; 1 where it surely wants a field off the file.
    """
    if withdraws(text, fields):
        return 1.0
    folded = fold(text)
    _, asked = asked_back(folded) or ("", folded)
    said = unpointed(repaired(folded, fields))
    found = extract(ours(fold(text), them=False), fields)
    if not found or lexicon.QUESTION.search(asked) or lexicon.ASKED.search(asked) or lexicon.NOT_TO_KEEP.search(folded):
        return 0.0
    score = (
        STATED
        + FURTHER * min(len(found) - 1, MOST_FURTHER)
        + COVERED * _covered(said, [value.words for value in found.values()])
    )
    if lexicon.OWN.search(folded):
        score += OWN
    if any(start == 0 and said.startswith(found[f.key].words) for f, start, _ in named(said, fields) if f.key in found):
        score += LABELLED
    if lexicon.REMEMBER.search(folded):
        score += ASKED_TO_KEEP
    elif _wants_something_else(folded, [value.words for value in found.values()]):
        score -= BESIDE
    if asked != folded or said != folded or lexicon.CHANGES.search(folded) or WITHDRAWN.search(folded):
        score += CORRECTED
    return round(min(max(score, FURTHER), 1.0), 3)


def _wants_something_else(text: str, words: list[str]) -> bool:
    """Tell whether a part of a message wants something done that none of the facts rest on."""
    return any(
        lexicon.WISHES.search(clause) and not any(said in clause for said in words)
        for clause in lexicon.PHRASE.split(text)
    )


def _covered(text: str, words: list[str]) -> float:
    """Return what share of a message the words it was read from, and words that say nothing, make up."""
    rest = text
    for said in sorted(words, key=len, reverse=True):
        for part in said.split(lexicon.COMMA):
            rest = rest.replace(part, "")
    rest = lexicon.FILLERS.sub("", rest)
    return 1 - len(rest) / len(text) if text else 0.0


def bidden(text: str) -> bool:
    """Tell whether a message only bids that what was said before be put on file.

    Args:
        text: The message as it was written.
    """
    return lexicon.BIDDEN.fullmatch(fold(text).strip(" .。!~")) is not None


def denied(text: str, fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a message says that nothing is to be put on file.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.
    """
    folded = fold(text)
    return lexicon.NOT_TO_KEEP.search(folded) is not None and not extract(folded, fields)


def told(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Any]:
    """Return the facts a message states of the own firm, whatever it is about; none of persons.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.
    """
    if lexicon.NOT_TO_KEEP.search(fold(text)):
        return {}
    facts = facts_of(ours(fold(text)), fields)
    return {key: value for key, value in facts.items() if value is not None and not fields[key].personal}


def theirs(text: str, fields: Mapping[str, ArchiveField]) -> frozenset[str]:
    """Return the fields of which a message tells only what holds of other firms.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.
    """
    folded = fold(text)
    own = ours(folded)
    return frozenset() if own == folded else frozenset(facts_of(folded, fields)) - frozenset(facts_of(own, fields))


def passing(text: str, fields: Mapping[str, ArchiveField], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts about the own firm that a message states on the way to something else, to be offered.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.
        known: What is on file; what stands there already is no news.

    Returns:
        Facts of fields the archive holds nothing of, or that it is to hold otherwise; only where the message speaks of
        the own firm alone.
    """
    if not lexicon.OWN.search(fold(text)) or lexicon.NOT_OWN.search(fold(text)):
        return {}
    facts = told(text, fields)
    changed = _set_right(fold(text), fields)
    return {
        key: value
        for key, value in facts.items()
        if key in IN_PASSING and (known.get(key) is None or (key in changed and known[key] != value))
    }


def _set_right(text: str, fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return the fields of which a sentence says that what is on file is to be another, or was wrong."""
    said = [sentence for sentence in lexicon.SENTENCE.split(text) if sentence]
    told = [
        one for one in said if repaired(one, fields) != one or _SET_RIGHT.search(one) or lexicon.REMEMBER.search(one)
    ]
    return {key for one in told for key in facts_of(one, fields)}
