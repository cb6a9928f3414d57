"""``python -m evals.kpi``: works out every case of the indicator set through the one door and grades the results."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.progress import track

from assistant.bootstrap import build
from assistant.messages import Message, Reply
from assistant.settings import Settings
from evals.cases import DATASETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from assistant.bootstrap import Application

TODAY = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
"""The day the set is written for."""
BAR = 0.97
TOOL = "calculate_kpi"


class Expected(BaseModel):
    """What a case asks for: a value with its unit, a question for a variable, or a problem that is explained.

    Attributes:
        indicator: The indicator's id, where the case has several.
        value: The value, as a decimal.
        unit: Its unit.
        earlier: The value of the period before.
        points: The difference in percentage points.
        asks: Keys of the variables of which one is asked for, between bars.
        problem: Kinds of problem of which one is explained, between bars.
        results: What is asked for of each of several indicators.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str | None = None
    value: str | None = None
    unit: str | None = None
    earlier: str | None = None
    points: str | None = None
    asks: str | None = None
    problem: str | None = None
    results: tuple[Expected, ...] = ()

    @property
    def kind(self) -> str:
        """What is asked for, in a word."""
        names = ("results", "problem", "asks", "earlier", "value")
        return next(name for name in names if getattr(self, name))


class KpiCase(BaseModel):
    """One message, after earlier ones of the same conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    before: tuple[str, ...] = ()
    indicator: str
    expect: Expected


@dataclass(frozen=True, slots=True)
class KpiGrade:
    """How a case went.

    Attributes:
        case: The case.
        why: What was wrong; empty where nothing was.
        seconds: How long the last turn took.
        text: What was said.
    """

    case: KpiCase
    why: str
    seconds: float
    text: str

    @property
    def right(self) -> bool:
        """Whether it came out as asked for."""
        return not self.why

    @property
    def half(self) -> int:
        """The half of the set the case belongs to: 0 may be looked at, 1 stays unseen."""
        return int(hashlib.sha256(self.case.id.encode()).hexdigest(), 16) % 2


def load(path: Path = DATASETS / "work" / "kpi.yaml") -> list[KpiCase]:
    """Read the cases."""
    return [KpiCase.model_validate(record) for record in yaml.safe_load(path.read_text(encoding="utf-8"))]


async def run(app: Application, cases: Iterable[KpiCase], *, free: bool = False) -> list[KpiGrade]:
    """Say every case in a conversation of its own.

    Args:
        app: A started application.
        cases: What to say.
        free: Say it in words only; otherwise the tool is pressed with the words, and what it has worked out last goes
            with a message that answers no open question.
    """
    grades = []
    for case in cases:
        carried: dict[str, Any] = {}
        reply: Reply | None = None
        for number, text in enumerate((*case.before, case.text)):
            press = not free and not _asks(reply)
            reply = await app.conversation.reply(
                Message(
                    id=str(number),
                    conversation=f"kpi:{case.id}",
                    channel="batch",
                    user=f"kpi:{case.id}",
                    text=text,
                    tool=TOOL if press else None,
                    arguments={**carried, "question": text} if press and carried else {},
                    now=TODAY,
                )
            )
            results = _results(reply)
            carried = dict(results[-1]["given"]) if results else {}
        if reply is not None:
            grades.append(KpiGrade(case, judge(case, _results(reply)), reply.seconds, reply.text))
    return grades


def _results(reply: Reply) -> list[dict[str, Any]]:
    return [dict(r) for call in reply.tool_calls if call.name == TOOL for r in call.result["results"]]


def _asks(reply: Reply | None) -> bool:
    """Tell whether the last reply has left a question open."""
    return reply is not None and any(r["missing"] or r["problem"] for r in _results(reply))


def judge(case: KpiCase, results: Sequence[dict[str, Any]]) -> str:
    """Tell what is wrong with the results of a case; nothing where they are as asked for.

    Args:
        case: What was said.
        results: What the tool gave back for each indicator.
    """
    expect = case.expect
    if expect.results:
        found = {r["indicator"]: r for r in results}
        if set(found) != {e.indicator for e in expect.results}:
            return f"indicators {sorted(found)}"
        return "; ".join(filter(None, (_wrong(e, found[str(e.indicator)]) for e in expect.results)))
    if len(results) != 1:
        return f"{len(results)} results"
    if results[0]["indicator"] != case.indicator:
        return f"indicator {results[0]['indicator']}"
    return _wrong(expect, results[0])


def _wrong(expect: Expected, result: dict[str, Any]) -> str:
    if expect.problem is not None:
        right = result["problem"] in expect.problem.split("|")
        return "" if right else f"problem {result['problem']}, value {result['value']}"
    if result["problem"] is not None:
        return f"problem {result['problem']}"
    if expect.asks is not None:
        asked = result["missing"][0] if result["missing"] else None
        return "" if asked in expect.asks.split("|") else f"asks {asked}, value {result['value']}"
    if result["value"] is None:
        return f"no value, asks {result['missing']}"
    for name in ("value", "earlier", "points"):
        wanted, got = getattr(expect, name), result[name]
        if wanted is not None and (got is None or Decimal(got) != Decimal(wanted)):
            return f"{name} {got}"
    return "" if result["unit"] == expect.unit else f"unit {result['unit']}"


def share(grades: Sequence[KpiGrade]) -> float:
    """Return which share is right."""
    return sum(g.right for g in grades) / max(len(grades), 1)


async def _all(settings: Settings, *, free: bool) -> list[KpiGrade]:
    app = build(settings)
    await app.start()
    try:
        return await run(app, track(load(), description="working out"), free=free)
    finally:
        await app.close()


def main() -> None:
    """Print how many cases come out right, and those of the first half that do not."""
    parser = argparse.ArgumentParser(prog="python -m evals.kpi", description=__doc__)
    parser.add_argument("--free", action="store_true", help="in words only, without pressing the tool")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings().model_copy(update={"database_url": f"sqlite:///{folder}/kpi.db", "log_level": "ERROR"})
        grades = asyncio.run(_all(settings, free=arguments.free))
    console = Console(width=160)
    for grade in grades:
        if not grade.right and grade.half == 0:
            said = " || ".join((*grade.case.before, grade.case.text))
            console.print(
                f"{grade.case.id} {grade.case.indicator} {said}\n    {grade.why}", highlight=False, markup=False
            )
    halves = [[g for g in grades if g.half == half] for half in (0, 1)]
    kinds = Counter(g.case.expect.kind for g in grades)
    wrong = Counter(g.case.expect.kind for g in grades if not g.right)
    console.print(
        f"{len(grades)} cases: {share(grades):.3f} right (bar {BAR}); looked at {share(halves[0]):.3f}, "
        f"unseen {share(halves[1]):.3f}",
        highlight=False,
    )
    console.print(", ".join(f"{kind} {kinds[kind] - wrong[kind]}/{kinds[kind]}" for kind in kinds), highlight=False)
    slowest = sorted(g.seconds for g in grades)[int(len(grades) * 0.95)]
    console.print(f"p95 {slowest * 1000:.0f} ms", highlight=False)


if __name__ == "__main__":
    main()
