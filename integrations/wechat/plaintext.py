"""Turns Markdown into the plain text WeChat shows, in which links are the only tags; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from integrations.wechat import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

LONGEST_ADDRESS = 200
"""Bytes of an address that needn't be shortened."""
INDENT = "\u3000"
"""A space as wide as a character; WeChat keeps it at the beginning of a line."""
LABELLED = 3
"""Columns of a table that compares what its first row names, its first column naming the points."""

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
"""Stand for the tags of links until all the rest has been made inert."""
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\ue002\ufffe\uffff\ud800-\udfff]")
"""What XML or UTF-8 can't hold, and the marks."""
_TAG = re.compile(r"<(?=[\s/\u200b-\u200d\u2060\ufeff]*a(?![a-z0-9]))", re.IGNORECASE)
_HELD_BACK = "\uff1c"
"""The full-width form of what a tag begins with."""
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)'\"]}"
_IN_TAG = {'"': "%22", "<": "%3C", ">": "%3E", " ": "%20", "\n": "%0A"}

_PARSER = (
    MarkdownIt("commonmark", {"html": False})
    .enable(["table", "strikethrough"])
    .disable(["reference", "lheading", "html_block", "html_inline"])
)


def plain(markdown: str, *, base: str = "", shorten: Callable[[str], str] | None = None) -> str:
    """Write Markdown as plain text with at most one blank line between lines.

    Headings stand in brackets, quotations in corners, rows of tables on lines of their own. Links to pages of the web
    become tags; other links, pictures and emphasis leave their words, and what looks like a tag in the text is broken.

    Args:
        markdown: As in a reply.
        base: The address relative links are taken from; without it only their words stay.
        shorten: Gives a short address for one over ``LONGEST_ADDRESS`` bytes; without it they stay as they are.
    """
    shorten = shorten or _same
    blocks = _Blocks(base, shorten)
    blocks.read(_PARSER.parse(_UNSENDABLE.sub("", markdown)))
    text = _BOLD.sub(r"\1", _TAG.sub(_HELD_BACK, blocks.text()))
    text = _ADDRESS.sub(lambda found: _bare(found.group(), shorten), text)
    text = text.replace(_OPEN, '<a href="').replace(_MIDDLE, '">').replace(_CLOSE, "</a>")
    return _BLANK.sub("\n\n", text).strip()


def link(url: str, text: str) -> str:
    """Write a link; both must have been made safe."""
    return f'<a href="{url}">{text}</a>'


def inert(text: str) -> str:
    """Keep words from being read as a tag, and leave out what can't be sent."""
    return _TAG.sub(_HELD_BACK, _UNSENDABLE.sub("", text))


def address(url: str, base: str, shorten: Callable[[str], str]) -> str | None:
    """Return the address a link leads to, safe inside a tag; None where it is none of the web.

    Args:
        url: As it stands in the text.
        base: What a relative one is taken from; may be empty.
        shorten: Gives a short address for one over ``LONGEST_ADDRESS`` bytes.
    """
    if url.startswith("/") and not url.startswith(("//", "/\\")) and base:
        url = base.rstrip("/") + url
    if not url.lower().startswith(("https://", "http://")):
        return None
    if len(url.encode()) > LONGEST_ADDRESS:
        url = shorten(url)
    return "".join(_IN_TAG.get(character, character) for character in url)


def _same(url: str) -> str:
    return url


def _bare(url: str, shorten: Callable[[str], str]) -> str:
    """Shorten an address that stands in the text by itself."""
    kept = url.rstrip(_AFTER_ADDRESS)
    return shorten(kept) + url[len(kept) :] if len(kept) > LONGEST_ADDRESS else url


@dataclass(slots=True)
class _Block:
    """A stretch of the text with the lines it was read from."""

    text: str
    begins: int
    ends: int
    listed: bool = False


@dataclass(slots=True)
class _Open:
    """What is being read: the document, a quotation, a list or an item of one."""

    mark: str = ""
    begins: int = 0
    blocks: list[_Block] = field(default_factory=list)


