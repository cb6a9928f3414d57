"""Takes down how a live scenario is used, in one sentence or part by part, and compares it with the last time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import Field

from tools.adoption.finding import find, read_scenario, which_one
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.scenarios import current
from tools.database.repositories.speaking import Firm, firm_of
from tools.domain import days, region
from tools.domain.adoption import (
    PARTS,
    Part,
    State,
    Use,
    changes,
    ends,
    goes_on,
    of_another,
    put_right,
    puts_right,
    read_decision,
    read_part,
    read_use,
    says_unknown,
    scores,
    tells_coverage,
    tells_figures,
    tells_use,
    unknown_parts,
    without_unknown,
)
from tools.domain.catalogue import following, meaning
from tools.kit import lexicon as asking
from tools.kit.errors import Conflict, NotFound
from tools.kit.tool import REVISION, Focus, Pending, Reader, Suggestion, ToolContext, ToolResult, tool
from tools.wording import adoption as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs, Scenario
    from tools.database.engine import Session
    from tools.database.models import Adoption, AdoptionUse

TOOL, RECORD = "record_use", "record_adoption"
MOST_TIMES, MOST_MINUTES, WHOLE = 10_000.0, 10_080.0, 100.0
MOST: Mapping[Part, float] = {"per_week": MOST_TIMES, "minutes": MOST_MINUTES, "coverage": WHOLE}
"""Above which a figure can't be meant."""
ENOUGH = 2
"""Parts said at once from which the others are not asked for."""
SURE = 0.95
ALL = 3
"""Parts said at once by which it is known, without a name, what is told."""
LONGEST_WORDS = 200
LONGEST_ANSWER = 80
ANY_DAY = date(2000, 1, 1)
LIVE: tuple[State, ...] = ("live",)
COMPLETING = timedelta(hours=2)
"""How long what was just told can be completed or put right."""


class Used(ToolResult):
    """How a scenario is used, as it was kept.

    Attributes:
        enterprise: Whose.
        scenario: Its id.
        use: Id of what was kept; None where something is still asked.
        per_week: Times a week.
        minutes: Each time.
        coverage: Percent.
        effect: In words.
    """

    enterprise: str | None = None
    scenario: str | None = None
    use: str | None = None
    per_week: float | None = None
    minutes: float | None = None
    coverage: float | None = None
    effect: str | None = None


