"""Planning follow-ups: 100,000 enterprises by twelve rules, a tenth of the pairs due, then again with none left.

Every enterprise has a person who spoke, a finished diagnosis, a report, a ticket in four states, a scenario going live
and one that is, and a promise; of each rule a tenth of them is due. Tables are filled by statements, planning runs in a
process of its own. On PostgreSQL the same, with ``BENCH_POSTGRESQL_URL`` set to an empty database.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from evals.bench.measures import Measure
from evals.bench.processes import in_child, memory
from tools.database.engine import Database
from tools.database.repositories.planning import PlanningRepository
from tools.domain.follow_ups import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evals.bench.measures import Options

ENTERPRISES = 100_000
ONE_IN = 10
SQLITE_BAR, POSTGRESQL_BAR, MEMORY_BAR = 60.0, 30.0, 300.0
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
DUE_DAYS: Mapping[str, float] = {
    "diagnosis_unfinished": 1.5,
    "satisfaction_diagnosis": 3.5,
    "rediagnosis": 183,
    "report_unread": 2.5,
    "scenarios_undecided": 7.5,
    "ticket_recorded": 2.5,
    "ticket_to_verify": 3.5,
    "ticket_to_revisit": 7.5,
    "satisfaction_ticket": 1.5,
    "adoption_go_live": -0.5,
    "adoption_use": 7.5,
    "promise_made": 0.5,
}
"""The twelve rules, and how many days ago the moment was of what is due; ahead where negative."""
TICKETS = {
    "recorded": "ticket_recorded",
    "resolved": "ticket_to_verify",
    "verified": "ticket_to_revisit",
    "closed": "satisfaction_ticket",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What planning came to.

    Attributes:
        planned: Rows of the first pass.
        seconds: Of the first pass.
        again: Rows of the second pass.
        again_seconds: Of the second pass.
        longest: Seconds of the longest transaction.
        peak: Megabytes of the process at its peak.
    """

    planned: int
    seconds: float
    again: int
    again_seconds: float
    longest: float
    peak: float


class Filling:
    """Writes the statements that fill the tables of one kind of database.

    Args:
        embedded: Whether it is SQLite.
        count: How many enterprises.
    """

    def __init__(self, count: int, *, embedded: bool) -> None:
        self._embedded, self._count = embedded, count

    def statements(self) -> list[str]:
        """Return the statements in order."""
        now, old, never = self._at(0), self._at(400), "NULL"
        firm, person = self._id("e"), self._id("c")
        common = {"enterprise_id": firm, "contact_id": person}
        done = self._due("rediagnosis", self._due("satisfaction_diagnosis", self._at(60)))
        filled = [
            self._into("enterprises", {"id": firm, "name": "'firm ' || i", "verified": "1 = 0", "created_at": old}),
            self._into(
                "contacts",
                {"id": person, "channel": "'wechat'", "external_id": person, "role": "'enterprise'",
                 "enterprise_id": firm, "created_at": old},
            ),
            self._into(
                "conversations",
                {"id": self._id("v"), "contact_id": person, "channel": "'wechat'", "created_at": old,
                 "updated_at": now},
            ),
            self._assessment("f", common, "'done'", done, done),
            self._assessment(
                "a", common, "'open'", self._due("diagnosis_unfinished", self._at(60)), never,
                f"i % {ONE_IN} IN ({self._class('diagnosis_unfinished')}, {(self._class('rediagnosis') + 1) % ONE_IN})",
            ),
            self._into(
                "reports",
                {"id": self._id("r"), "token": self._id("r"), **common, "assessment_id": self._id("f"),
                 "content": f"""'{{"scenarios": [{{"id": "S", "name": "S"}}], "text": "{"x" * 400}"}}'""",
                 "content_number": "'0'", "expires_at": self._at(-90),
                 "created_at": self._due("scenarios_undecided", self._due("report_unread", self._at(60))),
                 "opened_at": f"CASE WHEN i % {ONE_IN} = {self._class('scenarios_undecided')} THEN {now} END"},
            ),
        ]  # fmt: skip
        for state, rule in TICKETS.items():
            at = self._due(rule, self._at(60))
            ticket = self._id(f"t{state[:3]}")
            filled += [
                self._into(
                    "tickets",
                    {"id": ticket, "number": f"'{state[:3]}' || i", **common, "kind": "'need'", "module": "''",
                     "severity": "'normal'", "text": "'x'", "state": f"'{state}'", "urged": "0", "due_at": now,
                     "created_at": old, "updated_at": at},
                ),
                self._into(
                    "ticket_events",
                    {"id": self._id(f"m{state[:3]}"), "ticket_id": ticket, "kind": "'moved'",
                     "to_state": f"'{state}'", "note": "''", "contact_id": person, "at": at},
                ),
            ]  # fmt: skip
        for state, rule, other in (("planned", "adoption_go_live", -40), ("live", "adoption_use", 200)):
            filled.append(
                self._into(
                    "adoptions",
                    {"id": self._id(state[:1]), **common, "scenario_id": f"'{state}'", "state": f"'{state}'",
                     "go_live_at": self._due(rule, self._at(other)), "note": "''", "recorded_by": person,
                     "created_at": old, "updated_at": old},
                )
            )  # fmt: skip
        filled.append(
            self._into(
                "promises",
                {"id": self._id("o"), **common, "made_by": person, "side": "'enterprise'", "text": "''",
                 "state": "'open'", "due_at": self._due("promise_made", self._at(-20)), "created_at": old},
            )
        )  # fmt: skip
        return filled

    def _assessment(
        self, kind: str, common: Mapping[str, str], state: str, at: str, finished: str, which: str = "1 = 1"
    ) -> str:
        columns = {
            "id": self._id(kind), **common, "form": "'quick'", "questionnaire": "'1'", "state": state,
            "started_at": at, "updated_at": at, "finished_at": finished,
        }  # fmt: skip
        return self._into("assessments", columns, which)

    def _into(self, table: str, columns: Mapping[str, str], which: str = "1 = 1") -> str:
        names, values = ", ".join(columns), ", ".join(columns.values())
        numbers = f"generate_series(0::bigint, {self._count - 1}) AS n(i)"
        if self._embedded:
            counting = f"n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {self._count - 1})"  # noqa: S608 -- as below
            numbers = f"(WITH RECURSIVE {counting} SELECT i FROM n)"  # noqa: S608 -- as below
        return f"INSERT INTO {table} ({names}) SELECT {values} FROM {numbers} WHERE {which}"  # noqa: S608 -- our own words

    def _id(self, kind: str) -> str:
        """Write an id that is spread over the whole index, as chance would."""
        spread = "(i * 2654435761) % 4294967296"
        hexed = f"printf('%08x', {spread})" if self._embedded else f"lpad(to_hex({spread}), 8, '0')"
        return f"({hexed} || '{kind}' || i)"

    def _at(self, days: float) -> str:
        moment = NOW - timedelta(days=days)
        text = f"'{moment:%Y-%m-%d %H:%M:%S.%f}'"
        return text if self._embedded else f"({text} || '+00')::timestamptz"

    def _due(self, rule: str, otherwise: str) -> str:
        return f"CASE WHEN i % {ONE_IN} = {self._class(rule)} THEN {self._at(DUE_DAYS[rule])} ELSE {otherwise} END"

    @staticmethod
    def _class(rule: str) -> int:
        return list(DUE_DAYS).index(rule) % ONE_IN


