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
from tools.domain.archive.labels import labelled, named
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
    folded = _without_possessor(fold(text), fields)
    found = {**phrases(folded), **choices(folded), **figures(folded), **labelled(folded, fields)}
    if lexicon.WITHDRAWN.search(folded):
        found.update(_withdrawn(folded, fields))
    return {key: _joined(key, found[key], known or {}) for key in fields if key in found}


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
    out = _left_out(folded, facts, fields)
    said = proposed(text, fields).get("facts", {})
    news = {key: value for key, value in said.items() if facts.get(key) != value}
    if not news and not out and (one := _only_figure(folded, facts, fields)) is not None:
        said = one
    left = {key: value for key, value in said.items() if value is not None and key not in out}
    dropped = out | {key for key, value in said.items() if value is None}
    kept = {key: value for key, value in {**facts, **left}.items() if key not in dropped}
    return kept if (said or out) and kept and kept != dict(facts) else None


def _left_out(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return the fields a message wants out of what is about to be kept, clause by clause."""
    return {
        key
        for clause in lexicon.CLAUSE.split(text)
        if lexicon.LEAVE_OUT.search(clause)
        for key in facts
        if key in fields
        and any(name in clause for name in (fields[key].name, *fields[key].aliases, *_said_alone(facts[key])))
    }


def _said_alone(value: object) -> tuple[str, ...]:
    """Return how a fact is called by its value, where that is a word."""
    return (value,) if isinstance(value, str) and value else ()


def _only_figure(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any] | None:
    """Take a bare number for the one figure it can correct: the only one, or of money, the one it denies or is nearest.

    It is shown again before it is kept.
    """
    figures = {key: facts[key] for key in facts if key in fields and fields[key].kind in {"integer", "number"}}
    said = list(amounts(text))
    if len(said) > 1 and lexicon.WRITTEN_AS.fullmatch(text[said[0].end : said[1].start]):
        said = said[:1]
    if not figures or not said or not lexicon.CORRECTS.search(text):
        return None
    written = [text[amount.start : amount.end] for amount in said]
    read = {key: [accept(fields[key], words) for words in written] for key in figures}
    denied = [key for key, values in read.items() if figures[key] in values]
    near = [key for key, values in read.items() if any(_one_digit_off(figures[key], value) for value in values)]
    money = [key for key in figures if key.endswith("_wan")] if any(amount.large for amount in said) else []
    keys = next((found for found in (list(figures), denied, near, money) if len(found) == 1), None)
    if keys is None:
        return None
    values = [
        v for v in read[keys[0]] if not isinstance(v, Refused) and (keys[0] not in denied or v != figures[keys[0]])
    ]
    return {keys[0]: values[-1]} if values else None


def _one_digit_off(old: object, new: object) -> bool:
    """Tell whether two figures differ by one digit left out, added or mistyped, or by two that were swapped."""
    short, long = sorted((str(old), str(new)), key=len)
    if len(short) == len(long):
        differ = [place for place, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(short) == sorted(long)  # noqa: PLR2004
        return len(differ) == 1 or swapped
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _gone(found: Found) -> bool:
    return found.value is None


def _withdrawn(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Found]:
    """Read which fields a message wants off the file; their value is None."""
    gone: dict[str, Found] = {}
    before = ""
    for clause in lexicon.CLAUSE.split(text):
        those = [] if not lexicon.WITHDRAWN_IT.match(clause) else [f.key for f, _, _ in named(before, fields)]
        if len(those) == 1:
            gone[those[0]] = Found(None, f"{before}{lexicon.COMMA}{clause}")
        before = clause
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
