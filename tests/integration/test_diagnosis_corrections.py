"""A diagnosis put right: going back, questions named by place or subject, stale buttons, and walks at random."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tests.fakes.diagnosis import NOW, QUICK, Talk, answers, assessments, kept, scored
from tools.database.models import Assessment, Contact
from tools.domain.diagnosis.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.messages import Reply

pytestmark = pytest.mark.usefixtures("on_monday")

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


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def test_what_is_bidden_of_the_question_before_is_changed_at_once(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["1", "2", "3"])
    changed = await talk.say("啊不对，联网的只有3台，改成10%到20%那档")
    assert "第 3 题从“20%—40%”改成“10%—20%”了" in changed.text
    assert "第 4/10 题" in changed.text
    offered = await talk.say("20台里有8台联网")
    assert "要改成“40%—60%”" in offered.text
    await talk.answer_all(["Excel 为主", "2"])
    quoted = await talk.say("等下，前面系统那题我答错了，去年买过一套金蝶，应该选“用了1套系统”")
    assert "第 4 题从“Excel 为主”改成“用了 1 套系统”了" in quoted.text
    assert kept(await answers(app)) == {"Q01": 0, "Q02": 1, "Q07": 1, "Q08": 2, "Q13": 1}


async def test_numbers_beyond_and_what_was_answered(app: Application, talk: Talk) -> None:
    await talk.start()
    assert "只有 1—5" in (await talk.say("选8")).text
    assert "还没有答过题" in (await talk.say("我前面都选了些什么")).text
    await talk.answer_all(["1", "跳过"])
    told = await talk.say("我前面都选了些什么")
    assert "第 1 题“还没讨论过”、第 2 题“跳过”" in told.text
    assert "第 3/10 题" in told.text
    assert "先到这" in (await talk.say("算了不做了，帮我看看补贴")).text
    assert [row.state for row in await assessments(app)] == ["paused"]


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


async def test_a_finished_diagnosis_is_corrected_and_worked_out_again(app: Application, talk: Talk) -> None:
    await talk.start()
    await talk.answer_all(["3"] * 10)
    (before,) = await assessments(app)
    talk.now += timedelta(days=2)
    reply = await talk.say("", "answer_diagnosis", answer="第3题改成5")
    assert "第 3 题从“20%—40%”改成“60% 以上”了" in reply.text
    assert "总分 50 → 55，等级还是 L2。" in reply.text
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
    assert "第 3 题改成哪个" in (await talk.say("上周做的诊断里面，设备联网那题答错了")).text
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
