"""What the indicator tools give back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from tools.kit.tool import ToolResult


class Alternative(BaseModel):
    """A value that stands beside a result.

    Attributes:
        name: What it is; ``printed`` for the formula as it stands in print.
        value: A decimal as written.
        unit: Its unit.
        formula: Its formula.
        substitution: The formula with the figures put in.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    value: str
    unit: str
    formula: str
    substitution: str


class IndicatorResult(BaseModel):
    """What came of working out one indicator.

    Attributes:
        indicator: Its id.
        value: A decimal as written; None where there is none.
        unit: Its unit.
        reading: Whether the formula is the printed one, the corrected one or a customary one.
        substitution: The formula with the figures put in.
        alternatives: Values that stand beside it.
        missing: Keys of the variables still needed, in order; ``earlier.`` before those of the period before.
        errata: What the standard gets wrong here.
        problem: What is wrong with the figures, such as ``zero``, ``unit`` or ``part_over_whole``.
        earlier: The value of the period before.
        points: The difference of the two in percentage points.
        given: The arguments it was worked out from.
    """

    model_config = ConfigDict(frozen=True)

    indicator: str
    value: str | None = None
    unit: str = ""
    reading: str = ""
    substitution: str = ""
    alternatives: tuple[Alternative, ...] = ()
    missing: tuple[str, ...] = ()
    errata: tuple[str, ...] = ()
    problem: str | None = None
    earlier: str | None = None
    points: str | None = None
    given: dict[str, Any] = Field(default_factory=dict)


class CalculateKpiResult(ToolResult):
    """Indicators that were worked out; the fields of a single one stand at the top as well.

    Attributes:
        results: One for each indicator.
    """

    results: tuple[IndicatorResult, ...] = ()
    indicator: str | None = None
    value: str | None = None
    unit: str = ""
    reading: str = ""
    substitution: str = ""
    alternatives: tuple[Alternative, ...] = ()
    missing: tuple[str, ...] = ()
    errata: tuple[str, ...] = ()
    problem: str | None = None
    earlier: str | None = None
    points: str | None = None


class KeptValue(BaseModel):
    """A value of an indicator as it is on file.

    Attributes:
        indicator: The indicator's id.
        stage: ``baseline`` or ``actual``.
        value: A decimal as written.
        unit: Its unit.
        period: The period it is for, in words.
        source: Where the figures come from.
        evidence: ``self_reported``, ``documented`` or ``verified``.
        reading: The reading it was worked out by.
    """

    model_config = ConfigDict(frozen=True)

    indicator: str
    stage: str
    value: str
    unit: str
    period: str = ""
    source: str = ""
    evidence: str = ""
    reading: str = ""


class KeepKpiResult(ToolResult):
    """What was put on file.

    Attributes:
        kept: The values, in the order they were put there.
        replaced: The values they took the place of.
    """

    kept: tuple[KeptValue, ...] = ()
    replaced: tuple[str, ...] = ()


class Comparison(BaseModel):
    """One indicator before and after.

    Attributes:
        indicator: Its id.
        baseline: The value before.
        actual: The value after.
        points: The difference in percentage points, for rates.
        difference: The difference in the unit, for everything else.
        percent: The difference as a share of the value before, for everything else.
        better: Whether it went the right way; None where it did not move or one side is missing.
    """

    model_config = ConfigDict(frozen=True)

    indicator: str
    baseline: KeptValue | None = None
    actual: KeptValue | None = None
    points: str | None = None
    difference: str | None = None
    percent: str | None = None
    better: bool | None = None


class CompareKpiResult(ToolResult):
    """What is on file, before and after.

    Attributes:
        enterprise: The enterprise's id; None where there is none yet.
        comparisons: One for each indicator.
    """

    enterprise: str | None = None
    comparisons: tuple[Comparison, ...] = ()
