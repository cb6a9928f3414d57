"""Reads promises out of words: what is promised, by which day, and whether it was kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain import days
from tools.domain.naming import GRAM, own_part
from tools.domain.naming import lexicon as naming
from tools.domain.promises import lexicon
from tools.kit import lexicon as asking
from tools.kit.references import number
from tools.kit.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Side = Literal["enterprise", "platform"]
"""Who has promised."""
Ended = Literal["kept", "dropped"]

LONGEST_TEXT = 80
LONGEST_RELAYED = 120
"""Characters of relayed words beyond which a promise in them is left alone."""
SHORTEST = 2
WEEK = 7
_FIRM = re.compile(rf"{lexicon.BEFORE_FIRM}(?P<name>[\u4e00-\u9fff]{{2,6}}?(?:{naming.GENERIC.pattern})++)")
_ANY_DAY = date(2000, 1, 1)
"""What became of a promise does not depend on the day it is said."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as it is read.

    Attributes:
        text: What is promised, as it was typed; empty where the words name nothing.
        day: By which day; None where they name none.
        others: What else is promised by days of its own, as it was typed.
    """

    text: str
    day: days.Day | None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What is said of a promise.

    Attributes:
        state: It was kept, or is dropped; None where neither is said.
        day: Another day that is named.
        later: Days it is put off by, counted from the day it was due.
    """

    state: Ended | None = None
    day: days.Day | None = None
    later: int = 0


def read_promise(words: str, today: date) -> Promised:
    """Read what is promised, and by when.

    Args:
        words: As a person wrote them.
        today: The day they are said on, in China.
    """
    text = normalise(words)
    day = days.read(_monthless(text), today)
    clauses = [clause for clause in lexicon.AROUND.split(text) if clause.strip()]
    telling = [clause for clause in clauses if lexicon.COMMITS.search(clause)]
    telling = telling or [clause for clause in clauses if lexicon.PROMISING.search(clause)]
    if not telling and lexicon.TO_MIND.search(text):
        telling = [clause for clause in clauses if _to_do(clause) and _thing(clause, words)]
    if lexicon.PUT_OFF.search(text) is None:
        own = [clause for clause in telling if not lexicon.OTHERS_DUTY.search(clause)]
        dated = [clause for clause in own if days.read(_monthless(clause), today) and _thing(clause, words)]
        if len(dated) > 1:
            first, *others = dated
            left = tuple(as_typed(_bare(clause), words) for clause in others)
            return Promised(_thing(first, words), days.read(_monthless(first), today), left)
    if not telling:
        return Promised("", day)
    last = clauses.index(telling[-1])
    return Promised(_thing(telling[-1], words) or _subject(clauses[:last], telling[-1], words), day)


def _to_do(clause: str) -> bool:
    """Tell whether a clause says of itself that something is to be done by a day."""
    by_a_day = days.lexicon.DAYS.search(clause) and lexicon.DEADLINE.search(clause)
    return by_a_day is not None and lexicon.QUOTED.search(clause) is None


def denies(words: str) -> bool:
    """Tell whether words say that nothing was promised.

    Args:
        words: As a person wrote them.
    """
    return lexicon.NOT_PROMISED.search(normalise(words)) is not None


def _subject(before: Sequence[str], clause: str, words: str) -> str:
    """Return what a clause gives that names nothing itself, where the clauses before it name that and no more."""
    things: list[str] = []
    for said in reversed(before):
        match = lexicon.SUBJECT.fullmatch(said.strip(lexicon.MARKS))
        if match is None or days.lexicon.DAYS.search(said) or lexicon.NO_SUBJECT.search(match["thing"]):
            break
        things.insert(0, as_typed(match["thing"], words))
    gives = lexicon.GIVES.search(clause)
    return f"{gives.group() if gives else lexicon.VERB}{lexicon.AND.join(things)}"[:LONGEST_TEXT] if things else ""


