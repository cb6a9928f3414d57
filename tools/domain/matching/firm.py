"""What is known of a firm's industry, needs, level and means: from its profile, and from words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain import archive
from tools.domain import lexicon as catalog_words
from tools.domain.archive import lexicon as archive_words
from tools.domain.matching import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.domain.profile import Profile

SAID, FILED, ALSO, SUPPOSED = 1.0, 0.8, 0.8, 0.5
"""How much an industry counts that was said, is on file, was named besides, or follows from the town alone."""
FIRST_PAIN, LATER_PAIN = 0.8, 0.15
"""How much the first pain on file counts, and by how much less each further one."""
TOLD_PAIN = 1.0
"""How much a part of the business counts whose troubles were spoken of."""
LITTLE_WAN = 10.0
"""What a small budget without a figure is taken for, in ten thousand yuan."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm as the rules of matching read it.

    Attributes:
        text: Its own words, with its products and what it wants to improve.
        industries: How surely it belongs to each industry, 0 to 1.
        town: The town that alone suggests the industry.
        modules: How much each part of the business needs help, 0 to 1.
        sells: It sells to consumers or abroad itself.
        level: Such as ``L2``; None where there is no diagnosis and nobody said.
        low: Without a level, what is said of its systems speaks for a low one.
        dimensions: Scores by dimension id.
        budget: What it is ready to spend, in ten thousand yuan.
        figure: The budget is a figure, not a turn of phrase.
        systems: What it uses.
        lacks: Systems it said it has not got.
        no_hardware: It wants no devices bought.
        held: Kinds of data it has.
        wanting: Kinds of data it said it has not got.
        supposed: The industry is no more than what its needs sound like.
        stated: What the words state, by the archive's fields.
        outside: A trade it speaks of that the catalog has no scenarios of; None for none.
    """

    text: str
    industries: Mapping[str, float]
    town: str | None
    modules: Mapping[str, float]
    sells: bool
    level: str | None
    low: bool
    dimensions: Mapping[str, float | None]
    budget: float | None
    figure: bool
    systems: frozenset[str]
    lacks: frozenset[str]
    no_hardware: bool
    held: frozenset[str]
    wanting: frozenset[str]
    supposed: bool = False
    stated: Mapping[str, Any] = field(default_factory=dict)
    outside: str | None = None

    @property
    def bare(self) -> bool:
        """Whether none of its systems, as far as they are known, holds data of the business."""
        return bool(self.systems) and self.systems <= lexicon.BARE_SYSTEMS

    @property
    def unplaced(self) -> bool:
        """Whether nothing tells its industry but, at most, that it makes things."""
        return self.industries.keys() <= {catalog_words.GENERAL_MANUFACTURING}

    @property
    def makes(self) -> bool:
        """Whether it makes things."""
        return any(name in lexicon.MANUFACTURERS for name in self.industries)


def read(profile: Profile, words: str) -> Firm:
    """Read a firm out of its profile and of words about it; what was said goes before what is on file.

    Args:
        profile: What is on file.
        words: As a person wrote them.
    """
    said = normalise(words)
    stated = _stated(words, profile.facts)
    facts = {**profile.facts, **stated}
    # What a firm makes tells its trade where nothing else does; it is no need.
    told = ("wanted_figure",) if facts.get("industry") else ("products", "wanted_figure")
    text = normalise(" ".join([words, *(str(facts.get(key) or "") for key in told)]))
    data = normalise(" ".join([words, str(facts.get("data_at_hand") or "")]))
    lacks = archive.missing_systems(words) if said else frozenset[str]()
    systems = _systems(facts, said) - lacks
    industries, town = _industries(profile.facts, stated, text)
    little = facts.get("budget_wan") is None and lexicon.NO_MONEY.search(said) is not None
    level = lexicon.LEVEL.search(said)
    told_of = data.strip() != ""
    wanting = frozenset(kind for kind, pattern in lexicon.LACKS_DATA.items() if told_of and pattern.search(data))
    held = frozenset(
        kind
        for kind, (_, told, holding) in lexicon.DATA.items()
        if kind not in wanting and (holding & systems or (told_of and told.search(data)))
    )
    return Firm(
        text=text,
        industries=industries,
        town=town,
        modules=_modules(facts, said),
        sells=lexicon.SELLING.search(text) is not None or lexicon.SHOP in systems,
        level=f"L{level.group(1)}" if level else profile.level,
        low=(bool(systems) and systems <= lexicon.BARE_SYSTEMS) or lexicon.LOW.search(said) is not None,
        dimensions=profile.standing.dimensions if profile.standing else {},
        budget=LITTLE_WAN if little else None if facts.get("budget_wan") is None else float(facts["budget_wan"]),
        figure=not little,
        systems=systems,
        lacks=lacks,
        no_hardware=any(p.search(said) for p in (catalog_words.WITHOUT_HARDWARE, lexicon.UNWILLING)),
        held=held,
        wanting=wanting,
        stated=stated,
        outside=_outside(said),
    )


def _outside(said: str) -> str | None:
    """Return the trade words speak of that the catalog has no scenarios of."""
    return next((name for name, pattern in lexicon.OUTSIDE.items() if pattern.search(said)), None)


def _stated(words: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts words state."""
    if not words.strip():
        return {}
    found = archive.extract(words, archive.archive().by_key, known)
    return {key: one.value for key, one in found.items() if one.value is not None}


def _industries(filed: Mapping[str, Any], stated: Mapping[str, Any], text: str) -> tuple[dict[str, float], str | None]:
    found: dict[str, float] = {}
    rest = archive_words.NOT_AN_INDUSTRY.sub(" ", text)
    for town in lexicon.TOWNS:
        rest = rest.replace(town, " ")
    for name, pattern in catalog_words.INDUSTRIES.items() if text.strip() else ():
        rest, times = pattern.subn(" ", rest)
        if times:
            found[name] = ALSO
    if named := stated.get("industry"):
        found[str(named)] = SAID
    elif found and not filed.get("industry"):
        found = dict.fromkeys(found, SAID)
    if known := filed.get("industry"):
        found[str(known)] = max(found.get(str(known), 0.0), FILED if named else SAID)
    if not found:
        place = f"{text} {stated.get('town') or filed.get('town') or ''}"
        for town, industry in lexicon.TOWNS.items():
            if town in place:
                return {industry: SUPPOSED}, town
    return found, None


def _modules(facts: Mapping[str, Any], said: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, pain in enumerate(facts.get("pains") or ()):
        name = lexicon.PAIN_MODULES.get(pain, pain)
        found[name] = max(found.get(name, 0.0), FIRST_PAIN - LATER_PAIN * place)
    found |= {name: TOLD_PAIN for name, pattern in lexicon.NEEDS.items() if said and pattern.search(said)}
    return found


def _systems(facts: Mapping[str, Any], said: str) -> frozenset[str]:
    used = {str(name) for name in facts.get("systems") or ()}
    if not used and lexicon.NO_SYSTEM.search(said):
        used.add(lexicon.NONE)
    return frozenset(used)
