"""Makes a message whole with what the talk was about: names in the place of what only points at them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.calls import Ask, Call, Offer
from corpus.lexical import normalise
from tools.domain.naming import mentions
from tools.kit import lexicon
from tools.kit.describing import described
from tools.kit.references import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.calls import Step
    from tools.domain.naming import Mention
    from tools.kit.tool import Role, Scene, Tool

Named = tuple[str, str]
"""An id, and the name people know it by."""
TWO = 2
ELLIPTICAL = 14
"""Characters up to which a message leaves out whom it is about, rather than being about everybody."""
OF_ALL_OR_ONE = frozenset({"show_tickets", "show_adoptions", "show_follow_ups", "finish_follow_up_task", "open_ticket"})
"""Tools that speak of one enterprise as well as of all."""
OF_ANY = frozenset({"recommend_scenarios", "compare_scenarios", "find_enterprises"})
"""Tools that are asked about enterprises described in words as well."""
STATE_ALONE = 4
"""Characters of a message that says what became of a scenario, and nothing of which."""
COMPARE, RECOMMEND = "compare_enterprises", "recommend_scenarios"
BY_TICKET = frozenset({"move_ticket", "urge_ticket"})
BY_SCENARIO = frozenset({"record_adoption", "record_use", "edit_scenario", "read_scenario"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a message may name or point at.

    Attributes:
        near: Enterprises whose names share something with it.
        spoken: Enterprises the talk was about, the latest first.
        listed: Enterprises of the list just shown, in its order.
        offered: Scenarios that were just offered, in their order.
        scenarios: Scenarios the talk was about, the latest first.
        names: Names of all scenarios.
        first: The enterprise of two that has more of what the message names, or less.
    """

    near: Sequence[Named] = ()
    spoken: Sequence[Named] = ()
    listed: Sequence[Named] = ()
    offered: Sequence[Named] = ()
    scenarios: Sequence[Named] = ()
    names: Sequence[str] = ()
    first: Named | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A message made whole.

    Attributes:
        text: Normalised, with whole names.
        firms: The enterprises it names or points at, in its order.
        scene: Whom and what the talk was about before.
        spoken: The enterprises of the scene.
        scenario: Whether it names a scenario.
        said: The message as it was said, normalised.
        somebody: Whether it names anybody, on file or not, whom none of ``firms`` is.
        denied: Ids of enterprises it says are not meant.
    """

    text: str
    firms: tuple[Named, ...]
    scene: Scene
    spoken: tuple[Named, ...] = ()
    scenario: bool = False
    said: str = ""
    somebody: bool = False
    denied: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the enterprises it names or points at."""
        return tuple(name for _, name in self.firms)


def hear(text: str, known: Known, scene: Scene, role: Role) -> Heard:
    """Put names in the place of what a message points at.

    Args:
        text: Normalised text.
        known: What it may name or point at.
        scene: Whom and what the talk was about.
        role: What the speaker is; only operators speak of several enterprises.
    """
    firms: tuple[Named, ...] = ()
    denied: tuple[str, ...] = ()
    said, somebody = text, False
    if role == "operator":
        found = mentions(text, known.near)
        denied = tuple(one for m in found if _is_denied(text, m) for one, _ in m.firms)
        text, firms = _named(text, found, known)
        if not firms and not found and not lexicon.NEW_FIRM.search(text):
            text, firms = _pointed(text, known, scene)
        somebody = not firms and (bool(found) or lexicon.NAMES_SOMEBODY.search(text) is not None)
    if not firms:
        text = _scenarios(text, known)
    return Heard(
        text, firms, scene, tuple(known.spoken), any(name in text for name in known.names), said, somebody, denied
    )


