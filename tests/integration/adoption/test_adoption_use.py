"""How scenarios that were decided on are used, through the one door: told in a sentence, or asked part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.adoption import LEATHER, SCHEDULING, standing
from tests.fakes.front_desk import Clock, Person, rows
from tools.database.models import AdoptionUse

if TYPE_CHECKING:
    from assistant.bootstrap import Application

# --- use --------------------------------------------------------------------------------------------------------------


async def test_use_is_kept_from_one_sentence_once_and_compared(app: Application, owner: Person, clock: Clock) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    words = "每天都用，一次半小时，二十来个人里十五个在用，返工少了一半"
    done = await owner.say(words)
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage, use.effect) == (7, 30, 75, "返工少了一半")
    assert (use.words, use.adoption_id) == (words, (await standing(app, LEATHER)).id)
    assert "一周 7 次，每次 30 分钟，覆盖 75%" in done.text
    assert await owner.again(text=words) == done
    assert len(await rows(app, AdoptionUse)) == 1
    clock.pass_by(days=30)
    later = await owner.press("record_use", "一周用三次，每次20分钟", scenario=LEATHER)
    assert "和上次（11月26日）比：每周次数从 7 次到 3 次，每次分钟数从 30 分钟到 20 分钟" in later.text
    assert len(await rows(app, AdoptionUse)) == 2


async def test_use_can_be_put_right_right_after(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.say("每天都用，一次半小时")
    await owner.say("不对，一次20分钟，覆盖七成")
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage) == (7, 20, 70)


async def test_a_figure_is_put_right_while_another_is_asked(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.say("一周用6次")
    assert "每次大概用多久" in (await owner.say("大概覆盖70%的工人")).text
    assert "每次大概用多久" in (await owner.say("70说多了，是60%")).text
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage) == (6, None, 60)


async def test_a_figure_is_put_right_after_another_matter(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.say("一周用6次，一次20分钟，覆盖70%")
    await owner.say("你好")
    await owner.press("record_use", "20分钟说多了，一刻钟")
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage) == (6, 15, 70)


async def test_use_is_asked_part_by_part_and_may_be_unknown(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    assert "多久用一次" in (await owner.press("record_use", scenario=LEATHER)).text
    assert "多久用一次" in (await owner.say("不固定")).text
    assert "没听出" in (await owner.press("record_use", scenario=LEATHER, asked="per_week", said="看心情")).text
    assert "每次大概用多久" in (await owner.say("一周三次")).text
    assert "多少人" in (await owner.say("不知道")).text
    assert "0 到 100" in (await owner.say("150%")).text
    assert "有什么变化" in (await owner.say("七成")).text
    (so_far,) = await rows(app, AdoptionUse)
    assert (so_far.per_week, so_far.coverage, so_far.effect) == (3, 70, None)
    await owner.say("没变化")
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage, use.effect) == (3, None, 70, "没变化")


async def test_what_was_told_is_kept_and_put_right_while_the_rest_is_asked(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    assert "记下了：一周 2 次" in (await owner.say("一周就用两次，主要是赶样")).text
    assert "记下了：一周 12 次" in (await owner.say("不对，是一周用12次")).text
    (use,) = await rows(app, AdoptionUse)
    assert use.per_week == 12
    assert "停用了" in (await owner.say("师傅们都不肯用，这个月起停掉了")).text


async def test_figures_right_after_going_live_are_its_use(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.say("一周用5次，每次20分钟，覆盖六成设备")
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage) == (5, 20, 60)


async def test_that_it_is_used_no_more_is_no_answer_to_how_it_is_used(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    asked = await owner.press("record_use", "停了吧，没人用", scenario=LEATHER)
    assert "停用了吗" in asked.text
    assert (await standing(app, LEATHER)).state == "live"
    await owner.say("是")
    assert (await standing(app, LEATHER)).state == "stopped"
    assert await rows(app, AdoptionUse) == []


async def test_a_question_in_between_is_answered_and_the_part_asked_again(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.press("record_use", scenario=LEATHER)
    aside = await owner.say("标准里数据传输有什么要求？")
    assert "多久用一次" in aside.text
    await owner.say("每天用，一次半小时")
    await owner.say("不知道")
    await owner.say("不知道")
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage, use.effect) == (7, 30, None, None)


async def test_nothing_is_kept_of_what_nobody_knows(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.press("record_use", scenario=LEATHER)
    for _ in range(4):
        last = await owner.say("不知道")
    assert "先不记" in last.text
    assert await rows(app, AdoptionUse) == []


async def test_what_nobody_uses_leads_to_help(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    done = await owner.press("record_use", "没人用", scenario=LEATHER)
    assert "卡在哪里" in done.text
    help_ = next(one for one in done.suggestions if one.tool == "open_ticket")
    assert LEATHER in help_.arguments["question"]
    await owner.say("不做了")
    assert (await standing(app, LEATHER)).state == "stopped"


async def test_use_is_only_of_what_is_live(app: Application, owner: Person) -> None:
    assert "还没有登记过已上线的场景" in (await owner.press("record_use", "每天用，一次半小时")).text
    await owner.press("record_adoption", scenario=LEATHER, state="planned")
    refused = await owner.press("record_use", "每天用，一次半小时", scenario=LEATHER)
    assert "还没有登记上线" in refused.text
    assert await rows(app, AdoptionUse) == []


async def test_of_several_it_is_asked_which(app: Application, owner: Person) -> None:
    for scenario in (LEATHER, SCHEDULING):
        await owner.press("record_adoption", scenario=scenario, state="live")
    owner.conversation = "another"
    asked = await owner.press("record_use", "每天用，一次半小时")
    assert "哪个场景" in asked.text
    await owner.say("智能排产")
    (use,) = await rows(app, AdoptionUse)
    assert use.adoption_id == (await standing(app, SCHEDULING)).id


async def test_use_goes_on_with_a_decision_that_is_moved(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live", go_live="2026-11-20")
    await owner.press("record_use", "每天用，一次半小时", scenario=LEATHER)
    await owner.press("record_adoption", scenario=LEATHER, state="live", go_live="2026-11-10")
    (use,) = await rows(app, AdoptionUse)
    assert use.adoption_id == (await standing(app, LEATHER)).id


# --- showing ----------------------------------------------------------------------------------------------------------


async def test_figures_that_cannot_be_meant_are_asked_again_and_lead_out(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    asked = await owner.press("record_use", "每天用500000次，每次100000小时，覆盖300%", scenario=LEATHER)
    assert "多久用一次" in asked.text
    assert "每次多久" in (await owner.say("每天用")).text
    assert "覆盖多少" in (await owner.say("半小时")).text
    await owner.say("不知道")
    await owner.say("没什么变化")
    (use,) = await rows(app, AdoptionUse)
    assert (use.per_week, use.minutes, use.coverage) == (7, 30, None)


async def test_one_answer_leaves_a_part_open_and_tells_another(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.press("record_use", "一周用5次", scenario=LEATHER)
    await owner.say("每次差不多20分钟")
    await owner.say("多少人用不清楚，效果就是对账不用加班了")
    use = max(await rows(app, AdoptionUse), key=lambda row: row.recorded_at)
    assert (use.per_week, use.minutes, use.coverage, use.effect) == (5, 20, None, "对账不用加班了")
