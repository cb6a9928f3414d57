"""Sends a message to the enterprises of the list just shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain import region
from tools.domain.follow_ups import reading
from tools.wording import campaigns as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_CONDITION = frozenset({"limit", "skip", "question", "as_file", "unread", "when", "order"})
"""Arguments of a list that leave nobody out."""


def to_those(text: str, arguments: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return the campaign that words wish for to the enterprises just listed; None where they wish for none.

    Args:
        text: Normalised words.
        arguments: Those of the list.
    """
    if not reading.speaks_of_sending(text) or reading.unmeant(text) or reading.asks_gone(text):
        return None
    wish = reading.read_wish(text)
    conditions = {name: value for name, value in arguments.items() if name not in NO_CONDITION}
    given = {name: value for name, value in conditions.items() if value or value is False}
    if not reading.points(wish.whom) or region.read(wish.whom, {}).filter.given() or not given:
        return None
    whom = wording.filter_in_words(given)
    if region.read(normalise(whom), {}).filter.given() != given:
        return None
    return "start_campaign", {"whom": whom, "question": text}
