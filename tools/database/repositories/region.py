"""Queries over all enterprises of a region: filters, pages, candidates for a scenario, names in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from tools.database.models import Answer, Assessment, Contact, Conversation, Enterprise, Fact, Ticket
from tools.domain.archive.lexicon import PAINS
from tools.domain.days import beginning
from tools.domain.diagnosis.lexicon import COLON
from tools.domain.profile import Profile, Standing
from tools.domain.region.filters import BY_FACT
from tools.domain.region.pains import FOREMOST, pains_found

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute

    from tools.database.engine import Session
    from tools.domain.region import EnterpriseFilter


@dataclass(frozen=True, slots=True)
class Found:
    """One enterprise of a page.

    Attributes:
        profile: What is on file.
        last_contact: When its people last spoke with the assistant; None where they never did.
    """

    profile: Profile
    last_contact: datetime | None


class RegionRepository:
    """All enterprises, as operators look at them; one session is read from."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def count(self, asked: EnterpriseFilter) -> int:
        """Count the enterprises a filter asks for."""
        query = select(func.count()).select_from(Enterprise).where(*conditions(asked))
        return int(await self._session.scalar(query) or 0)

    async def page(self, asked: EnterpriseFilter, skip: int, limit: int) -> tuple[list[Found], int]:
        """Return some of the enterprises a filter asks for, in its order, and how many there are in all.

        Args:
            asked: The filter.
            skip: How many to leave out.
            limit: How many at most.
        """
        query = select(Enterprise.id, func.count().over()).where(*conditions(asked))
        rows = (await self._session.execute(_ordered(query, asked).offset(skip).limit(limit))).all()
        if not rows:
            return [], await self.count(asked) if skip else 0
        return await self.found([row[0] for row in rows]), int(rows[0][1])

    async def candidates(
        self, asked: EnterpriseFilter, industries: Collection[str], pains: Collection[str], limit: int
    ) -> list[Profile]:
        """Return enterprises that may suit a scenario: of its industry and with its pain, then with one of both.

        Args:
            asked: The filter they must meet.
            industries: Industries the scenario is for; empty for any.
            pains: Pains it answers.
            limit: How many at most.
        """
        at_home = Fact.words.in_(sorted(industries))
        hurt = or_(*(Fact.words.contains(f"|{name}|", autoescape=True) for name in sorted(pains)))
        kinds = [[_Wanted("pains", hurt)]]
        if industries:
            home = _Wanted("industry", at_home)
            kinds = [[home, _Wanted("pains", hurt)], [home], [_Wanted("pains", hurt)]]
        found: dict[str, None] = {}
        for wanted in kinds:
            if len(found) < limit:
                done = exists().where(Assessment.enterprise_id == Enterprise.id, Assessment.state == "done")
                query = select(Enterprise.id).where(*conditions(asked, wanted)).order_by(done.desc(), Enterprise.id)
                found |= dict.fromkeys((await self._session.scalars(query.limit(limit))).all())
        return await self.profiles(list(found)[:limit], answers=False)

    async def found(self, enterprise_ids: Sequence[str]) -> list[Found]:
        """Return enterprises with when they were last in contact, in the order of the ids."""
        last = await self._last_contacts(enterprise_ids)
        return [Found(p, last.get(p.id or "")) for p in await self.profiles(enterprise_ids)]

    async def profiles(self, enterprise_ids: Sequence[str], *, answers: bool = True) -> list[Profile]:
        """Return what is on file of enterprises, in the order of the ids, each as ``EnterpriseRepository.profile``.

        Args:
            enterprise_ids: Which.
            answers: Whether the answers of the last diagnosis are wanted too.
        """
        ids = set(enterprise_ids)
        if not ids:
            return []
        names = dict[str, str | None]()
        for row in await self._session.execute(select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(ids))):
            names[row.id] = row.name
        facts: dict[str, dict[str, object]] = {}
        query = select(Fact.enterprise_id, Fact.field, Fact.value).where(
            Fact.enterprise_id.in_(ids), Fact.ended_at.is_(None)
        )
        for enterprise, field, value in (await self._session.execute(query)).all():
            facts.setdefault(enterprise, {})[field] = value["value"]
        standings = await self._standings(ids, answers=answers)
        return [
            Profile(name, names[name], facts.get(name, {}), standings.get(name))
            for name in enterprise_ids
            if name in names
        ]

    async def _standings(self, ids: Collection[str], *, answers: bool) -> Mapping[str, Standing]:
        query = select(
            Assessment.id,
            Assessment.enterprise_id,
            Assessment.level,
            Assessment.score,
            Assessment.result["dimensions"].label("dimensions"),
            Assessment.result["pains"].label("pains"),
            Assessment.finished_at,
        ).where(Assessment.enterprise_id.in_(ids), Assessment.state == "done")
        newest = query.order_by(Assessment.enterprise_id, Assessment.finished_at.desc(), Assessment.id)
        rows: dict[str, Any] = {}
        for row in (await self._session.execute(newest)).all():
            rows.setdefault(row.enterprise_id, row)
        options = await self._answers([row.id for row in rows.values()]) if answers else {}
        return {
            enterprise: Standing(
                row.level,
                row.score,
                row.dimensions or {},
                options.get(row.id, {}),
                row.finished_at.date().isoformat() if row.finished_at else None,
                pains_found({"pains": row.pains}),
            )
            for enterprise, row in rows.items()
        }

    async def _answers(self, assessments: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        query = select(Answer.assessment_id, Answer.question, Answer.option).where(
            Answer.assessment_id.in_(assessments), Answer.ended_at.is_(None), Answer.kind == "chosen"
        )
        found: dict[str, dict[str, int]] = {}
        for assessment, question, option in (await self._session.execute(query)).all():
            found.setdefault(assessment, {})[question] = option or 0
        return found

    async def _last_contacts(self, ids: Sequence[str]) -> Mapping[str, datetime]:
        query = (
            select(Contact.enterprise_id, func.max(Conversation.updated_at))
            .join(Conversation, Conversation.contact_id == Contact.id)
            .where(Contact.enterprise_id.in_(set(ids)))
            .group_by(Contact.enterprise_id)
        )
        return {enterprise: at for enterprise, at in (await self._session.execute(query)).all() if enterprise}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a fact that holds must be like."""

    field: str
    condition: ColumnElement[bool]

    def enterprises(self) -> ColumnElement[bool]:
        """Start from all facts of the field."""
        holding = select(Fact.enterprise_id).where(Fact.field == self.field, Fact.ended_at.is_(None), self.condition)
        return Enterprise.id.in_(holding)

    def held(self) -> ColumnElement[bool]:
        """Look up the one fact of an enterprise that is there already."""
        own = (Fact.enterprise_id == Enterprise.id, Fact.field == self.field, Fact.ended_at.is_(None))
        return exists().where(*own, self.condition)


def _ordered(query: Select[str, int], asked: EnterpriseFilter) -> Select[str, int]:
    name = (Enterprise.name.is_(None), Enterprise.name, Enterprise.id)
    if (field := BY_FACT.get(asked.order)) is not None:
        held = (Fact.enterprise_id == Enterprise.id, Fact.field == field, Fact.ended_at.is_(None))
        number = select(Fact.number).where(*held).scalar_subquery()
        return query.order_by(number.is_(None), number.desc(), *name)
    if asked.order in {"best", "worst"}:
        score = _latest().with_only_columns(Assessment.score).where(Assessment.enterprise_id == Enterprise.id)
        total = score.limit(1).scalar_subquery()
        return query.order_by(total.is_(None), total.desc() if asked.order == "best" else total, *name)
    return query.order_by(*name)


def _latest() -> Select[Assessment]:
    """Select the last finished diagnosis of each enterprise."""
    return select(Assessment).where(Assessment.state == "done", ~_overtaken())


def _overtaken() -> ColumnElement[bool]:
    """Tell that an enterprise has finished a later diagnosis."""
    later = aliased(Assessment)
    return exists().where(
        later.enterprise_id == Assessment.enterprise_id,
        later.state == "done",
        or_(
            later.finished_at > Assessment.finished_at,
            and_(later.finished_at == Assessment.finished_at, later.id < Assessment.id),
        ),
    )


def conditions(asked: EnterpriseFilter, more: Sequence[_Wanted] = ()) -> list[ColumnElement[bool]]:
    """Put a filter into conditions on an enterprise.

    The facts of one field are read as a set, of the field that is likely to leave the fewest; what is left is looked up
    one by one.
    """
    wanted = [*more, *_wanted(asked)]
    found = [one.held() if place else one.enterprises() for place, one in enumerate(wanted)]
    if asked.name is not None:
        found.append(Enterprise.name.contains(asked.name, autoescape=True))
    return [*found, *_left_out(asked), *_statuses(asked), *(_hurts(pain) for pain in asked.pains)]


def _wanted(asked: EnterpriseFilter) -> list[_Wanted]:
    """Return what a filter asks of facts, what leaves the fewest first."""
    found: list[_Wanted] = []
    if asked.industry is not None:
        found.append(_Wanted("industry", Fact.words == asked.industry))
    if asked.industries:
        found.append(_Wanted("industry", Fact.words.in_(asked.industries)))
    if asked.town is not None:
        found.append(_Wanted("town", _in_towns((asked.town,))))
    if asked.towns:
        found.append(_Wanted("town", _in_towns(asked.towns)))
    for field, items in (("honors", asked.honors), ("systems", asked.systems)):
        if items:
            found.append(_Wanted(field, and_(*(Fact.words.contains(f"|{x}|", autoescape=True) for x in items))))
    if asked.without:
        lacks = [~Fact.words.contains(f"|{item}|", autoescape=True) for item in asked.without]
        found.append(_Wanted("systems", and_(*lacks)))
    for field, least, most in (
        ("employees", asked.employees_min, asked.employees_max),
        ("revenue_wan", asked.revenue_min, asked.revenue_max),
        ("budget_wan", asked.budget, None),
    ):
        if least is not None or most is not None:
            between = [Fact.number >= least] if least is not None else []
            between += [Fact.number <= most] if most is not None else []
            found.append(_Wanted(field, and_(*between)))
    if asked.above_scale is not None:
        found.append(_Wanted("above_scale", Fact.words == str(asked.above_scale).lower()))
    return found


def _hurts(pain: str) -> ColumnElement[bool]:
    """Put one pain into a condition: it is on file, or among those the last diagnosis puts first."""
    on_file = _Wanted("pains", Fact.words.contains(f"|{pain}|", autoescape=True)).held()
    if pain not in PAINS:
        return on_file
    called = f"%{pain}%{COLON}%"
    first = [Assessment.result[("pains", place, "pain")].as_string().like(called) for place in range(FOREMOST)]
    # Most results are passed over by their text: reading a way into each costs ten times as much.
    found = exists().where(
        Assessment.enterprise_id == Enterprise.id,
        Assessment.state == "done",
        cast(Assessment.result, Text).like(called),
        or_(*first),
        ~_overtaken(),
    )
    return or_(on_file, found)


def _in_towns(towns: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(Fact.words.contains(town, autoescape=True) for town in towns))


def _left_out(asked: EnterpriseFilter) -> list[ColumnElement[bool]]:
    """Put what a filter leaves out into conditions; of whom nothing is on file is not left out."""
    found: list[ColumnElement[bool]] = []
    if asked.except_towns:
        found.append(~_Wanted("town", _in_towns(asked.except_towns)).held())
    if asked.except_industries:
        found.append(~_Wanted("industry", Fact.words.in_(asked.except_industries)).held())
    return found


def _statuses(asked: EnterpriseFilter) -> list[ColumnElement[bool]]:
    """Put what is asked of diagnosis and tickets into conditions on an enterprise."""
    found: list[ColumnElement[bool]] = []
    if asked.level is not None:
        levels = _latest().with_only_columns(Assessment.enterprise_id).where(Assessment.level.in_(asked.levels()))
        found.append(Enterprise.id.in_(levels))
    if asked.has_diagnosis is not None:
        done = select(Assessment.enterprise_id).where(Assessment.state == "done")
        found.append(Enterprise.id.in_(done) if asked.has_diagnosis else Enterprise.id.not_in(done))
    if asked.diagnosed_since and asked.diagnosed_before:
        within = (
            Assessment.state == "done",
            *_between(Assessment.finished_at, asked.diagnosed_since, asked.diagnosed_before),
        )
        found.append(Enterprise.id.in_(select(Assessment.enterprise_id).where(*within)))
    if asked.added_since and asked.added_before:
        found += _between(Enterprise.created_at, asked.added_since, asked.added_before)
    if asked.open_tickets is not None:
        waiting = select(Ticket.enterprise_id).where(Ticket.state != "closed")
        found.append(Enterprise.id.in_(waiting) if asked.open_tickets else Enterprise.id.not_in(waiting))
    if asked.complained is not None:
        angry = select(Ticket.enterprise_id).where(Ticket.kind == "complaint")
        found.append(Enterprise.id.in_(angry) if asked.complained else Enterprise.id.not_in(angry))
    return found


def _between(at: InstrumentedAttribute[Any], since: str, before: str) -> tuple[ColumnElement[bool], ...]:
    """Put days of China, the last excluded, into conditions on a moment."""
    return at >= beginning(date.fromisoformat(since)), at < beginning(date.fromisoformat(before))
