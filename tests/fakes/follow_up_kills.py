"""Follow-ups by the thousand, sent by schedulers that are killed at any moment, on a clock that jumps, and the account.

``python -m tests.fakes.follow_up_kills`` lives through 10,000 of them on PostgreSQL with four schedulers, and prints
what came of it; ``--sqlite`` does so with one scheduler on a file.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
from sqlalchemy import func, select

from tests.fakes.follow_up_processes import Schedulers, Shared
from tests.fakes.follow_up_region import START, Region
from tests.fakes.wechat_server import Clock, WeChatServer
from tools.database.engine import Database
from tools.database.models import Conversation, FollowUp, Turn
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.calendar import is_workday
from tools.domain.follow_ups.manners import SHANGHAI, WEEK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes.wechat_server import Seen

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
KILLED_AFTER = 4.0, 20.0
"""Seconds between two kills of one scheduler; several die so much more often."""
EARLY = 0.0005
"""How often the clock jumps although something is due."""
NUMBER = re.compile(r"T-\d{6}")
ENDED = frozenset({"sent", "uncertain", "task", "cancelled", "expired", "failed"})


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        rows: Follow-ups there were.
        processes: Schedulers at a time.
        kills: How often one was killed.
        states: How they ended, with the reasons.
        doubled: Texts a user received more than once.
        strays: Texts received of follow-ups that were not sent.
        lost: Follow-ups that count as sent and were not received.
        arrived: Uncertain ones that were received all the same.
        above_caps: Contacts told more than their caps allow.
        at_caps: Contacts told exactly as much as the week allows.
        outside_hours: Texts received outside hours.
        after_opt_out: Texts received although their contact had opted out before the claim.
        after_move: Texts received although their condition had gone before.
        turns: Turns that are missing in conversations, or there too many.
        jumps: How often the clock jumped; how often backwards.
        unfinished: Follow-ups that have not ended.
        seconds: Of real time.
        sending: Seconds of real time in which the gate was open.
        received: Texts received.
    """

    rows: int = 0
    processes: int = 0
    kills: int = 0
    states: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    doubled: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    arrived: int = 0
    above_caps: list[str] = field(default_factory=list)
    at_caps: int = 0
    outside_hours: list[str] = field(default_factory=list)
    after_opt_out: list[str] = field(default_factory=list)
    after_move: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    jumps: tuple[int, int] = (0, 0)
    unfinished: int = 0
    seconds: float = 0.0
    sending: float = 0.0
    received: int = 0

    @property
    def wrong(self) -> dict[str, Any]:
        """Whatever is not as it must be."""
        held = ("doubled", "strays", "lost", "above_caps", "outside_hours", "after_opt_out", "after_move", "turns")
        found: dict[str, Any] = {name: getattr(self, name) for name in held if getattr(self, name)}
        if self.unfinished or sum(self.states.values()) != self.rows:
            found["unfinished"] = (self.unfinished, self.rows - sum(self.states.values()))
        return found

    def __str__(self) -> str:
        """Return it as a table."""
        pace = self.received / max(self.sending, 0.1) / max(self.processes, 1)
        told = {
            "follow-ups": self.rows,
            "schedulers": self.processes,
            "kills": self.kills,
            "jumps of the clock": self.jumps[0],
            "of them backwards": self.jumps[1],
            "texts received": self.received,
            "a second and process": round(pace, 1),
            "seconds": round(self.seconds),
            "doubled": len(self.doubled),
            "lost": len(self.lost),
            "strays": len(self.strays),
            "above a cap": len(self.above_caps),
            "contacts at the week's cap": self.at_caps,
            "outside hours": len(self.outside_hours),
            "after an opt-out": len(self.after_opt_out),
            "after the condition had gone": len(self.after_move),
            "turns wrong": len(self.turns),
            "uncertain": sum(count for (state, _), count in self.states.items() if state == "uncertain"),
            "of them arrived": self.arrived,
        }
        lines = [f"{count:7} {name}" for name, count in told.items()]
        lines += [f"{count:7} {state} {why or ''}" for (state, why), count in sorted(self.states.items(), key=str)]
        if self.wrong:
            lines.append(f"WRONG: { {name: str(value)[:300] for name, value in self.wrong.items()} }")
        return "\n".join(lines)


