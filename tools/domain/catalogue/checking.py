"""Checks a scenario's fields along 7.3 a) and b) and puts them into the form of the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from corpus.catalogs import Scenario
from tools.domain import lexicon as catalog_words
from tools.domain.catalogue import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Problem = Literal[
    "required",
    "choice",
    "length",
    "indicator",
    "level",
    "gate",
    "duration",
    "figure",
    "url",
    "clause",
    "id",
    "field",
    "withdrawn",
    "unknown",
    "unrecorded",
]
CHOICES: dict[str, tuple[str, ...]] = {
    "industry": get_args(catalog_words.Industry),
    "module": get_args(catalog_words.Module),
    "model_type": get_args(catalog_words.ModelType),
    "effort": catalog_words.EFFORTS,
    "min_level": lexicon.LEVELS,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a field.

    Attributes:
        field: The field's key.
        problem: What kind of thing.
        value: What stands there.
        wanted: What may stand there, where that can be listed.
    """

    field: str
    problem: Problem
    value: str = ""
    wanted: tuple[str, ...] = ()


def field_called(name: str) -> str | None:
    """Return the key of the field of this name, as a column or as people call it."""
    name = name.strip()
    for key, column in lexicon.COLUMNS.items():
        if name.lower() in {key, column.lower()} or name in lexicon.CALLED.get(key, ()):
            return key
    return None


def value_of(field: str, text: str) -> Any:  # noqa: ANN401 -- text, a list, or nothing
    """Put the text of one cell into the form the catalog holds.

    Args:
        field: The field's key.
        text: As written.
    """
    text = text.strip()
    if field in {"expected_indicators", "clauses"}:
        return [part.strip() for part in lexicon.SMALL_MARKS.split(text) if part.strip() not in lexicon.NONE_WORDS]
    if field in lexicon.LISTS:
        return [part.strip() for part in lexicon.LIST_MARKS.split(text) if part.strip() not in lexicon.NONE_WORDS]
    if field == "evidence":
        return [_source(part) for part in text.split("\n") if part.strip() not in lexicon.NONE_WORDS]
    if text.lower() in lexicon.NONE_WORDS:
        return None
    if field == "duration" and (match := lexicon.DURATION.fullmatch(text)):
        return lexicon.DURATION_FORM.format(low=match[1], high=match[2])
    if field == "dimension_gate" and (match := lexicon.GATE_LOOSE.fullmatch(text)):
        return f"{match[1].upper()}≥{match[2]}"
    return text.upper() if field in {"id", "min_level"} else text


def _source(text: str) -> dict[str, str | None]:
    url, _, rest = text.strip().partition(lexicon.SEPARATOR)
    day, _, note = rest.partition(lexicon.SEPARATOR)
    return {"url": url.strip(), "page_date": day.strip() or None, "note": note.strip() or None}


def text_of(record: Scenario, field: str) -> str:
    """Write a field as the text of one cell; ``value_of`` reads it back."""
    if field == "evidence":
        parts = [lexicon.SEPARATOR.join((s.url, s.page_date or "", s.note or "")) for s in record.evidence]
        return "\n".join(" ".join(part.split("\n")) for part in parts)
    value = getattr(record, field)
    if isinstance(value, tuple):
        return lexicon.LIST_MARK.join(value)
    return "" if value is None else str(value)


def checked(values: Mapping[str, Any], indicators: Iterable[str]) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """Make a record of values, or say what is wrong with them.

    Args:
        values: By field key, in the catalog's form.
        indicators: Ids of all indicators.
    """
    given = {"duration_basis": lexicon.BASIS, "status": lexicon.DRAFT} | {
        k: v for k, v in values.items() if v is not None
    }
    faults = [Fault(field, "required") for field in lexicon.REQUIRED if not given.get(field)]
    faults += [Fault(field, "unrecorded") for field in lexicon.RECORDED if not given.get(field)]
    for field, choices in CHOICES.items():
        value = given.get(field)
        if value and value not in choices:
            faults.append(Fault(field, "level" if field == "min_level" else "choice", str(value), choices))
    for field, most in lexicon.LONGEST.items():
        if len(str(given.get(field) or "")) > most:
            faults.append(Fault(field, "length", str(given[field]), (str(most),)))
    known = set(indicators)
    faults += [
        Fault("expected_indicators", "indicator", i) for i in given.get("expected_indicators") or () if i not in known
    ]
    faults += _forms(given)
    if faults:
        return None, tuple(faults)
    return Scenario.model_validate(given), ()


def _forms(given: Mapping[str, Any]) -> list[Fault]:
    found: list[Fault] = []
    if (name := str(given.get("id") or "")) and not lexicon.ID.fullmatch(name):
        found.append(Fault("id", "id", name))
    if (gate := str(given.get("dimension_gate") or "")) and not lexicon.GATE.fullmatch(gate):
        found.append(Fault("dimension_gate", "gate", gate))
    duration = str(given.get("duration") or "")
    match = lexicon.DURATION.fullmatch(duration)
    if duration and (match is None or not 0 < int(match[1]) <= int(match[2])):
        found.append(Fault("duration", "duration", duration))
    sources = given.get("evidence") or ()
    found += [Fault("evidence", "url", s["url"]) for s in sources if not lexicon.URL.fullmatch(s["url"])]
    for field in ("economic_benefit", "business_effect"):
        value = str(given.get(field) or "")
        if lexicon.FIGURE.search(value) and not sources:
            found.append(Fault(field, "figure", value))
    found += [Fault("clauses", "clause", c) for c in given.get("clauses") or () if not lexicon.CLAUSE.fullmatch(str(c))]
    return found


def next_id(module: str, taken: Iterable[str]) -> str:
    """Return the id a new scenario gets: its module's letters and the next number of all.

    Args:
        module: The part of the business it serves.
        taken: Every id that was ever given out.
    """
    numbers = [int(name.rpartition("-")[2]) for name in taken if lexicon.ID.fullmatch(name)]
    return f"SC-{lexicon.PREFIXES[module]}-{max(numbers, default=0) + 1:03d}"


def effective(base: Mapping[str, Scenario], edits: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Scenario]:
    """Lay operators' edits over the package's scenarios.

    Changed ones stay in their place, new ones come last, withdrawn ones are left out.

    Args:
        base: The package's scenarios, by id.
        edits: The newest record of each edited one, by id; None where it was withdrawn.
    """
    found = {name: scenario for name, scenario in base.items() if name not in edits or edits[name] is not None}
    for name in sorted(edits):
        if (record := edits[name]) is not None:
            found[name] = Scenario.model_validate(record)
    return found
