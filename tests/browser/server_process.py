"""Runs the web server as a process of its own, on a folder that outlives it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import httpx

ROOT = Path(__file__).parents[2]
START = "import sys; from integrations.server import serve; "
PATIENCE = 240.0
"""Seconds a first start may take: on a slow machine it trains the recogniser for a minute or two."""


class ServerProcess:
    """A web server on loopback.

    Args:
        var: The folder of what grows at run time.
        **environment: Settings beside it.
    """

    start_with = "serve(port=int(sys.argv[1]))"

    def __init__(self, var: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.var = var
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHAINLIT_")}
        self._environment = {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(var),
            "PUBLIC_BASE_URL": self.url,
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def over(cls, built: Path, var: Path, **environment: str) -> Self:
        """Return a server on a new folder that shares a library built before, so that it starts in seconds.

        Args:
            built: The folder of that library.
            var: The new folder.
            **environment: Settings beside it.
        """
        var.mkdir()
        for made in built.iterdir():
            (var / made.name).symlink_to(made)
        return cls(var, **environment)

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start and wait until it is ready."""
        self.var.mkdir(parents=True, exist_ok=True)
        with (self.var / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", START + self.start_with, str(self.port)],
                cwd=self.var,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        ended = self._process.poll()
        self.stop()
        how = f"not ready after {PATIENCE:.0f} s" if ended is None else f"ended with {ended}"
        message = f"{how}: {(self.var / 'server.log').read_text(encoding='utf-8')[-4000:]}"
        raise RuntimeError(message)

    def stop(self) -> None:
        """Stop it."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def restart(self) -> None:
        """Stop it and start it on the same folder and port."""
        self.stop()
        self.start()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read its database."""
        with sqlite3.connect(self.var / "shuzhi.db", timeout=5) as connection:
            return connection.execute(query, values).fetchall()
