"""Shows what is on file about an enterprise: facts, who changed them, and its portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from corpus.passages import STANDARD
from tools.archive.affairs import affairs, promised
from tools.archive.following import goes_on, spoken_of
from tools.archive.whose import Firm, another, find
from tools.database.repositories.archives import ArchiveRepository
from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.facts import FactRepository
from tools.domain.archive import Part, asked, fold, lexicon, portrait, still_there
from tools.domain.archive.portrait import LEVEL, MATURITY, PAINS, Portrait
from tools.domain.promises import asks_for_list
from tools.domain.region import read_name
from tools.kit.tool import Citation, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import archive as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from corpus.surveys import ArchiveField
    from tools.database.models import Contact, Fact

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST_PAINS = 3
"""Pains a diagnosis found that a portrait names."""
MOST_HISTORY = 20
NAME = "name"
"""The field that the platform's own register tells where nobody put it on file."""
SHORT = 30
"""Characters up to which a message goes on about the fields just shown."""
SURELY = 0.96
"""How surely a message asks for what is on file that says so of a field it names."""
ASKED = 0.9
"""How surely a message asks for the promises that are open, or whether the archive is still there."""
CODE = 4
"""Characters of a colleague's id by which they are told apart."""
CLAUSES = {"all": "8.2.4 d)", "history": "8.2.4 d)", "portrait": "8.3.1 e)"}

Value = bool | int | float | str | list[str] | None


class FiledFact(BaseModel):
    """A fact as it is on file.

    Attributes:
        field: Its key.
        value: The value.
        evidence: How well it is founded.
        source: How it came there.
        who: Who said so.
        recorded_at: When, in China, as ISO.
        ended_at: When it ceased to hold; None if it holds.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    value: Value
    evidence: str
    source: str
    who: str
    recorded_at: str
    ended_at: str | None = None


class Shown(ToolResult):
    """What is on file.

    Attributes:
        enterprise: Id of the enterprise; None where there is none yet.
        part: What was shown: ``all``, ``portrait`` or ``history``.
        facts: The facts shown, with ended ones in a history.
        missing: Fields of the quick intake nothing is known of.
        segment: The group the firm is served in, A to D, in a portrait.
        level: The level of its last diagnosis, in a portrait.
    """

    enterprise: str | None
    part: Part
    facts: tuple[FiledFact, ...] = ()
    missing: tuple[str, ...] = ()
    segment: str | None = None
    level: str | None = None


def _read(text: str, catalogs: Catalogs) -> Mapping[str, Any]:
    part, _ = asked(text, catalogs.archive.by_key)
    return {"part": part, "question": text}


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Go on about the facts just shown, ask for other fields, or for the archive of another firm."""
    if (other := another(text, focus, catalogs)) is not None or len(text) > SHORT:
        return other
    fields = catalogs.archive.by_key
    if asked(text, fields)[1] and lexicon.AND_THAT.search(text):
        whose = {name: value for name, value in focus.arguments.items() if name == "enterprise"}
        return "show_archive", {**whose, "part": "all", "question": text}
    return goes_on(text, focus, catalogs)


def _sure(text: str, catalogs: Catalogs) -> float:
    fields = catalogs.archive.by_key
    if lexicon.PUT_DOWN_AS.search(fold(text)) and asked(text, fields)[1]:
        return SURELY
    asks = asks_for_list(text) or still_there(text, fields)
    return ASKED if asks else 0.0


