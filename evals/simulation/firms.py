"""Simulated enterprises: what they are like, and what their people do with the platform's tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from evals.simulation import wording
from tools.database.models import (
    Answer,
    Assessment,
    Contact,
    Conversation,
    Enterprise,
    Fact,
    Report,
    Ticket,
    Turn,
)
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.inbox import AudienceRepository
from tools.database.repositories.surveys import SurveyRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain.adoption import Use
from tools.domain.allowances import Allowance
from tools.domain.tickets.lexicon import OTHER
from tools.domain.tickets.reading import Draft

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs
    from corpus.surveys import Form
    from tools.database.engine import Session
    from tools.database.models import Adoption
    from tools.domain.tickets.states import State

CHANNELS = ("wechat", "wechat", "wechat", "web", "web")
OPERATOR = "simulated operator"
QUICK: Form = "quick"
LIFETIME = timedelta(days=90)


@dataclass(slots=True)
class Firm:
    """An enterprise with one person who speaks for it.

    Attributes:
        number: Its number, from 0.
        chance: Its own dice.
        answers: How often its person answers what they are told.
        id: Of the enterprise.
        contact: Id of the person.
        user: The channel's name for them.
        channel: Where they are.
        talk: Id of their conversation; None before they first spoke.
        spoke: When they said something.
        diagnosis: Their last diagnosis.
        ticket: Their last ticket.
        scenario: The scenario they decide on.
        report: Their last report.
    """

    number: int
    chance: Random
    answers: float
    id: str
    contact: str
    user: str
    channel: str
    talk: str | None = None
    spoke: list[datetime] = field(default_factory=list)
    diagnosis: str | None = None
    ticket: str | None = None
    scenario: str | None = None
    report: str | None = None

    @classmethod
    def made(cls, number: int, seed: int) -> Firm:
        """Make one by its number, always the same."""
        chance = Random(f"{seed}/{number}")  # noqa: S311 -- dice, not secrets
        enterprise, contact = (f"{chance.getrandbits(128):032x}" for _ in range(2))
        channel = CHANNELS[chance.randrange(len(CHANNELS))]
        return cls(number, chance, chance.uniform(0.1, 0.6), enterprise, contact, f"user-{number}", channel)

    @property
    def name(self) -> str:
        """What it is called."""
        return wording.NAME.format(number=self.number + 1)

    def new_id(self) -> str:
        """Return an id by its own dice."""
        return f"{self.chance.getrandbits(128):032x}"


class Deeds:
    """What people do, written as the tools write it.

    Args:
        session: The transaction.
        catalogs: As shipped.
    """

    def __init__(self, session: Session, catalogs: Catalogs) -> None:
        self._session, self._catalogs = session, catalogs

    async def join(self, firm: Firm, at: datetime) -> None:
        """Come to the platform with a few facts."""
        chance = firm.chance
        await self._add(Enterprise(id=firm.id, name=firm.name, verified=False, created_at=at))
        await self._add(
            Contact(
                id=firm.contact, channel=firm.channel, external_id=firm.user, role="enterprise",
                enterprise_id=firm.id, created_at=at,
            )
        )  # fmt: skip
        facts: dict[str, Any] = {
            "industry": chance.choice(wording.INDUSTRIES),
            "town": chance.choice(wording.TOWNS),
            "employees": chance.randint(5, 400),
        }
        if chance.random() < 0.15:  # noqa: PLR2004 -- one in seven leaves an address
            facts["email"] = f"{firm.user}@example.org"
        for key, value in facts.items():
            await self._add(
                Fact(
                    id=firm.new_id(), enterprise_id=firm.id, field=key, value={"value": value}, words=str(value),
                    number=value if isinstance(value, int) else None, source="chat", evidence="self_reported",
                    contact_id=firm.contact, turn_id=None, recorded_at=at, ended_at=None,
                )
            )  # fmt: skip
        await self.say(firm, wording.HELLO, at)

    async def say(self, firm: Firm, text: str, at: datetime) -> None:
        """Say something, which opens the channel's window."""
        if firm.talk is None:
            firm.talk = firm.new_id()
            await self._add(
                Conversation(
                    id=firm.talk, contact_id=firm.contact, channel=firm.channel, title=None, focus=None, pending=None,
                    created_at=at, updated_at=at, deleted_at=None,
                )
            )  # fmt: skip
        # Numbered by the clock: whatever the platform has added since lies between.
        turn = firm.new_id()
        await self._add(
            Turn(
                id=turn, conversation_id=firm.talk, seq=int(at.timestamp()) * 1000 + firm.chance.randrange(1000),
                message_id=turn, text=text, tool=None, arguments={}, confirmed=False, state="done", attempts=1,
                claimed_by=None, claimed_until=None, reply=None, model=None, seconds=0.0, error_id=None,
                created_at=at, finished_at=at,
            )
        )  # fmt: skip
        firm.spoke.append(at)
        if firm.channel == "wechat":
            audiences = AudienceRepository(self._session)
            held = await audiences.get(firm.channel, firm.user)
            before = Allowance(held.left, held.until) if held is not None else Allowance()
            after = before.after("message", at, at)
            row = {
                "channel": firm.channel, "user": firm.user, "following": True, "blocked": None, "left": after.left,
                "until": after.until, "updated_at": at,
            }  # fmt: skip
            await audiences.put([row])

    async def begin(self, firm: Firm, at: datetime) -> None:
        """Begin a diagnosis, and answer some of it."""
        firm.diagnosis = firm.new_id()
        await self._add(
            Assessment(
                id=firm.diagnosis, enterprise_id=firm.id, contact_id=firm.contact, form=QUICK, questionnaire="1",
                state="open", question=None, score=None, level=None, result=None, started_at=at, updated_at=at,
                finished_at=None,
            )
        )  # fmt: skip
        questions = self._catalogs.questionnaire.form(QUICK)
        for question in questions[: firm.chance.randint(1, len(questions) - 1)]:
            await self._add(
                Answer(
                    id=firm.new_id(), assessment_id=firm.diagnosis, question=question.id, questionnaire="1",
                    kind="unknown", option=None, words="", evidence="self_reported", contact_id=firm.contact,
                    turn_id=None, answered_at=at, ended_at=None,
                )
            )  # fmt: skip

    async def unfinished(self, firm: Firm) -> bool:
        """Tell whether a diagnosis was begun and not finished."""
        row = await self._session.get(Assessment, firm.diagnosis) if firm.diagnosis else None
        return row is not None and row.state == "open"

    async def finish(self, firm: Firm, at: datetime) -> bool:
        """Finish what was begun; False where there is nothing."""
        row = await self._session.get(Assessment, firm.diagnosis) if firm.diagnosis else None
        if row is None or row.state != "open":
            return False
        row.state, row.finished_at, row.updated_at = "done", at, at
        row.score, row.level = round(firm.chance.uniform(15, 85), 1), f"L{firm.chance.randint(0, 4)}"
        await self._session.flush()
        return True

    async def report(self, firm: Firm, at: datetime) -> str:
        """Make the report, with two scenarios."""
        scenarios = firm.chance.sample(list(self._catalogs.scenarios.values()), 2)
        firm.scenario, firm.report = scenarios[0].id, firm.new_id()
        content = {"scenarios": [{"id": one.id, "name": one.name} for one in scenarios]}
        await self._add(
            Report(
                id=firm.report, token=firm.report, enterprise_id=firm.id, assessment_id=firm.diagnosis,
                contact_id=firm.contact, content=content, content_number="0",
                created_at=at, expires_at=at + LIFETIME, revoked_at=None, opened_at=None,
            )
        )  # fmt: skip
        return firm.report

    async def open(self, report: str, at: datetime) -> None:
        """Open a report."""
        row = await self._session.get(Report, report)
        if row is not None and row.opened_at is None:
            row.opened_at = at
            await self._session.flush()

    async def adoption(self, firm: Firm) -> Adoption | None:
        """Return what the firm decided on its scenario."""
        standing = await AdoptionRepository(self._session).standing(firm.id)
        return standing[0] if standing else None

    async def decide(self, firm: Firm, state: str, go_live: datetime | None, at: datetime) -> None:
        """Decide on the scenario."""
        if firm.scenario is not None:
            await AdoptionRepository(self._session).decide(
                await self.adoption(firm), enterprise_id=firm.id, contact_id=firm.contact, scenario_id=firm.scenario,
                state=state, go_live_at=go_live, note="", recorded_by=firm.contact, turn_id=None, now=at,
            )  # fmt: skip

    async def use(self, firm: Firm, at: datetime) -> bool:
        """Tell how it is used; False where nothing is live."""
        adoption = await self.adoption(firm)
        if adoption is None or adoption.state != "live":
            return False
        use = Use(per_week=float(firm.chance.randint(1, 10)))
        await AdoptionRepository(self._session).add_use(
            adoption, use, words=wording.USE, contact_id=firm.contact, turn_id=None, now=at
        )
        return True

    async def ask(self, firm: Firm, at: datetime) -> str:
        """Open a ticket."""
        draft = Draft("need", firm.chance.choice(wording.NEEDS), OTHER, "normal")
        ticket = await TicketRepository(self._session).open(
            draft, enterprise_id=firm.id, contact_id=firm.contact, conversation_id=firm.talk, turn_id=None, now=at
        )
        firm.ticket = ticket.id
        return ticket.id

    async def move(self, ticket: str | None, state: State, by: str, at: datetime) -> bool:
        """Move a ticket; False where it is there, or beyond."""
        row = await self._session.get(Ticket, ticket) if ticket else None
        if row is None or row.state in {state, "closed"}:
            return False
        await TicketRepository(self._session).move(row, state, by, at)
        return True

    async def state_of(self, ticket: str | None) -> str | None:
        """Return where a ticket stands."""
        row = await self._session.get(Ticket, ticket) if ticket else None
        return None if row is None else row.state

    async def urge(self, firm: Firm, at: datetime) -> None:
        """Urge a ticket."""
        row = await self._session.get(Ticket, firm.ticket) if firm.ticket else None
        if row is not None:
            await TicketRepository(self._session).note(row, "urged", firm.contact, at)

    async def rate(self, firm: Firm, stage: str, about: str, about_id: str | None, at: datetime) -> None:
        """Give a score."""
        await SurveyRepository(self._session).add(
            enterprise_id=firm.id, contact_id=firm.contact, stage=stage, about=about, about_id=about_id,
            score=firm.chance.choice((3, 4, 4, 5, 5)), comment=None, ticket_id=None, turn_id=None, now=at,
        )  # fmt: skip

    async def _add(self, row: Any) -> None:  # noqa: ANN401 -- a row of any table
        self._session.add(row)
        await self._session.flush()
