"""Follow-ups and corrections: one of several told by what is said of it, a ticket, a need, a firm put otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.matching import asks_why, put_otherwise, supposes
from tools.domain.region import asks_other_time
from tools.domain.region.changing import changed
from tools.domain.tickets.cues import (
    asks_of_need,
    lets_go,
    nobody_there,
    to_them,
    waits,
)
from tools.domain.tickets.doing import done_with_ticket
from tools.domain.tickets.persons import asks_who_waits, wants_person
from tools.domain.tickets.revising import revised
from tools.kit.describing import described
from tools.kit.lexicon import CANCEL, NO, YES

TICKET: dict[str, Any] = {"question": "登记个需求", "text": "想要自动裁片的机器", "kind": "need"}


@pytest.mark.parametrize(
    ("words", "place"),
    [("做皮具的那家", 1), ("五金厂那个", 0), ("金明那家", None), ("五金和皮具", None), ("哪家都行", None), ("", None)],
)
def test_one_of_several_is_told_by_what_no_other_has(words: str, place: int | None) -> None:
    assert described(words, ["金明五金", "金明皮具"]) == place


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("做包的那家", 0),
        ("电子嗰间", 1),
        ("系整包嘅", 0),
        ("恒昌那家", None),
        ("包", None),
        ("不是电子那家", 0),
        ("唔系电子,系箱包", 0),
    ],
)
def test_one_character_tells_a_name_where_little_else_is_said(words: str, place: int | None) -> None:
    assert described(words, ["恒昌箱包", "恒昌电子"]) == place


def test_one_character_tells_no_sentence() -> None:
    assert described("办了", ["办营业执照", "发清单"]) is None
    assert described("做包的那家", ["下周五之前把箱包样品寄给园区检测中心", "把电子料清单发给我们再仔细看一遍"]) is None


def test_one_alone_is_not_told_apart() -> None:
    assert described("金明五金", ["金明五金"]) is None


@pytest.mark.parametrize("text", ["对的,记上", "好,就这么记", "确认", "是的,登记吧", "记上吧", "好的谢谢", "没错,提交"])
def test_a_yes_may_say_what_is_to_be_done(text: str) -> None:
    assert YES.fullmatch(text)


@pytest.mark.parametrize("text", ["好的,不用了", "可以改成120吗", "对了,问一下", "改", "登记需求", "对,但是人数不对"])
def test_what_says_more_is_no_yes(text: str) -> None:
    assert not YES.fullmatch(text)


@pytest.mark.parametrize("text", ["那不改了", "还是算了", "我再想想", "先不", "不,等一下"])
def test_a_no_may_begin_with_a_word_before_it(text: str) -> None:
    assert NO.search(text)


def test_not_knowing_is_no_no() -> None:
    assert not NO.search("我们不懂")
    assert CANCEL.fullmatch("算了,不删了")


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("不是需求,是咨询", {"kind": "question"}),
        ("改成特急", {"severity": "urgent"}),
        ("加急", {"severity": "high"}),
        ("方面改成采购", {"module": "采购"}),
        ("内容改成:裁片机补贴怎么算", {"text": "裁片机补贴怎么算"}),
        ("再加一句:预算20万", {"text": "想要自动裁片的机器；预算20万"}),
    ],
)
def test_a_ticket_is_corrected_before_it_is_put_down(text: str, changes: dict[str, str]) -> None:
    assert revised(text, TICKET) == {**TICKET, **changes}


@pytest.mark.parametrize("text", ["确认", "对", "不对", "算了", "我们能申请哪些补贴"])
def test_what_corrects_no_ticket(text: str) -> None:
    assert revised(text, TICKET) is None


@pytest.mark.parametrize("text", ["为什么是它", "为什么适合他们", "为什么第一个是它", "理由呢"])
def test_a_reason_is_asked_for(text: str) -> None:
    assert asks_why(text)


def test_what_is_said_now_replaces_what_it_is_about() -> None:
    assert supposes("要是预算100万、mes已经有了呢")
    assert not supposes("那政策补贴呢")
    put = put_otherwise("预算20万、没有MES的注塑厂,进度全靠问", "要是预算100万、mes已经有了呢")
    assert "20万" not in put
    assert "没有mes" not in put
    assert "进度全靠问" in put


def test_tickets_under_discussion() -> None:
    assert done_with_ticket("把它指派给小王", operator=True) == "move_ticket"
    assert done_with_ticket("能不能快点", operator=False) == "urge_ticket"
    assert done_with_ticket("可以了,谢谢", operator=False) is None
    assert waits("会有人来跟进吗")
    assert not waits("有什么政策")
    assert nobody_there("没人吗")
    assert asks_of_need("皮料瑕疵那条是哪几家提的")


def test_who_waits_for_a_person_is_no_wish_for_one() -> None:
    assert asks_who_waits("有谁在等人工")
    assert not wants_person("有谁在等人工")
    assert wants_person("转人工")


def test_a_talk_is_given_back_and_words_are_passed_on_without_the_asking() -> None:
    assert lets_go("处理好了,把会话交还给助手")
    assert not lets_go("处理好了")
    assert to_them("告诉他:下午三点回电") == "下午三点回电"
    assert to_them("你好") == "你好"


def test_a_list_of_enterprises_is_changed_or_asked_for_anew() -> None:
    shown = {"town": "狮岭", "employees_min": 50, "pains": ["质量"]}
    assert changed("痛点不限", shown, {}) == {"town": "狮岭", "employees_min": 50}
    assert changed("那狮岭的皮具企业呢", {"town": "赤坭", "employees_min": 500}, {}) is None
    assert asks_other_time("上个月呢")
    assert not asks_other_time("上个月的投诉怎么处理")
