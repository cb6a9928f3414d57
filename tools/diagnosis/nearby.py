"""Tells where words may be meant for a question answered before, and not for the one that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.diagnosis.quoting import plain
from tools.domain.answering import understand
from tools.domain.answering.correcting import standard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.surveys import Question
    from tools.diagnosis.course import Course
    from tools.domain.answering.similarity import Matcher

LIKE = 0.55
"""Nearness from which words that name no question are like an option of the one before."""
TELLING = 4
"""Characters from which an option's own text is no chance within a message."""


def quoted(words: str, current: Question, course: Course) -> tuple[Question, int] | None:
    """Return the question before and its option, where a message gives that word for word and none of the open one's.

    Args:
        words: What was said.
        current: The open question.
        course: The diagnosis.
    """
    earlier = course.previous(current)
    if earlier is None or earlier.id not in course.sheet.answers:
        return None
    said = plain(words)
    found = _within(said, earlier.options)
    if len(found) != 1 or _within(said, current.options) or course.sheet.said(earlier) == earlier.options[found[0]]:
        return None
    return earlier, found[0]


def fitting(words: str, current: Question, course: Course, matcher: Matcher) -> tuple[Question, int] | None:
    """Return the question answered before that a message fits which says nothing to the open one, and the option.

    Args:
        words: What was said.
        current: The open question.
        course: The diagnosis.
        matcher: Knows the ways people say each option.
    """
    said = standard(words)
    for question, named in _candidates(said, current, course, matcher):
        meant = understand(words, question, matcher)
        if meant is None or meant.sense != "option" or meant.option is None:
            continue
        near = named or matcher.near(question.id, said).get(meant.option, 0.0) >= LIKE
        if near and course.sheet.said(question) != question.options[meant.option]:
            return question, meant.option
    return None


def _candidates(words: str, current: Question, course: Course, matcher: Matcher) -> Iterator[tuple[Question, bool]]:
    """Yield the answered questions a message may speak of: those whose subject it names, then the one before."""
    sheet = course.sheet
    named = {question_id for name, of in matcher.names.items() if name in words for question_id in of}
    for question in sheet.questions:
        if question.id in named and question.id in sheet.answers and question.id != current.id:
            yield question, True
    earlier = course.previous(current)
    if earlier is not None and earlier.id in sheet.answers:
        yield earlier, False


def _within(said: str, options: Iterable[str]) -> list[int]:
    return [place for place, text in enumerate(map(plain, options)) if len(text) >= TELLING and text in said]
