"""The serving process: its first start, which builds everything, a later one, and the memory it holds.

``shuzhi serve`` starts on a free port with an empty folder for all it keeps, and an empty one for temporary files, so
that the index, the database, the chat's page and the segmenter's cache are all made; then it starts once more on what
is there. A start lasts until ``/readyz`` answers 200, asked every twentieth of a second. Memory is ``VmRSS`` in
``/proc`` (10^6 bytes) of the second process, once after the start and once after the page has been fetched and twenty
evaluation questions have been asked through the chat's own web socket, each after the answer to the one before.
"""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evals import cases
from evals.bench.chat import Visitor
from evals.bench.measures import Measure
from evals.bench.processes import COMMAND, environment, free_port, memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evals.bench.measures import Options

FIRST_BAR, LATER_BAR, MEGABYTES_BAR = 20.0, 6.0, 450.0
PATIENCE = 120.0
QUESTIONS = 20


@contextmanager
def serving(var: Path) -> Iterator[tuple[int, str, float]]:
    """Serve for a while.

    Yields:
        The process's id, its address, and the seconds until it was ready.

    Raises:
        RuntimeError: It ended, or was not ready in two minutes.
    """
    temporary = var / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{(port := free_port())}"
    env = {**environment(var), "TMPDIR": str(temporary), "PUBLIC_BASE_URL": address}
    with (var / "serve.log").open("ab") as log:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- our own command line
            (*COMMAND, "serve", "--port", str(port)), env=env, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            while not ready(address):
                if process.poll() is not None or time.perf_counter() - started > PATIENCE:
                    tail = (var / "serve.log").read_text(encoding="utf-8", errors="replace")[-400:]
                    msg = f"the server was not ready: {tail}"
                    raise RuntimeError(msg)
                time.sleep(0.05)
            yield process.pid, address, time.perf_counter() - started
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def ready(address: str) -> bool:
    """Tell whether a server is ready."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 -- our own, on the loopback
            return bool(answer.status == 200)  # noqa: PLR2004 -- OK
    except (urllib.error.URLError, OSError):
        return False


def measure(options: Options) -> list[Measure]:
    """Start the server twice."""
    var = options.folder / "serving"
    with serving(var) as (pid, _, first):
        built = memory(pid)
    with serving(var) as (pid, address, later):
        idle = memory(pid)
        texts = [case.text for case in cases.load()]
        asked = texts[:: max(len(texts) // QUESTIONS, 1)][:QUESTIONS]
        answers = Visitor(address).ask(asked)
        busy = memory(pid)
    return [
        Measure("first start to ready", first, "s", FIRST_BAR, note=f"builds everything; then {built['rss']:.0f} MB"),
        Measure("later start to ready", later, "s", LATER_BAR),
        Measure("memory of the server, after start", idle["rss"], "MB", MEGABYTES_BAR),
        Measure(
            "memory of the server, after questions",
            busy["rss"],
            "MB",
            MEGABYTES_BAR,
            note=f"{len(answers)} asked over the web socket; at its peak {busy['peak']:.0f} MB",
        ),
    ]
