"""Tells whether a message asks if a policy, named in it or just spoken of, is for the speaker's own firm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import jieba

from corpus.lexical import normalise
from tools.domain import lexicon as catalog_words
from tools.domain.eligibility import lexicon
from tools.domain.eligibility.reading import numbered_in, of_friend, policy_named, read
from tools.domain.eligibility.sums import of_sum
from tools.kit.lexicon import ASKS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from corpus.catalogs import Catalogs, Policy
    from tools.kit.tool import Focus

_LONGEST, _SHORT = 40, 20
_SURE, _LIKELY = 0.85, 0.7
_LEAST_SHARED, _SHARE = 2, 0.4
"""Words, and the share of its words, that a question must have in common with a line of a policy."""
_HARDLY = 1
"""Signs a message may have beside what it asks of a policy."""
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
    if lexicon.BRANCH_ASKED.search(text) and lexicon.OF_MONEY.search(text) and not lexicon.WINDOW_ASKED.search(text):
        return _SURE if ASKS.search(text) or lexicon.MAY_WE.search(text) else 0.0
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
    if policy is not None and _supposes_sum(text, policy, catalogs):
        return "match_policies", {"policy": policy.id, "question": text}
    return _by_sum(text, focus, catalogs) or _goes_on(text, focus, catalogs)


def _by_sum(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Read the policy that a message means by what it gives, the one under discussion before others."""
    if lexicon.MAY_WE.search(text) or policy_named(text, catalogs) is not None:
        return None
    policy = catalogs.policies.get(str(focus.arguments.get("policy") or ""))
    offered = (one for one in catalogs.policies.values() if one.applies == "firms")
    meant = of_sum(text, [policy] if policy is not None else ()) or of_sum(text, offered)
    if meant is None:
        return None
    aspect = _aspect(text, meant)
    how = {"question": lexicon.HOW_ASKED} if aspect == "how_to_apply" else {}
    return "read_policy", {"policy": meant.id, "aspect": aspect, **how}


