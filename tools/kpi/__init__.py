"""Works out the indicators of Appendix 2, keeps their values and compares them before and after."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.kpi import KpiRepository
from tools.domain.indicators import following, keeping, quantities, reading, results
from tools.domain.indicators.keeping import Evidence, Stage
from tools.domain.indicators.quantities import Given
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import Focus, Pending, Suggestion, ToolContext, tool
from tools.kpi import comparing, telling
from tools.kpi.records import CalculateKpiResult, CompareKpiResult, KeepKpiResult, KeptValue
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs, Indicator
    from tools.domain.indicators.results import Outcome

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALCULATE, KEEP = "calculate_kpi", "keep_kpi"
_OFFERED = 4


def _asked(text: str, catalogs: Catalogs) -> float:
    return following.asked(text, catalogs.indicators)


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    if following.follows(text, focus.arguments, catalogs.indicators):
        return CALCULATE, {**focus.arguments, "question": text}
    return (KEEP, {**focus.arguments, "question": text}) if following.keeps(text, focus.arguments) else None


@tool(wording.CALCULATE_KPI, readers={"question": following.answer}, follows=_follows, sure=_asked)
async def calculate_kpi(  # noqa: PLR0913, PLR0917 -- each is optional, and comes by name
    context: ToolContext,
    indicator: str = "",
    values: dict[str, str] | None = None,
    earlier: dict[str, str] | None = None,
    change: str = "",
    asked: str = "",
    question: str = "",
) -> CalculateKpiResult:
    """Work out one of the 44 indicators of Appendix 2 from figures, or ask for the figure that is missing.

    Args:
        indicator: The indicator's id, such as a.1.1, or its name.
        values: The figures known, by the variable's key or name, each with its unit, such as 500 yuan or a date.
        earlier: The figures of the period before, where an indicator that is one period's level is compared.
        change: By how much it went up or down, such as -20%, where that is given instead of one of two values.
        asked: The key of the variable that was asked for, which the question answers.
        question: The person's words; figures in them go before those given.
    """
    catalogs = context.library.catalogs
    known = _known(catalogs, indicator, values, earlier, change)
    before = asked.startswith(telling.EARLIER)
    if not question.strip():
        return _told(context, [known]) if known else _which(context, ())
    base = Given(known.indicator, known.earlier) if known and before else known
    today = context.now.astimezone(SHANGHAI).date()
    found = reading.read(
        question, catalogs.indicators, today, known=base, asked=asked.removeprefix(telling.EARLIER) or None
    )
    if not found.given:
        if known is None:
            return _which(context, found.candidates, question if found.figures else "")
        return _told(context, [known], not_understood=True)
    given = [_joined(one, base) for one in found.given]
    if known and before and given[0].indicator == known.indicator:
        given = [Given(known.indicator, known.values, given[0].values, problem=given[0].problem)]
    return _told(context, given, not_understood=not found.figures and bool(asked) and not following.accepts(question))


def _joined(given: Given, known: Given | None) -> Given:
    return given if known is None else given.over(known)


def _known(
    catalogs: Catalogs,
    indicator: str,
    values: Mapping[str, str] | None,
    earlier: Mapping[str, str] | None,
    change: str,
) -> Given | None:
    """Read what the arguments give.

    Raises:
        NotFound: There is no such indicator.
        InvalidArguments: A figure cannot be read, or no indicator goes with it.
    """
    if not indicator:
        if values or earlier or change:
            msg = "figures without an indicator"
            raise InvalidArguments(msg, slot="indicator", problem="missing")
        return None
    record = _indicator(catalogs, indicator)
    try:
        moved = quantities.parse_change(change) if change else None
    except ValueError as error:
        raise InvalidArguments(str(error), slot="change", problem="figure", text=change) from error
    return Given(record.id, _values(record, values), _values(record, earlier), moved)


def _indicator(catalogs: Catalogs, name: str) -> Indicator:
    wanted = normalise(name).strip()
    for record in catalogs.indicators.values():
        if wanted in {record.id, normalise(record.name), *map(normalise, record.aliases)}:
            return record
    msg = f"no indicator {name!r}"
    raise NotFound(msg, what="indicator", name=name)


def _values(record: Indicator, given: Mapping[str, str] | None) -> quantities.Values:
    found: quantities.Values = {}
    for name, text in (given or {}).items():
        variable = next((v for v in record.variables if name in {v.key, v.name, *v.aliases}), None)
        if variable is None:
            msg = f"{record.id} has no variable {name!r}"
            raise InvalidArguments(msg, slot="values", problem="unknown", name=name)
        try:
            parsed = quantities.parse(normalise(text))
        except ValueError as error:
            raise InvalidArguments(str(error), slot="values", problem="figure", text=text) from error
        found[variable.key] = tuple(quantities.measured(q, variable) for q in parsed)
    return found


def _which(context: ToolContext, candidates: tuple[str, ...], question: str = "") -> CalculateKpiResult:
    """Ask which indicator is meant."""
    indicators = context.library.catalogs.indicators
    carried = {"question": question} if question else {}
    choices = tuple(
        Suggestion(title=indicators[i].name, tool=CALCULATE, arguments={"indicator": i, **carried})
        for i in candidates[:_OFFERED]
    )
    text = wording.WHICH_OF if choices and question else wording.WHICH
    pending = Pending(tool=CALCULATE, slot="question", question=text, choices=choices)
    return CalculateKpiResult(text=text, pending=pending)


def _told(context: ToolContext, given: list[Given], *, not_understood: bool = False) -> CalculateKpiResult:
    """Work indicators out and put them into words; the last that lacks something is asked about."""
    catalogs = context.library.catalogs
    outcomes = [
        results.work_out(catalogs.indicators[one.indicator], one, unlimited=catalogs.over_100_allowed) for one in given
    ]
    told = [telling.tell(context.library, outcome, alone=len(outcomes) == 1) for outcome in outcomes]
    records = tuple(telling.result(catalogs, outcome) for outcome in outcomes)
    asking = next((i for i, one in enumerate(told) if one.question), None)
    blocks = ["\n\n".join(one.blocks) for one in told if one.blocks]
    if not_understood:
        blocks.insert(0, wording.NOT_UNDERSTOOD)
    pending = None
    focus = records[0].given
    if asking is not None:
        one, focus = told[asking], _without_wrong(outcomes[asking])
        blocks.append(one.question)
        pending = Pending(
            tool=CALCULATE, slot="question", arguments={**focus, "asked": one.asked}, question=one.question
        )
    passages = tuple(dict.fromkeys(p for one in told for p in one.passages))
    single = records[0].model_dump(exclude={"given"}) if len(records) == 1 else {}
    done = [(outcome, record.given) for outcome, record in zip(outcomes, records, strict=True) if _may_keep(outcome)]
    return CalculateKpiResult(
        text=("\n\n".join(blocks) if len(told) == 1 else "\n\n---\n\n".join(b for b in blocks if b)).strip(),
        citations=tuple(dict.fromkeys(c for one in told for c in one.citations)),
        suggestions=tuple(_next(done)),
        focus=Focus(passages=passages, question=context.question, tool=CALCULATE, arguments=focus),
        pending=pending,
        results=records,
        **single,
    )


def _without_wrong(outcome: Outcome) -> dict[str, Any]:
    """Leave out the figures that are wrong, so that the answer takes their place."""
    arguments = outcome.given.arguments()
    if outcome.problem is None or outcome.problem.kind in {"period", "part_over_whole"}:
        return arguments
    wrong = set(outcome.problem.variables)
    kept = {k: v for k, v in arguments.get("values", {}).items() if k not in wrong}
    arguments.pop("values", None)
    arguments.pop("change", None)
    return {**arguments, **({"values": kept} if kept else {})}


def _may_keep(outcome: Outcome) -> bool:
    return outcome.value is not None and outcome.problem is None and not outcome.missing


def _next(done: list[tuple[Outcome, dict[str, Any]]]) -> list[Suggestion]:
    if len(done) != 1:
        return []
    _, arguments = done[0]
    return [
        Suggestion(title=wording.KEEP_BASELINE, tool=KEEP, arguments={**arguments, "stage": "baseline"}),
        Suggestion(title=wording.KEEP_ACTUAL, tool=KEEP, arguments={**arguments, "stage": "actual"}),
        Suggestion(title=wording.ANOTHER, tool=CALCULATE, arguments={"indicator": arguments["indicator"]}),
    ]


@tool(wording.KEEP_KPI, writes=True, readers={"stage": following.stage})
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
        asked: Ignored; calculate_kpi carries it.
        question: The person's words; what is not given is read from them.
    """
    catalogs = context.library.catalogs
    as_written = normalise(context.question) == normalise(question)
    said = keeping.read(context.question if as_written else question)
    stage, evidence = stage or said.stage, evidence or said.evidence or "self_reported"
    if evidence == "verified" and context.role != "operator":
        msg = "only operators verify"
        raise NotPermitted(msg, what="verified")
    given = _known(catalogs, indicator, values, earlier, change)
    if given is None and question:
        found = reading.read(question, catalogs.indicators, context.now.astimezone(SHANGHAI).date())
        given = found.given[0] if len(found.given) == 1 else None
        value = value if value is not None else keeping.stated(found, catalogs.indicators)
    if given is None:
        msg = "no value to keep"
        raise InvalidArguments(msg, slot="value", problem="nothing")
    record = catalogs.indicators[given.indicator]
    outcome = results.work_out(record, given, unlimited=catalogs.over_100_allowed)
    if value is None and not _may_keep(outcome):
        msg = "no value to keep"
        raise InvalidArguments(msg, slot="value", problem="nothing")
    period, source = period or said.period, source or said.source
    arguments = {
        **given.arguments(),
        "period": period,
        "source": source,
        "evidence": evidence,
        "enterprise": enterprise,
    }
    if value is not None:
        arguments["value"] = str(value)
    if stage is None:
        return _which_stage({k: v for k, v in arguments.items() if v})
    async with context.store.session() as session:
        if context.role == "operator" and not enterprise:
            msg = "operators name an enterprise"
            raise InvalidArguments(msg, slot="enterprise", problem="missing")
        owner = await whose(session, context, enterprise or None)
        if owner is None:
            owner = await EnterpriseRepository(session).own(context)
        kept, replaced = [], []
        for at, amount, inputs in _to_keep(record, outcome, stage, value):
            before = await KpiRepository(session).keep(
                context,
                owner.id,
                indicator=record.id,
                stage=at,
                period=period,
                value=f"{amount:f}",
                unit=record.result_unit,
                reading=record.reading,
                inputs=inputs,
                source=source or wording.OWN_WORDS,
                evidence=evidence,
            )
            kept.append(
                KeptValue(
                    indicator=record.id,
                    stage=at,
                    value=f"{amount:f}",
                    unit=record.result_unit,
                    period=period,
                    source=source or wording.OWN_WORDS,
                    evidence=evidence,
                    reading=record.reading if value is None else "stated",
                )
            )
            if before is not None:
                replaced.append(telling.amount(Decimal(before.value), before.unit))
    return comparing.kept(record, kept, replaced, hint=not period, focus=arguments)


