"""Keeps values of indicators in the archive, and compares those on file before and after."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.kpi import KpiRepository
from tools.database.repositories.speaking import firm_of
from tools.domain import days, region
from tools.domain.indicators import following, keeping, quantities, results, terms
from tools.domain.indicators import lexicon as words
from tools.domain.indicators.keeping import Evidence, Stage
from tools.kit.errors import InvalidArguments, NotPermitted
from tools.kit.tool import REVISION, Focus, Pending, Suggestion, ToolContext, tool
from tools.kit.typed import as_typed
from tools.kpi import arguments as given_as
from tools.kpi import (
    choosing,
    comparing,
    leaning,
    lexicon,
    owning,
    pairing,
    putting_right,
    recalling,
    restating,
    telling,
)
from tools.kpi.arguments import CALCULATE, KEEP, indicator_of
from tools.kpi.records import CompareKpiResult, KeepKpiResult, KeptValue
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Indicator
    from tools.domain.indicators.quantities import Given
    from tools.domain.indicators.results import Outcome

_MOST = 4
_ASKED, _SURELY = 0.9, 0.96
"""How sure it is that what is on file is asked for, where an indicator is named, and that one is only wondered at."""


@tool(
    wording.KEEP_KPI,
    writes=True,
    verbatim=frozenset({"question"}),
    follows=leaning.follows,
    readers={
        "stage": following.stage,
        "indicator": following.which,
        "enterprise": region.read_name,
        REVISION: putting_right.revised,
    },
)
async def keep_kpi(  # noqa: PLR0913, PLR0917 -- each is a column or where it comes from, and comes by name
    context: ToolContext,
    stage: Stage | None = None,
    indicator: str = "",
    values: dict[str, str] | None = None,
    earlier: dict[str, str] | None = None,
    change: str = "",
    value: Decimal | None = None,
    period: str = "",
    source: str = "",
    evidence: Evidence | None = None,
    enterprise: str = "",
    others: list[dict[str, Any]] | None = None,
    asked: str = "",  # noqa: ARG001 -- carried by what calculate_kpi was called with
    question: str = "",
) -> KeepKpiResult:
    """Keep the value of an indicator in the archive as the baseline or the actual value, with period and source.

    Args:
        stage: Whether it is from before (baseline) or after (actual) the change.
        indicator: The indicator's id or name.
        values: The figures it is worked out from, as calculate_kpi takes them.
        earlier: The figures of the period before, as calculate_kpi takes them.
        change: By how much it went up or down, as calculate_kpi takes it.
        value: The value itself, in the indicator's unit, where it is stated and not worked out.
        period: The period it is for, in words.
        source: Where the figures come from.
        evidence: How well it is founded; only operators may say verified.
        enterprise: The enterprise's name or id; operators name one.
        others: What else was worked out with it, each as calculate_kpi takes it; kept where the question asks for all.
        asked: Ignored; calculate_kpi carries it.
        question: The person's words; what is not given is read from them.
    """
    catalogs = context.library.catalogs
    given: dict[str, Any] = {"indicator": indicator, "values": values, "earlier": earlier, "change": change}
    given |= {"period": period, "enterprise": enterprise, "others": others}
    if stage is None and (left := await _left(context, question, given, value)) is not None:
        return left
    if stage is None and (told_of := await _both(context, question, given)) is not None:
        return told_of
    said = keeping.read(normalise(question))
    if said.stage is None and indicator and question != context.question:
        said = replace(said, stage=keeping.read(normalise(context.question)).stage)
    stage, evidence = stage or said.stage, evidence or said.evidence or "self_reported"
    _check(context, others or (), evidence)
    to_keep_own = value is None and context.role == "enterprise"
    if to_keep_own and (not_own := owning.not_ones_own(question, goes_on=bool(values))):
        return KeepKpiResult(text=not_own)
    known = given_as.given(catalogs, indicator, values, earlier, change, period)
    if known is None and not others and (asked_of := await _of_those_on_file(context, enterprise, question)):
        return asked_of
    choice = await choosing.chosen(context, known, value, others or (), question)
    how = {"stage": stage, "source": source or said.source, "evidence": evidence, "enterprise": enterprise}
    if (to_ask := _left_open(context, choice, question, how)) is not None:
        return to_ask
    known, value = choice.given, choice.value
    others = [one for one in choice.several[1:] or others or () if one["indicator"] != known.indicator]
    outcomes = [_outcome(catalogs, known, stated=value is not None)]
    rest = others
    if rest and following.keeps_all(question):
        outcomes += [_outcome(catalogs, one) for one in (given_as.given(catalogs, **one) for one in rest) if one]
        rest = []
    answer = question or context.question
    said = keeping.read(normalise(answer))
    said_for = _period(context, said.period, answer)
    how = {
        "period": said_for or known.period or ("" if values else period),
        "source": source or as_typed(lexicon.SAME_SOURCE.sub("", said.source), answer),
        "evidence": evidence,
        "enterprise": enterprise,
        "question": question if len(outcomes) > 1 else "",
    }
    arguments = {**known.arguments(), **how, "others": others, "value": "" if value is None else str(value)}
    if stage is None:
        kept_as = await putting_right.described(context, outcomes[0], question, said_for) if value is None else None
        if kept_as is None:
            return await _which_stage(context, {k: v for k, v in arguments.items() if v}, outcomes, value, question)
        stage, how["period"], source_kept = kept_as
        how["source"] = how["source"] or source_kept
    told = await _stored(context, outcomes, stage, value, {**how, "said_for": said_for}, question)
    period = told[0][1].period
    if value is None:
        focus = Focus(tool=CALCULATE, arguments={**known.arguments(), **({"others": rest} if rest else {})})
    else:
        same = {"indicator": known.indicator, "stage": stage, "value": str(value), "period": period}
        same |= {name: str(how[name]) for name in ("source", "enterprise")}
        focus = Focus(tool=KEEP, arguments={name: given for name, given in same.items() if given})
    return comparing.kept(told, hint=not period, focus=focus)


async def _left(
    context: ToolContext, question: str, given: Mapping[str, Any], value: Decimal | None
) -> KeepKpiResult | None:
    """Keep nothing where that is what is wanted for now, and tell what is on file where that is what is asked."""
    if keeping.checks_first(context.question):
        return KeepKpiResult(text=wording.CHECKED_FIRST)
    if lexicon.LEAVES_FILED.search(normalise(question)):
        return KeepKpiResult(text=wording.LEFT_ALONE)
    if value is None and not given["values"] and putting_right.asks_of_filed(question):
        return await _on_file(context, given["indicator"], given["enterprise"], question)
    return None


async def _of_those_on_file(context: ToolContext, enterprise: str, question: str) -> KeepKpiResult | None:
    """Ask which indicator on file a value is of, where a message states one and names none."""
    catalogs = context.library.catalogs
    if len(keeping.figures_in(question)) != 1 or following.named(normalise(question), catalogs.indicators):
        return None
    if other := lexicon.NOT_THE_VALUE.search(normalise(question)):
        return KeepKpiResult(text=wording.PLANNED if other["aim"] else wording.OF_OTHERS)
    async with context.store.session() as session:
        owner = await firm_of(session, context, enterprise or None, question)
        rows = await KpiRepository(session).current(owner.id, None) if owner else ()
    records = [catalogs.indicators[name] for name in dict.fromkeys(row.indicator for row in rows)]
    fitting = [one for one in records if keeping.value_of(question, one) is not None]
    given: dict[str, Any] = {"question": question, **({"enterprise": enterprise} if enterprise else {})}
    choices = tuple(
        Suggestion(title=one.name, tool=KEEP, arguments={"indicator": one.id, **given}) for one in fitting[:_MOST]
    )
    if not choices:
        return None
    text = wording.OF_WHICH if len(choices) > 1 else wording.OF_THIS.format(name=choices[0].title)
    pending = Pending(tool=KEEP, slot="indicator", arguments=given, question=text, choices=choices)
    pending.arguments["others"] = [{"indicator": one.id} for one in fitting[:_MOST]]
    return KeepKpiResult(text=text, pending=pending)


def _period(context: ToolContext, said: str, question: str) -> str:
    """Write the period a message says, as it was typed; by its date where only the day it is said on tells it."""
    today = days.today(context.now)
    read, told = terms.only(said, today), terms.only(question, today)
    clashes = read is not None and (not read.may_be(told) if told else not keeping.names_period(question))
    return ("" if clashes else as_typed(said, question)) or telling.period(question, today)


def _left_open(
    context: ToolContext, choice: choosing.Chosen, question: str, how: Mapping[str, Any]
) -> KeepKpiResult | None:
    """Ask which of several values is meant, or whether one is for another period than it was worked out for."""
    catalogs = context.library.catalogs
    if choice.several and not following.keeps_all(question):
        return _which_value(catalogs, choice.several, question)
    if not choice.other:
        return None
    period = telling.period(question, days.today(context.now))
    value = choosing.work(catalogs, choice.given).value or Decimal(0)
    shown = telling.amount(value, catalogs.indicators[choice.given.indicator].result_unit)
    given = {name: one for name, one in how.items() if one}
    arguments = {**choice.given.arguments(), **given, "period": period}
    offered = Suggestion(title=wording.KEEP_FOR.format(period=period), tool=KEEP, arguments=arguments)
    text = wording.OTHER_PERIOD.format(value=shown, was=choice.other, period=period)
    pending = Pending(tool=KEEP, slot=None, arguments=arguments, question=text, choices=(offered,))
    return KeepKpiResult(text=text, pending=pending)


def _check(context: ToolContext, others: Sequence[Mapping[str, Any]], evidence: Evidence) -> None:
    """Refuse what is not as it must be.

    Raises:
        InvalidArguments: What was worked out beside it has another shape.
        NotPermitted: Only operators verify.
    """
    if not all(isinstance(one.get("indicator"), str) and one.keys() <= set(given_as.FIGURES) for one in others):
        msg = "what was worked out beside it is not as calculate_kpi takes it"
        raise InvalidArguments(msg, slot="others", problem="shape")
    if evidence == "verified" and context.role != "operator":
        msg = "only operators verify"
        raise NotPermitted(msg, what="verified")


async def _on_file(context: ToolContext, indicator: str, enterprise: str, question: str) -> KeepKpiResult:
    """Tell what is on file, where that is what is asked."""
    told = await _compare(context, indicator, enterprise, question)
    return KeepKpiResult(text=told.text, suggestions=told.suggestions, focus=told.focus)


def _outcome(catalogs: Catalogs, known: Given, *, stated: bool = False) -> Outcome:
    """Work out what is to be kept.

    Raises:
        InvalidArguments: There is nothing to keep.
    """
    outcome = choosing.work(catalogs, known)
    if not stated and not results.whole(outcome):
        msg = "no value to keep"
        raise InvalidArguments(msg, slot="value", problem="nothing")
    return outcome


def _to_keep(outcome: Outcome, stage: Stage, stated: Decimal | None) -> tuple[Decimal, dict[str, Any]]:
    """Tell which value is kept, and what it was worked out from: of two periods, the one before as the baseline."""
    if stated is not None:
        return stated, {}
    if stage == "baseline" and outcome.earlier is not None:
        return outcome.earlier, {"values": quantities.write(outcome.given.earlier)}
    inputs = outcome.given.arguments()
    inputs.pop("indicator")
    return outcome.value if outcome.value is not None else Decimal(0), inputs


async def _which_stage(
    context: ToolContext, arguments: dict[str, Any], outcomes: Sequence[Outcome], stated: Decimal | None, question: str
) -> KeepKpiResult:
    """Ask for the stage, unless that is bidden of what is on file already.

    A rate that was worked out of before and after is an actual one by a yes.
    """
    again = len(outcomes) == 1 and words.AGREES.fullmatch(normalise(question).strip()) is not None
    if again and (there := await putting_right.already(context, outcomes[0], stated)):
        return there
    text, value = wording.WHICH_STAGE_ALL, outcomes[0].value if stated is None else stated
    if len(outcomes) == 1 and value is not None:
        form = wording.AS_ACTUAL if following.is_of_both(arguments) else wording.WHICH_STAGE
        record = context.library.catalogs.indicators[outcomes[0].given.indicator]
        text = form.format(name=record.name, value=telling.amount(value, record.result_unit))
    choices = telling.stages(arguments)
    pending = Pending(tool=KEEP, slot="stage", arguments=arguments, question=text, choices=choices)
    return KeepKpiResult(text=text, pending=pending)


async def _stored(
    context: ToolContext,
    outcomes: Sequence[Outcome],
    stage: Stage,
    value: Decimal | None,
    how: Mapping[str, Any],
    question: str,
) -> list[tuple[Indicator, KeptValue, str]]:
    """Put values on file, and return each with the one it took the place of, in words."""
    told: list[tuple[Indicator, KeptValue, str]] = []
    async with context.store.session() as session:
        owner = await firm_of(session, context, how["enterprise"] or None, question, begin=True)
        if owner is None:
            msg = "nobody to keep it for"
            raise InvalidArguments(msg, slot="enterprise", problem="missing")
        for outcome in outcomes:
            record = context.library.catalogs.indicators[outcome.given.indicator]
            said = how["period"] if outcome is outcomes[0] else how["said_for"] or outcome.given.period
            rows, today = await KpiRepository(session).current(owner.id, record.id), days.today(context.now)
            wrong = following.corrects(question)
            amount, inputs = _to_keep(outcome, stage, value)
            one = KeptValue(
                indicator=record.id,
                stage=stage,
                value=f"{amount:f}",
                unit=record.result_unit,
                period=putting_right.as_on_file(rows, stage, said, today, wrong=wrong),
                source=how["source"] or wording.OWN_WORDS,
                evidence=how["evidence"],
                reading=record.reading if value is None else "stated",
            )
            row = {**one.model_dump(), "reading": record.reading, "inputs": inputs}
            before = await KpiRepository(session).keep(context, owner.id, **row)
            told.append((record, one, telling.amount(Decimal(before.value), before.unit) if before else ""))
    return told


async def _both(context: ToolContext, question: str, given: Mapping[str, Any]) -> KeepKpiResult | None:
    """Keep one value as the baseline and another as the actual one; neither where one of them is not clear.

    Nothing is kept that is taken back or only supposed; None where a message is not of two values.
    """
    apart = keeping.by_stage(question)
    if not apart:
        return None
    if keeping.holds_back(question) or keeping.holds_back(context.question):
        return KeepKpiResult(text=wording.HELD_BACK)
    known = given_as.carried(context.library.catalogs, given)
    how = {"enterprise": given["enterprise"]}
    for words_of_one in apart:
        choice = await choosing.chosen(context, known, None, given["others"] or (), words_of_one)
        if (to_ask := _left_open(context, choice, words_of_one, how)) is not None:
            return to_ask
    told = [await keep_kpi.function(context, **given, question=one) for one in apart]
    kept = [one for one in told if isinstance(one, KeepKpiResult)]
    return kept[-1].model_copy(
        update={
            "text": "\n\n".join(one.text for one in kept),
            "kept": tuple(value for one in kept for value in one.kept),
            "replaced": tuple(value for one in kept for value in one.replaced),
        }
    )


def _which_value(catalogs: Catalogs, several: Sequence[Mapping[str, Any]], question: str) -> KeepKpiResult:
    """Ask which of the values that were worked out together is to be kept."""
    choices = [
        Suggestion(
            title=indicator_of(catalogs, str(one["indicator"])).name,
            tool=KEEP,
            arguments={**one, "others": [other for other in several if other is not one], "question": question},
        )
        for one in several
    ]
    together = {**several[0], "others": list(several[1:]), "question": wording.ALL_OF_THEM + question}
    choices.append(Suggestion(title=wording.ALL_OF_THEM, tool=KEEP, arguments=together))
    pending = Pending(
        tool=KEEP,
        slot="indicator",
        arguments={"others": list(several), "question": question},
        question=wording.WHICH_VALUE,
        choices=tuple(choices),
    )
    return KeepKpiResult(text=wording.WHICH_VALUE, pending=pending)


def _on_file_asked(text: str, catalogs: Catalogs) -> float:
    """Tell how clearly a message asks for the values of an indicator that are on file, or is about one, 0 to 1."""
    if recalling.wonders(text, catalogs.indicators):
        return _SURELY
    asked = following.asks_what_is_kept(text) and following.named(normalise(text), catalogs.indicators) is not None
    return _ASKED if asked else 0.0


@tool(wording.COMPARE_KPI, follows=leaning.follows, sure=_on_file_asked, readers={"enterprise": region.read_name})
async def compare_kpi(
    context: ToolContext, indicator: str = "", enterprise: str = "", question: str = ""
) -> CompareKpiResult:
    """Compare the values of indicators that are on file, before and after.

    Args:
        indicator: Only this one, by id or name; all by default.
        enterprise: The enterprise's name or id; operators name one.
        question: The person's words; an indicator or an enterprise named in them is the one that is compared.
    """
    if recalling.wonders(question, context.library.catalogs.indicators):
        return CompareKpiResult(text=wording.WONDERED_AT)
    told = await _compare(context, indicator, enterprise, question)
    if told.comparisons or not recalling.asks_which_way(question):
        return told
    worked_out = await pairing.last_two(context)
    return told.model_copy(update={"text": worked_out}) if worked_out else told


async def _compare(context: ToolContext, indicator: str, enterprise: str, question: str) -> CompareKpiResult:
    catalogs = context.library.catalogs
    record = indicator_of(catalogs, indicator) if indicator else _named(catalogs, question)
    async with context.store.session() as session:
        owner = await firm_of(session, context, enterprise or None, question)
        if owner is not None and not indicator and question:
            record = _named(catalogs, owner.without(question))
        rows = await KpiRepository(session).current(owner.id, record.id if record else None) if owner else ()
    told = comparing.compared(context, record, rows, owner)
    first = _restated(question, told)
    if not first and len(told.comparisons) == 1 and recalling.asks_which_way(question):
        first = comparing.went(catalogs, told.comparisons[0])
    return told.model_copy(update={"text": f"{first}\n\n{told.text}"}) if first else told


def _restated(question: str, told: CompareKpiResult) -> str:
    """Say what the difference of two rates is to be called, where a message asks after one of those compared."""
    percent = restating.restated(question)
    rates = [one for one in told.comparisons if one.points is not None and one.baseline and one.actual]
    if percent is None:
        return ""
    said = (restating.told(percent, Decimal(r.baseline.value), Decimal(r.actual.value)) for r in rates)  # type: ignore[union-attr]
    return next((words for words in said if words), "")


def _named(catalogs: Catalogs, question: str) -> Indicator | None:
    found = following.named(normalise(question), catalogs.indicators)
    return catalogs.indicators[found] if found else None
