"""Operators on WeChat: a short-lived code binds them, one to one, and their role goes with their account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.identity import Speaker
from tests.fakes.front_desk import Clock, result, rows
from tests.fakes.members import OURS, One, code_for, speaker
from tools.database.models import Contact, Membership, OperatorAccount
from tools.database.repositories.access import OperatorRepository
from tools.domain.membership import FOR_OPERATORS

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("two_firms")


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
