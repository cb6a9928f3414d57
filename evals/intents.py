"""``python -m evals.intents``: grades which tool a free sentence reaches, among all tools, planner only."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import BaseModel
from rich.console import Console

from assistant.messages import Message, ReplyReady, ToolFinished
from evals.rooms import Rooms
from tools.catalog import BY_NAME

if TYPE_CHECKING:
    from evals.rooms import Room

DATASET = Path(__file__).parent / "datasets" / "work" / "intents.yaml"
TODAY = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
CHAT = "chat"


class IntentCase(BaseModel):
    """One sentence.

    Attributes:
        id: Unique.
        text: What is said.
        role: By whom.
        before: Earlier messages of the conversation.
        tool: Tools of which any is right.
        tools: Tools that must all be served.
        ask: Asking back with buttons for two of ``tool`` is right too.
        never: Tools that must not run.
    """

    id: str
    text: str
    role: Literal["enterprise", "operator"] = "enterprise"
    before: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    ask: bool = False
    never: tuple[str, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether it belongs to the half nobody looks at."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Reached:
    """What a sentence came to.

    Attributes:
        case: The sentence.
        ran: Tools that ran, or that ask first, or whose question is open.
        offered: Tools offered as buttons where nothing ran.
        wrote: Tools that changed what is kept.
        right: Whether it is right.
    """

    case: IntentCase
    ran: tuple[str, ...]
    offered: tuple[str, ...]
    wrote: tuple[str, ...]
    right: bool

    @property
    def wrong_write(self) -> bool:
        """Whether a tool wrote that must not, or none of the right ones."""
        allowed = {*self.case.tool, *self.case.tools}
        return any(name in self.case.never or name not in allowed for name in self.wrote)


def load(path: Path = DATASET) -> list[IntentCase]:
    """Read the dataset."""
    return [IntentCase.model_validate(record) for record in yaml.safe_load(path.read_text(encoding="utf-8"))]


async def reach(room: Room, case: IntentCase) -> Reached:
    """Say a sentence and see what it comes to."""
    for number, text in enumerate((*case.before, case.text)):
        before, kept = _pending(room, case.id), room.kept()
        said = {"id": str(number), "conversation": case.id, "role": case.role, "text": text}
        message = Message(channel="batch", user="evals", now=TODAY, **said)
        events = [event async for event in room.app.conversation.respond(message, stream=False)]
    reply = next(event.reply for event in events if isinstance(event, ReplyReady))
    after = _pending(room, case.id)
    # A tool that refuses the speaker's role was reached all the same.
    ran = list(dict.fromkeys(event.name for event in events if isinstance(event, ToolFinished)))
    waiting = None if after == before else after
    while waiting is not None:
        ran += [waiting["tool"]] if waiting["tool"] not in ran else []
        waiting = waiting.get("behind")
    # A question that is asked again after a digression brings its buttons along.
    again = after is not None and after == before
    offered = tuple(s.tool for s in reply.suggestions if s.tool) if not ran and not again else ()
    # A tool that asks back, or finds nothing to change, has written nothing.
    changed = room.kept() != kept
    wrote = tuple(call.name for call in reply.tool_calls if changed and BY_NAME[call.name].writes)
    return Reached(case, tuple(ran), offered, wrote, _right(case, ran, offered))


def _pending(room: Room, conversation: str) -> dict[str, Any] | None:
    rows = [row for row in room.rows("conversations") if row["id"] == conversation]
    found = rows[0]["pending"] if rows else None
    return json.loads(found) if found else None


def _right(case: IntentCase, ran: list[str], offered: tuple[str, ...]) -> bool:
    if set(ran) & set(case.never):
        return False
    if case.tools:
        return set(case.tools) <= set(ran)
    if not ran:
        if CHAT in case.tool and len(set(offered)) < 2:  # noqa: PLR2004 -- asking back offers two
            return True
        wanted = set(case.tool) - {CHAT}
        return case.ask and len(set(offered) & wanted) >= min(2, len(wanted))
    return bool(set(ran) & set(case.tool))


async def grade(cases: list[IntentCase]) -> list[Reached]:
    """Grade all cases, each with a database of its own."""
    async with Rooms() as rooms:
        reached = []
        for case in cases:
            async with rooms.open() as room:
                reached.append(await reach(room, case))
        return reached


def main() -> None:
    """Print how well sentences reach their tools; with ``--show`` the misses of the half that may be looked at."""
    parser = argparse.ArgumentParser(prog="python -m evals.intents", description=__doc__)
    parser.add_argument("--show", action="store_true", help="list the misses of the half that may be looked at")
    arguments = parser.parse_args()
    reached = asyncio.run(grade(load()))
    console = Console(width=200)
    for title, group in (
        ("all", reached),
        ("seen half", [r for r in reached if not r.case.blind]),
        ("blind half", [r for r in reached if r.case.blind]),
    ):
        right, wrong = sum(r.right for r in group), sum(r.wrong_write for r in group)
        console.print(f"{title}: {right}/{len(group)} = {right / len(group):.3f}, wrong writes {wrong}")
    if arguments.show:
        for r in reached:
            if not r.case.blind and (not r.right or r.wrong_write):
                wanted = r.case.tools or r.case.tool
                console.print(
                    f"{r.case.id} {r.case.text} | wanted {wanted} got {r.ran} offered {r.offered}",
                    highlight=False,
                )


if __name__ == "__main__":
    main()
