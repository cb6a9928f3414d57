"""Tells what came of follow-ups: rule by rule with reasons and opt-outs, or one enterprise's one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tools.domain.follow_ups import shipped
from tools.domain.outcomes import share
from tools.follow_ups.rows import (
    FollowUpOverview,
    OneFollowUp,
    RuleOutcome,
    in_time,
    result_of,
    short,
    span_of,
    step_of,
)
from tools.kit.tool import Attachment, Focus, Suggestion
from tools.wording import follow_ups as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.follow_ups import Rule
    from tools.database.models import Enterprise, FollowUp
    from tools.database.repositories.outcomes import Count, Filter, OutcomeRepository, Refusal
    from tools.domain.days import Stretch
    from tools.domain.outcomes import Who
    from tools.kit.tool import ToolContext

NAME = "show_follow_ups"
SHOWN, MOST_REFUSALS = 20, 8
"""Follow-ups of one enterprise, and opt-outs, in one answer."""
MOST_NAMED = 10
"""Enterprises named that were not reached, or have answered."""
UNREACHED = frozenset({"uncertain", "cancelled", "expired", "failed", "task"})
"""States of a follow-up that nobody was told by."""
LONGEST_TEXT, LONGEST_WORDS = 60, 20
CSV, PNG = "text/csv", "image/png"
TABLE, CHART = "/files/follow-ups.csv", "/files/follow-ups.png"
"""Where the file and the chart are, below the platform's address."""


@dataclass(slots=True)
class Tally:
    """Counts of one rule while they are added up."""

    sent: int = 0
    answered: int = 0
    converted: int = 0
    running: int = 0
    unseen: int = 0
    uncertain: int = 0
    tasks: int = 0
    done: int = 0
    unsent: dict[str, Counter[str | None]] = field(
        default_factory=lambda: {state: Counter() for state in ("cancelled", "expired", "failed")}
    )

    def add(self, count: Count) -> None:
        """Add some follow-ups that have a state in common."""
        if count.state == "sent":
            self.sent += count.count
            self.answered += count.answered
            self.converted += count.converted
            self.running += count.running
            self.unseen += count.unseen
        elif count.state == "uncertain":
            self.uncertain += count.count
        elif count.state in self.unsent:
            self.unsent[count.state][count.reason] += count.count
        elif count.state in {"task", "done"}:
            self.tasks += count.count
            self.done += count.count if count.state == "done" else 0


def ordered(counts: Iterable[Count], rules: Mapping[str, Rule]) -> list[tuple[str, Tally]]:
    """Return what came of each rule, those that sent most first, then in the order of the rules.

    Args:
        counts: Follow-ups by rule, state, reason and route.
        rules: All rules by id.
    """
    tallies: dict[str, Tally] = {}
    for count in counts:
        tallies.setdefault(count.rule, Tally()).add(count)
    places = {name: place for place, name in enumerate(rules)}
    return sorted(tallies.items(), key=lambda pair: (-pair[1].sent, places.get(pair[0], len(places)), pair[0]))


