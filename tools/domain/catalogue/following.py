"""Reads what a message says of scenarios a talk is about: one of a list, two beside each other, a decision on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain import adoption
from tools.domain.catalogue import lexicon
from tools.kit import lexicon as asking
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.kit.tool import Focus

READ, COMPARE, RECORD = "read_scenario", "compare_scenarios", "record_adoption"
LISTS = frozenset({"list_scenarios", "recommend_scenarios", COMPARE, "show_adoptions"})
"""Tools that show several scenarios, so that none is at hand until it is named."""
WHOLE = 5
"""Characters of a piece of a name that mean the one scenario with it, whatever the talk was about."""
PIECE, SHORTEST = 3, 2
"""The same among the scenarios of the talk, pointed at or not; and of the shortest piece, which must be pointed at."""
SURE_PIECE = 4
"""The same where it is decided on, for a system that is in use may be called by less."""
LONGEST = 40
"""Characters up to which a message goes on about the scenarios of a talk."""
HARDLY = 3
"""Characters beside what is asked that a message on one scenario may have."""
TWO = 2


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


def talk_of(focus: Mapping[str, Any], scenarios: Mapping[str, Scenario]) -> Talk:
    """Return the scenarios a talk is about.

    Args:
        focus: What the conversation was about, as it is stored.
        scenarios: As they are, by id.
    """
    listed = [s["arguments"]["scenario"] for s in focus.get("offered") or () if "scenario" in s.get("arguments", {})]
    held, passages = (focus.get("arguments") or {}).get("scenario"), focus.get("passages") or ()
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
    for name, scenario in _by_length(scenarios.values()):
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
    return tuple(dict.fromkeys(scenario for _, scenario in sorted(found)))


def plain(text: str) -> str:
    """Return a text as names are compared: normalised, without spaces and quotation marks."""
    return lexicon.NAME_MARKS.sub("", normalise(text))


def _by_length(scenarios: Iterable[Scenario]) -> list[tuple[str, str]]:
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
    names = {key: [plain(name) for name in (s.name, *s.aliases)] for key, s in among.items()}
    longest = max((len(name) for known in names.values() for name in known), default=0)
    for length in range(min(longest, len(text)), least - 1, -1):
        for at in range(len(text) - length + 1):
            piece = text[at : at + length]
            if lexicon.TAKEN in piece or not lexicon.SAYS.search(lexicon.IDLE.sub("", piece)):
                continue
            held = [key for key, known in names.items() if any(piece in name for name in known)]
            if len(held) == 1 and (length >= free or lexicon.POINTED.match(text[at + length :])):
                return at, length, held[0]
    return None


# --- what a message goes on with --------------------------------------------------------------------------------------


def follow(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Read a message that goes on about scenarios shown before: compares two, decides on one, or asks about one.

    Args:
        text: Normalised text.
        focus: What the conversation was about.
        catalogs: The typed records.

    Returns:
        The tool it asks for, with its arguments; None where it goes on about none.
    """
    if len(text) > LONGEST or (of_others(text, catalogs.scenarios) and not compares(text)):
        return None
    talk = talk_of(focus.model_dump(mode="json"), catalogs.scenarios)
    decides = adoption.surely(text) or adoption.settles(text)
    free = SHORTEST if compares(text) else SURE_PIECE if decides else PIECE
    named = mentioned(text, catalogs.scenarios, talk, free=free)
    if compares(text):
        pair = two_of(named, talk, both=points_at_two(text))
        return None if pair is None else (COMPARE, {"first": pair[0], "second": pair[1]})
    if edits(text):
        return None
    if decides and (one := _decided(text, named, talk)) is not None:
        return RECORD, {"scenario": one, "question": text}
    return _asked(text, focus, named, talk, catalogs)


def of_others(text: str, scenarios: Mapping[str, Scenario]) -> bool:
    """Tell whether words speak of something else than one scenario: of policies, tickets, a diagnosis, or two of them.

    Args:
        text: Normalised text.
        scenarios: As they are, by id; what stands in their names does not count.
    """
    rest = plain(text)
    for name, _ in _by_length(scenarios.values()):
        rest = rest.replace(name, lexicon.TAKEN)
    return lexicon.OF_OTHERS.search(rest) is not None or compares(rest)


