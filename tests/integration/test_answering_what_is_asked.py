"""An answer from the sources answers the question that was asked, or says that there is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from assistant.bootstrap import DATA
from corpus.library import Library
from tools.kit.tool import ToolContext, ToolResult
from tools.knowledge import search_sources

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.reading import Reading

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def library(built_library: Path) -> Reading:
    return Library(DATA, built_library).current()


async def ask(library: Reading, question: str, **arguments: Any) -> ToolResult:
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
    return await search_sources.run(context, {"question": question, **arguments})


@pytest.mark.parametrize("question", ["CV是什么", "AI是什么意思", "agv指什么"])
async def test_an_abbreviation_is_told_where_it_is_asked_for(library: Reading, question: str) -> None:
    assert "英文全称" in (await ask(library, question)).text


@pytest.mark.parametrize("question", ["AGV在标准里是不是自动驾驶汽车", "标准里CV说的就是简历吧"])
async def test_an_abbreviation_is_told_where_it_is_said_to_be_something_else(library: Reading, question: str) -> None:
    assert "英文全称" in (await ask(library, question)).text


@pytest.mark.parametrize("question", ["文件里说的T0 T1是什么", "AI对我们小厂有什么用", "标准里对数据安全怎么要求"])
async def test_an_abbreviation_answers_nothing_else(library: Reading, question: str) -> None:
    answer = await ask(library, question, about="cv是什么", near="4 CV")
    assert "计算机视觉" not in answer.text
    assert "英文全称" not in answer.text


@pytest.mark.parametrize("question", ["T0是什么", "T1是啥", "什么是T0"])
async def test_what_t0_and_t1_are_is_told(library: Reading, question: str) -> None:
    assert "改造前的基线值" in (await ask(library, question)).text


@pytest.mark.parametrize("question", ["ERP是啥", "MES是啥"])
async def test_no_other_short_word_is_taken_for_t0(library: Reading, question: str) -> None:
    assert "改造前的基线值" not in (await ask(library, question)).text


@pytest.mark.parametrize("question", ["技改要多少钱才能申请", "贷款贴息有没有"])
async def test_no_other_city_is_spoken_of_where_none_is_named(library: Reading, question: str) -> None:
    assert "其他城市" not in (await ask(library, question)).text


@pytest.mark.parametrize("question", ["佛山这边有什么", "东莞有没有技改补贴"])
async def test_another_city_is_said_not_to_be_held(library: Reading, question: str) -> None:
    assert "没有其他城市的细则" in (await ask(library, question)).text


async def test_what_guangzhou_gives_is_answered_for_a_firm_elsewhere(library: Reading) -> None:
    assert "均在广州" in (await ask(library, "厂在佛山能不能报广州那个改造奖补啊")).text


async def test_a_policy_in_force_goes_before_one_that_ended(library: Reading) -> None:
    assert "2026年12月31日" in (await ask(library, "省里那个数字化试点是不是年底就没了")).text
    assert "已经过期" in (await ask(library, "广东2021到2025年的制造业转型方案还有效吗")).text
