"""Tells when an operator gives a talk back, in however many words."""

from __future__ import annotations

import re

from tools.domain.tickets.releasing import lexicon

_CLAUSE = re.compile(r"[,;.!\n]+\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
LONGEST = 40
"""Characters up to which a message only gives a talk back."""


def gives_back(text: str) -> bool:
    """Tell whether a clause of a message gives the talk back, and all others only tell that it is over.

    Args:
        text: Normalised text.
    """
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    if len(text) > LONGEST or not clauses:
        return False
    given = [lexicon.GIVES_BACK.fullmatch(clause) is not None for clause in clauses]
    return any(given) and all(
        back or lexicon.OVER.fullmatch(clause) for back, clause in zip(given, clauses, strict=True)
    )
