"""Whether an answer may be the name of an enterprise."""

from __future__ import annotations

from tools.domain.region import lexicon

SHORTEST, LONGEST = 2, 24


def may_be_name(text: str) -> bool:
    """Tell whether a message may be nothing but a name.

    Args:
        text: Normalised words.
    """
    said = text.strip()
    fits = SHORTEST <= len(said) <= LONGEST and lexicon.NAME.fullmatch(said) is not None
    return fits and lexicon.NOT_A_NAME.search(said) is None
