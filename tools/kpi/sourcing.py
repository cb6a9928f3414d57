"""Reads the question which clause a calculation rests on, and turns it to the one who reads clauses out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from corpus.catalogs import Indicator

_LONGEST = 24


def asks_clause(text: str) -> bool:
    """Tell whether a message asks which clause a calculation rests on, and speaks of nothing else.

    Args:
        text: The message as written.
    """
    said = normalise(text)
    asked = wording.WHICH_CLAUSE.search(said) is not None and wording.RESTS_ON.search(said) is not None
    return asked and len(said) <= _LONGEST and not wording.BESIDE_CLAUSE.sub("", said)


def clause(indicator: Indicator) -> tuple[str, dict[str, Any]]:
    """Return the call that reads out the clause of an indicator.

    Args:
        indicator: Which one.
    """
    return "read_clause", {"clause": indicator.clause}
