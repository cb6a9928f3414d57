"""A fictional region to try things on: put in at once, the same every time, and taken out again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from assistant.affairs import OPERATOR, SHANGHAI, affairs, moment_of
from assistant.messages import Reply, ToolCall
from corpus.demo import load_demo
from tools.database.repositories.demo import PREFIX, DemoRepository
from tools.domain.diagnosis.results import Given
from tools.domain.diagnosis.scoring import assess
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.manners import within_hours
from tools.domain.tickets.states import ASSESSMENTS, STATES, due

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.catalogs import Catalogs
    from corpus.demo import DemoDiagnosis, DemoEnterprise, DemoFollowUp, DemoKpi, DemoRegion, DemoTalk, DemoTicket
    from corpus.library import Library
    from tools.database.engine import Database

__all__ = ["PREFIX", "Demo", "rows_of"]

STEP = timedelta(hours=7)
"""Between two changes of a ticket, where there is time for it."""
NEXT_DAY = timedelta(days=1)
ANSWER = timedelta(seconds=20)
"""Between two answers to questions of a diagnosis."""
FIRST_NUMBER = 901
"""Numbers of a day that people's own tickets do not reach."""
KINDS = {"-": "unknown", "x": "not_applicable"}
Rows = dict[str, list[dict[str, Any]]]


class Demo:
    """Puts the demo region in and takes it out.

    Args:
        database: Where it goes.
        library: What has been read, for the questionnaire and its words.
        data: The folder of data files.
        clock: The time.
    """

    def __init__(self, database: Database, library: Library, data: Path, clock: Callable[[], datetime]) -> None:
        self._database, self._library, self._data, self._clock = database, library, data, clock

    async def load(self) -> tuple[int, bool]:
        """Put the region in, unless it is there.

        Returns:
            How many enterprises it has, and whether they were put in now.
        """
        rows = rows_of(load_demo(self._data), self._library.current().catalogs, self._clock())
        async with self._database.transaction() as session:
            repository = DemoRepository(session)
            if there := await repository.count():
                return there, False
            await repository.load(rows)
        return len(rows["enterprises"]), True

    async def clear(self) -> int:
        """Take the region out, and return how many enterprises it had."""
        async with self._database.transaction() as session:
            return await DemoRepository(session).clear()


def rows_of(region: DemoRegion, catalogs: Catalogs, now: datetime) -> Rows:
    """Return the rows of the region by table, the same for the same moment.

    Args:
        region: As the data files hold it.
        catalogs: The typed records.
        now: The time.
    """
    maker = _Maker(region, catalogs, now)
    for enterprise in region.enterprises:
        maker.enterprise(enterprise)
    maker.needs()
    for ticket in sorted(region.tickets, key=lambda t: (t.at, t.key)):
        maker.ticket(ticket)
    maker.surveys()
    for kpi in region.kpis:
        maker.kpi(kpi)
    for place, talk in enumerate(region.talks):
        maker.talk(place, talk)
    maker.hand_offs()
    for place, follow_up in enumerate(region.follow_ups):
        maker.follow_up(place, follow_up)
    maker.rows |= affairs(region, now)
    return maker.rows


def _id(*parts: object) -> str:
    return PREFIX + "-".join(map(str, parts))


