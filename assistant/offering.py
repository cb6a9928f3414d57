"""Chooses the tools a model is offered with a message: many cost time and attention, and few are ever meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ALWAYS = frozenset({"search_sources", "read_clause", "hand_off"})
"""Tools any message may come to."""
MOST = 12
"""Tools offered for what the message itself may be for; on sentences held out, the one meant is among them."""
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
    chosen = {name for name in names if name in ALWAYS or name not in message}
    for chances, most in ((message, MOST), *((earlier, MOST_BEFORE) for earlier in before)):
        chosen.update(sorted(names, key=lambda name: (-chances.get(name, 0.0), name))[:most])
    return frozenset(chosen)
