"""The page that shows programmers how the API is called, and asks no other host for anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

from integrations.web import wording
from integrations.web.pages import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ADDRESS = "/api/docs"
MOST_DEPTH = 3
"""How deep arguments inside arguments are shown."""


def router(document: Callable[[], dict[str, Any]]) -> APIRouter:
    """Make the page's route.

    Args:
        document: Gives the OpenAPI document.
    """
    routes, template, markdown = (
        APIRouter(),
        environment().get_template("reference.html"),
        MarkdownIt("commonmark", {"html": False}),
    )
    made: list[str] = []

    def prose(text: str) -> Markup:
        return Markup(markdown.render(text))  # noqa: S704 -- our own words, and HTML in them is escaped

    @routes.get(ADDRESS)
    async def page() -> HTMLResponse:
        if not made:
            shown = document()
            made.append(
                template.render(
                    product=wording.PRODUCT, document=shown, operations=list(operations(shown)), prose=prose
                )
            )
        return HTMLResponse(made[0])

    return routes


def operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """List what can be called, with its arguments as rows of a table."""
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": f"/api{path}",
                "summary": operation["summary"],
                "description": operation.get("description", ""),
                "rows": list(rows(content.get("schema", {}), schemas)),
                "parameters": operation.get("parameters", []),
                "codes": sorted(operation["responses"]),
            }


def rows(
    schema: Mapping[str, Any], schemas: Mapping[str, Any], before: str = "", depth: int = 1
) -> Iterator[dict[str, Any]]:
    """List the fields of a schema, those inside them indented by their full name."""
    schema = _resolved(schema, schemas)
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield {
            "name": f"{before}{name}",
            "kind": kind(field, schemas),
            "required": name in required,
            "about": field.get("description", ""),
        }
        if depth < MOST_DEPTH:
            for inner in _objects(field, schemas):
                yield from rows(inner, schemas, f"{before}{name}.", depth + 1)


def kind(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """Say in a word or two what a field takes."""
    schema = _resolved(schema, schemas)
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if options := schema.get("anyOf") or schema.get("oneOf"):
        kinds = dict.fromkeys(kind(option, schemas) for option in options)
        return " | ".join(name for name in kinds if name != "null")
    if schema.get("type") == "array":
        return f"{kind(schema.get('items', {}), schemas)}[]"
    return str(schema.get("type", "any"))


def _resolved(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        found: Mapping[str, Any] = schemas.get(schema["$ref"].rpartition("/")[2], {})
        schema = found
    if "oneOf" in schema and "properties" not in schema and all("properties" in one for one in schema["oneOf"][1:]):
        first: Mapping[str, Any] = schema["oneOf"][0]
        more = {name: about for one in schema["oneOf"][1:] for name, about in one["properties"].items()}
        return {**first, "properties": {**first.get("properties", {}), **more}}
    return schema


def _objects(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Find the objects a field holds, alone, in a list or as one of several kinds."""
    schema = _resolved(schema, schemas)
    if schema.get("properties"):
        yield schema
    for inner in (
        *schema.get("anyOf", ()),
        *schema.get("oneOf", ()),
        *([schema["items"]] if "items" in schema else ()),
    ):
        yield from _objects(inner, schemas)
