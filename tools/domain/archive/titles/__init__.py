"""Tells a title that is held from one that is denied, wished for, planned, lost or only supposed."""

from __future__ import annotations

from tools.domain.archive.found import clause_before, denied
from tools.domain.archive.lexicon import CLAUSE
from tools.domain.archive.titles import lexicon


def held(text: str, start: int, end: int) -> bool:
    """Tell whether a title named in a text is one the firm has.

    Args:
        text: The folded message.
        start: Where the title's name begins.
        end: Where it ends.
    """
    before = lexicon.UNEXPECTED.sub("", clause_before(text, start))
    names = list(lexicon.NAME.finditer(before))
    own = before[names[-1].end() :] if names else before
    clauses = CLAUSE.split(text[end:].lstrip(), maxsplit=2)
    other = lexicon.NAME.search(clauses[0])
    after = clauses[0][: other.start()] if other else clauses[0]
    following = "" if other or len(clauses) == 1 or lexicon.NAME.search(clauses[1]) else clauses[1]
    if lexicon.SUPPOSED.search(before) or lexicon.NOT_HELD.search(after) or lexicon.LOST_THEN.match(following):
        return False
    claims = [match.start() for match in lexicon.CLAIMED.finditer(own)]
    wishes = [match.start() for match in lexicon.WISHED.finditer(own)]
    if lexicon.APPLIED.search(own) or (wishes and max(wishes) > max(claims, default=-1)):
        return False
    if not claims and lexicon.TRIED_THEN.match(following):
        return False
    return bool(lexicon.UNEXPECTED.search(text[:start])) or not denied(text, start, end)
