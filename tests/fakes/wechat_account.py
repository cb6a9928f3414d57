"""An official account of ours before a WeChat that is played: wired, served in the test's loop, answering as told."""

from __future__ import annotations

import asyncio
import gc
import shutil
import socket
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Route

from assistant.bootstrap import Application, build
from assistant.deliveries import Answer
from assistant.inbox import Post, Stored
from assistant.messages import Reply, ToolCall
from assistant.settings import Settings
from integrations.server import create
from integrations.wechat import channel
from integrations.wechat.channel import Account
from integrations.wechat.client import WeChatClient
from integrations.wechat.composing import CHANNEL
from integrations.wechat.protocol import Gate
from integrations.wechat.webhook import PATIENCE, Webhook
from tests.fakes.wechat_pace import Pace
from tests.fakes.wechat_server import Action, WeChatServer, actions
from tools.database.engine import Database
from tools.database.models import Outgoing, Received
from tools.database.repositories.inbox import AudienceRepository
from tools.database.repositories.outbox import OutboxRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.types import ASGIApp

    from assistant.deliveries import Due
    from integrations.wechat.protocol import Incoming
    from integrations.wechat.sender import Sender
    from tools.database.models.base import Model
    from tools.domain.allowances import Trigger

WITHIN = 30.0
IMPATIENT = 0.2
"""Seconds a request waits where its answer is not to come in time."""


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds.

    Raises:
        TimeoutError: It did not come to hold.
    """
    async with asyncio.timeout(WITHIN):
        while not await condition():  # noqa: ASYNC110 -- what is in a database tells nobody
            await asyncio.sleep(0.005)


class Served:
    """A server in the running loop, on a free port."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @asynccontextmanager
    async def serving(self, app: ASGIApp) -> AsyncIterator[None]:
        """Serve an application while the block runs."""
        server = _Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", backlog=2048))
        task = asyncio.create_task(server.serve(sockets=[self._socket]))
        started = asyncio.create_task(server.ready.wait())
        await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
        try:
            assert server.started
            yield
        finally:
            server.over.set()
            await task


