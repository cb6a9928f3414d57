"""Reads the facts of a firm out of colloquial words, whoever's firm it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tools.domain.archive import lexicon
from tools.domain.archive.choices import choices
from tools.domain.archive.clearing import asked_back, unpointed
from tools.domain.archive.clearing.lexicon import NOT_SO
from tools.domain.archive.figures import figures
from tools.domain.archive.found import Found, fold
from tools.domain.archive.labels import labelled, named
from tools.domain.archive.phrases import phrases
from tools.domain.archive.repairing import repaired
from tools.domain.archive.values import Refused, accept
from tools.domain.archive.withdrawing import withdrawn
from tools.domain.archive.withdrawing.items import items_taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.surveys import ArchiveField


def extract(text: str, fields: Mapping[str, ArchiveField], known: Mapping[str, Any] | None = None) -> dict[str, Found]:
    """Read the facts a message states about a firm; whose it is does not matter here.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.
        known: What is on file, so that what is added to a list comes to what stands there.

    Returns:
        For each field the value with the words it rests on, in the order of the fields. Values are as they were said;
        ``accept`` tells whether the archive takes them.
    """
    if (parted := asked_back(fold(text))) is not None:
        return _set_right(*parted, fields, known)
    folded = _without_possessor(unpointed(repaired(fold(text), fields)), fields)
    said = phrases(folded)
    renamed = "name" in said and lexicon.RENAMED.search(folded)  # a new name does not put a firm in another trade
    unnamed = folded.replace(said["name"].words, "_") if renamed else folded
    called = labelled(folded, fields)
    found = {**said, **choices(unnamed), **_others(figures(folded), called, folded), **called}
    found.update(withdrawn(folded, fields))
    found.update(items_taken(folded, found, fields))
    return {key: _joined(key, found[key], known or {}) for key in fields if key in found}


def _others(read: Mapping[str, Found], called: Mapping[str, Found], text: str) -> dict[str, Found]:
    """Leave out figures that a message gives under the name of another field, and only there."""
    given = [range(start, start + len(one.words)) for one in called.values() if (start := text.find(one.words)) >= 0]
    return {
        key: one
        for key, one in read.items()
        if key in called or text.count(one.words) > 1 or not any(text.find(one.words) in span for span in given)
    }


def _set_right(
    echo: str, rest: str, fields: Mapping[str, ArchiveField], known: Mapping[str, Any] | None
) -> dict[str, Found]:
    """Read what holds out of a message that asks back first what is on file and does not hold."""
    wrong, then = extract(echo, fields), extract(rest, fields, known)
    whole = extract(f"{echo}{NOT_SO}{rest}", fields, known)
    return {
        key: then.get(key, one)
        for key, one in whole.items()
        if key in then or (key in wrong and wrong[key].value != one.value)
    }


def _without_possessor(text: str, fields: Mapping[str, ArchiveField]) -> str:
    """Leave out whose field it is that a message begins with: a firm's name tells nothing of its trade."""
    _, start, _ = next(named(text, fields), (None, 0, 0))
    whose = lexicon.POSSESSOR.match(text[:start])
    return text[: whose.start("whose")] + text[start:] if whose else text


def facts_of(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Any]:
    """Return nothing but the values a text states that the archive takes, for matching and searching.

    Args:
        text: The text as it was written.
        fields: The archive's fields, by key.
    """
    return dict(proposed(text, fields).get("facts", {}))


def proposed(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Any]:
    """Return the arguments of ``keep_facts`` for a message that offers facts.

    Args:
        text: The message as it was written.
        fields: The archive's fields, by key.

    Returns:
        ``facts`` by field, those the archive takes, and ``question``, the message; no ``facts`` where there are none.
    """
    read = extract(text, fields)
    values = {key: accept(fields[key], found.value) for key, found in read.items() if not _gone(found)}
    facts = {key: value for key, value in values.items() if not isinstance(value, Refused)}
    facts |= {key: None for key, found in read.items() if _gone(found)}
    return {**({"facts": facts} if facts else {}), "question": text}


def _gone(found: Found) -> bool:
    return found.value is None


def _joined(key: str, found: Found, known: Mapping[str, Any]) -> Found:
    before = known.get(key)
    if not (found.adds or found.gone) or not isinstance(before, list) or not isinstance(found.value, list):
        return found
    if found.gone:
        kept = [item for item in before if item not in found.gone]
        new = [item for item in found.value if item not in found.gone]
        return replace(found, value=list(dict.fromkeys([*kept, *new])) or None)
    if found.value == [lexicon.NONE]:
        return found
    joined = [item for item in dict.fromkeys([*before, *found.value]) if item != lexicon.NONE]
    return replace(found, value=joined[: lexicon.MOST_PAINS] if key == lexicon.PAINS_FIELD else joined)
