"""Tells which tools a free message is for: a linear model over example sentences, held in check by cues.

The model gives every tool its chance. What it says goes only so far: what a message denies is left out, one that
supposes, quotes or asks how never makes a tool write, and where two tools are near the person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant import wording
from assistant.intents import cues
from assistant.intents.parts import clauses, parts
from assistant.planner import Call, Offer, Say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.intents.features import Features
    from assistant.intents.model import LinearModel
    from assistant.planner import Step
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus, Role, Tool

ABOUT = frozenset({"search_sources", "read_clause", "read_policy", "read_scenario", "compare"})
"""Tools that answer questions to the sources."""
PENDING_ONLY = frozenset({"answer_diagnosis"})
"""Tools that are reached only through the question they have asked."""
OF_ONE_FIRM = frozenset({"show_diagnosis", "show_archive", "export_archive", "compare_kpi", "make_report"})
"""Tools that show what is kept of one firm."""
CHAT = "chat"
SURE = 0.5
"""Chance from which a message is for a tool."""
SURE_TO_WRITE = 0.6
"""The same where the tool writes without asking first."""
SURE_IN_PART = 0.8
"""The same for a part of a message that holds two requests, cut where another request begins."""
SURE_IN_CLAUSE = 0.75
"""The same for a clause, cut at a comma; a question to the sources is never cut off there."""
SURELY_ASKED = 0.9
"""Chance from which a message is one question to the sources, whatever its parts look like."""
SURE_DENIED = 0.3
"""The same for what a denial is about."""
SURE_INSTEAD = 0.35
"""The same for what is wanted in the place of what was denied."""
OWN_TRADE = 1.25
"""How much likelier an operator means a tool that only operators have."""
NEAR = 0.6
"""Share of the best chance from which a second tool is as likely meant."""
LEAST_FACTS = 0.1
"""Chance the model must give facts where a cue has them kept."""
LEAST = 0.25
"""Chance below which a tool is not offered."""


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

    def chances(self, text: str) -> dict[str, float]:
        """Return the chance of every label for a normalised text."""
        return self._model.chances(self._reads.of(text))

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request.

        Args:
            text: Normalised text.
            focus: What the conversation was about.
            role: What the speaker is.
            pending: The tool whose question is open; a message that is for it asks for nothing else.
        """
        rest, denied = self._without_denials(text, role)
        if denied and not rest:
            return (Say(wording.NOT_DONE),)
        sure = SURE_INSTEAD if denied else SURE
        if not self._surely_asked(rest, role):
            for pieces, bar in ((parts(rest), SURE_IN_PART), (clauses(rest), SURE_IN_CLAUSE)):
                calls = self._requests(pieces, role, bar) if len(pieces) > 1 else []
                if len({call.tool for call in calls}) > 1:
                    return tuple(calls)
        return self._decided(rest, focus, role, pending, sure)

    def guess(self, text: str, role: Role, pending: str | None = None) -> Guess:
        """Return what a normalised text is for by the model alone."""
        chances = self.chances(text)
        asked = sum(chances.get(name, 0.0) for name in ABOUT)
        first_about = max(sorted(ABOUT), key=lambda name: chances.get(name, 0.0))
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

    def _without_denials(self, text: str, role: Role) -> tuple[str, bool]:
        """Leave out the clauses that say what is not wanted; what is denied must be something a tool does."""
        kept, denied = [], False
        for clause in clauses(text):
            core = cues.denied(clause)
            if core is not None:
                guess = self.guess(core, role)
                if not guess.about and guess.tool != CHAT and guess.chance >= SURE_DENIED:
                    denied = True
                    continue
            kept.append(clause)
        if not denied:
            return text, False
        rest = ",".join(kept)
        return (rest, True) if cues.says_something(rest) else ("", True)

    def _decided(
        self, text: str, focus: Focus | None, role: Role, pending: str | None, sure: float
    ) -> tuple[Step, ...]:
        guess = self.guess(text, role, pending)
        cue = cues.cue(text, focus, self._catalogs)
        if cue == "keep_facts" and (pending is not None or self.chances(text).get(cue, 0.0) < LEAST_FACTS):
            cue = None
        if cue in ABOUT:
            return ()
        if cue and (made := self._made(cue, text)):
            return made
        if guess.tool == pending:
            return ()
        if cues.off_topic(text) and (guess.tool == CHAT or guess.chance < SURE):
            return (Say(wording.OFF_TOPIC, declined=True),)
        if guess.tool == CHAT:
            return (Say(wording.CHATTER),) if guess.chance >= SURE and not cues.asks(text) else ()
        if guess.about:
            return self._asked(guess.tool, text) if guess.chance >= SURE else ()
        near = guess.rival is not None and guess.next >= max(LEAST, NEAR * guess.chance)
        if near and guess.rival is not None:
            return self._offered([guess.tool, guess.rival], text)
        if guess.chance < max(sure, self._bar(guess.tool) if sure == SURE else sure):
            return ()
        return self._made(guess.tool, text) or self._told(guess.tool, text)

    def _told(self, name: str, text: str) -> tuple[Step, ...]:
        """Take note of what is told and asks for nothing; the sources have nothing to say to it."""
        tool = self._catalog.get(name)
        told = tool is not None and tool.writes and cues.unmeant(text) and not cues.asks(text)
        return (Say(wording.NOTED),) if told else ()

    def _asked(self, name: str, text: str) -> tuple[Step, ...]:
        """Put a question to the tool its words are for; a search is what comes of it anyway."""
        tool = self._catalog.get(name)
        if tool is None or tool.reads is None:
            return ()
        arguments = tool.reads(text, self._catalogs)
        return () if arguments is None else (Call(name, arguments, text),)

    def _surely_asked(self, text: str, role: Role) -> bool:
        guess = self.guess(text, role)
        return guess.about and guess.chance >= SURELY_ASKED

    def _requests(self, pieces: tuple[str, ...], role: Role, sure: float) -> list[Call]:
        """Read the parts of a message, each a request of its own; a part that is none goes with the one before."""
        calls: list[Call] = []
        for piece in pieces:
            name = cues.cue(piece, None, self._catalogs)
            if name is None:
                guess = self.guess(piece, role)
                name = guess.tool if guess.chance >= max(sure, self._bar(guess.tool)) else None
            if name is None or name == CHAT:
                continue
            made: tuple[Step, ...] = ()
            if name not in ABOUT:
                made = self._made(name, piece)
            elif sure == SURE_IN_PART and cues.asks(piece):
                made = self._asked(name, piece) or (Call("search_sources", {"question": piece}, piece),)
            calls += [step for step in made if isinstance(step, Call) and step.tool not in {c.tool for c in calls}]
        return calls

    def _bar(self, name: str) -> float:
        tool = self._catalog.get(name)
        return SURE_TO_WRITE if tool is not None and tool.writes and tool.confirm == "never" else SURE

    def _made(self, name: str, text: str) -> tuple[Step, ...]:
        tool = self._catalog.get(name)
        if tool is None or (tool.writes and cues.unmeant(text)) or not cues.fits(name, text, self._catalogs):
            return ()
        arguments = arguments_of(tool, text, self._catalogs)
        if arguments is None:
            return ()
        # Whoever speaks of another firm is not served their own in its place; the tool refuses those who may not.
        if (firm := cues.other(text)) and name in OF_ONE_FIRM:
            arguments = {**arguments, "enterprise": firm}
        return (Call(name, arguments, text),)

    def _offered(self, names: list[str], text: str) -> tuple[Step, ...]:
        made = [step for name in names for step in self._made(name, text) if isinstance(step, Call)]
        if len(made) < 2:  # noqa: PLR2004 -- two readings
            return tuple(made) if made and not self._catalog[made[0].tool].writes else ()
        return (Offer(tuple(made), text),)


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

    def recogniser(self) -> Recogniser:
        """Return the recogniser, making it where it is not there yet."""
        if self._made is None:
            self._made = self._make()
        return self._made
