"""Two enterprises on file side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.domain import matching, naming, region
from tools.kit.errors import InvalidArguments, NotFound
from tools.kit.tool import Focus, Suggestion, ToolResult
from tools.region.finding import EnterpriseRow, row
from tools.wording import region as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.domain.profile import Profile
    from tools.domain.region import Swap
    from tools.kit.tool import ToolContext

FITS = 3
"""Scenarios named for each."""
SIDES = 2


class DimensionPair(BaseModel):
    """Scores of both in one dimension, 0 to 100; None without enough basis."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    first: float | None
    second: float | None


class EnterpriseComparison(ToolResult):
    """Two enterprises side by side.

    Attributes:
        first: The first.
        second: The second.
        dimensions: Scores in the five dimensions, where either has been diagnosed.
        fits_first: Ids of the scenarios that suit the first best.
        fits_second: The same of the second.
    """

    first: EnterpriseRow
    second: EnterpriseRow
    dimensions: tuple[DimensionPair, ...] = ()
    fits_first: tuple[str, ...] = ()
    fits_second: tuple[str, ...] = ()


async def pair(
    session: Session, context: ToolContext, first: str | None, second: str | None, question: str
) -> tuple[Profile, Profile]:
    """Find the two enterprises that are meant.

    Args:
        session: Any session.
        context: Who asks.
        first: Name or id of the first, if given.
        second: The same of the second.
        question: Words that may name them, or put another in the place of one of two that are given.

    Raises:
        NotFound: One is not on file.
        InvalidArguments: One is not named, or its name fits several.
    """
    enterprises = EnterpriseRepository(session)
    ids: list[str] = []
    for slot, name in (("first", first), ("second", second)):
        if name:
            ids.append(await _located(session, context, name, slot))
    if first and second and (swap := region.swapped(normalise(question))):
        ids = await _swapped(session, context, ids, swap)
    if len(ids) < SIDES and question:
        named = await _named(enterprises, question, set(ids))
        ids = [*ids, *named] if first else [*named[:1], *ids, *named[1:]]
    for slot in ("first", "second")[len(ids[:2]) :]:
        msg = f"the {slot} enterprise is not named"
        one = await enterprises.get(ids[0]) if ids and question else None
        raise InvalidArguments(msg, slot=slot, problem="missing", first=one.name if one else None)
    if ids[0] == ids[1]:
        msg = "both are the same enterprise"
        raise InvalidArguments(msg, slot="second", problem="same")
    return await enterprises.profile(ids[0]), await enterprises.profile(ids[1])


async def _swapped(session: Session, context: ToolContext, ids: list[str], swap: Swap) -> list[str]:
    """Put another enterprise in the place of the first or, where nothing says so, of the second."""
    place = 0 if swap.side == "first" else 1
    if swap.gone and await _located(session, context, swap.gone, "first") == ids[0]:
        place = 0
    other = await _located(session, context, swap.name, "second")
    return ids if other in ids else [other if place == at else one for at, one in enumerate(ids)]


async def _located(session: Session, context: ToolContext, name: str, slot: str) -> str:
    try:
        found = await whose(session, context, name)
    except InvalidArguments as error:
        raise InvalidArguments(str(error), **{**error.data, "slot": slot}) from error
    except NotFound:
        named = await EnterpriseRepository(session).named_in(name)
        if len(named) > 1:
            msg = f"{len(named)} enterprises are called {name!r}"
            raise InvalidArguments(msg, slot=slot, problem="ambiguous", name=name, options=named) from None
        if not named:
            raise
        return named[0][0]
    return found.id if found is not None else name


