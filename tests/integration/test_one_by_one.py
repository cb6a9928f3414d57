"""Several things in one message: what asks first waits its turn, and a yes may carry a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import Clock, Person, rows
from tools.database.models import Erasure, Fact, OptOut, Ticket

if TYPE_CHECKING:
    from assistant.bootstrap import Application

BOTH = "两个事哈，一个是帮我登记个需求，我们财务想做发票自动识别和对账，另外档案里人数改成45"


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="E1")


async def test_of_two_things_to_confirm_none_is_lost(app: Application, owner: Person) -> None:
    first = await owner.say(BOTH)
    assert "确认登记吗" in first.text
    assert "将记入档案" not in first.text
    assert "还有一件" in first.text
    second = await owner.say("对")
    assert [ticket.kind for ticket in await rows(app, Ticket)] == ["need"]
    assert "员工人数 45 人" in second.text
    assert await rows(app, Fact) == []
    await owner.say("嗯嗯可以")
    assert [fact.field for fact in await rows(app, Fact)] == ["employees"]


async def test_the_second_comes_up_when_the_first_is_given_up(app: Application, owner: Person) -> None:
    await owner.say(BOTH)
    digression = await owner.say("8.3.1讲什么")
    assert "确认登记吗" in digression.text
    assert "员工人数 45 人" in (await owner.say("算了，不登记了")).text
    await owner.say("好")
    assert await rows(app, Ticket) == []
    assert len(await rows(app, Fact)) == 1


async def test_what_needs_a_yes_does_not_wait_for_a_questionnaire(app: Application, owner: Person) -> None:
    await owner.say("帮我做个诊断，另外登记个需求，仓库发货老发错想上扫码出库")
    assert [ticket.kind for ticket in await rows(app, Ticket)] == []
    asked = await owner.say("对")
    assert [ticket.kind for ticket in await rows(app, Ticket)] == ["need"]
    assert "快速版" in asked.text
    assert "第 1/10 题" in (await owner.say("快速版")).text


async def test_a_yes_with_a_refusal_beside_it_is_none(app: Application, owner: Person) -> None:
    await owner.say("我想提个需求，我们仓库发货老是发错，想找人帮忙上扫码出库")
    await owner.say("行，另外问下能不能先别登记")
    assert await rows(app, Ticket) == []


async def test_a_yes_may_carry_a_question(app: Application, owner: Person) -> None:
    await owner.say("我想提个需求，我们仓库发货老是发错，想找人帮忙上扫码出库")
    answered = await owner.say("行，就这么登记，顺便问下诊断要看哪几个维度")
    assert [ticket.kind for ticket in await rows(app, Ticket)] == ["need"]
    assert "已登记" in answered.text
    assert "8.3.1" in answered.text


async def test_a_question_before_erasing_is_no_yes(app: Application, owner: Person) -> None:
    await owner.say("我们厂80来人做皮具")
    await owner.say("对")
    await owner.say("把我们的档案全删了")
    await owner.say("那就这么着，顺便问下删了还能找回来吗")
    assert await rows(app, Erasure) == []
    await owner.say("想清楚了，确认删除")
    assert len(await rows(app, Erasure)) == 1


async def test_what_is_not_to_be_recommended_stops_no_notices(app: Application, owner: Person) -> None:
    served = await owner.say("别给我推什么MES，推荐点便宜的场景")
    assert [call.name for call in served.tool_calls] == ["recommend_scenarios"]
    assert await rows(app, OptOut) == []


async def test_a_digression_that_says_so_is_no_answer(owner: Person) -> None:
    await owner.press("start_diagnosis", form="quick")
    beside = await owner.say("等下 先问个别的，数字化改造补贴几号截止")
    assert [call.name for call in beside.tool_calls] == ["read_policy"]
    assert "第 1/10 题" in beside.text
    assert "第 2/10 题" in (await owner.say("回到刚才那题，选第三个")).text


async def test_whoever_tells_of_others_asks_for_themselves(owner: Person) -> None:
    matched = await owner.say("我听隔壁老陈讲他们拿了几十万补贴，我们厂能申请哪些政策啊")
    assert [call.name for call in matched.tool_calls] == ["match_policies"]
    assert "别家企业" in (await owner.say("隔壁厂能申请哪些政策")).text


async def test_a_word_put_right_in_a_draft_gives_nothing_up(app: Application, owner: Person) -> None:
    await owner.say("我要投诉，客服态度差，电话打了五次没人接")
    assert "微信打了五次没人接" in (await owner.say("不是电话，是微信")).text
    await owner.say("嗯提交")
    assert [ticket.text for ticket in await rows(app, Ticket)] == ["客服态度差，微信打了五次没人接"]


async def test_how_far_a_diagnosis_has_come_is_shown(owner: Person) -> None:
    await owner.press("start_diagnosis", form="quick")
    await owner.say("3")
    await owner.say("先到这")
    assert "第 2/10 题" in (await owner.say("现在做到第几题了")).text


async def test_what_is_bidden_beside_an_answer_is_done_and_the_questions_go_on(app: Application, owner: Person) -> None:
    await owner.say("做个10题快速诊断")
    told = await owner.say("有人提过，没计划。对了我们现在是95个人，档案帮我改下")
    assert "员工人数 95 人" in told.text
    asked = await owner.say("对")
    assert [fact.field for fact in await rows(app, Fact)] == ["employees"]
    assert "第 2/10 题" in asked.text


async def test_a_complaint_beside_an_answer_is_not_lost(app: Application, owner: Person) -> None:
    await owner.say("做个10题快速诊断")
    assert "确认登记吗" in (await owner.say("2，还有啊你们说好周二来人一直没来，我要投诉")).text
    await owner.say("确认")
    assert [ticket.kind for ticket in await rows(app, Ticket)] == ["complaint"]


async def test_a_yes_that_says_one_of_them_again_keeps_them_all(app: Application, owner: Person) -> None:
    await owner.say("我们厂95个人，做皮具的，记一下")
    await owner.say("对 人数改成95")
    assert {fact.field for fact in await rows(app, Fact)} == {"employees", "industry"}


async def test_what_is_one_item_of_the_file_erases_no_file(owner: Person) -> None:
    await owner.say("我们厂95个人，去年营收3000万，记一下")
    await owner.say("对")
    assert "删除年营收" in (await owner.say("把营收从档案里删了，人数也别动")).text
    assert "清除" not in (await owner.say("把质量问题从档案痛点里删掉")).text
