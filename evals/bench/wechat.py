"""The webhook of the official account under load: sixteen posts in flight, beside a bare echo in the same run.

``acknowledged`` posts events that are stored and need no answer to ``shuzhi serve --only wechat`` in one process; the
echo is FastAPI, which parses with wechatpy and answers with its reply, and stores nothing. The two take turns, so that
whatever else the machine does hits both. ``answered`` posts questions of the evaluation, each from a user of its own,
and takes the time until the passive reply has arrived. The client is a process of its own with sixteen connections
that stay open; it shares the two cores with what it measures. What an answer costs the server's processor is said
beside its rate, for it depends less on what else the machine does.

``overload`` posts three hundred questions of different users at once, and as long as one of them waits, forty times a
second what is to be acknowledged at once: an event, a message that was answered before, or one more of a user who
writes too fast.

With ``BENCH_POSTGRESQL_URL`` set to an empty database, the same is answered by two processes on PostgreSQL.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from evals import cases
from evals.bench.measures import Measure
from evals.bench.processes import COMMAND, environment, free_port, in_child, processor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evals.bench.measures import Options

IN_FLIGHT = 16
EVENTS, QUESTIONS, ROUNDS = 3000, 960, 3
RATIO_BAR, EVENT_BAR, ANSWER_BAR, ANSWERS_BAR, TWO_BAR = 0.35, 100.0, 1000.0, 60.0, 120.0
CROWD, CROWDS, PAUSE, OVERLOAD_BAR = 300, 3, 0.025, 300.0
TOKEN = "measured"  # noqa: S105 -- signs posts on the loopback
APP_ID = "wx0123456789abcdef"
PATIENCE = 120.0
SETTLING = 8.0
"""Seconds after which a server has loaded what it loads beside its first answers."""
HASTY = 10**15
"""The number of a user who writes too fast."""
MOST_A_MINUTE = 30
"""Messages of one user the webhook takes."""

ECHO = f"""
import sys
import uvicorn
from fastapi import FastAPI, Request, Response
from wechatpy import create_reply, parse_message
from wechatpy.utils import check_signature

app = FastAPI()

@app.get("/readyz")
async def ready():
    return {{}}

@app.post("/wechat")
async def echo(request: Request):
    query = request.query_params
    check_signature({TOKEN!r}, query["signature"], query["timestamp"], query["nonce"])
    message = parse_message(await request.body())
    return Response(create_reply("ok", message).render(), media_type="application/xml")

