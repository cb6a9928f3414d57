"""Reads what is said right after tickets were shown or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.follow_ups.reading import asks_gone
from tools.domain.tickets import bidding, relaying
from tools.domain.tickets.cues import (
    asks_again,
    asks_for_details,
    asks_who_else,
    how_many,
    in_line,
    names_another,
    nobody_there,
    takes,
    waits,
)
from tools.domain.tickets.doing import done_with_ticket
from tools.domain.tickets.lexicon import OTHER_ONE
from tools.domain.tickets.listing import asks_for_course, asks_of_several, goes_on_to
from tools.domain.tickets.reading import number_in, without_number
from tools.domain.tickets.urging import asks_if_urged, urges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus

LONGEST_FOLLOW_UP = 30
"""Characters up to which a message asks about the ticket just shown."""
LONGEST_ON_TICKET = 80
"""Characters up to which a message says what is to be done with the ticket under discussion, and why."""
LONGEST_NUMBERED = 16
"""Characters beside a ticket's number that say one thing of it."""
LONGEST_PLACED = 12
"""Characters of a message that hardly says more than the place of a ticket."""


def on_ticket(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Do what is asked with the ticket under discussion, where a message names no other.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalogs: The catalogs.
    """
    scene, shown = focus.scene, focus.arguments
    operator = "enterprise" in shown or bool(scene.enterprises)
    if operator and (talked := _talked(text, shown)) is not None:
        return talked
    if said := number_in(text):
        rest = without_number(text)
        done = done_with_ticket(rest, operator=operator) if len(rest) <= LONGEST_NUMBERED else None
        return (done, {"number": said, "question": text}) if done else None
    if len(text) > LONGEST_ON_TICKET:
        return None
    listed = [str(one.arguments["number"]) for one in focus.offered if "number" in one.arguments]
    place = in_line(text, len(listed), by_age=False)
    if operator and (several := _several(text, listed, scene.tickets)):
        return "move_ticket", {"number": " ".join(several), "question": text}
    of_several = not operator and asks_of_several(text) and waits(text) and len(text) <= LONGEST_FOLLOW_UP
    if of_several or (operator and goes_on_to(text) and place is None):
        return "show_tickets", {"question": text}
    number = shown.get("number") or (scene.tickets[0] if scene.latest == "tickets" else "")
    number = number if place is None else listed[place]
    if place is None and names_another(text):
        return _of_another(text, number, operator=operator)
    if not number:
        return None
    if operator and relaying.to_the_enterprise(text):
        return "relay_message", {"ticket": number, "question": text}
    if (moved := _done(text, number, operator=operator)) is not None:
        return moved
    talk = shown.get("kind") == "hand_off" and not operator
    short = len(text) <= LONGEST_FOLLOW_UP
    return _asked(text, number, operator=operator, talk=talk, placed=place is not None) if short else None


def _talked(text: str, shown: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Take over the talk an operator was shown, or add to what the enterprise was told last; None for neither."""
    if shown.get("kind") == "hand_off" and takes(text):
        return "take_hand_off", {"question": text}
    if shown.get("told") and asks_gone(text):
        return "show_tickets", {"number": shown["number"]}
    more = shown.get("told") and relaying.told_beside(text)
    return ("relay_message", {"ticket": shown["number"], "question": text}) if more else None


def _done(text: str, number: str, *, operator: bool) -> tuple[str, dict[str, Any]] | None:
    """Do with a ticket what a message says is to be done with it; None where it says nothing of the kind."""
    if operator and bidding.moves_day(text):
        return "move_ticket", {"number": number, "action": "schedule", "note": text, "question": text}
    if not operator and (more := bidding.adds(text)):
        return "move_ticket", {"number": number, "action": "note", "note": more}
    done = done_with_ticket(text, operator=operator)
    return (done, {"number": number, "question": text}) if done is not None else None


def _of_another(text: str, number: str, *, operator: bool) -> tuple[str, dict[str, Any]] | None:
    """Do what is asked with another ticket than the one under discussion; which one it is stands in the words."""
    if not operator and (more := bidding.adds(text)):
        return "move_ticket", {"action": "note", "note": more, "question": text}
    if not operator and done_with_ticket(text, operator=False) == "move_ticket":
        beside = {"number": number} if number and OTHER_ONE.match(text) else {}
        return "move_ticket", {**beside, "question": text}
    asked = (waits(text) or asks_for_details(text)) and not urges(text) and len(text) <= LONGEST_FOLLOW_UP
    return ("show_tickets", {"question": text}) if asked else None


def _asked(text: str, number: str, *, operator: bool, talk: bool, placed: bool) -> tuple[str, dict[str, Any]] | None:
    """Show a ticket that is asked about, or until when a person joins the talk it stands for."""
    if nobody_there(text) and talk:
        return "hand_off", {}
    if asks_if_urged(text) and not waits(text):
        # Which one it is stands in the words, if it is another.
        return "show_tickets", {"question": text}
    if asks_again(text):
        return "show_tickets", {"number": number, "question": text}
    if not operator and asks_who_else(text):
        return "show_tickets", {"number": number}
    asked = waits(text) or nobody_there(text) or asks_for_course(text) or (placed and len(text) <= LONGEST_PLACED)
    return ("show_tickets", {"number": number}) if asked else None


def _several(text: str, listed: Sequence[str], spoken: Sequence[str]) -> Sequence[str]:
    """Return the numbers of the tickets a message says to do the same with; empty where it means one."""
    many = how_many(text)
    if many is None or done_with_ticket(text, operator=True) != "move_ticket":
        return ()
    pointed = listed if len(listed) > 1 and many in {0, len(listed)} else spoken[:many]
    return pointed if len(pointed) > 1 else ()
