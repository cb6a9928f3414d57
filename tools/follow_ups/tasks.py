"""What a person has to do about follow-ups and undelivered answers, the most urgent first, and taking it as done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.outbox import OutboxRepository
from tools.database.repositories.outcomes import OutcomeRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.rules import RuleRepository
from tools.domain.outcomes import (
    Outcome,
    asks_still_listed,
    denied,
    note_in,
    of_something_else,
    of_what,
    outcome_in,
    place_in,
)
from tools.domain.region import read_name
from tools.follow_ups.rows import short, step_of
from tools.follow_ups.saying import still_to_do
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import follow_ups as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Rule
    from tools.database.engine import Session
    from tools.database.models import FollowUp
    from tools.database.repositories.outcomes import Unread, Work

SHOW, FINISH = "show_follow_up_tasks", "finish_follow_up_task"
SHOWN, OFFERED, BUTTONS = 10, 8, 2
"""Tasks in one answer, to pick one from, and with a button."""
UNDELIVERED = timedelta(minutes=10)
"""How long an answer may be on its way."""
BY_ITSELF = "outbox:"
"""Begins the id of an entry that nobody takes as done: an answer that is still being sent."""
SURELY = 0.95
"""How surely a message that asks whether something is still on the list is for nothing else."""
LATE = timedelta(hours=24)
LONGEST_TEXT, LONGEST_TITLE = 90, 16
SHORTEST_NAME = 2
"""Characters of a part of a name that means the enterprise."""
LONGEST_BESIDES = 3
"""Characters of what an answer is about, up to which it may be about nothing but what was asked."""


class Task(BaseModel):
    """Something a person has to do.

    Attributes:
        id: Names it to ``finish_follow_up_task``.
        kind: What it is: ``undelivered``, ``owed``, ``task``, ``uncertain``, ``failed`` or ``expired``.
        enterprise: The enterprise's name.
        rule: Id of the rule; None of answers.
        since: Since when, ISO, UTC.
        say: What to say.
        reason: Why a person has to.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    enterprise: str
    rule: str | None
    since: str
    say: str
    reason: str | None


class TaskList(ToolResult):
    """What a person has to do.

    Attributes:
        total: How much there is.
        counts: By kind.
        skip: How many were left out that were shown before.
        tasks: Those shown, in order.
    """

    total: int
    counts: dict[str, int]
    skip: int = 0
    tasks: tuple[Task, ...] = ()


class TaskFinished(ToolResult):
    """A task that was taken as done.

    Attributes:
        task: Its id.
        enterprise: The enterprise's name.
        rule: Id of the rule.
        outcome: What became of it.
        note: What came of it.
        left: What is left to do.
    """

    task: str
    enterprise: str
    rule: str
    outcome: Outcome
    note: str
    left: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A task with the words it is shown in."""

    task: Task
    title: str
    what: str
    why: str


def _on_tasks(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Take one of the tasks just shown as done, by its number or by a part of the enterprise's name."""
    if outcome_in(text) is None:
        return None
    place = place_in(text, len(focus.offered))
    if place is None and not of_something_else(text):
        place = _named(of_what(text), [normalise(one.title) for one in focus.offered])
    if place is None or not 0 < place <= len(focus.offered):
        return None
    return FINISH, {**focus.offered[place - 1].arguments, "question": text}


def _named(words: str, titles: Sequence[str]) -> int | None:
    """Return the place, from 1, of the one task whose title holds words."""
    places = [place for place, title in enumerate(titles, 1) if words in title]
    return places[0] if len(words) >= SHORTEST_NAME and len(places) == 1 else None


