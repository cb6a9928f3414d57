"""No repeat reads the same text in two ways: a pattern that does takes twice as long for every word more.

A repeat's body is laid out as an automaton, one state a character. It is ambiguous where two ways part from one state
and meet again in another having read the same, for what is repeated can then be read in 2, 4, 8, ... ways before the
pattern gives up. Mend it by dropping an alternative that others make up between them, or a quantifier within the
repeat; or bound the repeat, or make it possessive where what follows never needs a character back.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PACKAGES = ("assistant", "corpus", "evals", "integrations", "tools")
MANY = 8
"""A repeat of up to so many is one without end."""
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
CHARACTERS = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda character: character.isalnum() or character == "_",
}
Characters = frozenset[str]
NONE: Characters = frozenset()
OTHERS = "鑫1 z\n"
"""Stand for the characters that no pattern names."""
CAPTURED = "\U0010ffff"
"""Stands for what a group has read before."""


class Step(NamedTuple):
    """A way into a state or out of it, and the characters that may not be read next."""

    state: int
    barred: Characters


class Part(NamedTuple):
    """What a piece of a pattern may begin and end with, and whether it may be empty, before which characters not."""

    empty: bool
    barred: Characters
    first: list[Step]
    last: list[Step]


NOTHING = Part(empty=True, barred=NONE, first=[], last=[])


class Automaton:
    """What a pattern reads; the end of the body of a repeat leads back to its beginning."""

    def __init__(self, body: list[Any], alphabet: Characters = NONE) -> None:
        self._alphabet = alphabet or frozenset(_named(body)) | frozenset(OTHERS)
        self._states: list[Characters] = []
        self._ways: list[list[tuple[int, Characters]]] = []
        self.whole = self._sequence(body)
        self._join(self.whole.last, self.whole.first)

    def read_twice(self) -> str | None:
        """What is read in two ways, if anything is."""
        pairs: deque[tuple[int, int, str]] = deque()
        for ways in self._ways:
            for place, (state, read) in enumerate(ways):
                for other, also in ways[place + 1 :]:
                    if both := read & also:
                        pairs.append((state, other, min(both)))
        seen: set[tuple[int, int]] = set()
        while pairs:
            one, two, said = pairs.popleft()
            if one == two:
                return said
            if (one, two) in seen:
                continue
            seen.add((one, two))
            for state, read in self._ways[one]:
                for other, also in self._ways[two]:
                    if both := read & also:
                        pairs.append((state, other, said + min(both)))
        return None

    def _join(self, last: list[Step], first: list[Step]) -> None:
        for before in last:
            for after in first:
                if read := self._states[after.state] - before.barred - after.barred:
                    self._ways[before.state].append((after.state, read))

    def _sequence(self, nodes: Iterable[Any]) -> Part:
        whole = NOTHING
        for node in nodes:
            whole = self._then(whole, self._part(*node))
        return whole

    def _then(self, one: Part, two: Part) -> Part:
        self._join(one.last, two.first)
        return Part(
            one.empty and two.empty,
            one.barred | two.barred,
            one.first + [Step(s, b | one.barred) for s, b in two.first if one.empty],
            [Step(s, b | two.barred) for s, b in one.last if two.empty] + two.last,
        )

    def _part(self, code: Any, value: Any) -> Part:
        if code in CHARACTERS:
            return self._state(_read(code, value, self._alphabet))
        if code is codes.GROUPREF:
            return self._state(frozenset(CAPTURED))
        if code is codes.SUBPATTERN:
            return self._sequence(value[3])
        if code is codes.ATOMIC_GROUP:
            return self._sequence(value)
        if code is codes.BRANCH:
            return self._either(value[1])
        if code is codes.GROUPREF_EXISTS:
            return self._either([value[1], value[2] or []])
        if code in REPEATS:
            return self._repeat(*value, possessive=code is codes.POSSESSIVE_REPEAT)
        if code in (codes.ASSERT, codes.ASSERT_NOT) and value[0] > 0:
            return Part(empty=True, barred=self._ruled_out(code, list(value[1])), first=[], last=[])
        if code is codes.AT and value in (codes.AT_END, codes.AT_END_STRING):
            return NOTHING._replace(empty=False)
        return NOTHING

    def _state(self, characters: Characters) -> Part:
        self._states.append(characters)
        self._ways.append([])
        step = Step(len(self._states) - 1, NONE)
        return Part(empty=False, barred=NONE, first=[step], last=[step])

    def _either(self, branches: Iterable[Iterable[Any]]) -> Part:
        parts = [self._sequence(branch) for branch in branches]
        empty = [part.barred for part in parts if part.empty]
        return Part(
            bool(empty),
            frozenset.intersection(*empty) if empty else NONE,
            [step for part in parts for step in part.first],
            [step for part in parts for step in part.last],
        )

    def _repeat(self, least: int, most: int, body: Iterable[Any], *, possessive: bool) -> Part:
        body, endless = list(body), most >= MANY
        whole = NOTHING
        for place in range(1 if endless else most, 0, -1):
            part = self._sequence(body)
            begins = self._begins(part) if possessive else NONE
            if endless:
                self._join(part.last, part.first)
                part = part._replace(last=[Step(state, barred | begins) for state, barred in part.last])
            whole = self._then(part, whole)
            if place > least and not whole.empty:
                whole = whole._replace(empty=True, barred=begins)
        return whole

    def _begins(self, part: Part) -> Characters:
        return NONE.union(*(self._states[state] - barred for state, barred in part.first))

    def _ruled_out(self, code: Any, body: list[Any]) -> Characters:
        ahead = Automaton(body, self._alphabet)
        if code is codes.ASSERT:
            return NONE if ahead.whole.empty else self._alphabet - ahead._begins(ahead.whole)
        branches = body[0][1][1] if len(body) == 1 and body[0][0] is codes.BRANCH else [body]
        single = (branch[0] for branch in branches if len(branch) == 1 and branch[0][0] in CHARACTERS)
        return NONE.union(*(_read(node[0], node[1], self._alphabet) for node in single))


def _named(nodes: Iterable[Any]) -> Iterator[str]:
    """The characters a pattern names."""
    for code, value in nodes:
        if code in (codes.LITERAL, codes.NOT_LITERAL):
            yield chr(value)
        elif code is codes.RANGE:
            yield from map(chr, value)
        elif code is codes.IN:
            yield from _named(value)
        else:
            for part in _parts(code, value):
                yield from _named(part)


def _parts(code: Any, value: Any) -> list[Any]:
    """The patterns within a piece of a pattern."""
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.ATOMIC_GROUP:
        return [value]
    if code in REPEATS:
        return [value[2]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [part for part in value[1:] if part] if code is codes.GROUPREF_EXISTS else []


def _read(code: Any, value: Any, alphabet: Characters) -> Characters:
    """Those of the alphabet that one piece of a pattern reads."""
    if code is codes.ANY:
        return alphabet
    if code is codes.LITERAL:
        return frozenset(chr(value))
    if code is codes.NOT_LITERAL:
        return alphabet - {chr(value)}
    if code is codes.RANGE:
        return frozenset(character for character in alphabet if value[0] <= ord(character) <= value[1])
    if code is codes.CATEGORY:
        name, denied = str(value).replace("_NOT_", "_"), "_NOT_" in str(value)
        return frozenset(character for character in alphabet if CATEGORIES[name](character) is not denied)
    read = NONE.union(*(_read(item[0], item[1], alphabet) for item in value if item[0] is not codes.NEGATE))
    return alphabet - read if value[0][0] is codes.NEGATE else read


def _repeated(nodes: Iterable[Any]) -> Iterator[list[Any]]:
    """The bodies of the repeats that may go back."""
    for code, value in nodes:
        if code in REPEATS and value[1] >= MANY and code is not codes.POSSESSIVE_REPEAT:
            yield list(value[2])
        for part in _parts(code, value):
            yield from _repeated(part)


def _patterns(package: str) -> dict[re.Pattern[str], str]:
    """The patterns of all modules of a package, with where each stands."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if "migrations" in module.name or module.name.endswith("__main__"):
            continue
        values: list[tuple[str, Any]] = [
            (f"{module.name}.{name}", value) for name, value in vars(importlib.import_module(module.name)).items()
        ]
        for name, value in values:
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value, name)
            elif isinstance(value, dict) and not name.endswith("__"):
                values += [(name, inner) for inner in value.values()]
            elif isinstance(value, (tuple, list, set, frozenset)):
                values += [(name, inner) for inner in value if isinstance(inner, (re.Pattern, tuple, list, dict))]
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_repeated_is_read_in_two_ways(package: str) -> None:
    twice = {
        (name, said, pattern.pattern[:40])
        for pattern, name in _patterns(package).items()
        for body in _repeated(parser.parse(pattern.pattern, pattern.flags))
        if (said := Automaton(body).read_twice()) is not None
    }
    assert not twice
