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
    left_out = lexicon.EXCEPT.search(text)
    if left_out is not None:
        kept = _named(next(words for words in left_out.groups() if words))
        if kept:
            return KINDS - kept
    return _named(text) or frozenset({ALL})


def _named(text: str) -> frozenset[Purpose]:
    return frozenset(kind for kind in KINDS if lexicon.PURPOSES[kind].search(text))


def wants_none(text: str) -> bool:
    """Tell whether a message says, and says nothing else, that notices are to stop.

    Args:
        text: Normalised text.
    """
    return _says_only(text, lexicon.STOP)


def wants_again(text: str) -> bool:
    """Tell whether a message says, and says nothing else, that notices are to come again.

    Args:
        text: Normalised text.
    """
    return _says_only(text, lexicon.RESUME) and not _says_only(text, lexicon.STOP)


def _says_only(text: str, ways: Iterable[re.Pattern[str]]) -> bool:
    if len(text) > LONGEST or lexicon.UNMEANT.search(text) or not any(way.search(text) for way in ways):
        return False
    return not lexicon.BESIDE.sub("", text)


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
