"""The embedded default: turns a message into tool calls by rules alone, with no I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.calls import Ask, Call, Offer, Say, Step
from assistant.guesses import ABOUT, SEARCH
from assistant.pointing import in_its_place, spelled
from assistant.referring import Heard, filled
from corpus.lexical import normalise
from tools.domain.filters import narrowed, wanted
from tools.domain.topics import two_sides
from tools.kit import lexicon
from tools.kit.references import Reference, find, number, written
from tools.kit.tool import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.guesses import Guess
    from tools.kit.tool import Focus, Role, Tool


@dataclass(frozen=True, slots=True)
class Subject:
    """The unit a conversation is about, as the planner needs it.

    Attributes:
        document: Its document.
        clause: Its citation label.
        group: The label of the clause it is an item of, or its own.
        kind: What it is within its document.
        neighbours: Labels of the unit before and after it.
    """

    document: str
    clause: str
    group: str
    kind: str
    neighbours: tuple[str | None, str | None] = (None, None)


_FOLLOW_UP = 16
"""Characters up to which a message may be a follow-up without a pronoun."""
_LISTS = {"list_policies", "list_scenarios"}
_FITTING = {"match_policies", "recommend_scenarios"}
"""Tools that do for one firm what the lists do for everybody."""
KNOWLEDGE = _LISTS | ABOUT
"""Tools that answer from what has been read, and from nothing that is kept of a firm."""
CALCULATE = "calculate_kpi"
_MOST = 5
"""Clauses read in one answer."""
SHOW_ARCHIVE, COMPARE = "show_archive", "compare_enterprises"
_CLEAR = 0.85
"""Chance from which a message that names a firm is no follow-up on another's matter."""
OF_FIRMS = {"compare_enterprises", "find_enterprises"}
"""Tools that speak of several enterprises."""
_DATED = {"policy", "scenario", "upload"}
"""Kinds of records that have dates of their own, beside the standard's."""
_HARDLY_MORE = 8
"""Characters beside a name that do not make a message ask for anything new."""
_HARDLY = 3
"""Characters beside what is asked that a message on the record under discussion may have."""

Named = Callable[[str, str], bool]
"""Tells whether a message names a policy, scenario or indicator other than the one of the given id."""


def _nobody(text: str, document: str) -> bool:  # noqa: ARG001 -- the shape of ``Named``
    return False


