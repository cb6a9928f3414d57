"""Two servers of one account on one PostgreSQL database: WeChat's posts come to either, again, and to both at once."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter, defaultdict
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio

from tests.fakes.wechat_processes import Server, Servers, Trap, Ways, reserved
from tests.fakes.wechat_server import WeChatServer, actions, openid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from pathlib import Path

    from tests.fakes.wechat_server import Attempt

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
WITHIN = 60.0
LOOKS = 0.05
ANN = openid(1)
ASKED, OPENED = "确认登记吗", "已登记需求工单"
NEED = "登记需求：我们车间想上一套能耗监测"
FETCHES = "看答案"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def servers(built_library: Path) -> AsyncIterator[Servers]:
    async with Servers(built_library) as servers:
        yield servers


@pytest.fixture
def url() -> Iterator[str]:
    name = f"shuzhi_test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=5) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Said:
    """A message of a user, to be posted any number of times."""

    user: str
    text: str
    message_id: str
    created: int


@dataclass
class Pair:
    """Two servers, a WeChat, and what users see.

    Attributes:
        wechat: WeChat.
        url: The database.
        live: The servers.
        passive: What the answers to posts showed each user.
    """

    wechat: WeChatServer
    url: str
    live: Sequence[Server]
    passive: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def say(self, user: str, text: str) -> Said:
        """Let a user write something; it is not posted yet."""
        action = actions.text(user, text)
        self.wechat.act(action)
        signed = self.wechat.sign(action)
        return Said(user, text, str(signed.message_id), int(signed.query["timestamp"]))

    async def post(self, said: Said, *to: int, within: float | None = None) -> list[Attempt]:
        """Post a message to servers at the same time; of their answers the user sees one, as WeChat has it."""
        posts = [self._signed(said, place) for place in to]
        attempts = await asyncio.gather(*(self.wechat.send(post, within) for post in posts))
        shown = next((attempt.reply for attempt in attempts if attempt.outcome == "reply"), None)
        if shown is not None:
            self.passive[said.user].append(shown)
        return attempts

    def _signed(self, said: Said, place: int) -> Any:
        self.wechat.webhook = self.live[place].url
        action = actions.text(said.user, said.text)
        return self.wechat.sign(action, message_id=said.message_id, created=said.created)

    def seen(self, user: str) -> list[str]:
        """Return what a user has seen."""
        return [*self.passive[user], *self.wechat.texts(user)]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(query).fetchall()

    def change(self, *statements: str) -> None:
        """Change the database."""
        with psycopg.connect(self.url) as connection:
            for statement in statements:
                connection.execute(statement)

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something to become true."""
        async with asyncio.timeout(WITHIN):
            while True:
                if condition():
                    return
                await asyncio.sleep(LOOKS)

    async def sees(self, user: str, words: str, times: int = 1) -> None:
        """Wait until a user has seen some words so often."""
        await self.until(lambda: sum(words in text for text in self.seen(user)) >= times)


@asynccontextmanager
async def pair(servers: Servers, url: str, tmp: Path, *ways: Ways, verified: bool = True) -> AsyncIterator[Pair]:
    """Start two servers, which differ from those in production in the ways given."""
    with WeChatServer(verified=verified) as wechat, ExitStack() as ports:
        account = wechat.account
        environment = {
            "VAR_DIR": str(tmp),
            "DATABASE_URL": url,
            "WECHAT_APP_ID": account.app_id,
            "WECHAT_APP_SECRET": account.secret,
            "WECHAT_TOKEN": account.token,
            "WECHAT_ENCODING_AES_KEY": account.aes_key,
            "WECHAT_API_BASE_URL": wechat.base_url,
            "WECHAT_VERIFIED": str(verified).lower(),
            "LOG_LEVEL": "ERROR",
        }
        kept = [ports.enter_context(reserved()).getsockname()[1] for _ in range(2)]
        live = [servers.start(environment, port, way) for port, way in zip(kept, ways or (Ways(), Ways()), strict=True)]
        try:
            for server in live:
                await server.up()
            wechat.webhook = live[0].url
            yield Pair(wechat, url, live)
        finally:
            for server in live:
                if not server.ended.done():
                    await server.stop()


