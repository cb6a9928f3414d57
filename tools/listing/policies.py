"""Which policies a list has, in which order, and how each is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tools.domain import endings, filters, lexicon
from tools.domain.filters import PolicyFilter
from tools.kit.tool import Suggestion
from tools.listing.page import Listed, Page
from tools.wording import listing as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, Policy

MENTIONED = 3
"""How many policies are named that only speak of a topic."""
OF_EACH_LEVEL = 2
"""How many of each level come first among all."""


def listed(known: Catalogs, asked: PolicyFilter, today: date) -> Page:
    """List the policies that are asked for.

    Args:
        known: All records.
        asked: What the policies have in common.
        today: The day it is asked on, in China.
    """
    if asked.open_on:
        return _open(known, asked, asked.open_on)
    everything = list(known.policies.values())
    if not asked.given():
        return _all(known, _ordered(everything, asked, today), today)
    fitting = [p for p in everything if filters.fits_policy(p, asked, today)]
    if not fitting and len(asked.topics) > 1 and not asked.either:
        return listed(known, replace(asked, either=True), today)
    main = [p for p in fitting if asked.region is None or filters.distance(p, asked.region) == 0]
    around: list[Policy] = []
    if asked.region is not None and asked.level is None:
        around = [p for p in fitting if filters.distance(p, asked.region) and not filters.ended(p, today)]
        around = [p for p in around if p.applies != "cities"]
    shown = [*_ordered(main, asked, today), *_ordered(around, asked, today)]
    if not shown:
        return _none(known, asked, today)
    page = _page(_lead(asked, len(main), len(around), today), shown, known, today)
    page.count, page.wider = len(main), len(around)
    if len(asked.topics) == 1 and not {*asked.given()} - {"topics"}:
        page.notes += _mentions(everything, asked.topics[0], {p.id for p in shown}, today)
    if asked.ends_before:
        page.fields = ("about", "validity")
    elif any(_window_unknown(p, today) for p in shown):
        page.notes.append(wording.WINDOW_UNKNOWN)
    return page


def _page(lead: str, policies: list[Policy], known: Catalogs, today: date) -> Page:
    records = [Listed(id=p.id, name=p.title, summary=p.summary) for p in policies]
    return Page(lead, records, [_line(p, known, today) for p in policies], len(policies))


def _lead(asked: PolicyFilter, count: int, around: int, today: date) -> str:
    kind = _kind(asked)
    if asked.ends_before is not None:
        if not count and around:
            return wording.ENDS_AROUND.format(day=_day(asked.ends_before), kind=kind, count=around)
        form = wording.ENDS if asked.ends_before >= today else wording.ENDED_BEFORE
        return form.format(day=_day(asked.ends_before), kind=kind, count=count)
    if not count:
        return wording.ONLY_AROUND.format(kind=kind, count=around)
    more = wording.POLICIES_MORE.format(count=around) if around else ""
    return wording.POLICIES.format(kind=kind, count=count, more=more)


def _none(known: Catalogs, asked: PolicyFilter, today: date) -> Page:
    """Say that nothing fits; where only the money is missing, show what there is without it."""
    kind = _kind(asked)
    if asked.ends_before and asked.ends_before >= today:
        return Page(wording.NO_ENDS.format(day=_day(asked.ends_before), kind=kind))
    wider = replace(asked, funding=False)
    if asked.funding and wider.given() and (page := listed(known, wider, today)).records:
        page.lead = wording.NOT_FUNDED.format(kind=kind, lead=page.lead)
        return page
    page = Page(wording.NO_POLICIES.format(kind=kind))
    given = replace(asked, either=False).given()
    if len(given) > 1:
        alone = [replace(PolicyFilter(), **{name: value}) for name, value in given.items()]
        counts = [wording.ALONE.format(name=_kind(one), count=_count(known, one, today)) for one in alone]
        page.notes.append(wording.EACH_ALONE.format(counts=wording.LIST_COMMA.join(counts)))
    return page


def _count(known: Catalogs, asked: PolicyFilter, today: date) -> int:
    fitting = [p for p in known.policies.values() if filters.fits_policy(p, asked, today)]
    return sum(asked.region is None or filters.distance(p, asked.region) == 0 for p in fitting)


def _all(known: Catalogs, policies: list[Policy], today: date) -> Page:
    levels = Counter(p.level for p in known.policies.values())
    told = wording.LIST_COMMA.join(wording.LEVEL_COUNT.format(level=k, count=n) for k, n in levels.items())
    gone, total = sum(filters.ended(p, today) for p in policies), len(policies)
    first = [p for level in levels for p in [q for q in policies if q.level == level][:OF_EACH_LEVEL]]
    ordered = [*first, *(p for p in policies if p not in first)]
    lead = wording.POLICIES_ALL.format(total=total, levels=told, valid=total - gone, ended=gone)
    page = _page(lead, ordered, known, today)
    page.suggestions = [
        Suggestion(title=wording.SUGGEST_FIRMS, tool="list_policies", arguments={"applies": "firms"}),
        Suggestion(title=wording.SUGGEST_FUNDED, tool="list_policies", arguments={"funding": True}),
    ]
    return page


def _mentions(policies: list[Policy], topic: lexicon.Topic, shown: set[str], today: date) -> list[str]:
    if topic in lexicon.BROAD:
        return []
    others = [p for p in policies if p.id not in shown and filters.mentions(p, topic) and not filters.ended(p, today)]
    return [wording.MENTIONED.format(topic=topic, titles=_titles(others[:MENTIONED]))] if others else []


def _titles(policies: list[Policy]) -> str:
    return wording.LIST_COMMA.join(wording.TITLE.format(title=p.title) for p in policies)


def _open(known: Catalogs, asked: PolicyFilter, day: date) -> Page:
    """Say what is open on a day, and what may be: no window in the sources, but a period that still runs."""
    where = replace(asked, applies="firms", open_on=None)
    firms = [p for p in known.policies.values() if filters.fits_policy(p, where, day) and not filters.ended(p, day)]
    firms = [p for p in firms if asked.region is None or filters.distance(p, asked.region) is not None]
    firms = _ordered(firms, where, day)
    is_open = [p for p in firms if p.open_on(day)]
    unknown = [p for p in firms if p.open_on(day) is None]
    running = [p for p in unknown if p.in_force_until]
    closed = [p for p in firms if p.apply_until and p.apply_until < day]
    coming = [p for p in firms if p.apply_from and p.apply_from > day]
    lead = (wording.OPEN_SOME if is_open else wording.OPEN_NONE).format(today=_day(day), count=len(is_open))
    if running and not is_open:
        lead += wording.OPEN_UNKNOWN.format(count=len(running))
    page = _page(lead, is_open or running, known, day)
    page.count, page.wider = len(is_open), len(running)
    if running and is_open:
        page.notes.append(wording.OPEN_UNKNOWN_TOO.format(count=len(running), titles=_titles(running)))
    if undated := len(unknown) - len(running):
        page.notes.append(wording.OPEN_UNDATED.format(count=undated))
    if coming:
        page.notes.append(wording.OPEN_COMING.format(titles=_titles(coming)))
    if closed:
        page.notes.append(wording.OPEN_CLOSED.format(titles=_titles(closed)))
    page.fields = ("about", "validity")
    return page


def _ordered(policies: list[Policy], asked: PolicyFilter, today: date) -> list[Policy]:
    """Put first what ends or came out first, what is in force, what is near, and what firms apply for."""
    near = asked.funding or asked.applies == "firms"

    def key(policy: Policy) -> tuple[Any, ...]:
        if asked.ends_before is not None:
            return (filters.last_day(policy, today) or date.max, policy.applies != "firms")
        out = filters.ended(policy, today)
        if asked.newest:
            return (out, policy.issued is None, [-ord(c) for c in policy.issued or ""])
        level = lexicon.NEAREST_FIRST.index(policy.level) if near and policy.level in lexicon.NEAREST_FIRST else 0
        away = filters.distance(policy, asked.region) if asked.region else 0
        by_theme = sum(topic not in policy.themes for topic in asked.topics)
        paying = near and lexicon.MONEY_THEME not in policy.themes
        return (out, away or 0, by_theme, level, paying, policy.applies != "firms")

    return sorted(policies, key=key)


def _kind(asked: PolicyFilter) -> str:
    parts = [
        asked.region or "",
        wording.OF_LEVEL.format(level=asked.level) if asked.level else "",
        wording.ABOUT.format(topics=wording.LIST_COMMA.join(asked.topics)) if asked.topics else "",
        wording.FUNDED if asked.funding else "",
        wording.APPLIES[asked.applies] if asked.applies else "",
        wording.IN_FORCE if asked.in_force else "",
    ]
    told = [part for part in parts if part]
    if not told:
        return wording.POLICY
    place = "".join(told[: 1 + bool(asked.region and asked.level)]) if asked.region or asked.level else ""
    rest = wording.LIST_COMMA.join(told[1 + bool(asked.region and asked.level) :] if place else told)
    return f"{place}{rest}{wording.OF}{wording.POLICY}"


def _line(policy: Policy, known: Catalogs, today: date) -> str:
    state = _state(policy, known, today)
    return wording.POLICY_LINE.format(title=policy.title, level=policy.level, summary=policy.summary, state=state)


def _state(policy: Policy, known: Catalogs, today: date) -> str:
    """Say until when a policy holds and whether one can apply today, as far as it is known."""
    if successor := known.policies.get(policy.replaced_by or ""):
        return wording.REPLACED.format(title=successor.title)
    until = policy.in_force_until
    if until and until < today:
        return wording.ENDED.format(day=_day(until))
    parts = [_window(policy, today)]
    if until and (until - today) <= endings.SOON:
        days = (until - today).days
        parts.append((wording.DAYS_LEFT if days else wording.LAST_DAY).format(day=_day(until), days=days))
    elif until:
        parts.append(wording.VALID_UNTIL.format(day=_day(until)))
    return "".join(parts)


def _window(policy: Policy, today: date) -> str:
    if policy.apply_until and policy.apply_until < today:
        return wording.CLOSED.format(day=_day(policy.apply_until))
    if policy.apply_from and today < policy.apply_from:
        return wording.NOT_YET.format(day=_day(policy.apply_from))
    if policy.apply_until:
        days = (policy.apply_until - today).days
        return wording.OPEN_UNTIL.format(day=_day(policy.apply_until), days=days)
    return wording.OPEN_NO_END if policy.apply_from else ""


def _window_unknown(policy: Policy, today: date) -> bool:
    return policy.applies == "firms" and policy.open_on(today) is None


def _day(day: date) -> str:
    return wording.DATE.format(year=day.year, month=day.month, day=day.day)
