"""Recommends scenarios to a firm: whose, on what basis, which, why, what is missing, and what not yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from corpus.sources import scenario_texts
from tools.domain import lexicon as catalog_words
from tools.domain import matching
from tools.domain.profile import Profile, Standing
from tools.kit.tool import Citation, Focus, Pending, Suggestion, ToolResult
from tools.scenarios import telling
from tools.wording import scenarios as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.domain.matching import Firm, Match
    from tools.kit.ports import Library
    from tools.kit.tool import ToolContext

MOST_AGAINST = 3
"""How many scenarios are named as not advisable."""
WORTH = 0.55
"""What a scenario must come to before it is worth naming as not advisable, against the best one."""
FIELDS = ("about", "needs", "configuration", "effort", "value", "evidence")
LONGEST_TITLE = 24


class Need(BaseModel):
    """Data or devices a scenario takes.

    Attributes:
        text: In the catalog's words.
        kind: ``data`` or ``hardware``.
        state: ``have``, ``lack`` or ``unknown``.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    kind: str
    state: str


class Recommended(BaseModel):
    """A scenario and how it fits.

    Attributes:
        id: The scenario's id.
        name: Its name.
        score: Comparable within one answer.
        reasons: Why, in words.
        needs: What it takes.
        against: What speaks against it, in words.
        effort: Light, middle or heavy.
        duration: The catalog's estimate.
        indicators: Ids of the indicators it should improve.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    against: tuple[str, ...] = ()
    effort: str
    duration: str
    indicators: tuple[str, ...] = ()


class Recommendation(ToolResult):
    """Scenarios for a firm.

    Attributes:
        enterprise: Id of the firm, if it is on file.
        recommended: What to begin with, the best first.
        not_advised: What not to begin with now, and why.
    """

    enterprise: str | None = None
    recommended: tuple[Recommended, ...] = ()
    not_advised: tuple[Recommended, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    Attributes:
        profile: What is known of the firm.
        question: The words about it.
        limit: How many scenarios to name.
        arguments: Of the call, for what follows up.
        own: The speaker asks for the firm they speak for.
        effort: How much one may take.
        hardware: False for those that need no devices.
        skip: How many were recommended before.
        against: It asks what not to begin with.
        reason: The words that ask why one of them was recommended.
    """

    profile: Profile
    question: str
    limit: int
    arguments: Mapping[str, object]
    own: bool
    effort: catalog_words.Effort | None = None
    hardware: bool | None = None
    skip: int = 0
    against: bool = False
    reason: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether it asks for some of those that suit."""
        return self.effort is not None or self.hardware is not None or self.skip > 0


def with_arguments(profile: Profile, industry: str | None, module: str | None, level: str | None) -> Profile:
    """Put what was given as arguments before what is on file."""
    facts: dict[str, object] = {}
    if industry:
        facts["industry"] = industry
    if module:
        facts["pains"] = [module, *(pain for pain in profile.facts.get("pains") or () if pain != module)]
    found = profile.with_facts(facts) if facts else profile
    if level:
        found = replace(found, standing=replace(found.standing or Standing(), level=level))
    return found


def phrases(library: Library, scenarios: Mapping[str, Scenario]) -> matching.Phrases:
    """Return the questions people are expected to ask about each scenario."""
    found = []
    for name in scenarios:
        passages = [library.get(f"{name}#{field}") for field in FIELDS]
        if asked := tuple(question for passage in passages if passage for question in passage.questions):
            found.append((name, asked))
    return tuple(found)


def recommend(context: ToolContext, known: Catalogs, asked: Asked) -> Recommendation:
    """Rank the catalog for a firm and write the answer.

    Args:
        context: Who asks.
        known: All records, scenarios as they are now.
        asked: Whose, and in which words.
    """
    scenarios = tuple(known.scenarios.values())
    index = matching.indexed(scenarios, phrases(context.library, known.scenarios), context.library.lexicon)
    firm = matching.read(asked.profile, asked.question)
    matches = matching.matched(firm, scenarios, index)
    if not (firm.industries or firm.modules or firm.level or any(m.reasons for m in matches)):
        return _too_little(context, asked)
    every = _with_nearest([m for m in matches if m.advisable and _wanted(m.scenario, asked)], asked.limit)
    fit = every[asked.skip : asked.skip + asked.limit]
    if asked.narrowed:
        return _written(context, known, asked, firm, _nearest(matches, firm, asked) or fit, ())
    least = WORTH * (fit[0].relevant if fit else 0.0)
    if asked.reason and (one := telling.one_of(fit, asked.reason, known)) is not None:
        return _reasoned(context, known, asked, firm, fit, one)
    against = sorted((m for m in matches if not m.advisable and m.relevant >= least), key=lambda m: -m.relevant)
    return _written(context, known, asked, firm, fit, against[:MOST_AGAINST])


def _with_nearest(matches: list[Match], limit: int) -> list[Match]:
    """Bring the scenario nearest to what the firm says, where it answers a trouble of its own, onto the first list."""
    nearest = max(matches, key=lambda m: m.relevant, default=None)
    if nearest is None or nearest in matches[:limit] or all(reason.kind != "pain" for reason in nearest.reasons):
        return matches
    rest = [m for m in matches if m is not nearest]
    return [*rest[: limit - 1], nearest, *rest[limit - 1 :]]


def _reasoned(
    context: ToolContext, known: Catalogs, asked: Asked, firm: Firm, fit: Sequence[Match], one: Match
) -> Recommendation:
    """Say why one of those recommended is among them; the list stays what is spoken of."""
    described = telling.described(one, known, ids=context.role == "operator")
    parts = [
        wording.WHY_ONE.format(why=telling.why(one), **described),
        _basis(asked, firm, fit),
        wording.ONE_TAKES.format(**described),
        wording.DRAFT_NOTE,
    ]
    whole = _written(context, known, asked, firm, fit, ())
    return whole.model_copy(
        update={
            "text": "\n\n".join(part for part in parts if part),
            "citations": _citations(context.library, known, (one,)),
            "suggestions": (_button(one.scenario),),
            "recommended": (_record(one),),
        }
    )


def _nearest(matches: Sequence[Match], firm: Firm, asked: Asked) -> list[Match]:
    """Return what comes nearest to a wish that nothing fulfils in the part of the business that is to be improved."""
    if asked.skip or asked.effort is None or not firm.modules:
        return []
    able = [m for m in matches if m.advisable and m.scenario.module in firm.modules]
    most = catalog_words.EFFORTS.index(asked.effort) + 1
    able = [m for m in able if catalog_words.EFFORTS.index(m.scenario.effort) <= most]
    others = asked.hardware is not None and any(matching.needs_devices(m.scenario) != asked.hardware for m in able)
    fulfilled = any(_wanted(m.scenario, asked) for m in able)
    return [] if fulfilled or others else able[: asked.limit]


def _wanted(scenario: Scenario, asked: Asked) -> bool:
    efforts = catalog_words.EFFORTS
    light = asked.effort is None or efforts.index(scenario.effort) <= efforts.index(asked.effort)
    return light and (asked.hardware is None or matching.needs_devices(scenario) == asked.hardware)


def _too_little(context: ToolContext, asked: Asked) -> Recommendation:
    operator = context.role == "operator"
    if not operator and matching.names_wish(normalise(asked.question)):
        return Recommendation(
            text=wording.NONE_FOR_THIS, enterprise=asked.profile.id, suggestions=(_as_need(asked.question),)
        )
    question = wording.ASK_ALL_OTHER if operator and asked.profile.id is None else wording.ASK_ALL
    arguments = {name: value for name, value in asked.arguments.items() if name != "question"}
    return Recommendation(
        text=question,
        enterprise=asked.profile.id,
        pending=Pending(tool="recommend_scenarios", slot="question", arguments=arguments, question=question),
        suggestions=() if operator else (_diagnosis(),),
    )


def _as_need(question: str) -> Suggestion:
    """Offer to put a wish that no scenario answers down as a need, in the person's own words."""
    arguments = {"kind": "need", "question": question}
    return Suggestion(title=wording.SUGGEST_THIS_NEED, tool="open_ticket", arguments=arguments)


