"""For operators: enterprises that meet a filter or suit a scenario, two side by side, the platform in counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from corpus.lexical import normalise
from tools.database.repositories.outcomes import OutcomeRepository
from tools.database.repositories.overview import OverviewRepository
from tools.database.repositories.region import RegionRepository
from tools.database.repositories.scenarios import current
from tools.domain import region
from tools.domain.catalogue import following
from tools.domain.lexicon import Industry
from tools.domain.matching import asks_why
from tools.domain.region import Level, Order, Span, follow_up
from tools.kit.errors import NotFound
from tools.kit.tool import Focus, ToolContext, tool
from tools.region import comparing, overview
from tools.region.addressing import to_those
from tools.region.comparing import EnterpriseComparison
from tools.region.exporting import handed_out
from tools.region.finding import EnterpriseList, Finder
from tools.region.overview import Overview
from tools.wording import region as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs

__all__ = ["compare_enterprises", "find_enterprises", "show_overview"]

OPERATORS: frozenset[Literal["enterprise", "operator"]] = frozenset({"operator"})
SHOWN, MOST = 10, 50
"""Enterprises shown by default, and at most."""
LIKELY = 0.8
"""How surely a message asks for enterprises that names nothing but conditions; the model may be surer of another."""
NARROWED = ((), ("total",))
"""Figures of all enterprises, which are none of those that meet a condition."""
LONGEST_CHANGE, LONGEST_FOLLOW_UP = 40, 24
"""Characters up to which a message is about the two just compared, and about the counts just shown."""


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Change the filter of the enterprises just listed, or compare two of them."""
    shown = [str(s.arguments["enterprise"]) for s in focus.offered if "enterprise" in s.arguments]
    if shown and asks_why(text):
        return "recommend_scenarios", {"enterprise": shown[0], "question": str(focus.question)}
    if shown and (place := region.place_asked(text)) is not None:
        return "show_archive", {"enterprise": shown[place]}
    those = list(focus.arguments.get("scenario") or ())
    if len(those) == 1 and following.points_at_one(text):
        of_it = focus.model_copy(update={"arguments": {"scenario": those[0]}, "offered": ()})
        if (read := following.follow(text, of_it, catalogs)) is not None:
            return read
    if region.fields_of(focus.arguments) and region.asks_other_time(text):
        return "find_enterprises", {**focus.arguments, "skip": 0, "when": text}
    if (message := to_those(text, focus.arguments)) is not None:
        return message
    return follow_up(text, focus.arguments, shown, catalogs.scenarios)


def _sure(text: str, catalogs: Catalogs) -> float:
    counted = region.asks_who(text) == "enterprises" and region.names_time(text)
    return LIKELY if counted or region.asks_for_firms(text, catalogs.scenarios) else 0.0


