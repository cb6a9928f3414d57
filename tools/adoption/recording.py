"""Records what an enterprise has decided on a scenario, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from tools.adoption.finding import LEANS, among, find, read_scenario, said_again, several, shown, spoken_of, which_one
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.scenarios import current
from tools.database.repositories.speaking import Firm, firm_of
from tools.domain import days, region
from tools.domain.adoption import (
    Decision,
    State,
    as_begun,
    by_what_stands,
    declines_all,
    each_decided,
    ends,
    goes_on,
    leaves_day_open,
    named,
    points,
    put_off,
    read_decision,
    settles,
    surely,
    tells_figures,
)
from tools.domain.adoption.asking import asks_which, turns_to_state
from tools.domain.adoption.deciding import asks_day_kept, bids_record, hands_over, names_day, of_other_firms, spares_one
from tools.domain.catalogue import following, meaning
from tools.kit import lexicon as asking
from tools.kit.errors import InvalidArguments, NotFound
from tools.kit.tool import REVISION, Focus, Pending, Suggestion, ToolContext, ToolResult, tool
from tools.wording import adoption as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.database.engine import Session
    from tools.database.models import Adoption

TOOL, SHOW, USE = "record_adoption", "show_adoptions", "record_use"
LONGEST_NOTE = 200
FAR = 200
"""Days from which a day without its year may as well be one the other way."""
SURE, NEARLY = 0.92, 0.65
"""How surely a message is for this tool that wants none of the scenarios, and one that tells of a named one."""
DATED: frozenset[State | None] = frozenset({"planned", "live"})
"""How far a scenario is where a day belongs to it."""
ANY_DAY = date(2000, 1, 1)
"""Seen from here every day has its year, and no state depends on it."""


class Adopted(ToolResult):
    """Decisions as they were kept.

    Attributes:
        enterprise: Whose; None where it is still asked which scenario is meant.
        scenarios: Ids of the scenarios.
        state: How far they are.
        go_live: When it goes live or went live, ISO.
        changed: Whether anything is new.
    """

    enterprise: str | None = None
    scenarios: tuple[str, ...] = ()
    state: State | None = None
    go_live: str | None = None
    changed: bool = False


def _read_state(text: str, arguments: Mapping[str, Any]) -> State | None:  # noqa: ARG001 -- the shape of a reader
    return read_decision(text, ANY_DAY).state


def _read_day(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- as above
    if leaves_day_open(text) and not asking.YES.fullmatch(text):
        return text
    return text if names_day(text) and not (asking.ASKS.search(text) or hands_over(text) or ends(text)) else None


def _read_firm(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Read a name, or a yes to the one that was asked about."""
    suggested = arguments.get("enterprise")
    return str(suggested) if suggested and asking.YES.fullmatch(text) else region.read_name(text, arguments)


