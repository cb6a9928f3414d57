"""Asks which indicator figures are for, and leaves a calculation whose figure is not to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.kit.tool import Focus, Pending, Suggestion
from tools.kpi import recalling, telling
from tools.kpi.arguments import CALCULATE
from tools.kpi.records import CalculateKpiResult
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from tools.domain.indicators.quantities import Given
    from tools.kit.tool import ToolContext

_OFFERED = 4


def put_off(context: ToolContext, known: Given, asked: str) -> CalculateKpiResult:
    """Leave a calculation whose figure is not to be had; what is known stays at hand for when it is.

    Args:
        context: Who speaks.
        known: What is known of it.
        asked: The key of the variable that was asked for.
    """
    record = context.library.catalogs.indicators[known.indicator]
    key = asked.removeprefix(telling.EARLIER)
    lacking = next((v.name for v in record.variables if v.key == key), record.name)
    return CalculateKpiResult(
        text=wording.PUT_OFF.format(name=record.name, variable=lacking),
        focus=Focus(question=context.question, tool=CALCULATE, arguments=known.arguments()),
    )


def which(context: ToolContext, candidates: tuple[str, ...], question: str = "") -> CalculateKpiResult:
    """Ask which indicator is meant, or say that nobody knows how much something will save.

    The one that alone may be meant is taken for what is said next, unless that names another.

    Args:
        context: Who speaks.
        candidates: Those that may be meant, by their ids.
        question: The words with the figures.
    """
    if not candidates and not question and recalling.asks_effect(context.question):
        return CalculateKpiResult(text=wording.NO_EFFECT)
    indicators = context.library.catalogs.indicators
    carried = {"question": question} if question else {}
    choices = tuple(
        Suggestion(title=indicators[i].name, tool=CALCULATE, arguments={"indicator": i, **carried})
        for i in candidates[:_OFFERED]
    )
    text = wording.WHICH_OF if choices and question else wording.WHICH
    only = {"indicator": candidates[0]} if len(candidates) == 1 else {}
    pending = Pending(tool=CALCULATE, slot="question", arguments=only, question=text, choices=choices)
    return CalculateKpiResult(text=text, pending=pending)
