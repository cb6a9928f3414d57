"""Which pains of the archive's names a finished diagnosis found: those it told the firm to see to first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.archive import lexicon
from tools.domain.diagnosis.lexicon import COLON

if TYPE_CHECKING:
    from collections.abc import Mapping

FOREMOST = 3
"""Pains of a diagnosis that count: those its result tells."""


def pains_found(result: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the names of the pains that a diagnosis puts first, in its order.

    Args:
        result: What it came to, as it is kept.
    """
    told = [str(pain.get("pain") or "").partition(COLON)[0] for pain in ((result or {}).get("pains") or ())[:FOREMOST]]
    return tuple(dict.fromkeys(name for part in told for name in lexicon.PAINS if name in part))
