"""Looks at everything a deployment consists of: what is configured, what answers, what is missing."""

from __future__ import annotations

import asyncio
import importlib.util
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import count as counting
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import httpx
from redis.asyncio import Redis
from redis.exceptions import RedisError

from assistant.logs import mask
from assistant.settings import Settings
from corpus.embedding import Embedder, Reranker
from corpus.errors import CorpusError
from tools.database.health import examine as examine_database
from tools.database.repositories.access import OperatorRepository
from tools.database.repositories.outbox import LATE, OutboxRepository
from tools.database.repositories.rules import RuleRepository
from tools.documents import charts, fonts
from tools.domain.follow_ups import calendar, shipped
from tools.kit.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from assistant.settings import Endpoint
    from corpus.library import Library
    from corpus.reading import Reading
    from tools.database.engine import Database, Session

__all__ = ["Finding", "State", "Variable", "examine", "variables"]

PATIENCE = 5.0
"""Seconds a service has to answer."""
OLDEST_PYTHON = (3, 11)
LEAST_FREE = 1024**3
"""Bytes that should be free on the disk."""
REFUSED = (401, 403)
BAD_REQUEST = 400
SHANGHAI = ZoneInfo("Asia/Shanghai")
ANNOUNCED = 12
"""The month in which the public holidays of the next year should be known: they are announced in November."""

Result = TypeVar("Result")


class State(StrEnum):
    """How a part fares."""

    WORKS = "works"
    UNUSED = "unused"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known about one part.

    Attributes:
        part: Which, the first half of the key by which wording explains it.
        state: How it fares.
        what: What was found, the second half of the key.
        data: What wording needs to say it; never a secret.
    """

    part: str
    state: State
    what: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable.

    Attributes:
        name: As it is written.
        given: Whether it has a value now.
        default: What holds without one; None is nothing.
    """

    name: str
    given: bool
    default: str | None


def variables(settings: Settings) -> list[Variable]:
    """List every environment variable there is; values stay out."""
    listed = []
    for name, about in Settings.model_fields.items():
        default = None if about.default is None else str(about.default)
        given = name in settings.model_fields_set and getattr(settings, name) is not None
        listed.append(Variable(name.upper(), given, default))
    return listed


async def examine(
    settings: Settings, library: Library, database: Database | None, clock: Callable[[], datetime]
) -> list[Finding]:
    """Look at every part; services are asked at the same time, each for a few seconds at the most.

    Args:
        settings: As read from the environment.
        library: Built from them.
        database: Built from them; None where the address in them is none.
        clock: The time, UTC.
    """
    local = [_python(), _var(settings.var_dir), *_library(library)]
    asked = await asyncio.gather(
        _database(settings, database),
        _model(settings),
        _embeddings(settings, library),
        _rerank(settings),
        _chroma(settings),
        _redis(settings),
        _operators(settings, database),
        _routes(settings, database),
        _answers(settings, database, clock()),
    )
    return [*local, *asked, *_holidays(clock()), _browser(), _font(), _ocr()]


# --- this machine -----------------------------------------------------------------------------------------------------


def _python() -> Finding:
    works = sys.version_info[:2] >= OLDEST_PYTHON
    data = {"version": platform.python_version()}
    return Finding("python", State.WORKS if works else State.BROKEN, "version" if works else "old", data)


def _var(folder: Path) -> Finding:
    data: dict[str, Any] = {"path": str(folder.resolve())}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="doctor-"):
            pass
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding("var", State.BROKEN, "unwritable", data | {"problem": error.strerror or str(error)})
    data["free"] = round(free / 1024**3, 1)
    return Finding("var", State.WORKS, "writable" if free >= LEAST_FREE else "full", data)


def _font() -> Finding:
    font = fonts.find()
    if font is None:
        return Finding("font", State.BROKEN, "missing")
    try:
        charts.radar({"": 0.0, " ": 0.0, "  ": 0.0})
    except Exception as error:  # noqa: BLE001 -- whatever a plotting library raises, documents cannot be made
        return Finding("font", State.BROKEN, "unusable", {"name": font.family, "problem": str(error)})
    return Finding("font", State.WORKS, "packaged" if font.packaged else "found", {"name": font.family})


def _ocr() -> Finding:
    there = all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))
    return Finding("ocr", State.WORKS if there else State.UNUSED, "installed" if there else "missing")


def _browser() -> Finding:
    there = all(importlib.util.find_spec(name) for name in ("chainlit", "fastapi", "uvicorn"))
    return Finding("web", State.WORKS if there else State.BROKEN, "installed" if there else "missing")


# --- what has been read -----------------------------------------------------------------------------------------------


def _library(library: Library) -> list[Finding]:
    try:
        reading = library.current()
    except (CorpusError, OSError) as error:
        return [Finding("library", State.BROKEN, "unreadable", {"problem": str(error)})]
    index = {"generation": reading.version[:8], "documents": len(reading.documents), "passages": len(reading.passages)}
    return [Finding("library", State.WORKS, "loaded", index), _data(reading)]


