"""Scenarios that are decided on, through the one door: what is decided, from which day, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.adoption import LEATHER, SCHEDULING, STITCHES, UPKEEP, china, standing
from tests.fakes.front_desk import START, Clock, Person, rows
from tools.database.models import Adoption, AdoptionUse, Assessment, Contact, Report

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply


def titles(reply: Reply) -> list[str]:
    return [suggestion.title for suggestion in reply.suggestions]


async def reported(app: Application, *scenarios: str) -> None:
    async with app.database.transaction() as session:
        session.add(
            Assessment(
                id="A1", enterprise_id="e-狮岭精", contact_id="c", form="quick", questionnaire="1", state="done",
                started_at=START, updated_at=START, finished_at=START,
            )
        )  # fmt: skip
        await session.flush()
        session.add(
            Report(
                id="R1", token="t", enterprise_id="e-狮岭精", assessment_id="A1", contact_id="c", content_number="1",
                content={"scenarios": [{"id": name} for name in scenarios]}, created_at=START, expires_at=START,
            )
        )  # fmt: skip


# --- decisions --------------------------------------------------------------------------------------------------------


async def test_a_decision_is_kept_with_its_day_and_once(app: Application, owner: Person) -> None:
    words = "我们定了做皮料排料，12月15号上线"
    done = await owner.say(words)
    row = await standing(app, LEATHER)
    assert (row.state, row.go_live_at, row.enterprise_id) == ("planned", china(2026, 12, 15), "e-狮岭精")
    (contact,) = await rows(app, Contact, external_id="owner")
    assert row.contact_id == row.recorded_by == contact.id
    assert row.note == words
    assert "12月15日上线" in done.text
    assert "8.2.2 第6项" in done.text
    assert await owner.again(text=words) == done
    assert len(await rows(app, Adoption)) == 1
    again = await owner.say(words)
    assert "没有变动" in again.text
    assert len(await rows(app, Adoption)) == 1


async def test_another_day_ends_the_row_and_keeps_the_history(app: Application, owner: Person) -> None:
    await owner.say("我们定了做皮料排料，12月15号上线")
    moved = await owner.say("推迟到1月10号")
    assert "原来是12月15日" in moved.text
    assert "2027年1月10日" in moved.text
    first, second = sorted(await rows(app, Adoption), key=lambda row: row.updated_at)
    assert (first.go_live_at, first.ended_at == second.updated_at) == (china(2026, 12, 15), True)
    assert (second.state, second.go_live_at, second.ended_at) == ("planned", china(2027, 1, 10), None)
    assert first.created_at == second.created_at


async def test_a_day_is_moved_by_as_much_as_is_said(app: Application, owner: Person) -> None:
    await owner.say("我们定了做皮料排料，12月15号上线")
    assert "改为12月22日上线" in (await owner.say("推后一个礼拜")).text
    assert "改为12月20日上线" in (await owner.say("又提前两天")).text
    assert (await standing(app, LEATHER)).go_live_at == china(2026, 12, 20)


async def test_a_message_decides_on_several_each_by_its_own_words(app: Application, owner: Person) -> None:
    words = "皮料瑕疵识别与智能排料定了，12月15号上；成品外观与线迹检测今年不做了"
    done = await owner.press("record_adoption", words)
    assert (await standing(app, LEATHER)).state == "planned"
    assert (await standing(app, STITCHES)).state == "declined"
    assert done.text.index("皮料") < done.text.index("成品外观")
    open_ = "智能排产我们还在看，成品外观与线迹检测定了"
    await owner.press("record_adoption", open_)
    assert await rows(app, Adoption, scenario_id=SCHEDULING) == []


async def test_what_is_put_off_is_what_was_planned(app: Application, owner: Person) -> None:
    await owner.press("compare_scenarios", first=LEATHER, second=STITCHES)
    await owner.press("record_adoption", "定了，12月20号上线", scenario=STITCHES)
    moved = await owner.press("record_adoption", "皮料那台龙门相机没到，推到1月10号", scenario=STITCHES)
    assert "成品外观与线迹检测" in moved.text
    assert await rows(app, Adoption, scenario_id=LEATHER) == []


async def test_going_live_stopping_and_starting_again(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=UPKEEP, state="planned", go_live="2026-12-01")
    live = await owner.say("预测性维护上周上线了")
    assert "“上周”我按11月20日（周五）记" in live.text
    assert (await standing(app, UPKEEP)).go_live_at == china(2026, 11, 20)
    await owner.say("不对，是上周三")
    assert (await standing(app, UPKEEP)).go_live_at == china(2026, 11, 18)
    await owner.say("停用了")
    assert (await standing(app, UPKEEP)).state == "stopped"
    await owner.press("record_adoption", "又启用了，昨天", scenario=UPKEEP)
    assert [row.state for row in sorted(await rows(app, Adoption), key=lambda row: row.updated_at)] == [
        "planned", "live", "live", "stopped", "live",
    ]  # fmt: skip


async def test_without_a_day_a_plan_waits_for_one_and_live_is_today(app: Application, owner: Person) -> None:
    asked = await owner.say("我们准备上智能排产，时间没定")
    assert "哪天上线" in asked.text
    assert (await standing(app, SCHEDULING)).go_live_at is None
    await owner.say("12月底")
    assert (await standing(app, SCHEDULING)).go_live_at == china(2026, 12, 31)
    live = await owner.press("record_adoption", scenario=SCHEDULING, state="live")
    assert "按今天记" in live.text
    assert (await standing(app, SCHEDULING)).go_live_at == china(2026, 11, 26)


async def test_a_plan_whose_day_has_come_is_live_from_it(app: Application, owner: Person, clock: Clock) -> None:
    await owner.press("record_adoption", scenario=SCHEDULING, state="planned", go_live="2026-11-28")
    clock.pass_by(days=5)
    live = await owner.press("record_adoption", scenario=SCHEDULING, state="live")
    assert "按原定的11月28日记" in live.text
    assert (await standing(app, SCHEDULING)).go_live_at == china(2026, 11, 28)


async def test_a_kind_is_asked_about_before_anything_is_written(app: Application, owner: Person) -> None:
    asked = await owner.say("我们定了做视觉质检，12月15号上线")
    assert asked.text == "说的是哪个场景？"
    assert "成品外观与线迹检测" in titles(asked)
    assert await rows(app, Adoption) == []
    await owner.say("成品外观与线迹检测")
    row = await standing(app, STITCHES)
    assert (row.state, row.go_live_at) == ("planned", china(2026, 12, 15))


async def test_the_one_it_may_be_is_asked_about(app: Application, owner: Person) -> None:
    await reported(app, STITCHES)
    asked = await owner.press("record_adoption", "我们定了，月底上线")
    assert asked.text == "说的是“成品外观与线迹检测”吗？"
    assert await rows(app, Adoption) == []
    await owner.say("对")
    assert (await standing(app, STITCHES)).go_live_at == china(2026, 11, 30)


async def test_what_was_recommended_is_named_by_its_place(app: Application, owner: Person) -> None:
    shown = await owner.say("推荐几个适合我们皮具厂的场景")
    second = shown.tool_calls[0].result["recommended"][1]["id"]
    await owner.say("就做第二个吧，下个月15号上")
    assert (await standing(app, second)).go_live_at == china(2026, 12, 15)
    first = shown.tool_calls[0].result["recommended"][0]["id"]
    await owner.say("第一个我们也定了，月底上线")
    assert (await standing(app, first)).go_live_at == china(2026, 11, 30)


async def test_wanting_none_of_them_declines_what_was_recommended(app: Application, owner: Person) -> None:
    shown = await owner.say("推荐几个适合我们皮具厂的场景")
    ids = {one["id"] for one in shown.tool_calls[0].result["recommended"]}
    done = await owner.say("都不做")
    assert f"{len(ids)} 个场景" in done.text
    assert {(row.scenario_id, row.state) for row in await rows(app, Adoption)} == {(name, "declined") for name in ids}
    await owner.say("都不做")
    assert len(await rows(app, Adoption)) == len(ids)


async def test_wanting_none_after_a_report_declines_what_it_matched(app: Application, owner: Person) -> None:
    await reported(app, STITCHES, LEATHER, SCHEDULING)
    await owner.press("record_adoption", scenario=LEATHER, state="planned")
    await owner.say("都不做")
    assert {(row.scenario_id, row.state) for row in await rows(app, Adoption)} == {
        (LEATHER, "planned"),
        (STITCHES, "declined"),
        (SCHEDULING, "declined"),
    }


async def test_nothing_is_declined_where_nothing_was_recommended(app: Application, owner: Person) -> None:
    assert "还没有给你推荐过场景" in (await owner.say("都不做")).text
    assert await rows(app, Adoption) == []


async def test_days_that_cannot_be_meant_are_asked_again(app: Application, owner: Person) -> None:
    past = await owner.press("record_adoption", scenario=UPKEEP, state="planned", go_live="2026-11-01")
    assert "11月1日已经过了" in past.text
    future = await owner.press("record_adoption", scenario=UPKEEP, state="live", go_live="2026-12-05")
    assert "还没到" in future.text
    unclear = await owner.press("record_adoption", "预测性维护10月20号上线，定了")
    assert unclear.text == "是哪一年的？"
    assert titles(unclear)[:2] == ["2026年10月20日", "2027年10月20日"]
    assert await rows(app, Adoption) == []
    assert (await owner.press("record_adoption", scenario="SC-NO-999", state="planned")).text.startswith(
        "场景目录里没认出"
    )
    assert (await owner.press("record_adoption", scenario=UPKEEP)).text == "“关键设备预测性维护”现在到哪一步了？"
    await owner.say("已经上线")
    assert (await standing(app, UPKEEP)).state == "live"


async def test_another_name_in_the_words_goes_before_what_was_asked_about(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=UPKEEP, state="planned")
    await owner.press("record_adoption", "AI客服不做了", scenario=UPKEEP)
    assert (await standing(app, UPKEEP)).state == "planned"
    assert (await standing(app, "SC-SV-053")).state == "declined"


# --- operators, and who may what --------------------------------------------------------------------------------------


async def test_an_operator_records_for_a_named_enterprise(app: Application, operator: Person, other: Person) -> None:
    await other.say("你好")
    done = await operator.say("金明五金的设备预测性维护已经上线")
    assert "金明五金制品有限公司的**关键设备预测性维护**" in done.text
    row = await standing(app, UPKEEP)
    (person,), (worker,) = await rows(app, Contact, external_id="other"), await rows(app, Contact, external_id="张工")
    assert (row.enterprise_id, row.contact_id, row.recorded_by) == ("e-金明五", person.id, worker.id)


async def test_an_operator_is_asked_which_enterprise(app: Application, operator: Person) -> None:
    asked = await operator.press("record_adoption", "金明的预测性维护昨天上线了")
    assert set(titles(asked)) >= {"金明五金制品有限公司", "金明电子"}
    assert await rows(app, Adoption) == []
    await operator.say("金明电子")
    assert (await standing(app, UPKEEP)).enterprise_id == "e-金明电"
    nobody = await operator.press("record_adoption", scenario=UPKEEP, state="live")
    assert "哪一家企业" in nobody.text
    unknown = await operator.press("record_adoption", scenario=UPKEEP, state="live", enterprise="没有这家")
    assert "没有找到" in unknown.text


async def test_an_enterprise_records_and_sees_only_its_own(app: Application, owner: Person, other: Person) -> None:
    await other.press("record_adoption", scenario=UPKEEP, state="live")
    for tool, arguments in (
        ("record_adoption", {"scenario": UPKEEP, "state": "stopped"}),
        ("record_use", {"scenario": UPKEEP, "per_week": 3, "minutes": 10}),
        ("show_adoptions", {}),
    ):
        for enterprise in ("e-金明五", "金明五金制品有限公司"):
            refused = await owner.press(tool, enterprise=enterprise, **arguments)
            assert "只能登记和查看自己企业" in refused.text
    assert "只能登记和查看自己企业" in (await owner.say("金明五金的智能排产上线了")).text
    assert "还没有登记过" in (await owner.press("show_adoptions")).text
    assert [row.state for row in await rows(app, Adoption)] == ["live"]
    assert await rows(app, AdoptionUse) == []


# --- showing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["智能排产定了，13月40号上线", "智能排产13月40号上线"])
async def test_a_day_there_is_none_of_is_asked_again(app: Application, owner: Person, words: str) -> None:
    refused = await owner.press("record_adoption", words)
    assert refused.text.startswith("没有“13月40号”这一天")
    assert (await owner.say("2月30号")).text.startswith("没有“2月30号”这一天")
    assert await rows(app, Adoption) == []
    await owner.say("12月20号")
    assert (await standing(app, SCHEDULING)).state == "planned"


async def test_a_number_of_a_scenario_nobody_has_is_not_the_one_at_hand(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=SCHEDULING, state="planned", go_live="2026-12-20")
    refused = await owner.press("record_adoption", "SC-XX-999 定了，12月5号上线")
    assert refused.text.startswith("场景目录里没认出“SC-XX-999”")


async def test_a_scenario_that_is_not_wanted_has_no_day(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=SCHEDULING, state="planned", go_live="2026-12-20")
    await owner.press("record_adoption", scenario=SCHEDULING, state="declined")
    again = await owner.press("record_adoption", scenario=SCHEDULING, state="declined")
    assert again.text == "已经是这样记的：**智能排产**不做，没有变动。"


async def test_the_day_may_stay_open(app: Application, owner: Person) -> None:
    asked = await owner.press("record_adoption", "智能排产定了")
    assert "哪天上线" in asked.text
    assert "先空着" in (await owner.say("对，记吧")).text
    row = await standing(app, SCHEDULING)
    assert (row.state, row.go_live_at) == ("planned", None)


# --- what the talk was about before -----------------------------------------------------------------------------------


async def test_it_is_the_one_scenario_the_talk_was_about(app: Application, owner: Person, clock: Clock) -> None:
    await owner.say("要是我们上智能排产，得先有些什么数据")
    await owner.say("听着不错，我回去跟老板商量商量")
    clock.pass_by(days=2)
    await owner.say("老板同意了，就上它，2027年3月1号上线")
    assert (await standing(app, SCHEDULING)).state == "planned"


async def test_it_is_asked_where_the_talk_was_about_several(app: Application, owner: Person, clock: Clock) -> None:
    await owner.press("read_scenario", scenario=SCHEDULING)
    await owner.press("read_scenario", scenario=LEATHER)
    await owner.say("我回去跟老板商量商量")
    clock.pass_by(days=2)
    await owner.say("老板同意了，2027年3月1号上线")
    assert not await rows(app, Adoption)


async def test_what_others_do_and_leaving_the_talk_record_nothing(app: Application, owner: Person) -> None:
    await owner.say("冷链那个场景要多少天能上")
    await owner.say("算了不看了，忙去了")
    assert "没有记" in (await owner.say("听讲对面明辉的3D起版已经用上了，真的假的")).text
    await owner.say("卖软件的讲不上智能排产就要被淘汰，听着就想笑")
    await owner.say("轻量化MES报工一般多久能上线")
    await owner.say("软件公司当初拍胸脯讲一个月上线，这都半年了，你说气人不气人")
    assert not await rows(app, Adoption)
