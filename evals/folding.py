"""Compares what was said with what should be said: widths, marks, figures and stored values folded."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_ZEROS = re.compile(r"(\d+)\.(\d*?)0+(?!\d)")
_APART = re.compile(r"(?<=\d)[^\w.%-]+(?=\d)")
"""Keeps two figures apart."""
_MARKS = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.% -]|_|(?<!\d) | (?!\d)")
_DASHES = re.compile(r"[−‐‑‒–—―﹣－]")


def fold(text: str) -> str:
    """Fold width, case, spaces, marks, thousands separators and zeros at the end of decimals."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text).lower())
    plain = _THOUSANDS.sub("", plain)
    plain = _ZEROS.sub(lambda m: f"{m[1]}.{m[2]}" if m[2] else m[1], plain)
    return _MARKS.sub("", _APART.sub(" ", plain))


def holds(text: str, words: str) -> bool:
    """Tell whether words stand in a text; a figure at their edge is never part of a longer one."""
    wanted = re.escape(fold(words))
    if not wanted:
        return True
    before = r"(?<![\d.])" if wanted[0].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1].isdigit() else ""
    return re.search(f"{before}{wanted}{after}", fold(text)) is not None


def same(stored: Any, wanted: Any) -> bool:  # noqa: ANN401 -- a column's value
    """Tell whether a stored value is the one wanted: figures by value, JSON by content."""
    if stored is None or wanted is None:
        return stored is wanted
    if isinstance(wanted, bool):
        return bool(stored) is wanted
    if isinstance(wanted, int | float):
        try:
            return abs(float(stored) - float(wanted)) < 1e-9  # noqa: PLR2004 -- the same figure
        except (TypeError, ValueError):
            return False
    if isinstance(wanted, dict | list):
        return bool(json.loads(stored) == wanted)
    if str(stored) == str(wanted):
        return True
    try:
        return float(stored) == float(wanted)
    except (TypeError, ValueError):
        return False