def _revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read an answer that says more than yes: how far it is, or another day."""
    if asking.ASKS.search(text) or not (goes_on(text) or _settled(text)):
        return None
    return {**which_one(arguments), "question": text}


def _settled(text: str) -> bool:
    """Tell whether words settle something of the scenario at hand: they point at it, or put its day in another's place."""  # noqa: E501 -- one sentence
    return settles(text) and (points(text) or (put_off(text) and names_day(text)))


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Change the decision just recorded, where another day or state is said; or show those of a state, or its day."""
    state = turns_to_state(text) if asks_which(text) else None
    if state is not None or asks_day_kept(text):
        given = {"enterprise": focus.arguments.get("enterprise"), "state": state, "question": text}
        return SHOW, {name: value for name, value in given.items() if value}
    scenario, moves = focus.arguments.get("scenario"), put_off(text)
    others = named(text, catalogs.scenarios)
    of_it = scenario in others.ids or not others.ids or (moves and not others.sure)
    if scenario and of_it and tells_figures(text) and not moves:
        return USE, {**which_one(focus.arguments), "question": text}
    if scenario and of_it and (revised := _revised(text, focus.arguments)) is not None:
        return TOOL, revised
    return following.asked(text, focus, catalogs)


def _sure(text: str, catalogs: Catalogs) -> float:
    if declines_all(text):
        return SURE
    if settles(text) and each_decided(
        text,
        lambda clause: meaning.mentioned(clause, catalogs.scenarios),
        among=lambda clause, ids: among(clause, ids, catalogs.scenarios),
    ):
        return SURE
    if settles(text) and ends(text) and len(meaning.mentioned(text, catalogs.scenarios)) == 1:
        return NEARLY if following.edits(text) else SURE
    tells = surely(text) or (settles(text) and bids_record(text))
    return NEARLY if tells and named(text, catalogs.scenarios).ids else 0.0


@tool(
    wording.RECORD_ADOPTION,
    writes=True,
    sure=_sure,
    follows=_follows,
    verbatim=frozenset({"question", "note", "go_live"}),
    readers={
        REVISION: _revised,
        "scenario": read_scenario,
        "enterprise": _read_firm,
        "state": _read_state,
        "go_live": _read_day,
    },
)
async def record_adoption(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    scenario: str = "",
    state: State | None = None,
    go_live: str = "",
    note: str = "",
    enterprise: str | None = None,
    question: str = "",
) -> Adopted:
    """Record that a scenario was decided on, is live, was stopped, or will not be done, with the day it goes live; said again it changes what was recorded.

    Args:
        scenario: Its id or name.
        state: planned once decided on, live once in use, stopped after it was in use, declined if it will not be done.
        go_live: The day it goes live or went live, as 2026-12-15 or in words.
        note: What is said beside it.
        enterprise: For operators: the enterprise's name or id.
        question: The person's words; what is not given is read from them. Wanting none of the scenarios that were recommended declines them all.
    """  # noqa: E501 -- one sentence for models
    today = days.today(context.now)
    if context.role == "enterprise" and of_other_firms(question):
        return Adopted(text=wording.NOT_YOURS)
    async with context.store.session() as session:
        try:
            firm = cast("Firm", await firm_of(session, context, enterprise, question, begin=True))
        except InvalidArguments as error:
            spoken = await spoken_of(session, context) if error.data.get("problem") == "missing" else None
            if spoken is None:
                raise
            return _for_whom(spoken, scenario, state, go_live, note, question)
        repository, known = AdoptionRepository(session), await current(session, context.library.catalogs)
        await repository.lock(firm.id)
        standing = await repository.standing(firm.id)
        words = firm.without(question)
        said = read_decision(words, today)
        seen = await shown(session, context)
        told = (note.strip() or question.strip())[:LONGEST_NOTE]
        keeper = _Keeper(session, context, firm, known, today, told, seen.listed)
        if (state or said.state) == "declined" and (declines_all(words) if question else not scenario):
            return await keeper.declined_all(standing, seen.at_hand if spares_one(words) else None)
        if parts := await several(session, context, known, standing, words, scenario):
            return await keeper.each_decided(parts, standing)
        open_ = [row.scenario_id for row in standing if row.state in DATED] if said.moved else []
        given = scenario or said_again(standing, said, words, context.now)
        found = await find(session, context, firm, known, standing, given=given, words=words, among=open_)
        before = next((row for row in standing if row.scenario_id == found.scenario.id), None)
        # There is no day yet to be moved.
        undecided = before is None and said.moved and state is None and not named(words, known.scenarios).ids
        if not found.sure or undecided:
            return _perhaps(found.scenario, firm, said.state if undecided else state, go_live, note, question)
        go_live = "" if (undated := leaves_day_open(go_live)) else go_live
        asked = _asked(as_begun(said, before.state if before else None, words), state, go_live, today)
        if before is not None and before.go_live_at is not None:
            asked = by_what_stands(asked, said, before.state, wording.local(before.go_live_at), words, today)
        if not go_live and asked.state in {None, *DATED} and days.impossible(words):
            raise _no_day(words)
        done = await keeper.decided(found.scenario, before, asked)
        if not undated or done.go_live:
            return done
        return done.model_copy(
            update={"text": wording.DAY_LEFT_OPEN.format(scenario=found.scenario.name), "pending": None}
        )


def _asked(said: Decision, state: State | None, go_live: str, today: date) -> Decision:
    """Put what is given before what is read."""
    wanted = state or said.state
    day = said.day
    if go_live:
        day = days.read(go_live, today, "past" if wanted == "live" else "future")
        if day is None:
            raise _no_day(go_live)
    if wanted is None and day is not None:
        wanted = "planned" if day.on > today else "live"
    return Decision(wanted, day, said.moved)


def _no_day(words: str) -> InvalidArguments:
    strange = days.impossible(words)
    ask = wording.NO_SUCH_DAY.format(words=strange) if strange else wording.WHICH_DAY
    return InvalidArguments(f"no day in {words!r}", slot="go_live", problem="unclear", ask=ask)


def _for_whom(
    spoken: tuple[str, str], scenario: str, state: State | None, go_live: str, note: str, question: str
) -> Adopted:
    """Ask whether it is for the enterprise the talk was about."""
    given = {"scenario": scenario, "state": state, "go_live": go_live, "note": note, "question": question}
    arguments = {name: value for name, value in given.items() if value} | {"enterprise": spoken[0]}
    ask = wording.FOR_WHOM.format(name=spoken[1])
    choice = Suggestion(title=spoken[1], tool=TOOL, arguments=arguments)
    pending = Pending(tool=TOOL, slot="enterprise", arguments=arguments, question=ask, choices=(choice,))
    return Adopted(text=ask, pending=pending)


def _perhaps(scenario: Scenario, firm: Firm, state: State | None, go_live: str, note: str, question: str) -> Adopted:
    """Ask whether the one scenario it may be is meant."""
    given = {"state": state, "go_live": go_live, "note": note, "question": question}
    given |= {"scenario": scenario.id, "enterprise": None if firm.own else firm.id}
    arguments = {name: value for name, value in given.items() if value}
    ask = wording.PERHAPS.format(name=scenario.name)
    choice = Suggestion(title=scenario.name, tool=TOOL, arguments=arguments)
    return Adopted(
        text=ask, pending=Pending(tool=TOOL, slot=None, arguments=arguments, question=ask, choices=(choice,))
    )


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Keeps decisions of one enterprise."""

    session: Session
    context: ToolContext
    firm: Firm
    known: Catalogs
    today: date
    note: str
    listed: tuple[Suggestion, ...] = ()

    @property
    def whose(self) -> str:
        """How the enterprise is named before its scenario."""
        return "" if self.firm.own else wording.OF_FIRM.format(name=self.firm.name or wording.UNNAMED)

    async def declined_all(self, standing: Sequence[Adoption], but: str | None = None) -> Adopted:
        """Decline what was recommended last and not decided on, but one."""
        seen = tuple(str(one.arguments["scenario"]) for one in self.listed)
        offered = seen or await AdoptionRepository(self.session).matched(self.firm.id)
        decided = {row.scenario_id: row.state for row in standing}
        ids = [name for name in offered if name in self.known.scenarios and name not in {*decided, but}]
        gone = [name for name in offered if decided.get(name) == "declined"]
        if not ids and not gone:
            msg = "nothing was recommended"
            raise NotFound(msg, what="offered")
        for name in ids:
            await self._keep(None, name, "declined", None)
        names = [self.known.scenarios[name].name for name in ids or gone]
        text = wording.DECLINED_ALL.format(whose=self.whose, count=len(names), scenarios=wording.LIST_COMMA.join(names))
        return Adopted(
            text=text, enterprise=self.firm.id, scenarios=tuple(ids or gone), state="declined", changed=bool(ids)
        )

    async def each_decided(self, parts: Sequence[tuple[tuple[str, ...], str]], standing: Sequence[Adoption]) -> Adopted:
        """Keep a decision on each of several scenarios, as the clauses about it say."""
        held = {row.scenario_id: row for row in standing}
        done: list[Adopted] = []
        for ids, words in parts:
            if days.impossible(words):
                raise _no_day(words)
            asked = _asked(read_decision(words, self.today), None, "", self.today)
            done += [await self.decided(self.known.scenarios[one], held.get(one), asked) for one in ids]
        last = done[-1]
        return last.model_copy(
            update={
                "text": "\n\n".join(one.text for one in done),
                "suggestions": last.suggestions[-1:],
                "pending": None,
                "scenarios": tuple(scenario for one in done for scenario in one.scenarios),
                "state": last.state if len({one.state for one in done}) == 1 else None,
                "go_live": None,
                "changed": any(one.changed for one in done),
            }
        )

    async def decided(self, scenario: Scenario, before: Adoption | None, asked: Decision) -> Adopted:
        """Keep one decision, unless it is what stands."""
        state = self._state(scenario, before, asked)
        on, taken = self._day(before, state, asked)
        held = wording.local(before.go_live_at) if before is not None and before.go_live_at else None
        if before is not None and before.state == state and held == on:
            since = wording.SINCE.format(day=wording.day(on, self.today)) if on and state in DATED else ""
            text = wording.SAME.format(
                whose=self.whose, scenario=scenario.name, state=wording.SAME_STATES[state] + since
            )
            return self._result(scenario, state, on, text, changed=False)
        await self._keep(before, scenario.id, state, on)
        parts = [self._told(scenario, before, state, on, held), taken, self._then(scenario, state, on)]
        return self._result(scenario, state, on, "".join(part for part in parts if part), changed=True)

    def _state(self, scenario: Scenario, before: Adoption | None, asked: Decision) -> State:
        state = asked.state
        if state is None:
            msg = "how far is it"
            ask = wording.WHICH_STATE.format(scenario=scenario.name)
            options = list(wording.STATE_OPTIONS.items())
            raise InvalidArguments(msg, slot="state", problem="missing", options=options, ask=ask)
        if before is not None and before.state in {"live", "stopped"}:
            if state == "declined":
                return "stopped"
            if before.state == "live" and asked.moved and asked.day is not None:
                # A day in another's place, of what is live already, is when it went live.
                return "live" if asked.day.on <= self.today else "planned"
        return state

    def _day(self, before: Adoption | None, state: State, asked: Decision) -> tuple[date | None, str]:
        """Return the day it goes live, and how it was come by where that is a guess."""
        held = wording.local(before.go_live_at) if before is not None and before.go_live_at else None
        day = asked.day
        if state in {"stopped", "declined"}:
            return held, ""
        if day is None:
            if state == "planned":
                return (held if before is not None and before.state == "planned" else None), ""
            if before is not None and before.state == "live" and held is not None:
                return held, ""
            if held is not None and held <= self.today:
                return held, wording.TAKEN_AS_PLANNED.format(day=wording.day(held, self.today))
            return self.today, wording.TAKEN_AS_TODAY
        self._check(day, state)
        if day.sure:
            return day.on, ""
        return day.on, wording.TAKEN_AS.format(words=day.words, day=wording.weekday(day.on, self.today))

    def _check(self, day: days.Day, state: State) -> None:
        """Ask where a day can't be meant, or may be one of another year.

        Raises:
            InvalidArguments: It is to be asked again.
        """
        wrong = day.on > self.today if state == "live" else day.on < self.today
        if not wrong and (day.whole or abs((day.on - self.today).days) <= FAR):
            return
        options: list[tuple[str, str]] = []
        if wrong:
            form = wording.IN_THE_FUTURE if state == "live" else wording.IN_THE_PAST
            ask, problem = form.format(day=wording.day(day.on, self.today)), "wrong"
        else:
            ask, problem = wording.WHICH_YEAR, "unclear"
            both = [days.read(day.words, self.today, lean) for lean in LEANS]
            options = [(one.on.isoformat(), wording.day(one.on, ANY_DAY)) for one in both if one is not None]
        msg = f"{day.on} for {state}"
        raise InvalidArguments(msg, slot="go_live", problem=problem, ask=ask, options=options)

    async def _keep(self, before: Adoption | None, scenario: str, state: State, on: date | None) -> None:
        contact = self.context.contact
        if not self.firm.own:
            contact = (before.contact_id if before else None) or (
                await PromiseRepository(self.session).person(self.firm.id) or contact
            )
        await AdoptionRepository(self.session).decide(
            before,
            enterprise_id=self.firm.id,
            contact_id=contact,
            scenario_id=scenario,
            state=state,
            go_live_at=days.beginning(on) if on else None,
            note=self.note,
            recorded_by=self.context.contact,
            turn_id=self.context.turn or None,
            now=self.context.now,
        )

    def _told(
        self, scenario: Scenario, before: Adoption | None, state: State, on: date | None, held: date | None
    ) -> str:
        moved = before is not None and before.state == state and held is not None and on is not None
        form = {
            "planned": wording.MOVED if moved else wording.PLANNED if on else wording.PLANNED_OPEN,
            "live": wording.LIVE_MOVED if moved else wording.LIVE,
            "stopped": wording.STOPPED,
            "declined": wording.DECLINED,
        }[state]
        return form.format(
            whose=self.whose,
            scenario=scenario.name,
            day=wording.day(on, self.today) if on else "",
            before=wording.day(held, self.today) if held else "",
        )

    def _then(self, scenario: Scenario, state: State, on: date | None) -> str:
        whom = wording.YOU if self.firm.own else wording.THEM
        if state == "planned":
            return (wording.THEN_PLANNED if on else wording.THEN_OPEN).format(whom=whom)
        form = {"live": wording.THEN_LIVE, "stopped": wording.THEN_STOPPED, "declined": wording.THEN_DECLINED}[state]
        return form.format(scenario=scenario.name)

    def _result(self, scenario: Scenario, state: State, on: date | None, text: str, *, changed: bool) -> Adopted:
        about = {"scenario": scenario.id} | ({} if self.firm.own else {"enterprise": self.firm.id})
        suggestions = [Suggestion(title=wording.SHOW_ALL, tool="show_adoptions", arguments=_firm(self.firm))]
        if state == "planned":
            suggestions.insert(0, Suggestion(title=wording.SAY_LIVE, tool=TOOL, arguments={**about, "state": "live"}))
        if state == "live":
            suggestions.insert(0, Suggestion(title=wording.SAY_USE, tool="record_use", arguments=about))
        open_day, given = state == "planned" and on is None, {**about, "state": state}
        pending = Pending(tool=TOOL, slot="go_live", arguments=given, question=wording.WHICH_DAY, aside=True)
        return Adopted(
            text=text,
            suggestions=tuple(suggestions),
            focus=Focus(tool=TOOL, arguments=about, offered=self.listed),
            pending=pending if open_day else None,
            enterprise=self.firm.id,
            scenarios=(scenario.id,),
            state=state,
            go_live=on.isoformat() if on else None,
            changed=changed,
        )


def _firm(firm: Firm) -> dict[str, str]:
    return {} if firm.own else {"enterprise": firm.id}
