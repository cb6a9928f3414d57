"""Chooses the tools a model is offered with a message: many cost time and attention, and few are ever meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ALWAYS = frozenset({"search_sources", "read_clause", "compare", "read_policy", "read_scenario", "hand_off"})
"""Tools any message may come to: questions to the sources, and to a person."""
MOST = 12
"""Tools offered for what the message itself may be for; on sentences held out, the one meant is among them."""
LEAST = 0.9
"""Share of the chance those must hold together; a message that says too little is offered all."""
MOST_BEFORE = 3
"""Tools offered for each message before, which a short one may lean on."""


def offer(
    names: Collection[str], message: Mapping[str, float], before: Sequence[Mapping[str, float]] = ()
) -> frozenset[str]:
    """Choose tools; those nothing is known of are always among them.

    Args:
        names: Those the speaker may use.
        message: The chance of each that the message is for it.
        before: The same of earlier messages.

    Returns:
        Their names.
    """
    ranked = _ranked(names, message)
    likely = sum(message.get(name, 0.0) for name in ranked[:MOST])
    if likely < LEAST * sum(message.get(name, 0.0) for name in names):
        return frozenset(names)
    chosen = {name for name in names if name in ALWAYS or name not in message}.union(ranked[:MOST])
    return frozenset(chosen.union(*(_ranked(names, earlier)[:MOST_BEFORE] for earlier in before)))


def _ranked(names: Collection[str], chances: Mapping[str, float]) -> list[str]:
    return sorted(names, key=lambda name: (-chances.get(name, 0.0), name))
