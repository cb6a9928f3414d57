"""Reads tickets out of people's words: what is to be put down, which ticket is meant, what is to be done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from corpus.lexical import normalise
from tools.domain.tickets import bidding, lexicon, listing, relaying
from tools.domain.tickets.cues import asks_of_tickets, complains, without_turned_away
from tools.domain.tickets.persons import wants_person
from tools.domain.tickets.urging import asks_when
from tools.kit.lexicon import ASKS, CANCEL
from tools.kit.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tools.domain.tickets.lexicon import Module
    from tools.domain.tickets.states import Kind, Severity, State

LONGEST_TEXT = 5_000
LONGEST_BID = 30
"""Characters up to which a message only bids something to be put down."""
SHORTEST_MATTER, SHORTEST_ASKED = 6, 10
"""Characters from which a message tells a matter, and from which one does that asks."""
_SHORTEST_COMPLAINT, _LONGEST_PLACE = 2, 4


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be put down; ``text`` is empty where nothing substantive was said."""

    kind: Kind
    text: str
    module: Module
    severity: Severity


def draft(
    question: str,
    *,
    text: str = "",
    kind: Kind | None = None,
    module: Module | None = None,
    severity: Severity | None = None,
) -> Draft:
    """Read what is to be put down; what is given goes before what is read.

    Args:
        question: The person's words, as typed.
        text: The matter itself, where it is known.
        kind: What kind of ticket.
        module: What it is about.
        severity: How grave it is.
    """
    asked, matter = without_turned_away(normalise(question)), text.strip() or matter_of(question)
    said = normalise(f"{question} {matter}")
    known = kind or kind_of(asked, normalise(matter))
    return Draft(
        known, matter[:LONGEST_TEXT], module or module_of(normalise(matter), known), severity or severity_of(said)
    )


def matter_of(question: str) -> str:
    """Return the matter itself in words that ask for it to be put down, as typed; empty where there is none."""
    asked = without_turned_away(normalise(question).strip())
    if points_back(asked):
        return ""
    rest = lexicon.OPENING.sub("", asked, count=1)
    for _ in range(2):  # a word of thanks, and the bid before it
        rest = lexicon.CLOSING.sub("", rest, count=1).strip(" ,.:;、~!-")
    rest = lexicon.GREETING.sub("", rest, count=1)
    return "" if lexicon.NOTHING.match(rest) or len(rest) < _SHORTEST_COMPLAINT else as_typed(rest, question)


def points_back(text: str) -> bool:
    """Tell whether a message bids what was said before to be put down, and says nothing of it.

    Args:
        text: Normalised text.
    """
    if len(text) > LONGEST_BID or lexicon.NEW_ONE.search(text):
        return False
    return lexicon.BIDS_ALONE.match(text) is not None or bidding.if_not_down(text)


def takes_up(text: str) -> bool:
    """Tell whether a message is beyond doubt a bid to put down what was said before it.

    Args:
        text: Normalised text.
    """
    draft_meant = lexicon.THAT_DRAFT.match(text) is not None
    return points_back(text) and lexicon.SAID_BEFORE.search(text) is not None and not draft_meant


def tells_matter(text: str) -> bool:
    """Tell whether a message, said in a talk, tells of something to be put down once that is asked for.

    Args:
        text: Normalised text.
    """
    if len(text) < SHORTEST_MATTER or points_back(text) or wants_person(text) or asks_of_tickets(text):
        return False
    needs = lexicon.NEED.search(text) is not None
    if ASKS.search(text) or lexicon.WONDERS.search(text):
        return needs and len(text) >= SHORTEST_ASKED
    return needs or complains(text) or lexicon.HARDSHIP.search(text) is not None


def matter_bidden(said: str) -> str:
    """Return the matter that words, as typed, bid to be put down, whatever stands before it; empty for none."""
    parts = lexicon.SENTENCE.split(said)
    for place, part in enumerate(parts):
        if lexicon.OPENING.match(normalise(part).strip()) and (matter := matter_of(lexicon.JOINT.join(parts[place:]))):
            return matter
    return ""


def says_nothing(matter: str) -> bool:
    """Tell whether a matter, as typed, holds nothing anybody could act on."""
    text = normalise(matter)
    return bool(lexicon.NOTHING.match(text)) or not any(sign.isalpha() for sign in text)


