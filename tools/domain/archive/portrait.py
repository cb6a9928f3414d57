"""The portrait of a firm in five features (8.3.1 e), and the group it is served in (8.2.4 c)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.surveys import Archive
    from tools.domain.profile import Profile

SegmentId = Literal["A", "B", "C", "D"]
MATURITY, PAINS = "maturity", "pains"
LEVEL = "level"
"""What a group needs beside the fields of the archive: the level of a finished diagnosis."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the portrait.

    Attributes:
        id: Such as ``scale``.
        name: What people read.
        facts: What is known, by field.
        missing: Fields of the feature nothing is known of.
    """

    id: str
    name: str
    facts: dict[str, Any]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Which group a firm belongs to.

    Attributes:
        id: The group; None where what is known fits none.
        also: Others it fits as well.
        missing: What must be known to tell: ``level`` or fields.
    """

    id: SegmentId | None
    also: tuple[SegmentId, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portrait:
    """The portrait of a firm.

    Attributes:
        features: The five features in the order of the standard.
        level: Of the last diagnosis.
        total: Its score.
        dimensions: Its scores by dimension.
        day: When it was finished.
        diagnosed: Pains the diagnosis found, beside those that were told.
        group: The group the firm is served in.
    """

    features: tuple[Feature, ...]
    level: str | None
    total: float | None
    dimensions: dict[str, float | None]
    day: str | None
    diagnosed: tuple[str, ...]
    group: Group


def portrait(profile: Profile, archive: Archive, diagnosed: Sequence[str] = ()) -> Portrait:
    """Draw a firm's portrait from what is known of it.

    Args:
        profile: What is on file, and its last diagnosis.
        archive: The archive's fields and features.
        diagnosed: Pains its last diagnosis found.
    """
    features = []
    for feature, name in archive.features.items():
        keys = [field.key for field in archive.rows if field.feature == feature]
        facts = {key: profile.facts[key] for key in keys if key in profile.facts}
        features.append(Feature(feature, name, facts, tuple(key for key in keys if key not in facts)))
    standing = profile.standing
    return Portrait(
        features=tuple(features),
        level=profile.level,
        total=standing.total if standing else None,
        dimensions=dict(standing.dimensions) if standing else {},
        day=standing.day if standing else None,
        diagnosed=tuple(diagnosed),
        group=group(profile, diagnosed),
    )


def group(profile: Profile, diagnosed: Sequence[str] = ()) -> Group:
    """Tell which group a firm is served in; what is unknown is never taken for none.

    A: L2 and above with a budget. B: L1 to L2 with pains. C: L0 to L1 without a budget. D: L3 and above.

    Args:
        profile: What is on file, and its last diagnosis.
        diagnosed: Pains its last diagnosis found.
    """
    budget = profile.facts.get("budget_wan")
    pains = bool(profile.facts.get(PAINS)) or bool(diagnosed)
    if profile.level is None:
        missing = (LEVEL, *(("budget_wan",) if budget is None else ()), *(() if pains else (PAINS,)))
        return Group(None, missing=missing)
    rank = int(profile.level.removeprefix("L"))
    fits: list[SegmentId] = []
    if rank >= 3:  # noqa: PLR2004 -- a level's number, as in the docstring
        fits.append("D")
    if rank >= 2 and budget:  # noqa: PLR2004
        fits.append("A")
    if 1 <= rank <= 2 and pains:  # noqa: PLR2004
        fits.append("B")
    if rank <= 1 and budget == 0:
        fits.append("C")
    if fits:
        return Group(fits[0], tuple(fits[1:]))
    missing = (*(("budget_wan",) if budget is None else ()), *((PAINS,) if not pains and 1 <= rank <= 2 else ()))  # noqa: PLR2004
    return Group(None, missing=missing)
