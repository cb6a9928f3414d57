"""What an enterprise's people, or an operator, may take away of an archive: a workbook, or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tools.database.repositories.archives import ArchiveRepository
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.domain.archive import archive
from tools.kit.errors import NotFound, NotPermitted
from tools.wording import archive as wording
from tools.wording import archive_file as sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from tools.database.engine import Database

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST_CELL = 32_000
"""Characters a cell of a workbook holds, with some room."""
MOMENTS = frozenset(
    {"recorded_at", "ended_at", "started_at", "finished_at", "answered_at", "created_at", "expires_at", "revoked_at"}
    | {"due_at", "closed_at", "at", "go_live_at", "updated_at", "told_at", "replied_at", "converted_at"}
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is on file about one enterprise.

    Attributes:
        enterprise: Its id.
        name: Its name, if it has one.
        made_at: When it was put together.
        sections: Rows by kind, in values JSON knows.
    """

    enterprise: str
    name: str | None
    made_at: datetime
    sections: Mapping[str, Sequence[Mapping[str, Any]]]


class Archives:
    """Hands archives to those whose they are.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def bundle(self, contact_id: str | None, enterprise: str | None, now: datetime, *, operator: bool) -> Bundle:
        """Put an archive together for one person.

        Args:
            contact_id: Who asks; None for somebody the channel has not met.
            enterprise: Id of the enterprise asked for; None for one's own.
            now: The time.
            operator: The channel vouches that it is an operator who asks.

        Raises:
            NotPermitted: Somebody asks for an enterprise that is not their own.
            NotFound: There is no such enterprise, the person has none, or nothing is on file.
        """
        async with self._database.read() as session:
            contact = await ContactRepository(session).get(contact_id) if contact_id else None
            own = contact.enterprise_id if contact is not None and contact.role != "operator" else None
            wanted = enterprise if operator else own
            if not operator and enterprise is not None and enterprise != own:
                msg = "another enterprise's archive"
                raise NotPermitted(msg, what="enterprise")
            row = await EnterpriseRepository(session).get(wanted) if wanted else None
            sections = await ArchiveRepository(session, row.id).bundle() if row else {}
        if row is None or not any(sections.values()):
            msg = "nothing on file"
            raise NotFound(msg, what="archive", name=enterprise or "")
        return Bundle(row.id, row.name, now, sections)


def as_json(bundle: Bundle) -> bytes:
    """Write an archive as JSON, in the words of the tables."""
    content = {
        "enterprise": {"id": bundle.enterprise, "name": bundle.name},
        "exported_at": bundle.made_at.isoformat(),
        **bundle.sections,
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def as_workbook(bundle: Bundle) -> bytes:
    """Write an archive as a workbook, a sheet for each kind of record; nothing in it is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 -- costs a quarter of a second, for nothing where nobody exports

    book = Workbook()
    first = book.active if book.active is not None else book.create_sheet()
    first.title = sheets.SHEET_TITLE
    values = {"name": bundle.name or sheets.UNNAMED, "time": _moment(bundle.made_at)}
    for title, text in sheets.SHEET_NOTE:
        _append(first, [title, text.format(**values)])
    for kind, (title, _) in wording.SECTIONS.items():
        rows = bundle.sections.get(kind, ())
        if rows:
            sheet = book.create_sheet(title)
            columns = sheets.SHEET_COLUMNS[kind]
            _append(sheet, [sheets.COLUMNS[column] for column in columns])
            for row in rows:
                _append(sheet, [_cell(kind, column, row) for column in columns])
            sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _append(sheet: Worksheet, values: Sequence[str | int | float | None]) -> None:
    """Add a row; what begins like a formula stays text."""
    sheet.append([_printable(value) if isinstance(value, str) else value for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _printable(text: str) -> str:
    clean = "".join(sign for sign in text if sign in "\t\n" or " " <= sign < "\ud800" or sign > "\udfff")
    return clean if len(clean) <= LONGEST_CELL else clean[:LONGEST_CELL] + sheets.CUT


def _cell(kind: str, column: str, row: Mapping[str, Any]) -> str | int | float | None:
    value = row.get(column)
    if value is None:
        return None
    fields = archive().by_key
    if kind == "facts" and column == "field":
        return fields[value].name if value in fields else str(value)
    if kind == "facts" and column == "value":
        held = value.get("value")
        return wording.shown_value(fields[row["field"]], held) if row["field"] in fields else str(held)
    if column == "evidence":
        return wording.EVIDENCE.get(str(value), str(value))
    if kind == "facts" and column == "source":
        return wording.SOURCE.get(str(value), str(value))
    if column in MOMENTS:
        return _moment(datetime.fromisoformat(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str | int | float) else str(value)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):{wording.TIME}}"
