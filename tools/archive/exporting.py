"""Hands out all that is on file about an enterprise."""

from __future__ import annotations

from pydantic import Field

from tools.archive.whose import another, find
from tools.database.repositories.archives import ArchiveRepository
from tools.domain.region import read_name
from tools.kit.tool import Attachment, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import archive as wording

XLSX, JSON = "xlsx", "json"
MEDIA_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json",
}
PATH = "/files/archive.{kind}"


class Exported(ToolResult):
    """What is handed out.

    Attributes:
        enterprise: Id of the enterprise; None where there is none yet.
        counts: How many rows of each kind.
    """

    enterprise: str | None = None
    counts: dict[str, int] = Field(default_factory=dict)


@tool(wording.EXPORT, readers={"enterprise": read_name}, follows=another)
async def export_archive(context: ToolContext, enterprise: str | None = None, question: str = "") -> Exported:
    """Hand out all that is on file about an enterprise, with its history, as a workbook and as JSON.

    Args:
        enterprise: For operators: the enterprise's name or id.
        question: The person's words.
    """
    async with context.store.session() as session:
        firm = await find(session, context, enterprise, question)
        counts = await ArchiveRepository(session, firm.id).counts() if firm else {}
    whose = firm.whose if firm else wording.YOURS
    if firm is None or not any(counts.values()):
        begin = (Suggestion(title=wording.BEGIN, tool="keep_facts"),) if firm is None or firm.own else ()
        return Exported(text=wording.EMPTY.format(whose=whose), suggestions=begin, enterprise=firm.id if firm else None)
    lines = [
        wording.EXPORT_LINE.format(name=name, count=counts[key], unit=unit)
        for key, (name, unit) in wording.SECTIONS.items()
        if counts[key]
    ]
    query = "" if firm.own else f"?enterprise={firm.id}"
    attachments = tuple(
        Attachment(name=f"{wording.FILE_NAME}.{kind}", media_type=media_type, path=PATH.format(kind=kind) + query)
        for kind, media_type in MEDIA_TYPES.items()
    )
    links = wording.LIST_COMMA.join(
        wording.LINKS.format(name=wording.FORMATS[kind], address=context.address, path=attachment.path)
        for kind, attachment in zip(MEDIA_TYPES, attachments, strict=True)
    )
    parts = [wording.EXPORTED.format(whose=firm.whose, links=links), "\n".join(lines), wording.EXPORT_NOTE]
    return Exported(
        text="\n\n".join(parts),
        attachments=attachments,
        suggestions=(
            Suggestion(title=wording.SUGGEST["all"], tool="show_archive", arguments=_named(firm.own, firm.id)),
        ),
        focus=Focus(tool="export_archive", arguments=_named(firm.own, firm.id)),
        enterprise=firm.id,
        counts=counts,
    )


def _named(own: bool, enterprise: str) -> dict[str, str]:  # noqa: FBT001 -- a fact about the firm
    return {} if own else {"enterprise": enterprise}
