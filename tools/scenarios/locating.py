"""Finds the scenario a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.kit.errors import InvalidArguments, NotFound
from tools.scenarios import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Scenario

MOST_OPTIONS = 6
ASKED = ("first", "second")
"""Parameters that are asked for again where they name no scenario."""
ALIKE = 0.6
"""The share of a name's pairs of characters from which it is taken for a scenario's name that is written otherwise."""


def plain(text: str) -> str:
    """Return a text as names are compared: normalised, without spaces and quotation marks."""
    return lexicon.MARKS.sub("", normalise(text))


def names_of(scenario: Scenario) -> list[str]:
    """Return all that a scenario is called, as names are compared."""
    return [plain(known) for known in (scenario.id, scenario.name, *scenario.aliases)]


def candidates(scenarios: Mapping[str, Scenario], name: str) -> list[Scenario]:
    """Return the scenarios a name may mean.

    By id, by a whole name, by a name within it, by part of a name, and at last by a name that is much the same.

    Args:
        scenarios: As they are, by id.
        name: An id, a name, part of one, or words that hold one.
    """
    text = plain(name)
    if not text:
        return []
    if by_id := [s for s in scenarios.values() if plain(s.id) in text]:
        return by_id
    named = {s.id: names_of(s) for s in scenarios.values()}
    if whole := [s for s in scenarios.values() if text in named[s.id]]:
        return whole
    held = {s.id: max((len(n) for n in named[s.id] if n in text), default=0) for s in scenarios.values()}
    if longest := max(held.values(), default=0):
        return [s for s in scenarios.values() if held[s.id] == longest]
    if parts := [s for s in scenarios.values() if any(text in n for n in named[s.id])]:
        return parts
    alike = {s.id: max(_alike(text, n) for n in named[s.id]) for s in scenarios.values()}
    best = max(alike.values(), default=0.0)
    return [s for s in scenarios.values() if alike[s.id] == best] if best >= ALIKE else []


def _alike(text: str, name: str) -> float:
    own, other = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (text, name))
    return len(own & other) / len(own) if own else 0.0


def named_in(scenarios: Mapping[str, Scenario], words: str) -> list[str]:
    """Return the ids of the scenarios whose names stand in words, in the order they stand there.

    Args:
        scenarios: As they are, by id.
        words: As a person wrote them.
    """
    text = plain(words)
    every = sorted(((n, s.id) for s in scenarios.values() for n in names_of(s)), key=lambda pair: -len(pair[0]))
    found: list[tuple[int, str]] = []
    for name, scenario in every:
        at = text.find(name)
        if at >= 0:
            found.append((at, scenario))
            text = text.replace(name, lexicon.GONE * len(name))
    return list(dict.fromkeys(scenario for _, scenario in sorted(found)))


def sides(scenarios: Mapping[str, Scenario], words: str) -> tuple[str, ...]:
    """Return the two sides of a comparison: ids where they are clear, else the words that may mean several.

    Args:
        scenarios: As they are, by id.
        words: As a person wrote them.
    """
    named = named_in(scenarios, words)
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
    scenarios: Mapping[str, Scenario], name: str, slot: str, package: Mapping[str, Scenario] | None = None
) -> Scenario:
    """Return the one scenario a name means.

    Args:
        scenarios: As they are, by id.
        name: As it came.
        slot: The parameter it came in.
        package: The scenarios the package ships, to tell one that was withdrawn.

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
    if len(found) > 1:
        msg = f"{len(found)} scenarios are called {name!r}"
        options = [(s.id, s.name) for s in found[:MOST_OPTIONS]]
        raise InvalidArguments(msg, slot=slot, problem="ambiguous", name=name, options=options)
    return found[0]
