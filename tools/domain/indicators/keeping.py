"""Reads how a value is to be kept: before or after the change, for which period, from which source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain.indicators import denying, lexicon
from tools.domain.indicators.figures import lexicon as words
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.quantities import of, plain

if TYPE_CHECKING:
    from corpus.catalogs import Indicator
    from tools.domain.indicators.figures.figure import Figure
    from tools.domain.indicators.reading import Read

_ANY_DAY = date(2026, 1, 1)
Stage = Literal["baseline", "actual"]
Evidence = Literal["self_reported", "documented", "verified"]


@dataclass(frozen=True, slots=True)
class Kept:
    """How a value is to be kept; None or empty where nothing is said.

    Attributes:
        stage: Before or after the change.
        period: The period it is for, in the person's words.
        source: Where the figures come from.
        evidence: How well it is founded.
    """

    stage: Stage | None = None
    period: str = ""
    source: str = ""
    evidence: Evidence | None = None


def read(text: str) -> Kept:
    """Read how a value is to be kept.

    Args:
        text: Normalised text.
    """
    period = lexicon.FOR_PERIOD.search(words.DENIED_PERIOD.sub("", text))
    source = lexicon.FROM_SOURCE.search(text) or lexicon.TAKEN_FROM.search(text)
    evidence: Evidence | None = "documented" if lexicon.DOCUMENTED.search(text) else None
    if lexicon.VERIFIED.search(text):
        evidence = "verified"
    return Kept(
        _stage(text),
        next((group for group in period.groups() if group), "") if period else "",
        next((said.strip() for said in source.groupdict().values() if said), "") if source else "",
        evidence,
    )


def without_source(text: str) -> str:
    """Blot out where the figures of a message come from, which may be called after another indicator.

    Args:
        text: The message as written.
    """
    text = normalise(text)
    for pattern in (lexicon.FROM_SOURCE, lexicon.TAKEN_FROM):
        text = pattern.sub(lambda match: "," * len(match.group()), text)
    return text


def names_period(text: str) -> bool:
    """Tell whether a message says outright which of its periods a value is for.

    Args:
        text: The message as written.
    """
    return any(match[1] for match in lexicon.FOR_PERIOD.finditer(normalise(text)))


def _stage(text: str) -> Stage | None:
    """Read before or after the change by the name of the stage, else by when that was; None where both are said."""
    for baseline, actual in (
        (lexicon.NAMES_BASELINE, lexicon.NAMES_ACTUAL),
        (lexicon.AS_BASELINE, lexicon.AS_ACTUAL),
    ):
        before, after = (
            any(not lexicon.NOT_STAGE.search(text[: match.start()]) for match in pattern.finditer(text))
            for pattern in (baseline, actual)
        )
        if before or after:
            return None if before and after else "baseline" if before else "actual"
    return None


def by_stage(text: str) -> tuple[str, ...]:
    """Return the words for each of two values, where one is to be the baseline and the other the actual one.

    Args:
        text: The message as written.

    Returns:
        Two, each with what is said of neither; none where the message does not tell the two apart by clauses.
    """
    text = normalise(text)
    clauses = [clause for clause in lexicon.NEW_CLAUSE.split(text) if clause.strip()]
    stages = [_stage(clause) for clause in clauses]
    ours = [clause for clause, stage in zip(clauses, stages, strict=True) if stage is not None]
    if len(ours) != 2 or set(stages) - {None} != {"baseline", "actual"}:  # noqa: PLR2004 -- one of each
        return ()
    if not all(lexicon.KEEPS.search(clause) for clause in ours):
        return ()
    rest = [clause for clause, stage in zip(clauses, stages, strict=True) if stage is None]
    return tuple(",".join([one, *rest]) for one in ours)


def holds_back(text: str) -> bool:
    """Tell whether a message takes back, forbids or only supposes some of what it wants kept.

    Args:
        text: The message as written.
    """
    return lexicon.HOLDS_BACK.search(normalise(text)) is not None


def checks_first(text: str) -> bool:
    """Tell whether a person wants to check a value themselves before it is kept, be it said not to be kept as well.

    Args:
        text: The message as written.
    """
    text = normalise(text)
    apart = max((match.end() for match in lexicon.NEW_CLAUSE.finditer(text[:-1])), default=0)
    held = lexicon.KEEPS_NOT.search(text, 0, apart) is not None and not figures_in(text)
    return lexicon.CHECKS_FIRST.fullmatch(text, apart if held else 0) is not None


def pointed(text: str) -> Decimal | None:
    """Return the value by which a message points at the calculation it wants kept; None where it names none.

    Args:
        text: The message as written.
    """
    text = denying.without_denied(normalise(text))
    for figure in scan(text, _ANY_DAY).figures:
        before, after = text[: figure.start], text[figure.end :]
        if figure.day is None and (lexicon.THE_ONE_BEFORE.search(before) or lexicon.THE_ONE_AFTER.match(after)):
            return figure.value * 100 if figure.relative else figure.value
    return None


def points_behind(text: str, end: int) -> bool:
    """Tell whether words point at what was worked out for the period they name.

    Args:
        text: The message as written.
        end: Where the period ends in the normalised message.
    """
    return lexicon.THE_ONE_AFTER.match(normalise(text)[end:]) is not None


def matches(meant: Decimal, shown: Decimal) -> bool:
    """Tell whether a value that is named is one that was shown, be it rounded.

    Args:
        meant: As it was said.
        shown: As it was worked out.
    """
    places = -int(meant.as_tuple().exponent) if isinstance(meant.as_tuple().exponent, int) else 0
    return abs(abs(meant) - abs(shown)) <= Decimal(1).scaleb(-max(places, 0)) / 2


def value_of(text: str, indicator: Indicator) -> Decimal | None:
    """Return the one value a message states of an indicator, in its unit; None where it has none, or several.

    Args:
        text: The message as written.
        indicator: Which one.
    """
    figures = figures_in(text)
    figures = _becomes(text, figures) or figures
    if len(figures) != 1 or figures[0].problem:
        return None
    figure, unit = figures[0], indicator.result_unit
    if figure.kind == "bare":
        return figure.value
    if figure.relative:
        share = 1 - figure.value if _of_the_rest(text, figure, indicator) else figure.value
        return _plain(share * 100) if unit == lexicon.PERCENT_SIGN else None
    try:
        return _plain(of(figure).to(words.TARGETS[unit]).value) if unit in words.TARGETS else None
    except ValueError:
        return None


def set_to(text: str, indicator: Indicator) -> Decimal | None:
    """Return the value that a message wants one on file to become, whatever other figures it gives; None elsewhere.

    Args:
        text: The message as written.
        indicator: Which one.
    """
    return value_of(text, indicator) if _becomes(text, figures_in(text)) else None


def _becomes(text: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the one figure that a value on file is to become; nothing where a message says none, or several."""
    said = tuple(one for one in figures if words.BECOMES.search(normalise(text), 0, one.start))
    return said if len(said) == 1 else ()