class _Maker:
    """Makes rows one kind after the other."""

    def __init__(self, region: DemoRegion, catalogs: Catalogs, now: datetime) -> None:
        self._region, self._catalogs, self._now = region, catalogs, now
        self.rows: Rows = {}
        self._numbers: dict[str, int] = {}

    def _add(self, table: str, **values: Any) -> None:  # noqa: ANN401 -- columns of a table
        self.rows.setdefault(table, []).append(values)

    def _at(self, moment: float) -> datetime:
        """Return a moment of the data as a time."""
        return moment_of(moment, self._now)

    def _number(self, prefix: str, at: datetime) -> str:
        day = f"{prefix}{at.astimezone(SHANGHAI):%Y%m%d}"
        self._numbers[day] = self._numbers.get(day, FIRST_NUMBER - 1) + 1
        return f"{day}-{self._numbers[day]:03d}"

    def enterprise(self, one: DemoEnterprise) -> None:
        """Make an enterprise with its person, facts and diagnoses."""
        at, firm, name = self._at(one.at), _id(one.key), one.name + self._region.mark
        self._add("enterprises", id=firm, name=name, verified=one.verified, created_at=at)
        self._add(
            "contacts",
            id=_id("contact", one.key),
            channel="web",
            external_id=_id("contact", one.key),
            role="enterprise",
            enterprise_id=firm,
            created_at=at,
        )
        for field, value in {"name": name, **one.facts}.items():
            self._fact(one.key, field, value, at)
        for place, run in enumerate(run for run in (one.diagnosis, one.again) if run is not None):
            self._diagnosis(one, place, run)

    def _fact(self, key: str, field: str, value: Any, at: datetime) -> None:  # noqa: ANN401 -- whatever a field holds
        counted = isinstance(value, int | float) and not isinstance(value, bool)
        words = f"|{'|'.join(value)}|" if isinstance(value, list) else str(value)
        self._add(
            "facts",
            id=_id("fact", key, field),
            enterprise_id=_id(key),
            field=field,
            value={"value": value},
            words=words.lower() if isinstance(value, bool) else words,
            number=float(value) if counted else None,
            source="chat",
            evidence="self_reported",
            contact_id=_id("contact", key),
            turn_id=None,
            recorded_at=at,
            ended_at=None,
        )

    def _diagnosis(self, one: DemoEnterprise, place: int, run: DemoDiagnosis) -> None:
        survey, began = self._catalogs.questionnaire, self._at(run.at)
        questions = survey.form(run.form)
        given = {q.id: _given(sign) for q, sign in zip(questions, run.answers, strict=False)}
        done = run.state == "done"
        result = assess(survey, run.form, given, one.facts) if done else None
        assessment = _id("assessment", one.key, place)
        finished = min(began + ANSWER * len(given), self._now)
        self._add(
            "assessments",
            id=assessment,
            enterprise_id=_id(one.key),
            contact_id=_id("contact", one.key),
            form=run.form,
            questionnaire=survey.version,
            state=run.state,
            question=None if done else questions[len(given)].id,
            score=result.total if result else None,
            level=result.level if result else None,
            result=result.model_dump(mode="json") if result else None,
            started_at=began,
            updated_at=finished,
            finished_at=finished if done else None,
        )
        for order, (question, answer) in enumerate(given.items(), 1):
            self._add(
                "answers",
                id=_id("answer", one.key, place, question),
                assessment_id=assessment,
                question=question,
                questionnaire=survey.version,
                kind=answer.kind,
                option=answer.option,
                words="",
                evidence="self_reported",
                contact_id=_id("contact", one.key),
                turn_id=None,
                answered_at=min(began + ANSWER * order, self._now),
                ended_at=None,
            )

    def needs(self) -> None:
        """Make the needs and those who have them."""
        for need in sorted(self._region.needs, key=lambda n: (n.at, n.key)):
            at = self._at(need.at)
            self._add(
                "needs",
                id=_id("need", need.key),
                number=self._number("N", at),
                title=need.title,
                module=need.module,
                created_at=at,
                updated_at=at,
            )
            for firm in need.supporters:
                self._add("supporters", need_id=_id("need", need.key), enterprise_id=_id(firm), created_at=at)

    def ticket(self, ticket: DemoTicket) -> None:
        """Make a ticket with the changes that led to its state."""
        at, reached = self._at(ticket.at), STATES.index(ticket.state)
        step = min(STEP, (self._now - at) / (reached + 1))
        last = (at + step * reached).replace(microsecond=0)
        self._add(
            "tickets",
            id=_id("ticket", ticket.key),
            number=self._number("T", at),
            enterprise_id=_id(ticket.firm),
            contact_id=_id("contact", ticket.firm),
            conversation_id=None,
            turn_id=None,
            kind=ticket.kind,
            module=ticket.module,
            severity=ticket.severity,
            text=ticket.text,
            state=ticket.state,
            need_id=_id("need", ticket.need) if ticket.need else None,
            assignee=None,
            urged=0,
            due_at=due(ticket.severity, at),
            created_at=at,
            updated_at=last,
            closed_at=last if ticket.state == "closed" else None,
        )
        self._event(ticket, "created", at, None, "recorded")
        for place in range(1, reached + 1):
            when = (at + step * place).replace(microsecond=0)
            if STATES[place] == "assessed":
                for assessment in ASSESSMENTS:
                    self._event(ticket, "assessed", when, None, None, assessment)
            self._event(ticket, "moved", when, STATES[place - 1], STATES[place])

    def _event(
        self,
        ticket: DemoTicket,
        kind: str,
        at: datetime,
        before: str | None,
        after: str | None,
        assessment: str | None = None,
    ) -> None:
        self._add(
            "ticket_events",
            id=_id("event", ticket.key, kind, after or assessment),
            ticket_id=_id("ticket", ticket.key),
            kind=kind,
            from_state=before,
            to_state=after,
            assessment=assessment,
            note="",
            contact_id=_id("contact", ticket.firm) if kind == "created" else OPERATOR,
            at=at,
        )

    def surveys(self) -> None:
        """Make what enterprises think of the service."""
        for place, survey in enumerate(self._region.surveys):
            self._add(
                "surveys",
                id=_id("survey", place),
                enterprise_id=_id(survey.firm),
                contact_id=_id("contact", survey.firm),
                stage=survey.stage,
                about=survey.about,
                about_id=_id("ticket", survey.ticket) if survey.ticket else None,
                score=survey.score,
                comment=survey.comment,
                ticket_id=None,
                turn_id=None,
                created_at=self._at(survey.at),
                ended_at=None,
            )

    def kpi(self, kpi: DemoKpi) -> None:
        """Make a value of an indicator."""
        self._add(
            "kpi_values",
            id=_id("kpi", kpi.firm, kpi.indicator, kpi.stage),
            enterprise_id=_id(kpi.firm),
            indicator=kpi.indicator,
            stage=kpi.stage,
            period=kpi.period,
            value=kpi.value,
            unit=kpi.unit,
            reading=self._catalogs.indicators[kpi.indicator].reading,
            inputs={},
            source="chat",
            evidence="self_reported",
            contact_id=_id("contact", kpi.firm),
            turn_id=None,
            recorded_at=self._at(kpi.at),
            ended_at=None,
        )

    def talk(self, place: int, talk: DemoTalk) -> None:
        """Make a question and its answer, in the conversation of the firm's person."""
        at, conversation = self._at(talk.at), _id("talk", talk.firm)
        absent = self._catalogs.absent.get(talk.absent or "")
        known = next((c for c in self.rows.get("conversations", ()) if c["id"] == conversation), None)
        if known is None:
            self._add(
                "conversations",
                id=conversation,
                contact_id=_id("contact", talk.firm),
                channel="web",
                title=talk.ask,
                focus=None,
                pending=None,
                created_at=at,
                updated_at=at,
                deleted_at=None,
            )
        else:
            known["updated_at"] = max(known["updated_at"], at)
        turn = _id("turn", place)
        result: dict[str, Any] = {"topic": "absent", "passages": []} if absent else {}
        call = ToolCall(name="search_sources" if absent else talk.tool, arguments={}, result=result)
        reply = Reply(id=turn, text=absent.say if absent else talk.say, tool_calls=(call,), declined=absent is not None)
        self._add(
            "turns",
            id=turn,
            conversation_id=conversation,
            seq=sum(t["conversation_id"] == conversation for t in self.rows.get("turns", ())) + 1,
            message_id=_id("message", place),
            text=talk.ask,
            tool=None,
            arguments={},
            confirmed=False,
            state="done",
            attempts=1,
            claimed_by=None,
            claimed_until=None,
            reply=reply.model_dump(mode="json"),
            model=reply.model,
            seconds=0.0,
            error_id=None,
            created_at=at,
            finished_at=at,
        )

    def hand_offs(self) -> None:
        """Make the talks that were handed to a person."""
        firms = {ticket.key: ticket.firm for ticket in self._region.tickets}
        for hand_off in self._region.hand_offs:
            at = self._at(hand_off.at)
            released = hand_off.state == "released"
            self._add(
                "hand_offs",
                id=_id("handoff", hand_off.ticket),
                ticket_id=_id("ticket", hand_off.ticket),
                conversation_id=_id("talk", firms[hand_off.ticket]),
                state=hand_off.state,
                operator_id=OPERATOR if released else None,
                operator_conversation_id=None,
                created_at=at,
                taken_at=at if released else None,
                released_at=at if released else None,
            )

    def follow_up(self, place: int, one: DemoFollowUp) -> None:
        """Make something the platform came back with, within hours where they were open, and what came of it."""
        known, at = shipped(), self._at(one.at)
        within = within_hours(at, known.manners)
        at = within if within <= self._now else at
        rule, told = known.rules[one.rule], one.state in {"sent", "uncertain"}
        contact, waits = _id("contact", one.firm), one.state in {"due", "task"}
        seen = one.seen or (one.route == "web" and one.replied is not None)
        self._add(
            "follow_ups",
            id=_id("follow-up", place),
            enterprise_id=_id(one.firm),
            contact_id=contact,
            rule=one.rule,
            step=one.step,
            period=_id("occasion", place),
            about=None,
            purpose=rule.purpose,
            state=one.state,
            route=one.route,
            reason=one.reason,
            text=one.say or None,
            press=None,
            attempts=1 if told else 0,
            claimed_by=None,
            claimed_until=None,
            due_at=within_hours(self._now + NEXT_DAY, known.manners) if one.state == "due" else at,
            expires_at=(self._now if waits else at) + timedelta(days=rule.stale_days),
            created_at=at,
            told_at=at if told else None,
            ended_at=None if waits else at,
            shown_at=self._after(at, 1) if seen else None,
            replied_at=self._after(at, one.replied),
            converted_at=self._after(at, one.converted),
            done_by=OPERATOR if one.state == "done" else None,
            note=one.note,
        )
        if one.refused and (when := self._after(at, one.replied or 1)):
            purpose, words = one.refused
            self._add(
                "opt_outs",
                id=_id("opt-out", place),
                contact_id=contact,
                purpose=purpose,
                words=words,
                turn_id=None,
                created_at=when,
                ended_at=None,
            )

    def _after(self, at: datetime, hours: float | None) -> datetime | None:
        """Return a moment so many hours later, unless that has not come yet."""
        later = at + timedelta(hours=hours or 0)
        return later if hours is not None and later <= self._now else None


def _given(sign: str) -> Given:
    if sign.isdecimal():
        return Given(kind="chosen", option=int(sign))
    return Given.model_validate({"kind": KINDS[sign]})
