"""Queries on enterprises: whose affairs a speaker may look into, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from tools.database.models import Answer, Assessment, Contact, Enterprise, Fact, new_id
from tools.database.repositories.inserting import insert_if_absent
from tools.domain.naming import pieces, standing
from tools.domain.profile import Profile, Standing
from tools.domain.region.pains import pains_found
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session
    from tools.kit.tool import ToolContext

MOST_NAMED = 8
"""Enterprises offered where a name is ambiguous."""
MOST_READ = 500
"""Enterprises looked at whose names share a piece with the words."""


class EnterpriseRepository:
    """Enterprises the platform serves."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, enterprise_id: str) -> Enterprise | None:
        """Return an enterprise by its id."""
        return await self._session.get(Enterprise, enterprise_id)

    async def ensure(self, enterprise_id: str, *, verified: bool, now: datetime) -> None:
        """Add an enterprise unless it is there; one that is there stays as it is."""
        await insert_if_absent(
            self._session, Enterprise, id=enterprise_id, name=None, verified=verified, created_at=now
        )

    async def named(self, name: str, limit: int = MOST_NAMED) -> Sequence[Enterprise]:
        """Return the enterprises of exactly this name, else those whose name holds it, the shortest name first."""
        exact = select(Enterprise).where(Enterprise.name == name).limit(limit)
        if found := (await self._session.scalars(exact)).all():
            return found
        holding = select(Enterprise).where(Enterprise.name.icontains(name, autoescape=True))
        rows = (await self._session.scalars(holding.order_by(Enterprise.name).limit(limit))).all()
        return sorted(rows, key=lambda row: len(row.name or ""))

    async def named_in(self, words: str) -> list[tuple[str, str]]:
        """Return ids and names of the enterprises that words name, by their whole or their own part of the name.

        Args:
            words: As a person wrote them.
        """
        return standing(words, await self.near(words))[:MOST_NAMED]

    async def near(self, words: str) -> list[tuple[str, str]]:
        """Return ids and names of the enterprises whose name shares a piece with words, for a closer look.

        Args:
            words: As a person wrote them.
        """
        if not (parts := pieces(words)):
            return []
        held = or_(*(Enterprise.name.contains(part, autoescape=True) for part in parts))
        query = select(Enterprise.id, Enterprise.name).where(held).order_by(Enterprise.name).limit(MOST_READ)
        return [(row.id, row.name) for row in (await self._session.execute(query)).all() if row.name]

    async def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the names of enterprises by their ids; those without a name are left out."""
        if not ids:
            return {}
        rows = await self._session.execute(select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(ids)))
        return {row.id: row.name for row in rows.all() if row.name}

    async def own(self, context: ToolContext) -> Enterprise:
        """Return the speaker's enterprise, which begins unnamed and unverified with the first thing it keeps.

        Needs a session that may write.
        """
        contact = await self._session.get(Contact, context.contact)
        if contact is None:
            msg = f"no contact {context.contact}"
            raise NotFound(msg, what="contact", name=context.contact)
        if contact.enterprise_id is not None:
            found = await self.get(contact.enterprise_id)
            if found is not None:
                return found
        enterprise = Enterprise(id=new_id(), name=None, verified=False, created_at=context.now)
        self._session.add(enterprise)
        await self._session.flush()
        await self._session.execute(update(Contact).where(Contact.id == contact.id).values(enterprise_id=enterprise.id))
        return enterprise

    async def profile(self, enterprise_id: str) -> Profile:
        """Return what is known of an enterprise: the facts in force and its last finished diagnosis."""
        enterprise = await self.get(enterprise_id)
        query = select(Fact.field, Fact.value).where(Fact.enterprise_id == enterprise_id, Fact.ended_at.is_(None))
        facts = {field: value["value"] for field, value in (await self._session.execute(query)).all()}
        done = (
            select(Assessment)
            .where(Assessment.enterprise_id == enterprise_id, Assessment.state == "done")
            .order_by(Assessment.finished_at.desc(), Assessment.id)
            .limit(1)
        )
        assessment = await self._session.scalar(done)
        standing = None if assessment is None else await self._standing(assessment)
        return Profile(enterprise_id, enterprise.name if enterprise else None, facts, standing)

    async def _standing(self, assessment: Assessment) -> Standing:
        query = select(Answer.question, Answer.option).where(
            Answer.assessment_id == assessment.id, Answer.ended_at.is_(None), Answer.kind == "chosen"
        )
        answers = {
            question: option for question, option in (await self._session.execute(query)).all() if option is not None
        }
        result = assessment.result or {}
        day = assessment.finished_at.date().isoformat() if assessment.finished_at else None
        scores = result.get("dimensions", {})
        return Standing(assessment.level, assessment.score, scores, answers, day, pains_found(result))


async def whose(session: Session, context: ToolContext, name: str | None) -> Enterprise | None:
    """Return the enterprise a call is about.

    An enterprise's people are served their own, whatever they name; naming another is refused. An operator names one.

    Args:
        session: Any session.
        context: Who is speaking.
        name: A name or an id, as it came in a message; None for one's own.

    Returns:
        The enterprise; None where the speaker has none and names none.

    Raises:
        NotPermitted: An enterprise's person names another enterprise.
        NotFound: An operator names one that is not on file.
        InvalidArguments: The name fits several (``problem`` is ``ambiguous``, ``options`` are ids and names).
    """
    enterprises = EnterpriseRepository(session)
    own = await enterprises.get(context.enterprise) if context.enterprise else None
    if context.role != "operator":
        if name and not (own is not None and name in {own.id, own.name}):
            msg = "another enterprise's affairs"
            raise NotPermitted(msg, what="enterprise")
        return own
    if not name:
        return own
    if (by_id := await enterprises.get(name)) is not None:
        return by_id
    found = await enterprises.named(name)
    if not found:
        msg = f"no enterprise {name!r}"
        raise NotFound(msg, what="enterprise", name=name)
    if len(found) > 1:
        msg = f"{len(found)} enterprises are called {name!r}"
        options = [(row.id, row.name or row.id) for row in found]
        raise InvalidArguments(msg, slot="enterprise", problem="ambiguous", name=name, options=options)
    return found[0]
