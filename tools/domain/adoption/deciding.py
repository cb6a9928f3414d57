"""Reads a decision on a scenario out of words: planned, live, stopped or declined, and the day it is about."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain import days
from tools.domain.adoption import lexicon
from tools.domain.answering.correcting import standard
from tools.domain.answering.own import own_part
from tools.kit import lexicon as asking
from tools.kit.references import number

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

State = Literal["planned", "live", "stopped", "declined"]

WEEK, HALF_MONTH, HALF_YEAR, MONTHS = 7, 15, 6, 12
LONGEST_AFTERWARDS = 24
"""Characters up to which a message goes on about a decision just recorded."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What words say of a scenario.

    Attributes:
        state: How far it is; None where they do not say.
        day: The day it is about, as they name it.
        moved: They put a day in another's place.
    """

    state: State | None
    day: days.Day | None = None
    moved: bool = False


def read_decision(words: str, today: date) -> Decision:
    """Read how far a scenario is.

    Args:
        words: As a person wrote them.
        today: The day they are said on, in China.
    """
    text = lexicon.CLAIMED.sub("", lexicon.NOT_THAT_DAY.sub("", normalise(words)))
    moved = lexicon.PUT_OFF.search(text) is not None
    state = _state(text, moved=moved)
    past = state in {"live", "stopped", "declined"}
    day = days.read(text, today, "past" if past else "future")
    ahead = days.read(text, today)
    nearer = day is not None and ahead is not None and day.on < today and today - day.on < ahead.on - today
    if state == "live" and ahead is not None and ahead.on > today and lexicon.PLANNED.search(text) and not nearer:
        state, day = "planned", ahead
    if state is None and ahead is not None and lexicon.WILL.search(text):
        behind = days.read(text, today, "past") or ahead
        day = behind if today - behind.on < ahead.on - today else ahead
        state = "planned" if day.on > today else "live"
    if state == "live" and day is None and (match := lexicon.SINCE.search(text)) is not None:
        on = _shifted(match, today, back=True)
        day = None if on is None else days.Day(on, match[0], match.span(), sure=False)
    return Decision(state, day, moved)


def _state(text: str, *, moved: bool) -> State | None:
    leaves = lexicon.LEAVES.search(text) is not None
    text = lexicon.IF_NOT.sub("", lexicon.LEAVES.sub("", text))
    if lexicon.NOT_YET.search(text):
        return "planned"
    if lexicon.STOPPED.search(text):
        return "stopped"
    if lexicon.DECLINED.search(text) or (not leaves and lexicon.SET_ASIDE.search(text)):
        return "declined"
    if moved and not _went_live(text):
        return "planned"
    if lexicon.LIVE.search(text):
        return "live"
    return "planned" if lexicon.PLANNED.search(text) else None


def as_begun(said: Decision, standing: str | None, words: str) -> Decision:
    """Read a decision by what stands: that something was not stopped makes nothing live that was not so before.

    Args:
        said: What the words say of it by themselves.
        standing: How far the scenario was; None where nothing was recorded.
        words: As a person wrote them.
    """
    text = normalise(words)
    if standing in {"live", "stopped"} or lexicon.STILL.search(text) is None:
        return said
    return said if _state(lexicon.STILL.sub("", text), moved=False) == said.state else replace(said, state=None)


def _went_live(text: str) -> bool:
    """Tell whether a clause says that something is live, and puts no day in another's place while it does."""
    clauses = lexicon.CLAUSES.split(text)
    return any(lexicon.LIVE.search(clause) and not lexicon.PUT_OFF.search(clause) for clause in clauses)


def declines_all(words: str) -> bool:
    """Tell whether words want none of the scenarios that were offered, and speak of nothing else."""
    text = normalise(words)
    return lexicon.ALL_OF_THEM.search(text) is not None and not lexicon.NOBODYS.search(text)


def spares_one(words: str) -> bool:
    """Tell whether words that want none of the scenarios offered speak of the others only, not of the one at hand."""
    wanted = lexicon.ALL_OF_THEM.search(normalise(words))
    return wanted is not None and wanted["others"] is not None


