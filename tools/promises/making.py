"""Puts down what somebody promises by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.speaking import Firm, firm_of
from tools.domain import days, region
from tools.domain.promises import (
    LONGEST_TEXT,
    answers,
    asks_for_list,
    asks_whether,
    by_a_third,
    commits,
    day_instead,
    denies,
    lexicon,
    own_words,
    promised_by_them,
    promised_to_us,
    puts_off,
    puts_off_openly,
    read_promise,
    settles_bare,
    speaks_of,
    stranger,
    told,
)
from tools.kit import lexicon as asking
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import promises as wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.catalogs import Catalogs
    from tools.domain.promises import Side

LONGEST_NAME, LONGEST_FOLLOW_UP, LONGEST_NEWS = 40, 20, 40


class PromiseMade(ToolResult):
    """A promise as it was kept.

    Attributes:
        promise: Its id.
        enterprise: Between whom and the platform.
        side: Who promised: ``enterprise`` or ``platform``.
        promised: What.
        due: The day, ISO.
        created: It was not on file before.
    """

    promise: str
    enterprise: str
    side: str
    promised: str
    due: str
    created: bool


def read_name(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Take a short answer for what a promise is called."""
    name = text.strip()
    gone = asking.CANCEL.fullmatch(name) or asking.ASKS.search(name)
    return None if gone or not 0 < len(name) <= LONGEST_NAME else name


