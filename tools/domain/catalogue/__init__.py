"""The catalog of scenarios as operators keep it: checked, edited, and exchanged as a table."""

from __future__ import annotations

from tools.domain.catalogue.checking import (
    CHOICES,
    Fault,
    checked,
    effective,
    field_called,
    next_id,
    text_of,
    value_of,
)
from tools.domain.catalogue.tables import (
    Change,
    Import,
    LineFault,
    apart,
    csv_of,
    csv_of_rows,
    guarded,
    imported,
    rows_in,
    rows_of,
    table_in,
)

__all__ = [
    "CHOICES",
    "Change",
    "Fault",
    "Import",
    "LineFault",
    "apart",
    "checked",
    "csv_of",
    "csv_of_rows",
    "effective",
    "field_called",
    "guarded",
    "imported",
    "next_id",
    "rows_in",
    "rows_of",
    "table_in",
    "text_of",
    "value_of",
]
