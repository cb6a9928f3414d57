"""Scenarios that were decided on, through the one door: decisions, how they are used, what is shown, and to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import DATA, Application, build
from assistant.demo import Demo
from assistant.settings import Settings
from tests.fakes.front_desk import START, Clock, Person, rows
from tools.database.models import Adoption, AdoptionUse, Assessment, Contact, Enterprise, Promise, Report, Survey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.messages import Reply

LEATHER, STITCHES, SCHEDULING, UPKEEP = "SC-MF-009", "SC-QC-014", "SC-MF-063", "SC-EQ-061"


@pytest.fixture
async def app(base: Application, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    settings = Settings(_env_file=None, var_dir=base.settings.var_dir, database_url=f"sqlite:///{tmp_path / 'a.db'}")
    application = build(settings, clock=clock, beside=base)
    await application.start()
    async with application.database.transaction() as session:
        for name in ("狮岭精工皮具", "金明五金制品有限公司", "金明电子"):
            session.add(Enterprise(id=f"e-{name[:2]}{name[2]}", name=name, verified=True, created_at=clock.now))
    yield application
    await application.close()


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="e-狮岭精")


@pytest.fixture
def other(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "other", enterprise="e-金明五")


@pytest.fixture
def operator(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "张工", role="operator")


async def standing(app: Application, scenario: str) -> Adoption:
    (row,) = await rows(app, Adoption, scenario_id=scenario, ended_at=None)
    assert isinstance(row, Adoption)
    return row


def china(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=8)


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


async def test_what_stands_is_shown_with_its_use(app: Application, owner: Person, operator: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live", go_live="2026-11-20")
    await owner.press("record_use", "每天都用，一次半小时", scenario=LEATHER)
    await owner.press("record_adoption", scenario=SCHEDULING, state="planned", go_live="2026-12-15")
    await owner.press("record_adoption", scenario=UPKEEP, state="declined")
    shown = await owner.say("我们上了哪些场景，用得怎么样")
    assert "登记了 3 个场景：已上线 1 个、准备上线 1 个、不做 1 个" in shown.text
    assert "一周 7 次，每次 30 分钟（11月26日说的）" in shown.text
    assert "定在12月15日" in shown.text
    theirs = await operator.say("狮岭精工上了哪些场景")
    assert "狮岭精工皮具登记了 3 个场景" in theirs.text
    only = await owner.press("show_adoptions", "哪些还没上线")
    assert "智能排产" in only.text
    assert "皮料" not in only.text


async def test_a_plan_that_is_late_says_so(app: Application, owner: Person, clock: Clock) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="planned", go_live="2026-12-01")
    clock.pass_by(days=10)
    assert "原定12月1日，已过 5 天" in (await owner.press("show_adoptions")).text


async def test_the_region_is_counted_with_the_newest(
    app: Application, owner: Person, other: Person, operator: Person
) -> None:
    assert "还没有企业登记过" in (await operator.press("show_adoptions")).text
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.press("record_adoption", scenario=LEATHER, state="stopped")
    await other.press("record_adoption", scenario=UPKEEP, state="live")
    shown = await operator.say("全区上了多少场景")
    assert "全区登记了 2 个场景应用，涉及 2 家企业" in shown.text
    assert shown.tool_calls[0].result["counts"] == {"live": 1, "stopped": 1}
    newest = shown.text.split("最近变动：")[1]
    assert newest.index("金明五金制品有限公司") < newest.index("狮岭精工皮具")


async def test_the_demo_region_has_them_in_every_state_and_takes_them_out(app: Application, clock: Clock) -> None:
    clock.pass_by(hours=3)
    demo = Demo(app.database, app.library, DATA, clock)
    await demo.load()
    decided, uses, promised = [await rows(app, model) for model in (Adoption, AdoptionUse, Promise)]
    assert {row.state for row in decided} == {"planned", "live", "stopped", "declined"}
    assert {row.scenario_id for row in decided} <= set(app.library.current().catalogs.scenarios)
    assert {use.adoption_id for use in uses} <= {row.id for row in decided}
    assert all(row.go_live_at <= clock.now for row in decided if row.state == "live")
    assert all(row.go_live_at is None or row.go_live_at > clock.now for row in decided if row.state == "planned")
    assert {(row.side, row.state) for row in promised} >= {("enterprise", "open"), ("platform", "open")}
    await demo.clear()
    assert [await rows(app, model) for model in (Adoption, AdoptionUse, Promise)] == [[], [], []]


async def test_the_archive_and_its_export_have_them(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live", go_live="2026-11-20")
    await owner.press("record_use", "每天都用，一次半小时", scenario=LEATHER)
    archive = await owner.say("看看我们的档案")
    assert "**皮料瑕疵识别与智能排料**：已上线，11月20日起；一周 7 次，每次 30 分钟" in archive.text
    exported = await owner.say("导出我们的档案")
    assert (
        exported.tool_calls[0].result["counts"] | {"adoptions": 1, "adoption_uses": 1}
        == (exported.tool_calls[0].result["counts"])
    )


async def test_scores_of_going_live_and_effect_are_tied_to_the_scenario(app: Application, owner: Person) -> None:
    await owner.press("record_adoption", scenario=LEATHER, state="live")
    await owner.press("rate_service", "4分，培训到位", stage="go_live")
    await owner.press("record_adoption", scenario=SCHEDULING, state="live")
    asked = await owner.press("rate_service", "3分", stage="effect")
    assert asked.text == "给哪个场景打分？"
    await owner.say("智能排产")
    await owner.press("rate_service", "5分", stage="process")
    found = {(row.stage, row.about, row.about_id, row.score) for row in await rows(app, Survey)}
    assert found == {
        ("go_live", "scenario", LEATHER, 4),
        ("effect", "scenario", SCHEDULING, 3),
        ("process", "service", None, 5),
    }


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


async def test_the_day_may_stay_open(app: Application, owner: Person) -> None:
    asked = await owner.press("record_adoption", "智能排产定了")
    assert "哪天上线" in asked.text
    assert "先空着" in (await owner.say("对，记吧")).text
    row = await standing(app, SCHEDULING)
    assert (row.state, row.go_live_at) == ("planned", None)
