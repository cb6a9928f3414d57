"""The platform in counts: a stretch of time beside the one before; no names and no words of anybody."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from tools.database.repositories.outcomes import Filter
from tools.domain.follow_ups import shipped
from tools.domain.outcomes import share
from tools.domain.region.periods import SHANGHAI
from tools.kit.tool import Focus, Suggestion, ToolResult
from tools.region.figures import Counts, Figures, average, change, named, titled
from tools.wording import follow_ups as about_follow_ups
from tools.wording import region as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.catalogs import Absent, Catalogs
    from tools.database.repositories.outcomes import OutcomeRepository
    from tools.database.repositories.overview import OverviewRepository
    from tools.domain.region import Period
    from tools.kit.tool import ToolContext

TOP = 5
"""Pains and declined subjects that are named."""


class Measure(BaseModel):
    """One count, now and before; an average is a decimal, and None where nothing was counted."""

    model_config = ConfigDict(frozen=True)

    name: str
    now: str | None
    before: str | None


class Overview(ToolResult):
    """The platform in counts.

    Attributes:
        period: The month, week or year it is about.
        enterprises: All at its end, and those of them verified.
        measures: What happened in it, beside the stretch before.
        levels: Enterprises by the level of their last diagnosis.
        undiagnosed: Enterprises that have finished none.
        pains: Enterprises by pain, the most frequent first.
        tickets_by_kind: Tickets opened in it.
        tickets_by_state: The same by how they stand now.
        overdue: Tickets that are late now.
        subjects: What answers were declined about, the most frequent first.
        follow_ups: Follow-ups sent and answered in it, and what a person has to do about some now (``tasks``).
    """

    period: str
    enterprises: dict[str, int]
    measures: tuple[Measure, ...]
    levels: dict[str, int]
    undiagnosed: int
    pains: dict[str, int]
    tickets_by_kind: dict[str, int]
    tickets_by_state: dict[str, int]
    overdue: int
    subjects: dict[str, int]
    follow_ups: dict[str, int]


async def counts(repository: OverviewRepository, start: Any, end: Any, now: Any) -> tuple[Counts, Mapping[str, Any]]:  # noqa: ANN401 -- moments
    """Count what happened between two moments."""
    tickets: Mapping[str, Any] = await repository.tickets(start, end, now)
    total, number = await repository.satisfaction(start, end)
    values = {
        "new": (await repository.enterprises(start, end))["new"],
        **await repository.diagnoses(start, end),
        "opened": tickets["total"],
        "closed": tickets["closed"],
        **await repository.talks(start, end),
    }
    score = (Decimal(total) / number).quantize(Decimal("0.1")) if number else None
    counted = {name: int(str(value)) for name, value in values.items()}
    return Counts(counted, score, number, dict(tickets["kind"])), tickets


async def overview(  # noqa: PLR0913, PLR0917 -- what it is counted from, and what is asked
    context: ToolContext,
    repository: OverviewRepository,
    outcomes: OutcomeRepository,
    catalogs: Catalogs,
    period: Period,
    town: str | None = None,
    asked: Sequence[str] = (),
) -> Overview:
    """Tell how the platform does.

    Args:
        context: Who asks.
        repository: Counts.
        outcomes: What came of follow-ups.
        catalogs: The typed records.
        period: The stretch of time.
        town: A town that was named; the counts are of the whole platform all the same.
        asked: Figures that are asked for; all where none are.
    """
    start, end, now = period.start, min(period.end, context.now), context.now
    enterprises = await repository.enterprises(start, end)
    this, tickets = await counts(repository, start, end, now)
    last, _ = await counts(repository, period.before, start, now)
    levels = await repository.levels(end)
    diagnosed = sum(levels.values())
    undiagnosed = max(enterprises["total"] - diagnosed, 0)
    pains = Counter(await repository.lists("pains", end)).most_common()
    pains.sort(key=lambda pair: (-pair[1], pair[0]))
    subjects = Counter(_subjects(await repository.declined(start, end), catalogs)).most_common()
    subjects.sort(key=lambda pair: (-pair[1], pair[0]))
    kinds, states = dict(tickets["kind"]), dict(tickets["state"])
    overdue = int(tickets["overdue"])
    told = await outcomes.counts(Filter(start, end), shipped().manners, now)
    follow_ups = {
        "sent": sum(one.count for one in told if one.state == "sent"),
        "answered": sum(one.answered for one in told if one.state == "sent"),
        "tasks": await outcomes.open_tasks(now),
    }
    only = asked and Figures(
        period=period,
        now=now,
        this=this,
        last=last,
        enterprises=enterprises,
        diagnosed=diagnosed,
        levels=_levels(levels, undiagnosed),
        overdue=overdue,
        shares={
            "towns": await repository.lists("town", end),
            "industries": await repository.lists("industry", end),
            "pains": dict(pains),
        },
    )
    parts = (
        [only.told(asked)]
        if only
        else [
            _lead(context, period, enterprises, this, overdue),
            wording.table(_header(period, now), _rows(this, last)),
            _levels(levels, undiagnosed),
            wording.PAINS.format(pains=_list(wording.PAIN_COUNT, pains[:TOP])) if pains else wording.NO_PAINS,
            _tickets(kinds, states),
            _follow_ups(follow_ups),
            wording.DECLINED.format(subjects=_list(wording.SUBJECT_COUNT, subjects[:TOP])) if subjects else "",
            wording.ONLY_COUNTS,
        ]
    )
    if town:
        parts.insert(1 if only else len(parts) - 1, wording.WHOLE_PLATFORM.format(town=town))
    words = period.label if period.kind == "month" else named(period, now)[0]
    return Overview(
        focus=Focus(tool="show_overview", arguments={"period": words, "figures": list(asked)}),
        text="\n\n".join(part for part in parts if part),
        suggestions=(
            *((_whole(words),) if only else ()),
            *_suggestions(period, overdue, undiagnosed, follow_ups["tasks"], town),
        ),
        period=period.label,
        enterprises=dict(enterprises),
        measures=_measures(this, last),
        levels={level or "": count for level, count in sorted(levels.items(), key=lambda pair: pair[0] or "")},
        undiagnosed=undiagnosed,
        pains=dict(pains),
        tickets_by_kind=kinds,
        tickets_by_state=states,
        overdue=overdue,
        subjects=dict(subjects),
        follow_ups=follow_ups,
    )


def _lead(context: ToolContext, period: Period, enterprises: Mapping[str, int], this: Counts, overdue: int) -> str:
    today = context.now.astimezone(SHANGHAI)
    label = titled(period.start, period.kind) if period.kind != "days" else _dates(period)
    running = period.end > context.now and period.kind != "days"
    answers, declined = this.values["answers"], this.values["declined"]
    share = (Decimal(100 * declined) / answers).quantize(Decimal("0.1")) if answers else None
    return wording.OVERVIEW_LEAD.format(
        label=label,
        so_far=wording.SO_FAR.format(month=today.month, day=today.day) if running else "",
        total=enterprises["total"],
        verified=enterprises["verified"],
        new=this.values["new"],
        finished=this.values["finished"],
        tickets=this.values["opened"],
        overdue=overdue,
        answers=answers,
        declined=declined,
        rate=wording.RATE.format(value=wording.figure(share)) if share is not None else "",
    )


def _dates(period: Period) -> str:
    first, last = (at.astimezone(SHANGHAI) for at in (period.start, period.end - timedelta(days=1)))
    return wording.DATES.format(
        first=wording.LABELS["day"].format(month=first.month, day=first.day),
        last=wording.LABELS["day"].format(month=last.month, day=last.day),
        count=(period.end - period.start).days,
    )


def _header(period: Period, now: Any) -> tuple[str, ...]:  # noqa: ANN401 -- a moment
    name, difference = wording.OVERVIEW_HEADER
    return (name, *named(period, now), difference)


def _whole(period: str) -> Suggestion:
    return Suggestion(title=wording.WHOLE_OVERVIEW, tool="show_overview", arguments={"period": period})


def _rows(this: Counts, last: Counts) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, title in wording.COUNT_ROWS.items():
        if name == "satisfaction":
            apart = this.score - last.score if this.score is not None and last.score is not None else None
            rows.append((title, average(this), average(last), wording.DASH if apart is None else change(apart)))
            continue
        now, before = this.values[name], last.values[name]
        rows.append((title, str(now), str(before), change(Decimal(now - before))))
    return rows


def _measures(this: Counts, last: Counts) -> tuple[Measure, ...]:
    found = [
        Measure(name=name, now=str(this.values[name]), before=str(last.values[name]))
        for name in wording.COUNT_ROWS
        if name != "satisfaction"
    ]
    scores = [None if one.score is None else str(one.score) for one in (this, last)]
    return (*found, Measure(name="satisfaction", now=scores[0], before=scores[1]))


def _levels(levels: Mapping[str | None, int], undiagnosed: int) -> str:
    if not levels:
        return wording.NO_LEVELS
    known = sorted((level, count) for level, count in levels.items() if level)
    told = [wording.LEVEL_COUNT.format(level=level, count=count) for level, count in known]
    if left := levels.get(None, 0):
        told.append(wording.NO_LEVEL_COUNT.format(count=left))
    return wording.LEVELS.format(levels=wording.LIST_COMMA.join(told), none=undiagnosed)


def _list(form: str, pairs: Iterable[tuple[str, int]]) -> str:
    return wording.LIST_COMMA.join(form.format(name=name, count=count) for name, count in pairs)


def _tickets(kinds: Mapping[str, int], states: Mapping[str, int]) -> str:
    if not kinds:
        return wording.NO_TICKETS
    told = [
        [(titles[name], counted[name]) for name in titles if name in counted]
        for titles, counted in ((wording.TICKET_KINDS, kinds), (wording.TICKET_STATES, states))
    ]
    return wording.TICKETS.format(
        kinds=_list(wording.TICKET_COUNT, told[0]), states=_list(wording.TICKET_COUNT, told[1])
    )


def _follow_ups(counted: Mapping[str, int]) -> str:
    sent, answered, tasks = (counted[name] for name in ("sent", "answered", "tasks"))
    if not sent and not tasks:
        return ""
    return about_follow_ups.OVERVIEW.format(
        sent=sent,
        answered=answered,
        tasks=tasks,
        answer_days=shipped().manners.answer_days,
        share=about_follow_ups.shared(share(answered, sent)),
    )


def _subjects(replies: Iterable[Mapping[str, Any]], catalogs: Catalogs) -> list[str]:
    """Tell what declined answers were about, by the catalog's words for it, never by the person's."""
    absent = tuple(catalogs.absent.values())
    return [_subject(reply, absent, catalogs) for reply in replies]


def _subject(reply: Mapping[str, Any], absent: tuple[Absent, ...], catalogs: Catalogs) -> str:
    calls = reply.get("tool_calls") or ()
    if not calls:
        return wording.NOT_ALLOWED_SUBJECT
    text = str(reply.get("text") or "")
    if found := next((one for one in absent if text.startswith(one.say)), None):
        return found.topic
    for call in calls:
        for passage in (call.get("result") or {}).get("passages") or ():
            if (policy := catalogs.policies.get(passage.get("document"))) is not None:
                return policy.title
    return wording.OTHER_SUBJECT


def _suggestions(
    period: Period, overdue: int, undiagnosed: int, tasks: int, town: str | None
) -> tuple[Suggestion, ...]:
    before = period.before.astimezone(SHANGHAI)
    found: list[Suggestion] = []
    if town:
        title = wording.FIRMS_OF.format(town=town)
        found.append(Suggestion(title=title, tool="find_enterprises", arguments={"town": town}))
    if period.kind == "month":
        found.append(
            Suggestion(
                title=wording.SEE_LAST, tool="show_overview", arguments={"period": f"{before.year}-{before.month:02d}"}
            )
        )
    if overdue:
        found.append(
            Suggestion(title=wording.SEE_OVERDUE, tool="show_tickets", arguments={"question": wording.SEE_OVERDUE})
        )
    if tasks:
        title = about_follow_ups.SEE_TASKS.format(count=tasks)
        found.append(Suggestion(title=title, tool="show_follow_up_tasks"))
    if undiagnosed:
        arguments = {"has_diagnosis": False}
        found.append(Suggestion(title=wording.SEE_UNDIAGNOSED, tool="find_enterprises", arguments=arguments))
    found.append(Suggestion(title=wording.SEE_NEEDS, tool="show_needs"))
    return tuple(found)
