"""Puts into words what was kept, and compares what is on file before and after."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators.quantities import BEFORE_KEYS, change_keys, parse, plain, shown
from tools.kit.tool import Focus, Suggestion
from tools.kpi.records import CompareKpiResult, Comparison, KeepKpiResult, KeptValue
from tools.kpi.telling import amount
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Indicator
    from tools.database.models import KpiValue
    from tools.kit.tool import ToolContext

_TENTH = Decimal("0.1")


def from_row(row: KpiValue) -> KeptValue:
    """Take a row as a record."""
    return KeptValue(
        indicator=row.indicator,
        stage=row.stage,
        value=row.value,
        unit=row.unit,
        period=row.period,
        source=row.source,
        evidence=row.evidence,
        reading=row.reading,
    )


def kept(
    told: Sequence[tuple[Indicator, Sequence[KeptValue], Sequence[str]]], *, hint: bool, focus: Focus
) -> KeepKpiResult:
    """Say what was put on file.

    Args:
        told: Each indicator with the values that were kept, and those they took the place of.
        hint: Whether to say that period and source can be added.
        focus: What is said next is about.
    """
    blocks = []
    for record, values, replaced in told:
        for value in values:
            said = amount(Decimal(value.value), value.unit)
            blocks.append(wording.KEPT.format(name=record.name, value=said, stage=wording.STAGES[value.stage]))
            blocks.append(
                wording.KEPT_DETAILS.format(
                    period=value.period or wording.NO_PERIOD,
                    source=value.source,
                    evidence=wording.EVIDENCE[value.evidence],
                    reading=wording.READINGS[value.reading],
                )
            )
        blocks += [wording.REPLACED.format(value=value) for value in replaced]
    if hint:
        blocks.append(wording.KEPT_HINT)
    one = {"indicator": told[0][0].id} if len(told) == 1 else {}
    return KeepKpiResult(
        text="\n\n".join(blocks),
        suggestions=(Suggestion(title=wording.COMPARE, tool="compare_kpi", arguments=one),),
        focus=focus,
        kept=tuple(value for _, values, _ in told for value in values),
        replaced=tuple(words for _, _, replaced in told for words in replaced),
    )


def compared(  # noqa: PLR0913, PLR0917 -- all that a comparison says
    context: ToolContext,
    catalogs: Catalogs,
    record: Indicator | None,
    known: Sequence[KeptValue],
    enterprise: str | None,
    name: str | None,
    inputs: Mapping[tuple[str, str], Mapping[str, Any]],
) -> CompareKpiResult:
    """Compare what is on file.

    Args:
        context: Who asks.
        catalogs: The catalogs.
        record: The one indicator that is asked about; None for all.
        known: What is on file, the latest first within an indicator.
        enterprise: Whose it is.
        name: The enterprise's name, where an operator asks.
        inputs: What each value was worked out from, by its indicator and stage.
    """
    owner = wording.OF.format(name=name) if name else wording.OWN
    if not known:
        what = record.name if record else wording.ANY_INDICATOR
        arguments = {"indicator": record.id} if record else {}
        calculate = Suggestion(title=wording.CALCULATE_KPI.title, tool="calculate_kpi", arguments=arguments)
        return CompareKpiResult(
            text=wording.NOTHING_KEPT.format(whose=owner, indicator=what),
            suggestions=() if context.role == "operator" else (calculate,),
            focus=Focus(tool="compare_kpi", arguments={**arguments, **({"enterprise": enterprise} if name else {})}),
            enterprise=enterprise,
        )
    by_indicator: dict[str, dict[str, KeptValue]] = {}
    for value in known:
        by_indicator.setdefault(value.indicator, {}).setdefault(value.stage, value)
    comparisons = [_comparison(catalogs.indicators[i], sides) for i, sides in sorted(by_indicator.items())]
    lines = [_line(catalogs.indicators[c.indicator], c, inputs) for c in comparisons]
    half = [c for c in comparisons if c.baseline is None or c.actual is None]
    offer = _offer(catalogs.indicators[half[0].indicator], half[0]) if len(comparisons) == len(half) == 1 else ""
    asked = {"indicator": record.id if record else "", "enterprise": enterprise if name else ""}
    return CompareKpiResult(
        text="\n\n".join([wording.COMPARED.format(enterprise=owner), "\n".join(lines), offer or wording.NOTE]),
        focus=Focus(tool="compare_kpi", arguments={key: value for key, value in asked.items() if value}),
        enterprise=enterprise,
        comparisons=tuple(comparisons),
    )


def _offer(indicator: Indicator, one: Comparison) -> str:
    """Say what to give for a comparison of which one side is on file."""
    known = one.baseline or one.actual
    if known is None:
        return ""
    if one.actual is not None and _is_of_both(indicator):
        return wording.NOTE_ALONE
    form = wording.GIVE_ACTUAL if one.actual is None else wording.GIVE_BASELINE
    return form.format(unit=known.unit)


def _comparison(indicator: Indicator, sides: dict[str, KeptValue]) -> Comparison:
    baseline, actual = sides.get("baseline"), sides.get("actual")
    if baseline is None or actual is None or baseline.unit != actual.unit:
        return Comparison(indicator=indicator.id, baseline=baseline, actual=actual)
    first, last = Decimal(baseline.value), Decimal(actual.value)
    difference = last - first
    better = None if difference == 0 else (difference > 0) == (indicator.direction == "up")
    if baseline.unit == wording.PERCENT:
        return Comparison(
            indicator=indicator.id, baseline=baseline, actual=actual, points=f"{difference:f}", better=better
        )
    percent = None
    if first > 0:
        percent = f"{(difference / first * 100).quantize(_TENTH, ROUND_HALF_UP):f}"
    return Comparison(
        indicator=indicator.id,
        baseline=baseline,
        actual=actual,
        difference=f"{difference:f}",
        percent=percent,
        better=better,
    )


def _is_of_both(indicator: Indicator) -> bool:
    """Tell whether an indicator is itself what two periods come to."""
    return any(variable.key.endswith(BEFORE_KEYS) for variable in indicator.variables)


def _line(indicator: Indicator, one: Comparison, inputs: Mapping[tuple[str, str], Mapping[str, Any]]) -> str:
    if one.baseline is None or one.actual is None or (one.points is None and one.difference is None):
        value = one.baseline or one.actual
        if value is None:
            return ""
        if _is_of_both(indicator):
            said = amount(Decimal(value.value), value.unit)
            line = wording.ALONE.format(name=indicator.name, value=said, stage=wording.STAGES_SHORT[value.stage])
            return line + _out_of(indicator, inputs.get((value.indicator, value.stage), {}))
        form = wording.ONLY_BASELINE if one.actual is None else wording.ONLY_ACTUAL
        return form.format(name=indicator.name, value=amount(Decimal(value.value), value.unit))
    before = amount(Decimal(one.baseline.value), one.baseline.unit)
    after = amount(Decimal(one.actual.value), one.actual.unit)
    verdict = "" if one.better is None else wording.BETTER if one.better else wording.WORSE_SIDE
    periods = ""
    if one.baseline.period or one.actual.period:
        periods = wording.PERIODS.format(
            before=one.baseline.period or wording.NO_PERIOD, after=one.actual.period or wording.NO_PERIOD
        )
    line = wording.PAIR.format(
        name=indicator.name, before=before, after=after, change=_change(one, one.actual.unit), verdict=verdict
    )
    return line + periods


def _out_of(indicator: Indicator, inputs: Mapping[str, Any]) -> str:
    """Say which two figures a value was worked out from, where there are two."""
    keys, values = change_keys(indicator), inputs.get("values") or {}
    if keys is None or not all(key in values for key in keys):
        return ""
    before, after = (shown(parse(normalise(values[key]))[0]) for key in keys)
    return wording.FROM_INPUTS.format(before=before, after=after)


def went(catalogs: Catalogs, one: Comparison) -> str:
    """Say which way a value on file went; empty where one side is missing.

    Args:
        catalogs: The catalogs.
        one: Both sides.
    """
    if one.actual is None or (one.points is None and one.difference is None):
        return ""
    name = catalogs.indicators[one.indicator].name
    difference = Decimal(one.points if one.points is not None else one.difference or 0)
    if difference == 0:
        return wording.STAYED.format(name=name, unchanged=wording.UNCHANGED)
    size = plain(abs(difference))
    points = wording.POINTS.format(sign="", points=size)
    return wording.WENT.format(
        name=name,
        verb=wording.ROSE if difference > 0 else wording.FELL,
        amount=points if one.points is not None else amount(Decimal(size), one.actual.unit),
        verdict=wording.BETTER if one.better else wording.WORSE_SIDE,
    )


def _change(one: Comparison, unit: str) -> str:
    difference = Decimal(one.points if one.points is not None else one.difference or 0)
    if difference == 0:
        return wording.UNCHANGED
    sign = wording.PLUS if difference > 0 else wording.MINUS
    if one.points is not None:
        return wording.POINTS.format(sign=sign, points=plain(abs(difference)))
    relative = ""
    if one.percent is not None:
        relative = wording.RELATIVE.format(sign=sign, percent=f"{abs(Decimal(one.percent)):f}")
    return wording.DIFFERENCE.format(sign=sign, difference=amount(abs(difference), unit), relative=relative)
