"""Says what became of a promise: it was kept, is dropped, or is due on another day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.speaking import firm_of
from tools.domain import days, region
from tools.domain.promises import (
    Ended,
    Settled,
    answers,
    day_instead,
    lexicon,
    put_off,
    puts_off_openly,
    settles,
    settles_bare,
    speaks_of,
    stranger,
    tells_of_promise,
)
from tools.kit import lexicon as asking
from tools.kit.describing import described
from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import REVISION, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.promises.making import due_day, follows, read_day, read_name
from tools.wording import promises as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Promise

MOST = 6
MOST_NAMED = 3
ANY_DAY = date(2000, 1, 1)
"""What became of a promise does not depend on the day it is said."""


class PromiseSettled(ToolResult):
    """What became of a promise.

    Attributes:
        promise: Its id.
        enterprise: Between whom and the platform.
        state: ``open`` where only its day has changed.
        due: The day it is, or was, due, ISO.
    """

    promise: str
    enterprise: str
    state: str
    due: str


def _revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read an answer that says what became of it, or names another day."""
    if asking.ASKS.search(text) or not answers(text):
        return None
    return {**{name: arguments[name] for name in ("promise", "enterprise") if arguments.get(name)}, "question": text}


def _read_promise(text: str, arguments: Mapping[str, Any]) -> str | None:
    return None if arguments.get("promise") else read_name(text, arguments)


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    return float(tells_of_promise(text))