uvicorn.run(app, port=int(sys.argv[1]), access_log=False, log_config=None)
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load came to: posts a second, and milliseconds of the slowest in a hundred; ``passive`` had an answer."""

    rate: float
    slowest: float
    passive: int


def event(number: int) -> str:
    """Write an event that needs no answer."""
    return _xml(number, "<MsgType>event</MsgType><Event>VIEW</Event><EventKey>https://example.org/</EventKey>")


def question(number: int, text: str) -> str:
    """Write a text message; each number is another user."""
    said = text.replace("]]>", "")
    return _xml(number, f"<MsgType>text</MsgType><Content><![CDATA[{said}]]></Content>")


def _xml(number: int, rest: str) -> str:
    message = f"{secrets.randbits(62)}"
    return (
        f"<xml><ToUserName>gh_measured</ToUserName><FromUserName>oMeasured{number:016d}</FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime>{rest}<MsgId>{message}</MsgId></xml>"
    )


def load(addresses: Sequence[str], bodies: Sequence[str]) -> Load:
    """Post bodies, sixteen at a time, to each address as many."""
    return asyncio.run(_load(addresses, bodies))


async def _load(addresses: Sequence[str], bodies: Sequence[str]) -> Load:
    waiting, took, passive = iter(bodies), [], 0

    async def post(address: str) -> None:
        nonlocal passive
        parts = urlsplit(address)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for body in waiting:
            began = time.perf_counter()
            writer.write(_request(body))
            if b"<xml>" in await _answer(reader):
                passive += 1
            took.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(post(addresses[n % len(addresses)]) for n in range(IN_FLIGHT)))
    seconds = time.perf_counter() - began
    return Load(len(bodies) / seconds, statistics.quantiles(took, n=100)[98] * 1000, passive)


def overload(address: str, bodies: Sequence[str], others: Sequence[str]) -> list[float]:
    """Post many bodies at once, and others one after the other until those are answered.

    Returns:
        Milliseconds until each of the others was acknowledged.
    """
    return asyncio.run(_overload(address, bodies, others))


async def _overload(address: str, bodies: Sequence[str], others: Sequence[str]) -> list[float]:
    parts, took = urlsplit(address), list[float]()

    async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(parts.hostname, parts.port)

    async def post(line: tuple[asyncio.StreamReader, asyncio.StreamWriter], body: str) -> float:
        began = time.perf_counter()
        line[1].write(_request(body))
        await _answer(line[0])
        line[1].close()
        return (time.perf_counter() - began) * 1000

    lines = [await connect() for _ in bodies]
    spare = [await connect() for _ in range(round(PATIENCE / 10 / PAUSE))]
    asked = asyncio.gather(*(post(line, body) for line, body in zip(lines, bodies, strict=True)))
    acknowledged = []
    for number, line in enumerate(spare):
        if asked.done():
            break
        acknowledged.append(asyncio.create_task(post(line, others[number % len(others)])))
        await asyncio.sleep(PAUSE)
    await asked
    took += await asyncio.gather(*acknowledged)
    for _, writer in spare:
        writer.close()
    return took


def _request(body: str) -> bytes:
    timestamp, nonce = str(int(time.time())), secrets.token_hex(4)
    signature = hashlib.sha1("".join(sorted((TOKEN, timestamp, nonce))).encode()).hexdigest()  # noqa: S324 -- as WeChat signs
    query = urlencode({"timestamp": timestamp, "nonce": nonce, "signature": signature})
    content = body.encode()
    head = ["Host: here", "Content-Type: text/xml", f"Content-Length: {len(content)}"]
    return "\r\n".join([f"POST /wechat?{query} HTTP/1.1", *head, "", ""]).encode() + content


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if status != 200:  # noqa: PLR2004 -- OK
        msg = f"the webhook answered {status}"
        raise RuntimeError(msg)
    return body


@contextmanager
def running(command: Sequence[str], port: int, env: dict[str, str], log: Path) -> Iterator[tuple[str, int]]:
    """Run a server for a while.

    Yields:
        Its address, and the id of its process.

    Raises:
        RuntimeError: It ended, or was not ready in two minutes.
    """
    address = f"http://127.0.0.1:{port}"
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)  # noqa: S603 -- our own command line
        try:
            deadline = time.monotonic() + PATIENCE
            while not _ready(address):
                if process.poll() is not None or time.monotonic() > deadline:
                    msg = f"no server: {log.read_text(errors='replace')[-400:]}"
                    raise RuntimeError(msg)
                time.sleep(0.05)
            yield address, process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 -- our own, on the loopback
            return bool(answer.status == 200)  # noqa: PLR2004 -- OK
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def account(folder: Path, *, database: str = "") -> Iterator[tuple[str, int]]:
    """Serve the official account alone; what it would send goes nowhere.

    Yields:
        Its address, and the id of its process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    env = {
        **environment(folder),
        "DATABASE_URL": database,
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_ENCODING_AES_KEY": "",
        "WECHAT_APP_SECRET": "",
        "LOG_LEVEL": "WARNING",
    }
    command = (*COMMAND, "serve", "--only", "wechat", "--port", str(port))
    with running(command, port, env, folder / "serve.log") as server:
        time.sleep(SETTLING)
        yield server