def matter_answered(text: str, kind: Kind) -> str | None:
    """Return the matter where a message tells it; None where it gives up, says nothing, or asks for something else.

    Args:
        text: Normalised text, said when the matter was asked for.
        kind: The kind of ticket.
    """
    if CANCEL.fullmatch(text) or says_nothing(text) or points_back(text):
        return None
    if lexicon.OTHER_MATTER.search(text) or wants_person(text):
        return None
    if asks_of_tickets(text) or asks_when(text) or lexicon.KIND_INSTEAD.search(text):
        return None
    asks = (
        kind != "question" and ASKS.search(text) and not (lexicon.NEED.search(text) or lexicon.COMPLAINT.search(text))
    )
    return None if asks else text


def kind_of(asked: str, matter: str) -> Kind:
    """Return what kind of ticket words are for: what it is called first, then what it says."""
    head = asked.removesuffix(matter) if matter else asked
    for kind, pattern in (
        ("complaint", lexicon.COMPLAINT_ASKED),
        ("need", lexicon.NEED_ASKED),
        ("question", lexicon.QUESTION_ASKED),
    ):
        if pattern.search(head):
            return cast("Kind", kind)
    if complains(asked):
        return "complaint"
    for kind, pattern in (
        ("complaint", lexicon.COMPLAINT),
        ("need", lexicon.NEED),
        ("question", lexicon.QUESTION),
    ):
        if pattern.search(matter):
            return cast("Kind", kind)
    return "need"


def module_of(matter: str, kind: Kind) -> Module:
    """Return what a matter is about; a complaint that names nothing is about the platform."""
    for module, pattern in lexicon.MODULES.items():
        if pattern.search(matter):
            return module
    return lexicon.PLATFORM if kind in {"complaint", "hand_off"} else lexicon.OTHER


def severity_of(said: str) -> Severity:
    """Return how grave a matter is by what is said of it."""
    if lexicon.URGENT.search(said):
        return "urgent"
    if lexicon.LOW.search(said):
        return "low"
    return "high" if lexicon.HIGH.search(said) else "normal"


# --- which ticket -----------------------------------------------------------------------------------------------------


def number_in(text: str) -> str:
    """Return the ticket's number a text names: whole, ``-003`` where only its last part is said, or empty.

    A number no ticket can have is returned as it was written, for it is not to be taken for another.

    Args:
        text: Normalised text.
    """
    if match := lexicon.NUMBER.search(text):
        place = match[3] if len(match[3]) > _LONGEST_PLACE else f"{int(match[3]):03d}"
        return f"T{match[1] or match[2]}-{place}"
    if match := lexicon.MISWRITTEN.search(text):
        if whole := lexicon.RUN_TOGETHER.fullmatch(match["bare"] or ""):
            return f"T{whole[1]}-{whole[2]}"
        return match["bare"] or match[0].replace(" ", "").upper()
    if match := lexicon.ORDINAL.search(text):
        return f"-{int(match.group(1) or match.group(2)):03d}"
    return ""


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of tickets a text names one beside the other; empty where it names fewer than two so.

    Args:
        text: Normalised text.
    """
    match = lexicon.NUMBERS.search(text)
    if match is None:
        return ()
    return tuple(dict.fromkeys(number_in(one[0]) for one in lexicon.NUMBER.finditer(match[0])))


def pointing(text: str) -> str:
    """Return a text with words that point at a ticket in the place of the number its first clause names.

    Args:
        text: Normalised text.
    """
    match = lexicon.NUMBER.search(text) or lexicon.MISWRITTEN.search(text)
    if match is None or lexicon.PART_ENDS.search(text[: match.start()]):
        return text
    return f"{text[: match.start()]}{lexicon.THAT_ONE}{text[match.end() :]}"


def without_number(text: str) -> str:
    """Return what a text says beside the number of a ticket.

    Args:
        text: Normalised text.
    """
    return lexicon.ORDINAL.sub(" ", lexicon.NUMBER.sub(" ", text)).strip(" ,.:;!?、")


def full_number(given: str) -> str:
    """Return a number as it is stored, however it was written."""
    text = normalise(given).strip()
    if found := number_in(text):
        return found
    return f"-{int(text):03d}" if text.isdecimal() and len(text) <= len("-000") else given.strip().upper()


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Which tickets are wanted; None and False leave a side open.

    Attributes:
        kind: Their kind.
        state: Their state.
        module: What they are about.
        severity: How grave.
        open_only: Not closed.
        unanswered: Not resolved.
        pressing: Graver than normal.
        overdue: Not answered in time.
        due_by: To be answered until then; of those, the late ones only with ``overdue``.
        latest_first: The latest first, and not the gravest.
        unassigned: Handled by nobody.
        urged: Urged at least once.
        mine: Those of the operator who asks.
        since: Opened from then on.
        until: Opened before then.
        enterprise: Name of the enterprise they are of.
        assignee: Name of the person who handles them.
    """

    kind: Kind | None = None
    state: State | None = None
    module: Module | None = None
    severity: Severity | None = None
    open_only: bool = False
    unanswered: bool = False
    pressing: bool = False
    overdue: bool = False
    urged: bool = False
    mine: bool = False
    since: datetime | None = None
    until: datetime | None = None
    due_by: datetime | None = None
    latest_first: bool = False
    unassigned: bool = False
    enterprise: str = ""
    assignee: str = ""