@tool(wording.FIND, roles=OPERATORS, follows=_follows, sure=_sure)
async def find_enterprises(  # noqa: PLR0913, PLR0917 -- each is a filter, and comes by name
    context: ToolContext,
    town: str | None = None,
    towns: tuple[str, ...] = (),
    except_towns: tuple[str, ...] = (),
    industry: Industry | None = None,
    industries: tuple[Industry, ...] = (),
    except_industries: tuple[Industry, ...] = (),
    employees_min: int | None = None,
    employees_max: int | None = None,
    level: Level | None = None,
    span: Span | None = None,
    pains: tuple[str, ...] = (),
    systems: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    honors: tuple[str, ...] = (),
    budget: float | None = None,
    revenue_min: float | None = None,
    revenue_max: float | None = None,
    scenario: tuple[str, ...] | str | None = None,
    has_diagnosis: bool | None = None,  # noqa: FBT001 -- as above
    above_scale: bool | None = None,  # noqa: FBT001 -- as above
    diagnosed_since: str | None = None,
    diagnosed_before: str | None = None,
    added_since: str | None = None,
    added_before: str | None = None,
    open_tickets: bool | None = None,  # noqa: FBT001 -- as above
    complained: bool | None = None,  # noqa: FBT001 -- as above
    name: str | None = None,
    order: Order | None = None,
    limit: int | None = None,
    skip: int = 0,
    as_file: bool = False,  # noqa: FBT001, FBT002 -- as above
    when: str = "",
    question: str = "",
    unread: str = "",
) -> EnterpriseList:
    """Find the enterprises on file that meet a filter, or those that a scenario suits, the best first.

    Args:
        town: Part of the town they lie in.
        towns: Several parts of the town, any of which will do.
        except_towns: Parts of the town they do not lie in.
        industry: Their industry.
        industries: Several industries, any of which will do.
        except_industries: Industries that theirs is not.
        employees_min: The least number of people.
        employees_max: The greatest number of people.
        level: The level of their last diagnosis, ``L0`` to ``L5``.
        span: Exactly this level, it and those above (``up``), or it and those below (``down``).
        pains: Parts of the business that hurt, by the archive's names; all of them.
        systems: Systems they use, by the archive's names; all of them.
        without: Systems they are known not to use.
        honors: Titles they hold, by the archive's names; all of them.
        budget: The least budget for going digital, in ten thousand yuan.
        revenue_min: The least revenue of a year, in ten thousand yuan.
        revenue_max: The greatest revenue of a year, in ten thousand yuan.
        scenario: A scenario that is to suit them: its id or name, or a kind of scenario in words.
        has_diagnosis: Whether they have finished a diagnosis.
        above_scale: Whether they are above the statistical scale.
        diagnosed_since: The first day, as an ISO date, of a stretch in which they finished a diagnosis.
        diagnosed_before: The first day after that stretch.
        added_since: The first day, as an ISO date, of a stretch in which they came to the platform.
        added_before: The first day after that stretch.
        open_tickets: Whether they have tickets that are not closed.
        complained: Whether they have complained.
        name: Part of their name.
        order: By name, by score (``best`` or ``worst``), or the greatest in people (``largest``), revenue or budget.
        limit: How many to show.
        skip: How many to leave out that were shown before.
        as_file: Whether to hand out all of them as a table to download.
        when: Another such stretch in words, in the place of the days given.
        question: The request in the person's words; conditions not given are read from it.
        unread: Words of a follow-up that became no condition.
    """
    if (whom := region.nobody_kept(normalise(question))) is not None:
        return EnterpriseList(text=wording.NO_LIST_OF.format(whom=whom), declined=True, count=0, filters={})
    async with context.store.session() as session:
        known = await current(session, context.library.catalogs)
        words = normalise(question)
        read = region.dated(region.read(words, known.scenarios), words, context.now)
        given: dict[str, Any] = {
            "town": town,
            "towns": towns or None,
            "except_towns": except_towns or None,
            "industry": industry,
            "industries": industries or None,
            "except_industries": except_industries or None,
            "employees_min": employees_min,
            "employees_max": employees_max,
            "level": level,
            "span": span,
            "pains": pains or None,
            "systems": systems or None,
            "without": without or None,
            "honors": honors or None,
            "budget": budget,
            "revenue_min": revenue_min,
            "revenue_max": revenue_max,
            "scenario": _scenarios(known, scenario, read.suits),
            "has_diagnosis": has_diagnosis,
            "above_scale": above_scale,
            "diagnosed_since": diagnosed_since,
            "diagnosed_before": diagnosed_before,
            "added_since": added_since,
            "added_before": added_before,
            "open_tickets": open_tickets,
            "complained": complained,
            "name": name,
            "order": order,
        }
        if when and (names := region.fields_of(given)) is not None:
            given |= region.days_of(names, normalise(when), context.now)
        asked = replace(read.filter, **{key: value for key, value in given.items() if value is not None})
        shown = min(max(limit or read.limit or SHOWN, 1), MOST)
        repository, left = RegionRepository(session), unread or read.left
        finder = Finder(context, repository, known, asked, shown, max(skip, 0), left, kept=bool(unread))
        if read.left and not asked.given() and not unread:
            return finder.not_understood()
        return (await finder.listed()) if not as_file else handed_out(context, await finder.listed())


def _scenarios(known: Catalogs, scenario: tuple[str, ...] | str | None, said: str) -> tuple[str, ...] | None:
    """Return the ids of the scenarios that are meant; None where none is asked for.

    Raises:
        NotFound: The catalog has none of the name.
    """
    names = (scenario,) if isinstance(scenario, str) else scenario or ()
    found: list[str] = []
    for name in names:
        meant = (name,) if name in known.scenarios else region.meant(name, known.scenarios)
        if not meant:
            msg = f"no scenario {name!r}"
            raise NotFound(msg, what="scenario", name=name)
        found += meant
    if not found and said:
        msg = f"no scenario {said!r}"
        raise NotFound(msg, what="scenario", name=said)
    return tuple(dict.fromkeys(found)) or None


