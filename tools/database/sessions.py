"""What queries run in: a session of SQLAlchemy, with a short way to the driver for what runs with every message."""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.util import greenlet_spawn

from tools.database.models import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import BindParameter, Executable, PoolProxiedConnection, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
    from sqlalchemy.engine.interfaces import Dialect
    from sqlalchemy.ext.asyncio import AsyncEngine

    from tools.database.models import Model

    Insert = Callable[[type[Model] | Table], PostgresqlInsert | SqliteInsert]

INSERTS: dict[str, Insert] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""What begins an insert that may say what to do ``on_conflict``, by dialect."""


class Prepared:
    """A statement that is put together once, and run by ``Session.run``.

    Args:
        make: The statement, or what makes it of a dialect's ``insert``. Its parameters are ``bindparam``s, each for one
            value; its rows have the names of its columns.
    """

    def __init__(self, make: Executable | Callable[[Insert], Executable]) -> None:
        self._make = make
        self._compiled: dict[str, _Compiled] = {}

    def compiled(self, dialect: Dialect) -> _Compiled:
        """Return the statement as a database reads it."""
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            make = self._make
            statement = make(INSERTS[dialect.name]) if callable(make) else make
            compiled = self._compiled[dialect.name] = _Compiled(statement, dialect)
        return compiled


def room(count: int) -> int:
    """Return how many places a list of values gets, so that few statements do for lists of all lengths."""
    return 1 << max(count - 1, 0).bit_length()


def places(name: str, count: int) -> list[BindParameter[str]]:
    """Make the parameters of a list of words with so many places."""
    return [bindparam(f"{name}_{place}", type_=Words()) for place in range(count)]


def spread(name: str, values: Sequence[str]) -> dict[str, str]:
    """Put words into the places of their list; the last one, again, into those that are left."""
    return {f"{name}_{place}": values[min(place, len(values) - 1)] for place in range(room(len(values)))}


class _Compiled:
    """A statement in one dialect: its text, and how values go in and come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:  # noqa: ANN401 -- whatever may be executed
        made: Any = statement.compile(dialect=dialect)
        if made.post_compile_params:
            msg = "a prepared statement has one value for each of its parameters"
            raise ValueError(msg)
        self.text = str(made)
        order = made.positiontup or list(made.bind_names.values())
        values, binds = made.construct_params(_check=False), made.binds
        self._positional = made.positiontup is not None
        self._constants = {name: values[name] for name in order if not binds[name].required}
        self._in = [(name, binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in order]
        columns = list(getattr(statement, "exported_columns", ()))
        self.row: Any = namedtuple("Row", [column.key for column in columns]) if columns else None  # noqa: PYI024 -- its names are known only now
        self._dialect, self._types = dialect, [column.type.dialect_impl(dialect) for column in columns]
        self._out: list[tuple[int, Any]] | None = None

    def values(self, given: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """Return parameters as the driver takes them.

        Raises:
            KeyError: One is missing.
        """
        known = {**self._constants, **given}
        if self._positional:
            return [known[name] if write is None else write(known[name]) for name, write in self._in]
        return {name: known[name] if write is None else write(known[name]) for name, write in self._in}

    def rows(self, found: Sequence[Sequence[Any]], description: Sequence[Sequence[Any]]) -> list[Any]:
        """Return rows as they came from the driver with their names and types.

        Args:
            found: The rows.
            description: What the driver says of its columns; the second of each is the type it has there.
        """
        if self._out is None:
            codes = [column[1] for column in description]
            out = [kind.result_processor(self._dialect, code) for kind, code in zip(self._types, codes, strict=True)]
            self._out = [(place, read) for place, read in enumerate(out) if read is not None]
        rows = []
        for one in found:
            row = list(one)
            for place, read in self._out:
                row[place] = read(row[place])
            rows.append(self.row._make(row))
        return rows


class Session(AsyncSession):
    """A transaction, begun with its first statement; what else repositories need of one is SQLAlchemy's.

    Args:
        engine: The database; its options name the same patience.
        patience: Seconds a transaction that may write waits for another process's, on SQLite; None only reads.
    """

    def __init__(self, engine: AsyncEngine, patience: float | None) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._engine, self._patience = engine, patience
        self._held: PoolProxiedConnection | None = None

    async def run(self, statement: Prepared, given: Mapping[str, Any]) -> list[Any]:
        """Run a statement on the driver; SQLAlchemy's way there costs several times what the statement does.

        Args:
            statement: What to run.
            given: A value for each parameter.

        Returns:
            The rows, tuples with names; none where the statement returns none.

        Raises:
            sqlalchemy.exc.StatementError: A value is none the database can keep, or the database refuses.
        """
        dialect = self._engine.dialect
        compiled = statement.compiled(dialect)
        driver = await self._driver()
        try:
            cursor = driver.cursor()
            await cursor.execute(compiled.text, compiled.values(given))
            return compiled.rows(await cursor.fetchall(), cursor.description) if compiled.row is not None else []
        except Exception as error:
            base = dialect.loaded_dbapi.Error
            raise DBAPIError.instance(compiled.text, None, error, base, hide_parameters=True) from error

    async def one(self, statement: Prepared, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- a row
        """Run a statement on the driver and return its first row; None where there is none."""
        return next(iter(await self.run(statement, given)), None)

    async def end(self) -> None:
        """Commit."""
        if self.in_transaction():
            await self.commit()
        if self._held is not None:
            await _driver_of(self._held).commit()

    async def leave(self) -> None:
        """Let go of the connection; what was not committed is rolled back."""
        if self.in_transaction():
            await self.close()
        held, self._held = self._held, None
        if held is not None:
            await greenlet_spawn(held.close)

    async def _driver(self) -> Any:  # noqa: ANN401 -- a driver's connection
        if self._held is not None:
            if self.in_transaction() and (self.new or self.dirty or self.deleted):
                await self.flush()
            return _driver_of(self._held)
        if self.in_transaction():
            await self.flush()
            return _driver_of(await (await self.connection()).get_raw_connection())
        self._held = held = await self._engine.raw_connection()
        # What goes SQLAlchemy's way after this is part of the same transaction.
        self.sync_session.bind = Connection(self._engine.sync_engine, connection=held)
        driver = _driver_of(held)
        if self._engine.dialect.name == "sqlite":
            await driver.begin(self._patience)
        return driver


def _driver_of(connection: PoolProxiedConnection) -> Any:  # noqa: ANN401 -- a driver's connection
    return connection.driver_connection