def _data(reading: Reading) -> Finding:
    records = reading.catalogs
    counts = {
        "policies": len(records.policies),
        "scenarios": len(records.scenarios),
        "indicators": len(records.indicators),
        "questions": sum(len(passage.questions) for passage in reading.passages),
    }
    whole = all(counts.values())
    return Finding("data", State.WORKS if whole else State.BROKEN, "counted" if whole else "lacking", counts)


# --- what is stored and asked over the network ------------------------------------------------------------------------


async def _database(settings: Settings, database: Database | None) -> Finding:
    if database is None:
        return Finding("database", State.BROKEN, "address")
    kind = "SQLite" if database.embedded else "PostgreSQL"
    if database.embedded and not _there(settings.database.removeprefix("sqlite:///")):
        return Finding("database", State.UNUSED, "new", {"kind": kind})
    try:
        async with asyncio.timeout(PATIENCE):
            health = await examine_database(database)
    except Unavailable as error:
        return Finding("database", State.BROKEN, "silent", {"kind": kind, "problem": mask(str(error.data["problem"]))})
    except TimeoutError as error:
        return Finding("database", State.BROKEN, "silent", {"kind": kind, "problem": _problem(error)})
    data = {
        "kind": kind,
        "revision": health.revision,
        "head": health.head,
        "conversations": health.conversations,
        "turns": health.turns,
    }
    if health.current:
        return Finding("database", State.WORKS, "current", data)
    if health.revision is None:
        return Finding("database", State.UNUSED, "new", data)
    newer = health.revision > health.head
    return Finding("database", State.BROKEN if newer else State.UNUSED, "newer" if newer else "behind", data)


async def _operators(settings: Settings, database: Database | None) -> Finding:
    count = await _read(settings, database, lambda session: OperatorRepository(session).active())
    if count is None:
        return Finding("operators", State.UNUSED, "unknown")
    return Finding(
        "operators", State.WORKS if count else State.UNUSED, "counted" if count else "none", {"count": count}
    )


async def _answers(settings: Settings, database: Database | None, now: datetime) -> Finding:
    """Look for answers that have not been delivered in time."""
    late = await _read(settings, database, lambda session: OutboxRepository(session).overdue(now))
    if late is None:
        return Finding("answers", State.UNUSED, "unknown")
    if not late:
        return Finding("answers", State.WORKS, "none")
    minutes = round(LATE / timedelta(minutes=1))
    since = f"{late[0].created_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return Finding("answers", State.BROKEN, "overdue", {"count": len(late), "minutes": minutes, "since": since})


async def _read(
    settings: Settings, database: Database | None, query: Callable[[Session], Awaitable[Result]]
) -> Result | None:
    """Read from the database; None where it is not there, not up to date, or silent."""
    if database is None or (database.embedded and not _there(settings.database.removeprefix("sqlite:///"))):
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            if not (await examine_database(database)).current:
                return None
            async with database.read() as session:
                return await query(session)
    except (Unavailable, TimeoutError):
        return None


# --- follow-ups -------------------------------------------------------------------------------------------------------


def _holidays(now: datetime) -> list[Finding]:
    """Look whether the public holidays of this year are known, and from December on those of the next."""
    today = now.astimezone(SHANGHAI).date()
    years = [today.year, today.year + 1] if today.month == ANNOUNCED else [today.year]
    unknown = [year for year in years if not calendar.known(year)]
    if unknown:
        return [Finding("holidays", State.UNUSED, "unknown", {"year": year}) for year in unknown]
    last = next(year for year in counting(today.year) if not calendar.known(year + 1))
    return [Finding("holidays", State.WORKS, "known", {"last": last})]


async def _routes(settings: Settings, database: Database | None) -> Finding:
    """Look which purposes of rules can be told of outside a window: by a notice, or by e-mail."""
    rules = await _read(settings, database, lambda session: RuleRepository(session).current())
    active = [rule for rule in (shipped().rules if rules is None else rules).values() if rule.active]
    notices = {purpose for purpose, fields in settings.wechat.fields.items() if fields}
    able = settings.wechat.configured and settings.wechat.app_secret is not None
    told: dict[str, set[str]] = {}
    for rule in active:
        ways = told.setdefault(rule.purpose, set())
        if "notice" in rule.routes and able and rule.purpose in notices:
            ways.add("notice")
        if "email" in rule.routes and settings.mail is not None:
            ways.add("email")
    data = {
        "told": {purpose: sorted(ways) for purpose, ways in told.items() if ways},
        "untold": [purpose for purpose, ways in told.items() if not ways],
    }
    if not data["untold"]:
        return Finding("routes", State.WORKS, "open", data)
    return Finding("routes", State.UNUSED, "shut" if data["told"] else "none", data)


