"""Puts facts about an enterprise on file, after they were confirmed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from corpus.lexical import normalise
from tools.archive.following import goes_on, spoken_of
from tools.archive.whose import Firm, find
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.facts import Change, FactRepository, Said
from tools.database.repositories.turns import TurnRepository
from tools.domain.archive import (
    Refused,
    accept,
    archive,
    asks_use,
    bidden,
    counts_on,
    doubted,
    extract,
    facts_of,
    fold,
    offered,
    ours,
    passing,
    placed,
    proposed,
    puts_right_another,
    revised,
    theirs,
    told,
    withdraws,
)
from tools.domain.archive.amounts import amounts
from tools.domain.archive.following import SEMICOLON
from tools.domain.naming import called
from tools.domain.region import read_name
from tools.kit.errors import InvalidArguments
from tools.kit.tool import REVISION, Pending, Suggestion, ToolContext, ToolResult, tool
from tools.wording import archive as wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from corpus.catalogs import Catalogs
    from corpus.surveys import ArchiveField
    from tools.database.engine import Session

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUREST = 0.95
"""How surely a message is for this at most."""
WITHDRAWN = 0.97
"""How surely it is where it wants a field off the file that it names."""
FIGURES = frozenset({"integer", "number"})
MOST_BEFORE = 12
"""Messages back to which facts are looked for that somebody wants kept."""
NAME = "name"
"""The field that the platform's own register tells, too."""
MOST_MISSING = 3
"""How many fields are named that the quick intake still lacks."""

Value = bool | int | float | str | list[str] | None


class KeptFact(BaseModel):
    """A field that was changed.

    Attributes:
        field: Its key.
        value: What holds now; None where it was withdrawn.
        before: What held before.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    value: Value
    before: Value


class Kept(ToolResult):
    """What was put on file.

    Attributes:
        enterprise: Id of the enterprise.
        name: How it is called, where it is not the speaker's own.
        kept: What was changed.
        unchanged: Fields that held this value already, or of which only a firm's name or talk of others tells.
        refused: Fields that were not kept, with what is wrong.
    """

    enterprise: str
    name: str | None = None
    kept: tuple[KeptFact, ...]
    unchanged: tuple[str, ...] = ()
    refused: dict[str, str] = Field(default_factory=dict)


def _read(text: str, catalogs: Catalogs) -> Mapping[str, Any]:
    return {
        **proposed(ours(fold(text), them=False), catalogs.archive.by_key),
        "question": text,
        **({"earlier": True} if bidden(text) else {}),
    }


def _sure(text: str, catalogs: Catalogs) -> float:
    if withdraws(text, catalogs.archive.by_key):
        return WITHDRAWN
    return SUREST if bidden(text) else min(SUREST, offered(text, catalogs.archive.by_key))


def _read_facts(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read facts out of an answer; they join those that were told beside the one that is wrong."""
    read, question = _answered(text, arguments), str(arguments.get("question") or "")
    if read is None or not doubted(question, archive().by_key):
        return read
    return {**facts_of(question, archive().by_key), **read}


