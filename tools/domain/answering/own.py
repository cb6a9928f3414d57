"""Keeps of a message what it says of the speaker's own firm, as it is now and in earnest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.answering import lexicon

if TYPE_CHECKING:
    import re


def own_part(said: str) -> str:
    """Leave out what is told of others, supposed, long past, or taken back as a joke.

    What follows such a clause belongs to it until the message comes back to the speaker or to the present.

    Args:
        said: The message, in standard words.

    Returns:
        The message as it is where nothing is left out; empty where nothing is left.
    """
    laughs = lexicon.LAUGHED_AT.match(said)
    if laughs and not lexicon.CHOICE.search(laughs["of"]):
        return said
    clauses = [clause.strip() for clause in lexicon.BREAKS.split(said) if clause.strip(" .~")]
    kept: list[str] = []
    back: re.Pattern[str] | None = None
    for clause in clauses:
        if lexicon.JOKED.fullmatch(clause):
            kept, back = [], None
        elif lexicon.OF_OTHERS.match(clause) and lexicon.SAID_BY.search(clause):
            return ""  # what stands before is theirs as well
        elif lexicon.SUPPOSED.match(clause):
            back = lexicon.AS_IT_IS
        elif lexicon.OF_OTHERS.match(clause) or lexicon.IN_THE_PAST.match(clause):
            back = lexicon.HERE_AND_NOW
        elif back is None or back.search(clause):
            back = None
            kept.append(clause)
    if len(kept) == len(clauses):
        return said
    asked = "?" if kept and back is None and said.rstrip().endswith("?") else ""
    return ",".join(kept) + asked
