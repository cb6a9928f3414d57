"""Takes what is said on a value that was kept or compared: another value, a comparison, or another figure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators import following, keeping
from tools.kpi import lexicon, putting_right, recalling, restating, sourcing
from tools.kpi.arguments import CALCULATE, COMPARE, KEEP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs, Indicator
    from tools.kit.tool import Focus

_SAME = frozenset({"indicator", "stage", "period", "source", "enterprise"})
"""What another value takes over from the one it takes the place of."""
_WHOSE = frozenset({"indicator", "enterprise"})


def follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Take what is said on a value that was kept or compared.

    Args:
        text: Normalised text.
        focus: What was kept or compared.
        catalogs: The catalogs.
    """
    known = {name: given for name, given in focus.arguments.items() if name in _SAME}
    asks = following.compares(text) or restating.restated(text) is not None
    if asks or (focus.tool == COMPARE and recalling.asks_which_way(text)):
        return COMPARE, {**{name: known[name] for name in sorted(_WHOSE) if known.get(name)}, "question": text}
    record = catalogs.indicators.get(str(known.get("indicator") or ""))
    said = normalise(text)
    if putting_right.asks_of_filed(said) or lexicon.LEAVES_FILED.search(said):
        return None
    amended = following.named(said, catalogs.indicators) if record is None and following.amends(text) else None
    if amended and following.about_figures(text) and not lexicon.NOT_FILED.search(said) and keeping.figures_in(text):
        return CALCULATE, {"question": text}
    if record is None or following.names_another(text, record.id, catalogs.indicators):
        return None
    if clause := sourcing.clause_asked(text, record):
        return clause
    return _of_value(text, focus, known, record)


def _of_value(
    text: str, focus: Focus, known: Mapping[str, Any], record: Indicator
) -> tuple[str, dict[str, Any]] | None:
    """Take what is said of the value itself: what it is to become, more about it, or its figures."""
    said, whose = normalise(text), {name: given for name, given in known.items() if name in _WHOSE}
    if keeping.set_to(text, record) is not None and not lexicon.NOT_FILED.search(said):
        return KEEP, {**whose, "question": text}
    if (value := focus.arguments.get("value")) and putting_right.tells_more(text):
        anew = keeping.read(said)
        same = {name: given for name, given in known.items() if name != "source" or not anew.source}
        return KEEP, {**same, "value": value, "question": text}
    if following.gives_all(text, record):
        return KEEP if following.keeps(text, known) else CALCULATE, {"indicator": record.id, "question": text}
    if keeping.value_of(text, record) is None or lexicon.NOT_THE_VALUE.search(said):
        return None
    if keeping.read(said).stage or following.keeps(text, known):
        return KEEP, {**whose, "question": text}
    return (KEEP, {**known, "question": text}) if known.get("stage") and following.corrects(text) else None
