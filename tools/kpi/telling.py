"""Puts the outcome of an indicator into words: the result first, then how it comes about and what to watch."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Any

from corpus.passages import STANDARD
from tools.domain.indicators import terms
from tools.domain.indicators.figures import units
from tools.domain.indicators.quantities import Quantity, change_keys, plain, shown, target
from tools.kit.tool import Citation, Suggestion
from tools.kit.typed import as_typed
from tools.kpi.arguments import KEEP
from tools.kpi.records import Alternative, IndicatorResult
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.catalogs import Catalogs, Indicator, Variable
    from tools.domain.indicators.results import Outcome
    from tools.kit.ports import Library

EARLIER = "earlier."
_EXACT = Decimal("0.000001")
_FEW_DIGITS = 6


@dataclass(slots=True)
class Told:
    """An outcome in words.

    Attributes:
        blocks: Paragraphs, the result first.
        question: What is asked at the end; empty where nothing is.
        asked: The key the question is for.
        citations: What they rest on.
        passages: Ids of the passages cited.
    """

    blocks: list[str]
    question: str = ""
    asked: str = ""
    citations: list[Citation] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


def amount(value: Decimal, unit: str) -> str:
    """Write a result with its unit."""
    if unit == wording.YUAN:
        return shown(Quantity(value, "yuan"))
    text = f"{value:f}"
    return text + unit if unit[:1] in wording.CLOSE_UNITS and "/" not in unit else f"{text} {unit}"


def stages(arguments: Mapping[str, Any]) -> tuple[Suggestion, ...]:
    """Offer to keep a value as the baseline or as the actual value.

    Args:
        arguments: What is kept, as ``keep_kpi`` takes it.
    """
    titles = (("baseline", wording.KEEP_BASELINE), ("actual", wording.KEEP_ACTUAL))
    return tuple(Suggestion(title=title, tool=KEEP, arguments={**arguments, "stage": at}) for at, title in titles)


def period(question: str, today: date) -> str:
    """Write the one period a message speaks of; empty where there is none.

    Args:
        question: The message as written.
        today: The day it is said on, which last month and the like are counted from.
    """
    term = terms.only(question, today)
    if term is None or term.ahead(today):
        return ""
    return as_typed(term.words, question) or wording.TERMS[term.kind].format(year=term.year, number=term.number)


def exactly(value: Decimal) -> str:
    """Write a value before rounding with a few digits."""
    with localcontext() as context:
        context.prec = 60
        if value == value.quantize(_EXACT):
            return plain(value)
        step = min(_EXACT * 100, Decimal(1).scaleb(value.adjusted() - _FEW_DIGITS + 1))
        return plain(value.quantize(step, ROUND_HALF_UP))


def result(catalogs: Catalogs, outcome: Outcome) -> IndicatorResult:
    """Make the record of an outcome.

    Args:
        catalogs: The catalogs.
        outcome: What came of the indicator.
    """
    indicator = catalogs.indicators[outcome.given.indicator]
    return IndicatorResult(
        indicator=indicator.id,
        value=None if outcome.value is None else f"{outcome.value:f}",
        unit=outcome.unit,
        reading=outcome.reading,
        substitution=outcome.substitution,
        alternatives=tuple(
            Alternative(name=b.name, value=f"{b.value:f}", unit=b.unit, formula=b.formula, substitution=b.substitution)
            for b in outcome.beside
        ),
        missing=outcome.missing,
        errata=(indicator.erratum.say,) if indicator.erratum else (),
        problem=outcome.problem.kind if outcome.problem else None,
        earlier=None if outcome.earlier is None else f"{outcome.earlier:f}",
        points=None if outcome.points is None else f"{outcome.points:f}",
        given=outcome.given.arguments(),
    )


def tell(library: Library, outcome: Outcome, *, alone: bool) -> Told:
    """Put an outcome into words.

    Args:
        library: What is cited.
        outcome: What came of the indicator.
        alone: It is the only one of the reply, so that a question may end it.
    """
    catalogs = library.catalogs
    indicator = catalogs.indicators[outcome.given.indicator]
    told = Told([])
    if outcome.value is None:
        _ask(indicator, outcome, told)
    else:
        _result(indicator, outcome, told)
        if outcome.missing:
            _ask(indicator, outcome, told)
        else:
            _explained(catalogs, indicator, outcome, told)
        if outcome.problem is not None and alone:
            told.question = wording.CHECK.format(name=_name(indicator, outcome.problem.variables[-1]))
    _cite(library, indicator, told)
    if not alone and outcome.value is None and outcome.problem is None:
        told.blocks = [b for b in told.blocks if b]
    return told


def _result(indicator: Indicator, outcome: Outcome, told: Told) -> None:
    value = outcome.value or Decimal(0)
    text = amount(value, outcome.unit)
    if outcome.problem is not None and outcome.problem.kind == "part_over_whole":
        names = [_name(indicator, key) for key in outcome.problem.variables]
        told.blocks.append(
            wording.PART_OVER_WHOLE.format(name=indicator.name, value=text, part=names[0], whole=names[-1])
        )
        return
    if outcome.earlier is not None:
        change = _compared(outcome)
        earlier = amount(outcome.earlier, outcome.unit)
        told.blocks.append(wording.LEVELS.format(name=indicator.name, value=text, earlier=earlier, change=change))
        return
    told.blocks.append(wording.RESULT.format(name=indicator.name, value=text) + _spoken(indicator, outcome, value))


def _compared(outcome: Outcome) -> str:
    value, earlier = outcome.value or Decimal(0), outcome.earlier or Decimal(0)
    if value == earlier:
        return wording.POINTS_SAME
    if outcome.points is None:
        form = wording.MORE if value > earlier else wording.LESS
        return form.format(difference=amount(abs(value - earlier), outcome.unit))
    if outcome.unit == wording.PERCENT:
        form = wording.POINTS_UP if outcome.points > 0 else wording.POINTS_DOWN
    else:
        form = wording.SCORE_UP if outcome.points > 0 else wording.SCORE_DOWN
    return form.format(points=f"{abs(outcome.points):f}")


def _spoken(indicator: Indicator, outcome: Outcome, value: Decimal) -> str:
    """Say in a sentence what changed, and that it went the wrong way where it did."""
    noun, verb = wording.NOUNS.get(indicator.id, ("", ""))
    if value < 0 and noun:
        spoken = wording.WORSE if outcome.unit == wording.PERCENT else wording.WORSE_BY
        size = amount(Decimal(plain(-value)), outcome.unit)
        return wording.SPOKEN + spoken.format(noun=noun, verb=verb, amount=size)
    if value < 0 and indicator.id in wording.LOSING:
        return wording.SPOKEN + wording.LOSING[indicator.id]
    keys = change_keys(indicator)
    values = outcome.given.values
    if keys and noun and all(key in values for key in keys):
        if value == 0:
            return wording.SPOKEN + wording.SAME.format(noun=noun)
        before, after = (shown(values[key][0]) for key in keys)
        return wording.SPOKEN + wording.FROM_TO.format(noun=noun, before=before, after=after)
    return ""


def _explained(catalogs: Catalogs, indicator: Indicator, outcome: Outcome, told: Told) -> None:
    """Show how the result comes about, what it rests on, what is wrong in print and what to watch."""
    lines = []
    if outcome.implied:
        lines.append(wording.IMPLIED)
    elif outcome.substitution and outcome.exact is not None:
        lines.append(
            wording.SUBSTITUTION.format(
                substitution=outcome.substitution, exact=_to_value(outcome.exact, outcome.value, outcome.unit)
            )
        )
        if outcome.earlier_exact is not None:
            earlier = _to_value(outcome.earlier_exact, outcome.earlier, outcome.unit)
            lines.append(wording.SUBSTITUTION_EARLIER.format(substitution=outcome.earlier_substitution, exact=earlier))
    form = _typeset(outcome.formula)
    if outcome.reading == "printed":
        form = _typeset(indicator.printed_display or indicator.printed_formula or outcome.formula)
    lines.append(wording.FORMULA[outcome.reading].format(document=STANDARD, clause=indicator.clause, formula=form))
    told.blocks.append("\n\n".join(lines))
    beside = [
        wording.BESIDE.format(name=b.name, value=amount(b.value, b.unit), substitution=b.substitution)
        for b in outcome.beside
        if b.name != "printed"
    ]
    told.blocks += beside
    if indicator.erratum is not None:
        told.blocks.append(_erratum(indicator, outcome))
    told.blocks += _watch(catalogs, indicator, outcome)


def _to_value(exact: Decimal, value: Decimal | None, unit: str) -> str:
    rounded = amount(value or Decimal(0), unit)
    if value == exact:
        return rounded
    return wording.ROUNDED.format(exact=amount(Decimal(exactly(exact)), unit), value=rounded)


def _erratum(indicator: Indicator, outcome: Outcome) -> str:
    erratum = indicator.erratum
    if erratum is None:
        return ""
    text = wording.ERRATUM.format(say=erratum.say, printed=_typeset(erratum.printed))
    printed = next((b for b in outcome.beside if b.name == "printed"), None)
    if printed is not None:
        value = amount(printed.value, printed.unit)
        return text + wording.PRINTED.format(value=value, substitution=printed.substitution)
    needed = [v.name for v in indicator.variables if v.optional and v.key not in outcome.given.values]
    if indicator.reading == "corrected" and needed and indicator.id.startswith("b"):
        return text + wording.PRINTED_NEEDS.format(names=wording.LIST_COMMA.join(needed))
    return text


def _watch(catalogs: Catalogs, indicator: Indicator, outcome: Outcome) -> list[str]:
    notes = []
    if "electricity" in outcome.marks:
        c = catalogs.conversions["electricity_to_tce"]
        notes.append(
            wording.ELECTRICITY.format(name=c.name, factor=c.factor, to=c.to_unit, per=c.from_unit, source=c.source)
        )
    if "person_month" in outcome.marks:
        notes.append(wording.PERSON_MONTH)
    if "over_100" in outcome.marks:
        notes.append(wording.OVER_100)
    if "few" in outcome.marks:
        notes.append(wording.FEW)
    if "per_factor" in outcome.marks:
        unit = units.written(outcome.given.values["activity_data"][0].unit)
        notes.append(wording.PER_FACTOR.format(unit=unit))
    guidance = indicator.guidance or ""
    for words in wording.NOT_FOR_READERS:
        guidance = guidance.replace(words, "")
    notes.append(guidance)
    told = wording.BOTH_PERIODS in guidance
    if indicator.id in catalogs.paired_indicators and outcome.earlier is None and not told:
        notes.append(wording.ONE_PERIOD if outcome.unit == wording.PERCENT else wording.ONE_PERIOD_PLAIN)
    return [wording.WATCH.format(guidance="".join(notes))] if any(notes) else []


def _ask(indicator: Indicator, outcome: Outcome, told: Told) -> None:
    """Say what is missing or wrong, and ask for one thing."""
    problem = outcome.problem
    if problem is not None:
        told.blocks.append(_problem(indicator, outcome))
        key = next((k for k in (*problem.variables, *outcome.missing) if _known(indicator, k)), "")
        if problem.kind in {"zero", "negative"} and problem.variables:
            key = problem.variables[0]
        if key and problem.kind in wording.AGAIN:
            variable = _variable(indicator, key)
            unit = variable.unit if variable.kind in {"money", "time"} else ""
            told.asked = variable.key
            told.question = wording.AGAIN[problem.kind].format(name=variable.name, unit=unit or "")
        return
    if not outcome.missing:
        return
    key = outcome.missing[0]
    variable = _variable(indicator, key.removeprefix(EARLIER))
    told.asked = key
    example = _example(variable)
    values = outcome.given.values
    if key.startswith(EARLIER):
        told.question = wording.ASK_EARLIER.format(name=variable.name, example=example)
    elif values:
        known = [
            wording.VALUE_OF.format(name=_name(indicator, k), value=wording.LIST_COMMA.join(map(shown, given)))
            for k, given in values.items()
        ]
        told.blocks.append(wording.KNOWN.format(values=wording.LIST_COMMA.join(known)))
        told.question = wording.ASK.format(name=variable.name, example=example)
    else:
        told.question = wording.ASK_FIRST.format(indicator=indicator.name, name=variable.name, example=example)


def _problem(indicator: Indicator, outcome: Outcome) -> str:
    problem = outcome.problem
    if problem is None:
        return ""
    keys = [k for k in problem.variables if _known(indicator, k)]
    names = [_name(indicator, key) for key in keys]
    words = wording.LIST_COMMA.join(problem.words)
    if problem.kind == "date_order":
        first, last = (names[0], names[-1]) if names else ("", "")
        return wording.PROBLEMS["date_order"].format(later=first, earlier=last)
    if problem.kind == "definition":
        return wording.PROBLEMS["definition"].format(
            name=indicator.name, document=STANDARD, clause=indicator.clause, formula=_typeset(indicator.formula)
        )
    if problem.kind == "unit":
        if not names or not words or len(keys) > 1:
            return wording.FACTOR_UNIT if names == [wording.FACTOR] else wording.PROBLEMS["unit_plain"]
        unit = wording.UNIT_NAMES[_kind(_variable(indicator, keys[0]))]
        return wording.PROBLEMS["unit"].format(names=names[0], unit=unit, words=words)
    if problem.kind == "impossible" and not words:
        return wording.PROBLEMS["impossible_share"]
    if problem.kind == "listed":
        words = wording.LISTED.format(listed=problem.words[0], said=problem.words[-1])
    if problem.kind == "range" and not words:
        words = wording.SOME
    return wording.PROBLEMS[problem.kind].format(names=wording.LIST_COMMA.join(names), words=words)


def _kind(variable: Variable) -> str:
    return "labour" if target(variable) == "person_day" else variable.kind


def _example(variable: Variable) -> str:
    kind = _kind(variable)
    if target(variable) == "item/year":
        kind = "frequency"
    if variable.name == wording.FACTOR:
        kind = "factor"
    return wording.EXAMPLES[kind].format(unit=variable.unit or "")


def _known(indicator: Indicator, key: str) -> bool:
    return any(v.key in {key, f"{key}_before"} for v in indicator.variables)


def _variable(indicator: Indicator, key: str) -> Variable:
    return next(v for v in indicator.variables if v.key in {key, f"{key}_before"})


def _name(indicator: Indicator, key: str) -> str:
    return _variable(indicator, key).name


def _typeset(text: str) -> str:
    for printed, sign in wording.TYPESET.items():
        text = text.replace(printed, sign)
    return text


def _cite(library: Library, indicator: Indicator, told: Told) -> None:
    for passage in library.find(STANDARD, indicator.clause):
        if passage.id == f"{STANDARD}#{indicator.clause}":
            told.citations.append(Citation(document=passage.document, clause=passage.clause, quote=passage.display))
            told.passages.append(passage.id)
