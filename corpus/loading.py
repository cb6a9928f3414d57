"""Reads PDF, DOCX, Markdown, text and HTML files into blocks; whatever the file says is data."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, Tag
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from markdown_it import MarkdownIt

from corpus.blocks import LARGEST_FILE, MOST_CHARACTERS, Block, Loaded, Role, clean, headings, join, paragraphs
from corpus.errors import Reason, Unreadable, limit
from corpus.pdf import OCR_EXTRA, read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

    Progress = Callable[[str, int, int], None]

LARGEST_UNPACKED = 300 * 1024 * 1024
"""Bytes a DOCX may declare for all its parts."""
MOST_PARTS = 5_000
"""Files a DOCX may hold."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCX_FAILURES = (
    PackageNotFoundError, SyntaxError, zipfile.BadZipFile, zlib.error, ValueError, LookupError, AttributeError,
    TypeError, RecursionError, OSError, NotImplementedError, EOFError,
)  # fmt: skip
"""What the packages that unpack and read DOCX raise on broken files; they promise only the first."""
_UNSEEN = [
    "script", "style", "nav", "noscript", "template", "iframe", "svg", "footer", "aside", "head", "button", "select",
    "textarea", "object", "header:not(article header):not(main header)", "[hidden]", '[aria-hidden="true"]',
    '[style*="display:none"]', '[style*="display: none"]', '[style*="visibility:hidden"]',
    '[style*="visibility: hidden"]',
]  # fmt: skip
_HTML_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "html", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre",
    "table", "thead", "tbody", "tfoot", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "hr",
    "address", "caption", "center", "details", "summary", "fieldset", "br",
}  # fmt: skip


def load(content: bytes, suffix: str, progress: Progress | None = None) -> Loaded:
    """Read a document.

    Args:
        content: The file.
        suffix: Its file name's ending with the dot, which says what it is.
        progress: Called with a stage (``reading`` or ``recognising``), what is done and what there is to do.

    Raises:
        Unreadable: It is encrypted, broken, empty, too large, of an unknown kind, or holds pictures only.
    """
    reader = _READERS.get(suffix.lower())
    if reader is None:
        raise Unreadable(Reason.UNSUPPORTED, suffix or "no suffix", suffix=suffix, supported=sorted(_READERS))
    limit("bytes", len(content), LARGEST_FILE)
    if not content.strip():
        raise Unreadable(Reason.EMPTY, "the file holds nothing")
    loaded = reader(content, progress or _silent)
    limit("characters", loaded.characters, MOST_CHARACTERS)
    if not any(block.text.strip() for block in loaded.blocks):
        if loaded.unread:
            raise Unreadable(Reason.NO_TEXT, "pictures of pages only", extra=OCR_EXTRA, pages=loaded.pages)
        raise Unreadable(Reason.EMPTY, "no text in it")
    return loaded


def _silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


# --- text -----------------------------------------------------------------------------------------------------------


def decode(content: bytes, declared: str | None = None) -> str:
    """Decode a text: by its byte order mark, then UTF-8, then what it declares, then GB 18030.

    Raises:
        Unreadable: It is none of these.
    """
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    marked = [encoding for mark, encoding in marks.items() if content.startswith(mark)]
    for encoding in [*marked, "utf-8", *([declared] if declared else []), "gb18030"]:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return clean(text)
    raise Unreadable(Reason.BROKEN, "not a text in UTF-8 or GB 18030")


def _text(content: bytes, _: Progress) -> Loaded:
    blocks: list[Block] = []
    for paragraph in re.split(r"\n[ \t\u3000]*\n", decode(content)):
        for lines in paragraphs([line for line in paragraph.split("\n") if line.strip()]):
            blocks += headings(join(lines))
    return Loaded(tuple(blocks))


# --- Markdown -------------------------------------------------------------------------------------------------------


def _markdown(content: bytes, _: Progress) -> Loaded:
    text = re.sub(r"\A---\n.*?\n---\n", "", decode(content), flags=re.DOTALL)
    blocks: list[Block] = []
    level, row, cells = 0, -1, list[str]()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "table_open":
            row = 0
        elif token.type == "table_close":
            row = -1
        elif token.type == "tr_close":
            blocks += _row(cells, first=row == 0)
            row, cells = row + 1, []
        elif token.type == "inline":
            words = "".join(_inline(token.children or []))
            if row >= 0:
                cells.append(words)
            elif words.strip():
                role = Role.HEADING if level else Role.PARAGRAPH
                blocks.append(Block(join(words.split("\n")), role, level))
        elif token.type in {"fence", "code_block"} and token.content.strip():
            blocks.append(Block(token.content.strip("\n")))
        elif token.type == "html_block":
            blocks += _visible(token.content)
    return Loaded(tuple(blocks))


