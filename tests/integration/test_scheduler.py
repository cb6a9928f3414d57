"""The clock, end to end in one process: what is due goes out through WeChat, an answer goes on, a stop stops it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from assistant.follow_ups import FollowUps
from assistant.watch import Watch
from integrations import scheduler
from integrations.couriers import couriers
from integrations.metrics import Metrics
from integrations.scheduler import Rounds, ticking
from tests.fakes.wechat_account import Backstage, Deployment, Line, backstage, migrated, opened, shelf, until
from tests.fakes.wechat_server import Clock, WeChatServer, actions, openid
from tools.database.models import FollowUp
from tools.database.repositories.outbox import LATE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from assistant.bootstrap import Application
    from assistant.nudges import Couriers

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
"""Ten in the morning in Shanghai."""
SEND = "/cgi-bin/message/custom/send"
ALICE, BOB = openid(1), openid(2)


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """Whose library all share."""
    return shelf(built_library)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date, and not to be written to."""
    return migrated(tmp_path_factory.mktemp("scheduler") / "empty.db")


@pytest.fixture
def clock() -> Clock:
    return Clock(WEDNESDAY)


@pytest.fixture
def wechat(clock: Clock) -> Iterator[WeChatServer]:
    with WeChatServer(clock=clock) as server:
        yield server


@pytest.fixture
def deployed(wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path) -> Deployment:
    return Deployment.fresh(wechat, base, empty, tmp_path)


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tick without waiting."""
    for name in ("PLANNING", "SENDING", "RECOVERING", "SETTLING", "ALARM"):
        monkeypatch.setattr(scheduler, name, 1.0)


async def says(line: Line, words: str, answer: str) -> None:
    """Let Alice say something, and wait for an answer with these words, whichever way it comes."""
    before = len(line.wechat.texts(ALICE))
    await line.wechat.says(ALICE, words)
    for _ in range(120):
        await line.rests()
        if any(answer in text for text in line.wechat.texts(ALICE)[before:]):
            return
        await asyncio.sleep(0.25)
        line.wechat.clock.advance(10)
    raise AssertionError(line.wechat.texts(ALICE)[before:])


async def begins(line: Line) -> None:
    """Let Alice begin a diagnosis, and leave it."""
    await says(line, "测一测我们厂的数字化水平", "快速版")
    await says(line, "1", "第 1/10 题")


@asynccontextmanager
async def carried(line: Line) -> AsyncIterator[Couriers]:
    """Give couriers whose calls may take as long as a busy machine needs: here nothing is to be uncertain."""
    account = opened(line.application, timeout=(60.0, 60.0))
    try:
        async with couriers(line.application, account) as ways:
            yield ways
    finally:
        await account.client.aclose()


def nudges(line: Line) -> list[str]:
    """Return what Alice was told of the platform's own accord."""
    begin = "您的数字化诊断还差10题"
    return [seen.text for seen in line.wechat.seen(ALICE) if seen.via == "service" and seen.text.startswith(begin)]


async def stands(line: Line, **by_step: str) -> None:
    """Let minutes pass until follow-ups stand so, by step: what a slow machine refuses once is tried again."""
    rows: list[FollowUp] = []
    for _ in range(120):
        rows = await line.rows(FollowUp)
        if {row.step: row.state for row in rows} == by_step:
            return
        await asyncio.sleep(0.5)
        line.wechat.clock.advance(timedelta(minutes=1))
    raise AssertionError([(row.step, row.state, row.reason, row.due_at, row.route) for row in rows])


async def test_an_unfinished_diagnosis_is_come_back_to_answered_and_stopped(
    deployed: Deployment, clock: Clock, fast: None
) -> None:
    async with deployed.running(ticking=False) as line:
        await begins(line)
        async with carried(line) as ways, ticking(line.application, ways):
            clock.advance(timedelta(hours=23))
            await asyncio.sleep(1)
            assert await line.rows(FollowUp) == []
            clock.advance(timedelta(hours=1, minutes=1))
            await stands(line, day1="sent")
            (text,) = nudges(line)
            (row,) = await line.rows(FollowUp)
            assert f'1. <a href="weixin://bizmsgmenu?msgmenucontent=接着答&msgmenuid={row.id}-1">接着答</a>' in text
            assert row.route == "window"
            clock.advance(timedelta(hours=3))
            await says(line, "好", "第 1/10 题")

            async def answered() -> bool:
                return (await line.rows(FollowUp))[0].replied_at is not None

            await until(answered)
            await says(line, "别发了", "恢复提醒")
            clock.advance(timedelta(days=6))
            await stands(line, day1="sent", day5="cancelled")
            (last,) = [row for row in await line.rows(FollowUp) if row.step == "day5"]
            assert last.reason == "opted_out"
        assert len(nudges(line)) == 1


