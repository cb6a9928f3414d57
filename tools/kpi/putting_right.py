"""Reads what is said of a value on file, and offers to put it right where its calculation was put right."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.kpi import KpiRepository
from tools.database.repositories.speaking import firm_of
from tools.domain import days
from tools.domain.indicators import following, keeping, terms
from tools.domain.indicators import lexicon as words
from tools.domain.indicators.figures.lexicon import PERCENT
from tools.kit.lexicon import ASKS
from tools.kit.tool import Focus, Pending, Suggestion, ToolContext
from tools.kpi import lexicon, telling
from tools.kpi.arguments import CALCULATE, KEEP
from tools.kpi.records import CalculateKpiResult, KeepKpiResult
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tools.database.models import KpiValue
    from tools.domain.indicators.keeping import Stage
    from tools.domain.indicators.results import Outcome


async def offered(context: ToolContext, told: CalculateKpiResult, *, was: Decimal | None = None) -> CalculateKpiResult:
    """Ask whether the value on file is to become the one just worked out; what is kept changes by a yes alone.

    Args:
        context: Who is speaking.
        told: What was worked out.
        was: What it came to before; where it is given, only a value on file that is the same is put right.
    """
    if told.pending is not None or len(told.results) != 1 or told.results[0].value is None:
        return told
    one = told.results[0]
    last = _latest(await _on_file(context, one.indicator))
    if last is None or Decimal(last.value) == Decimal(str(one.value)) or was not in {None, Decimal(last.value)}:
        return told
    # The evidence was of the value that was, and not of the one that is only said.
    same = {"stage": last.stage, "period": last.period, "source": last.source}
    arguments = {**one.given, **{name: given for name, given in same.items() if given}}
    question = wording.ON_FILE_NOW.format(
        before=telling.amount(Decimal(last.value), last.unit),
        stage=wording.STAGES[last.stage],
        period=last.period or wording.NO_PERIOD,
        value=telling.amount(Decimal(str(one.value)), one.unit),
    )
    choice = Suggestion(title=wording.PUT_RIGHT, tool=KEEP, arguments=arguments)
    pending = Pending(tool=KEEP, slot=None, arguments=arguments, question=question, choices=(choice,))
    return told.model_copy(update={"text": f"{told.text}\n\n{question}", "pending": pending, "suggestions": ()})


async def already(context: ToolContext, outcome: Outcome, stated: Decimal | None) -> KeepKpiResult | None:
    """Tell that a value is on file, where it has just been put there and is bidden to be kept once more.

    Args:
        context: Who is speaking.
        outcome: What was worked out.
        stated: The value, where it is stated and not worked out.
    """
    value = outcome.value if stated is None else stated
    record = context.library.catalogs.indicators[outcome.given.indicator]
    arguments = outcome.given.arguments()
    there = next((row for row in await _on_file(context, record.id) if Decimal(row.value) == value), None)
    if there is None:
        return None
    text = wording.KEPT_ALREADY.format(
        name=record.name,
        value=telling.amount(Decimal(there.value), there.unit),
        stage=wording.STAGES[there.stage],
        period=there.period or wording.NO_PERIOD,
    )
    worded = {} if stated is None else {"value": str(stated)}
    choices = tuple(one for one in telling.stages({**arguments, **worded}) if one.arguments["stage"] != there.stage)
    return KeepKpiResult(text=text, suggestions=choices, focus=Focus(tool=CALCULATE, arguments=arguments))


async def described(
    context: ToolContext, outcome: Outcome, question: str, period: str
) -> tuple[Stage, str, str] | None:
    """Return stage, period and source for a value, where it is told only of when or where from, or was put right.

    Args:
        context: Who is speaking.
        outcome: What was worked out.
        question: The message as written.
        period: The period that is said.
    """
    said = normalise(question)
    told, renewed = keeping.read(said), lexicon.RENEWED.search(said) is not None
    if not renewed and not tells_more(question):
        return None
    rows, today = await _on_file(context, outcome.given.indicator), days.today(context.now)
    if not renewed:
        rows = [row for row in rows if Decimal(row.value) == outcome.value and _may_be(row, period, today)]
    row = _latest(rows)
    return (row.stage, row.period or period, told.source or row.source) if row else None  # type: ignore[return-value]


def revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what is to be kept where a yes to it says more: the value itself, its stage, period or source.

    Nothing else may be said beside.

    Args:
        text: Normalised text.
        arguments: What waits for the yes.

    Returns:
        The same with these words, out of which what they say is read; None where they say nothing of it.
    """
    said = lexicon.ANOTHER_VALUE.sub("", text)
    held = keeping.holds_back(said) or keeping.checks_first(text) or lexicon.NOT_FILED.search(text)
    if held or ASKS.search(text) or lexicon.LEAVES_FILED.search(text):
        return None
    clauses = _clauses(said)
    bids = [one for one in clauses if lexicon.PUTS_RIGHT.fullmatch(one) or _is_value(one)]
    if not bids or len(keeping.figures_in(text)) > 1 or not all(one in bids or _tells(one) for one in clauses):
        return None
    told = keeping.read(text)
    anew = {"stage": told.stage, "source": told.source}
    return {**{name: one for name, one in arguments.items() if not anew.get(name)}, "question": text}