def _inline(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type in {"text", "code_inline", "image"}:
            yield token.content


def _row(cells: Iterable[str], *, first: bool, page: int | None = None) -> list[Block]:
    shown = [join(cell.split("\n")) for cell in cells]
    return [Block(" | ".join(shown), Role.ROW, page=page, first=first)] if any(shown) else []


# --- HTML -----------------------------------------------------------------------------------------------------------


def _html(content: bytes, _: Progress) -> Loaded:
    declared = EncodingDetector.find_declared_encoding(content, is_html=True)
    if declared and declared.lower() in {"gb2312", "gbk", "gb_2312-80"}:
        declared = "gb18030"
    return Loaded(tuple(_visible(decode(content, declared))))


def _visible(markup: str) -> list[Block]:
    try:
        soup = BeautifulSoup(markup, "lxml")
        for element in soup.select(",".join(_UNSEEN)):
            element.decompose()
    except (RecursionError, ValueError, AssertionError) as error:
        raise Unreadable(Reason.BROKEN, f"HTML can't be parsed: {error}") from error
    blocks: list[Block] = []
    line: list[str] = []

    def end() -> None:
        if text := _flow("".join(line)):
            blocks.append(Block(text))
        line.clear()

    # An explicit stack: pages nest deeper than the interpreter does.
    stack: list[object] = [soup]
    while stack:
        node = stack.pop()
        if callable(node) and not isinstance(node, Tag):
            node()
        elif type(node) is NavigableString:
            line.append(str(node))
        elif isinstance(node, Tag) and node.name in _HTML_BLOCKS:
            end()
            if node.name == "table" and not node.find("table"):
                blocks += _html_table(node)
            elif re.fullmatch("h[1-6]", node.name):
                if text := _words(node):
                    blocks.append(Block(text, Role.HEADING, int(node.name[1])))
            elif node.name == "pre":
                blocks += [Block(text)] if (text := node.get_text().strip("\n")) else []
            else:
                stack.append(end)
                stack.extend(reversed(node.contents))
        elif isinstance(node, Tag):
            stack.extend(reversed(node.contents))
    end()
    return blocks


def _words(node: Tag) -> str:
    return _flow(node.get_text())


def _flow(text: str) -> str:
    """Set running text as a browser does, but for the blanks it makes of line breaks between Chinese characters."""
    unbroken = re.sub(r"(?<=[^\x00-\x7f])[ \t]*\n\s*(?=[^\x00-\x7f])", "", text)
    return " ".join(unbroken.split())


def _html_table(table: Tag) -> list[Block]:
    rows = [[_words(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
    if all(len(row) <= 1 for row in rows):  # a table used for layout
        return [Block(text) for row in rows for text in row if text]
    return [block for number, row in enumerate(rows) for block in _row(row, first=number == 0)]


# --- DOCX -----------------------------------------------------------------------------------------------------------


def _docx(content: bytes, _: Progress) -> Loaded:
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(Reason.ENCRYPTED, "a password is needed")
        raise Unreadable(Reason.UNSUPPORTED, "the old Word format", suffix=".doc", supported=sorted(_READERS))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
        limit("parts", len(parts), MOST_PARTS)
        limit("unpacked bytes", sum(part.file_size for part in parts), LARGEST_UNPACKED)
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(Reason.ENCRYPTED, "a password is needed")
        document = docx.Document(BytesIO(content))
        return Loaded(tuple(_docx_blocks(document)))
    except _DOCX_FAILURES as error:
        raise Unreadable(Reason.BROKEN, f"DOCX can't be parsed: {type(error).__name__}: {error}") from error


def _docx_blocks(document: Document) -> Iterator[Block]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for number, row in enumerate(item.rows):
                merged: list[_Cell] = []
                for cell in row.cells:
                    if not merged or merged[-1]._tc is not cell._tc:  # noqa: SLF001 -- a merged cell is listed once a column
                        merged.append(cell)
                yield from _row([clean(_cell_text(cell)) for cell in merged], first=number == 0)
        elif text := join(clean(item.text).split("\n")):
            level = _outline(item)
            yield Block(text, Role.HEADING if level else Role.PARAGRAPH, level)


def _cell_text(cell: _Cell) -> str:
    parts = []
    for item in cell.iter_inner_content():
        if isinstance(item, Table):
            parts += [_cell_text(inner) for row in item.rows for inner in row.cells]
        else:
            parts.append(item.text)
    return "\n".join(part for part in parts if part.strip())


def _outline(paragraph: Paragraph) -> int:
    """Return a heading's level by its outline or its style's, 0 for body text."""
    style = paragraph.style
    elements = [paragraph._p.pPr]  # noqa: SLF001 -- python-docx shows no outline level
    seen = 0
    while style is not None and seen < 10:  # noqa: PLR2004 -- styles of a broken file may go round in circles
        if match := re.fullmatch(r"[Hh]eading (\d)", style.name or ""):
            return int(match.group(1))
        if style.name == "Title":
            return 1
        elements.append(style.element.find(qn("w:pPr")))
        style, seen = style.base_style, seen + 1
    for element in elements:
        outline = element.find(qn("w:outlineLvl")) if element is not None else None
        if outline is not None:
            level = int(outline.get(qn("w:val"), "9"))
            return level + 1 if level < 9 else 0  # noqa: PLR2004 -- nine levels, and 9 is body text
    return 0


_READERS: dict[str, Callable[[bytes, Progress], Loaded]] = {
    ".pdf": read_pdf,
    ".docx": _docx,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
}