def _state(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Read what became of it; words that say more than that are taken as they are."""
    if settles_bare(text):
        return "kept"
    return text if settles(text, ANY_DAY).state or answers(text) else None


def _day(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Take an answer that names another day, or by how many days it is later."""
    return read_day(text, arguments) or (text if settles(text, ANY_DAY).later else None)


@tool(
    wording.SETTLE_PROMISE,
    writes=True,
    follows=follows,
    sure=_sure,
    verbatim=frozenset({"day", "question"}),
    readers={
        REVISION: _revised,
        "state": _state,
        "day": _day,
        "enterprise": region.read_name,
        "promise": _read_promise,
    },
)
async def settle_promise(
    context: ToolContext,
    promise: str = "",
    state: Ended | str | None = None,
    day: str = "",
    enterprise: str | None = None,
    question: str = "",
) -> PromiseSettled:
    """Say that a promise was kept, is dropped, or is put off to another day; an enterprise its own, an operator any.

    Args:
        promise: Its id, or words of it; the only open one by default.
        state: kept or dropped; words that say so, or put it off, are read.
        day: The day it is put off to, as 2026-12-04 or in words.
        enterprise: For operators: the enterprise's name or id.
        question: The person's words; what is not given is read from them.
    """
    today = days.today(context.now)
    async with context.store.session() as session:
        words = question if state is None or state in wording.ENDS else state
        about = words if promise or words == question else f"{question},{words}"
        row = await _meant(session, context, promise, enterprise, about)
        given = cast("Ended | None", state if state in wording.ENDS else None)
        said = settles(words, today) if words else Settled()
        if words and said.state is None and settles_bare(words):
            said = Settled("kept")
        if day and (later := settles(day, today).later):
            said, day = Settled(later=later), ""
        due = wording.local(row.due_at)
        other = _day_meant(day, due, today, beside=question) if day else said.day
        if other is not None and not day:
            other = _day_meant(words, due, today)
        # Another day in the words goes before the state a button gave.
        ended = said.state if said.day is not None or said.later else given or said.state
        repository = PromiseRepository(session)
        if ended is None and said.later:
            on = max(put_off(due, said.later), today)
            return await _put_off(repository, context, row, on, today)
        if ended is None and (other is not None or days.impossible(day or words)):
            other = due_day(other, day or words, today)
            return await _put_off(repository, context, row, other.on, today, "" if other.sure else other.words)
        if ended is None and puts_off_openly(words):
            msg = "to which day"
            raise InvalidArguments(
                msg,
                slot="day",
                problem="missing",
                ask=wording.TO_WHICH_DAY.format(text=row.text, day=_local(row, today)),
            )
        if ended is None:
            msg = "what became of it"
            raise InvalidArguments(
                msg,
                slot="state",
                problem="missing",
                options=list(wording.ENDS.items()),
                ask=wording.WHICH_END.format(text=row.text, day=_local(row, today)),
            )
        if not await repository.end(row.id, ended, context.now):
            raise _ended(row)
        late = (today - due).days
        form = wording.DROPPED if ended == "dropped" else wording.KEPT_LATE if late > 0 else wording.KEPT
        text = form.format(text=row.text, day=wording.day(due, today), days=late)
        left = [one for one in await repository.open(row.enterprise_id) if one.side == row.side]
        if left:
            told = [wording.OPTION.format(text=one.text, day=_local(one, today)) for one in left[:MOST_NAMED]]
            text += wording.LEFT.format(count=len(left), promises=wording.LIST_COMMA.join(told))
    return PromiseSettled(text=text, promise=row.id, enterprise=row.enterprise_id, state=ended, due=due.isoformat())


def _day_meant(words: str, due: date, today: date, beside: str = "") -> days.Day | None:
    """Read the day a promise is put off to; the weekday of something late is the next one after it was due."""
    words = lexicon.CORRECTED.sub("", words)
    words = day_instead(words) or words
    read, text = days.read(words, today), normalise(f"{beside},{words}")
    if read is None or read.on >= due:
        return read
    delayed = lexicon.DELAYED.search(text) is not None or lexicon.SO_MUCH_LATER.search(text) is not None
    if not delayed and not (read.on == today and lexicon.WEEKDAY_ALONE.search(text)):
        return read
    later = days.read(words, due)
    return later if later is not None and later.on > due else read


def _local(row: Promise, today: date) -> str:
    return wording.day(wording.local(row.due_at), today)


def _ended(row: Promise) -> Conflict:
    return Conflict(f"promise {row.id} has ended", what="ended", state=row.state)


async def _put_off(
    repository: PromiseRepository, context: ToolContext, row: Promise, on: date, today: date, words: str = ""
) -> PromiseSettled:
    before, same = _local(row, today), wording.local(row.due_at) == on
    if not await repository.put_off(row.id, days.morning(on)):
        raise _ended(row)
    form = wording.SAME_DAY if same else wording.PUT_OFF
    text = form.format(text=row.text, day=wording.weekday(on, today), before=before)
    if words:
        text += wording.TAKEN_AS.format(words=words, day=wording.weekday(on, today))
    named = {"promise": row.id} | ({"enterprise": row.enterprise_id} if context.role == "operator" else {})
    done = Suggestion(title=wording.ENDS["kept"], tool="settle_promise", arguments={**named, "state": "kept"})
    return PromiseSettled(
        text=text,
        suggestions=(done,),
        focus=Focus(tool="settle_promise", arguments=named),
        promise=row.id,
        enterprise=row.enterprise_id,
        state="open",
        due=on.isoformat(),
    )


async def _meant(
    session: Session, context: ToolContext, promise: str, enterprise: str | None, question: str
) -> Promise:
    """Return the promise a call is about.

    Raises:
        NotFound: None is open, or the id is none of theirs.
        NotPermitted: An enterprise's person means what the platform promised.
        Conflict: It has ended.
        InvalidArguments: Several are open, and the words fit none or several of them.
    """
    repository, operator = PromiseRepository(session), context.role == "operator"
    row = await repository.get(promise) if promise else None
    if row is not None and question and (other := await _other(session, context, row, question)) is not None:
        return other
    if row is not None:
        if not operator and row.enterprise_id != context.enterprise:
            raise _nothing()
        if not operator and row.side != "enterprise":
            msg = "the platform's promise"
            raise NotPermitted(msg, what="promise")
        if row.state != "open":
            raise _ended(row) if not question or speaks_of(question, row.text) else _nothing()
        return row
    rows = await _open(session, context, enterprise, question)
    await _on_file(session, question if operator else "", rows)
    if not rows:
        raise _nothing()
    if len(rows) == 1:
        return rows[0]
    words = normalise(promise or question)
    place = described(words, [row.text for row in rows])
    if place is not None:
        return rows[place]
    raise await _which(session, rows, days.today(context.now), operator=operator)


async def _other(session: Session, context: ToolContext, row: Promise, question: str) -> Promise | None:
    """Return the open promise that words name in the place of the one that was just spoken of."""
    named = await EnterpriseRepository(session).named_in(question) if context.role == "operator" else []
    if context.role == "operator" and not named:
        await _on_file(session, question, await PromiseRepository(session).open(row.enterprise_id))
    elsewhere = bool(named) and row.enterprise_id not in {firm for firm, _ in named}
    firm = None if elsewhere else row.enterprise_id
    rows = list(
        await _open(session, context, firm if context.role == "operator" else None, question if elsewhere else "")
    )
    if elsewhere and len(rows) == 1:
        return rows[0]
    if elsewhere and not rows:
        raise _nothing()
    if row.state != "open" and not any(one.id == row.id for one in rows):
        rows.append(row)
    place = described(normalise(question), [one.text for one in rows])
    if place is None and elsewhere:
        raise await _which(session, rows, days.today(context.now), operator=True)
    return rows[place] if place is not None and rows[place].id != row.id else None


async def _open(session: Session, context: ToolContext, enterprise: str | None, question: str) -> Sequence[Promise]:
    repository = PromiseRepository(session)
    try:
        firm = await firm_of(session, context, enterprise, question)
    except InvalidArguments as error:
        if error.data.get("problem") != "missing":
            raise
        return await repository.made_by(context.contact)
    if firm is None:
        return ()
    return await repository.open(firm.id, "enterprise" if firm.own else None)


async def _on_file(session: Session, question: str, rows: Sequence[Promise]) -> None:
    """Refuse words that begin with the name of a firm that is not on file: they are about no promise of another's."""
    name = stranger(question, says=False, known=[row.text for row in rows])
    if name and not await EnterpriseRepository(session).named_in(name):
        msg = "not on file"
        raise NotFound(msg, what="enterprise", name=name)


async def _which(session: Session, rows: Sequence[Promise], today: date, *, operator: bool) -> InvalidArguments:
    names = await PeopleRepository(session).enterprises({row.enterprise_id for row in rows})
    form = wording.OPTION_OF if operator else wording.OPTION
    options = [
        (
            row.id,
            form.format(
                name=names.get(row.enterprise_id, wording.UNNAMED),
                text=row.text,
                day=_local(row, today),
            ),
        )
        for row in rows[:MOST]
    ]
    msg = f"{len(rows)} promises are open"
    return InvalidArguments(msg, slot="promise", problem="ambiguous", options=options, ask=wording.WHICH_PROMISE)


def _nothing() -> NotFound:
    return NotFound("no open promise", what="promise")
