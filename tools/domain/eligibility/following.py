"""Tells whether a message asks if a policy, named in it or just spoken of, is for the speaker's own firm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from corpus.lexical import normalise
from tools.domain.eligibility import lexicon
from tools.domain.eligibility.reading import numbered_in, policy_named, read

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, Policy
    from tools.kit.tool import Focus

_LONGEST, _SHORT = 40, 20
_SURE, _LIKELY = 0.85, 0.7
MEASURED = frozenset({"employees", "revenue_wan", "founded"})
"""Facts that are figures, which a policy may set a bar for."""


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
    own = own or (len(text) <= _SHORT and lexicon.BY_NOW.search(text) is not None)
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
    named = policy_named(text, catalogs)
    held_against = lexicon.ONE_BY_ONE.search(text) or (lexicon.MAY_WE.search(text) and len(text) <= _SHORT)
    if focus.tool == "match_policies" and named and len(text) <= _LONGEST and held_against:
        whose = {name: value for name, value in focus.arguments.items() if name in {"enterprise", "facts"}}
        return "match_policies", {**whose, "policy": named, "question": text}
    if policy is not None and len(text) <= _LONGEST and (other := _other(text, policy, catalogs)) is not None:
        return "read_policy", {"policy": other.id, "aspect": _aspect(text, other)}
    if policy is None or len(text) > _LONGEST or named not in {None, policy.id}:
        return None
    policy = _ruling(text, policy, catalogs)
    if policy.id != focus.arguments.get("policy") and not lexicon.MAY_WE.search(text) and field_of(text, policy):
        return "read_policy", {"policy": policy.id, "aspect": field_of(text, policy)}
    stopped = (lexicon.ALL_ASKED, lexicon.REQUESTED, lexicon.DESCRIBED, lexicon.WINDOW_ASKED)
    if any(pattern.search(text) for pattern in stopped):
        return None
    # Whose firm it is for is said, or was before, or that it meets something by now.
    before = focus.tool == "match_policies" and len(text) <= _SHORT
    for_us = lexicon.OWN.search(text) or lexicon.NOW_MAY.search(text) or before
    ruled = policy.id != focus.arguments.get("policy")
    whole = next((f"{c.goal},{text}" for c in policy.conditions if c.goal and ruled), text)
    supposed = for_us and lexicon.SUPPOSES.search(text) and read(text, catalogs.archive.by_key).facts
    if supposed or (for_us and lexicon.MAY_WE.search(text)):
        kept = {name: value for name, value in focus.arguments.items() if before and name in {"enterprise", "facts"}}
        return "match_policies", {**kept, "policy": policy.id, "question": whole}
    return None


def _other(text: str, policy: Policy, catalogs: Catalogs) -> Policy | None:
    """Return the policy a message goes on to: one named by its number, or the new one in place of an old one."""
    numbered = numbered_in(text, catalogs)
    if numbered is None and policy.replaced_by and lexicon.THE_NEW_ONE.match(text):
        numbered = policy.replaced_by
    return catalogs.policies[numbered] if numbered and numbered != policy.id else None


def _aspect(text: str, policy: Policy) -> str:
    """Return the field of a policy that a message asks for, of those that it has."""
    fields = ((name, getattr(policy, name, None) or name == "validity") for name in lexicon.ASPECTS)
    return next((name for name, held in fields if held and lexicon.ASPECTS[name].search(text)), "provisions")


def _ruling(text: str, policy: Policy, catalogs: Catalogs) -> Policy:
    """Return the policy that rules on what a message measures: a year's notice leaves that to the measure behind it."""
    facts = {key for key in read(text, catalogs.archive.by_key).facts if key in MEASURED}
    held = {condition.field for condition in policy.conditions}
    if field_of(text, policy) or (facts & held):
        return policy
    for other in catalogs.policies.values():
        ends = {c.field for c in other.conditions if c.goal and c.goal in policy.title}
        rules = bool(facts & ends) or (bool(ends) and field_of(text, other) is not None)
        if other.id != policy.id and not other.replaced_by and rules:
            return other
    return policy


def field_of(text: str, policy: Policy) -> Literal["eligibility", "provisions"] | None:
    """Return the field of a policy that says how much it asks of what a short question names; None where none does.

    Args:
        text: Normalised text.
        policy: The policy under discussion.
    """
    fields: dict[Literal["eligibility", "provisions"], tuple[str, ...]] = {
        "eligibility": policy.eligibility,
        "provisions": policy.provisions,
    }
    if len(text) <= _SHORT and lexicon.OF_SUM.search(text) and (sums := lexicon.SUM.findall(text)):
        return next((name for name, lines in fields.items() if any(s in line for line in lines for s in sums)), None)
    if len(text) > _SHORT or lexicon.HOW_MUCH.search(text) is None:
        return None
    for pattern in lexicon.MEASURES:
        if pattern.search(text) is None:
            continue
        for name, lines in fields.items():
            if any(pattern.search(line) for line in lines):
                return name
    return None
