"""Ways to call a tool with what one should not know, made from its schema so that a new tool is covered by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tools.kit.tool import Tool

PLAIN: dict[str, Any] = {"string": "x", "integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}


def kinds(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a value may be, choices and references resolved."""
    if "$ref" in schema:
        return kinds(definitions[str(schema["$ref"]).rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return [kind for part in schema["anyOf"] for kind in kinds(part, definitions)]
    return [schema]


def filled(schema: Mapping[str, Any], definitions: Mapping[str, Any], words: str) -> Any:
    """Return a value that names something wherever a schema lets it; None where it cannot."""
    for kind in kinds(schema, definitions):
        if "enum" in kind or "const" in kind:
            continue
        if kind.get("type") == "string":
            return words
        if kind.get("type") == "array" and (item := filled(kind.get("items", {}), definitions, words)) is not None:
            return [item]
        if kind.get("type") == "object":
            inner = {
                name: filled(part, definitions, words) or plain(part, definitions)
                for name, part in kind.get("properties", {}).items()
            }
            if inner:
                return inner
            more = kind.get("additionalProperties")
            if isinstance(more, dict) and (value := filled(more, definitions, words)) is not None:
                return {"name": value, "employees": value}
            return {"id": words, "name": words}
    return None


def plain(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """Return a value of the right form."""
    kind = kinds(schema, definitions)[0]
    return kind["enum"][0] if "enum" in kind else kind.get("const", PLAIN.get(str(kind.get("type"))))


def choices(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[Any]:
    """Return the values a parameter may be set to, where they are few."""
    found: list[Any] = []
    for kind in kinds(schema, definitions):
        found += kind.get("enum", [])
        found += [True] if kind.get("type") == "boolean" else []
        found += [1, 5] if kind.get("type") == "integer" else []
    return found


def attempts(tool: Tool, handle: str, *, choosing: bool = False) -> Iterator[dict[str, Any]]:
    """Make calls of a tool.

    Args:
        tool: The tool.
        handle: What names another's thing; it goes into every argument that could name something.
        choosing: Whether each choice of the other arguments is tried with it, too.

    Yields:
        The arguments.
    """
    schema = tool.schema
    definitions, properties = schema.get("$defs", {}), schema.get("properties", {})
    needed = {name: plain(properties[name], definitions) for name in schema.get("required", ())}
    named = {name: filled(part, definitions, handle) for name, part in properties.items()}
    named = {name: value for name, value in named.items() if value is not None}
    one = {name: value for name, value in named.items() if name != "question"}
    yield needed | named
    if "question" in named and one:
        yield needed | one
    if len(named) > 1:
        yield from (needed | {name: value} for name, value in named.items())
    if choosing:
        texts = {name: value for name, value in one.items() if isinstance(value, str)}
        for name, part in properties.items():
            yield from (needed | texts | {name: value} for value in choices(part, definitions))
