"""Who may sign in as an operator, and which keys may call the API."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, cast

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from tools.database.repositories.access import ApiKeyRepository, OperatorRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.memberships import OperatorAccountRepository
from tools.kit.errors import Conflict, InvalidArguments, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tools.database.engine import Database, Session
    from tools.database.models import ApiKey
    from tools.database.models import Operator as OperatorRow
    from tools.kit.tool import Role

MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
LONGEST_NAME = 40
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200
SLOWEST = 0.4
"""Seconds a refused attempt to sign in takes at the least, whatever it was refused for."""
AT_ONCE = 2
"""Passwords judged at the same time; each costs 64 MB of memory."""
TOKEN_BYTES = 32
PREFIX = "sz_"
"""What keys begin with, so that one is recognised where it should not be."""

_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Operator:
    """A person of the platform.

    Attributes:
        id: Their id.
        name: The name they sign in with.
        mark: Names their present password; what was signed before a change no longer bears it.
        created_at: When they were added.
        disabled_at: Since when they may not sign in.
        locked_until: Until when too many wrong passwords keep the account closed.
    """

    id: str
    name: str
    mark: str
    created_at: datetime
    disabled_at: datetime | None
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the API.

    Attributes:
        id: Its id.
        name: What the people who run the platform call it.
        role: What its bearer is.
        enterprise: Id of the enterprise its bearer speaks for.
        created_at: When it was made.
        revoked_at: Since when it is out of force.
    """

    id: str
    name: str
    role: Role
    enterprise: str | None
    created_at: datetime
    revoked_at: datetime | None