class Intents(Protocol):
    """Tells which tools a message is for."""

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request; empty where the sources are to be searched."""

    def follow(self, text: str, focus: Focus | None) -> Call | None:
        """Read a follow-up on the last answer; None where it is none."""

    def guess(self, text: str, role: Role) -> Guess:
        """Return what a message is for by its words alone."""

    def told(self, text: str, role: Role) -> tuple[Step, ...]:
        """Return the answer to a message that only tells something; empty where it asks for anything."""

    def likely(self, text: str, role: Role) -> tuple[Step, ...]:
        """Return what a message is likeliest for, where the sources hardly speak of it; empty where nothing is."""

    def knowing(self, firms: Sequence[str], role: Role) -> Intents:
        """Return the same for a message that may name enterprises of these names, from people of this role."""


def plan(  # noqa: PLR0913 -- all that a message may lean on
    text: str,
    focus: Focus | None,
    subject: Subject | None,
    pressed: Call | None,
    catalog: Mapping[str, Tool],
    *,
    named: Named = _nobody,
    intents: Intents | None = None,
    role: Role = "enterprise",
    heard: Heard | None = None,
) -> tuple[Step, ...]:
    """Decide what to do with a message.

    Args:
        text: Normalised text of the message.
        focus: What the conversation was about.
        subject: The unit the focus rests on.
        pressed: The button that was pressed.
        catalog: The tools there are, by name.
        named: Tells whether a message names another record than the one under discussion.
        intents: Tells which tools a message is for.
        role: What the speaker is.
        heard: The message made whole with what the talk was about.

    Returns:
        What to run or to ask, in order; empty where nothing matches and the sources are to be searched as they are.
    """
    if pressed is not None:
        return (_complete(_worded(pressed, text, catalog), catalog),)
    if focus is not None and len(text) <= _FOLLOW_UP and (option := _option(text, focus)):
        return (option,)
    heard = heard or Heard(text, (), focus.scene if focus else Scene())
    steps = _asked_for(text, focus, role, heard, intents, catalog)
    planned = _planned(steps, text, focus, subject, catalog, named=named, role=role, heard=heard)
    return filled(planned, heard, catalog, role)


def _asked_for(
    text: str,
    focus: Focus | None,
    role: Role,
    heard: Heard,
    intents: Intents | None,
    catalog: Mapping[str, Tool],
) -> tuple[Step, ...]:
    """Find what a message asks for; where it leaves out which enterprise, as if it named the one under discussion."""
    if intents is None:
        return ()
    knowing = intents.knowing(heard.names, role)
    if (followed := _followed(text, focus, heard, knowing, role, catalog)) is not None:
        return (followed,)
    steps = knowing.steps(text, None if focus is None else focus.model_copy(update={"tool": None}), role)
    if len(heard.firms) == 1 and not lexicon.COMPARES.search(heard.said or text):
        steps = _of_one(steps, heard, text)
    if role == "operator" and (again := _the_same(text, focus, heard, catalog)):
        return again
    if role != "operator" or any(not _of_sources(step) for step in steps):
        return steps
    if heard.firms:
        return _shown(text, heard) or steps
    left_out = heard.spoken and not heard.somebody and heard.scene.latest == "enterprises"
    if not left_out or lexicon.EVERYBODY.search(text) or find(text):
        return steps
    name = normalise(heard.spoken[0][1])
    meant = intents.knowing((name,), role).steps(f"{name}{text}", None, role)
    one = meant[0] if len(meant) == 1 else None
    if isinstance(one, Call) and "enterprise" in catalog[one.tool].parameters.model_fields:
        said = {slot: text if slot == "question" else value for slot, value in one.arguments.items()}
        return (replace(one, question=text, arguments=said),)
    return steps


def _followed(
    text: str, focus: Focus | None, heard: Heard, intents: Intents, role: Role, catalog: Mapping[str, Tool]
) -> Call | None:
    """Read a follow-up, as it was said or with the names it points at.

    Where it names two firms, it must be one on firms; what names a firm and is clearly for another tool is none.
    """
    for said in dict.fromkeys((heard.said or text, text)):
        followed = intents.follow(said, focus)
        followed = None if followed is None else _on(followed, said, heard, catalog)
        if followed is None:
            continue
        guess = intents.guess(text, role)
        own = guess.chance >= _CLEAR and not guess.about and guess.tool != followed.tool and heard.firms
        return None if own else followed
    return None


def _on(followed: Call, said: str, heard: Heard, catalog: Mapping[str, Tool]) -> Call | None:
    """Return a follow-up on the enterprises that a message names or points at; None where it is on another."""
    if not heard.firms or followed.tool in OF_FIRMS:
        return followed
    if "enterprise" not in catalog[followed.tool].parameters.model_fields:
        return followed
    firm, given = heard.firms[0][0], followed.arguments.get("enterprise")
    if len(heard.firms) != 1 or (given not in {None, firm}) or (given is None and said != heard.text):
        return None
    return replace(followed, arguments={**followed.arguments, "enterprise": firm})


def _of_one(steps: tuple[Step, ...], heard: Heard, text: str) -> tuple[Step, ...]:
    """Read a message that names one enterprise and compares nothing as one on that enterprise."""
    shown = Call(SHOW_ARCHIVE, {"enterprise": heard.firms[0][0]}, text)
    step = steps[0] if len(steps) == 1 else None
    if isinstance(step, Call | Ask) and step.tool == COMPARE:
        return (shown,)
    if isinstance(step, Offer) and any(call.tool == COMPARE for call in step.calls):
        return tuple(call for call in step.calls if call.tool != COMPARE)[:1] or (shown,)
    return steps


def _the_same(text: str, focus: Focus | None, heard: Heard, catalog: Mapping[str, Tool]) -> tuple[Step, ...]:
    """Ask the same as before of an enterprise that is named, and hardly anything else."""
    tool = catalog.get(focus.tool or "") if focus is not None else None
    if tool is None or tool.writes or "enterprise" not in tool.parameters.model_fields or len(heard.firms) != 1:
        return ()
    return (Call(tool.name, {"enterprise": heard.firms[0][0]}, text),) if len(_beside(text, heard)) <= _HARDLY else ()


def _shown(text: str, heard: Heard) -> tuple[Step, ...]:
    """Show what is on file of an enterprise that is named where nothing clear is asked."""
    one = len(heard.firms) == 1 and len(_beside(text, heard)) <= _HARDLY_MORE
    return (Call(SHOW_ARCHIVE, {"enterprise": heard.firms[0][0]}, text),) if one else ()


def _beside(text: str, heard: Heard) -> str:
    for name in heard.names:
        text = text.replace(normalise(name), "")
    return text.strip(" ,.?!")


def does_something(step: Step) -> bool:
    """Tell whether a step does more than talk or look into the sources."""
    return not isinstance(step, Say) and not _of_sources(step)


def _of_sources(step: Step) -> bool:
    return isinstance(step, Call | Ask) and step.tool in KNOWLEDGE


def _planned(  # noqa: PLR0913 -- all that a message may lean on
    steps: tuple[Step, ...],
    text: str,
    focus: Focus | None,
    subject: Subject | None,
    catalog: Mapping[str, Tool],
    *,
    named: Named,
    role: Role,
    heard: Heard,
) -> tuple[Step, ...]:
    """Put what a message asks for together with what was under discussion."""
    if any(isinstance(step, Call | Say) and step.beyond_doubt for step in steps):
        return _completed(steps, catalog)
    if subject is not None and subject.kind == "scenario" and all(isinstance(step, Say) for step in steps):
        steps = ()  # what is said of a scenario is no small talk
    if subject is not None and steps and all(isinstance(step, Say) for step in steps):
        found = _about_sources(text, focus, subject, named)
        if found and (found[0].tool != SEARCH or lexicon.ELLIPSIS.match(text)):
            return found
    if focus is not None:
        steps = spelled(steps, text, focus)
        if role == "operator" and not heard.firms and (again := in_its_place(text, focus, catalog)):
            return (again,)
    if subject is not None and subject.kind == "indicator":
        steps = _of_this_indicator(steps, text, subject, named)
    if len(steps) > 1 or not all(isinstance(step, Call) and step.tool in KNOWLEDGE for step in steps):
        if (listed := wanted(text)) and _for_anybody(steps, text):
            return (Call(listed[0], listed[1], text),)
        return _completed(steps, catalog)
    found = () if heard.firms else _about_sources(text, focus, subject, named)
    if _compares(steps) and not _compares(found) and len(find(text)) != 1:
        found = ()
    return found or _completed(steps, catalog)


def _of_this_indicator(steps: tuple[Step, ...], text: str, subject: Subject, named: Named) -> tuple[Step, ...]:
    """Take figures that come after the explanation of an indicator for its own, unless they name another."""
    indicator = subject.clause.rpartition(" ")[2]
    if named(text, indicator):
        return steps
    call = Call(CALCULATE, {"indicator": indicator, "question": text}, text)
    if not steps and lexicon.TWO_FIGURES.search(text) and not find(text) and not lexicon.ASKS.search(text):
        return (call,)
    mine = [step for step in steps if isinstance(step, Call) and step.tool == CALCULATE]
    return (call,) if len(steps) == 1 and mine and "indicator" not in mine[0].arguments else steps


def _for_anybody(steps: tuple[Step, ...], text: str) -> bool:
    """Tell whether what was taken for one firm's affair is asked for nobody in particular."""
    names = {step.tool for step in steps if isinstance(step, Call)}
    return bool(names) and names <= _FITTING and not lexicon.OWN.search(text)


