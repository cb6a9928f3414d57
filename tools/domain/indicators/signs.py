"""The signs formulas are printed with, and what they stand for."""

from __future__ import annotations

import re

SUM = "Σ"
REMARK = re.compile("，.*$")
WRITTEN = {"*": "×", "/": "÷", "(": "（", ")": "）"}
JOINED = "+"
_PLAIN = (("\\times", "*"), ("×", "*"), ("÷", "/"), ("（AD）", ""), ("（EF）", ""), ("（", "("), ("）", ")"))


def plain(formula: str) -> str:
    """Write a formula with the signs of a keyboard."""
    for sign, stands_for in _PLAIN:
        formula = formula.replace(sign, stands_for)
    return formula
