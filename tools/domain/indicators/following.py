"""Tells whether a message is a calculation, an answer to a question back, or leans on the last calculation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain.indicators import denying, filling, keeping, lexicon, subjects, terms
from tools.domain.indicators.figures import numerals
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.quantities import AFTER_KEYS, BEFORE_KEYS, fits, of_two_periods
from tools.kit.lexicon import ASKS, SCENARIO_ID, WONDERS
from tools.kit.references import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Indicator
    from tools.domain.indicators.figures.figure import Figure

_ANY_DAY = date(2026, 1, 1)
_STRONG = 1.5
_SHORT, _SHORTER = 24, 14
_PAIR = 2
_SURE, _LIKELY, _MAYBE = 0.95, 0.8, 0.6
_NAMED, _FEW = 0.5, 8
"""How well the words around a figure must name its variable, and how many signs may stand beside both."""


def answer(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Read an answer to the question for a figure or an indicator.

    Args:
        text: Normalised text.
        arguments: What is known so far.

    Returns:
        The words to read on; None where they hold no figure, or only one of something else that is asked for.
    """
    if lexicon.NONE_SAID.fullmatch(text.strip()) or _none_of(text):
        return lexicon.ZERO
    short = len(text) <= _SHORTER and not ASKS.search(text) and not lexicon.OTHER_MATTERS.search(text)
    if arguments.get("asked") and short and gives_up(text):
        return text
    found = scan(text, _ANY_DAY)
    figures = [figure for figure in found.figures if not _is_clause_like(text, figure)]
    if lexicon.OTHER_MATTERS.search(text):
        return text if any(_said_of(str(arguments.get("asked") or ""), text, one) for one in figures) else None
    if figures or (found.unsure and not ASKS.search(text)):
        return text
    if not arguments.get("asked") and len(text) <= _SHORT and not _asks_or_keeps(text):
        return text
    if lexicon.ACCEPTED_DEFINITION.search(text):
        return text
    return None


def _asks_or_keeps(text: str) -> bool:
    """Tell whether words without a figure ask something, or bid to keep a value or not, and so name no indicator."""
    patterns = (lexicon.MEANING, lexicon.KEEPS, lexicon.KEEPS_NOT, lexicon.GIVES_UP, WONDERS, SCENARIO_ID)
    asks = ASKS.search(text) is not None and bool(find(text))
    return asks or any(pattern.search(text) for pattern in patterns)


def gives_up(text: str) -> bool:
    """Tell whether an answer says that the figure is not to be had, or not now.

    Args:
        text: The message as written.
    """
    return lexicon.GIVES_UP.search(normalise(text)) is not None


def _none_of(text: str) -> bool:
    """Tell whether an answer says that there is none of what it names, not that the figure is not known."""
    match = lexicon.NONE_OF_IT.match(text.strip())
    return match is not None and lexicon.NOT_KNOWN.search(match["what"] or match["what2"]) is None


def _said_of(key: str, text: str, figure: Figure) -> bool:
    """Tell whether the words around a figure name the variable that was asked for."""
    return filling.score(text, figure, key.rpartition(":")[2], 0, len(text)) > 0


def accepts(text: str) -> bool:
    """Tell whether a message accepts the customary definition, or speaks of one's own.

    Args:
        text: The message as written.
    """
    return lexicon.ACCEPTED_DEFINITION.search(normalise(text)) is not None


def _is_clause_like(text: str, figure: Figure) -> bool:
    return text[figure.start - 1 : figure.start] == "."