@tool(wording.SHOW_ARCHIVE, readers={"enterprise": read_name}, reads=_read, sure=_sure, follows=_follows)
async def show_archive(
    context: ToolContext, part: Part | None = None, enterprise: str | None = None, question: str = ""
) -> Shown:
    """Show what is on file about one's own enterprise: facts with source, who changed what, or the portrait.

    Args:
        part: All that holds, the portrait with its five features, or the history of changes.
        enterprise: For operators: the enterprise's name or id.
        question: The person's words; they may name one field.
    """
    fields = context.library.catalogs.archive.by_key
    read, named = asked(question, fields)
    part = part or read
    async with context.store.session() as session:
        firm = await find(session, context, enterprise, question)
        if firm is None:
            return _empty(None, part, context)
        if asks_for_list(question):
            open_ones = await promised(session, context, firm.id)
            return Shown(
                text=open_ones or wording.NOTHING_PROMISED.format(whose=firm.whose),
                suggestions=_next(firm, "all"),
                enterprise=firm.id,
                part="all",
            )
        repository = FactRepository(session)
        rows = await (
            repository.history(firm.id, named[0] if named else None)
            if part == "history"
            else repository.current(firm.id)
        )
        people = await repository.speakers({row.contact_id for row in rows if row.contact_id})
        profile = await EnterpriseRepository(session).profile(firm.id)
        counts = await ArchiveRepository(session, firm.id).counts()
        assessment = await AssessmentRepository(session).latest(firm.id) if part == "portrait" else None
        also = await affairs(session, context, firm.id) if part != "history" and not named else []
    if part == "all" and profile.standing is not None and profile.standing.level:
        also.insert(0, wording.LAST_DIAGNOSIS.format(level=profile.standing.level, day=profile.standing.day))
    filed = tuple(_filed(row, people, context) for row in rows if row.field in fields)
    if part == "portrait":
        if not profile.facts and profile.standing is None:
            return _empty(firm, part, context)
        found = ((assessment.result if assessment else None) or {}).get("pains", ())
        drawn = portrait(profile, context.library.catalogs.archive, [pain["pain"] for pain in found][:MOST_PAINS])
        return _portrait(firm, drawn, filed, also, context)
    if part == "history":
        return _history(firm, filed, fields[named[0]] if named else None, context)
    if not filed and not any(counts.values()) and not named:
        return _empty(firm, part, context)
    return _some(firm, filed, [fields[key] for key in named]) if named else _all(firm, filed, counts, also, context)


def _empty(firm: Firm | None, part: Part, context: ToolContext) -> Shown:
    own = firm is None or firm.own
    begin = (
        Suggestion(title=wording.BEGIN, tool="keep_facts"),
        Suggestion(title=wording.SUGGEST["diagnosis"], tool="start_diagnosis"),
    )
    quick = tuple(field.key for field in context.library.catalogs.archive.rows if field.quick)
    words = wording.EMPTY if own else wording.EMPTY_THEIRS
    return Shown(
        text=words.format(whose=firm.named if firm else wording.YOURS),
        suggestions=begin if own else (),
        enterprise=firm.id if firm else None,
        part=part,
        missing=quick,
    )


def _all(
    firm: Firm, filed: Sequence[FiledFact], counts: Mapping[str, int], also: Sequence[str], context: ToolContext
) -> Shown:
    fields = context.library.catalogs.archive.by_key
    held = {fact.field: fact for fact in filed}
    lines: dict[str, list[str]] = {}
    for key, field in fields.items():
        if key in held:
            fact = held[key]
            line = wording.FACT_LINE.format(
                name=field.name, value=wording.shown_value(field, fact.value), **_said(fact)
            )
            lines.setdefault(field.group, []).append(line)
    heading = wording.HEADING if held else wording.NO_FACTS
    parts = [heading.format(whose=firm.whose if NAME in held else firm.named, count=len(held))]
    parts += ["\n".join([wording.GROUP.format(group=group), *rows]) for group, rows in lines.items()]
    order = [key for group in lines for key in fields if key in held and fields[key].group == group]
    known = {*held, *([NAME] if firm.name else [])}
    missing = tuple(field.key for field in fields.values() if field.quick and field.key not in known)
    if missing:
        parts.append(wording.MISSING.format(fields=wording.LIST_COMMA.join(fields[key].name for key in missing)))
    parts += also
    others = [words.format(count=counts[name]) for name, words in wording.ALSO_PARTS.items() if counts.get(name)]
    if others:
        parts.append(wording.ALSO.format(parts=wording.LIST_COMMA.join(others)))
    return Shown(
        text="\n\n".join(parts),
        suggestions=_next(firm, "portrait", "history", "export"),
        focus=spoken_of("show_archive", {key: held[key].value for key in order}, fields, _focus(firm, "all").arguments),
        enterprise=firm.id,
        part="all",
        facts=tuple(filed),
        missing=missing,
    )