class _Blocks:
    """Puts the blocks of a document together.

    Args:
        base: The address relative links are taken from.
        shorten: Gives a short address for a long one.
    """

    def __init__(self, base: str, shorten: Callable[[str], str]) -> None:
        self._base, self._shorten = base, shorten
        self._open = [_Open()]
        self._rows: list[list[str]] = []
        self._heading = False

    def text(self) -> str:
        """Return what has been read."""
        return _put_together(self._open[0].blocks)

    def read(self, tokens: Sequence[Token]) -> None:
        """Read a document."""
        for token in tokens:
            match token.type:
                case "inline":
                    self._words(token)
                case "fence" | "code_block":
                    self._add(token.content.rstrip("\n"), token)
                case "heading_open" | "heading_close":
                    self._heading = token.nesting > 0
                case "blockquote_open" | "bullet_list_open" | "ordered_list_open" | "list_item_open":
                    mark = f"{token.info}. " if token.info else wording.BULLET
                    self._open.append(_Open(mark, token.map[0] if token.map else 0))
                case "blockquote_close" | "bullet_list_close" | "ordered_list_close" | "list_item_close":
                    self._close(token.type)
                case "table_open" | "tr_open" | "th_open" | "td_open" | "table_close":
                    self._cell(token)

    def _cell(self, token: Token) -> None:
        if token.type == "tr_open":
            self._rows.append([])
        elif token.type in {"th_open", "td_open"}:
            self._rows[-1].append("")
        elif token.type == "table_close":
            begins = self._open[-1].begins
            self._open[-1].blocks.append(_Block("\n".join(_table(self._rows)), begins, begins))
            self._rows = []

    def _words(self, token: Token) -> None:
        words = self._inline(token.children or ())
        if self._rows:
            self._rows[-1][-1] = " ".join(words.split("\n"))
        elif words.strip():
            self._add(wording.HEADING.format(text=words) if self._heading else words, token)

    def _add(self, text: str, token: Token) -> None:
        blocks = self._open[-1].blocks
        begins, ends = token.map or (blocks[-1].ends + 1, blocks[-1].ends + 1) if blocks else token.map or (0, 0)
        blocks.append(_Block(text, begins, ends))

    def _close(self, type_: str) -> None:
        closed = self._open.pop()
        if not closed.blocks:
            return
        text = _item(closed) if type_ == "list_item_close" else _put_together(closed.blocks, "\n")
        if type_ == "blockquote_close":
            text = wording.QUOTE.format(text=text)
        listed = type_ != "blockquote_close"
        self._open[-1].blocks.append(_Block(text, closed.begins, closed.blocks[-1].ends, listed))

    def _inline(self, tokens: Sequence[Token]) -> str:
        said: list[str] = []
        links: list[tuple[int, str | None]] = []
        for token in tokens:
            match token.type:
                case "softbreak" | "hardbreak":
                    said.append("\n")
                case "link_open":
                    url = str(token.attrGet("href") or "")
                    links.append((len(said), address(url, self._base, self._shorten)))
                case "link_close":
                    start, found = links.pop()
                    label = " ".join("".join(said[start:]).split())
                    said[start:] = [_linked(found, label)]
                case _:
                    said.append(token.content)
        return "".join(said)


def _linked(url: str | None, label: str) -> str:
    if url is None:
        return label
    return f"{_OPEN}{url}{_MIDDLE}{label}{_CLOSE}" if label and label != url else url


def _item(item: _Open) -> str:
    """Write an item of a list, what belongs to it moved in."""
    first, *others = _put_together(item.blocks, "\n").split("\n")
    return "\n".join((item.mark + first, *(INDENT + line for line in others)))


def _put_together(blocks: Sequence[_Block], between: str = "") -> str:
    """Join blocks; without ``between`` lines that follow one another stay together, and a list what announces it."""
    text = ""
    for before, block in zip((None, *blocks), blocks, strict=False):
        if before is not None:
            announced = block.listed and before.text.endswith(("：", ":"))
            together = block.begins == before.ends or announced
            text += between or ("\n" if together else "\n\n")
        text += block.text
    return text


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write the rows of a table, the first of which names the columns."""
    if not rows:
        return
    names, *others = rows
    if not names[0] and len(names) == LABELLED:
        yield wording.BETWEEN_COLUMNS.join(names[1:])
        for label, *values in others:
            said = values[:1] if len(set(values)) == 1 else values
            yield wording.BULLET + wording.CELL.format(name=label, value=wording.BETWEEN_COLUMNS.join(said))
    elif len(names) == LABELLED - 1:
        for row in others:
            yield wording.BULLET + wording.CELL.format(name=row[0], value=row[1])
    else:
        for row in others:
            cells = [wording.CELL.format(name=n, value=v) if n else v for n, v in zip(names, row, strict=False) if v]
            yield wording.BULLET + wording.BETWEEN_CELLS.join(cells)