def _to_keep(
    record: Indicator, outcome: Outcome, stage: Stage, stated: Decimal | None
) -> list[tuple[Stage, Decimal, dict[str, Any]]]:
    """Tell which values are kept: of two periods, the one before as the baseline."""
    if stated is not None:
        return [(stage, stated, {})]
    given = outcome.given
    value = outcome.value if outcome.value is not None else Decimal(0)
    inputs = given.arguments()
    inputs.pop("indicator")
    if stage == "baseline" and outcome.earlier is not None:
        return [(stage, outcome.earlier, {"values": quantities.write(given.earlier)})]
    del record
    return [(stage, value, inputs)]


def _which_stage(arguments: dict[str, Any]) -> KeepKpiResult:
    choices = tuple(
        Suggestion(title=title, tool=KEEP, arguments={**arguments, "stage": stage})
        for stage, title in (("baseline", wording.KEEP_BASELINE), ("actual", wording.KEEP_ACTUAL))
    )
    pending = Pending(tool=KEEP, slot="stage", arguments=arguments, question=wording.WHICH_STAGE, choices=choices)
    return KeepKpiResult(text=wording.WHICH_STAGE, pending=pending)


@tool(wording.COMPARE_KPI)
async def compare_kpi(
    context: ToolContext, indicator: str = "", enterprise: str = "", question: str = ""
) -> CompareKpiResult:
    """Compare the values of indicators that are on file, before and after.

    Args:
        indicator: Only this one, by id or name; all by default.
        enterprise: The enterprise's name or id; operators name one.
        question: The person's words; an indicator named in them is compared alone.
    """
    catalogs = context.library.catalogs
    record = _indicator(catalogs, indicator) if indicator else _named(catalogs, question)
    if context.role == "operator" and not enterprise:
        msg = "operators name an enterprise"
        raise InvalidArguments(msg, slot="enterprise", problem="missing")
    async with context.store.session() as session:
        owner = await whose(session, context, enterprise or None)
        rows = await KpiRepository(session).current(owner.id, record.id if record else None) if owner else ()
        known = [comparing.from_row(row) for row in rows]
    name = owner.name if owner and context.role == "operator" else None
    return comparing.compared(context, catalogs, record, known, owner.id if owner else None, name)


def _named(catalogs: Catalogs, question: str) -> Indicator | None:
    found = following.named(normalise(question), catalogs.indicators)
    return catalogs.indicators[found] if found else None
