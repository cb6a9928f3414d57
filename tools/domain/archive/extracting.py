"""Reads the facts of a firm out of colloquial words, whoever's firm it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tools.domain.archive import lexicon
from tools.domain.archive.amounts import amounts
from tools.domain.archive.choices import choices
from tools.domain.archive.figures import figures
from tools.domain.archive.found import Found, fold
from tools.domain.archive.labels import labelled
from tools.domain.archive.phrases import phrases
from tools.domain.archive.values import Refused, accept

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
    folded = fold(text)
    found = {**phrases(folded), **choices(folded), **figures(folded), **labelled(folded, fields)}
    if lexicon.WITHDRAWN.search(folded):
        found.update(_withdrawn(folded, fields))
    return {key: _joined(key, found[key], known or {}) for key in fields if key in found}


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


def revised(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any] | None:
    """Return facts that wait for a yes as a message corrects them; None where it corrects nothing.

    Args:
        text: The message.
        facts: The facts that were shown.
        fields: The archive's fields, by key.
    """
    folded = fold(text)
    if lexicon.QUESTION.search(folded) or lexicon.ASKED.search(folded):
        return None
    said = proposed(text, fields).get("facts", {})
    if not said and (one := _only_figure(folded, facts, fields)) is not None:
        said = one
    left = {key: value for key, value in said.items() if value is not None}
    dropped = {key for key, value in said.items() if value is None}
    kept = {key: value for key, value in {**facts, **left}.items() if key not in dropped}
    return kept if said and kept and kept != dict(facts) else None


def _only_figure(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any] | None:
    """Take a bare number for the one figure it can correct."""
    keys = [key for key in facts if key in fields and fields[key].kind in {"integer", "number"}]
    said = list(amounts(text))
    if len(keys) != 1 or not said or not lexicon.CORRECTS.search(text):
        return None
    amount = said[-1]
    value = accept(fields[keys[0]], text[amount.start : amount.end])
    return None if isinstance(value, Refused) else {keys[0]: value}


def _gone(found: Found) -> bool:
    return found.value is None


def _withdrawn(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Found]:
    """Read which fields a message wants off the file; their value is None."""
    gone: dict[str, Found] = {}
    for clause in lexicon.CLAUSE.split(text):
        if not lexicon.WITHDRAWN.search(clause):
            continue
        for key, field in fields.items():
            names = "|".join(re.escape(name) for name in (field.name, *field.aliases))
            pattern = lexicon.WITHDRAWN_NAMED.format(verb=lexicon.WITHDRAWN.pattern, name=f"(?:{names})")
            if re.search(pattern, clause, re.IGNORECASE):
                gone[key] = Found(None, clause)
    return gone


def _joined(key: str, found: Found, known: Mapping[str, Any]) -> Found:
    before = known.get(key)
    if not found.adds or not isinstance(before, list) or not isinstance(found.value, list):
        return found
    if found.value == [lexicon.NONE]:
        return found
    joined = [item for item in dict.fromkeys([*before, *found.value]) if item != lexicon.NONE]
    return replace(found, value=joined[: lexicon.MOST_PAINS] if key == lexicon.PAINS_FIELD else joined)
