"""A tool is declared once; what is derived from it, and what is refused at declaration and at run time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal, cast

import pytest

from tools.catalog import BY_NAME, CATALOG
from tools.kit.errors import InvalidArguments, NotPermitted
from tools.kit.tool import Role, ToolContext, ToolResult, ToolWording, tool


def context(role: Role = "enterprise") -> ToolContext:
    return ToolContext(role, "c", "v", "m", datetime(2026, 11, 23, tzinfo=UTC), cast("Any", None))


class Sum(ToolResult):
    total: int


@tool(ToolWording("Add", {"first": "Which number?"}), roles=frozenset({"operator"}))
async def add(context: ToolContext, first: int, sign: Literal["+", "-"] = "+") -> Sum:
    """Add a number to nothing.

    Args:
        first: The number.
        sign: Whether to add
            or to subtract it.
    """
    return Sum(text=f"{context.contact}: {sign}{first}", total=first if sign == "+" else -first)


async def test_arguments_are_validated_and_the_result_is_typed() -> None:
    result = await add.run(context("operator"), {"first": "3", "sign": "-"})
    assert result.data() == {"total": -3}


def test_the_schema_describes_every_parameter() -> None:
    properties = add.schema["properties"]
    assert properties["first"]["description"] == "The number."
    assert properties["sign"]["description"] == "Whether to add or to subtract it."
    assert add.schema["required"] == ["first"]
    assert add.description == "Add a number to nothing."


@pytest.mark.parametrize(
    ("arguments", "slot"),
    [
        ({}, "first"),
        ({"first": "x"}, "first"),
        ({"first": 1, "sign": "*"}, "sign"),
        ({"first": 1, "role": "operator"}, "role"),
    ],
)
async def test_wrong_arguments_name_their_slot(arguments: dict[str, Any], slot: str) -> None:
    with pytest.raises(InvalidArguments) as caught:
        await add.run(context("operator"), arguments)
    assert caught.value.data["slot"] == slot


async def test_the_role_decides_before_anything_else() -> None:
    with pytest.raises(NotPermitted):
        await add.run(context("enterprise"), {})


def test_a_parameter_without_a_docstring_line_is_refused() -> None:
    async def broken(context: ToolContext, value: int) -> ToolResult:
        """Do nothing."""
        return ToolResult(text=f"{context}{value}")

    with pytest.raises(TypeError, match="no line for value"):
        tool(ToolWording("x", {"value": "?"}))(broken)


def test_a_required_parameter_without_a_question_is_refused() -> None:
    async def broken(context: ToolContext, value: int) -> ToolResult:
        """Do nothing.

        Args:
            value: Something.
        """
        return ToolResult(text=f"{context}{value}")

    with pytest.raises(TypeError, match="no question"):
        tool(ToolWording("x"))(broken)


def test_the_catalog_is_whole() -> None:
    assert len(BY_NAME) == len(CATALOG)
    for declared in CATALOG:
        assert declared.description.endswith(".")
        assert declared.wording.title
        required = [name for name, info in declared.parameters.model_fields.items() if info.is_required()]
        assert set(required) <= set(declared.wording.questions)
