"""Runs a server of the WeChat channel beside a command, on a database of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from integrations.cli import wording
from integrations.cli.console import Complaint, err

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from integrations.wechat.simulation.account import Account

STARTING = 180.0
"""Seconds a server may take to start: the first time it builds the index."""
STOPPING = 15.0
PROGRAM = "from integrations.cli import main; main()"


def database_in(var: Path) -> Path:
    """Return where its conversations are stored; what people really said lies elsewhere."""
    return var / "simulate.db"


def log_in(var: Path) -> Path:
    """Return where its log is written."""
    return var / "simulate.log"


@asynccontextmanager
async def running(account: Account, api: str, var: Path, *, verified: bool) -> AsyncIterator[str]:
    """Run a server, with the settings of this process but for the account; gives its address.

    Args:
        account: The account it is to be.
        api: Where WeChat's API is played.
        var: The folder of what grows at run time, whose index it shares.
        verified: Whether the account may push messages; told, for what a server learns it keeps for days.

    Raises:
        Complaint: It does not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    base = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "WECHAT_APP_ID": account.app_id,
        "WECHAT_APP_SECRET": account.secret,
        "WECHAT_TOKEN": account.token,
        "WECHAT_ENCODING_AES_KEY": account.aes_key or "",
        "WECHAT_PREVIOUS_AES_KEY": "",
        "WECHAT_API_BASE_URL": api,
        "WECHAT_VERIFIED": "true" if verified else "false",
        "PUBLIC_BASE_URL": base,
        "DATABASE_URL": f"sqlite:///{database_in(var)}",
        "VAR_DIR": str(var),
    }
    with log_in(var).open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "serve", "--only", "wechat", "--port", str(port)),
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        with err.status(wording.SIMULATE_STARTING):
            ready = await _ready(process, base)
        if not ready:
            raise Complaint(wording.SIMULATE_NOT_STARTED.format(path=log_in(var), line=_last_line(log_in(var))))
        yield base
    finally:
        await _stopped(process)


async def _ready(process: asyncio.subprocess.Process, base: str) -> bool:
    until = time.monotonic() + STARTING
    async with httpx.AsyncClient(timeout=5) as client:
        while process.returncode is None and time.monotonic() < until:
            try:
                if (await client.get(f"{base}/readyz")).is_success:
                    return True
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)
    return False


async def _stopped(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOPPING)
    except TimeoutError:
        process.kill()
        await process.wait()


def _last_line(path: Path) -> str:
    lines: Sequence[str] = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "—").strip()[:300]
