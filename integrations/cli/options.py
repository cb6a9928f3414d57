"""Turns a tool's JSON schema into options of a command, and what is typed into arguments; pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["text", "integer", "number", "flag", "json"]

KINDS: dict[str, Kind] = {"integer": "integer", "number": "number", "boolean": "flag", "object": "json"}


class Reason(StrEnum):
    """Why what was typed makes no arguments."""

    UNKNOWN = "unknown"
    WORD = "word"
    VALUELESS = "valueless"
    FLAG = "flag"
    TWICE = "twice"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    JSON = "json"
    MISSING = "missing"


class Misread(Exception):
    """What was typed makes no arguments.

    Args:
        reason: What is wrong.
        **data: What wording needs to say it.
    """

    def __init__(self, reason: Reason, **data: str) -> None:
        super().__init__(f"{reason}: {data}")
        self.reason, self.data = reason, data


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a tool's command.

    Attributes:
        slot: The parameter it is for.
        kind: What its value is.
        required: Whether the tool cannot do without.
        many: Whether it may be repeated.
        mixed: Whether a value that reads as a JSON object or list is taken as one.
        choices: The values there are, if they are few.
        about: What the parameter means.
    """

    slot: str
    kind: Kind
    required: bool
    many: bool
    mixed: bool
    choices: tuple[str, ...]
    about: str

    @property
    def flag(self) -> str:
        """How it is typed."""
        return "--" + self.slot.replace("_", "-")


def options(schema: Mapping[str, Any]) -> tuple[Option, ...]:
    """Return the options a schema stands for, in its order."""
    definitions = schema.get("$defs", {})
    required = schema.get("required", ())
    return tuple(
        _option(slot, field, definitions, required=slot in required)
        for slot, field in schema.get("properties", {}).items()
    )


def read(offered: Sequence[Option], words: Sequence[str]) -> dict[str, Any]:
    """Read arguments: ``--slot value``, ``--slot=value``, ``--flag``, ``--no-flag``; a list is repeated or JSON.

    Args:
        offered: The options there are.
        words: What was typed after the tool's name.

    Raises:
        Misread: Something typed is no option, or no value of it; or a required one is missing.
    """
    known = {option.flag: option for option in offered}
    flags = {f"--no-{option.flag.removeprefix('--')}": option for option in offered if option.kind == "flag"}
    given: dict[str, Any] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise Misread(Reason.WORD, word=word)
        name, equals, value = word.partition("=")
        name = name.replace("_", "-")
        option = known.get(name) or flags.get(name)
        if option is None:
            raise Misread(Reason.UNKNOWN, option=name)
        if option.kind == "flag":
            if equals:
                raise Misread(Reason.FLAG, option=name)
            given[option.slot] = name in known
            continue
        if not equals:
            if not rest or rest[0].startswith("--"):
                raise Misread(Reason.VALUELESS, option=name)
            value = rest.pop(0)
        _put(given, option, value)
    if lacking := [option.flag for option in offered if option.required and option.slot not in given]:
        raise Misread(Reason.MISSING, option=lacking[0])
    return given


def _put(given: dict[str, Any], option: Option, value: str) -> None:
    if option.many:
        given.setdefault(option.slot, []).extend(_items(option, value))
    elif option.slot in given:
        raise Misread(Reason.TWICE, option=option.flag)
    else:
        given[option.slot] = _value(option, value)


def _items(option: Option, value: str) -> list[Any]:
    if value.lstrip().startswith("["):
        parsed = _json(option, value)
        return list(parsed)
    return [_value(option, value)]


def _value(option: Option, value: str) -> Any:  # noqa: ANN401 -- a JSON value
    if option.choices and value not in option.choices:
        raise Misread(Reason.CHOICE, option=option.flag, choices=", ".join(option.choices), value=value)
    if option.kind == "json" or (option.mixed and value.lstrip()[:1] in {"{", "["}):
        return _json(option, value)
    if option.kind == "text":
        return value
    try:
        return int(value) if option.kind == "integer" else float(value)
    except ValueError:
        raise Misread(Reason(option.kind), option=option.flag, value=value) from None


def _json(option: Option, value: str) -> Any:  # noqa: ANN401 -- a JSON value
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise Misread(Reason.JSON, option=option.flag, problem=f"{error.msg} ({error.lineno}:{error.colno})") from None


def _option(slot: str, field: Mapping[str, Any], definitions: Mapping[str, Any], *, required: bool) -> Option:
    kinds = list(_kinds(field, definitions))
    many = any(kind.get("type") == "array" for kind in kinds)
    if many:
        items = [kind["items"] for kind in kinds if kind.get("items")]
        kinds = [inner for item in items for inner in _kinds(item, definitions)]
    types = {str(kind.get("type", "any")) for kind in kinds}
    fixed = [kind.get("enum") or [kind["const"]] for kind in kinds if "enum" in kind or "const" in kind]
    choices = tuple(str(value) for values in fixed for value in values)
    if len(fixed) < len(kinds):
        choices = ()
    structured = bool(types & {"object", "array", "any"})
    plain = types - {"object", "array"}
    if not plain and structured:
        kind: Kind = "json"
    elif len(plain) == 1:
        kind = KINDS.get(next(iter(plain)), "text")
    else:
        kind = "text" if plain & {"string", "any"} or not plain else "number"
    return Option(slot, kind, required, many, structured, choices, str(field.get("description", "")))


def _kinds(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """List the kinds of value a field takes, without null."""
    if "$ref" in field:
        yield from _kinds(definitions.get(field["$ref"].rpartition("/")[2], {}), definitions)
    elif inner := field.get("anyOf") or field.get("oneOf") or field.get("allOf"):
        for one in inner:
            yield from _kinds(one, definitions)
    elif field.get("type") != "null":
        yield field