def told(words: str) -> str:
    """Return what an answer names when it is asked what is promised; empty where it only agrees, or names a day.

    Args:
        words: As a person wrote them.
    """
    text = lexicon.AGREES.sub("", words.strip()).strip(lexicon.MARKS)
    rest = lexicon.INSTEAD.sub("", days.without(normalise(text))).strip(lexicon.MARKS)
    nothing = (lexicon.SAYS_NOTHING, lexicon.PUTS_OFF_NAMING)
    if not rest or any(pattern.fullmatch(said) for said in (text, rest) for pattern in nothing):
        return ""
    return (read_promise(text, _ANY_DAY).text or text) if days.lexicon.DAYS.search(normalise(text)) else text


def _monthless(text: str) -> str:
    """Blot out the month of what is promised, where another day is named; everything else keeps its place."""
    blotted = lexicon.OF_ITS_MONTH.sub(lambda match: "#" * len(match.group()), text)
    return blotted if days.lexicon.DAYS.search(blotted) else text


def promised_by_them(words: str) -> bool:
    """Tell whether words tell what the other side has promised, rather than who says them.

    Args:
        words: As a person wrote them, with a pronoun in the place of the other side's name.
    """
    return lexicon.BY_THEM.search(normalise(words)) is not None


def promised_to_us(words: str) -> str:
    """Return what the other side has promised as it would say it: without whom it is given to."""
    return lexicon.BY_THEM.sub("", lexicon.TO_US.sub(r"\1", normalise(words)), count=1)


def _thing(clause: str, words: str) -> str:
    """Return what is promised in a clause, without the day, who it is for and what stands beside it."""
    before, after = "", clause
    if (found := days.lexicon.DAYS.search(_monthless(clause))) is not None:
        before, after = clause[: found.start()], lexicon.BEFORE.sub("", clause[found.end() :], count=1)
    said = _bare(_bare(before) + _bare(after))
    said = lexicon.IN_HAND.sub("", lexicon.THEM.sub("", lexicon.OF_THEM.sub("", said)))
    said = lexicon.TRAILING.sub("", _ordered(lexicon.OF_SPEAKER.sub("", _bare(said))))
    if lexicon.EMPTY.match(said) or len(said) < SHORTEST:
        own = lexicon.OF_ITSELF.search(clause)
        return own.group() if own else ""
    return as_typed(said, words)[:LONGEST_TEXT]


def _bare(text: str) -> str:
    """Take away what stands at the beginning and says nothing of the thing."""
    before = None
    while text != before:
        before, text = text, lexicon.BESIDE.sub("", text.strip(lexicon.MARKS), count=1)
    return text.strip(lexicon.MARKS)


def _ordered(said: str) -> str:
    """Put the verb before its object."""
    match = lexicon.MOVED_OBJECT.match(said) or lexicon.OBJECT_FIRST.match(said)
    return f"{match['verb'] or lexicon.VERB}{match['thing']}" if match else said


def promises(words: str, today: date) -> Promised | None:
    """Return the promise that words to another person hold; None where they hold none, or leave it open by when.

    Args:
        words: As they are carried to the other person.
        today: The day they are said on, in China.
    """
    text = normalise(words)
    if len(text) > LONGEST_RELAYED or lexicon.ASKS.search(text):
        return None
    for clause in lexicon.AROUND.split(text):
        if not lexicon.COMMITS.search(clause) or any(
            pattern.search(clause) for pattern in (lexicon.OTHERS_DUTY, lexicon.DONE, lexicon.NO_PROMISE)
        ):
            continue
        found = read_promise(as_typed(clause, words), today)
        if found.day is not None and found.day.on >= today and found.text:
            return found
    return None


