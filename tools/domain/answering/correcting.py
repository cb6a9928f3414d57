"""Reads which questions a message names, by place, by subject or as the one before, and what it says of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.answering import lexicon
from tools.domain.answering.own import own_part
from tools.domain.answering.shares import numeral
from tools.kit.lexicon import ASKS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

BEFORE, LATEST, OPEN, LEFT, JUST = "before", "latest", "open", "left", "just"
"""Questions named neither by place nor by subject: the one before in the form, the one answered last, the open one, the
last that was skipped, and the one spoken of just now, which is the open one or the one before."""
LONGEST = 80
"""Characters up to which what is said of a question can be an answer to it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer to a question that need not be the open one.

    Attributes:
        of: Which question: its place in the form, counted from 1; ids of those its subject fits, the best first; or
            ``BEFORE``, ``LATEST``, ``OPEN``, ``LEFT``, ``JUST``.
        answer: What it becomes, in words; None to be asked again.
        plain: No word says that it changes, or is chosen.
    """

    of: int | tuple[str, ...] | str
    answer: str | None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A question that is named in a message, with where."""

    of: int | tuple[str, ...] | str
    start: int
    end: int


def standard(text: str) -> str:
    """Write a message in standard words: normalised, without Cantonese turns and without what people begin with.

    Args:
        text: As it was written.
    """
    said = lexicon.SPACED.sub(",", normalise(text).strip())
    for pattern, words in lexicon.CANTONESE:
        said = pattern.sub(words, said)
    return lexicon.OPENING.sub("", said).strip() or said


def corrects(text: str, names: Mapping[str, Sequence[str]] | None = None) -> tuple[Correction, ...]:
    """Return what a message says of questions that it names, in its order; what it says before is for the open one.

    Args:
        text: The message.
        names: Ids of questions by what their subject is called; without them only places are known.
    """
    said = own_part(standard(text)).strip(" ,.!~。")
    mentions = list(_mentions(said, names or {}))
    if not mentions:
        match = lexicon.MISTAKEN.match(said) or lexicon.CHANGED_TO.match(said)
        answer = match["answer"].strip(" ,.!~。") if match else ""
        return (Correction(LATEST, answer),) if answer and not ASKS.search(answer) else ()
    this = lexicon.THIS_ONE.match(said)
    if this is not None and mentions[0].end <= this.start("rest") and not lexicon.WRONG_SAID.match(this["rest"]):
        return ()
    said, of_open = _cut(said, mentions[-1].end)
    ends = [*(mention.start for mention in mentions[1:]), len(said)]
    found: list[Correction] = []
    for mention, end in reversed(list(zip(mentions, ends, strict=True))):
        rest = said[mention.end : end]
        rest = (rest if end == len(said) else lexicon.JOINING.sub("", rest)).strip(" ,:.!~。")
        # The first of two questions may share what is said of the second.
        shared = found[0].answer if found and not rest else None
        correction = _changed(mention.of, rest) if shared is None else Correction(mention.of, shared)
        if correction is None:
            return ()
        stated = correction.plain or lexicon.STATED.match(rest)
        if correction.of == BEFORE and stated and lexicon.JUST_NOW.match(said[mention.start :]):
            correction = replace(correction, of=JUST, plain=True)
        found.insert(0, correction)
    lead = lexicon.OWN_SAYS.sub("", lexicon.JOINING.sub("", said[: mentions[0].start])).strip(" ,.!~。")
    if of_open:
        found.append(Correction(OPEN, of_open, plain=True))
    if lexicon.LEADING_WORDS.fullmatch(lead):
        return tuple(found)
    return (Correction(OPEN, lead, plain=True), *found) if lexicon.ANSWER_BEFORE.search(lead) else ()


def _cut(said: str, since: int) -> tuple[str, str]:
    """Take off a message what it goes on to say of the open question."""
    for stop in lexicon.CLAUSES.finditer(said, since):
        match = lexicon.THIS_ONE.match(said[stop.end() :])
        if match is not None and match["rest"] and not lexicon.WRONG_SAID.match(match["rest"]):
            return said[: stop.start()], match["rest"]
    return said, ""


