"""Says what was taken off a figure or added to one, and asks of which where that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.indicators.quantities import shown
from tools.kit.tool import Focus, Pending, Suggestion
from tools.kpi.arguments import CALCULATE
from tools.kpi.records import CalculateKpiResult
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Indicator
    from tools.domain.indicators.adjusting import Adjusted
    from tools.domain.indicators.quantities import Given

OPEN = "open"
"""Where the focus holds what is to be settled of the last calculation."""


def said(indicator: Indicator, change: Adjusted) -> str:
    """Say what was done.

    Args:
        indicator: The indicator under discussion.
        change: What is certain of it.
    """
    form = wording.TOOK_OFF if change.sign < 0 else wording.ADDED
    return form.format(name=_name(indicator, change.options[0][0]), amount=change.amount)


def said_lower(indicator: Indicator, key: str, given: Given) -> str:
    """Say which figure was taken to be lower, and how low.

    Args:
        indicator: The indicator under discussion.
        key: The variable's key.
        given: The calculation with that figure.
    """
    return wording.LOWERED.format(name=_name(indicator, key), amount=shown(given.values[key][0]))


def asked(indicator: Indicator, change: Adjusted, last: Mapping[str, Any], question: str) -> CalculateKpiResult:
    """Ask of which figure it is, or whether it is to be done at all.

    Args:
        indicator: The indicator under discussion.
        change: What was said.
        last: The arguments of the calculation as it is.
        question: The message as written; nothing is kept before it is settled.
    """
    off = change.sign < 0
    title = wording.OFF_THIS if off else wording.ONTO_THIS
    beside = {"others": last["others"]} if "others" in last else {}
    choices = tuple(
        Suggestion(
            title=title.format(name=_name(indicator, key)), tool=CALCULATE, arguments={**given.arguments(), **beside}
        )
        for key, given in change.options
    )
    form = wording.OFF_WHICH if off else wording.ONTO_WHICH
    slot: str | None = "question"
    arguments = dict(last)
    if len(choices) == 1:
        form, slot, arguments = wording.OFF_IT, None, choices[0].arguments
    text = form.format(amount=change.amount, name=_name(indicator, change.options[0][0]))
    return CalculateKpiResult(
        text=text,
        focus=Focus(tool=CALCULATE, arguments={**last, OPEN: question}),
        pending=Pending(tool=CALCULATE, slot=slot, arguments=arguments, question=text, choices=choices),
    )


def _name(indicator: Indicator, key: str) -> str:
    return next(variable.name for variable in indicator.variables if variable.key == key)
