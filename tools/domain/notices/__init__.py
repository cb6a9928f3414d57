"""What people want no notices of: reading it out of words, and what a wish changes in those before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from tools.domain.notices import lexicon

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable

Purpose = Literal["all", "diagnosis", "scenario", "ticket", "policy", "satisfaction", "campaign"]
"""What a notice is sent for; ``all`` stands for every one."""

ALL: Purpose = "all"
KINDS: frozenset[Purpose] = frozenset(get_args(Purpose)) - {ALL}
LONGEST = 40
"""Characters of a message that says nothing else."""


def purposes_in(text: str) -> frozenset[Purpose]:
    """Return what notices words speak of; all of them where they name none.

    Args:
        text: Normalised text.
    """
    whole, text = text, lexicon.REASON.sub("", text) or text
    if not lexicon.UNWANTED.search(_plain(text)):
        whole = lexicon.FEAR.sub("", whole) or whole
    left_out = lexicon.EXCEPT.search(text)
    if left_out is not None:
        kept = _named(next(words for words in left_out.groups() if words))
        if kept:
            return KINDS - kept
    named = _named(text) or (frozenset() if lexicon.EVERYTHING.search(text) else _named(whole))
    return named or frozenset({ALL})


def apart_in(text: str) -> tuple[frozenset[Purpose], frozenset[Purpose]]:
    """Return what a message refuses by name and what it wants; both empty where it does not do both.

    Args:
        text: Normalised text.
    """
    apart = _told_apart(text)
    if apart is None:
        return frozenset(), frozenset()
    wanted = _named(apart[1])
    return (_named(apart[0]) or KINDS) - wanted, wanted


def _told_apart(text: str) -> tuple[str, str] | None:
    """Return what a message refuses and what it wants, clause by clause; None where it does not do both by name.

    Whoever wants only some kinds refuses all the others.
    """
    only = lexicon.ONLY.search(text)
    if only is not None:
        return "", only["what"]
    refused, kept = [], []
    for clause in lexicon.CLAUSE.split(text):
        if lexicon.UNWANTED.search(clause):
            refused.append(clause)
        elif lexicon.WANTED.search(clause) and _named(clause):
            kept.append(clause)
    named = any(_named(clause) or lexicon.REST.search(clause) for clause in refused)
    return (",".join(refused), ",".join(kept)) if named and kept else None


def _named(text: str) -> frozenset[Purpose]:
    return frozenset(kind for kind in KINDS if lexicon.PURPOSES[kind].search(text))


def wants_none(text: str) -> bool:
    """Tell whether a message says, and says nothing else, that notices are to stop.

    Args:
        text: Normalised text.
    """
    apart = _told_apart(text)
    if apart is not None and may_stop(text):
        return _hardly_more(text) and not lexicon.ONCE_MORE.search(apart[1])
    return may_stop(text) and _says_only(text, lexicon.STOP)


def seems_to_want_none(text: str) -> bool:
    """Tell whether a message has the words by which notices are stopped, among others that might mean more.

    Args:
        text: Normalised text.
    """
    text = _plain(text)
    if not may_stop(text) or not _told_to(text) or lexicon.ELSE.search(text):
        return False
    of_ours = lexicon.THING.search(text) or lexicon.ME.search(text)
    return of_ours is not None and any(way.search(text) for way in lexicon.STOP)


def wants_again(text: str) -> bool:
    """Tell whether a message says, and says nothing else, that notices are to come again.

    Args:
        text: Normalised text.
    """
    text = lexicon.FEAR_LAST.sub("", text)
    apart = _told_apart(text)
    if apart is not None and may_resume(text):
        return _hardly_more(text) and lexicon.ONCE_MORE.search(apart[1]) is not None
    return may_resume(text) and _says_only(text, lexicon.RESUME) and not _says_only(text, lexicon.STOP)


def wants_back(text: str) -> bool:
    """Tell whether a message wants something switched on again that it does not name, as one says of notices.

    Args:
        text: Normalised text.
    """
    text = lexicon.FEAR_LAST.sub("", text)
    told = (
        may_resume(text)
        and _told_apart(text) is None
        and len(text) <= LONGEST
        and not lexicon.UNMEANT.search(text)
        and not lexicon.ELSE.search(text)
    )
    return told and lexicon.BACK_ON.search(text) is not None


def may_stop(text: str) -> bool:
    """Tell whether a message can be meant to stop notices: it refuses something, and does not deny that it does.

    Args:
        text: Normalised text.
    """
    asked = (
        lexicon.ASKED_LAST.search(text) is not None or asks_how(text) or lexicon.OF_ONE_THING.search(text) is not None
    )
    text = _plain(_meant(text))
    return not asked and lexicon.REFUSES.search(text) is not None and not lexicon.DENIED.search(text)


def only_speaks_of_resuming(text: str) -> bool:
    """Tell whether a message speaks of notices that come again, and asks, forbids, tells of others or puts it off.

    Args:
        text: Normalised text.
    """
    meant = _meant(text)
    forbidden = lexicon.NEVER_AGAIN.search(text) is not None
    return asks_how(text) or forbidden or (meant != text and not lexicon.TURNS_ON.search(meant))


def only_speaks_of_stopping(text: str) -> bool:
    """Tell whether a message speaks of notices that stop, and asks, tells of others or puts it off.

    What one has to do is spoken of where one will not be reminded of it; that is no notice of the platform's.

    Args:
        text: Normalised text.
    """
    meant = _meant(text)
    of_one_thing = lexicon.OF_ONE_THING.search(text) is not None
    return of_one_thing or asks_how(text) or (meant != text and not lexicon.REFUSES.search(meant))


def _meant(text: str) -> str:
    """Leave out the clauses that tell what others want or did, or put something off; the text where there are none."""
    clauses = [clause for clause in lexicon.CLAUSE.split(text) if clause.strip()]
    kept, theirs = [], False
    for clause in clauses:
        theirs = lexicon.OF_OTHERS.match(clause) is not None or (theirs and not lexicon.OF_US.match(clause))
        if not theirs and not lexicon.PUT_OFF.search(clause):
            kept.append(clause)
    return text if kept == clauses else ",".join(kept)


def of_other_things(text: str) -> bool:
    """Tell whether a message speaks of something that may be sent or switched on, and names no notices.

    Args:
        text: Normalised text.
    """
    return lexicon.ELSE.search(text) is not None and lexicon.THING.search(text) is None and not _named(text)


def may_resume(text: str) -> bool:
    """Tell whether a message can be meant to have notices come again: it does not deny it, or only spares the rest.

    Args:
        text: Normalised text.
    """
    if lexicon.REST_STAYS.search(text) and not lexicon.ONCE_MORE.search(text):
        return False
    if only_speaks_of_resuming(text):
        return False
    return not lexicon.DENIED_AGAIN.search(_plain(text)) and not answers_on(text)


def answers_on(text: str) -> bool:
    """Tell whether a message goes on with questions that somebody answers, which are no notices.

    Args:
        text: Normalised text.
    """
    if not lexicon.QUESTIONS.search(text) or lexicon.THING.search(text):
        return False
    if lexicon.AT_IT.search(text):
        return True
    return lexicon.BEGUN.search(text) is not None and lexicon.GOES_ON.search(text) is not None


def answers_on_now(text: str) -> bool:
    """Tell whether a message wants to go on now with the questions it has begun to answer.

    Args:
        text: Normalised text.
    """
    return lexicon.BEGUN.search(text) is not None and answers_on(text) and not lexicon.NOT_NOW.search(text)


def _says_only(text: str, ways: Iterable[re.Pattern[str]]) -> bool:
    text = _plain(text)
    return any(way.search(text) for way in ways) and _hardly_more(text)


def _hardly_more(text: str) -> bool:
    return _told_to(text) and not lexicon.BESIDE.sub("", text)


def _told_to(text: str) -> bool:
    return len(text) <= LONGEST and not lexicon.UNMEANT.search(text)


def _plain(text: str) -> str:
    """Say straight what takes back that notices were stopped."""
    return lexicon.TAKES_BACK.sub(lexicon.AGAIN, text)


def asks_how(text: str) -> bool:
    """Tell whether a message asks which notices come, or whether they do, and wants nothing changed.

    Args:
        text: Normalised text.
    """
    short = len(text) <= LONGEST and not lexicon.ELSE.search(text) and not lexicon.MANNER.search(text)
    return short and any(way.search(text) for way in lexicon.HOW_ASKED)


def asks_still_told(text: str) -> bool:
    """Tell whether a message asks whether one is still told of what becomes of something.

    Args:
        text: Normalised text.
    """
    return asks_how(text) and lexicon.STILL_TOLD.search(text) is not None


def speaks_of(text: str) -> bool:
    """Tell whether a question is about notices.

    Args:
        text: Normalised text.
    """
    return lexicon.ABOUT.search(text) is not None


def refuses(held: Collection[str], purpose: str) -> bool:
    """Tell whether somebody wants no notice of a purpose, given what they want none of."""
    return ALL in held or purpose in held


def stopped(held: Collection[str], wished: Collection[Purpose]) -> frozenset[Purpose]:
    """Return what is to be added to what somebody wants no notices of.

    Args:
        held: What they want none of already.
        wished: What they want none of now.
    """
    if ALL in held:
        return frozenset()
    return frozenset({ALL} if ALL in wished else wished) - frozenset(held)


def resumed(held: Collection[str], wished: Collection[Purpose]) -> tuple[frozenset[str], frozenset[Purpose]]:
    """Return what ends of what somebody wants no notices of, and what comes in its place.

    Whoever wanted none at all and now wants one kind again still wants none of the others.

    Args:
        held: What they want none of.
        wished: What they want again.
    """
    if ALL in wished:
        return frozenset(held), frozenset()
    ends = frozenset(held) & frozenset(wished)
    if ALL not in held:
        return ends, frozenset()
    return ends | {ALL}, KINDS - frozenset(wished) - frozenset(held)