async def test_two_hundred_messages_posted_up_to_three_times_run_once_and_are_seen_once(
    servers: Servers, url: str, tmp_path: Path
) -> None:
    chance, said = random.Random(7), list[Said]()
    async with pair(servers, url, tmp_path) as both:

        async def talk(number: int) -> None:
            user = openid(number)
            for round_, need in enumerate((f"{number}号车间想上一套能耗监测", f"{number}号包装线想上一套视觉质检"), 1):
                for words, answer in ((f"登记需求：{need}", ASKED), ("确认", OPENED)):
                    message = both.say(user, words)
                    said.append(message)
                    await both.post(message, *(chance.randrange(2) for _ in range(chance.randint(1, 3))))
                    await both.sees(user, answer, round_)

        await asyncio.gather(*(talk(number) for number in range(1, 51)))
        await both.until(lambda: not both.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"))
        told = {user: both.seen(user) for user in map(openid, range(1, 51))}
        counted = {table: both.count(table) for table in ("inbox", "turns", "tickets", "tool_writes", "outbox")}
        assert counted == {"inbox": 200, "turns": 200, "tickets": 100, "tool_writes": 100, "outbox": 200}
        again = Counter(sum(words in text for text in texts) for texts in told.values() for words in (ASKED, OPENED))
        assert again == {2: 100}

        # A day later everything is posted once more, freshly signed, to whichever server.
        both.change(
            "UPDATE inbox SET received_at = received_at - interval '1 day'",
            "UPDATE outbox SET created_at = created_at - interval '1 day'",
        )
        told = {user: both.seen(user) for user in told}
        repeated = [await both.post(message, chance.randrange(2)) for message in said]
        assert Counter(attempt.outcome for attempts in repeated for attempt in attempts) == {"accepted": 200}
        assert {user: both.seen(user) for user in told} == told
        assert {table: both.count(table) for table in counted} == counted


async def test_a_message_posted_again_to_the_other_server_is_answered_by_a_message_of_its_own(
    servers: Servers, url: str, tmp_path: Path
) -> None:
    slow = Ways(slow=1.0)
    async with pair(servers, url, tmp_path, slow, slow) as both:
        message = both.say(ANN, NEED)
        first = asyncio.create_task(both.post(message, 0, within=0.5))
        await both.until(lambda: both.count("turns"))
        (again,) = await both.post(message, 1)
        assert again.outcome == "accepted"
        assert (await first)[0].outcome == "timeout"
        await both.sees(ANN, ASKED)
        await both.until(lambda: both.rows("SELECT 1 FROM outbox WHERE state = 'sent' AND route = 'service'"))
        assert len(both.seen(ANN)) == both.count("turns") == 1


async def test_without_the_right_to_send_the_other_server_carries_the_answer(
    servers: Servers, url: str, tmp_path: Path
) -> None:
    slow = Ways(slow=1.0)
    async with pair(servers, url, tmp_path, slow, slow, verified=False) as both:
        message = both.say(ANN, NEED)
        first = asyncio.create_task(both.post(message, 0, within=0.5))
        await both.until(lambda: both.count("turns"))
        (again,) = await both.post(message, 1)
        assert ASKED in str(again.reply)
        assert (await first)[0].outcome == "timeout"
        await both.until(lambda: both.rows("SELECT 1 FROM outbox WHERE state = 'sent' AND route = 'passive'"))
        assert len(both.seen(ANN)) == both.count("turns") == 1


async def test_who_comes_back_to_the_other_server_is_not_taken_to_ask_something_new(
    servers: Servers, url: str, tmp_path: Path
) -> None:
    slow = Ways(slow=2.0, patience=0.5)
    async with pair(servers, url, tmp_path, slow, slow, verified=False) as both:
        await both.post(both.say(ANN, NEED), 0)
        await both.until(lambda: both.count("turns"))
        await both.post(both.say(ANN, FETCHES), 1)
        await both.until(lambda: not both.rows("SELECT 1 FROM turns WHERE state <> 'done'"))
        await both.until(lambda: not both.rows("SELECT 1 FROM inbox WHERE state <> 'done'"))
        await both.post(both.say(ANN, FETCHES), 1)
        assert sum(ASKED in text for text in both.seen(ANN)) == 1
        assert both.count("turns") == 1


async def test_messages_posted_to_either_server_are_answered_in_the_order_they_came(
    servers: Servers, url: str, tmp_path: Path
) -> None:
    slow = Ways(slow=0.5)
    async with pair(servers, url, tmp_path, slow, slow) as both:
        words = ["第一条：什么是数据治理", "第二条：什么是ERP", "第三条：什么是MES", "第四条：什么是PLC"]
        posting = []
        # The second waits in the first server behind the first; the third finds the other server idle.
        for number, (text, place) in enumerate(zip(words, (0, 0, 1, 0), strict=True), 1):
            posting.append(asyncio.create_task(both.post(both.say(ANN, text), place, within=0.3)))
            await both.until(lambda number=number: both.count("inbox") == number)  # type: ignore[misc]
        await asyncio.gather(*posting)
        await both.until(lambda: both.count("outbox") == len(words))
        await both.until(lambda: not both.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"))
        assert [text for (text,) in both.rows("SELECT text FROM turns ORDER BY seq")] == words
        sent = "SELECT t.text FROM outbox o JOIN turns t ON t.id = o.turn_id ORDER BY o.ended_at"
        assert [text for (text,) in both.rows(sent)] == words


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_what_a_server_that_died_had_begun_is_finished_by_the_other(
    servers: Servers, url: str, tmp_path: Path, when: Any, *, verified: bool
) -> None:
    dies = Ways(Trap("tools.kit.tool:Tool.run", when), lease=1.5)
    async with pair(servers, url, tmp_path, dies, Ways(lease=1.5), verified=verified) as both:
        await both.post(both.say(ANN, NEED), 1)
        message = both.say(ANN, "确认")
        (lost,) = await both.post(message, 0)
        assert lost.outcome == "unreachable"
        await both.live[0].died()
        if verified:
            await both.sees(ANN, OPENED)
        else:
            await both.until(lambda: not both.rows("SELECT 1 FROM inbox WHERE state <> 'done'"))
            await both.post(both.say(ANN, FETCHES), 1)
        await both.until(lambda: not both.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"))
        assert sum(OPENED in text for text in both.seen(ANN)) == 1
        assert (both.count("turns"), both.count("tickets"), both.count("tool_writes")) == (2, 1, 1)
        assert both.rows("SELECT attempts FROM turns ORDER BY seq") == [(1,), (2,)]
