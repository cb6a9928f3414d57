"""The enterprises of a list as a table to download: every one that meets the filter, one a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from tools.database.repositories.region import RegionRepository
from tools.domain.catalogue import csv_of_rows, guarded
from tools.domain.region import EnterpriseFilter
from tools.kit.errors import InvalidArguments
from tools.kit.tool import Attachment
from tools.region.finding import EnterpriseList, EnterpriseRow, Finder, told_pains
from tools.wording import region as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.kit.tool import ToolContext

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADDRESS = "/files/enterprises.csv"
"""Where the table is downloaded from, below the platform's address."""
CSV = "text/csv"
LONGEST = 2000
"""Characters of a filter in an address."""
MOST = 5000
"""Lines of a table."""


def handed_out(context: ToolContext, listed: EnterpriseList) -> EnterpriseList:
    """Say where the whole list can be downloaded, in the place of the list."""
    if not listed.count:
        return listed
    asked = json.dumps(listed.filters, ensure_ascii=False, separators=(",", ":"))
    path = f"{ADDRESS}?{urlencode({'asked': asked})}"
    name = wording.LIST_FILE.format(day=context.now.astimezone(SHANGHAI).date().isoformat())
    text = wording.AS_FILE.format(count=min(listed.count, MOST), link=f"[{name}]({context.address}{path})")
    return listed.model_copy(
        update={
            "text": text,
            "attachments": (Attachment(name=name, media_type=CSV, path=path),),
            "enterprises": (),
            "suggestions": (),
        }
    )


def read(asked: str) -> EnterpriseFilter:
    """Read the filter out of an address.

    Raises:
        InvalidArguments: It is none.
    """
    try:
        if len(asked) > LONGEST:
            raise ValueError  # noqa: TRY301 -- told like any other
        return TypeAdapter(EnterpriseFilter).validate_python(json.loads(asked or "{}"))
    except (ValidationError, ValueError, TypeError) as error:
        msg = "no filter of enterprises"
        raise InvalidArguments(msg, slot="asked", problem="filter") from error


async def table(context: ToolContext, session: Session, known: Catalogs, asked: EnterpriseFilter) -> str:
    """Return the enterprises that meet a filter as CSV text.

    Args:
        context: Who asks; only operators may.
        session: Any session.
        known: The typed records, scenarios as operators have edited them.
        asked: The filter.
    """
    listed = await Finder(context, RegionRepository(session), known, asked, MOST, 0, "").listed()
    lines = [[guarded(cell) for cell in _line(one, known)] for one in listed.enterprises]
    return csv_of_rows([wording.FILE_COLUMNS, *lines])


def _line(one: EnterpriseRow, known: Catalogs) -> Sequence[str]:
    values: tuple[Any, ...] = (
        one.name,
        one.town,
        one.industry,
        one.employees,
        one.level,
        one.score,
        wording.LIST_COMMA.join(told_pains(one)),
        (one.last_contact or "")[:10],
        known.scenarios[one.scenario].name if one.scenario else "",
        wording.LIST_COMMA.join(one.reasons),
        wording.LIST_COMMA.join(one.lacking),
    )
    return ["" if value is None else str(value) for value in values]
