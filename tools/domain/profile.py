"""What is known of a firm, in the form that rules read."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """How digital a firm is, by its last finished diagnosis.

    Attributes:
        level: Such as ``L2``; None where the basis did not allow one.
        total: 0 to 100; None where no dimension had a basis.
        dimensions: Scores 0 to 100 by dimension id; None marks a dimension without enough basis.
        answers: The options chosen, 0 to 4, by question id.
        day: When it was finished, as an ISO date.
        pains: Names of the pains it puts first.
    """

    level: str | None = None
    total: float | None = None
    dimensions: Mapping[str, float | None] = field(default_factory=lambda: NOTHING)
    answers: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    day: str | None = None
    pains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A firm as rules see it: from the archive, from words, or from both.

    Attributes:
        id: The enterprise's id; None for a firm that is only described.
        name: Its name, if known.
        facts: Values by the field keys of ``corpus/data/archive.yaml``: text, int, float, bool, or a list of text.
        standing: Its last diagnosis, if there is one.
    """

    id: str | None = None
    name: str | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    standing: Standing | None = None

    @property
    def level(self) -> str | None:
        """The level of the last diagnosis."""
        return self.standing.level if self.standing else None

    def with_facts(self, facts: Mapping[str, Any]) -> Profile:
        """Return the profile with facts from words before those on file."""
        return Profile(self.id, self.name, {**self.facts, **facts}, self.standing)
