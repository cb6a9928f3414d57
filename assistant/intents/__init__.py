"""Tells which tools a free message is for: a linear model over example sentences, held in check by cues.

The model gives every tool its chance. What it says goes only so far: what a message denies is left out, one that
supposes, quotes or asks how never makes a tool write, and where two tools are near the person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant import wording
from assistant.calls import Call, Offer, Say
from assistant.intents import cues
from assistant.intents.parts import clauses, parts
from tools.kit.references import find

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.calls import Step
    from assistant.intents.features import Features
    from assistant.intents.model import LinearModel
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus, Role, Tool

ABOUT = frozenset({"search_sources", "read_clause", "read_policy", "read_scenario", "compare"})
"""Tools that answer questions to the sources."""
PENDING_ONLY = frozenset({"answer_diagnosis"})
"""Tools that are reached only through the question they have asked."""
OF_ONE_FIRM = frozenset(
    {"show_diagnosis", "show_archive", "export_archive", "compare_kpi", "make_report", "match_policies"}
)
"""Tools that show what is kept of one firm."""
BY_DENYING = frozenset(
    {"stop_notices", "record_adoption", "settle_promise", "stop_campaign", "erase_archive", "revoke_report"}
)
"""Tools that are asked for by saying what is not wanted."""
HOLDING_WORDS = frozenset({"start_campaign", "edit_follow_up_rule"})
"""Tools whose requests hold words for others, which suppose, ask or quote nothing on the speaker's part."""
CHAT = "chat"
COMPARE, COMPARE_FIRMS = "compare", "compare_enterprises"
SURE = 0.28
"""Chance from which a message is for a tool."""
SURE_TO_WRITE = 0.55
"""The same where the tool writes without asking first."""
SURE_UNTOLD = 0.7
"""The same where the tool knows its messages by what stands in them, and does not know this one."""
SURE_TO_WRITE_IN_PART = 0.9
"""The same in a part of a message."""
SURE_TO_LEAVE = 0.8
"""The same while a question is open, which most short messages answer."""
SURE_WHERE_ASKED = 0.42
"""The same where a message asks and wishes for nothing, as questions to the sources do."""
SURE_TO_WRITE_WHERE_ASKED = 0.8
"""The same where the tool writes without asking first."""
SURE_TO_REFUSE = 0.5
"""The same where the speaker's role may not use the tool, so that all it can do is say so."""
SURE_IN_PART = 0.8
"""The same for a part of a message that holds two requests, cut where another request begins."""
SURE_IN_CLAUSE = 0.65
"""The same for a clause, cut at a comma; a question to the sources is never cut off there."""
SURELY_ASKED = 0.9
"""Chance from which a message is one question to the sources, whatever its parts look like."""
SURE_DENIED = 0.3
"""The same for what a denial is about."""
SURE_AS_A_WHOLE = 0.95
"""Chance from which a message that denies something is for what the model says: one can ask for a thing by denying."""
SURE_INSTEAD = 0.35
"""The same for what is wanted in the place of what was denied."""
MOSTLY = 0.7
"""Share of a question's chances from which it is one particular tool's, and not for a search."""
OWN_TRADE = 1.4
"""How much likelier an operator means a tool that only operators have."""
NEAR = 0.8
"""Share of the best chance from which a second tool is as likely meant."""
NEAR_TO_WRITE = 0.5
"""The same beside a tool that writes without asking first."""
CERTAIN = 0.6
"""How surely a tool must know a message for its own."""
ASSURED = 0.9
"""How surely, so that the model may even be sure of another."""
BEYOND_DOUBT = 0.8
"""How surely, so that the model need not agree."""
LEAST_CERTAIN = 0.05
"""Chance the model must give such a tool all the same."""
BESIDE: Mapping[str, tuple[str, ...]] = {"calculate_kpi": ("keep_kpi", "compare_kpi")}
"""Tools that are meant by much the same words, and more; the first even where figures leave no doubt."""
SURE_TO_OFFER = 0.25
"""Chance from which a tool that is not surely meant is offered."""
UNLIKELY = 0.08
"""Chance below which a tool is not offered beside one that is likely, but not surely meant."""
LEAST_NEAR = 0.2
"""Chance below which a tool is not offered beside a likely one."""
REMEMBERED = 64
"""Texts of which it is remembered what they are for."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is for: the best label, its chance, and the tool next to it.

    Attributes:
        tool: A tool's name, or ``chat``.
        chance: Of the label; for questions to the sources, of all tools that answer them together.
        rival: The next tool that is no question to the sources.
        next: Its chance.
    """

    tool: str
    chance: float
    rival: str | None
    next: float

    @property
    def about(self) -> bool:
        """Whether it is a question to the sources."""
        return self.tool in ABOUT


