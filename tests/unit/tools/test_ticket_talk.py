"""What is said around tickets: asked rather than told, which one is meant, drafts corrected, talks given back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain.tickets.cues import (
    angry,
    asks_of_need,
    asks_of_tickets,
    asks_who_else,
    lets_go,
    names_another,
    waits,
)
from tools.domain.tickets.doing import read_move, read_moves
from tools.domain.tickets.persons import wants_person
from tools.domain.tickets.reading import draft, matter_answered, number_in, says_nothing, severity_of
from tools.domain.tickets.revising import revised
from tools.domain.tickets.urging import urges

DRAFT: dict[str, Any] = {"question": "我要投诉：顾问没来", "text": "顾问没来"}


@pytest.mark.parametrize(
    "words",
    [
        "扫码枪数量翻倍那个 你们说弄好了？",
        "刚才谁催了我那张单？",
        "那我自己有没有单",
        "现在几张单了？不会重了吧",
        "这个有没有开单？单号几多",
        "那张单还没好？别关啊",
        "平板掉线那张解决了没",
        "皮料检测那张单做好未啊",
        "皮料那张是不是给关了？",
        "有几张单在办",
    ],
)
def test_where_a_ticket_stands_is_asked(words: str) -> None:
    assert asks_of_tickets(normalise(words))
    assert not urges(normalise(words))


@pytest.mark.parametrize("words", ["我们有几台单针车", "有没有单价表", "这个系统弄好了要多少钱的政策补贴", "订单多少"])
def test_what_is_no_ticket_is_not_asked_for_as_one(words: str) -> None:
    assert not asks_of_tickets(normalise(words))


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("你们说弄好了？", None),
        ("系咪搞掂咗先", None),
        ("还没弄好吗", None),
        ("没好？", None),
        ("皮料那张是不是给关了？", None),
        ("修好个鬼，又掉线了", "reopen"),
        ("怎么还没修好", "reopen"),
        ("又能用了", "verify"),
        ("搞掂咗，冇再掉线", "verify"),
        ("到现在都没再出毛病", "revisit"),
        ("后来都没再坏", "revisit"),
        ("那个链接打不开的问题已经解决了", "verify"),
        ("之前报错，现在可以了，关了吧", "verify"),
        ("昨天登录不上，今天好了又卡死", None),
        ("之前打不开，现在能打开了但是很慢", None),
        ("之前打不开，现在好像好了", None),
        ("之前说的登录不上，隔壁厂已经解决了", None),
    ],
)
def test_an_enterprise_that_asks_says_nothing(words: str, action: str | None) -> None:
    assert read_move(words, operator=False).action == action


@given(
    st.sampled_from(["解决了", "弄好了", "修好了", "搞定了", "处理好了"]),
    st.sampled_from(["吗", "?", "？", "没有", "没"]),
)
def test_no_question_says_that_a_matter_is_solved(said: str, asked: str) -> None:
    assert read_move(f"那个{said}{asked}", operator=False).action not in {"verify", "revisit"}


@pytest.mark.parametrize(
    "words", ["关错了", "这张关早了，人家说又坏了，重新打开", "不小心点关了", "手滑关掉了，重新打开"]
)
def test_what_was_closed_by_mistake_is_opened_again(words: str) -> None:
    assert [move.action for move in read_moves(words, operator=True)] == ["reopen"]


@pytest.mark.parametrize(
    ("words", "another"),
    [
        ("皮料那个单子你们是不是忘了", True),
        ("剩下那张指派给小李", True),
        ("另一张先别动", True),
        ("刚才那个单", False),
        ("我们那个投诉", False),
    ],
)
def test_another_ticket_is_named(words: str, another: bool) -> None:  # noqa: FBT001 -- what is expected
    assert names_another(words) == another


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("不要转人工，我要投诉，就投诉工程师三次约好都没来", {"kind": "complaint", "text": "工程师三次约好都没来"}),
        ("不用人工，就投诉他", {"kind": "complaint"}),
        ("换个内容：顾问周三才来还迟到", {"text": "顾问周三才来还迟到"}),
        ("重写一下：顾问周三才来还迟到", {"text": "顾问周三才来还迟到"}),
        ("刚才那个登记吧", {}),
        ("嗯，开", {}),
        ("对，开单", {}),
        ("类型对的，改成加急", {"severity": "high"}),
        ("哦哦。那刚才对账那个，登记吧", {}),
        ("前面说的需求就登记了", {}),
    ],
)
def test_a_draft_is_corrected_in_ones_own_words(words: str, changed: dict[str, str]) -> None:
    assert revised(normalise(words), DRAFT) == DRAFT | changed


@pytest.mark.parametrize("words", ["不要投诉了", "刚才那条政策讲什么", "不用了，我自己找他", "别登记"])
def test_what_corrects_nothing_leaves_a_draft(words: str) -> None:
    assert revised(normalise(words), DRAFT) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("替明湖注塑再登记一个需求：想做模具寿命管理", "想做模具寿命管理"),
        (
            "喂你好啊，那个，我们外发加工有十来家嘛，想要在线对账，你帮我登记一下这个需求",
            "我们外发加工有十来家嘛，想要在线对账",
        ),
        ("有个需求给我登一下：想要订单自动解析", "想要订单自动解析"),
        ("投诉，配料称打不出标签，给我开单", "配料称打不出标签"),
        ("那换一个需求：仓库要呆滞料自动预警，这个登记", "仓库要呆滞料自动预警"),
        ("帮我开个问题单问问：顾问上门怎么收费", "顾问上门怎么收费"),
        ("报工单经常丢，帮我登记", "报工单经常丢"),
        ("帮我投诉，就说顾问三天没回消息", "顾问三天没回消息"),
        ("再登记一个：想上扫码报工", "想上扫码报工"),
        ("还有帮我登记个需求，想找人看看电子报工", "想找人看看电子报工"),
        ("好的。麻烦帮我登记一条需求：想找人看看电子报工怎么落地", "想找人看看电子报工怎么落地"),
        ("还有个问题要登记：发票怎么开", "发票怎么开"),
        ("仓库老是对不上数，麻烦给我登记一条需求，谢谢", "仓库老是对不上数"),
        ("还有问题没解决，就是系统打不开", "还有问题没解决，就是系统打不开"),
        ("另外一个车间的设备老是坏，登记一下", "另外一个车间的设备老是坏"),
        ("那重新登记一张", ""),
        ("不对，这是投诉", ""),
    ],
)
def test_a_matter_stands_alone(words: str, text: str) -> None:
    read = draft(words).text
    assert (read == text) or (not text and says_nothing(read))


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("把 T20261126-001 的对话交还给助手", True),
        ("行，这边聊完了，把明湖的对话还给助手", True),
        ("助手你来答吧", True),
        ("你来接待吧", True),
        ("先交还吧，客户那边没事了", True),
        ("完事了，交给ai吧", True),
        ("那您把照片交还给李工就行", False),
        ("你来处理一下电源", False),
        ("T20261126-001 的照片发我", False),
        ("您把问题交给助手就行吗", False),
    ],
)
def test_a_talk_is_given_back_or_gone_on_with(words: str, ends: bool) -> None:  # noqa: FBT001 -- what is expected
    assert lets_go(normalise(words)) == ends


@pytest.mark.parametrize("words", ["还有别家也要这个吗？哪几家？", "别家也提过这个吗", "有几家提过一样的"])
def test_whether_others_want_the_same_is_asked(words: str) -> None:
    assert asks_who_else(normalise(words))


def test_whose_a_need_is_may_be_asked_last() -> None:
    assert asks_of_need("那要省电的是谁")


@pytest.mark.parametrize("words", ["我现在一共几张单", "算了还是改成咨询吧", "那张单到哪了"])
def test_what_is_asked_is_no_matter(words: str) -> None:
    assert matter_answered(normalise(words), "need") is None


@given(
    st.sampled_from(["T20261126-001", "20261126-012"]), st.sampled_from(["的对话交还给助手", "还给助手", " 结束对话"])
)
def test_a_talk_is_given_back_whatever_its_number(number: str, words: str) -> None:
    assert lets_go(normalise(f"把{number}{words}"))


@pytest.mark.parametrize(
    "words", ["又试了一下,现在好了", "没用多久就解决了", "师傅又来调了,搞定了", "又跑了一天都好了"]
)
def test_what_works_now_is_not_reopened(words: str) -> None:
    assert "reopen" not in [move.action for move in read_moves(normalise(words), operator=False)]


def test_having_people_is_no_wish_for_one() -> None:
    for words in ("质检现在只有人工", "我们车间没有系统,只有工作人员", "我们厂有客服吗", "我们每天都有客服"):
        assert not wants_person(normalise(words))
    assert wants_person(normalise("你们有人工客服吗"))


def test_how_it_goes_with_a_person_is_asked_and_none_is_called() -> None:
    for words in ("转人工以后你还在不在啊", "找了人工之后还能接着问你吗", "转人工要排队吗", "转人工要等多久"):
        assert not wants_person(normalise(words))
    for words in ("能不能转人工", "转人工可以吗", "转了人工半天没人理,给我找人工"):
        assert wants_person(normalise(words))


@pytest.mark.parametrize("words", ["想找人上门看看,先别急着派人", "不着急,想要看板", "不用急"])
def test_what_may_wait_is_not_urgent(words: str) -> None:
    assert severity_of(normalise(words)) == "low"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("查下工单 999999", "999999"),
        ("工单编号是123456的到哪了", "123456"),
        ("工单20261118001", "T20261118-001"),
        ("工单 3", "-003"),
        ("快递单号 123456789", ""),
        ("生产工单100234怎么报工", ""),
        ("工单 20261118", ""),
        ("工单12345元", ""),
    ],
)
def test_a_number_no_ticket_has_is_no_other(words: str, number: str) -> None:
    assert number_in(normalise(words)) == number


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("这个投诉编号是多少呀", True),
        ("那我自己家有工单吗", True),
        ("号码我记不清咯，就是空压机那张", True),
        ("工单有进展吗", True),
        ("设备编号是多少", False),
        ("你们有工单系统吗", False),
        ("编号记不住怎么办", False),
        ("工单有进展还是要告诉我的哈", False),
    ],
)
def test_what_is_asked_of_tickets(words: str, *, asks: bool) -> None:
    text = normalise(words)
    assert (asks_of_tickets(text) or waits(text)) is asks


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("报告链接打不开那个，今天试了，能打开了，解决了", "verify"),
        ("登不上的问题解决了", "verify"),
        ("之前一直打不开，现在能打开了", "verify"),
        ("打不开那个还是打不开", "reopen"),
        ("之前打不开，现在也不能用", "reopen"),
        ("转圈的问题又出现了", "reopen"),
        ("又打不开这个问题", "reopen"),
    ],
)
def test_a_fault_that_names_a_matter_is_not_how_it_stands(words: str, action: str) -> None:
    assert read_move(words, operator=False).action == action


def test_who_blames_the_answers_is_cross() -> None:
    assert angry(normalise("第三次了，你说的都不对，没解决我的问题"))
    for words in ("你说的不对吧，应该是85人", "我们第三次诊断了", "第三次了解政策", "你说的都没问题"):
        assert not angry(normalise(words))
