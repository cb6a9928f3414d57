"""Reads a decision on a scenario out of words: planned, live, stopped or declined, and the day it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain import days
from tools.domain.adoption import lexicon
from tools.kit import lexicon as asking

if TYPE_CHECKING:
    from datetime import date

State = Literal["planned", "live", "stopped", "declined"]

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
    text = normalise(words)
    moved = lexicon.PUT_OFF.search(text) is not None
    state = _state(text, moved=moved)
    past = state in {"live", "stopped", "declined"}
    day = days.read(words, today, "past" if past else "future")
    ahead = days.read(words, today)
    nearer = day is not None and ahead is not None and not ahead.whole and today - day.on < ahead.on - today
    if state == "live" and ahead is not None and ahead.on > today and lexicon.PLANNED.search(text) and not nearer:
        state, day = "planned", ahead
    if state is None and ahead is not None and lexicon.WILL.search(text):
        behind = days.read(words, today, "past") or ahead
        day = behind if today - behind.on < ahead.on - today else ahead
        state = "planned" if day.on > today else "live"
    return Decision(state, day, moved)


def _state(text: str, *, moved: bool) -> State | None:
    if lexicon.NOT_YET.search(text):
        return "planned"
    if lexicon.STOPPED.search(text):
        return "stopped"
    if lexicon.DECLINED.search(text):
        return "declined"
    if moved:
        return "planned"
    if lexicon.LIVE.search(text):
        return "live"
    return "planned" if lexicon.PLANNED.search(text) else None


def declines_all(words: str) -> bool:
    """Tell whether words want none of the scenarios that were offered, and speak of nothing else."""
    text = normalise(words)
    return lexicon.ALL_OF_THEM.search(text) is not None and not lexicon.NOBODYS.search(text)


def goes_on(words: str) -> bool:
    """Tell whether a message changes the decision that was just recorded: a day, or how far it is."""
    text = normalise(words)
    if len(text) > LONGEST_AFTERWARDS or not lexicon.AFTERWARDS.match(text) or lexicon.NOBODYS.search(text):
        return False
    if any(pattern.search(text) for pattern in lexicon.HOW_FAR):
        return False
    if _state(text, moved=lexicon.PUT_OFF.search(text) is not None) is not None:
        return not lexicon.OF_OTHER_THINGS.search(text)
    rest = lexicon.BESIDE_DAY.sub("", days.without(text)).strip(lexicon.MARKS)
    return names_day(text) and not rest


def names_day(words: str) -> bool:
    """Tell whether words name a day."""
    return days.lexicon.DAYS.search(normalise(words)) is not None


def tells(words: str) -> bool:
    """Tell whether words tell that something was done or will be by a day, and so are hardly a name."""
    text = normalise(words)
    return lexicon.TOLD.search(text) is not None or names_day(text)


def settles(words: str) -> bool:
    """Tell whether words settle what is done with a scenario that they name or point at, and ask for nothing.

    Args:
        words: As a person wrote them, right after scenarios were shown.
    """
    text = normalise(words)
    others = (lexicon.ASKS, lexicon.OF_OTHER_THINGS, lexicon.NOBODYS)
    if any(pattern.search(text) for pattern in others) or asking.CANCEL.fullmatch(text):
        return False
    return _state(text, moved=lexicon.PUT_OFF.search(text) is not None) is not None


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
