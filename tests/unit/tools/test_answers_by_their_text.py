"""An option chosen by its own text, a number that no option has, and the question just answered, said in short."""

from __future__ import annotations

import time

import pytest

from tools.diagnosis import lexicon, quoting, reading
from tools.domain.answering import BEFORE, JUST

QUESTIONS = reading.questionnaire().by_id
SYSTEMS, QUALITY = QUESTIONS["Q08"], QUESTIONS["Q14"]


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("去年买过一套金蝶,应该选“用了1套系统”", 2),
        ("去年买过一套金蝶，应该选“用了一套系统”", 2),
        ("买过一套金蝶，选用了1套系统吧", 2),
        ("一套财务一套进销存，其实都是Excel，改成「Excel为主」", 1),
        ("不是“Excel 为主”，是“用了 1 套系统”", 2),
        ("有一套金蝶，改成“2到3套系统”", 3),
        ("一套金蝶，一套管家婆", 3),
    ],
)
def test_the_option_quoted_goes_before_what_is_told_beside_it(words: str, option: int) -> None:
    understood = reading.meant(words, SYSTEMS)
    assert understood is not None
    assert (understood.sense, understood.option) == ("option", option)


@pytest.mark.parametrize(
    "words",
    [
        "“用了1套系统”和“2—3套系统”都像",
        "不选“用了1套系统”",
        "不是用了1套系统",
        "别选用了1套系统",
        "我们用“金蝶”",
    ],
)
def test_two_options_or_one_turned_down_are_not_chosen(words: str) -> None:
    assert quoting.chosen(words, SYSTEMS.options) is None


def test_what_others_chose_is_no_answer_for_being_quoted() -> None:
    understood = reading.meant("隔壁厂选“2—3套系统”", SYSTEMS)
    assert understood is None or understood.sense != "option"


@pytest.mark.parametrize("words", ["刚那题改成2", "刚那题说错了，10%到20%", "不对刚那题应该是第4个", "刚那道题选3"])
def test_the_question_just_answered_is_named_in_short(words: str) -> None:
    assert [correction.of for correction in reading.corrections(words)] in ([BEFORE], [JUST])


@pytest.mark.parametrize("words", ["选8", "我选9", "第0个", "第七项吧", "那就选第6个"])
def test_a_number_that_no_option_has(words: str) -> None:
    assert lexicon.PICKS_BEYOND.fullmatch(words)


@pytest.mark.parametrize("words", ["选第6题", "8%", "8个人", "选8号车间"])
def test_what_is_no_option_out_of_range(words: str) -> None:
    assert not lexicon.PICKS_BEYOND.fullmatch(words)


@pytest.mark.parametrize("words", ["我前面都选了些什么", "刚才那题选的啥", "第2题我填的是什么"])
def test_what_was_answered_is_asked(words: str) -> None:
    assert reading.read_answer(words, {"question_id": "Q08"}) == words


@pytest.mark.parametrize("words", ["我们选了啥软件都不记得了", "我选3", "系统那题选什么好"])
def test_what_does_not_ask_what_was_answered(words: str) -> None:
    assert not lexicon.ASKS_ANSWERS.search(words)


@pytest.mark.parametrize(
    ("words", "stops"),
    [
        ("算了不做了，帮我看看补贴", True),
        ("先到这，帮我查查补贴", True),
        ("等一下，帮我查个政策", False),
        ("纸质记录，先到这", False),
    ],
)
def test_who_stops_before_something_else(words: str, stops: bool) -> None:  # noqa: FBT001 -- a case
    assert reading.stops_first(words, QUALITY) is stops


def test_long_messages_are_compared_at_once() -> None:
    for words in ("选“用了" * 400, "“" * 2000, "了" * 2000, "我" * 2000, "选" * 2000, "不是“是”" * 400):
        began = time.process_time()
        quoting.chosen(words, SYSTEMS.options)
        lexicon.PICKS_BEYOND.fullmatch(words)
        assert time.process_time() - began < 0.3, words[:10]
