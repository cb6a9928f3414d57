"""Keeps the catalog: reads which change is asked for, checks it, and keeps it as a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from corpus.lexical import normalise
from tools.database.repositories.scenarios import ScenarioRepository, current
from tools.domain import catalogue
from tools.domain.catalogue import lexicon as columns
from tools.domain.catalogue.changing import EDITABLE, FieldChange, changes_answered, changes_in
from tools.domain.catalogue.meaning import candidates, mentioned
from tools.kit import lexicon as asking
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Suggestion, ToolResult
from tools.scenarios import lexicon
from tools.scenarios.locating import located
from tools.wording import scenarios as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.database.engine import Session
    from tools.kit.tool import ToolContext

Action = Literal["add", "change", "withdraw", "restore"]


class Edited(ToolResult):
    """A change of the catalog.

    Attributes:
        scenario: The scenario's id.
        action: What was done.
        version: The number of the new version.
        fields: The fields that changed.
        asked: What is asked before it is done.
    """

    scenario: str
    action: str
    version: int
    fields: tuple[str, ...] = ()
    asked: str = ""


def read_changes(text: str, arguments: Mapping[str, Any]) -> list[dict[str, str]] | None:  # noqa: ARG001 -- the shape of a reader
    """Read an answer to the question which fields to change; None where it names none."""
    return [change.model_dump(exclude_defaults=True) for change in changes_answered(text)] or None


def read_revision(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read what else is to change, or what is to be held instead, before a change that was shown is agreed to."""
    changes = read_changes(text, arguments)
    if changes is None or arguments.get("action", "change") not in {"add", "change"} or asking.ASKS.search(text):
        return None
    return {**arguments, "more": [*(arguments.get("more") or ()), *changes]}


def read_edit(text: str, catalogs: Catalogs) -> dict[str, Any]:
    """Read a request to edit the catalog.

    Args:
        text: Normalised text.
        catalogs: The typed records.

    Returns:
        The arguments of ``edit_scenario`` as far as they stand there.
    """
    changes = [change.model_dump(exclude_defaults=True) for change in changes_in(text)]
    meant = mentioned(text, catalogs.scenarios)
    named = [catalogs.scenarios[one] for one in meant] or candidates(catalogs.scenarios, text)
    found: dict[str, Any] = {"action": "change", **({"changes": changes} if changes else {})}
    if lexicon.ADD.search(text) and not (len(named) == 1 and lexicon.WITHDRAW.search(text)):
        name = next((c["value"] for c in changes if c["field"] == "name"), None) or _new_name(text)
        return {**found, "action": "add", **({"scenario": name} if name else {})}
    if len(named) == 1:
        found["scenario"] = wording.NAMED.format(name=named[0].name, id=named[0].id)
    if not changes and not lexicon.UNDO.search(text):
        found["action"] = (
            "restore" if lexicon.RESTORE.search(text) else "withdraw" if lexicon.WITHDRAW.search(text) else "change"
        )
    return found


def _new_name(text: str) -> str | None:
    """Return what a new scenario is to be called, where that stands in a request."""
    for pattern in (lexicon.QUOTED, lexicon.CALLED, lexicon.AFTER_COLON):
        if match := pattern.search(text):
            return next((group.strip() for group in match.groups() if group), None)
    return None


async def edited(
    context: ToolContext, session: Session, scenario: str, action: Action, changes: Sequence[FieldChange]
) -> Edited:
    """Check a change and keep it.

    Args:
        context: Who changes it.
        session: A transaction that may write.
        scenario: An id or a name.
        action: What to do.
        changes: The fields that change.

    Raises:
        NotFound: There is no such scenario.
        Conflict: There is nothing to change, or it is there already.
        InvalidArguments: A field holds what it may not.
    """
    known = await current(session, context.library.catalogs)
    repository = ScenarioRepository(session)
    if action == "restore":
        return await _restored(context, repository, known, scenario)
    if action == "add":
        return await _added(context, repository, known, scenario, changes)
    before = await _standing(repository, known, context.library.catalogs.scenarios, scenario)
    if action == "withdraw":
        version = await repository.edit(before.id, None, context.contact, context.now)
        text = wording.WITHDRAWN.format(name=before.name, id=before.id)
        asked = wording.ask_edit(action, before.name, before.id)
        return Edited(text=text, scenario=before.id, action=action, version=version, asked=asked)
    record = _checked({**before.model_dump(mode="json"), **_values(changes, before)}, known)
    fields = tuple(f for f in columns.COLUMNS if getattr(before, f) != getattr(record, f))
    if not fields:
        msg = "nothing changes"
        raise Conflict(msg, problem="nothing")
    version = await repository.edit(record.id, record.model_dump(mode="json"), context.contact, context.now)
    return _told(record, before, fields, action, version)


