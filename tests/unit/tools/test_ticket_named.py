"""Tickets told by what they are about, and drafts that are not put down yet."""

from __future__ import annotations

import time

import pytest

from corpus.lexical import normalise
from tools.domain.tickets import bidding, lexicon, relaying
from tools.domain.tickets.cues import (
    asks_of_own,
    asks_of_tickets,
    names_another,
    puts_down,
)
from tools.domain.tickets.doing import done_with_ticket, gives, read_move
from tools.domain.tickets.likeness import touches
from tools.domain.tickets.persons import wants_person
from tools.domain.tickets.reading import draft, matter_bidden, matter_of, points_back, read_relay
from tools.domain.tickets.revising import revised
from tools.domain.tickets.urging import urges


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("要服务商名单那个撤了吧，我们自己找到了", "要服务商名单"),
        ("对，撤名单那个", "名单"),
        ("培训那个不用办了，我们自己搞定了", "培训"),
        ("麻烦把报告链接那个作废", "报告链接"),
    ],
)
def test_one_is_withdrawn_by_what_it_is_about(words: str, which: str) -> None:
    text = normalise(words)
    assert bidding.which(text) == which
    assert names_another(text)
    assert done_with_ticket(text, operator=False) == "move_ticket"
    assert done_with_ticket(text, operator=True) is None


@pytest.mark.parametrize(
    "words",
    [
        "那张单先别撤",
        "不用撤那张单",
        "名单那个先不撤",
        "别撤名单那个",
        "名单那个撤了吗",
        "提醒那个取消吧",
        "客户的订单那个取消了",
        "名单那个能不能撤",
        "隔壁厂那个取消了",
        "财务说补贴那个不用办了",
        "老板说那个撤了吧",
        "客户那个取消，我们停产了",
    ],
)
def test_what_is_denied_asked_or_no_ticket_is_not_withdrawn(words: str) -> None:
    assert done_with_ticket(normalise(words), operator=False) is None
    assert not bidding.withdraws_that(normalise(words))


@pytest.mark.parametrize(
    ("words", "more", "named"),
    [
        ("报告那个再补一句，手机和电脑都打不开", "手机和电脑都打不开", False),
        ("我们厂扫码报工那个需求，补充一句，要能接用友U8", "要能接用友U8", True),
        ("帮我在空压机那张单上补一句，晚上也停", "晚上也停", True),
        ("我们扫码报工那个，补充一句要能接金蝶", "要能接金蝶", False),
        ("刚才那张补一句：周五前要", "周五前要", False),
    ],
)
def test_one_is_added_to_by_what_it_is_about(words: str, more: str, named: bool) -> None:  # noqa: FBT001 -- what is expected
    move = read_move(words, operator=False)
    assert (move.action, move.note) == ("note", more)
    assert bidding.adds_to_named(normalise(words)) is named


@pytest.mark.parametrize(
    "words",
    [
        "档案那个补一句，我们有120人",
        "设备那个加个传感器，多少钱能弄",
        "扫码那个写得不错",
        "客户那个问题加一句：他们下周付款",
        "隔壁那个投诉补一句：他们也没人回",
        "小红书那个我也加一下 怎么弄",
        "昨天那个我也想补充一下 怎么补",
        "把诊断那个补一下 第三题没做",
        "老板说给那张单补一句 太慢了",
    ],
)
def test_what_only_sounds_like_adding_adds_nothing(words: str) -> None:
    assert bidding.adds(normalise(words)) == ""


@pytest.mark.parametrize(
    ("words", "may_be"),
    [("二号机", True), ("坏掉的设备", True), ("昨天提的", True), ("咨询", True), ("补贴", False), ("小红书", False)],
)
def test_a_ticket_is_told_by_what_it_shares(words: str, may_be: bool) -> None:  # noqa: FBT001 -- what is expected
    assert touches(words, "咨询 其他 二号机坏了") is may_be


@pytest.mark.parametrize("words", ["催一下我自己那张电商订单的", "催一催我们厂报工那张吧"])
def test_one_is_urged_by_what_it_is_about(words: str) -> None:
    assert urges(normalise(words))


@pytest.mark.parametrize("words", ["别催空压机那张", "催一下那张图纸", "催一下客户那单货", "谁催那张的"])
def test_what_is_spared_or_no_ticket_is_not_urged(words: str) -> None:
    assert not urges(normalise(words))


def test_a_number_that_was_wrong_gives_way_to_what_the_ticket_is_about() -> None:
    assert asks_of_tickets(normalise("号我记错了，就是要接电商订单那张"))
    assert not asks_of_tickets(normalise("型号记错了，是A3那个"))
    assert not asks_of_tickets(normalise("电话号码写错了，是138那个"))


