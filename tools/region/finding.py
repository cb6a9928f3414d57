"""Enterprises that meet a filter or that a scenario suits, and the filter as it is shown and changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from tools.domain import lexicon as catalog_words
from tools.domain import matching
from tools.domain.matching import lexicon as matching_words
from tools.domain.region.filters import BY_FACT, PARTS
from tools.kit.tool import Focus, Suggestion, ToolResult
from tools.wording import region as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from corpus.catalogs import Catalogs, Scenario
    from tools.database.repositories.region import Found, RegionRepository
    from tools.domain.matching import Match
    from tools.domain.profile import Profile
    from tools.domain.region import EnterpriseFilter
    from tools.kit.tool import ToolContext

SHANGHAI = ZoneInfo("Asia/Shanghai")
POOL = 200
"""Enterprises that are ranked for a scenario."""
LEAST = 0.15
"""How relevant a scenario must be to an enterprise to suit it."""
SHOWN_NOT_YET, REASONS, LACKING = 3, 2, 2
BUTTONS = 2
"""Conditions with a button that drops them."""


class EnterpriseRow(BaseModel):
    """One enterprise of a list.

    Attributes:
        id: Its id.
        name: Its name.
        town: Where it lies.
        industry: Its industry.
        employees: How many people.
        level: By its last diagnosis.
        score: The same.
        pains: On file.
        found: Pains their last diagnosis puts first and the archive does not name.
        last_contact: When its people last spoke with the assistant, ISO, UTC.
        scenario: The scenario that suits it best of those asked for.
        reasons: Why.
        lacking: What it takes and the firm has not got, or what has to be seen to.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    town: str | None = None
    industry: str | None = None
    employees: int | None = None
    level: str | None = None
    score: float | None = None
    pains: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    last_contact: str | None = None
    scenario: str | None = None
    reasons: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


class EnterpriseList(ToolResult):
    """Enterprises that meet a filter.

    Attributes:
        count: How many there are.
        filters: What they have in common.
        enterprises: Those that are shown.
        skip: How many were left out before them.
        ignored: Words of the question that became no condition.
    """

    count: int
    filters: dict[str, Any]
    enterprises: tuple[EnterpriseRow, ...] = ()
    skip: int = 0
    ignored: str = ""


def row(profile: Profile, last: datetime | None = None, best: Match | None = None) -> EnterpriseRow:
    """Make a row of what is on file."""
    facts, standing = profile.facts, profile.standing
    pains = tuple(facts.get("pains") or ())
    return EnterpriseRow(
        id=profile.id or "",
        name=profile.name or wording.UNNAMED.format(id=(profile.id or "")[:6]),
        town=facts.get("town"),
        industry=facts.get("industry"),
        employees=facts.get("employees"),
        level=standing.level if standing else None,
        score=standing.total if standing else None,
        pains=pains,
        found=tuple(pain for pain in standing.pains if pain not in pains) if standing else (),
        last_contact=last.isoformat() if last else None,
        scenario=best.scenario.id if best else None,
        reasons=tuple(_reasons(best)) if best else (),
        lacking=_lacking(best) if best else (),
    )


def told_pains(one: EnterpriseRow) -> tuple[str, ...]:
    """Return an enterprise's pains as they are told, those that only its diagnosis found marked."""
    return (*one.pains, *(wording.BY_DIAGNOSIS.format(pain=pain) for pain in one.found))


def _reasons(match: Match) -> list[str]:
    told = [wording.WHY[reason.kind].format(value=reason.value) for reason in match.reasons]
    return list(dict.fromkeys(told))[:REASONS]


def _lacking(match: Match) -> tuple[str, ...]:
    """Return what is known to be missing, else what has to be seen to."""
    if match.missing:
        return tuple(r.text for r in match.missing)
    return tuple(r.text for r in match.requirements if r.state == "unknown")


def _nearest(scenarios: Sequence[Scenario], profile: Profile) -> Sequence[Scenario]:
    """Return those of the scenarios that are for the firm's own industry, all where there are none."""
    return [s for s in scenarios if s.industry == profile.facts.get("industry")] or scenarios


def _cells(one: EnterpriseRow, diagnosed: bool) -> tuple[str, ...]:  # noqa: FBT001 -- private
    level = one.level or (wording.UNRATED if diagnosed else wording.NO_LEVEL)
    people = str(one.employees) if one.employees is not None else wording.DASH
    return one.name, one.town or wording.DASH, one.industry or wording.DASH, people, level


