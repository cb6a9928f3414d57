"""Tells what a message wants of tickets or of a person: put down, asked after, withdrawn, taken over, ended."""

from __future__ import annotations

from tools.domain.tickets import bidding, lexicon
from tools.domain.tickets.faults import by_others, in_doubt, names_fault, not_thus
from tools.domain.tickets.listing import asks_of_matter, number_forgotten, told_later
from tools.domain.tickets.persons import wants_person
from tools.domain.tickets.releasing import gives_back
from tools.domain.tickets.urging import nobody_came, tells_of_before, urges
from tools.kit.references import number


def angry(text: str) -> bool:
    """Tell whether a message is said in anger at the platform or the assistant.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.ANGRY.search(lexicon.NOT_ANGRY.sub(" ", text)))


def without_turned_away(text: str) -> str:
    """Return a bid to put something down without what it turns away before, or what led to it.

    Args:
        text: Normalised text.
    """
    return bidding.without_lead(lexicon.TURNED_AWAY.sub("", text, count=1))


def complains(text: str) -> bool:
    """Tell whether a message complains of something that happened, not merely in anger: somebody is to look into it.

    Args:
        text: Normalised text.
    """
    if wants_person(text) or urges(text) or len(text) < lexicon.LEAST_COMPLAINED or lexicon.PROGRESS.search(text):
        return False
    text = without_turned_away(text)
    begun = lexicon.COMPLAINS.match(text)
    if begun is not None:
        said = text[begun.end() :].strip(" ,.!")
        return len(said) >= lexicon.LEAST_COMPLAINED and not lexicon.WONDERS.search(text)
    if by_others(text):
        return False
    cross = angry(text) or lexicon.UPSET.search(text) is not None
    return cross and lexicon.OF_TICKET.search(text) is None and lexicon.OUR_PEOPLE.search(text) is not None


def puts_down(text: str) -> bool:
    """Tell whether a message bids the assistant to put something down, and says what, or that it was told before.

    Args:
        text: Normalised text.
    """
    text = without_turned_away(text)
    head = lexicon.OPENING.match(text)
    if bidding.if_not_down(text):
        return True
    if bidding.puts_down_as_well(text) or bidding.put_down_to_answer(text):
        return not lexicon.NO_PUTTING.search(text)
    return head is not None and lexicon.PUTS_DOWN.search(text) is not None and not lexicon.NO_PUTTING.search(text)


def ends_talk(text: str) -> bool:
    """Tell whether an enterprise no longer wants a person, and says nothing else.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.END_TALK.match(text))


def lets_go(text: str) -> bool:
    """Tell whether an operator gives a talk back, and says nothing else; its ticket's number may stand in the words.

    Args:
        text: Normalised text.
    """
    words = lexicon.NUMBER.sub("", text)
    return lexicon.LET_GO.match(words) is not None or gives_back(words)


def aside(text: str) -> str | None:
    """Return what an operator in a talk says to the assistant instead; None for words to the enterprise."""
    match = lexicon.ASIDE.match(text)
    return text[match.end() :].strip() if match else None


def reason(text: str) -> str:
    """Return why a person is asked for, without the asking; empty where no reason is given.

    Args:
        text: Normalised text.
    """
    rest = lexicon.ASKED_LAST.sub("", lexicon.REASON.sub("", text, count=1), count=1).strip(" ,.!:;、~")
    return "" if lexicon.NOTHING.match(rest) else rest


def asks_of_need(text: str) -> bool:
    """Tell whether a message asks about one need of a list, or whose it is.

    Args:
        text: Normalised text.
    """
    return bool(lexicon.OF_NEED.search(text))


def to_them(text: str) -> str:
    """Return what an operator in a talk wants said to the enterprise, without the asking.

    Args:
        text: Normalised text.
    """
    return lexicon.TELL_THEM.sub("", text) or text


def nobody_there(text: str) -> bool:
    """Tell whether somebody who waits for a person asks where that person is.

    Args:
        text: Normalised text.
    """
    return lexicon.NOBODY_THERE.match(text) is not None or (nobody_came(text) and not tells_of_before(text))


def waits(text: str) -> bool:
    """Tell whether somebody asks what becomes of the ticket just spoken of.

    Args:
        text: Normalised text.
    """
    else_asked = lexicon.ELSE_ASKED.search(text) or lexicon.OVERALL.search(text) or told_later(text)
    return (lexicon.PROGRESS.search(text) is not None or asks_of_matter(text)) and not else_asked


