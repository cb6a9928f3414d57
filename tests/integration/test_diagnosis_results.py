"""What a diagnosis comes to and how that is told: the level, what held it back, what changed, what did not count."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from tests.fakes.diagnosis import NOW, QUICK, Talk, answers, assessments, kept
from tests.fakes.filing import on_file
from tools.database.models import Assessment
from tools.database.repositories.enterprises import EnterpriseRepository

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def test_the_profile_sees_the_result(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["3"] * 10)
    (row,) = await assessments(app)
    async with app.database.read() as session:
        profile = await EnterpriseRepository(session).profile(row.enterprise_id)
    assert profile.standing is not None
    assert (profile.level, profile.standing.total) == ("L2", 50)
    assert dict(profile.standing.dimensions) == dict.fromkeys(("D1", "D2", "D3", "D4", "D5"), 50.0)
    assert dict(profile.standing.answers) == dict.fromkeys(QUICK, 2)


async def test_what_does_not_count_is_told_when_asked(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["2", "2", "不适用"])
    during = await talk.say("不适用会不会拉低我的分")
    assert "不计分" in during.text
    assert "第 4/10 题" in during.text
    assert "还剩 7 题" in (await talk.say("问这么多有完没完啊")).text
    done = await talk.answer_all(["5", "不适用", "跳过", "2", "2", "2", "5"])
    assert "不适用的 2 题已剔除" in done.text
    first = (await talk.say("没生产这块会不会拉低我的分")).text.partition("\n")[0]
    assert first == "不适用的 2 题已剔除，不计分，不拉低分数。没答上的 1 题也不计分，只是置信度低一些。"
    assert (await talk.say("有没有矛盾的地方")).text.startswith("没有互相对不上的答案")
    assert (await talk.say("拿这个去申报，说我们官方认定一级，行不行")).text.startswith("不算官方认定，不能当官方等级")
    assert kept(await answers(app))["Q14"] == "skipped"


async def test_the_result_shows_gates_contradictions_pains_and_what_has_changed(app: Application, talk: Talk) -> None:
    await on_file(app, "firm", "金明五金", at=NOW, pains=["质量"])
    talk.who = {"enterprise": "firm"}
    await talk.start()
    await talk.answer_all(["3"] * 10)
    assert "这是同一版题库下的第一次诊断" in (await talk.say("和上次比有变化吗", "show_diagnosis")).text
    talk.now += timedelta(days=60)
    await talk.start("quick")
    #                                Q01  Q02  Q07  Q08  Q13  Q14  Q16  Q18  Q20  Q22
    reply = await talk.answer_all(["5", "5", "4", "2", "5", "2", "5", "5", "1", "4"])
    assert "第 8 题“业财一体，自动出成本”，但第 4 题“Excel 为主”" in reply.text
    assert "1. 质量：漏检、客诉查不清（第 6 题答“纸质记录”，也是你们自己提的痛点）" in reply.text
    shown = await talk.say("和上次比呢", "show_diagnosis")
    assert shown.text.startswith("**和上次（2026年11月23日，快速版）比**：总分 50 → ")
    assert "数字意识 +50" in shown.text
    assert shown.tool_calls[0].result["previous"]["total"] == 50
    weakest = await talk.say("最弱的是哪块", "show_diagnosis")
    assert re.match(r"最弱的是\*\*\S+\*\*", weakest.text)


async def test_a_gate_is_said_to_have_held_the_level_back(talk: Talk) -> None:
    await talk.start()
    reply = await talk.answer_all(["5", "5", "5", "5", "4", "4", "4", "1", "1", "5"])
    assert "只看总分够 L3 集成，但数据治理能力 0 分没到 L3 要的 50 分，所以先定 L2" in reply.text


async def test_too_little_is_answered_for_a_level(talk: Talk) -> None:
    await talk.start()
    reply = await talk.answer_all(["3", "跳过", "跳过", "3", "跳过", "3", "跳过", "3", "跳过", "跳过"])
    assert "先不定级" in reply.text
    assert "依据不足（1 题只答了 0 题）" in reply.text
    assert "**L" not in reply.text
    assert "第 2 题改成哪个" in (await talk.press("补答第 2 题")).text
    again = await talk.say("0.8%")
    assert "第 2 题从“跳过”改成“0.5%—1%”了" in again.text
    assert again.suggestions[0].title == "补答第 3 题"


async def test_a_new_version_of_the_questionnaire_begins_anew_and_leaves_old_results_alone(
    app: Application, talk: Talk
) -> None:
    async def outdate() -> None:
        async with app.database.transaction() as session:
            await session.execute(update(Assessment).values(questionnaire="2025.01"))

    await talk.start()
    await talk.answer_all(["3"] * 10)
    await outdate()
    assert "已经做完了" in (await talk.say("", "answer_diagnosis", answer="第3题改成5")).text
    talk.now += timedelta(days=1)
    await talk.start()
    await talk.say("1")
    await outdate()
    begun = await talk.say("", "start_diagnosis")
    assert "题库已经更新，这次从头开始" in begun.text
    assert "第 1/10 题" in begun.text
    await talk.answer_all(["4"] * 10)
    assert (await talk.say("", "show_diagnosis")).tool_calls[0].result["previous"] is None
