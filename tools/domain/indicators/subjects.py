"""Finds the indicators a message is about, by their names and by the words of their variables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import lexicon
from tools.domain.indicators.sounds import mended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Indicator

_NAME, _ALIAS, _LENGTH, _SPOKEN, _HINT = 3.0, 2.2, 0.06, 1.5, 0.3
_AGAINST, _CLOSE = 1.6, 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an indicator is named.

    Attributes:
        indicator: Its id.
        start: Where the name begins.
        end: Where it ends.
        weight: How surely the name is this indicator's.
        exact: It is one of the indicator's own names, not a way to speak of it.
    """

    indicator: str
    start: int
    end: int
    weight: float
    exact: bool = False


@lru_cache(maxsize=64)
def _spoken(indicator: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None]:
    strong, hint = lexicon.SUBJECTS[indicator]
    against = lexicon.EXCLUDES.get(indicator)
    return re.compile(strong), re.compile(hint), re.compile(against) if against else None


_NAMES: dict[int, tuple[Mapping[str, Indicator], dict[str, list[tuple[str, float]]]]] = {}


def _names(indicators: Mapping[str, Indicator]) -> dict[str, list[tuple[str, float]]]:
    """Return the names indicators have, with their ids and weights; made once for a catalog."""
    kept = _NAMES.get(id(indicators))
    if kept is not None and kept[0] is indicators:
        return kept[1]
    names: dict[str, list[tuple[str, float]]] = {}
    for indicator in indicators.values():
        for name in (indicator.name, *indicator.aliases):
            weight = _NAME if name == indicator.name else _ALIAS
            names.setdefault(normalise(name), []).append((indicator.id, weight))
    _NAMES.clear()
    _NAMES[id(indicators)] = (indicators, names)
    return names


def mend(text: str, indicators: Mapping[str, Indicator]) -> str:
    """Put an indicator's name where a message has one that only sounds like it, and write out contracted numerals.

    Args:
        text: Normalised text.
        indicators: The catalog.
    """
    for sign, numeral in lexicon.CONTRACTED:
        text = text.replace(sign, numeral)
    return mended(text, (*lexicon.SOUNDED, *_names(indicators)))


def mentions(text: str, indicators: Mapping[str, Indicator]) -> list[Mention]:
    """Find where indicators are named; a name inside a longer one does not count.

    Args:
        text: Normalised text.
        indicators: The catalog.
    """
    found: list[Mention] = []
    for name, owners in _names(indicators).items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not (name[0].isascii() and name[0].isalpha() and _runs_on(text, start, end)):
                found += [Mention(i, start, end, w + _LENGTH * len(name), exact=True) for i, w in owners]
            start = text.find(name, start + 1)
    for identity in indicators:
        start = text.find(identity)
        if start >= 0:
            found.append(Mention(identity, start, start + len(identity), _NAME + 1, exact=True))
        strong, _, against = _spoken(identity)
        others = [match.span() for match in against.finditer(text)] if against is not None else []
        found += [
            Mention(identity, *match.span(), _SPOKEN + _LENGTH * min(match.end() - match.start(), 8))
            for match in strong.finditer(text)
            if not any(start - _CLOSE < match.end() and match.start() < end + _CLOSE for start, end in others)
        ]
    return [m for m in found if not any(_inside(m, other) for other in found)]


def _runs_on(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end : end + 1]
    return any(sign.isascii() and sign.isalpha() for sign in around)


def _inside(mention: Mention, other: Mention) -> bool:
    """Tell whether a mention is part of a longer name of another indicator."""
    return (
        other.indicator != mention.indicator
        and other.exact
        and other.start <= mention.start
        and mention.end <= other.end
        and other.end - other.start > mention.end - mention.start
    )


def weights(text: str, indicators: Mapping[str, Indicator], named: list[Mention]) -> dict[str, float]:
    """Tell how strongly a message's words speak for each indicator.

    Args:
        text: Normalised text.
        indicators: The catalog.
        named: Where they are named.
    """
    found: dict[str, float] = {}
    for identity in indicators:
        strong = max((m.weight for m in named if m.indicator == identity), default=0.0)
        _, hint, against = _spoken(identity)
        hints = len({m.group() for m in hint.finditer(text)})
        weight = strong + min(hints, 3) * _HINT
        if not strong and against is not None and against.search(text):
            weight -= _AGAINST
        if weight > 0:
            found[identity] = weight
    return found
