"""People of the account who open its pages: a phone inside WeChat, somebody who talks, and what a page shows."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from assistant.sharing import SharedValues
from integrations.web.guard import Guard
from integrations.web.visitors import Visitors
from integrations.wechat import pages
from integrations.wechat.client import WeChatClient
from tests.fakes.talk import Talk
from tests.fakes.wechat_server import Clock, WeChatServer, openid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.messages import Reply

PUBLIC = "https://sz.example"
KEY = "k" * 40
TEMPLATE = "oTemplateOfTickets-1"
ALICE, BOB, CAROL = openid(1), openid(2), openid(3)
ANSWERS = "3 2 2 4 2 1 3 2 2 2"


@asynccontextmanager
async def serving_pages(
    library: Path, database: Path, wechat: WeChatServer, clock: Clock
) -> AsyncIterator[Application]:
    """Start everything below the pages, for the account a played WeChat has."""
    settings = Settings(
        var_dir=library,
        database_url=f"sqlite:///{database}",
        log_level="ERROR",
        public_base_url=PUBLIC,
        wechat_app_id=wechat.account.app_id,
        wechat_app_secret=SecretStr(wechat.account.secret),
        wechat_token=SecretStr(wechat.account.token),
        wechat_notice_templates=f"ticket={TEMPLATE}, policy=oTemplateOfPolicies",
    )
    application = build(settings, clock=clock)
    await application.start()
    yield application
    await application.close()


@dataclass
class Phone:
    """A browser inside somebody's WeChat: it goes where it is sent, to WeChat and back, and keeps cookies."""

    client: httpx.AsyncClient
    wechat: WeChatServer
    user: str
    visited: list[str] = field(default_factory=list)

    async def open(self, path: str) -> httpx.Response:
        """Open a page and follow wherever that leads."""
        answer = await self.client.get(path, headers={"accept": "text/html"})
        while answer.status_code == 302:
            assert len(self.visited) < 12, self.visited
            answer = await self.follow(answer.headers["location"])
        return answer

    async def follow(self, address: str) -> httpx.Response:
        """Go where one step leads."""
        self.visited.append(address)
        if address.startswith(("/", PUBLIC)):
            return await self.client.get(address, headers={"accept": "text/html"})
        async with httpx.AsyncClient() as elsewhere:
            return await elsewhere.get(address, headers={"x-wechat-openid": self.user})

    async def sent(self, path: str = "/h5") -> tuple[str, dict[str, str]]:
        """Go to WeChat, and stop before coming back: where it leads, and what it brings."""
        answer = await self.follow((await self.client.get(path)).headers["location"])
        back = answer.headers["location"]
        return back, {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


@asynccontextmanager
async def phone(
    app: Application, wechat: WeChatServer, user: str = ALICE, *, guarded: bool = True
) -> AsyncIterator[Phone]:
    """The routes behind the guard, as the server has them, and a phone that opens them."""
    settings = app.settings.wechat
    assert settings.app_id is not None
    values = SharedValues(app.database, app.clock, "test")
    account = WeChatClient(settings.app_id, settings.app_secret or SecretStr(""), wechat.base_url, values, app.clock)
    served = FastAPI(openapi_url=None)
    served.include_router(pages.router(app, client=account, key=KEY))
    if guarded:
        served.add_middleware(Guard, visitors=Visitors(KEY, app.clock), public_url=PUBLIC, scripts=[])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=served), base_url=PUBLIC) as client:
        yield Phone(client, wechat, user)
    await account.aclose()


class Someone(Talk):
    """A user of the account who talks in it."""

    channel = "wechat"

    def __init__(self, app: Application, user: str = ALICE) -> None:
        super().__init__(app, user, "enterprise")

    def moment(self) -> None:
        """Talk by the application's clock."""

    async def filed(self, **facts: Any) -> None:
        """Put something on file."""
        await self.say("", "keep_facts", facts=facts)
        await self.say("确认")

    async def diagnosed(self) -> Reply:
        """Answer the short form."""
        await self.say("", "start_diagnosis", form="quick", again=True)
        for answer in ANSWERS.split():
            reply = await self.say("", "answer_diagnosis", answer=answer)
        return reply


def shown(answer: httpx.Response) -> str:
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", answer.text, flags=re.DOTALL))


def said_of(answer: httpx.Response) -> str:
    """Check that an answer tells nobody of itself, and return what it shows."""
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    return shown(answer)