def commits(words: str) -> bool:
    """Tell whether words surely put a promise down: they say that it is one, what, and by which day.

    Args:
        words: As a person wrote them.
    """
    text = normalise(words)
    if lexicon.ASKS.search(text) or lexicon.COMPLAINS.search(text) or lexicon.OTHER_THINGS.search(text):
        return False
    own = normalise(own_words(words))
    said = lexicon.PROMISING.search(own) or lexicon.SAYS_TO_GIVE.search(own) or lexicon.GIVES_BY.search(own)
    other = (lexicon.BY_YOU, lexicon.NO_NEW_ONE, lexicon.PUT_OFF)
    return bool(
        said
        and days.lexicon.DAYS.search(text)
        and not any(pattern.search(text) for pattern in other)
        and not by_a_third(words)
        and not denies(words)
        and not _past(text)
    )


def _past(text: str) -> bool:
    return lexicon.KEPT.search(text) is not None or lexicon.DROPPED.search(text) is not None


def by_a_third(words: str) -> bool:
    """Tell whether words tell what somebody promises who is neither the platform nor the enterprise.

    Args:
        words: As a person wrote them.
    """
    return lexicon.BY_A_THIRD.search(normalise(own_words(words))) is not None


def own_words(words: str) -> str:
    """Return a message without what somebody else says in it, where it promises something of one's own besides.

    Args:
        words: As a person wrote them.
    """
    clauses = lexicon.CLAUSE.findall(words)
    own = [clause for clause in clauses if not lexicon.BY_A_THIRD.search(normalise(clause))]
    rest = "".join(own)
    ours = any(lexicon.OURS.search(normalise(clause)) for clause in own)
    return rest if ours and days.lexicon.DAYS.search(normalise(rest)) else words


def tells_of_promise(words: str) -> bool:
    """Tell whether words surely tell what became of a promise, which they call one.

    Args:
        words: As a person wrote them.
    """
    text = normalise(words)
    if lexicon.ASKS.search(text) or lexicon.COMPLAINS.search(text) or lexicon.OTHER_THINGS.search(text):
        return False
    if lexicon.OF_A_TASK.search(text):
        return False
    if day_instead(words):
        return True
    put_off = lexicon.PUT_OFF.search(text) is not None and days.lexicon.DAYS.search(text) is not None
    return lexicon.PROMISED.search(text) is not None and (_past(text) or put_off)


def day_instead(words: str) -> str:
    """Return words from the day on that they put in the place of one that cannot be kept; empty where they do not.

    The other day stands right behind the first, and both are of one's own promise.

    Args:
        words: As a person wrote them.
    """
    text = normalise(words)
    found = list(days.lexicon.DAYS.finditer(text))
    if len(found) != 2 or by_a_third(words):  # noqa: PLR2004 -- one day and another
        return ""
    first, second = found
    other = (lexicon.ASKS, lexicon.BY_YOU, lexicon.OTHER_THINGS, lexicon.TO_US, lexicon.COMPLAINS, lexicon.NOT_OURS)
    if any(pattern.search(text) for pattern in other):
        return ""
    return text[second.start() :] if lexicon.INSTEAD_OF.search(text[first.end() : second.start()]) else ""


def settles(words: str, today: date) -> Settled:
    """Read what has become of a promise.

    Args:
        words: As a person wrote them.
        today: The day they are said on, in China.
    """
    words = lexicon.CORRECTED.sub("", words)
    if later := day_instead(words):
        return Settled(day=days.read(later, today))
    text = _wished(words)
    if lexicon.ASKS.search(text):
        return Settled()
    if (match := lexicon.LATER_BY.search(text)) is not None and days.read(words, today) is None:
        return Settled(later=number(match["n"]) * (WEEK if lexicon.WEEK.search(match["unit"]) else 1))
    if lexicon.PUT_OFF.search(text):
        return Settled(day=days.read(words, today))
    unsettled = lexicon.NOT_KEPT.search(text) is not None
    if lexicon.DROPPED.search(text) and not (unsettled and lexicon.KEPT.search(text)):
        return Settled("dropped")
    if lexicon.KEPT.search(text) and not unsettled and not lexicon.PARTLY.search(text):
        return Settled("kept")
    return Settled(day=days.read(words, today))


