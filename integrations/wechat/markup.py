"""Turns a reply's Markdown into HTML that holds nothing but text, its structure, and links; pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LARGEST_HEADING, SMALLEST_HEADING = 2, 6
"""The page has a heading of its own above those of the text."""


def html(text: str, leads_to: Callable[[str], str]) -> Markup:
    """Write a text as HTML.

    Tags in it stay text, links lead to pages of the web only, and pictures are left out but for their description:
    the page shows those that belong to it by itself.

    Args:
        text: Markdown.
        leads_to: Says for the address of a link where it leads on this page.
    """
    tokens = _parser().parse(text)
    _adapt(tokens, leads_to)
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))  # noqa: S704 -- tags in the text are escaped


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": False, "breaks": True})


def _adapt(tokens: Sequence[Token], leads_to: Callable[[str], str]) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(max(int(token.tag[1:]) + 1, LARGEST_HEADING), SMALLEST_HEADING)
            token.tag = f"h{level}"
        elif token.type == "link_open":
            token.attrSet("href", leads_to(str(token.attrGet("href") or "")))
            token.attrSet("rel", "noopener noreferrer")
        if token.children:
            token.children = [_without_picture(child) for child in token.children]
            _adapt(token.children, leads_to)


def _without_picture(token: Token) -> Token:
    return Token("text", "", 0, content=token.content) if token.type == "image" else token