def asks_of_filed(text: str) -> bool:
    """Tell whether a message asks what is on file, or after a change of it, and bids nothing.

    Args:
        text: The message as written.
    """
    return following.asks_what_is_kept(text) or lexicon.ASKS_OF_FILED.search(normalise(text)) is not None


def tells_more(text: str) -> bool:
    """Tell whether a message says of a value that was just kept where it is from or when it was, and nothing else.

    Args:
        text: The message as written.
    """
    said = normalise(text)
    another = ASKS.search(said) or words.KEEPS.search(said) or keeping.figures_in(said)
    if another or len([one for one in words.SENTENCE.split(said) if one.strip()]) > 1:
        return False
    told = keeping.read(said)
    return bool(told.period or told.source) and all(map(_tells, _clauses(said)))


def as_on_file(rows: Sequence[KpiValue], stage: str, period: str, today: date, *, wrong: bool) -> str:
    """Return a period as it is written on file where a value stands there for the same, else as it is said.

    Args:
        rows: What is on file of the indicator.
        stage: Before or after the change.
        period: As it is said; empty where it is not.
        today: The day it is said on.
        wrong: What is on file is said to be wrong, so that it need not be said which period that is for.
    """
    same = [row for row in rows if row.stage == stage]
    if not period:
        return same[0].period if wrong and len(same) == 1 else ""
    said = _dated(period, today)
    its = (row.period for row in same if said is not None and said == _dated(row.period, days.today(row.recorded_at)))
    return next(its, period)


def _dated(period: str, today: date) -> tuple[str, int, int] | None:
    """Return which period words mean; one of no year is the last that had begun on a day."""
    term = terms.only(period, today)
    return None if term is None else (term.kind, term.number, term.year or today.year - term.ahead(today))


def _clauses(said: str) -> list[str]:
    return [one.strip() for clause in words.SENTENCE.split(said) for one in words.COMMA.split(clause) if one.strip()]


def _tells(clause: str) -> bool:
    """Tell whether a clause says when a value was or where it is from, and nothing else."""
    period = keeping.read(clause).period
    rest = clause.replace(period, "") if lexicon.DATED.search(period) else clause
    return not lexicon.BESIDE_PERIOD.sub("", rest) or any(
        only.fullmatch(clause) is not None for only in (lexicon.ONLY_SOURCE, lexicon.VOUCHED)
    )


def _is_value(clause: str) -> bool:
    """Tell whether a clause says what a value is to become, and no figure it is worked out from."""
    figures = keeping.figures_in(clause)
    if len(figures) != 1 or (figures[0].relative and figures[0].style != PERCENT):
        return False
    before = lexicon.TO_VALUE.fullmatch(clause, 0, figures[0].start)
    return before is not None and lexicon.BEHIND_VALUE.fullmatch(clause, figures[0].end) is not None


def _may_be(row: KpiValue, period: str, today: date) -> bool:
    """Tell whether a value may be for a period that is said; one of the two may be open."""
    said, its = terms.only(period, today), terms.only(row.period, today)
    return said is None or not row.period or (its is not None and its.may_be(said))


def _latest(rows: Sequence[KpiValue]) -> KpiValue | None:
    return max(rows, key=lambda row: row.recorded_at, default=None)


async def _on_file(context: ToolContext, indicator: str) -> Sequence[KpiValue]:
    """Return the values on file of one's own enterprise; operators have none."""
    if context.role == "operator":
        return ()
    async with context.store.session() as session:
        owner = await firm_of(session, context, None, "")
        return await KpiRepository(session).current(owner.id, indicator) if owner else ()
