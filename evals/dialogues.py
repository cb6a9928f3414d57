"""``python -m evals.dialogues``: plays scripted dialogues and grades what was said and what the database holds."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console

from assistant.messages import Message, Reply, ReplyReady, ToolFinished
from evals.folding import holds, same
from evals.given import Given
from evals.rooms import Rooms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.rooms import Room
    from tools.kit.tool import Role, Suggestion

DATASETS = Path(__file__).parent / "datasets" / "dialogues"
BEGINS = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
"""10 o'clock in China."""
BETWEEN = timedelta(seconds=20)
_AFTER = re.compile(r"(\d+)([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_PLACE = re.compile(r"\{(ticket|need):(\d+)\}")


class Speaker(BaseModel):
    """Who speaks in one turn instead of the dialogue's own speaker."""

    role: str | None = None
    user: str | None = None
    enterprise: str | None = None


class DialogueTurn(BaseModel):
    """One message and what it must come to; the format stands at the head of ``enterprise.yaml``."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    say: str | None = None
    press: str | None = None
    from_turn: int | None = Field(None, alias="from")
    repeat: bool = False
    user: str = "u1"
    conversation: str | None = None
    speaker: Speaker | None = Field(None, alias="as")
    after: str | None = None
    tool: str | tuple[str, ...] | None = None
    no_tool: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    silent_on: tuple[str, ...] = ()
    asks: bool | None = None
    declined: bool | None = None


class StateCheck(BaseModel):
    """Rows that must be in a table afterwards."""

    model_config = ConfigDict(extra="forbid")

    table: str
    where: dict[str, Any] = Field(default_factory=dict)
    value: dict[str, Any] = Field(default_factory=dict)
    has: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    count: int | None = None
    at_least: int | None = None


class Dialogue(BaseModel):
    """One scripted dialogue."""

    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    role: str
    enterprise: str | None = None
    given: tuple[dict[str, Any], ...] = ()
    turns: tuple[DialogueTurn, ...]
    state: tuple[StateCheck, ...] = ()


@dataclass(slots=True)
class Played:
    """A dialogue as it went; ``problems`` is empty where all was right."""

    dialogue: Dialogue
    problems: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)


def load(folder: Path = DATASETS) -> list[Dialogue]:
    """Read all dialogues."""
    return [
        Dialogue.model_validate(record)
        for path in sorted(folder.glob("*.yaml"))
        for record in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


class Player:
    """Plays one dialogue in a room of its own.

    Args:
        room: An application with an empty database.
        dialogue: The script.
    """

    def __init__(self, room: Room, dialogue: Dialogue) -> None:
        self._room, self._dialogue = room, dialogue
        self._now = BEGINS
        self._played = Played(dialogue)
        self._last: tuple[Message, Reply] | None = None
        self._tools: dict[str, list[str]] = {}

    async def play(self) -> Played:
        """Play it and check everything."""
        given = Given(self._room, BEGINS)
        for entry in self._dialogue.given:
            await given.put(entry, speaker=(f"{self._dialogue.id}:u1", f"{self._dialogue.id}:c1"))
        for number, turn in enumerate(self._dialogue.turns, 1):
            try:
                await self._turn(number, turn)
            except LookupError as error:
                self._problem(number, str(error))
                return self._played
        for check in self._dialogue.state:
            self._state(check)
        return self._played

    def _problem(self, number: int, what: str) -> None:
        self._played.problems.append(f"turn {number}: {what}")

    async def _turn(self, number: int, turn: DialogueTurn) -> None:
        if turn.after and (match := _AFTER.fullmatch(turn.after)):
            self._now += timedelta(**{_UNITS[match[2]]: int(match[1])})
        self._now += BETWEEN
        message = self._message(number, turn)
        before = self._pending(message.conversation)
        events = [event async for event in self._room.app.conversation.respond(message, stream=False)]
        reply = next(event.reply for event in events if isinstance(event, ReplyReady))
        ran = [event.name for event in events if isinstance(event, ToolFinished)] or [c.name for c in reply.tool_calls]
        after = self._pending(message.conversation)
        if after is not None and after != before and after["tool"] not in ran:
            ran.append(after["tool"])
        if turn.repeat and self._last and reply != self._last[1]:
            self._problem(number, "the repeated message got another reply")
        self._last = (message, reply)
        self._played.replies.append(reply)
        self._check(number, turn, reply, ran, asks=after is not None)

    def _message(self, number: int, turn: DialogueTurn) -> Message:
        if turn.repeat:
            if self._last is None:
                msg = "nothing to repeat"
                raise LookupError(msg)
            return self._last[0]
        dialogue, other = self._dialogue, turn.speaker
        role: Role = "operator" if ((other and other.role) or dialogue.role) == "operator" else "enterprise"
        user = (other.user if other and other.user else None) or turn.user
        conversation = turn.conversation or ("c1" if user == "u1" and other is None else f"c-{user}")
        enterprise = other.enterprise if other else dialogue.enterprise
        pressed = self._button(turn) if turn.press is not None else None
        text = self._numbers(turn.say or "") if turn.say is not None else (pressed.title if pressed else "")
        return Message(
            id=f"m{number}",
            conversation=f"{dialogue.id}:{conversation}",
            channel="batch",
            user=f"{dialogue.id}:{user}",
            role=role,
            text=text,
            tool=pressed.tool if pressed else None,
            arguments=pressed.arguments if pressed else {},
            enterprise=enterprise if role == "enterprise" else None,
            now=self._now,
        )

    def _button(self, turn: DialogueTurn) -> Suggestion:
        replies = self._played.replies
        shown = replies[(turn.from_turn or len(replies)) - 1].suggestions if replies else ()
        names = (turn.press or "").split("|")
        for name in names:
            for suggestion in shown:
                if suggestion.title == name:
                    return suggestion
        for name in names:
            for suggestion in shown:
                if suggestion.title.startswith(name):
                    return suggestion
        msg = f"no button {turn.press!r} among {[s.title for s in shown]}"
        raise LookupError(msg)

    def _numbers(self, text: str) -> str:
        def number(match: re.Match[str]) -> str:
            rows = self._room.rows(f"{match[1]}s")
            ordered = sorted(rows, key=lambda row: (row["created_at"], row["number"]))
            return str(ordered[int(match[2]) - 1]["number"]) if int(match[2]) <= len(ordered) else match[0]

        return _PLACE.sub(number, text)

    def _pending(self, conversation: str) -> dict[str, Any] | None:
        found = next((row["pending"] for row in self._room.rows("conversations") if row["id"] == conversation), None)
        return json.loads(found) if found else None

    def _check(self, number: int, turn: DialogueTurn, reply: Reply, ran: Sequence[str], *, asks: bool) -> None:
        wanted = (turn.tool,) if isinstance(turn.tool, str) else turn.tool or ()
        missing = [name for name in wanted if not set(name.split("|")) & set(ran)]
        if missing:
            self._problem(number, f"ran {list(ran)}, wanted {missing}")
        called = {call.name for call in reply.tool_calls}
        if wrong := [name for name in turn.no_tool if name in called]:
            self._problem(number, f"ran {wrong}")
        shown = reply.text + "\n" + "\n".join(s.title for s in reply.suggestions)
        for words in map(self._numbers, turn.says):
            if not any(holds(shown, option) for option in words.split("|")):
                self._problem(number, f"does not say {words!r}: {reply.text[:300]!r}")
        for words in map(self._numbers, turn.silent_on):
            if any(holds(reply.text, option) for option in words.split("|")):
                self._problem(number, f"says {words!r}: {reply.text[:300]!r}")
        if turn.asks is not None and turn.asks != asks:
            self._problem(number, f"asks is {asks}: {reply.text[:200]!r}")
        if turn.declined is not None and turn.declined != reply.declined:
            self._problem(number, f"declined is {reply.declined}: {reply.text[:200]!r}")

    def _state(self, check: StateCheck) -> None:
        where = {k: self._numbers(v) if isinstance(v, str) else v for k, v in check.where.items()}
        rows = [row for row in self._room.rows(check.table) if all(same(row[k], v) for k, v in where.items())]
        good = [row for row in rows if _fits(row, check)]
        if check.count is not None:
            right = len(rows) == check.count and len(good) == len(rows)
        else:
            right = len(good) >= (check.at_least if check.at_least is not None else 1)
        if not right:
            kept = {"where": check.where, "value": check.value, "has": check.has}
            wanted = check.at_least if check.count is None else check.count
            self._played.problems.append(
                f"state: {check.table} {kept}: {len(rows)} rows, {len(good)} good, wanted {wanted}"
            )


def _fits(row: dict[str, Any], check: StateCheck) -> bool:
    texts = [
        ("" if row[column] is None else str(row[column]), words)
        for column, wanted in check.has.items()
        for words in wanted
    ]
    valued = all(same(row[column], value) for column, value in check.value.items())
    return valued and all(any(holds(text, option) for option in words.split("|")) for text, words in texts)


async def grade(dialogues: Sequence[Dialogue]) -> list[Played]:
    """Play all dialogues, each with a database of its own."""
    played = []
    async with Rooms() as rooms:
        for dialogue in dialogues:
            async with rooms.open() as room:
                played.append(await Player(room, dialogue).play())
    return played


def seen(dialogue: Dialogue) -> bool:
    """Tell whether a dialogue is of the half that may be looked at while rules are mended."""
    return hashlib.sha256(dialogue.id.encode()).digest()[0] % 2 == 0


def main() -> None:
    """Print how the dialogues went."""
    parser = argparse.ArgumentParser(prog="python -m evals.dialogues", description=__doc__)
    parser.add_argument("--only", help="ids that begin so")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--seen", action="store_true", help="show only the half that may be looked at")
    arguments = parser.parse_args()
    dialogues = [d for d in load() if d.id.startswith(arguments.only or "")]
    played = asyncio.run(grade(dialogues))
    console = Console(width=200)
    for p in played if arguments.show else ():
        if p.problems and (seen(p.dialogue) or not arguments.seen):
            console.print(f"[bold]{p.dialogue.id}[/] {p.dialogue.title}")
            for problem in p.problems:
                console.print(f"    {problem}", highlight=False, markup=False)
    for kind in ("enterprise", "operator"):
        group = [p for p in played if p.dialogue.id.startswith("dlg-" + kind[0])]
        for name, half in (
            ("all", group),
            ("seen", [p for p in group if seen(p.dialogue)]),
            ("blind", [p for p in group if not seen(p.dialogue)]),
        ):
            if half:
                right = sum(not p.problems for p in half)
                console.print(f"{kind} {name}: {right}/{len(half)} = {right / len(half):.3f}")


if __name__ == "__main__":
    main()