def fill(url: str, count: int) -> float:
    """Make the tables and fill them; returns the seconds it took."""
    return asyncio.run(_fill(url, count))


async def _fill(url: str, count: int) -> float:
    database = Database(url)
    began = time.perf_counter()
    await database.migrate()
    for statement in Filling(count, embedded=database.embedded).statements():
        async with database.transaction() as session:
            connection = await session.connection()
            if not database.embedded:
                await connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            # psycopg takes a single percent sign for a parameter.
            await connection.exec_driver_sql(statement if database.embedded else statement.replace("%", "%%"))
    if not database.embedded:
        # As autovacuum does by itself a minute later.
        async with database.transaction() as session:
            await (await session.connection()).exec_driver_sql("ANALYZE")
    await database.close()
    return time.perf_counter() - began


def plan(url: str) -> Run:
    """Plan twice."""
    return asyncio.run(_plan(url))


async def _plan(url: str) -> Run:
    database = Database(url)
    passes = []
    longest = 0.0
    for _ in range(2):
        began, planned = time.perf_counter(), 0
        for name in DUE_DAYS:
            started = time.perf_counter()
            async with database.transaction() as session:
                planned += await PlanningRepository(session).plan(shipped().rules[name], NOW)
            longest = max(longest, time.perf_counter() - started)
        passes.append((planned, time.perf_counter() - began))
    await database.close()
    (planned, seconds), (again, again_seconds) = passes
    return Run(planned, seconds, again, again_seconds, longest, memory()["peak"])


def measured(url: str, what: str, bar: float, count: int) -> list[Measure]:
    """Fill a database and plan on it."""
    filled = in_child(fill, url, count)
    run = in_child(plan, url)
    return [
        Measure(
            f"planning {count:,} enterprises by {len(DUE_DAYS)} rules on {what}",
            run.seconds,
            "s",
            bar,
            note=f"{run.planned:,} planned, the longest transaction {run.longest:.1f} s; filled in {filled:.0f} s",
        ),
        Measure(
            "the same, planned of what was due", run.planned / (count * len(DUE_DAYS) / ONE_IN), "", 1.0, at_most=False
        ),
        Measure("the same, peak memory", run.peak, "MB", MEMORY_BAR),
        Measure(
            "the same, planned by a second pass", run.again, "rows", 0.0, note=f"{run.again_seconds:.2f} s"
        ),
    ]  # fmt: skip


def measure(options: Options) -> list[Measure]:
    """Plan on SQLite, and on PostgreSQL where a database for it is named."""
    folder = options.folder / "planning"
    folder.mkdir(parents=True)
    measures = measured(f"sqlite:///{folder / 'shuzhi.db'}", "SQLite", SQLITE_BAR, ENTERPRISES)
    if database := os.environ.get("BENCH_POSTGRESQL_URL"):
        measures += measured(database, "PostgreSQL", POSTGRESQL_BAR, ENTERPRISES)
    return measures