def _compares(steps: tuple[Step, ...]) -> bool:
    return len(steps) == 1 and isinstance(steps[0], Call) and steps[0].tool == "compare"


def _about_sources(text: str, focus: Focus | None, subject: Subject | None, named: Named) -> tuple[Call, ...]:
    """Read a question to the sources by what it names: a clause, a list, two sides, or what was under discussion."""
    text = _corrected(text)
    references = find(text)
    aspect = _aspect(text)
    if references:
        return _by_reference(text, references, aspect)
    if identified := lexicon.SCENARIO_ID.search(text):
        asked = next((name for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(text)), "about")
        return (Call("read_scenario", {"scenario": identified.group().upper(), "aspect": asked}, text),)
    on_its_own = focus is None or focus.tool is None or focus.tool in KNOWLEDGE
    for pattern, label in lexicon.FRONT_ASKED:
        if pattern.search(text) and (on_its_own or lexicon.STANDARD_NAMED.search(text)):
            return (Call("read_clause", {"clause": label}, text),)
    if lexicon.WHEN_ALONE.match(text) and subject is not None and subject.kind not in _DATED:
        return (Call("read_clause", {"clause": lexicon.COVER}, text),)
    if listed := wanted(text):
        name, arguments = listed
        return (Call(name, arguments, text),)
    if focus is not None and focus.tool in _LISTS and (more := narrowed(text, focus.tool)):
        return (Call(focus.tool, {**focus.arguments, **more}, text),)
    if topics := two_sides(text):
        return (Call("compare", {"first": topics[0], "second": topics[1]}, text),)
    if subject is not None and focus is not None:
        return _follow_up(text, subject, focus, aspect, named)
    return ()


