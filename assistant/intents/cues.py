"""Cues that decide without a model, and those that keep a tool from writing on a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.intents import lexicon
from tools.domain import archive
from tools.domain.archive import labels
from tools.domain.catalogue import apart
from tools.domain.tickets.cues import puts_down

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs

OF_THE_PAST = frozenset(
    {"keep_facts", "keep_kpi", "rate_service", "move_ticket", "leave_enterprise", "stop_notices", "relay_message"}
    | {"record_adoption", "record_use", "settle_promise"}
)
"""Tools that are told what has been."""
DONE_ONCE = frozenset(
    {"erase_archive", "hand_off", "leave_enterprise", "revoke_report", "revoke_membership", "release_hand_off"}
    | {"start_campaign", "stop_campaign", "stop_notices"}
)
"""Tools that are told of as done once, some other time, where nothing is wanted now."""
LONGEST_PUT_OFF = 24
"""Characters up to which a message may do no more than put something off."""
SHORTEST_STORY = 7
"""Characters a message has at least that tells what goes wrong."""
SHORTEST_REST = 4
"""Characters a message must have beside what it denies, to be more than a denial."""


def sources_only(text: str) -> bool:
    """Tell whether a message is for nobody but the sources, which say that they are silent on it."""
    return lexicon.NOT_OURS.search(text) is not None


def withdraws(text: str, catalogs: Catalogs) -> bool:
    """Tell whether a message surely wants one item off the file, whatever it says of the others."""
    return archive.withdraws(text, catalogs.archive.by_key)


def one_item(text: str, catalogs: Catalogs) -> bool:
    """Tell whether what a message wants erased is an item of the file that it names, and not the file."""
    match = lexicon.ERASED_ITEM.search(text)
    if match is None or lexicon.ALL_ERASED.search(text) is not None:
        return False
    return next(labels.named(match["item"], catalogs.archive.by_key), None) is not None


def fits(tool: str, text: str, catalogs: Catalogs, *, firm: bool) -> bool:
    """Tell whether a message holds what a tool cannot be meant without.

    Facts are kept where they are stated, or bidden to be, for the tool says what it made nothing of; whether a policy
    fits is asked for somebody; what is not to be recommended is no notice.

    Args:
        tool: The tool the model names.
        text: Normalised text.
        catalogs: The typed records.
        firm: It names a firm.
    """
    if tool == "keep_facts":
        bidden = lexicon.TO_KEEP.search(text) is not None and not asks(text)
        return bidden or archive.offered(text, catalogs.archive.by_key) > 0
    if tool == "show_diagnosis":
        return lexicon.RESULT.search(text) is not None or firm
    if tool == "stop_notices":
        return not of_a_kind(text)
    if tool == "match_policies":
        return lexicon.SOMEBODY.search(text) is not None or firm
    return True


def other(text: str) -> str | None:
    """Return the words by which a message speaks of another firm than the speaker's own."""
    match = lexicon.OTHERS.search(text)
    if match is None:
        return None
    # What is told of others before one asks for oneself is told only.
    *before, last = (piece for piece in lexicon.CLAUSE.split(text) if piece.strip())
    own = before and lexicon.OURSELVES.search(last) and lexicon.OTHERS.search(last) is None
    return None if own else match.group(0)


def of_a_kind(clause: str) -> bool:
    """Tell whether a clause refuses a kind of thing that is recommended, and not to be recommended something."""
    return lexicon.PUSHES_ELSE.search(clause) is not None


def one_matter(text: str) -> bool:
    """Tell whether a message bids a ticket to be put down and says behind it what for, and nothing else."""
    return puts_down(text) and lexicon.JOINED.search(text.partition(",")[2]) is None


def around_table(text: str) -> str | None:
    """Return the words around the table of scenarios a message holds; None where it holds none."""
    table, around = apart(text)
    return around if table else None


def off_topic(text: str) -> bool:
    """Tell whether a message asks for something that is nobody's business here."""
    return lexicon.OFF_TOPIC.search(text) is not None


def bids(text: str) -> bool:
    """Tell whether a message bids something to be done."""
    return lexicon.BIDS.search(text) is not None


def stands_alone(tool: str, text: str) -> bool:
    """Tell whether a part of a message is a request of its own: facts beside another request are told for its sake."""
    return tool != "keep_facts" or lexicon.TO_KEEP.search(text) is not None


def unmeant(text: str, tool: str) -> bool:
    """Tell whether a message speaks of a change without asking for it: supposes, quotes, asks how, tells of before.

    Args:
        text: Normalised text.
        tool: What would change something; some are told of what is past by their nature.
    """
    if tool == "open_ticket" and puts_down(text):
        return False
    if tool not in OF_THE_PAST and of_before(text):
        return True
    return any(pattern.search(text) for pattern in (lexicon.SUPPOSED, lexicon.QUOTED, lexicon.ASKED_ABOUT))