def goes_on(words: str) -> bool:
    """Tell whether a message changes the decision that was just recorded: a day, or how far it is."""
    said = lexicon.NOT_THAT_DAY.sub("", asking.LEADING_YES.sub("", normalise(words)))
    text = lexicon.LEAD_IN.sub("", said)
    if len(text) > LONGEST_AFTERWARDS or not lexicon.AFTERWARDS.match(text) or lexicon.NOBODYS.search(text):
        return False
    if any(pattern.search(text) for pattern in (*lexicon.HOW_FAR, lexicon.SUPPOSES)):
        return False
    if _state(text, moved=lexicon.PUT_OFF.search(text) is not None) is not None:
        return not lexicon.OF_OTHER_THINGS.search(text)
    rest = lexicon.BESIDE_DAY.sub("", days.without(text)).strip(lexicon.MARKS)
    return names_day(text) and not rest


def leaves_day_open(words: str) -> bool:
    """Tell whether an answer to the question for the day leaves it open: it is not known yet, or nothing but a yes."""
    text = normalise(words)
    return lexicon.UNDECIDED.fullmatch(text) is not None or asking.YES.fullmatch(text) is not None


def names_day(words: str) -> bool:
    """Tell whether words name a day."""
    return days.lexicon.DAYS.search(normalise(words)) is not None


def asks_day_kept(words: str) -> bool:
    """Tell whether words ask which day was put down, and of nothing else."""
    return lexicon.ASKS_DAY_KEPT.fullmatch(normalise(words)) is not None


def hands_over(words: str) -> bool:
    """Tell whether words speak of something that is handed over, and so hardly of a scenario."""
    return lexicon.HANDED_OVER.search(normalise(words)) is not None


def tells(words: str) -> bool:
    """Tell whether words tell that something was done or will be by a day, and so are hardly a name."""
    text = normalise(words)
    return lexicon.TOLD.search(text) is not None or names_day(text)


def bids_record(words: str) -> bool:
    """Tell whether words bid to put something down."""
    return lexicon.BIDS_RECORD.search(normalise(words)) is not None


def of_other_firms(words: str) -> bool:
    """Tell whether words speak of what another firm has done, or of what others say."""
    text = normalise(words)
    if lexicon.OF_OTHER_FIRMS.search(text) or lexicon.TOLD_BY_OTHERS.search(text):
        return True
    return bool(text) and lexicon.OURS.search(text) is None and not own_part(standard(text), at_work=False)


def asks_in_passing(words: str) -> bool:
    """Tell whether words ask something without the plain words of asking, and so are hardly an answer."""
    return lexicon.ASKS_IN_PASSING.search(normalise(words)) is not None


def settles(words: str) -> bool:
    """Tell whether words settle what is done with a scenario that they name or point at, and ask for nothing.

    Args:
        words: As a person wrote them, right after scenarios were shown.
    """
    text = lexicon.CLAIMED.sub("", normalise(words))
    others = (lexicon.ASKS, lexicon.OF_OTHER_THINGS, lexicon.NOBODYS)
    if any(pattern.search(text) for pattern in others) or asking.CANCEL.fullmatch(text):
        return False
    return _state(text, moved=lexicon.PUT_OFF.search(text) is not None) is not None


def by_what_stands(asked: Decision, said: Decision, state: str, held: date, words: str, today: date) -> Decision:
    """Read what is asked by the day that stands: moved by so much, a mere day of its month, or one gone by as it is.

    Args:
        asked: What is asked for.
        said: What the words say of it by themselves.
        state: How far the scenario is.
        held: The day as it stands.
        words: As a person wrote them.
        today: The day they are said on, in China.
    """
    if not (said.moved or said.state is None):
        return asked
    shift = lexicon.SHIFTED.search(normalise(words)) if said.moved else None
    if asked.day is None or (asked.state == "planned" and shift is not None and _is_moved(asked.day, shift)):
        on = None if shift is None else _shifted(shift, held, back=bool(shift["early"]))
        return asked if on is None else replace(asked, day=days.Day(on, words, (0, 0)))
    if state == "live" and said.state is None and (past := days.read(words, today, "past")) is not None:
        return replace(asked, state="live", day=past)
    return replace(asked, day=_beside(asked.day, held, words, today)) if asked.state == "planned" else asked


def _is_moved(day: days.Day, shift: re.Match[str]) -> bool:
    """Tell whether a day that words name is the one that is moved by so much, not the one it is moved to."""
    instead = days.lexicon.INSTEAD.search(shift.string[: day.span[0]])
    return instead is None and day.span[1] <= shift.start()


