"""The composition root below the channels: wires settings, database, library, tools, model and conversation."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import logs
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.history import TurnLog
from assistant.intents.opening import Lazy, open_recogniser
from assistant.processes import own_name
from assistant.records import Records
from assistant.settings import Settings
from corpus.library import Library
from tools.catalog import BY_NAME, CATALOG
from tools.database import health
from tools.database.engine import Database
from tools.database.store import DatabaseStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.agent import ModelAgent
    from assistant.intents import Recogniser
    from corpus.reading import Embedder, Reranker, Vectors
    from tools.kit.tool import Tool

DATA = Path(str(resources.files("corpus"))) / "data"
"""The data files the package ships."""


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Application:
    """Everything below the channels, wired.

    Attributes:
        settings: As read from the environment.
        database: Where conversations are stored.
        library: What has been read.
        conversation: The one door.
        records: What a channel shows of earlier conversations.
        clock: The time.
        intents: Tells which tools a message is for.
        desk: Talks between people that run through conversations.
        turns: The durable log of turns.
        owner: Names this process among those on the database.
        agent: The model, if one is configured.
    """

    settings: Settings
    database: Database
    library: Library
    conversation: Conversation
    records: Records
    clock: Callable[[], datetime]
    intents: Lazy
    desk: Desk
    turns: TurnLog
    owner: str
    agent: ModelAgent | None = None

    async def start(self) -> None:
        """Bring the database up to date and load the library.

        Raises:
            Unavailable: The database does not answer.
            Conflict: A newer version of the program has been there.
        """
        await health.migrate(self.database)
        await self.turns.recover()
        self.library.current()
        self.intents.recogniser()
        gc.collect()
        gc.freeze()  # a full collection over the library would hold a turn up for a tenth of a second

    async def close(self) -> None:
        """Finish what is running and let go of connections."""
        await self.conversation.close()
        if self.agent is not None:
            await self.agent.close()
        await self.library.aclose()
        await self.database.close()


def build(
    settings: Settings | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    console: bool = True,
    beside: Application | None = None,
    catalog: tuple[Tool, ...] = CATALOG,
) -> Application:
    """Wire an application; nothing is opened until ``start``.

    Args:
        settings: Read from the environment by default.
        clock: The time; tests hand in their own.
        console: Whether a person reads the log.
        beside: Another application of the same process whose library it shares; only the database is its own.
        catalog: The tools there are; a grader hands in tools that tell it what they did.
    """
    settings = settings or Settings()
    logs.configure(settings.log_level, console=console)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    library = beside.library if beside else _library(settings, clock)
    owner = own_name()
    turns = TurnLog(database, owner)
    store = DatabaseStore(database)
    address = settings.public_base_url.rstrip("/")
    intents = beside.intents if beside else Lazy(partial(_recogniser, library, settings.var_dir))
    desk = Desk(database)
    agent = _agent(settings, catalog, lambda text: intents.recogniser().chances(text))
    by_name = {tool.name: tool for tool in catalog}
    conversation = Conversation(
        turns,
        library,
        by_name,
        clock,
        store=store,
        agent=agent,
        intents=intents,
        desk=desk,
        address=address,
        account=settings.wechat.configured and settings.wechat.app_secret is not None,
    )
    return Application(
        settings, database, library, conversation, Records(database), clock, intents, desk, turns, owner, agent
    )


def _library(settings: Settings, clock: Callable[[], datetime]) -> Library:
    embedder, vectors, reranker = _services(settings)
    return Library(DATA, settings.var_dir, embedder=embedder, vectors=vectors, reranker=reranker, now=clock)


def _recogniser(library: Library, var: Path) -> Recogniser:
    return open_recogniser(DATA, var, library.current().catalogs, library.lexicon, BY_NAME)


def _services(settings: Settings) -> tuple[Embedder | None, Vectors | None, Reranker | None]:
    if not settings.embedding.configured and not settings.rerank.configured:
        return None, None, None
    from corpus import embedding as services  # noqa: PLC0415 -- the HTTP client is for those who configure it

    embedder: Embedder | None = None
    vectors: Vectors | None = None
    reranker: Reranker | None = None
    if settings.embedding.configured:
        from corpus.vectors import ChromaVectors  # noqa: PLC0415 -- LlamaIndex and Chroma cost seconds to import

        name, address, key = settings.embedding.parts()
        embedder = services.Embedder(address, name, key)
        vectors = ChromaVectors(name, path=settings.var_dir / "chroma", url=settings.chroma_url)
    if settings.rerank.configured:
        name, address, key = settings.rerank.parts()
        reranker = services.Reranker(address, name, key)
    return embedder, vectors, reranker


def _agent(
    settings: Settings, catalog: tuple[Tool, ...], ranks: Callable[[str], Mapping[str, float]]
) -> ModelAgent | None:
    if not settings.model.configured:
        return None
    from assistant.agent import ModelAgent  # noqa: PLC0415 -- openai and pydantic-ai cost seconds to import

    model = settings.model
    return ModelAgent(
        base_url=str(model.base_url),
        api_key=model.api_key.get_secret_value() if model.api_key else "",
        name=str(model.name),
        timeout=settings.assistant_model_timeout,
        catalog=catalog,
        platform=settings.platform_name or "",
        ranks=ranks,
    )