def compares(text: str) -> bool:
    """Tell whether words put one thing beside another.

    Args:
        text: Normalised text.
    """
    return says_compare(text) and lexicon.COMPARES_OTHERS.search(text) is None


def says_compare(text: str) -> bool:
    """Tell whether words ask for a comparison, of whatever.

    Args:
        text: Normalised text.
    """
    return lexicon.COMPARES.search(text) is not None


def edits(text: str) -> bool:
    """Tell whether words may change the catalog itself.

    Args:
        text: Normalised text.
    """
    return lexicon.EDITS.search(text) is not None


def points_at_one(text: str) -> bool:
    """Tell whether words point at one scenario without naming it.

    Args:
        text: Normalised text.
    """
    return lexicon.THIS_ONE.search(text) is not None


def points_at_two(text: str) -> bool:
    """Tell whether words point at two scenarios without naming any.

    Args:
        text: Normalised text.
    """
    return lexicon.BOTH.search(text) is not None and lexicon.COMPARES_OTHERS.search(text) is None


def two_of(named: Sequence[str], talk: Talk, *, both: bool = True) -> tuple[str, str] | None:
    """Return the two scenarios a comparison is of; what it leaves out is taken from the talk.

    Args:
        named: Ids of those it names.
        talk: Those the talk is about.
        both: It may point at two without naming any.
    """
    if len(named) >= TWO:
        return named[0], named[1]
    if len(named) == 1:
        # One spoken of on its own is compared with, not the first of a list nobody has looked into.
        others = [one for one in (talk.at_hand, *talk.spoken, *talk.listed[:1]) if one and one != named[0]]
        return (others[0], named[0]) if others else None
    pair = talk.pair if both else ()
    return (pair[0], pair[1]) if len(pair) == TWO else None


def _decided(text: str, named: Sequence[str], talk: Talk) -> str | None:
    """Return the scenario a message decides on."""
    if len(named) == 1:
        return named[0]
    return talk.at_hand if not named and adoption.points(text) else None


def _asked(
    text: str, focus: Focus, named: Sequence[str], talk: Talk, catalogs: Catalogs
) -> tuple[str, dict[str, Any]] | None:
    """Read a question about one scenario: one that is named, or a field of the one at hand."""
    if len(named) > 1 or (named and lexicon.TELLS.search(text)):
        return None
    aspects = [name for name, pattern in (*lexicon.ASPECTS, *asking.SCENARIO_ASPECTS) if pattern.search(text)]
    if not named:
        if talk.at_hand is not None and focus.tool == READ and asking.EFFECT_ASKED.search(text):
            return READ, {"scenario": talk.at_hand, "aspect": "value"}
        if talk.at_hand is not None and lexicon.SEES_IT.fullmatch(text.strip()):
            return READ, {"scenario": talk.at_hand, "aspect": "about"}
        # Without a passage nobody else knows which record is at hand.
        more = bool(aspects) and (not focus.passages or any(p.search(text) for _, p in lexicon.ASPECTS))
        if talk.at_hand is None or not more or _rest(text, ()) > HARDLY:
            return None
        return READ, {"scenario": talk.at_hand, "aspect": aspects[0]}
    scenario = catalogs.scenarios[named[0]]
    whole = lexicon.TURNS.search(text) is not None
    if not (aspects or whole) or (_rest(text, (scenario.name, *scenario.aliases)) > HARDLY and not aspects):
        return None
    before = focus.arguments.get("aspect") if focus.tool == READ else None
    return READ, {"scenario": scenario.id, "aspect": aspects[0] if aspects else before or "about"}


def _rest(text: str, names: Sequence[str]) -> int:
    """Count what a message says beside the names of a scenario, its fields, and words of asking."""
    rest = plain(text)
    for name in map(plain, names):
        length = max((n for n in range(len(name), SHORTEST - 1, -1) if _held(name, rest, n)), default=0)
        piece = _held(name, rest, length) if length else ""
        rest = rest.replace(piece, " ", 1) if piece else rest
    for _, pattern in (*lexicon.ASPECTS, *asking.SCENARIO_ASPECTS):
        rest = pattern.sub(" ", rest)
    rest = asking.OWN_WORDS.sub(" ", lexicon.TURNING.sub(" ", rest))
    return sum(map(str.isalnum, rest))


def _held(name: str, text: str, length: int) -> str:
    return next((p for at in range(len(name) - length + 1) if (p := name[at : at + length]) in text), "")