class Trial:
    """One run.

    Args:
        schedulers: Sends.
        region: Is told.
        database: Where everything stands.
        wechat: WeChat.
        clock: Its clock.
        random: Chooses.
    """

    def __init__(
        self,
        schedulers: Schedulers,
        region: Region,
        database: Database,
        wechat: WeChatServer,
        clock: Clock,
        random: Random,
    ) -> None:
        self._schedulers, self._region, self._database = schedulers, region, database
        self._wechat, self._clock, self._random = wechat, clock, random
        self._jumps = self._backwards = 0
        self._wrote = START.astimezone(SHANGHAI).date()
        self._sending = 0.0

    async def live_through(self, processes: int, within: float, *, kills: bool) -> Outcome:
        """Send everything; schedulers die all the while.

        Args:
            processes: How many schedulers there are at a time.
            within: Seconds it may take.
            kills: Whether they die.
        """
        began = time.monotonic()
        self._set(START)
        rows = await self._region.settle_in()
        for slot in range(processes):
            self._schedulers.start(slot)
        next_kill = time.monotonic() + (self._pause(processes) if kills else within)
        opened, left = time.monotonic(), rows
        while time.monotonic() - began < within:
            await asyncio.sleep(0.03)
            halfway = kills and not self._schedulers.kills and left < rows / 2
            if halfway or time.monotonic() >= next_kill:
                slot = self._random.choice(list(self._schedulers.live))
                self._schedulers.kill(slot)
                self._schedulers.start(slot)
                next_kill = time.monotonic() + self._pause(processes)
                await self._region.change()
            left, waits = await self._left()
            if not left:
                break
            if waits or self._random.random() < EARLY:
                self._schedulers.rest()
                self._sending += time.monotonic() - opened
                await self._jump()
                self._schedulers.go_on()
                opened = time.monotonic()
        self._schedulers.rest()
        self._sending += time.monotonic() - opened
        await asyncio.sleep(0.2)
        outcome = await self._account(rows)
        outcome.processes, outcome.kills = processes, self._schedulers.kills
        outcome.jumps = (self._jumps, self._backwards)
        outcome.seconds, outcome.sending = time.monotonic() - began, self._sending
        return outcome

    def _pause(self, processes: int) -> float:
        return self._random.uniform(*KILLED_AFTER) / processes

    def _set(self, moment: datetime) -> None:
        self._clock.set(moment)
        self._schedulers.shared.set(moment)

    async def _left(self) -> tuple[int, bool]:
        """Return how many have not ended, and whether nothing can be done before the clock moves."""
        now = self._clock()
        async with self._database.read() as session:
            left = select(func.count()).where(FollowUp.state.not_in(sorted(ENDED)))
            ready = select(func.count()).where((FollowUp.state == "due") & (FollowUp.due_at <= now))
            sending = select(func.count()).where(FollowUp.state == "sending")
            counts = [int(await session.scalar(query) or 0) for query in (left, ready, sending)]
        return counts[0], counts[1] == 0 and counts[2] == 0

    async def _jump(self) -> None:
        """Move the clock: to what is due next, into a night or a weekend, or back."""
        now, chance = self._clock(), self._random.random()
        async with self._database.read() as session:
            soonest = await session.scalar(select(func.min(FollowUp.due_at)).where(FollowUp.state == "due"))
        self._jumps += 1
        if chance < 0.15:
            self._backwards += 1
            self._set(now - timedelta(minutes=self._random.randrange(1, 400)))
        elif chance < 0.4 or soonest is None:
            self._set(now + timedelta(minutes=self._random.randrange(1, 900)))
        else:
            self._set(max(soonest, now))
        day = self._clock().astimezone(SHANGHAI).date()
        if day > self._wrote:
            self._wrote = day
            await self._region.write_to_us(self._clock())

    # --- the account --------------------------------------------------------------------------------------------------

    async def _account(self, rows: int) -> Outcome:
        outcome = Outcome(rows=rows)
        async with self._database.read() as session:
            stored = (await session.execute(select(FollowUp))).scalars().all()
            turns = Counter((await session.scalars(select(Turn.message_id))).all())
            talks = set((await session.scalars(select(Conversation.contact_id))).all())
        outcome.states = Counter((row.state, row.reason) for row in stored)
        outcome.unfinished = sum(row.state not in ENDED for row in stored)
        state = {(row.contact_id, row.about): row for row in stored if row.state != "cancelled" or row.told_at}
        for contact, user in self._region.users.items():
            seen = [one for one in self._wechat.seen(user) if one.via == "service"]
            outcome.received += len(seen)
            numbers = [_number(one) for one in seen]
            outcome.doubled += [f"{contact} {name}" for name, count in Counter(numbers).items() if count > 1]
            for name in set(numbers):
                row = state.get((contact, name))
                if row is None or row.state not in {"sent", "uncertain"}:
                    outcome.strays.append(f"{contact} {name} {row and row.state}")
                elif row.state == "uncertain":
                    outcome.arrived += 1
            self._manners(outcome, contact, seen)
            if (claimed := self._region.opted_out.get(contact)) is not None:
                outcome.after_opt_out += [f"{contact} {name}" for name in numbers if name not in claimed]
            outcome.after_move += [f"{contact} {name}" for name in numbers if self._region.moved_on.get(name) is False]
        for row in stored:
            user = self._region.users[row.contact_id]
            if row.state == "sent":
                if row.about not in {_number(one) for one in self._wechat.seen(user)}:
                    outcome.lost.append(row.id)
                there, wanted = turns[f"follow-up:{row.id}"], int(row.contact_id in talks)
                if there != wanted:
                    outcome.turns.append(f"{row.id} {there}")
        return outcome

    def _manners(self, outcome: Outcome, contact: str, seen: Sequence[Seen]) -> None:
        rules = shipped().manners
        at = sorted(one.at for one in seen)
        local = [one.astimezone(SHANGHAI) for one in at]
        outcome.outside_hours += [
            f"{contact} {one:%m-%d %H:%M}"
            for one in local
            if not (rules.opens <= one.time() < rules.closes and is_workday(one.date()))
        ]
        days = Counter(one.date() for one in local)
        together = max((sum(first <= one < first + WEEK for one in at) for first in at), default=0)
        if together > rules.most_a_week or any(count > rules.most_a_day for count in days.values()):
            outcome.above_caps.append(f"{contact} {[f'{one:%m-%d %H:%M}' for one in local]}")
        outcome.at_caps += together == rules.most_a_week


