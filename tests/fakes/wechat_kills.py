"""Servers of one account, on SQLite, that die on the way of a message and are started again.

``python -m tests.fakes.wechat_kills`` lives through every run there is and prints what came of it; words after it
choose those in whose names they stand.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fakes.wechat_points import CODE, DIAGNOSIS, JOINING, OPERATOR, RUNS, TICKET
from tests.fakes.wechat_processes import Server, Servers, Ways, reserved
from tests.fakes.wechat_server import Hang, WeChatServer
from tools.database.engine import Database
from tools.database.models import Invitation
from tools.database.repositories.access import OperatorRepository
from tools.domain.membership import FOR_OPERATORS, canonical, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tests.fakes.wechat_points import Run, Story

SEND = "message/custom/send"
AT_ONCE = 6
"""Runs side by side: most of the time they wait for WeChat to post again."""
WITHIN = 60.0
LOOKS = 0.1
_THEIRS = """
    FROM turns t JOIN conversations v ON v.id = t.conversation_id JOIN contacts c ON c.id = v.contact_id
"""
TURNS = f"SELECT t.seq, t.attempts {_THEIRS} WHERE c.external_id = ?"
WRITES = f"SELECT 1 {_THEIRS} JOIN tool_writes w ON w.turn_id = t.id WHERE c.external_id = ?"


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        problem: What went wrong with the run itself.
        deaths: How often the server died.
        answers: How the answer reached the user, each time.
        charts: How often its chart did.
        moved: The user had to come back for it.
        posts: How often WeChat posted the message.
        rows: What there is in the end, by table.
        left: What is still under way, or was given up.
        attempts: How often the turn was begun.
    """

    problem: str = ""
    deaths: int = 0
    answers: list[str] = field(default_factory=list)
    charts: int = 0
    moved: bool = False
    posts: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    left: list[tuple[Any, ...]] = field(default_factory=list)
    attempts: int = 0

    def __str__(self) -> str:
        """Return it as a line of the table."""
        failed = f"FAILED {self.problem}; " if self.problem else ""
        ways = "+".join(self.answers) or "never"
        come_back = ", after the user came back" if self.moved else ""
        charts = f", chart {self.charts}x" if self.charts else ""
        left = f", LEFT {self.left}" if self.left else ""
        return f"{failed}{ways}{charts}{come_back}; {self.posts} posts, run {self.attempts}x, died {self.deaths}x{left}"


class Deployment:
    """The account's server on a database of its own, as often as it is started.

    Args:
        servers: Where processes come from.
        wechat: WeChat.
        folder: Where the database lies.
        verified: Whether the account may send.
    """

    def __init__(self, servers: Servers, wechat: WeChatServer, folder: Path, *, verified: bool = True) -> None:
        self._servers, self._wechat, self.database = servers, wechat, folder / "shuzhi.db"
        self._port = reserved()
        account = wechat.account
        self._environment = {
            "VAR_DIR": str(folder),
            "WECHAT_APP_ID": account.app_id,
            "WECHAT_APP_SECRET": account.secret,
            "WECHAT_TOKEN": account.token,
            "WECHAT_ENCODING_AES_KEY": account.aes_key,
            "WECHAT_API_BASE_URL": wechat.base_url,
            "WECHAT_VERIFIED": str(verified).lower(),
            "LOG_LEVEL": "ERROR",
        }

    def start(self, ways: Ways | None = None) -> Server:
        """Start the server."""
        server = self._servers.start(self._environment, self._port.getsockname()[1], ways)
        self._wechat.webhook = server.url
        return server

    def close(self) -> None:
        """Give its port back."""
        self._port.close()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def left(self) -> list[tuple[Any, ...]]:
        """Return what is not done, answers that have not gone among it."""
        return [
            *self.unanswered(),
            *self.rows("SELECT 'answer', state, reason FROM outbox WHERE state <> 'sent'"),
        ]

    def unanswered(self) -> list[tuple[Any, ...]]:
        """Return messages without an answer, and turns without an end."""
        return [
            *self.rows("SELECT 'message', state, attempts FROM inbox WHERE state <> 'done'"),
            *self.rows("SELECT 'turn', state, attempts FROM turns WHERE state <> 'done'"),
        ]


async def prepare(servers: Servers, folder: Path) -> None:
    """Have everything said that comes before, to a server that lives."""
    with WeChatServer() as wechat:
        deployment = Deployment(servers, wechat, folder)
        server = deployment.start()
        await server.up()
        await _invite(deployment.database)
        for story in (TICKET, DIAGNOSIS, JOINING):
            for words in story.before:
                assert (await wechat.says(story.user, words)).reply
        await server.stop()
        deployment.close()


