"""Turns the question which clause a calculation rests on to the tool that reads clauses out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.kpi import lexicon

if TYPE_CHECKING:
    from corpus.catalogs import Indicator

_LONGEST = 24


def clause_asked(text: str, indicator: Indicator) -> tuple[str, dict[str, Any]] | None:
    """Return the call that reads out an indicator's clause, where a message asks for that and for nothing else.

    Args:
        text: The message as written.
        indicator: The indicator under discussion.
    """
    said = normalise(text)
    asked = lexicon.WHICH_CLAUSE.search(said) and lexicon.RESTS_ON.search(said)
    if not asked or len(said) > _LONGEST or lexicon.BESIDE_CLAUSE.sub("", said):
        return None
    return "read_clause", {"clause": indicator.clause}