def _number(seen: Seen) -> str:
    match = NUMBER.search(seen.text)
    return match.group() if match else seen.text


async def live_through(  # noqa: PLR0917
    var: Path, folder: Path, url: str, rows: int, processes: int, within: float, seed: int = 1, *, kills: bool = True
) -> Outcome:
    """Live through a run on a database that is there and empty.

    Args:
        var: A folder with the library built.
        folder: An empty one.
        url: The database.
        rows: How many follow-ups.
        processes: How many schedulers.
        within: Seconds it may take.
        seed: Of what is random.
        kills: Whether schedulers die.
    """
    database, clock, random = Database(url), Clock(START), Random(seed)
    await database.migrate()
    with WeChatServer(clock=clock) as wechat:
        account = wechat.account
        environment = {
            "VAR_DIR": str(folder),
            "DATABASE_URL": url,
            "WECHAT_APP_ID": account.app_id,
            "WECHAT_APP_SECRET": account.secret,
            "WECHAT_TOKEN": account.token,
            "WECHAT_ENCODING_AES_KEY": account.aes_key,
            "WECHAT_API_BASE_URL": wechat.base_url,
            "WECHAT_VERIFIED": "true",
            "LOG_LEVEL": "ERROR",
        }
        shared = folder / "clock"
        Shared(shared).set(START)
        region = Region(database, wechat, random, rows)
        try:
            with Schedulers(var, shared, environment) as schedulers:
                trial = Trial(schedulers, region, database, wechat, clock, random)
                return await trial.live_through(processes, within, kills=kills)
        finally:
            await database.close()


def main() -> None:
    """Print what comes of a run."""
    from assistant.bootstrap import build
    from assistant.settings import Settings

    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sqlite", action="store_true", help="one scheduler on a file")
    parser.add_argument("--calm", action="store_true", help="nobody is killed, to see how fast it goes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("var", "run"):
            (folder / name).mkdir()
        build(Settings(_env_file=None, var_dir=folder / "var", log_level="ERROR")).library.current()
        name = f"follow_ups_{uuid4().hex}"
        url = f"sqlite:///{folder}/run/shuzhi.db" if given.sqlite else f"{SERVER.rpartition('/')[0]}/{name}"
        if not given.sqlite:
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {name}")
        try:
            processes = 1 if given.sqlite else given.processes
            run = live_through(
                folder / "var",
                folder / "run",
                url,
                given.rows,
                processes,
                given.seconds,
                given.seed,
                kills=not given.calm,
            )
            print(asyncio.run(run))  # noqa: T201 -- the account
        finally:
            if not given.sqlite:
                with psycopg.connect(SERVER, autocommit=True) as server:
                    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
