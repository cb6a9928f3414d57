"""Which scenario of the catalog words mean: by name, by kind, by its place in a list, or the one at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.domain.adoption import lexicon
from tools.domain.region.scenarios import meant
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Scenario

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Scenarios that words may mean.

    Attributes:
        ids: Theirs; empty where none is named.
        sure: The words name one; otherwise a kind of them, or something much like it.
    """

    ids: tuple[str, ...] = ()
    sure: bool = False


def named(words: str, scenarios: Mapping[str, Scenario]) -> Named:
    """Return the scenarios that words name, whole names before parts of them and kinds.

    Args:
        words: An id, a name, or a sentence one stands in.
        scenarios: As they are, by id.
    """
    text = _plain(words)
    if found := tuple(s.id for s in scenarios.values() if _plain(s.id) in text):
        return Named(found, sure=True)
    names = {s.id: [_plain(name) for name in (s.name, *s.aliases)] for s in scenarios.values()}
    held = {key: max((len(name) for name in known if name in text), default=0) for key, known in names.items()}
    longest = max(held.values(), default=0)
    if longest > SHORTEST:
        return Named(tuple(key for key, length in held.items() if length == longest), sure=True)
    scores = {key: max(_shared(name, text) for name in known) for key, known in names.items()}
    best = max(scores.values(), default=0.0)
    near = [key for key, score in scores.items() if best > 0 and score >= best - 1]
    kinds = lexicon.KINDS.findall(text)
    alike = [*near, *(meant(kinds[0], scenarios) if kinds else ())]
    if kinds and lexicon.VISUAL.search(kinds[0]):
        alike += meant(lexicon.VISUAL_KIND, scenarios)
    return Named(tuple(dict.fromkeys(alike)))


def of_another(words: str, scenarios: Mapping[str, Scenario], one: str) -> bool:
    """Tell whether words name a kind of scenario that one is not of, or call it something it does not speak of.

    Args:
        words: As a person wrote them.
        scenarios: As they are, by id.
        one: Id of the one, such as that at hand.
    """
    if one not in scenarios:
        return False
    kinds = set(lexicon.KINDS.findall(_plain(words))) - lexicon.ANY_KIND
    ids = named(words, scenarios).ids if kinds else ()
    return bool(ids and one not in ids) or called_otherwise(words, scenarios[one])


def called_otherwise(words: str, scenario: Scenario) -> bool:
    """Tell whether words point at a scenario by something that this one does not speak of.

    Args:
        words: As a person wrote them.
        scenario: This one.
    """
    text = normalise(words)
    named_so = (scenario.id, scenario.name, *scenario.aliases, *scenario.pain_points)
    told = normalise(" ".join((*named_so, scenario.description, scenario.summary)))
    for match in lexicon.CALLED.finditer(text):
        what = lexicon.NO_CALLING.sub("", match["what"])
        if len(what) >= SHORTEST and not any(what[at : at + 2] in told for at in range(len(what) - 1)):
            return True
        if any(kind not in told for kind in set(lexicon.KINDS.findall(what)) - lexicon.ANY_KIND):
            return True
    return False


def _shared(name: str, text: str) -> float:
    """Return how long a piece of a name, from two characters on, stands in words; those that say nothing do not count."""  # noqa: E501 -- one sentence
    for length in range(len(name), SHORTEST - 1, -1):
        for start in range(len(name) - length + 1):
            piece = name[start : start + length]
            if piece in text and (length > SHORTEST or lexicon.KINDS.fullmatch(piece)) and _says(piece):
                return float(length)
    return 0.0


def _says(piece: str) -> bool:
    return len(lexicon.FILLERS.sub("", piece)) >= SHORTEST


def _plain(text: str) -> str:
    return "".join(sign for sign in normalise(text) if sign.isalnum())


def pointed_at(words: str, offered: Sequence[str], at_hand: str | None) -> str | None:
    """Return the scenario words point at: by its place in the list shown last, or the one spoken of.

    Args:
        words: As a person wrote them.
        offered: Ids of the list shown last, in its order.
        at_hand: Id of the one spoken of last.
    """
    if (found := placed(words, offered)) is not None:
        return found
    return at_hand if lexicon.AT_HAND.search(normalise(words)) else None


def means_it(words: str) -> bool:
    """Tell whether words point with no more than a pronoun at what the talk was about."""
    return lexicon.IT.search(normalise(words)) is not None


def placed(words: str, offered: Sequence[str]) -> str | None:
    """Return the scenario of a list that words name by its place.

    Args:
        words: As a person wrote them.
        offered: Ids of the list, in its order.
    """
    text = normalise(words)
    if (match := lexicon.PLACE.search(text)) is not None:
        place = number(match[1] or match[2])
        return offered[place - 1] if 0 < place <= len(offered) else None
    return offered[-1] if offered and lexicon.LAST_PLACE.search(text) else None
