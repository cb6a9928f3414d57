"""Writes what a reply offers as lines to tap, which a number alone may press too; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.wechat import wording
from integrations.wechat.plaintext import inert, link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.messages import Reply
    from tools.kit.tool import Suggestion

MOST_CHOICES = 9
"""One digit presses each."""
LONGEST_ID = 128
"""Characters of the id of a choice."""
LONGEST_TITLE = 60

_RESERVED = re.compile(r"[\s%&#+=?\"'<>\\]")
_NUMBERED_LINE = re.compile(r"^[ \t]*(\d{1,3})[.)][ \t]+(.*)$", re.MULTILINE)


def choices(suggestions: Sequence[Suggestion], token: str, *, numbers: bool = True) -> tuple[str, ...]:
    """Write what one might say next as lines to tap.

    A tap sends the title as a text message that carries the id ``token-n``, n counted from 1. The title stands in the
    address as it is but for what would end or change it: WeChat takes it so, and percent-encoded it would be three
    times as long.

    Args:
        suggestions: As a reply offers them; those after the ninth are left out.
        token: Short and safe in addresses.
        numbers: Whether the lines show the numbers they may be called by.

    Raises:
        ValueError: An id would be longer than WeChat allows.
    """
    if suggestions and len(token) + 2 > LONGEST_ID:
        msg = f"a token of {len(token)} characters is too long for the ids of choices"
        raise ValueError(msg)
    return tuple(
        _mark(n, numbers=numbers) + link(_address(one.title, f"{token}-{n}"), _shown(one.title, n, numbers=numbers))
        for n, one in enumerate(suggestions[:MOST_CHOICES], 1)
    )


def typed(suggestions: Sequence[Suggestion], *, numbers: bool) -> tuple[str, ...]:
    """Write the same lines without links, for where these have no room."""
    offered = enumerate(suggestions[:MOST_CHOICES], 1)
    return tuple(_mark(n, numbers=numbers) + _shown(one.title, n, numbers=numbers) for n, one in offered)


def numbered(reply: Reply) -> bool:
    """Tell whether a number alone presses a choice of a reply: not where its text has other numbered lines."""
    titles = _titles(reply.suggestions)
    return all(f"{line[1]}. {line[2].strip()}" in titles for line in _NUMBERED_LINE.finditer(reply.text))


def without(text: str, suggestions: Sequence[Suggestion]) -> str:
    """Drop the numbered lines of a text that stand below it as choices."""
    titles = _titles(suggestions)
    return "\n".join(line for line in text.split("\n") if not line[:1].isdigit() or line.strip() not in titles)


def _titles(suggestions: Sequence[Suggestion]) -> set[str]:
    return {one.title.strip() for one in suggestions[:MOST_CHOICES]}


def _address(title: str, id_: str) -> str:
    sent = _RESERVED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), _title(title))
    return f"weixin://bizmsgmenu?msgmenucontent={sent}&msgmenuid={id_}"


def _title(title: str) -> str:
    title = " ".join(inert(title).split())
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE] + wording.CUT


def _shown(title: str, number: int, *, numbers: bool) -> str:
    """Return a title without the number it begins with, where its line shows that."""
    return _title(title).removeprefix(f"{number}. ") if numbers else _title(title)


def _mark(number: int, *, numbers: bool) -> str:
    return f"{number}. " if numbers else wording.BULLET
