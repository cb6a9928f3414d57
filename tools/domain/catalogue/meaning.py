"""Tells which scenarios words mean: by id, by name or a piece of it, by one said roughly, or by a place in a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.catalogue import lexicon
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.catalogs import Scenario

LISTS = frozenset({"list_scenarios", "recommend_scenarios", "compare_scenarios", "show_adoptions"})
"""Tools that show several scenarios, so that none is at hand until it is named."""
WHOLE = 5
"""Characters of a piece of a name that mean the one scenario with it, whatever the talk was about."""
PIECE, SHORTEST = 3, 2
"""The same among the scenarios of the talk, pointed at or not; and of the shortest piece, which must be pointed at."""
SURE_PIECE = 4
"""The same where it is decided on, for a system that is in use may be called by less."""
ROUGH, SKIPS = 4, 2
"""Characters of a name said with some of it left out, and at how many places of it."""
TWO = 2
ALIKE = 0.6
"""The share of a name's pairs of characters from which it is taken for a scenario's name that is written otherwise."""
KEPT = 1024
"""How many names are kept as they are compared."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The scenarios a talk is about.

    Attributes:
        listed: Ids of those listed last, in their order.
        at_hand: Id of the one spoken of last; None where a list came last.
        spoken: Ids of those spoken of before, the latest first.
    """

    listed: tuple[str, ...] = ()
    at_hand: str | None = None
    spoken: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, each once."""
        held = () if self.at_hand is None else (self.at_hand,)
        return tuple(dict.fromkeys([*held, *self.listed, *self.spoken]))

    @property
    def pair(self) -> tuple[str, ...]:
        """The two that are meant where two are pointed at: those spoken of one by one, else the first two listed."""
        one_by_one = tuple(dict.fromkeys([*([self.at_hand] if self.at_hand else ()), *self.spoken]))
        if self.at_hand is not None and len(one_by_one) >= TWO:
            return one_by_one[1], one_by_one[0]
        return self.listed[:TWO] or tuple(reversed(one_by_one[:TWO]))


def one_of(given: object) -> str | None:
    """Return the one scenario an argument names; a filter may name several, which are none at hand."""
    if isinstance(given, list | tuple):
        return str(given[0]) if len(given) == 1 else None
    return str(given) if given else None


def talk_of(focus: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> Talk:
    """Return the scenarios a talk is about.

    Args:
        focus: What the conversation was about, as it is stored.
        scenarios: As they are, by id.
    """
    listed = [s["arguments"]["scenario"] for s in focus.get("offered") or () if "scenario" in s.get("arguments", {})]
    held, passages = one_of((focus.get("arguments") or {}).get("scenario")), focus.get("passages") or ()
    if held is None and passages and (focus.get("tool") not in LISTS or len(passages) == 1):
        held = str(passages[0]).partition("#")[0]
    if held is None and len(listed) == 1:
        held = listed[0]
    spoken = (focus.get("scene") or {}).get("scenarios") or ()
    return Talk(
        tuple(one for one in listed if one in scenarios),
        held if held in scenarios else None,
        tuple(one for one in spoken if one in scenarios),
    )


def mentioned(
    words: str, scenarios: Mapping[str, Scenario], talk: Talk | None = None, *, free: int = PIECE
) -> tuple[str, ...]:
    """Return the scenarios words surely mean, in the order they stand there.

    By id and whole name, by their place in the list shown last, and by a piece of a name that only one of the talk has,
    or, at greater length, only one of the catalog.

    Args:
        words: As a person wrote them.
        scenarios: As they are, by id.
        talk: Which of them the talk is about.
        free: Characters of a piece that need not be pointed at; of two scenarios any piece tells one from the other.
    """
    talk, text = talk or Talk(), plain(words)
    free = SHORTEST if len(talk.listed) == TWO else free
    found: list[tuple[int, str]] = []
    for name, scenario in by_length(scenarios.values()):
        if (at := text.find(name)) >= 0:
            found.append((at, scenario))
            text = text.replace(name, lexicon.TAKEN * len(name))
    for at, place in _places(text, len(talk.listed)):
        found.append((at, talk.listed[place - 1]))
    for among, least, bare in ((talk.every, SHORTEST, free), (tuple(scenarios), SHORTEST, WHOLE)):
        while (piece := _piece(text, {one: scenarios[one] for one in among}, least, bare)) is not None:
            at, length, scenario = piece
            found.append((at, scenario))
            text = f"{text[:at]}{lexicon.TAKEN * length}{text[at + length :]}"
        while (rough := _rough(text, {one: scenarios[one] for one in among})) is not None:
            at, length, scenario = rough
            found.append((at, scenario))
            text = f"{text[:at]}{lexicon.TAKEN * length}{text[at + length :]}"
    return tuple(dict.fromkeys(scenario for _, scenario in sorted(found)))


@lru_cache(maxsize=KEPT)
def plain(text: str) -> str:
    """Return a text as names are compared: normalised, without spaces and quotation marks."""
    return lexicon.NAME_MARKS.sub("", normalise(text))


def candidates(scenarios: Mapping[str, Scenario], name: str) -> list[Scenario]:
    """Return the scenarios a name that was given may mean, several where it is not clear.

    By id, by a whole name, by a name within it, by part of a name, as one is mentioned, and at last by likeness.

    Args:
        scenarios: As they are, by id.
        name: An id, a name, part of one, or words that hold one.
    """
    text = plain(name)
    if not text:
        return []
    if by_id := [s for s in scenarios.values() if plain(s.id) in text]:
        return by_id
    named = {s.id: [plain(known) for known in (s.name, *s.aliases)] for s in scenarios.values()}
    if whole := [s for s in scenarios.values() if text in named[s.id]]:
        return whole
    held = {s.id: max((len(n) for n in named[s.id] if n in text), default=0) for s in scenarios.values()}
    if longest := max(held.values(), default=0):
        return [s for s in scenarios.values() if held[s.id] == longest]
    parts = [s for s in scenarios.values() if any(text in n for n in named[s.id])]
    if len(text) >= SHORTEST and parts:
        return parts
    if surely := mentioned(name, scenarios):
        return [scenarios[one] for one in surely]
    alike = {s.id: max(_alike(text, n) for n in named[s.id]) for s in scenarios.values()}
    best = max(alike.values(), default=0.0)
    return [s for s in scenarios.values() if alike[s.id] == best] if best >= ALIKE else []


def _alike(text: str, name: str) -> float:
    own, other = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (text, name))
    return len(own & other) / len(own) if own else 0.0


