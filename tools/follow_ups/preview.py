"""Shows who would be told what on the days to come, by which way, and who would not and why; nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from tools.database.models import FollowUp
from tools.database.repositories.moments import anchor_of
from tools.database.repositories.occasion_facts import facts_of
from tools.database.repositories.planning import PlanningRepository
from tools.database.repositories.reach import ReachRepository
from tools.database.repositories.rules import RuleRepository
from tools.database.repositories.scenarios import current
from tools.domain.days import beginning, today
from tools.domain.follow_ups import reading, shipped
from tools.domain.follow_ups.deadlines import deadlines
from tools.domain.follow_ups.facts import filled
from tools.domain.follow_ups.manners import WEEK, Cap, earliest
from tools.domain.follow_ups.reading import Stretch
from tools.follow_ups.describing import meant, one_of
from tools.kit.errors import NotFound
from tools.kit.tool import Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Rule
    from tools.database.engine import Session
    from tools.database.repositories.planning import Planned
    from tools.database.repositories.reach import Way

OPERATORS: frozenset[Literal["enterprise", "operator"]] = frozenset({"operator"})
PREVIEW, SHOW = "preview_follow_ups", "show_follow_up_rules"
SHOWN, LEFT_OUT_SHOWN = 20, 5
"""Rows that are listed: of those that would go, and of those that would not."""
POOL = 500
"""Occasions of a rule that are looked at, the first due first."""
LONGEST = 31
"""Days that are looked ahead at the most."""
PERSON = ("person",)


class PreviewRow(BaseModel):
    """Something that would be sent.

    Attributes:
        enterprise: The enterprise's name.
        rule: The rule's title.
        text: What it would say; empty where it is not among those that are listed.
        way: The way it would take.
        at: About when, ISO, UTC.
    """

    model_config = ConfigDict(frozen=True)

    enterprise: str
    rule: str
    text: str
    way: str
    at: str


class FollowUpPreview(ToolResult):
    """Who would be told what.

    Attributes:
        first: The first day that is looked at.
        last: The last one.
        count: How many would go.
        firms: To how many enterprises.
        ways: How many by each way.
        left_out: How many would not go, by reason.
        rows: The first of those that would.
    """

    first: str
    last: str
    count: int
    firms: int
    ways: dict[str, int]
    left_out: dict[str, int]
    rows: tuple[PreviewRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up that is due by then, planned already or to be.

    Attributes:
        rule: Its rule.
        row: It, as a row; one that is only foreseen is no row of the database.
        enterprise: The enterprise's name.
    """

    rule: Rule
    row: FollowUp
    enterprise: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would come of a follow-up: it goes at a moment by a way, or does not for a reason."""

    due: Due
    at: datetime
    way: Way
    reason: str | None = None


def _other(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Look at another day, or another rule, after some were shown."""
    if not reading.only_turns(text):
        return None
    named = reading.named(text, shipped().rules)
    given = {**focus.arguments, **({"rule": named[0]} if len(named) == 1 else {}), "question": text}
    return PREVIEW, given


@tool(wording.PREVIEW, roles=OPERATORS, follows=_other)
async def preview_follow_ups(
    context: ToolContext, day: str | None = None, rule: str | None = None, question: str = ""
) -> FollowUpPreview:
    """Show who would be told what by the rules of follow-ups on a day, by which way, and who would not and why.

    Args:
        day: The day or days, in words or as ``2026-12-04``; tomorrow by default, where the question names none.
        rule: Id, title or words for one rule; all by default.
        question: The request in the person's words; what is not given is read from it.
    """
    text = normalise(question)
    days = _days((text, normalise(day or "")), today(context.now))
    async with context.store.session() as session:
        rules = await RuleRepository(session).current()
        ids = meant(rules, normalise(rule or ""), text)
        asked = [one_of(rules, ids)] if rule and ids else [rules[name] for name in ids]
        looked = asked or [one for one in rules.values() if one.active]
        foreseer = _Foreseer(context, session, days)
        foreseen = await foreseer.foreseen(looked)
        return await _told(context, foreseer, foreseen, asked)


def _days(said: Sequence[str], now: date) -> Stretch:
    """Return the days that are asked for, in the first words that name some; tomorrow where none do."""
    tomorrow = now + timedelta(days=1)
    named = (found for words in said if (found := reading.read_stretch(words, now)) is not None)
    found = next(named, Stretch(tomorrow, tomorrow))
    first = max(found.first, now)
    return Stretch(first, min(max(found.last, first), now + timedelta(days=LONGEST)))


