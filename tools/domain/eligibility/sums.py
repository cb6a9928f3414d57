"""Finds the policy that is meant by what it gives at the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.archive import fold
from tools.domain.archive.amounts import amounts
from tools.domain.eligibility import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from corpus.catalogs import Policy

LONGEST = 40
"""Characters up to which words may point at a policy by a sum."""


def of_sum(words: str, policies: Iterable[Policy]) -> Policy | None:
    """Return the policy that words point at by a sum it gives; None where they point at none, or at one of several.

    A sum that a policy is known for, which stands in its summary, goes before one in the midst of others.

    Args:
        words: As a person wrote them.
        policies: Those that may be meant.
    """
    text = fold(words)
    if len(text) > LONGEST or lexicon.OF_OWN_SUM.search(text):
        return None
    said = {sum_.value for sum_ in amounts(text) if sum_.large and _pointed_at(text, sum_.start, sum_.end)}
    if len(said) != 1:
        return None
    current = [policy for policy in policies if not policy.replaced_by]
    held = [policy for policy in current if said <= _sums((*policy.provisions, policy.summary))]
    known = [policy for policy in held if said <= _sums((policy.summary,))]
    found = known or held
    return found[0] if len(found) == 1 else None


def _pointed_at(text: str, start: int, end: int) -> bool:
    before, after = lexicon.POINTS_AT_SUM.search(text[:start]), lexicon.SUM_POINTED_AT.match(text, end)
    return before is not None and (after is not None or before["that"] is not None)


def _sums(lines: Iterable[str]) -> set[Decimal]:
    return {sum_.value for line in lines for sum_ in amounts(fold(line)) if sum_.large}
