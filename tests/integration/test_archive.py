"""What gets into an archive and how: asked first, corrected while it waits, kept once, never overwritten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.archive import NOW, OURS, THEIRS, Talk, held
from tests.fakes.front_desk import rows
from tools.database.models import Contact, Enterprise, Fact
from tools.database.repositories.facts import FactRepository, Said

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def test_facts_are_kept_only_after_a_yes(app: Application, talk: Talk) -> None:
    asked = await talk.say("我们厂80来人做皮具的，在狮岭", "keep_facts")
    assert asked.text == "将记入档案：镇街或园区 狮岭；行业 皮革皮具；员工人数 80 人，对吗？"
    assert await held(app) == {}
    kept = await talk.say("对")
    assert "已记入" in kept.text
    assert await held(app) == {"town": "狮岭", "industry": "皮革皮具", "employees": 80}
    row = next(row for row in await rows(app, Fact) if row.field == "employees")
    contact = (await rows(app, Contact))[0]
    assert (row.source, row.evidence, row.contact_id, row.number, row.words) == (
        "chat",
        "self_reported",
        contact.id,
        80.0,
        "80",
    )
    assert row.recorded_at == talk.now
    assert row.turn_id == kept.id


async def test_a_no_keeps_nothing(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人", "keep_facts")
    await talk.say("先不")
    assert await rows(app, Fact) == []
    assert await rows(app, Enterprise) == []


async def test_what_waits_can_be_corrected_before_it_is_kept(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人做皮具的", "keep_facts")
    again = await talk.say("不对，是100人")
    assert "员工人数 100 人" in again.text
    assert "皮革皮具" in again.text
    await talk.say("对")
    assert await held(app) == {"employees": 100, "industry": "皮革皮具"}


async def test_a_fact_that_waits_is_put_right_in_short_words(app: Application, talk: Talk) -> None:
    await talk.say("我们56个人，做五金的，在狮岭，去年产值两千三百万", "keep_facts")
    assert "65 人" in (await talk.say("不对，人是六十五个")).text
    assert "花东" in (await talk.say("狮岭也不对，是花东")).text
    await talk.say("对了")
    assert await held(app) == {"town": "花东", "industry": "通用制造", "employees": 65, "revenue_wan": 2300}
    assert "65 人" in (await talk.say("念一遍")).text


async def test_which_one_is_wrong_is_said_by_its_place_and_what_is_right_is_asked(app: Application, talk: Talk) -> None:
    await talk.say("我们在花东镇，2012年成立的，80个人", "keep_facts")
    assert "成立年份 2013 年" in (await talk.say("第二条不对，是2013年")).text
    assert "员工人数应该是多少" in (await talk.say("人数不对")).text
    again = await talk.say("86")
    assert again.text == "将记入档案：镇街或园区 花东；成立年份 2013 年；员工人数 86 人，对吗？"
    assert await held(app) == {}
    await talk.say("对")
    assert await held(app) == {"town": "花东", "founded": 2013, "employees": 86}
    assert "哪一项不对" in (await talk.say("那条不对")).text
    assert (await held(app))["employees"] == 86


async def test_only_what_is_named_of_what_waits_is_kept(app: Application, talk: Talk) -> None:
    await talk.say("我们公司员工120人，年营收大概3000万，设备60台，帮我记一下")
    again = await talk.say("等等，只记人数，营收和设备先别记，老板没说能填")
    assert again.text == "将记入档案：员工人数 120 人，对吗？"
    await talk.say("对")
    assert await held(app) == {"employees": 120}


async def test_one_fact_is_taken_off_the_file_after_a_yes(app: Application, talk: Talk) -> None:
    await talk.keep("我们有80人，预算30万")
    for said in ("别撤预算", "档案里撤掉预算会怎样"):
        assert "删除数字化预算" not in (await talk.say(said)).text
    asked = await talk.say("预算那条帮我从档案里撤掉，老板说不能写出去")
    assert asked.text == "将从档案里删除数字化预算（现在记的是 30 万元），对吗？"
    assert await held(app) == {"employees": 80, "budget_wan": 30}
    await talk.say("对")
    assert await held(app) == {"employees": 80}


async def test_one_fact_goes_though_nothing_but_spaces_part_what_is_said(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人，在狮岭，电话13800138000", "keep_facts")
    await talk.say("对")
    asked = await talk.say("联系电话你们别留着了 删掉 别的不用动", "keep_facts")
    assert "删除联系电话" in asked.text
    await talk.say("确认")
    assert await held(app) == {"town": "狮岭", "employees": 80}


async def test_where_a_firm_sits_is_set_right_and_who_says_so_is_no_place(app: Application, talk: Talk) -> None:
    await talk.say("我们厂在花山镇", "keep_facts")
    await talk.say("对")
    asked = await talk.say("登记的地址不对 不是花山 是梯面镇 我是老板", "keep_facts")
    assert "镇街或园区 梯面" in asked.text
    await talk.say("对的 改过来")
    assert await held(app) == {"town": "梯面", "respondent_role": "老板"}


async def test_what_was_said_before_is_kept_where_that_is_bidden(app: Application, talk: Talk) -> None:
    await talk.say("我们厂80来人做皮具的，在狮岭，有没有什么场景合适", "recommend_scenarios")
    await talk.say("我朋友的厂有200人", "recommend_scenarios")
    bid = "上面说的都帮我记到档案里"
    asked = await talk.say("", "keep_facts", question=bid, earlier=True)
    assert asked.text == "将记入档案：镇街或园区 狮岭；行业 皮革皮具；员工人数 80 人，对吗？"
    await talk.say("对")
    shown = await talk.say("我们公司有多少人、在哪个镇街", "show_archive", question="多少人，地址是哪")
    assert "**80 人**" in shown.text
    assert "**狮岭**" in shown.text


async def test_what_is_not_to_be_kept_is_let_be(talk: Talk) -> None:
    reply = await talk.say("", "keep_facts", question="不是我们厂的，别记到我们档案")
    assert reply.text == "好，不记。你们的档案没有动。"
    assert "接着刚才的" not in (await talk.say("看看我们的档案")).text


async def test_a_correction_ends_what_held_and_never_overwrites(app: Application, talk: Talk) -> None:
    await talk.keep("我们有80人")
    corrected = await talk.keep("人数改成120")
    assert "原来是 80 人" in corrected.text
    history = sorted(await rows(app, Fact), key=lambda row: row.recorded_at)
    assert [(row.value["value"], row.ended_at) for row in history] == [(80, talk.now), (120, None)]
    same = await talk.say("人数改成120", "keep_facts")
    assert "没有改动" in same.text
    assert len(await rows(app, Fact)) == 2


async def test_a_name_names_the_enterprise_too(app: Application, talk: Talk) -> None:
    await talk.keep("我们公司叫广州市金狮皮具有限公司")
    assert [row.name for row in await rows(app, Enterprise)] == ["广州市金狮皮具有限公司"]
    await talk.keep("公司改名了，现在叫新狮皮具有限公司")
    assert [row.name for row in await rows(app, Enterprise)] == ["新狮皮具有限公司"]


async def test_the_name_of_a_firm_tells_nothing_of_its_trade(app: Application) -> None:
    await Talk(app, "them", "t", enterprise=THEIRS).keep("", facts={"name": "广州市远山五金有限公司"})
    operator = Talk(app, "op", "o", role="operator")
    operator.now += timedelta(hours=1)
    await operator.keep("远山五金现在一共95人", enterprise="远山五金")
    assert [row.value["value"] for row in await rows(app, Fact, field="employees")] == [95]
    assert await rows(app, Fact, field="industry") == []


async def test_lists_grow_by_what_is_added(app: Application, talk: Talk) -> None:
    await talk.keep("用的金蝶，没上MES")
    await talk.keep("我们又上了WMS")
    assert (await held(app))["systems"] == ["ERP", "WMS"]
    assert {row.words for row in await rows(app, Fact)} == {"|ERP|", "|ERP|WMS|"}
    await talk.keep("系统改成MES")
    assert (await held(app))["systems"] == ["MES"]


async def test_a_wrong_code_is_explained_and_the_rest_is_kept(app: Application, talk: Talk) -> None:
    asked = await talk.say("我们有80人，信用代码91440101MA59ABCD1X", "keep_facts")
    assert "最后一位应是“D”" in asked.text
    assert "员工人数 80 人" in asked.text
    await talk.say("对")
    assert await held(app) == {"employees": 80}


async def test_an_impossible_figure_is_explained_and_the_answer_to_it_taken(app: Application, talk: Talk) -> None:
    asked = await talk.say("人数改成-5", "keep_facts")
    assert "人数不能为负" in asked.text
    assert "95 人" in (await talk.say("改成95")).text
    await talk.say("对")
    assert await held(app) == {"employees": 95}


async def test_a_year_to_come_is_refused(app: Application, talk: Talk) -> None:
    reply = await talk.keep("成立于2027年")
    assert "将来" in reply.text
    assert await rows(app, Fact) == []


async def test_nothing_to_keep_asks_for_a_sentence(app: Application, talk: Talk) -> None:
    assert "一句话" in (await talk.say("", "keep_facts")).text
    assert "员工人数 80 人" in (await talk.say("我们厂80来人")).text


async def test_personal_data_is_kept_with_consent_and_goes_with_its_history(app: Application, talk: Talk) -> None:
    asked = await talk.say("联系人张伟，电话13800138000", "keep_facts")
    assert "个人信息" in asked.text
    assert "同意" in asked.text
    await talk.say("确认")
    assert (await held(app))["phone"] == "13800138000"
    await talk.keep("电话改成13900139000", facts={"phone": "13900139000"})
    gone = await talk.keep("删掉联系电话")
    assert "连同历史" in gone.text
    assert await rows(app, Fact, field="phone") == []
    assert await rows(app, Fact, field="contact_name") != []


async def test_a_repeated_message_keeps_once(app: Application, talk: Talk) -> None:
    await talk.say("我们有80人", "keep_facts")
    first = await talk.say("对")
    talk.number -= 1
    assert await talk.say("对") == first
    assert len(await rows(app, Fact)) == 1


async def test_two_who_keep_at_once_leave_one_that_holds(app: Application) -> None:
    people = [Talk(app, f"u{number}", f"c{number}", enterprise=OURS) for number in range(4)]
    for number, one in enumerate(people):
        await one.say(f"我们有{80 + number}人", "keep_facts")
    await asyncio.gather(*(one.say("确认") for one in people))
    kept = await rows(app, Fact, field="employees")
    assert sorted(row.value["value"] for row in kept) == [80, 81, 82, 83]
    assert len([row for row in kept if row.ended_at is None]) == 1


async def test_facts_given_by_a_program_are_held_to_the_fields(app: Application, talk: Talk) -> None:
    wrong = await talk.say("", "keep_facts", facts={"industry": "挖矿"})
    assert "可以选" in wrong.text
    other = Talk(app, conversation="d")
    await other.keep("", facts={"industry": "皮革皮具", "employees": 80, "above_scale": True})
    assert await held(app) == {"industry": "皮革皮具", "employees": 80, "above_scale": True}


async def test_a_better_founded_statement_of_the_same_is_kept(app: Application) -> None:
    async with app.database.transaction() as session:
        session.add(Enterprise(id=OURS, name=None, verified=False, created_at=NOW))
        await session.flush()
        repository = FactRepository(session)
        await repository.keep(OURS, {"employees": 80}, Said("x", None, NOW))
        weaker = await repository.keep(OURS, {"employees": 80}, Said("y", None, NOW))
        better = await repository.keep(
            OURS, {"employees": 80}, Said("z", None, NOW + timedelta(days=1), "operator", "verified")
        )
        assert [change.changed for change in (*weaker, *better)] == [False, True]
        assert [row.evidence for row in await repository.history(OURS, "employees")] == ["self_reported", "verified"]
