"""Reads what a message gives of which indicators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.indicators import changing, denying, filling, levels, lexicon, netting, periods, subjects
from tools.domain.indicators.changing import Part
from tools.domain.indicators.figures.figure import Figure
from tools.domain.indicators.figures.scanning import Scan, scan
from tools.domain.indicators.quantities import Given, Problem, change_keys, fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Indicator
    from tools.domain.indicators.subjects import Mention

_ENOUGH, _PERHAPS, _AHEAD, _NAMED, _BORNE_OUT = 0.85, 0.55, 0.2, 1.5, 0.8
_SWITCH, _UNFIT, _NEAR, _FAR, _DISTANCE = 0.25, -0.6, 0.9, 0.35, 0.02
_SAME_CLAUSE, _SAME_UNIT = 0.3, 0.15
_SHOWN = 0.8
"""Share of its variables from which figures show which indicator they are for."""
_MOST, _MANY = 5, 4
_BLOT = "\x01"


@dataclass(frozen=True, slots=True)
class Read:
    """What a message says.

    Attributes:
        given: What it gives of each indicator it is about, in the order they are named.
        figures: How many figures it has.
        unsure: It speaks of some, without saying how many.
        candidates: Ids of indicators that may be meant, best first.
        shares: The figures that are shares, as fractions of one.
    """

    given: tuple[Given, ...]
    figures: int
    unsure: bool = False
    candidates: tuple[str, ...] = ()
    shares: tuple[Decimal, ...] = ()


def read(
    text: str,
    indicators: Mapping[str, Indicator],
    today: date,
    *,
    known: Given | None = None,
    asked: str | None = None,
    only: str | None = None,
) -> Read:
    """Read a message.

    Args:
        text: The message as written.
        indicators: The catalog.
        today: The day it is said on.
        known: What is known so far of the indicator under discussion.
        asked: The key of the variable that was asked for.
        only: The id of the indicator it is about, where that is settled.
    """
    text = denying.without_denied(subjects.mend(normalise(text), indicators))
    text = _corrected(text, today, wrongly=known is not None)
    if asked is None and (match := lexicon.NOT_BUT.search(text)):
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    named = subjects.mentions(text, indicators)
    blotted = _blotted(text, named)
    found = scan(text, today, [(m.start, m.end) for m in named if m.exact and m.indicator not in text])
    stated = [_stated(f, found) for f in _without_units(found)]
    found = replace(found, figures=tuple(netting.netted(text, stated, known)))
    candidates = _candidates(text, blotted, indicators, named, found)

    def borne_out(identity: str) -> float:
        return _borne_out(indicators[identity], blotted, found.figures)

    if only is not None:
        about = [only]
    elif known is not None and not _switches(text, indicators[known.indicator], named, candidates, found, borne_out):
        about = [known.indicator]
    else:
        about = _about(text, blotted, indicators, named, found, candidates)
    shares = _shared_out(blotted, about, indicators, named, found.figures)
    given = []
    for identity in about:
        mine = known if known is not None and known.indicator == identity else None
        part = Part(blotted, tuple(shares[identity]), asked if mine is not None or only else None, mine, text)
        one = _of(indicators[identity], part, found)
        if found.unsure and one.problem is None and not one.values and one.change is None:
            one = replace(one, problem=Problem("range", (asked or indicators[identity].variables[0].key,)))
        given.append(one)
    relative = tuple(f.value for f in found.figures if f.relative)
    return Read(tuple(given), len(found.figures), found.unsure, tuple(i for i, _ in candidates[:_MOST]), relative)


def _corrected(text: str, today: date, *, wrongly: bool) -> str:
    """Leave out figures that are taken back in the same breath, and the words by which earlier ones are."""
    named = periods.marks(text)
    figures = [f for f in scan(text, today).figures if not any(m.start <= f.start < m.end for m in named)]
    for first, then in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        between = text[first.end : then.start]
        if lexicon.SELF_CORRECTED.match(between) and not periods.marks(between):
            text = text[: first.start] + text[then.start :]
    text = lexicon.WRONGLY_SAID.sub("", text) if wrongly else text
    marks = [(mark.start, mark.end) for mark in periods.marks(text)]
    for figure in reversed(scan(text, today).figures):
        # The second period begins without a comma.
        if any(start == figure.end for start, _ in marks) and any(end <= figure.start for _, end in marks):
            text = f"{text[: figure.end]},{text[figure.end :]}"
    return text


def _blotted(text: str, named: Sequence[Mention]) -> str:
    """Blot out the names of indicators, so that what they are made of is not taken for a variable."""
    signs = list(text)
    for mention in named:
        name = mention.exact and lexicon.NAME_ENDS.search(text[mention.start : mention.end])
        if name or _is_topic(text, mention):
            signs[mention.start : mention.end] = _BLOT * (mention.end - mention.start)
    return "".join(signs)


def _is_topic(text: str, mention: Mention) -> bool:
    """Tell whether a mention says what is to be worked out, and stands apart from the figures behind it."""
    apart = lexicon.SETS_APART.match(text, mention.end) is not None
    return apart and lexicon.BEFORE_TOPIC.fullmatch(lexicon.NEW_CLAUSE.split(text[: mention.start])[-1]) is not None


def _without_units(found: Scan) -> Iterator[Figure]:
    """Leave out the one that a price is told of, as in so much an order."""
    for index, figure in enumerate(found.figures):
        following = next(iter(found.figures[index + 1 : index + 2]), None)
        one = figure.kind == "count" and figure.value == 1 and following is not None and following.kind == "money"
        if not (one and following and lexicon.EACH_OF_ONE.fullmatch(found.text[figure.end : following.start])):
            yield figure


def _stated(figure: Figure, found: Scan) -> Figure:
    """Count a month of work or a working day as the firm says it does."""
    counted = found.stated.get(figure.unit)
    if figure.unit == "person_month" and counted is None and "month" in found.stated:
        counted = found.stated["month"]
    if figure.kind == "work" and "person_day" in found.stated:
        return replace(figure, value=figure.value / found.stated["person_day"][0], kind="labour", unit="person_day")
    if counted is None or figure.kind == "date":
        return figure
    number, unit = counted
    if figure.kind == "labour":
        if unit not in {"day", "workday", "person_day"}:
            return figure
        return replace(figure, value=figure.value * number, unit="person_day" if unit in {"day", "workday"} else unit)
    return replace(figure, value=figure.value * number, unit=unit)


def _candidates(
    text: str, blotted: str, indicators: Mapping[str, Indicator], named: list[Mention], found: Scan
) -> list[tuple[str, float]]:
    """Rank the indicators a message may be about."""
    weights = subjects.weights(text, indicators, named)
    ranked = []
    for identity, weight in weights.items():
        if weight < _HINTED:
            continue
        ranked.append((identity, weight + _BORNE_OUT * _borne_out(indicators[identity], blotted, found.figures)))
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))


_HINTED = 0.3


def _borne_out(indicator: Indicator, text: str, figures: Sequence[Figure]) -> float:
    """Tell which share of an indicator's variables the figures bear out, 0 to 1."""
    if change_keys(indicator):
        variable = indicator.variables[0]
        count = sum(fits(f, variable) and f.kind != "bare" for f in figures)
        bare = sum(f.kind == "bare" for f in figures) if variable.kind in {"money", "count"} else 0
        return min(2, count + bare) / 2 * 0.6
    mine = [f for f in figures if any(fits(f, v) for v in indicator.variables)]
    table = filling.scores(text, indicator, mine[:8], figures)
    keys: dict[str, float] = {}
    for row in table:
        if row:
            key = max(row, key=row.__getitem__)
            borne = min(row[key], 1.0)
            key = (filling.share_keys(indicator) or (key,))[0] if key == filling.REST else key
            keys[key] = max(keys.get(key, 0.0), borne)
    required = [v.key for v in indicator.variables if not v.optional]
    return sum(keys.get(key, 0.0) for key in required) / len(required)