def _said(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Take an answer to the part that was asked, or to any; a question, or a wish to stop, is none."""
    part, told = arguments.get("asked"), without_unknown(text)
    other = asking.CANCEL.fullmatch(text) or asking.ASKS.search(told) or ends(told) or scores(text)
    if part not in PARTS or other or len(text) > LONGEST_ANSWER:
        return None
    if part in unknown_parts(text, part) or put_right(text, _known(arguments)).known:
        return text
    found = read_use(told) if part == "effect" else read_part(part, told)
    return text if found.known or part == "effect" else None


def _known(arguments: Mapping[str, Any]) -> Use:
    """Return what an open question has been told so far."""
    return Use(**{part: arguments.get(part) for part in PARTS})


def _reader(part: Part) -> Reader:
    """Make a reader of one part out of any words."""
    return lambda text, _: getattr(read_use(text), part)


def _revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read an answer that tells how it is used."""
    told = tells_use(text) or bool(put_right(text, Use()).known)
    if asking.ASKS.search(text) or ends(text) or not told:
        return None
    return {**which_one(arguments), "question": text}


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Complete, or put right, what was just told; say that it is not used any more; or ask about the scenario."""
    said = {**which_one(focus.arguments), "question": text}
    if scores(text) or of_another(text, catalogs.scenarios, str(said.get("scenario"))):
        return None
    if goes_on(text) and read_decision(text, ANY_DAY).state in {"stopped", "declined"}:
        return RECORD, said
    revised = said if says_unknown(text) else _revised(text, focus.arguments)
    if not focus.arguments.get("completes") or len(text) > LONGEST_ANSWER or revised is None:
        return following.asked(text, focus, catalogs)
    return TOOL, {**revised, "completes": focus.arguments["completes"]}


def _sure(text: str, catalogs: Catalogs) -> float:
    """Tell that a message which gives figures of the use of one scenario, or all of them, is for nothing else."""
    if tells_coverage(text) and not ends(text):
        return SURE
    if ends(text) or not tells_figures(text, ENOUGH):
        return 0.0
    return SURE if tells_figures(text, ALL) or len(meaning.mentioned(text, catalogs.scenarios)) == 1 else 0.0


@tool(
    wording.RECORD_USE,
    writes=True,
    sure=_sure,
    follows=_follows,
    verbatim=frozenset({"question", "said", "effect"}),
    readers={
        REVISION: _revised,
        "said": _said,
        "scenario": read_scenario,
        "enterprise": region.read_name,
        **{part: _reader(part) for part in PARTS},
    },
)
async def record_use(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    scenario: str = "",
    per_week: Annotated[float, Field(ge=0, le=MOST_TIMES)] | None = None,
    minutes: Annotated[float, Field(ge=0, le=MOST_MINUTES)] | None = None,
    coverage: Annotated[float, Field(ge=0, le=WHOLE)] | None = None,
    effect: str = "",
    unknown: tuple[Part, ...] = (),
    enterprise: str | None = None,
    question: str = "",
    asked: Part | None = None,
    said: str = "",
    completes: str = "",
) -> Used:
    """Record how a scenario that is live is used: how often, how long, how widely, to what effect; what is missing is asked for, and may be unknown.

    Args:
        scenario: Its id or name; the only live one by default.
        per_week: Times a week.
        minutes: Minutes each time.
        coverage: Percent of the people, machines or functions it is for.
        effect: What has changed, in the person's words, or that nothing has.
        unknown: Parts the person does not know.
        enterprise: For operators: the enterprise's name or id.
        question: The person's words; what is not given is read from them.
        asked: The part that was asked for last.
        said: The answer to that.
        completes: Id of what was told before, to complete it.
    """  # noqa: E501 -- one sentence for models
    async with context.store.session() as session:
        firm = await firm_of(session, context, enterprise, question)
        repository, known = AdoptionRepository(session), await current(session, context.library.catalogs)
        standing = await repository.standing(firm.id) if firm is not None else ()
        live = [row for row in standing if row.state == "live"]
        if firm is None or (not live and not scenario):
            msg = "nothing is live"
            whose = wording.YOURS if firm is None or firm.own else firm.name or wording.UNNAMED
            raise NotFound(msg, what="live", whose=whose)
        words = firm.without(question)
        if not scenario and len(live) == 1:
            row = live[0]
            chosen = known.scenarios.get(row.scenario_id)
            name = chosen.name if chosen else row.scenario_id
        else:
            found = await find(
                session, context, firm, known, live or standing, given=scenario, words=words, states=LIVE
            )
            row = _live(found.scenario, standing)
            name = found.scenario.name
        told = _Told(session, context, firm, row, name)
        if ends(context.question):
            return told.perhaps_stopped()
        if not completes and asked is None and puts_right(words):
            completes = next((one.id for one in (await repository.uses({row.id})).get(row.id, ())), "")
        told = replace(told, former=await _former(session, context, row, completes) if completes else None)
        right = put_right(words, as_use(told.former) if told.former is not None else Use())
        read = right if right.known else read_use(words)
        use, beyond = _meant(Use(per_week, minutes, coverage, effect.strip() or None).over(read))
        if said and asked is not None:
            right = put_right(said, use)
            answer = right if right.known else read_part(asked, without_unknown(said))
            left_open = (part for part in unknown_parts(said, asked) if part not in answer.known)
            unknown = tuple(dict.fromkeys((*unknown, *left_open)))
            use, more = _meant(answer.over(use))
            beyond = tuple(part for part in dict.fromkeys((*beyond, *more)) if part not in use.known)
            if asked not in answer.known and asked not in unknown:
                return await told.going_on(asked, use, unknown, question, again=not answer.known)
        if doubted := next((part for part in beyond if part not in unknown), None):
            return told.ask(doubted, use, unknown, question, again=True)
        if completes and asked is None and not use.known:
            return told.left_open(completes)
        if not completes and (latest := await _latest(session, row, use, asked)):
            told = replace(told, former=await _former(session, context, row, latest))
        missing = [part for part in PARTS if part not in use.known and part not in unknown]
        if told.former is not None and asked is None:
            return await told.completed(use)
        if missing and use.per_week != 0 and (asked is not None or len(use.known) < ENOUGH):
            return await told.going_on(missing[0], use, unknown, question)
        return await told.kept(use, question or said)


def _meant(use: Use) -> tuple[Use, tuple[Part, ...]]:
    """Return what can be meant of a use, and the parts whose figures can't."""
    beyond: tuple[Part, ...] = tuple(part for part, most in MOST.items() if (getattr(use, part) or 0) > most)
    return replace(use, **dict.fromkeys(beyond)), beyond


def _live(scenario: Scenario, standing: Any) -> Adoption:  # noqa: ANN401 -- rows
    row = next((row for row in standing if row.scenario_id == scenario.id and row.state == "live"), None)
    if row is None:
        msg = f"{scenario.id} is not live"
        raise Conflict(msg, what="not_live", scenario=scenario.name)
    return cast("Adoption", row)


async def _latest(session: Session, row: Adoption, use: Use, asked: Part | None) -> str:
    """Return what was told last where nothing is said but parts that it leaves open; empty for none."""
    before = (await AdoptionRepository(session).uses({row.id})).get(row.id, ())
    missing = before and not set(use.known) & set(as_use(before[0]).known)
    return before[0].id if missing and use.known and asked is None else ""


async def _former(session: Session, context: ToolContext, row: Adoption, use_id: str) -> AdoptionUse | None:
    """Return what the speaker told of the same scenario a while ago; None where it is not to be changed any more."""
    former = await AdoptionRepository(session).use(use_id)
    if former is None or former.adoption_id != row.id or former.contact_id != context.contact:
        return None
    return former if context.now - former.recorded_at <= COMPLETING else None


@dataclass(frozen=True, slots=True)
class _Told:
    """Keeps what is told of one scenario of one enterprise; ``former`` is what was told before, to be completed."""

    session: Session
    context: ToolContext
    firm: Firm
    row: Adoption
    name: str
    former: AdoptionUse | None = None

    def ask(self, part: Part, use: Use, unknown: tuple[Part, ...], question: str, *, again: bool = False) -> Used:
        """Ask for one part; what is known so far goes with the question."""
        words = (wording.ASK_AGAIN if again else wording.ASK_PARTS)[part].format(scenario=self.name)
        known = {name: getattr(use, name) for name in use.known}
        given = {"unknown": list(unknown), "question": question, "asked": part} | self._named()
        given |= {"completes": self.former.id} if self.former is not None else {}
        arguments = known | {name: value for name, value in given.items() if value}
        pending = Pending(tool=TOOL, slot="said", arguments=arguments, question=words)
        return Used(text=words, enterprise=self.firm.id, scenario=self.row.scenario_id, pending=pending)

    def perhaps_stopped(self) -> Used:
        """Ask whether it is used no more, where the whole message says so."""
        words = wording.PERHAPS_STOPPED.format(scenario=self.name)
        arguments = {**self._named(), "state": "stopped"}
        choice = Suggestion(title=wording.SAY_STOPPED, tool=RECORD, arguments=arguments)
        pending = Pending(tool=RECORD, slot=None, arguments=arguments, question=words, choices=(choice,))
        return Used(text=words, enterprise=self.firm.id, scenario=self.row.scenario_id, pending=pending)

    async def going_on(
        self, part: Part, use: Use, unknown: tuple[Part, ...], question: str, *, again: bool = False
    ) -> Used:
        """Keep what is said so far, and ask for one part of what is not."""
        if not use.known:
            return self.ask(part, use, unknown, question, again=again)
        row, _ = await self._keep(use, question)
        asked = replace(self, former=row).ask(part, use, unknown, question, again=again)
        so_far = "" if again else wording.SO_FAR.format(parts=wording.written(use))
        told = {name: getattr(use, name) for name in use.known}
        return asked.model_copy(update={"text": f"{so_far}{asked.text}", "use": row.id} | told)

    async def kept(self, use: Use, words: str) -> Used:
        """Keep a use that is told to the end, unless nothing is known of it."""
        if not use.known:
            return Used(text=wording.NOTHING_KNOWN, enterprise=self.firm.id, scenario=self.row.scenario_id)
        return self._told(*await self._keep(use, words), wording.USE)

    async def _keep(self, use: Use, words: str) -> tuple[AdoptionUse, AdoptionUse | None]:
        """Keep a use, in what was told a while ago where that is completed; return it, and the one before it."""
        repository = AdoptionRepository(self.session)
        rows = (await repository.uses({self.row.id})).get(self.row.id, ())
        if self.former is None:
            now = await repository.add_use(
                self.row,
                use,
                words=words[:LONGEST_WORDS],
                contact_id=self.context.contact,
                turn_id=self.context.turn or None,
                now=self.context.now,
            )
            return now, rows[0] if rows else None
        for part in use.known:
            setattr(self.former, part, getattr(use, part))
        await self.session.flush()
        return self.former, next((row for row in rows if row.id != self.former.id), None)

    def left_open(self, completes: str) -> Used:
        """Say that what is not known of a use stays open."""
        focus = Focus(tool=TOOL, arguments=self._named() | {"completes": completes})
        return Used(
            text=wording.LEFT_OPEN, enterprise=self.firm.id, scenario=self.row.scenario_id, focus=focus, use=completes
        )

    async def completed(self, use: Use) -> Used:
        """Put what is new into what was told a while ago."""
        return self._told(*await self._keep(use, ""), wording.USE_COMPLETED)

    def _told(self, row: AdoptionUse, before: AdoptionUse | None, form: str) -> Used:
        today, use = days.today(self.context.now), as_use(row)
        whose = "" if self.firm.own else wording.OF_FIRM.format(name=self.firm.name or wording.UNNAMED)
        parts = [form.format(whose=whose, scenario=self.name, parts=wording.written(use))]
        if row.per_week == 0:
            whom = wording.YOU if self.firm.own else wording.THEM
            parts.append(wording.NOBODY_USES_IT.format(whom=whom))
        else:
            parts.append(_compared(use, before, today))
            if missing := [wording.PART_NAMES[part] for part in PARTS if part not in use.known]:
                parts.append(wording.NOT_SAID.format(parts=wording.LIST_COMMA.join(missing)))
        parts.append(wording.CORRECT_IT)
        need = {"kind": "need", "question": wording.NEED_TEXT.format(scenario=self.name, id=self.row.scenario_id)}
        firm = {} if self.firm.own else {"enterprise": self.firm.id}
        help_ = Suggestion(title=wording.NEED_HELP, tool="open_ticket", arguments=need | firm)
        show = Suggestion(title=wording.SHOW_ALL, tool="show_adoptions", arguments=firm)
        return Used(
            text="".join(parts),
            suggestions=(help_, show) if row.per_week == 0 else (show,),
            focus=Focus(tool=TOOL, arguments=self._named() | {"completes": row.id}),
            enterprise=self.firm.id,
            scenario=self.row.scenario_id,
            use=row.id,
            **{part: getattr(use, part) for part in use.known},
        )

    def _named(self) -> dict[str, Any]:
        return {"scenario": self.row.scenario_id} | ({} if self.firm.own else {"enterprise": self.firm.id})


def as_use(row: AdoptionUse) -> Use:
    """Return what a row holds."""
    return Use(row.per_week, row.minutes, row.coverage, row.effect)


def _compared(use: Use, before: AdoptionUse | None, today: date) -> str:
    if before is None:
        return wording.FIRST_TIME
    told = []
    for part, (former, now) in changes(use, as_use(before)).items():
        form = wording.UNCHANGED if former == now else wording.CHANGED
        figures = {"before": wording.figure(former), "now": wording.figure(now)}
        told.append(form.format(name=wording.CHANGE_NAMES[part], unit=wording.CHANGE_UNITS[part], **figures))
    if not told:
        return ""
    day = wording.day(wording.local(before.recorded_at), today)
    return wording.COMPARED.format(day=day, changes=wording.COMMA.join(told))
