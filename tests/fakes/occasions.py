"""Rows that make the moments of follow-ups: each moment as it comes, and as it passes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from corpus.catalogs import Catalogs, Policy, PolicyCondition, load
from tools.database.models import (
    Adoption,
    AdoptionUse,
    Answer,
    Assessment,
    Campaign,
    Contact,
    Conversation,
    Enterprise,
    Fact,
    FollowUp,
    Model,
    Promise,
    Report,
    Survey,
    Ticket,
    TicketEvent,
    new_id,
)
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.planning import PlanningRepository
from tools.domain.follow_ups.deadlines import deadlines

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from corpus.follow_ups import Moment, Rule
    from tools.database.engine import Database, Session

NOW = datetime(2026, 11, 26, 2, 0, 0, 123456, tzinfo=UTC)
"""Ten o'clock of a Thursday in Shanghai."""
SCENARIO = "SC-LEATHER-01"
LAST_DAY = date(2026, 12, 31)
POLICY = "P-DIGITAL"


@cache
def catalogs() -> Catalogs:
    """The package's catalogs, with one policy whose last day is known, for leather firms of Guangzhou."""
    shipped = load(Path(str(resources.files("corpus"))) / "data")
    policy = Policy(
        id=POLICY,
        title="数字化改造专项",
        level="市",
        region="广州市",
        apply_from=date(2026, 11, 1),
        apply_until=LAST_DAY,
        applies="firms",
        status="现行",
        validity_note="",
        applies_to="广州的皮具企业",
        summary="",
        conditions=(
            PolicyCondition(field="town", op="within", value=("广州市",), text="注册地在广州"),
            PolicyCondition(field="industry", op="in", value=("皮革皮具",), text="皮革皮具行业"),
            PolicyCondition(field="employees", op="min", value=20.0, text="20人以上"),
        ),
        confidence="verified",
    )
    return shipped.model_copy(update={"policies": {POLICY: policy}})


@dataclass(frozen=True)
class Firm:
    """An enterprise and one of its people."""

    enterprise: str
    contact: str


