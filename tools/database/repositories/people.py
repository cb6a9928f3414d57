"""Queries on what people are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tools.database.models import Contact, Enterprise, Operator

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tools.database.engine import Session

OPERATOR = "operator:"
"""What the name begins with by which a channel knows a signed-in operator; their id follows."""


class PeopleRepository:
    """Names of operators and of enterprises."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def names(self, contact_ids: Collection[str]) -> Mapping[str, str]:
        """Return operators' names by contact id; people of enterprises are left out."""
        if not contact_ids:
            return {}
        query = select(Contact).where(Contact.id.in_(set(contact_ids)), Contact.role == "operator")
        contacts = (await self._session.scalars(query)).all()
        ids = [row.external_id.removeprefix(OPERATOR) for row in contacts if row.external_id.startswith(OPERATOR)]
        known: dict[str, str] = {}
        if ids:
            rows = await self._session.execute(select(Operator.id, Operator.name).where(Operator.id.in_(ids)))
            known = {operator_id: name for operator_id, name in rows.all()}  # noqa: C416 -- rows are no tuples to mypy
        return {row.id: known.get(row.external_id.removeprefix(OPERATOR), row.external_id) for row in contacts}

    async def name(self, contact_id: str) -> str:
        """Return an operator's name; empty for others."""
        return (await self.names({contact_id})).get(contact_id, "")

    async def operators(self, name: str, limit: int = 8) -> Sequence[str]:
        """Return the names of operators that hold a name, an exact one alone."""
        query = select(Operator.name).where(
            Operator.disabled_at.is_(None), Operator.name.icontains(name, autoescape=True)
        )
        found = (await self._session.scalars(query.order_by(Operator.name).limit(limit))).all()
        return [name] if name in found else found

    async def enterprises(self, enterprise_ids: Collection[str]) -> Mapping[str, str]:
        """Return names of enterprises by id; those without one are left out."""
        if not enterprise_ids:
            return {}
        query = select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(set(enterprise_ids)))
        rows = (await self._session.execute(query)).all()
        return {enterprise_id: name for enterprise_id, name in rows if name}
