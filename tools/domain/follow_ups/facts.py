"""Which facts each moment offers for the words of a rule."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.follow_ups import Moment, Rule

_TICKET = frozenset({"title", "number", "due"})
_ADOPTION = frozenset({"scenario", "scenario_id", "go_live", "age"})
_DIAGNOSIS = frozenset({"date", "level", "score"})
_PROMISE = frozenset({"promise", "promise_id", "due"})
COMMON = frozenset({"enterprise"})
"""What every moment offers: the enterprise's name."""
FACTS: Mapping[Moment, frozenset[str]] = {
    "diagnosis_unfinished": COMMON | {"left", "answered", "date"},
    "report_unread": COMMON | {"made"},
    "scenarios_undecided": COMMON | {"made", "scenarios"},
    "ticket_recorded": COMMON | _TICKET,
    "ticket_resolved": COMMON | _TICKET,
    "ticket_verified": COMMON | _TICKET,
    "ticket_closed": COMMON | _TICKET,
    "adoption_planned": COMMON | _ADOPTION - {"age"},
    "adoption_live": COMMON | _ADOPTION,
    "adoption_unused": COMMON | _ADOPTION,
    "diagnosis_done": COMMON | _DIAGNOSIS,
    "diagnosis_old": COMMON | _DIAGNOSIS,
    "policy_deadline": COMMON | {"policy", "policy_id", "until", "days", "unknown"},
    "promise_made": COMMON | _PROMISE,
    "promise_owed": COMMON | _PROMISE,
    "campaign": COMMON | {"text"},
}
"""The facts by moment, as they stand between braces."""


def placeholders(text: str) -> frozenset[str]:
    """Return the names between the braces of a text.

    Raises:
        ValueError: A brace is alone, or holds more than a name.
    """
    names = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            msg = f"not a name between braces: {name!r}"
            raise ValueError(msg)
        names.add(name)
    return frozenset(names)


def unknown(rule: Rule) -> frozenset[str]:
    """Return the placeholders of a rule, in its words and its button, that its moment does not offer.

    Raises:
        ValueError: A brace is alone, or holds more than a name.
    """
    return frozenset().union(*map(placeholders, _texts(rule))) - FACTS[rule.moment]


def filled(value: Any, facts: Mapping[str, str]) -> Any:  # noqa: ANN401 -- whatever a button's arguments hold
    """Fill the facts into a text, or into every text of a button's arguments.

    Raises:
        KeyError: A fact is not among them.
    """
    if isinstance(value, str):
        return value.format_map(facts)
    if isinstance(value, dict):
        return {key: filled(item, facts) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [filled(item, facts) for item in value]
    return value


def _texts(rule: Rule) -> Iterator[str]:
    yield rule.text
    yield from (step.text for step in rule.steps if step.text)
    if rule.press is not None:
        yield rule.press.title
        yield from _strings(rule.press.arguments.values())


def _strings(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _strings(value.values())
        elif isinstance(value, list | tuple):
            yield from _strings(value)
