"""Queries on the rules of follow-ups as operators have changed or added them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.follow_ups import Rule
from tools.database.models import RuleEdit, new_id
from tools.domain.follow_ups import shipped
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tools.database.engine import Session


class RuleRepository:
    """Rules of follow-ups: the package's own, with the newest version of each that was edited or added on top."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def current(self) -> Mapping[str, Rule]:
        """Return all rules by id, paused ones too: the package's in their order, then those that were added.

        Raises:
            ValueError: A version that was kept is no rule any more.
        """
        newest = select(RuleEdit.rule_id, func.max(RuleEdit.version).label("version")).group_by(RuleEdit.rule_id)
        last = newest.subquery()
        query = (
            select(RuleEdit.rule_id, RuleEdit.record)
            .join(last, (RuleEdit.rule_id == last.c.rule_id) & (RuleEdit.version == last.c.version))
            .order_by(RuleEdit.rule_id)
        )
        edits = {row.rule_id: Rule.model_validate(row.record) for row in (await self._session.execute(query)).all()}
        return {**shipped().rules, **edits}

    async def get(self, rule_id: str) -> Rule:
        """Return a rule as it stands.

        Raises:
            NotFound: There is none of this id.
        """
        edit = await self.last(rule_id)
        rule = Rule.model_validate(edit.record) if edit is not None else shipped().rules.get(rule_id)
        if rule is None:
            msg = f"no rule {rule_id}"
            raise NotFound(msg, what="rule", name=rule_id)
        return rule

    async def last(self, rule_id: str) -> RuleEdit | None:
        """Return the newest version of a rule that operators made, if they ever did."""
        query = select(RuleEdit).where(RuleEdit.rule_id == rule_id)
        found: RuleEdit | None = await self._session.scalar(query.order_by(RuleEdit.version.desc()).limit(1))
        return found

    async def versions(self, rule_id: str) -> Sequence[RuleEdit]:
        """Return the versions operators made of a rule, the newest first."""
        query = select(RuleEdit).where(RuleEdit.rule_id == rule_id)
        return (await self._session.scalars(query.order_by(RuleEdit.version.desc()))).all()

    async def add_version(self, rule: Rule, contact_id: str, now: datetime) -> int:
        """Keep a new version of a rule, or the first of a new one; needs a session that may write.

        Args:
            rule: The rule as it is to stand.
            contact_id: Id of who changes it.
            now: When.

        Returns:
            The number of the version, counted from 1.
        """
        before = await self.last(rule.id)
        version = (before.version if before else 0) + 1
        self._session.add(
            RuleEdit(
                id=new_id(),
                rule_id=rule.id,
                version=version,
                record=rule.model_dump(mode="json"),
                contact_id=contact_id,
                created_at=now,
            )
        )
        await self._session.flush()
        return version
