"""Lists policies and scenarios by what they have in common, for questions that run over a whole catalog."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from corpus.lexical import normalise
from tools.database.repositories.scenarios import catalogs_of
from tools.domain import eligibility, filters, lexicon
from tools.domain.catalogue import following
from tools.domain.filters import Applies, PolicyFilter, ScenarioFilter
from tools.kit.tool import ToolContext, tool
from tools.listing import policies, scenarios
from tools.listing.page import POLICIES, SCENARIOS, SHOWN, Listing, Page, finish
from tools.wording import listing as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus

SHANGHAI = ZoneInfo("Asia/Shanghai")

Filter = TypeVar("Filter", PolicyFilter, ScenarioFilter)


def _with(read: Filter, **given: Any) -> Filter:  # noqa: ANN401 -- each filter has a type of its own
    """Put arguments before what was read out of the question."""
    return replace(read, **{name: value for name, value in given.items() if value is not None})


def _arguments(asked: PolicyFilter | ScenarioFilter, question: str) -> dict[str, Any]:
    return {**filters.arguments(asked), **({"question": question} if question else {})}


def _on_policies(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Narrow the list of policies that was just shown, or go on about the one that is meant by what it gives."""
    if (meant := eligibility.of_sum(text, catalogs.policies.values())) is not None:
        return "read_policy", {"policy": meant.id, "question": text}
    if wording.REST.fullmatch(text):
        return POLICIES.tool, _after(focus)
    more = {} if wording.ANEW.search(text) else filters.narrowed(wording.AMONG.sub("", text), POLICIES.tool)
    return None if not more else (POLICIES.tool, {**_shown(focus), **more})


def _on_scenarios(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Narrow the list of scenarios that was just shown, or go on about one of them."""
    if wording.REST.fullmatch(text):
        return SCENARIOS.tool, _after(focus)
    before = _shown(focus)
    asked = str(before.pop("question", ""))
    kept = filters.arguments(filters.read_scenarios(normalise(asked), catalogs.indicators)) | before
    if wording.ANY_INDUSTRY.search(text):
        return SCENARIOS.tool, {name: value for name, value in kept.items() if name != "industry"}
    if (without := filters.left_out(text)) is not None:
        return SCENARIOS.tool, {**kept, "without": without}
    if wording.ANY_MODULE.search(text):
        rest = wording.ANY_MODULE.sub(" ", text)
        said = filters.arguments(filters.read_scenarios(rest, {}))
        free = {name: value for name, value in kept.items() if name not in {"module", "without"}}
        return SCENARIOS.tool, {**free, **said, "question": rest.strip(" ,")}
    among = wording.LIGHT.sub(wording.LIGHTLY, wording.AMONG.sub("", text))
    if more := filters.narrowed(among, SCENARIOS.tool):
        return SCENARIOS.tool, {**kept, **more, "question": text}
    return following.follow(text, focus, catalogs)


def _after(focus: Focus) -> dict[str, Any]:
    """Ask for what comes behind the part of a list that was shown."""
    return {**_shown(focus), "skip": int(focus.arguments.get("skip") or 0) + SHOWN}


def _shown(focus: Focus) -> dict[str, Any]:
    return {name: value for name, value in focus.arguments.items() if name != "skip"}


@tool(wording.LIST_POLICIES, follows=_on_policies)
async def list_policies(  # noqa: PLR0913, PLR0917 -- each is a filter, and comes by name
    context: ToolContext,
    level: lexicon.Level | None = None,
    region: lexicon.Region | None = None,
    theme: lexicon.Topic | None = None,
    funding: bool | None = None,  # noqa: FBT001 -- as above
    open_on: date | None = None,
    ends_before: date | None = None,
    applies: Applies | None = None,
    question: str = "",
    skip: int = 0,
) -> Listing:
    """List or count the policies that share a level, a region, a theme, who applies, what is open or what ends.

    Args:
        level: Who issued them: state, province, city or district.
        region: Where they hold; those of the regions around are named second.
        theme: What they are about.
        funding: True for those that bring firms money.
        open_on: A day on which one can apply.
        ends_before: Those that end between today and this day, both included; a day gone by for those that have ended.
        applies: Who applies under them: firms, the platform that must comply, cities, or nobody.
        question: The question in the person's words; filters not given are read from it.
        skip: How many to leave out that were shown before.
    """
    today = context.now.astimezone(SHANGHAI).date()
    asked = _with(
        filters.read_policies(normalise(question), today),
        level=level,
        region=region,
        topics=(theme,) if theme else None,
        funding=funding,
        open_on=open_on,
        ends_before=ends_before,
        applies=applies,
    )
    page = policies.listed(context.library.catalogs, asked, today)
    return finish(context, page, POLICIES, _arguments(asked, question), skip)


@tool(wording.LIST_SCENARIOS, follows=_on_scenarios)
async def list_scenarios(  # noqa: PLR0913, PLR0917 -- each is a filter, and comes by name
    context: ToolContext,
    industry: lexicon.Industry | None = None,
    module: lexicon.Module | None = None,
    model_type: lexicon.ModelType | None = None,
    level: lexicon.Grade | None = None,
    effort: lexicon.Effort | None = None,
    hardware: bool | None = None,  # noqa: FBT001 -- as above
    indicator: str | None = None,
    without: lexicon.ModelType | lexicon.Module | None = None,
    device: str | None = None,
    question: str = "",
    skip: int = 0,
) -> Listing:
    """List or count the scenarios that share an industry, a module, a kind of model, a level, effort or hardware.

    Args:
        industry: Whose they are; the general ones that fit this industry too are named second.
        module: The part of the business they serve.
        model_type: The kind of model they use.
        level: The firm's level; those that ask for more are left out.
        effort: How much they take; the lightest are the quickest too.
        hardware: False for those that need no devices bought.
        indicator: Id or name of an indicator of Appendix 2 they should improve.
        without: A kind of model or a part of the business to leave out.
        device: A device that they use.
        question: The question in the person's words; filters not given are read from it.
        skip: How many to leave out that were shown before.
    """
    known, text = await catalogs_of(context), normalise(question)
    asked = _with(
        filters.read_scenarios(text, known.indicators),
        industry=industry,
        module=module,
        model_type=model_type,
        level=level,
        effort=effort,
        hardware=hardware,
        indicator=filters.find_indicator(normalise(indicator), known.indicators) if indicator else None,
        without=without,
        device=device,
    )
    unknown = None if asked.indicator else (indicator or filters.indicator_asked(text))
    if unknown and (indicator or not asked.given()):
        page = Page(wording.NO_INDICATOR.format(name=unknown))
    elif not asked.given() and (matter := scenarios.matter_in(text)):
        page = scenarios.about(known, matter)
    else:
        page = scenarios.listed(known, asked, text)
    package = context.library.catalogs.scenarios
    page.edited = frozenset(name for name, record in known.scenarios.items() if package.get(name) is not record)
    return finish(context, page, SCENARIOS, _arguments(asked, question), skip)
