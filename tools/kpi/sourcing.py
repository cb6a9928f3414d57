"""Turns what a clause answers, which one a calculation rests on and which way is better, to the tool that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators import following, keeping
from tools.domain.indicators import lexicon as words
from tools.kpi import lexicon

if TYPE_CHECKING:
    from corpus.catalogs import Indicator

_LONGEST = 24


def clause_asked(text: str, indicator: Indicator) -> tuple[str, dict[str, Any]] | None:
    """Return the call that reads out an indicator's clause, where a message asks for what stands there alone.

    That is which clause it is, or whether more of it is better or less.

    Args:
        text: The message as written.
        indicator: The indicator under discussion.
    """
    said = normalise(text)
    if _asks_which_way(said, indicator):
        return "read_clause", {"clause": indicator.clause}
    asked = lexicon.WHICH_CLAUSE.search(said) and lexicon.RESTS_ON.search(said)
    if not asked or len(said) > _LONGEST or lexicon.BESIDE_CLAUSE.sub("", said):
        return None
    return "read_clause", {"clause": indicator.clause}


def _asks_which_way(said: str, indicator: Indicator) -> bool:
    """Tell whether a message asks of an indicator and of nothing else whether more is better, or less."""
    asked = lexicon.WHICH_WAY.search(said)
    if asked is None or len(said) > _LONGEST or not following.about_figures(said) or keeping.figures_in(said):
        return False
    if words.KEEPS.search(said, asked.end()):
        return False
    of = said[: asked.start()]
    return not lexicon.BESIDE_RESULT.sub("", of) or following.names(of, indicator.id, {indicator.id: indicator})
