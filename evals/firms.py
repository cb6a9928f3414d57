"""``python -m evals.firms``: recommends scenarios to described firms through the public door, and grades the order."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console
from rich.table import Table

from assistant.messages import Message
from evals.cases import DATASETS
from evals.rooms import Rooms
from tools.database.models import Assessment, Contact, Enterprise, Fact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from evals.rooms import Room

FIRMS = DATASETS / "work" / "firms.yaml"
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""The day the data set is written for."""
BAR = 0.85
PLACES = 5
"""How many recommendations count."""
DIAGNOSED = ("level", "dimensions")
"""Facts that come from a diagnosis, not from the archive."""


class Firm(BaseModel):
    """A described firm.

    Attributes:
        id: Unique.
        role: Who asks.
        text: What they say.
        facts: What is on file, with the level and the scores of a diagnosis.
        grades: How well scenarios fit, 1 to 3, by id; others 0.
        not_advised: Ids that must not be recommended.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    role: Literal["enterprise", "operator"]
    text: str
    facts: dict[str, Any] = Field(default_factory=dict)
    grades: dict[str, int]
    not_advised: tuple[str, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether its failures may be looked at; the other half stays blind."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 0


class Outcome(BaseModel):
    """What was recommended to a firm.

    Attributes:
        firm: Who it was.
        ids: Ids in order.
        gain: nDCG@5.
        wrong: Ids among the first five that are not advised.
        milliseconds: How long the turn took.
    """

    model_config = ConfigDict(frozen=True)

    firm: Firm
    ids: tuple[str, ...]
    gain: float
    wrong: tuple[str, ...]
    milliseconds: float


def load(path: Path = FIRMS) -> list[Firm]:
    """Read the data set."""
    return [Firm.model_validate(record) for record in yaml.safe_load(path.read_text(encoding="utf-8"))]


def ndcg(ids: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return nDCG@5 with gains of 2^grade - 1."""

    def worth(ranked: Sequence[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ranked[:PLACES]))

    best = worth(sorted(grades.values(), reverse=True))
    return worth([grades.get(name, 0) for name in ids]) / best if best else 1.0


async def ask(room: Room, firm: Firm) -> Outcome:
    """Put what is on file into the database and press the tool with the firm's words."""
    arguments: dict[str, Any] = {}
    enterprise = None
    if firm.facts:
        await put_on_file(room, firm)
        if firm.role == "operator":
            arguments["enterprise"] = firm.id
        else:
            enterprise = firm.id
    message = Message(
        id="1",
        conversation=firm.id,
        channel="batch",
        user=f"{firm.id}-speaker",
        role=firm.role,
        text=firm.text,
        tool="recommend_scenarios",
        arguments=arguments,
        enterprise=enterprise,
        now=NOW,
    )
    reply = await room.app.conversation.reply(message)
    calls = [call for call in reply.tool_calls if call.name == "recommend_scenarios"]
    ids = tuple(one["id"] for one in calls[-1].result["recommended"])[:PLACES] if calls else ()
    return Outcome(
        firm=firm,
        ids=ids,
        gain=ndcg(ids, firm.grades),
        wrong=tuple(name for name in ids if name in firm.not_advised),
        milliseconds=reply.seconds * 1000,
    )


async def put_on_file(room: Room, firm: Firm) -> None:
    """Store the facts of a firm, and a finished diagnosis where it has a level or scores."""
    contact = f"{firm.id}-contact"
    async with room.app.database.transaction() as session:
        session.add(Enterprise(id=firm.id, name=None, verified=True, created_at=NOW))
        await session.flush()
        session.add(
            Contact(
                id=contact,
                channel="import",
                external_id=firm.id,
                role="enterprise",
                enterprise_id=firm.id,
                created_at=NOW,
            )
        )
        for field, value in firm.facts.items():
            if field not in DIAGNOSED:
                session.add(
                    Fact(
                        enterprise_id=firm.id,
                        field=field,
                        value={"value": value},
                        words=str(value),
                        number=float(value) if isinstance(value, int | float) else None,
                        source="import",
                        evidence="self_reported",
                        contact_id=contact,
                        turn_id=None,
                        recorded_at=NOW,
                        ended_at=None,
                    )
                )
        if any(field in firm.facts for field in DIAGNOSED):
            session.add(
                Assessment(
                    enterprise_id=firm.id,
                    contact_id=contact,
                    form="full",
                    questionnaire="evals",
                    state="done",
                    question=None,
                    score=None,
                    level=firm.facts.get("level"),
                    result={"dimensions": firm.facts.get("dimensions", {})},
                    started_at=NOW,
                    updated_at=NOW,
                    finished_at=NOW,
                )
            )


async def run(firms: Sequence[Firm]) -> list[Outcome]:
    """Ask for every firm in one room."""
    async with Rooms() as rooms, rooms.open() as room:
        return [await ask(room, firm) for firm in firms]


def table(outcomes: Sequence[Outcome]) -> Table:
    """Write the measures, for all, the half that may be looked at, and the blind half."""
    made = Table("firms", "cases", "nDCG@5", "not advised, recommended", "median ms")
    halves = {
        "all": outcomes,
        "seen": [o for o in outcomes if o.firm.seen],
        "blind": [o for o in outcomes if not o.firm.seen],
    }
    for name, part in halves.items():
        if not part:
            continue
        wrong, listed = sum(len(o.wrong) for o in part), sum(len(o.firm.not_advised) for o in part)
        middle = sorted(o.milliseconds for o in part)[len(part) // 2]
        gain = sum(o.gain for o in part) / len(part)
        made.add_row(name, str(len(part)), f"{gain:.4f}", f"{wrong} of {listed}", f"{middle:.1f}")
    return made


def main() -> None:
    """Run the evaluation from the command line; the exit code says whether the bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m evals.firms", description=__doc__)
    parser.add_argument("--failures", type=float, metavar="BELOW", help="show cases of the seen half below this")
    arguments = parser.parse_args()
    outcomes = asyncio.run(run(load()))
    console = Console(width=160)
    console.print(table(outcomes))
    if arguments.failures is not None:
        for one in outcomes:
            if one.firm.seen and (one.gain < arguments.failures or one.wrong):
                console.print(f"{one.firm.id} {one.gain:.2f} {one.firm.text}\n  {one.ids}\n  {one.firm.grades}")
    raise SystemExit(sum(o.gain for o in outcomes) / len(outcomes) < BAR)


if __name__ == "__main__":
    main()
