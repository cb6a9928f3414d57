"""Servers of one account that are killed at a given place and started again, on SQLite; this file, run, prints a table.

Somebody is about to say what makes the assistant write: the yes to a ticket, or the last answer of a diagnosis, whose
reply is a text and a chart. The server dies on the way of that message, as often as a point says, and is started again.
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

from tests.fakes.wechat_processes import Server, Servers, Trap, Ways, reserved
from tests.fakes.wechat_server import Hang, WeChatServer, openid
from tools.database.engine import Database
from tools.database.models import Invitation
from tools.database.repositories.access import OperatorRepository
from tools.domain.membership import FOR_OPERATORS, canonical, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SEND = "message/custom/send"
AT_ONCE = 6
"""Runs side by side: most of the time they wait for WeChat to post again."""
WITHIN = 60.0
LOOKS = 0.1
FETCHES = "看答案"


@dataclass(frozen=True)
class Story:
    """What somebody says until the message that counts.

    Attributes:
        user: Who.
        before: What they have said.
        says: The message that counts.
        shows: What its answer shows.
        counts: Rows there are to be in the end, by table.
        charts: Pictures that go with the answer.
    """

    user: str
    before: tuple[str, ...]
    says: str
    shows: str
    counts: Mapping[str, int]
    charts: int = 0


TICKET = Story(
    openid(1),
    ("登记需求：我们车间想上一套能耗监测",),
    "确认",
    "已登记需求工单",
    {"turns": 2, "tickets": 1, "needs": 1, "supporters": 1, "tool_writes": 1},
)
DIAGNOSIS = Story(
    openid(2),
    ("做快速诊断", *("2",) * 9),
    "2",
    "诊断做完了",
    {"turns": 11, "answers": 10, "assessments": 1, "tool_writes": 11},
    charts=1,
)
CODE, OPERATOR = "K7M4-Q9XT", "林岚"
JOINING = Story(
    openid(3),
    (CODE,),
    "确认",
    "绑好了",
    {"turns": 2, "operator_accounts": 1, "tool_writes": 1},
)
"""Whose message makes them somebody else."""


@dataclass(frozen=True)
class Point:
    """Where a server dies.

    Attributes:
        name: In words.
        deaths: Of the first process, and of each that is started after it but the last.
        story: What is said.
        slow: The request does not live to see the answer.
        hangs: The server is killed while WeChat has not answered a message it is sent; whether that arrives.
        scale: Of the five seconds that WeChat waits.
        away: The server stays away until WeChat has given up posting.
        moves: What the user of an unverified account says when they come back.
        sends: An account that may not send does not come there.
        returns: The server dies when the user comes back; that is, of an account that may not send.
        unsure: Something had arrived, of which nobody can know: it comes twice.
    """

    name: str
    deaths: tuple[Trap, ...] = ()
    story: Story = TICKET
    slow: bool = False
    hangs: bool | None = None
    scale: float = 1.0
    away: bool = False
    moves: str = FETCHES
    sends: bool = False
    returns: bool = False
    unsure: bool = False

    @property
    def ways(self) -> Ways:
        """How the processes differ."""
        return Ways(patience=0.1, slow=0.3) if self.slow else Ways()


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


def _at(target: str, when: Any = "before", nth: int = 1) -> Trap:
    return Trap(target, when, nth)


_INBOX, _OUTBOX, _TURNS = "assistant.inbox:Inbox", "assistant.outbox:Outbox", "assistant.history:TurnLog"
_CLIENT = "integrations.wechat.client:WeChatClient"
_ROWS = "tools.database.repositories"
_STORED = _at(f"{_INBOX}.store", "after")
_BEGUN = _at(f"{_TURNS}.begin", "after")
_WROTE = _at("tools.kit.tool:Tool.run", "after")

POINTS = (
    Point("before the inbox commits", (_at(f"{_ROWS}.inbox:InboxRepository.store"),)),
    Point("in the inbox's transaction", (_at(f"{_ROWS}.inbox:InboxRepository.store", "after"),)),
    Point("after the inbox has committed", (_STORED,)),
    Point("after the inbox, WeChat gives up", (_STORED,), scale=0.2, away=True),
    Point("before the turn is stored", (_at(f"{_TURNS}.begin"),)),
    Point("in the transaction that stores the turn", (_at(f"{_ROWS}.turns:TurnRepository.add", "after"),)),
    Point("after the turn was claimed", (_BEGUN,)),
    Point("before the tool runs", (_at("tools.kit.tool:Tool.run"),), moves="你好"),
    Point("while the tool writes", (_at(f"{_ROWS}.turns:ToolWriteRepository.record", "after"),)),
    Point("after the tool wrote", (_WROTE,)),
    Point("after the tool wrote, which made the user an operator", (_WROTE,), JOINING),
    Point("after the tool wrote, diagnosis", (_WROTE,), DIAGNOSIS, moves="你好"),
    Point("in the transaction that ends the turn", (_at(f"{_ROWS}.turns:TurnRepository.finish", "after"),)),
    Point("after the turn finished", (_at(f"{_TURNS}.finish", "after"),)),
    Point("after the turn finished, diagnosis", (_at(f"{_TURNS}.finish", "after"),), DIAGNOSIS),
    Point("in the outbox's transaction", (_at(f"{_ROWS}.outbox:OutboxRepository.add"),)),
    Point("after the outbox row", (_at(f"{_OUTBOX}.put", "after"),)),
    Point("after the outbox row, slow", (_at(f"{_OUTBOX}.put", "after"),), slow=True),
    Point("before the body leaves", (_at("integrations.wechat.protocol:Gate.seal"),)),
    Point("after the body left", (_at(f"{_OUTBOX}.carried"),), unsure=True),
    Point("after the body left, diagnosis", (_at(f"{_OUTBOX}.carried"),), DIAGNOSIS, unsure=True),
    Point("after the body was recorded, chart to go", (_at(f"{_OUTBOX}.carried", "after"),), DIAGNOSIS, sends=True),
    Point("before what waited is handed over", (_at(f"{_OUTBOX}.hand_over", nth=2),), slow=True, returns=True),
    Point("once it was taken to be handed over", (_at(f"{_OUTBOX}.hand_over", "after", 2),), slow=True, returns=True),
    Point(
        "handed over with the next answer",
        (_at(f"{_OUTBOX}.hand_over", "after", 2),),
        slow=True,
        returns=True,
        moves="你好",
    ),
    # What only an account that may send comes to.
    Point("before the send is claimed", (_at(f"{_OUTBOX}.claim"),), slow=True, sends=True),
    Point("after the send was claimed", (_at(f"{_OUTBOX}.claim", "after"),), slow=True, sends=True),
    Point("token fetched, not stored", (_at(f"{_ROWS}.shared:SharedValueRepository.renew"),), slow=True, sends=True),
    Point("during the send, it arrives", slow=True, hangs=True, sends=True, unsure=True),
    Point("during the send, it is lost", slow=True, hangs=False, sends=True),
    Point("sent, not recorded", (_at(f"{_CLIENT}.send_text", "after"),), slow=True, sends=True, unsure=True),
    Point(
        "text sent, not recorded, chart to go",
        (_at(f"{_OUTBOX}.progress"),),
        DIAGNOSIS,
        slow=True,
        sends=True,
        unsure=True,
    ),
    Point("between text and chart", (_at(f"{_OUTBOX}.progress", "after"),), DIAGNOSIS, slow=True, sends=True),
    Point("chart uploaded, not noted", (_at("assistant.uploads:Uploads.put"),), DIAGNOSIS, slow=True, sends=True),
    Point(
        "chart sent, not recorded",
        (_at(f"{_CLIENT}.send_image", "after"),),
        DIAGNOSIS,
        slow=True,
        sends=True,
        unsure=True,
    ),
    Point("sent and recorded", (_at(f"{_OUTBOX}.sent", "after"),), slow=True, sends=True),
    # While what was left behind is taken up.
    Point("again before turns are recovered", (_BEGUN, _at(f"{_TURNS}.recover"))),
    Point("again after the inbox recovered", (_STORED, _at(f"{_INBOX}.recover", "after"))),
    Point("again after the outbox recovered", (_at(f"{_OUTBOX}.put", "after"), _at(f"{_OUTBOX}.recover", "after"))),
    Point("again after taking it up", (_BEGUN, _at(f"{_INBOX}.left_behind", "after"))),
    Point("four times in the same turn", (_BEGUN, _at("tools.kit.tool:Tool.run"), _WROTE, _at(f"{_TURNS}.finish"))),
    Point(
        "again while sending what was left", (_STORED, _at(f"{_CLIENT}.send_text", "after")), sends=True, unsure=True
    ),
)


@dataclass(frozen=True)
class Run:
    """One point, with an account that may send messages or one that may not."""

    point: Point
    verified: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.point.name}, {'verified' if self.verified else 'unverified'}"


RUNS = {
    run.name: run
    for run in (Run(point, verified) for point in POINTS for verified in (True, False))
    if not (run.point.returns if run.verified else run.point.sends)
}


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
    outcome.posts = next(
        told.posts for told in wechat.exchanges(story.user) if told.action.fields["Content"] == story.says
    )
    user = "SELECT id FROM contacts WHERE external_id = ?"
    turns = f"SELECT t.id, t.attempts FROM turns t JOIN conversations c ON c.id = t.conversation_id WHERE c.contact_id IN ({user})"
    outcome.rows = {
        "turns": len(deployment.rows(turns, story.user)),
        "tool_writes": len(
            deployment.rows(f"SELECT w.tool FROM tool_writes w JOIN ({turns}) t ON t.id = w.turn_id", story.user)
        ),
    }
    for table in story.counts.keys() - outcome.rows.keys():
        outcome.rows[table] = len(deployment.rows(f"SELECT 1 FROM {table}"))
    place = len(story.before) + 1
    found = deployment.rows(
        f"SELECT attempts FROM turns WHERE seq = ? AND id IN (SELECT id FROM ({turns}))", place, story.user
    )
    outcome.attempts = found[0][0] if found else 0
    outcome.left = deployment.left()


def _answers(wechat: WeChatServer, story: Story) -> list[str]:
    return [seen.via for seen in wechat.seen(story.user) if story.shows in seen.text]


async def _until(condition: Any) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():
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
            print(f"{name:60} {outcome}")


if __name__ == "__main__":
    main()
