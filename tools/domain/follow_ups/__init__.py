"""Rules of follow-ups: those the package ships, when they may be sent, and what is counted before they are."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from corpus.follow_ups import FollowUps, load_follow_ups

TOLD = "follow-up:"
"""What the message ids of turns begin with in which a contact was told something unasked; the follow-up's id follows.

No message began such a turn, and its text is empty.
"""


@cache
def shipped() -> FollowUps:
    """Return the rules and manners of ``corpus/data/follow_ups.yaml``, read once."""
    return load_follow_ups(Path(str(resources.files("corpus"))) / "data")
