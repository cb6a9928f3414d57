"""The embedded default: turns a message into tool calls by rules alone, with no I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from tools.domain.filters import narrowed, wanted
from tools.domain.membership import only_code
from tools.domain.notices import wants_none
from tools.domain.topics import two_sides
from tools.kit import lexicon
from tools.kit.describing import described
from tools.kit.references import Reference, find, number, written
from tools.kit.tool import REVISION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.kit.tool import Focus, Pending, Role, Tool


@dataclass(frozen=True, slots=True)
class Call:
    """A tool to run.

    Attributes:
        tool: Its name.
        arguments: What to call it with.
        question: The question it answers, once a follow-up has been made whole.
        confirmed: The person has said yes to the change it makes.
    """

    tool: str
    arguments: Mapping[str, Any]
    question: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back to the person.

    Attributes:
        tool: The tool that needs the answer.
        slot: The parameter it is for.
        arguments: What is known so far.
        options: Values to pick from, each with its title.
        question: What to ask; the tool's own question for the slot by default.
    """

    tool: str
    slot: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[tuple[str, str], ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Two readings of a message, for the person to choose.

    Attributes:
        calls: What each would run.
        question: The message.
    """

    calls: tuple[Call, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Words no tool has a part in; ``declined`` where they say that something is not to be had here."""

    text: str
    declined: bool = False


Step = Call | Ask | Offer | Say


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
KNOWLEDGE = _LISTS | {"search_sources", "read_clause", "read_policy", "read_scenario", "compare"}
"""Tools that answer questions to the sources."""
_BESIDE = 4
"""Characters beside a choice's title that do not make a message ask for something else."""
_WORD = 6
"""Characters up to which words are meant for the question that rounds off an answer."""
_ANSWER = 16
"""Characters up to which words are an answer that its reader makes nothing of."""
_NAME = 3
"""Characters from which a choice's title within a message is no chance."""
_MOST = 5
"""Clauses read in one answer."""
_HARDLY = 3
"""Characters beside what is asked that a message on the record under discussion may have."""

Named = Callable[[str, str], bool]
"""Tells whether a message names a policy or scenario other than the one of the given id."""


def _nobody(text: str, document: str) -> bool:  # noqa: ARG001 -- the shape of ``Named``
    return False


class Intents(Protocol):
    """Tells which tools a message is for."""

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request; empty where the sources are to be searched."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a message means for the question that is open.

    Attributes:
        call: The tool goes on with the answer.
        dropped: The person wants no more of it.
    """

    call: Call | None = None
    dropped: bool = False


def settle(text: str, pending: Pending, catalog: Mapping[str, Tool], *, elsewhere: bool) -> Settled | None:
    """Decide whether a message answers the question that is open.

    Args:
        text: Normalised text of the message.
        pending: The open question.
        catalog: The tools there are, by name.
        elsewhere: The message clearly asks for something else.

    Returns:
        What it means for the question; None for a digression, after which the question is asked again.
    """
    tool = catalog[pending.tool]
    if not pending.holds and _never_an_answer(text, pending):
        return None
    if pending.slot is None:
        return _agreed(text, pending, tool)
    asks = lexicon.MEANING_ASKED.search(text) is not None
    chosen = _chosen(text, pending)
    if chosen is None and not asks:
        chosen = _named(text, pending, _BESIDE if elsewhere else len(text))
    if chosen is None and not asks and lexicon.THE_ONE.search(text):
        chosen = _described(text, pending)
    if chosen is not None:
        return Settled(chosen)
    filled = {**pending.arguments, pending.slot: text}
    reader = tool.readers.get(pending.slot)
    if reader is not None and not asks and (value := reader(text, pending.arguments)) is not None:
        return Settled(Call(pending.tool, {**filled, pending.slot: value}, text))
    if pending.holds:
        return Settled(Call(pending.tool, filled, text))
    if lexicon.CANCEL.fullmatch(text):
        return Settled(dropped=True)
    if (elsewhere or asks or (pending.aside and len(text) > _WORD)) and not lexicon.FIGURE_ALONE.match(text):
        return None
    if reader is not None and lexicon.WONDERS.search(text):
        return None
    pointed = _described(text, pending)
    if pointed is None and reader is not None and not pending.insists and len(text) > _ANSWER:
        return None
    return Settled(pointed or Call(pending.tool, filled, text))


def _never_an_answer(text: str, pending: Pending) -> bool:
    """Tell whether a message is for itself whatever is asked: a wish for no notices, or a code that is handed in."""
    return wants_none(text) or (pending.slot != "code" and only_code(text) is not None)


def _agreed(text: str, pending: Pending, tool: Tool) -> Settled | None:
    """Decide whether a message says yes or no to a change that was shown, or corrects it."""
    if lexicon.YES.fullmatch(text):
        return Settled(Call(pending.tool, pending.arguments, confirmed=True))
    revises = tool.readers.get(REVISION)
    if revises is not None and (revised := revises(text, pending.arguments)) is not None:
        return Settled(Call(pending.tool, revised, text))
    return Settled(dropped=True) if lexicon.NO.search(text) else None


def asks_something(text: str) -> bool:
    """Tell whether a message is a question or names a clause, and so hardly an answer.

    Args:
        text: Normalised text.
    """
    return bool(find(text) or wanted(text) or lexicon.ASKS.search(text))


def _chosen(text: str, pending: Pending) -> Call | None:
    """Take a choice that is named by its title or, where no reader numbers them otherwise, by its place."""
    for choice in pending.choices:
        if text.strip() == choice.title.strip().lower() and choice.tool is not None:
            return Call(choice.tool, choice.arguments, choice.title)
    match = lexicon.OPTION.match(text) or lexicon.BARE_NUMBER.match(text)
    if match is None or not all(choice.tool for choice in pending.choices):
        return None
    order = number(next(group for group in match.groups() if group))
    if not 0 < order <= len(pending.choices):
        return None
    choice = pending.choices[order - 1]
    return Call(str(choice.tool), choice.arguments, choice.title)


def _named(text: str, pending: Pending, most: int) -> Call | None:
    """Take the one choice whose title stands in a message, with at most so many characters beside it."""
    whole = [c for c in pending.choices if c.tool is not None and len(c.title) >= _NAME and c.title.lower() in text]
    whole = [choice for choice in whole if len(text) - len(choice.title) <= most]
    return Call(str(whole[0].tool), whole[0].arguments, whole[0].title) if len(whole) == 1 else None


def _described(text: str, pending: Pending) -> Call | None:
    """Take the one choice that is told apart from the others by what is said of it."""
    choices = [choice for choice in pending.choices if choice.tool is not None]
    place = described(text, [choice.title for choice in choices])
    return None if place is None else Call(str(choices[place].tool), choices[place].arguments, choices[place].title)


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
) -> tuple[Step, ...]:
    """Decide what to do with a message.

    Args:
        text: Normalised text of the message.
        focus: What the conversation was about.
        subject: The unit the focus rests on.
        pressed: The button that was pressed.
        catalog: The tools there are, by name.
        named: Tells whether a message names another policy or scenario than the one under discussion.
        intents: Tells which tools a message is for.
        role: What the speaker is.

    Returns:
        What to run or to ask, in order; empty where nothing matches and the sources are to be searched as they are.
    """
    if pressed is not None:
        return (_complete(_worded(pressed, text, catalog), catalog),)
    if focus is not None and len(text) <= _FOLLOW_UP and (option := _option(text, focus)):
        return (option,)
    steps = intents.steps(text, focus, role) if intents is not None else ()
    if role == "operator" and focus is not None and (firm := focus.arguments.get("enterprise")):
        steps = tuple(_of_this_firm(step, text, str(firm), catalog) for step in steps)
    if not all(isinstance(step, Call) and step.tool in KNOWLEDGE for step in steps):
        if (listed := wanted(text)) and _for_anybody(steps, text):
            return (Call(listed[0], listed[1], text),)
        return tuple(_complete(step, catalog) if isinstance(step, Call) else step for step in steps)
    found = _about_sources(text, focus, subject, named)
    if _compares(steps) and not _compares(found) and len(find(text)) != 1:
        found = ()
    return found or tuple(_complete(step, catalog) if isinstance(step, Call) else step for step in steps)


def _of_this_firm(step: Step, text: str, firm: str, catalog: Mapping[str, Tool]) -> Step:
    """Take the enterprise under discussion for the one an operator points at."""
    if isinstance(step, Offer):
        calls = (_of_this_firm(call, text, firm, catalog) for call in step.calls)
        return replace(step, calls=tuple(call for call in calls if isinstance(call, Call)))
    if not isinstance(step, Call) or "enterprise" not in catalog[step.tool].parameters.model_fields:
        return step
    said = step.arguments.get("enterprise")
    if not lexicon.THIS_FIRM.search(str(said or text)):
        return step
    return replace(step, arguments={**step.arguments, "enterprise": firm})


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
    for pattern, label in lexicon.FRONT_ASKED:
        if pattern.search(text):
            return (Call("read_clause", {"clause": label}, text),)
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
    if record and short and not named(text, subject.document) and (call := _field(text, subject)):
        return (call,)
    if lexicon.ANAPHORA.match(text) or (short and lexicon.BARE_ASPECT.match(text)) or lexicon.SOURCE_ASKED.match(text):
        call = _about(subject, text, aspect)
        return (call,) if call else ()
    near = subject.document if record else subject.group if subject.kind != "upload" else ""
    if match := lexicon.ELLIPSIS.match(text):
        return (Call("search_sources", {"question": match.group(1), "about": focus.question}, text),)
    if short:
        return (Call("search_sources", {"question": text, "about": focus.question, "near": near}, text),)
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
        return Call("search_sources", {"question": chosen.title}, chosen.title)
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
    if not asked:
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