async def _standing(
    repository: ScenarioRepository, known: Catalogs, package: Mapping[str, Scenario], name: str
) -> Scenario:
    try:
        return located(known.scenarios, name, "scenario", package)
    except NotFound as error:
        withdrawn = error.data.get("withdrawn") or await repository.last(name.upper()) is not None
        raise NotFound(str(error), what="scenario", name=error.data.get("name"), withdrawn=withdrawn) from error


async def _restored(context: ToolContext, repository: ScenarioRepository, known: Catalogs, name: str) -> Edited:
    package = context.library.catalogs.scenarios
    found = candidates(package, name)
    scenario_id = found[0].id if len(found) == 1 else name.upper()
    if scenario_id in known.scenarios:
        msg = f"{scenario_id} is there"
        raise Conflict(msg, problem="exists")
    kept = await repository.before_withdrawal(scenario_id)
    record = kept or (package[scenario_id].model_dump(mode="json") if scenario_id in package else None)
    if record is None:
        msg = f"no scenario {name!r}"
        raise NotFound(msg, what="scenario", name=name)
    version = await repository.edit(scenario_id, record, context.contact, context.now)
    text = wording.RESTORED.format(name=record["name"], id=scenario_id, version=version)
    asked = wording.ask_edit("restore", record["name"], scenario_id)
    return Edited(text=text, scenario=scenario_id, action="restore", version=version, asked=asked)


async def _added(
    context: ToolContext,
    repository: ScenarioRepository,
    known: Catalogs,
    name: str,
    changes: Sequence[FieldChange],
) -> Edited:
    values = {"name": name, **_values(changes)}
    if any(normalise(values["name"] or "") == normalise(s.name) for s in known.scenarios.values()):
        msg = f"{values['name']} is there"
        raise Conflict(msg, problem="exists")
    module = str(values.get("module") or "")
    taken = {*context.library.catalogs.scenarios, *await repository.overlay()}
    if module in columns.PREFIXES:
        values["id"] = catalogue.next_id(module, taken)
    record = _checked(values, known)
    version = await repository.edit(record.id, record.model_dump(mode="json"), context.contact, context.now)
    fields = tuple(f for f in EDITABLE if catalogue.text_of(record, f))
    return _told(record, None, fields, "add", version)


def _values(changes: Sequence[FieldChange], before: Scenario | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for change in changes:
        field = catalogue.field_called(change.field)
        if field is None or field == "id":
            faults = [(change.field, "field", change.value, ())]
            msg = f"no field {change.field!r}"
            raise InvalidArguments(msg, slot="more", problem="field", faults=faults)
        value = change.value
        held = catalogue.text_of(before, field) if before is not None and change.adds else ""
        if held and held not in columns.NOTHING:
            mark = columns.LIST_MARK if field in columns.LISTS else wording.LIST_COMMA
            value = f"{held.rstrip(wording.STOP)}{mark}{value}"
        found[field] = catalogue.value_of(field, value)
    return found


def _checked(values: Mapping[str, Any], known: Catalogs) -> Scenario:
    record, faults = catalogue.checked(values, known.indicators)
    if record is None:
        told = [(f.field, f.problem, f.value, f.wanted) for f in faults]
        msg = f"{len(faults)} faults: " + ", ".join(f"{f.field} {f.problem}" for f in faults)
        raise InvalidArguments(msg, slot="more", problem="faults", faults=told)
    return record


def _told(record: Scenario, before: Scenario | None, fields: Sequence[str], action: Action, version: int) -> Edited:
    lines = []
    for field in fields:
        after = catalogue.text_of(record, field) or wording.EMPTY
        name = columns.COLUMNS[field]
        if before is None:
            lines.append(wording.ADDED_LINE.format(field=name, after=after))
        else:
            old = catalogue.text_of(before, field) or wording.EMPTY
            lines.append(wording.EDITED_LINE.format(field=name, before=old, after=after))
    text = wording.EDITED.format(
        action=wording.ACTIONS[action], name=record.name, id=record.id, version=version, lines="\n".join(lines)
    )
    read = Suggestion(title=record.name, tool="read_scenario", arguments={"scenario": record.id})
    return Edited(
        text=text,
        scenario=record.id,
        action=action,
        version=version,
        fields=tuple(fields),
        asked=wording.ask_edit(action, record.name, record.id if before else "", "\n".join(lines)),
        suggestions=(read,),
    )
