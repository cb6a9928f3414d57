"""Finds the scenario a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.catalogue.meaning import candidates, mentioned, plain
from tools.kit.errors import InvalidArguments, NotFound
from tools.scenarios import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from corpus.catalogs import Scenario

MOST_OPTIONS = 6
ASKED = ("first", "second")
"""Parameters that are asked for again where they name no scenario."""


def sides(scenarios: Mapping[str, Scenario], words: str) -> tuple[str, ...]:
    """Return the two sides of a comparison: ids where they are clear, else the words that may mean several.

    Args:
        scenarios: As they are, by id.
        words: As a person wrote them.
    """
    named = mentioned(words, scenarios)
    if len(named) > 1:
        return tuple(named[:2])
    found: dict[str, int] = {}
    for piece in lexicon.CONNECTED.split(normalise(words)):
        side = _named_aside(piece)
        if len(side) >= lexicon.SHORTEST_SIDE and (meant := candidates(scenarios, side)):
            found.setdefault(meant[0].id if len(meant) == 1 else side, len(meant))
    clearest = sorted(found, key=lambda side: found[side])[:2]
    return tuple(side for side in found if side in clearest)


def bare_side(words: str) -> str:
    """Return an answer that names a side of a comparison, without what is said around it.

    Args:
        words: As a person wrote them.
    """
    return max((_named_aside(piece) for piece in lexicon.CONNECTED.split(normalise(words))), key=len)


def _named_aside(piece: str) -> str:
    return plain(lexicon.ASIDE.sub("", piece))


def located(
    scenarios: Mapping[str, Scenario],
    name: str,
    slot: str,
    package: Mapping[str, Scenario] | None = None,
    likely: Sequence[Collection[str]] = (),
) -> Scenario:
    """Return the one scenario a name means.

    Args:
        scenarios: As they are, by id.
        name: As it came.
        slot: The parameter it came in.
        package: The scenarios the package ships, to tell one that was withdrawn.
        likely: Ids of those it is more likely one of, the likeliest first, where several are called so.

    Raises:
        NotFound: No scenario is called so.
        InvalidArguments: Several are, or the side of a comparison is asked for again.
    """
    found = candidates(scenarios, name)
    if not found:
        msg = f"no scenario {name!r}"
        gone = candidates(package or {}, name)
        title = gone[0].name if len(gone) == 1 else name
        if len(gone) == 1 or slot not in ASKED:
            raise NotFound(msg, what="scenario", name=title, withdrawn=len(gone) == 1)
        raise InvalidArguments(msg, slot=slot, problem="unknown", name=name)
    if len(found) == 1:
        return found[0]
    for ids in likely:
        if len(nearer := [s for s in found if s.id in ids]) == 1:
            return nearer[0]
    msg = f"{len(found)} scenarios are called {name!r}"
    options = [(s.id, s.name) for s in found[:MOST_OPTIONS]]
    raise InvalidArguments(msg, slot=slot, problem="ambiguous", name=name, options=options)
