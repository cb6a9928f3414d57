"""Works out the indicators of Appendix 2, keeps their values and compares them before and after."""

from __future__ import annotations

from tools.kpi.calculating import calculate_kpi
from tools.kpi.keeping import compare_kpi, keep_kpi

__all__ = ["calculate_kpi", "compare_kpi", "keep_kpi"]