class Rows:
    """Puts rows into a database, and plans."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._numbers = count(1)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        async with self.database.transaction() as session:
            yield session

    async def add(self, *rows: Model) -> None:
        async with self.session() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def all(self, model: type[Any], *where: Any) -> list[Any]:
        async with self.database.read() as session:
            return list((await session.scalars(select(model).where(*where))).all())

    async def set(self, model: type[Any], row_id: str, **values: Any) -> None:
        async with self.session() as session:
            await session.execute(update(model).where(model.id == row_id).values(**values))

    async def clear(self) -> None:
        async with self.session() as session:
            await session.execute(delete(FollowUp))

    async def follow_ups(self, *where: Any) -> list[FollowUp]:
        return sorted(await self.all(FollowUp, *where), key=lambda row: (row.due_at, row.step, row.enterprise_id))

    async def plan(self, rule: Rule, now: datetime) -> int:
        async with self.session() as session:
            return await PlanningRepository(session, deadlines(catalogs().policies.values())).plan(rule, now)

    # --- rows -------------------------------------------------------------------------------------------------------

    async def firm(self, name: str | None = "云岭皮具厂", *, at: datetime = NOW, **facts: Any) -> Firm:
        enterprise = new_id()
        await self.add(Enterprise(id=enterprise, name=name, verified=False, created_at=at))
        for field, value in facts.items():
            await self.know(enterprise, field, value, at)
        return Firm(enterprise, await self.contact(enterprise, at=at))

    async def know(self, enterprise: str, field: str, value: str | int, at: datetime) -> None:
        await self.add(
            Fact(
                enterprise_id=enterprise, field=field, value={"value": value}, words=str(value),
                number=value if isinstance(value, int) else None, source="chat", evidence="self_reported",
                contact_id=None, turn_id=None, recorded_at=at, ended_at=None,
            )
        )  # fmt: skip

    async def contact(
        self, enterprise: str | None, *, role: str = "enterprise", spoke: datetime | None = None, at: datetime = NOW
    ) -> str:
        contact = new_id()
        await self.add(
            Contact(id=contact, channel="web", external_id=contact, role=role, enterprise_id=enterprise, created_at=at)
        )
        if spoke is not None:
            await self.speak(contact, spoke)
        return contact

    async def speak(self, contact: str, at: datetime) -> None:
        await self.add(
            Conversation(
                contact_id=contact, channel="web", title=None, focus=None, pending=None, created_at=at, updated_at=at,
                deleted_at=None,
            )
        )  # fmt: skip

    async def assessment(self, firm: Firm, state: str, at: datetime, **values: Any) -> str:
        row = new_id()
        done = {"finished_at": at, "score": 52.4, "level": "L2"} if state == "done" else {}
        await self.add(
            Assessment(
                **{
                    "id": row, "enterprise_id": firm.enterprise, "contact_id": firm.contact, "form": "quick",
                    "questionnaire": "1", "state": state, "question": None, "score": None, "level": None,
                    "result": None, "started_at": at, "updated_at": at, "finished_at": None,
                }
                | done
                | values
            )
        )  # fmt: skip
        return row

    async def answer(self, firm: Firm, assessment: str, question: str, at: datetime) -> None:
        await self.add(
            Answer(
                assessment_id=assessment, question=question, questionnaire="1", kind="unknown", option=None,
                words="不知道", evidence="self_reported", contact_id=firm.contact, turn_id=None, answered_at=at,
                ended_at=None,
            )
        )  # fmt: skip

    async def report(self, firm: Firm, at: datetime, scenarios: Sequence[str] = ("裁片瑕疵检测", "排产助手")) -> str:
        row, content = new_id(), {"scenarios": [{"id": SCENARIO, "name": name} for name in scenarios]}
        assessment = await self.assessment(firm, "done", at)
        await self.add(
            Report(
                id=row, token=row, enterprise_id=firm.enterprise, assessment_id=assessment, contact_id=firm.contact,
                content=content, content_number="0", created_at=at, expires_at=at + timedelta(days=90),
                revoked_at=None, opened_at=None,
            )
        )  # fmt: skip
        return row

    async def ticket(self, firm: Firm, state: str, at: datetime, kind: str = "need") -> str:
        row = new_id()
        await self.add(
            Ticket(
                id=row, number=f"T20261126-{next(self._numbers):03d}", enterprise_id=firm.enterprise,
                contact_id=firm.contact, conversation_id=None, turn_id=None, kind=kind, module="生产",
                severity="normal", text="裁床换料后计数不准，\n每次都要人工改", state=state, need_id=None,
                assignee=None, urged=0, due_at=at + timedelta(hours=72), created_at=at, updated_at=at, closed_at=None,
            )
        )  # fmt: skip
        await self.event(row, firm, state, at)
        return row

    async def event(self, ticket: str, firm: Firm, state: str | None, at: datetime, kind: str = "moved") -> str:
        row = new_id()
        await self.add(
            TicketEvent(
                id=row, ticket_id=ticket, kind=kind, from_state=None, to_state=state, assessment=None, note="",
                contact_id=firm.contact, at=at,
            )
        )  # fmt: skip
        return row

    async def move(self, ticket: str, firm: Firm, state: str, at: datetime, kind: str = "moved") -> str:
        await self.set(Ticket, ticket, state=state, updated_at=at)
        return await self.event(ticket, firm, state, at, kind)

    async def adoption(self, firm: Firm, state: str, go_live: datetime | None, at: datetime) -> str:
        row = new_id()
        await self.add(
            Adoption(
                id=row, enterprise_id=firm.enterprise, contact_id=firm.contact, scenario_id=SCENARIO, state=state,
                go_live_at=go_live, note="", recorded_by=firm.contact, turn_id=None, created_at=at, updated_at=at,
                ended_at=None,
            )
        )  # fmt: skip
        return row

    async def decide(self, adoption: str, state: str, go_live: datetime | None, at: datetime) -> str:
        """Put a decision in the place of another, as the tools do."""
        async with self.session() as session:
            before = await session.get(Adoption, adoption)
            assert before is not None
            after = await AdoptionRepository(session).decide(
                before, enterprise_id=before.enterprise_id, contact_id=before.contact_id,
                scenario_id=before.scenario_id, state=state, go_live_at=go_live, note="",
                recorded_by=before.contact_id, turn_id=None, now=at,
            )  # fmt: skip
            return after.id

    async def use(self, firm: Firm, adoption: str, at: datetime) -> None:
        await self.add(
            AdoptionUse(
                adoption_id=adoption, enterprise_id=firm.enterprise, per_week=5, minutes=None, coverage=None,
                effect=None, words="每天都用", contact_id=firm.contact, turn_id=None, recorded_at=at,
            )
        )  # fmt: skip

    async def promise(self, firm: Firm, side: str, due: datetime) -> str:
        row = new_id()
        await self.add(
            Promise(
                id=row, enterprise_id=firm.enterprise, contact_id=firm.contact, made_by=firm.contact, side=side,
                text="把设备清单发过来", state="open", due_at=due, turn_id=None, created_at=due - timedelta(days=7),
                ended_at=None,
            )
        )  # fmt: skip
        return row

    async def survey(self, firm: Firm, stage: str, about: str, about_id: str, at: datetime) -> str:
        row = new_id()
        await self.add(
            Survey(
                id=row, enterprise_id=firm.enterprise, contact_id=firm.contact, stage=stage, about=about,
                about_id=about_id, score=4, comment=None, ticket_id=None, turn_id=None, created_at=at, ended_at=None,
            )
        )  # fmt: skip
        return row

    async def campaign(self, starts: datetime, *, per_hour: int = 100, **asked: Any) -> str:
        row = new_id()
        await self.add(
            Campaign(
                id=row, number=f"C{next(self._numbers):03d}", title="培训通知",
                text="12月4号下午有裁床培训，想来回个1。",
                asked=asked, per_hour=per_hour, state="running", contact_id="operator", created_at=starts,
                starts_at=starts, ended_at=None,
            )
        )  # fmt: skip
        return row

    # --- moments ----------------------------------------------------------------------------------------------------

    async def come(self, rule: Rule, firm: Firm, at: datetime) -> str:
        """Let the moment of a rule be at a time for a firm; returns what it is about."""
        moment = rule.moment
        before = at - timedelta(days=9)
        if moment == "diagnosis_unfinished":
            assessment = await self.assessment(firm, "open", at, started_at=before)
            await self.answer(firm, assessment, catalogs().questionnaire.form("quick")[0].id, at)
            return assessment
        if moment in {"diagnosis_done", "diagnosis_old"}:
            return await self.assessment(firm, "done", at)
        if moment in {"report_unread", "scenarios_undecided"}:
            return await self.report(firm, at)
        if moment.startswith("ticket_"):
            return await self.ticket(firm, moment.removeprefix("ticket_"), at)
        if moment == "adoption_planned":
            return await self.adoption(firm, "planned", at, before)
        if moment in {"adoption_live", "adoption_unused"}:
            return await self.adoption(firm, "live", at, at)
        if moment in {"promise_made", "promise_owed"}:
            return await self.promise(firm, "enterprise" if moment == "promise_made" else "platform", at)
        if moment == "campaign":
            return await self.campaign(at)
        return POLICY

    async def answer_to(self, rule: Rule, firm: Firm, about: str, at: datetime) -> None:
        """Let what the rule asks for happen, after which its condition holds no longer."""
        moment, stage = rule.moment, str((rule.press.arguments if rule.press else {}).get("stage"))
        done: dict[Moment, Callable[[], Awaitable[Any]]] = {
            "diagnosis_unfinished": lambda: self.set(Assessment, about, state="done", finished_at=at, updated_at=at),
            "diagnosis_old": lambda: self.assessment(firm, "done", at),
            "diagnosis_done": lambda: self.survey(firm, stage, "assessment", about, at),
            "report_unread": lambda: self.set(Report, about, opened_at=at),
            "scenarios_undecided": lambda: self.adoption(firm, "declined", None, at),
            "ticket_recorded": lambda: self.move(about, firm, "assessed", at, "urged"),
            "ticket_resolved": lambda: self.move(about, firm, "verified", at),
            "ticket_verified": lambda: self.move(about, firm, "revisited", at),
            "ticket_closed": lambda: self.survey(firm, stage, "ticket", about, at),
            "adoption_planned": lambda: self.decide(about, "live", at, at),
            "adoption_live": lambda: self.survey(firm, stage, "scenario", SCENARIO, at),
            "adoption_unused": lambda: self.use(firm, about, at),
            "promise_made": lambda: self.set(Promise, about, state="kept", ended_at=at),
            "promise_owed": lambda: self.set(Promise, about, state="kept", ended_at=at),
            "campaign": lambda: self.set(Campaign, about, state="stopped", ended_at=at),
            "policy_deadline": lambda: self.know(firm.enterprise, "employees", 5, at),
        }
        await done[moment]()


def anchor_for(rule: Rule, at: datetime) -> datetime:
    """When the moment of a rule is that ``come`` lets be at a time: a policy's last day is what it is."""
    if rule.moment == "policy_deadline":
        return deadlines(catalogs().policies.values())[0].anchor
    return at


__all__ = ["LAST_DAY", "NOW", "POLICY", "SCENARIO", "Firm", "Rows", "anchor_for", "catalogs"]
