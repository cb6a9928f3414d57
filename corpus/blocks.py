"""What a document is made of once it has been read: headings, paragraphs and table rows in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a document's file."""
MOST_CHARACTERS = 5_000_000
"""Of a document's text."""
LEVEL_OF_ARTICLES = 6
"""Articles of a regulation stand below any chapter or section."""


class Role(StrEnum):
    """What a block does in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document.

    Attributes:
        text: As a reader sees it; a row's cells are joined by `` | ``.
        role: What it does in its document.
        level: How deep a heading is, 1 at the top; 0 for other blocks.
        page: Where it begins, 1-based; None where the format has no pages.
        first: Whether a row opens its table.
    """

    text: str
    role: Role = Role.PARAGRAPH
    level: int = 0
    page: int | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as read.

    Attributes:
        blocks: In reading order.
        pages: How many pages it has; None where the format has none.
        unread: Pages that hold no text and could not be read from their picture.
        recognised: Pages whose text was read from their picture.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    unread: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()

    @property
    def characters(self) -> int:
        """How much text there is, in characters."""
        return sum(len(block.text) for block in self.blocks)


_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u00a0\u3000]+")


def clean(text: str) -> str:
    r"""Take out what no reader sees: control, zero-width and direction characters; line breaks become ``\n``."""
    return _UNWANTED.sub("", _BREAKS.sub("\n", text))


def join(lines: list[str]) -> str:
    """Join the lines of one paragraph: a blank between Latin words, nothing between Chinese characters."""
    text = ""
    for line in lines:
        part = _BLANKS.sub(" ", line).strip()
        blank = text and part and text[-1].isascii() and part[0].isascii()
        text += (" " if blank else "") + part
    return text


def headings(text: str, page: int | None = None) -> list[Block]:
    """Read one line or paragraph of a source that does not mark its headings.

    Args:
        text: The line or paragraph.
        page: Where it stands.

    Returns:
        A paragraph, after a heading where it looks like one: a guess must not take words out of the text.
    """
    if match := lexicon.ARTICLE.match(text):
        return [Block(match.group(1), Role.HEADING, LEVEL_OF_ARTICLES, page), Block(text, page=page)]
    if len(text) <= lexicon.LONGEST_HEADING and text[-1:] not in lexicon.NOT_HEADING_END:
        for level, pattern in lexicon.HEADINGS:
            if match := pattern.fullmatch(text):
                dots = match.groupdict().get("number", "").count(".")
                return [Block(text, Role.HEADING, level + dots, page), Block(text, page=page)]
    return [Block(text, page=page)]


def paragraphs(lines: Sequence[str]) -> list[list[str]]:
    """Group lines into paragraphs: a line goes on where it is about full and no sentence ends with it."""
    width = max((len(line.strip()) for line in lines), default=0)
    groups: list[list[str]] = []
    going = False
    for line in lines:
        text = line.strip()
        if going and not starts(line):
            groups[-1].append(text)
        else:
            groups.append([text])
        going = len(text) >= max(16, 0.75 * width) and text[-1] not in lexicon.PARAGRAPH_END
    return groups


def starts(line: str) -> bool:
    """Tell whether a new paragraph begins with a line, whatever stands before it."""
    indented = line.startswith(("\u3000\u3000", "    ", "\t", "- ", "* ", "\u2022"))
    return indented or bool(lexicon.ITEM_START.match(line.strip()))
