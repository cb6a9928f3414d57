"""The catalog as a table: written for export, read and checked line by line for import."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tools.domain.catalogue import lexicon
from tools.domain.catalogue.checking import Fault, checked, field_called, next_id, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.catalogs import Scenario

MOST_LINES = 1000
"""Lines an import may have."""
MARKS = ",\t;"
"""What may stand between cells."""
LEAST_COLUMNS = 2
"""Known columns that make a line the header of a table."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """Something wrong with a line of a table.

    Attributes:
        line: Its number in the file, the header being 1.
        fault: What is wrong; its ``field`` may be a column nobody knows.
    """

    line: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Change:
    """What an import would do to one scenario.

    Attributes:
        record: As it would be.
        before: As it is; None for a new one.
        fields: The fields that change.
    """

    record: Scenario
    before: Scenario | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """What a table would change, or why it may not.

    Attributes:
        changes: What differs from the catalog.
        same: How many lines say what the catalog says already.
        faults: What is wrong; with any, nothing is to be changed.
    """

    changes: tuple[Change, ...] = ()
    same: int = 0
    faults: tuple[LineFault, ...] = ()


def rows_of(scenarios: Iterable[Scenario]) -> list[list[str]]:
    """Write scenarios as rows, the header first."""
    rows = [list(lexicon.COLUMNS.values())]
    rows += [[guarded(text_of(scenario, field)) for field in lexicon.COLUMNS] for scenario in scenarios]
    return rows


def guarded(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula."""
    return lexicon.GUARD + cell if cell.startswith(lexicon.FORMULA) else cell


def csv_of(scenarios: Iterable[Scenario]) -> str:
    """Write scenarios as CSV."""
    return csv_of_rows(rows_of(scenarios))


def csv_of_rows(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def rows_in(text: str) -> list[list[str]]:
    """Read the rows of a CSV text, with commas, semicolons or tabs between cells.

    Args:
        text: With or without a byte order mark.

    Returns:
        The rows that hold anything; none where the text is no table.
    """
    text = _lines(text)
    header = text.partition("\n")[0]
    mark = max(MARKS, key=header.count)
    try:
        return [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(cell.strip() for cell in row)]
    except csv.Error:  # a cell longer than any field may be
        return []


def _lines(text: str) -> str:
    return text.lstrip("\ufeff").strip().replace("\r\n", "\n").replace("\r", "\n")


def table_in(text: str) -> str:
    """Return the table of scenarios a text holds, without the words before and behind it; empty where it holds none.

    Args:
        text: A message, or a table and nothing else.
    """
    return apart(text)[0]


def apart(text: str) -> tuple[str, str]:
    """Part a message into the table of scenarios it holds and the words around it; no table is empty.

    Args:
        text: A message, or a table and nothing else.
    """
    lines = _lines(text).split("\n")
    for place, line in enumerate(lines[:-1]):
        for header in (lexicon.UP_TO_A_COLON.sub("", line), line):
            cells = rows_in(header)
            below = lines[place + 1 :]
            behind: list[str] = []
            if not cells or sum(field_called(cell) is not None for cell in cells[0]) < LEAST_COLUMNS:
                continue
            while below and not any(mark in below[-1] for mark in f'{MARKS}"'):
                behind.insert(0, below.pop())
            if below:
                around = [*lines[:place], line.removesuffix(header), *behind]
                return "\n".join([header, *below]), " ".join(part.strip() for part in around if part.strip())
    return "", text


def imported(
    rows: Sequence[Sequence[str]], current: Mapping[str, Scenario], indicators: Iterable[str], taken: Iterable[str] = ()
) -> Import:
    """Read a table and compare it with the catalog; nothing is changed here.

    A line with an id changes that scenario's fields that have a column; one without an id adds a scenario.

    Args:
        rows: The header first.
        current: The scenarios as they are, by id.
        indicators: Ids of all indicators.
        taken: Ids given out before, withdrawn ones too.
    """
    if not rows:
        return Import(faults=(LineFault(1, Fault("", "required")),))
    fields = [field_called(cell) for cell in rows[0]]
    faults = [
        LineFault(1, Fault(cell.strip(), "field"))
        for cell, field in zip(rows[0], fields, strict=True)
        if field is None and cell.strip()
    ]
    doubled = {field for field in fields if field is not None and fields.count(field) > 1}
    faults += [LineFault(1, Fault(field, "field", lexicon.COLUMNS[field])) for field in sorted(doubled)]
    if len(rows) - 1 > MOST_LINES:
        faults.append(LineFault(MOST_LINES + 2, Fault("", "length", str(len(rows) - 1), (str(MOST_LINES),))))
    if faults:
        return Import(faults=tuple(faults))
    changes: list[Change] = []
    same, seen = 0, set[str]()
    numbers = {*taken, *current}
    for line, row in enumerate(rows[1:], 2):
        values = _values(fields, row)
        change, wrong = _change(values, current, indicators, numbers)
        name = str(values.get("id") or "")
        if name and name in seen:
            wrong = (*wrong, Fault("id", "id", name))
        seen.add(name)
        faults += [LineFault(line, fault) for fault in wrong]
        if change is not None:
            numbers.add(change.record.id)
            changes += [change] if change.fields else []
            same += not change.fields
    return Import(tuple(changes), same) if not faults else Import(faults=tuple(faults))


def _values(fields: Sequence[str | None], row: Sequence[str]) -> dict[str, Any]:
    cells = {field: cell.removeprefix(lexicon.GUARD) for field, cell in zip(fields, row, strict=False) if field}
    return {field: value_of(field, cell) for field, cell in cells.items()}


def _change(
    values: Mapping[str, Any], current: Mapping[str, Scenario], indicators: Iterable[str], taken: Iterable[str]
) -> tuple[Change | None, tuple[Fault, ...]]:
    name = values.get("id")
    before = current.get(str(name)) if name else None
    whole = {**(before.model_dump(mode="json") if before else {}), **values}
    if not name and values.get("module") in lexicon.PREFIXES:
        whole["id"] = next_id(str(values["module"]), taken)
    record, faults = checked(whole, indicators)
    if (
        record is None
        and name
        and before is None
        and any(fault.problem in {"required", "unrecorded"} for fault in faults)
    ):
        return None, (Fault("id", "unknown", str(name)),)
    if record is None:
        return None, faults
    changed = tuple(f for f in lexicon.COLUMNS if before is None or getattr(before, f) != getattr(record, f))
    return Change(record, before, changed), ()
