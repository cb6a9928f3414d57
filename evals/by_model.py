"""``python -m evals.by_model``: plays dialogues by the planner and by a scripted model, and compares what tools gave.

The model is a server on this machine. It calls what the planner called with the same arguments, and answers with what
the tools told it; presses and answers to open questions are the planner's in both.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, Field, SecretStr
from rich.console import Console

from assistant.exchanges import CHARACTERS_A_TOKEN
from assistant.grounding import NOTHING_FOUND
from assistant.messages import PLANNER
from assistant.settings import Settings
from corpus.lexical import normalise
from evals.cases import DATASETS
from evals.dialogues import Dialogue, Player, load
from evals.lexicon import DONE, SOURCES, WHO
from evals.rooms import Rooms
from tests.fakes.openai_server import Call, OpenAIServer, Text
from tools.catalog import BY_NAME, CATALOG
from tools.kit.errors import ToolError
from tools.wording.archive import IN_PASSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.messages import Message
    from evals.dialogues import DialogueTurn
    from evals.rooms import Room
    from tests.fakes.openai_server import Behaviour
    from tools.kit.tool import Suggestion, Tool, ToolContext, ToolResult

NAME = "scripted"
_ERROR = '{"error"'
_BESIDE = IN_PASSING.partition("{")[0]
"""How the talk itself asks whether to keep facts told in passing, whoever answered; no model calls for it."""
_VOLATILE = re.compile(
    rf"(?<={WHO})[0-9a-f]{{4}}|[\d-]{{10}}T[\d:]{{8}}\.\d+\+00:00|(?P<id>(?<![0-9a-f])[0-9a-f]{{32}}(?![0-9a-f]))|(?<=/r/)(?P<token>[\w-]{{20,}})|\b[A-Z2-9]{{4}}-[A-Z2-9]{{4}}\b|\bb_[\w-]{{22}}|(?P<digest>(?<![0-9a-f])[0-9a-f]{{64}})"
)


class Called(BaseModel):
    """A tool that a message is to end in."""

    tool: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class CallingDialogue(Dialogue):
    """A dialogue whose turns end in given tools: pressed where the planner answers, said where the model does."""

    calls: dict[int, Called] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ran:
    """A tool that ran: what it was given, and all it gave back or what it refused with."""

    tool: str
    arguments: dict[str, Any]
    result: dict[str, Any] | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What one turn came to.

    Attributes:
        ran: The tools that ran, in order.
        offered: A change that waits for a yes: the tool and its arguments.
        pending: The question that is open afterwards, with its buttons.
        model: Who answered.
        words: What was answered.
        said: What was said.
    """

    ran: tuple[Ran, ...]
    offered: tuple[str, dict[str, Any]] | None
    pending: dict[str, Any] | None
    model: str
    words: str
    said: str


@dataclass(slots=True)
class Compared:
    """A dialogue played both ways; ``problems`` is empty where all tools gave the same.

    Attributes:
        dialogue: The script.
        problems: What differs, turn by turn.
        tools: How often each tool gave the same by the model.
        turns: How many turns the model answered.
        sizes: Tokens of the tools it was offered, by request.
    """

    dialogue: Dialogue
    problems: list[str] = field(default_factory=list)
    tools: Counter[str] = field(default_factory=Counter)
    turns: int = 0
    sizes: list[float] = field(default_factory=list)


class Recorder:
    """Keeps what tools are given and give back; ``catalog`` holds the tools that tell it."""

    def __init__(self) -> None:
        self.ran: list[Ran] = []
        self.catalog = tuple(self._recorded(tool) for tool in CATALOG)

    def _recorded(self, tool: Tool) -> Tool:
        async def run(context: ToolContext, **values: Any) -> ToolResult:  # noqa: ANN401 -- the tool's own
            arguments = tool.parameters.model_validate(values).model_dump(mode="json", exclude_defaults=True)
            try:
                result = await tool.function(context, **values)
            except ToolError as error:
                self.ran.append(Ran(tool.name, arguments, refused=f"{error.kind}: {error}"))
                raise
            self.ran.append(Ran(tool.name, arguments, result.model_dump(mode="json")))
            return result

        return replace(tool, function=run)


