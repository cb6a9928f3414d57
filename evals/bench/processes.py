"""Processes of their own to measure in: fresh interpreters, the command line, and what ``/proc`` says of them."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

COMMAND = (sys.executable, "-c", "from integrations.cli import main; main()")
"""The command ``shuzhi`` of this tree, whether or not it is installed."""
MEGABYTE = 1_000_000
SERVICES = (
    "OPENAI_BASE_URL", "OPENAI_API_KEY", "ASSISTANT_MODEL", "EMBEDDING_MODEL", "EMBEDDING_BASE_URL",
    "EMBEDDING_API_KEY", "RERANK_MODEL", "RERANK_BASE_URL", "RERANK_API_KEY", "DATABASE_URL", "CHROMA_URL",
    "REDIS_URL",
)  # fmt: skip
"""What would make it anything but the embedded default."""


def in_child(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a module's function in a fresh interpreter, which ends afterwards."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def environment(var: Path) -> dict[str, str]:
    """Return the environment of an embedded default whose folder is ``var``, whatever this one's is."""
    return {**os.environ, **dict.fromkeys(SERVICES, ""), "VAR_DIR": str(var), "PYTHONPATH": _root()}


def _root() -> str:
    return str(Path(__file__).parents[2])


def memory(pid: int | None = None) -> dict[str, float]:
    """Read a process's memory from ``/proc``.

    Args:
        pid: Its id; this process by default.

    Returns:
        Megabytes (10^6 bytes): ``rss`` is resident now, ``anonymous`` the part that is no file, ``peak`` the most ever.
    """
    names = {"VmRSS": "rss", "RssAnon": "anonymous", "VmHWM": "peak"}
    found = {}
    for line in Path(f"/proc/{pid or os.getpid()}/status").read_text(encoding="ascii", errors="replace").splitlines():
        key, _, value = line.partition(":")
        if key in names:
            found[names[key]] = int(value.split()[0]) * 1024 / MEGABYTE
    return found


def processor(pid: int) -> float:
    """Return the seconds of a processor that a process and its threads have used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