def _beside(day: days.Day, before: date, words: str, today: date) -> days.Day:
    """Return the day meant by a mere day of a month that is put in another's place; any other day as it is."""
    match, text = days.lexicon.DAYS.fullmatch(day.words), normalise(words)
    if match is None or not match["only"]:
        return day
    if lexicon.EARLIER.search(text):
        found = days.read(day.words, before - timedelta(days=1), "past")
    elif lexicon.LATER.search(text):
        found = days.read(day.words, before + timedelta(days=1))
    else:
        found = days.read(day.words, before.replace(day=1))
    return day if found is None or found.on < today else replace(day, on=found.on)


def _shifted(match: re.Match[str], before: date, *, back: bool) -> date | None:
    """Return a day so far before or after another as a match says; None where the calendar holds no such day."""
    unit, sign = match["unit"], -1 if back else 1
    count = 0 if match["n"] == lexicon.HALF else number(match["n"])
    half = match["n"] == lexicon.HALF or bool(match["half"] or match.groupdict().get("mid"))
    try:
        if unit not in {lexicon.MONTH, lexicon.YEAR}:
            return before + sign * timedelta(days=count * (WEEK if lexicon.WEEKS.fullmatch(unit) else 1))
        months = count * MONTHS + half * HALF_YEAR if unit == lexicon.YEAR else count
        year, month = divmod(before.year * MONTHS + before.month - 1 + sign * months, MONTHS)
        last = calendar.monthrange(year, month + 1)[1]
        on = date(year, month + 1, min(before.day, last))
        return on + timedelta(days=sign * HALF_MONTH) if half and unit == lexicon.MONTH else on
    except (ValueError, OverflowError):
        return None


def put_off(words: str) -> bool:
    """Tell whether words put a day in another's place."""
    return lexicon.PUT_OFF.search(normalise(words)) is not None


def ends(words: str) -> bool:
    """Tell whether words say that something is not used or not done any more."""
    text = normalise(words)
    return _state(text, moved=False) in {"stopped", "declined"}


def each_decided(
    words: str,
    named_in: Callable[[str], Sequence[str]],
    first: str = "",
    among: Callable[[str, Sequence[str]], Sequence[str]] | None = None,
) -> list[tuple[tuple[str, ...], str]]:
    """Part a message that decides on several scenarios into what it says of each.

    Args:
        words: As a person wrote them.
        named_in: Returns the ids of the scenarios that a clause surely names.
        first: Id of the one that is meant until another is named.
        among: Returns which of some scenarios a clause means, where the message has begun by naming just those.

    Returns:
        Ids with the clauses about them; empty where it speaks of fewer than two, or leaves open what of one of them.
    """
    parts: list[tuple[tuple[str, ...], str]] = []
    listed: tuple[str, ...] = ()
    for clause in filter(str.strip, lexicon.CLAUSES.split(normalise(words))):
        ids = tuple(among(clause, listed) if among is not None and listed else named_in(clause))
        decided = _state(clause, moved=False) is not None
        if among is not None and not parts and not listed and len(ids) > 1 and not decided:
            listed = ids
            continue
        if not ids and not parts and decided:
            ids = listed if listed and lexicon.EVERY_ONE.search(clause) else (first if not listed else "",)
        if ids and (not parts or ids != parts[-1][0]):
            parts.append((ids, clause))
        elif parts:
            parts[-1] = (parts[-1][0], lexicon.JOINED.join((parts[-1][1], clause)))
    every = [one for ids, _ in parts for one in ids]
    told = all(_state(said, moved=lexicon.PUT_OFF.search(said) is not None) is not None for _, said in parts)
    return parts if told and all(every) and len(every) > 1 and len(every) == len(set(every)) else []


def points(words: str) -> bool:
    """Tell whether words point at the scenario at hand, or go on about it with nothing but a decision."""
    text = normalise(words)
    return lexicon.AT_HAND.search(text) is not None or (goes_on(text) and not lexicon.KINDS.search(text))


def surely(words: str) -> bool:
    """Tell whether words tell of a decision, whatever it is about, and ask for nothing."""
    text = normalise(words)
    if lexicon.ASKS.search(text) or lexicon.OF_OTHER_THINGS.search(text) or lexicon.NOBODYS.search(text):
        return False
    return lexicon.PLAINLY.search(text) is not None
