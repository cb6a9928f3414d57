"""Enterprises that meet a filter, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tools.database.repositories.scenarios import current
from tools.kit.errors import InvalidArguments, NotFound
from tools.kit.tool import ToolContext
from tools.region import exporting
from tools.wording import region as wording

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.library import Library
    from tools.database.engine import Database

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def table(library: Library, database: Database, asked: str, now: datetime) -> tuple[bytes, str]:
    """Return the enterprises that meet a filter as CSV with a byte order mark, and the file's name.

    Args:
        library: What has been read.
        database: Where enterprises are kept.
        asked: The filter, as ``find_enterprises`` writes it into an address; who asks is for the caller to see to.
        now: The time.

    Raises:
        NotFound: The address holds no filter, or one with a scenario that is not there.
    """
    generation = library.current()
    context = ToolContext("operator", "", "", "", now, generation)
    async with database.read() as session:
        known = await current(session, generation.catalogs)
        try:
            wanted = exporting.read(asked)
            text = await exporting.table(context, session, known, wanted)
        except (InvalidArguments, KeyError) as error:
            msg = "no such filter"
            raise NotFound(msg, what="file", name="") from error
    return text.encode("utf-8-sig"), wording.LIST_FILE.format(day=now.astimezone(SHANGHAI).date().isoformat())
