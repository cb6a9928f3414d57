"""Shows what an enterprise has decided on and how it is used; to operators also the region as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from tools.adoption.using import as_use
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.scenarios import current
from tools.database.repositories.speaking import Firm, firm_of
from tools.domain import days, region
from tools.domain.adoption import State, named
from tools.domain.adoption.asking import asked_state, asks_how_far, of_region, turns_to_state
from tools.domain.catalogue import following
from tools.kit.errors import InvalidArguments
from tools.kit.tool import Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import adoption as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Adoption, AdoptionUse

SHOW = "show_adoptions"
SURE = 0.82
"""How surely a message asks how far scenarios have come."""
NEWEST = 5
MOST_BUTTONS = 3
ORDER: tuple[State, ...] = ("live", "planned", "stopped", "declined")
_PLACES: Mapping[str, int] = {state: place for place, state in enumerate(ORDER)}


class AdoptionRow(BaseModel):
    """A scenario that was decided on.

    Attributes:
        enterprise: Whose.
        scenario: Its id.
        name: Its name.
        state: How far it is.
        go_live: When it goes or went live, ISO.
        recorded: When that was told, ISO, UTC.
        use: How it is used, as told last, in words.
    """

    model_config = ConfigDict(frozen=True)

    enterprise: str
    scenario: str
    name: str
    state: str
    go_live: str | None = None
    recorded: str
    use: str = ""


class Adoptions(ToolResult):
    """Scenarios that were decided on.

    Attributes:
        enterprise: Whose; None for the region as a whole.
        rows: Those that are shown.
        counts: How many there are of each state.
    """

    enterprise: str | None = None
    rows: tuple[AdoptionRow, ...] = ()
    counts: dict[str, int] = Field(default_factory=dict)


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message which asks how far scenarios have come is for nothing else."""
    return SURE if asks_how_far(text) else 0.0


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Show those of another state, or go on about one of those that were shown."""
    if (state := turns_to_state(text)) is not None:
        firm = {} if of_region(text) else {k: v for k, v in focus.arguments.items() if k == "enterprise"}
        return SHOW, {**firm, "state": state, "question": text}
    return following.follow(text, focus, catalogs)


@tool(wording.SHOW_ADOPTIONS, sure=_sure, follows=_follows, readers={"enterprise": region.read_name})
async def show_adoptions(
    context: ToolContext, enterprise: str | None = None, state: State | None = None, question: str = ""
) -> Adoptions:
    """Show which scenarios an enterprise has decided on, how far they are and how they are used; to operators one firm's, or counts over the region with the newest.

    Args:
        enterprise: For operators: the enterprise's name or id; the region as a whole by default.
        state: Only those planned, live, stopped or declined.
        question: The person's words; the enterprise, the state or one scenario may stand there.
    """  # noqa: E501 -- one sentence for models
    state = state or (asked_state(question) if question else None)
    enterprise = None if context.role == "operator" and question and of_region(question) else enterprise
    async with context.store.session() as session:
        known = await current(session, context.library.catalogs)
        try:
            firm = await firm_of(session, context, enterprise, question)
        except InvalidArguments as error:
            if error.data.get("problem") != "missing":
                raise
            return await _region(session, context, known, state)
        rows = await AdoptionRepository(session).standing(firm.id) if firm else ()
        uses = await AdoptionRepository(session).uses({row.id for row in rows})
    return _Listing(context, known, firm, uses).of(rows, state, firm.without(question) if firm else question)


@dataclass(frozen=True, slots=True)
class _Listing:
    """Lists the scenarios of one enterprise."""

    context: ToolContext
    known: Catalogs
    firm: Firm | None
    uses: Mapping[str, Sequence[AdoptionUse]]

    def of(self, standing: Sequence[Adoption], state: State | None, words: str) -> Adoptions:
        """List what stands, of one state or one scenario where such are asked for."""
        firm = self.firm
        whose = wording.YOURS if firm is None or firm.own else firm.name or wording.UNNAMED
        asked = {} if firm is None or firm.own else {"enterprise": firm.id}
        rows = sorted(standing, key=lambda row: _PLACES[row.state])
        counts = Counter(row.state for row in rows)
        meant = set(named(words, self.known.scenarios).ids) if words else set()
        if one := [row for row in rows if row.scenario_id in meant]:
            rows = one
        elif state is not None and (of_state := [row for row in rows if row.state == state]):
            rows = of_state
        if not rows:
            text = wording.NONE.format(whose=whose)
            more = (Suggestion(title=wording.RECOMMEND, tool="recommend_scenarios", arguments=asked),)
            focus = Focus(tool="show_adoptions", arguments=asked)
            return Adoptions(text=text, suggestions=more, focus=focus, enterprise=firm.id if firm else None)
        if state is not None and not one and all(row.state == state for row in rows):
            lead = wording.LISTED_STATE.format(whose=whose, state=wording.STATES[state], count=len(rows))
        else:
            told = Counter(row.state for row in rows)
            states = wording.LIST_COMMA.join(
                wording.COUNTED.format(state=wording.STATES[name], count=told[name]) for name in ORDER if told[name]
            )
            lead = wording.LISTED.format(whose=whose, count=len(rows), states=states)
            if state is not None and not one:
                none = wording.NONE_OF_STATE.format(whose=whose, state=wording.STATES[state])
                lead = none + wording.LISTED.format(whose="", count=len(rows), states=states)
        shown = [self._row(row) for row in rows]
        today = days.today(self.context.now)
        lines = [self._line(row, one.name, today) for row, one in zip(rows, shown, strict=True)]
        buttons = [
            Suggestion(title=one.name, tool="record_use", arguments={"scenario": one.scenario, **asked})
            for one in shown
            if one.state == "live" and not one.use
        ]
        return Adoptions(
            text=lead + "\n\n" + "\n".join(lines),
            suggestions=tuple(
                button.model_copy(update={"title": f"{wording.SAY_USE}：{button.title}"})
                for button in buttons[:MOST_BUTTONS]
            ),
            focus=Focus(
                tool="show_adoptions",
                arguments=asked,
                offered=tuple(
                    Suggestion(title=one.name, tool="read_scenario", arguments={"scenario": one.scenario})
                    for one in shown
                    if one.scenario in self.known.scenarios
                ),
            ),
            enterprise=firm.id if firm else None,
            rows=tuple(shown),
            counts=dict(counts),
        )

    def _row(self, row: Adoption) -> AdoptionRow:
        uses = self.uses.get(row.id, ())
        return AdoptionRow(
            enterprise=row.enterprise_id,
            scenario=row.scenario_id,
            name=name_of(row.scenario_id, self.known),
            state=row.state,
            go_live=wording.local(row.go_live_at).isoformat() if row.go_live_at else None,
            recorded=row.updated_at.isoformat(),
            use=wording.written(as_use(uses[0])) if uses else "",
        )

    def _line(self, row: Adoption, name: str, today: date) -> str:
        uses = self.uses.get(row.id, ())
        last = (as_use(uses[0]), uses[0].recorded_at) if uses else None
        more = wording.progress(row.state, row.go_live_at, row.updated_at, last, today)
        return wording.LINE.format(scenario=name, state=wording.STATES[row.state], more=more)


def name_of(scenario: str, known: Catalogs) -> str:
    """Return a scenario's name; of one that was withdrawn its id."""
    found = known.scenarios.get(scenario)
    return found.name if found else wording.GONE_SCENARIO.format(id=scenario)


