"""What is said of a firm after its scenarios were recommended: a reason asked for, or something put otherwise."""

from __future__ import annotations

import re

from corpus.lexical import normalise
from tools.domain import archive
from tools.domain.archive import lexicon as facts_words
from tools.domain.matching import lexicon
from tools.kit import lexicon as asking

LONGEST = 40
"""Characters up to which a message is a follow-up."""

ADDED = frozenset({"pains"})
"""Fields where what is said now comes on top."""


def asks_why(text: str) -> bool:
    """Tell whether a message asks why what was just recommended is the right thing.

    Args:
        text: Normalised text.
    """
    return lexicon.WHY_THESE.match(text.strip()) is not None


def supposes(text: str) -> bool:
    """Tell whether a message puts something about the firm otherwise than before.

    Args:
        text: Normalised text.
    """
    if len(text) > LONGEST or not lexicon.OTHERWISE.search(text) or lexicon.ELSEWHERE.search(text):
        return False
    return bool(archive.facts_of(text, archive.archive().by_key) or _systems(text))


def tells_more(text: str, before: str) -> bool:
    """Tell whether a message goes on describing a firm: another trouble, or facts where it was described in words.

    Args:
        text: Normalised text.
        before: The description so far.
    """
    others = (lexicon.ELSEWHERE, lexicon.TASKS, asking.ASKS)
    if len(text) > LONGEST or any(pattern.search(text) for pattern in others):
        return False
    fields, said = archive.archive().by_key, lexicon.SOFTENED.sub("", text)
    if archive.facts_of(before, fields) and (archive.facts_of(said, fields) or _systems(said)):
        return True
    return asking.WONDERS.search(text) is None and lexicon.TROUBLES.search(text) is not None and bool(_needs(text))


def put_otherwise(before: str, now: str) -> str:
    """Put what is said now before what was said, and leave out there what it replaces.

    Args:
        before: The description so far.
        now: What is said of the same things.
    """
    left, now = normalise(before), lexicon.SOFTENED.sub("", now)
    if match := asking.CORRECTED.search(now):
        # What it is not any more was a trouble of its own.
        gone = _needs(now[: match.start(1)]) - _needs(match[1])
        left = ",".join(clause for clause in lexicon.CLAUSE_END.split(left) if not gone or not _needs(clause) & gone)
        now = match[1] if gone else now
    fields = archive.archive().by_key
    said = archive.extract(now, fields)
    for key, found in archive.extract(left, fields).items():
        if key in said and key not in ADDED and found.words:
            left = left.replace(normalise(found.words), " ")
    for name in _systems(normalise(now)):
        left = re.sub(lexicon.WITH_DENIAL + f"(?:{facts_words.SYSTEMS[name].pattern})", " ", left)
    return f"{now},{left.strip()}" if left.strip() else now


def _needs(text: str) -> set[str]:
    return {name for name, pattern in lexicon.NEEDS.items() if pattern.search(text)}


def _systems(text: str) -> list[str]:
    return [name for name, pattern in facts_words.SYSTEMS.items() if pattern.search(text)]