def _switches(
    text: str,
    known: Indicator,
    named: Sequence[Mention],
    candidates: Sequence[tuple[str, float]],
    found: Scan,
    whole: Callable[[str], float],
) -> bool:
    """Tell whether a message is about another indicator than the one under discussion.

    Names alone leave it to the figures: what they bear out wholly, and the one under discussion does not, is meant.
    """
    others = [m for m in named if m.indicator != known.id and m.weight >= _NAMED]
    spans = [(m.start, m.end) for m in named if m.indicator == known.id]
    apart = [m for m in others if not any(a < m.end and m.start < b for a, b in spans)]
    usable = any(fits(f, v) or f.relative for f in found.figures for v in known.variables)
    if not candidates or not (apart or (found.figures and not usable and whole(candidates[0][0]) > _SHOWN)):
        return False
    if any(m.exact for m in apart):
        return True
    if candidates[0][0] == known.id:
        return False
    return not usable or lexicon.AGAIN.search(text) is not None or whole(candidates[0][0]) > _SHOWN > whole(known.id)


def _about(
    text: str,
    blotted: str,
    indicators: Mapping[str, Indicator],
    named: Sequence[Mention],
    found: Scan,
    candidates: Sequence[tuple[str, float]],
) -> list[str]:
    """Choose the indicators a message is about."""
    if not candidates or not _clear(candidates):
        return []
    best = candidates[0][0]
    strong = {m.indicator for m in named if m.weight >= _NAMED}
    several = [i for i, _ in candidates if i in strong or i == best][:_MOST]
    exact = {m.indicator for m in named if m.exact}
    told = lexicon.SEVERAL.search(text) or len(exact) > 1 or len(found.figures) >= _MANY
    if len(several) < 2 or len(found.figures) < 2 or not told:  # noqa: PLR2004 -- one figure for each
        return [best]
    while len(several) > 1:
        shares = _shared_out(blotted, several, indicators, named, found.figures)
        read_out = {
            i: _of(indicators[i], Part(blotted, tuple(shares[i]), said=text), found) if shares[i] else None
            for i in several
        }
        kept = [i for i, given in read_out.items() if given is not None and _whole(indicators[i], given)]
        if best not in kept:
            kept = [best, *kept]
        if len(kept) == len(several):
            order = {i: min(f.start for f in shares[i]) for i in kept if shares[i]}
            return sorted(order, key=order.__getitem__) or [best]
        several = kept
    return several