def read_day(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- as above
    """Take an answer that names a day."""
    return text if days.lexicon.DAYS.search(text) and not asking.ASKS.search(text) else None


def _read_text(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- as above
    said = told(text)
    asks = asking.ASKS.search(said) or lexicon.ASKS.search(said)
    gone = asking.CANCEL.fullmatch(said) or asks or lexicon.NO_THING.search(said) or answers(said) or settles_bare(said)
    return None if gone or not 0 < len(said) <= LONGEST_TEXT else said


def _read_firm(text: str, arguments: Mapping[str, Any]) -> str | None:
    return None if answers(text) or lexicon.PUT_OFF.search(text) else region.read_name(text, arguments)


def follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- as above
    """Take what is said right after a promise for what became of it: another day, done, or dropped."""
    promise = focus.arguments.get("promise")
    whose = {name: value for name, value in focus.arguments.items() if name == "enterprise"}
    if promise and len(text) <= LONGEST_NEWS and (asks_for_list(text) or asks_whether(text)):
        return "show_archive", {**whose, "part": "all", "question": wording.WHICH_ARE_OPEN}
    if not promise or asking.ASKS.search(text) or asking.CANCEL.fullmatch(text):
        return None
    if len(text) <= LONGEST_FOLLOW_UP and puts_off(text):
        return "settle_promise", {"promise": promise, "day": text, **whose}
    if len(text) <= LONGEST_FOLLOW_UP and puts_off_openly(text) and speaks_of(text, ""):
        return "settle_promise", {"promise": promise, "question": text, **whose}
    if len(text) <= LONGEST_NEWS and (answers(text) or settles_bare(text)) and not commits(text):
        return "settle_promise", {"promise": promise, "question": text, **whose}
    return None


def _read(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- as above
    return None if by_a_third(text) or denies(text) or day_instead(text) else {"question": text}


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- as above
    return float(commits(text))


@tool(
    wording.MAKE_PROMISE,
    writes=True,
    follows=follows,
    sure=_sure,
    reads=_read,
    verbatim=frozenset({"text", "day", "question"}),
    readers={"text": _read_text, "day": read_day, "enterprise": _read_firm},
)
async def make_promise(
    context: ToolContext, text: str = "", day: str = "", enterprise: str | None = None, question: str = ""
) -> PromiseMade:
    """Put down what is promised by a day: an enterprise to the platform, or, told by an operator, either to the other.

    Args:
        text: What is promised, without the day.
        day: By when, as 2026-12-04 or in words such as next Wednesday.
        enterprise: For operators: the enterprise's name or id.
        question: The person's words; what is not given is read from them.
    """
    today = days.today(context.now)
    async with context.store.session() as session:
        firm = cast("Firm", await firm_of(session, context, enterprise, question, begin=True))
        words = firm.without(question, wording.THEM)
        if firm.own and by_a_third(question):
            msg = "neither the platform's nor the enterprise's promise"
            raise Conflict(msg, what="third")
        if denies(question):
            msg = "nothing was promised"
            raise Conflict(msg, what="denied")
        words = own_words(words) if firm.own else words
        other = "" if firm.own else stranger(words, says=True)
        if other and not await EnterpriseRepository(session).named_in(other):
            msg = "not on file"
            raise NotFound(msg, what="enterprise", name=other)
        theirs = not firm.own and promised_by_them(words)
        said = read_promise(promised_to_us(words) if theirs else words, today)
        news = answers(text) or settles_bare(text) or (text.strip() and not told(text))  # no name of a promise
        thing = ("" if news else text.strip() or said.text)[:LONGEST_TEXT]
        if not thing:
            msg = "what is promised"
            raise InvalidArguments(msg, slot="text", problem="missing")
        due = due_day(days.read(day, today) if day else said.day, day or question, today)
        repository = PromiseRepository(session)
        person = context.contact if firm.own else await repository.person(firm.id)
        if person is None:
            msg = "nobody speaks for it"
            raise NotFound(msg, what="person", name=firm.name or wording.UNNAMED)
        side: Side = "enterprise" if firm.own or theirs else "platform"
        at = days.morning(due.on)
        same = next(
            (one for one in await repository.open(firm.id, side) if one.text == thing and one.due_at == at), None
        )
        promise = (
            same.id
            if same is not None
            else await repository.add(
                enterprise_id=firm.id,
                contact_id=person,
                made_by=context.contact,
                side=side,
                text=thing,
                due_at=at,
                turn_id=context.turn or None,
                now=context.now,
            )
        )
    shown = wording.weekday(due.on, today)
    made = wording.MADE if firm.own else wording.MADE_BY_FIRM if theirs else wording.MADE_TO
    form = wording.ALREADY if same else made
    parts = [form.format(day=shown, text=thing, name=firm.name or wording.UNNAMED)]
    if said.others and not text:
        parts.append(wording.OTHERS_TOO.format(others=wording.LIST_COMMA.join(said.others)))
    if not due.sure:
        parts.append(wording.TAKEN_AS.format(words=due.words, day=shown))
    parts.append(wording.CHANGE_IT)
    named = {"promise": promise} | ({} if firm.own else {"enterprise": firm.id})
    done = Suggestion(title=wording.ENDS["kept"], tool="settle_promise", arguments={**named, "state": "kept"})
    return PromiseMade(
        text="".join(parts),
        suggestions=(done,),
        focus=Focus(tool="make_promise", arguments=named),
        promise=promise,
        enterprise=firm.id,
        side=side,
        promised=thing,
        due=due.on.isoformat(),
        created=same is None,
    )


def due_day(day: days.Day | None, words: str, today: date) -> days.Day:
    """Return the day a promise is due, unless it is open or past, or there is no such day.

    Args:
        day: As it was read.
        words: Out of which.
        today: The day it is, in China.

    Raises:
        InvalidArguments: It is to be asked.
    """
    if strange := days.impossible(words):
        msg = f"no day {strange!r}"
        ask = wording.NO_SUCH_DAY.format(words=strange)
        raise InvalidArguments(msg, slot="day", problem="unclear", ask=ask)
    if day is None:
        msg = "by when"
        raise InvalidArguments(msg, slot="day", problem="missing", ask=wording.WHICH_DAY)
    if day.on < today:
        msg = f"{day.on} is past"
        ask = wording.IN_THE_PAST.format(day=wording.day(day.on, today))
        raise InvalidArguments(msg, slot="day", problem="past", ask=ask)
    return day
