"""People who talk through a real ``TurnLog``, here or, this file being run, in a process of theirs.

Every answer names the turn before it, as the conversation's focus has it: a turn that is lost, out of order, run
twice or run beside another breaks the chain.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.history import ClaimLost, TurnLog
from assistant.messages import Message, Reply
from tools.database.engine import Database
from tools.kit.tool import Focus

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.history import Claim

ROOT = Path(__file__).parents[2]
PATIENCE = timedelta(seconds=60)


def message(message_id: str, conversation: str = "c1", user: str = "u1", **values: Any) -> Message:
    """Return something said in a terminal."""
    return Message(
        id=message_id, conversation=conversation, channel="terminal", user=user, **{"text": message_id} | values
    )


def answer(claim: Claim) -> Reply:
    """Answer with the turn's place and the one before it."""
    before = claim.focus.question if claim.focus else "nothing"
    return Reply(id=claim.turn.id, text=f"{claim.turn.seq} after {before}")


async def carry_out(log: TurnLog, said: Message, ran: Callable[[str], object], think: float = 0.0) -> Reply:
    """Do with a message what a conversation does."""
    turn = await log.receive(said, datetime.now(UTC))
    if turn.reply is not None:
        return turn.reply
    while (claim := await log.wait_until_claimed(turn, PATIENCE)) is not None:
        ran(claim.turn.message.id)
        if think:
            await asyncio.sleep(think)
        reply = answer(claim)
        try:
            await log.finish(claim, reply, Focus(question=str(claim.turn.seq)), None, datetime.now(UTC))
        except ClaimLost:
            continue
        if claim.turn.id == turn.id:
            return reply
    return await log.joined(turn.id, PATIENCE)


async def speak(url: str, name: str, count: int) -> dict[str, Any]:
    """Say many things at once in one conversation, each also a second time as a retry."""
    database = Database(url)
    await database.migrate()
    log = TurnLog(database, name)
    ran: list[str] = []
    said = [message(f"{name}-{number}") for number in range(count)]
    replies = await asyncio.gather(*(carry_out(log, one, ran.append) for one in said + said))
    await database.close()
    return {
        "ran": ran,
        "replies": {one.id: reply.text for one, reply in zip(said, replies, strict=False)},
        "retries": {one.id: reply.text for one, reply in zip(said, replies[count:], strict=True)},
    }


async def hang(url: str, name: str, lease: float) -> None:
    """Claim a turn and never come back."""
    database = Database(url)
    await database.migrate()
    log = TurnLog(database, name, lease=timedelta(seconds=lease))
    turn = await log.receive(message(f"{name}-0"), datetime.now(UTC))
    await log.wait_until_claimed(turn, PATIENCE)
    print("claimed", flush=True)  # noqa: T201 -- to the process that waits for it
    await asyncio.Event().wait()


async def start(*arguments: str) -> asyncio.subprocess.Process:
    """Start a speaker of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        __file__,
        *arguments,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )


async def two_processes_keep_the_order(url: str, count: int) -> None:
    """Let two processes speak in one new conversation, on a database neither has opened before."""
    speakers = [await start(url, name, "--count", str(count)) for name in ("one", "two")]
    outputs = [(await asyncio.wait_for(speaker.communicate(), 120))[0] for speaker in speakers]
    assert [speaker.returncode for speaker in speakers] == [0, 0]
    told = [json.loads(output) for output in outputs]
    expected = {f"{name}-{number}" for name in ("one", "two") for number in range(count)}
    ran = told[0]["ran"] + told[1]["ran"]
    assert sorted(ran) == sorted(expected)
    replies = told[0]["replies"] | told[1]["replies"]
    assert replies == told[0]["retries"] | told[1]["retries"]
    assert sorted(replies.values(), key=_place) == chain(2 * count)


async def a_dead_process_is_taken_over_from(url: str) -> None:
    """Kill a process in the middle of a turn and speak on in its conversation."""
    dead = await start(url, "dead", "--hang", "0.5")
    assert dead.stdout is not None
    assert await asyncio.wait_for(dead.stdout.readline(), 60) == b"claimed\n"
    dead.kill()
    await dead.wait()
    database = Database(url)
    log = TurnLog(database, "alive")
    ran: list[str] = []
    reply = await carry_out(log, message("next"), ran.append)
    again = await carry_out(log, message("dead-0"), ran.append)
    await database.close()
    assert ran == ["dead-0", "next"]
    assert [again.text, reply.text] == chain(2)


def chain(count: int) -> list[str]:
    """Return what a conversation of so many turns must read like."""
    return [f"{seq} after {seq - 1 or 'nothing'}" for seq in range(1, count + 1)]


def _place(text: str) -> int:
    return int(text.split(maxsplit=1)[0])


def main() -> None:
    """Speak, and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("name")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--hang", type=float)
    given = parser.parse_args()
    if given.hang is not None:
        asyncio.run(hang(given.url, given.name, given.hang))
    else:
        print(json.dumps(asyncio.run(speak(given.url, given.name, given.count))))  # noqa: T201 -- the report


if __name__ == "__main__":
    main()