def _clear(candidates: Sequence[tuple[str, float]]) -> bool:
    """Tell whether the first is meant: by its own weight, or because no other comes near."""
    first = candidates[0][1]
    second = candidates[1][1] if len(candidates) > 1 else 0.0
    return first >= _ENOUGH or (first >= _PERHAPS and first - second >= _AHEAD)


def _whole(indicator: Indicator, given: Given) -> bool:
    """Tell whether nothing is missing."""
    if given.change is not None:
        return True
    required = [v.key for v in indicator.variables if not v.optional]
    return given.problem is not None or all(key in given.values for key in required)


def _shared_out(
    text: str,
    about: Sequence[str],
    indicators: Mapping[str, Indicator],
    named: Sequence[Mention],
    figures: Sequence[Figure],
) -> dict[str, list[Figure]]:
    """Decide which figure is for which indicator."""
    if len(about) == 1:
        return {about[0]: list(figures)}
    shares: dict[str, list[Figure]] = {i: [] for i in about}
    if not about:
        return shares
    paths: dict[str, tuple[float, list[str]]] = {i: (0.0, []) for i in about}
    for figure in figures:
        gains = {i: _belongs(text, figure, indicators[i], named, figures) for i in about}
        step: dict[str, tuple[float, list[str]]] = {}
        for identity in about:
            total, path = max(
                ((t - (_SWITCH if p and last != identity else 0.0), p) for last, (t, p) in paths.items()),
                key=lambda pair: pair[0],
            )
            step[identity] = (total + gains[identity], [*path, identity])
        paths = step
    for figure, identity in zip(figures, max(paths.values(), key=lambda pair: pair[0])[1], strict=True):
        shares[identity].append(figure)
    return shares


def _belongs(
    text: str, figure: Figure, indicator: Indicator, named: Sequence[Mention], figures: Sequence[Figure]
) -> float:
    """Tell how well a figure goes with an indicator, by the words around it."""
    if not figure.relative and not any(fits(figure, v) for v in indicator.variables):
        return _UNFIT
    best = beside = 0.0
    clause = max((m.end() for m in lexicon.NEW_CLAUSE.finditer(text, 0, figure.start)), default=0)
    for mention in named:
        if mention.indicator != indicator.id:
            continue
        if mention.start <= figure.start:
            best = max(best, _NEAR - _DISTANCE * max(0, figure.start - mention.end))
            beside = _SAME_CLAUSE if mention.start >= clause else beside
        elif mention.start >= figure.end:
            best = max(best, _FAR - _DISTANCE * (mention.start - figure.end))
    if any(v.unit and figure.classifier.startswith(v.unit) for v in indicator.variables):
        beside += _SAME_UNIT
    if change_keys(indicator):
        return best + beside
    rows = filling.scores(text, indicator, [figure], figures)
    return max(best, *rows[0].values(), 0.0) + beside


def _of(indicator: Indicator, part: Part, found: Scan) -> Given:
    bad = next((f for f in part.figures if f.problem == "impossible"), None)
    if bad is not None and any(v.kind in {"date", "time"} for v in indicator.variables):
        keys = tuple(v.key for v in indicator.variables if not v.optional)
        return Given(indicator.id, problem=Problem("impossible", keys, (found.text[bad.start : bad.end],)))
    if change_keys(indicator) is None:
        return levels.read(indicator, part)
    if (unsettled := levels.undefined(indicator, part)) is not None:
        return unsettled
    if indicator.variables[0].kind == "time":
        part, problem = _spans(part)
        if problem:
            return Given(indicator.id, problem=Problem(problem, tuple(v.key for v in indicator.variables)[:2]))
    return changing.read(indicator, part)


def _spans(part: Part) -> tuple[Part, str]:
    """Turn two days that begin and end something into how long it took."""
    kept: list[Figure] = []
    problem = ""
    days: list[Figure] = []
    for figure in part.figures:
        if figure.kind != "date":
            kept.append(figure)
            continue
        days.append(figure)
        if len(days) == 2:  # noqa: PLR2004 -- a beginning and an end
            first, last = days
            length = last.value - first.value
            if length < 0:
                problem = "date_order"
            kept.append(Figure(first.start, last.end, Decimal(length), "time", "day"))
            days = []
    return replace(part, figures=tuple(sorted(kept, key=lambda f: f.start))), problem
