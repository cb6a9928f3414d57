"""Reads what is bid to be done to a ticket in so many words, wherever in a message it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tools.domain import days
from tools.domain.tickets.bidding import lexicon

if TYPE_CHECKING:
    from tools.domain.tickets.states import Action


def bid_in(clause: str) -> tuple[Action, int] | None:
    """Return what a clause bids to be done, and where it says so; None where it bids nothing, forbids or wonders.

    Args:
        clause: Normalised text.
    """
    for action, pattern in lexicon.BIDS:
        found = pattern.search(clause)
        if found is not None and not lexicon.NOT_BID.search(clause[: found.start()]):
            return cast("Action", action), found.start()
    return None


def speaks_of_bid(clause: str) -> bool:
    """Tell whether a clause holds the words of a bid, whether it bids or not."""
    return any(pattern.search(clause) for _, pattern in lexicon.BIDS)


def of_ticket(text: str) -> bool:
    """Tell whether what is bid is bid of a ticket, and not of a task, a scenario, a rule or a reminder."""
    return lexicon.NO_TICKET.search(text) is None or lexicon.NAMED_TICKET.search(text) is not None


def stays(text: str) -> bool:
    """Tell whether a text leaves a ticket's state as it is."""
    return lexicon.AS_IT_IS.search(text) is not None


def leaves_ticket(text: str) -> bool:
    """Tell whether a text speaks of a ticket, and bids nothing to be done to it for now."""
    return lexicon.LEAVES_TICKET.search(text) is not None


def puts_by(text: str) -> bool:
    """Tell whether a text bids what was said before it to be kept, and says nothing else."""
    return lexicon.PUTS_BY.fullmatch(text) is not None


def ends_in_putting_by(text: str) -> bool:
    """Tell whether a text ends in bidding what was said to be kept."""
    return lexicon.PUTS_BY.search(text) is not None


def without_putting_by(text: str) -> str:
    """Return a text without the bid at its end to keep it."""
    return lexicon.PUTS_BY.sub("", text)


def leading_to_none(text: str) -> str:
    """Return a text without what leads to a bid at its end, and says nothing of the matter."""
    return lexicon.BEFORE_BID.sub("", text)


def names_ticket(which: str) -> bool:
    """Tell whether words that may say which ticket is meant do, and are not merely the beginning of what is told."""
    return lexicon.BARE_OF.search(which) is None


def for_operator(text: str) -> bool:
    """Tell whether words that hold a bid are an operator's: not for others, nor of one's own ticket."""
    return lexicon.TELLS_THEM.match(text) is None and lexicon.OWN_TICKET.search(text) is None


def without_lead(text: str) -> str:
    """Return a bid to put something down, and what, without what led to it.

    Args:
        text: Normalised text.
    """
    return lexicon.GIVEN_IN.sub("", text, count=1)


def confirmed(text: str) -> str:
    """Return what a text says once more of a draft that it confirms; empty where it confirms none so.

    Args:
        text: Normalised text.
    """
    match = lexicon.CONFIRMED.match(text)
    return match["what"] if match else ""


def points(clause: str) -> bool:
    """Tell whether a clause begins with the ticket it points at."""
    return lexicon.POINTED.match(clause) is not None


def adds(text: str) -> str:
    """Return what a text adds to one's own ticket; empty where it adds nothing.

    Args:
        text: Normalised text.
    """
    match = lexicon.ADDS.match(text)
    return match["text"].strip() if match else ""


def adds_to_named(text: str) -> bool:
    """Tell whether a text adds to a ticket that it calls one, and tells by what it is about."""
    match = lexicon.ADDS.match(text)
    return match is not None and bool(match["which"] or match["told"] or (match["what"] and match["noun"]))


def which(text: str) -> str:
    """Return by what a text tells the ticket that it adds to, or wants withdrawn; empty where it does not.

    Args:
        text: Normalised text.
    """
    for pattern in (lexicon.ADDS, lexicon.WITHDRAWS_THAT):
        if match := pattern.match(text):
            told = match.groupdict()
            return next((told[name] for name in ("which", "what", "told") if told.get(name)), "")
    return ""


def withdraws_that(text: str) -> bool:
    """Tell whether a text, said in a talk on tickets, wants one withdrawn that it tells by what it is about."""
    return lexicon.WITHDRAWS_THAT.match(text) is not None


def if_not_down(text: str) -> bool:
    """Tell whether a text asks if something was put down, and bids it where it was not."""
    return lexicon.IF_NOT_DOWN.match(text) is not None


def not_down(text: str) -> str:
    """Return what a text names of which it asks if it was put down; empty where it names nothing."""
    match = lexicon.IF_NOT_DOWN.match(text)
    return (match["what"] or "") if match else ""


def put_down_to_answer(text: str) -> bool:
    """Tell whether a text ends in bidding what it tells to be put down, for somebody to answer later."""
    return lexicon.PUT_DOWN_TO_ANSWER.search(text) is not None


def withdraws_it(text: str) -> bool:
    """Tell whether a text wants what was just spoken of withdrawn, and says nothing else."""
    return lexicon.WITHDRAWS_IT.fullmatch(text) is not None


def moves_day(text: str) -> bool:
    """Tell whether a text puts off to another day what was just spoken of, and says nothing else."""
    return lexicon.MOVES_DAY.fullmatch(text) is not None and days.lexicon.DAYS.search(text) is not None


def moves_plan(text: str) -> bool:
    """Tell whether a text puts off to another day what it takes for scheduled, whatever it says beside.

    Args:
        text: Normalised text.
    """
    moved = lexicon.MOVES_DAY.fullmatch(text) or lexicon.MOVES_PLAN.search(text)
    return moved is not None and days.lexicon.DAYS.search(text) is not None


def thing_done(clause: str) -> str:
    """Return what a clause says was changed, fitted or repaired; empty where it says that of nothing in particular.

    Args:
        clause: Normalised text, without what leads to it.
    """
    match = lexicon.WHAT_DONE.match(clause)
    return match["what"] if match is not None else ""


def means_it(what: str) -> bool:
    """Tell whether what is said to be done names nothing else than the ticket's matter."""
    return lexicon.NO_OTHER_THING.fullmatch(what) is not None


def puts_down_as_well(text: str) -> bool:
    """Tell whether a text bids a matter to be put down that it names before the bid."""
    return lexicon.AS_WELL.match(text) is not None


def told_to_them(text: str) -> bool:
    """Tell whether a text bids something to be said to somebody, and goes on with what."""
    return lexicon.TELLS_THEM.match(text) is not None
