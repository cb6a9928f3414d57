"""Decides which value is to be kept: one that is stated, or one that this talk has come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain import days
from tools.domain.indicators import following, keeping, moving, quantities, reading, results, terms
from tools.domain.indicators.quantities import Given
from tools.kit.errors import InvalidArguments, NotFound
from tools.kpi import arguments as given_as
from tools.kpi import talk, telling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Catalogs
    from tools.domain.indicators.figures.figure import Figure
    from tools.domain.indicators.results import Outcome
    from tools.kit.tool import ToolContext

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be kept.

    Attributes:
        given: The figures it is worked out from.
        value: Its value, where that is stated.
        several: What it can be, where that is open.
        other: The period it was worked out for, where that is another than the one that is said.
    """

    given: Given
    value: Decimal | None = None
    several: tuple[dict[str, Any], ...] = ()
    other: str = ""


async def chosen(
    context: ToolContext,
    last: Given | None,
    value: Decimal | None,
    others: Sequence[Mapping[str, Any]],
    question: str,
) -> Chosen:
    """Tell which value is to be kept.

    Args:
        context: Who asks.
        last: The figures that are given; None where there are none.
        value: The value, where it is given.
        others: What was worked out together, where it is one of them.
        question: The person's words.

    Raises:
        InvalidArguments: There is none, or a figure is no value of what it could be for.
        NotFound: No calculation of this talk has come to the value that is pointed at.
    """
    if value is None and keeping.only_denies(question):
        raise _nothing(question)
    if value is not None and last is not None:
        return Chosen(last, value)
    if value is None and (told := _set_to(context.library.catalogs, last, question)) is not None:
        return told
    if last is None and others:
        place = following.place(question, len(others))
        return _open(context, others, question) if place is None else _one(context, others[place], question)
    if last is not None and (last.values or last.change):
        return await _of_last(context, last, question) if question else Chosen(last)
    return await _of_talk(context, last, question)


def _set_to(catalogs: Catalogs, last: Given | None, question: str) -> Chosen | None:
    """Take the value that a message wants one on file to become, whatever it says of how that comes about."""
    named = following.named(normalise(question), catalogs.indicators)
    identity = last.indicator if last is not None else named
    if identity is None or following.names_another(normalise(question), identity, catalogs.indicators):
        return None
    value = keeping.set_to(question, catalogs.indicators[identity])
    return None if value is None else _stated(catalogs, identity, value, last)


def _stated(catalogs: Catalogs, indicator: str, value: Decimal, last: Given | None) -> Chosen:
    """Take a value that is stated of an indicator: the last calculation where it is what that has come to."""
    shown = work(catalogs, last).value if last is not None and last.indicator == indicator else None
    if last is not None and shown is not None and keeping.matches(value, shown):
        return Chosen(last)
    return Chosen(Given(indicator), value)


async def _of_talk(context: ToolContext, last: Given | None, question: str) -> Chosen:
    """Find the value in the words, or in what this talk has worked out."""
    catalogs, figures = context.library.catalogs, keeping.figures_in(question)
    today = days.today(context.now)
    found = reading.read(keeping.without_source(question), catalogs.indicators, today)
    one = last or (found.given[0] if len(found.given) == 1 else None)
    if last is None and one is not None:
        record = catalogs.indicators[one.indicator]
        value = keeping.stated(found, record)
        if value is not None and (own := keeping.value_of(question, record)) is not None:
            value = own
        if value is not None or results.whole(work(catalogs, one)):
            return Chosen(one, value)
    if one is not None and (anew := given_in(question, catalogs, today, one.indicator)):
        return Chosen(anew)
    named = following.named(keeping.without_source(context.question), catalogs.indicators)
    if one is None and figures and named:
        one = Given(named)
    if one is not None and figures:
        stated = keeping.value_of(question, catalogs.indicators[one.indicator])
        if stated is not None:
            return Chosen(one, stated)
    done = await talk.worked_out(context)
    if figures:
        if of := _come_to(context, question, done) or _of_figures(context, figures, done, one.indicator if one else ""):
            return Chosen(of)
        raise _nothing(question)
    if one is not None:
        given = next((d["given"] for d in done if d["indicator"] == one.indicator), None)
        return _of_period(context, _one(context, given, question), done, question)
    if (back := talk.meant(keeping.what(question), None, done, context)) is not None:
        return _of_period(context, _one(context, back, question), done, question)
    together = await talk.last_together(context)
    if len(together) > 1:
        return _open(context, together, question)
    return _of_period(context, _one(context, together[0] if together else None, question), done, question)


async def _of_last(context: ToolContext, last: Given, question: str) -> Chosen:
    """Tell which value is to be kept where something has just been worked out.

    Raises:
        InvalidArguments: A figure is no value of it, or what is named was not worked out.
    """
    catalogs, figures, what = context.library.catalogs, keeping.figures_in(question), keeping.what(question)
    another = following.names_another(normalise(what), last.indicator, catalogs.indicators)
    another = another and not following.names(what, last.indicator, catalogs.indicators)
    if len(figures) >= _PAIR and not another:
        if all(_went_into(figure, last, catalogs) for figure in figures):
            return Chosen(last)
        if of := _of_figures(context, figures, await talk.worked_out(context), last.indicator):
            return Chosen(of)
    if keeping.pointed(question) is not None:
        return Chosen(await _pointed_at(context, last, question))
    if (anew := given_in(question, catalogs, days.today(context.now), last.indicator)) is not None:
        return Chosen(anew)
    if figures:
        named = following.named(normalise(what), catalogs.indicators) if another else None
        identity = named or last.indicator
        value = keeping.value_of(question, catalogs.indicators[identity])
        if value is None and (of := _of_figures(context, figures, await talk.worked_out(context), named or "")):
            return Chosen(of)
        if value is None:
            raise _nothing(question)
        return _stated(catalogs, identity, value, last)
    done = await talk.worked_out(context)
    back = talk.meant(what, last.arguments(), done, context)
    if back is not None:
        return _of_period(context, _one(context, back, question), done, question)
    if another:
        raise _nothing(question)
    return _of_period(context, Chosen(last), done, question)


