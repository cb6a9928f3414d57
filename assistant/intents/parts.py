"""Cuts a message into the requests it may hold."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from assistant.intents import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence


class Join(Enum):
    """What joins two halves of a message.

    Attributes:
        NOTHING: A comma, or a space, at most.
        SENTENCE: A sentence ends between the two.
        ANOTHER: Words, a number or a semicolon that begin another request.
        DONE: Words that begin another request, for when the first is done.
    """

    NOTHING = 0
    SENTENCE = 1
    ANOTHER = 2
    DONE = 3


SHORTEST = 3
"""Characters a request has at least."""
MOST = 4
"""Pieces a message is cut into at most; the last holds all that is left."""


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of a normalised message at sentence ends and at words that begin another request."""
    return _cut(text, [piece for piece in lexicon.CUT.split(text) if piece])


def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a normalised message, cut at every comma and sentence end; of many, the last are one."""
    return _cut(text, lexicon.CLAUSE.split(text))


def halves(text: str) -> tuple[tuple[str, str, Join], ...]:
    """Return the ways to cut a normalised message in two, and what joins the two."""
    found: dict[tuple[str, str, Join], None] = {}
    for match in lexicon.BETWEEN.finditer(text):
        left, right = text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")
        if not match[0] and lexicon.ASKS_WHAT_ELSE.match(right):
            continue  # what else there is of something belongs to it
        begins, done = lexicon.JOINED.match(right), lexicon.DONE.match(right)
        if said := done or begins:
            right = right[said.end() :].lstrip(" ,")
        if min(len(left), len(right)) >= SHORTEST and not lexicon.BARE_BID.fullmatch(right):
            join = Join.DONE if done else _join(match[0], begins=begins is not None)
            found[left, right, join] = None  # a comma before words that join is one cut
    return tuple(found)


def _join(between: str, *, begins: bool) -> Join:
    if begins or ";" in between or lexicon.NUMBERED.search(between):
        return Join.ANOTHER
    return Join.SENTENCE if lexicon.SENTENCE_END.search(between) else Join.NOTHING


def shared(text: str, firms: Sequence[str]) -> tuple[tuple[str, str, Join], ...]:
    """Return the ways to cut a message that asks two things of one enterprise, whose name both halves get."""
    named = [name for name in firms if name in text]
    if len(named) != 1:
        return ()
    found = []
    for match in lexicon.BOTH.finditer(text, text.find(named[0]) + len(named[0])):
        left, right = text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")
        if right and left != named[0]:
            found.append((left, f"{named[0]}{right}", Join.ANOTHER))
    return tuple(found)


def _cut(text: str, pieces: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for piece in pieces:
        words = piece.strip(" ,")
        if len(words) >= SHORTEST and not (found and lexicon.BARE_BID.fullmatch(words)):
            found.append(words)
        elif found and words:
            found[-1] = f"{found[-1]},{words}"
    if len(found) > MOST:
        return (*found[: MOST - 1], ",".join(found[MOST - 1 :]))
    return tuple(found) if len(found) > 1 else (text,)