def _goes_on(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    policy = catalogs.policies.get(str(focus.arguments.get("policy") or ""))
    soonest = lexicon.SOONEST.search(text) is not None
    whose = {name: value for name, value in focus.arguments.items() if name in {"enterprise", "facts"}}
    if focus.tool == "match_policies" and policy is not None and held_against_it(text):
        return "match_policies", {**whose, "policy": policy.id, "question": text}
    if policy is not None and not soonest and (turned := _turned(text, policy, catalogs, focus)) is not None:
        return turned
    if focus.tool == "match_policies" and soonest and len(text) <= _LONGEST:
        described = str(focus.arguments.get("question") or "")
        return "match_policies", {**whose, "question": f"{described},{text}" if described else text}
    named = policy_named(text, catalogs)
    held_against = lexicon.ONE_BY_ONE.search(text) or (lexicon.MAY_WE.search(text) and len(text) <= _SHORT)
    if focus.tool == "match_policies" and named and len(text) <= _LONGEST and held_against:
        return "match_policies", {**whose, "policy": named, "question": text}
    if policy is not None and len(text) <= _LONGEST and (other := _other(text, policy, catalogs)) is not None:
        return "read_policy", {"policy": other.id, "aspect": _aspect(text, other)}
    if policy is None or len(text) > _LONGEST or named not in {None, policy.id} or _begins_anew(text, named, policy):
        return None
    policy = _ruling(text, policy, catalogs)
    if policy.id != focus.arguments.get("policy") and not lexicon.MAY_WE.search(text) and field_of(text, policy):
        return "read_policy", {"policy": policy.id, "aspect": field_of(text, policy)}
    stopped = (lexicon.ALL_ASKED, lexicon.REQUESTED, lexicon.DESCRIBED, lexicon.WINDOW_ASKED)
    line = _line_asked(text, policy)
    told = ("read_policy", {"policy": policy.id, "aspect": line}) if line else None
    if any(pattern.search(text) for pattern in stopped):
        return told
    # Whose firm it is for is said, or was before, or that it meets something by now.
    before = focus.tool == "match_policies" and len(text) <= _SHORT
    for_us = lexicon.OWN.search(text) or lexicon.NOW_MAY.search(text) or before or of_friend(text)
    ruled = policy.id != focus.arguments.get("policy")
    whole = next((f"{c.goal},{text}" for c in policy.conditions if c.goal and ruled), text)
    supposed = for_us and lexicon.SUPPOSES.search(text) and read(text, catalogs.archive.by_key).facts
    if supposed or (for_us and lexicon.MAY_WE.search(text)):
        return "match_policies", {**(whose if before else {}), "policy": policy.id, "question": whole}
    return told


def _supposes_sum(text: str, policy: Policy, catalogs: Catalogs) -> bool:
    """Tell whether a message asks what the policy under discussion would give, if something were so of the firm."""
    if len(text) > _LONGEST or not lexicon.SUPPOSES.search(text) or not lexicon.ASPECTS["provisions"].search(text):
        return False
    said = read(text, catalogs.archive.by_key)
    named = policy_named(lexicon.SPENDS_ON.sub(" ", text), catalogs)
    return bool(said.facts or said.investment) and named in {None, policy.id} and not lexicon.ALL_ASKED.search(text)


def _line_asked(text: str, policy: Policy) -> str | None:
    """Return the field of a policy one line of which speaks of what a message asks; None where hardly any does.

    Args:
        text: Normalised text.
        policy: The policy under discussion.
    """
    stopped = (lexicon.REQUESTED, lexicon.DESCRIBED, lexicon.NOT_OF_LINE)
    if lexicon.LINE_ASKED.search(text) is None or any(pattern.search(text) for pattern in stopped):
        return None
    words = {word for word in jieba.cut(lexicon.LINE_ASKED.sub(" ", text), HMM=False) if len(word) > 1}
    named = normalise(" ".join((policy.title, policy.summary, *policy.aliases)))
    telling = {word for word in words if word not in named}
    fields = {
        "provisions": policy.provisions,
        "eligibility": policy.eligibility,
        "how_to_apply": (policy.how_to_apply or "",),
    }
    lines = [(name, normalise(line)) for name, held in fields.items() for line in held]
    shared = [(sum(word in line for word in telling), name) for name, line in lines]
    most, field = max(shared, key=lambda pair: pair[0], default=(0, ""))
    return field if most >= max(_LEAST_SHARED, _SHARE * len(telling)) else None


def _begins_anew(text: str, named: str | None, policy: Policy) -> bool:
    """Tell whether a message begins with something to be had that is neither on record nor in the policy's name."""
    begun = lexicon.NAMES_ANEW.match(text)
    if named is not None or begun is None:
        return False
    said = begun.group().strip(",， ")
    names = [normalise(name) for name in (policy.title, *policy.aliases)]
    return not any(said in name or name in said for name in names)


def held_against_it(text: str) -> bool:
    """Tell whether a message asks which conditions of the policy just gone through are not met, or if one of them is.

    Args:
        text: Normalised text.
    """
    if lexicon.SIZE_ASKED.search(text) is None and (len(text) > _SHORT or lexicon.SUPPOSES.search(text)):
        return False
    return lexicon.HELD_BACK.search(text) is not None or bool(measured(text))


def measured(text: str) -> tuple[re.Pattern[str], ...]:
    """Return the measures of a policy that a message asks whether the firm passes; none where it asks how much.

    Args:
        text: Normalised text.
    """
    if lexicon.PASSES.search(text) is None or lexicon.HOW_MUCH.search(text) is not None:
        return ()
    return tuple(pattern for pattern in lexicon.MEASURES if pattern.search(text))


def _turned(text: str, policy: Policy, catalogs: Catalogs, focus: Focus) -> tuple[str, dict[str, Any]] | None:
    """Read a message that turns to another policy than the one under discussion, or to one field of this one.

    Args:
        text: Normalised text.
        policy: The policy under discussion.
        catalogs: The typed records.
        focus: What the conversation was about.
    """
    corrected = lexicon.NOT_THIS.match(text)
    said = corrected["what"] if corrected else text
    named = policy_named(said, catalogs)
    if named not in {None, policy.id} and (corrected or _goes_on_to(text)):
        other = catalogs.policies[str(named)]
        return "read_policy", {"policy": other.id, "aspect": _aspect(said, other)}
    if (named is None or corrected) and (where := _where(said)):
        fitting = _of_place(where, policy, catalogs)
        if len(fitting) == 1:
            return "read_policy", {"policy": fitting[0].id, "aspect": _aspect(said, fitting[0])}
        return "list_policies", {**where, "applies": "firms"}
    if named in {None, policy.id} and (fee := fee_told(text, policy)) is not None:
        return "read_policy", {"policy": policy.id, "aspect": fee[0]}
    said_sum = lexicon.SUM_ALONE.match(text)
    if said_sum is not None and any(said_sum["sum"] in line for line in policy.provisions):
        return "read_policy", {"policy": policy.id, "aspect": "provisions"}
    if policy.rates and lexicon.LEVEL_ALONE.match(text):
        return "read_policy", {"policy": policy.id, "aspect": "provisions"}
    if named in {None, policy.id} and len(text) <= _SHORT and (aspect := _field_alone(text)) is not None:
        noticed = _notice(policy, catalogs) if aspect == "validity" and lexicon.THIS_YEAR.search(text) else None
        if aspect == "eligibility" and (behind := _behind(policy, catalogs)) is not None:
            ruling, title = behind
            return "read_policy", {"policy": ruling.id, "aspect": aspect, "question": f"{title}{text}"}
        before = normalise(focus.question)
        goal = next((c.goal for c in policy.conditions if c.goal and c.goal in before), None)
        of_goal = {"question": f"{goal}{text}"} if goal and aspect == "eligibility" else {}
        return "read_policy", {"policy": (noticed or policy).id, "aspect": aspect, **of_goal}
    return None


def _goes_on_to(text: str) -> bool:
    """Tell whether a message that names another policy asks what it says, and not whether it is for a firm."""
    if len(text) > _SHORT or lexicon.OWN.search(text):
        return False
    asked = any(pattern.search(text) for pattern in lexicon.ASPECTS.values())
    fits = lexicon.MAY_WE.search(text) is not None and lexicon.WINDOW_ASKED.search(text) is None
    return (asked and not fits) or lexicon.GOES_ON_TO.match(text) is not None


def _where(text: str) -> dict[str, str]:
    """Return the level of government or the region a message names, if it says hardly anything else."""
    named: dict[str, Mapping[Any, re.Pattern[str]]] = {"level": catalog_words.LEVELS, "region": catalog_words.REGIONS}
    for kind, patterns in named.items():
        for name, pattern in patterns.items():
            if (match := pattern.search(text)) is not None:
                rest = _beside(text[: match.start()] + text[match.end() :], lexicon.ASPECTS)
                whole = lexicon.WHOLE.get(name)
                where = {"level": whole} if whole else {kind: str(name)}
                return where if rest <= _HARDLY else {}
    return {}


def _beside(text: str, asked: Iterable[str]) -> int:
    """Count the signs of a message beside what it asks of a policy and what points at one."""
    for name in asked:
        text = lexicon.ASPECTS[name].sub("", text)
    return sum(sign.isalnum() for sign in lexicon.THAT_ONE.sub("", text))


def _of_place(where: Mapping[str, str], policy: Policy, catalogs: Catalogs) -> list[Policy]:
    """Return the policies of a place that firms apply under and that have most in common with the one spoken of."""
    found: dict[int, list[Policy]] = {}
    for other in catalogs.policies.values():
        elsewhere = lexicon.HUANGPU not in {policy.region, where.get("region")} and other.region == lexicon.HUANGPU
        there = all(getattr(other, kind) == name for kind, name in where.items())
        if there and other.applies == "firms" and not other.replaced_by and not elsewhere:
            found.setdefault(len({*other.themes} & {*policy.themes}), []).append(other)
    return [one for one in found.get(max(found, default=0), []) if one.id != policy.id]


def _field_alone(text: str) -> str | None:
    """Return the field of a policy that a message asks for and says hardly anything beside."""
    asked = [name for name, pattern in lexicon.ASPECTS.items() if pattern.search(text)]
    if not asked:
        return None
    return asked[0] if _beside(text, asked) <= _HARDLY else None


def _notice(policy: Policy, catalogs: Catalogs) -> Policy | None:
    """Return the notice of the year for what a measure rules on; None where it has days of its own, or no notice."""
    goals = {condition.goal for condition in policy.conditions if condition.goal}
    if policy.apply_until or not goals:
        return None
    dated = (other for other in catalogs.policies.values() if other.apply_until and not other.replaced_by)
    return next((other for other in dated if any(goal in other.title for goal in goals)), None)


def _behind(policy: Policy, catalogs: Catalogs) -> tuple[Policy, str] | None:
    """Return the measure that rules on what a year's notice calls for, and what that is; None where there is none."""
    ruling = (other for other in catalogs.policies.values() if other.id != policy.id and not other.replaced_by)
    goals = ((other, c.goal) for other in ruling for c in other.conditions if c.goal and c.goal in policy.title)
    return next(goals, None)


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


def fee_told(text: str, policy: Policy) -> tuple[str, str] | None:
    """Return the field and the line of a policy that say what applying costs, where a short question asks that.

    Args:
        text: Normalised text.
        policy: The policy under discussion.

    Returns:
        The field and its line, the line empty where the policy says nothing of it; None where something else is asked.
    """
    if len(text) > _SHORT or lexicon.FEE_ASKED.search(text) is None or policy.applies != "firms":
        return None
    fields = {"provisions": policy.provisions, "how_to_apply": (policy.how_to_apply or "",)}
    told = ((name, line) for name, lines in fields.items() for line in lines if lexicon.FEE.search(line))
    return next(told, ("how_to_apply", ""))


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