def _some(firm: Firm, filed: Sequence[FiledFact], fields: Sequence[ArchiveField]) -> Shown:
    """Tell the fields that were asked for, and no more."""
    held = {fact.field: fact for fact in filed}
    lines = []
    for field in fields:
        fact = held.get(field.key)
        if fact is None and field.key == NAME and firm.name:
            lines.append(wording.ON_THE_BOOKS.format(whose=firm.whose, name=firm.name))
        elif fact is None:
            lines.append(wording.NO_FACT.format(whose=firm.whose, name=field.name))
        else:
            value = wording.shown_value(field, fact.value)
            lines.append(wording.ONE_FACT.format(whose=firm.whose, name=field.name, value=value, **_said(fact)))
    return Shown(
        text="\n\n".join(lines),
        suggestions=_next(firm, "all", "history"),
        focus=spoken_of(
            "show_archive",
            {field.key: held[field.key].value if field.key in held else None for field in fields},
            {field.key: field for field in fields},
            _focus(firm, "all").arguments,
        ),
        enterprise=firm.id,
        part="all",
        facts=tuple(held[field.key] for field in fields if field.key in held),
    )


def _history(firm: Firm, filed: Sequence[FiledFact], field: ArchiveField | None, context: ToolContext) -> Shown:
    fields = context.library.catalogs.archive.by_key
    if not filed:
        text = wording.NO_HISTORY.format(whose=firm.whose, name=field.name if field else wording.FACTS)
        return Shown(
            text=text, suggestions=_next(firm, "all"), enterprise=firm.id, part="history", focus=_focus(firm, "history")
        )
    shown = filed[-MOST_HISTORY:]
    lines = []
    for fact in shown:
        kind = fields[fact.field]
        state = wording.IN_FORCE if fact.ended_at is None else wording.ENDED.format(time=_minute(fact.ended_at))
        lines.append(
            wording.HISTORY_LINE.format(
                time=_minute(fact.recorded_at),
                who=wording.WHO_SOURCE.format(who=fact.who, source=wording.SOURCE[fact.source]),
                name=kind.name,
                value=wording.shown_value(kind, fact.value),
                state=state,
                evidence=wording.EVIDENCE[fact.evidence],
            )
        )
    if field:
        heading = wording.HISTORY_HEADING.format(whose=firm.whose, name=field.name)
    else:
        heading = wording.HISTORY_ALL.format(whose=firm.whose, count=len(shown))
    parts = [heading, "\n".join(lines)]
    speakers = {fact.who for fact in filed}
    if field and len(speakers) > 1 and len({str(fact.value) for fact in filed}) > 1:
        parts.append(wording.DIFFERENT.format(count=len(speakers), name=field.name))
    return Shown(
        text="\n\n".join(parts),
        suggestions=_next(firm, "all", "export"),
        focus=_focus(firm, "history"),
        citations=_cited(context, "history"),
        enterprise=firm.id,
        part="history",
        facts=tuple(shown),
    )


def _portrait(
    firm: Firm, drawn: Portrait, filed: Sequence[FiledFact], also: Sequence[str], context: ToolContext
) -> Shown:
    catalogs = context.library.catalogs
    fields = catalogs.archive.by_key
    lines = []
    for feature in drawn.features:
        if feature.id == MATURITY:
            value = _maturity(drawn, context)
        else:
            known = [wording.shown_fact(fields[key], value) for key, value in feature.facts.items()]
            missing = wording.LIST_COMMA.join(fields[key].name for key in feature.missing)
            if feature.id == PAINS and drawn.diagnosed:
                known.append(wording.DIAGNOSED.format(pains=wording.SEMICOLON.join(drawn.diagnosed)))
            value = wording.LIST_COMMA.join(known) if known else wording.FEATURE_UNKNOWN.format(fields=missing)
            if known and feature.missing:
                value += wording.FEATURE_MISSING.format(fields=missing)
        lines.append(wording.FEATURE_LINE.format(name=feature.name, value=value))
    parts = [wording.PORTRAIT_HEADING.format(whose=firm.whose), "\n".join(lines), *also, *_segment(drawn, context)]
    return Shown(
        text="\n\n".join(parts),
        citations=_cited(context, "portrait"),
        suggestions=_next(firm, *(("diagnosis",) if drawn.level is None and firm.own else ()), "all", "export"),
        focus=_focus(firm, "portrait"),
        enterprise=firm.id,
        part="portrait",
        facts=tuple(fact for fact in filed if fields[fact.field].feature),
        segment=drawn.group.id,
        level=drawn.level,
    )


