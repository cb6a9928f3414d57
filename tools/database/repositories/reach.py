"""Queries on which way contacts can be told something now, and what keeps them from being told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, case, exists, false, func, literal, select

from tools.database.models import Audience, Consent, Contact, Enterprise, Fact, FollowUp, OptOut
from tools.database.repositories.moments import campaign as selected
from tools.database.repositories.opt_outs import refused_by_any
from tools.database.repositories.region import conditions
from tools.domain.allowances import RESERVED
from tools.domain.notices import ALL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement

    from corpus.follow_ups import Purpose, Route
    from tools.database.engine import Session
    from tools.database.models import Campaign
    from tools.domain.region import EnterpriseFilter

Way = Literal["window", "notice", "web", "email", "person", "opted_out", "nobody"]
"""A way that is open, or why there is none: the contact wants none of it, or the enterprise has nobody to tell."""

WECHAT, WEB, EMAIL = "wechat", "web", "email"
AT_ONCE = 400
"""Ids that are asked about in one query."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """An enterprise a campaign is for, and the way it would be told now."""

    enterprise_id: str
    name: str | None
    way: Way


class ReachRepository:
    """Ways to contacts as they are at a moment; only looked at, nothing is spent.

    Args:
        session: Any session.
        now: The moment.
        account: Whether the platform has an official account, without which nobody is told by it.
    """

    def __init__(self, session: Session, now: datetime, *, account: bool) -> None:
        self._session, self._now, self._account = session, now, account

    async def ways(self, contacts: Collection[str], purpose: Purpose, routes: Sequence[Route]) -> Mapping[str, Way]:
        """Return by contact the first of a rule's ways that is open.

        Args:
            contacts: Ids of contacts.
            purpose: What the rule is for.
            routes: Its ways, in order.
        """
        found: dict[str, Way] = {}
        ids = sorted(set(contacts))
        way = self._way(Contact.enterprise_id, purpose, routes)
        for start in range(0, len(ids), AT_ONCE):
            query = (
                select(Contact.id, way.label("way"))
                .outerjoin(Audience, _same_user())
                .where(Contact.id.in_(ids[start : start + AT_ONCE]))
            )
            found |= {row.id: row.way for row in (await self._session.execute(query)).all()}
        return found

    async def of_campaign(
        self, one: Campaign, asked: EnterpriseFilter, purpose: Purpose, routes: Sequence[Route]
    ) -> Mapping[Way, int]:
        """Count by way the enterprises a campaign is for."""
        addressed = self._addressed(one, asked, purpose, routes).subquery()
        query = select(addressed.c.way, func.count()).group_by(addressed.c.way)
        return Counter({way: int(count) for way, count in (await self._session.execute(query)).all()})

    async def examples(
        self, one: Campaign, asked: EnterpriseFilter, purpose: Purpose, routes: Sequence[Route], limit: int
    ) -> Sequence[Addressee]:
        """Return some of the enterprises a campaign is for that would be told, by their names."""
        addressed = self._addressed(one, asked, purpose, routes).subquery()
        query = (
            select(addressed.c.enterprise_id, Enterprise.name, addressed.c.way)
            .join(Enterprise, Enterprise.id == addressed.c.enterprise_id)
            .where(addressed.c.way.not_in(("nobody", "opted_out")))
            .order_by(Enterprise.name.is_(None), Enterprise.name, Enterprise.id)
            .limit(limit)
        )
        return [Addressee(*row) for row in (await self._session.execute(query)).all()]

    async def kept_back(self, one: Campaign, asked: EnterpriseFilter, rule: str, most: int, within: timedelta) -> int:
        """Count the enterprises a campaign is for whose contact has heard of its rule as often as is allowed.

        Args:
            one: The campaign.
            asked: Its filter.
            rule: Id of the rule.
            most: How often at the most …
            within: … in how long.
        """
        of = selected(one, conditions(asked), self._now).subquery()
        told = select(func.count()).where(
            FollowUp.contact_id == of.c.contact_id,
            FollowUp.told_at > self._now - within,
            FollowUp.rule == rule,
        )
        query = select(func.count()).select_from(of).where(told.correlate(of).scalar_subquery() >= most)
        return int(await self._session.scalar(query) or 0)

    async def waiting(self, rule: str) -> int:
        """Count what is planned of a rule and was not sent."""
        query = select(func.count()).where(FollowUp.rule == rule, FollowUp.state == "due")
        return int(await self._session.scalar(query) or 0)

    async def due(self, rule: str, until: datetime, limit: int) -> Sequence[tuple[FollowUp, str | None]]:
        """Return what is planned of a rule and due by a moment, the first due first, with the enterprises' names."""
        query = (
            select(FollowUp, Enterprise.name)
            .join(Enterprise, Enterprise.id == FollowUp.enterprise_id)
            .where(FollowUp.rule == rule, FollowUp.state == "due", FollowUp.due_at < until)
            .order_by(FollowUp.due_at, FollowUp.id)
            .limit(limit)
        )
        return [(row, name) for row, name in (await self._session.execute(query)).all()]

    async def told(self, contacts: Collection[str], since: datetime) -> Mapping[str, list[tuple[datetime, str]]]:
        """Return by contact when they were told something after a moment, and of which rule."""
        found: dict[str, list[tuple[datetime, str]]] = {}
        ids = sorted(set(contacts))
        for start in range(0, len(ids), AT_ONCE):
            query = select(FollowUp.contact_id, FollowUp.told_at, FollowUp.rule).where(
                FollowUp.contact_id.in_(ids[start : start + AT_ONCE]), FollowUp.told_at > since
            )
            for contact, at, rule in (await self._session.execute(query)).all():
                if at is not None:
                    found.setdefault(contact, []).append((at, rule))
        return found

    def _addressed(self, one: Campaign, asked: EnterpriseFilter, purpose: Purpose, routes: Sequence[Route]) -> Any:  # noqa: ANN401 -- a select
        of = selected(one, conditions(asked), self._now).subquery()
        way = case((Contact.id.is_(None), literal("nobody")), else_=self._way(of.c.enterprise_id, purpose, routes))
        return (
            select(of.c.enterprise_id, way.label("way"))
            .outerjoin(Contact, Contact.id == of.c.contact_id)
            .outerjoin(Audience, _same_user())
        )

    def _way(self, enterprise: Any, purpose: Purpose, routes: Sequence[Route]) -> ColumnElement[Any]:  # noqa: ANN401 -- a column
        refuses = exists().where(
            OptOut.contact_id == Contact.id, OptOut.purpose.in_((purpose, ALL)), OptOut.ended_at.is_(None)
        )
        window = and_(
            Contact.channel == WECHAT,
            Audience.following,
            Audience.blocked.is_(None),
            Audience.until > self._now,
            Audience.left > RESERVED,
        )
        permits = exists().where(
            Consent.channel == Contact.channel,
            Consent.user == Contact.external_id,
            Consent.purpose == purpose,
            Consent.spent_at.is_(None),
            Consent.expires_at > self._now,
        )
        notice = and_(Contact.channel == WECHAT, Audience.blocked.is_(None), permits)
        there = exists().where(
            Fact.enterprise_id == enterprise, Fact.field == EMAIL, Fact.ended_at.is_(None), Fact.words != ""
        )
        address = and_(there, ~refused_by_any(enterprise, purpose))
        opens: Mapping[Route, ColumnElement[bool]] = {
            "window": window if self._account else false(),
            "notice": notice if self._account else false(),
            "web": Contact.channel == WEB,
            "email": address,
            "person": literal(1) == 1,
        }
        return case(
            (refuses, literal("opted_out")),
            *((opens[route], literal(route)) for route in routes),
            else_=literal("nobody"),
        )


def _same_user() -> ColumnElement[bool]:
    return and_(Audience.channel == Contact.channel, Audience.user == Contact.external_id)
