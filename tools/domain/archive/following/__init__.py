"""Reads what is said right after facts were kept or shown: which of them is wrong, what is right, who said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tools.domain.archive import lexicon as words
from tools.domain.archive.extracting import proposed
from tools.domain.archive.following import lexicon
from tools.domain.archive.found import fold
from tools.domain.archive.labels import named
from tools.domain.archive.revising import revised
from tools.domain.archive.revising.lexicon import CORRECTS
from tools.domain.archive.withdrawing.lexicon import ALL_OF_IT, LEAVES, TAKES_IT, WITHDRAWN, WITHDRAWN_IT
from tools.domain.membership import read_code
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.surveys import ArchiveField

SEMICOLON = ";"
LONGEST = 30
"""Characters up to which a message goes on about the facts that were just spoken of."""


@dataclass(frozen=True, slots=True)
class Further:
    """What a message wants of the facts that were just spoken of.

    Attributes:
        wish: See them, or all that is on file, see who said so, change them, or be asked what is right.
        fields: Of which fields.
        facts: What is to hold from now on, where they are to change.
    """

    wish: Literal["see", "all", "history", "change", "ask"]
    fields: tuple[str, ...]
    facts: Mapping[str, Any] | None = None


def placed(text: str, shown: Sequence[str], fields: Mapping[str, ArchiveField]) -> str:
    """Put the name of the field that a message points at by its place in the place of that.

    Args:
        text: The message.
        shown: The fields that were shown, in their order.
        fields: The archive's fields, by key.
    """
    match = lexicon.PLACED.search(text)
    if match is None or len(shown) < 2:  # noqa: PLR2004 -- one alone has no place
        return text
    place = len(shown) if match["last"] else number(match["place"])
    if not 0 < place <= len(shown):
        return text
    return text[: match.start()] + fields[shown[place - 1]].name + text[match.end() :]


def doubted(text: str, fields: Mapping[str, ArchiveField]) -> tuple[str, ...]:
    """Return the fields of which a message says last, and only, that they are wrong; empty where it says what is right.

    Args:
        text: The message.
        fields: The archive's fields, by key.
    """
    said = fold(text).rpartition(SEMICOLON)[2].strip()
    match = lexicon.DOUBTED.fullmatch(said) or lexicon.DOUBTED.fullmatch(words.SAID_NEXT.split(said, maxsplit=1)[0])
    if match is None:
        return ()
    right = proposed(said, fields).get("facts", {})
    return tuple(
        key for key in dict.fromkeys(field.key for field, _, _ in named(match["what"], fields)) if key not in right
    )


def points_at_wrong(text: str) -> bool:
    """Tell whether a message says that something is wrong which it only points at."""
    match = lexicon.DOUBTED.fullmatch(fold(text).strip())
    return match is not None and lexicon.POINTED_AT.fullmatch(match["what"]) is not None


def further(
    text: str, shown: Sequence[str], facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]
) -> Further | None:
    """Read what a message wants of the facts that were just kept or shown; None where it is about something else.

    Args:
        text: The message.
        shown: Their fields, in the order they were shown in.
        facts: Their values, where they are known.
        fields: The archive's fields, by key.
    """
    if not shown or len(text) > LONGEST or lexicon.NOT_FACTS.search(text) or read_code(text):
        return None
    said = placed(fold(text), shown, fields)
    if lexicon.SEEN_AGAIN.fullmatch(said.strip(" .。!~")):
        return Further("all", ())
    called = tuple(dict.fromkeys(field.key for field, _, _ in named(said, fields)))
    mine = tuple(key for key in called if key in shown)
    by_whom = lexicon.SAID_BY.search(said)
    if by_whom or lexicon.KEPT_ASKED.search(said):
        # Of a field that was not shown it is a question of its own.
        return Further("history" if by_whom else "see", mine or tuple(shown)) if mine or not called else None
    if wrong := doubted(said, fields):
        return Further("ask", wrong)
    if points_at_wrong(said):
        return Further("ask", tuple(shown))
    if words.QUESTION.search(said) or words.ASKED.search(said):
        return None
    if not called and (LEAVES.fullmatch(said) or ALL_OF_IT.search(said)):
        return None
    if len(shown) == 1 and not called and (WITHDRAWN_IT.match(said) or _takes_off(said)):
        return Further("change", tuple(shown), {shown[0]: None})
    changed = _changed(said, shown, facts, fields)
    return Further("change", tuple(changed), changed) if changed else None


def _takes_off(said: str) -> bool:
    """Tell whether all a message says, clause by clause, is that what was shown is to go."""
    clauses = [clause.strip() for clause in words.CLAUSE.split(said) if clause.strip()]
    return bool(clauses) and all(TAKES_IT.fullmatch(clause) for clause in clauses)


def _changed(
    said: str, shown: Sequence[str], facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]
) -> dict[str, Any]:
    """Return what a message puts in the place of what was shown, and of nothing else."""
    if len(shown) == 1 and (now := lexicon.NOW_ONLY.search(said)) is not None:
        said = lexicon.IS_NOW.format(name=fields[shown[0]].name, figure=now["figure"])
        told = proposed(said, fields).get("facts", {})
        return {key: value for key, value in told.items() if key in shown and value != facts.get(key)}
    beside = lexicon.FIGURE_FIRST.sub("", said)  # a bare figure corrects nothing that was kept
    if not any(way.search(beside) for way in (words.CHANGES, CORRECTS, WITHDRAWN)):
        return {}
    told = proposed(said, fields).get("facts", {})
    if not told and len(shown) == 1 and lexicon.CHANGED_ALONE.match(said):
        told = proposed(fields[shown[0]].name + said, fields).get("facts", {})
    if not any(facts.get(key) != value for key, value in told.items()):
        told = revised(said, {key: facts[key] for key in shown if facts.get(key) is not None}, fields) or {}
    changed = {key: value for key, value in told.items() if value is None or value != facts.get(key)}
    return changed if set(changed) <= set(shown) else {}