def here(text: str, names: Mapping[str, Sequence[str]], question_id: str) -> str | None:
    """Return what is said of the open question where a message points at it, as in ``this one is 3``; None elsewhere.

    Args:
        text: The message, in standard words.
        names: As above.
        question_id: The open question.
    """
    mentions = list(_mentions(text, names))
    for start in (0, *(stop.end() for stop in lexicon.CLAUSES.finditer(text))) if not mentions else ():
        match = lexicon.THIS_ONE.match(text[start:])
        if match is not None and not lexicon.WRONG_SAID.match(match["rest"]):
            return match["rest"].strip(" ,.!~。:")
    match = lexicon.THIS_ONE.match(text)
    if len(mentions) == 1 and match is not None and mentions[0].end <= match.start("rest"):
        return None if lexicon.WRONG_SAID.match(match["rest"]) else match["rest"].strip(" ,.!~。:")
    if len(mentions) != 1 or not isinstance(mentions[0].of, tuple) or question_id not in mentions[0].of[:1]:
        return None
    rest = text[mentions[0].end :].strip(" ,.!~。:")
    return rest if rest and not lexicon.WRONG_SAID.match(rest) else None


def _mentions(said: str, names: Mapping[str, Sequence[str]]) -> Iterator[_Mention]:
    """Yield the questions a message names, in order."""
    begun = lexicon.NUMBERED_FIRST.match(said)
    if begun is not None:
        yield _Mention(int(numeral(begun["place"])), begun.start("place"), begun.end())
    for match in lexicon.QUESTION_NAMED.finditer(said, begun.end() if begun else 0):
        of = _named(match, names)
        if of is not None:
            start = match.start("subject") if match["subject"] and isinstance(of, tuple) else match.start("named")
            yield _Mention(of, start, match.end())


def _named(match: re.Match[str], names: Mapping[str, Sequence[str]]) -> int | tuple[str, ...] | str | None:
    if match["place"]:
        return int(numeral(match["place"]))
    if match["before"] or match["left"]:
        return BEFORE if match["before"] else LEFT
    if match["this"]:
        return LATEST
    subject = match["subject"] or ""
    loose = match["loose"] is not None and not lexicon.SPOKEN_BEFORE.match(subject)
    if loose or lexicon.ELSEWHERE.search(subject):
        return None
    fits: dict[str, tuple[int, int]] = {}
    for name, questions in names.items():
        if name in subject:
            for order, question in enumerate(questions):
                longest, so_far = fits.get(question, (0, 0))
                fits[question] = (max(longest, len(name)), so_far + len(name) * 2 - order)
    return tuple(sorted(fits, key=lambda q: fits[q], reverse=True)) or None


def _changed(of: int | tuple[str, ...] | str, rest: str) -> Correction | None:
    """Read what is said of a question: that it is wrong, what it becomes, or plainly an answer."""
    if own_part(rest) != rest:
        return _changed(of, own_part(rest)) if own_part(rest) else None
    if lexicon.NOT_WRONG.search(rest):
        return None
    if lexicon.AGAIN.match(rest):
        nameless = not rest and not isinstance(of, int) and of != BEFORE
        return None if nameless else Correction(of, None)
    match = lexicon.CHANGE.match(rest)
    if match is not None:
        said = next(value for value in match.groups() if value is not None)
        answer = lexicon.CHANGE_IT.sub("", said).strip(" ,:.!~。")
        return (
            None
            if lexicon.HELP.match(answer) or ASKS.search(answer) or lexicon.ASKED_BACK.match(answer)
            else Correction(of, answer or None)
        )
    if of == LATEST or len(rest) > LONGEST or ASKS.search(rest) or lexicon.HELP.match(rest):
        return None
    return Correction(of, rest, plain=True)
