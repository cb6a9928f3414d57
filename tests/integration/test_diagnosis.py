"""The diagnosis through the one door: what is asked, what is said, and what is in the database afterwards."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from assistant.bootstrap import Application, build
from assistant.messages import Message, Reply
from assistant.settings import Settings
from tools.database.models import Answer, Assessment, Contact, Enterprise, Fact
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.domain.diagnosis.results import Given, Result
from tools.domain.diagnosis.scoring import assess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
    from pathlib import Path

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
QUICK = ("Q01", "Q02", "Q07", "Q08", "Q13", "Q14", "Q16", "Q18", "Q20", "Q22")


class Talk:
    """One person in one conversation."""

    def __init__(self, app: Application, user: str = "u", conversation: str = "c", **who: Any) -> None:
        self.app, self.user, self.conversation, self.who = app, user, conversation, who
        self.now, self.number = NOW, 0
        self.last: Reply | None = None

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self.number += 1
        return await self.send(f"{self.conversation}-{self.number}", text, tool, **arguments)

    async def send(self, name: str, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        message = Message(
            id=name,
            conversation=self.conversation,
            channel="web",
            user=self.user,
            text=text,
            tool=tool,
            arguments=arguments,
            now=self.now,
            **self.who,
        )
        self.last = await self.app.conversation.reply(message)
        return self.last

    @property
    def text(self) -> str:
        return self.last.text if self.last else ""

    async def press(self, title: str) -> Reply:
        assert self.last is not None
        button = next(s for s in self.last.suggestions if s.title.startswith(title))
        return await self.say("", button.tool, **button.arguments)

    async def start(self, form: str = "quick", **more: Any) -> Reply:
        return await self.say("", "start_diagnosis", form=form, **more)

    async def answer_all(self, answers: Sequence[str]) -> Reply:
        for answer in answers:
            reply = await self.say(answer)
        return reply


@pytest.fixture
async def app(built_library: Path, tmp_path: Path) -> AsyncIterator[Application]:
    url = f"sqlite:///{tmp_path / 'diagnosis.db'}"
    application = build(Settings(var_dir=built_library, database_url=url, log_level="WARNING"), clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def assessments(app: Application) -> list[Assessment]:
    async with app.database.read() as session:
        return list(await session.scalars(select(Assessment).order_by(Assessment.started_at, Assessment.id)))


async def answers(app: Application, *, ended: bool = False) -> list[Answer]:
    query = select(Answer).order_by(Answer.answered_at, Answer.question)
    async with app.database.read() as session:
        rows = list(await session.scalars(query))
    return rows if ended else [row for row in rows if row.ended_at is None]


def kept(rows: Sequence[Answer]) -> dict[str, int | str]:
    return {row.question: row.kind if row.option is None else row.option for row in rows}


def scored(app: Application, said: Mapping[str, int | str]) -> Result:
    """Work out directly what answers to the quick form come to."""
    given_ = {
        name: Given.model_validate({"kind": "chosen", "option": value} if isinstance(value, int) else {"kind": value})
        for name, value in said.items()
    }
    return assess(app.library.current().catalogs.questionnaire, "quick", given_)


async def file(app: Application, enterprise: str, name: str | None = None, **facts: Any) -> None:
    async with app.database.transaction() as session:
        await EnterpriseRepository(session).ensure(enterprise, verified=True, now=NOW)
        row = await session.get(Enterprise, enterprise)
        assert row is not None
        row.name = name or row.name
        for field, value in facts.items():
            session.add(
                Fact(
                    enterprise_id=enterprise,
                    field=field,
                    value={"value": value},
                    words=str(value),
                    number=None,
                    source="chat",
                    evidence="self_reported",
                    contact_id=None,
                    turn_id=None,
                    recorded_at=NOW,
                    ended_at=None,
                )
            )


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


SAID = [
    *("老板有想法，零零散散在做", "不知道", "差不多一半", "我们就用Excel记记", "没有生产线"),
    *("3", "都是微信上接单", "第三个", "跳过", "没有"),
]
KEPT: dict[str, int | str] = dict(
    zip(QUICK, (2, "unknown", 3, 1, "not_applicable", 2, 0, 2, "skipped", 0), strict=True)
)


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


async def test_back_keep_and_change(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["1", "2", "3"])
    back = await talk.say("上一题")
    assert "第 3/10 题" in back.text
    assert "现在答的是“20%—40%”" in back.text
    assert "第 2/10 题" in (await talk.say("上一题")).text
    assert "第 4/10 题" in (await talk.say("不改")).text
    await talk.press("上一题")
    changed = await talk.say("60%以上")
    assert "第 3 题从“20%—40%”改成“60% 以上”了" in changed.text
    assert "第 4/10 题" in changed.text
    rows = await answers(app, ended=True)
    assert [(r.option, r.ended_at is None) for r in rows if r.question == "Q07"] == [(2, False), (4, True)]
    await talk.say("上一题")
    await talk.say("上一题")
    await talk.say("上一题")
    assert "已经是第一题" in (await talk.say("上一题")).text


async def test_corrections_by_place(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["1", "2", "3"])
    reply = await talk.say("第2题改成0.8%")
    assert "第 2 题从“不到 0.5%”改成“0.5%—1%”了" in reply.text
    assert "第 4/10 题" in reply.text
    assert "第 4/10 题" in (await talk.say("上一题选错了，应该是5")).text
    assert kept(await answers(app)) == {"Q01": 0, "Q02": 2, "Q07": 4}
    assert "没有第 12 题" in (await talk.say("第12题改成2")).text
    asked = await talk.say("改一下第1题")
    assert "第 1/10 题" in asked.text
    assert "第 4/10 题" in (await talk.say("4")).text
    assert kept(await answers(app))["Q01"] == 3
    ahead = await talk.say("第6题改成2")
    assert "第 4/10 题" in ahead.text
    assert kept(await answers(app))["Q14"] == 1
    await talk.answer_all(["1", "1"])
    assert "第 7/10 题" in talk.text


async def test_the_one_before_is_the_one_that_was_on_the_screen(app: Application, talk: Talk) -> None:
    """Who goes back to an earlier question and on from there corrects that one, and none that was not asked since."""

    async def say(*texts: str) -> Reply:
        for text in texts:
            talk.now += timedelta(seconds=20)
            reply = await talk.say(text)
        return reply

    await talk.start()
    await say("1", "2", "3", "4")
    assert "第 2/10 题" in (await say("改一下第2题")).text
    assert "第 5/10 题" in (await say("4")).text
    assert "第 2 题从“1%—3%”改成“不到 0.5%”" in (await say("等等按错了 上一题不是4 是2")).text
    assert kept(await answers(app)) == {"Q01": 0, "Q02": 1, "Q07": 2, "Q08": 3}
    await say("第1题改成2")  # only named in passing: the one before is the one before in the form
    assert "第 4 题从“2—3 套系统”改成“Excel 为主”" in (await say("上一题选错了，应该是2")).text
    assert "第 5/10 题" in (await say("第3题改成1")).text
    assert "第 3 题从“没有/不到 10%”改成“60% 以上”" in (await say("说错了，应该是5")).text
    assert kept(await answers(app)) == {"Q01": 1, "Q02": 1, "Q07": 4, "Q08": 1}


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


async def test_a_finished_diagnosis_is_corrected_and_worked_out_again(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["3"] * 10)
    (before,) = await assessments(app)
    talk.now += timedelta(days=2)
    reply = await talk.say("", "answer_diagnosis", answer="第3题改成5")
    assert "第 3 题从“20%—40%”改成“60% 以上”了" in reply.text
    assert "**L2 规范**，总分 **55**" in reply.text
    (after,) = await assessments(app)
    assert (after.id, after.finished_at, after.score) == (before.id, NOW, 55)
    asked = await talk.say("", "answer_diagnosis", answer="改一下第3题")
    assert "第 3 题改成哪个" in asked.text
    await talk.say("1")
    (again,) = await assessments(app)
    assert (again.state, again.score) == ("done", 45)
    assert [r.ended_at is None for r in await answers(app, ended=True) if r.question == "Q07"] == [False, False, True]


async def test_several_questions_are_answered_in_one_message(app: Application, talk: Talk) -> None:
    await talk.start()
    assert "第 3/10 题" in (await talk.say("第一题选2，第二题选3")).text
    reply = await talk.say("这题跳过，第二题改成4")
    assert "这题跳过，不计分。第 2 题从“0.5%—1%”改成“1%—3%”了。" in reply.text
    assert "第 4/10 题" in reply.text
    assert "第 4/10 题" in (await talk.say("刚才跳过那题我想起来了，大概三成")).text
    assert "第 5/10 题" in (await talk.say("老板那题先放放，这题选3")).text
    assert kept(await answers(app)) == {"Q01": 1, "Q02": 3, "Q07": 2, "Q08": 2}


async def test_a_question_named_by_its_subject_is_corrected_even_when_all_is_done(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["3"] * 10)
    assert (
        "第 6 题从“电子记录可查”改成“批次/单件可追溯、有不良统计”了"
        in (await talk.say("质量检验和追溯那题答错了，应该是第4个，批次可追溯的")).text
    )
    assert "第 3 题改成哪个" in (await talk.say("设备联网那题改一下")).text
    assert "总分" in (await talk.say("大概四成半")).text
    assert "总分" in (await talk.say("现在多少分了")).text
    rows = kept(await answers(app))
    assert (rows["Q14"], rows["Q07"]) == (3, 3)


async def test_what_does_not_fit_is_said_at_once_and_can_be_taken_back(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["3", "3", "2", "1", "2", "2", "2"])
    assert "和第 4 题“纸和微信”对不太上" in (await talk.say("5，业财一体的")).text
    reply = await talk.say("那这题我说错了，是月底人工对账")
    assert "对不太上" not in reply.text
    assert "第 9/10 题" in reply.text
    assert kept(await answers(app))["Q18"] == 1


async def test_any_of_them_is_no_answer(app: Application, talk: Talk) -> None:
    await talk.start()
    for said in ("随便", "你帮我选一个得了"):
        assert "随便选结果就不准了" in (await talk.say(said)).text
    assert await answers(app) == []


async def test_a_pause_is_resumed_days_later_on_another_channel(app: Application, talk: Talk) -> None:
    await file(app, "firm", "金明五金")
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


async def test_stale_buttons_are_answered_honestly(app: Application, talk: Talk) -> None:
    first = await talk.start()
    three, five = first.suggestions[2], first.suggestions[4]
    await talk.say("", three.tool, **three.arguments)
    same = await talk.say("", three.tool, **three.arguments)
    assert "第 1 题记的就是“有想法，零散在做”" in same.text
    assert "第 2/10 题" in same.text
    other = await talk.say("", five.tool, **five.arguments)
    assert "第 1 题已经答过" in other.text
    assert kept(await answers(app)) == {"Q01": 2}
    await talk.press("第 1 题改成")
    assert kept(await answers(app)) == {"Q01": 4}
    await talk.start("quick", again=True)
    gone = await talk.say("", five.tool, **five.arguments)
    assert "已经作废" in gone.text
    assert "第 1/10 题" in gone.text
    await talk.answer_all(["3"] * 10)
    done = await talk.say("", "answer_diagnosis", answer="3")
    assert "已经做完了" in done.text


async def test_a_retry_keeps_one_answer_and_gives_the_same_reply(app: Application, talk: Talk) -> None:
    await talk.start()
    replies = await asyncio.gather(*(talk.send("same", "3") for _ in range(3)))
    assert len({r.text for r in replies}) == 1
    assert (await talk.send("same", "3")) == replies[0]
    assert len(await answers(app, ended=True)) == 1
    (row,) = await assessments(app)
    assert row.question == "Q02"


async def test_two_people_of_a_firm_who_answer_at_once_do_not_overwrite_each_other(app: Application) -> None:
    await file(app, "firm", "金明五金")
    one, two = Talk(app, "a", "ca", enterprise="firm"), Talk(app, "b", "cb", enterprise="firm")
    await one.start()
    await two.start()
    await asyncio.gather(one.say("1"), two.say("5"))
    rows = await answers(app, ended=True)
    assert len(rows) == 1
    assert len(await assessments(app)) == 1


async def test_what_does_not_apply_by_the_archive_is_left_out(app: Application, talk: Talk) -> None:
    await file(app, "firm", "顺达商贸", lacks=["生产", "质量"])
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


async def test_the_result_shows_gates_contradictions_pains_and_what_has_changed(app: Application, talk: Talk) -> None:
    await file(app, "firm", "金明五金", pains=["质量"])
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


async def test_an_enterprise_sees_and_answers_only_its_own(app: Application, talk: Talk) -> None:
    await file(app, "firm", "金明五金")
    await file(app, "rival", "顺达皮具")
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
    await file(app, "firm", "金明五金")
    await file(app, "other", "金明电子")
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


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(1, 5)),
        st.tuples(st.just("skip"), st.sampled_from(["跳过", "不知道"])),
        st.tuples(st.just("back"), st.just(0)),
        st.tuples(st.just("pause"), st.just(0)),
        st.tuples(st.just("correct"), st.tuples(st.integers(1, 10), st.integers(1, 5))),
        st.tuples(st.just("ask"), st.just(0)),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def walk(built_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[list[Any]], None]]:
    """Take walks through one application, each as another person."""
    loop = asyncio.new_event_loop()
    url = f"sqlite:///{tmp_path_factory.mktemp('walks') / 'walks.db'}"
    app = build(Settings(var_dir=built_library, database_url=url, log_level="ERROR"), clock=lambda: NOW)
    loop.run_until_complete(app.start())
    people = count()
    yield lambda moves: loop.run_until_complete(_walked(app, f"u{next(people)}", moves))
    loop.run_until_complete(app.close())
    loop.close()


@given(moves=MOVES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_way_one_takes_what_counts_is_what_was_last_said(
    walk: Callable[[list[Any]], None], moves: list[Any]
) -> None:
    walk(moves)


async def _walked(app: Application, user: str, moves: list[Any]) -> None:
    """Take a walk, keeping a plain record of what was last said to each question."""
    talk = Talk(app, user, user)
    await talk.start()
    said: dict[str, int | str] = {}
    at: str | None = "Q01"
    for kind, value in moves:
        if at is None:
            break
        if kind == "answer":
            said[at] = value - 1
            await talk.say(str(value))
        elif kind == "skip":
            said[at] = "unknown" if value == "不知道" else "skipped"
            await talk.say(value)
        elif kind == "back":
            at = QUICK[max(QUICK.index(at) - 1, 0)]
            await talk.say("上一题")
            continue
        elif kind == "pause":
            await talk.say("先到这")
            talk.conversation, talk.number = talk.conversation + "'", 0
            talk.now += timedelta(days=3)
            await talk.start()
            continue
        elif kind == "correct":
            position, number = value
            said[QUICK[position - 1]] = number - 1
            await talk.say(f"第{position}题改成{number}")
            if QUICK[position - 1] != at:
                continue
        else:
            await talk.say("8.3.1讲什么")
            continue
        at = next((q for q in QUICK if q not in said), None)
    while at is not None:
        said[at] = 2
        await talk.say("3")
        at = next((q for q in QUICK if q not in said), None)
    mine = await _mine(app, user)
    expected = scored(app, said)
    assert Result.model_validate(mine.result) == expected
    assert mine.state == "done"


async def _mine(app: Application, user: str) -> Assessment:
    async with app.database.read() as session:
        query = select(Assessment).join(Contact, Contact.id == Assessment.contact_id)
        return (await session.scalars(query.where(Contact.external_id == user))).one()
