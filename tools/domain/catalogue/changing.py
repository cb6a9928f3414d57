"""Reads which fields of a scenario are to hold what, out of words."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from tools.domain.catalogue import lexicon
from tools.kit.references import number

EDITABLE = tuple(field for field in lexicon.COLUMNS if field != "id")


class FieldChange(BaseModel):
    """A field and what it is to hold.

    Attributes:
        field: The field's key or its name.
        value: As one would write it in a table; empty for nothing.
        adds: It comes on top of what the field holds.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    value: str
    adds: bool = False


def changes_in(text: str) -> list[FieldChange]:
    """Read fields and their new contents out of words.

    Args:
        text: Such as a field's name, a colon and its content, several of them between semicolons.
    """
    if len(apart := _told_apart(text)) > 1:
        return apart
    found: dict[str, FieldChange] = {}
    for segment in lexicon.SEGMENT_END.split(text):
        match = lexicon.TO.search(segment)
        if match is not None and (change := _change(segment[: match.start()], segment[match.end() :])) is not None:
            found[change.field] = change
        elif (
            match is None
            and (more := lexicon.ON_TOP.search(segment)) is not None
            and (field := _field_in(segment[: more.start()])) is not None
        ):
            value = lexicon.VALUE_ENDS.sub("", segment[more.end() :].lstrip(" :："))
            found[field] = FieldChange(field=field, value=value, adds=True)
        elif match is None and lexicon.CLEAR.search(segment) and (field := _field_in(segment)) is not None:
            found[field] = FieldChange(field=field, value="")
    return list(found.values())


def _told_apart(text: str) -> list[FieldChange]:
    """Read fields that are each told as a name, a space, and what it holds, between commas."""
    values: dict[str, str] = {}
    last: str | None = None
    for piece in lexicon.PIECE_END.split(lexicon.UP_TO_FIRST.sub("", text)):
        name, _, value = piece.strip().partition(" ")
        key = next((key for known, key in _names() if known.lower() == name.lower()), None)
        if key is not None and value.strip():
            values[key], last = lexicon.VALUE_ENDS.sub("", value), key
        elif last is not None and lexicon.TO.search(piece):
            return []
        elif last is not None and piece.strip():
            values[last] += "," + lexicon.VALUE_ENDS.sub("", piece)
    return [FieldChange(field=key, value=value) for key, value in values.items()]


def _change(before: str, after: str) -> FieldChange | None:
    """Read what a field is to hold; a span of weeks, a level or an effort tells by itself which field it is for."""
    value = lexicon.VALUE_ENDS.sub("", after.lstrip(" :："))
    weeks = lexicon.WEEKS.sub(lambda m: f"{number(m['low'])}{m['to']}{number(m['high'])}", value)
    weeks = lexicon.WEEK_WORDS.sub(lexicon.WEEK, weeks)
    field, told = _field_in(before), {key: m[0] for key, p in lexicon.BY_VALUE if (m := p.match(weeks))}
    if field is None:
        return next((FieldChange(field=key, value=said) for key, said in told.items()), None)
    return FieldChange(field=field, value=told.get(field, value))


def edit_at_hand(text: str) -> dict[str, Any] | None:
    """Read what is to be done with the scenario at hand: withdrawn, restored, or fields of it changed.

    Args:
        text: Normalised text.

    Returns:
        Arguments of ``edit_scenario`` beside the scenario; None where it says none of it.
    """
    for clause in filter(None, lexicon.CLAUSE_END.split(text)):
        if match := lexicon.EDIT_IT.fullmatch(clause):
            return {"action": "restore" if match["restore"] else "withdraw"}
    changes = [change.model_dump(exclude_defaults=True) for change in changes_in(text)]
    return {"action": "change", "changes": changes} if changes else None


def changes_answered(text: str) -> list[FieldChange]:
    """Read an answer to the question what to change, which may be a mere value; empty where it is about another.

    Args:
        text: Normalised text.
    """
    changes = changes_in(text)
    if changes:
        return [] if lexicon.ANSWERS.sub("", text[: _first_field(text)])[1:] else changes
    bare = _change("", text)
    return [bare] if bare is not None else []


def _names() -> list[tuple[str, str]]:
    """Return what people call the fields, each with its key."""
    names = [(column, key) for key, column in lexicon.COLUMNS.items() if key in EDITABLE]
    return names + [(name, key) for key, others in lexicon.CALLED.items() for name in others]


def _first_field(text: str) -> int:
    """Return where the first name of a field stands in a text; 0 for none."""
    return min((at for name, _ in _names() if (at := text.find(name.lower())) >= 0), default=0)


def _field_in(words: str) -> str | None:
    """Return the field whose name stands last in words, the longest of those that end there."""
    text = lexicon.BEFORE.sub("", words.lower())
    held = [(text.rfind(name.lower()) + len(name), len(name), key) for name, key in _names() if name.lower() in text]
    return max(held)[2] if held else None
