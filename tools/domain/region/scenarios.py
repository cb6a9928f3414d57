"""Which scenarios of the catalog a question for suited enterprises means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain import filters
from tools.domain.region import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Scenario

SHORTEST, PART = 3, 2
"""Characters of a whole name, and of a part of one, that mean the scenario."""
MOST = 12
"""Scenarios one phrase may mean."""


def meant(words: str, scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
    """Return the ids of the scenarios that words mean, several where they name a kind; empty where none is meant.

    Args:
        words: An id, a name, an alias, part of one, or a kind such as inspection by cameras.
        scenarios: As they are, by id.
    """
    text = normalise(words).strip()
    for english, chinese in lexicon.ENGLISH.items():
        text = text.replace(english, chinese)
    if not text:
        return ()
    by_id = [s.id for s in scenarios.values() if normalise(s.id) in text]
    if by_id:
        return tuple(by_id)
    names = {s.id: [normalise(n) for n in (s.name, *s.aliases)] for s in scenarios.values()}
    held = {key: max((len(n) for n in known if n in text), default=0) for key, known in names.items()}
    longest = max(held.values(), default=0)
    if longest >= SHORTEST:
        return tuple(key for key, length in held.items() if length == longest)
    parts = {key: any(text in n for n in known) for key, known in names.items()} if len(text) >= PART else {}
    if any(parts.values()):
        return tuple(key for key, part in parts.items() if part)[:MOST]
    asked = filters.read_scenarios(text, {})
    module = asked.module or (lexicon.QUALITY if lexicon.INSPECTION.search(text) else None)
    if module is None and asked.model_type is None:
        return ()
    found = [
        s.id
        for s in scenarios.values()
        if (module is None or s.module == module)
        and (asked.model_type is None or s.model_type == asked.model_type)
        and (asked.industry is None or s.industry == asked.industry)
    ]
    return tuple(found)
