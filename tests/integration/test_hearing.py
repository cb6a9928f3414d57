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


@pytest.mark.parametrize(("said", "scenario"), [("人工验布太慢了", "面料瑕疵在线检测"), ("月底加班对账累", "财务票据")])
async def test_what_a_scenario_is_for_is_answered_with_it(owner: Person, said: str, scenario: str) -> None:
    reply = await owner.say(said)
    assert scenario in reply.text
    assert reply.citations


async def test_what_else_is_told_is_noted(owner: Person) -> None:
    assert (await owner.say("前几日你们有个姓陈的小姑娘打过电话俾我")).text == wording.NOTED


async def test_two_requests_without_a_word_between_them_are_both_served(owner: Person) -> None:
    reply = await owner.say("交货周期原来18天现在14天，缩短率多少，11月的数我12月5号前给你")
    assert "22.2%" in reply.text
    assert {call.name for call in reply.tool_calls} >= {"calculate_kpi"}
    assert "12月5日" in reply.text


@pytest.mark.parametrize("said", ["缺陷率3%存为基线，2%存为实际值，算了先别存", "我不退出这家企业"])
async def test_what_is_taken_back_behind_it_is_not_done(owner: Person, said: str) -> None:
    assert (await owner.say(said)).text == wording.NOT_DONE


async def test_what_is_forbidden_before_many_clauses_leaves_the_rest(owner: Person) -> None:
    reply = await owner.say("先不存，你帮我算一下，采购成本去年是500万，今年是420万，降了多少")
    assert [call.name for call in reply.tool_calls] == ["calculate_kpi"]
    assert "16.0%" in reply.text


async def test_a_put_off_is_no_question(owner: Person) -> None:
    assert (await owner.say("那我先问下老板，过两天再弄")).text == wording.LATER


async def test_the_name_of_a_firm_alone_asks_for_it(app: Application, clock: Clock) -> None:
    desk = Person(app, clock, "desk", role="operator")
    assert "没有找到“宏图美妆”" in (await desk.say("宏图美妆")).text


async def test_a_refusal_after_a_list_of_scenarios_is_a_refusal(owner: Person) -> None:
    await owner.say("有哪些管仓库的场景")
    assert (await owner.say("缺陷率3%存为基线，2%存为实际值，算了先别存")).text == wording.NOT_DONE


async def test_how_things_are_done_today_is_no_decision(owner: Person) -> None:
    assert "登记过要做的场景" not in (await owner.say("我们现在都是手工记账的")).text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("我上回是不是答应过你们月底交电费明细来着", "show_archive"),
        ("采购成本下降率我之前报的是12%还是15%", "compare_kpi"),
        ("智能排产谁说我们上线了", "show_adoptions"),
    ],
)
async def test_whoever_asks_what_was_put_down_is_shown_it(owner: Person, said: str, shown: str) -> None:
    assert [call.name for call in (await owner.say(said)).tool_calls] == [shown]


async def test_what_the_sources_hardly_speak_of_goes_to_the_likely_tool(owner: Person) -> None:
    reply = await owner.say("我总共找你们几次了，哪些了了哪些没了")
    assert [call.name for call in reply.tool_calls] == ["show_tickets"]
    assert not reply.citations


@pytest.mark.parametrize(
    ("said", "served"),
    [
        ("1. 智能排产这个场景要准备啥数据 2. 给我转个人工，我有话跟真人讲", {"read_scenario", "hand_off"}),
        ("智能排产那个场景讲细一点，硬件要买啥。我们决定上了，9月15开始跑，帮记", {"read_scenario", "record_adoption"}),
        ("平台收集我们的生产数据标准有没有规定要保密？以及，别再每周给我推场景了", {"search_sources", "stop_notices"}),
    ],
)
async def test_two_requests_in_two_sentences_are_both_served(owner: Person, said: str, served: set[str]) -> None:
    assert {call.name for call in (await owner.say(said)).tool_calls} == served


@pytest.mark.parametrize(
    ("said", "shown"),
    [("老板叫我停掉通知，停掉了没有", "show_membership"), ("我们答应周五前给你们体检报告，记了没有", "show_archive")],
)
async def test_who_tells_of_a_deed_and_asks_whether_it_was_done_is_shown(owner: Person, said: str, shown: str) -> None:
    reply = await owner.say(said)
    assert [call.name for call in reply.tool_calls] == [shown]
