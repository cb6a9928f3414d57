"""What people say where the quick and the full form were offered, and what in it is already an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.diagnosis import lexicon, reading

QUICK = (
    "随便", "不清楚", "跳过", "先开始吧", "开始", "你定", "你睇住办啦", "都得", "好", "1", "10题的", "十条题嗰个",
    "快嗰种就得",
    "短嗰份", "少的", "时间不多", "赶时间，来个快的", "不要太多题", "太长了", "26题太多", "不知道选哪个，你推荐",
    "哪个好",    "讲就讲过几次啦，冇计划嘅", "老板压根没提过",
)  # fmt: skip
FULL = (
    "2",
    "第二个",
    "长的那个",
    "细一点的",
    "准一点的",
    "要做就做全的",
    "太短不准吧，来个全的",
    "快速版做过了",
    "26个全答",
)
LATER = ("先到这儿，晚点接着", "有客人来了，等下再弄", "明天再说吧", "今天没空，改天")
ELSEWHERE = ("两个有什么区别", "广州补贴最高多少", "我想查一下工单", "算了")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *((said, "quick") for said in QUICK),
        *((said, "full") for said in FULL),
        *((said, "later") for said in LATER),
        *((said, None) for said in ELSEWHERE),
    ],
)
def test_what_is_said_to_the_offer_of_two_forms(said: str, meant: str | None) -> None:
    assert reading.choose(said, {}) == meant


@given(st.text(min_size=1))
def test_whatever_else_is_said_a_form_comes_out(said: str) -> None:
    assert reading.chosen(said) in {"quick", "full", "later"}
    assert reading.choose(said, {}) in {"quick", "full", "later", None}


def test_nothing_said_is_no_form() -> None:
    assert reading.chosen(None) is None


@pytest.mark.parametrize(
    ("said", "answers"), [("老板压根没提过", True), ("随便", False), ("快的", False), ("几乎冇使过钱喺呢度", False)]
)
def test_words_that_answer_the_first_question_are_told_from_others(said: str, *, answers: bool) -> None:
    first = reading.questionnaire().form("quick")[0]
    assert reading.answers_at_once(said, first) is answers


@pytest.mark.parametrize(
    ("question", "said", "taken"),
    [
        ("Q14", "检验员拿本子记的，纸的", True),
        ("Q01", "8.3.1 b)讲什么", False),
        ("Q01", "上一题我再看看", True),
        ("Q14", "今天先这样 明天再弄", True),
        ("Q13", "白板", True),
        ("Q13", "白板?", False),
        ("Q13", "白板是什么意思?", True),
        ("Q22", "多个地方，将来要用", False),
    ],
)
def test_a_message_is_taken_for_an_answer_or_left_to_others(question: str, said: str, *, taken: bool) -> None:
    assert (reading.read_answer(said, {"question_id": question}) is not None) is taken


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("帮我测测，题少一点的", "quick"),
        ("题多的那种", "full"),
        ("做长的那个", "full"),
        ("来个短的", "quick"),
        ("我们擅长的那块", None),
    ],
)
def test_a_form_is_named_by_its_length_too(said: str, form: str | None) -> None:
    assert reading.read_form(said) == form


@pytest.mark.parametrize("said", ["会计说行，那就做长的那个", "做26题的", "来个快速版吧", "开始完整版"])
def test_a_form_that_is_bidden_begins(said: str) -> None:
    assert lexicon.BEGINS_FORM.match(said)


@pytest.mark.parametrize("said", ["先不做长的那个", "做过快速版了", "做完整版要多久吗", "我们做短的皮带", "别做26题的"])
def test_a_form_that_is_spoken_of_begins_nothing(said: str) -> None:
    assert not lexicon.BEGINS_FORM.match(said)