def _named(text: str, found: Sequence[Mention], known: Known) -> tuple[str, tuple[Named, ...]]:
    """Write the names of enterprises as they are on file, where it is clear which is meant."""
    spoken = {one for one, _ in known.spoken}
    firms: list[Named] = []
    for mention in reversed(found):
        if _is_denied(text, mention):
            continue
        meant = [firm for firm in mention.firms if firm[0] in spoken] if len(mention.firms) > 1 else mention.firms
        if len(meant) == 1:
            firms.append(meant[0])
            text = text[: mention.start] + normalise(meant[0][1]) + text[mention.stop :]
    return text, tuple(reversed(firms))


def _is_denied(text: str, mention: Mention) -> bool:
    return lexicon.DENIED_FIRM.search(text[: mention.start]) is not None


LIST_OF_FIRMS = "find_enterprises"
"""The tool after which several are meant by a word for several."""


def _pointed(text: str, known: Known, scene: Scene) -> tuple[str, tuple[Named, ...]]:
    if placed := _of_the_list(text, known):
        return placed
    two = _two(known)
    if (both := lexicon.FIRMS_MEANT.search(text)) and two:
        return _put(text, both.span(), two)
    others = [*known.spoken[1:], *(firm for firm in known.listed if firm not in known.spoken)]
    if (other := lexicon.OTHER_FIRM.search(text)) and others:
        return _put(text, other.span(), (others[0],))
    if (bigger := lexicon.BIGGER.search(text)) and known.first is not None:
        return _put(text, bigger.span(), (known.first,))
    if (told := lexicon.FIRM_TOLD.search(text)) and two:
        one = described(told["what"], [name for _, name in two])
        if one is not None:
            return _put(text, told.span(), (two[one],))
    meant = lexicon.FIRM_MEANT.search(text)
    thing = meant is not None and lexicon.IT_ALONE.search(meant[0]) and scene.latest != "enterprises"
    many = meant is not None and lexicon.SEVERAL_MEANT.search(meant[0]) and len(known.listed) > TWO
    if meant and known.spoken and not thing and not (many and scene.tool == LIST_OF_FIRMS):
        return _put(text, meant.span(), (known.spoken[0],))
    return text, ()


def _two(known: Known) -> tuple[Named, ...]:
    """Return the two enterprises a message may speak of together: those spoken of last, or the two of a list."""
    if len(known.listed) == TWO:
        return tuple(known.listed)
    return (known.spoken[1], known.spoken[0]) if len(known.spoken) >= TWO else ()


def _of_the_list(text: str, known: Known) -> tuple[str, tuple[Named, ...]] | None:
    """Name the enterprises of a list that a message speaks of by their places."""
    firms: list[Named] = []
    for match in reversed(list(lexicon.PLACE_OF_FIRM.finditer(text))):
        place = number(match[1])
        if 0 < place <= len(known.listed):
            text, put = _put(text, match.span(), (known.listed[place - 1],))
            firms += put
    return (text, tuple(reversed(firms))) if firms else None


def _put(text: str, span: tuple[int, int], firms: tuple[Named, ...]) -> tuple[str, tuple[Named, ...]]:
    return text[: span[0]] + lexicon.AND.join(normalise(name) for _, name in firms) + text[span[1] :], firms


def _scenarios(text: str, known: Known) -> str:
    match = lexicon.PLACE_OF_SCENARIO.search(text)
    place = number(match[1]) if match else 0
    if match and 0 < place <= len(known.offered) and match.span() != (0, len(text)) and not lexicon.PLACED.match(text):
        return text[: match.start()] + known.offered[place - 1][1] + text[match.end() :]
    if (both := lexicon.SCENARIOS_MEANT.search(text)) and len(known.scenarios) >= TWO:
        first, second, *_ = known.scenarios
        return text[: both.start()] + lexicon.AND.join((second[1], first[1])) + text[both.end() :]
    return text


