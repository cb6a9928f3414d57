"""Works out an indicator from what is given, with what is missing, wrong, or stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Literal

from tools.domain.indicators import formulas, lexicon, signs
from tools.domain.indicators.quantities import (
    AFTER_KEYS,
    BEFORE_KEYS,
    DATE,
    ITEM,
    Given,
    Problem,
    Quantity,
    Values,
    change_keys,
    common,
    plain,
    shown,
    target,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Indicator, Variable

Reading = Literal["printed", "corrected", "customary"]
PERCENT = "%"
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")
_DIGITS = 6
_HUNDRED = Decimal(100)
_MAY_BE_NEGATIVE = frozenset({"project_net_benefit", "marketing_revenue_gain"})
_SHARES = frozenset(
    (
        *("b.1.1", "b.1.3", "b.2.2", "b.2.3", "c.3.2", "c.3.3", "c.4.1", "c.4.3", "d.3.1"),
        *("e.1.1", "e.1.3", "e.1.4", "e.1.5", "e.2.1", "e.2.2", "f.2.2"),
    )
)
_SCORED = ("promoters", "detractors", "respondents")
_FEW = 30
_UNIT_ENERGY = "unit_energy"
_ELECTRIC = frozenset({"kwh", "mwh", "gwh"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A value that stands beside the result.

    Attributes:
        name: What it is; ``printed`` for the formula as it stands in print.
        formula: Its formula.
        value: Its value, rounded.
        unit: Its unit.
        substitution: The formula with the figures put in.
    """

    name: str
    formula: str
    value: Decimal
    unit: str
    substitution: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of working out an indicator.

    Attributes:
        given: What it was worked out from.
        value: The result, rounded as it is shown; None where there is none.
        exact: The result before rounding.
        unit: Its unit.
        reading: Which reading of the standard the formula is.
        formula: The formula used.
        substitution: The formula with the figures put in.
        beside: Values that stand beside it.
        missing: Keys still needed, in order.
        problem: What is wrong.
        earlier: The value of the period before, with what it was before rounding and its formula filled in.
        earlier_exact: See ``earlier``.
        earlier_substitution: See ``earlier``.
        points: The difference of the two in percentage points.
        implied: It follows from what was said of the difference.
        marks: Things to watch: ``over_100``, ``few``, ``electricity``, ``person_month``, ``per_factor``.
    """

    given: Given
    unit: str
    reading: Reading
    formula: str
    value: Decimal | None = None
    exact: Decimal | None = None
    substitution: str = ""
    beside: tuple[Beside, ...] = ()
    missing: tuple[str, ...] = ()
    problem: Problem | None = None
    earlier: Decimal | None = None
    earlier_exact: Decimal | None = None
    earlier_substitution: str = ""
    points: Decimal | None = None
    implied: bool = False
    marks: tuple[str, ...] = ()


def rounded(value: Decimal, unit: str) -> Decimal:
    """Round a result: rates and scores to one decimal, times to two, the rest to six digits."""
    with localcontext() as context:
        context.prec = formulas.DIGITS
        if unit in {PERCENT, *lexicon.ONE_DECIMAL}:
            return value.quantize(_TENTH, ROUND_HALF_UP)
        if value == value.to_integral_value():
            return value.quantize(Decimal(1))
        if unit in lexicon.TWO_DECIMALS:
            return value.quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
        step = Decimal(1).scaleb(value.adjusted() - _DIGITS + 1)
        return value.quantize(min(step, _HUNDREDTH), ROUND_HALF_UP).normalize()


def work_out(indicator: Indicator, given: Given, *, unlimited: frozenset[str] = frozenset()) -> Outcome:
    """Work out an indicator.

    Args:
        indicator: Which one.
        given: What is known of it.
        unlimited: Ids of indicators that may lie beyond 100 %.
    """
    outcome = Outcome(given, indicator.result_unit, indicator.reading, indicator.formula)
    if given.problem is not None:
        return replace(outcome, problem=given.problem, missing=_missing(indicator, given))
    values, implied = completed(indicator, given)
    if implied is not None:
        value = rounded(implied, indicator.result_unit)
        return replace(outcome, value=value, exact=implied, implied=True)
    given = replace(given, values=values)
    outcome = replace(outcome, given=given)
    if missing := _missing(indicator, given):
        problem = _negative(values)
        return replace(outcome, missing=missing, problem=problem)
    outcome = _worked_out(indicator, outcome, values)
    if outcome.value is not None and given.earlier:
        outcome = _compared(indicator, outcome)
    marks = [*outcome.marks, *_marks(indicator, outcome, unlimited)]
    return replace(outcome, beside=_beside(indicator, outcome), marks=tuple(dict.fromkeys(marks)))


def _compared(indicator: Indicator, outcome: Outcome) -> Outcome:
    """Put the value of the period before beside the result."""
    missing = [k for k in _required(indicator, outcome.given.earlier) if k not in outcome.given.earlier]
    if missing:
        return replace(outcome, missing=tuple(f"earlier.{key}" for key in missing))
    before = _worked_out(indicator, outcome, outcome.given.earlier)
    if before.value is None:
        return replace(outcome, problem=before.problem)
    points = (
        outcome.value - before.value if outcome.value is not None and outcome.unit in {PERCENT, lexicon.SCORE} else None
    )
    return replace(
        outcome,
        earlier=before.value,
        earlier_exact=before.exact,
        earlier_substitution=before.substitution,
        points=points,
        problem=outcome.problem or before.problem,
    )


def completed(indicator: Indicator, given: Given) -> tuple[Values, Decimal | None]:
    """Put in what follows from what was said of a change.

    Returns:
        The values, and the result itself where the change alone determines it.
    """
    keys, change, values = change_keys(indicator), given.change, dict(given.values)
    if (
        keys is None
        and change is not None
        and change.share is not None
        and indicator.kind == "change_rate"
        and not values
    ):
        return values, -change.share * _HUNDRED
    if keys is None or change is None:
        return values, None
    before, after = keys
    grows = indicator.variables[0].key == after
    if before in values and after not in values:
        first = values[before][0]
        if change.share is not None:
            values[after] = (Quantity(first.value * (1 + change.share), first.unit),)
        elif change.amount is not None:
            first, amount = common([first, change.amount], target(indicator.variables[0]))
            values[before], values[after] = (first,), (Quantity(first.value + amount.value, first.unit),)
    elif after in values and before not in values:
        last = values[after][0]
        if change.share is not None and change.share != -1:
            with localcontext() as context:
                context.prec = formulas.DIGITS
                values[before] = (Quantity(last.value / (1 + change.share), last.unit),)
        elif change.amount is not None:
            last, amount = common([last, change.amount], target(indicator.variables[0]))
            values[after], values[before] = (last,), (Quantity(last.value - amount.value, last.unit),)
    elif before not in values and after not in values:
        if change.share is not None and indicator.result_unit == PERCENT:
            return values, (change.share if grows else -change.share) * _HUNDRED
        if change.amount is not None and indicator.kind == "absolute":
            moved = change.amount.to(target(indicator.variables[0])).value
            return values, moved if grows else -moved
    return values, None


def _required(indicator: Indicator, values: Mapping[str, object]) -> list[str]:
    """Return the keys the result needs."""
    if any(key.startswith(_UNIT_ENERGY) for key in values):
        return [v.key for v in indicator.variables if v.key.startswith(_UNIT_ENERGY)]
    return [v.key for v in indicator.variables if not v.optional]


def _missing(indicator: Indicator, given: Given) -> tuple[str, ...]:
    return tuple(key for key in _required(indicator, given.values) if key not in given.values)


def _negative(values: Values) -> Problem | None:
    wrong = tuple(k for k, qs in values.items() if k not in _MAY_BE_NEGATIVE and any(q.value < 0 for q in qs))
    said = tuple(shown(q) for k in wrong for q in values[k] if q.value < 0)
    return Problem("negative", wrong, said) if wrong else None


def _worked_out(indicator: Indicator, outcome: Outcome, values: Values) -> Outcome:
    """Work out one period."""
    if problem := _negative(values):
        return replace(outcome, problem=problem)
    form = _formula(indicator, values)
    try:
        brought, marks = _brought(indicator, values)
    except ValueError:
        keys = tuple(values)
        return replace(outcome, problem=Problem("unit", keys, tuple(shown(q) for k in keys for q in values[k])))
    if problem := _impossible(indicator, brought):
        if problem.kind != "part_over_whole":
            return replace(outcome, problem=problem)
        outcome = replace(outcome, problem=problem)
    name = {v.key: v.name for v in indicator.variables}
    formula = formulas.parse(form, tuple(name.values()))
    numbers = {name[k]: [q.value for q in qs] for k, qs in brought.items()}
    if not any(len(qs) > 1 for qs in brought.values()) or _sums(form):
        pooled = numbers
    else:
        pooled = {k: [sum(ns, Decimal(0))] for k, ns in numbers.items()}
    try:
        exact = formulas.compute(formula, pooled)
    except ZeroDivisionError:
        return replace(outcome, problem=Problem("zero", _denominators(indicator, brought)))
    written = {name[k]: [_in_formula(q, indicator, k) for q in qs] for k, qs in brought.items()}
    value = rounded(exact, indicator.result_unit)
    return replace(
        outcome,
        value=value,
        exact=exact,
        formula=form,
        substitution=formulas.substituted(formula, written),
        marks=tuple(dict.fromkeys((*outcome.marks, *marks))),
    )


def _sums(form: str) -> bool:
    return signs.SUM in form


def _in_formula(quantity: Quantity, indicator: Indicator, key: str) -> str:
    if quantity.unit != ITEM:
        return shown(quantity)
    variable = next(v for v in indicator.variables if v.key == key)
    return f"{plain(quantity.value)}{variable.unit}" if variable.kind == "count" else plain(quantity.value)


def _formula(indicator: Indicator, values: Values) -> str:
    """Choose the formula: the one beside it for energy per output already worked out, or for several products."""
    if any(key.startswith(_UNIT_ENERGY) for key in values):
        return indicator.also[0].formula
    if any(len(qs) > 1 for qs in values.values()) and not _sums(indicator.formula):
        return next((a.formula for a in indicator.also if _sums(a.formula)), indicator.formula)
    return indicator.formula


def _brought(indicator: Indicator, values: Values) -> tuple[Values, list[str]]:
    """Bring all values to the units the formula needs.

    Raises:
        ValueError: Two of them do not measure the same.
    """
    marks: list[str] = []
    if any(
        q.unit in _ELECTRIC or q.unit.partition("/")[0] in _ELECTRIC
        for k, qs in values.items()
        for q in qs
        if "energy" in k
    ):
        marks.append("electricity")
    if any(q.unit in {"person_month", "person_year"} for qs in values.values() for q in qs):
        marks.append("person_month")
    if "activity_data" in values and "emission_factor" in values:
        return _emissions(values, marks)
    brought: Values = {}
    by_key: Mapping[str, Variable] = {v.key: v for v in indicator.variables}
    alike = change_keys(indicator) is not None and indicator.result_unit == PERCENT
    alike = alike or (indicator.id in _SHARES)
    if alike:
        flat = [(key, q) for key, qs in values.items() for q in qs if not by_key[key].optional or len(values) == 1]
        unit = target(by_key[flat[0][0]])
        same = common([q for _, q in flat], unit) if flat else []
        for (key, _), quantity in zip(flat, same, strict=True):
            brought[key] = (*brought.get(key, ()), quantity)
        values = {k: v for k, v in values.items() if k not in brought}
    for key, quantities in values.items():
        unit = target(by_key[key])
        brought[key] = tuple(q if q.unit == DATE or unit == ITEM else q.to(unit) for q in quantities)
    return brought, marks


def _emissions(values: Values, marks: list[str]) -> tuple[Values, list[str]]:
    amounts, factors = values["activity_data"], values["emission_factor"]
    if len(factors) == 1 and len({amount.unit for amount in amounts}) == 1:
        factors *= len(amounts)
    if len(amounts) != len(factors):
        msg = "an amount without its factor"
        raise ValueError(msg)
    brought = []
    for amount, factor in zip(amounts, factors, strict=True):
        if "/" in factor.unit:
            brought.append(factor.to(f"tco2e/{amount.unit}"))
        else:
            marks.append("per_factor")
            brought.append(Quantity(factor.to("tco2e").value, f"tco2e/{amount.unit}"))
    return {"activity_data": amounts, "emission_factor": tuple(brought)}, marks


def _impossible(indicator: Indicator, values: Values) -> Problem | None:
    """Find figures that cannot be together."""
    required = [v.key for v in indicator.variables if not v.optional]
    if indicator.variables[0].kind == "date" and values[required[0]][0].value < values[required[1]][0].value:
        return Problem("date_order", tuple(required))
    if indicator.id in _SHARES:
        part, whole = (sum((q.value for q in values[k]), Decimal(0)) for k in required)
        if part > whole > 0:
            return Problem("part_over_whole", tuple(required))
    if required == list(_SCORED):
        promoters, detractors, all_of_them = (values[k][0].value for k in _SCORED)
        if promoters + detractors > all_of_them > 0:
            return Problem("part_over_whole", _SCORED)
    return None


def _denominators(indicator: Indicator, values: Values) -> tuple[str, ...]:
    zero = [k for k, qs in values.items() if sum((q.value for q in qs), Decimal(0)) == 0]
    below = [k for k in zero if k.endswith(BEFORE_KEYS)] or [k for k in zero if not k.endswith(AFTER_KEYS)]
    required = [v.key for v in indicator.variables if not v.optional]
    last = [k for k in below if k == required[-1]]
    return tuple(last or below or zero)


def _marks(indicator: Indicator, outcome: Outcome, unlimited: frozenset[str]) -> list[str]:
    marks = []
    beyond = outcome.value is not None and outcome.unit == PERCENT and abs(outcome.value) > _HUNDRED
    if beyond and indicator.id not in unlimited and outcome.problem is None:
        marks.append("over_100")
    sample = outcome.given.values.get(_SCORED[2])
    if sample and sample[0].value < _FEW:
        marks.append("few")
    return marks


def _beside(indicator: Indicator, outcome: Outcome) -> tuple[Beside, ...]:
    """Work out what stands beside the result, where all it needs is given."""
    if outcome.value is None:
        return ()
    name = {v.key: v.name for v in indicator.variables}
    try:
        brought, _ = _brought(indicator, outcome.given.values)
    except ValueError:
        return ()
    found = []
    wanted: list[tuple[str, str]] = [(a.name, a.formula) for a in indicator.also if a.formula != outcome.formula]
    if indicator.reading == "corrected" and indicator.printed_formula and indicator.id in lexicon.PRINTED_APART:
        wanted.insert(0, ("printed", indicator.printed_formula))
    given = {name[k]: [q.value for q in qs] for k, qs in brought.items()}
    written = {name[k]: [_in_formula(q, indicator, k) for q in qs] for k, qs in brought.items()}
    for title, form in wanted:
        formula = formulas.parse(form, tuple(name.values()))
        numbers, texts = _named_in_print(formula, given, written)
        if not set(formula.names) <= set(numbers) or any(len(numbers[n]) != 1 for n in formula.names):
            continue
        try:
            value = formulas.compute(formula, numbers)
        except ZeroDivisionError:
            continue
        unit = _unit_beside(indicator, form, outcome.given.values)
        found.append(Beside(title, form, rounded(value, unit), unit, formulas.substituted(formula, texts)))
    return tuple(found)


def _named_in_print(
    formula: formulas.Formula, given: Mapping[str, Sequence[Decimal]], written: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Sequence[Decimal]], dict[str, Sequence[str]]]:
    """Take energy per output for what the print calls energy, where only that is given."""
    numbers, texts = dict(given), dict(written)
    for name in formula.names:
        per_output = lexicon.PER_OUTPUT.get(name, "")
        if name not in numbers and per_output in numbers:
            numbers[name], texts[name] = given[per_output], written[per_output]
    return numbers, texts


def _unit_beside(indicator: Indicator, form: str, values: Values) -> str:
    if PERCENT in form and indicator.id != lexicon.PER_TIME_INDICATOR:
        return PERCENT
    if indicator.id == lexicon.PER_TIME_INDICATOR:
        return lexicon.PER_TIME
    return indicator.result_unit if values else ""


def whole(outcome: Outcome) -> bool:
    """Tell whether an indicator has a value that may be kept."""
    return outcome.value is not None and outcome.problem is None and not outcome.missing
