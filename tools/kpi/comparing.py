"""Puts into words what was kept, and compares what is on file before and after."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators.quantities import change_keys, of_two_periods, parse, plain, shown
from tools.kit.tool import Focus, Suggestion
from tools.kpi.arguments import CALCULATE, COMPARE
from tools.kpi.records import CompareKpiResult, Comparison, KeepKpiResult, KeptValue
from tools.kpi.telling import amount
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs, Indicator
    from tools.database.models import KpiValue
    from tools.database.repositories.speaking import Firm
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


def kept(told: Sequence[tuple[Indicator, KeptValue, str]], *, hint: bool, focus: Focus) -> KeepKpiResult:
    """Say what was put on file.

    Args:
        told: Each indicator with the value that was kept, and the one it took the place of; empty where it took none's.
        hint: Whether to say that period and source can be added.
        focus: What is said next is about.
    """
    blocks = []
    for record, value, replaced in told:
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
        if replaced:
            blocks.append(wording.REPLACED.format(value=replaced))
    if hint:
        blocks.append(wording.KEPT_HINT)
    one = {"indicator": told[0][0].id} if len(told) == 1 else {}
    return KeepKpiResult(
        text="\n\n".join(blocks),
        suggestions=(Suggestion(title=wording.COMPARE, tool=COMPARE, arguments=one),),
        focus=focus,
        kept=tuple(value for _, value, _ in told),
        replaced=tuple(replaced for _, _, replaced in told if replaced),
    )


def compared(
    context: ToolContext, record: Indicator | None, rows: Sequence[KpiValue], firm: Firm | None
) -> CompareKpiResult:
    """Compare what is on file.

    Args:
        context: Who asks.
        record: The one indicator that is asked about; None for all.
        rows: What is on file, the latest first within an indicator.
        firm: Whose it is; None where that is nobody yet.
    """
    enterprise, indicators = firm.id if firm else None, context.library.catalogs.indicators
    name = firm.name if firm and context.role == "operator" else None
    owner = wording.OF.format(name=name) if name else wording.OWN
    if not rows:
        what = record.name if record else wording.ANY_INDICATOR
        arguments = {"indicator": record.id} if record else {}
        calculate = Suggestion(title=wording.CALCULATE_KPI.title, tool=CALCULATE, arguments=arguments)
        return CompareKpiResult(
            text=wording.NOTHING_KEPT.format(whose=owner, indicator=what),
            suggestions=() if context.role == "operator" else (calculate,),
            focus=Focus(tool=COMPARE, arguments={**arguments, **({"enterprise": enterprise} if name else {})}),
            enterprise=enterprise,
        )
    by_indicator: dict[str, dict[str, KpiValue]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, {}).setdefault(row.stage, row)
    comparisons, lines = [], []
    for i, sides in sorted(by_indicator.items()):
        comparisons.append(_comparison(indicators[i], {stage: from_row(row) for stage, row in sides.items()}))
        lines.append(_line(indicators[i], comparisons[-1], next(iter(sides.values())).inputs))
    offer = _offer(indicators[comparisons[0].indicator], comparisons[0]) if len(comparisons) == 1 else ""
    asked = {"indicator": record.id if record else "", "enterprise": enterprise if name else ""}
    return CompareKpiResult(
        text="\n\n".join([wording.COMPARED.format(enterprise=owner), "\n".join(lines), offer or wording.NOTE]),
        focus=Focus(tool=COMPARE, arguments={key: value for key, value in asked.items() if value}),
        enterprise=enterprise,
        comparisons=tuple(comparisons),
    )


def _offer(indicator: Indicator, one: Comparison) -> str:
    """Say what to give for a comparison of which one side alone is on file."""
    known = one.baseline or one.actual
    if known is None or (one.baseline and one.actual):
        return ""
    if one.actual is not None and of_two_periods(indicator):
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


def _line(indicator: Indicator, one: Comparison, inputs: Mapping[str, Any]) -> str:
    """Say how two values compare; of one that is alone, what it was worked out from, where it compares by itself."""
    difference = _difference(one)
    if one.baseline is None or one.actual is None or difference is None:
        value = one.baseline or one.actual
        if value is None:
            return ""
        said = amount(Decimal(value.value), value.unit)
        if of_two_periods(indicator):
            line = wording.ALONE.format(name=indicator.name, value=said, stage=wording.STAGES_SHORT[value.stage])
            return line + _out_of(indicator, inputs)
        form = wording.ONLY_BASELINE if one.actual is None else wording.ONLY_ACTUAL
        return form.format(name=indicator.name, value=said)
    before = amount(Decimal(one.baseline.value), one.baseline.unit)
    after = amount(Decimal(one.actual.value), one.actual.unit)
    verdict = "" if one.better is None else wording.BETTER if one.better else wording.WORSE_SIDE
    periods = ""
    if one.baseline.period or one.actual.period:
        periods = wording.PERIODS.format(
            before=one.baseline.period or wording.NO_PERIOD, after=one.actual.period or wording.NO_PERIOD
        )
    line = wording.PAIR.format(
        name=indicator.name,
        before=before,
        after=after,
        change=_change(one, difference, one.actual.unit),
        verdict=verdict,
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
    difference = _difference(one)
    if one.actual is None or difference is None:
        return ""
    name = catalogs.indicators[one.indicator].name
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


def _difference(one: Comparison) -> Decimal | None:
    """Return by how much two values differ, in points where both are rates; None where there is one side only."""
    written = one.points if one.points is not None else one.difference
    return None if written is None else Decimal(written)


def _change(one: Comparison, difference: Decimal, unit: str) -> str:
    if difference == 0:
        return wording.UNCHANGED
    sign = wording.PLUS if difference > 0 else wording.MINUS
    if one.points is not None:
        return wording.POINTS.format(sign=sign, points=plain(abs(difference)))
    relative = ""
    if one.percent is not None:
        relative = wording.RELATIVE.format(sign=sign, percent=f"{abs(Decimal(one.percent)):f}")
    return wording.DIFFERENCE.format(sign=sign, difference=amount(abs(difference), unit), relative=relative)
