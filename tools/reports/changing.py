"""What has changed since the diagnosis before, scores in points and shares in percentage points."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from tools.domain.diagnosis.scoring import shown
from tools.domain.reporting import Change, Moved
from tools.reports.telling import percent
from tools.wording import diagnosis as diagnosis_words
from tools.wording import reports as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.domain.diagnosis.results import Result
    from tools.reports.gathering import Earlier


def change_of(result: Result, earlier: Earlier | None, names: Mapping[str, str]) -> Change:
    """Compare a result with the one before, where both are of one version of the questionnaire.

    Args:
        result: The result.
        earlier: The one before; None for the first.
        names: The dimensions' names by id.
    """
    if earlier is None:
        return Change(day=None, text=wording.FIRST_TIME, rows=())
    before, when = earlier.result, wording.day(earlier.finished_at)
    day = earlier.finished_at.astimezone(wording.SHANGHAI).date()
    if before is None:
        text = wording.OTHER_VERSION.format(day=when, version=earlier.questionnaire)
        return Change(day=day, text=text, rows=())
    rows = _rows(before, result, names)
    form = wording.COMPARED if before.form == result.form else wording.COMPARED_FORMS
    if not rows:
        form = wording.NOTHING_COMPARED
    return Change(day=day, text=form.format(day=when, form=diagnosis_words.FORMS[before.form]), rows=tuple(rows))


def _rows(before: Result, after: Result, names: Mapping[str, str]) -> list[Moved]:
    if before.total is None or after.total is None:
        return []
    rows = [_points(wording.TOTAL_ROW, before.total, after.total)]
    if before.level and after.level:
        rows.append(
            Moved(
                name=wording.LEVEL_ROW,
                before=f"{before.level} {before.level_name}",
                after=f"{after.level} {after.level_name}",
                change=wording.SAME_VALUE
                if before.level == after.level
                else wording.LEVEL_UP
                if after.level > before.level
                else wording.LEVEL_DOWN,
            )
        )
    rows += [
        _points(names[d], old, score)
        for d, score in after.dimensions.items()
        if score is not None and (old := before.dimensions.get(d)) is not None
    ]
    was, now = percent(before.confidence), percent(after.confidence)
    rows.append(
        Moved(
            name=wording.CONFIDENCE_ROW,
            before=wording.PERCENT.format(value=was),
            after=wording.PERCENT.format(value=now),
            change=_change(Decimal(now - was), wording.UP_PERCENT, wording.DOWN_PERCENT),
        )
    )
    return rows


def _points(name: str, before: float, after: float) -> Moved:
    delta = (Decimal(repr(after)) - Decimal(repr(before))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Moved(
        name=name,
        before=wording.POINTS.format(value=shown(before)),
        after=wording.POINTS.format(value=shown(after)),
        change=_change(delta, wording.UP_POINTS, wording.DOWN_POINTS),
    )


def _change(delta: Decimal, up: str, down: str) -> str:
    if not delta:
        return wording.SAME_VALUE
    return (up if delta > 0 else down).format(delta=f"{abs(delta).normalize():f}")
