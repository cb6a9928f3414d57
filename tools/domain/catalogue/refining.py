"""Reads a wish for others than the scenarios just listed: lighter ones, ones without new devices, or the next ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.catalogue import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.kit.tool import Focus

LISTS = frozenset({"recommend_scenarios", "list_scenarios"})
AMONG = "among"
"""The argument of what was read out of a list that keeps which list it was."""
LONGEST = 30
"""Characters up to which a message turns back to the list."""


def listed(tool: str | None, arguments: Mapping[str, Any], count: int) -> dict[str, Any] | None:
    """Return the list a talk is about, or was when one of it was read: the tool that made it, and its arguments.

    Args:
        tool: The tool that answered last.
        arguments: What it was called with.
        count: How many it offered.
    """
    if tool in LISTS:
        return {"tool": tool, "arguments": dict(arguments), "count": count}
    among = arguments.get(AMONG)
    return dict(among) if among else None


def wishes(text: str) -> dict[str, Any]:
    """Return what scenarios are to be like, as the lists take it; empty where nothing is wished.

    Args:
        text: Normalised text.
    """
    found: dict[str, Any] = {}
    if lexicon.NO_DEVICES.search(text):
        found["hardware"] = False
    if lexicon.LIGHTER.search(text):
        found["effort"] = lexicon.LIGHTEST
    return found


def refined(text: str, focus: Focus) -> tuple[str, dict[str, Any]] | None:
    """Read a message that wants the list anew; None where it wants no other, or speaks of one that is on it.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
    """
    before = listed(focus.tool, focus.arguments, len(focus.offered))
    if before is None or len(text) > LONGEST or lexicon.POINTS_AT_ONE.search(text):
        return None
    given = dict(before["arguments"])
    if lexicon.NEXT_ONES.fullmatch(text.strip()):
        return str(before["tool"]), {**given, "skip": int(given.get("skip") or 0) + before["count"]}
    wished = wishes(text)
    given.pop("skip", None)
    return (str(before["tool"]), {**given, **wished}) if wished else None
