"""Keeps of a message what it says of the speaker's own firm, as it is now and in earnest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tools.domain.answering import lexicon

if TYPE_CHECKING:
    import re


class Returns(Protocol):
    """Tells whether a clause comes back to the speaker from one that told of others, or of the past."""

    def __call__(self, clause: str, left: str) -> bool:
        """Tell it of a clause and the one that was left out."""


def of_others(clause: str) -> bool:
    """Tell whether a clause tells of somebody else's firm, or of what others chose.

    Args:
        clause: A clause, in standard words.
    """
    return lexicon.OF_OTHERS.match(clause) is not None


def own_part(said: str, returns: Returns | None = None, *, at_work: bool = True) -> str:
    """Leave out what is told of others, supposed, long past, or taken back as a joke.

    What follows such a clause belongs to it until the message comes back to the speaker or to the present.

    Args:
        said: The message, in standard words.
        returns: Knows further clauses that come back from others, or from the past.
        at_work: A condition of work, as in a rush, tells how the firm works and is not supposed.

    Returns:
        The message as it is where nothing is left out; empty where nothing is left.
    """
    laughs = lexicon.LAUGHED_AT.match(said)
    if laughs and not lexicon.CHOICE.search(laughs["of"]):
        return said
    clauses = [clause.strip() for clause in lexicon.BREAKS.split(said) if clause.strip(" .~")]
    kept: list[str] = []
    back: re.Pattern[str] | None = None
    left = ""
    at_work = at_work and lexicon.WOULD_GET.search(said) is None
    for told in clauses:
        clause = lexicon.MADE_FOR_US.sub("", told)
        others = of_others(clause)
        if lexicon.JOKED.fullmatch(clause):
            kept, back = [], None
        elif others and lexicon.ADVISED.search(clause) and all(map(lexicon.NO_CHOICE.match, kept)):
            back, left = lexicon.NO_CHOICE, clause
        elif others and lexicon.SAID_BY.search(clause):
            return ""  # what stands before is theirs as well
        elif lexicon.SUPPOSED.match(clause) and not (at_work and lexicon.AT_WORK.match(clause)):
            back, left = lexicon.AS_IT_IS, ""
        elif others or lexicon.IN_THE_PAST.match(clause):
            back, left = lexicon.HERE_AND_NOW if others else lexicon.SINCE_THEN, clause
        elif back is None or back.search(clause) or (returns and left and returns(clause, left)):
            kept.append(lexicon.CHANGED.sub("", clause) if back is lexicon.SINCE_THEN else clause)
            back = None
        elif back is lexicon.HERE_AND_NOW and lexicon.OF_THEM.match(clause):
            back = lexicon.OURS
    if kept == clauses:
        return said
    asked = "?" if kept and back is None and said.rstrip().endswith("?") else ""
    return ",".join(filter(None, kept)) + asked