class Finder:
    """Puts one list together.

    Args:
        context: Who asks.
        repository: Where enterprises are.
        known: The typed records, scenarios as operators have edited them.
        asked: The filter.
        limit: How many to show.
        skip: How many were shown before.
        ignored: Words of the question that became no condition.
        kept: The filter stands as it was, for the words that were to change it became no condition.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- what a list is made of
        self,
        context: ToolContext,
        repository: RegionRepository,
        known: Catalogs,
        asked: EnterpriseFilter,
        limit: int,
        skip: int,
        ignored: str,
        *,
        kept: bool = False,
    ) -> None:
        self._context, self._repository, self._known = context, repository, known
        self._asked, self._limit, self._skip, self._ignored = asked, limit, skip, ignored
        self._kept = kept

    async def listed(self) -> EnterpriseList:
        """List the enterprises that meet the filter, or those a scenario suits."""
        if self._asked.scenario:
            return await self._suited()
        found, count = await self._repository.page(self._asked, self._skip, self._limit)
        if not count:
            return await self._nobody()
        rows = [row(one.profile, one.last_contact) for one in found]
        lead = wording.FOUND.format(filter=self._filter(), count=count, shown=self._range(len(rows), count))
        cells = [self._line(one, shown) for one, shown in zip(found, rows, strict=True)]
        field = BY_FACT.get(self._asked.order)
        top = found[0].profile.facts.get(field) if field and found and not self._skip else None
        if top is not None:
            lead = f"{wording.TOPS[self._asked.order].format(name=rows[0].name, value=f'{top:g}')}\n\n{lead}"
        notes = [wording.FOUND_BY_DIAGNOSIS] if any(set(self._asked.pains) & set(one.found) for one in rows) else []
        return self._result(lead, wording.table(wording.HEADER, cells), rows, count, notes)

    def not_understood(self) -> EnterpriseList:
        """Say which words became no condition, in the place of a list of everybody."""
        everybody = _button(wording.EVERYBODY, {"limit": self._limit})
        return EnterpriseList(
            text=wording.NOT_READ.format(words=self._ignored),
            suggestions=(everybody,),
            focus=Focus(
                question=self._context.question, tool="find_enterprises", arguments=self._arguments(self._asked)
            ),
            count=0,
            filters={},
            ignored=self._ignored,
        )

    def _line(self, found: Found, one: EnterpriseRow) -> tuple[str, ...]:
        last = found.last_contact
        day = last.astimezone(SHANGHAI).strftime("%m-%d") if last else wording.NEVER
        pains = wording.LIST_COMMA.join(told_pains(one)) or wording.DASH
        return (*_cells(one, found.profile.standing is not None), pains, day)

    async def _suited(self) -> EnterpriseList:
        scenarios = [self._known.scenarios[name] for name in self._asked.scenario]
        bare = replace(self._asked, scenario=())
        pool = await self._repository.candidates(bare, _industries(scenarios), _pains(scenarios), POOL)
        ranked: list[tuple[Match, Profile]] = []
        for profile in pool:
            best = matching.matched(matching.read(profile, ""), _nearest(scenarios, profile))[0]
            if best.relevant >= LEAST:
                ranked.append((best, profile))
        ranked.sort(key=lambda pair: (-pair[0].score, pair[1].id or ""))
        fit = [(match, profile) for match, profile in ranked if match.advisable]
        not_yet = [(match, profile) for match, profile in ranked if not match.advisable]
        if not fit:
            lead = wording.SUITED_NONE.format(filter=self._filter())
            return self._result(lead, "", [], 0, self._not_yet(not_yet))
        shown = fit[self._skip : self._skip + self._limit]
        rows = [row(profile, None, match) for match, profile in shown]
        form = wording.POOL_CAPPED if len(pool) == POOL else wording.POOL
        lead = wording.SUITED.format(
            filter=self._filter(),
            pool=form.format(count=len(pool)),
            count=len(fit),
            shown=self._range(len(rows), len(fit)),
        )
        cells = [
            (
                *_cells(one, profile.standing is not None),
                match.scenario.name,
                wording.LIST_COMMA.join(one.reasons) or wording.DASH,
                wording.LIST_COMMA.join(one.lacking[:LACKING]) or wording.NOTHING_LACKING,
            )
            for one, (match, profile) in zip(rows, shown, strict=True)
        ]
        notes = [*self._not_yet(not_yet), wording.RANKED_BY]
        return self._result(lead, wording.table(wording.SUITED_HEADER, cells), rows, len(fit), notes)

    def _not_yet(self, those: Sequence[tuple[Match, Profile]]) -> list[str]:
        if not those:
            return []
        told = []
        for match, profile in those[:SHOWN_NOT_YET]:
            grave = next(one for one in match.against if one.grave)
            why = wording.AGAINST[grave.kind].format(given=grave.given, wanted=grave.wanted)
            told.append(wording.NOT_YET_ITEM.format(name=row(profile).name, why=why))
        return [wording.NOT_YET.format(count=len(those), reasons=wording.LIST_COMMA.join(told))]

    async def _nobody(self) -> EnterpriseList:
        """Say that nobody meets the filter, and which condition to drop."""
        options: list[tuple[int, str, EnterpriseFilter]] = []
        for names in self._given():
            wider = self._asked.without_part(*names)
            if count := await self._repository.count(wider):
                options.append((count, wording.PART_NAMES[names[0]], wider))
        options.sort(key=lambda option: -option[0])
        lead = wording.NOBODY.format(filter=self._filter())
        told = [wording.WIDER.format(part=part, count=count) for count, part, _ in options]
        notes = [wording.NOBODY_WIDER.format(options=wording.COMMA.join(told))] if told else []
        if self._asked.pains:
            notes.append(wording.PAINS_LOOKED_UP)
        return self._result(lead, "", [], 0, notes)

    # --- the filter -------------------------------------------------------------------------------------------------

    def _given(self) -> list[tuple[str, ...]]:
        """The conditions there are, each by its fields."""
        given = self._asked.given()
        return [names for names in PARTS if any(name in given for name in names)]

    def _said(self, names: tuple[str, ...]) -> str:
        if names == ("scenario",):
            return wording.SUITS.format(name=self._scenarios())
        return wording.part(names[0], self._asked.given())

    def _scenarios(self) -> str:
        """Name the scenarios asked for: the one, or what they have in common."""
        those = [self._known.scenarios[name] for name in self._asked.scenario]
        if len(those) == 1:
            return those[0].name
        shared = [{getattr(s, name) for s in those} for name in ("model_type", "module")]
        kinds = [values.pop() for values in shared if len(values) == 1]
        if kinds:
            return wording.KIND_OF_SCENARIOS.format(kind="".join(kinds), count=len(those))
        return wording.SEVERAL_SCENARIOS.format(name=those[0].name, count=len(those))

    def _filter(self) -> str:
        parts = [self._said(names) for names in self._given()]
        return wording.FILTER.format(parts=wording.DOT.join(parts)) if parts else wording.NO_FILTER

    def _range(self, shown: int, count: int) -> str:
        if shown >= count:
            return ""
        return wording.SHOWN_FROM.format(first=self._skip + 1, last=self._skip + shown)

    def _arguments(self, asked: EnterpriseFilter, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- arguments of the tool
        return {**asked.given(), "limit": self._limit, **more}

    def _suggestions(self, rows: Sequence[EnterpriseRow], count: int) -> tuple[Suggestion, ...]:
        found: list[Suggestion] = []
        after = self._skip + len(rows)
        if after < count:
            title = wording.NEXT.format(count=min(self._limit, count - after))
            found.append(_button(title, self._arguments(self._asked, skip=after)))
        asked = self._asked
        for names in self._given()[-BUTTONS:]:
            title = wording.DROP_SCENARIO if names == ("scenario",) else wording.DROP.format(part=self._said(names))
            found.append(_button(title, self._arguments(asked.without_part(*names))))
        if asked.employees_min is not None and asked.employees_max is None and asked.employees_min:
            least = asked.employees_min * 2
            changed = replace(asked, employees_min=least)
            found.append(_button(wording.TO_PEOPLE.format(count=least), self._arguments(changed)))
        if asked.has_diagnosis is None:
            changed = replace(asked, has_diagnosis=False)
            found.append(_button(wording.ONLY_UNDIAGNOSED, self._arguments(changed)))
        if not rows and asked.given():
            found.append(_button(wording.EVERYBODY, {"limit": self._limit}))
        return tuple(found)

    def _result(self, lead: str, table: str, rows: list[EnterpriseRow], count: int, notes: list[str]) -> EnterpriseList:
        if self._kept:
            lead = f"{wording.KEPT.format(words=self._ignored)}\n\n{lead}"
        elif self._ignored:
            notes = [*notes, wording.LEFT.format(words=self._ignored)]
        offered = tuple(
            Suggestion(title=one.name, tool="show_archive", arguments={"enterprise": one.id}) for one in rows
        )
        return EnterpriseList(
            text="\n\n".join(part for part in (lead, table, *notes) if part),
            suggestions=self._suggestions(rows, count),
            focus=Focus(
                question=self._context.question,
                tool="find_enterprises",
                arguments=self._arguments(self._asked, skip=self._skip),
                offered=offered,
            ),
            count=count,
            filters=self._asked.given(),
            enterprises=tuple(rows),
            skip=self._skip,
            ignored=self._ignored,
        )


def _button(title: str, arguments: Mapping[str, Any]) -> Suggestion:
    return Suggestion(title=title, tool="find_enterprises", arguments=dict(arguments))


def _industries(scenarios: Sequence[Scenario]) -> frozenset[str]:
    """Return the industries scenarios are for; empty for any."""
    own = {scenario.industry for scenario in scenarios}
    if matching_words.ANY_INDUSTRY in own:
        return frozenset()
    return frozenset(
        own | (matching_words.MANUFACTURERS if catalog_words.GENERAL_MANUFACTURING in own else frozenset())
    )


def _pains(scenarios: Sequence[Scenario]) -> frozenset[str]:
    """Return the pains of the archive that the scenarios' parts of the business answer."""
    other = {module: pain for pain, module in matching_words.PAIN_MODULES.items()}
    return frozenset(other.get(scenario.module, scenario.module) for scenario in scenarios)
