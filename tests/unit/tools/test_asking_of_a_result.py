"""What people ask of the result of a diagnosis, and of one that was not finished, and what only sounds like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.lexical import normalise
from tools.diagnosis import lexicon, reading

if TYPE_CHECKING:
    import re

ASKS = (
    (lexicon.LEFT_OPEN, "前阵子那个测评做到一半出差去了，现在还能接着做不"),
    (lexicon.LEFT_OPEN, "我上礼拜诊断做了一半，能接着做吗"),
    (lexicon.LEFT_OPEN, "嗰个测评做咗一半，而家可唔可以继续做"),
    (lexicon.LEFT_OPEN, "做到一半的那份问卷还在吗"),
    (lexicon.LEFT_OPEN, "我上次那个没做完的还在不在"),
    (lexicon.CONTRADICTED, "是哪两个对不上"),
    (lexicon.CONTRADICTED, "矛盾在哪"),
    (lexicon.CONTRADICTED, "边两条对唔上"),
    (lexicon.LEFT_OUT, "那没生产这块会不会拉低我的分"),
    (lexicon.LEFT_OUT, "跳过的题影响分数吗"),
    (lexicon.LEFT_OUT, "不适用的算零分吗"),
    (lexicon.OFFICIAL, "那我拿这个去申报，说我们官方认定一级，行不行"),
    (lexicon.OFFICIAL, "拿这个结果申请补贴可以吗"),
    (lexicon.GATE, "总分都过四十了怎么还不是规范级 卡哪了这是"),
    (lexicon.WHERE_TO_BEGIN, "得，那就是还没起步呗，哪里先补起来好"),
    (lexicon.WHERE_TO_BEGIN, "那从哪块入手"),
    (lexicon.IMPATIENT, "问这么多有完没完啊，我车间一堆事"),
)
ASKS_NOT = (
    (lexicon.LEFT_OPEN, "诊断做了一半，不想继续了"),
    (lexicon.LEFT_OPEN, "昨天诊断没做完，不要接着做了"),
    (lexicon.LEFT_OPEN, "诊断做了一半，供应商还在催我"),
    (lexicon.LEFT_OPEN, "上个月诊断做到一半，后来接着做完了"),
    (lexicon.LEFT_OPEN, "改造项目做到一半，还能接着申请补贴吗"),
    (lexicon.CONTRADICTED, "账实对不上怎么办"),
    (lexicon.CONTRADICTED, "库存对不上什么原因"),
    (lexicon.LEFT_OUT, "没有高企影响申报吗"),
    (lexicon.LEFT_OUT, "没人管会不会出事"),
    (lexicon.OFFICIAL, "拿这个能申请哪些补贴"),
    (lexicon.OFFICIAL, "用这个场景去申报可以吗"),
    (lexicon.CONFIDENCE, "你们是官方平台吗"),
    (lexicon.GATE, "怎么还没人联系我"),
    (lexicon.WHERE_TO_BEGIN, "还要补哪些材料"),
    (lexicon.WHERE_TO_BEGIN, "先做哪个场景"),
    (lexicon.WHERE_TO_BEGIN, "哪里能补办"),
    (lexicon.IMPATIENT, "订单这么多，靠喊"),
)


@pytest.mark.parametrize(("pattern", "said"), ASKS)
def test_what_is_asked_of_a_result(pattern: re.Pattern[str], said: str) -> None:
    assert pattern.search(normalise(said))


@pytest.mark.parametrize(("pattern", "said"), ASKS_NOT)
def test_what_only_sounds_like_it(pattern: re.Pattern[str], said: str) -> None:
    assert not pattern.search(normalise(said))


@pytest.mark.parametrize(
    ("said", "named"),
    [("第三题改成2", True), ("花钱那题应该是3", True), ("上一题不是4，是2", False), ("4", False), ("就用excel", False)],
)
def test_a_question_is_named_by_its_place_or_subject(said: str, named: bool) -> None:  # noqa: FBT001 -- a table
    assert reading.names_question(said) is named


@pytest.mark.parametrize(
    "text",
    [
        "还剩多少题呀 等下要出门",
        "还要多久",
        "仲有几多题",
        "总共几道题啊",
        "这问卷还要做多久",
        "还要答几条题先完",
        "要花多久呀",
    ],
)
def test_how_many_are_left_is_said_to_the_open_question(text: str) -> None:
    assert reading.read_answer(normalise(text), {"question_id": "Q07"}) is not None


@pytest.mark.parametrize(
    "text", ["还有几个补贴可以申请", "还要多久才到账", "还剩多少额度", "还有几个问题要问你们", "上系统要花多久"]
)
def test_how_many_of_something_else_is_not(text: str) -> None:
    assert reading.read_answer(normalise(text), {"question_id": "Q07"}) is None


def test_a_sum_and_its_revenue_told_one_after_the_other_make_a_share() -> None:
    known = {"question_id": "Q02", "spent": "花了5万"}
    assert reading.read_answer("一年做一千万", known) is not None
    assert reading.share_told("一年做一千万", "Q02", "花了5万") == "花了5万,一年做一千万"
    assert reading.share_told("2", "Q02", "花了5万") is None
    assert reading.share_told("明年再说", "Q02", "花了5万") is None


@pytest.mark.parametrize("text", ["怎么才能升一级", "要怎么才能到下一级", "还差多少才能升到L2"])
def test_how_to_rise_asks_for_ones_own_result(text: str) -> None:
    assert lexicon.RISES.search(normalise(text))


@pytest.mark.parametrize("text", ["ERP系统怎么升一级", "工单怎么升一级", "怎么升级会员"])
def test_what_else_rises_does_not(text: str) -> None:
    assert not lexicon.RISES.search(normalise(text))


@pytest.mark.parametrize("text", ["跟同行比怎么样", "我们在同行里算什么水平", "比别家差吗"])
def test_where_one_stands_among_others_is_an_aspect(text: str) -> None:
    assert lexicon.WITH_PEERS.search(normalise(text))


@pytest.mark.parametrize("text", ["回来了", "忙完了，继续吧", "我之前填的还在吗", "客人走了"])
def test_who_comes_back_goes_on(text: str) -> None:
    assert lexicon.GO_ON.match(text) or lexicon.STILL_THERE.match(text)


@pytest.mark.parametrize("text", ["回来了，不过没空", "货回来了", "我之前填的地址还在吗", "忙完了再说"])
def test_who_only_tells_of_coming_back_does_not(text: str) -> None:
    assert not lexicon.GO_ON.match(text)
    assert not lexicon.STILL_THERE.match(text)


@pytest.mark.parametrize(
    ("text", "sure"), [("刚才那题答错了，应该是2", True), ("上一题改成3", True), ("上一题是什么", False)]
)
def test_the_question_before_is_surely_corrected(text: str, sure: bool) -> None:  # noqa: FBT001 -- a case
    assert (reading.sure(normalise(text), None) > 0) is sure  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["诊断里有一道题我填错了", "好像有两题答得不对", "测评有几题我们选错了"])
def test_that_some_question_was_answered_wrongly_is_said_to_the_diagnosis(text: str) -> None:
    assert lexicon.ONE_WRONG.search(normalise(text))


@pytest.mark.parametrize(
    "text", ["有一题答错了怎么办", "有没有哪题答错了吗", "考试有一题答错了", "这题选错了", "有一题没答错"]
)
def test_what_asks_or_names_it_is_not(text: str) -> None:
    assert not lexicon.ONE_WRONG.search(normalise(text))


@pytest.mark.parametrize("text", ["改完分数变了没", "改了以后等级有没有升", "更正了，结果不同了吗"])
def test_what_a_change_made_of_the_result_is_asked(text: str) -> None:
    assert lexicon.RESCORED.search(normalise(text))


@pytest.mark.parametrize("text", ["分数跟上次比有没有变", "改了系统等级会不会高"])
def test_what_has_changed_since_is_another_question(text: str) -> None:
    assert not lexicon.RESCORED.search(normalise(text))
