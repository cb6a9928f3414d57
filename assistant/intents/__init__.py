"""Tells which tools a free message is for: a linear model over example sentences, held in check by cues.

The model gives every tool its odds. What it says goes only so far: a message that asks about a thing instead of asking
for it, denies, supposes or quotes never makes a tool write, and where two tools are near the person is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.intents import cues
from assistant.intents.parts import parts
from assistant.planner import Call, Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.intents.features import Masks
    from assistant.intents.model import LinearModel
    from assistant.planner import Step
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus, Role, Tool

KNOWLEDGE = "knowledge"
"""The label of questions to the sources, whichever tool answers them."""
CHAT = "chat"
SURE = 0.5
"""Odds from which a message is for a tool."""
SURE_TO_WRITE = 0.6
"""The same where the tool writes without asking first."""
SURE_IN_PART = 0.6
"""The same for a part of a message that holds two requests."""
NEAR = 0.6
"""Share of the best odds from which a second tool is as likely meant."""
LEAST = 0.25
"""Odds below which a tool is not offered."""


class Recogniser:
    """Implements ``planner.Intents``.

    Args:
        model: Gives the odds.
        masks: Masks names and figures.
        catalog: The tools there are, by name.
        catalogs: The typed records, for what a tool reads out of words.
    """

    def __init__(self, model: LinearModel, masks: Masks, catalog: Mapping[str, Tool], catalogs: Catalogs) -> None:
        self._model, self._masks, self._catalog, self._catalogs = model, masks, catalog, catalogs

    def odds(self, text: str) -> dict[str, float]:
        """Return the odds of every label for a normalised text."""
        return self._model.odds(self._masks.masked(text))

    def steps(self, text: str, focus: Focus | None, role: Role) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request.

        Args:
            text: Normalised text.
            focus: What the conversation was about.
            role: What the speaker is.
        """
        whole = self._decided(text, focus, role)
        pieces = parts(text)
        if len(pieces) > 1:
            calls = self._requests(pieces, role)
            if len({call.tool for call in calls}) > 1:
                return tuple(calls)
        return whole

    def _decided(self, text: str, focus: Focus | None, role: Role) -> tuple[Step, ...]:
        if cue := cues.cue(text, focus, self._catalogs):
            return self._made(cue, text)
        ranked = self._ranked(text, role)
        first, odds = ranked[0]
        if odds < LEAST:
            return ()
        second, next_odds = ranked[1]
        rivals = [name for name, chance in ranked[:2] if name not in {KNOWLEDGE, CHAT}]
        if odds >= self._bar(first):
            if len(rivals) == 2 and next_odds >= NEAR * odds:  # noqa: PLR2004 -- two tools
                return self._offered(rivals, text)
            return () if first in {KNOWLEDGE, CHAT} else self._made(first, text)
        if len(rivals) == 2 and next_odds >= LEAST and next_odds >= NEAR * odds:  # noqa: PLR2004 -- two tools
            return self._offered(rivals, text)
        return ()

    def _requests(self, pieces: tuple[str, ...], role: Role) -> list[Call]:
        """Read the parts of a message, each a request of its own; a part that is none goes with the one before."""
        calls: list[Call] = []
        for piece in pieces:
            name = cues.cue(piece, None, self._catalogs)
            if name is None:
                best, odds = self._ranked(piece, role)[0]
                name = best if odds >= max(SURE_IN_PART, self._bar(best)) else None
            if name is None or name == CHAT:
                continue
            made = (
                [Call("search_sources", {"question": piece}, piece)] if name == KNOWLEDGE else self._made(name, piece)
            )
            calls += [step for step in made if isinstance(step, Call) and step.tool not in {c.tool for c in calls}]
        return calls

    def _ranked(self, text: str, role: Role) -> list[tuple[str, float]]:
        odds = self.odds(text)
        for name in odds:
            tool = self._catalog.get(name)
            if tool is None:
                continue
            if tool.writes and cues.unmeant(text, name):
                odds[name] = 0.0
            elif role not in tool.roles:
                odds[name] *= cues.ELSEWHERE
        return sorted(odds.items(), key=lambda pair: (-pair[1], pair[0]))

    def _bar(self, name: str) -> float:
        tool = self._catalog.get(name)
        return SURE_TO_WRITE if tool is not None and tool.writes and tool.confirm == "never" else SURE

    def _made(self, name: str, text: str) -> tuple[Step, ...]:
        tool = self._catalog.get(name)
        if tool is None:
            return ()
        arguments = arguments_of(tool, text, self._catalogs)
        return () if arguments is None else (Call(name, arguments, text),)

    def _offered(self, names: list[str], text: str) -> tuple[Step, ...]:
        made = [step for name in names for step in self._made(name, text) if isinstance(step, Call)]
        if len(made) < 2:  # noqa: PLR2004 -- two readings
            return tuple(made) if made and not self._catalog[made[0].tool].writes else ()
        return (Offer(tuple(made), text),)


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

    def steps(self, text: str, focus: Focus | None, role: Role) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request."""
        return self.recogniser().steps(text, focus, role)

    def recogniser(self) -> Recogniser:
        """Return the recogniser, making it where it is not there yet."""
        if self._made is None:
            self._made = self._make()
        return self._made
