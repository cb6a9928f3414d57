"""Schedulers of follow-ups as processes of their own, on one clock that a test moves, to be killed at any moment.

This file, run, loads once what they all need, and forks one for each line it reads.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import mmap
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from assistant.bootstrap import Application

ROOT = Path(__file__).parents[2]
SLOTS = 64
BATCH = 12
"""Follow-ups a scheduler deals with before it looks at the gate."""
GATE, FIRST_SLOT = 8, 16
NAP = 0.02
PATIENCE = 60.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Shared:
    """The time, a gate at which everybody waits while it is moved, and whether each waits there; seen by all.

    Args:
        path: A file that is mapped into every process.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(FIRST_SLOT + SLOTS))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), FIRST_SLOT + SLOTS)

    def now(self) -> datetime:
        """Return the time."""
        microseconds: int = struct.unpack("<q", self._map[:8])[0]
        return EPOCH + timedelta(microseconds=microseconds)

    def set(self, moment: datetime) -> None:
        """Set the time."""
        self._map[:8] = struct.pack("<q", (moment - EPOCH) // timedelta(microseconds=1))

    @property
    def closed(self) -> bool:
        """Whether everybody is to wait."""
        return self._map[GATE] == 1

    def close(self, *, closed: bool = True) -> None:
        """Close the gate, or open it."""
        self._map[GATE] = int(closed)

    def busy(self, slot: int, *, busy: bool = True) -> None:
        """Say that somebody is at work, or is not."""
        self._map[FIRST_SLOT + slot] = int(busy)

    def at_work(self, slot: int) -> bool:
        """Tell whether somebody is."""
        return self._map[FIRST_SLOT + slot] == 1


class Schedulers:
    """Schedulers of one database; entered, they can be started and killed.

    Args:
        var: A folder with the library built, which is only read.
        shared: The file of the shared clock.
        environment: Their settings.
    """

    def __init__(self, var: Path, shared: Path, environment: Mapping[str, str]) -> None:
        self._var, self._path, self._environment = var, shared, environment
        self.shared = Shared(shared)
        self.live: dict[int, int] = {}
        self.kills = 0
        self._started = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self._var), str(self._path)],
            env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"} | dict(self._environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._read() == {"ready": True}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for slot in list(self.live):
            self._end(slot)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)

    def start(self, slot: int) -> None:
        """Start the scheduler of a slot."""
        self._tell({"start": slot})
        self.live[slot] = int(self._read()["pid"])
        self._started += 1

    def kill(self, slot: int) -> None:
        """Kill it, wherever it is at the moment, and wait until it is gone."""
        self.kills += 1
        self._end(slot)

    def _end(self, slot: int) -> None:
        os.kill(self.live[slot], signal.SIGKILL)
        self._tell({"wait": self.live.pop(slot)})
        assert self._read()["status"] == -signal.SIGKILL, "a scheduler had ended by itself"
        self.shared.busy(slot, busy=False)

    def rest(self) -> None:
        """Close the gate and wait until nobody is at work."""
        self.shared.close()
        until = time.monotonic() + PATIENCE
        while any(self.shared.at_work(slot) for slot in self.live):
            assert time.monotonic() < until, "a scheduler does not come to rest"
            time.sleep(0.002)

    def go_on(self) -> None:
        """Open the gate."""
        self.shared.close(closed=False)

    def _tell(self, order: dict[str, int]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that forks has ended"
        told: dict[str, Any] = json.loads(line)
        return told


# --- what runs in the processes ---------------------------------------------------------------------------------------


def fork_schedulers(var: Path, path: Path) -> None:
    """Load what all need; then fork one for each order to start, and wait for those that were killed."""
    from pydantic import SecretStr

    from assistant.bootstrap import build
    from assistant.settings import Settings
    from integrations.wechat.channel import Account

    given = Settings(_env_file=None)
    loaded = build(given.model_copy(update={"var_dir": var}), console=False)
    loaded.library.current()
    with tempfile.TemporaryDirectory() as folder:  # one that never runs, for what it imports
        never = {"var_dir": Path(folder), "database_url": None, "wechat_token": SecretStr("t")}
        Account(build(given.model_copy(update=never), console=False, beside=loaded))
    gc.collect()
    gc.freeze()
    _say({"ready": True})
    for line in iter(sys.stdin.readline, ""):
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            _say({"status": os.waitstatus_to_exitcode(status)})
            continue
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                asyncio.run(_schedule(given, loaded, Shared(path), order["start"]))
            except BaseException:  # noqa: BLE001 -- whatever ended it is to be seen
                traceback.print_exc()
            finally:
                os._exit(status)
        _say({"pid": pid})


async def _schedule(settings: Any, loaded: Application, shared: Shared, slot: int) -> None:
    """Deal with what is due for ever, as the clock's ticks do."""
    from assistant.bootstrap import build
    from assistant.follow_ups import FollowUps
    from integrations.couriers import couriers

    with tempfile.TemporaryDirectory() as folder:
        own = settings.model_copy(update={"var_dir": Path(folder)})
        app = build(own, console=False, beside=loaded, clock=shared.now)
    async with couriers(app) as found:
        follow_ups = FollowUps(app.database, app.library.current, app.clock, app.owner, found)
        for turn in count():
            shared.busy(slot)
            if shared.closed:
                shared.busy(slot, busy=False)
                await asyncio.sleep(NAP / 4)
                continue
            if turn % 8 == 0:
                await follow_ups.recover()
            if not await follow_ups.send_due(BATCH):
                shared.busy(slot, busy=False)
                await asyncio.sleep(NAP)


def _say(told: dict[str, Any]) -> None:
    os.write(sys.stdout.fileno(), json.dumps(told).encode() + b"\n")


def main() -> None:
    """Fork schedulers until there are no more orders."""
    parser = argparse.ArgumentParser()
    parser.add_argument("var", type=Path)
    parser.add_argument("shared", type=Path)
    given = parser.parse_args()
    fork_schedulers(given.var, given.shared)


if __name__ == "__main__":
    main()