def _diagnosis() -> Suggestion:
    return Suggestion(title=wording.SUGGEST_DIAGNOSIS, tool="start_diagnosis", arguments={"form": "quick"})


def _written(
    context: ToolContext, known: Catalogs, asked: Asked, firm: Firm, fit: Sequence[Match], against: Sequence[Match]
) -> Recommendation:
    outside = firm.outside if firm.unplaced and not asked.narrowed else None
    if outside is not None:
        # What sounds alike is no answer to a trade the catalog does not know.
        fit = [replace(m, reasons=tuple(r for r in m.reasons if r.kind != "pain")) for m in fit]
    ids = context.role == "operator"
    lines = [_item(place, m, known, ids=ids) for place, m in enumerate(fit, 1)]
    not_yet = [_against_line(m, _instead(m, fit)) for m in against]
    lead = wording.OUTSIDE.format(trade=outside) if outside is not None and fit else _lead(asked, firm, fit)
    parts = [lead, _basis(asked, firm, fit), "\n".join(lines)]
    if not_yet:
        parts.insert(0 if asked.against else len(parts), "\n".join([wording.NOT_ADVISED, *not_yet]))
    elif asked.against:
        parts.insert(0, wording.NONE_AGAINST)
    parts += _notes(context, firm, fit, against)
    return Recommendation(
        text="\n\n".join(part for part in parts if part),
        citations=_citations(context.library, known, fit),
        suggestions=_suggestions(context, asked, firm, fit)
        if outside is None or context.role == "operator"
        else (_as_need(asked.question),),
        focus=Focus(
            passages=tuple(f"{m.scenario.id}#about" for m in fit if context.library.get(f"{m.scenario.id}#about")),
            question=context.question or asked.question,
            tool="recommend_scenarios",
            arguments=dict(asked.arguments),
            offered=tuple(_button(m.scenario) for m in fit),
        ),
        enterprise=asked.profile.id,
        recommended=tuple(_record(m) for m in fit),
        not_advised=tuple(_record(m) for m in against),
    )


