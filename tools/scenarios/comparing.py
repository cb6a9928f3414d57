"""Two scenarios side by side, and which one suits a firm better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from corpus.sources import scenario_texts
from tools.domain import catalogue, matching
from tools.domain import lexicon as catalog_words
from tools.domain.catalogue import lexicon as columns
from tools.domain.catalogue.meaning import mentioned
from tools.kit.tool import Citation, Focus, Suggestion, ToolResult
from tools.scenarios.telling import indicators, reasons
from tools.wording import scenarios as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Scenario
    from tools.domain.profile import Profile
    from tools.kit.tool import ToolContext


class Row(BaseModel):
    """One field of both.

    Attributes:
        field: Its key.
        first: What the first scenario has.
        second: What the second has.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    first: str
    second: str


class ScenarioComparison(ToolResult):
    """Two scenarios side by side.

    Attributes:
        first: Id of the first.
        second: Id of the second.
        rows: Field by field.
        better: Id of the one that suits the firm better, where that can be told.
    """

    first: str
    second: str
    rows: tuple[Row, ...] = ()
    better: str | None = None


def compared(
    context: ToolContext,
    known: Catalogs,
    pair: tuple[Scenario, Scenario],
    profile: Profile | None,
    kept: Mapping[str, Any] | None = None,
) -> ScenarioComparison:
    """Write two scenarios side by side.

    Args:
        context: Who asks.
        known: All records, scenarios as they are now.
        pair: The two.
        profile: The firm they are weighed for, if there is one with anything on file.
        kept: Other arguments to keep in mind.
    """
    first, second = pair
    rows = [Row(field=f, first=_cell(first, f, known), second=_cell(second, f, known)) for f in wording.COMPARE_FIELDS]
    question = normalise(context.question)
    lead = wording.COMPARE_LEAD.format(first=first.name, second=second.name, verdict=_verdict(first, second))
    if wording.PRICES_ASKED.search(question):
        lead = f"{wording.NO_PRICES}\n\n{lead}"
    table = [wording.COMPARE_HEAD.format(first=first.name, second=second.name)]
    table += [
        wording.COMPARE_ROW.format(field=columns.COLUMNS[row.field], first=row.first, second=row.second) for row in rows
    ]
    known_of = profile is not None and bool(profile.facts or profile.standing)
    better, fit = _better(pair, profile) if profile is not None and known_of else (None, "")
    if profile is not None and profile.name and not fit:
        fit = wording.COMPARE_UNDECIDED.format(who=profile.name)
    if asked := _asked(question, rows, pair):
        table = [wording.COMPARE_FIELD.format(**_told(row, pair)) for row in asked]
        fit = ""
    passages = [context.library.get(f"{s.id}#about") for s in pair]
    texts = [scenario_texts(s, known)["about"] for s in pair]
    buttons = tuple(Suggestion(title=s.name, tool="read_scenario", arguments={"scenario": s.id}) for s in pair)
    cited = [p for p, text in zip(passages, texts, strict=True) if p is not None and p.display == text]
    return ScenarioComparison(
        text="\n\n".join(part for part in (lead, fit, "\n".join(table), wording.DRAFT_NOTE) if part),
        citations=tuple(Citation(document=p.document, clause=p.clause, quote=p.display) for p in cited),
        suggestions=buttons,
        focus=Focus(
            passages=tuple(p.id for p in cited),
            question=context.question,
            tool="compare_scenarios",
            arguments={"first": first.id, "second": second.id, **(kept or {})},
            offered=buttons,
        ),
        first=first.id,
        second=second.id,
        rows=tuple(rows),
        better=better,
    )


def _asked(question: str, rows: Sequence[Row], pair: tuple[Scenario, Scenario]) -> list[Row]:
    """Return the fields asked for of two scenarios that were named before; none where all of them are to be seen."""
    if mentioned(question, {s.id: s for s in pair}):
        return []
    wanted = next((fields for pattern, fields in wording.COMPARE_ASKED if pattern.search(question)), ())
    return [r for r in rows if r.field in wanted and {r.first, r.second} != {wording.NOTHING_THERE}]


def _told(row: Row, pair: tuple[Scenario, Scenario]) -> dict[str, str]:
    first, second = pair
    names = {"first": first.name, "second": second.name}
    return {"field": columns.COLUMNS[row.field], "one": row.first, "other": row.second, **names}


def _cell(scenario: Scenario, field: str, known: Catalogs) -> str:
    if field == "expected_indicators":
        return indicators(scenario, known)
    if field == "min_level":
        return scenario.min_level or wording.NO_LIMIT
    text = catalogue.text_of(scenario, field).replace("|", " ").replace("\n", " ")
    return wording.ESTIMATE.format(value=text) if field == "duration" else text or wording.NOTHING_THERE


def _verdict(first: Scenario, second: Scenario) -> str:
    told = []
    efforts = [catalog_words.EFFORTS.index(s.effort) for s in (first, second)]
    if efforts[0] == efforts[1]:
        told.append(wording.COMPARE_SAME)
    else:
        lighter = first if efforts[0] < efforts[1] else second
        told.append(wording.COMPARE_LIGHTER.format(name=lighter.name))
    levels = [s.min_level or "" for s in (first, second)]
    if levels[0] != levels[1]:
        lower = first if levels[0] < levels[1] else second
        told.append(wording.COMPARE_LEVEL.format(name=lower.name))
    devices = [matching.needs_devices(s) for s in (first, second)]
    if devices[0] != devices[1]:
        told.append(wording.COMPARE_HARDWARE.format(name=(second if devices[0] else first).name))
    return wording.SEMICOLON.join(told) + wording.STOP


def _better(pair: tuple[Scenario, Scenario], profile: Profile) -> tuple[str | None, str]:
    matches = [matching.suits(scenario, profile) for scenario in pair]
    fit = sorted((m for m in matches if m.advisable), key=lambda m: (-m.score, m.scenario.id))
    if not fit or (len(fit) > 1 and fit[0].score == fit[1].score):
        return None, ""
    best = fit[0]
    why = wording.COMMA.join(reasons(best))
    return best.scenario.id, wording.COMPARE_FIT.format(
        who=profile.name or wording.ME, name=best.scenario.name, why=why
    )
