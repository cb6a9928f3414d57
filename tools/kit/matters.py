"""Tells matters apart: what plainly bids or asks for one thing is neither an answer nor a follow-up on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tools.kit import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Reader = Callable[[str, Mapping[str, Any]], Any]
    Followed = tuple[str, Mapping[str, Any]] | None

F = TypeVar("F")
C = TypeVar("C")

PASSES_ON = "relay_message"
"""The tool that hands on whatever is said."""


def of_another(text: str, tool: str) -> bool:
    """Tell whether a message plainly is for a matter that a tool has no part in.

    Args:
        text: Normalised text.
        tool: The tool's name.
    """
    if tool == PASSES_ON:
        return False
    return any(tool not in tools and pattern.search(text) for pattern, tools in lexicon.MATTERS)


def reading(tool: str, reader: Reader) -> Reader:
    """Let a reader of a slot take nothing out of a message for another matter."""

    def read(text: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- whatever the reader gives
        return None if of_another(text, tool) else reader(text, arguments)

    return read


def following(follows: Callable[[str, F, C], Followed]) -> Callable[[str, F, C], Followed]:
    """Let what a tool reads as a follow-up go to no tool that has no part in the matter."""

    def follow(text: str, focus: F, catalogs: C) -> Followed:
        followed = follows(text, focus, catalogs)
        return None if followed is None or of_another(text, followed[0]) else followed

    return follow
