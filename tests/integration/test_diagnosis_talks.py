"""A diagnosis answered as people talk: between two options, after a digression, with a correction in passing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.messages import Message, Reply
from assistant.settings import Settings
from tools.database.models import Answer, Report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
FIRST_THREE = ("3", "2", "2")


@pytest.fixture
async def app(built_library: Path, tmp_path: Path) -> AsyncIterator[Application]:
    url = f"sqlite:///{tmp_path / 'talks.db'}"
    application = build(Settings(var_dir=built_library, database_url=url, log_level="WARNING"), clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
def say(app: Application) -> Callable[..., Awaitable[Reply]]:
    number = 0

    async def sent(*texts: str) -> Reply:
        nonlocal number
        for text in texts:
            number += 1
            message = Message(id=str(number), conversation="c", channel="web", user="u", text=text, now=NOW)
            reply = await app.conversation.reply(message)
        return reply

    return sent


async def kept(app: Application) -> dict[str, int | str]:
    async with app.database.read() as session:
        rows = await session.scalars(select(Answer).where(Answer.ended_at.is_(None)))
        return {row.question: row.kind if row.option is None else row.option for row in rows}


@pytest.mark.parametrize(
    ("words", "option"),
    [("前面那个", 0), ("差一点", 0), ("第二种吧", 1), ("后者", 1), ("2", 1), ("两三台里面一台吧", None)],
)
async def test_one_of_two_is_chosen_in_words(
    app: Application, say: Callable[..., Awaitable[Reply]], words: str, option: int | None
) -> None:
    asked = await say("开始快速诊断", *FIRST_THREE[:2], "三十台里头联网的也就两三台")
    assert "更接近 **1. 没有/不到 10%** 还是 **2. 10%—20%**" in asked.text
    await say(words)
    if option is not None:
        assert (await kept(app))["Q07"] == option


async def test_the_second_that_may_be_either_is_asked_for_by_its_number(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    asked = await say("开始快速诊断", *FIRST_THREE[:2], "二十台里三五台")
    assert "**2. 10%—20%** 还是 **3. 20%—40%**" in asked.text
    assert "回选项前面的数字" in (await say("第二个")).text
    assert "Q07" not in await kept(app)
    await say("3")
    assert (await kept(app))["Q07"] == 2


async def test_after_a_digression_the_question_of_just_now_is_the_open_one(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    await say("开始快速诊断", *FIRST_THREE, "用excel", "8.3.1 b)讲什么", "哦。刚才那题，我们车间就是口头安排，靠喊的")
    assert (await kept(app)) == {"Q01": 2, "Q02": 1, "Q07": 1, "Q08": 1, "Q13": 0}


async def test_where_it_may_be_this_question_or_the_one_before_nothing_is_kept(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    reply = await say("开始快速诊断", *FIRST_THREE, "就是微信和纸", "刚才那题excel")
    assert "还是改上一题" in reply.text
    held = await kept(app)
    assert (held["Q08"], "Q13" in held) == (0, False)


async def test_an_earlier_question_is_corrected_by_its_subject_in_passing(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    reply = await say(
        "开始快速诊断", "4", "大概百分之二吧", "十台里头有三台", "等下 前面花钱那个说多了，应该不到千分之五"
    )
    assert "从“1%—3%”改成“不到 0.5%”" in reply.text
    assert "第 4/10 题" in reply.text
    assert (await kept(app)) == {"Q01": 3, "Q02": 1, "Q07": 2}


async def test_one_comes_back_to_a_question_that_is_no_longer_open(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    await say("开始快速诊断", *FIRST_THREE, "用excel", "先到这", "回到刚才的题，我们用白板排产")
    assert (await kept(app))["Q13"] == 1
    assert "第 3/10 题" not in (await say("我上次那个没做完的还在不在")).text


async def test_whether_something_counts_is_answered_by_what_the_question_is_after(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    reply = await say("开始快速诊断", "3", "这个占营收是含买机器的钱吗")
    assert "营收就是一年卖货、接单的总收入。问的是" in reply.text
    assert "第 2/10 题" in reply.text
    assert (await kept(app)) == {"Q01": 2}


async def test_the_links_of_a_report_are_given_once_more(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    made = await say("开始快速诊断", *["2"] * 10, "生成诊断报告")
    assert "/r/" in made.text
    again = await say("链接再发一遍，手机翻没了")
    assert "/r/" in again.text
    async with app.database.read() as session:
        assert len(list(await session.scalars(select(Report)))) == 1


async def test_what_others_chose_is_not_kept_and_what_ones_own_people_say_is(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    await say("开始快速诊断")
    for words in (
        "隔壁老张说他这题选的5 吹牛不打草稿",
        "隔壁老李说他选的4，吹牛",
        "选5，逗你玩的",
        "我朋友厂里是写进年度计划的",
    ):
        assert "第 1/10 题" in (await say(words)).text
        assert await kept(app) == {}
    await say("厂长说选2")
    assert await kept(app) == {"Q01": 1}


async def test_what_is_asked_of_the_options_is_no_answer(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    await say("开始快速诊断")
    for words in ("“有人提，没有计划”跟“有想法，零散在做”到底差在哪", "假如我选没讨论过，后头题目会不会少几道"):
        assert "第 1/10 题" in (await say(words)).text
    assert await kept(app) == {}


async def test_an_option_of_the_question_before_is_asked_about(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    asked = await say("开始快速诊断", *FIRST_THREE, "用了1套系统", "那还是算Excel为主")
    assert "“Excel 为主”是第 4 题的选项" in asked.text
    assert "**第 5/10 题**" in asked.text
    changed = await say("第4题改成2")
    assert "改成“Excel 为主”" in changed.text


async def test_what_fits_a_question_before_and_not_this_one_is_offered_and_not_written(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    asked = await say("开始快速诊断", *FIRST_THREE, "2", "2", "排产就是口头安排，靠喊")
    assert "倒像是答第 5 题的。要改成“口头安排，靠喊”" in asked.text
    assert any(offer.arguments.get("change") for offer in asked.suggestions)


async def test_revenue_told_after_a_sum_makes_the_answer(
    app: Application, say: Callable[..., Awaitable[Reply]]
) -> None:
    asked = await say("开始快速诊断", "3", "大概花了2万")
    assert "占营收" in asked.text
    told = await say("营收四百万")
    assert "记下：0.5%—1%" in told.text
