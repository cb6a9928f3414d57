"""What is said of a firm after its scenarios were recommended: a reason asked for, or something put otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain import archive
from tools.domain.archive import lexicon as facts_words
from tools.domain.matching import lexicon
from tools.kit import lexicon as asking

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 40
"""Characters up to which a message is a follow-up."""

MOST_TOLD = 2
"""How many messages that told of it are taken along."""

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
    others = (lexicon.ELSEWHERE, lexicon.TASKS, asking.ASKS, lexicon.YES_OR_NO)
    if len(text) > LONGEST or any(pattern.search(text) for pattern in others):
        return False
    fields, said = archive.archive().by_key, lexicon.SOFTENED.sub("", text)
    if archive.facts_of(before, fields) and (archive.facts_of(said, fields) or _systems(said)):
        return True
    return asking.WONDERS.search(text) is None and lexicon.TROUBLES.search(text) is not None and bool(_needs(text))


def names_matter(text: str) -> bool:
    """Tell whether a question for scenarios says itself what they are to be for.

    Args:
        text: Normalised text.
    """
    return bool(_needs(text)) or _beside(text) >= lexicon.LEAST_SAID


def names_wish(text: str) -> bool:
    """Tell whether a question for scenarios says so much of what they are to be for that it can be put down as a need.

    Args:
        text: Normalised text.
    """
    return _beside(text) >= lexicon.A_WISH


def _beside(text: str) -> int:
    """Count what a question for scenarios says beside asking."""
    rest = lexicon.NO_MATTER.sub(" ", lexicon.NOISE.sub(" ", text))
    return sum(map(str.isalnum, rest))


def tells_matter(text: str) -> bool:
    """Tell whether a message told of a trouble, a wish or the firm itself, and of nothing that is for other tools.

    Args:
        text: Normalised text.
    """
    if lexicon.ELSEWHERE.search(text):
        return False
    return bool(_needs(text)) or bool(archive.facts_of(text, archive.archive().by_key))


def with_matter(question: str, before: Sequence[str]) -> str:
    """Put what was told before in the place of a question for scenarios that does not say what they are to be for.

    What such a question says of the firm goes before it.

    Args:
        question: As a person wrote it.
        before: What was said earlier, the latest first.
    """
    if names_matter(normalise(question)):
        return question
    told = [words for words in before if tells_matter(normalise(words))][:MOST_TOLD]
    of_firm = archive.facts_of(normalise(question), archive.archive().by_key)
    return ",".join((*((question,) if of_firm or not told else ()), *told))


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