def _maturity(drawn: Portrait, context: ToolContext) -> str:
    if drawn.day is None:
        return wording.MATURITY_UNKNOWN
    questionnaire = context.library.catalogs.questionnaire
    scores = [
        wording.DIMENSION_UNKNOWN.format(name=dimension.name)
        if (score := drawn.dimensions.get(dimension.id)) is None
        else wording.DIMENSION.format(name=dimension.name, score=f"{score:.0f}")
        for dimension in questionnaire.dimensions
    ]
    dimensions = wording.LIST_COMMA.join(scores)
    if drawn.level is None or drawn.total is None:
        return wording.MATURITY_NO_LEVEL.format(day=drawn.day, dimensions=dimensions)
    name = next((level.name for level in questionnaire.levels if level.id == drawn.level), "")
    return wording.MATURITY_KNOWN.format(
        level=f"{drawn.level} {name}".strip(), total=f"{drawn.total:.0f}", day=drawn.day, dimensions=dimensions
    )


def _segment(drawn: Portrait, context: ToolContext) -> list[str]:
    group = drawn.group
    fields = context.library.catalogs.archive.by_key
    if group.id is None:
        names = [wording.LEVEL_NAME if key == LEVEL else fields[key].name for key in group.missing]
        lead = wording.NO_SEGMENT.format(fields=wording.LIST_COMMA.join(names)) if names else wording.NO_SEGMENT_FITS
        return [lead, wording.SEGMENT_NOTE]
    row = next(row for row in context.library.catalogs.questionnaire.segments if row.id == group.id)
    also = wording.SEGMENT_ALSO.format(others=wording.LIST_COMMA.join(group.also)) if group.also else ""
    return [wording.SEGMENT.format(id=row.id, who=row.who, service=row.service, also=also), wording.SEGMENT_NOTE]


def _filed(row: Fact, people: Mapping[str, Contact], context: ToolContext) -> FiledFact:
    return FiledFact(
        field=row.field,
        value=row.value["value"],
        evidence=row.evidence,
        source=row.source,
        who=_who(row.contact_id, people, context),
        recorded_at=_iso(row.recorded_at),
        ended_at=_iso(row.ended_at) if row.ended_at else None,
    )


def _who(contact_id: str | None, people: Mapping[str, Contact], context: ToolContext) -> str:
    if contact_id == context.contact:
        return wording.WHO_YOU
    contact = people.get(contact_id or "")
    if contact is None:
        return wording.WHO_NOBODY
    if contact.role == "operator":
        return wording.WHO_OPERATOR
    channel = wording.CHANNELS.get(contact.channel, contact.channel)
    return wording.WHO_COLLEAGUE.format(channel=channel, code=contact.id[:CODE])


def _said(fact: FiledFact) -> dict[str, str]:
    return {"evidence": wording.EVIDENCE[fact.evidence], "who": fact.who, "time": _minute(fact.recorded_at)}


def _iso(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _minute(iso: str) -> str:
    return iso[:16].replace("T", " ")


def _cited(context: ToolContext, part: Part) -> tuple[Citation, ...]:
    found = context.library.find(STANDARD, CLAUSES[part])
    return tuple(Citation(document=p.document, clause=p.clause, quote=p.display) for p in found[:1])


def _next(firm: Firm, *names: str) -> tuple[Suggestion, ...]:
    tools = {"diagnosis": "start_diagnosis", "export": "export_archive"}
    named = {} if firm.own else {"enterprise": firm.id}
    return tuple(
        Suggestion(
            title=wording.SUGGEST[name],
            tool=tools.get(name, "show_archive"),
            arguments=({} if name in tools else {"part": name}) | named,
        )
        for name in names
    )


def _focus(firm: Firm, part: Part) -> Focus:
    return Focus(tool="show_archive", arguments={"part": part, **({} if firm.own else {"enterprise": firm.id})})
