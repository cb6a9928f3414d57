"""Reads what is to be done to a ticket, clause by clause, for one message may do several things to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from corpus.lexical import normalise
from tools.domain.tickets import lexicon
from tools.domain.tickets.reading import LONGEST_TEXT
from tools.domain.tickets.states import ASSESSMENTS, STATES, STEPS
from tools.kit.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.domain.tickets.states import Action, Assessment, Severity

_SHORTEST_NOTE = 7
_CLAUSE = re.compile(r"[,;。!?\n]+\s*|\s{1,}(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Move:
    """What words say is to be done to a ticket; ``action`` is None where they do not say."""

    action: Action | None = None
    assessment: Assessment | None = None
    severity: Severity | None = None
    assignee: str = ""
    note: str = ""


def read_move(question: str, *, operator: bool) -> Move:
    """Read what is to be done to a ticket first of all.

    Args:
        question: The person's words, as typed.
        operator: Whether an operator speaks; an enterprise's people say that it is solved, or not.
    """
    return next(iter(read_moves(question, operator=operator)), Move())


def read_moves(question: str, *, operator: bool) -> tuple[Move, ...]:
    """Read all that is to be done to a ticket, in the order in which it is said.

    Args:
        question: The person's words, as typed.
        operator: Whether an operator speaks.
    """
    if not operator:
        said = _of_enterprise(question)
        return (said,) if said.action else ()
    text = _without_which(lexicon.NUMBER.sub(" ", normalise(question)))
    found: list[Move] = []
    for action, segment in _segments(text):
        for move in _moves(action, segment, question):
            at = next((i for i, one in enumerate(found) if _same(one, move)), None)
            if at is None:
                found.append(move)
            else:
                found[at] = replace(found[at], note=found[at].note or move.note)
    if found:
        return tuple(found)
    loose = _loose(text, question)
    return (loose,) if loose.action else ()


def does(text: str) -> bool:
    """Tell whether a message about the ticket under discussion says what is to be done to it.

    Args:
        text: Normalised text.
    """
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    if lexicon.WONDERS.search(lexicon.AFTER_COLON.sub("", first)):
        return False
    heads = list(_segments(text))
    return bool(heads) and (_head(first) is not None or len(text) <= lexicon.LONGEST_AROUND)


def says_which(text: str) -> bool:
    """Tell whether a message says of which ticket it speaks, other than by its number, and right after what is done to it.

    Args:
        text: Normalised text.
    """  # noqa: E501 -- one sentence
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    return not lexicon.WONDERS.search(lexicon.AFTER_COLON.sub("", first)) and _without_which(text) != text


def done_with_ticket(text: str, *, operator: bool) -> str | None:
    """Return the tool that does what is asked with the ticket under discussion; None where nothing is.

    Args:
        text: Normalised text.
        operator: Whether an operator speaks; an enterprise's people say that it is solved, or not.
    """
    if operator and does(text):
        return "move_ticket"
    if lexicon.URGES_IT.match(text) and not lexicon.URGED_ABROAD.search(text):
        return "urge_ticket"
    told = not operator and lexicon.SAID_SOLVED.search(text) and not lexicon.WONDERS.search(text)
    return "move_ticket" if told else None


def _without_which(text: str) -> str:
    """Leave out of a text's beginning which ticket it speaks of, where what is done to it comes right after."""
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    which = lexicon.WHICH_FIRST.match(text)
    told = which is not None and _head(first) is None and _head(text[which.end() :]) is not None
    return text[which.end() :] if which is not None and told else text


def _segments(text: str) -> list[tuple[Action, str]]:
    """Cut a text where something else is done; what says why goes with what it says it of."""
    cuts: list[tuple[Action, int]] = []
    for start, clause in _clauses(text):
        action = _head(clause)
        if action is None or (cuts and not _goes_on(cuts[-1][0], action)):
            continue
        cuts.append((action, start))
        if action == "note":
            break
    stops = [start for _, start in cuts[1:]] + [len(text)]
    return [(action, text[start:stop]) for (action, start), stop in zip(cuts, stops, strict=False)]


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        if match.start() > start:
            yield start, text[start : match.start()]
        start = match.end()
    if start < len(text):
        yield start, text[start:]