def filled(steps: tuple[Step, ...], heard: Heard, catalog: Mapping[str, Tool], role: Role) -> tuple[Step, ...]:
    """Give steps the enterprise, the ticket and the scenario that a message leaves out, from the talk.

    Args:
        steps: What the message asks for.
        heard: The message.
        catalog: The tools there are, by name.
        role: What the speaker is.
    """
    return tuple(_filled(step, heard, catalog, role) for step in steps)


def _filled(step: Step, heard: Heard, catalog: Mapping[str, Tool], role: Role) -> Step:
    if isinstance(step, Offer):
        calls = [_filled(call, heard, catalog, role) for call in step.calls]
        return replace(step, calls=tuple(call for call in calls if isinstance(call, Call)))
    if not isinstance(step, Call | Ask):
        return step
    given = dict(step.arguments)
    fields = catalog[step.tool].parameters.model_fields
    of_a_firm = role == "operator" and "enterprise" in fields and not given.get("enterprise")
    said = step.question if isinstance(step, Call) else heard.text
    if of_a_firm and (firm := _firm(catalog[step.tool], heard, said)) is not None:
        given["enterprise"] = firm
    if step.tool == COMPARE and not given.get("first") and not given.get("second"):
        given |= _sides(heard)
    if step.tool in BY_TICKET and not given.get("number") and (ticket := _ticket(heard)):
        given["number"] = ticket
    if step.tool in BY_SCENARIO and not given.get("scenario") and (scenario := _scenario(heard)):
        given["scenario"] = scenario
    if given == step.arguments:
        return step
    if isinstance(step, Ask):
        if step.slot not in given:
            return replace(step, arguments=given)
        return Call(step.tool, given, heard.text)
    return replace(step, arguments=given)


def _sides(heard: Heard) -> dict[str, str]:
    """Return the two enterprises to be compared: those named, or the one named and the one spoken of before."""
    named = [one for one, _ in heard.firms][:TWO]
    if len(named) == 1:
        named = [*[one for one, _ in heard.spoken if one not in named][:1], *named]
    return dict(zip(("first", "second"), named, strict=True)) if len(named) == TWO else {}


def _firm(tool: Tool, heard: Heard, said: str) -> str | None:
    """Return the enterprise a call is about: the one named, or the one the talk was about where it must be one.

    What names anybody else, or speaks of several, is left to the tool; so is what would write and says more than that.
    """
    mine = [name for _, name in heard.firms if normalise(name) in said]
    if len(mine) == 1 and (len(heard.firms) == 1 or said != heard.text):
        return mine[0]
    if len(heard.firms) == 1:
        return heard.firms[0][1]
    if heard.firms or heard.somebody or not heard.spoken or lexicon.EVERYBODY.search(heard.text):
        return None
    one, name = heard.spoken[0]
    short = len(heard.text) <= ELLIPTICAL and heard.scene.latest != "scenarios"
    if tool.name in OF_ANY:
        short = short and tool.name == RECOMMEND and lexicon.DESCRIBES_FIRM.search(heard.text) is None
    needed = short or (tool.name not in OF_ALL_OR_ONE | OF_ANY and not tool.writes)
    return name if needed and one not in heard.denied else None


def _ticket(heard: Heard) -> str | None:
    text = heard.text
    if heard.firms or heard.somebody or not heard.scene.tickets or lexicon.TICKET_NUMBER.search(text):
        return None
    pointed = lexicon.TICKET_MEANT.search(text) is not None
    left_out = heard.scene.latest == "tickets" and len(text) <= ELLIPTICAL
    return heard.scene.tickets[0] if (pointed or left_out) and not lexicon.EVERYBODY.search(text) else None


def _scenario(heard: Heard) -> str | None:
    if heard.scenario or not heard.scene.scenarios:
        return None
    pointed = lexicon.SCENARIO_MEANT.search(heard.text) is not None
    left_out = heard.scene.latest == "scenarios" and len(heard.text) <= STATE_ALONE
    return heard.scene.scenarios[0] if pointed or left_out else None
