"""Changes of a rule of follow-ups: its days, its words, how often, and a new one on a known moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.follow_ups import Rule, Step
from tools.domain.follow_ups.facts import FACTS, unknown
from tools.kit.errors import InvalidArguments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.follow_ups import Moment

BEFORE_TOO: frozenset[Moment] = frozenset({"adoption_planned", "policy_deadline", "promise_made", "promise_owed"})
"""Moments that are known ahead, so that one can be reminded before them."""
MOST_STEPS, FARTHEST = 5, 400
"""Reminders a rule has at the most, and days they may lie from its moment."""
MOST_TIMES, LONGEST_WITHIN = 20, 365
LONGEST_TEXT = 300
"""Characters of what a rule or a campaign says."""
OWN = "own-"
"""What the ids of rules that operators added begin with."""


def with_days(rule: Rule, days: Sequence[float]) -> Rule:
    """Return a rule with other days.

    A reminder that stays keeps its name, so that whoever has had it does not get it again; the last one keeps the words
    of the one that was last.

    Args:
        rule: The rule.
        days: All its days, in any order; before the moment where negative.

    Raises:
        InvalidArguments: There are too many, they lie too far away, or before a moment that is not known before.
    """
    wanted = sorted({float(day) for day in days})
    if not wanted or len(wanted) > MOST_STEPS or any(abs(day) > FARTHEST for day in wanted):
        msg = f"{len(wanted)} days: {wanted}"
        raise InvalidArguments(msg, slot="days", problem="days", most=MOST_STEPS, farthest=FARTHEST)
    if any(day < 0 for day in wanted) and rule.moment not in BEFORE_TOO:
        msg = f"{rule.moment} is not known before it comes"
        raise InvalidArguments(msg, slot="days", problem="before", title=rule.title)
    steps: list[Step] = []
    for before in (True, False):
        old = [step for step in rule.steps if (step.days < 0) == before]
        steps += _paired(old, [day for day in wanted if (day < 0) == before], [step.name for step in steps])
    return rule.model_copy(update={"steps": tuple(steps)})


def _paired(old: Sequence[Step], days: Sequence[float], taken: Sequence[str]) -> list[Step]:
    """Make the reminders on one side of a moment out of those that were there."""
    ordered = sorted(old, key=lambda step: step.days)
    if len(ordered) == len(days):
        return [step.model_copy(update={"days": day}) for step, day in zip(ordered, days, strict=True)]
    there = {step.days: step for step in ordered}
    last_text = ordered[-1].text if len(ordered) > 1 and len(days) > 1 else None
    names = {*taken, *(step.name for step in ordered)}
    made: list[Step] = []
    for place, day in enumerate(days):
        kept, last = there.get(day), place == len(days) - 1
        name = kept.name if kept else _name(day, names)
        names.add(name)
        text = kept.text if kept and not (last_text and kept.name == ordered[-1].name) else None
        text = last_text if last and last_text else text
        made.append(Step(name=name, days=day, text=text))
    return made


def _name(day: float, taken: set[str]) -> str:
    stem = f"{'before' if day < 0 else 'day'}{abs(day):g}".replace(".", "_")
    name, count = stem, 2
    while name in taken:
        name, count = f"{stem}_{count}", count + 1
    return name


def signed(days: Sequence[float], rule: Rule) -> tuple[float, ...]:
    """Take bare days for days before the moment, where all the rule's reminders lie before it.

    Args:
        days: As they were said.
        rule: The rule they are for.
    """
    ahead = all(step.days < 0 for step in rule.steps) and not any(day < 0 for day in days)
    return tuple(-day for day in days) if ahead else tuple(days)


def replaced(rule: Rule, days: Sequence[float], instead: Sequence[float]) -> tuple[float, ...]:
    """Return all days of a rule once some came in the place of others; only the new ones where it has none of these."""
    have = [step.days for step in rule.steps]
    gone = signed(instead, rule)
    if not gone or not set(gone) <= set(have):
        return tuple(days)
    return (*(day for day in have if day not in gone), *days)


def with_words(rule: Rule, text: str, step: str | None = None) -> Rule:
    """Return a rule that says something else.

    Args:
        rule: The rule.
        text: What it is to say.
        step: The reminder that is to say it; None for all that have no words of their own.

    Raises:
        InvalidArguments: It is too long, empty, or names facts its moment has not.
    """
    said = text.strip().translate({ord("｛"): "{", ord("｝"): "}"})
    if not said or len(said) > LONGEST_TEXT:
        msg = f"{len(said)} characters"
        raise InvalidArguments(msg, slot="text", problem="length", length=len(said), most=LONGEST_TEXT)
    if step is None:
        changed = rule.model_copy(update={"text": said})
    else:
        steps = tuple(one.model_copy(update={"text": said}) if one.name == step else one for one in rule.steps)
        changed = rule.model_copy(update={"steps": steps})
    facts = sorted(FACTS[rule.moment])
    try:
        strange = sorted(unknown(changed))
    except ValueError as error:
        raise InvalidArguments(str(error), slot="text", problem="braces", facts=facts) from error
    if strange:
        msg = f"{rule.moment} has no {', '.join(strange)}"
        raise InvalidArguments(msg, slot="text", problem="facts", strange=strange, facts=facts)
    return changed


def with_most(rule: Rule, most: int, within_days: int | None) -> Rule:
    """Return a rule of which a contact hears no more often than so.

    Args:
        rule: The rule.
        most: Times …
        within_days: … in so many days; None leaves them as they are.

    Raises:
        InvalidArguments: A number makes no sense.
    """
    within = rule.within_days if within_days is None else within_days
    if not (1 <= most <= MOST_TIMES and 1 <= within <= LONGEST_WITHIN):
        msg = f"{most} in {within} days"
        raise InvalidArguments(msg, slot="often", problem="most", most=MOST_TIMES, within=LONGEST_WITHIN)
    return rule.model_copy(update={"most": most, "within_days": within})


def step_meant(rule: Rule, days: float | None, nth: int | None = None, *, last: bool) -> Step | None:
    """Return the reminder of a rule that is meant; None where none is named.

    Args:
        rule: The rule.
        days: Its days, with or without the sign.
        nth: Its place, from 1.
        last: The last one is meant.

    Raises:
        InvalidArguments: The rule has none of these days, or not so many.
    """
    ordered = sorted(rule.steps, key=lambda one: one.days)
    if last:
        return ordered[-1]
    if nth is not None and days is None:
        if nth > len(ordered):
            msg = f"{rule.id} has {len(ordered)} reminders"
            raise InvalidArguments(msg, slot="step", problem="nth", nth=nth, have=len(ordered))
        return ordered[nth - 1]
    if days is None:
        return None
    found = next((one for one in rule.steps if abs(one.days) == abs(days)), None)
    if found is None:
        msg = f"{rule.id} has no reminder on day {days:g}"
        raise InvalidArguments(msg, slot="step", problem="step", days=days)
    return found


def added(  # noqa: PLR0913 -- what makes a rule
    like: Rule, rules: Mapping[str, Rule], *, title: str, days: Sequence[float], text: str, most: int, within_days: int
) -> Rule:
    """Return a new rule that counts from the moment of one there is.

    Args:
        like: A rule of the moment; whom it is for, what must hold, purpose, button, ways and clause are its.
        rules: All there are, by id.
        title: What operators call it.
        days: Its days.
        text: What it says.
        most: How often a contact hears of it at the most …
        within_days: … in so many days.

    Raises:
        InvalidArguments: Days or words are not valid.
    """
    count = 1 + max((int(name.removeprefix(OWN)) for name in rules if name.startswith(OWN)), default=0)
    first = Step(name="day0", days=0)
    values = {
        **like.model_dump(mode="json"),
        "id": f"{OWN}{count}",
        "title": title,
        "steps": [first.model_dump()],
        "text": like.text,
        "most": most,
        "within_days": within_days,
        "active": True,
    }
    bare = Rule.model_validate(values).model_copy(update={"steps": ()})
    return with_words(with_days(bare, days), text)