def stage(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Read which of the two stages a value belongs to; None where another value or another period is named.

    Args:
        text: Normalised text.
        arguments: What is known so far.
    """
    if is_of_both(arguments) and lexicon.AGREES.fullmatch(text.strip()):
        return "actual"
    asks = ASKS.search(text) is not None and lexicon.KEEPS.search(text) is None
    said, its = (terms.only(words, _ANY_DAY) for words in (text, str(arguments.get("period") or "")))
    another = keeping.figures_in(text) or (said is not None and its is not None and said.clashes(its))
    return None if asks or another else keeping.read(text).stage


def is_of_both(arguments: Mapping[str, Any]) -> bool:
    """Tell whether what is to be kept was worked out of a figure before and one after.

    Args:
        arguments: What ``keep_kpi`` is called with.
    """
    keys = tuple(arguments.get("values") or ())
    before, after = (any(key.endswith(ends) for key in keys) for ends in (BEFORE_KEYS, AFTER_KEYS))
    return before and after and "value" not in arguments


def which(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Read which of several indicators is meant: by its place, or by a yes to the only one.

    Args:
        text: Normalised text.
        arguments: What is known so far; those it can be stand among ``others``.
    """
    others = [str(one.get("indicator") or "") for one in arguments.get("others", ())]
    if len(others) == 1:
        agreed = lexicon.AGREES.fullmatch(text.strip()) or (_keeps_so(text) and not keeping.figures_in(text))
        return others[0] if agreed else None
    chosen = place(text, len(others))
    return None if chosen is None else others[chosen]


def _keeps_so(text: str) -> bool:
    """Tell whether words bid to keep a value, and ask and deny nothing."""
    bids = lexicon.KEEPS.search(text) is not None or keeping.read(text).stage is not None
    return bids and not (ASKS.search(text) or lexicon.KEEPS_NOT.search(text))


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
    text = subjects.mend(text, indicators)
    others = [m for m in subjects.mentions(text, indicators) if m.weight >= _STRONG and m.indicator != indicator]
    return any(m.exact or not _is_of(text, m, indicators[indicator]) for m in others)


def _is_of(text: str, mention: subjects.Mention, indicator: Indicator) -> bool:
    """Tell whether what speaks of another indicator names a figure of this one as well."""
    strong = [filling.patterns(variable.key)[0] for variable in indicator.variables]
    return any(p is not None and p.fullmatch(text, mention.start, mention.end) for p in strong)


def asked(text: str, indicators: Mapping[str, Indicator]) -> float:
    """Tell how clearly a message gives figures for an indicator or asks to work one out, 0 to 1.

    Args:
        text: The message as written.
        indicators: The catalog.

    Returns:
        0 for a message that only asks what an indicator means, or what its formula is.
    """
    text = denying.without_denied(subjects.mend(normalise(text), indicators))
    named_here = [m for m in subjects.mentions(text, indicators) if m.weight >= _STRONG]
    figures = scan(text, _ANY_DAY, [(m.start, m.end) for m in named_here if m.exact]).figures
    used = [f for f in figures if any(_may_be(f, indicators[m.indicator]) for m in named_here)]
    wants = lexicon.CALCULATE.search(text) is not None
    meant = lexicon.TO_CALCULATE.search(text) or any(m.exact for m in named_here)
    if lexicon.OTHER_MATTERS.search(text) and not meant:
        return 0.0
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
    asks = lexicon.KEEPS_NOT.search(text) is not None or asks_what_is_kept(text)
    return said and lexicon.KEEPS.search(text) is not None and not asks


def gives_all(text: str, indicator: Indicator) -> bool:
    """Tell whether a message gives every figure of an indicator, each with words that name it or its time.

    Args:
        text: The message as written.
        indicator: Which one.
    """
    text = normalise(text)
    required = frozenset(variable.key for variable in indicator.variables if not variable.optional)
    if len(text) > _SHORT * _PAIR or lexicon.MEANING.search(text) or lexicon.OTHER_MATTERS.search(text):
        return False
    figures = [f for f in scan(text, _ANY_DAY).figures if _may_be(f, indicator) and not f.relative]
    if of_two_periods(indicator):
        timed = lexicon.BEFORE.search(text) and lexicon.AFTER.search(text) and not ASKS.search(text)
        return bool(timed) and len(figures) == len(required) == _PAIR
    table = filling.scores(text, indicator, figures, figures)
    return required <= set(filling.fill(indicator, figures, table, required).slots)


def about_figures(text: str) -> bool:
    """Tell whether a message speaks of nothing that no calculation is about.

    Args:
        text: The message as written.
    """
    return lexicon.OTHER_MATTERS.search(normalise(text)) is None


def names(text: str, indicator: str, indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a message names an indicator, or what it names is one of the indicator's figures.

    Args:
        text: The message as written.
        indicator: The id.
        indicators: The catalog.
    """
    text = subjects.mend(normalise(text), indicators)
    said = [m for m in subjects.mentions(text, indicators) if m.weight >= _STRONG]
    own = any(m.indicator == indicator for m in said)
    return own or any(not m.exact and _is_of(text, m, indicators[indicator]) for m in said)


def asks_what_is_kept(text: str) -> bool:
    """Tell whether a message asks what is on file, be it which of two figures, and gives none to keep.

    Args:
        text: The message as written.
    """
    asked = lexicon.ON_FILE.search(normalise(text))
    return asked is not None and (asked["either"] is not None or not keeping.figures_in(text))


def compares(text: str) -> bool:
    """Tell whether a short message asks to compare what was kept.

    Args:
        text: The message as written.
    """
    return len(text) <= _SHORTER and lexicon.COMPARES.search(normalise(text)) is not None


def corrects(text: str) -> bool:
    """Tell whether a message says that a figure was wrong, or supposes another.

    Args:
        text: The message as written.
    """
    text = normalise(text)
    return lexicon.SAID_WRONG.search(text) is not None or lexicon.WHAT_IF.search(text) is not None


def amends(text: str) -> bool:
    """Tell whether a message says outright that a figure was wrong.

    Args:
        text: The message as written.
    """
    text = normalise(text)
    return lexicon.SAID_WRONG.search(text) is not None or lexicon.WRONGLY_SAID.search(text) is not None


def place(text: str, among: int) -> int | None:
    """Return which of so many calculations a message points at by its place; None where it names none.

    Args:
        text: The message as written.
        among: How many there are.
    """
    found = lexicon.PLACE.search(normalise(text))
    if found is None or among < _PAIR:
        return None
    index = numerals.try_read(found["number"]) if found["number"] else 1
    return int(index) - 1 if index is not None and 1 <= index <= among else None


def doubts(text: str) -> bool:
    """Tell whether a message doubts the result it follows on, or asks what that rests on.

    Args:
        text: The message as written.
    """
    text = normalise(text)
    return len(text) <= _SHORT and lexicon.DOUBTS.search(text) is not None and not scan(text, _ANY_DAY).figures


def supposes(text: str) -> bool:
    """Tell whether a message supposes another figure, or corrects one.

    Args:
        text: The message as written.
    """
    return lexicon.WHAT_IF.search(normalise(text)) is not None


def keeps_all(text: str) -> bool:
    """Tell whether a message asks to keep all values that were worked out together.

    Args:
        text: The message as written.
    """
    return lexicon.KEEPS_ALL.search(normalise(text)) is not None


def follows(text: str, arguments: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a message is a what-if, a switch or a correction of the last calculation.

    Args:
        text: The message as written.
        arguments: What the last calculation was called with.
        indicators: The catalog.
    """
    known = indicators.get(str(arguments.get("indicator") or ""))
    said = subjects.mend(normalise(text), indicators)
    corrected = lexicon.WHAT_IF.search(said) or denying.without_denied(said) != said
    said = denying.without_denied(said)
    text = lexicon.NAMED_WRONG.sub("", said)
    if known is None or lexicon.OTHER_MATTERS.search(text):
        return False
    figures = scan(text, _ANY_DAY).figures
    if lexicon.SWITCHES_TO.search(text) and not lexicon.MEANING.search(text):
        others = {m.indicator for m in subjects.mentions(text, indicators) if m.weight >= _STRONG} - {known.id}
        if others and (figures or lexicon.SWITCHED_ALONE.search(text)):
            return True
    if not figures or len(text) > _SHORT * _PAIR:
        return False
    fitting = any(_may_be(figure, known) for figure in figures)
    if not fitting and (len(text) > _SHORTER or _beside(text, figures)):
        return False
    if lexicon.SAID_WRONG.search(said) and fitting and not names_another(text, known.id, indicators):
        return True
    if all(figure.kind == "bare" for figure in figures) and not _names(text, known, figures, indicators):
        return not _beside(text, figures)
    supposed = corrected or (len(text) <= _SHORTER and lexicon.FOLLOW_UP_END.search(text))
    return bool(supposed) or (fitting and _speaks_of(text, known, figures, indicators))


def _names(text: str, known: Indicator, figures: Sequence[Figure], indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a message names the indicator under discussion, or one of its variables beside a figure."""
    if lexicon.WRONGLY_SAID.search(text):
        text = lexicon.WRONGLY_SAID.sub("", text)
        figures = scan(text, _ANY_DAY).figures
    keys = [variable.key for variable in known.variables]
    near = any(filling.score(text, figure, key, 0, len(text)) > _NAMED for figure in figures for key in keys)
    return near or any(mention.indicator == known.id for mention in subjects.mentions(text, indicators))


def _beside(text: str, figures: Sequence[Figure]) -> str:
    """Return what a message says beside its figures, their periods and the words that correct or suppose them."""
    rest, last = "", 0
    for figure in figures:
        rest, last = rest + text[last : figure.start], figure.end
    rest += text[last:]
    for pattern in (lexicon.EXCUSE, lexicon.BEFORE, lexicon.AFTER, lexicon.BESIDE_FIGURES):
        rest = pattern.sub("", rest)
    return rest


def _speaks_of(text: str, known: Indicator, figures: Sequence[Figure], indicators: Mapping[str, Indicator]) -> bool:
    """Tell whether a message gives figures of the indicator under discussion anew, and hardly anything else."""
    if lexicon.MEANING.search(text) or names_another(text, known.id, indicators):
        return False
    named = _names(text, known, figures, indicators)
    marked = lexicon.BEFORE.search(text) or lexicon.AFTER.search(text)
    rest = _beside(text, figures)
    return bool((named and len(rest) <= _FEW) or (marked and not rest))


def about(
    text: str, results: Sequence[Mapping[str, Any]], indicators: Mapping[str, Indicator]
) -> Mapping[str, Any] | None:
    """Return the one of several calculations that a message names, or whose figures it gives.

    Args:
        text: The message as written.
        results: The arguments of each calculation.
        indicators: The catalog.
    """
    text = denying.without_denied(subjects.mend(normalise(text), indicators))
    ids = [str(one["indicator"]) for one in results]
    named = {m.indicator for m in subjects.mentions(text, indicators) if m.indicator in ids}
    if not named:
        figures = scan(text, _ANY_DAY).figures
        named = {
            i for i in ids if any(f.kind != "bare" and not f.relative and _may_be(f, indicators[i]) for f in figures)
        }
    if not named and len(results) == _PAIR and lexicon.THE_OTHER.search(text):
        return results[1]
    if len(named) != 1:
        weights = subjects.weights(text, indicators, [])
        hints = {i: weights.get(i, 0.0) for i in named or ids}
        named = {i for i, weight in hints.items() if weight > 0 and weight == max(hints.values())}
    return results[ids.index(named.pop())] if len(named) == 1 else None
