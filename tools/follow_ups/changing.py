"""Makes the rule an operator asks for out of the one there is, and says what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.follow_ups import editing, shipped
from tools.domain.follow_ups.facts import FACTS
from tools.domain.follow_ups.reading import often_in
from tools.kit.errors import Conflict, InvalidArguments
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.follow_ups import Moment, Rule
    from tools.domain.follow_ups.reading import Edit

CAMPAIGN = "campaign"
ONCE = 1
"""How often a contact hears of a new rule, unless it is said."""
WITHIN = 30


def changed(rule: Rule, edit: Edit, versions: Sequence[Rule]) -> Rule:
    """Return a rule as an edit makes it.

    Args:
        rule: As it stands.
        edit: What is to be done; not to add one.
        versions: Those operators made of it, the newest first.

    Raises:
        InvalidArguments: Something is missing, or not valid.
        Conflict: It cannot be done with this rule.
    """
    match edit.action:
        case "pause" | "resume":
            return rule.model_copy(update={"active": edit.action == "resume"})
        case "words":
            return _with_words(rule, edit)
        case "days":
            return _with_days(rule, edit)
        case "most":
            if edit.most is None:
                raise _missing(slot="often")
            return editing.with_most(rule, edit.most, edit.within_days)
        case "restore":
            return _restored(rule)
        case "undo":
            return _before(rule, versions)
    raise _missing(slot="action", options=list(wording.ACTIONS.items()))


def new(edit: Edit, rules: Mapping[str, Rule], moments: Sequence[Moment]) -> Rule:
    """Return a new rule on a known moment.

    Args:
        edit: What is asked for.
        rules: All there are, by id.
        moments: Those to pick from.

    Raises:
        InvalidArguments: Moment, days or words are missing, or not valid.
    """
    if edit.moment is None:
        options = [(name, wording.CHOICES[name]) for name in moments]
        raise _missing(slot="moment", problem="moment", options=options)
    if edit.moment == CAMPAIGN:
        msg = "campaigns have no days"
        raise Conflict(msg, problem="campaign")
    like = next(rule for rule in shipped().rules.values() if rule.moment == edit.moment)
    if not edit.days:
        raise _missing(slot="days")
    days = editing.signed(edit.days, like)
    draft = editing.with_days(like, days)
    when = wording.when(draft)
    if not edit.text:
        ask = wording.ASK_WORDS_NEW.format(when=when, known=_known(like))
        raise _missing(slot="text", ask=ask)
    title = wording.NEW_TITLE.format(when=when)
    taken = {rule.title for rule in rules.values()}
    count = 2
    while title in taken:
        title, count = f"{wording.NEW_TITLE.format(when=when)}{count}", count + 1
    times = edit.most or max(ONCE, len(days))
    return editing.added(
        like, rules, title=title, days=days, text=edit.text, most=times, within_days=edit.within_days or WITHIN
    )


def often(edit_most: int | None, within: int | None, said: str | None) -> tuple[int | None, int | None]:
    """Put how often that is said in words of its own before what was read of the request."""
    if not said:
        return edit_most, within
    most, days = often_in(said)
    return edit_most if most is None else most, within if days is None else days


def differences(before: Rule, after: Rule) -> tuple[str, ...]:
    """Say what of a rule changes, line by line."""
    lines = []
    pairs = {
        "active": (wording.state(before), wording.state(after)),
        "steps": (wording.when(before), wording.when(after)),
        "text": (wording.QUOTE.format(text=before.text), wording.QUOTE.format(text=after.text)),
        "most": (wording.most(before), wording.most(after)),
        "title": (before.title, after.title),
    }
    lines += [_line(wording.PARTS[name], old, now) for name, (old, now) in pairs.items() if old != now]
    own = {step.name: step.text for step in before.steps}
    for step in after.steps:
        if step.text != own.get(step.name) and (step.text or own.get(step.name)):
            name = wording.STEP_TEXT.format(when=wording.when(after, [step]))
            lines.append(_line(name, _said(own.get(step.name)), _said(step.text)))
    return tuple(lines)


def _line(name: str, before: str, after: str) -> str:
    return wording.CHANGED.format(name=name, before=before, after=after)


def _said(text: str | None) -> str:
    return wording.QUOTE.format(text=text) if text else wording.NO_TEXT


def _with_words(rule: Rule, edit: Edit) -> Rule:
    if rule.moment == CAMPAIGN:
        msg = "what a campaign says stands in the campaign"
        raise Conflict(msg, problem="words", title=rule.title)
    step = editing.step_meant(rule, edit.step, edit.nth, last=edit.last_step)
    name = step.name if step else None
    if not edit.text:
        text = rule.words(name) if name else rule.text
        raise _missing(slot="text", ask=wording.ASK_WORDS.format(title=rule.title, text=text, known=_known(rule)))
    return editing.with_words(rule, edit.text, name)


def _with_days(rule: Rule, edit: Edit) -> Rule:
    if rule.moment == CAMPAIGN:
        msg = "campaigns have no days"
        raise Conflict(msg, problem="campaign")
    have = [step.days for step in rule.steps]
    if edit.last_step and edit.mode == "less":
        return editing.with_days(rule, sorted(have)[:-1])
    one = editing.step_meant(rule, None, edit.nth, last=False)
    if one is not None and edit.mode == "less" and len(have) > 1:
        return editing.with_days(rule, [day for day in have if day != one.days])
    if not edit.days:
        raise _missing(slot="days")
    days = editing.signed(edit.days, rule)
    if one is not None and edit.mode == "set" and not edit.instead and len(days) == 1:
        return editing.with_days(rule, [*(day for day in have if day != one.days), *days])
    if edit.mode == "more":
        return editing.with_days(rule, (*have, *days))
    if edit.mode == "less":
        for day in days:
            editing.step_meant(rule, day, last=False)
        return editing.with_days(rule, [day for day in have if abs(day) not in {abs(one) for one in days}])
    return editing.with_days(rule, editing.replaced(rule, days, edit.instead))


def _restored(rule: Rule) -> Rule:
    own = shipped().rules.get(rule.id)
    if own is None:
        msg = f"{rule.id} is none of the package's"
        raise Conflict(msg, problem="own", title=rule.title)
    return own


def _before(rule: Rule, versions: Sequence[Rule]) -> Rule:
    earlier = versions[1] if len(versions) > 1 else shipped().rules.get(rule.id) if versions else None
    if earlier is None:
        msg = f"{rule.id} has no earlier version"
        raise Conflict(msg, problem="version", title=rule.title)
    return earlier


def _known(rule: Rule) -> str:
    return wording.KNOWN_FACTS.format(facts=wording.facts(sorted(FACTS[rule.moment])))


def _missing(slot: str, **data: object) -> InvalidArguments:
    return InvalidArguments(f"{slot} is not said", **{"slot": slot, "problem": "missing", **data})
