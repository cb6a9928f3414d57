"""Arithmetic on stored moments, and what else each database writes in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Float, Integer, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tools.database.models import Instant

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute
    from sqlalchemy.sql.compiler import SQLCompiler

DAY = 86400
"""Seconds of a day."""


class _Later(FunctionElement[Any]):
    name = "later"
    type = Instant()
    inherit_cache = True


class _Day(FunctionElement[str]):
    name = "day"
    type = Text()
    inherit_cache = True


class _Items(FunctionElement[int]):
    name = "items"
    type = Integer()
    inherit_cache = True


class _NewId(FunctionElement[str]):
    name = "new_id"
    type = Text()
    inherit_cache = True


def later(
    moment: ColumnElement[Any] | InstrumentedAttribute[Any], seconds: float | BindParameter[Any]
) -> ColumnElement[Any]:
    """Return the moment so many whole seconds later; earlier where they are negative."""
    if isinstance(seconds, BindParameter):
        return _Later(moment, seconds)
    return _Later(moment, literal(float(round(seconds)), Float()))


def day(moment: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Return the day of a moment in UTC, such as ``2026-11-26``."""
    return _Day(moment)


def items(document: ColumnElement[Any] | InstrumentedAttribute[Any], key: str) -> ColumnElement[int]:
    """Return how many items the list under a key of a JSON document has."""
    return _Items(document, literal(key))


def new_ids() -> ColumnElement[str]:
    """Return an id for each row, of 32 hexadecimal digits as ``new_id`` makes them."""
    return _NewId()


@compiles(_Later, "sqlite")
def _later_sqlite(element: _Later, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 -- SQLAlchemy's own
    # A moment is text with six digits of a fraction, of which strftime would keep three.
    moment, seconds = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"(strftime('%Y-%m-%d %H:%M:%S', substr({moment}, 1, 19), {seconds} || ' seconds') || substr({moment}, 20))"


@compiles(_Later, "postgresql")
def _later_postgresql(element: _Later, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 -- as above
    moment, seconds = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({moment} + make_interval(secs => {seconds}))"


@compiles(_Day, "sqlite")
def _day_sqlite(element: _Day, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 -- as above
    return f"substr({compiler.process(element.clauses, **kw)}, 1, 10)"


@compiles(_Day, "postgresql")
def _day_postgresql(element: _Day, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 -- as above
    return f"to_char({compiler.process(element.clauses, **kw)} AT TIME ZONE 'UTC', 'YYYY-MM-DD')"


@compiles(_Items, "sqlite")
def _items_sqlite(element: _Items, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 -- as above
    document, key = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"coalesce(json_array_length({document}, '$.' || {key}), 0)"


@compiles(_Items, "postgresql")
def _items_postgresql(element: _Items, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 -- as above
    document, key = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"coalesce(json_array_length({document} -> {key}), 0)"


@compiles(_NewId, "sqlite")
def _new_id_sqlite(_: _NewId, __: SQLCompiler, **___: Any) -> str:  # noqa: ANN401 -- as above
    return "lower(hex(randomblob(16)))"


@compiles(_NewId, "postgresql")
def _new_id_postgresql(_: _NewId, __: SQLCompiler, **___: Any) -> str:  # noqa: ANN401 -- as above
    return "replace(CAST(gen_random_uuid() AS text), '-', '')"
