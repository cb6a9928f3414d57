"""Talks in which an operator narrows lists and takes tasks as done, through the one door and real SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.region import Talk
from tools.database.repositories.region import RegionRepository
from tools.domain.region import EnterpriseFilter, fits

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("demo")


async def test_towns_come_and_go_turn_by_turn(app: Application) -> None:
    talk = Talk(app)
    assert await talk.filter("狮岭的企业有哪些") == {"town": "狮岭"}
    assert await talk.filter("花东的也要") == {"towns": ["狮岭", "花东"]}
    assert await talk.filter("再加上有质量痛点的") == {"towns": ["狮岭", "花东"], "pains": ["质量"]}
    assert await talk.filter("不要花东的") == {"town": "狮岭", "pains": ["质量"]}
    assert await talk.filter("换成销售") == {"town": "狮岭", "pains": ["销售"]}
    assert await talk.filter("去掉人数") == {"town": "狮岭", "pains": ["销售"]}
    assert await talk.filter("狮岭的不要") == {"except_towns": ["狮岭"], "pains": ["销售"]}


async def test_what_is_no_condition_lists_nobody_and_changes_nothing(app: Application) -> None:
    talk = Talk(app)
    reply = await talk.say("天上飞的企业有哪些")
    assert "天上飞" in reply.text
    assert reply.tool_calls[-1].result["enterprises"] == []
    await talk.say("狮岭的企业有哪些")
    reply = await talk.say("只看有无人机的")
    assert reply.text.startswith("没认出“无人机”")
    assert reply.tool_calls[-1].result["filters"] == {"town": "狮岭"}


async def test_a_message_to_many_is_for_others_turn_by_turn(app: Application) -> None:
    talk = Talk(app)
    assert "发给：不在花东" in (await talk.say("给除了花东以外的企业群发：12月5日下午有对接会")).text
    assert "发给：不在花东、狮岭" in (await talk.say("狮岭的也不发")).text
    assert "发给：不在狮岭" in (await talk.say("花东的也发")).text
    assert not (await talk.say("算了先不发")).tool_calls


async def test_seven_days_are_no_week_of_the_calendar(app: Application) -> None:
    talk = Talk(app)
    assert (await talk.say("近七天平台怎么样")).text.startswith("**11月20日—11月26日（近7天）**")
    assert (await talk.say("三季度呢")).text.startswith("**2026年第三季度**")


async def test_what_became_of_one_task_is_never_taken_for_another(app: Application) -> None:
    talk = Talk(app)
    await talk.say("今天要联系谁")
    assert "办了，还是不用办" in (await talk.say("德力熊那条销了吧")).text
    done = (await talk.say("音乐盒音响的我打了，收到了")).tool_calls[-1]
    assert (done.name, done.result["enterprise"]) == ("finish_follow_up_task", "音乐盒音响（演示）")
    done = (await talk.say("晨光那家已经上门了，老板说下周定")).tool_calls[-1]
    assert (done.name, done.result["enterprise"]) == ("finish_follow_up_task", "晨光手袋（演示）")


@pytest.mark.parametrize(
    "asked",
    [
        EnterpriseFilter(towns=("狮岭", "花东")),
        EnterpriseFilter(except_towns=("狮岭", "花东")),
        EnterpriseFilter(industries=("皮革皮具", "化妆品"), employees_min=50),
        EnterpriseFilter(except_industries=("皮革皮具",), towns=("狮岭", "新华")),
        EnterpriseFilter(pains=("质量",)),
        EnterpriseFilter(pains=("销售", "生产")),
    ],
)
async def test_the_database_finds_whom_the_rules_find(app: Application, asked: EnterpriseFilter) -> None:
    async with app.database.read() as session:
        repository = RegionRepository(session)
        everybody, _ = await repository.page(EnterpriseFilter(), 0, 500)
        found, count = await repository.page(asked, 0, 500)
    expected = {one.profile.id for one in everybody if fits(one.profile, asked)}
    assert {one.profile.id for one in found} == expected
    assert 0 < count == len(expected) < len(everybody)


async def test_behind_a_figure_stand_exactly_those_counted(app: Application) -> None:
    talk = Talk(app)
    await talk.say("这个月平台怎么样")
    told = (await talk.say("诊断做了几次")).tool_calls[-1].result
    counted = next(int(one["now"]) for one in told["measures"] if one["name"] == "finished")
    listed = (await talk.say("是哪几家做的")).tool_calls[-1]
    assert listed.name == "find_enterprises"
    assert {"diagnosed_since", "diagnosed_before"} == set(listed.result["filters"])
    assert 0 < listed.result["count"] <= counted


async def test_what_a_diagnosis_found_is_marked(app: Application) -> None:
    reply = await Talk(app).say("质量痛点的企业有哪些")
    rows = reply.tool_calls[-1].result["enterprises"]
    assert all("质量" in one["pains"] or "质量" in one["found"] for one in rows)
    assert ("带“诊断”的" in reply.text) is any("质量" in one["found"] for one in rows)


async def test_the_firms_behind_a_figure_are_listed_at_once(app: Application) -> None:
    listed = await Talk(app).filter("这个月新增的是哪几家")
    assert listed == {"added_since": "2026-11-01", "added_before": "2026-12-01"}


async def test_conditions_behind_the_overview_list_those_who_meet_them(app: Application) -> None:
    talk = Talk(app)
    await talk.say("这个月平台怎么样")
    assert (await talk.filter("狮岭、50人以上、质量痛点的企业有哪些")).keys() == {"town", "employees_min", "pains"}
    await talk.say("这个月平台怎么样")
    assert (await talk.filter("花东做食品的有几家")).keys() == {"town", "industry"}
    await talk.say("这个月平台怎么样")
    assert await talk.filter("没做诊断的企业有哪些") == {"has_diagnosis": False}
    await talk.say("这个月平台怎么样")
    assert (await talk.say("做完诊断的有几家")).tool_calls[-1].name == "show_overview"
