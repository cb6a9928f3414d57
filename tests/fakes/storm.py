"""Processes that all call WeChat when their one access token is refused; this file, run, is all of them.

It imports what they need once, forks, and hands each line it reads on to them; what they print comes out in any order.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pydantic import SecretStr

from assistant.logs import configure
from assistant.sharing import SharedValues
from integrations.wechat.client import WeChatClient
from integrations.wechat.errors import WeChatError
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
PROCESSES, CALLS = 8, 5
TOKEN, SEND = "/cgi-bin/stable_token", "/cgi-bin/message/custom/send"


async def survive(url: str) -> None:
    """Let processes on one database live through refused tokens, and count what that costs."""
    from tests.fakes.wechat_server import WeChatServer, actions, openid  # the processes need no server

    users = [openid(number) for number in range(PROCESSES * CALLS)]
    shares = [users[place::PROCESSES] for place in range(PROCESSES)]
    database = Database(url)
    await database.migrate()
    await database.close()
    with WeChatServer() as wechat:
        for user in users:
            wechat.act(actions.text(user, "在吗"))
        processes = await asyncio.create_subprocess_exec(
            sys.executable,
            __file__,
            *(url, wechat.base_url, wechat.account.app_id, wechat.account.secret),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            assert await _told(processes) == Counter(ready=PROCESSES)
            assert wechat.calls[TOKEN] == 1

            wechat.invalidate_tokens()
            assert await _told(processes, shares) == Counter(sent=len(users))
            assert [len(wechat.seen(user)) for user in users] == [1] * len(users)
            assert wechat.calls[TOKEN] == 2
            assert wechat.calls[SEND] <= 2 * len(users)

            # Even the new token is refused: nobody asks for another one for half a minute.
            wechat.reject_tokens()
            wechat.calls[SEND] = 0
            assert await _told(processes, shares) == Counter(retry=len(users))
            assert wechat.calls[TOKEN] == 2
            assert wechat.calls[SEND] == len(users)
        finally:
            assert processes.stdin is not None
            processes.stdin.close()
            status = await asyncio.wait_for(processes.wait(), 60)
        assert status == 0


async def _told(processes: asyncio.subprocess.Process, shares: Sequence[Sequence[str]] = ()) -> Counter[str]:
    """Give every process its users to send to, and count what they report."""
    assert processes.stdin is not None
    assert processes.stdout is not None
    if shares:
        processes.stdin.write(json.dumps(shares).encode() + b"\n")
    told: Counter[str] = Counter()
    for _ in range(PROCESSES):
        told += Counter(json.loads(await asyncio.wait_for(processes.stdout.readline(), 60)))
    return told


async def take_part(url: str, base_url: str, app_id: str, secret: str, orders: TextIO) -> None:
    """Get the token, then send at once to all users of each line read, and print what came of it."""
    database = Database(url)
    values = SharedValues(database, lambda: datetime.now(UTC), f"process-{os.getpid()}")
    client = WeChatClient(app_id, SecretStr(secret), base_url, values, lambda: datetime.now(UTC))
    assert await client.token_alive()
    _print(["ready"])
    while line := await asyncio.to_thread(orders.readline):
        _print(await asyncio.gather(*(_send(client, user) for user in json.loads(line))))
    await client.aclose()
    await database.close()


async def _send(client: WeChatClient, user: str) -> str:
    try:
        await client.send_text(user, "在的")
    except WeChatError as error:
        return str(error.action)
    return "sent"


def _print(outcomes: list[str]) -> None:
    os.write(sys.stdout.fileno(), json.dumps(outcomes).encode() + b"\n")  # at once, so that lines stay whole


def main() -> int:
    """Fork, hand orders on until there are no more, and tell whether all went well."""
    parser = argparse.ArgumentParser()
    for name in ("url", "base_url", "app_id", "secret"):
        parser.add_argument(name)
    given = parser.parse_args()
    configure("ERROR", console=False)
    orders: list[TextIO] = []
    for _ in range(PROCESSES):
        theirs, ours = os.pipe()
        if os.fork() == 0:
            os.close(ours)
            for order in orders:
                order.close()
            with os.fdopen(theirs) as lines:
                asyncio.run(take_part(**vars(given), orders=lines))
            return 0
        os.close(theirs)
        orders.append(os.fdopen(ours, "w"))
    for line in sys.stdin:
        for order, share in zip(orders, json.loads(line), strict=True):
            order.write(json.dumps(share) + "\n")
            order.flush()
    for order in orders:
        order.close()
    return max(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(PROCESSES))


if __name__ == "__main__":
    sys.exit(main())
