"""Servers of one account that are killed on the way of a message: no answer is lost, and nothing is written twice.

A part of the runs of ``tests.fakes.wechat_kills``; ``ALL_KILLS=1`` lives through all of them.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.browser.server_process import ServerProcess
from tests.fakes.wechat_kills import Outcome, live_through_all
from tests.fakes.wechat_points import FETCHES, RUNS, TICKET
from tests.fakes.wechat_server import WeChatServer

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = (
    "before the inbox commits, verified",
    "after the inbox has committed, verified",
    "in the transaction that stores the turn, verified",
    "after the turn was claimed, verified",
    "while the tool writes, verified",
    "after the tool wrote, which made the user an operator, verified",
    "after the turn finished, diagnosis, verified",
    "in the outbox's transaction, verified",
    "after the outbox row, verified",
    "before the body leaves, verified",
    "after the body left, verified",
    "after the body was recorded, chart to go, verified",
    "after the send was claimed, verified",
    "during the send, it arrives, verified",
    "during the send, it is lost, verified",
    "between text and chart, verified",
    "sent, not recorded, verified",
    "again before turns are recovered, verified",
    "again after taking it up, verified",
    "four times in the same turn, verified",
    "after the inbox, WeChat gives up, unverified",
    "while the tool writes, unverified",
    "before the body leaves, unverified",
    "once it was taken to be handed over, unverified",
    "handed over with the next answer, unverified",
)


@pytest.fixture(scope="module")
def outcomes(
    request: pytest.FixtureRequest, built_library: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Outcome]:
    """Live through what is asked for at once: most of the time a run waits for WeChat."""
    here = (item for item in request.session.items if isinstance(item, pytest.Function) and item.path == request.path)
    asked = [str(item.callspec.params["name"]) for item in here if "outcomes" in item.fixturenames]
    return asyncio.run(live_through_all(built_library, tmp_path_factory.mktemp("runs"), asked))


@pytest.mark.parametrize("name", RUNS if os.environ.get("ALL_KILLS") else CHOSEN)
def test_a_server_that_dies_loses_no_answer_and_writes_nothing_twice(outcomes: dict[str, Outcome], name: str) -> None:
    run, outcome = RUNS[name], outcomes[name]
    point, story = run.point, run.point.story
    assert outcome.problem == ""
    assert outcome.deaths == max(1, len(point.deaths))
    moved = outcome.moved and point.moves != FETCHES
    assert outcome.rows == {**story.counts, "turns": story.counts["turns"] + moved}
    if not run.verified:
        assert set(outcome.answers) == {"passive"}
        assert outcome.moved or not point.slow
    assert 1 <= len(outcome.answers) <= 1 + point.unsure
    charts = story.charts if run.verified else 0
    assert charts <= outcome.charts <= charts + point.unsure
    unsettled = {("answer", "sending", None)} if point.unsure and not run.verified else set()
    assert set(outcome.left) <= unsettled


class CommandLine(ServerProcess):
    """The server as one starts it."""

    start_with = (
        "from integrations.cli import main; "
        "sys.argv = ['shuzhi', 'serve', '--only', 'wechat', '--no-scheduler', '--port', sys.argv[1]]; main()"
    )


async def test_the_server_as_it_is_started_loses_nothing_when_it_is_killed(var_dir: Path) -> None:
    with WeChatServer() as wechat:
        account = wechat.account
        server = CommandLine(
            var_dir,
            WECHAT_APP_ID=account.app_id,
            WECHAT_APP_SECRET=account.secret,
            WECHAT_TOKEN=account.token,
            WECHAT_ENCODING_AES_KEY=account.aes_key,
            WECHAT_API_BASE_URL=wechat.base_url,
            WECHAT_VERIFIED="true",
        )
        await asyncio.to_thread(server.start)
        wechat.webhook = f"{server.url}/wechat"
        for words in TICKET.before:
            assert (await wechat.says(TICKET.user, words)).reply
        asked = asyncio.create_task(wechat.says(TICKET.user, TICKET.says))
        while True:
            if len(server.rows("SELECT 1 FROM inbox")) > len(TICKET.before):
                break
            await asyncio.sleep(0.001)
        os.kill(server.pid, signal.SIGKILL)
        await asyncio.to_thread(server.restart)
        await asked
        await wechat.until(lambda: [text for text in wechat.texts(TICKET.user) if TICKET.shows in text], 30)
        await asyncio.to_thread(server.stop)
    assert {table: len(server.rows(f"SELECT 1 FROM {table}")) for table in TICKET.counts} == TICKET.counts