class _Foreseer:
    """Works out what would go on some days.

    Args:
        context: Who asks.
        session: Any session.
        days: The days.
    """

    def __init__(self, context: ToolContext, session: Session, days: Stretch) -> None:
        self._context, self._session, self.days = context, session, days
        self._start = max(beginning(days.first), context.now)
        self._end = beginning(days.last + timedelta(days=1))
        self.capped = False

    async def foreseen(self, rules: Sequence[Rule]) -> list[Foreseen]:
        """Return what would come of everything that is due by the end of the days, the first first."""
        dues = await self._due(rules)
        now, reach = self._context.now, ReachRepository(self._session, self._context.now, account=self._context.account)
        ways: dict[tuple[str, str], Way] = {}
        for rule in rules:
            contacts = {due.row.contact_id for due in dues if due.rule.id == rule.id}
            found = await reach.ways(contacts, rule.purpose, rule.routes) if contacts else {}
            ways |= {(rule.id, contact): way for contact, way in found.items()}
        span = max([WEEK, *(timedelta(days=rule.within_days) for rule in rules)])
        told = {k: list(v) for k, v in (await reach.told({d.row.contact_id for d in dues}, now - span)).items()}
        made = [self._one(due, ways, told) for due in sorted(dues, key=lambda one: (one.row.due_at, one.enterprise))]
        return [one for one in made if one.reason is not None or one.at >= self._start]

    def _one(
        self,
        due: Due,
        ways: Mapping[tuple[str, str], Way],
        told: dict[str, list[tuple[datetime, str]]],
    ) -> Foreseen:
        """See what would come of one, given what the contact was told, and would be told before it."""
        rule, contact = due.rule, due.row.contact_id
        at, way = max(due.row.due_at, self._context.now), ways.get((rule.id, contact), "nobody")
        if way in {"opted_out", "nobody"}:
            return Foreseen(due, at, way, way)
        if rule.routes == PERSON:
            return Foreseen(due, at, way)
        before = told.setdefault(contact, [])
        cap = Cap(rule.most, timedelta(days=rule.within_days))
        of_rule = [moment for moment, name in before if name == rule.id]
        allowed = earliest(at, shipped().manners, [moment for moment, _ in before], of_rule, cap)
        if allowed.at >= min(self._end, due.row.expires_at):
            return Foreseen(due, allowed.at, way, allowed.why or "hours")
        before.append((allowed.at, rule.id))
        return Foreseen(due, allowed.at, way)

    async def _due(self, rules: Sequence[Rule]) -> list[Due]:
        planning = PlanningRepository(self._session, deadlines(self._context.library.catalogs.policies.values()))
        reach = ReachRepository(self._session, self._context.now, account=self._context.account)
        found: list[Due] = []
        for rule in rules:
            rows = await planning.preview(rule, self._end, now=self._context.now, limit=POOL)
            self.capped = self.capped or len(rows) == POOL
            found += [Due(rule, self._row(rule, one), one.enterprise or wording.UNNAMED) for one in rows]
            there = await reach.due(rule.id, self._end, POOL)
            found += [Due(rule, row, name or wording.UNNAMED) for row, name in there]
        return found

    def _row(self, rule: Rule, one: Planned) -> FollowUp:
        return FollowUp(
            enterprise_id=one.enterprise_id,
            contact_id=one.contact_id,
            rule=rule.id,
            step=one.step,
            period=one.period,
            about=one.about,
            purpose=rule.purpose,
            state="due",
            due_at=one.due_at,
            expires_at=one.due_at + timedelta(days=rule.stale_days),
        )

    async def worded(self, foreseen: Iterable[Foreseen], most: int) -> tuple[list[PreviewRow], int]:
        """Write out the first of those that go, and count those among them whose condition does not hold after all."""
        catalogs = await current(self._session, self._context.library.catalogs)
        rows: list[PreviewRow] = []
        moot = 0
        for one in foreseen:
            if len(rows) == most:
                break
            due = one.due
            if await anchor_of(self._session, due.rule, due.row, one.at, catalogs) is None:
                moot += 1
                continue
            try:
                facts = await facts_of(self._session, due.rule, due.row, catalogs, one.at)
                text = str(filled(due.rule.words(due.row.step), facts))
            except (NotFound, LookupError, ValueError):
                text = wording.NO_WORDS
            rows.append(
                PreviewRow(
                    enterprise=due.enterprise, rule=due.rule.title, text=text, way=one.way, at=one.at.isoformat()
                )
            )
        return rows, moot


