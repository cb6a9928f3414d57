"""Queries on the facts of enterprises: what holds, what held before, and who said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from tools.database.models import Contact, Enterprise, Fact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tools.database.engine import Session

NAME = "name"
"""The field that names the enterprise too."""
EVIDENCE = ("self_reported", "documented", "verified")
"""How well a fact is founded, the weakest first."""


@dataclass(frozen=True, slots=True)
class Said:
    """Under what a fact is kept.

    Attributes:
        contact: Who said it; None for an import.
        turn: The turn in which it was said.
        source: ``chat``, ``diagnosis``, ``operator`` or ``import``.
        evidence: ``self_reported``, ``documented`` or ``verified``.
        now: When.
    """

    contact: str | None
    turn: str | None
    now: datetime
    source: str = "chat"
    evidence: str = "self_reported"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a field.

    Attributes:
        field: The field's key.
        before: The value that held, or None.
        after: The value that holds now; None where it was withdrawn.
        changed: Whether anything was written.
    """

    field: str
    before: Any
    after: Any
    changed: bool


class FactRepository:
    """Facts with their history; what is corrected is ended, never overwritten."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def current(self, enterprise_id: str) -> Sequence[Fact]:
        """Return the facts in force."""
        query = select(Fact).where(Fact.enterprise_id == enterprise_id, Fact.ended_at.is_(None))
        return (await self._session.scalars(query.order_by(Fact.recorded_at, Fact.id))).all()

    async def values(self, enterprise_id: str) -> dict[str, Any]:
        """Return the values in force by field."""
        return {row.field: row.value["value"] for row in await self.current(enterprise_id)}

    async def history(self, enterprise_id: str, field: str | None = None) -> Sequence[Fact]:
        """Return facts in the order they were kept, with those that hold no more.

        Args:
            enterprise_id: Whose.
            field: Of this field only.
        """
        query = select(Fact).where(Fact.enterprise_id == enterprise_id)
        if field is not None:
            query = query.where(Fact.field == field)
        return (await self._session.scalars(query.order_by(Fact.recorded_at, Fact.id))).all()

    async def speakers(self, contact_ids: set[str]) -> dict[str, Contact]:
        """Return contacts by id, to say who they are."""
        rows = await self._session.scalars(select(Contact).where(Contact.id.in_(contact_ids)))
        return {row.id: row for row in rows}

    async def keep(self, enterprise_id: str, facts: Mapping[str, Any], said: Said) -> list[Change]:
        """Keep facts in a transaction: each ends the one before in its field; None only ends it.

        What holds already stays as it is, unless it is now better founded.

        Args:
            enterprise_id: Whose.
            facts: Values by field, as ``tools.domain.archive.accept`` returns them.
            said: Who says so, when, and how well it is founded.
        """
        # Two who keep facts of one enterprise at once wait for each other.
        await self._session.execute(select(Enterprise.id).where(Enterprise.id == enterprise_id).with_for_update())
        held = {row.field: row for row in await self.current(enterprise_id)}
        changes = []
        for field, value in facts.items():
            row = held.get(field)
            before = row.value["value"] if row is not None else None
            weaker = row is None or EVIDENCE.index(row.evidence) >= EVIDENCE.index(said.evidence)
            if before == value and weaker:
                changes.append(Change(field, before, value, changed=False))
                continue
            if row is not None:
                row.ended_at = said.now
                await self._session.flush()
            if value is not None:
                self._session.add(_row(enterprise_id, field, value, said))
                await self._session.flush()
            changes.append(Change(field, before, value, changed=True))
        if NAME in facts:
            await self._session.execute(
                update(Enterprise).where(Enterprise.id == enterprise_id).values(name=facts[NAME])
            )
        return changes

    async def forget(self, enterprise_id: str, fields: set[str]) -> None:
        """Delete fields with their history: personal data is not kept against a person's will."""
        await self._session.execute(delete(Fact).where(Fact.enterprise_id == enterprise_id, Fact.field.in_(fields)))


def _row(enterprise_id: str, field: str, value: Any, said: Said) -> Fact:  # noqa: ANN401 -- any kind of value
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return Fact(
        enterprise_id=enterprise_id,
        field=field,
        value={"value": value},
        words=_words(value),
        number=number,
        source=said.source,
        evidence=said.evidence,
        contact_id=said.contact,
        turn_id=said.turn,
        recorded_at=said.now,
        ended_at=None,
    )


def _words(value: Any) -> str:  # noqa: ANN401 -- as above
    if isinstance(value, list):
        return f"|{'|'.join(map(str, value))}|"
    return str(value).lower() if isinstance(value, bool) else str(value)
