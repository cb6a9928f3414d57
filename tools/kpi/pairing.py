"""Puts two periods of one indicator side by side, where a talk has worked out each by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain import days
from tools.domain.indicators import filling, following, periods, results, terms
from tools.domain.indicators.quantities import ITEM, Given, Quantity
from tools.kpi import arguments as given_as
from tools.kpi import choosing, lexicon, talk, telling
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from datetime import date

    from corpus.catalogs import Catalogs
    from tools.domain.indicators.reading import Read
    from tools.kit.ports import Library
    from tools.kit.tool import ToolContext

_LONGEST = 20
_WHOLE = Decimal(100)


def asks_both(text: str) -> bool:
    """Tell whether a message asks to set the two periods against each other that were worked out.

    Args:
        text: The message as written.
    """
    return len(text) <= _LONGEST and lexicon.BOTH_PERIODS.fullmatch(normalise(text).strip()) is not None


def side_by_side(library: Library, last: Given, one: Given, question: str, today: date) -> str:
    """Say how an indicator compares in two periods; empty where it is not clear which one came first.

    Args:
        library: What is cited.
        last: What was worked out before.
        one: What is worked out now.
        question: The words that gave the latter.
        today: The day they are said on.
    """
    if not _apart(library.catalogs, last, one) or following.corrects(question):
        return ""
    first = _first(last.period, telling.period(question, today), today)
    if first is None:
        said = {mark.period for mark in periods.marks(normalise(question))}
        first = 1 if said == {"before"} else None
    if first is None:
        return ""
    return _line(library, *((last, one) if first == 0 else (one, last)))


def of_share(found: Read, known: Given, catalogs: Catalogs) -> Given | None:
    """Return the level of another period, where a message states no more than that share; None where it does not.

    Args:
        found: What the message gives.
        known: What was worked out before.
        catalogs: The catalogs.
    """
    keys = filling.share_keys(catalogs.indicators[known.indicator])
    if keys is None or len(found.shares) != 1 or found.figures != 1 or not 0 <= found.shares[0] <= 1:
        return None
    of = (Quantity(found.shares[0] * _WHOLE, ITEM),), (Quantity(_WHOLE, ITEM),)
    return Given(known.indicator, dict(zip(keys, of, strict=True)))


async def last_two(context: ToolContext) -> str:
    """Say how the last two periods compare that this talk has worked out of an indicator; empty where there are none.

    Args:
        context: Who asks.
    """
    library, today = context.library, days.today(context.now)
    done = await talk.worked_out(context)
    mine = [one["given"] for one in done if one["indicator"] == done[0]["indicator"]]
    before = next((one for one in mine if one.get("values") != mine[0].get("values")), None)
    if before is None:
        return ""
    last, one = (given_as.given(library.catalogs, **given) for given in (before, mine[0]))
    if last is None or one is None or not _apart(library.catalogs, last, one):
        return ""
    first = _first(last.period, one.period, today)
    return _line(library, *((one, last) if first == 1 else (last, one)))


def _apart(catalogs: Catalogs, last: Given, one: Given) -> bool:
    """Tell whether both are the level of one period of the same indicator, and done."""
    same = last.indicator == one.indicator and last.indicator in catalogs.paired_indicators
    alone = same and not (last.earlier or one.earlier)
    return alone and all(results.whole(choosing.work(catalogs, given)) for given in (last, one))


def _first(last: str, one: str, today: date) -> int | None:
    """Return which of two periods comes first, by its place; None where they do not follow one another."""
    was, now = terms.only(last, today), terms.only(one, today)
    if was is None or now is None or not was.clashes(now):
        return None
    order = [(term.year or today.year, term.number) for term in (was, now)]
    return order.index(min(order))


def _line(library: Library, before: Given, after: Given) -> str:
    pair = replace(after, earlier=before.values, period="")
    told = telling.tell(library, choosing.work(library.catalogs, pair), alone=False)
    return wording.TWO_PERIODS.format(line=told.blocks[0]) if told.blocks else ""