class ScriptedModel:
    """A model that does in each turn what it was told to, and answers with what the tools said.

    Args:
        server: Serves it.
    """

    def __init__(self, server: OpenAIServer) -> None:
        self._server = server
        self._calls: tuple[Call, ...] = ()
        self.asked = 0
        self.answers = 0
        self.refused: list[str] = []
        self.sizes: list[float] = []

    def expect(self, calls: Sequence[Call]) -> None:
        """Take the calls of the next turn."""
        self._calls = tuple(calls)
        self.asked = self.answers = 0
        self.refused = []
        self._server.reset()
        self._server.script(self._next, repeat=True)

    def unscripted(self) -> None:
        """Answer nothing, so that the planner does."""
        self._server.reset()

    def _next(self, body: dict[str, Any]) -> Behaviour:
        self.asked += 1
        self.sizes.append(len(json.dumps(body["tools"], ensure_ascii=False)) / CHARACTERS_A_TOKEN)
        told = [str(message["content"]) for message in body["messages"] if message["role"] == "tool"]
        errors = [n for n, words in enumerate(told) if words.startswith(_ERROR)]
        done = len(told) - len(errors)
        if errors and errors[-1] == len(told) - 1 and len(errors) % 2:
            return self._calls[done + len(errors) // 2]  # tries once more, as told
        if done + len(errors) // 2 < len(self._calls):
            return self._calls[done + len(errors) // 2]
        self.answers += 1
        if self.answers > 1:
            self.refused.append(str(body["messages"][-1]["content"]))
        return Text(_answer(told), piece=400)


def _answer(told: Sequence[str]) -> str:
    """Say what the tools said, each part with the sources it rests on."""
    parts: list[str] = []
    for words in told:
        try:
            given = json.loads(words)
        except ValueError:
            given = None
        if not isinstance(given, dict) or "text" not in given:
            continue
        labels = "".join(dict.fromkeys(passage["cite"] for passage in given["passages"]))
        silent = NOTHING_FOUND if given["declined"] else ""
        parts.append(f"{given['text']}\n\n{SOURCES}{labels}{silent}" if labels or silent else str(given["text"]))
    return "\n\n".join(part for part in parts if part.strip()) or DONE


class Recording(Player):
    """Plays a dialogue and keeps what its tools did.

    Args:
        room: An application with an empty database, over the recorder's tools.
        dialogue: The script.
        recorder: Hears what they do.
    """

    def __init__(self, room: Room, dialogue: Dialogue, recorder: Recorder) -> None:
        super().__init__(room, dialogue)
        self._recorder = recorder
        self._calls = dialogue.calls if isinstance(dialogue, CallingDialogue) else {}
        self._current: Message | None = None
        self.steps: list[Step] = []
        self.pressed: dict[int, Suggestion] = {}

    async def _turn(self, number: int, turn: DialogueTurn) -> None:
        self._recorder.ran.clear()
        await super()._turn(number, turn)
        if self._current is None:
            msg = "no message was said"
            raise LookupError(msg)
        reply = self._played.replies[-1]
        pending = self._pending(self._current.conversation)
        by_tool = any(ran.result and ran.result["pending"] for ran in self._recorder.ran)
        asked = pending["question"] if pending is not None and pending["slot"] is None else ""
        asks = bool(asked) and asked in reply.text and not asked.startswith(_BESIDE)
        offered = (pending["tool"], pending["arguments"]) if pending is not None and asks and not by_tool else None
        self.steps.append(
            Step(tuple(self._recorder.ran), offered, pending, reply.model, reply.text, self._current.text)
        )

    def _message(self, number: int, turn: DialogueTurn) -> Message:
        message = super()._message(number, turn)
        if (call := self._calls.get(number)) is not None:
            message = self._as_called(message, call)
        self._current = message
        return message

    def _as_called(self, message: Message, call: Called) -> Message:
        arguments = json.loads(self._numbers(json.dumps(call.arguments, ensure_ascii=False)))
        return message.model_copy(update={"tool": call.tool, "arguments": arguments})

    def _button(self, turn: DialogueTurn) -> Suggestion:
        self.pressed[len(self.steps)] = found = super()._button(turn)
        return found


class ByModel(Recording):
    """Plays a dialogue once more with the scripted model.

    Args:
        room: An application with an empty database and the model.
        dialogue: The script.
        recorder: Hears what the tools do.
        model: Answers.
        first: The dialogue as the planner played it.
    """

    def __init__(
        self, room: Room, dialogue: Dialogue, recorder: Recorder, model: ScriptedModel, first: Recording
    ) -> None:
        super().__init__(room, dialogue, recorder)
        self._model, self._first = model, first
        self.asked: list[tuple[int, tuple[str, ...]]] = []

    async def _turn(self, number: int, turn: DialogueTurn) -> None:
        if number > len(self._first.steps):
            msg = "the planner did not come so far"
            raise LookupError(msg)
        planned = self._first.steps[number - 1]
        calls = {ran.tool: Call(ran.tool, ran.arguments) for ran in planned.ran}
        if planned.offered is not None:  # it may have been tried out before anybody was asked
            calls[planned.offered[0]] = Call(*planned.offered)
        self._model.expect(list(calls.values()))
        try:
            await super()._turn(number, turn)
        finally:
            self.asked.append((self._model.asked, tuple(self._model.refused)))
            self._model.unscripted()

    def _as_called(self, message: Message, call: Called) -> Message:  # noqa: ARG002 -- the model calls it
        """Leave it said."""
        return message

    def _button(self, turn: DialogueTurn) -> Suggestion:
        """Take a button; one that only the planner showed, to choose between readings, is pressed all the same."""
        try:
            return super()._button(turn)
        except LookupError:
            return self._first.pressed[len(self.steps)]


async def compare(dialogues: Sequence[Dialogue], settings: Settings | None = None) -> list[Compared]:
    """Play dialogues both ways, each with a database of its own.

    Args:
        dialogues: The scripts.
        settings: Read from the environment by default; model and database are replaced.
    """
    recorder = Recorder()
    settings = settings or Settings()
    compared = []
    with OpenAIServer() as server:
        model = ScriptedModel(server)
        without = {"openai_base_url": None, "openai_api_key": None, "assistant_model": None}
        configured = {
            "openai_base_url": server.base_url,
            "openai_api_key": SecretStr("sk-scripted"),
            "assistant_model": NAME,
        }
        alone = Rooms(settings.model_copy(update=without), recorder.catalog)
        beside = Rooms(settings.model_copy(update=configured), recorder.catalog)
        async with alone, beside:
            for dialogue in dialogues:
                async with alone.open() as room:
                    planned = Recording(room, dialogue, recorder)
                    before = await planned.play()
                async with beside.open() as room:
                    modelled = ByModel(room, dialogue, recorder, model, planned)
                    after = await modelled.play()
                found = _compared(dialogue, planned, modelled)
                found.sizes, model.sizes = model.sizes, []
                stored = [problem for problem in after.problems if problem not in before.problems]
                found.problems += [problem for problem in stored if problem.startswith("state:")]
                compared.append(found)
    return compared


def _compared(dialogue: Dialogue, planned: Recording, modelled: ByModel) -> Compared:
    found = Compared(dialogue)
    if len(planned.steps) != len(modelled.steps):
        found.problems.append(f"{len(planned.steps)} turns by the planner, {len(modelled.steps)} by the model")
    seen = (_Names(), _Names())
    for number, (mine, theirs) in enumerate(zip(planned.steps, modelled.steps, strict=False), 1):
        asked, refused = modelled.asked[number - 1]
        differences = list(_differences(mine, theirs, seen))
        if asked and theirs.model == PLANNER:
            differences.append("the model was asked, and the planner answered")
        differences += [f"the answer was refused: {why[:300]}" for why in refused]
        found.problems += [f"turn {number}: {problem}" for problem in differences]
        if asked:
            found.turns += 1
            if not differences:
                found.tools.update(ran.tool for ran in mine.ran)
                found.tools.update([mine.offered[0]] if mine.offered else [])
    return found


class _Names:
    """Numbers what a run makes up, in the order in which it appears."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def mask(self, value: object) -> str:
        """Write a value with numbers in the place of ids and tokens."""
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        return _VOLATILE.sub(lambda match: f"<{self._known.setdefault(match.group(), len(self._known))}>", words)


def _differences(mine: Step, theirs: Step, seen: tuple[_Names, _Names]) -> Iterator[str]:
    once = [ran for n, ran in enumerate(theirs.ran) if not (ran.refused and n and theirs.ran[n - 1] == ran)]
    if [ran.tool for ran in mine.ran] != [ran.tool for ran in once]:
        yield f"ran {[ran.tool for ran in mine.ran]}, by the model {[ran.tool for ran in once]}"
        return
    for first, second in zip(mine.ran, once, strict=True):
        for part in ("arguments", "result", "refused"):
            before, after = (
                names.mask(_worded(getattr(ran, part), mine.said))
                for names, ran in zip(seen, (first, second), strict=True)
            )
            if before != after:
                yield f"{first.tool}: {part} differ: {_apart(before, after)}"
    if mine.ran or mine.offered:
        before, after = seen[0].mask(_plain(mine.pending)), seen[1].mask(_plain(theirs.pending))
        if before != after:
            yield f"open question differs: {_apart(before, after)}"


def _worded(part: object, said: str) -> object:
    """Leave open which part of the message a result says it rests on: only the planner takes messages apart."""
    if not isinstance(part, dict) or not isinstance(part.get("focus"), dict):
        return part
    question = normalise(part["focus"]["question"])
    return {**part, "focus": {**part["focus"], "question": "" if question in normalise(said) else question}}


def _plain(pending: dict[str, Any] | None) -> dict[str, Any] | None:
    """Leave out arguments that only say what goes without saying."""
    if pending is None:
        return None
    fields = BY_NAME[pending["tool"]].parameters.model_fields
    told = {k: v for k, v in pending["arguments"].items() if k not in fields or v != fields[k].default}
    return {**pending, "arguments": told}


def _apart(before: str, after: str) -> str:
    """Show where two texts part."""
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    start = max(0, at - 60)
    return f"…{before[start : at + 120]!r} / …{after[start : at + 120]!r}"


def own() -> list[Dialogue]:
    """Read the dialogues that end in the tools no other leaves to a model."""
    records = yaml.safe_load((DATASETS / "by_model" / "dialogues.yaml").read_text(encoding="utf-8"))
    return [CallingDialogue.model_validate(record) for record in records]


def main() -> None:
    """Print whether every tool gave the same."""
    parser = argparse.ArgumentParser(prog="python -m evals.by_model", description=__doc__)
    parser.add_argument("--only", help="ids that begin so")
    arguments = parser.parse_args()
    dialogues = [d for d in (*load(), *own()) if d.id.startswith(arguments.only or "")]
    compared = asyncio.run(compare(dialogues))
    console = Console(width=200)
    for found in compared:
        if found.problems:
            console.print(f"[bold]{found.dialogue.id}[/] {found.dialogue.title}")
            for problem in found.problems:
                console.print(f"    {problem}", highlight=False, markup=False)
    same = sum((found.tools for found in compared), Counter[str]())
    for tool in CATALOG:
        console.print(f"{tool.name:24}{same[tool.name]:5}")
    right = sum(not found.problems for found in compared)
    turns, sizes = sum(found.turns for found in compared), [size for found in compared for size in found.sizes]
    if sizes:
        console.print(f"tools offered: {fmean(sizes):.0f} tokens on average, {max(sizes):.0f} at most")
    console.print(f"{right}/{len(compared)} dialogues, {turns} turns by the model, {len(same)}/{len(BY_NAME)} tools")


if __name__ == "__main__":
    main()