def test_how_often_one_has_come_asks_for_ones_tickets() -> None:
    assert asks_of_own(normalise("我总共找你们几次了，哪些了了哪些没了"))
    assert not asks_of_own(normalise("我找了你们几次都没人理"))
    assert not asks_of_own(normalise("客户总共找我们几次了"))


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        (
            "我自己要问的是去年那张服务发票的抬头能不能改，麻烦记下来让人回复我",
            "我自己要问的是去年那张服务发票的抬头能不能改",
        ),
        ("数据导不出来怎么弄，麻烦登记一下，让老师联系我", "数据导不出来怎么弄"),
        ("想问下补贴什么时候到账，登记一下叫你们的人回我电话", "想问下补贴什么时候到账"),
    ],
)
def test_what_is_put_down_for_somebody_to_answer_is_the_matter(words: str, matter: str) -> None:
    assert puts_down(normalise(words))
    assert not wants_person(normalise(words))
    assert matter_of(words) == matter
    assert draft(words).kind == "question"


def test_a_person_is_wanted_where_nothing_is_to_be_put_down() -> None:
    assert wants_person(normalise("叫个人来回我"))
    assert not puts_down(normalise("登记下来了让人回复我了吗"))


@pytest.mark.parametrize(
    "words",
    ["需求登记上了吧？没登就给我登上", "投诉报上去没有？没报就帮我报上", "刚才的需求登了没，没有的话就给我登一下"],
)
def test_what_is_to_be_put_down_if_it_was_not_was_told_before(words: str) -> None:
    assert points_back(normalise(words))
    assert matter_of(words) == ""
    shown = {"question": "登记需求：想上扫码报工"}
    assert revised(normalise(words), shown) == shown


@pytest.mark.parametrize(
    "words",
    [
        "需求登记上了吧？",
        "人数记上了吧？没记就记上",
        "需求登记了吗？没登就别登了",
        "社保交了没，没交就交一下",
        "税报了没，没报就帮我报一下",
        "用电量记了没，没记就记一下",
    ],
)
def test_what_only_asks_or_is_of_the_file_bids_no_ticket(words: str) -> None:
    assert not points_back(normalise(words))


def test_the_matter_is_found_behind_another_request() -> None:
    said = "两件事：员工人数改成120；另外帮我登记个需求，ERP跟电商后台对不上账，想要自动对账"
    assert matter_bidden(said) == "ERP跟电商后台对不上账，想要自动对账"
    assert matter_bidden("员工人数改成120，确认") == ""


@pytest.mark.parametrize(
    ("words", "who"),
    [("认领12号单", "我"), ("把7号单认领了", "我"), ("15号让小李认领", "小李"), ("把41号给阿玲做，她熟注塑", "阿玲")],
)
def test_who_claims_a_ticket_takes_it_on(words: str, who: str) -> None:
    move = read_move(words, operator=True)
    assert (move.action, move.assignee) == ("assign", who)
    assert gives(normalise(words))


@pytest.mark.parametrize("words", ["12号单有人认领了吗", "没人认领的单有哪些", "认领3号任务", "12号单还没认领"])
def test_what_is_asked_of_claiming_claims_nothing(words: str) -> None:
    assert read_move(words, operator=True).action is None


def test_a_numbered_one_is_put_off() -> None:
    assert (read_move("47号改到周四", operator=True).action, read_move("47号改到周四", operator=True).note) == (
        "schedule",
        "改到周四",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("并且告诉他们一声改期了", "改期了"),
        ("跟企业说一下周四上午到", "周四上午到"),
        ("给对方回一句：明天上门", "明天上门"),
    ],
)
def test_words_for_the_enterprise_need_no_name(words: str, said: str) -> None:
    assert relaying.to_the_enterprise(normalise(words)) == said
    assert read_relay(words)[0] == said


@pytest.mark.parametrize(
    "words", ["告诉他们一声就行", "跟他们说了", "通知企业了吗", "告诉他们怎么填", "跟他说一声：催得急"]
)
def test_what_holds_no_words_for_the_enterprise_tells_it_nothing(words: str) -> None:
    assert relaying.to_the_enterprise(normalise(words)) == ""


@pytest.mark.parametrize("word", ["那", "那就", "刚刚", "按照", " "])
def test_words_said_over_and_over_are_read_at_once(word: str) -> None:
    began = time.process_time()
    for pattern in (lexicon.BIDS_ALONE, lexicon.SEVERITY_INSTEAD, bidding.lexicon.WITHDRAWS_THAT):
        pattern.search((word * 2000)[:2000] + "鑫")
    assert time.process_time() - began < 1