def _answered(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read the facts of an answer; what names no field is meant for the one asked about, or the one figure given."""
    fields = archive().by_key
    if (facts := proposed(text, fields).get("facts")) is not None:
        return dict(facts)
    figure = any(amounts(fold(text)))
    wrong = [
        key for key in doubted(str(arguments.get("question") or ""), fields) if (fields[key].kind in FIGURES) == figure
    ]
    if len(wrong) == 1:
        facts = proposed(wording.IT_IS.format(name=fields[wrong[0]].name, value=text.strip()), fields).get("facts")
        return None if facts is None else dict(facts)
    before = extract(str(arguments.get("question") or ""), fields)
    values = {k: found.value for k, found in before.items() if fields[k].kind in FIGURES and found.value is not None}
    bad = {k: v for k, v in values.items() if isinstance(accept(fields[k], v), Refused)} or values
    return revised(text, bad, fields) if len(bad) == 1 else None


def _revise(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    facts = arguments.get("facts")
    fields = archive().by_key
    if facts is None and arguments.get("earlier"):
        return None
    if facts is None:
        facts = proposed(str(arguments.get("question") or ""), fields).get("facts", {})
    if asks_use(text) and any(fields[key].personal for key in facts if key in fields):
        return dict(arguments)  # what is asked for a yes says it
    said = placed(text, [key for key in fields if key in facts], fields)
    if wrong := {*doubted(said, fields), *counts_on(said, facts, fields)} & set(facts):
        # What is right is asked for; the rest waits in the words.
        rest = [wording.stated(fields[key], value) for key, value in facts.items() if key not in wrong]
        kept = {name: value for name, value in arguments.items() if name not in {"facts", "earlier"}}
        doubt = wording.NOT_RIGHT.format(names=wording.LIST_COMMA.join(fields[key].name for key in wrong))
        return {**kept, "question": SEMICOLON.join([*rest, doubt])}
    corrected = revised(said, facts, fields)
    if corrected is None or corrected == facts:
        # Bids to keep just what waits for a yes.
        stays = corrected is not None or bidden(text) or puts_right_another(text, facts, fields)
        return dict(arguments) if stays else None
    return {**arguments, "facts": corrected}


@tool(
    wording.KEEP,
    writes=True,
    confirm="always",
    readers={"facts": _read_facts, "enterprise": read_name, REVISION: _revise},
    reads=_read,
    follows=goes_on,
    sure=_sure,
    verbatim=frozenset({"question"}),
)
async def keep_facts(
    context: ToolContext,
    facts: dict[str, Value] | None = None,
    enterprise: str | None = None,
    question: str = "",
    earlier: bool = False,  # noqa: FBT001, FBT002 -- arguments come by name
) -> Kept:
    """Put facts about one's own enterprise on file, or correct or withdraw them; the person is asked first.

    Args:
        facts: Values by field: name, credit_code, town, founded, industry, chain_position, employees, revenue_wan,
            above_scale, stage, products, capacity_use, sku, order_style, lacks, outsourced, systems, cloud,
            open_interfaces, machines, automation_share, energy_cost_high, it_people, it_outsourced, data_at_hand,
            pains, wanted_figure, budget_wan, plan_time, decider, resistance, honors, respondent_role,
            digital_awareness, preference, contact_name, phone; null withdraws one. Money in ten thousand yuan.
        enterprise: For operators: the enterprise's name or id.
        question: The person's words; facts that are not given are read from them.
        earlier: Keep what the person has said of their own firm before in this conversation, too.
    """
    fields = context.library.catalogs.archive.by_key
    if earlier and facts is None:
        facts = await _said_before(context, question)
    if (wrong := doubted(question, fields)) and not set(wrong) & set(facts or {}):
        msg = f"keep_facts: what is right of {wrong}"
        raise InvalidArguments(msg, slot="facts", problem="doubted", fields=wrong)
    kept, refused, _ = wording.given({"facts": facts, "question": question})
    today = context.now.astimezone(SHANGHAI).date()
    late = [wrong for key, value in kept.items() if isinstance(wrong := _dated(fields[key], value, today), Refused)]
    if late:
        msg = f"keep_facts: {late[0].key}: {late[0].kind}"
        raise InvalidArguments(msg, slot="facts", problem=late[0].kind, refused=tuple(late))
    async with context.store.session() as session:
        firm = await _firm(session, context, enterprise)
        left = theirs(question, fields) if firm.own else _told_by_name(question, firm.name or "", fields)
        kept = {key: value for key, value in kept.items() if key not in left}
        if not kept:
            msg = "keep_facts: nothing but a name, or of others"
            raise InvalidArguments(msg, slot="facts", problem="theirs" if firm.own else "nothing")
        repository = FactRepository(session)
        known = await repository.values(firm.id)
        kept = _joined(kept, question, fields, known)
        operator = context.role == "operator"
        said = Said(context.contact, context.turn or None, context.now, "operator" if operator else "chat")
        changes = await repository.keep(firm.id, kept, said)
        if gone := {change.field for change in changes if change.after is None and fields[change.field].personal}:
            await repository.forget(firm.id, gone)
        known = await repository.values(firm.id)
        shown = firm if firm.own else Firm(firm.id, known.get("name") or firm.name, own=False)
    result = _result(shown, changes, refused, fields, known)
    return result.model_copy(update={"unchanged": (*result.unchanged, *left)}) if left else result


def marks(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what tells that facts were offered before, and does not say what they are."""
    return tuple(sha256(f"{field}={value}".encode()).hexdigest()[:12] for field, value in sorted(facts.items()))


async def offer(context: ToolContext, text: str, without: Collection[str] = ()) -> Pending | None:
    """Ask whether to keep what a person told of their own firm in passing; None where that is nothing.

    It is asked once: what comes after it and answers it not lets it go.

    Args:
        context: Who is speaking.
        text: The message as it was written.
        without: Marks of what was offered before.
    """
    if context.role != "enterprise":
        return None
    fields = context.library.catalogs.archive.by_key
    async with context.store.session() as session:
        firm = await find(session, context, None)
        known = await FactRepository(session).values(firm.id) if firm else {}
    facts = passing(text, fields, known)
    facts = {field: value for field, value in facts.items() if not set(marks({field: value})) & set(without)}
    if not facts:
        return None
    choices = (Suggestion(title=wording.KEEP_IT), Suggestion(title=wording.KEEP_IT_NOT))
    return Pending(
        tool="keep_facts",
        slot=None,
        arguments={"facts": facts, "question": text},
        question=wording.in_passing(facts),
        choices=choices,
        asked_again=True,
    )


async def _said_before(context: ToolContext, question: str) -> dict[str, Value] | None:
    """Return the facts a person stated of their own firm up to the message that bids to keep them; None for none."""
    if context.role == "operator":
        return None
    async with context.store.session() as session:
        turns = await TurnRepository(session).last_answered(context.conversation, MOST_BEFORE)
    texts = [turn.text for turn in turns]
    bid = next((place for place, text in enumerate(texts) if fold(text).lower() == fold(question).lower()), -1)
    facts: dict[str, Value] = {}
    for text in reversed(texts[bid + 1 :]):
        facts |= told(text, context.library.catalogs.archive.by_key)
    return facts or None


async def _firm(session: Session, context: ToolContext, enterprise: str | None) -> Firm:
    firm = await find(session, context, enterprise)
    if firm is not None:
        return firm
    row = await EnterpriseRepository(session).own(context)
    return Firm(row.id, row.name, own=True)


def _dated(field: ArchiveField, value: Any, today: Any) -> Any:  # noqa: ANN401 -- any value, and what is wrong with it
    return None if value is None else accept(field, value, today)


def _told_by_name(question: str, name: str, fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return the fields that words tell only by calling an enterprise by its name."""
    own = called(question, name)
    if not own:
        return set()
    rest = normalise(question).replace(own, " ")
    return set(proposed(question, fields).get("facts", {})) - set(proposed(rest, fields).get("facts", {}))


def _joined(
    kept: dict[str, Any], question: str, fields: Mapping[str, ArchiveField], known: Mapping[str, Any]
) -> dict[str, Any]:
    """Add what was said of a list to what stands there, where it was said as an addition."""
    if not question:
        return kept
    added = extract(question, fields, known)
    alone = extract(question, fields)
    return {
        key: added[key].value
        if key in added and fields[key].kind == "list" and alone[key].value == value and value is not None
        else value
        for key, value in kept.items()
    }


def _result(
    firm: Firm,
    changes: list[Change],
    refused: list[Refused],
    fields: Mapping[str, ArchiveField],
    known: Mapping[str, Any],
) -> Kept:
    lines = []
    done = [_line(change, fields[change.field]) for change in changes if change.changed]
    if done:
        lines.append(wording.KEPT.format(whose=firm.whose, facts=wording.SEMICOLON.join(done)))
    same = [change for change in changes if not change.changed and change.after is not None]
    if same:
        shown = [wording.shown_fact(fields[change.field], change.after) for change in same]
        lines.append(wording.SAME.format(facts=wording.SEMICOLON.join(shown)))
    lines += [
        wording.NOT_ON_FILE.format(name=fields[change.field].name)
        for change in changes
        if change.after is None and not change.changed
    ]
    if refused:
        lines.append(wording.refusals(refused))
    gone = [change.field for change in changes if change.after is None]
    held = {*known, *gone, *([NAME] if firm.name else [])}
    missing = [field.name for field in fields.values() if field.quick and field.key not in held][:MOST_MISSING]
    if missing:
        lines.append(wording.STILL_MISSING.format(fields=wording.LIST_COMMA.join(missing)))
    title = wording.SHOW if firm.own else wording.SHOW_THEIRS
    suggestions = [Suggestion(title=title, tool="show_archive", arguments=_named(firm))]
    if firm.own:
        suggestions += [
            Suggestion(title=wording.BEGIN_DIAGNOSIS, tool="start_diagnosis"),
            Suggestion(title=wording.MATCH, tool="recommend_scenarios"),
        ]
    return Kept(
        text="\n\n".join(lines),
        suggestions=tuple(suggestions),
        focus=spoken_of("keep_facts", {change.field: change.after for change in changes}, fields, _named(firm)),
        enterprise=firm.id,
        name=None if firm.own else firm.name,
        kept=tuple(KeptFact(field=c.field, value=c.after, before=c.before) for c in changes if c.changed),
        unchanged=tuple(change.field for change in same),
        refused={one.key: one.kind for one in refused},
    )


def _line(change: Change, field: ArchiveField) -> str:
    if change.after is None:
        if field.personal:
            return wording.FORGOTTEN.format(name=field.name)
        return wording.WITHDRAWN.format(name=field.name, before=wording.shown_value(field, change.before))
    fact = wording.shown_fact(field, change.after)
    if change.before is None:
        return fact
    return wording.KEPT_BEFORE.format(fact=fact, before=wording.shown_value(field, change.before))


def _named(firm: Firm) -> dict[str, Any]:
    return {} if firm.own else {"enterprise": firm.id}