def _head(clause: str) -> Action | None:
    rest = lexicon.BEFORE_DOING.sub("", clause, count=1)
    return cast("Action | None", next((name for name, pattern in lexicon.DOING if pattern.match(rest)), None))


def _goes_on(before: Action, action: Action) -> bool:
    """Tell whether a move can come after another in one breath: of two steps the later leads further."""
    first, second = STEPS.get(before), STEPS.get(action)
    if first is None or second is None:
        return True
    if before == "reopen" or action == "reopen":
        return False
    return before == action or STATES.index(second.target) > STATES.index(first.target)


def _moves(action: Action, segment: str, question: str) -> tuple[Move, ...]:
    note = _note(segment, question)
    head = segment.partition(":")[0]
    if action == "assess":
        named = [name for name in ASSESSMENTS if lexicon.ASSESSED_BY[name].search(head)]
        return tuple(Move("assess", name, note=note) for name in named) or (Move("assess", note=note),)
    return (
        Move(
            action,
            severity=severity_in(head) if action == "grade" else None,
            assignee=assignee_in(segment, question) if action == "assign" else "",
            note=note,
        ),
    )


def _same(one: Move, other: Move) -> bool:
    return (one.action, one.assessment) == (other.action, other.assessment)


def _of_enterprise(question: str) -> Move:
    text = lexicon.NUMBER.sub(" ", normalise(question))
    said = question.strip()[:LONGEST_TEXT]
    if lexicon.ASKED_SOLVED.search(text):
        return Move()
    if lexicon.NOT_SOLVED.search(text):
        return Move("reopen", note=said)
    if lexicon.WONDERS.search(text):
        return Move()
    for action, pattern in (("verify", lexicon.SOLVED), ("revisit", lexicon.STILL_FINE)):
        if pattern.search(text):
            return Move(cast("Action", action), note=said)
    found = next((name for name, pattern in lexicon.MOVES if pattern.search(text)), None)
    return Move(cast("Action | None", found) if found not in {"verify", "resolve", "note"} else None)


def _loose(text: str, question: str) -> Move:
    """Read a move wherever its word stands in a message that begins no clause with one."""
    note = _note(text, question)
    if assessment := next((name for name in ASSESSMENTS if lexicon.ASSESSED_BY[name].search(text)), None):
        return Move("assess", assessment, note=note)
    found = next((name for name, pattern in lexicon.MOVES if pattern.search(text)), None)
    if found in {"verify", "resolve", None} and lexicon.NOT_SOLVED.search(text):
        found = "reopen"
    return Move(
        cast("Action | None", found),
        severity=severity_in(text) if found == "grade" else None,
        assignee=assignee_in(text, question) if found == "assign" else "",
        note=note,
    )


def severity_in(text: str) -> Severity | None:
    """Return how grave a text says a ticket is; None where it does not say.

    Args:
        text: Normalised text.
    """
    return cast("Severity | None", next((name for name, words in lexicon.GRADES.items() if words.search(text)), None))


def assignee_in(text: str, question: str) -> str:
    """Return who is to handle a ticket, as typed; empty where a text names nobody.

    Args:
        text: Normalised text.
        question: The person's words, as typed.
    """
    for pattern in lexicon.ASSIGNED:
        if match := pattern.search(text):
            return as_typed(match["who"].strip(), question)
    return ""


def _note(text: str, question: str) -> str:
    """Return what is said of a move, as typed: what follows a comma or colon, or all that says more than the move."""
    match = lexicon.NOTE.search(text)
    said = match.group("note") if match else lexicon.BEFORE_MOVE.sub("", text, count=1)
    said = said.strip(" ,.;:、")
    return as_typed(said, question)[:LONGEST_TEXT] if match or len(said) >= _SHORTEST_NOTE else ""
