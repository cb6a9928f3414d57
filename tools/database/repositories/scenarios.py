"""Queries on the catalog of scenarios as operators have edited it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tools.database.models import ScenarioEdit, new_id
from tools.domain.catalogue import effective
from tools.kit.ports import Unstored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.kit.tool import ToolContext


class ScenarioRepository:
    """Edits of scenarios, version by version."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def overlay(self) -> Mapping[str, Mapping[str, Any] | None]:
        """Return the newest record of each edited scenario by id; None where it was withdrawn."""
        newest = select(ScenarioEdit.scenario_id, func.max(ScenarioEdit.version).label("version"))
        last = newest.group_by(ScenarioEdit.scenario_id).subquery()
        query = select(ScenarioEdit.scenario_id, ScenarioEdit.record).join(
            last,
            (ScenarioEdit.scenario_id == last.c.scenario_id) & (ScenarioEdit.version == last.c.version),
        )
        rows = (await self._session.execute(query)).all()
        return {row.scenario_id: row.record for row in rows}

    async def last(self, scenario_id: str) -> ScenarioEdit | None:
        """Return the newest edit of a scenario, if it was ever edited."""
        query = select(ScenarioEdit).where(ScenarioEdit.scenario_id == scenario_id)
        found: ScenarioEdit | None = await self._session.scalar(query.order_by(ScenarioEdit.version.desc()).limit(1))
        return found

    async def before_withdrawal(self, scenario_id: str) -> dict[str, Any] | None:
        """Return the newest record of a scenario that was not a withdrawal."""
        query = select(ScenarioEdit.record).where(
            ScenarioEdit.scenario_id == scenario_id, ScenarioEdit.record.is_not(None)
        )
        found: dict[str, Any] | None = await self._session.scalar(query.order_by(ScenarioEdit.version.desc()).limit(1))
        return found

    async def edit(self, scenario_id: str, record: dict[str, Any] | None, contact: str, now: datetime) -> int:
        """Keep a new version of a scenario and return its number; needs a session that may write.

        Args:
            scenario_id: Which one.
            record: All its fields; None withdraws it.
            contact: Id of who changes it.
            now: When.
        """
        before = await self.last(scenario_id)
        version = (before.version if before else 0) + 1
        self._session.add(
            ScenarioEdit(
                id=new_id(),
                scenario_id=scenario_id,
                version=version,
                record=record,
                contact_id=contact,
                created_at=now,
            )
        )
        await self._session.flush()
        return version


async def current(session: Session, catalogs: Catalogs) -> Catalogs:
    """Return the catalogs with the scenarios as operators have edited them.

    Args:
        session: Any session.
        catalogs: As the package ships them.
    """
    edits = await ScenarioRepository(session).overlay()
    if not edits:
        return catalogs
    return catalogs.model_copy(update={"scenarios": effective(catalogs.scenarios, edits)})


async def catalogs_of(context: ToolContext) -> Catalogs:
    """Return the catalogs a call reads, in a session of its own; the package's where the context has no database."""
    if isinstance(context.store, Unstored):
        return context.library.catalogs
    async with context.store.session() as session:
        return await current(session, context.library.catalogs)