_NAMED_MODULE = re.compile("|".join(lexicon.MODULES))


def read_filter(text: str, now: datetime) -> TicketFilter:
    """Read which tickets an operator wants to see.

    Args:
        text: Normalised text.
        now: The time, in UTC.
    """
    match = lexicon.OF_ENTERPRISE.search(text)
    name = match.group("name") if match and not lexicon.NOT_NAMES.match(match.group("name")) else ""
    assignee, unassigned = listing.handled_by(text), listing.unassigned(text)
    since, until = listing.opened(text, now)
    by = listing.due_by(text, now)
    name = "" if assignee or unassigned or by or listing.latest_first(text) else name
    bare = text.replace(name, " ") if name else text
    grave = next(
        (severity for severity in ("urgent", "high", "low") if lexicon.SEVERITIES[severity].search(bare)), None
    )
    state = _first(lexicon.STATES, text)
    return TicketFilter(
        kind=cast("Kind | None", _first(lexicon.KINDS, text)),
        state=cast("State | None", state),
        module=module_named(bare),
        severity=cast("Severity | None", grave),
        open_only=state is None and bool(lexicon.OPEN.search(text)),
        unanswered=state is None and (bool(lexicon.UNANSWERED.search(text)) or unassigned),
        pressing=grave is None and bool(lexicon.PRESSING.search(bare)),
        overdue=listing.overdue(text),
        urged=bool(lexicon.URGED.search(text)),
        mine=bool(lexicon.MINE.search(text)),
        since=since,
        until=until,
        due_by=by,
        latest_first=listing.latest_first(text),
        unassigned=unassigned,
        enterprise=name,
        assignee=assignee,
    )


def module_named(text: str) -> Module | None:
    """Return the module a text calls by its name; None where it calls none.

    Args:
        text: Normalised text.
    """
    found = _NAMED_MODULE.search(text)
    return None if found is None else cast("Module", found[0])


def need_number_in(text: str) -> str:
    """Return the number of a need a text names; empty where it names none.

    Args:
        text: Normalised text.
    """
    match = lexicon.NEED_NUMBER.search(text)
    return f"N{match.group(1)}-{int(match.group(2)):03d}" if match else ""


def _first(table: Mapping[str, re.Pattern[str]], text: str) -> str | None:
    return next((name for name, pattern in table.items() if pattern.search(text)), None)


# --- what is to be told -----------------------------------------------------------------------------------------------


def read_relay(question: str) -> tuple[str, str]:
    """Return the words that are to be told to an enterprise, as typed, and whom they are for; empty where not named."""
    text = normalise(question)
    match = lexicon.RELAYED.match(text)
    if match is None:
        if said := relaying.to_the_enterprise(text):
            return as_typed(said.strip(), question), ""
        after = lexicon.AFTER_NUMBER.match(text)
        return (as_typed(after.group("text").strip(), question), "") if after else ("", "")
    who = lexicon.NUMBER.sub("", match.group("who")).strip()
    return as_typed(match.group("text").strip(), question), "" if lexicon.NOT_NAMES.match(who) else who
