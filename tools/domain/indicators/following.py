"""Tells whether a message is a calculation, an answer to a question back, or leans on the last calculation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators import keeping, lexicon, subjects
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.quantities import fits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Indicator
    from tools.domain.indicators.figures.figure import Figure

_ANY_DAY = date(2026, 1, 1)
_STRONG = 1.5
_SHORT, _SHORTER = 24, 14
_PAIR = 2
_SURE, _LIKELY, _MAYBE = 0.95, 0.8, 0.6


def answer(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Read an answer to the question for a figure or an indicator.

    Args:
        text: Normalised text.
        arguments: What is known so far.

    Returns:
        The words to read on; None where they hold no figure.
    """
    if lexicon.NONE_SAID.fullmatch(text.strip()):
        return lexicon.ZERO
    found = scan(text, _ANY_DAY)
    if any(not _is_clause_like(text, figure) for figure in found.figures) or found.unsure:
        return text
    if not arguments.get("indicator") and len(text) <= _SHORT and not lexicon.MEANING.search(text):
        return text
    if lexicon.ACCEPTED_DEFINITION.search(text):
        return text
    return None


def accepts(text: str) -> bool:
    """Tell whether a message accepts the customary definition, or speaks of one's own.

    Args:
        text: The message as written.
    """
    return lexicon.ACCEPTED_DEFINITION.search(normalise(text)) is not None


def _is_clause_like(text: str, figure: Figure) -> bool:
    return text[figure.start - 1 : figure.start] == "."


def stage(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Read which of the two stages a value belongs to.

    Args:
        text: Normalised text.
        arguments: What is known so far.
    """
    return keeping.read(text).stage


def named(text: str, indicators: Mapping[str, Indicator]) -> str | None:
    """Return the id of the indicator a message names, if it names one.

    Args:
        text: Normalised text.
        indicators: The catalog.
    """
    found = subjects.mentions(text, indicators)
    return max(found, key=lambda m: (m.weight, m.indicator)).indicator if found else None


def names_another(text: str, indicator: str, indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a message clearly names another indicator than the one of an id.

    Args:
        text: Normalised text.
        indicator: The id.
        indicators: The catalog.
    """
    found = subjects.mentions(subjects.mend(text, indicators), indicators)
    return any(m.weight >= _STRONG and m.indicator != indicator for m in found)


def asked(text: str, indicators: Mapping[str, Indicator]) -> float:
    """Tell how clearly a message gives figures for an indicator or asks to work one out, 0 to 1.

    Args:
        text: The message as written.
        indicators: The catalog.

    Returns:
        0 for a message that only asks what an indicator means, or what its formula is.
    """
    text = subjects.mend(normalise(text), indicators)
    named_here = [m for m in subjects.mentions(text, indicators) if m.weight >= _STRONG]
    figures = scan(text, _ANY_DAY, [(m.start, m.end) for m in named_here if m.exact]).figures
    used = [f for f in figures if any(_may_be(f, indicators[m.indicator]) for m in named_here)]
    wants = lexicon.CALCULATE.search(text) is not None
    if lexicon.MEANING.search(text) and len(used) < _PAIR:
        return 0.0
    if named_here and len(used) >= _PAIR:
        return _SURE if wants or _tells_change(text, used) else _LIKELY
    if named_here and used and wants:
        return _SURE
    if named_here and lexicon.TO_CALCULATE.search(text):
        return _LIKELY
    if named_here and used and lexicon.BEFORE.search(text) and lexicon.AFTER.search(text):
        return _LIKELY
    return _MAYBE if named_here and used and any(m.exact for m in named_here) else 0.0


def _may_be(figure: Figure, indicator: Indicator) -> bool:
    return figure.relative or any(fits(figure, v) for v in indicator.variables)


def _tells_change(text: str, figures: Sequence[Figure]) -> bool:
    between = text[figures[0].end : figures[1].start]
    return bool(lexicon.TRANSITION.search(between) or lexicon.BEFORE.search(text) or lexicon.AFTER.search(text))


def keeps(text: str, arguments: Mapping[str, Any]) -> bool:
    """Tell whether a message asks to keep the value of the last calculation.

    Args:
        text: The message as written.
        arguments: What the last calculation was called with.
    """
    text = normalise(text)
    said = bool(arguments.get("indicator")) and len(text) <= _SHORT * _PAIR and not lexicon.MEANING.search(text)
    return said and lexicon.KEEPS.search(text) is not None


def follows(text: str, arguments: Mapping[str, Any], indicators: Mapping[str, Indicator] | None = None) -> bool:
    """Tell whether a message is a what-if, a switch or a correction of the last calculation.

    Args:
        text: The message as written.
        arguments: What the last calculation was called with.
        indicators: The catalog; without it no switch of the indicator is recognised.
    """
    text = normalise(text)
    if not arguments.get("indicator"):
        return False
    found = scan(text, _ANY_DAY).figures
    if found and len(text) <= _SHORT * _PAIR and lexicon.WHAT_IF.search(text):
        return True
    if found and len(text) <= _SHORTER and lexicon.FOLLOW_UP_END.search(text):
        return True
    if indicators is None or not lexicon.SWITCHES_TO.search(text):
        return False
    other = [m for m in subjects.mentions(text, indicators) if m.weight >= _STRONG]
    return bool(other) and not lexicon.MEANING.search(text)