def answering(addresses: Sequence[str], pids: Sequence[int]) -> tuple[Load, float]:
    """Load servers with questions.

    Returns:
        What it came to, and the milliseconds of a processor that one answer took the servers.
    """
    before = sum(map(processor, pids))
    answers = in_child(load, addresses, asked(QUESTIONS))
    return answers, (sum(map(processor, pids)) - before) * 1000 / QUESTIONS


def asked(count: int) -> list[str]:
    """Return questions of the evaluation, over and over, each of another user."""
    texts = [case.text for case in cases.load()]
    return [question(number, texts[number % len(texts)]) for number in range(count)]


def acknowledged(address: str) -> list[float]:
    """Return milliseconds until what is to be acknowledged at once was, while a crowd waits for its answers."""
    answered, hasty = asked(IN_FLIGHT), [question(HASTY, "hello") for _ in range(MOST_A_MINUTE + IN_FLIGHT)]
    in_child(load, [address], [*answered, *hasty[:MOST_A_MINUTE]])
    mixed = zip((event(number) for number in range(IN_FLIGHT)), answered, hasty[MOST_A_MINUTE:], strict=True)
    others = [body for three in mixed for body in three]
    took: list[float] = []
    for number in range(CROWDS):
        crowd = asked((number + 1) * CROWD)[number * CROWD :]
        took += in_child(overload, address, crowd, others)
    return took


def measure(options: Options) -> list[Measure]:
    """Load the webhook, and the echo beside it."""
    folder, port = options.folder / "wechat", free_port()
    with (
        account(folder) as (address, pid),
        running((sys.executable, "-c", ECHO, str(port)), port, {**os.environ}, folder / "echo.log") as (echo, _),
    ):
        in_child(load, [address], asked(IN_FLIGHT * 4))
        rounds = []
        for _ in range(ROUNDS):
            bare = in_child(load, [echo], [event(n) for n in range(EVENTS)])
            ours = in_child(load, [address], [event(n) for n in range(EVENTS)])
            rounds.append((ours.rate / bare.rate, ours, bare))
        ratio, ours, bare = sorted(rounds, key=lambda one: one[0])[ROUNDS // 2]
        answers, spent = answering([address], [pid])
        took = acknowledged(address)
    measures = [
        Measure(
            "webhook, stored and acknowledged, beside an echo",
            ratio,
            "x",
            RATIO_BAR,
            at_most=False,
            note=f"{ours.rate:.0f} and {bare.rate:.0f} a second",
        ),
        Measure(
            "the same, slowest in a hundred", ours.slowest, "ms", EVENT_BAR, note=f"the echo's {bare.slowest:.0f} ms"
        ),
        Measure(
            "webhook, answered by the planner on SQLite",
            answers.rate,
            "/s",
            ANSWERS_BAR,
            at_most=False,
            note=f"{answers.passive} of {QUESTIONS} in the body, {spent:.1f} ms of the processor each",
        ),
        Measure("the same, slowest in a hundred", answers.slowest, "ms", ANSWER_BAR),
        Measure(
            "acknowledged under overload, slowest in a hundred",
            statistics.quantiles(took, n=100)[98],
            "ms",
            OVERLOAD_BAR,
            note=f"{len(took)} events, repetitions and hasty messages while {CROWD} questions wait, {CROWDS} times",
        ),
    ]
    if database := os.environ.get("BENCH_POSTGRESQL_URL"):
        with account(folder, database=database) as (one, first), account(folder, database=database) as (other, second):
            in_child(load, [one, other], asked(IN_FLIGHT * 4))
            answers, spent = answering([one, other], [first, second])
        measures += [
            Measure(
                "webhook, answered by two processes on PostgreSQL",
                answers.rate,
                "/s",
                TWO_BAR,
                at_most=False,
                note=f"{answers.passive} of {QUESTIONS} in the body, {spent:.1f} ms of the processor each",
            ),
            Measure("the same, slowest in a hundred", answers.slowest, "ms", ANSWER_BAR),
        ]
    return measures