async def _named(enterprises: EnterpriseRepository, question: str, known: set[str]) -> list[str]:
    """Return the enterprises that a question names beside those known, in the order they are named, two at the most."""
    text = normalise(question)
    found: list[str] = []
    for mention in naming.mentions(text, await enterprises.near(text)):
        if len(found) + len(known) == SIDES or known & {key for key, _ in mention.firms}:
            continue
        if len(mention.firms) == SIDES and not found and not known and region.names_both(text[mention.stop :]):
            return [key for key, _ in mention.firms]
        if len(mention.firms) > 1:
            slot = "second" if found or known else "first"
            msg = f"{len(mention.firms)} enterprises are called so"
            said = text[mention.start : mention.stop]
            raise InvalidArguments(msg, slot=slot, problem="ambiguous", name=said, options=list(mention.firms))
        found.append(mention.firms[0][0])
    return found


def compared(
    context: ToolContext,
    known: Catalogs,
    first: Profile,
    second: Profile,
    asked: Sequence[str] = (),
    *,
    again: bool = False,
) -> EnterpriseComparison:
    """Put two enterprises side by side.

    Args:
        context: Who asks.
        known: The typed records, scenarios as operators have edited them.
        first: What is on file of the first.
        second: The same of the second.
        asked: Rows that are asked for, told first.
        again: Both were compared before, so that only what is asked for is told.
    """
    left, right = row(first), row(second)
    dimensions = _dimensions(known, first, second)
    fits = [_fits(known, profile) for profile in (first, second)]
    rows = [
        (title, _value(first, key), _value(second, key))
        for key, title in wording.ROWS
        if first.facts.get(key) is not None or second.facts.get(key) is not None
    ]
    rows.append((wording.LEVEL_ROW, _level(first), _level(second)))
    if first.standing or second.standing:
        rows.append((wording.SCORE_ROW, _score(left.score, first), _score(right.score, second)))
        rows += [(one.name, _score(one.first, first), _score(one.second, second)) for one in dimensions]
        rows.append((wording.DAY_ROW, _day(first), _day(second)))
    names = [wording.LIST_COMMA.join(known.scenarios[key].name for key in side) or wording.DASH for side in fits]
    rows.append((wording.FITS_ROW, names[0], names[1]))
    lead = wording.COMPARED.format(first=left.name, second=right.name, lead=_lead(left, right, dimensions))
    table = wording.table((wording.ITEM, left.name, right.name), rows)
    notes = [wording.SCORE_NOTE] if first.standing or second.standing else []
    whole_rows = {"level": lead, "dimensions": _apart(dimensions) or lead}
    told = [whole_rows.get(key) or _told(key, (first, left), (second, right)) for key in asked]
    only = again and bool(told)
    whole = Suggestion(
        title=wording.WHOLE_COMPARISON,
        tool="compare_enterprises",
        arguments={"first": left.id, "second": right.id},
    )
    return EnterpriseComparison(
        text="\n\n".join(told if only else [*([lead] if "level" not in asked else []), *told, table, *notes]),
        suggestions=(
            *((whole,) if only else ()),
            Suggestion(
                title=wording.WHAT_SUITS.format(name=left.name),
                tool="recommend_scenarios",
                arguments={"enterprise": left.id},
            ),
            Suggestion(
                title=wording.WHAT_SUITS.format(name=right.name),
                tool="recommend_scenarios",
                arguments={"enterprise": right.id},
            ),
            Suggestion(
                title=wording.POLICIES_FOR.format(name=left.name),
                tool="match_policies",
                arguments={"enterprise": left.id},
            ),
        ),
        focus=Focus(
            question=context.question,
            tool="compare_enterprises",
            arguments={"first": left.id, "second": right.id},
        ),
        first=left,
        second=right,
        dimensions=tuple(dimensions),
        fits_first=fits[0],
        fits_second=fits[1],
    )