async def _region(session: Session, context: ToolContext, known: Catalogs, state: State | None) -> Adoptions:
    """Count over all enterprises, and name what changed last."""
    repository = AdoptionRepository(session)
    counted = {row.state: row for row in await repository.counts()}
    if not counted:
        return Adoptions(text=wording.REGION_NONE, focus=Focus(tool="show_adoptions"))
    newest = await repository.newest(NEWEST, (state,) if state else ())
    firms = await repository.enterprises()
    today = days.today(context.now)
    counts = {name: counted[name].adoptions for name in ORDER if name in counted}
    table = [
        wording.REGION_LINE.format(state=wording.STATES[name], count=count, firms=counted[name].enterprises)
        for name, count in counts.items()
    ]
    lines = [
        wording.NEWEST_LINE.format(
            day=wording.day(wording.local(row.updated_at), today),
            name=name or wording.UNNAMED,
            scenario=name_of(row.scenario_id, known),
            state=wording.STATES[row.state],
        )
        for row, name in newest
    ]
    parts: list[Any] = [
        wording.REGION.format(count=sum(counts.values()), firms=firms),
        "\n".join([wording.REGION_HEADER, *table]),
        *(["\n".join([wording.NEWEST, *lines])] if lines else []),
        wording.ASK_ONE_FIRM,
    ]
    rows = tuple(
        AdoptionRow(
            enterprise=row.enterprise_id,
            scenario=row.scenario_id,
            name=name_of(row.scenario_id, known),
            state=row.state,
            go_live=wording.local(row.go_live_at).isoformat() if row.go_live_at else None,
            recorded=row.updated_at.isoformat(),
        )
        for row, _ in newest
    )
    return Adoptions(text="\n\n".join(parts), focus=Focus(tool="show_adoptions"), rows=rows, counts=counts)