def by_length(scenarios: Iterable[Scenario]) -> list[tuple[str, str]]:
    """Return every name with the id of its scenario, the longest first."""
    named = [(plain(name), s.id) for s in scenarios for name in (s.id, s.name, *s.aliases)]
    return sorted((one for one in named if len(one[0]) >= PIECE), key=lambda pair: -len(pair[0]))


def _places(text: str, count: int) -> Iterator[tuple[int, int]]:
    """Return where words name places of a list, and which."""
    if (both := lexicon.FIRST_TWO.search(text)) and count >= TWO:
        yield from ((both.start(), 1), (both.start() + 1, 2))
    for match in lexicon.PLACE.finditer(text):
        place = count if match["last"] else 1 if match["first"] else number(match["place"] or match["other"])
        if 0 < place <= count:
            yield match.start(), place


def _piece(text: str, among: Mapping[str, Scenario], least: int, free: int) -> tuple[int, int, str] | None:
    """Return the longest piece of a name that stands in a text and that only one of some scenarios has.

    Args:
        text: As names are compared.
        among: The scenarios.
        least: Characters of the shortest piece.
        free: Characters from which it need not be pointed at.
    """
    names = {key: tuple(plain(name) for name in (s.name, *s.aliases)) for key, s in among.items()}
    longest = max((len(name) for known in names.values() for name in known), default=0)
    holding = _holding(tuple(names.items()))
    for length in range(min(longest, len(text)), least - 1, -1):
        for at in range(len(text) - length + 1):
            piece = text[at : at + length]
            held = holding.get(piece, ())
            if (
                not held
                or lexicon.TAKEN in piece
                or lexicon.JOINS.search(piece)
                or not lexicon.SAYS.search(lexicon.IDLE.sub("", piece))
            ):
                continue
            # Among several, it means the one whose name says nothing else.
            if len(held) > 1:
                held = tuple(key for key in held if lexicon.IDLE.sub("", names[key][0]) == piece)
            if len(held) == 1 and (length >= free or _pointed(text[:at], text[at + length :])):
                return at, length, held[0]
    return None


@lru_cache(maxsize=8)
def _holding(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, tuple[str, ...]]:
    """Return which scenarios have each piece of a name; a message is looked through for them many times."""
    found: dict[str, dict[str, None]] = {}
    for key, known in names:
        for name in known:
            for at in range(len(name)):
                for end in range(at + 1, len(name) + 1):
                    found.setdefault(name[at:end], {})[key] = None
    return {piece: tuple(keys) for piece, keys in found.items()}


def _pointed(before: str, after: str) -> bool:
    """Tell whether what stands around a short piece of a name points at its scenario."""
    if lexicon.POINTS_AHEAD.search(before) and not lexicon.OF_A_FIRM.match(after):
        return True
    turns = lexicon.TURNS.match(after) is not None
    return lexicon.POINTED.match(after) is not None and not (turns and lexicon.AFTER_A_NAME.search(before))


def _rough(text: str, among: Mapping[str, Scenario]) -> tuple[int, int, str] | None:
    """Return the longest run of a text that says one scenario's name with a little left out, and no other's.

    Whoever leaves out the middle of a name means it; a piece of it in one may be any words.

    Args:
        text: As names are compared.
        among: The scenarios.
    """
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    found: list[tuple[int, int, str]] = []
    for key, scenario in among.items():
        for name in map(plain, (scenario.name, *scenario.aliases)):
            if not any(name[at : at + 2] in pairs for at in range(len(name) - 1)):
                continue
            runs = [(_run(text[at:], name), at, key) for at in range(len(text) - ROUGH + 1)]
            found += [run for run in runs if text[run[1] : run[1] + run[0]] not in name]
    found = [
        (length, at, key)
        for length, at, key in found
        if length >= ROUGH and lexicon.SAYS.search(lexicon.IDLE.sub("", text[at : at + length]))
    ]
    longest = max((length for length, _, _ in found), default=0)
    best = {(at, key) for length, at, key in found if length == longest}
    if len({key for _, key in best}) != 1:
        return None
    at, key = min(best)
    return at, longest, key


def _run(text: str, name: str) -> int:
    """Return how many characters at the start of a text stand in a name in the same order, a little of it skipped."""
    last, skips = name.find(text[0]), 0
    for length, sign in enumerate(text[1:], 1):
        at = name.find(sign, last + 1) if last >= 0 else -1
        if at < 0 or skips + (at != last + 1) > SKIPS:
            return length if skips else 0
        skips, last = skips + (at != last + 1), at
    return len(text) if skips else 0