def _told(key: str, first: tuple[Profile, EnterpriseRow], second: tuple[Profile, EnterpriseRow]) -> str:
    """Tell one row in words, and which of both has more of it."""
    names = [row.name for _, row in (first, second)]
    values = [profile.facts.get(key) for profile, _ in (first, second)]
    apart = ""
    if key in wording.NUMBERS and None not in values:
        by = float(str(values[0])) - float(str(values[1]))
        more = names[0] if by > 0 else names[1]
        unit = wording.NUMBERS[key]
        apart = wording.APART.format(more=more, by=wording.figure(abs(by)), unit=unit) if by else wording.EQUAL
    return wording.SIDES.format(
        title=dict(wording.ROWS)[key],
        first=names[0],
        left=_value(first[0], key),
        second=names[1],
        right=_value(second[0], key),
        apart=apart,
    )


def _apart(dimensions: Sequence[DimensionPair]) -> str:
    """Tell how far both are apart in each dimension, the widest first; empty where that can't be told."""
    apart = [
        (one.name, one.first, one.second) for one in dimensions if one.first is not None and one.second is not None
    ]
    apart.sort(key=lambda one: -abs(one[1] - one[2]))
    told = [
        wording.DIMENSION_APART.format(
            name=name,
            by=wording.figure(abs(first - second)),
            first=wording.figure(first),
            second=wording.figure(second),
        )
        for name, first, second in apart
    ]
    return wording.DIMENSIONS_APART.format(dimensions=wording.LIST_COMMA.join(told)) if told else ""


def _dimensions(known: Catalogs, first: Profile, second: Profile) -> list[DimensionPair]:
    if first.standing is None and second.standing is None:
        return []
    scores = [profile.standing.dimensions if profile.standing else {} for profile in (first, second)]
    return [
        DimensionPair(id=d.id, name=d.name, first=scores[0].get(d.id), second=scores[1].get(d.id))
        for d in known.questionnaire.dimensions
    ]


def _fits(known: Catalogs, profile: Profile) -> tuple[str, ...]:
    ranked = matching.matched(matching.read(profile, ""), known.scenarios.values())
    return tuple(match.scenario.id for match in ranked if match.advisable)[:FITS]


def _value(profile: Profile, key: str) -> str:
    value = profile.facts.get(key)
    if value is None or value == []:
        return wording.UNKNOWN
    if key == "employees":
        return f"{value}{wording.PEOPLE}"
    if key in {"revenue_wan", "budget_wan"}:
        return f"{wording.figure(value)}{wording.WAN}"
    return wording.LIST_COMMA.join(map(str, value)) if isinstance(value, list) else str(value)


def _level(profile: Profile) -> str:
    if profile.standing is None:
        return wording.NO_LEVEL
    return profile.standing.level or wording.UNRATED


def _score(score: float | None, profile: Profile) -> str:
    if profile.standing is None:
        return wording.DASH
    return wording.NO_BASIS if score is None else wording.figure(score)


def _day(profile: Profile) -> str:
    return (profile.standing.day if profile.standing else None) or wording.DASH


def _lead(left: EnterpriseRow, right: EnterpriseRow, dimensions: Sequence[DimensionPair]) -> str:
    if left.level is None and right.level is None:
        return wording.NONE_KNOWN
    if left.level is None or right.level is None:
        known, unknown = (left, right) if left.level else (right, left)
        return wording.ONE_KNOWN.format(known=known.name, level=known.level, unknown=unknown.name)
    ahead, behind = sorted((left, right), key=lambda one: (one.level or "", one.score or 0.0), reverse=True)
    if ahead.level == behind.level:
        lead = wording.EVEN.format(level=ahead.level)
    else:
        lead = wording.LEADS.format(winner=ahead.name, high=ahead.level, low=behind.level)
    apart = [one for one in dimensions if one.first is not None and one.second is not None and one.first != one.second]
    if not apart:
        return lead
    widest = max(apart, key=lambda one: abs((one.first or 0.0) - (one.second or 0.0)))
    told = wording.WIDEST.format(
        dimension=widest.name, first=wording.figure(widest.first), second=wording.figure(widest.second)
    )
    return lead + wording.COMMA + told
