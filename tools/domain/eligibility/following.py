"""Tells whether a message asks if a policy, named in it or just spoken of, is for the speaker's own firm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from corpus.lexical import normalise
from tools.domain.eligibility import lexicon
from tools.domain.eligibility.reading import policy_named, read

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, Policy
    from tools.kit.tool import Focus

_LONGEST, _SHORT = 40, 20
_SURE, _LIKELY = 0.85, 0.7


def surely(text: str, catalogs: Catalogs) -> float:
    """Tell how surely a message asks what is for the speaker's own firm, or whether a policy is, 0 to 1.

    Args:
        text: The message as written.
        catalogs: The typed records.
    """
    text = normalise(text)
    if lexicon.FOR_NOBODY.search(text):
        return 0.0
    own = lexicon.OWN.search(text) is not None or lexicon.DESCRIBED.search(text) is not None
    if policy_named(text, catalogs) is not None:
        if lexicon.MAY_WE.search(text) is None or lexicon.WINDOW_ASKED.search(text) is not None:
            return 0.0
        return _SURE if own else _LIKELY if lexicon.NOW_MAY.search(text) else 0.0
    if lexicon.WHAT_FOR_US.search(text) is None or len(text) > _LONGEST:
        return 0.0
    return _SURE if own else _LIKELY if lexicon.ANYWHERE.search(text) is None else 0.0


def follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Take a question after a policy for whether the speaker's own firm meets what it asks.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalogs: The typed records.
    """
    policy = catalogs.policies.get(str(focus.arguments.get("policy") or ""))
    if policy is None or len(text) > _LONGEST or policy_named(text, catalogs) not in {None, policy.id}:
        return None
    stopped = (lexicon.ALL_ASKED, lexicon.REQUESTED, lexicon.DESCRIBED, lexicon.WINDOW_ASKED)
    if any(pattern.search(text) for pattern in stopped):
        return None
    # Whose firm it is for is said, or was before, or that it meets something by now.
    before = focus.tool == "match_policies" and len(text) <= _SHORT
    for_us = lexicon.OWN.search(text) or lexicon.NOW_MAY.search(text) or before
    supposed = for_us and lexicon.SUPPOSES.search(text) and read(text, catalogs.archive.by_key).facts
    if supposed or (for_us and lexicon.MAY_WE.search(text)):
        kept = {name: value for name, value in focus.arguments.items() if before and name in {"enterprise", "facts"}}
        return "match_policies", {**kept, "policy": policy.id, "question": text}
    return None


def field_of(text: str, policy: Policy) -> Literal["eligibility", "provisions"] | None:
    """Return the field of a policy that says how much it asks of what a short question names; None where none does.

    Args:
        text: Normalised text.
        policy: The policy under discussion.
    """
    if len(text) > _SHORT or lexicon.HOW_MUCH.search(text) is None:
        return None
    fields: dict[Literal["eligibility", "provisions"], tuple[str, ...]] = {
        "eligibility": policy.eligibility,
        "provisions": policy.provisions,
    }
    for pattern in lexicon.MEASURES:
        if pattern.search(text) is None:
            continue
        for name, lines in fields.items():
            if any(pattern.search(line) for line in lines):
                return name
    return None
