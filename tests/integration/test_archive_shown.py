"""What an archive shows of itself: what holds and why, who said it, the portrait, and talk that goes on about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.archive import OURS, THEIRS, Talk, assessment, held
from tests.fakes.front_desk import result, rows
from tools.database.models import Enterprise, Ticket

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def test_nothing_on_file_is_said_with_an_offer(app: Application, talk: Talk) -> None:
    for part in ("all", "portrait"):
        reply = await talk.say("", "show_archive", part=part)
        assert "还没有内容" in reply.text
        assert reply.suggestions[0].tool == "keep_facts"
    assert not reply.declined
    assert await rows(app, Enterprise) == []


async def test_what_is_on_file_is_shown_with_who_when_and_how_well_founded(talk: Talk) -> None:
    await talk.keep("我们厂80来人做皮具的，在狮岭")
    shown = await talk.say("", "show_archive")
    assert "员工人数：80 人（企业自述，你，2026-11-23 12:02）" in shown.text
    assert "还缺：企业名称" in shown.text
    one = await talk.say("档案里人数是多少", "show_archive")
    assert "员工人数是 **80 人**" in one.text


@pytest.mark.parametrize("words", ["我们员工你记成几个了", "档案里员工人数记的是多少"])
async def test_as_what_a_fact_is_on_file_is_told(talk: Talk, words: str) -> None:
    await talk.keep("我们厂80来人做皮具的，在狮岭")
    assert "员工人数是 **80 人**" in (await talk.say(words)).text


async def test_two_who_differ_both_stand_in_the_history(app: Application) -> None:
    first = Talk(app, "boss", "a", enterprise=OURS)
    second = Talk(app, "clerk", "b", enterprise=OURS)
    second.now += timedelta(hours=1)
    await first.keep("我们有80人")
    await second.keep("我们有85人")
    shown = await second.say("谁改过人数", "show_archive")
    assert "员工人数 80 人" in shown.text
    assert "你（聊天）：员工人数 85 人，现在用的就是它" in shown.text
    assert "同事（网页" in shown.text
    assert "2 个人说法不一样" in shown.text
    assert shown.citations[0].clause == "8.2.4 d)"


async def test_the_portrait_shows_five_features_and_the_group(app: Application, talk: Talk) -> None:
    await talk.keep("我们厂80来人做皮具的，在狮岭，预算20万，头疼漏检")
    enterprise = (await rows(app, Enterprise))[0].id
    undiagnosed = await talk.say("", "show_archive", part="portrait")
    assert "还没做诊断" in undiagnosed.text
    assert "还分不了，缺数字化等级" in undiagnosed.text
    async with app.database.transaction() as session:
        session.add(assessment(enterprise))
    drawn = await talk.say("我们的画像", "show_archive")
    for name in ("规模", "行业与产业链位置", "数字化水平", "痛点分布", "投入意愿与决策机制"):
        assert f"**{name}**" in drawn.text
    assert "L2 规范，总分 50" in drawn.text
    assert "**A 类**" in drawn.text
    assert result(drawn)["segment"] == "A"
    assert "诊断发现“质量：漏检、客诉查不清”" in drawn.text
    assert drawn.citations[0].clause == "8.3.1 e)"
    library = app.library.current()
    assert any(drawn.citations[0].quote == p.display for p in library.find(drawn.citations[0].document, "8.3.1 e)"))


async def test_the_field_just_shown_is_changed_told_of_and_withdrawn(app: Application) -> None:
    firm = Talk(app)
    await firm.keep("", facts={"budget_wan": 30, "employees": 80})
    assert "30 万元" in (await firm.say("档案里预算写了多少", "show_archive")).text
    assert "50 万元" in (await firm.say("改成50万")).text
    await firm.say("确认")
    assert "50 万元" in (await firm.say("档案里预算写了多少", "show_archive")).text
    assert "30 万元" in (await firm.say("以前是多少")).text
    await firm.say("档案里预算写了多少", "show_archive")
    assert "删除数字化预算" in (await firm.say("这条删掉")).text
    await firm.say("确认")
    assert "还没记" in (await firm.say("档案里预算写了多少", "show_archive")).text


async def test_what_was_kept_is_gone_on_about(app: Application, talk: Talk) -> None:
    await talk.keep("我们在花东镇，2012年成立的，80个人")
    shown = await talk.say("存进去了没？")
    assert "**花东**" in shown.text
    assert "修改记录" in (await talk.say("这些是谁啥时候填的，能查到不")).text
    await talk.keep("我们在花东镇，2013年成立的，80个人")
    await talk.say("看看我们的档案", "show_archive")
    assert "员工人数 86 人（现在记的是 80 人）" in (await talk.say("不是80，我刚问了人事，是86个")).text
    await talk.say("对")
    assert (await held(app))["employees"] == 86


async def test_whether_the_file_is_still_there_is_answered_by_it(app: Application, talk: Talk) -> None:
    await talk.keep("我们80个人")
    assert "80 人" in (await talk.say("档案还在吧")).text
    assert "现在用的就是它（企业自述）" in (await talk.say("员工人数那条是哪来的，谁填的")).text
    assert "员工人数 95 人（现在记的是 80 人）" in (await talk.say("人数也改，80人加到95人")).text
    assert (await held(app))["employees"] == 80


async def test_promises_that_are_open_are_shown_where_they_are_asked_for(app: Application) -> None:
    firm = Talk(app)
    assert "没有记着" not in (await firm.say("我们12月4号前给你们设备清单", "make_promise")).text
    await firm.say("我们12月4号前给你们设备清单")
    listed = await firm.say("", "show_archive", question="我们还答应过哪些没办的")
    assert "设备清单" in listed.text
    await firm.say("清单发过去了", "settle_promise")
    assert "没有记着还没办的事" in (await firm.say("", "show_archive", question="我们还答应过哪些没办的")).text


async def test_a_visitor_reads_what_is_open_and_does_not_ask_for_the_name(app: Application) -> None:
    """Before a visit an operator opens a file: the last diagnosis and open tickets stand in it, the name is known."""
    firm = Talk(app, "them", "t", enterprise=THEIRS)
    await firm.keep("", facts={"name": "广州市远山五金有限公司", "employees": 77})
    await firm.say("想把空压机的电费降下来，帮我登记个需求", "open_ticket")
    await firm.say("确认")
    operator = Talk(app, "op", "o", role="operator")
    operator.now += timedelta(hours=1)
    shown = (await operator.say("", "show_archive", enterprise="远山五金")).text
    number = (await rows(app, Ticket))[0].number
    assert number in shown
    assert "空压机" in shown
    assert "企业名称、" not in shown
    assert "77 人" in shown
