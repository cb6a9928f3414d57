"""Queries on those who may sign in and on keys of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, or_, select, update

from tools.database.models import ApiKey, Operator, new_id
from tools.database.repositories.inserting import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.database.engine import Session


class OperatorRepository:
    """People of the platform."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, operator_id: str) -> Operator | None:
        """Return an operator by their id."""
        return await self._session.get(Operator, operator_id)

    async def named(self, name: str) -> Operator | None:
        """Return an operator by their name."""
        return await self._session.scalar(select(Operator).where(Operator.name == name))

    async def all(self) -> Sequence[Operator]:
        """Return all operators by name."""
        return (await self._session.scalars(select(Operator).order_by(Operator.name))).all()

    async def active(self) -> int:
        """Count the operators who may sign in."""
        query = select(func.count()).select_from(Operator).where(Operator.disabled_at.is_(None))
        return await self._session.scalar(query) or 0

    async def add(self, name: str, password_hash: str, now: datetime) -> str | None:
        """Add an operator and return their id; None if the name is taken."""
        operator_id = new_id()
        await insert_if_absent(
            self._session,
            Operator,
            id=operator_id,
            name=name,
            password_hash=password_hash,
            failures=0,
            locked_until=None,
            created_at=now,
            disabled_at=None,
        )
        return operator_id if await self.get(operator_id) else None

    async def set_password(self, operator_id: str, password_hash: str, disabled_at: datetime | None) -> None:
        """Give an operator another password, and unlock them."""
        values = {"password_hash": password_hash, "failures": 0, "locked_until": None, "disabled_at": disabled_at}
        await self._session.execute(update(Operator).where(Operator.id == operator_id).values(values))

    async def disable(self, operator_id: str, now: datetime) -> None:
        """Keep an operator from signing in."""
        await self._session.execute(update(Operator).where(Operator.id == operator_id).values(disabled_at=now))

    async def attempt(self, name: str, most: int, now: datetime, until: datetime) -> tuple[str, str] | None:
        """Count an attempt to sign in as failed before it is judged, in one statement.

        However many attempts run side by side, no more than ``most`` are let through before the account locks.

        Args:
            name: As it was typed.
            most: The attempt that locks the account unless it succeeds.
            now: The time.
            until: Until when it locks.

        Returns:
            The operator's id and the hash to judge the password by; None where nobody of this name may sign in now.
        """
        lapsed = Operator.locked_until.is_not(None)  # a lock that is still on lets no attempt through
        failures = case((lapsed, 1), else_=Operator.failures + 1)
        statement = (
            update(Operator)
            .where(
                Operator.name == name,
                Operator.disabled_at.is_(None),
                or_(Operator.locked_until.is_(None), Operator.locked_until <= now),
            )
            .values(failures=failures, locked_until=case((failures >= most, until), else_=None))
            .returning(Operator.id, Operator.password_hash)
            .execution_options(synchronize_session=False)
        )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else (row[0], row[1])

    async def succeed(self, operator_id: str) -> None:
        """Forget failures: the last attempt was right."""
        await self._session.execute(
            update(Operator).where(Operator.id == operator_id).values(failures=0, locked_until=None)
        )


class ApiKeyRepository:
    """Keys of the API."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def hashed(self, digest: str) -> ApiKey | None:
        """Return the key with this hash, if it is in force."""
        return await self._session.scalar(select(ApiKey).where(ApiKey.hash == digest, ApiKey.revoked_at.is_(None)))

    async def named(self, name: str) -> ApiKey | None:
        """Return a key by its name."""
        return await self._session.scalar(select(ApiKey).where(ApiKey.name == name))

    async def all(self) -> Sequence[ApiKey]:
        """Return all keys by name."""
        return (await self._session.scalars(select(ApiKey).order_by(ApiKey.name))).all()

    async def add(self, name: str, digest: str, role: str, enterprise_id: str | None, now: datetime) -> bool:
        """Add a key; False if the name is taken."""
        key_id = new_id()
        await insert_if_absent(
            self._session,
            ApiKey,
            id=key_id,
            name=name,
            hash=digest,
            role=role,
            enterprise_id=enterprise_id,
            created_at=now,
            revoked_at=None,
        )
        return await self._session.get(ApiKey, key_id) is not None

    async def revoke(self, key_id: str, now: datetime) -> None:
        """Take a key out of force."""
        await self._session.execute(update(ApiKey).where(ApiKey.id == key_id).values(revoked_at=now))