async def test_its_line_and_its_number_press_it_too(deployed: Deployment, clock: Clock, fast: None) -> None:
    async with deployed.running(ticking=False) as line:
        await begins(line)
        async with carried(line) as ways:
            clock.advance(timedelta(days=1, minutes=1))
            rounds = Rounds(line.application, ways)
            await rounds.plan()
            await rounds.send()
            (row,) = await line.rows(FollowUp)
            assert row.state == "sent"
        clock.advance(timedelta(minutes=1))
        await line.wechat.post(actions.choose(ALICE, "接着答", f"{row.id}-1"))
        await line.rests()
        assert "第 1/10 题" in line.wechat.texts(ALICE)[-1]


async def test_a_process_that_mounts_no_account_sends_through_it_all_the_same(
    deployed: Deployment, clock: Clock
) -> None:
    async with deployed.running(ticking=False) as line:
        await begins(line)
        clock.advance(timedelta(days=1, minutes=1))
    async with deployed.application() as other, couriers(other) as ways:
        assert ways.keys() == {"window"}
        rounds = Rounds(other, ways)
        await rounds.plan()
        await rounds.send()
    assert deployed.wechat.calls[SEND] == 1


async def test_e_mail_is_a_way_where_a_server_is_configured(deployed: Deployment) -> None:
    server = "smtp://127.0.0.1:1?from=a@b.cn"
    async with deployed.application(smtp_url=server) as application, couriers(application) as ways:
        assert ways.keys() == {"window", "email"}


async def test_what_is_being_sent_when_the_process_ends_is_ended(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch, fast: None
) -> None:
    begun, ended = asyncio.Event(), []

    async def slowly(_: FollowUps, limit: int) -> int:
        begun.set()
        await asyncio.sleep(0.3)
        ended.append(limit)
        return 1

    monkeypatch.setattr(FollowUps, "send_due", slowly)
    async with deployed.application() as application, ticking(application):
        await begun.wait()
    assert ended == [scheduler.BATCH]


# --- answers that do not arrive ---------------------------------------------------------------------------------------


async def test_an_answer_that_does_not_arrive_raises_one_alarm(deployed: Deployment, clock: Clock) -> None:
    async with backstage(deployed) as one, backstage(deployed) as two:
        one.wechat.fail(SEND, -1, forever=True)
        await one.owes(ALICE, "答案")
        await one.account.look()
        watches = [Watch(place.application.database, clock) for place in (one, two)]
        clock.advance(LATE - timedelta(seconds=30))
        assert await watches[0].alarms() == []
        clock.advance(timedelta(minutes=1))
        raised = await asyncio.gather(*(watch.alarms() for watch in (*watches, *watches)))
        (late,) = [late for found in raised for late in found]
        assert (late.channel, late.purpose, late.reason) == ("wechat", "answer", "-1")
        assert late.waited > LATE
        figures = await watches[0].figures()
        assert (figures.overdue, figures.since is not None) == (1, True)
        assert "shuzhi_answers_overdue 1" in Metrics().text(figures)
        clock.advance(timedelta(hours=1))
        await one.owes(BOB, "另一个答案")
        clock.advance(timedelta(hours=1))
        with capture_logs() as logs:
            await Rounds(two.application, {}).alarm()
        (line,) = [line for line in logs if line["event"] == "answer_overdue"]
        assert (line["log_level"], line["minutes"], line["channel"]) == ("error", 60, "wechat")
        assert ALICE not in str(logs)
        assert BOB not in str(logs)
        one.wechat.mend()
        await one.account.look()
        assert (await watches[0].figures()).overdue == 0


async def overdue_after(stage: Backstage, *what: object) -> int:
    stage.wechat.clock.advance(LATE + timedelta(minutes=1))
    return (await Watch(stage.application.database, stage.wechat.clock).figures()).overdue


async def test_who_left_or_is_blocked_is_nobody_to_raise_an_alarm_for(deployed: Deployment) -> None:
    async with backstage(deployed) as stage:
        await stage.owes(ALICE, "答案")
        await stage.owes(BOB, "答案")
        stage.wechat.fail(SEND, -1, forever=True)
        await stage.account.look()
        assert await overdue_after(stage) == 2
        await stage.hears(actions.unsubscribe(ALICE))
        assert await overdue_after(stage) == 1
        await stage.account.outbox.block(BOB, "43019")
        assert await overdue_after(stage) == 0


async def test_where_the_account_may_not_send_the_next_move_is_the_users(deployed: Deployment) -> None:
    async with backstage(deployed) as stage:
        await stage.owes(ALICE, "答案")
        stage.wechat.fail(SEND, 48001)
        await stage.account.look()
        assert await overdue_after(stage) == 0
        stage.wechat.clock.advance(timedelta(days=8))
        assert await overdue_after(stage) == 1


async def test_what_the_settings_say_of_the_account_counts_too(deployed: Deployment, clock: Clock) -> None:
    async with backstage(deployed, wechat_verified="false") as stage:
        await stage.owes(ALICE, "答案")
        assert await overdue_after(stage) == 1
        await stage.sender.declare(clock() + timedelta(hours=1))
        assert await overdue_after(stage) == 0
    async with backstage(deployed, wechat_verified="true") as stage:
        await stage.sender.declare(clock() + timedelta(hours=1))
        assert await overdue_after(stage) == 1