@tool(
    wording.TASKS,
    roles=frozenset({"operator"}),
    follows=_on_tasks,
    sure=lambda text, _: SURELY * asks_still_listed(text),
)
async def show_follow_up_tasks(context: ToolContext, skip: int = 0) -> TaskList:
    """Show what a person has to do: reminders no other way is open for, those that may not have arrived or were not sent, and answers not delivered.

    Args:
        skip: How many to leave out that were shown before.
    """  # noqa: E501 -- one sentence for models
    async with context.store.session() as session:
        entries = await _entries(session, context)
    counts = Counter(entry.task.kind for entry in entries)
    seen = Suggestion(title=wording.SEE_RESULTS, tool="show_follow_ups")
    if not entries:
        return TaskList(text=wording.NO_TASKS, total=0, counts={}, suggestions=(seen,))
    skip = min(max(skip, 0), len(entries) - 1)
    shown = entries[skip : skip + SHOWN]
    left = len(entries) - skip - len(shown)
    told = [form.format(count=counts[kind]) for kind, form in wording.WORK.items() if counts[kind]]
    lines = [
        wording.LINE.format(
            place=place, enterprise=entry.task.enterprise, what=entry.what, why=entry.why, say=entry.task.say
        )
        for place, entry in enumerate(shown, skip + 1)
    ]
    offered = tuple(_offered(place, entry) for place, entry in enumerate(entries[: skip + len(shown)], 1))
    more = Suggestion(title=wording.NEXT.format(count=min(left, SHOWN)), tool=SHOW, arguments={"skip": skip + SHOWN})
    done = [
        Suggestion(
            title=wording.DONE_TITLE.format(place=place),
            tool=FINISH,
            arguments={**_offered(place, entry).arguments, "outcome": "done"},
        )
        for place, entry in enumerate(shown, skip + 1)
        if not entry.task.id.startswith(BY_ITSELF)
    ]
    parts = [
        wording.TASKS_LEAD.format(count=len(entries), parts=wording.LIST_COMMA.join(told)),
        "\n".join(lines),
        wording.MORE_TASKS.format(count=left) if left else "",
        wording.HOW_TO if done else "",
    ]
    return TaskList(
        text="\n\n".join(part for part in parts if part),
        total=len(entries),
        counts=dict(counts),
        skip=skip,
        tasks=tuple(entry.task for entry in shown),
        suggestions=(*([more] if left else ()), *done[:BUTTONS], seen),
        focus=Focus(tool=SHOW, offered=offered),
    )


async def _entries(session: Session, context: ToolContext, enterprise: str | None = None) -> list[_Entry]:
    """Return what there is to do, answers that have not arrived first."""
    repository = OutcomeRepository(session)
    rules = await RuleRepository(session).current()
    unread: Sequence[Unread] = ()
    if not enterprise:
        overdue = [row.id for row in await OutboxRepository(session).overdue(context.now)]
        unread = await repository.undelivered(overdue, context.now - UNDELIVERED)
    rows = await repository.tasks(context.now, enterprise)
    return [*(_waiting(one, context.now) for one in unread), *(_task(row, rules, context.now) for row in rows)]


def _waiting(one: Unread, now: datetime) -> _Entry:
    since = wording.moment(one.since)
    what = wording.UNDELIVERED.format(
        count=one.count, since=since, span=wording.span((now - one.since).total_seconds())
    )
    task = Task(
        id=f"{BY_ITSELF}{one.contact}",
        kind="undelivered",
        enterprise=one.enterprise or wording.UNNAMED,
        rule=None,
        since=one.since.isoformat(),
        say=wording.UNDELIVERED_SAY,
        reason=one.blocked,
    )
    return _Entry(task, "", what, wording.UNDELIVERED_BLOCKED if one.blocked else wording.UNDELIVERED_WHY)


def _task(found: tuple[FollowUp, str | None, Work], rules: Mapping[str, Rule], now: datetime) -> _Entry:
    row, name, kind = found
    title = step_of(row, rules)
    since = row.due_at if kind in {"owed", "task"} else row.told_at or row.ended_at or row.due_at
    told = {"rule": title, "since": wording.day(since), "late": ""}
    if kind == "owed" and now - since > LATE:
        told["late"] = wording.OWED_LATE.format(span=wording.span((now - since).total_seconds()))
    form, why = _FORMS[kind]
    alone = row.rule in rules and rules[row.rule].routes == ("person",)
    no_way = wording.ONLY_PEOPLE if alone else wording.NO_WAY
    reason = wording.reason(row.reason) if row.reason or kind != "task" else no_way
    task = Task(
        id=row.id,
        kind=kind,
        enterprise=name or wording.UNNAMED,
        rule=row.rule,
        since=since.isoformat(),
        say=(wording.TO_DO if kind == "owed" else wording.SAY).format(text=short(row.text, LONGEST_TEXT))
        if row.text
        else wording.NO_TEXT.format(title=title),
        reason=row.reason,
    )
    return _Entry(task, title, form.format(**told), why.format(reason=reason))


_FORMS: Mapping[str, tuple[str, str]] = {
    "owed": (wording.OWED, wording.OWED_WHY),
    "task": (wording.TASK, wording.TASK_WHY),
    "uncertain": (wording.UNSURE_ONE, wording.UNSURE_WHY),
    "failed": (wording.FAILED_ONE, wording.WHY_NOT),
    "expired": (wording.EXPIRED_ONE, wording.WHY_NOT),
}


def _offered(place: int, entry: _Entry) -> Suggestion:
    title = wording.TASK_TITLE.format(place=place, enterprise=short(entry.task.enterprise, LONGEST_TITLE))
    return Suggestion(title=title, tool=FINISH, arguments={"task": entry.task.id, "number": place})


# --- taking one as done -----------------------------------------------------------------------------------------------