async def _model(settings: Settings) -> Finding:
    model = settings.model
    named = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": model.api_key, "ASSISTANT_MODEL": model.name}
    lacking = [name for name, value in named.items() if not value]
    if lacking:
        # Address and key alone may be there for the embeddings.
        meant = model.name or (len(lacking) < len(named) and not settings.embedding_model)
        what = ("model", State.BROKEN, "incomplete") if meant else ("model", State.UNUSED, "none")
        return Finding(*what, {"lacking": ", ".join(lacking)})
    key = model.api_key.get_secret_value() if model.api_key else ""
    address = f"{str(model.base_url).rstrip('/')}/chat/completions"
    body = {"model": model.name, "messages": [{"role": "user", "content": "1"}]}
    data = {"name": model.name}
    try:
        async with httpx.AsyncClient(timeout=PATIENCE, headers={"Authorization": f"Bearer {key}"}) as client:
            answer = await client.post(address, json={**body, "max_tokens": 1})
            if answer.status_code == BAD_REQUEST:  # some services know the limit by its newer name only
                answer = await client.post(address, json={**body, "max_completion_tokens": 16})
        choices = answer.json().get("choices") if answer.is_success else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, AttributeError) as error:
        return Finding("model", State.BROKEN, "silent", data | {"problem": _problem(error)})
    if answer.status_code in REFUSED:
        return Finding("model", State.BROKEN, "refused", data | {"status": answer.status_code})
    if not choices:
        return Finding("model", State.BROKEN, "odd", data | {"status": answer.status_code})
    return Finding("model", State.WORKS, "answers", data)


async def _embeddings(settings: Settings, library: Library) -> Finding:
    endpoint = settings.embedding
    if (early := _unset("embeddings", endpoint, settings.embedding_base_url, "EMBEDDING")) is not None:
        return early
    embedder = Embedder(str(endpoint.base_url), str(endpoint.model), _key(endpoint))
    found = await _asked("embeddings", endpoint, embedder.embed_query("1"))
    await embedder.aclose()
    if found.state is State.BROKEN:
        return found
    try:
        missing = await asyncio.to_thread(library.missing_vectors)
    except CorpusError as error:
        return Finding("embeddings", State.BROKEN, "store", {"name": endpoint.model, "problem": _problem(error)})
    if missing:
        return Finding("embeddings", State.BROKEN, "missing", {"name": endpoint.model, "missing": missing})
    return found


async def _rerank(settings: Settings) -> Finding:
    endpoint = settings.rerank
    if (early := _unset("rerank", endpoint, settings.rerank_base_url, "RERANK")) is not None:
        return early
    reranker = Reranker(str(endpoint.base_url), str(endpoint.model), _key(endpoint))
    found = await _asked("rerank", endpoint, reranker.rerank("1", ["1", "2"]))
    await reranker.aclose()
    return found


async def _chroma(settings: Settings) -> Finding:
    if not settings.chroma_url:
        return Finding("chroma", State.UNUSED, "embedded" if settings.embedding.configured else "none")
    try:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answer = await client.get(f"{settings.chroma_url.rstrip('/')}/api/v2/heartbeat")
            answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Finding("chroma", State.BROKEN, "silent", {"problem": _problem(error)})
    return Finding("chroma", State.WORKS, "answers" if settings.embedding.configured else "idle")


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("redis", State.UNUSED, "none")
    try:
        client = Redis.from_url(settings.redis_url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    except ValueError as error:
        return Finding("redis", State.BROKEN, "silent", {"problem": _problem(error)})
    try:
        await client.ping()
    except (RedisError, OSError, TimeoutError) as error:
        return Finding("redis", State.BROKEN, "silent", {"problem": _problem(error)})
    finally:
        await client.aclose()
    return Finding("redis", State.WORKS, "answers")


def _there(file: str) -> bool:
    return file == ":memory:" or Path(file).exists()


def _unset(part: str, endpoint: Endpoint, own_address: str | None, prefix: str) -> Finding | None:
    if endpoint.configured:
        return None
    if endpoint.model or own_address:
        lacking = f"{prefix}_BASE_URL" if endpoint.model else f"{prefix}_MODEL"
        return Finding(part, State.BROKEN, "incomplete", {"lacking": lacking})
    return Finding(part, State.UNUSED, "none")


async def _asked(part: str, endpoint: Endpoint, question: Awaitable[Sequence[object]]) -> Finding:
    data = {"name": endpoint.model}
    try:
        async with asyncio.timeout(PATIENCE):
            await question
    except (CorpusError, TimeoutError) as error:
        return Finding(part, State.BROKEN, "silent", data | {"problem": _problem(error)})
    return Finding(part, State.WORKS, "answers", data)


def _key(endpoint: Endpoint) -> str | None:
    return endpoint.api_key.get_secret_value() if endpoint.api_key else None


def _problem(error: Exception) -> str:
    """Name what went wrong on one line, without what an address may hold."""
    return mask(" ".join(str(error).split()))[:160] or type(error).__name__