def asks_of_tickets(text: str) -> bool:
    """Tell whether a message asks what becomes of a ticket it speaks of, which one has, or whose there are.

    Args:
        text: Normalised text.
    """
    if lexicon.ELSE_ASKED.search(text) or told_later(text):
        return False
    spoken_of = lexicon.OF_TICKET.search(text) is not None and lexicon.PROGRESS.search(text) is not None
    spoken_of = spoken_of or lexicon.DETAILED.search(text) is not None or number_forgotten(text) or asks_of_matter(text)
    return spoken_of or lexicon.BY_WHOM.search(text) is not None or lexicon.OWN_ONES.search(text) is not None


def waited_in_vain(text: str) -> bool:
    """Tell whether a message asks or says that nothing came of a matter yet, in hardly more words, and urges nothing.

    Args:
        text: Normalised text.
    """
    if urges(text) or complains(text) or wants_person(text) or told_later(text):
        return False
    bare = len(text) <= lexicon.LEAST_COMPLAINED and lexicon.ASKED_SOLVED.search(text) is not None
    return bare or nobody_came(text)


def withdraws(text: str) -> bool:
    """Tell whether a message wants a ticket withdrawn.

    Args:
        text: Normalised text.
    """
    return lexicon.WITHDRAWS.search(text) is not None and lexicon.WONDERS.search(text) is None


def asks_for_details(text: str) -> bool:
    """Tell whether a message wants to see the ticket it names.

    Args:
        text: Normalised text.
    """
    return lexicon.DETAILED.search(text) is not None


def asks_of_own(text: str) -> bool:
    """Tell whether a message asks which tickets one has, or how many.

    Args:
        text: Normalised text.
    """
    return lexicon.OWN_ONES.search(text) is not None and lexicon.ELSE_ASKED.search(text) is None


def asks_who_else(text: str) -> bool:
    """Tell whether somebody asks if others want the same as the ticket just spoken of.

    Args:
        text: Normalised text.
    """
    return lexicon.WHO_ELSE.search(text) is not None


def takes(text: str) -> bool:
    """Tell whether an operator who sees who waits wants to take one of them over.

    Args:
        text: Normalised text.
    """
    return lexicon.TAKES.search(text) is not None and lexicon.WONDERS.search(text) is None


def names_several(text: str) -> bool:
    """Tell whether a message speaks of tickets rather than of one.

    Args:
        text: Normalised text.
    """
    return lexicon.SEVERAL.search(text) is not None


def in_line(text: str, waiting: int, *, by_age: bool = True) -> int | None:
    """Return the place of the one of several that a message tells by it, from 0; None where it tells none.

    Args:
        text: Normalised text.
        waiting: How many there are.
        by_age: Whether the oldest comes first, so that the oldest and the newest have their places too.
    """
    match = lexicon.PLACE_IN_LINE.search(text)
    if match is None or not (by_age or match[1]):
        return None
    if match["first"]:
        return 0
    place = waiting if match["last"] else number(match[1])
    return place - 1 if 0 < place <= waiting else None


def asks_again(text: str) -> bool:
    """Tell whether a message asks if a matter that is known must be put down once more.

    Args:
        text: Normalised text.
    """
    return lexicon.ASKS_AGAIN.search(text) is not None


def how_many(text: str) -> int | None:
    """Return how many tickets a message points at, the last ones spoken of; 0 for all of them, None for one.

    Args:
        text: Normalised text.
    """
    match = lexicon.ALL_OF_THEM.search(text)
    if match is None:
        return None
    if match["both"]:
        return 2
    return number(match["many"]) if match["many"] and match["many"] != lexicon.SOME else 0


def names_another(text: str) -> bool:
    """Tell whether a message names tickets of its own, and not the one under discussion.

    Args:
        text: Normalised text.
    """
    return lexicon.ANOTHER_ONE.search(text) is not None or bool(bidding.which(text))


def solved_that(text: str) -> bool:
    """Tell whether a message says of a matter the platform knows of that it is solved, or is not, and nothing else.

    Args:
        text: Normalised text.
    """
    match = lexicon.THAT_MATTER.match(text)
    said = lexicon.SAID_SOLVED.search(text)
    if match is None or said is None or lexicon.WONDERS.search(text):
        return False
    if not_thus(text) or (lexicon.ELSE_ASKED.search(text) and (not names_fault(text) or in_doubt(text))):
        return False
    return not lexicon.TELLS_MORE.search(text[said.end() :])
