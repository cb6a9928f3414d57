"""The catalog as a table: where to download it, what a pasted one would change, and keeping that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from tools.database.repositories.scenarios import ScenarioRepository
from tools.domain import catalogue
from tools.domain.catalogue import lexicon as columns
from tools.kit.errors import InvalidArguments
from tools.kit.tool import Attachment, Pending, Suggestion, ToolResult
from tools.wording import scenarios as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.domain.catalogue import Import
    from tools.kit.tool import ToolContext

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ADDRESS = "/files/scenarios.{kind}"
"""Where the table is downloaded from, below the platform's address."""
MOST_SHOWN = 20

Exchange = Literal["export", "import"]


class ScenarioExchange(ToolResult):
    """What an export holds, or an import would change.

    Attributes:
        action: ``export`` or ``import``.
        count: Scenarios in the table, or those that would change.
        added: Ids an import would add.
        changed: Ids an import would change.
        faults: What is wrong with a table, line by line, in words.
    """

    action: str
    count: int = 0
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


class Imported(ToolResult):
    """What an import changed.

    Attributes:
        added: Ids of new scenarios.
        changed: Ids of changed ones.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def exported(context: ToolContext, known: Catalogs, edits: Mapping[str, Any]) -> ScenarioExchange:
    """Say where the catalog as it is now can be downloaded.

    Args:
        context: Who asks.
        known: All records, scenarios as they are now.
        edits: The newest record of each edited scenario.
    """
    day = context.now.astimezone(SHANGHAI).date().isoformat()
    files = [
        Attachment(name=wording.FILE.format(day=day, kind=kind), media_type=media, path=ADDRESS.format(kind=kind))
        for kind, media in MEDIA_TYPES.items()
    ]
    links = [wording.LINK.format(name=f.name.rpartition(".")[2].upper(), url=context.address + f.path) for f in files]
    kept = sum(record is not None for record in edits.values())
    text = wording.EXPORTED.format(
        count=len(known.scenarios),
        edited=wording.EXPORTED_EDITED.format(count=kept) if kept else "",
        links=wording.LIST_COMMA.join(links),
    )
    return ScenarioExchange(
        text=text + wording.EXPORT_COLUMNS, action="export", count=len(known.scenarios), attachments=tuple(files)
    )


def checked(table: str, known: Catalogs, taken: Iterable[str]) -> ScenarioExchange:
    """Say what a table would change, and wait for a yes; with a fault in it nothing is to be changed.

    Args:
        table: CSV text, the header first.
        known: All records, scenarios as they are now.
        taken: Ids given out before.
    """
    if not catalogue.table_in(table):
        pending = Pending(
            tool="exchange_scenarios",
            slot="table",
            arguments={"action": "import"},
            question=wording.EXCHANGE.questions["table"],
        )
        text = f"{wording.NOT_A_TABLE}{pending.question}" if table.strip() else pending.question
        return ScenarioExchange(text=text, action="import", pending=pending)
    found = catalogue.imported(catalogue.rows_in(table), known.scenarios, known.indicators, taken)
    if found.faults:
        return _faulty(found)
    if not found.changes:
        return ScenarioExchange(text=wording.CHECKED_NONE.format(same=found.same), action="import")
    return _waiting(found)


def faults_of(found: Import) -> list[str]:
    """Put what is wrong with a table into words, line by line."""
    return [
        wording.LINE_FAULT.format(
            line=one.line,
            fault=wording.fault_in_words(one.fault.field, one.fault.problem, one.fault.value, one.fault.wanted),
        )
        for one in found.faults
    ]


def _faulty(found: Import) -> ScenarioExchange:
    lines = faults_of(found)
    more = wording.CHECKED_MORE.format(count=len(lines) - MOST_SHOWN) if len(lines) > MOST_SHOWN else ""
    text = wording.CHECKED_FAULTS.format(count=len(lines), lines="\n".join(lines[:MOST_SHOWN]) + more)
    return ScenarioExchange(text=text, action="import", faults=tuple(lines))


def _waiting(found: Import) -> ScenarioExchange:
    added = tuple(c.record.id for c in found.changes if c.before is None)
    changed = tuple(c.record.id for c in found.changes if c.before is not None)
    lines = [
        (wording.CHECKED_ADD if c.before is None else wording.CHECKED_CHANGE).format(
            id=c.record.id,
            name=c.record.name,
            fields=wording.LIST_COMMA.join(columns.COLUMNS[f] for f in c.fields),
        )
        for c in found.changes
    ]
    more = wording.CHECKED_MORE.format(count=len(lines) - MOST_SHOWN) if len(lines) > MOST_SHOWN else ""
    question = wording.CHECKED.format(
        added=len(added), changed=len(changed), same=found.same, lines="\n".join(lines[:MOST_SHOWN]) + more
    )
    records = [c.record.model_dump(mode="json", exclude_none=True) for c in found.changes]
    pending = Pending(
        tool="import_scenarios",
        slot=None,
        arguments={"records": records},
        question=question,
        choices=(Suggestion(title=wording.GO_AHEAD), Suggestion(title=wording.NOT_NOW)),
    )
    return ScenarioExchange(
        text=question, action="import", count=len(found.changes), added=added, changed=changed, pending=pending
    )


async def kept(
    context: ToolContext, session: Session, known: Catalogs, records: Sequence[Mapping[str, Any]]
) -> Imported:
    """Check records once more and keep all of them, or none.

    Args:
        context: Who imports them.
        session: A transaction that may write.
        known: All records, scenarios as they are now.
        records: Scenarios with all their fields.

    Raises:
        InvalidArguments: A record holds what it may not.
    """
    repository = ScenarioRepository(session)
    added: list[str] = []
    changed: list[str] = []
    for values in records:
        record, faults = catalogue.checked(values, known.indicators)
        if record is None or not values.get("id"):
            told = [(f.field, f.problem, f.value, f.wanted) for f in faults] or [("id", "id", "", ())]
            msg = f"a record of the import is not valid: {len(told)} faults"
            raise InvalidArguments(msg, slot="records", problem="faults", faults=told)
        before = known.scenarios.get(record.id)
        if before == record:
            continue
        await repository.edit(record.id, record.model_dump(mode="json"), context.contact, context.now)
        (added if before is None else changed).append(record.id)
    text = wording.IMPORTED.format(added=len(added), changed=len(changed))
    return Imported(text=text, added=tuple(added), changed=tuple(changed))
