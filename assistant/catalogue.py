"""The catalog of scenarios as files: what a download holds, and the table in a file somebody hands in."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Literal

from tools.database.repositories.scenarios import current
from tools.domain.catalogue import csv_of, csv_of_rows, rows_of
from tools.kit.errors import InvalidArguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.library import Library
    from tools.database.engine import Database

TableKind = Literal["csv", "xlsx"]

MOST_ROWS, MOST_COLUMNS = 1002, 60
"""Rows and columns of a workbook that are read; the rules on tables refuse what is longer."""
LARGEST = 5_000_000
"""Bytes a file may have."""
LARGEST_UNPACKED = 50_000_000
"""Bytes a workbook may have once it is unpacked."""
ENCODINGS = ("utf-8-sig", "gb18030")
"""How the text of a table may be written; spreadsheets in China write the second."""


async def exported(library: Library, database: Database, kind: TableKind) -> bytes:
    """Return the catalog as it is now, as a file; who may have it is for the caller to see to.

    Args:
        library: What has been read.
        database: Where operators' edits stand.
        kind: The file's kind.
    """
    async with database.read() as session:
        known = await current(session, library.current().catalogs)
    scenarios = known.scenarios.values()
    if kind == "csv":
        return csv_of(scenarios).encode("utf-8-sig")
    return _workbook(rows_of(scenarios))


def table_of(name: str, data: bytes) -> str:
    """Return the table of a CSV or XLSX file as CSV text, for ``exchange_scenarios``.

    Args:
        name: The file's name.
        data: Its content.

    Raises:
        InvalidArguments: The file cannot be read as a table, or is too large.
    """
    if len(data) > LARGEST:
        msg = f"{name} has {len(data)} bytes"
        raise InvalidArguments(msg, slot="table", problem="too_large")
    if not data.startswith(b"PK"):
        return _decoded(name, data)
    return csv_of_rows(_cells(name, data))


def _decoded(name: str, data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    msg = f"{name} is no text"
    raise InvalidArguments(msg, slot="table", problem="unreadable")


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 -- for those who want a workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(name: str, data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- as above
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 -- as above

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                msg = f"{name} unpacks to too much"
                raise InvalidArguments(msg, slot="table", problem="too_large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        return [_row(row) for row in rows]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        msg = f"{name} is no workbook: {error}"
        raise InvalidArguments(msg, slot="table", problem="unreadable") from error


def _row(values: Sequence[Any]) -> list[str]:
    """Write the cells of a row, without the empty ones at its end."""
    cells = ["" if value is None else str(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return cells
