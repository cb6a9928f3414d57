"""Whom people speak for from then on: switching, leaving, being revoked, and whom an enterprise is said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.identity import resolve
from tests.fakes.front_desk import Clock, result, rows
from tests.fakes.members import OURS, THEIRS, One, code_for, contact, titles
from tools.database.models import Contact, Enterprise, Membership, Ticket

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("two_firms")


# --- switching and leaving --------------------------------------------------------------------------------------------


async def test_of_two_the_other_is_meant_and_of_three_it_is_asked(app: Application, operator: One, ann: One) -> None:
    assert "还没有绑定企业" in (await ann.say("切换企业")).text
    await ann.join(await code_for(operator))
    assert "没有别家可切换" in (await ann.say("切换企业")).text
    await ann.join(await code_for(operator, THEIRS))
    assert OURS in (await ann.say("换另一家")).text
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"
    assert "没有变动" in (await ann.say(f"切换到{OURS}")).text
    unknown = await ann.say("切换到宏图美妆")
    assert "你没有绑定“宏图美妆”" in unknown.text
    assert {OURS, THEIRS} <= titles(unknown)
    await ann.say("算了")
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"
    async with app.database.transaction() as session:
        session.add(Enterprise(id="e-3", name="宏图美妆", verified=False, created_at=ann.clock.now))
    await ann.join(await code_for(operator, "宏图美妆"))
    asked = await ann.say("切换企业")
    assert {OURS, THEIRS, "宏图美妆"} <= titles(asked)
    assert THEIRS in (await ann.say("第2个")).text
    assert (await contact(app, ann)).enterprise_id == f"e-{THEIRS}"


async def test_nobody_switches_to_what_they_are_not_bound_to(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator))
    for named in (f"e-{THEIRS}", THEIRS, "1", "2"):
        await ann.say(tool="switch_enterprise", enterprise=named)
        assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"


async def test_another_works_of_ones_own_firm_is_another_firm(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator))
    for words in (f"就是{OURS}花都分厂，换过去", "切到长岭陶瓷", "切到我另外那家厂"):
        refused = await ann.say(tool="switch_enterprise", text=words)
        assert "没有别家可切换" in refused.text
    assert "没有变动" in (await ann.say(tool="switch_enterprise", text=f"切到{OURS}")).text


@pytest.mark.parametrize("words", ["那我现在还是{name}的吧？", "我还是{name}的人吗"])
async def test_whom_one_speaks_for_is_asked_by_its_name(app: Application, operator: One, ann: One, words: str) -> None:
    await ann.join(await code_for(operator))
    reply = await ann.say(words.format(name=OURS))
    assert "你现在代表" in reply.text
    assert OURS in reply.text


async def test_who_leaves_sees_nothing_of_it_any_more(app: Application, operator: One, ann: One, bob: One) -> None:
    for one in (ann, bob):
        await one.join(await code_for(operator))
    await ann.say(tool="keep_facts", facts={"employees": 80})
    await ann.say("确认")
    asked = await ann.say("解绑")
    assert f"不再代表“{OURS}”" in asked.text
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"
    left = await ann.say("确认")
    assert "没有绑定企业" in left.text
    assert (await contact(app, ann)).enterprise_id is None
    assert "还没有内容" in (await ann.say(tool="show_archive")).text
    assert "80 人" in (await bob.say(tool="show_archive")).text
    assert "还没有绑定企业" in (await ann.say("解绑")).text
    assert len([row for row in await rows(app, Membership) if row.ended_at]) == 1


async def test_who_denies_something_else_is_asked_whether_to_leave(app: Application, operator: One, ann: One) -> None:
    assert "还代表" not in (await ann.say("我不想退出了", tool="leave_enterprise")).text
    await ann.join(await code_for(operator))
    assert "确认不再代表" in (await ann.say("我不想退出平台，帮我解绑吧", tool="leave_enterprise")).text
    await ann.say("先不")
    assert "还代表" in (await ann.say("先不解绑了", tool="leave_enterprise")).text
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"


async def test_who_leaves_one_of_two_speaks_for_the_other(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator))
    await ann.join(await code_for(operator, THEIRS))
    await ann.say(f"解绑{OURS}")
    assert THEIRS in (await ann.say("确认")).text
    assert (await contact(app, ann)).enterprise_id == f"e-{THEIRS}"
    await ann.join(await code_for(operator))
    assert len(await rows(app, Membership, enterprise_id=f"e-{OURS}")) == 2


async def test_who_leaves_the_other_one_keeps_the_one_spoken_for(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator))
    await ann.join(await code_for(operator, THEIRS))
    asked = await ann.say("另一家帮我退了", tool="leave_enterprise")
    assert f"不再代表“{OURS}”" in asked.text
    await ann.say("确认")
    assert (await contact(app, ann)).enterprise_id == f"e-{THEIRS}"


# --- revoking and confirming ------------------------------------------------------------------------------------------


async def test_an_operator_sees_who_speaks_for_it_and_ends_it(
    app: Application, operator: One, ann: One, bob: One
) -> None:
    for one in (ann, bob):
        await one.join(await code_for(operator))
    code = await code_for(operator)
    shown = await operator.say(f"谁能代表{OURS}")
    first, second = result(shown)["members"]
    assert (first["number"], first["channel"]) == (1, "wechat")
    assert "没用掉的邀请码 1 个" in shown.text
    assert "o-ann" not in shown.text
    asked = await operator.say("撤掉这家的第2位")
    assert second["code"] in asked.text
    assert "1 个没用掉的邀请码" in asked.text
    await operator.say("确认")
    assert (await contact(app, bob)).enterprise_id is None
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"
    assert "作废" in (await bob.say(code)).text
    await bob.join(await code_for(operator))
    again = result(await operator.say(f"谁能代表{OURS}"))["members"]
    assert [member["number"] for member in again] == [1, 2]


async def test_numbers_stay_when_others_go(app: Application, operator: One, ann: One, bob: One) -> None:
    for one in (ann, bob):
        await one.join(await code_for(operator))
    await ann.say("解绑")
    await ann.say("确认")
    (left,) = result(await operator.say(tool="show_membership", enterprise=OURS))["members"]
    assert left["number"] == 2
    assert "没有这一位" in (await operator.say(tool="revoke_membership", enterprise=OURS, member=1)).text
    await operator.say(tool="revoke_membership", enterprise=OURS, member=left["code"])
    await operator.say("确认")
    assert (await contact(app, bob)).enterprise_id is None
    assert "没有人代表" in (await operator.say(tool="revoke_membership", enterprise=OURS)).text


async def test_of_several_it_is_asked_whom_and_all_can_go(app: Application, operator: One, ann: One, bob: One) -> None:
    for one in (ann, bob):
        await one.join(await code_for(operator))
    asked = await operator.say(f"撤销{OURS}的绑定")
    assert "撤掉哪一位" in asked.text
    assert "全部撤掉" in titles(asked)
    assert "不再代表" in (await operator.say("全部")).text
    assert {row.enterprise_id for row in await rows(app, Contact, channel="wechat")} == {f"e-{OURS}"}
    await operator.say("确认")
    assert {row.enterprise_id for row in await rows(app, Contact, channel="wechat")} == {None}


async def test_somebody_who_named_the_firm_themselves_can_be_revoked(app: Application, operator: One, ann: One) -> None:
    await ann.say(tool="keep_facts", facts={"name": "宏图美妆"})
    await ann.say("确认")
    assert "现在有 1 位" in (await operator.say("谁能代表宏图美妆")).text
    await operator.say("撤掉宏图美妆的第1位")
    await operator.say("确认")
    assert (await contact(app, ann)).enterprise_id is None
    assert [row.ended_at is not None for row in await rows(app, Membership)] == [True]


async def test_an_operator_confirms_who_an_enterprise_is(app: Application, operator: One) -> None:
    asked = await operator.say(f"核实{OURS}")
    assert f"“{OURS}”" in asked.text
    assert [row.verified for row in await rows(app, Enterprise, name=OURS)] == [False]
    await operator.say("确认")
    assert [row.verified for row in await rows(app, Enterprise, name=OURS)] == [True]
    assert "没有变动" in (await operator.say(f"核实{OURS}")).text


async def test_what_is_not_checked_yet_is_not_confirmed(app: Application, operator: One) -> None:
    await operator.say(f"{OURS}那家执照还没核到，先别认")
    await operator.say("对")
    assert [row.verified for row in await rows(app, Enterprise, name=OURS)] == [False]


async def test_who_tells_that_somebody_else_left_stays_bound(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator, OURS))
    await ann.say("出纳小黄走那天自己把绑定退了")
    assert OURS in (await ann.say("昨天换去盛辉那边办事，忘了换回来没有，给瞅一眼")).text
    await ann.say("对")
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"


@pytest.mark.parametrize("tool", ["revoke_membership", "confirm_enterprise", "invite_member", "invite_operator"])
async def test_what_operators_do_is_refused_to_enterprises(app: Application, ann: One, tool: str) -> None:
    reply = await ann.say(tool=tool, **({} if tool == "invite_operator" else {"enterprise": OURS}))
    assert reply.declined
    assert OURS not in reply.text


async def test_who_speaks_for_another_enterprise_is_not_told_to_one(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator))
    for named in (THEIRS, f"e-{THEIRS}"):
        reply = await ann.say(tool="show_membership", enterprise=named)
        assert reply.declined
        assert "能代表：" not in reply.text
    assert OURS in (await ann.say(tool="show_membership", enterprise=OURS)).text


async def test_a_channel_that_vouches_for_nobody_leaves_whom_a_contact_speaks_for(
    app: Application, clock: Clock, operator: One, ann: One
) -> None:
    await ann.join(await code_for(operator))
    async with app.database.transaction() as session:
        found = await resolve(session, "wechat", ann.user, "enterprise", None, clock.now)
    assert found.enterprise_id == f"e-{OURS}"


async def test_a_colleagues_code_is_put_to_the_platforms_people(app: Application, operator: One, ann: One) -> None:
    await ann.join(await code_for(operator))
    told = await ann.say("我们财务也想用，帮她开个邀请码")
    assert "平台工作人员" in told.text
    assert "登记：给同事发邀请码" in titles(told)
    asked = await ann.say("好 帮我登记")
    assert "邀请码" in asked.text
    assert "确认登记吗" in asked.text
    assert await rows(app, Ticket) == []
    await ann.say("确认")
    assert len(await rows(app, Ticket)) == 1
