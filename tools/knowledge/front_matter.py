"""Answers from the cover, the foreword and the introduction with the lines that hold what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import STANDARD
from tools.kit import lexicon as kit
from tools.kit.tool import Suggestion
from tools.knowledge import binding, lexicon
from tools.knowledge.draft import Draft
from tools.wording import standard as words

if TYPE_CHECKING:
    import re

    from corpus.passages import Passage
    from tools.kit.ports import Library

SCOPE = "1"
"""The clause that says whom the standard is for."""
TABLES = {
    kit.COVER: (lexicon.COVER_LINES, lexicon.COVER_DEFAULT),
    kit.FOREWORD: (lexicon.FOREWORD_LINES, lexicon.FOREWORD_DEFAULT),
    kit.INTRODUCTION: (lexicon.INTRODUCTION_LINES, lexicon.INTRODUCTION_DEFAULT),
}


def answer(passage: Passage, question: str) -> Draft:
    """Answer from front matter, quoting only the lines that matter.

    Args:
        passage: The cover, the foreword or the introduction.
        question: The normalised question.
    """
    quoted = replace(passage, display=_lines(passage, question))
    return Draft(passage.kind, _lead(passage, quoted.display, question), quotes=[quoted])


def page(library: Library, passage: Passage, question: str) -> Passage:
    """Return the opening page that holds what is asked: the one given, unless only another one tells of it.

    Args:
        library: What has been read.
        passage: The cover, the foreword or the introduction.
        question: The normalised question.
    """
    told = [clause for clause, (lines, _) in TABLES.items() if any(asked.search(question) for asked, _ in lines)]
    if not told or passage.clause in told or passage.clause in question:
        return passage
    return next(iter(library.find(STANDARD, told[0])), passage)


def next_questions(passage: Passage) -> list[Suggestion]:
    """Suggest what else the opening pages tell."""
    offered = [
        (kit.COVER, words.SUGGEST_DATES),
        (kit.FOREWORD, words.SUGGEST_DRAFTERS),
        (SCOPE, words.SUGGEST_SCOPE),
    ]
    return [
        Suggestion(title=title, tool="read_clause", arguments={"clause": clause})
        for clause, title in offered
        if clause != passage.clause
    ]


def _lines(passage: Passage, question: str) -> str:
    """Return the run of lines, unbroken as printed, that holds what is asked."""
    table, default = TABLES[passage.clause]
    wanted = [line for asked, line in table if asked.search(question)]
    lines = passage.display.split("\n")
    rows = _rows(lines, wanted) or _closest(lines, question) or _rows(lines, [default])
    return "\n".join(lines[min(rows) : max(rows) + 1])


def _rows(lines: list[str], patterns: list[re.Pattern[str]]) -> list[int]:
    """Return the neighbouring rows that the first matching patterns name."""
    rows = [row for row, line in enumerate(lines) if any(pattern.search(line) for pattern in patterns)]
    return [row for index, row in enumerate(rows) if row - rows[0] == index]


def _closest(lines: list[str], question: str) -> list[int]:
    shares = [binding.share(question, line) or 0 for line in lines]
    best = max(shares)
    return [shares.index(best)] if best >= binding.COVERED else []


def _lead(passage: Passage, shown: str, question: str) -> str:
    if passage.clause == kit.COVER and lexicon.TITLE_ASKED.search(question):
        return words.FULL_TITLE.format(title=passage.display.rpartition("\n")[2])
    if passage.clause == kit.COVER and lexicon.ENGLISH_ASKED.search(question):
        return words.ENGLISH_TITLE.format(title=shown.replace("\n", words.SPACE))
    said = []
    for pattern, form in (
        (lexicon.DRAFTING_UNITS, words.DRAFTING_UNITS),
        (lexicon.DRAFTERS, words.DRAFTERS),
    ):
        if (match := pattern.search(shown)) and _asked(match.group(0), question):
            names = match.group(1)
            said.append(form.format(count=len(names.split(words.LIST_COMMA)), names=names))
    return "".join(said) or passage.plain or shown


def _asked(line: str, question: str) -> bool:
    return any(asked.search(question) and found.search(line) for asked, found in lexicon.FOREWORD_LINES) or any(
        word in normalise(line) for word in binding.informative(question)
    )
