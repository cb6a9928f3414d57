"""Whether an answer may be the name of an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.region import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST, LONGEST = 2, 40


def may_be_name(text: str) -> bool:
    """Tell whether a message may be nothing but a name.

    Args:
        text: Words; a name on file that was put in them need not be normalised.
    """
    said = normalise(text).strip()
    fits = SHORTEST <= len(said) <= LONGEST and lexicon.NAME.fullmatch(said) is not None
    return fits and lexicon.NOT_A_NAME.search(said) is None


def read_name(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of ``Reader``
    """Take an answer for the name of an enterprise where it may be one.

    Args:
        text: Normalised words.
        arguments: What is known so far.
    """
    return normalise(text).strip() if may_be_name(text) else None