async def _invite(path: Path) -> None:
    """Make somebody an operator, and give them a code to use on WeChat."""
    database, now = Database(f"sqlite:///{path}"), datetime.now(UTC)
    async with database.transaction() as session:
        operator = await OperatorRepository(session).add(OPERATOR, "no password fits this", now)
        code, scene = digest(str(canonical(CODE))), digest("b_")
        session.add(
            Invitation(
                code=code,
                scene=scene,
                operator_id=operator,
                made_by=f"operator:{operator}",
                created_at=now,
                expires_at=now + FOR_OPERATORS,
            )
        )
    await database.close()


async def live_through(servers: Servers, template: Path, folder: Path, run: Run) -> Outcome:
    """Let a server die where it is to, start it again, and see what the user sees."""
    shutil.copytree(template, folder)
    outcome = Outcome()
    with WeChatServer(scale=run.point.scale, verified=run.verified) as wechat:
        deployment = Deployment(servers, wechat, folder, verified=run.verified)
        try:
            await _live_through(deployment, wechat, run, outcome)
        except (TimeoutError, AssertionError) as error:
            outcome.problem = f"{type(error).__name__} {error}"
        finally:
            _look(deployment, wechat, run, outcome)
            deployment.close()
    return outcome


async def _live_through(deployment: Deployment, wechat: WeChatServer, run: Run, outcome: Outcome) -> None:
    point, story = run.point, run.point.story
    first, *others = (replace(point.ways, trap=trap) for trap in point.deaths or (None,))
    server = deployment.start(first)
    await server.up()
    if point.hangs is not None:
        wechat.fail(SEND, Hang(WITHIN, worked=point.hangs), user=story.user)
    asked = asyncio.create_task(wechat.says(story.user, story.says))
    if point.hangs is not None:
        await wechat.until(lambda: wechat.sends(story.user), WITHIN)
        await server.kill()
    for ways in () if point.returns else (*others, Ways()):
        await server.died()
        outcome.deaths += 1
        if point.away:
            await asked
            wechat._poster.scale = 1.0
        server = deployment.start(ways)
    await server.up()
    await asked
    if run.verified:
        await _until(lambda: not deployment.left())
    else:
        await _until(lambda: not deployment.unanswered())
        if not _answers(wechat, story):
            outcome.moved = True
            moves = asyncio.create_task(wechat.says(story.user, point.moves))
            if point.returns:
                await server.died()
                outcome.deaths += 1
                server = deployment.start()
                await server.up()
            await moves
            await _until(lambda: not deployment.unanswered())
    await server.stop()


def _look(deployment: Deployment, wechat: WeChatServer, run: Run, outcome: Outcome) -> None:
    story = run.point.story
    outcome.answers = _answers(wechat, story)
    outcome.charts = sum(seen.kind == "image" for seen in wechat.seen(story.user))
    told = (one for one in wechat.exchanges(story.user) if one.action.fields["Content"] == story.says)
    outcome.posts = next(one.posts for one in told)
    turns = deployment.rows(TURNS, story.user)
    outcome.rows = {table: len(deployment.rows(f"SELECT 1 FROM {table}")) for table in story.counts}
    outcome.rows |= {"turns": len(turns), "tool_writes": len(deployment.rows(WRITES, story.user))}
    outcome.attempts = next((attempts for seq, attempts in turns if seq == len(story.before) + 1), 0)
    outcome.left = deployment.left()


def _answers(wechat: WeChatServer, story: Story) -> list[str]:
    return [seen.via for seen in wechat.seen(story.user) if story.shows in seen.text]


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN):
        while True:
            if condition():
                return
            await asyncio.sleep(LOOKS)


async def live_through_all(var: Path, folder: Path, names: Collection[str]) -> dict[str, Outcome]:
    """Live through runs side by side.

    Args:
        var: A folder with the library built.
        folder: An empty one.
        names: Of ``RUNS``.
    """
    template, doors = folder / "template", asyncio.Semaphore(AT_ONCE)
    template.mkdir()
    async with Servers(var) as servers:
        await prepare(servers, template)

        async def one(number: int, name: str) -> Outcome:
            async with doors:
                return await live_through(servers, template, folder / str(number), RUNS[name])

        outcomes = await asyncio.gather(*(one(number, name) for number, name in enumerate(names)))
    return dict(zip(names, outcomes, strict=True))


def main() -> None:
    """Print what comes of every run."""
    from assistant.bootstrap import build
    from assistant.settings import Settings

    wanted = [name for name in RUNS if all(word in name for word in sys.argv[1:])]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "var").mkdir()
        build(Settings(_env_file=None, var_dir=folder / "var", log_level="ERROR")).intents.recogniser()
        (folder / "runs").mkdir()
        for name, outcome in asyncio.run(live_through_all(folder / "var", folder / "runs", wanted)).items():
            print(f"{name:70} {outcome}")  # noqa: T201 -- the table


if __name__ == "__main__":
    main()