def _lead(asked: Asked, firm: Firm, fit: Sequence[Match]) -> str:
    if not fit:
        return wording.NOTHING_MORE if asked.skip else wording.NOTHING_SUCH if asked.narrowed else wording.NOTHING
    if asked.narrowed:
        kind = wording.kind(asked.effort, asked.hardware)
        modules = wording.LIST_COMMA.join(firm.modules)
        if kind and fit and not all(_wanted(m.scenario, asked) for m in fit):
            return wording.LEAD_NEAREST.format(modules=modules, kind=kind, count=len(fit))
        needed = not firm.modules or any(m.scenario.module in firm.modules for m in fit)
        if kind and fit and not asked.skip and not needed:
            return wording.LEAD_BESIDE.format(modules=modules, kind=kind, count=len(fit))
        return (wording.LEAD_MORE if asked.skip else wording.LEAD_SUCH).format(kind=kind, count=len(fit))
    who = wording.ME if asked.own else asked.profile.name or wording.THIS_FIRM
    needed = any(reason.kind in {"pain", "module"} for reason in fit[0].reasons)
    top = wording.TOP.format(name=fit[0].scenario.name) if needed else ""
    form = wording.LEAD if len(fit) > 1 else wording.LEAD_ONE
    return form.format(who=who, count=len(fit), top=top)


def _basis(asked: Asked, firm: Firm, fit: Sequence[Match]) -> str:
    """Say what the ranking rests on."""
    profile, told = asked.profile, []
    facts = profile.facts
    if profile.id is not None and (known := _facts(facts)):
        told.append(wording.BASIS_FILE.format(facts=wording.LIST_COMMA.join(known)))
    standing = profile.standing
    if standing is not None and standing.level and standing.day and standing.level == firm.level:
        told.append(wording.BASIS_DIAGNOSIS.format(level=standing.level, day=standing.day))
    elif firm.level:
        told.append(wording.BASIS_LEVEL.format(level=firm.level))
    stated = [*_facts(firm.stated), *(wording.FACT_WITHOUT.format(value=name) for name in sorted(firm.lacks))]
    if stated:
        told.append(wording.BASIS_STATED.format(facts=wording.LIST_COMMA.join(stated)))
    elif any(reason.kind == "pain" for m in fit for reason in m.reasons) and normalise(asked.question).strip():
        told.append(wording.BASIS_WORDS)
    return wording.BASIS.format(basis=wording.LIST_COMMA.join(told)) if told else ""


def _facts(facts: Mapping[str, Any]) -> list[str]:
    """Write the facts a ranking leans on."""
    known = [str(facts[key]) for key in ("industry", "town") if facts.get(key)]
    if facts.get("employees"):
        known.append(wording.FACT_EMPLOYEES.format(value=facts["employees"]))
    if facts.get("budget_wan") is not None:
        known.append(wording.FACT_BUDGET.format(value=f"{float(facts['budget_wan']):g}"))
    if facts.get("systems"):
        known.append(wording.FACT_SYSTEMS.format(value=wording.LIST_COMMA.join(map(str, facts["systems"]))))
    if facts.get("pains"):
        known.append(wording.FACT_PAINS.format(value=wording.LIST_COMMA.join(map(str, facts["pains"]))))
    return known