def _of_the_rest(text: str, figure: Figure, indicator: Indicator) -> bool:
    """Tell whether a rate is said of all that an indicator does not count, as by how much is good."""
    names = words.OPPOSITES.get(indicator.id)
    if names is None or not 0 <= figure.value <= 1:
        return False
    text = normalise(text)
    before, after = text[: figure.start], text[figure.end :]
    rest, own = (max((match.end() for match in name.finditer(before)), default=0) for name in names)
    if rest or own:
        return rest > own
    return names[0].search(after) is not None and names[1].search(after) is None


def what(text: str) -> str:
    """Return the part of a message that says what is to be kept, without when it was and where it is from.

    Args:
        text: The message as written.
    """
    text = normalise(text)
    found = lexicon.KEEPS.search(text)
    if found is None:
        return text
    end = lexicon.NEW_CLAUSE.search(text, found.end())
    return text[: end.start()] if end else text


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a message that are neither days nor part of its period or source.

    Args:
        text: The message as written.
    """
    return _figures_in(denying.without_denied(normalise(text)))


def only_denies(text: str) -> bool:
    """Tell whether a message denies figures and gives none instead.

    Args:
        text: The message as written.
    """
    return not figures_in(text) and bool(_figures_in(normalise(text)))


def _figures_in(text: str) -> tuple[Figure, ...]:
    for pattern in (lexicon.FOR_PERIOD, lexicon.FROM_SOURCE):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    found = scan(text, _ANY_DAY).figures
    months = [f for f in found if lexicon.MONTH.fullmatch(text[f.start : f.end])]
    return tuple(f for f in found if f.day is None and f not in months and not (f.kind == "count" and f.value == 1))


def _plain(value: Decimal) -> Decimal:
    return Decimal(plain(value))


def stated(found: Read, indicator: Indicator) -> Decimal | None:
    """Return the value of an indicator that is stated, not worked out: the one share said of a rate.

    Args:
        found: What the message gives.
        indicator: The one that is read from it.
    """
    if len(found.shares) != 1 or found.figures != 1:
        return None
    return _plain(found.shares[0] * 100) if indicator.result_unit == lexicon.PERCENT_SIGN else None