async def _told(
    context: ToolContext, foreseer: _Foreseer, foreseen: Sequence[Foreseen], asked: Sequence[Rule]
) -> FollowUpPreview:
    goes = [one for one in foreseen if one.reason is None]
    rows, moot = await foreseer.worded(goes, SHOWN)
    stays = [one for one in foreseen if one.reason is not None]
    reasons = Counter(str(one.reason) for one in stays) + Counter({"moot": moot} if moot else {})
    ways = Counter(str(one.way) for one in goes)
    count = len(goes) - moot
    blocks = [_lead(foreseer.days, asked, count, len({one.due.row.enterprise_id for one in goes}), ways)]
    blocks += [wording.PAUSED_NOTE.format(title=one.title) for one in asked if not one.active]
    if rows:
        if count > len(rows):
            blocks.append(wording.PREVIEW_SHOWN.format(shown=len(rows)))
        blocks.append(wording.table(wording.PREVIEW_HEADER, [_cells(row) for row in rows]))
    if reasons:
        blocks.append(_left_out(stays, reasons))
    notes = [wording.CAPPED_NOTE.format(count=POOL)] if foreseer.capped else []
    if any(one.due.rule.moment == "policy_deadline" for one in goes) and count > len(rows):
        notes.append(wording.POLICY_NOTE)
    blocks.append("".join([*notes, wording.NOT_FIXED]))
    return FollowUpPreview(
        text="\n\n".join(blocks),
        first=foreseer.days.first.isoformat(),
        last=foreseer.days.last.isoformat(),
        count=count,
        firms=len({one.due.row.enterprise_id for one in goes}),
        ways=dict(ways),
        left_out=dict(reasons),
        rows=tuple(rows),
        suggestions=_next(foreseer.days, asked),
        focus=Focus(
            tool=PREVIEW,
            question=context.question,
            arguments={
                "day": foreseer.days.first.isoformat(),
                **({"rule": asked[0].id} if len(asked) == 1 else {}),
            },
        ),
    )


def _lead(days: Stretch, asked: Sequence[Rule], count: int, firms: int, ways: Mapping[str, int]) -> str:
    titles = wording.LIST_COMMA.join(one.title for one in asked)
    rule = wording.OF_RULE.format(title=titles) if titles else ""
    if not count:
        return wording.PREVIEW_NONE.format(when=_when(days), rule=rule)
    each = [
        wording.WAY_COUNT.format(way=wording.ROUTES[name], count=ways[name])
        for name in wording.ROUTES
        if ways.get(name)
    ]
    told = wording.WAYS.format(ways=wording.LIST_COMMA.join(each))
    return wording.PREVIEW_LEAD.format(when=_when(days), rule=rule, count=count, firms=firms, ways=told)


def _when(days: Stretch) -> str:
    if days.single:
        return _day(days.first)
    return wording.DAYS.format(first=_day(days.first), last=_day(days.last))


def _day(day: date) -> str:
    return wording.ON.format(month=day.month, day=day.day, weekday=wording.WEEKDAYS[day.weekday()])


def _cells(row: PreviewRow) -> tuple[str, ...]:
    at = datetime.fromisoformat(row.at)
    return row.enterprise, row.rule, row.text, wording.ROUTES[row.way], wording.moment(at)


def _left_out(stays: Sequence[Foreseen], reasons: Mapping[str, int]) -> str:
    counts = [
        wording.REASON_COUNT.format(reason=_reason(name), count=count)
        for name, count in sorted(reasons.items(), key=lambda pair: -pair[1])
    ]
    lead = wording.LEFT_OUT.format(count=sum(reasons.values()), reasons=wording.LIST_COMMA.join(counts))
    lines = [
        wording.LEFT_OUT_LINE.format(
            enterprise=one.due.enterprise, rule=one.due.rule.title, reason=_reason(str(one.reason))
        )
        for one in stays[:LEFT_OUT_SHOWN]
    ]
    if len(stays) > LEFT_OUT_SHOWN:
        lines.append(wording.LEFT_OUT_MORE.format(count=len(stays) - LEFT_OUT_SHOWN))
    return "\n\n".join(part for part in (lead, "\n".join(lines)) if part)


def _reason(name: str) -> str:
    return wording.REASONS[name].format(week=shipped().manners.most_a_week)


def _next(days: Stretch, asked: Sequence[Rule]) -> tuple[Suggestion, ...]:
    rule = {"rule": asked[0].id} if len(asked) == 1 else {}
    after = (days.last + timedelta(days=1)).isoformat()
    found = [Suggestion(title=wording.NEXT_DAY, tool=PREVIEW, arguments={**rule, "day": after})]
    if days.single:
        found.append(Suggestion(title=wording.THIS_WEEK, tool=PREVIEW, arguments={**rule, "day": wording.WEEK_WORDS}))
    see = Suggestion(title=wording.SEE_IT if rule else wording.SEE_RULES, tool=SHOW, arguments=rule)
    return (*found, see)