def _worded(pressed: Call, text: str, catalog: Mapping[str, Tool]) -> Call:
    """Give a pressed tool the words that came with the press, where one parameter is open for them."""
    fields = catalog[pressed.tool].parameters.model_fields
    missing = [name for name, info in fields.items() if info.is_required() and name not in pressed.arguments]
    free = not any(info.is_required() for info in fields.values()) and "question" in fields
    slot = missing[0] if len(missing) == 1 else "question" if free else None
    if not text.strip() or slot is None or slot in pressed.arguments:
        return pressed
    return Call(pressed.tool, {**pressed.arguments, slot: text}, pressed.question)


def _completed(steps: tuple[Step, ...], catalog: Mapping[str, Tool]) -> tuple[Step, ...]:
    """Ask for what calls still need."""
    return tuple(_complete(step, catalog) if isinstance(step, Call) else step for step in steps)


def _complete(call: Call, catalog: Mapping[str, Tool]) -> Call | Ask:
    tool = catalog[call.tool]
    for name, info in tool.parameters.model_fields.items():
        if info.is_required() and name not in call.arguments:
            return Ask(call.tool, name, call.arguments)
    return call


def _corrected(text: str) -> str:
    """Keep what a correction puts in the place of what it takes back."""
    match = lexicon.CORRECTED.search(text)
    return match.group(1) if match and find(match.group(1)) else text


def _aspect(text: str) -> str:
    return next((name for name, pattern in lexicon.CLAUSE_ASPECTS if pattern.search(text)), "content")


def _by_reference(text: str, references: tuple[Reference, ...], aspect: str) -> tuple[Call, ...]:
    labels = list(dict.fromkeys(map(written, references)))
    if len(labels) == 1:
        return (Call("read_clause", {"clause": labels[0], "aspect": aspect}, text),)
    if len(labels) == 2 and lexicon.COMPARE.search(text):  # noqa: PLR2004 -- a comparison has two sides
        return (Call("compare", {"first": labels[0], "second": labels[1]}, text),)
    return tuple(Call("read_clause", {"clause": label, "aspect": aspect}, text) for label in labels[:_MOST])


