"""Erases an enterprise's archive on request, with a receipt."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import Field

from tools.archive.whose import find
from tools.database.repositories.archives import ArchiveRepository
from tools.database.repositories.numbers import next_number
from tools.domain.archive import spares_file
from tools.domain.region import read_name
from tools.kit.errors import InvalidArguments
from tools.kit.tool import Focus, ToolContext, ToolResult, tool
from tools.wording import archive as wording

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Erased(ToolResult):
    """What was erased.

    Attributes:
        number: The receipt's number; None where there was nothing to erase.
        enterprise: Id of the enterprise.
        name: How it is called, where it is not the speaker's own.
        counts: How many of each kind.
    """

    number: str | None = None
    enterprise: str | None = None
    name: str | None = None
    counts: dict[str, int] = Field(default_factory=dict)


@tool(wording.ERASE, writes=True, confirm="always", readers={"enterprise": read_name})
async def erase_archive(context: ToolContext, enterprise: str | None = None) -> Erased:
    """Erase all that is on file about one's own enterprise, for good; the person is asked first and gets a receipt.

    Args:
        enterprise: For operators, at the enterprise's request: its name or id.
    """
    if spares_file(context.question):
        msg = "erase_archive: one item and not the file, or a question"
        raise InvalidArguments(msg, slot="item")
    async with context.store.session() as session:
        firm = await find(session, context, enterprise)
        if firm is None:
            return Erased(text=wording.NOTHING_TO_ERASE.format(whose=wording.YOURS))
        repository = ArchiveRepository(session, firm.id)
        if not await repository.anything():
            return Erased(text=wording.NOTHING_TO_ERASE.format(whose=firm.whose), enterprise=firm.id)
        counts = await repository.erase(context.conversation, wording.BLANK_REPLY, context.now)
        day = context.now.astimezone(SHANGHAI)
        number = await next_number(session, f"E{day:%Y%m%d}")
        await repository.receipt(number, context.contact, counts, context.now)
    parts = [words.format(count=counts[name]) for name, words in wording.ERASED_PARTS.items() if counts.get(name)]
    lines = [wording.ERASED.format(whose=firm.whose, number=number, time=f"{day:{wording.TIME}}")]
    if parts:
        lines.append(wording.ERASED_COUNTS.format(parts=wording.COMMA.join(parts)))
    lines.append(wording.ERASED_STAYS.format(stays=wording.ERASED_STAYS_WORDS))
    return Erased(
        text="\n\n".join(lines),
        number=number,
        enterprise=firm.id,
        name=None if firm.own else firm.name,
        counts=counts,
        focus=Focus(tool="erase_archive"),
    )
