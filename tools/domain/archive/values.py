"""Brings a value into the form the archive keeps, or says what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from tools.domain.archive import credit, lexicon
from tools.domain.archive.amounts import amounts
from tools.domain.archive.choices import choices
from tools.domain.archive.figures import CENTURY, in_wan, plain, share, year
from tools.domain.archive.found import fold
from tools.domain.archive.phrases import town

if TYPE_CHECKING:
    from datetime import date

    from corpus.surveys import ArchiveField

Kind = Literal[
    "unknown",
    "type",
    "negative",
    "zero",
    "whole",
    "percent",
    "year",
    "large",
    "option",
    "empty",
    "long",
    "code",
    "phone",
]
LONGEST_TEXT = 200
LARGEST = {"employees": 3_000_000, "revenue_wan": 100_000_000, "budget_wan": 10_000_000}
"""More than any firm has; what exceeds it was misread."""
LARGEST_COUNT = 10_000_000
FARTHEST_YEAR = 2100
WHOLE_PERCENT = 100
DIGITS_OF_PHONE = range(7, 14)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a value cannot be kept.

    Attributes:
        key: The field.
        kind: What is wrong.
        value: What was given.
        code: What is wrong with a credit code.
    """

    key: str
    kind: Kind
    value: Any = None
    code: credit.Wrong | None = None


def accept(field: ArchiveField, value: Any, today: date | None = None) -> Any:  # noqa: ANN401 -- any value, and why not
    """Return a value as the archive keeps it, or a ``Refused``.

    Args:
        field: The field.
        value: As a model, a form or a message gave it.
        today: The day, for years; a year to come is refused where it is known.
    """
    if isinstance(value, str):
        value = fold(value).strip()
        if not value:
            return Refused(field.key, "empty", value)
    if field.kind in {"integer", "number"}:
        return _number(field, value, today)
    if field.kind == "flag":
        return _flag(field, value)
    if field.kind == "choice":
        return _option(field, value)
    if field.kind == "list":
        return _options(field, value)
    return _text(field, value)


def _number(field: ArchiveField, value: Any, today: date | None) -> Any:  # noqa: ANN401 -- as above
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return Refused(field.key, "type", value)
    figure = _written(field, value) if isinstance(value, str) else Decimal(str(value))
    if figure is None or not figure.is_finite():
        return Refused(field.key, "type", value)
    if figure < 0:
        return Refused(field.key, "negative", plain(figure))
    if field.kind == "integer" and figure != figure.to_integral_value():
        return Refused(field.key, "whole", plain(figure))
    kept = plain(figure)
    if field.key == "founded":
        latest = today.year if today else FARTHEST_YEAR
        return kept if CENTURY - 100 <= kept <= latest else Refused(field.key, "year", kept)
    if field.unit == "%" and kept > WHOLE_PERCENT:
        return Refused(field.key, "percent", kept)
    if field.key == "employees" and kept == 0:
        return Refused(field.key, "zero", kept)
    return Refused(field.key, "large", kept) if kept > LARGEST.get(field.key, LARGEST_COUNT) else kept


def _written(field: ArchiveField, value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        pass
    negative = value.startswith(lexicon.MINUS)
    said = next(amounts(value.lstrip("".join(lexicon.MINUS))), None)
    if field.key == "founded" and (found_year := year(value.rstrip(lexicon.YEAR))) is not None:
        return Decimal(found_year)
    if said is None or (field.key == "employees" and said.large and lexicon.PEOPLE_UNIT.search(value) is None):
        return None  # in ten thousands one counts money, unless people are named
    figure = said.value
    text = value.lstrip("".join(lexicon.MINUS))
    if field.key.endswith("_wan"):
        sum_ = in_wan(said, text)
        figure = Decimal(str(sum_.value)) if sum_ is not None else said.value
    elif field.unit == "%" and (part := share(said, text)) is not None:
        figure = Decimal(str(part.value))
    return -figure if negative else figure


def _flag(field: ArchiveField, value: Any) -> Any:  # noqa: ANN401 -- as above
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if lexicon.NO_WORD.match(value.lower()):
            return False
        if lexicon.YES_WORD.match(value.lower()):
            return True
    return Refused(field.key, "type", value)


def _option(field: ArchiveField, value: Any) -> Any:  # noqa: ANN401 -- as above
    if not isinstance(value, str):
        return Refused(field.key, "type", value)
    if (named := _named(field, value)) is not None:
        return named
    read = choices(value).get(field.key)
    return read.value if read is not None else Refused(field.key, "option", value)


def _options(field: ArchiveField, value: Any) -> Any:  # noqa: ANN401 -- as above
    if isinstance(value, str):
        value = [part for part in lexicon.LIST_BREAK.split(value) if part]
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        return Refused(field.key, "type", value)
    kept: list[str] = []
    for item in value:
        named = _named(field, item)
        if named is None:
            read = choices(lexicon.AS_SAID[field.key].format(item=item)).get(field.key) if item.strip() else None
            if read is None:
                return Refused(field.key, "option", item)
            kept += read.value
        else:
            kept.append(named)
    kept = list(dict.fromkeys(kept))
    if len(kept) > 1 and lexicon.NONE in kept:
        kept.remove(lexicon.NONE)
    return kept or Refused(field.key, "empty", value)


def _named(field: ArchiveField, value: str) -> str | None:
    folded = fold(value).strip().lower()
    return next((option for option in field.options if option.lower() == folded), None)


def _text(field: ArchiveField, value: Any) -> Any:  # noqa: ANN401 -- as above
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return Refused(field.key, "type", value)
    if len(value) > LONGEST_TEXT:
        return Refused(field.key, "long", value)
    if field.key == "town" and (place := town(value)) is not None:
        return place.value
    if field.key == "credit_code":
        wrong = credit.check(value)
        return credit.tidy(value) if wrong is None else Refused(field.key, "code", value, wrong)
    if field.key == "phone":
        digits = [sign for sign in value if sign.isdecimal()]
        known = set(value) <= set("0123456789-+() ")
        return value if known and len(digits) in DIGITS_OF_PHONE else Refused(field.key, "phone", value)
    return " ".join(value.split())
