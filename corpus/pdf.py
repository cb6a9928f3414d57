"""Reads PDF files: text page by page without page furniture, and scanned pages from their pictures."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pypdf
import structlog
from pypdf.errors import PyPdfError

from corpus import lexicon
from corpus.blocks import MOST_CHARACTERS, Block, Loaded, clean, headings, join, paragraphs, starts
from corpus.errors import Reason, Unreadable, limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Progress = Callable[[str, int, int], None]

MOST_PAGES = 2_000
MOST_SCANNED = 300
"""Pages read from their pictures: each takes seconds."""
LARGEST_PICTURE = 50_000_000
"""Pixels of a scanned page."""
FEWEST = 8
"""Characters below which a page with a picture counts as scanned."""
OCR_EXTRA = "ocr"
SCALE = 2_000
"""Pixels of a scanned page's longer side; more adds time and no characters."""
_PDF_FAILURES = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError, OSError,
    NotImplementedError, AssertionError, zlib.error,
)  # fmt: skip
"""What pypdf raises on broken files; it promises only the first."""
_log = structlog.get_logger(__name__)


def read_pdf(content: bytes, progress: Progress) -> Loaded:
    """Read a PDF file; scanned pages by the optional extra, where it is installed.

    Args:
        content: The file.
        progress: Called with a stage, the page and how many there are.

    Raises:
        Unreadable: It is encrypted, broken, empty or too large.
    """
    try:
        reader = pypdf.PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Reason.ENCRYPTED, "a password is needed")
        total = len(reader.pages)
        limit("pages", total, MOST_PAGES)
        if not total:
            raise Unreadable(Reason.EMPTY, "no pages")
        pages: list[list[str]] = []
        scanned: list[int] = []
        size = 0
        for number, page in enumerate(reader.pages, start=1):
            text = clean(page.extract_text() or "")
            size += len(text)
            limit("characters", size, MOST_CHARACTERS)
            if len(text.strip()) < FEWEST and _pictures(page):
                scanned.append(number)
            pages.append([line for line in text.split("\n") if line.strip()])
            progress("reading", number, total)
        recognised = _recognise(reader, pages, scanned, progress) if scanned else []
    except _PDF_FAILURES as error:
        raise Unreadable(Reason.BROKEN, f"PDF can't be parsed: {type(error).__name__}: {error}") from error
    unread = tuple(number for number in scanned if number not in recognised)
    return Loaded(tuple(_pdf_blocks(_without_furniture(pages))), total, unread, tuple(recognised))


def _pictures(page: pypdf.PageObject) -> bool:
    resources = page.get("/Resources")
    inner = resources.get_object() if resources is not None else {}
    pictures = inner.get("/XObject") if isinstance(inner, dict) else None
    return bool(pictures.get_object()) if pictures is not None else False


def _recognise(
    reader: pypdf.PdfReader, pages: list[list[str]], scanned: Sequence[int], progress: Progress
) -> list[int]:
    """Read scanned pages in place from their pictures; return which could be read."""
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 -- an optional extra, and half a second
    except ImportError:
        return []
    limit("scanned pages", len(scanned), MOST_SCANNED)
    engine = RapidOCR(params={"Global.log_level": "error"})
    done: list[int] = []
    for order, number in enumerate(scanned, start=1):
        lines: list[str] = []
        for picture in reader.pages[number - 1].images:
            image = picture.image
            if image is None or image.width * image.height > LARGEST_PICTURE:
                _log.warning("a picture of a page was not read", page=number)
                continue
            image = image.convert("RGB")
            image.thumbnail((SCALE, SCALE))
            lines += [clean(line) for line in getattr(engine(np.asarray(image)), "txts", None) or ()]
        if lines:
            pages[number - 1] = lines
            done.append(number)
        progress("recognising", order, len(scanned))
    return done


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Take out page numbers and what stands at the top or bottom of most pages."""
    counts: dict[str, int] = {}
    for page in pages:
        for line in {_shape(line) for line in (*page[:2], *page[-2:])}:
            counts[line] = counts.get(line, 0) + 1
    often = max(3, 0.5 * len(pages))
    furniture = {line for line, count in counts.items() if count >= often}

    def kept(page: list[str]) -> list[str]:
        edges = {0, 1, len(page) - 2, len(page) - 1}
        return [
            line
            for number, line in enumerate(page)
            if number not in edges or not (_shape(line) in furniture or lexicon.PAGE_NUMBER.fullmatch(line.strip()))
        ]

    return [kept(page) for page in pages]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", line))


def _pdf_blocks(pages: list[list[str]]) -> Iterator[Block]:
    open_lines: list[str] = []
    open_page = 0
    for number, page in enumerate(pages, start=1):
        groups = paragraphs(page)
        if open_lines:
            if groups and not starts(groups[0][0]) and len(headings(groups[0][0])) == 1:
                groups[0] = [*open_lines, *groups[0]]
            else:
                yield from headings(join(open_lines), open_page)
                open_page = 0
        for position, group in enumerate(groups):
            begins = open_page if position == 0 and open_page else number
            text = join(group)
            if position == len(groups) - 1 and text[-1] not in lexicon.PARAGRAPH_END and len(group[-1]) >= 16:  # noqa: PLR2004 -- a short last line is a caption or a heading
                open_lines, open_page = group, begins
                break
            yield from headings(text, begins)
        else:
            open_lines, open_page = [], 0
    if open_lines:
        yield from headings(join(open_lines), open_page)
