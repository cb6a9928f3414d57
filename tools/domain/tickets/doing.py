"""Reads what is to be done to a ticket, clause by clause, for one message may do several things to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from corpus.lexical import normalise
from tools.domain import days
from tools.domain.tickets import bidding, lexicon
from tools.domain.tickets.cues import withdraws
from tools.domain.tickets.faults import contradicts, in_doubt, not_thus, without_name, without_untried
from tools.domain.tickets.reading import LONGEST_TEXT, number_in, pointing, without_number
from tools.domain.tickets.states import ASSESSMENTS, STATES, STEPS
from tools.domain.tickets.urging import urges_that
from tools.kit.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.domain.tickets.states import Action, Assessment, Severity

_SHORTEST_NOTE, _SHORTEST_TOLD = 7, 4
_SETTLING = frozenset({"resolve", "verify", "revisit", "close"})
"""What is done to a ticket only once its matter is."""
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
    if number_in(normalise(question)) and (more := adds(question)):
        return (Move("note", note=as_typed(more, question)[:LONGEST_TEXT]),)
    text = _without_which(lexicon.NUMBER.sub(" ", normalise(question)))
    cuts = _cuts(text)
    noted = [cut for cut in cuts if cut.action == "note"]
    said_before = len(cuts) == len(noted) == 1 and bidding.puts_by(text[noted[0].start :])
    if bidding.stays(text) or said_before or any(cut.bid for cut in noted):
        return (Move("note", note=_kept(text, question)),)
    found: list[Move] = []
    for place, cut in enumerate(cuts):
        segment = text[cut.start : cuts[place + 1].start if place + 1 < len(cuts) else len(text)]
        before = _before(text[: cut.start], question) if cut.bid and place == 0 else ""
        for move in _moves(cut.action, segment, question, before):
            at = next((i for i, one in enumerate(found) if _same(one, move)), None)
            if at is None:
                found.append(move)
            else:
                found[at] = replace(found[at], note=found[at].note or move.note)
    if found:
        return tuple(found)
    if bidding.ends_in_putting_by(text):
        return (Move("note", note=_kept(text, question)),)
    if bidding.moves_day(without_number(text)):
        return (Move("schedule", note=as_typed(without_number(text), question)),)
    loose = Move() if _wonders(text) or _refused(text) else _loose(text, question)
    return (loose,) if loose.action else ()


def does(text: str) -> bool:
    """Tell whether a message about the ticket under discussion says what is to be done to it.

    Args:
        text: Normalised text.
    """
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    if _wonders(first) or bidding.told_to_them(text):
        return False
    cuts = _cuts(text)
    bid = any(cut.bid for cut in cuts)
    return bool(cuts) and (bid or _head(first) is not None or len(text) <= lexicon.LONGEST_AROUND)


def bids(text: str) -> bool:
    """Tell whether a message bids in so many words what is to be done to a ticket, whatever it tells beside.

    Args:
        text: Normalised text.
    """
    return bidding.for_operator(text) and bidding.of_ticket(text) and any(cut.bid for cut in _cuts(text))


def adds(question: str) -> str:
    """Return what words add to one's own ticket, which they may name by its number; empty where they add nothing.

    Args:
        question: The person's words.
    """
    return bidding.adds(pointing(normalise(question)))


def notes_on(text: str) -> bool:
    """Tell whether a message says of which ticket it speaks, and right after that something is to be noted on it.

    Args:
        text: Normalised text.
    """
    rest = _without_which(text)
    return rest != text and _head(rest) == "note" and bidding.for_operator(text)


def gives(text: str) -> bool:
    """Tell whether a message begins with giving a ticket to somebody.

    Args:
        text: Normalised text.
    """
    return _head(_CLAUSE.split(text.strip(), maxsplit=1)[0]) == "assign"


def points_at(text: str) -> bool:
    """Tell whether a message begins with the ticket it points at, and goes on with what is done to it.

    Args:
        text: Normalised text.
    """
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    return bidding.points(first) and does(text) and bidding.for_operator(text)


def says_which(text: str) -> bool:
    """Tell whether a message says of which ticket it speaks, other than by its number, and right after what is done to it.

    Args:
        text: Normalised text.
    """  # noqa: E501 -- one sentence
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    return not _wonders(first) and _without_which(text) != text


def thing_done(question: str) -> str:
    """Return what words say was changed, fitted or repaired, where nothing else in them says that a ticket is done.

    Args:
        question: An operator's words, as typed.
    """
    clauses = [clause for _, clause in _clauses(_without_which(lexicon.NUMBER.sub(" ", normalise(question))))]
    if any(_plainly(clause) in _SETTLING or bidding.bid_in(clause) or _solved(clause) for clause in clauses):
        return ""
    done = next(filter(None, map(_thing_done, clauses)), "")
    return "" if bidding.means_it(done) else done


def _solved(clause: str) -> bool:
    """Tell whether a clause says that the matter is solved, and not that something was changed."""
    if _thing_done(clause) or lexicon.NOT_SOLVED.search(clause) or _wonders(clause):
        return False
    return lexicon.SAID_SOLVED.search(clause) is not None


def _wonders(text: str) -> bool:
    """Tell whether words ask rather than tell, but for what follows a colon, which may be for others."""
    return lexicon.WONDERS.search(lexicon.AFTER_COLON.sub("", text)) is not None


def done_with_ticket(text: str, *, operator: bool) -> str | None:
    """Return the tool that does what is asked with the ticket under discussion; None where nothing is.

    Args:
        text: Normalised text.
        operator: Whether an operator speaks; an enterprise's people say that it is solved, or not.
    """
    if operator and does(text):
        return "move_ticket"
    if urges_that(text):
        return "urge_ticket"
    told = not operator and lexicon.SAID_SOLVED.search(text) and not lexicon.WONDERS.search(text)
    return "move_ticket" if told or (not operator and wants_withdrawn(text)) else None


def wants_withdrawn(text: str) -> bool:
    """Tell whether a message, said in a talk on tickets, wants one withdrawn, however it says which.

    Args:
        text: Normalised text.
    """
    return withdraws(text) or bidding.withdraws_it(text) or bidding.withdraws_that(text)


def _without_which(text: str) -> str:
    """Leave out of a text's beginning which ticket it speaks of, where what is done to it comes right after."""
    first, *_ = _CLAUSE.split(text.strip(), maxsplit=1)
    which = lexicon.WHICH_FIRST.match(text)
    told = which is not None and _head(first) is None and _head(text[which.end() :]) is not None
    return text[which.end() :] if which is not None and told else text


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where something is done: what, from where on, and whether it is bid in so many words."""

    action: Action
    start: int
    bid: bool = False


def _cuts(text: str) -> list[_Cut]:
    """Cut a text where something else is done; what says why goes with what it says it of.

    What is bid in so many words goes before what is only told beside it and would lead further.
    """
    cuts: list[_Cut] = []
    for start, clause in _clauses(text):
        if (bid := None if _wonders(clause) else bidding.bid_in(clause)) is not None:
            action, at = bid
            cuts = [cut for cut in cuts if cut.action == action or _goes_on(cut.action, action)]
            if all(cut.action != action for cut in cuts):
                cuts.append(_Cut(action, start + at, bid=True))
            continue
        head = _head(clause)
        if head is None or _wonders(clause) or (cuts and not _goes_on(cuts[-1].action, head)):
            continue
        if cuts and bidding.puts_by(clause):
            continue
        cuts.append(_Cut(head, start))
        if head == "note":
            break
    return cuts


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        if match.start() > start:
            yield start, text[start : match.start()]
        start = match.end()
    if start < len(text):
        yield start, text[start:]


def _head(clause: str) -> Action | None:
    return _plainly(clause) or ("resolve" if _thing_done(clause) else None)


def _plainly(clause: str) -> Action | None:
    rest = lexicon.BEFORE_DOING.sub("", clause, count=1)
    return cast("Action | None", next((name for name, pattern in lexicon.DOING if pattern.match(rest)), None))


def _thing_done(clause: str) -> str:
    """Return what a clause says was changed, fitted or repaired; empty where it says that of nothing in particular."""
    return bidding.thing_done(lexicon.BEFORE_DOING.sub("", clause, count=1))


def _goes_on(before: Action, action: Action) -> bool:
    """Tell whether a move can come after another in one breath: of two steps the later leads further."""
    first, second = STEPS.get(before), STEPS.get(action)
    if first is None or second is None:
        return True
    if before == "reopen" or action == "reopen":
        return False
    return before == action or STATES.index(second.target) > STATES.index(first.target)


def _moves(action: Action, segment: str, question: str, said: str) -> tuple[Move, ...]:
    note = _note(segment, question)
    if action == "schedule" and not note and days.lexicon.DAYS.search(segment):
        note = as_typed(segment.strip(" ,.;:、"), question)
    note = lexicon.AND_ALSO.format(before=said, more=note) if said and note else said or note
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
    whole = lexicon.NUMBER.sub(" ", normalise(question))
    text = without_name(whole)
    said = question.strip()[:LONGEST_TEXT]
    if more := adds(question):
        return Move("note", note=as_typed(more, question)[:LONGEST_TEXT])
    if lexicon.ASKED_SOLVED.search(text):
        return Move()
    if lexicon.NOT_SOLVED.search(without_untried(text)) or contradicts(whole):
        return Move("reopen", note=said)
    if lexicon.WONDERS.search(text) or not_thus(whole) or (text != whole and in_doubt(whole)):
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


def _kept(text: str, question: str) -> str:
    """Return what is to be noted of a ticket that stays as it is: all that is said of the matter."""
    said = text
    for start, clause in reversed(list(_clauses(text))):
        if bidding.stays(clause):
            said = said[:start].rstrip(" ,;.!") + said[start + len(clause) :]
    bid = next((cut for cut in _cuts(said) if cut.action == "note"), None)
    if bid is None or bidding.puts_by(said[bid.start :]):
        return _before(bidding.without_putting_by(said), question)
    return (_before(said[: bid.start], question) if bid.bid else "") or _note(said[bid.start :], question)


def _refused(text: str) -> bool:
    """Tell whether words speak of a bid without bidding it: forbid it, put it off, or ask whether it may be."""
    return any(bidding.speaks_of_bid(clause) and bidding.bid_in(clause) is None for _, clause in _clauses(text))


def _before(text: str, question: str) -> str:
    """Return what is told before a bid, as typed: without which ticket it is of, and what leads to the bid."""
    which = lexicon.WHICH_FIRST.match(text)
    told = text[which.end() :] if which is not None and bidding.names_ticket(which[0]) else text
    rest = bidding.leading_to_none(told).strip(" ,.;:、")
    return as_typed(rest, question)[:LONGEST_TEXT] if len(rest) >= _SHORTEST_TOLD else ""


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
            who = match["who"].strip()
            return lexicon.ONESELF if who == lexicon.CLAIMED else as_typed(who, question)
    return ""


def _note(text: str, question: str) -> str:
    """Return what is said of a move, as typed: what follows a comma or colon, or all that says more than the move."""
    bid = next((start for start, clause in _clauses(text) if bidding.bid_in(clause) is not None), len(text))
    text = bidding.without_putting_by(text[:bid]).rstrip(" ,.;")
    match = lexicon.NOTE.search(text)
    said = match.group("note") if match else lexicon.BEFORE_MOVE.sub("", text, count=1)
    said = said.strip(" ,.;:、")
    return as_typed(said, question)[:LONGEST_TEXT] if match or len(said) >= _SHORTEST_NOTE else ""