class Operators:
    """Adds operators and judges their passwords.

    Args:
        database: Where they are kept.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._judging = asyncio.Semaphore(AT_ONCE)

    async def add(self, name: str, password: str) -> Operator:
        """Add an operator; one who was disabled comes back with the new password.

        Raises:
            InvalidArguments: Name or password is too short or too long.
            Conflict: The name is taken.
        """
        name, hashed = _name(name), _hashed(password)
        async with self._database.transaction() as session:
            operators = OperatorRepository(session)
            if await operators.add(name, hashed, self._clock()) is None:
                known = await _operator(session, name)
                if known.disabled_at is None:
                    msg = f"there is an operator {name}"
                    raise Conflict(msg, what="operator", name=name)
                await operators.set_password(known.id, hashed, None)
        return await self._shown(name)

    async def set_password(self, name: str, password: str) -> Operator:
        """Give an operator another password; whoever is signed in with the old one no longer is.

        Raises:
            InvalidArguments: It is too short or too long.
            NotFound: There is no such operator.
        """
        hashed = _hashed(password)
        async with self._database.transaction() as session:
            known = await _operator(session, _plain(name))
            await OperatorRepository(session).set_password(known.id, hashed, known.disabled_at)
        return await self._shown(known.name)

    async def disable(self, name: str) -> Operator:
        """Keep an operator from signing in and, if they are signed in, from saying anything more.

        Raises:
            NotFound: There is no such operator.
        """
        async with self._database.transaction() as session:
            known = await _operator(session, _plain(name))
            if known.disabled_at is None:
                await OperatorRepository(session).disable(known.id, self._clock())
                # Who comes back one day binds their account on a channel anew.
                await OperatorAccountRepository(session).end(known.id, self._clock())
        return await self._shown(known.name)

    async def all(self) -> list[Operator]:
        """List all operators by name."""
        async with self._database.read() as session:
            return [_shown(row) for row in await OperatorRepository(session).all()]

    async def sign_in(self, name: str, password: str) -> Operator | None:
        """Judge a name and a password.

        After ``MOST_FAILURES`` wrong passwords in a row the account is locked for ``LOCKED``. An unknown name, a locked
        or disabled account and a wrong password are answered alike, and after the same time.

        Returns:
            The operator; None where the two do not go together, or the account is closed.
        """
        loop = asyncio.get_running_loop()
        earliest, now = loop.time() + SLOWEST, self._clock()
        async with self._database.transaction() as session:
            counted = await OperatorRepository(session).attempt(_plain(name), MOST_FAILURES, now, now + LOCKED)
        async with self._judging:
            hashed = await asyncio.to_thread(_decoy) if counted is None else counted[1]
            right = await asyncio.to_thread(_verified, hashed, password[:LONGEST_PASSWORD])
        if counted is None or not right:
            await asyncio.sleep(earliest - loop.time())
            return None
        async with self._database.transaction() as session:
            await OperatorRepository(session).succeed(counted[0])
        return await self.known(counted[0])

    async def known(self, operator_id: str) -> Operator | None:
        """Return an operator by their id, unless they are disabled."""
        async with self._database.read() as session:
            row = await OperatorRepository(session).get(operator_id)
        return None if row is None or row.disabled_at is not None else _shown(row)

    async def _shown(self, name: str) -> Operator:
        async with self._database.read() as session:
            return _shown(await _operator(session, name))


class Keys:
    """Makes and checks keys of the API; only their hashes are kept.

    Args:
        database: Where they are kept.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    async def add(self, name: str, role: Role, enterprise: str | None) -> tuple[Key, str]:
        """Make a key.

        Args:
            name: What to call it.
            role: What its bearer is.
            enterprise: Id of the enterprise its bearer speaks for; without one a bearer of the role ``enterprise`` gets
                one of their own with the first thing they keep.

        Returns:
            The key, and the token its bearer shows, which is not to be had again.

        Raises:
            InvalidArguments: The name is empty or too long, or an operator is to speak for an enterprise.
            Conflict: The name is taken, by a revoked key too.
            NotFound: There is no such enterprise.
        """
        name = _name(name)
        if role == "operator" and enterprise is not None:
            msg = "an operator speaks for no enterprise"
            raise InvalidArguments(msg, slot="enterprise", problem="operator")
        token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        async with self._database.transaction() as session:
            if enterprise is not None and await EnterpriseRepository(session).get(enterprise) is None:
                msg = f"no enterprise {enterprise}"
                raise NotFound(msg, what="enterprise", name=enterprise)
            keys = ApiKeyRepository(session)
            if not await keys.add(name, _digest(token), role, enterprise, self._clock()):
                msg = f"there is a key {name}"
                raise Conflict(msg, what="key", name=name)
            row = await _key(session, name)
        return _key_shown(row), token

    async def revoke(self, name: str) -> Key:
        """Take a key out of force, at once and for good.

        Raises:
            NotFound: There is no such key.
        """
        async with self._database.transaction() as session:
            row = await _key(session, _plain(name))
            if row.revoked_at is None:
                await ApiKeyRepository(session).revoke(row.id, self._clock())
                await session.refresh(row)
        return _key_shown(row)

    async def all(self) -> list[Key]:
        """List all keys by name."""
        async with self._database.read() as session:
            return [_key_shown(row) for row in await ApiKeyRepository(session).all()]

    async def known(self, token: str) -> Key | None:
        """Return the key a token belongs to, if it is in force."""
        if not token.startswith(PREFIX):
            return None
        async with self._database.read() as session:
            row = await ApiKeyRepository(session).hashed(_digest(token))
        return None if row is None else _key_shown(row)


def mark_of(password_hash: str) -> str:
    """Name a password hash without giving it away."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()


def _name(name: str) -> str:
    name = _plain(name)
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        msg = f"a name has 1 to {LONGEST_NAME} characters"
        raise InvalidArguments(msg, slot="name", problem="length", longest=LONGEST_NAME)
    return name


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        msg = f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
        raise InvalidArguments(
            msg, slot="password", problem="length", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD
        )
    return _HASHER.hash(password)


@cache
def _decoy() -> str:
    """Return a hash no password fits, to be judged where there is none."""
    return _HASHER.hash(secrets.token_hex())


def _verified(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except VerificationError:
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def _operator(session: Session, name: str) -> OperatorRow:
    row = await OperatorRepository(session).named(name)
    if row is None:
        msg = f"no operator {name}"
        raise NotFound(msg, what="operator", name=name)
    return row


async def _key(session: Session, name: str) -> ApiKey:
    row = await ApiKeyRepository(session).named(name)
    if row is None:
        msg = f"no key {name}"
        raise NotFound(msg, what="key", name=name)
    return row


def _shown(row: OperatorRow) -> Operator:
    return Operator(row.id, row.name, mark_of(row.password_hash), row.created_at, row.disabled_at, row.locked_until)


def _key_shown(row: ApiKey) -> Key:
    return Key(row.id, row.name, cast("Role", row.role), row.enterprise_id, row.created_at, row.revoked_at)
