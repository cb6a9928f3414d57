"""Answers about policies and scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast
from zoneinfo import ZoneInfo

from tools.kit import lexicon
from tools.kit.tool import Suggestion
from tools.knowledge.draft import Draft, source_line
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from datetime import date, datetime

    from corpus.catalogs import Policy
    from corpus.passages import Passage
    from tools.kit.ports import Library

PolicyAspect = Literal["about", "provisions", "eligibility", "how_to_apply", "validity", "unverified"]
ScenarioAspect = Literal["about", "needs", "configuration", "effort", "value", "evidence"]

SHANGHAI = ZoneInfo("Asia/Shanghai")


def policy_aspects(question: str, field: str | None = None) -> list[PolicyAspect]:
    """Tell which fields of a policy a question is about, the main one first.

    Args:
        question: Normalised text.
        field: The field retrieval found, which leads where the words do not tell.
    """
    found = [name for name, pattern in lexicon.POLICY_ASPECTS if pattern.search(question)]
    if field and field not in found:
        found.append(field)
    return cast("list[PolicyAspect]", found or ["provisions"])


def scenario_aspects(question: str, field: str | None = None) -> list[ScenarioAspect]:
    """Tell which fields of a scenario a question is about, the main one first."""
    found = [name for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(question)]
    if field and field not in found:
        found.append(field)
    return cast("list[ScenarioAspect]", found or ["about"])


def _day(value: date) -> str:
    return wording.DATE.format(year=value.year, month=value.month, day=value.day)


def validity(policy: Policy, now: datetime, replaced_by: Policy | None) -> str:
    """Say on a given day whether a policy holds and whether one can apply.

    Args:
        policy: The policy.
        now: When the question was asked, in UTC.
        replaced_by: The policy that took its place.
    """
    today = now.astimezone(SHANGHAI).date()
    parts = [policy.validity_note]
    if replaced_by is not None:
        return wording.REPLACED.format(title=replaced_by.title) + policy.validity_note
    if policy.in_force_until and policy.in_force_until < today:
        return wording.ENDED.format(until=_day(policy.in_force_until)) + policy.validity_note
    if policy.apply_until and policy.apply_until < today:
        start = _day(policy.apply_from) if policy.apply_from else ""
        parts.insert(0, wording.CLOSED.format(start=start, end=_day(policy.apply_until)))
    elif policy.apply_from and today < policy.apply_from:
        parts.insert(0, wording.NOT_YET.format(start=_day(policy.apply_from)))
    elif policy.apply_until:
        days = (policy.apply_until - today).days
        parts.insert(0, wording.OPEN.format(until=_day(policy.apply_until), days=days))
    elif policy.apply_from:
        parts.insert(0, wording.OPEN_NO_END)
    else:
        if policy.in_force_until:
            days = (policy.in_force_until - today).days
            parts.append(wording.IN_FORCE_UNTIL.format(until=_day(policy.in_force_until), days=days))
        if policy.applies == "firms":
            parts.append(wording.WINDOW_UNKNOWN)
        elif policy.applies == "cities":
            parts.append(wording.CITIES_ONLY)
    return "".join(parts)


def _ask(title: str, tool: str, **arguments: str) -> Suggestion:
    return Suggestion(title=title, tool=tool, arguments=arguments)


def _silent(policy: Policy, question: str) -> str:
    """Say what is asked for and not known: a document number, an amount."""
    if lexicon.DOC_NO_ASKED.search(question) and policy.doc_no is None:
        return wording.NO_DOC_NO
    told = (*policy.provisions, *policy.eligibility, policy.summary)
    if lexicon.AMOUNT_ASKED.search(question) and not any(lexicon.MONEY.search(line) for line in told):
        return wording.NO_AMOUNT
    return ""


def answer_policy(library: Library, policy: Policy, aspects: list[PolicyAspect], now: datetime, question: str) -> Draft:
    """Answer about a policy: the field asked for, its validity on the day, and what was not verified.

    Args:
        library: What has been read.
        policy: The policy.
        aspects: The fields asked for, the main one first.
        now: When the question was asked, in UTC.
        question: The question, for the record.
    """
    replaced_by = library.catalogs.policies.get(policy.replaced_by or "")
    today = validity(policy, now, replaced_by)
    wanted = [name for name in aspects if name != "validity"] or ["about"]
    wanted = list(dict.fromkeys([wanted[0], *wanted[1:2], "provisions"]))
    fields = {name: library.get(f"{policy.id}#{name}") for name in dict.fromkeys([*aspects, *wanted, "about"])}
    lead = today if aspects[0] == "validity" else policy.summary
    quoted = [passage for name in wanted if (passage := fields.get(name))]
    notes = []
    if aspects[0] == "validity":
        wanted_validity = fields.get("validity")
        cited = [wanted_validity] if wanted_validity else []
    else:
        notes.append(f"**{wording.VALIDITY}**：{today}")
        validity_passage = library.get(f"{policy.id}#validity")
        cited = [validity_passage] if validity_passage else []
    if policy.unverified and "unverified" not in wanted:
        notes.append(wording.UNVERIFIED.format(text=policy.unverified))
    main = cited + quoted if aspects[0] == "validity" else quoted + cited
    suggestions = [
        _ask(title, "read_policy", policy=policy.id, aspect=aspect)
        for aspect, title in (
            ("eligibility", wording.SUGGEST_ELIGIBILITY),
            ("how_to_apply", wording.SUGGEST_APPLY),
            ("validity", wording.SUGGEST_DEADLINE),
        )
        if aspect not in aspects and library.get(f"{policy.id}#{aspect}")
    ]
    declined = _silent(policy, question)
    if declined:
        lead = declined if declined == lead else f"{declined}{policy.summary}"
    draft = Draft("policy", lead, quotes=quoted, notes=notes, suggestions=suggestions, question=question)
    draft.declined = bool(declined)
    draft.cited = [p for p in main if p not in quoted]
    draft.source = source_line(main[0], policy.doc_no)
    return draft


def answer_scenario(library: Library, passage: Passage, aspects: list[ScenarioAspect], question: str) -> Draft:
    """Answer about a scenario: what it is and the fields asked for.

    Args:
        library: What has been read.
        passage: Any field of the scenario.
        aspects: The fields asked for, the main one first.
        question: The question, for the record.
    """
    scenario = library.catalogs.scenarios[passage.document]
    names = list(dict.fromkeys(["about", *aspects, "needs"]))[:4]
    quotes = [found for name in names if (found := library.get(f"{scenario.id}#{name}"))]
    lead = f"**{scenario.name}**：{scenario.summary}"
    silent = lexicon.EFFECT_ASKED.search(question) is not None
    if silent:
        lead = f"{wording.NO_EFFECT_FIGURE}{lead}"
    notes = [wording.NO_EFFECT if "value" in aspects else wording.SCENARIO_DRAFT]
    suggestions = [
        _ask(title, "read_scenario", scenario=scenario.id, aspect=aspect)
        for aspect, title in (
            ("needs", wording.SUGGEST_NEEDS),
            ("effort", wording.SUGGEST_EFFORT),
            ("value", wording.SUGGEST_VALUE),
        )
        if aspect not in aspects
    ]
    return Draft(
        "scenario",
        lead,
        quotes=quotes,
        notes=notes,
        suggestions=suggestions,
        question=question,
        declined=silent,
    )