def _of_pair(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Put another enterprise in the place of one of the two just compared, or tell single rows of them."""
    pair = {name: focus.arguments.get(name) for name in ("first", "second")}
    if not all(pair.values()) or len(text) > LONGEST_CHANGE:
        return None
    asks = region.aspects_asked(text) and region.asks_of_pair(text)
    return ("compare_enterprises", {**pair, "question": text}) if asks or region.swapped(text) else None


@tool(
    wording.COMPARE,
    roles=OPERATORS,
    follows=_of_pair,
    readers={"first": region.read_name, "second": region.read_name},
)
async def compare_enterprises(
    context: ToolContext, first: str | None = None, second: str | None = None, question: str = ""
) -> EnterpriseComparison:
    """Put two enterprises on file side by side: facts, level, five dimensions, pains and what suits them.

    Args:
        first: Name or id of the first.
        second: Name or id of the second.
        question: The request in the person's words; names not given and the rows asked for are found in it.
    """
    async with context.store.session() as session:
        known = await current(session, context.library.catalogs)
        pair = await comparing.pair(session, context, first, second, question)
    said = normalise(question)
    again = bool(first and second) and region.swapped(said) is None
    return comparing.compared(context, known, *pair, region.aspects_asked(said), again=again)


def _of_overview(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Look at another stretch of time, at single figures, or at the tickets and the enterprises behind them."""
    shown = {name: focus.arguments[name] for name in ("period", "figures") if focus.arguments.get(name)}
    if region.asks_other_time(text):
        return "show_overview", {**shown, "period": text}
    if len(text) > LONGEST_FOLLOW_UP or region.of_other_lists(text):
        return None
    if (who := region.asks_who(text)) is not None:
        return _behind(text, who, shown, catalogs)
    figures = region.figures_asked(text)
    if region.asks_for_firms(text, catalogs.scenarios) and (figures in NARROWED or region.lists_firms(text)):
        return "find_enterprises", {"question": text}
    if not figures:
        return None
    period = {"period": text} if region.names_time(text) else {}
    return "show_overview", {**shown, **period, "figures": list(figures)}


def _behind(
    text: str, who: Literal["tickets", "enterprises"], shown: Mapping[str, Any], catalogs: Catalogs
) -> tuple[str, dict[str, Any]] | None:
    """Show the tickets or the enterprises behind figures, those named or those just told: exactly those counted."""
    figures = shown.get("figures") or ()
    read = region.read(text, catalogs.scenarios)
    given = read.filter.given()
    if who == "enterprises":
        named = [name for name in (*region.figures_asked(text), *figures) if name in region.BY_FIGURE]
        if named and given.keys() <= {"has_diagnosis"} and given.get("has_diagnosis", True):
            days = text if region.names_time(text) else str(shown.get("period") or "")
            return "find_enterprises", {"question": f"{days} {wording.BEHIND[named[0]]}"}
        if given:
            return ("find_enterprises", given) if not read.left else None
    kind = region.ticket_kind_named(text)
    kind = kind or next((name for name in figures if name in wording.TICKET_KINDS), None)
    if who == "tickets" or kind:
        question = wording.SEE_OVERDUE if "overdue" in figures and not kind else text
        return "show_tickets", {"question": question, **({"kind": kind} if kind else {})}
    return ("find_enterprises", {"has_diagnosis": False}) if "undiagnosed" in figures else None


@tool(wording.OVERVIEW, roles=OPERATORS, follows=_of_overview)
async def show_overview(
    context: ToolContext, period: str | None = None, figures: tuple[str, ...] = (), question: str = ""
) -> Overview:
    """Show how the platform does in a month, or another stretch of time, beside the one before: counts of all it does.

    Args:
        period: A month as ``2026-11``, or a day, week, month or year in words; the present month by default.
        figures: Single figures to tell in the place of the whole, such as ``finished``, ``towns`` or ``complaint``.
        question: The request in the person's words; the stretch of time and the figures not given are read from it.
    """
    asked = region.period_asked(normalise(period or question), context.now)
    async with context.store.session() as session:
        repository = OverviewRepository(session)
        return await overview.overview(
            context,
            repository,
            OutcomeRepository(session),
            context.library.catalogs,
            asked,
            region.town_named(normalise(question)),
            figures or region.figures_asked(normalise(question)),
        )