def wonders(text: str) -> bool:
    """Tell whether a message asks what would be, and bids nothing."""
    return lexicon.SUPPOSED.search(text) is not None and lexicon.WONDERS.search(text) is not None


def doubts(text: str) -> bool:
    """Tell whether a message tells what somebody else says or wants, and that its speaker does not hold with it."""
    return lexicon.DOUBTED.search(text) is not None and lexicon.REPORTED.search(text) is not None


def spoken_of(tool: str, text: str) -> bool:
    """Tell whether a message only speaks of what a tool does: of another time, or as what its speaker does not want.

    Args:
        tool: What would be done.
        text: Normalised text.
    """
    if asks(text) or wishes(text):
        return False
    return doubts(text) or (tool in DONE_ONCE and lexicon.LONG_DONE.search(text) is not None)


def only_wonders(text: str) -> bool:
    """Tell whether a message ends in a question that is no polite request."""
    return text.endswith("?") and only_asks(text) and lexicon.MAY.search(text) is None


def wishes(text: str) -> bool:
    """Tell whether a message has a word of wishing."""
    return lexicon.WISH.search(text) is not None


def of_before(text: str) -> bool:
    """Tell whether a message tells of what was done before, and wishes for nothing."""
    return lexicon.PAST.search(text) is not None and lexicon.WISH.search(text) is None


def told(text: str) -> bool:
    """Tell whether a message tells of what was done before, and asks for nothing."""
    return of_before(text) and not asks(text)


def asks_if_done(text: str) -> bool:
    """Tell whether a message asks whether something was done, or what was put down, and wishes for nothing."""
    return not wishes(text) and lexicon.MAY.search(text) is None and lexicon.ASKS_IF_DONE.search(text) is not None


def supposes(text: str) -> bool:
    """Tell whether a message speaks of what might be, or of what others say."""
    return lexicon.SUPPOSED.search(text) is not None or lexicon.QUOTED.search(text) is not None


def denied(clause: str) -> str | None:
    """Return what a clause says is not wanted; None where it denies nothing."""
    match = lexicon.DENIAL.search(clause)
    if match is None:
        return None
    return (clause[: match.start()] + clause[match.end() :]).strip() or None


def never_said(clause: str) -> bool:
    """Tell whether a clause says that something was not asked for: it asks for nothing, whatever that was."""
    return lexicon.NEVER_SAID.match(clause) is not None


def forbids(tool: str, clause: str) -> bool:
    """Tell whether a clause forbids in so many words what a tool does: not to delete, not to switch off."""
    deed = lexicon.DEEDS.get(tool)
    return deed is not None and deed.search(clause) is not None


def stays(rest: str) -> bool:
    """Tell whether what is left of a message beside its denial says that things are to stay as they are."""
    return lexicon.STAYS.search(rest) is not None and not asks(rest)


def takes_back(rest: str) -> bool:
    """Tell whether what is left of a message beside its denial bids to take back what is not wanted."""
    return lexicon.TAKES_BACK.fullmatch(rest) is not None


def says_something(rest: str) -> bool:
    """Tell whether what is left of a message beside its denial asks for anything."""
    return len(rest) >= SHORTEST_REST and lexicon.NOTHING.match(rest) is None


def tells(text: str) -> bool:
    """Tell whether a message only tells something: it asks and wishes for nothing, and wants nothing looked up."""
    if asks(text) or wishes(text) or bids(text) or lexicon.ASKS_SOFTLY.search(text):
        return False
    if lexicon.LOOKS_UP.search(text):
        return False
    goes_wrong = in_trouble(text) and len(text) >= SHORTEST_STORY and lexicon.ADVERB.search(text) is not None
    return goes_wrong or lexicon.TELLS.search(text) is not None


def puts_off(text: str) -> bool:
    """Tell whether a message puts off what was talked of, and nothing else."""
    return len(text) <= LONGEST_PUT_OFF and not (asks(text) or bids(text)) and lexicon.PUTS_OFF.search(text) is not None


def in_trouble(text: str) -> bool:
    """Tell whether a message that tells something tells of what goes wrong."""
    return lexicon.TROUBLE.search(text) is not None


def only_asks(text: str) -> bool:
    """Tell whether a message has a word of asking and none of wishing."""
    return asks(text) and lexicon.WISH.search(text) is None


def asks(text: str) -> bool:
    """Tell whether a message has a word of asking."""
    return lexicon.ASKS.search(text) is not None
