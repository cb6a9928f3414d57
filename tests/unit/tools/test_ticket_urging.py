"""When a ticket is urged and when it is spared, and when a matter called solved is said not to be."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.tickets.cues import asks_of_tickets, puts_down
from tools.domain.tickets.doing import done_with_ticket, read_move
from tools.domain.tickets.faults import contradicts
from tools.domain.tickets.reading import draft, matter_answered
from tools.domain.tickets.revising import revised
from tools.domain.tickets.urging import asks_if_urged, urges, urges_that, without_spared


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
        ("不是" * 990, "不是" * 990),
        ("不" + "需要" * 900 + "了 急", "不" + "需要" * 900 + "了 急"),
    ],
)
def test_which_of_two_is_urged(words: str, left: str) -> None:
    assert without_spared(normalise(words)) == left


@pytest.mark.parametrize(
    "words",
    ["你们没连需求那张也催了吧", "不会把另一张也催了吧", "你是不是都催了", "发票那个应该没催吧 已经催了吗", "催了没"],
)
def test_it_is_asked_whether_a_ticket_was_urged(words: str) -> None:
    text = normalise(words)
    assert asks_if_urged(text)
    assert not urges(text)
    assert done_with_ticket(text, operator=False) is None


@pytest.mark.parametrize("words", ["把需求那张也催了吧", "再催一下吧", "还没人理，催一下", "没人来 帮我催催"])
def test_it_is_not_asked(words: str) -> None:
    text = normalise(words)
    assert not asks_if_urged(text)
    assert done_with_ticket(text, operator=False) == "urge_ticket"


@pytest.mark.parametrize(
    "words",
    [
        "系统显示已解决，根本没人来过",
        "你们说修好了，可是打开还是白屏",
        "短信说办完了 结果钱没退",
        "你们说弄好了 哪里好了嘛",
        "工单显示已完成，可是到现在没人联系我",
        "你们说处理好了，其实一点动静都没有",
        "短信说修好了，可是机器还是不动",
        "你们说搞定了 但是发票还没开",
        "状态显示已解决，但我试了不行",
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


@pytest.mark.parametrize(
    "words",
    [
        "你们说弄好了，不过我还没用过",
        "平台说处理好了，可我不太确定",
        "系统显示已解决，但是我没时间看，回头确认",
        "通知说办好了，但我人不在广州",
        "短信说解决了，可是我没收到回执",
        "单子写着处理好了，但我还没好好看",
        "系统显示已解决，但要是不行我再找你们",
        "短信说修好了，但是如果还是打不开怎么办",
        "已经解决了吧，我还没试",
    ],
)
def test_who_has_not_looked_yet_says_nothing_of_it(words: str) -> None:
    assert not contradicts(normalise(words))
    assert read_move(words, operator=False).action is None


@pytest.mark.parametrize("words", ["工单显示已解决，确实没问题了", "平台说修好了，现在好了，不卡了"])
def test_what_is_called_solved_is(words: str) -> None:
    assert read_move(words, operator=False).action == "verify"


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


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        ("投诉先不提了，你帮我登记个需求 想要扫码入库", "need", "想要扫码入库"),
        ("师傅来了 不投诉了 帮我提个问题：采集器认不认老机床", "question", "采集器认不认老机床"),
        ("那个需求不要了，不过麻烦登记个投诉，培训老师没来", "complaint", "培训老师没来"),
        ("登记一下 让你们客服给会计回个电话", "need", "让你们客服给会计回个电话"),
    ],
)
def test_what_is_put_down_in_the_place_of_another(words: str, kind: str, text: str) -> None:
    read = draft(words)
    assert puts_down(normalise(words))
    assert (read.kind, read.text) == (kind, text)


@pytest.mark.parametrize(
    "words", ["投诉就不用了", "别登记了 让你们的人打给我", "登记过了，让你们客服别催", "登记一下 让你们的人来行吗"]
)
def test_what_bids_nothing(words: str) -> None:
    assert not puts_down(normalise(words))


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("地址也写上 三楼东边那间", "地址 三楼东边那间"),
        ("对了把电话加上：找李工", "电话 找李工"),
        ("型号补充进去 cnc850的", "型号 cnc850"),
    ],
)
def test_a_detail_is_added_to_the_draft(words: str, more: str) -> None:
    given = {"question": "帮我登记个问题：网关接不接老机床", "text": "网关接不接老机床"}
    assert revised(normalise(words), given) == {**given, "text": f"网关接不接老机床；{more}"}


@pytest.mark.parametrize("words", ["型号写上了吗", "地址写上没有", "档案也加上 80人", "能不能写上", "型号在哪看"])
def test_a_detail_is_not_added(words: str) -> None:
    given = {"question": "帮我登记个问题：网关接不接老机床", "text": "网关接不接老机床"}
    assert revised(normalise(words), given) is None