def _come_to(context: ToolContext, question: str, done: Sequence[Mapping[str, Any]]) -> Given | None:
    """Return the calculation of this talk that has come to the one value a message states, the latest first.

    Args:
        context: Who asks.
        question: The person's words.
        done: Every result of this talk, the latest first.
    """
    catalogs = context.library.catalogs
    for one in done:
        value = keeping.value_of(question, catalogs.indicators[one["indicator"]])
        if value is not None and keeping.matches(value, Decimal(one["value"])):
            return given_as.given(catalogs, **one["given"])
    return None


def _of_figures(
    context: ToolContext, figures: Sequence[Figure], done: Sequence[Mapping[str, Any]], indicator: str
) -> Given | None:
    """Return the calculation of this talk that all of some figures went into, the latest first.

    Args:
        context: Who asks.
        figures: What is pointed at.
        done: Every result of this talk, the latest first.
        indicator: The id of the one that is named; empty where none is.
    """
    catalogs = context.library.catalogs
    for one in done:
        if indicator and one["indicator"] != indicator:
            continue
        known = given_as.given(catalogs, **one["given"])
        listed = known is not None and any(len(given) > 1 for given in known.values.values())
        one_of_many = listed and len(figures) == 1
        if known is not None and not one_of_many and all(_went_into(figure, known, catalogs) for figure in figures):
            return known
    return None


def _went_into(figure: Figure, known: Given, catalogs: Catalogs) -> bool:
    """Tell whether a figure is one of those a calculation was made of."""
    for variable in catalogs.indicators[known.indicator].variables:
        for old in known.values.get(variable.key, ()):
            if figure.value == old.value if figure.kind == "bare" else moving.like(figure, variable, old) == old:
                return True
    return False


def given_in(text: str, catalogs: Catalogs, today: date, indicator: str) -> Given | None:
    """Return an indicator of whose figures a message gives all, with the period it says; None where there is none.

    Args:
        text: The message as written.
        catalogs: The catalogs.
        today: The day it is said on.
        indicator: The id of the one it is about where it names none.
    """
    found = reading.read(text, catalogs.indicators, today)
    if len(found.given) != 1:
        found = reading.read(text, catalogs.indicators, today, only=indicator)
    one = found.given[0] if len(found.given) == 1 else None
    if one is None or found.figures < _PAIR or not results.whole(work(catalogs, one)):
        return None
    return replace(one, period="" if one.earlier else telling.period(text, today))


def _of_period(context: ToolContext, chosen: Chosen, done: Sequence[Mapping[str, Any]], question: str) -> Chosen:
    """Take the calculation for the period that is said, where this talk has made several of one indicator.

    Args:
        context: Who asks.
        chosen: What is kept where no period tells it apart.
        done: Every result of this talk, the latest first.
        question: The person's words.
    """
    today = days.today(context.now)
    said, mine = terms.only(question, today), terms.only(chosen.given.period, today)
    if said is None or (mine is not None and not said.clashes(mine)):
        return chosen
    for one in done:
        its = terms.only(str(one["given"].get("period") or ""), today)
        if one["indicator"] == chosen.given.indicator and its is not None and its.may_be(said):
            points = mine is not None or keeping.points_behind(question, said.end)
            return _one(context, one["given"], question) if points else chosen
    return chosen if mine is None else replace(chosen, other=chosen.given.period)


def _one(context: ToolContext, given: Mapping[str, Any] | None, question: str) -> Chosen:
    known = given_as.given(context.library.catalogs, **given) if given else None
    if known is None:
        raise _nothing(question)
    return Chosen(known)


def _open(context: ToolContext, several: Sequence[Mapping[str, Any]], question: str) -> Chosen:
    return replace(_one(context, several[0], question), several=tuple(dict(one) for one in several))


def _nothing(question: str) -> InvalidArguments:
    """Say that there is nothing to keep, or that a figure is of nobody knows what."""
    figures = keeping.figures_in(question)
    said = normalise(question)[figures[0].start : figures[0].end] if figures else ""
    msg = "no value to keep"
    return InvalidArguments(msg, slot="value", problem="whose" if said else "nothing", text=said)


async def _pointed_at(context: ToolContext, last: Given, question: str) -> Given:
    """Return the calculation whose value words point at, where that is not the last one.

    Raises:
        NotFound: No calculation of this talk has come to that value.
    """
    catalogs, meant = context.library.catalogs, keeping.pointed(question)
    if meant is None:
        return last
    shown = work(catalogs, last).value
    if shown is not None and keeping.matches(meant, shown):
        return last
    done = await talk.worked_out(context)
    for one in done:
        if keeping.matches(meant, Decimal(one["value"])):
            return given_as.given(catalogs, **one["given"]) or last
    made = [known for one in done if (known := given_as.given(catalogs, **one["given"])) is not None]
    for before in (False, True):  # what was before is the same in more calculations than what came of it
        for known in made:
            said = (name for name in known.values if name.endswith(quantities.BEFORE_KEYS) == before)
            if any(quantity.value == meant for name in said for quantity in known.values[name]):
                return known
    msg = f"nothing has come to {meant}"
    raise NotFound(msg, what="value", name=quantities.plain(meant))


def work(catalogs: Catalogs, known: Given) -> Outcome:
    """Work out what figures come to."""
    return results.work_out(catalogs.indicators[known.indicator], known, unlimited=catalogs.over_100_allowed)
