"""Reads a message that says in percent what two rates differ by, and tells points from percent."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from corpus.lexical import normalise
from tools.domain.indicators import following
from tools.domain.indicators.figures import lexicon as figures
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.keeping import matches
from tools.domain.indicators.quantities import plain
from tools.kpi import lexicon
from tools.wording import kpi as wording

_ANY_DAY = date(2026, 1, 1)
_LONGEST, _REACH = 40, 8
_TENTH = Decimal("0.1")


def restated(text: str) -> Decimal | None:
    """Return by how many percent a message says that something has changed, where it asks whether that is so.

    Args:
        text: The message as written.
    """
    said = normalise(text)
    if len(said) > _LONGEST or not lexicon.MAY_BE_SAID.search(said) or not following.about_figures(said):
        return None
    found = scan(said, _ANY_DAY).figures
    if len(found) != 1 or found[0].style != figures.PERCENT:
        return None
    before = said[max(0, found[0].start - _REACH) : found[0].start]
    return found[0].value * 100 if lexicon.HAS_CHANGED.search(before) else None


def told(percent: Decimal, first: Decimal, last: Decimal) -> str:
    """Say what a difference of two rates is to be called; empty where the percentage is neither of the two.

    Args:
        percent: As it was said.
        first: The rate before, in percent.
        last: The rate after, in percent.
    """
    points = last - first
    share = (points / first * 100).quantize(_TENTH, ROUND_HALF_UP) if first > 0 else None
    verb = wording.ROSE if points > 0 else wording.FELL
    known = {"points": plain(abs(points)), "verb": verb, "percent": plain(abs(share)) if share is not None else ""}
    if not points:
        return ""
    if share is not None and matches(percent, share):
        return wording.PERCENT_OF_BASELINE.format(**known)
    if not matches(percent, points):
        return ""
    return wording.POINTS_NOT_PERCENT.format(**known) + (wording.AS_SHARE.format(**known) if share is not None else "")