def _read(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the shape of a reading
    return None if denied(text) or still_to_do(text) else {"question": text}


def _read_outcome(text: str, arguments: Mapping[str, Any]) -> Outcome | None:  # noqa: ARG001 -- a reader's shape
    return None if len(of_what(text)) > LONGEST_BESIDES or still_to_do(text) else outcome_in(text)


@tool(
    wording.FINISH,
    writes=True,
    roles=frozenset({"operator"}),
    reads=_read,
    readers={"outcome": _read_outcome, "enterprise": read_name},
    verbatim=frozenset({"question", "note"}),
)
async def finish_follow_up_task(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    task: str | None = None,
    number: int | None = None,
    outcome: Outcome | None = None,
    note: str = "",
    question: str = "",
    enterprise: str | None = None,
) -> TaskFinished:
    """Take something a person had to do about a follow-up as done, or as needless, with a note of what came of it.

    Args:
        task: Its id, as the list of tasks names it.
        number: Its number in that list; without the id it is asked which task is meant.
        outcome: Whether it was done or is not needed; read from the words.
        note: What came of it; read from the words.
        question: The person's words.
        enterprise: Name or id of the enterprise, in place of the number.
    """
    text = normalise(question)
    async with context.store.session() as session:
        repository = OutcomeRepository(session)
        wanted = task or await _meant(session, context, enterprise, question)
        if wanted.startswith(BY_ITSELF):
            msg = "answers are delivered by themselves"
            raise Conflict(msg, words=wording.BY_ITSELF)
        found = await repository.get(wanted)
        if found is None:
            msg = f"no follow-up {wanted}"
            raise NotFound(msg, what="task", name="")
        row, name = found
        rule = step_of(row, await RuleRepository(session).current())
        firm, said = name or wording.UNNAMED, outcome or (None if still_to_do(text) else outcome_in(text))
        if said is None:
            msg = "done, or not needed"
            ask = wording.WHAT_CAME.format(task=wording.SHORT_LINE.format(enterprise=firm, what=rule))
            options = [("done", wording.DONE_IT), ("not_needed", wording.NOT_NEEDED_IT)]
            raise InvalidArguments(msg, slot="outcome", problem="missing", ask=ask, options=options)
        kept = (note or note_in(question)).strip()
        if not await repository.finish(row.id, context.contact, kept, context.now, needed=said == "done"):
            raise await _done_before(session, row)
        left = await repository.open_tasks(context.now)
    form = wording.FINISHED if said == "done" else wording.NOT_NEEDED
    rest = Suggestion(title=wording.SEE_REST.format(count=left), tool=SHOW)
    return TaskFinished(
        text=form.format(
            place=wording.PLACE.format(place=number) if number else "",
            enterprise=firm,
            rule=rule,
            note=wording.WITH_NOTE.format(note=kept) if kept else "",
            left=wording.LEFT.format(count=left) if left else wording.NONE_LEFT,
        ),
        suggestions=(rest,) if left else (),
        task=row.id,
        enterprise=firm,
        rule=row.rule,
        outcome=said,
        note=kept,
        left=left,
    )


async def _meant(session: Session, context: ToolContext, enterprise: str | None, question: str) -> str:
    """Return the id of the one task an enterprise has that is named.

    Raises:
        NotFound: There is nothing to do, or nothing of that enterprise.
        InvalidArguments: It has several, or none is named: which one is for the person to say.
    """
    named = await EnterpriseRepository(session).named_in(question)
    if len(named) > 1 and not enterprise:
        msg = f"{len(named)} enterprises are named"
        raise InvalidArguments(msg, slot="enterprise", problem="ambiguous", name="", options=named)
    if len(named) == 1:
        enterprise = named[0][0]
    firm = await whose(session, context, enterprise) if enterprise else None
    entries = await _entries(session, context, firm.id if firm else None)
    entries = [entry for entry in entries if not entry.task.id.startswith(BY_ITSELF)]
    if not entries:
        msg = "nothing is to be done"
        raise NotFound(msg, what="task", name=firm.name if firm else "")
    if firm is not None and len(entries) == 1:
        return entries[0].task.id
    raise _which(entries, wording.WHICH_OF.format(name=firm.name) if firm else wording.WHICH_NOW)


def _which(entries: Sequence[_Entry], ask: str) -> InvalidArguments:
    """Return the error that asks which task is meant: a number alone may be one of an older list."""
    options = [
        (entry.task.id, wording.SHORT_LINE.format(enterprise=entry.task.enterprise, what=entry.title))
        for entry in entries[:OFFERED]
    ]
    return InvalidArguments(f"{len(entries)} tasks fit", slot="task", problem="ambiguous", options=options, ask=ask)


async def _done_before(session: Session, row: FollowUp) -> Conflict:
    if row.done_by is None:
        return Conflict(f"follow-up {row.id} is {row.state}", words=wording.NOT_OPEN)
    who = await PeopleRepository(session).name(row.done_by)
    by = wording.BY.format(name=who) if who else ""
    return Conflict("this was done before", words=wording.DONE_BEFORE.format(who=by))
