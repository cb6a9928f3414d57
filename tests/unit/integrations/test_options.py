from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, create_model

from integrations.cli import wording
from integrations.cli.options import Misread, Reason, options, read
from integrations.cli.tooling import OWN, arguments_of
from tools.catalog import CATALOG

if TYPE_CHECKING:
    from tools.kit.tool import Tool


class Fact(BaseModel):
    field: str
    value: int


class Everything(BaseModel):
    name: str
    count: int = 0
    share: float | None = None
    price: Decimal | None = None
    level: Literal["国家", "省"] | None = None
    open_now: bool = False
    tags: tuple[str, ...] = ()
    kinds: list[Literal["a", "b"]] = []
    facts: list[Fact] = []
    values: dict[str, int | str] | None = None
    given: dict[str, int] | str = ""


OFFERED = options(Everything.model_json_schema())
BY_SLOT = {option.slot: option for option in OFFERED}


def parsed(*words: str) -> dict[str, Any]:
    return read(OFFERED, ["--name", "x", *words])


def test_a_schema_becomes_options() -> None:
    kinds = {option.slot: option.kind for option in OFFERED}
    assert kinds == {
        "name": "text",
        "count": "integer",
        "share": "number",
        "price": "text",
        "level": "text",
        "open_now": "flag",
        "tags": "text",
        "kinds": "text",
        "facts": "json",
        "values": "json",
        "given": "text",
    }
    assert [option.slot for option in OFFERED if option.many] == ["tags", "kinds", "facts"]
    assert [option.slot for option in OFFERED if option.required] == ["name"]
    assert BY_SLOT["level"].choices == ("国家", "省")
    assert BY_SLOT["open_now"].flag == "--open-now"


def test_values_of_every_kind_are_read() -> None:
    words = ["--count=3", "--share", "0.5", "--price", "12.30", "--level", "省", "--open-now", "--tags", "皮具"]
    words += ["--tags=五金", "--kinds", '["a", "b"]', "--facts", '{"field": "staff", "value": 80}']
    words += ["--values", '{"a": 1}', "--given", '{"b": 2}']
    got = parsed(*words)
    assert got == {
        "name": "x",
        "count": 3,
        "share": 0.5,
        "price": "12.30",
        "level": "省",
        "open_now": True,
        "tags": ["皮具", "五金"],
        "kinds": ["a", "b"],
        "facts": [{"field": "staff", "value": 80}],
        "values": {"a": 1},
        "given": {"b": 2},
    }
    Everything.model_validate(got)


def test_flags_can_be_denied_and_underscores_typed() -> None:
    assert parsed("--no-open-now")["open_now"] is False
    assert parsed("--open_now")["open_now"] is True
    assert parsed("--given", "plain words")["given"] == "plain words"
    assert parsed("--count", "-3")["count"] == -3


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--nmae", "x"], Reason.UNKNOWN),
        (["x"], Reason.WORD),
        (["--name"], Reason.VALUELESS),
        (["--name", "--count"], Reason.VALUELESS),
        (["--open-now=yes"], Reason.FLAG),
        (["--name", "x", "--name", "y"], Reason.TWICE),
        (["--count", "3.5"], Reason.INTEGER),
        (["--share", "half"], Reason.NUMBER),
        (["--level", "镇"], Reason.CHOICE),
        (["--kinds", "c"], Reason.CHOICE),
        (["--values", "{"], Reason.JSON),
        (["--tags", "[1"], Reason.JSON),
        (["--count", "3"], Reason.MISSING),
    ],
)
def test_what_makes_no_arguments_is_told_in_words(words: list[str], reason: Reason) -> None:
    with pytest.raises(Misread) as caught:
        read(OFFERED, words)
    assert caught.value.reason is reason
    assert wording.MISREAD[reason].format(tool="t", **caught.value.data)


def test_every_reason_has_its_words() -> None:
    assert set(wording.MISREAD) == {reason.value for reason in Reason}


@given(st.dictionaries(st.from_regex(r"[a-z]{2,8}", fullmatch=True), st.text(min_size=1), min_size=1))
def test_any_text_comes_through_as_it_was_typed(values: dict[str, str]) -> None:
    fields: dict[str, Any] = dict.fromkeys(values, (str, ...))
    model: type[BaseModel] = create_model("Texts", **fields)
    words = [f"--{slot}={value}" for slot, value in values.items()]
    assert read(options(model.model_json_schema()), words) == values


@pytest.mark.parametrize("tool", CATALOG, ids=lambda tool: tool.name)
def test_every_tool_of_the_catalog_has_options(tool: Tool) -> None:
    offered = options(tool.schema)
    assert {option.slot for option in offered} == set(tool.parameters.model_fields)
    # Whose enterprise it is depends on who speaks; the other options of the command are its own.
    assert {option.slot for option in offered} & {option.slot for option in OWN} <= {"enterprise"}
    assert "confirmation" not in tool.parameters.model_fields
    for option in offered:
        assert option.about, option.slot
    json.dumps(tool.schema)


def test_the_enterprise_is_the_speakers_or_the_one_an_operator_names() -> None:
    tool = next(tool for tool in CATALOG if "enterprise" in tool.parameters.model_fields)
    required = [option for option in options(tool.schema) if option.required]
    words = [word for option in required for word in (option.flag, option.choices[0] if option.choices else "1")]
    assert arguments_of(tool, [*words, "--enterprise", "E1"])[1] == {"enterprise": "E1"}
    given_, command = arguments_of(tool, [*words, "--enterprise", "E1", "--role", "operator"])
    assert (given_["enterprise"], command) == ("E1", {"role": "operator"})