class Teller:
    """Tells what came of follow-ups.

    Args:
        context: Who asks.
        repository: Where they are counted.
        asked: Which.
        days: The days they are of.
        rules: All rules by id.
    """

    def __init__(
        self,
        context: ToolContext,
        repository: OutcomeRepository,
        asked: Filter,
        days: Stretch,
        rules: Mapping[str, Rule],
    ) -> None:
        self._context, self._repository, self._asked, self._days, self._rules = context, repository, asked, days, rules
        self._manners = shipped().manners

    # --- all of them --------------------------------------------------------------------------------------------------

    async def everything(self, who: Who | None = None) -> FollowUpOverview:
        """Tell of all enterprises, rule by rule.

        Args:
            who: Of whom is asked by name, told first.
        """
        counts = await self._repository.counts(self._asked, self._manners, self._context.now)
        opted = await self._repository.opted_out(self._asked, self._manners)
        refusals, people = await self._repository.refusals(self._asked, self._manners, MOST_REFUSALS)
        held = await self._repository.held_back(self._asked, self._context.now)
        open_tasks = await self._repository.open_tasks(self._context.now)
        whole = Tally()
        for count in counts:
            whole.add(count)
        rows = [self._row(name, tally, opted.get(name, 0)) for name, tally in ordered(counts, self._rules)]
        told = bool(rows)
        parts = [
            await self._named(who) if who and told else "",
            self._lead(whole, people),
            self._table(rows, whole, sum(opted.values())) if whole.sent else "",
            _unsent(rows),
            self._base(whole) if whole.sent else "",
            self._routes(counts, whole) if whole.sent else "",
            wording.UNSURE.format(count=whole.uncertain) if whole.uncertain else "",
            _held(held),
            _opted_lines(refusals, people),
            (wording.FILE_NOTE if whole.sent else wording.FILE_NOTE_ONLY) if told else "",
        ]
        tasks = Suggestion(title=wording.SEE_TASKS.format(count=open_tasks), tool="show_follow_up_tasks")
        return FollowUpOverview(
            text="\n\n".join(part for part in parts if part),
            attachments=self._files(chart=whole.sent > 0) if told else (),
            suggestions=(tasks,) if open_tasks else (),
            focus=self._focus(),
            days=self._days.days,
            rules=tuple(rows),
            sent=whole.sent,
            answered=whole.answered,
            converted=whole.converted,
            opted_out=people,
            failed=whole.unsent["failed"].total(),
            held_back=held,
        )

    async def _named(self, who: Who) -> str:
        """Name the enterprises that reminders have not reached, or that have answered, the latest first."""
        found: dict[str, FollowUp] = {}
        for row, name in await self._repository.rows(self._asked):
            answered = row.state == "sent" and row.replied_at is not None
            if answered if who == "answered" else row.state in UNREACHED:
                found.setdefault(name or wording.UNNAMED, row)
        if not found:
            return wording.WHO_NONE[who]
        told = [
            wording.WHO_ITEM.format(name=name, rule=step_of(row, self._rules), result=result_of(row, self._manners))
            for name, row in list(found.items())[:MOST_NAMED]
        ]
        more = wording.WHO_MORE.format(count=len(found) - MOST_NAMED) if len(found) > MOST_NAMED else ""
        return wording.WHO[who].format(count=len(found), names=wording.SEMICOLON.join(told), more=more)

    def _title(self, name: str) -> str:
        return self._rules[name].title if name in self._rules else name

    def _row(self, name: str, tally: Tally, opted: int) -> RuleOutcome:
        unsent = {
            state: {str(code or ""): count for code, count in sorted(codes.items(), key=lambda pair: pair[0] or "")}
            for state, codes in tally.unsent.items()
        }
        return RuleOutcome(
            rule=name,
            title=self._title(name),
            sent=tally.sent,
            answered=tally.answered,
            converted=tally.converted,
            opted_out=opted,
            uncertain=tally.uncertain,
            to_people=tally.tasks,
            done=tally.done,
            **unsent,
        )

    def _lead(self, whole: Tally, people: int) -> str:
        titles = wording.LIST_COMMA.join(self._title(name) for name in self._asked.rules)
        form = wording.ONE_RULE if len(self._asked.rules) == 1 else wording.ONLY_RULES
        whose = form.format(rules=titles, count=len(self._asked.rules)) if titles else ""
        span = span_of(self._days, self._context.now)
        if not whole.sent:
            return wording.NONE_SENT.format(span=span, whose=whose)
        return wording.LEAD.format(
            span=span,
            whose=whose,
            sent=whole.sent,
            answered=wording.ANSWERED.format(
                answer_days=self._manners.answer_days,
                count=whole.answered,
                share=wording.shared(share(whole.answered, whole.sent)),
            ),
            converted=wording.CONVERTED.format(
                converted_days=self._manners.converted_days,
                count=whole.converted,
                share=wording.shared(share(whole.converted, whole.sent)),
            ),
            opted=people,
            failed=whole.unsent["failed"].total(),
        )

    def _table(self, rows: Sequence[RuleOutcome], whole: Tally, opted: int) -> str:
        lines = [_cells(one.title, one) for one in rows if one.sent]
        if len(lines) > 1:
            lines.append(_cells(wording.TOTAL, self._row("", whole, opted)))
        return wording.table(wording.HEADER, lines)

    def _base(self, whole: Tally) -> str:
        days = {"answer_days": self._manners.answer_days, "converted_days": self._manners.converted_days}
        running = wording.RUNNING.format(count=whole.running, **days) if whole.running else ""
        return wording.BASE.format(**days) + running

    def _routes(self, counts: Sequence[Count], whole: Tally) -> str:
        used: Counter[str] = Counter()
        for count in counts:
            if count.state == "sent" and count.route:
                used[count.route] += count.count
        told = [wording.ROUTE_COUNT.format(route=wording.ROUTES[r], count=used[r]) for r in wording.ROUTES if used[r]]
        unseen = wording.UNSEEN.format(count=whole.unseen) if whole.unseen else ""
        return wording.ROUTES_USED.format(routes=wording.LIST_COMMA.join(told), unseen=unseen) if told else ""

    # --- one enterprise -----------------------------------------------------------------------------------------------

    async def firm(self, firm: Enterprise, *, ever: bool) -> FollowUpOverview:
        """Tell of one enterprise, follow-up by follow-up.

        Args:
            firm: The enterprise.
            ever: Nobody named days.
        """
        found = [row for row, _ in await self._repository.rows(self._asked)]
        refusals, people = await self._repository.refusals(self._asked, self._manners, MOST_REFUSALS)
        held = await self._repository.held_back(self._asked, self._context.now)
        sent = [row for row in found if row.state == "sent"]
        answered = sum(row.replied_at is not None for row in sent)
        converted = sum(in_time(row, self._manners) for row in sent)
        name, left = firm.name or wording.UNNAMED, len(found) - SHOWN
        span = wording.EVER if ever else span_of(self._days, self._context.now)
        opted = wording.LIST_COMMA.join(
            dict.fromkeys(
                wording.FIRM_STANDS.format(
                    purpose=wording.PURPOSES.get(one.purpose, one.purpose), day=wording.day(one.at)
                )
                for one in refusals
            )
        )
        refused = wording.FIRM_OPTED.format(purposes=opted) if opted else ""
        lead = wording.FIRM_LEAD.format(
            name=name, span=span, sent=len(sent), answered=answered, converted=converted, opted=refused
        )
        if not found:
            lead = wording.NOTHING_OF.format(name=name, span=span, opted=refused)
        parts = [
            lead,
            "\n".join(map(self._line, found[:SHOWN])),
            wording.MORE_ROWS.format(count=left) if left > 0 else "",
            _held(held),
            wording.FILE_NOTE_ONLY if found else "",
        ]
        archive = wording.SEE_ARCHIVE.format(name=name)
        return FollowUpOverview(
            text="\n\n".join(part for part in parts if part),
            attachments=self._files(chart=False) if found else (),
            suggestions=(Suggestion(title=archive, tool="show_archive", arguments={"enterprise": firm.id}),),
            focus=self._focus(ever=ever),
            days=self._days.days,
            enterprise=firm.id,
            sent=len(sent),
            answered=answered,
            converted=converted,
            opted_out=people,
            failed=sum(row.state == "failed" for row in found),
            held_back=held,
            follow_ups=tuple(map(_one, found[:SHOWN])),
        )

    def _line(self, row: FollowUp) -> str:
        at = wording.moment(row.told_at or row.ended_at or row.created_at)
        rule, result = step_of(row, self._rules), result_of(row, self._manners)
        if not row.text:
            return wording.FIRM_LINE_BARE.format(at=at, rule=rule, result=result)
        route = wording.ROUTES.get(row.route or "", wording.NO_ROUTE)
        text = short(row.text, LONGEST_TEXT)
        return wording.FIRM_LINE.format(at=at, rule=rule, route=route, text=text, result=result)

    # --- what goes with it --------------------------------------------------------------------------------------------

    def _arguments(self) -> dict[str, Any]:
        rules = {"rule": ",".join(self._asked.rules)} if self._asked.rules else {}
        firm = {"enterprise": self._asked.enterprise} if self._asked.enterprise else {}
        return {"period": self._days.days, **rules, **firm}

    def _focus(self, *, ever: bool = False) -> Focus:
        given = self._arguments()
        return Focus(tool=NAME, arguments={key: value for key, value in given.items() if key != "period" or not ever})

    def _files(self, *, chart: bool) -> tuple[Attachment, ...]:
        query = urlencode(self._arguments())
        name = wording.FILE.format(first=self._days.first, last=self._days.last)
        table = Attachment(name=name, media_type=CSV, path=f"{TABLE}?{query}")
        picture = Attachment(name=wording.CHART, media_type=PNG, path=f"{CHART}?{query}")
        return (picture, table) if chart else (table,)


