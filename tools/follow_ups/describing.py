"""Shows rules of follow-ups: all as a table, or one in full with its manners and who changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.follow_ups import reading, shipped
from tools.kit.errors import InvalidArguments, NotFound
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.follow_ups import Manners, Rule
    from tools.database.models import RuleEdit

MOST_VERSIONS = 5
"""Versions that are listed."""


def meant(rules: Mapping[str, Rule], name: str, question: str) -> tuple[str, ...]:
    """Return the ids of the rules a call may be about; none where none is named.

    Args:
        rules: As they stand, by id.
        name: As given: an id, a title, or words for one.
        question: Normalised words of the request, looked at where no name is given.

    Raises:
        NotFound: There is none of the name.
    """
    if not name.strip():
        return reading.named(question, rules)
    found = reading.named(name.strip(), rules)
    if not found:
        msg = f"no rule {name!r}"
        raise NotFound(msg, what="rule", name=name)
    return found


def one_of(rules: Mapping[str, Rule], ids: Sequence[str]) -> Rule:
    """Return the one rule that is meant.

    Raises:
        InvalidArguments: There are several, or none.
    """
    if len(ids) == 1:
        return rules[ids[0]]
    shown = [rules[name] for name in ids] or list(rules.values())
    msg = f"{len(ids)} rules fit"
    options = [(rule.id, rule.title) for rule in shown]
    raise InvalidArguments(msg, slot="rule", problem="ambiguous" if ids else "missing", options=options)


def table_of(rules: Iterable[Rule], versions: Mapping[str, int], manners: Manners) -> str:
    """Write rules as a table, and the manners that hold for all below it.

    Args:
        rules: Those to show.
        versions: The number of the newest version of each that operators changed.
        manners: What holds for every one.
    """
    rows = [
        (
            wording.EDITED_MARK.format(title=rule.title, version=versions[rule.id])
            if versions.get(rule.id, 0) > (0 if rule.id in shipped().rules else 1)
            else rule.title,
            wording.when(rule),
            wording.most(rule),
            wording.PURPOSES[rule.purpose],
            rule.clause,
            wording.state(rule),
        )
        for rule in rules
    ]
    return f"{wording.table(wording.HEADER, rows)}\n\n{manners_of(manners)}"


def manners_of(manners: Manners) -> str:
    """Say when, and how often, anything may be sent at all."""
    return wording.MANNERS.format(
        day=manners.most_a_day,
        week=manners.most_a_week,
        days=wording.WORKDAYS if manners.workdays_only else wording.EVERY_DAY,
        opens=f"{manners.opens:%H:%M}",
        closes=f"{manners.closes:%H:%M}",
        quiet=manners.quiet_minutes,
    )


def hours_of(manners: Manners) -> str:
    """Say on which days and at what hours anything is sent at all."""
    return wording.HOURS.format(
        days=wording.WORKDAYS if manners.workdays_only else wording.EVERY_DAY,
        opens=f"{manners.opens:%H:%M}",
        closes=f"{manners.closes:%H:%M}",
    )


def full(rule: Rule, versions: Sequence[RuleEdit], names: Mapping[str, str]) -> str:
    """Show one rule with all it says, and who changed it.

    Args:
        rule: As it stands.
        versions: Those operators made of it, the newest first.
        names: Operators by their contact ids.
    """
    version = wording.VERSION_NOW.format(version=versions[0].version) if versions else ""
    lines = [
        wording.FULL.format(title=rule.title, state=wording.state(rule), version=version),
        "",
        wording.LINE_WHO.format(value=rule.who),
        wording.LINE_WHEN.format(value=wording.when(rule)),
        wording.LINE_HOLDS.format(value=rule.holds),
        wording.LINE_TEXT.format(value=rule.text),
        *(
            wording.LINE_STEP_TEXT.format(when=wording.when(rule, [step]), value=step.text)
            for step in rule.steps
            if step.text
        ),
        *([wording.LINE_PRESS.format(value=rule.press.title)] if rule.press else []),
        wording.LINE_MOST.format(value=wording.most(rule), stale=wording.number(rule.stale_days)),
        wording.LINE_ROUTES.format(value=wording.routes(rule)),
        wording.LINE_PURPOSE.format(value=wording.PURPOSES[rule.purpose]),
        wording.LINE_CLAUSE.format(value=rule.clause),
        wording.LINE_MANNERS.format(value=manners_of(shipped().manners)),
        "",
        *_history(versions, names),
    ]
    return "\n".join(lines)


def _history(versions: Sequence[RuleEdit], names: Mapping[str, str]) -> list[str]:
    if not versions:
        return [wording.NO_HISTORY]
    lines = []
    for one in versions[:MOST_VERSIONS]:
        who = names.get(one.contact_id)
        by = wording.BY.format(name=who) if who else ""
        lines.append(wording.HISTORY_LINE.format(version=one.version, day=wording.moment(one.created_at), who=by))
    return [wording.HISTORY.format(count=len(versions)), "", *lines]
