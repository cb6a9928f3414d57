"""Looks back at what a talk has worked out, for a message that goes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.database.repositories.turns import TurnRepository
from tools.domain.indicators import following, lexicon
from tools.kpi.arguments import CALCULATE

if TYPE_CHECKING:
    from tools.kit.tool import ToolContext

_LOOKED_AT = 16
"""Turns that are looked back at."""


async def worked_out(context: ToolContext) -> list[dict[str, Any]]:
    """Return every result of this talk with its value, the latest first."""
    async with context.store.session() as session:
        called = await TurnRepository(session).called(context.conversation, CALCULATE, _LOOKED_AT)
    return [one for call in called for one in reversed(call.get("results", ())) if one.get("value") is not None]


async def last_together(context: ToolContext) -> list[dict[str, Any]]:
    """Return the figures of what was worked out last, in one message."""
    async with context.store.session() as session:
        called = await TurnRepository(session).called(context.conversation, CALCULATE, _LOOKED_AT)
    done = ([one["given"] for one in call.get("results", ()) if one.get("value") is not None] for call in called)
    return next((given for given in done if given), [])


def latest(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures of each indicator as they were last, the latest indicator first."""
    return list({one["indicator"]: one["given"] for one in reversed(found)}.values())[::-1]


def meant(
    text: str, last: dict[str, Any] | None, found: list[dict[str, Any]], context: ToolContext
) -> dict[str, Any] | None:
    """Return the calculation of this talk that a message goes back to, where it is not the last one.

    Args:
        text: The message as written.
        last: The figures of the last one.
        found: Every result, the latest first.
        context: Who asks.
    """
    given = {one["indicator"]: one["given"] for one in reversed(found)}
    in_order = list(dict.fromkeys(one["indicator"] for one in reversed(found)))
    indicators = context.library.catalogs.indicators
    place = following.place(text, len(in_order))
    if place is not None:
        return dict(given[in_order[place]])
    current = str(last["indicator"]) if last else ""
    others = [given[i] for i in reversed(in_order) if i != current]
    settled = lexicon.THIS_ONE.search(text) or (last is not None and lexicon.THE_OTHER.search(text))
    if not others or settled or (current and following.names(text, current, indicators)):
        return None
    one = following.about(text, [*([last] if last else []), *others], indicators)
    return None if one is None or one is last else dict(one)
