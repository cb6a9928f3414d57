"""Cuts a document into passages by headings, then paragraphs, then sentences; pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus import lexicon
from corpus.blocks import Block, Role
from corpus.passages import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHORTEST, PREFERRED, LONGEST = 80, 240, 400
"""Characters of a passage: a shorter one takes in its neighbour, paragraphs join up to the second, and none is joined
to more than the third."""
UNBROKEN = 2000
"""Characters after which a text without any sentence end is cut all the same."""
LONGEST_HEADER = 120
"""Characters up to which a table's first row is repeated where the table is cut."""


@dataclass(slots=True)
class _Section:
    path: tuple[str, ...]
    level: int = 0
    page: int | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    page: int | None
    row: bool = False


def sentences(text: str) -> list[str]:
    """Split a text after its sentences; joined together they are the text again.

    Only a text that runs on without a sentence end for over ``UNBROKEN`` characters is cut at a lesser mark.
    """
    parts: list[str] = []
    start = 0
    for match in lexicon.SENTENCE_BREAK.finditer(text):
        parts.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return [piece for part in parts for piece in _cut(part)]


def _cut(sentence: str) -> Iterator[str]:
    start = 0
    while len(sentence) - start > UNBROKEN:
        marks = [m.end() for m in lexicon.CLAUSE_BREAK.finditer(sentence, start + LONGEST // 2, start + LONGEST)]
        end = marks[-1] if marks else start + LONGEST
        yield sentence[start:end]
        start = end
    if start < len(sentence):
        yield sentence[start:]


def _sections(blocks: Iterable[Block]) -> list[_Section]:
    sections = [_Section(())]
    above: list[Block] = []
    for block in blocks:
        if block.role is Role.HEADING:
            while above and above[-1].level >= block.level:
                above.pop()
            above.append(block)
            sections.append(_Section(tuple(h.text for h in above), block.level, block.page))
        elif block.text.strip():
            sections[-1].blocks.append(block)
    kept = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        leaf = section.path[-1] if section.path else ""
        bare = "".join(block.text for block in section.blocks).strip() in {"", leaf}
        if bare and (not leaf or (following is not None and following.level > section.level)):
            continue  # the headings below carry it in their paths
        if not section.blocks:
            section.blocks.append(Block(leaf, page=section.page))
        kept.append(section)
    return kept


def _paragraphs(text: str) -> list[str]:
    """Cut a paragraph that is too long into parts of about the same length, between sentences."""
    if len(text) <= LONGEST:
        return [text]
    aim = len(text) / math.ceil(len(text) / LONGEST)
    parts = [""]
    for sentence in sentences(text):
        if parts[-1] and (len(parts[-1]) >= aim or len(parts[-1]) + len(sentence) > LONGEST):
            parts.append("")
        parts[-1] += sentence
    return [part.strip() for part in parts if part.strip()]


def _pack(blocks: Sequence[Block]) -> list[_Piece]:
    packed: list[_Piece] = []
    header = ""
    for block in blocks:
        is_row = block.role is Role.ROW
        if not is_row:
            header = ""
        elif block.first:
            header = block.text
        parts = list(_cut(block.text)) if is_row else _paragraphs(block.text)
        for number, part in enumerate(parts):
            last = packed[-1] if packed else None
            room = LONGEST if last and (len(last.text) < SHORTEST or (is_row and last.row)) else PREFERRED
            if last and number == 0 and last.page == block.page and len(last.text) + len(part) < room:
                packed[-1] = replace(last, text=f"{last.text}\n{part}", row=is_row)
                continue
            repeat = is_row and not block.first and number == 0 and 0 < len(header) <= LONGEST_HEADER
            packed.append(_Piece(f"{header}\n{part}" if repeat else part, block.page, is_row))
    if len(packed) > 1:
        before, last = packed[-2:]
        short = len(last.text) < SHORTEST and len(before.text) + len(last.text) < LONGEST + SHORTEST
        if short and before.page == last.page and not (before.row and last.row):
            packed[-2:] = [replace(before, text=f"{before.text}\n{last.text}")]
    return packed


def split(blocks: Iterable[Block], *, document: str, title: str, version: str) -> list[Passage]:
    """Cut a document into passages.

    Args:
        blocks: The document in reading order.
        document: Its id, with which the passages' ids begin.
        title: As cited.
        version: Of the document.

    Returns:
        Passages of about 80 to 400 characters in reading order. None begins or ends inside a sentence or a table row;
        one that is longer than that stays whole. ``clause`` is the page where there are pages, else the heading, else
        a running number.
    """
    found: list[Passage] = []
    for section in _sections(blocks):
        for piece in _pack(section.blocks):
            number = len(found) + 1
            if piece.page is not None:
                clause = lexicon.PAGE_LABEL.format(number=piece.page)
            else:
                clause = section.path[-1] if section.path else lexicon.PARAGRAPH_LABEL.format(number=number)
            found.append(
                Passage(
                    id=f"{document}#{number}",
                    document=title,
                    clause=clause,
                    kind=Kind.UPLOAD,
                    title=section.path[-1] if section.path else title,
                    display=piece.text,
                    raw=piece.text,
                    path=(title, *section.path[:-1]) if section.path else (),
                    version=version,
                    page=piece.page,
                )
            )
    return [
        replace(
            passage,
            previous=found[index - 1].id if index else None,
            next=found[index + 1].id if index + 1 < len(found) else None,
        )
        for index, passage in enumerate(found)
    ]