def _follow_up(text: str, subject: Subject, focus: Focus, aspect: str, named: Named) -> tuple[Call, ...]:
    short = len(text) <= _FOLLOW_UP
    record = subject.kind in {"policy", "scenario"}
    if not record and subject.kind != "upload" and short and (calls := _around(text, subject, aspect)):
        return calls
    if record and short and not named(text, subject.document):
        call = _about(subject, text, "content") if lexicon.TELLS_MORE.fullmatch(text) else _field(text, subject)
        if call:
            return (call,)
    if lexicon.ANAPHORA.match(text) or (short and lexicon.BARE_ASPECT.match(text)) or lexicon.SOURCE_ASKED.match(text):
        call = _about(subject, text, aspect)
        return (call,) if call else ()
    near = subject.document if record else subject.group if subject.kind != "upload" else ""
    if match := lexicon.ELLIPSIS.match(text):
        return (Call(SEARCH, {"question": match.group(1), "about": focus.question}, text),)
    if short and not record and named(text, subject.clause.rpartition(" ")[2]):
        return (Call(SEARCH, {"question": text}, text),)
    if short:
        return (Call(SEARCH, {"question": text, "about": focus.question, "near": near}, text),)
    return ()


def _option(text: str, focus: Focus) -> Call | None:
    """Take the choice that was offered and is picked by its number."""
    match = lexicon.OPTION.match(text)
    if match is None:
        return None
    order = number(next(group for group in match.groups() if group))
    if not 0 < order <= len(focus.offered):
        return None
    chosen = focus.offered[order - 1]
    if chosen.tool is None:
        return Call(SEARCH, {"question": chosen.title}, chosen.title)
    return Call(chosen.tool, chosen.arguments, chosen.title)


def _around(text: str, subject: Subject, aspect: str) -> tuple[Call, ...]:
    """Read items of the clause under discussion, or what stands before or after it."""
    if match := lexicon.ITEMS_ALONE.match(text):
        if subject.group.isdecimal() and (order := lexicon.ORDINAL_ALONE.search(text)):
            below = number(order.group(1) or order.group(2))
            return (Call("read_clause", {"clause": f"{subject.group}.{below}", "aspect": aspect}, text),)
        return _by_reference(text, find(f"{subject.group} {match.group(1)}"), aspect)
    previous, following = subject.neighbours
    if lexicon.PREVIOUS.search(text) and previous:
        return (Call("read_clause", {"clause": previous, "aspect": "content"}, text),)
    if following and (lexicon.NEXT.search(text) or lexicon.MORE.match(text)):
        target = following if subject.kind == "item" or lexicon.NEXT.search(text) else subject.clause
        return (Call("read_clause", {"clause": target, "aspect": "content"}, text),)
    return ()


def _field(text: str, subject: Subject) -> Call | None:
    """Read a field of the record under discussion where a message says hardly more than which one."""
    fields = lexicon.POLICY_ASPECTS if subject.kind == "policy" else lexicon.SCENARIO_ASPECTS
    patterns = (*(pattern for _, pattern in fields), lexicon.PRICE_ASKED, lexicon.EFFECT_ASKED)
    asked = [pattern for pattern in patterns if pattern.search(text)]
    if not asked or lexicon.ALL_INDICATORS.search(text):
        return None
    rest = text
    for pattern in asked:
        rest = pattern.sub(" ", rest)
    rest = lexicon.OWN_WORDS.sub(" ", rest)
    return _about(subject, text, "content") if sum(c.isalnum() for c in rest) <= _HARDLY else None


def _about(subject: Subject, text: str, aspect: str) -> Call | None:
    if subject.kind == "policy":
        wanted = next((name for name, pattern in lexicon.POLICY_ASPECTS if pattern.search(text)), "provisions")
        return Call("read_policy", {"policy": subject.document, "aspect": wanted}, text)
    if subject.kind == "scenario":
        wanted = next((name for name, pattern in lexicon.SCENARIO_ASPECTS if pattern.search(text)), "about")
        return Call("read_scenario", {"scenario": subject.document, "aspect": wanted}, text)
    if subject.kind == "upload":
        return None
    return Call("read_clause", {"clause": subject.clause, "aspect": aspect}, text)
