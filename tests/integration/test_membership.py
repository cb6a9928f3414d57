"""Whom people speak for, through the door: codes that bind once, switching, leaving, revoking, operators on WeChat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from assistant.bootstrap import Application, build
from assistant.identity import Speaker, resolve, speaking
from assistant.messages import Channel, Message, Reply
from assistant.settings import Settings
from tests.fakes.front_desk import Clock, rows
from tools.database.models import Contact, Enterprise, Invitation, Membership, OperatorAccount
from tools.database.repositories.access import OperatorRepository
from tools.domain.membership import FOR_MEMBERS, FOR_OPERATORS, canonical, digest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tools.kit.tool import Role

OURS, THEIRS = "狮岭精工皮具", "远山五金"
NUMBERS = count(1)


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """What the tests' applications share."""
    return build(Settings(var_dir=built_library, log_level="ERROR"))


@pytest.fixture
async def app(base: Application, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    settings = base.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'members.db'}"})
    application = build(settings, clock=clock, beside=base)
    await application.start()
    async with application.database.transaction() as session:
        for name in (OURS, THEIRS):
            session.add(Enterprise(id=f"e-{name}", name=name, verified=False, created_at=clock.now))
    yield application
    await application.close()


@dataclass
class One:
    """Somebody on a channel; on WeChat who they are is asked with every message, as the channel does."""

    app: Application
    clock: Clock
    user: str
    channel: Channel = "wechat"
    role: Role = "enterprise"
    last: str = ""

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self.last = f"{self.user}-{next(NUMBERS)}"
        self.clock.pass_by(seconds=1)
        return await self._send(text, tool, arguments)

    async def again(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        """Send the last message once more, as a retry does."""
        return await self._send(text, tool, arguments)

    async def _send(self, text: str, tool: str | None, arguments: dict[str, Any]) -> Reply:
        who = Speaker(self.user, self.role, None)
        if self.channel == "wechat" and self.role == "enterprise":
            who = await speaker(self.app, self.user, self.clock.now)
        message = Message(
            id=self.last,
            conversation=f"{self.channel}:{who.user}",
            channel=self.channel,
            user=who.user,
            role=who.role,
            enterprise=who.enterprise,
            text=text,
            tool=tool,
            arguments=arguments,
            now=self.clock.now,
        )
        return await self.app.conversation.reply(message)

    async def join(self, code: str) -> Reply:
        await self.say(code)
        return await self.say("确认")


async def speaker(app: Application, user: str, now: datetime) -> Speaker:
    async with app.database.read() as session:
        return (await speaking(session, "wechat", {user}, now))[user]


async def contact(app: Application, one: One) -> Contact:
    (row,) = await rows(app, Contact, external_id=one.user)
    assert isinstance(row, Contact)
    return row


def result(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result


def titles(reply: Reply) -> set[str]:
    return {suggestion.title for suggestion in reply.suggestions}


@pytest.fixture
def operator(app: Application, clock: Clock) -> One:
    return One(app, clock, "desk", "batch", "operator")


@pytest.fixture
def ann(app: Application, clock: Clock) -> One:
    return One(app, clock, "o-ann")


@pytest.fixture
def bob(app: Application, clock: Clock) -> One:
    return One(app, clock, "o-bob")


async def code_for(operator: One, name: str = OURS) -> str:
    return str(result(await operator.say(f"给{name}发个邀请码"))["code"])


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


async def test_an_invitation_just_made_is_taken_back(app: Application, operator: One) -> None:
    await code_for(operator)
    asked = await operator.say("发错了，作废掉")
    assert "邀请码会作废" in asked.text
    await operator.say("确认")
    assert all(row.revoked_at for row in await rows(app, Invitation))


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


# --- operators on WeChat ----------------------------------------------------------------------------------------------


async def add_operator(app: Application, clock: Clock, name: str) -> str:
    async with app.database.transaction() as session:
        added = await OperatorRepository(session).add(name, "no password fits this", clock.now)
    assert added is not None
    return added


async def operator_code(app: Application, clock: Clock, operator_id: str) -> str:
    desk = One(app, clock, f"operator:{operator_id}", "web", "operator")
    return str(result(await desk.say("绑定我的公众号"))["code"])


async def test_an_operator_binds_their_wechat_and_has_their_role_there(
    app: Application, clock: Clock, ann: One
) -> None:
    lan = await add_operator(app, clock, "林岚")
    code = await operator_code(app, clock, lan)
    web = await One(app, clock, "visitor", "web").say(code)
    assert "公众号" in web.text
    assert "林岚" not in web.text
    assert "林岚" in (await ann.say(code)).text
    assert "林岚" in (await ann.say("确认")).text
    clock.pass_by(seconds=1)  # with the next message, not with this one
    assert await speaker(app, ann.user, clock.now) == Speaker(f"operator:{lan}", "operator", None)
    assert await speaker(app, "o-bob", clock.now) == Speaker("o-bob", "enterprise", None)
    shown = await ann.say("我是谁")
    assert "平台工作人员“林岚”" in shown.text
    assert "公众号已绑定" in shown.text
    assert result(await ann.say(f"给{OURS}发个邀请码"))["name"] == OURS
    assert {row.role for row in await rows(app, Contact, external_id="o-ann")} == {"enterprise"}
    assert "不用再绑" in (await ann.say(await operator_code(app, clock, lan))).text


async def test_a_disabled_operator_loses_the_role_on_wechat_at_once(app: Application, clock: Clock, ann: One) -> None:
    lan = await add_operator(app, clock, "林岚")
    await ann.join(await operator_code(app, clock, lan))
    left = await operator_code(app, clock, lan)
    async with app.database.transaction() as session:
        await OperatorRepository(session).disable(lan, clock.now)
    assert (await ann.say(tool="invite_member", enterprise=OURS)).declined
    assert "还没有绑定企业" in (await ann.say("我是谁")).text
    assert "作废" in (await One(app, clock, "o-eve").say(left)).text


async def test_an_operators_code_is_short_lived_and_the_newest_alone_holds(
    app: Application, clock: Clock, ann: One
) -> None:
    lan = await add_operator(app, clock, "林岚")
    first = await operator_code(app, clock, lan)
    second = await operator_code(app, clock, lan)
    assert "作废" in (await ann.say(first)).text
    clock.now += FOR_OPERATORS + timedelta(seconds=1)
    assert "过期" in (await ann.say(second)).text
    assert await rows(app, OperatorAccount) == []


async def test_an_operator_has_one_wechat_at_a_time_and_a_wechat_one_operator(
    app: Application, clock: Clock, ann: One, bob: One
) -> None:
    lan, wei = await add_operator(app, clock, "林岚"), await add_operator(app, clock, "韦明")
    await ann.join(await operator_code(app, clock, lan))
    moved = await bob.join(await operator_code(app, clock, lan))
    assert "另一个微信不再是运营身份" in moved.text
    clock.pass_by(seconds=1)
    assert (await speaker(app, ann.user, clock.now)).role == "enterprise"
    assert (await speaker(app, bob.user, clock.now)).user == f"operator:{lan}"
    assert "另一位工作人员" in (await bob.say(await operator_code(app, clock, wei))).text
    assert len([row for row in await rows(app, OperatorAccount) if row.ended_at is None]) == 1


async def test_operators_and_enterprises_do_not_use_each_others_codes(
    app: Application, clock: Clock, operator: One, ann: One
) -> None:
    lan = await add_operator(app, clock, "林岚")
    await ann.join(await operator_code(app, clock, lan))
    assert "运营账号用不了" in (await ann.say(await code_for(operator))).text
    assert "用运营账号登录" in (await operator.say("绑定我的公众号")).text
    assert await rows(app, Membership) == []


async def test_a_channel_that_vouches_for_nobody_leaves_whom_a_contact_speaks_for(
    app: Application, clock: Clock, operator: One, ann: One
) -> None:
    await ann.join(await code_for(operator))
    async with app.database.transaction() as session:
        found = await resolve(session, "wechat", ann.user, "enterprise", None, clock.now)
    assert found.enterprise_id == f"e-{OURS}"
