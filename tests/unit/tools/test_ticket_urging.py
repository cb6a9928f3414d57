"""When a ticket is urged and when it is spared, and when a matter called solved is said not to be."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.tickets.cues import asks_of_tickets
from tools.domain.tickets.doing import done_with_ticket, read_move
from tools.domain.tickets.faults import contradicts
from tools.domain.tickets.reading import draft, matter_answered
from tools.domain.tickets.revising import revised
from tools.domain.tickets.urging import urges, urges_that, without_spared


@pytest.mark.parametrize(
    "words",
    [
        "那张单催一下",
        "别拖了，那单催下",
        "再不来人就停产 那张催一哈",
        "不急不行啊 帮我催一下",
        "不是查进度，那张催一下",
    ],
)
def test_a_ticket_is_urged(words: str) -> None:
    assert urges(normalise(words)) or urges_that(normalise(words))


@pytest.mark.parametrize(
    "words",
    ["那不用催了", "师傅说明早到，先别催", "不急，慢慢来", "唔使急", "不用加急了", "我不是来催单的", "没催你们"],
)
def test_a_ticket_is_spared(words: str) -> None:
    text = normalise(words)
    assert not urges(text)
    assert done_with_ticket(text, operator=False) is None


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("盘点那张催一下 发票那张先不急", "盘点那张催一下"),
        ("第一张不用催，第二张催催", "第二张催催"),
        ("再不催就黄了 催一下", "再不催就黄了 催一下"),
    ],
)
def test_which_of_two_is_urged(words: str, left: str) -> None:
    assert without_spared(normalise(words)) == left


@pytest.mark.parametrize(
    "words",
    [
        "系统显示已解决，根本没人来过",
        "你们说修好了，可是打开还是白屏",
        "短信说办完了 结果钱没退",
        "你们说弄好了 哪里好了嘛",
    ],
)
def test_what_is_called_solved_is_not(words: str) -> None:
    assert contradicts(normalise(words))
    assert read_move(words, operator=False).action == "reopen"


@pytest.mark.parametrize(
    "words",
    [
        "你们说办好了，确实好了",
        "你们说好了周五来的，到现在没来",
        "你们说解决了吗",
        "隔壁说解决了 其实没有",
        "哪里办好了可以看",
    ],
)
def test_what_is_called_solved_may_be(words: str) -> None:
    assert not contradicts(normalise(words))
    assert read_move(words, operator=False).action != "reopen"


@pytest.mark.parametrize("words", ["谁把我的投诉单给关了", "我那张单怎么无缘无故给我撤了"])
def test_it_is_asked_whether_a_ticket_was_closed(words: str) -> None:
    assert asks_of_tickets(normalise(words))


def test_the_machine_that_shut_down_is_no_ticket() -> None:
    assert not asks_of_tickets(normalise("设备是不是自己关了"))


@pytest.mark.parametrize("words", ["好 提吧", "行，报上去", "可以 交吧", "嗯，登吧"])
def test_a_bid_leaves_the_draft_as_it_is(words: str) -> None:
    given = {"question": "帮我提个需求，仓库想扫码"}
    assert revised(normalise(words), given) == given
    assert matter_answered(normalise(words), "question") is None


@pytest.mark.parametrize("words", ["好 提前一点来", "报价能不能快点"])
def test_a_bid_is_no_other_word(words: str) -> None:
    assert revised(normalise(words), {"question": "帮我提个需求，仓库想扫码"}) is None


def test_the_matter_may_follow_a_space() -> None:
    read = draft("帮我登记个问题 食品厂能报哪些奖励 找人回我")
    assert (read.kind, read.text) == ("question", "食品厂能报哪些奖励 找人回我")
