"""A diagnosis as it is asked: the form, one question after the other, pauses, retries and several people at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.fakes.diagnosis import NOW, QUICK, Talk, answers, assessments, kept, scored
from tests.fakes.filing import on_file
from tools.database.models import Contact
from tools.domain.diagnosis.results import Result

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("on_monday")

SAID = [
    *("老板有想法，零零散散在做", "不知道", "差不多一半", "我们就用Excel记记", "没有生产线"),
    *("3", "都是微信上接单", "第三个", "跳过", "没有"),
]
KEPT: dict[str, int | str] = dict(
    zip(QUICK, (2, "unknown", 3, 1, "not_applicable", 2, 0, 2, "skipped", 0), strict=True)
)


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def test_the_form_is_asked_for_with_two_buttons_and_nothing_is_kept_before(app: Application, talk: Talk) -> None:
    reply = await talk.say("", "start_diagnosis")
    assert [s.title for s in reply.suggestions] == ["快速版（10题）", "完整版（26题）"]
    assert await assessments(app) == []
    begun = await talk.say("快的吧")
    assert "**第 1/10 题** 老板或一把手" in begun.text
    assert "1. 还没讨论过\n2. 有人提" in begun.text
    titles = [s.title for s in begun.suggestions]
    assert titles[2] == "3. 有想法，零散在做"
    assert titles[5:] == ["跳过", "先到这"]
    third = begun.suggestions[2]
    (row,) = await assessments(app)
    assert (third.tool, third.arguments) == (
        "answer_diagnosis",
        {"answer": "3", "assessment": row.id, "question_id": "Q01"},
    )
    assert (row.form, row.state, row.question, row.questionnaire) == ("quick", "open", "Q01", "2026.11-draft.1")


@pytest.mark.parametrize(
    ("said", "questions"),
    [("快速版", 10), ("1", 10), ("第二个", 26), ("做完整的", 26), ("后面那个", 26), ("题少的", 10)],
)
async def test_the_form_is_understood_in_words(talk: Talk, said: str, questions: int) -> None:
    await talk.say("", "start_diagnosis")
    assert f"第 1/{questions} 题" in (await talk.say(said)).text


@pytest.mark.parametrize("said", ["随便啦", "不清楚", "你定", "先开始吧", "我也讲不出来，想摸摸底"])
async def test_what_names_no_form_begins_the_quick_one(talk: Talk, said: str) -> None:
    await talk.say("", "start_diagnosis")
    text = (await talk.say(said)).text
    assert "先按快速版来" in text
    assert "第 1/10 题" in text


async def test_an_answer_given_instead_of_a_form_counts(app: Application, talk: Talk) -> None:
    await talk.say("", "start_diagnosis")
    text = (await talk.say("讲就讲过几次啦，冇计划嘅")).text
    assert "记下：有人提，没有计划。" in text
    assert "第 2/10 题" in text
    assert kept(await answers(app)) == {"Q01": 1}


async def test_the_choice_of_a_form_is_put_off(app: Application, talk: Talk) -> None:
    await talk.say("", "start_diagnosis")
    assert "先不测" in (await talk.say("先到这儿，晚点接着")).text
    assert await assessments(app) == []


async def test_one_comes_back_after_a_pause_in_ones_own_words(talk: Talk) -> None:
    await talk.start()
    assert "先到这" in (await talk.say("停一下停一下 来客人了")).text
    assert "第 1/10 题" in (await talk.say("客人走了，继续")).text


async def test_the_form_is_read_from_the_request(talk: Talk) -> None:
    assert "第 1/26 题" in (await talk.say("我想做个完整的诊断", "start_diagnosis")).text


async def test_free_words_are_understood_kept_and_scored(app: Application, talk: Talk) -> None:
    await talk.start()
    reply = await talk.answer_all(SAID)
    rows = await answers(app)
    assert kept(rows) == KEPT
    assert {row.evidence for row in rows} == {"self_reported"}
    assert {row.questionnaire for row in rows} == {"2026.11-draft.1"}
    assert rows[3].words == "我们就用excel记记"
    assert len({row.turn_id for row in rows}) == 10
    (row,) = await assessments(app)
    assert (row.state, row.question, row.finished_at) == ("done", None, NOW)
    expected = scored(app, KEPT)
    assert Result.model_validate(row.result) == expected
    assert (row.score, row.level) == (expected.total, expected.level)
    assert "估计值，可能差一档" in reply.text
    assert "不等于工信部评测、现场评定或任何认定" in reply.text
    assert "置信度" in reply.text
    assert reply.text.count("\n- ") == 5
    assert [s.tool for s in reply.suggestions] == [
        "make_report",
        "recommend_scenarios",
        "match_policies",
        "start_diagnosis",
    ]
    assert [c.clause for c in reply.citations] == ["8.3.1 b)"]


async def test_a_digression_is_answered_and_the_question_asked_again(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.say("3")
    reply = await talk.say("8.3.1 b)讲什么")
    assert reply.citations[0].clause == "8.3.1 b)"
    assert "接着刚才的：**第 2/10 题**" in reply.text
    await talk.say("2")
    assert kept(await answers(app)) == {"Q01": 2, "Q02": 1}


async def test_words_that_fit_no_option_are_asked_about_and_nothing_is_kept(app: Application, talk: Talk) -> None:
    await talk.start()
    for said in ("今天天气真好", "6", "谢谢", "什么意思"):
        reply = await talk.say(said)
        assert "第 1/10 题" in reply.text, said
    assert await answers(app) == []
    for said in ("3", "2", "2"):
        await talk.say(said)
    either = await talk.say("excel和微信都有")
    assert "更接近 **1. 纸和微信** 还是 **2. Excel 为主**" in either.text
    assert [s.title for s in either.suggestions][:2] == ["1. 纸和微信", "2. Excel 为主"]
    await talk.say("2")
    assert kept(await answers(app))["Q08"] == 1


async def test_any_of_them_is_no_answer(app: Application, talk: Talk) -> None:
    await talk.start()
    for said in ("随便", "你帮我选一个得了"):
        assert "随便选结果就不准了" in (await talk.say(said)).text
    assert await answers(app) == []


async def test_a_pause_is_resumed_days_later_on_another_channel(app: Application, talk: Talk) -> None:
    await on_file(app, "firm", "金明五金", at=NOW)
    talk.who = {"enterprise": "firm"}
    await talk.start()
    await talk.answer_all(["1", "2", "3"])
    paused = await talk.say("先到这吧")
    assert "第 4/10 题" in paused.text
    assert "留着" in paused.text
    (row,) = await assessments(app)
    assert (row.state, row.question) == ("paused", "Q08")
    other = Talk(app, "colleague", "elsewhere", enterprise="firm")
    other.now = NOW + timedelta(days=9)
    shown = await other.say("", "show_diagnosis")
    assert "停在第 4/10 题" in shown.text
    assert "做完才有结果" in shown.text
    resumed = await other.say("", "start_diagnosis")
    assert "接着11月23日 12:00 开始的快速版，停在第 4/10 题，已经答了 3 题" in resumed.text
    assert "隔了 9 天" in resumed.text
    await other.answer_all(["4"] * 7)
    (row,) = await assessments(app)
    assert (row.state, row.finished_at) == ("done", other.now)
    assert len({a.contact_id for a in await answers(app)}) == 2


async def test_another_form_is_only_begun_when_the_unfinished_one_is_given_up(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.say("1")
    asked = await talk.start("full")
    assert "接着做快速版，还是不要它、重新做完整版" in asked.text
    assert [s.title for s in asked.suggestions] == ["接着做快速版", "重新做完整版"]
    assert "第 2/10 题" in (await talk.say("接着做")).text
    await talk.start("full")
    assert "第 1/26 题" in (await talk.press("重新做完整版")).text
    assert {(a.form, a.state) for a in await assessments(app)} == {("quick", "abandoned"), ("full", "open")}
    assert "第 1/10 题" in (await talk.say("重新做个快速的", "start_diagnosis")).text


async def test_a_retry_keeps_one_answer_and_gives_the_same_reply(app: Application, talk: Talk) -> None:
    await talk.start()
    replies = await asyncio.gather(*(talk.send("same", "3") for _ in range(3)))
    assert len({r.text for r in replies}) == 1
    assert (await talk.send("same", "3")) == replies[0]
    assert len(await answers(app, ended=True)) == 1
    (row,) = await assessments(app)
    assert row.question == "Q02"


async def test_two_people_of_a_firm_who_answer_at_once_do_not_overwrite_each_other(app: Application) -> None:
    await on_file(app, "firm", "金明五金", at=NOW)
    one, two = Talk(app, "a", "ca", enterprise="firm"), Talk(app, "b", "cb", enterprise="firm")
    await one.start()
    await two.start()
    await asyncio.gather(one.say("1"), two.say("5"))
    rows = await answers(app, ended=True)
    assert len(rows) == 1
    assert len(await assessments(app)) == 1


async def test_what_does_not_apply_by_the_archive_is_left_out(app: Application, talk: Talk) -> None:
    await on_file(app, "firm", "顺达商贸", at=NOW, lacks=["生产", "质量"])
    talk.who = {"enterprise": "firm"}
    begun = await talk.start()
    assert "档案里写着没有生产、质量，第 3 题、第 5 题、第 6 题按“不适用”处理" in begun.text
    assert kept(await answers(app)) == dict.fromkeys(("Q07", "Q13", "Q14"), "not_applicable")
    await talk.answer_all(["3", "3"])
    assert "第 4/10 题" in talk.text
    assert "第 2/10 题" in (await talk.say("上一题")).text
    reply = await talk.answer_all(["不改", "3", "3", "3", "3", "3"])
    assert "置信度 100%（7 题适用，全部答上）" in reply.text


async def test_not_our_business_is_skipped_where_it_always_applies(app: Application, talk: Talk) -> None:
    await talk.start()
    reply = await talk.say("这题不适用")
    assert "这题没有“不适用”这一项" in reply.text
    assert kept(await answers(app)) == {"Q01": "skipped"}


async def test_an_enterprise_sees_and_answers_only_its_own(app: Application, talk: Talk) -> None:
    await on_file(app, "firm", "金明五金", at=NOW)
    await on_file(app, "rival", "顺达皮具", at=NOW)
    talk.who = {"enterprise": "firm"}
    begun = await talk.start()
    stranger = Talk(app, "x", "cx", enterprise="rival")
    button = begun.suggestions[0]
    assert (await stranger.say("", button.tool, **button.arguments)).declined
    for tool in ("show_diagnosis", "start_diagnosis"):
        refused = await stranger.say("", tool, enterprise="金明五金")
        assert refused.declined
        assert "自己企业" in refused.text
    assert (await stranger.say("", "answer_diagnosis", answer="3", enterprise="firm")).declined
    assert await answers(app) == []
    assert "自己企业" in (await stranger.say("金明五金几级", "show_diagnosis", question="金明五金几级")).text
    assert "还没有做过诊断" in (await stranger.say("", "show_diagnosis")).text
    assert "没有正在做的诊断" in (await stranger.say("", "answer_diagnosis", answer="3")).text


async def test_an_operator_runs_and_sees_one_for_a_named_enterprise(app: Application) -> None:
    await on_file(app, "firm", "金明五金", at=NOW)
    await on_file(app, "other", "金明电子", at=NOW)
    operator = Talk(app, "op", "co", role="operator")
    assert "哪一家企业" in (await operator.say("", "start_diagnosis", form="quick")).text
    asked = await operator.say("金明")
    assert [s.title for s in asked.suggestions] == ["金明五金", "金明电子"]
    begun = await operator.press("金明五金")
    assert "给**金明五金**开始快速版诊断" in begun.text
    reply = await operator.answer_all(["3"] * 10)
    assert {s.arguments.get("enterprise") for s in reply.suggestions} == {"firm"}
    assert (
        "**金明五金**，2026年11月23日的快速版诊断"
        in (await operator.say("", "show_diagnosis", enterprise="金明五金")).text
    )
    assert "**金明电子**还没有做过" in (await operator.say("", "show_diagnosis", enterprise="金明电子")).text
    assert "**金明五金**" in (await operator.say("金明五金的诊断结果怎么样", "show_diagnosis")).text
    assert "没有找到" in (await operator.say("", "show_diagnosis", enterprise="查无此厂")).text


async def test_a_first_diagnosis_makes_the_enterprise(app: Application, talk: Talk) -> None:
    await talk.start()
    async with app.database.read() as session:
        contact = await session.scalar(select(Contact))
    (row,) = await assessments(app)
    assert contact is not None
    assert row.enterprise_id == contact.enterprise_id
