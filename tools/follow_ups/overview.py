"""Shows which follow-ups were sent and what came of them: by rule, or one enterprise's one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.outcomes import Filter, OutcomeRepository
from tools.database.repositories.rules import RuleRepository
from tools.domain import naming
from tools.domain.days import SHANGHAI, Stretch
from tools.domain.follow_ups import shipped
from tools.domain.outcomes import (
    asks_what_came,
    changes,
    hands_out,
    lately,
    names_time,
    of_something_else,
    only_lately,
    other_firm,
    rules_named,
    stretch_asked,
    who_asked,
)
from tools.domain.region import read_name
from tools.follow_ups.rows import FollowUpOverview
from tools.follow_ups.telling import NAME, Teller
from tools.kit.errors import InvalidArguments
from tools.kit.tool import Focus, ToolContext, tool
from tools.wording import follow_ups as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Enterprise

SURE = 0.95
"""How surely a message asks what came of reminders that names them and a time that is past."""
LONGEST_FOLLOW_UP = 20
"""Characters up to which a message changes what the last one asked for."""


def _rules_of_the_package(text: str) -> tuple[str, ...]:
    return rules_named(text, {rule.id: rule.title for rule in shipped().rules.values()})


def _read_rule(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- a reader's shape
    return ",".join(_rules_of_the_package(text)) or None


def _other(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Look at other days, another rule or another enterprise after some were shown."""
    if hands_out(text):
        return NAME, dict(focus.arguments)
    if len(text) > LONGEST_FOLLOW_UP:
        return None
    if who_asked(text) is not None and not of_something_else(text):
        return NAME, {**focus.arguments, "question": text}
    if not changes(text):
        return None
    named = _rules_of_the_package(text)
    given: dict[str, Any] = {}
    if names_time(text):
        given["period"] = text
    if named:
        given["rule"] = ",".join(named)
    if not given and (name := other_firm(text)):
        given["enterprise"] = name
    return (NAME, {**focus.arguments, **given}) if given else None


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    return SURE if asks_what_came(text) else 0.0


@tool(
    wording.SHOW,
    roles=frozenset({"operator"}),
    sure=_sure,
    follows=_other,
    readers={"enterprise": read_name, "rule": _read_rule},
)
async def show_follow_ups(
    context: ToolContext,
    period: str | None = None,
    rule: str | None = None,
    enterprise: str | None = None,
    question: str = "",
) -> FollowUpOverview:
    """Show which reminders the platform has sent of its own accord and what came of them, by rule or enterprise.

    Args:
        period: Days in words, a month as ``2026-11``, or two days as ``2026-11-01/2026-11-26``; the last 30 by default.
        rule: Id or name of a rule; several ids with commas between.
        enterprise: Name or id of one enterprise.
        question: The request in the person's words; what is not given is read from it.
    """
    text = normalise(question)
    async with context.store.session() as session:
        rules = await RuleRepository(session).current()
        firm = await _firm(session, context, enterprise, question)
        titles = {key: one.title for key, one in rules.items()}
        named = _given(rule, titles) or rules_named(naming.without(text, firm.name or "") if firm else text, titles)
        words = normalise(period or "") or text
        days = stretch_asked(words, context.now)
        ever = firm is not None and (days is None or only_lately(words))
        if firm is not None and ever:
            days = Stretch(*(at.astimezone(SHANGHAI).date() for at in (firm.created_at, context.now)))
        days = days or lately(context.now)
        asked = Filter(days.start, days.end, named, firm.id if firm else None)
        teller = Teller(context, OutcomeRepository(session), asked, days, rules)
        return await (teller.firm(firm, ever=ever) if firm is not None else teller.everything(who_asked(text)))


async def _firm(session: Session, context: ToolContext, enterprise: str | None, question: str) -> Enterprise | None:
    """Return the enterprise that is named, if one is."""
    if not enterprise:
        named = await EnterpriseRepository(session).named_in(question)
        if len(named) > 1:
            msg = f"{len(named)} enterprises are named"
            name = naming.subject(question) or ""
            raise InvalidArguments(msg, slot="enterprise", problem="ambiguous", name=name, options=named)
        if not named:
            return None
        enterprise = named[0][0]
    return await whose(session, context, enterprise)


def _given(rule: str | None, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the rules an argument holds.

    Raises:
        InvalidArguments: There is none of the name.
    """
    if not rule:
        return ()
    ids = tuple(part.strip() for part in rule.split(","))
    found = ids if all(part in titles for part in ids) else rules_named(normalise(rule), titles)
    if not found:
        msg = f"no rule {rule!r}"
        raise InvalidArguments(msg, slot="rule", problem="unknown", name=rule, options=list(titles.items()))
    return found