def _item(place: int, match: Match, known: Catalogs, *, ids: bool) -> str:
    why = wording.COMMA.join(telling.reasons(match))
    return wording.ITEM.format(place=place, why=why, **telling.described(match, known, ids=ids))


def _against_line(match: Match, instead: str) -> str:
    told = [telling.against(one) for one in match.against if one.grave]
    why = wording.SEMICOLON.join(told) + (wording.INSTEAD.format(name=instead) if instead else "")
    return wording.NOT_ADVISED_ITEM.format(name=match.scenario.name, why=why + wording.STOP)


def _instead(blocked: Match, fit: Sequence[Match]) -> str:
    """Name a simpler scenario for the same part of the business that can be begun with."""
    efforts = catalog_words.EFFORTS
    simpler = (
        m.scenario.name
        for m in fit
        if m.scenario.module == blocked.scenario.module
        and efforts.index(m.scenario.effort) < efforts.index(blocked.scenario.effort)
    )
    return next(simpler, "")


def _notes(context: ToolContext, firm: Firm, fit: Sequence[Match], against: Sequence[Match]) -> list[str]:
    notes = []
    if firm.town:
        industry = next(iter(firm.industries))
        notes.append(wording.TOWN_NOTE.format(town=firm.town, industry=industry))
    elif not firm.industries and fit:
        notes.append(wording.SUPPOSED_NOTE)
    if any(one.kind in {"effort", "hardware"} for m in (*fit, *against) for one in m.against):
        notes.append(wording.BUDGET_NOTE)
    notes.append(wording.DRAFT_NOTE)
    if firm.industries and not firm.modules:
        notes.append(wording.ASK_PAIN)
    elif firm.level is None:
        notes.append(wording.ASK_LEVEL if context.role == "enterprise" else wording.ASK_LEVEL_OTHER)
    return notes


def _citations(library: Library, known: Catalogs, fit: Sequence[Match]) -> tuple[Citation, ...]:
    """Cite what the library holds of each scenario, as far as it still says what the catalog says."""
    found = []
    for match in fit:
        texts = scenario_texts(match.scenario, known)
        for field in ("about", "needs", "effort"):
            passage = library.get(f"{match.scenario.id}#{field}")
            if passage is not None and passage.display == texts[field]:
                found.append(Citation(document=passage.document, clause=passage.clause, quote=passage.display))
    return tuple(found)


def _suggestions(context: ToolContext, asked: Asked, firm: Firm, fit: Sequence[Match]) -> tuple[Suggestion, ...]:
    found = [_button(m.scenario) for m in fit[:1]]
    if context.role == "enterprise" and firm.level is None:
        found.append(_diagnosis())
    if len(fit) > 1:
        arguments = {"first": fit[0].scenario.id, "second": fit[1].scenario.id}
        found.append(Suggestion(title=wording.SUGGEST_COMPARE, tool="compare_scenarios", arguments=arguments))
    if fit and (context.role == "enterprise" or asked.profile.id is not None):
        scenario = fit[0].scenario
        need: dict[str, Any] = {"kind": "need", "question": wording.NEED.format(name=scenario.name, id=scenario.id)}
        if context.role == "operator":
            need["enterprise"] = asked.profile.id
        found.append(
            Suggestion(title=wording.SUGGEST_NEED.format(name=scenario.name), tool="open_ticket", arguments=need)
        )
    return tuple(found)


def _button(scenario: Scenario) -> Suggestion:
    return Suggestion(title=scenario.name[:LONGEST_TITLE], tool="read_scenario", arguments={"scenario": scenario.id})


def _record(match: Match) -> Recommended:
    scenario = match.scenario
    return Recommended(
        id=scenario.id,
        name=scenario.name,
        score=round(match.score, 4),
        reasons=tuple(telling.reasons(match)),
        needs=tuple(Need(text=r.text, kind=r.kind, state=r.state) for r in match.requirements),
        against=tuple(telling.against(one) for one in match.against),
        effort=scenario.effort,
        duration=scenario.duration,
        indicators=scenario.expected_indicators,
    )