def _wished(words: str) -> str:
    """Return normalised words, without what only makes a polite wish of another day."""
    text = normalise(words)
    put = lexicon.PUT_OFF.search(text) or lexicon.LATER_BY.search(text)
    return lexicon.ASKED_POLITELY.sub("", text) if put else text


def asks_for_list(words: str) -> bool:
    """Tell whether words ask what was promised and is not done yet."""
    return lexicon.LIST_ASKED.search(normalise(words)) is not None


def asks_whether(words: str) -> bool:
    """Tell whether words ask if something that was promised is done."""
    text = normalise(words)
    done = lexicon.KEPT.search(text) is not None or lexicon.DROPPED.search(text) is not None
    return done and lexicon.DONE_ASKED.search(text) is not None and not lexicon.OTHER_THINGS.search(text)


def stranger(words: str, *, says: bool, known: Iterable[str] = ()) -> str:
    """Return the name of a firm that words begin with, by the trade at its end; empty where they begin otherwise.

    Args:
        words: As a person wrote them, without the names on file.
        says: It must be followed by what it says or promises.
        known: What is promised; words of it are no name.
    """
    match = _FIRM.match(normalise(words))
    if match is None or lexicon.NO_FIRM.search(match["name"]):
        return ""
    own = "".join(own_part(match["name"]).split())
    pieces = {own[i : i + GRAM] for i in range(len(own) - GRAM + 1)}
    if not pieces or any(piece in normalise(text) for text in known for piece in pieces):
        return ""
    followed = lexicon.SAYS.match(normalise(words), match.end()) is not None
    return match["name"] if followed or not says else ""


def speaks_of(words: str, promised: str) -> bool:
    """Tell whether words may be about a promise: they name no thing at all, or one that stands in it.

    Args:
        words: As a person wrote them.
        promised: What is promised.
    """
    rest = days.without(_wished(words))
    for pattern in (lexicon.LATER_BY, lexicon.KEPT, lexicon.DROPPED, lexicon.PUT_OFF, lexicon.INSTEAD, lexicon.POINTS):
        rest = pattern.sub(" ", rest)
    things = [
        rest[i : i + GRAM] for i in range(len(rest) - GRAM + 1) if not set(rest[i : i + GRAM]) & set(lexicon.MARKS)
    ]
    return not things or any(thing in normalise(promised) for thing in things)


def settles_bare(words: str) -> bool:
    """Tell whether an answer says no more than that it is done."""
    return lexicon.SETTLES_BARE.match(normalise(words)) is not None


def put_off(due: date, by: int) -> date:
    """Return a day so many days later."""
    return due + timedelta(days=by)


def puts_off(words: str) -> bool:
    """Tell whether a message puts off what was just spoken of: another day, and hardly anything else."""
    text = lexicon.AGREES.sub("", asking.LEADING_YES.sub("", lexicon.CORRECTED.sub("", normalise(words))))
    rest = lexicon.INSTEAD.sub("", days.without(text))
    return days.lexicon.DAYS.search(text) is not None and not rest.strip(lexicon.MARKS)


def puts_off_openly(words: str) -> bool:
    """Tell whether words put something off and leave open to which day."""
    return lexicon.DELAYED.search(normalise(words)) is not None and not settles(words, _ANY_DAY).state


def answers(words: str) -> bool:
    """Tell whether words answer what became of a promise: it is done or dropped, or another day and nothing else."""
    text = _wished(words)
    if lexicon.ASKS.search(text) or lexicon.OTHER_THINGS.search(text):
        return False
    said = settles(words, _ANY_DAY)
    put = lexicon.PUT_OFF.search(text) is not None and days.lexicon.DAYS.search(text) is not None
    return bool(said.state or said.later or put or puts_off(words))