class Recogniser:
    """Implements ``planner.Intents``.

    Args:
        model: Gives the chances.
        reads: Turns a message into features.
        catalog: The tools there are, by name.
        catalogs: The typed records, for what a tool reads out of words.
    """

    def __init__(self, model: LinearModel, reads: Features, catalog: Mapping[str, Tool], catalogs: Catalogs) -> None:
        self._model, self._reads, self._catalog, self._catalogs = model, reads, catalog, catalogs
        # The parts of one message are looked at again and again.
        self._weighed = lru_cache(REMEMBERED)(lambda text: model.chances(reads.of(text)))
        self._settled = lru_cache(REMEMBERED)(self._certainly)

    def knowing(self, firms: Sequence[str]) -> Recogniser:
        """Return the same recogniser for a message that may name enterprises of these names."""
        return Recogniser(self._model, self._reads.knowing(firms), self._catalog, self._catalogs) if firms else self

    def chances(self, text: str) -> Mapping[str, float]:
        """Return the chance of every label for a normalised text."""
        return self._weighed(text)

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request.

        Args:
            text: Normalised text.
            focus: What the conversation was about.
            role: What the speaker is.
            pending: The tool whose question is open; a message that is for it asks for nothing else.
        """
        last = self._catalog.get(focus.tool) if focus is not None and focus.tool else None
        if focus is not None and last is not None and last.follows is not None:
            followed = last.follows(text, focus, self._catalogs)
            if followed is not None:
                return (Call(followed[0], followed[1], text),)
        rest, denied = self._without_denials(text, role)
        if denied and not rest:
            return (Say(wording.NOT_DONE),)
        if denied:
            return self._instead(text, rest, denied, role)
        if several := self._several(rest, role):
            return several
        return self._decided(rest, role, pending)

    def guess(self, text: str, role: Role, pending: str | None = None) -> Guess:
        """Return what a normalised text is for by the model alone."""
        return self._best(self.chances(text), role, pending)

    def _best(self, chances: Mapping[str, float], role: Role, pending: str | None = None) -> Guess:
        asked = sum(chances.get(name, 0.0) for name in ABOUT)
        first_about = max(sorted(ABOUT), key=lambda name: chances.get(name, 0.0))
        if chances.get(first_about, 0.0) < MOSTLY * asked:
            first_about = "search_sources"
        ranked = {first_about: asked}
        for name, chance in chances.items():
            tool = self._catalog.get(name)
            if name in ABOUT or (name in PENDING_ONLY and name != pending):
                continue
            if tool is None and name != CHAT:
                continue
            ranked[name] = chance * (1.0 if tool is None else _share(tool, role))
        order = sorted(ranked, key=lambda name: (-ranked[name], name))
        tools = [name for name in order[1:] if name not in ABOUT and name != CHAT]
        return Guess(order[0], ranked[order[0]], tools[0] if tools else None, ranked[tools[0]] if tools else 0.0)

    def _instead(self, text: str, rest: str, denied: frozenset[str], role: Role) -> tuple[Step, ...]:
        """Find what is wanted in the place of what is not: the rest says it, in the light of the whole."""
        whole, part = self.chances(text), self.chances(rest)
        again = {name for name in denied if part.get(name, 0.0) >= SURE}
        mixed = {name: 0.0 if name in denied - again else (whole[name] + part[name]) / 2 for name in whole}
        guess = self._best(mixed, role)
        if guess.about:
            return self._asked(guess.tool, rest) if guess.chance >= SURE else ()
        if guess.tool == CHAT:
            return (Say(wording.NOT_DONE),)
        return self._made(guess.tool, rest) if guess.chance >= SURE_INSTEAD else ()

    def _without_denials(self, text: str, role: Role) -> tuple[str, frozenset[str]]:
        """Leave out the clauses that say what is not wanted; what is denied must be something a tool does."""
        kept: list[str] = []
        denied: set[str] = set()
        whole = self.guess(text, role)
        by_denying = whole.tool in BY_DENYING and whole.chance >= SURE_TO_WRITE
        if whole.chance >= SURE_AS_A_WHOLE or by_denying or self._certain(text, None, role) in BY_DENYING:
            return text, frozenset()
        for clause in clauses(text):
            core = cues.denied(clause)
            if core is not None:
                guess = self.guess(core, role)
                if not guess.about and guess.tool != CHAT and guess.chance >= SURE_DENIED:
                    denied.add(guess.tool)
                    continue
            kept.append(clause)
        rest = ",".join(kept) if denied else text
        return (rest if not denied or cues.says_something(rest) else ""), frozenset(denied)

    def _decided(self, text: str, role: Role, pending: str | None) -> tuple[Step, ...]:
        guess = self.guess(text, role, pending)
        if cues.sources_only(text):
            return ()
        if (certain := self._certain(text, pending, role)) and (made := self._made(certain, text)):
            return made
        if guess.tool == pending or (pending is not None and not guess.about and guess.chance < SURE_TO_LEAVE):
            return ()
        if cues.off_topic(text) and (guess.tool == CHAT or guess.chance < SURE):
            return (Say(wording.OFF_TOPIC, declined=True),)
        if guess.tool == CHAT:
            return self._chatted(guess, text)
        if self._told(guess, text):
            return (Say(wording.NOTED),)
        if guess.about:
            return self._asked_about(guess, text, role)
        near = guess.rival is not None and guess.next >= max(LEAST_NEAR, self._near(guess.tool) * guess.chance)
        if near and guess.rival is not None:
            return self._offered([guess.tool, guess.rival], text, role)
        if guess.chance >= (self._bar_where_asked if cues.only_asks(text) else self._bar)(guess.tool, role):
            return self._made(guess.tool, text)
        return self._unsure(guess, text, role) if pending is None else ()

    def _told(self, guess: Guess, text: str) -> bool:
        """Tell whether a message tells of what was done, and asks neither the sources nor a tool for anything."""
        tool = self._catalog.get(guess.tool)
        writes = tool is not None and tool.writes and cues.unmeant(text, guess.tool)
        return (writes or (guess.about and guess.chance < SURELY_ASKED)) and cues.told(text)

    def _chatted(self, guess: Guess, text: str) -> tuple[Step, ...]:
        if cues.bids(text):
            return (Say(wording.OFF_TOPIC, declined=True),)
        return (Say(wording.CHATTER),) if guess.chance >= SURE and not cues.asks(text) else ()

    def _unsure(self, guess: Guess, text: str, role: Role) -> tuple[Step, ...]:
        """Ask which of two tools is meant, unless it is as likely a question to the sources."""
        if cues.only_asks(text) or cues.other(text) or guess.chance < SURE_TO_OFFER:
            return ()
        if guess.rival is None or guess.next < UNLIKELY:
            return ()
        if self._asked_chance(text) >= guess.chance / 2:
            return ()
        return self._offered([guess.tool, guess.rival], text, role)

    def _asked_chance(self, text: str) -> float:
        chances = self.chances(text)
        return sum(chances.get(name, 0.0) for name in ABOUT)

    def _certain(self, text: str, pending: str | None, role: Role) -> str | None:
        return self._settled(text, pending, role)

    def _certainly(self, text: str, pending: str | None, role: Role) -> str | None:
        """Return the tool a message is for by what stands in it, such as two figures of one indicator.

        Words that fill an open question, and those the model has no thought of, do not count. Where a tool beside it
        is likelier, such as the one that keeps what the other works out, that one is meant. Tools that are only for the
        speaker's role come before those that are for everybody.
        """
        chances = self.chances(text)
        for name, tool in sorted(self._catalog.items(), key=lambda item: len(item[1].roles)):
            if role not in tool.roles:
                continue
            certainty = tool.sure(text, self._catalogs) if tool.sure else 0.0
            if certainty < CERTAIN or (certainty < BEYOND_DOUBT and chances.get(name, 0.0) < LEAST_CERTAIN):
                continue
            if certainty < ASSURED and _another(chances, name):
                continue
            if tool.writes and chances.get(CHAT, 0.0) >= SURELY_ASKED:
                continue
            if tool.confirm == "always" and pending is not None:
                continue
            near = BESIDE.get(name, ())[: 1 if certainty >= BEYOND_DOUBT else None]
            beside = max(near, key=lambda other: chances.get(other, 0.0), default=name)
            return beside if chances.get(beside, 0.0) > max(SURE, chances.get(name, 0.0)) else name
        return None

    def _asked_about(self, guess: Guess, text: str, role: Role) -> tuple[Step, ...]:
        if guess.tool == COMPARE and role == "operator" and not self._reads.names(text) and not find(text):
            # What an operator compares and the sources do not name are firms.
            return self._made(COMPARE_FIRMS, text)
        return self._asked(guess.tool, text) if guess.chance >= SURE else ()

    def _asked(self, name: str, text: str) -> tuple[Step, ...]:
        """Put a question to the tool its words are for; a search is what comes of it anyway."""
        tool = self._catalog.get(name)
        if tool is None or tool.reads is None:
            return ()
        arguments = tool.reads(text, self._catalogs)
        return () if arguments is None else (Call(name, arguments, text),)

    def _several(self, text: str, role: Role) -> tuple[Step, ...]:
        """Read two or more requests out of one message; empty where it holds but one.

        The one the message as a whole is for must be among them: where its own part is too short to tell, it is added.
        """
        whole = self.guess(text, role)
        if whole.about and whole.chance >= SURELY_ASKED:
            return ()
        plain = whole.about or whole.tool == CHAT or whole.chance < SURE_IN_PART
        # The figures of one calculation stand in many clauses.
        certain = self._catalog.get(self._certain(text, None, role) or "")
        if certain is not None and self._holds_words(certain.name, text):
            return ()
        cuts = ((parts(text), SURE_IN_PART), (clauses(text), SURE_IN_CLAUSE))
        for pieces, bar in cuts[: 1 if certain is not None and not certain.writes else 2]:
            calls = self._requests(pieces, role, bar) if len(pieces) > 1 else []
            if calls and not plain and whole.tool not in {call.tool for call in calls}:
                calls += [step for step in self._made(whole.tool, text) if isinstance(step, Call)]
                calls = calls if len(calls) == 2 else []  # noqa: PLR2004 -- the whole, and one beside it
            if len({call.tool for call in calls}) > 1:
                return tuple(calls)
        return ()

    def _holds_words(self, name: str | None, text: str) -> bool:
        """Tell whether a message surely holds words for others, so that nothing in them is asked for."""
        tool = self._catalog.get(name or "")
        sure = None if tool is None or name not in HOLDING_WORDS else tool.sure
        return sure is not None and sure(text, self._catalogs) >= ASSURED

    def _requests(self, pieces: tuple[str, ...], role: Role, sure: float) -> list[Call]:
        """Read the parts of a message, each a request of its own; a part that is none goes with the one before."""
        calls: list[Call] = []
        for piece in pieces:
            name = self._meant(piece, role, sure)
            if name is None or name == CHAT or not cues.stands_alone(name, ",".join(pieces)):
                continue
            made: tuple[Step, ...] = ()
            if name not in ABOUT:
                made = self._made(name, piece)
            elif sure == SURE_IN_PART and cues.asks(piece):
                made = self._asked(name, piece) or (Call("search_sources", {"question": piece}, piece),)
            calls += [step for step in made if isinstance(step, Call) and step.tool not in {c.tool for c in calls}]
        return calls

    def _meant(self, piece: str, role: Role, sure: float) -> str | None:
        """Return what a part of a message is for; a tool that writes without asking must be named beyond doubt."""
        certain, guess = self._certain(piece, None, role), self.guess(piece, role)
        likely = guess.tool if guess.chance >= max(sure, self._bar_in_part(guess.tool)) else None
        if certain is None or self._bar_in_part(certain):
            tool = self._catalog.get(likely or "")
            untold = tool is not None and tool.sure is not None and bool(self._bar_in_part(tool.name))
            return None if untold and certain != likely else likely
        return certain

    def _bar_in_part(self, name: str) -> float:
        tool = self._catalog.get(name)
        return SURE_TO_WRITE_IN_PART if _at_once(tool) else 0.0

    def _bar(self, name: str, role: Role) -> float:
        tool = self._catalog.get(name)
        if tool is not None and role not in tool.roles:
            return SURE_TO_REFUSE
        if tool is None or not tool.writes or tool.confirm == "always":
            return SURE
        return SURE_UNTOLD if tool.sure is not None else SURE_TO_WRITE

    def _bar_where_asked(self, name: str, role: Role) -> float:
        tool = self._catalog.get(name)
        return max(self._bar(name, role), SURE_TO_WRITE_WHERE_ASKED if _at_once(tool) else SURE_WHERE_ASKED)

    def _near(self, name: str) -> float:
        return NEAR_TO_WRITE if _at_once(self._catalog.get(name)) else NEAR

    def _made(self, name: str, text: str) -> tuple[Step, ...]:
        tool = self._catalog.get(name)
        unmeant = tool is not None and tool.writes and cues.unmeant(text, name) and not self._holds_words(name, text)
        if tool is None or unmeant or not self._fits(name, text):
            return ()
        arguments = arguments_of(tool, text, self._catalogs)
        if arguments is None:
            return ()
        # Whoever speaks of another firm is not served their own in its place; the tool refuses those who may not.
        if (firm := cues.other(text)) and name in OF_ONE_FIRM:
            arguments = {**arguments, "enterprise": firm}
        return (Call(name, arguments, text),)

    def _fits(self, name: str, text: str) -> bool:
        return cues.fits(name, text, self._catalogs, firm=self._reads.names_firm(text))

    def _offered(self, names: list[str], text: str, role: Role) -> tuple[Step, ...]:
        theirs = [name for name in names if (tool := self._catalog.get(name)) is not None and role in tool.roles]
        made = [step for name in theirs for step in self._made(name, text) if isinstance(step, Call)]
        if len(made) < 2:  # noqa: PLR2004 -- two readings
            return tuple(made) if made and not self._catalog[made[0].tool].writes else ()
        return (Offer(tuple(made), text),)


def _at_once(tool: Tool | None) -> bool:
    """Tell whether a tool writes without asking first."""
    return tool is not None and tool.writes and tool.confirm == "never"


def _another(chances: Mapping[str, float], name: str) -> bool:
    """Tell whether the model is sure of another tool than this one and those beside it."""
    near = ABOUT | {name, *BESIDE.get(name, ())}
    return any(chance >= SURELY_ASKED for other, chance in chances.items() if other not in near)


def _share(tool: Tool, role: Role) -> float:
    """Weigh a tool by who speaks: one that is not theirs may still be meant, and is refused."""
    if role not in tool.roles:
        return cues.ELSEWHERE
    return OWN_TRADE if role == "operator" and len(tool.roles) == 1 else 1.0


def arguments_of(tool: Tool, text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:
    """Make a tool's arguments out of the words of a request; None where they do not hold what it needs."""
    if tool.reads is not None:
        return tool.reads(text, catalogs)
    return {"question": text} if "question" in tool.parameters.model_fields else {}


class Lazy:
    """A recogniser that is made at the first message, once the library is there.

    Args:
        make: Makes it.
    """

    def __init__(self, make: Callable[[], Recogniser]) -> None:
        self._make = make
        self._made: Recogniser | None = None

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request."""
        return self.recogniser().steps(text, focus, role, pending)

    def knowing(self, firms: Sequence[str]) -> Recogniser:
        """Return the same for a message that may name enterprises of these names."""
        return self.recogniser().knowing(firms)

    def recogniser(self) -> Recogniser:
        """Return the recogniser, making it where it is not there yet."""
        if self._made is None:
            self._made = self._make()
        return self._made
