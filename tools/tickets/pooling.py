"""Shows the demand pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.tickets import NeedRepository
from tools.domain import region
from tools.domain.region.filters import EnterpriseFilter
from tools.domain.tickets.cues import asks_of_need
from tools.domain.tickets.doing import does, says_which
from tools.domain.tickets.lexicon import Module
from tools.domain.tickets.listing.lexicon import OF_A_TRADE, ONLY
from tools.domain.tickets.reading import module_named, need_number_in
from tools.domain.tickets.states import STATES
from tools.kit.describing import described
from tools.kit.tool import Focus, Suggestion, ToolContext, tool
from tools.tickets.rows import NeedList, NeedRow, short
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs

SHOWN = 10
"""Needs in one answer."""
NAMES = 5
LONGEST_FOLLOW_UP = 30
"""Characters up to which a message asks about the needs just shown."""
LONGEST_MODULE = 8
"""Characters of a message that hardly says more than a module."""


def _on_needs(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Tell of one of the needs just shown, who needs it, or what else is needed."""
    if len(text) > LONGEST_FOLLOW_UP or does(text) or says_which(text):
        return None
    if _asks_whose(text):
        return "show_needs", {**focus.arguments, "question": text}
    if ONLY.match(text) and _of_firms(text) is not None:
        return "show_needs", {"question": text}
    module = module_named(text) if len(text) <= LONGEST_MODULE else None
    return ("show_needs", {"module": module}) if module else None


def _asks_whose(text: str) -> bool:
    """Tell whether words ask about one need or who has it, and not for enterprises that meet a condition."""
    asks_who = region.asks_who(text) == "enterprises" and not region.read(text, {}).filter.given()
    return asks_who or asks_of_need(text)


def _of_firms(text: str) -> EnterpriseFilter | None:
    """Return of which town and trade the firms are whose needs are asked for; None where neither is said."""
    read = region.read(text, {}).filter
    trade = read.industry is not None and OF_A_TRADE.search(text) is not None
    if read.town is None and not trade:
        return None
    return EnterpriseFilter(town=read.town, industry=read.industry if trade else None)


@tool(wording.SHOW_NEEDS, roles=frozenset({"operator"}), follows=_on_needs)
async def show_needs(
    context: ToolContext, module: Module | None = None, number: str = "", question: str = "", skip: int = 0
) -> NeedList:
    """Show the demand pool: what firms need, the most wanted first, with who needs it.

    Args:
        module: Needs of this part of the business.
        number: The number of one need.
        question: The question in the person's words; the module is read from it.
        skip: How many to leave out that were shown before.
    """
    text = normalise(question)
    module = module or module_named(text)
    words = number.strip().upper() or need_number_in(text)
    async with context.store.session() as session:
        needs = NeedRepository(session)
        asked = _of_firms(text)
        page, total = await needs.page(module, words, skip, SHOWN, asked)
        ids = [need.id for need, _ in page]
        if _asks_whose(text) and (one := described(text, [need.title for need, _ in page])) is not None:
            page, total, ids = page[one : one + 1], 1, ids[one : one + 1]
        firms, states = await needs.supporters(ids), await needs.progress(ids)
    about = wording.OF_MODULE.format(module=module) if module else ""
    if asked is not None:
        named = wording.BETWEEN.join(filter(None, (asked.town, asked.industry)))
        about += wording.OF_FIRMS.format(firms=named)
    if not total:
        return NeedList(text=wording.NO_NEEDS.format(module=about), total=0)
    rows = [
        NeedRow(
            number=need.number,
            title=need.title,
            module=need.module,
            supporters=count,
            names=tuple(name or wording.UNNAMED for name in firms.get(need.id, ())),
            states=dict(states.get(need.id, {})),
        )
        for need, count in page
    ]
    lines = [
        wording.NEED_LINE.format(
            number=one.number,
            title=short(one.title),
            module=one.module,
            count=one.supporters,
            names=_names(one.names),
            progress=wording.BETWEEN.join(
                wording.COUNT.format(state=wording.SHORT_STATES[s], count=one.states[s])
                for s in STATES
                if s in one.states
            ),
        )
        for one in rows
    ]
    left = total - skip - len(page)
    more: tuple[Suggestion, ...] = ()
    if left > 0:
        kept = {"question": question} if asked is not None else {}
        arguments = {"skip": skip + len(page), **({"module": module} if module else {}), **kept}
        more = (
            Suggestion(title=wording.NEXT_NEEDS.format(count=min(left, SHOWN)), tool="show_needs", arguments=arguments),
        )
    return NeedList(
        text=wording.NEEDS.format(total=total, module=about) + "\n\n" + "\n".join(lines),
        total=total,
        needs=tuple(rows),
        suggestions=more,
        focus=Focus(tool="show_needs", arguments={"module": module} if module else {}),
    )


def _names(names: Sequence[str]) -> str:
    known = [name for name in names if name != wording.UNNAMED]
    shown = known[:NAMES]
    if unnamed := len(names) - len(known):
        shown.append(wording.NEED_UNNAMED.format(count=unnamed))
    if not known:
        return ""
    return wording.NEED_NAMES.format(
        names=wording.BETWEEN.join(shown), more=wording.NEED_MORE if len(known) > NAMES else ""
    )