def _one(row: FollowUp) -> OneFollowUp:
    moments = (at.isoformat() if at else None for at in (row.told_at, row.replied_at, row.converted_at))
    told, replied, converted = moments
    return OneFollowUp(
        rule=row.rule,
        step=row.step,
        state=row.state,
        route=row.route,
        reason=row.reason,
        text=row.text,
        told_at=told,
        replied_at=replied,
        converted_at=converted,
    )


def _cells(title: str, one: RuleOutcome) -> tuple[str, ...]:
    told = (
        wording.CELL.format(count=count, share=wording.shared(share(count, one.sent), wording.CELL_SHARE))
        for count in (one.answered, one.converted)
    )
    return (title, str(one.sent), *told, str(one.opted_out))


def _unsent(rows: Iterable[RuleOutcome]) -> str:
    """List by rule what was not sent, and why."""
    lines = []
    for one in rows:
        parts = [
            form.format(count=sum(codes.values()), why=wording.WHY.format(reasons=wording.reasons(codes)))
            for form, codes in (
                (wording.CANCELLED, one.cancelled),
                (wording.EXPIRED, one.expired),
                (wording.FAILED, one.failed),
            )
            if codes
        ]
        if one.to_people:
            parts.append(wording.TO_PEOPLE.format(count=one.to_people, done=one.done))
        if parts:
            lines.append(wording.UNSENT_LINE.format(rule=one.title, parts=wording.SEMICOLON.join(parts)))
    return "\n".join([wording.UNSENT, *lines]) if lines else ""


def _held(held: Mapping[str, int]) -> str:
    return wording.HELD.format(count=sum(held.values()), reasons=wording.reasons(held)) if held else ""


def _opted_lines(refusals: Iterable[Refusal], people: int) -> str:
    """List who wanted no more of what."""
    lines = [
        wording.OPTED_LINE.format(
            day=wording.day(one.at),
            enterprise=one.enterprise or wording.UNNAMED,
            purpose=wording.PURPOSES.get(one.purpose, one.purpose),
            words=wording.OPTED_WORDS.format(words=short(one.words, LONGEST_WORDS)) if one.words else "",
            ended=wording.OPTED_ENDED if one.ended else "",
        )
        for one in refusals
    ]
    return "\n".join([wording.OPTED.format(count=people), *lines]) if lines else ""
