"""Whom people come to speak for, through the door: codes that are made once, bind once and say nothing to strangers."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import result, rows
from tests.fakes.members import OURS, THEIRS, One, code_for, contact, titles
from tools.database.models import Contact, Enterprise, Invitation, Membership
from tools.domain.membership import FOR_MEMBERS, canonical, digest

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("two_firms")


# --- inviting ---------------------------------------------------------------------------------------------------------


async def test_an_operator_gets_a_code_of_which_only_hashes_are_kept(app: Application, operator: One) -> None:
    reply = await operator.say(f"给{OURS}发个邀请码")
    made = result(reply)
    assert made["code"] in reply.text
    assert "公众号" in reply.text
    (row,) = await rows(app, Invitation)
    assert (row.code, row.scene) == (digest(str(canonical(made["code"]))), digest(made["scene"]))
    assert made["scene"].startswith("b_")
    assert len(made["scene"]) == 24
    assert datetime.fromisoformat(made["expires_at"]) == row.expires_at == operator.clock.now + FOR_MEMBERS
    assert await operator.again(f"给{OURS}发个邀请码") == reply
    assert len(await rows(app, Invitation)) == 1


async def test_no_enterprise_invites(app: Application, ann: One) -> None:
    reply = await ann.say(tool="invite_member", enterprise=OURS)
    assert reply.declined
    assert await rows(app, Invitation) == []


async def test_an_enterprise_that_is_not_on_file_is_not_invited(app: Application, operator: One) -> None:
    assert "没认出是哪一家" in (await operator.say("给宏图美妆发个邀请码")).text
    assert "没有找到“宏图美妆”" in (await operator.say("宏图美妆")).text
    assert await rows(app, Invitation) == []


async def test_two_of_one_name_are_told_apart(app: Application, operator: One) -> None:
    async with app.database.transaction() as session:
        session.add(Enterprise(id="e-twin", name=THEIRS, verified=True, created_at=operator.clock.now))
    asked = await operator.say(tool="invite_member", enterprise=THEIRS)
    assert {True, False} == {"未核实" in title for title in titles(asked) if THEIRS in title}
    chosen = next(s for s in asked.suggestions if "已核实" in s.title)
    assert result(await operator.say(tool=chosen.tool, **chosen.arguments))["enterprise"] == "e-twin"


async def test_an_invitation_just_made_is_taken_back(app: Application, operator: One) -> None:
    await code_for(operator)
    asked = await operator.say("发错了，作废掉")
    assert "邀请码会作废" in asked.text
    await operator.say("确认")
    assert all(row.revoked_at for row in await rows(app, Invitation))


# --- joining ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["{}", "{} ", "我的邀请码是{}", "帮我绑定 {}"])
async def test_a_code_binds_after_a_yes(app: Application, operator: One, ann: One, written: str) -> None:
    code = await code_for(operator)
    asked = await ann.say(written.format(code.lower()))
    assert asked.text == f"确认由你代表“{OURS}”在这里办事吗？"
    assert (await contact(app, ann)).enterprise_id is None
    assert await rows(app, Membership) == []
    joined = await ann.say("确认")
    assert OURS in joined.text
    who = await contact(app, ann)
    (membership,) = await rows(app, Membership)
    (invitation,) = await rows(app, Invitation)
    assert who.enterprise_id == membership.enterprise_id == f"e-{OURS}"
    assert (membership.contact_id, membership.invitation_id) == (who.id, invitation.id)
    assert (invitation.used_by, invitation.used_at) == (who.id, ann.clock.now)
    assert [row.verified for row in await rows(app, Enterprise, name=OURS)] == [True]
    assert await ann.again("确认") == joined
    assert len(await rows(app, Membership)) == 1


async def test_a_no_binds_nothing(app: Application, operator: One, ann: One) -> None:
    code = await code_for(operator)
    await ann.say(code)
    await ann.say("先不")
    assert await rows(app, Membership) == []
    assert OURS in (await ann.join(code)).text
    assert len(await rows(app, Membership)) == 1


async def test_a_ticket_out_of_a_qr_code_does_the_same(app: Application, operator: One, ann: One) -> None:
    made = result(await operator.say(f"给{OURS}发个邀请码"))
    assert OURS in (await ann.say(tool="join_enterprise", code=made["scene"])).text
    await ann.say("确认")
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"
    assert "用过了" in (await One(app, ann.clock, "o-eve").say(made["code"])).text


async def test_a_code_that_does_not_hold_says_why_and_nothing_of_whose_it_is(
    app: Application, operator: One, ann: One, bob: One
) -> None:
    used, revoked, late = [await code_for(operator) for _ in range(3)]
    await ann.join(used)
    shown = [await bob.say(used), await bob.say("KM7W-3QTY")]
    await operator.say(tool="revoke_membership", enterprise=OURS, question="邀请码")
    await operator.say("确认")
    shown.append(await bob.say(revoked))
    late = await code_for(operator)
    bob.clock.pass_by(days=7)
    shown.append(await bob.say(late))
    for reply, words in zip(shown, ("用过了", "没有这个邀请码", "作废", "过期"), strict=True):
        assert words in reply.text
        assert OURS not in reply.text
        assert reply.text.count("。") <= 3
    assert len(await rows(app, Membership)) == 1


async def test_of_two_with_one_code_one_gets_in(app: Application, operator: One, ann: One, bob: One) -> None:
    code = await code_for(operator)
    for one in (ann, bob):
        assert OURS in (await one.say(code)).text
    replies = await asyncio.gather(ann.say("确认"), bob.say("确认"))
    assert sorted("用过了" in reply.text for reply in replies) == [False, True]
    assert len(await rows(app, Membership)) == 1


async def test_several_speak_for_one_enterprise(app: Application, operator: One, ann: One, bob: One) -> None:
    for one in (ann, bob):
        await one.join(await code_for(operator))
    assert {row.enterprise_id for row in await rows(app, Contact, channel="wechat")} == {f"e-{OURS}"}
    await ann.say(tool="keep_facts", facts={"employees": 80})
    await ann.say("确认")
    assert "80 人" in (await bob.say(tool="show_archive")).text


async def test_ones_own_code_and_a_second_one_change_nothing(app: Application, operator: One, ann: One) -> None:
    code = await code_for(operator)
    await ann.join(code)
    assert "你已经用过" in (await ann.say(code)).text
    second = await code_for(operator)
    assert "不用再绑" in (await ann.say(second)).text
    assert [row.used_by for row in await rows(app, Invitation)].count(None) == 1


async def test_after_five_wrong_codes_the_sixth_waits_however_right(app: Application, operator: One, ann: One) -> None:
    code = await code_for(operator)
    for wrong in ("KM7W-3QTY", "H4RN-6PXE", "WQR3-77HN", "TNK4-9GDA"):
        assert "没有这个邀请码" in (await ann.say(wrong)).text
    assert "没有这个邀请码" in (await ann.say("TNK4-9GDA")).text  # said twice it is one guess
    assert OURS in (await ann.say(code)).text  # a right one is none
    await ann.say("先不")
    assert "没有这个邀请码" in (await ann.say(tool="join_enterprise", code="C6MY-DW27")).text
    waits = await ann.say(code)
    assert "分钟后再试" in waits.text
    assert OURS not in waits.text
    assert OURS in (await One(app, ann.clock, "o-eve").say(code)).text
    ann.clock.pass_by(hours=1)
    assert OURS in (await ann.join(code)).text
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"


async def test_in_the_middle_of_a_diagnosis_a_code_is_no_answer_to_it(
    app: Application, operator: One, ann: One
) -> None:
    code = await code_for(operator)
    await ann.say(tool="start_diagnosis", form="quick")
    assert OURS in (await ann.say(code)).text
    await ann.say("确认")
    assert (await contact(app, ann)).enterprise_id == f"e-{OURS}"


async def test_whoever_has_no_code_is_told_what_to_do(app: Application, ann: One) -> None:
    assert "邀请码" in (await ann.say("我要绑定企业")).text
    assert "8 位" in (await ann.say("张三")).text
    assert "我们是" in (await ann.say("没有码")).text
    assert await rows(app, Membership) == []


async def test_what_was_kept_before_stays_where_it_is_and_can_be_turned_to(
    app: Application, operator: One, ann: One
) -> None:
    await ann.say(tool="keep_facts", facts={"employees": 7})
    await ann.say("确认")
    own = (await contact(app, ann)).enterprise_id
    asked = await ann.say(await code_for(operator))
    assert "留在原处" in asked.text
    joined = await ann.say("确认")
    assert "还在原处" in joined.text
    assert "7 人" not in (await ann.say(tool="show_archive")).text
    assert "没填名称的企业" in (await ann.say("我是谁")).text
    assert "没填名称的企业" in (await ann.say("切换企业")).text
    assert (await contact(app, ann)).enterprise_id == own
    assert "7 人" in (await ann.say(tool="show_archive")).text
    assert OURS in (await ann.say(f"切换到{OURS}")).text
    assert {(row.enterprise_id, row.ended_at) for row in await rows(app, Membership)} == {
        (own, None),
        (f"e-{OURS}", None),
    }


async def test_the_name_one_gave_oneself_is_verified_by_a_code_for_it(
    app: Application, operator: One, ann: One
) -> None:
    await ann.say(tool="keep_facts", facts={"name": "宏图美妆"})
    await ann.say("确认")
    assert "未核实" in (await ann.say("我是谁")).text
    await ann.join(await code_for(operator, "宏图美妆"))
    assert "已核实" in (await ann.say("我是谁")).text
    assert len(await rows(app, Enterprise)) == 3
