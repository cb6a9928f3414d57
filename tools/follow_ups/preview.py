"""Shows who would be told what on the days to come, by which way, and who would not and why; nothing is written."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from corpus.lexical import normalise
from tools.database.repositories.rules import RuleRepository
from tools.domain import days as days_named
from tools.domain.days import today
from tools.domain.follow_ups import reading, shipped
from tools.follow_ups.describing import meant, one_of
from tools.follow_ups.foreseeing import LONGEST, POOL, Foreseer, PreviewRow, days_asked, reason_in_words
from tools.kit.errors import Conflict
from tools.kit.tool import Attachment, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Rule
    from tools.domain.days import Stretch
    from tools.follow_ups.foreseeing import Foreseen

OPERATORS: frozenset[Literal["enterprise", "operator"]] = frozenset({"operator"})
PREVIEW, SHOW = "preview_follow_ups", "show_follow_up_rules"
SHOWN, LEFT_OUT_SHOWN = 20, 5
"""Rows that are listed: of those that would go, and of those that would not."""
CSV, ADDRESS = "text/csv", "/files/follow-ups-ahead.csv"
"""Where all of them are downloaded from as a table, below the platform's address."""


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
    now = today(context.now)
    named = (reading.read_stretch(words, now) for words in (text, normalise(day or "")))
    found = next((days for days in named if days is not None), None)
    _checked(found, f"{text} {normalise(day or '')}", now)
    days = days_asked((found.first, found.last) if found else None, now)
    async with context.store.session() as session:
        rules = await RuleRepository(session).current()
        ids = meant(rules, normalise(rule or ""), text)
        asked = [one_of(rules, ids)] if rule and ids else [rules[name] for name in ids]
        looked = asked or [one for one in rules.values() if one.active]
        foreseer = Foreseer(session, context.now, context.library.catalogs, days, account=context.account)
        foreseen = await foreseer.foreseen(looked)
        cut = found is not None and found.last > days.last
        return await _told(context, foreseer, foreseen, asked, cut=cut)


def _checked(asked: Stretch | None, words: str, now: date) -> None:
    """See that days can be looked ahead at.

    Raises:
        Conflict: There is no such day, they are past, or too far off.
    """
    if asked is None:
        if strange := days_named.impossible(words):
            msg = f"no day {strange!r}"
            raise Conflict(msg, problem="no_day", words=strange)
        return
    if asked.last < now:
        msg = f"{asked.last} is past"
        raise Conflict(msg, problem="past")
    if asked.first > now + timedelta(days=LONGEST):
        msg = f"{asked.first} is too far off"
        raise Conflict(msg, problem="far", days=LONGEST)


async def _told(
    context: ToolContext, foreseer: Foreseer, foreseen: Sequence[Foreseen], asked: Sequence[Rule], *, cut: bool
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
    if cut:
        notes.append(wording.CUT_NOTE.format(days=LONGEST))
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
        attachments=_files(foreseer.days, asked) if foreseen else (),
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


def _files(days: Stretch, asked: Sequence[Rule]) -> tuple[Attachment, ...]:
    name = wording.FILE.format(first=days.first, last=days.last)
    rule = {"rule": ",".join(one.id for one in asked)} if asked else {}
    query = urlencode({"first": days.first.isoformat(), "last": days.last.isoformat(), **rule})
    return (Attachment(name=name, media_type=CSV, path=f"{ADDRESS}?{query}"),)


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
        wording.REASON_COUNT.format(reason=reason_in_words(name), count=count)
        for name, count in sorted(reasons.items(), key=lambda pair: -pair[1])
    ]
    lead = wording.LEFT_OUT.format(count=sum(reasons.values()), reasons=wording.LIST_COMMA.join(counts))
    lines = [
        wording.LEFT_OUT_LINE.format(
            enterprise=one.due.enterprise, rule=one.due.rule.title, reason=reason_in_words(str(one.reason))
        )
        for one in stays[:LEFT_OUT_SHOWN]
    ]
    if len(stays) > LEFT_OUT_SHOWN:
        lines.append(wording.LEFT_OUT_MORE.format(count=len(stays) - LEFT_OUT_SHOWN))
    return "\n\n".join(part for part in (lead, "\n".join(lines)) if part)


def _next(days: Stretch, asked: Sequence[Rule]) -> tuple[Suggestion, ...]:
    rule = {"rule": asked[0].id} if len(asked) == 1 else {}
    after = (days.last + timedelta(days=1)).isoformat()
    found = [Suggestion(title=wording.NEXT_DAY, tool=PREVIEW, arguments={**rule, "day": after})]
    if days.single:
        found.append(Suggestion(title=wording.THIS_WEEK, tool=PREVIEW, arguments={**rule, "day": wording.WEEK_WORDS}))
    see = Suggestion(title=wording.SEE_IT if rule else wording.SEE_RULES, tool=SHOW, arguments=rule)
    return (*found, see)