class _Server(uvicorn.Server):
    """Says when it has started, and ends when told to rather than at the next tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready, self.over = asyncio.Event(), asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self.ready.set()
        await self.over.wait()
        self.should_exit = True


def settings_of(wechat: WeChatServer, library: Path, database: Path, url: str, **more: Any) -> Settings:
    """Return the settings of a deployment for the account a played WeChat has."""
    account = wechat.account
    given: dict[str, Any] = {
        "wechat_app_id": account.app_id,
        "wechat_app_secret": SecretStr(account.secret),
        "wechat_token": SecretStr(account.token),
        "wechat_encoding_aes_key": SecretStr(account.aes_key),
        "wechat_api_base_url": wechat.base_url,
        "public_base_url": url,
        "var_dir": library,
        "database_url": f"sqlite:///{database}",
        "log_level": "ERROR",
    }
    return Settings(**given | more)


def shelf(library: Path) -> Application:
    """Open a library that is built, for applications beside it."""
    base = build(Settings(_env_file=None, var_dir=library, log_level="ERROR"))
    base.library.current()
    base.intents.recogniser()
    gc.collect()
    gc.freeze()  # as starting does: a collection over the library would hold everything up
    return base


def opened(application: Application, *, patience: float = PATIENCE, **client: Any) -> Account:
    """Wire an account whose calls stay on this machine.

    Args:
        application: Everything below.
        patience: Seconds a request waits for its answer.
        client: Options of the client.
    """
    with pytest.MonkeyPatch.context() as patch:
        # Loading the world's certificates takes a tenth of a second, and nobody here asks for one.
        patch.setattr(httpx, "AsyncHTTPTransport", partial(httpx.AsyncHTTPTransport, verify=False))
        patch.setattr(channel, "WeChatClient", partial(WeChatClient, **client))
        return Account(application, patience=patience)


def migrated(path: Path) -> Path:
    """Make a database that is up to date, to be copied."""

    async def migrate() -> None:
        opened = Database(f"sqlite:///{path}")
        await opened.migrate()
        await opened.close()

    asyncio.run(migrate())
    return path


@dataclass
class Deployment:
    """What runs for one account on one database, as often as it is started.

    Attributes:
        wechat: WeChat.
        base: Whose library it uses.
        database: The file.
        pace: How answers come.
    """

    wechat: WeChatServer
    base: Application
    database: Path
    pace: Pace = field(default_factory=Pace)

    @classmethod
    def fresh(cls, wechat: WeChatServer, base: Application, empty: Path, folder: Path) -> Deployment:
        """Deploy on a copy of an empty database."""
        return cls(wechat, base, Path(shutil.copy(empty, folder / "account.db")))

    @asynccontextmanager
    async def application(self, url: str = "http://localhost", **more: Any) -> AsyncIterator[Application]:
        """Start everything below the channels."""
        settings = settings_of(self.wechat, self.base.settings.var_dir, self.database, url, **more)
        made = build(settings, clock=self.wechat.clock, beside=self.base, catalog=self.pace.catalog())
        try:
            yield made
        finally:
            await made.close()

    @asynccontextmanager
    async def running(
        self,
        *,
        patience: float = PATIENCE,
        answers: Callable[[Stored, Incoming], Any] | None = None,
        ticking: bool = True,
        **more: Any,
    ) -> AsyncIterator[Line]:
        """Serve the account, and let WeChat post to it.

        Args:
            patience: Seconds a request waits for its answer.
            answers: Works answers out in place of the one door.
            ticking: Whether the account's clock runs; otherwise a test looks when it wants to.
            more: Settings.
        """
        served = Served()
        async with self.application(served.url, **more) as application:
            account = opened(application, patience=patience)
            if answers is not None:
                account.webhook = _answered_by(account, application, answers, patience)
            app = Starlette(routes=[Route("/wechat", account.webhook.receive, methods=["GET", "POST"])])
            if ticking:
                app.router.lifespan_context = lambda _: account.running()
            self.wechat.webhook = f"{served.url}/wechat"
            try:
                async with served.serving(app):
                    yield Line(application, account, self.wechat, self.pace)
            finally:
                self.pace.release()
                if not ticking:
                    await account.webhook.close()
                    await account.client.aclose()

    @asynccontextmanager
    async def server(self, **more: Any) -> AsyncIterator[str]:
        """Run the whole server, with nothing but this channel mounted; returns its address."""
        served = Served()
        settings = settings_of(self.wechat, self.base.settings.var_dir, self.database, served.url, **more)
        made = build(settings, clock=self.wechat.clock, beside=self.base, catalog=self.pace.catalog())
        self.wechat.webhook = f"{served.url}/wechat"
        async with served.serving(create(made, channels=("wechat",))):
            yield served.url


@dataclass
class _Given:
    work: Callable[[Stored, Incoming], Any]

    async def answer(self, stored: Stored, incoming: Incoming) -> Answer:
        found: Answer = await self.work(stored, incoming)
        return found


def _answered_by(
    account: Account, application: Application, work: Callable[[Stored, Incoming], Any], patience: float
) -> Webhook:
    wechat = application.settings.wechat
    keys = [key.get_secret_value() for key in wechat.aes_keys]
    assert wechat.token is not None
    return Webhook(
        gate=Gate(wechat.app_id or "", wechat.token.get_secret_value(), keys),
        app_id=wechat.app_id or "",
        inbox=account.inbox,
        outbox=account.outbox,
        answers=_Given(work),
        pusher=account.sender,
        clock=application.clock,
        patience=patience,
    )


@dataclass
class Line:
    """An account that is being served."""

    application: Application
    account: Account
    wechat: WeChatServer
    pace: Pace

    async def rows(self, model: type[Model]) -> list[Any]:
        """Return all rows of a table."""
        async with self.application.database.read() as session:
            return list((await session.scalars(select(model))).all())

    async def inbox(self) -> list[Any]:
        """Return messages as stored, the oldest first."""
        return sorted(await self.rows(Received), key=lambda row: row.received_at)

    async def outbox(self) -> list[Any]:
        """Return deliveries, the oldest first."""
        return sorted(await self.rows(Outgoing), key=lambda row: row.created_at)

    async def ended(self) -> Counter[tuple[str, str | None]]:
        """Count deliveries by how they stand and which way they went."""
        return Counter((row.state, row.route) for row in await self.outbox())

    async def idle(self) -> None:
        """Wait until nothing is being answered."""
        await until(self._idles)

    async def _idles(self) -> bool:
        return not self.account.webhook.working

    async def received(self, count: int) -> None:
        """Wait until so many messages have been stored."""

        async def stored() -> bool:
            return len(await self.inbox()) >= count

        await until(stored)

    async def rests(self) -> None:
        """Wait until nothing is being worked out, sent or carried, and what may be sent has been."""
        await self.idle()
        await self.account.look()
        await until(self._settled)

    async def _settled(self) -> bool:
        return all(row.state != "sending" for row in await self.outbox())


@dataclass
class Backstage:
    """An account without a server: what users do and what is answered goes straight to its inbox and its outbox.

    Attributes:
        application: Everything below the channels.
        account: The account.
        wechat: Judges what is sent.
    """

    application: Application
    account: Account
    wechat: WeChatServer

    @property
    def sender(self) -> Sender:
        """What sends."""
        return self.account.sender

    async def hears(self, action: Action) -> Stored:
        """Let a user do something: WeChat knows of it, and the inbox."""
        self.wechat.act(action)
        now = self.wechat.clock()
        trigger: Trigger | None = None if action.trigger is None else "tap"
        return await self.account.inbox.store(
            Post(
                key=f"{action.user}:{uuid4().hex}",
                user=action.user,
                content={},
                at=now,
                sent_at=now.replace(microsecond=0),
                trigger="message" if action.trigger == "message" else trigger,
                following={"subscribe": True, "unsubscribe": False}.get(action.name),
            )
        )

    async def answers(self, stored: Stored, words: str, *tools: str, post: int | None = None) -> list[Due]:
        """Have something to say to a message; with a tool it is that tool's reply.

        Args:
            stored: The message.
            words: What to say.
            tools: What was run.
            post: Which post's request is open for it.
        """
        calls = tuple(ToolCall(name=name, arguments={}, result={}) for name in tools)
        reply = Reply(id=stored.id, text=words, tool_calls=calls, generated=False)
        return await self.account.outbox.put(stored, Answer(reply, turn=False), post=post)

    async def replies(self, stored: Stored, words: str, *tools: str) -> None:
        """Have something to say while the message's request is open, which carries it and what else waits."""
        dues = await self.answers(stored, words, *tools, post=stored.posts)
        _, parts = await self.sender.body(dues, current=dues[-1].cause == stored.id)
        await self.account.outbox.carried(dues, parts)
        await self.sender.push(stored.user)

    async def owes(self, user: str, words: str, *tools: str) -> str:
        """Let a user ask, and have an answer that waits; returns what the delivery answers."""
        stored = await self.hears(actions.text(user, "问"))
        await self.answers(stored, words, *tools)
        self.wechat.clock.advance(1)
        return stored.id

    async def rows(self, model: type[Model]) -> list[Any]:
        """Return all rows of a table."""
        async with self.application.database.read() as session:
            return list((await session.scalars(select(model))).all())

    async def delivery(self, cause: str) -> Any:
        """Return the delivery that answers something."""
        async with self.application.database.read() as session:
            return await OutboxRepository(session).of_cause(cause)

    async def audience(self, user: str) -> Any:
        """Return what is known of what may be sent to a user."""
        async with self.application.database.read() as session:
            return await AudienceRepository(session).get(CHANNEL, user)


async def _at_once(_: float) -> None:
    """Wait for nothing."""


@asynccontextmanager
async def backstage(deployment: Deployment, **more: Any) -> AsyncIterator[Backstage]:
    """Open an account without a server, as one of its processes; its calls wait for nothing and for no answer long."""
    async with deployment.application(**more) as application:
        account = opened(application, timeout=(3.0, 0.2), sleep=_at_once)
        yield Backstage(application, account, deployment.wechat)
        await account.client.aclose()
