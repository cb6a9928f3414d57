"""A message that is clearly another matter is served as if it came first, whatever question is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import Clock, Person

if TYPE_CHECKING:
    from assistant.bootstrap import Application

WHICH_SCENARIO = ("外观检测和智能排料哪个好", "我们下月1号上线智能排料")
WHICH_FORM = ("我们诊断结果怎么样",)


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="E1")


@pytest.fixture
def desk(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "desk", role="operator")


@pytest.mark.parametrize("asked", [*WHICH_SCENARIO, *WHICH_FORM])
@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("转人工", "hand_off"),
        ("采购成本原来500万，现在420万", "calculate_kpi"),
        ("把档案导出给我", "export_archive"),
        ("我的工单到哪了", "show_tickets"),
        ("8.3.1讲什么", "read_clause"),
    ],
)
async def test_of_an_enterprise(owner: Person, asked: str, said: str, tool: str) -> None:
    opened = await owner.say(asked)
    assert opened.text
    assert tool in [call.name for call in (await owner.say(said)).tool_calls]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("工单T20261126-001到哪一步了", "没有找到工单"),
        ("SC-QC-001是做什么的", "冲压焊接件"),
        ("导出场景目录", "CSV"),
        ("金明五金的档案给我看看", "哪一家企业"),
        ("采购成本原来500万，现在420万", "16.0%"),
    ],
)
async def test_of_an_operator(desk: Person, said: str, told: str) -> None:
    assert "要给哪家企业推荐" in (await desk.say("金明五金适合什么，为什么")).text
    assert told in (await desk.say(said)).text


@pytest.mark.parametrize(("asked", "said"), [(WHICH_SCENARIO[1], "SC-MF-009"), (WHICH_FORM[0], "快速版吧")])
async def test_an_answer_is_still_one(owner: Person, asked: str, said: str) -> None:
    await owner.say(asked)
    assert {call.name for call in (await owner.say(said)).tool_calls} <= {"record_adoption", "start_diagnosis"}


async def test_indicators_of_the_standard_are_none_of_the_scenario_just_shown(owner: Person) -> None:
    await owner.say("SC-QC-001要准备什么")
    assert [call.name for call in (await owner.say("44个指标都有哪些")).tool_calls] == ["search_sources"]


async def test_what_a_firm_is_to_do_is_no_list_of_firms(desk: Person) -> None:
    for before in ("超时的工单有哪些", "狮岭有哪些企业", "这个月平台怎么样"):
        await desk.say(before)
        told = await desk.say("预算20万、没有MES的注塑厂先做什么")
        assert [call.name for call in told.tool_calls] == ["recommend_scenarios"]


async def test_a_list_asked_for_beside_what_is_not_wanted_is_shown(owner: Person) -> None:
    told = await owner.say("我不想做诊断，就想知道广州有啥补贴")
    assert [call.name for call in told.tool_calls] == ["list_policies"]


async def test_what_is_told_of_others_gives_nobody_ones_own_result(owner: Person) -> None:
    assert "别家的看不了" in (await owner.say("隔壁厂的诊断做完了，给我看看结果")).text


@pytest.mark.parametrize(
    "said",
    [
        "登记投诉，顺达皮具厂反映下面这张表看不懂：\n编号,周期\nSC-QC-001,8-12周\n希望有人讲讲",
        "给企业群发通知，内容：\n编号,时间\n1,下周二",
    ],
)
async def test_a_table_beside_another_request_is_not_taken_in(desk: Person, said: str) -> None:
    assert "要导入吗" not in (await desk.say(said)).text


async def test_a_table_is_checked_wherever_it_stands(desk: Person) -> None:
    assert "要导入吗" in (await desk.say("这张表先帮我查查格式对不对，先别入库\n编号,周期\nSC-QC-001,8-12周")).text
    assert "已导入" in (await desk.say("核对没问题，这批全导进去")).text
