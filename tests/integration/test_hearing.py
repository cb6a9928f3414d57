"""What is only told is heard out: help where something goes wrong, a word otherwise, and no clause nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant import wording
from tests.fakes.front_desk import Clock, Person

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="E1")


async def test_help_is_offered_with_what_goes_wrong(owner: Person) -> None:
    reply = await owner.say("机器坏了好几天没人修")
    assert [suggestion.tool for suggestion in reply.suggestions] == ["recommend_scenarios", "open_ticket"]
    assert not reply.tool_calls
    assert not reply.citations


async def test_what_a_scenario_is_for_is_answered_with_it(owner: Person) -> None:
    reply = await owner.say("质检全靠人眼看,下午人一累就漏")
    assert "质" in reply.text
    assert reply.citations


async def test_what_else_is_told_is_noted(owner: Person) -> None:
    assert (await owner.say("前几日你们有个姓陈的小姑娘打过电话俾我")).text == wording.NOTED
