"""What is shown of scenarios that were decided on, and to whom; what else goes by them."""

from __future__ import annotations

from assistant.bootstrap import DATA, Application
from assistant.demo import Demo
from tests.fakes.adoption import LEATHER, SCHEDULING, UPKEEP
from tests.fakes.front_desk import Clock, Person, rows
from tools.database.models import Adoption, AdoptionUse, Promise, Survey


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
