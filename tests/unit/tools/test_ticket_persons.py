"""Who wants a person, who is angry or waits, what is told to whom, and how a talk with a person ends."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.tickets.cues import (
    angry,
    aside,
    ends_talk,
    lets_go,
    nobody_there,
    reason,
)
from tools.domain.tickets.persons import asks_who_waits, wants_person
from tools.domain.tickets.reading import read_relay


@pytest.mark.parametrize(
    ("words", "text", "whom"),
    [
        ("告诉T20261126-003的企业：资料收到了", "资料收到了", ""),
        ("T20261126-003：ERP那边下周二上门", "ERP那边下周二上门", ""),
        ("告诉金明五金：明天上门", "明天上门", "金明五金"),
        ("你好", "", ""),
    ],
)
def test_what_is_told_to_whom(words: str, text: str, whom: str) -> None:
    assert read_relay(words) == (text, whom)


PERSON = [
    "人工",
    "转人工",
    "我要找真人",
    "找个人来跟我说",
    "有没有客服",
    "人工客服在吗",
    "我想跟你们的老师聊聊",
    "我要人工服务",
    "叫你们领导来",
    "我不想跟机器人说话",
    "人工呢",
    "联系平台工作人员",
    "接人工，我们ERP坏了",
    "talk to a human",
    "搵真人",
]
NO_PERSON = [
    "人工智能怎么用",
    "人工成本怎么算",
    "不用转人工",
    "能不能替代人工",
    "减少人工质检",
    "智能客服怎么做",
    "客服系统场景",
    "别转人工",
    "不要转人工，你直接说",
    "人工成本太高了，怎么降",
    "人工质检效率低",
    "转人工智能",
    "人工排产太慢",
    "找个懂排产的老师傅",
    "人工效率提升",
]


@pytest.mark.parametrize(("words", "wanted"), [*((w, True) for w in PERSON), *((w, False) for w in NO_PERSON)])
def test_who_wants_a_person(words: str, wanted: bool) -> None:  # noqa: FBT001 -- what is expected
    assert wants_person(normalise(words)) is wanted


ANGRY = [
    "什么破平台",
    "气死我了",
    "问了三遍了还没人管",
    "你们是在忽悠我吗",
    "到底能不能解决",
    "都一个月了还没人理我",
    "垃圾系统",
    "太差劲了",
    "卧槽这什么服务！！！",
    "我要投诉你们",
]
CALM = [
    "客户骂我们质量差",
    "客户投诉率怎么算",
    "垃圾分类怎么做",
    "滚筒设备",
    "产品不良率太高",
    "好的谢谢",
    "md5是什么",
    "订单拖了三天",
]


@pytest.mark.parametrize(("words", "cross"), [*((w, True) for w in ANGRY), *((w, False) for w in CALM)])
def test_who_is_angry(words: str, cross: bool) -> None:  # noqa: FBT001 -- what is expected
    assert angry(normalise(words)) is cross


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("结束人工", True),
        ("不用人工了", True),
        ("不用转人工了", True),
        ("回到助手", True),
        ("结束对话", True),
        ("取消排队", True),
        ("不需要人工客服了，谢谢", True),
        ("算了不等人工了", True),
        ("不用人工了，我问助手", True),
        ("结束", False),
        ("我不用人工智能", False),
        ("结束人工之前再问一句", False),
    ],
)
def test_an_enterprise_ends_a_talk_in_so_many_words(words: str, ends: bool) -> None:  # noqa: FBT001 -- what is expected
    assert ends_talk(normalise(words)) is ends


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("结束", True),
        ("释放", True),
        ("交还给助手", True),
        ("好的结束吧", True),
        ("/结束", True),
        ("结束和金明五金的对话", True),
        ("结束人工对话，交还给助手", True),
        ("好，那先这样吧", True),
        ("交返俾助手", True),
        ("得，咁先啦", True),
        ("那先这样定，周五上午过来", False),
        ("结束后请把表发我", False),
        ("生产结束了吗", False),
        ("你好", False),
    ],
)
def test_an_operator_lets_go_in_so_many_words(words: str, ends: bool) -> None:  # noqa: FBT001 -- what is expected
    assert lets_go(normalise(words)) is ends


def test_what_is_said_aside_is_for_the_assistant() -> None:
    assert aside("@助手 8.3.1讲什么") == "8.3.1讲什么"
    assert aside("/8.3.1讲什么") == "8.3.1讲什么"
    assert aside("请 @助手 看看") is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("转人工，我要问补贴被退回的事", "我要问补贴被退回的事"),
        ("转人工", ""),
        ("人工！！报告打不开", "报告打不开"),
        ("补贴被退回了，转人工", "补贴被退回了"),
        ("转人工客服，急", ""),
    ],
)
def test_why_a_person_is_wanted(words: str, why: str) -> None:
    assert reason(normalise(words)) == why


@pytest.mark.parametrize(
    "words",
    [
        "有没有企业在等人工", "而家有边几家等紧人工", "边个等紧人工", "还有几家等人工",
        "有没有企业在等人", "现在几家企业在等", "有企业在等吗", "今天有没有厂在等我们",
    ],
)  # fmt: skip
def test_who_waits_is_asked_in_many_ways(words: str) -> None:
    assert asks_who_waits(normalise(words))


@pytest.mark.parametrize(
    "words",
    ["有人未啊", "多久会有人？", "点解仲未有人应我", "前面仲有几多人", "还要等多久啊", "怎么还没人来", "到我未"],
)
def test_who_waits_asks_for_somebody(words: str) -> None:
    assert nobody_there(normalise(words))


@pytest.mark.parametrize("words", ["有人懂视觉质检吗", "还要等多久才能申报", "多久做一次诊断", "我们有人了"])
def test_who_asks_something_else_does_not_wait(words: str) -> None:
    assert not nobody_there(normalise(words))


@pytest.mark.parametrize("words", ["有没有企业在等补贴", "几家在等发货", "谁在等货", "有企业在等"])
def test_what_else_is_waited_for_is_no_person(words: str) -> None:
    assert not asks_who_waits(normalise(words))
